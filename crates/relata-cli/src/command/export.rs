//! `relata export`: given a chronicle, yields a folder of files.

use super::Done;
use crate::print::Out;
use anyhow::Result;
use relata_store::Store;
use relata_store::export::{Format, Options};
use std::io::Write;
use std::path::PathBuf;

/// Write a chronicle as files: records, tables, or the formats of others
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// The folder; made where it is missing
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t)]
    format: Files,
    /// Leave the articles' words out: spans and hashes stay
    #[arg(long)]
    without_text: bool,
}

/// The formats of an export.
#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Files {
    /// JSON Lines, a file for each kind of record
    #[default]
    Jsonl,
    /// Tables as text; lists and objects are JSON in their cells
    Csv,
    /// Tables in Parquet, compressed with zstd
    Parquet,
    /// Events and mentions in the columns of GDELT 2.0
    Gdelt,
    /// Events as the PLOVER manual has them
    Plover,
    /// Linked data: schema.org, Web Annotation, PROV
    Jsonld,
    /// Events that have a place on the map
    Geojson,
    /// Who acts on whom, as a graph
    Gexf,
}

impl From<Files> for Format {
    fn from(files: Files) -> Self {
        match files {
            Files::Jsonl => Self::Jsonl,
            Files::Csv => Self::Csv,
            Files::Parquet => Self::Parquet,
            Files::Gdelt => Self::Gdelt,
            Files::Plover => Self::Plover,
            Files::Jsonld => Self::Jsonld,
            Files::Geojson => Self::Geojson,
            Files::Gexf => Self::Gexf,
        }
    }
}

impl Args {
    /// Writes the files.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let store = Store::open_to_read(&self.chronicle)?;
        let program = env!("CARGO_PKG_VERSION");
        let options = Options { format: self.format.into(), without_text: self.without_text, program };
        for (file, count) in store.export_as(&self.to, &options)? {
            writeln!(out, "{}\t{count}", self.to.join(file).display())?;
        }
        Ok(Done::All)
    }
}
