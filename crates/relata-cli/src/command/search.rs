//! `relata search`: given a chronicle, words and fields, yields the articles, quotations or events that meet them.

use super::Done;
use super::timeline::status;
use crate::calendar::days;
use crate::passage::around;
use crate::print::{Format, Out};
use crate::words;
use anyhow::{Result, bail};
use jiff::civil::Date;
use relata::record::{Quote, Status};
use relata_store::Store;
use relata_store::query::{EventHit, EventQuery, Fields, Hit, status_of};
use std::path::PathBuf;

/// Find articles by their words and fields, best first; or quotations, or events
///
/// All words must be there; "several words" stand together, word* is the beginning of a word, OR and NOT join
/// and leave out. Case and diacritics make no difference. Quotations and events are found by the beginnings of words,
/// which must all be there. Without words, the fields alone decide.
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// What to look for
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// What is looked for
    #[arg(long = "in", value_enum, default_value = "articles", value_name = "WHAT")]
    among: Among,
    /// Who is mentioned, speaks or takes part: name, entity or country code; of several, all
    #[arg(long, value_name = "WHO")]
    with: Vec<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// First day, of publication or of the event
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// Events: PLOVER type, such as CONSULT
    #[arg(long = "type", value_name = "TYPE")]
    kind: Vec<String>,
    /// Events: what is reported last
    #[arg(long, value_parser = status, value_name = "STATUS")]
    status: Vec<Status>,
    /// Events: where, by a place's name or entity
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// The most to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// What is looked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum Among {
    Articles,
    Quotes,
    Events,
}

impl Args {
    /// Shows what is found.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let store = Store::open_to_read(&self.chronicle)?;
        let bare = self.with.is_empty() && self.publisher.is_none() && self.from.or(self.to).is_none();
        let of_events = !self.kind.is_empty() || !self.status.is_empty() || self.place.is_some();
        if of_events && self.among != Among::Events {
            bail!("--type, --status and --place are of events: add --in events");
        }
        if self.words.is_empty() && bare && !of_events {
            bail!("there is nothing to look for: give a word, or a field such as --with");
        }
        match self.among {
            Among::Articles => self.articles(out, &store)?,
            Among::Quotes => self.quotes(out, &store)?,
            Among::Events => self.events(out, &store)?,
        }
        Ok(Done::All)
    }

    fn fields(&self) -> Fields {
        Fields { with: self.with.clone(), publisher: self.publisher.clone(), from: self.from, to: self.to }
    }

    fn articles(&self, out: &mut Out, store: &Store) -> Result<()> {
        let hits = store.search_articles(&self.question(), &self.fields(), self.limit)?;
        out.listing(self.format, &hits, &["document", "published", "passage"], |hit: &Hit| {
            vec![hit.document.clone(), hit.published.clone().unwrap_or_default(), hit.passage.clone()]
        })
    }

    fn quotes(&self, out: &mut Out, store: &Store) -> Result<()> {
        let quotes = store.search_quotes(&self.question(), &self.fields(), self.limit)?;
        out.listing(self.format, &quotes, &["document", "speaker", "words", "id"], |quote: &Quote| {
            let speaker = quote.speaker.as_ref().map_or("?".to_owned(), |s| s.name.clone());
            vec![quote.document.clone(), speaker, format!("« {} »", quote.text), quote.quote.clone()]
        })
    }

    fn events(&self, out: &mut Out, store: &Store) -> Result<()> {
        let query = EventQuery {
            with: self.with.clone(),
            from: self.from,
            to: self.to,
            status: self.status.clone(),
            kind: self.kind.clone(),
            place: self.place.clone(),
        };
        let hits = store.search_events(&self.question(), &query, self.publisher.as_deref(), self.limit)?;
        if self.format != Format::Table {
            let events: Vec<_> = hits.into_iter().map(|hit| hit.event).collect();
            return out.listing(self.format, &events, &[], |_| Vec::new());
        }
        let passages = hits.into_iter().map(|hit| Ok((passage(store, &hit)?, hit))).collect::<Result<Vec<_>>>()?;
        let rows: Vec<Vec<String>> = passages
            .into_iter()
            .map(|(passage, EventHit { event, .. })| {
                let status = words::name(status_of(&event)).to_owned();
                vec![days(event.when), words::who(&event), event.kind.clone(), status, passage, event.event]
            })
            .collect();
        out.listing(self.format, &rows, &["day", "who", "type", "status", "passage", "id"], Clone::clone)
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

/// The sentence that tells an event.
fn passage(store: &Store, hit: &EventHit) -> Result<String> {
    let article = store.article(&hit.report.document)?;
    Ok(article.map(|a| around(&a.text, hit.report.span, hit.report.trigger.span)).unwrap_or_default())
}
