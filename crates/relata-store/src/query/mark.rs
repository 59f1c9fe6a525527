//! Given what a reader says of a record, keeps it beside the chronicle; yields what was said. Nothing that was read changes.

use crate::error::Error;
use crate::store::Store;
use rusqlite::{OptionalExtension, Row, ToSql};
use serde::Serialize;

/// What a reader said of a record, or of one field of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Mark {
    /// Its id: the same for the same record and field.
    pub id: String,
    /// `event`, `quote` or `report`.
    pub record: String,
    /// The record's id.
    pub record_id: String,
    /// `right` or `wrong`.
    pub verdict: String,
    /// The field meant; none where the whole record is.
    pub field: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// When it was said, RFC 3339.
    pub at: String,
}

/// A mark before it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MarkDraft<'d> {
    /// `event`, `quote` or `report`.
    pub record: &'d str,
    /// The record's id.
    pub record_id: &'d str,
    /// `right` or `wrong`.
    pub verdict: &'d str,
    /// The field meant.
    pub field: Option<&'d str>,
    /// Why.
    pub note: Option<&'d str>,
    /// Now, RFC 3339.
    pub at: &'d str,
}

/// The records that can be marked.
const RECORDS: [&str; 3] = ["event", "quote", "report"];
/// What can be said of them.
const VERDICTS: [&str; 2] = ["right", "wrong"];
/// The longest field name and note, in bytes.
const LONGEST: (usize, usize) = (64, 10_000);

const COLUMNS: &str = "mark, record, record_id, verdict, field, note, at";

impl Store {
    /// Keeps a mark, in the place of the one on the same record and field.
    ///
    /// # Errors
    /// A record, verdict or field that is none; an id that no such record bears; a database that cannot be written.
    pub fn put_mark(&mut self, draft: &MarkDraft<'_>) -> Result<Mark, Error> {
        check(draft)?;
        if !self.has(draft.record, draft.record_id)? {
            let cause = format!("no {} bears this id", draft.record);
            return Err(Error::query(draft.record_id, cause, "give an id as the records have it"));
        }
        let field = draft.field.filter(|field| !field.is_empty());
        let key = format!("{}\0{}\0{}", draft.record, draft.record_id, field.unwrap_or_default());
        let hash = blake3::hash(key.as_bytes()).to_hex();
        let mark = Mark {
            id: hash.as_str().chars().take(16).collect(),
            record: draft.record.to_owned(),
            record_id: draft.record_id.to_owned(),
            verdict: draft.verdict.to_owned(),
            field: field.map(str::to_owned),
            note: draft.note.filter(|note| !note.is_empty()).map(str::to_owned),
            at: draft.at.to_owned(),
        };
        let sql = format!("INSERT OR REPLACE INTO marks ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)");
        let Mark { id, record, record_id, verdict, field, note, at } = &mark;
        let values: [&dyn ToSql; 7] = [id, record, record_id, verdict, field, note, at];
        self.said(self.db.execute(&sql, values))?;
        Ok(mark)
    }

    /// Takes a mark away; false where there was none.
    ///
    /// # Errors
    /// A database that cannot be written.
    pub fn remove_mark(&mut self, id: &str) -> Result<bool, Error> {
        Ok(self.said(self.db.execute("DELETE FROM marks WHERE mark = ?", [id]))? > 0)
    }

    /// All marks, the latest first.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn marks(&self) -> Result<Vec<Mark>, Error> {
        let read = || -> rusqlite::Result<Vec<Mark>> {
            let sql = format!("SELECT {COLUMNS} FROM marks ORDER BY at DESC, mark");
            self.db.prepare_cached(&sql)?.query_map([], mark)?.collect()
        };
        self.said(read())
    }

    /// The marks on a record, by field.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn marks_on(&self, record: &str, id: &str) -> Result<Vec<Mark>, Error> {
        let read = || -> rusqlite::Result<Vec<Mark>> {
            let sql = format!("SELECT {COLUMNS} FROM marks WHERE record = ? AND record_id = ? ORDER BY field, mark");
            self.db.prepare_cached(&sql)?.query_map([record, id], mark)?.collect()
        };
        self.said(read())
    }

    /// The number of marks and the time of the latest: it changes when they do.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn marks_state(&self) -> Result<String, Error> {
        let sql = "SELECT count(*) || ' ' || coalesce(max(at), '') || ' ' || coalesce(group_concat(verdict, ''), '') FROM marks";
        self.said(self.db.query_row(sql, [], |row| row.get(0)))
    }

    /// True where a record of this kind bears an id.
    ///
    /// # Errors
    /// A kind of record that cannot be marked; a database that cannot be read.
    pub fn has(&self, record: &str, id: &str) -> Result<bool, Error> {
        if !RECORDS.contains(&record) {
            return Err(Error::query(record, "marks are on other records", format!("give {}", RECORDS.join(", "))));
        }
        let sql = format!("SELECT 1 FROM {record}s WHERE {record} = ?");
        let found = self.db.query_row(&sql, [id], |_| Ok(())).optional();
        Ok(self.said(found)?.is_some())
    }
}

fn mark(row: &Row<'_>) -> rusqlite::Result<Mark> {
    Ok(Mark {
        id: row.get(0)?,
        record: row.get(1)?,
        record_id: row.get(2)?,
        verdict: row.get(3)?,
        field: row.get(4)?,
        note: row.get(5)?,
        at: row.get(6)?,
    })
}

fn check(draft: &MarkDraft<'_>) -> Result<(), Error> {
    if !VERDICTS.contains(&draft.verdict) {
        return Err(Error::query(draft.verdict, "this is no verdict", format!("give {}", VERDICTS.join(" or "))));
    }
    let (field, note) = (draft.field.unwrap_or_default(), draft.note.unwrap_or_default());
    if field.len() > LONGEST.0 || note.len() > LONGEST.1 {
        return Err(Error::query(draft.record_id, "the field or the note is too long", "give a shorter one"));
    }
    Ok(())
}
