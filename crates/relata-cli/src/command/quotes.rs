//! `relata quotes`: given a chronicle, yields who said what, or the wordings of what several articles print.

use super::Done;
use crate::calendar::days;
use crate::print::{Format, Out};
use crate::variants;
use anyhow::Result;
use relata::record::Quote;
use relata_store::Store;
use relata_store::query::QuoteQuery;
use std::io::Write;
use std::path::PathBuf;

/// Show who said what
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// The speaker: name, surname, entity or country code
    #[arg(long, value_name = "WHO")]
    by: Option<String>,
    /// A word of the quotation, or an entity mentioned in it
    #[arg(long, value_name = "WHAT")]
    about: Option<String>,
    /// Only utterances that are given in more than one wording, each wording set beside the fullest: [-left out-] {+added+}
    #[arg(long)]
    variants: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Args {
    /// Shows the quotations.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let store = Store::open_to_read(&self.chronicle)?;
        let query = QuoteQuery { by: self.by.clone(), about: self.about.clone(), variants: self.variants };
        let quotes = store.quotes(&query)?;
        if self.variants && self.format == Format::Table {
            wordings(out, &quotes)?;
        } else {
            out.listing(self.format, &quotes, &["speaker", "words", "said", "document", "id"], row)?;
        }
        Ok(Done::All)
    }
}

/// Each utterance with its wordings.
fn wordings(out: &mut Out, quotes: &[Quote]) -> std::io::Result<()> {
    if quotes.is_empty() {
        return writeln!(out, "nothing found");
    }
    let colours = out.colours();
    for group in quotes.chunk_by(|a, b| a.group == b.group) {
        variants::write(out, &group.iter().collect::<Vec<_>>(), colours)?;
    }
    Ok(())
}

fn row(quote: &Quote) -> Vec<String> {
    let words = quote.text.split_whitespace().collect::<Vec<_>>().join(" ");
    vec![
        quote.speaker.as_ref().map_or("?".to_owned(), |speaker| speaker.name.clone()),
        format!("« {words} »"),
        days(quote.said),
        quote.document.clone(),
        quote.quote.clone(),
    ]
}
