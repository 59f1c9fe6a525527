//! Given the bytes of a TSV file, yields its rows by column name; what is unknown is an error with path and line.

use crate::error::Error;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// A table of facts: UTF-8, one header line, tab-separated, a fact a row.
#[derive(Debug, Clone)]
pub struct Table {
    file: Arc<str>,
    columns: Vec<String>,
    rows: Vec<Line>,
}

#[derive(Debug, Clone)]
struct Line {
    file: Arc<str>,
    number: usize,
    cells: Vec<String>,
}

/// One row of a [`Table`].
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    table: &'t Table,
    line: &'t Line,
}

impl Table {
    /// Reads a table whose columns must be exactly `columns`, in that order. Empty lines and lines that
    /// begin with `#` are skipped.
    ///
    /// # Errors
    /// A header that differs, a row with too many or too few cells: the file, the line and what was expected.
    pub fn read(file: &str, text: &str, columns: &[&str]) -> Result<Self, Error> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(i, l)| (i + 1, l))
            .filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
        let Some((line, header)) = lines.next() else {
            return Err(Error::pack(file, 0, "the table is empty; its first line names the columns"));
        };
        let found: Vec<String> =
            header.trim_start_matches('\u{feff}').split('\t').map(|c| c.trim().to_owned()).collect();
        if found != columns {
            return Err(Error::pack(
                file,
                line,
                format!("the columns are {}; they must be {}", found.join(", "), columns.join(", ")),
            ));
        }
        let name: Arc<str> = file.into();
        let mut rows = Vec::new();
        for (line, text) in lines {
            let cells: Vec<String> = text.split('\t').map(|c| c.trim().to_owned()).collect();
            if cells.len() != columns.len() {
                return Err(Error::pack(
                    file,
                    line,
                    format!("{} cells where {} columns are named", cells.len(), columns.len()),
                ));
            }
            rows.push(Line { file: Arc::clone(&name), number: line, cells });
        }
        Ok(Self { file: name, columns: found, rows })
    }

    /// Its rows before those of another table of the same columns whose first cell it does not have itself.
    pub(super) fn over(mut self, other: Self) -> Self {
        let own: FxHashSet<String> = self.rows.iter().map(|row| row.cells[0].clone()).collect();
        self.rows.extend(other.rows.into_iter().filter(|row| !own.contains(&row.cells[0])));
        self
    }

    /// Its rows, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|line| Row { table: self, line })
    }

    /// The file's name, for messages.
    pub fn file(&self) -> &str {
        &self.file
    }
}

impl<'t> Row<'t> {
    /// The cell under a column; empty where the column is unknown to the table.
    pub fn get(&self, column: &str) -> &'t str {
        let at = self.table.columns.iter().position(|c| c == column);
        at.map_or("", |i| self.line.cells[i].as_str())
    }

    /// The cell, or `None` where it is empty.
    pub fn some(&self, column: &str) -> Option<&'t str> {
        Some(self.get(column)).filter(|c| !c.is_empty())
    }

    /// The parts of a cell that holds a list, separated by `|`.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &'t str> {
        self.get(column).split('|').map(str::trim).filter(|c| !c.is_empty())
    }

    /// The line in the file, from 1.
    pub fn line(&self) -> usize {
        self.line.number
    }

    /// `file:line`, by which a record names the row that made it.
    pub fn place(&self) -> String {
        format!("{}:{}", self.line.file, self.line.number)
    }

    /// An error at this row.
    pub fn error(&self, cause: impl std::fmt::Display) -> Error {
        Error::pack(&self.line.file, self.line.number, cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_by_column() {
        let table = Table::read("t.tsv", "name\talso\nOtan\tAlliance|Nato\n", &["name", "also"]).unwrap();
        let row = table.rows().next().unwrap();
        assert_eq!(row.list("also").collect::<Vec<_>>(), ["Alliance", "Nato"]);
        assert_eq!(row.place(), "t.tsv:2");
    }

    #[test]
    fn an_unknown_column_is_named_with_its_line() {
        let error = Table::read("t.tsv", "name\tother\n", &["name", "also"]).unwrap_err().to_string();
        assert_eq!(error, "t.tsv:1: the columns are name, other; they must be name, also");
    }

    #[test]
    fn a_short_row_is_named_with_its_line() {
        let error = Table::read("t.tsv", "a\tb\n1\t2\n3\n", &["a", "b"]).unwrap_err().to_string();
        assert!(error.starts_with("t.tsv:3: 1 cells"), "{error}");
    }
}
