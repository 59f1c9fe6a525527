//! Given an open connection, yields a chronicle's tables, or says why the file is none of ours.

use crate::dictionary;
use crate::error::Error;
use crate::migrations::STEPS;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;

/// What the file's header names as its application: "RELA".
pub(crate) const APPLICATION: i64 = 0x5245_4C41;
/// The version of the tables; a change of `schema.sql` raises it.
pub(crate) const VERSION: i64 = 5;

const TABLES: &str = include_str!("schema.sql");
const VIEWS: &str = include_str!("views.sql");

/// Makes the tables in an empty database.
pub(crate) fn create(db: &mut Connection) -> rusqlite::Result<()> {
    let tx = db.transaction()?;
    tx.execute_batch(TABLES)?;
    describe(&tx)?;
    tx.pragma_update(None, "application_id", APPLICATION)?;
    tx.pragma_update(None, "user_version", VERSION)?;
    tx.commit()
}

/// Makes the views anew, and says what each column means.
fn describe(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(VIEWS)?;
    db.execute("DELETE FROM columns", [])?;
    for row in dictionary::rows() {
        let insert = r#"INSERT INTO columns (record, "column", type, meaning) VALUES (?, ?, ?, ?)"#;
        db.prepare_cached(insert)?.execute([row.record, row.column, row.kind, row.meaning])?;
    }
    Ok(())
}

fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// True for a chronicle that an earlier program made.
pub(crate) fn is_old(db: &Connection) -> rusqlite::Result<bool> {
    let application: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    Ok(application == APPLICATION && (1..VERSION).contains(&version(db)?))
}

/// Brings a chronicle of an earlier version to this one, whole or not at all.
pub(crate) fn migrate(db: &mut Connection) -> rusqlite::Result<()> {
    if !is_old(db)? {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have done it while this one waited.
    let from = usize::try_from(version(&tx)?).unwrap_or_default();
    for step in STEPS.iter().skip(from.saturating_sub(1)) {
        tx.execute_batch(step)?;
    }
    describe(&tx)?;
    tx.pragma_update(None, "user_version", VERSION)?;
    tx.commit()
}

/// True where the database holds nothing yet.
pub(crate) fn is_empty(db: &Connection) -> rusqlite::Result<bool> {
    db.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
}

/// Refuses what is no chronicle, and what a newer program made.
pub(crate) fn check(db: &Connection, path: &Path) -> Result<(), Error> {
    let pragma =
        |name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).map_err(|e| Error::sqlite(path, &e));
    if pragma("application_id")? != APPLICATION {
        return Err(Error::database(
            path,
            "this database was made by another program",
            "give another path: nothing was changed in it",
        ));
    }
    let version = pragma("user_version")?;
    if version != VERSION {
        return Err(Error::database(
            path,
            format!("its tables have version {version}, this program knows version {VERSION}"),
            if version > VERSION { "use a newer relata" } else { "read the articles into a new chronicle" },
        ));
    }
    Ok(())
}
