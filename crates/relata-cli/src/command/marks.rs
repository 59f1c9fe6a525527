//! `relata marks`: given a chronicle, yields what readers said of its records.

use super::Done;
use crate::print::{Format, Out};
use anyhow::Result;
use relata_store::Store;
use relata_store::query::Mark;
use std::io::Write;
use std::path::PathBuf;

/// List what readers marked as right or wrong, the latest first
///
/// Marks are made in the web app (`relata serve`) and kept beside what was read.
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// Write JSON Lines, one mark a line
    #[arg(long, conflicts_with = "format")]
    lines: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Args {
    /// Shows the marks.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let marks = Store::open_to_read(&self.chronicle)?.marks()?;
        if self.lines {
            for mark in &marks {
                writeln!(out, "{}", serde_json::to_string(mark)?)?;
            }
            return Ok(Done::All);
        }
        out.listing(self.format, &marks, &["record", "id", "verdict", "field", "note", "at"], |mark: &Mark| {
            let Mark { record, record_id, verdict, field, note, at, .. } = mark.clone();
            vec![record, record_id, verdict, field.unwrap_or_default(), note.unwrap_or_default(), at]
        })?;
        Ok(Done::All)
    }
}
