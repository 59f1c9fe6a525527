//! `relata figures`: given a chronicle, yields what was counted and measured.

use super::Done;
use crate::calendar::days;
use crate::print::{Format, Out};
use anyhow::Result;
use relata::record::{Figure, Hedge};
use relata_store::Store;
use relata_store::query::FigureQuery;
use std::path::PathBuf;

/// Show what was counted and measured
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// A word of what is counted, or the unit
    #[arg(long, value_name = "WHAT")]
    of: Option<String>,
    /// Only quantities on which articles disagree beyond their hedges
    #[arg(long)]
    conflicts: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Args {
    /// Shows the figures.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let store = Store::open_to_read(&self.chronicle)?;
        let figures = store.figures(&FigureQuery { of: self.of.clone(), conflicts: self.conflicts })?;
        let head = ["value", "unit", "of", "when", "said by", "document", "id"];
        let group = |figure: &Figure| self.conflicts.then(|| figure.group.clone().unwrap_or_default());
        let heads: Vec<&str> = self.conflicts.then_some("group").into_iter().chain(head).collect();
        out.listing(self.format, &figures, &heads, |figure| group(figure).into_iter().chain(row(figure)).collect())?;
        Ok(Done::All)
    }
}

fn row(figure: &Figure) -> [String; 7] {
    let target = if figure.target { " (target)" } else { "" };
    [
        format!("{}{}{target}", figure.hedge.map_or("", sign), figure.value),
        figure.unit.clone(),
        figure.of.clone().unwrap_or_default(),
        days(figure.when),
        figure.said_by.as_ref().map(|speaker| speaker.name.clone()).unwrap_or_default(),
        figure.document.clone(),
        figure.figure.clone(),
    ]
}

fn sign(hedge: Hedge) -> &'static str {
    match hedge {
        Hedge::About => "~ ",
        Hedge::MoreThan => "> ",
        Hedge::LessThan => "< ",
        Hedge::AtLeast => "≥ ",
        Hedge::AtMost => "≤ ",
    }
}
