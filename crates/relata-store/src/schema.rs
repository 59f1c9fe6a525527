//! Given an open connection, yields a chronicle's tables, or says why the file is none of ours.

use crate::error::Error;
use rusqlite::Connection;
use std::path::Path;

/// What the file's header names as its application: "RELA".
pub(crate) const APPLICATION: i64 = 0x5245_4C41;
/// The version of the tables; a change of `schema.sql` raises it.
pub(crate) const VERSION: i64 = 1;

const TABLES: &str = include_str!("schema.sql");

/// Makes the tables in an empty database.
pub(crate) fn create(db: &mut Connection) -> rusqlite::Result<()> {
    let tx = db.transaction()?;
    tx.execute_batch(TABLES)?;
    tx.pragma_update(None, "application_id", APPLICATION)?;
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
