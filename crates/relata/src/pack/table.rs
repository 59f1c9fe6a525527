//! Given the bytes of a TSV file, yields its rows by column name; what is unknown is an error with path and line.

use crate::error::Error;
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// A table of facts: UTF-8, one header line, tab-separated, a fact a row.
#[derive(Debug, Clone)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<Line>,
}

/// The cells of a row, and where they stand.
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
        let (line, found, rows) = lines(file, text)?;
        if found != columns {
            let cause = format!("the columns are {}; they must be {}", found.join(", "), columns.join(", "));
            return Err(Error::pack(file, line, cause));
        }
        Ok(Self { columns: found, rows })
    }

    /// Reads a table that need have only some of `columns`, in any order, but its first; what it lacks is empty.
    ///
    /// # Errors
    /// An unknown column, no first column, a row with too many or too few cells: the file, the line and the cause.
    pub fn read_part(file: &str, text: &str, columns: &[&str]) -> Result<Self, Error> {
        let (line, found, mut rows) = lines(file, text)?;
        if let Some(unknown) = found.iter().find(|c| !columns.contains(&c.as_str())) {
            let cause = format!("no column is named {unknown}; there are {}", columns.join(", "));
            return Err(Error::pack(file, line, cause));
        }
        if !found.iter().any(|c| c == columns[0]) {
            return Err(Error::pack(file, line, format!("the column {} is missing", columns[0])));
        }
        for row in &mut rows {
            let cell = |c: &&str| found.iter().position(|f| f == c).map(|at| row.cells[at].clone()).unwrap_or_default();
            row.cells = columns.iter().map(cell).collect();
        }
        Ok(Self { columns: columns.iter().map(|c| (*c).to_owned()).collect(), rows })
    }

    /// Puts another table's rows before this one's, of which those that agree in the first `keys` cells are left out.
    pub fn over(&mut self, other: Self, keys: usize) {
        let key = |l: &Line| l.cells[..keys].to_vec();
        let new: FxHashSet<Vec<String>> = other.rows.iter().map(key).collect();
        let kept = std::mem::replace(&mut self.rows, other.rows);
        self.rows.extend(kept.into_iter().filter(|l| !new.contains(&key(l))));
    }

    /// Its rows, in the order of the file.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|line| Row { table: self, line })
    }
}

/// The line of the header, the columns and the rows of a table.
fn lines(file: &str, text: &str) -> Result<(usize, Vec<String>, Vec<Line>), Error> {
    let numbered = text.lines().enumerate().map(|(i, l)| (i + 1, l));
    let mut lines = numbered.filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    let Some((first, header)) = lines.next() else {
        return Err(Error::pack(file, 0, "the table is empty; its first line names the columns"));
    };
    let cut = |l: &str| l.split('\t').map(|c| c.trim().to_owned()).collect::<Vec<String>>();
    let columns = cut(header.trim_start_matches('\u{feff}'));
    let (name, mut rows): (Arc<str>, Vec<Line>) = (file.into(), Vec::new());
    for (number, text) in lines {
        let cells = cut(text);
        if cells.len() != columns.len() {
            let cause = format!("{} cells where {} columns are named", cells.len(), columns.len());
            return Err(Error::pack(file, number, cause));
        }
        rows.push(Line { file: name.clone(), number, cells });
    }
    Ok((first, columns, rows))
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
    fn another_tables_rows_replace_and_are_added() {
        let mut table = Table::read("t.tsv", "a\tb\n1\tone\n2\ttwo\n", &["a", "b"]).unwrap();
        table.over(Table::read_part("u.tsv", "b\ta\nzwei\t2\ndrei\t3\n", &["a", "b"]).unwrap(), 1);
        let rows: Vec<(String, &str)> = table.rows().map(|r| (r.place(), r.get("b"))).collect();
        let expected = [("u.tsv:2", "zwei"), ("u.tsv:3", "drei"), ("t.tsv:2", "one")];
        assert_eq!(rows, expected.map(|(p, b)| (p.to_owned(), b)));
    }

    #[test]
    fn a_part_has_its_key_and_no_unknown_column() {
        let error = |text: &str| Table::read_part("u.tsv", text, &["a", "b"]).unwrap_err().to_string();
        assert_eq!(error("c\n1\n"), "u.tsv:1: no column is named c; there are a, b");
        assert_eq!(error("b\n1\n"), "u.tsv:1: the column a is missing");
    }

    #[test]
    fn a_short_row_is_named_with_its_line() {
        let error = Table::read("t.tsv", "a\tb\n1\t2\n3\n", &["a", "b"]).unwrap_err().to_string();
        assert!(error.starts_with("t.tsv:3: 1 cells"), "{error}");
    }
}
