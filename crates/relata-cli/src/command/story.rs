//! `relata story`: given a chronicle and a story, yields it in a few lines, each a sentence with its source.

use super::Done;
use crate::calendar::days;
use crate::extract::{Line, lines_of_articles};
use crate::print::{Format, Out};
use anyhow::{Result, anyhow};
use console::Style;
use relata_store::Store;
use std::io::Write;
use std::path::PathBuf;

/// Tell a story in a few lines, each a sentence from a report with its source
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// The story's id, as `relata stories` shows it
    #[arg(value_name = "ID")]
    story: String,
    /// The most lines
    #[arg(long, value_name = "N", default_value_t = 10)]
    lines: usize,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Args {
    /// Tells the story.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let store = Store::open_to_read(&self.chronicle)?;
        let story = store.story(&self.story)?.ok_or_else(|| {
            anyhow!("{}: no story bears this id; `relata stories {}` shows them", self.story, self.chronicle.display())
        })?;
        let lines = lines_of_articles(&store, &story.documents, self.lines)?;
        if self.format == Format::Table {
            writeln!(out, "{}", Style::new().bold().apply_to(&story.title))?;
            let span = story.from.zip(story.to).map(|(from, to)| relata::day::Interval { from, to });
            writeln!(out, "{}, {} articles; {}\n", days(span), story.documents.len(), story.entities.join(", "))?;
        }
        write_lines(out, self.format, &lines)?;
        Ok(Done::All)
    }
}

/// Writes an extract.
pub fn write_lines(out: &mut Out, format: Format, lines: &[Line]) -> Result<()> {
    out.listing(format, lines, &["day", "what is told", "source", "event"], |line| {
        let event = line.event.clone().unwrap_or_default();
        vec![days(line.days), line.sentence.clone(), line.source.clone(), event]
    })
}
