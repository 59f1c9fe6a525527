//! Given a chronicle, yields a folder of files in one of several formats, the same bytes for the same content.

mod gdelt;
mod geojson;
mod gexf;
mod linked;
mod plover;
mod table;
mod wordless;

use crate::dictionary;
use crate::error::Error;
use crate::shape::{ARTICLES, DISAGREEMENTS, EVENTS, FIGURES, QUOTES, REPORTS, STORIES, Shape, TIMES};
use crate::store::Store;
use gdelt::Source;
pub(crate) use gexf::escaped;
use relata::record::{Article, Disagreement, Event, Figure, Quote, Report, SCHEMA, Story, Time};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use table::{Csv, Parquet};

/// The note under which a chronicle keeps the hashes of the data and models that read its articles.
pub const MADE_WITH: &str = "made_with";

/// Rows of one article: by document, then in the order of the text.
const BY_PLACE: &str = "ORDER BY document, seq";

/// How a chronicle is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Format {
    /// One JSON Lines file for each kind of record.
    #[default]
    Jsonl,
    /// One table for each kind of record, as text.
    Csv,
    /// One table for each kind of record, compressed with zstd.
    Parquet,
    /// Events and mentions in the columns of GDELT 2.0.
    Gdelt,
    /// Events as the PLOVER manual has them, with its rules for what is to come.
    Plover,
    /// schema.org, Web Annotation and PROV.
    Jsonld,
    /// The events that have a place on the map.
    Geojson,
    /// Who acts on whom, as a graph.
    Gexf,
}

/// What an export is to be.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'o> {
    /// How it is written.
    pub format: Format,
    /// Leaves the articles' words out: spans and hashes stay.
    pub without_text: bool,
    /// The version of the program.
    pub program: &'o str,
}

/// What takes the records of one kind, one at a time.
trait Sheet {
    fn row(&mut self, record: &Value) -> Result<(), Error>;
    fn end(self: Box<Self>) -> Result<(), Error>;
}

impl Store {
    /// Writes files of a format into a folder, and `meta.json`; yields each file with how many records it has.
    /// The folder is made where it is missing; files of the same names in it are replaced.
    ///
    /// # Errors
    /// A folder that cannot be written, a database that cannot be read.
    pub fn export_as(&self, folder: &Path, options: &Options<'_>) -> Result<Vec<(String, usize)>, Error> {
        std::fs::create_dir_all(folder)
            .map_err(|e| Error::file(folder, format!("the folder cannot be made ({e})"), "give another folder"))?;
        let counts = match options.format {
            Format::Jsonl | Format::Csv | Format::Parquet => self.records(folder, options)?,
            Format::Gdelt => gdelt::write(self, folder)?,
            Format::Plover => plover::write(self, folder, options)?,
            Format::Jsonld => linked::write(self, folder, options)?,
            Format::Geojson => geojson::write(self, folder)?,
            Format::Gexf => gexf::write(self, folder)?,
        };
        self.export_meta(folder, options.program)?;
        Ok(counts)
    }

    fn records(&self, folder: &Path, options: &Options<'_>) -> Result<Vec<(String, usize)>, Error> {
        let plain = options.format == Format::Jsonl && !options.without_text;
        if plain {
            let counts = self.export(folder, options.program)?;
            return Ok(counts.into_iter().map(|(name, count)| (format!("{name}.jsonl"), count)).collect());
        }
        let order = r#"ORDER BY about, "group", field, "values""#;
        let mut counts = vec![self.sheet::<Article>(folder, options, &ARTICLES, BY_PLACE)?];
        let (mut sheet, name) = sheet(folder, options, "entities")?;
        let entities = self.entities()?;
        for entity in &entities {
            row(&mut *sheet, entity, "entities", options)?;
        }
        sheet.end()?;
        counts.push((name, entities.len()));
        counts.extend([
            self.sheet::<Time>(folder, options, &TIMES, BY_PLACE)?,
            self.sheet::<Quote>(folder, options, &QUOTES, BY_PLACE)?,
            self.sheet::<Figure>(folder, options, &FIGURES, BY_PLACE)?,
            self.sheet::<Report>(folder, options, &REPORTS, BY_PLACE)?,
            self.sheet::<Event>(folder, options, &EVENTS, "ORDER BY event")?,
            self.sheet::<Disagreement>(folder, options, &DISAGREEMENTS, order)?,
            self.sheet::<Story>(folder, options, &STORIES, "ORDER BY story")?,
        ]);
        Ok(counts)
    }

    fn sheet<T: Serialize + DeserializeOwned>(
        &self,
        folder: &Path,
        options: &Options<'_>,
        shape: &Shape,
        order: &str,
    ) -> Result<(String, usize), Error> {
        let (mut sheet, name) = sheet(folder, options, shape.table)?;
        let (mut count, mut failed) = (0, None);
        let read = shape.each(&self.db, order, |record: T| {
            count += 1;
            failed = failed.take().or_else(|| row(&mut *sheet, &record, shape.table, options).err());
        });
        self.said(read)?;
        failed.map_or(Ok(()), Err)?;
        sheet.end()?;
        Ok((name, count))
    }

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

fn sheet(folder: &Path, options: &Options<'_>, name: &str) -> Result<(Box<dyn Sheet>, String), Error> {
    let mut columns = dictionary::columns(name);
    columns.extend(wordless::hash(name).filter(|_| options.without_text));
    let (sheet, ending): (Box<dyn Sheet>, _) = match options.format {
        Format::Csv => (Box::new(Csv::new(folder, name, columns)?), "csv"),
        Format::Parquet => (Box::new(Parquet::new(folder, name, columns)?), "parquet"),
        _ => (Box::new(Lines::new(folder, name)?), "jsonl"),
    };
    Ok((sheet, format!("{name}.{ending}")))
}

fn row(sheet: &mut dyn Sheet, record: &impl Serialize, name: &str, options: &Options<'_>) -> Result<(), Error> {
    let mut value = serde_json::to_value(record).unwrap_or_default();
    if let Some(fields) = value.as_object_mut().filter(|_| name == "reports") {
        fields.shift_remove("evidence");
    }
    if options.without_text {
        wordless::strip(name, &mut value);
    }
    sheet.row(&value)
}

fn lines_of(folder: &Path, name: &str, records: &[impl Serialize]) -> Result<usize, Error> {
    let mut file = Lines::new(folder, name)?;
    for record in records {
        file.write(record)?;
    }
    file.end()?;
    Ok(records.len())
}

impl Sheet for Lines {
    fn row(&mut self, record: &Value) -> Result<(), Error> {
        self.write(record)
    }

    fn end(self: Box<Self>) -> Result<(), Error> {
        Lines::end(*self)
    }
}

/// A file being written: it takes its name when it is whole.
struct Draft {
    path: PathBuf,
    draft: PathBuf,
    file: BufWriter<File>,
}

impl Draft {
    fn new(folder: &Path, name: &str) -> Result<Self, Error> {
        let (path, draft) = (folder.join(name), folder.join(format!("{name}.part")));
        let file = File::create(&draft).map_err(|e| unwritable(&draft, &e))?;
        Ok(Self { path, draft, file: BufWriter::new(file) })
    }

    fn text(&mut self, text: &str) -> Result<(), Error> {
        self.file.write_all(text.as_bytes()).map_err(|e| unwritable(&self.path, &e))
    }

    fn end(mut self) -> Result<(), Error> {
        let done = self.file.flush().and_then(|()| std::fs::rename(&self.draft, &self.path));
        done.map_err(|e| unwritable(&self.path, &e))
    }
}

/// A file of JSON Lines.
struct Lines {
    file: Draft,
}

impl Lines {
    fn new(folder: &Path, name: &str) -> Result<Self, Error> {
        Ok(Self { file: Draft::new(folder, &format!("{name}.jsonl"))? })
    }

    fn write(&mut self, record: &impl Serialize) -> Result<(), Error> {
        let path = &self.file.path;
        serde_json::to_writer(&mut self.file.file, record).map_err(|e| unwritable(path, &e.into()))?;
        self.file.text("\n")
    }

    fn end(self) -> Result<(), Error> {
        self.file.end()
    }
}
fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::file(path, format!("it cannot be written ({error})"), "give a folder where you may write")
}

/// What the formats of others are made of.
impl Store {
    fn all_events(&self) -> Result<Vec<Event>, Error> {
        self.said(EVENTS.get(&self.db, "ORDER BY event", &[]))
    }

    fn all_quotes(&self) -> Result<Vec<Quote>, Error> {
        self.said(QUOTES.get(&self.db, BY_PLACE, &[]))
    }

    /// The reports of an event, each with what is known of its article.
    fn told_of(&self, event: &str) -> Result<Vec<(Report, Source)>, Error> {
        let reports: Vec<Report> =
            self.said(REPORTS.get(&self.db, "WHERE event = ? ORDER BY document, seq", &[&event]))?;
        let article = |document: &str| -> rusqlite::Result<Source> {
            let sql = "SELECT document, url, publisher, title, language, published ->> 'from' FROM articles WHERE document = ?";
            self.db.prepare_cached(sql)?.query_row([document], |row| {
                let day: Option<String> = row.get(5)?;
                Ok(Source {
                    document: row.get(0)?,
                    url: row.get(1)?,
                    publisher: row.get(2)?,
                    title: row.get(3)?,
                    language: row.get(4)?,
                    published: day.and_then(|d| d.parse().ok()),
                })
            })
        };
        reports
            .into_iter()
            .map(|report| Ok((self.said(article(&report.document))?, report)))
            .map(|pair| pair.map(|(a, r)| (r, a)))
            .collect()
    }
}
