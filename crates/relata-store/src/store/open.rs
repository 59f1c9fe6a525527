//! Given a path, yields an open chronicle, or one message that says what stands there instead.

use super::Store;
use crate::error::Error;
use crate::schema;
use rusqlite::{Connection, OpenFlags};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::time::Duration;

/// The first bytes of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

impl Store {
    /// Opens the chronicle at `path` for reading and writing; makes it where there is none.
    ///
    /// # Errors
    /// A place that cannot be written, a file that is no chronicle, a chronicle of a newer program.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        check_place(path)?;
        let new = !path.exists();
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags).map_err(|e| Error::sqlite(path, &e))?;
        match prepare(&mut db, path) {
            Ok(()) => Ok(Self { db, path: path.to_owned() }),
            Err(error) => {
                drop(db);
                // An attempt that failed leaves no empty file behind.
                if new && path.metadata().is_ok_and(|m| m.len() == 0) {
                    let _ = std::fs::remove_file(path);
                }
                Err(error)
            }
        }
    }

    /// Opens the chronicle at `path` for reading only.
    ///
    /// # Errors
    /// No file there, a file that is no chronicle, a chronicle of a newer program.
    pub fn open_to_read(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        if !path.exists() {
            return Err(Error::database(
                path,
                "there is no such file",
                format!("make it with `relata read PATH --into {}`", path.display()),
            ));
        }
        check_place(path)?;
        let mut db = connect_to_read(path).map_err(|e| Error::sqlite(path, &e))?;
        if schema::is_old(&db).map_err(|e| Error::sqlite(path, &e))? {
            // What an earlier program made is brought up to date first; where it cannot be written, that is said.
            drop(db);
            drop(Self::open(path)?);
            db = connect_to_read(path).map_err(|e| Error::sqlite(path, &e))?;
        }
        schema::check(&db, path)?;
        Ok(Self { db, path: path.to_owned() })
    }
}

fn prepare(db: &mut Connection, path: &Path) -> Result<(), Error> {
    let say = |error: rusqlite::Error| Error::sqlite(path, &error);
    db.busy_timeout(Duration::from_secs(10)).map_err(say)?;
    if schema::is_empty(db).map_err(say)? && application(db).map_err(say)? == 0 {
        schema::create(db).map_err(say)?;
    }
    schema::migrate(db).map_err(say)?;
    schema::check(db, path)?;
    db.pragma_update(None, "journal_mode", "WAL").map_err(say)?;
    db.pragma_update(None, "synchronous", "NORMAL").map_err(say)
}

fn application(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "application_id", |row| row.get(0))
}

/// A chronicle on a disk that cannot be written has no room for the files of write-ahead mode; nobody can
/// change it either, which is what `immutable` tells SQLite.
fn connect_to_read(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(Duration::from_secs(10))?;
    if schema::is_empty(&db).is_ok() {
        return Ok(db);
    }
    let name = path.display().to_string().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let frozen = Connection::open_with_flags(format!("file:{name}?immutable=1"), flags | OpenFlags::SQLITE_OPEN_URI)?;
    match schema::is_empty(&frozen) {
        Ok(_) => Ok(frozen),
        Err(_) => Ok(db),
    }
}

/// Refuses what is no SQLite file before SQLite touches it.
fn check_place(path: &Path) -> Result<(), Error> {
    if path.is_dir() {
        return Err(Error::database(path, "this is a folder", "name a file in it, such as chronicle.db"));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        return Err(Error::database(
            path,
            format!("the folder {} does not exist", folder.display()),
            "make the folder, or give another path",
        ));
    }
    let mut head = Vec::new();
    match File::open(path) {
        Ok(file) => {
            file.take(MAGIC.len() as u64)
                .read_to_end(&mut head)
                .map_err(|e| Error::database(path, format!("it cannot be read ({e})"), "give another path"))?;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            let cause = format!("it cannot be opened ({error})");
            return Err(Error::database(path, cause, "change its permissions, or give another path"));
        }
    }
    if head.is_empty() || head == MAGIC {
        return Ok(());
    }
    Err(Error::database(path, "this file is no database", "give another path: nothing was changed in it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(path: &Path) -> String {
        Store::open(path).unwrap_err().to_string()
    }

    #[test]
    fn a_new_chronicle_is_made_and_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        assert!(Store::open(&path).unwrap().is_empty().unwrap());
        assert!(Store::open(&path).unwrap().is_empty().unwrap());
        assert!(Store::open_to_read(&path).unwrap().is_empty().unwrap());
    }

    #[test]
    fn another_programs_database_is_refused_and_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("other.db");
        Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)").unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(refusal(&path).contains("made by another program"), "{}", refusal(&path));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[test]
    fn a_file_that_is_no_database_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.txt");
        std::fs::write(&path, "Le conseil se réunit lundi.").unwrap();
        assert!(refusal(&path).contains("no database"));
    }

    #[test]
    fn a_newer_chronicle_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        Store::open(&path).unwrap().db.pragma_update(None, "user_version", 99).unwrap();
        assert!(refusal(&path).contains("use a newer relata"));
    }

    #[test]
    fn a_place_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(refusal(&folder.path().join("none/c.db")).contains("does not exist"));
        assert!(refusal(folder.path()).contains("is a folder"));
        let missing = folder.path().join("none.db");
        assert!(Store::open_to_read(&missing).unwrap_err().to_string().contains("no such file"));
        assert!(!missing.exists());
    }
}
