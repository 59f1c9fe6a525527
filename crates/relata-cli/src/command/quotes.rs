//! `relata quotes`: given a chronicle, yields who said what.

use super::Done;
use crate::calendar::days;
use crate::print::{Format, Out};
use anyhow::Result;
use relata::record::Quote;
use relata_store::Store;
use relata_store::query::QuoteQuery;
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
    /// Only utterances that are given in more than one wording
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
        let head: &[&str] = if self.variants {
            &["group", "speaker", "words", "said", "document", "id"]
        } else {
            &["speaker", "words", "said", "document", "id"]
        };
        out.listing(self.format, &store.quotes(&query)?, head, |quote| row(quote, self.variants))?;
        Ok(Done::All)
    }
}

fn row(quote: &Quote, grouped: bool) -> Vec<String> {
    let words = quote.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let group = grouped.then(|| quote.group.clone().unwrap_or_default());
    let rest = [
        quote.speaker.as_ref().map_or("?".to_owned(), |speaker| speaker.name.clone()),
        format!("« {words} »"),
        days(quote.said),
        quote.document.clone(),
        quote.quote.clone(),
    ];
    group.into_iter().chain(rest).collect()
}
