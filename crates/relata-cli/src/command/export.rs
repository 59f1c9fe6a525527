//! `relata export`: given a chronicle, yields a folder of files.

use super::Done;
use crate::print::Out;
use anyhow::Result;
use relata_store::Store;
use std::io::Write;
use std::path::PathBuf;

/// Write a chronicle as files, one for each kind of record
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
}

/// The formats of an export.
#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Files {
    /// JSON Lines
    #[default]
    Jsonl,
}

impl Args {
    /// Writes the files.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let store = Store::open_to_read(&self.chronicle)?;
        let counts = match self.format {
            Files::Jsonl => store.export(&self.to, env!("CARGO_PKG_VERSION"))?,
        };
        for (name, count) in counts {
            writeln!(out, "{}\t{count}", self.to.join(format!("{name}.jsonl")).display())?;
        }
        Ok(Done::All)
    }
}
