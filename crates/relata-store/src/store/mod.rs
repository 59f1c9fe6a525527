//! Given a path, yields the chronicle kept there: made where there is none, refused where it is another's.

mod light;
mod open;
mod packed;
mod put;

use crate::error::Error;
use relata::record::Reading;
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One chronicle: an SQLite database in write-ahead mode.
///
/// Each change is one transaction: what breaks off in the middle leaves the chronicle as it was.
#[derive(Debug)]
pub struct Store {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

/// What a change did to the chronicle.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Change {
    /// Articles that were not there before.
    pub added: usize,
    /// Articles that were there under the same name and said something else.
    pub replaced: usize,
    /// Articles that were there with the same content.
    pub unchanged: usize,
}

impl Store {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The readings as the engine made them, each from its article alone, by document.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn readings(&self) -> Result<Vec<Reading>, Error> {
        let whole = |bytes: &[u8]| packed::unpack(bytes).map(Some);
        self.said(self.read_readings(whole)).map(Option::unwrap_or_default)
    }

    /// The readings with what a merge compares. Where most of them were merged before and none may have to be read again,
    /// they lack what only storing them needs; [`Store::save_chronicle`] puts it back.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn readings_to_merge(&self) -> Result<Vec<Reading>, Error> {
        let known = "SELECT count(*) > 2 * count(CASE WHEN kept = x'' THEN 1 END) FROM readings_kept";
        let known: bool = self.said(self.db.query_row(known, [], |row| row.get(0)))?;
        let light = if known { self.said(self.read_readings(light::unpack_light))? } else { None };
        light.map_or_else(|| self.readings(), Ok)
    }

    /// The readings by document; none where `unpack` yields none for one of them.
    fn read_readings(
        &self,
        unpack: impl Fn(&[u8]) -> rusqlite::Result<Option<Reading>>,
    ) -> rusqlite::Result<Option<Vec<Reading>>> {
        let mut query =
            self.db.prepare("SELECT r.reading, a.text FROM readings r JOIN articles a USING (seq) ORDER BY seq")?;
        let rows = query.query_and_then([], |row| {
            let Some(mut reading) = unpack(row.get_ref(0)?.as_blob()?)? else { return Ok(None) };
            reading.article.text = row.get(1)?;
            Ok(Some(reading))
        })?;
        let readings: rusqlite::Result<Option<Vec<Reading>>> = rows.collect();
        let mut readings = readings?;
        if let Some(readings) = &mut readings {
            readings.sort_unstable_by(|a, b| a.article.document.cmp(&b.article.document));
        }
        Ok(readings)
    }

    /// The hash given with [`Store::put`] of each document: what was read, and by which engine.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn inputs(&self) -> Result<BTreeMap<String, String>, Error> {
        let read = || -> rusqlite::Result<_> {
            let mut query = self.db.prepare("SELECT document, input FROM readings")?;
            query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        self.said(read())
    }

    /// The number of articles.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn len(&self) -> Result<usize, Error> {
        let count: i64 = self.said(self.db.query_row("SELECT count(*) FROM articles", [], |row| row.get(0)))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// How many quotations, figures, reports and events it holds.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn counts(&self) -> Result<Vec<(&'static str, usize)>, Error> {
        let count = |table: &'static str| {
            let count = self.db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0));
            Ok((table, usize::try_from(self.said(count)?).unwrap_or(0)))
        };
        ["quotes", "figures", "reports", "events"].into_iter().map(count).collect()
    }

    /// How many articles are copies of another: all but one of each group.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn copies(&self) -> Result<usize, Error> {
        let sql = "SELECT count(copy_group) - count(DISTINCT copy_group) FROM articles";
        let count: i64 = self.said(self.db.query_row(sql, [], |row| row.get(0)))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// True where it holds no article.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn is_empty(&self) -> Result<bool, Error> {
        Ok(self.len()? == 0)
    }

    /// A note on the chronicle, such as the hashes of the data it was made with.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn note(&self, key: &str) -> Result<Option<String>, Error> {
        self.said(self.db.query_row("SELECT value FROM meta WHERE key = ?", [key], |row| row.get(0)).optional())
    }

    /// Writes a note, over the one of the same key.
    ///
    /// # Errors
    /// A database that cannot be written.
    pub fn set_note(&mut self, key: &str, value: &str) -> Result<(), Error> {
        let sql = "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value";
        self.said(self.db.execute(sql, [key, value]).map(drop))
    }

    /// True where articles were put in or taken out since the last [`Store::save_chronicle`].
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn is_stale(&self) -> Result<bool, Error> {
        Ok(self.note(put::STALE)?.is_some())
    }

    /// Which state of the chronicle this is: a number that every change of its records raises. Articles that are stored
    /// and not merged yet change nothing.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn revision(&self) -> Result<u64, Error> {
        self.said(self.read_revision())
    }

    pub(crate) fn read_revision(&self) -> rusqlite::Result<u64> {
        let sql = "SELECT value FROM meta WHERE key = ?";
        let value: Option<String> = self.db.query_row(sql, [put::REVISION], |row| row.get(0)).optional()?;
        Ok(value.and_then(|value| value.parse().ok()).unwrap_or(0))
    }

    /// A number that changes when another connection writes; it means nothing to any other connection.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn data_version(&self) -> Result<i64, Error> {
        self.said(self.db.pragma_query_value(None, "data_version", |row| row.get(0)))
    }

    /// Reads several things as they stand at one moment, whatever others write meanwhile.
    ///
    /// # Errors
    /// Those of `read`; a database that cannot be read.
    pub fn at_once<T, E: From<Error>>(&self, read: impl FnOnce(&Self) -> Result<T, E>) -> Result<T, E> {
        let moment = self.said(self.db.unchecked_transaction())?;
        let done = read(self);
        // Nothing was written: how the transaction ends makes no difference.
        drop(moment);
        done
    }

    /// Adds the file to what SQLite reports.
    pub(crate) fn said<T>(&self, result: rusqlite::Result<T>) -> Result<T, Error> {
        result.map_err(|error| Error::sqlite(&self.path, &error))
    }
}
