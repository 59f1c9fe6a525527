//! Given nothing, yields what each column of each record, table and view means: one list for the store, exports and docs.

const TABLE: &str = include_str!("dictionary.tsv");

/// One column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The record or view that it is part of.
    pub record: &'static str,
    /// Its name.
    pub column: &'static str,
    /// `text`, `integer`, `number`, `truth`, or `json` for lists and objects.
    pub kind: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// All columns.
pub fn rows() -> impl Iterator<Item = Column> {
    TABLE.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        Some(Column { record: cells.next()?, column: cells.next()?, kind: cells.next()?, meaning: cells.next()? })
    })
}

/// The columns of one kind of record, as exports have them.
pub fn columns(record: &str) -> Vec<Column> {
    rows().filter(|row| row.record == record).collect()
}

/// The page that describes all columns, in Markdown.
pub fn page() -> String {
    let mut page = String::from(
        "# Data dictionary\n\nMade from the program by its tests (`UPDATE=1 cargo test -p relata-store dictionary`). The records are the files of `relata export`\n\
         and the tables of the chronicle; the views whose names end in `_list`, and `pairs`, are in the chronicle alone. `json` marks\n\
         lists and objects: JSON text in CSV, Parquet and SQL. In SQL, `SELECT * FROM columns` shows this page. An export\n\
         `--without-text` leaves words and titles empty; articles and quotations have `text_blake3`, a hash of their text.\n",
    );
    let mut last = "";
    for row in rows() {
        if row.record != last {
            page += &format!("\n## {}\n\n| column | type | meaning |\n|---|---|---|\n", row.record);
            last = row.record;
        }
        page += &format!("| `{}` | {} | {} |\n", row.column, row.kind, row.meaning);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{
        ARTICLES, Cell, DISAGREEMENTS, ENTITIES, EVENTS, FIGURES, QUOTES, REPORTS, STORIES, Shape, TIMES,
    };

    /// The kinds of records, in the order of the contract.
    const RECORDS: [&Shape; 9] =
        [&ARTICLES, &ENTITIES, &TIMES, &QUOTES, &FIGURES, &REPORTS, &EVENTS, &DISAGREEMENTS, &STORIES];

    #[test]
    fn every_column_of_every_record_is_described() {
        for shape in RECORDS {
            let left_out = |name: &str| name == "evidence" || (shape.table == "entities" && name == "document");
            let names: Vec<&str> = shape.columns.iter().map(|(name, _)| *name).filter(|n| !left_out(n)).collect();
            let described: Vec<&str> = columns(shape.table).iter().map(|c| c.column).collect();
            assert_eq!(names, described, "{}", shape.table);
            for (name, cell) in shape.columns {
                let kind = columns(shape.table).into_iter().find(|c| c.column == *name).map(|c| c.kind);
                let fits = match cell {
                    Cell::Json => kind.is_none_or(|k| k == "json"),
                    Cell::Flag => kind == Some("truth"),
                    Cell::Plain => kind.is_none_or(|k| matches!(k, "text" | "integer" | "number")),
                };
                assert!(fits, "{} {name}", shape.table);
            }
        }
    }

    #[test]
    fn every_column_of_every_view_is_described() {
        let folder = tempfile::tempdir().unwrap();
        let store = crate::Store::open(folder.path().join("c.db")).unwrap();
        let mut views = store.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name").unwrap();
        let views: Vec<String> = views.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        assert_eq!(views.len(), 6);
        for view in views {
            let query = store.db.prepare(&format!("SELECT * FROM {view}")).unwrap();
            let described: Vec<&str> = columns(&view).iter().map(|c| c.column).collect();
            assert_eq!(query.column_names().collect::<Vec<_>>(), described, "{view}");
        }
    }

    #[test]
    fn the_page_is_up_to_date() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/dictionary.md");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, page()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page(), "run with UPDATE=1");
    }
}
