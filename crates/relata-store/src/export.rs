//! Given a chronicle, yields a folder of JSON Lines, the same bytes for the same content.

use crate::error::Error;
use crate::shape::{ARTICLES, DISAGREEMENTS, EVENTS, FIGURES, QUOTES, REPORTS, STORIES, Shape, TIMES};
use crate::store::Store;
use relata::record::{Article, Disagreement, Event, Figure, Quote, Report, SCHEMA, Story, Time};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// The note under which a chronicle keeps the hashes of the data and models that read its articles.
pub const MADE_WITH: &str = "made_with";

/// Rows of one article: by document, then in the order of the text.
const BY_PLACE: &str = "ORDER BY document, seq";

impl Store {
    /// Writes one JSON Lines file for each kind of record, and `meta.json`; yields how many records each has.
    /// The folder is made where it is missing; files of the same names in it are replaced.
    ///
    /// # Errors
    /// A folder that cannot be written, a database that cannot be read.
    pub fn export(&self, folder: &Path, program: &str) -> Result<Vec<(&'static str, usize)>, Error> {
        std::fs::create_dir_all(folder)
            .map_err(|e| Error::file(folder, format!("the folder cannot be made ({e})"), "give another folder"))?;
        let mut counts = vec![
            ("articles", self.lines::<Article>(folder, &ARTICLES, BY_PLACE, |_| {})?),
            ("entities", lines_of(folder, "entities", &self.entities()?)?),
            ("times", self.lines::<Time>(folder, &TIMES, BY_PLACE, |_| {})?),
            ("quotes", self.lines::<Quote>(folder, &QUOTES, BY_PLACE, |_| {})?),
            ("figures", self.lines::<Figure>(folder, &FIGURES, BY_PLACE, |_| {})?),
            ("reports", self.lines::<Report>(folder, &REPORTS, BY_PLACE, |report| report.evidence.clear())?),
        ];
        let order = r#"ORDER BY about, "group", field, "values""#;
        counts.extend([
            ("events", self.lines::<Event>(folder, &EVENTS, "ORDER BY event", |_| {})?),
            ("disagreements", self.lines::<Disagreement>(folder, &DISAGREEMENTS, order, |_| {})?),
            ("stories", self.lines::<Story>(folder, &STORIES, "ORDER BY story", |_| {})?),
        ]);
        self.export_meta(folder, program)?;
        Ok(counts)
    }

    fn lines<T: Serialize + DeserializeOwned>(
        &self,
        folder: &Path,
        shape: &Shape,
        order: &str,
        change: impl Fn(&mut T),
    ) -> Result<usize, Error> {
        let (mut file, mut count) = (Lines::new(folder, shape.table)?, 0);
        let mut failed = None;
        let read = shape.each(&self.db, order, |mut record: T| {
            change(&mut record);
            count += 1;
            if failed.is_none() {
                failed = file.write(&record).err();
            }
        });
        self.said(read)?;
        failed.map_or(Ok(()), Err)?;
        file.end()?;
        Ok(count)
    }

    fn export_meta(&self, folder: &Path, program: &str) -> Result<(), Error> {
        let mut meta = json!({ "schema": SCHEMA, "program": program });
        let made_with: Value =
            self.note(MADE_WITH)?.and_then(|note| serde_json::from_str(&note).ok()).unwrap_or(json!({}));
        if let (Some(fields), Value::Object(more)) = (meta.as_object_mut(), made_with) {
            fields.extend(more);
        }
        let path = folder.join("meta.json");
        std::fs::write(&path, format!("{meta:#}\n")).map_err(|e| unwritable(&path, &e))
    }
}

fn lines_of(folder: &Path, name: &str, records: &[impl Serialize]) -> Result<usize, Error> {
    let mut file = Lines::new(folder, name)?;
    for record in records {
        file.write(record)?;
    }
    file.end()?;
    Ok(records.len())
}

/// One file being written: it takes its name when it is whole.
struct Lines {
    path: PathBuf,
    draft: PathBuf,
    file: BufWriter<File>,
}

impl Lines {
    fn new(folder: &Path, name: &str) -> Result<Self, Error> {
        let path = folder.join(format!("{name}.jsonl"));
        let draft = folder.join(format!("{name}.jsonl.part"));
        let file = File::create(&draft).map_err(|e| unwritable(&draft, &e))?;
        Ok(Self { path, draft, file: BufWriter::new(file) })
    }

    fn write(&mut self, record: &impl Serialize) -> Result<(), Error> {
        serde_json::to_writer(&mut self.file, record).map_err(|e| unwritable(&self.path, &e.into()))?;
        self.file.write_all(b"\n").map_err(|e| unwritable(&self.path, &e))
    }

    fn end(mut self) -> Result<(), Error> {
        self.file
            .flush()
            .and_then(|()| std::fs::rename(&self.draft, &self.path))
            .map_err(|e| unwritable(&self.path, &e))
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::file(path, format!("it cannot be written ({error})"), "give a folder where you may write")
}
