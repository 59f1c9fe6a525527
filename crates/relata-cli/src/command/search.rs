//! `relata search`: given a chronicle and words, yields the articles that hold them.

use super::Done;
use crate::print::{Format, Out};
use anyhow::Result;
use relata_store::Store;
use relata_store::query::Hit;
use std::path::PathBuf;

/// Find articles by their words, best first
///
/// All words must be there; "several words" stand together, word* is the beginning of a word, OR and NOT join
/// and leave out. Case and diacritics make no difference.
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// What to look for
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// The most articles to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Args {
    /// Shows the articles found.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let store = Store::open_to_read(&self.chronicle)?;
        let hits = store.search(&self.question(), self.limit)?;
        out.listing(self.format, &hits, &["document", "published", "passage"], |hit: &Hit| {
            vec![hit.document.clone(), hit.published.clone().unwrap_or_default(), hit.passage.clone()]
        })?;
        Ok(Done::All)
    }

    /// An argument of several words came in quotation marks, which the shell took away.
    fn question(&self) -> String {
        let quoted = |word: &String| {
            let together = word.contains(' ') && !word.contains('"') && self.words.len() > 1;
            if together { format!("\"{word}\"") } else { word.clone() }
        };
        self.words.iter().map(quoted).collect::<Vec<_>>().join(" ")
    }
}
