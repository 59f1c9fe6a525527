//! `relata timeline`: given a chronicle, yields its events by day, a line each.

use super::Done;
use crate::calendar::days;
use crate::print::{Format, Out};
use crate::words::{self, Words};
use anyhow::Result;
use console::{Style, measure_text_width, pad_str, truncate_str};
use jiff::civil::Date;
use relata::record::{Event, Status};
use relata_store::Store;
use relata_store::query::{EventQuery, status_of};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

/// Show what happened, by day
///
/// A line is an event: who, to whom, what, the words that tell it, whether it is so, how many independent
/// sources tell it, what they disagree on, and its id for `relata explain`.
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// A party: name, entity or country code; with several, events that have them all
    #[arg(long, value_name = "WHO")]
    with: Vec<String>,
    /// First day
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Last day
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// Where it lies: a place's name or entity
    #[arg(long, value_name = "PLACE")]
    place: Option<String>,
    /// What is reported of it last
    #[arg(long, value_parser = status, value_name = "STATUS")]
    status: Vec<Status>,
    /// PLOVER type, such as CONSULT
    #[arg(long = "type", value_name = "TYPE")]
    kind: Vec<String>,
    /// Only what was announced for a day now past and is not reported since
    #[arg(long, conflicts_with = "status")]
    open: bool,
    /// With --open: the day that counts as today [default: that of the last article]
    #[arg(long, value_name = "DAY", requires = "open")]
    today: Option<Date>,
    /// Language of the words for what happens (fr, en) [default: that of most articles]
    #[arg(long, value_name = "CODE")]
    words: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// A status by its name.
pub fn status(text: &str) -> Result<Status, String> {
    use Status::{Alleged, Cancelled, Denied, Happened, Hypothetical, Ongoing, Planned};
    let all = [Happened, Ongoing, Planned, Hypothetical, Alleged, Denied, Cancelled];
    all.into_iter().find(|status| words::name(*status) == text).ok_or_else(|| {
        let names: Vec<&str> = all.into_iter().map(words::name).collect();
        format!("it is one of {}", names.join(", "))
    })
}

impl Args {
    /// Shows the events.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let store = Store::open_to_read(&self.chronicle)?;
        let query = EventQuery {
            with: self.with.clone(),
            from: self.from,
            to: self.to,
            status: self.status.clone(),
            kind: self.kind.clone(),
            place: self.place.clone(),
        };
        if self.open {
            return self.run_open(out, &store, &query);
        }
        let events = store.events(&query)?;
        if self.format != Format::Table {
            out.listing(self.format, &events, &[], |_| Vec::new())?;
            return Ok(Done::All);
        }
        let lines = lines(&store, &events, &self.language(&store)?)?;
        write(out, &lines)?;
        Ok(Done::All)
    }

    fn language(&self, store: &Store) -> Result<Words> {
        let language = self.words.clone().map_or_else(|| main_language(store), Ok)?;
        Ok(Words::of(&language))
    }

    fn run_open(&self, out: &mut Out, store: &Store, query: &EventQuery) -> Result<Done> {
        let words = self.language(store)?;
        let head = ["due", "days since", "announced", "who", "what", "sources", "id"];
        out.listing(self.format, &store.open_events(query, self.today)?, &head, |open| {
            vec![
                open.due.to_string(),
                open.overdue.to_string(),
                open.announced.map(|day| day.to_string()).unwrap_or_default(),
                words::who(&open.event),
                words.what(&open.event),
                open.event.documents.to_string(),
                open.event.event.clone(),
            ]
        })?;
        Ok(Done::All)
    }
}

/// The language of most articles that were analysed.
fn main_language(store: &Store) -> Result<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for article in store.articles()?.into_iter().filter(|a| a.analysed) {
        *counts.entry(article.language).or_default() += 1;
    }
    Ok(counts.into_iter().max_by_key(|(_, count)| *count).map_or("en".to_owned(), |(language, _)| language))
}

/// What is shown of one event.
struct Shown {
    day: String,
    who: String,
    what: String,
    status: String,
    real: bool,
    sources: String,
    disputed: String,
    id: String,
}

fn lines(store: &Store, events: &[Event], words: &Words) -> Result<Vec<Shown>> {
    let mut disputed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for disagreement in store.disagreements("event")? {
        disputed.entry(disagreement.group).or_default().push(words.field(&disagreement.field));
    }
    events.iter().map(|event| shown(store, event, words, disputed.get(&event.event))).collect()
}

fn shown(store: &Store, event: &Event, words: &Words, disputed: Option<&Vec<String>>) -> Result<Shown> {
    let told = store.reports_of(&event.event)?;
    let told = told.first().map(|report| format!(" « {} »", one_line(&report.trigger.text))).unwrap_or_default();
    let turns: Vec<String> = event.history.iter().map(|turn| words.status(turn.status)).collect();
    let documents = words.word(if event.documents == 1 { "document" } else { "documents" });
    Ok(Shown {
        day: match event.when {
            None => words.word("undated").to_owned(),
            when => days(when),
        },
        who: words::who(event),
        what: format!("{}{told}", words.what(event)),
        status: turns.join(" → "),
        real: status_of(event) == Status::Happened,
        sources: format!("{} {documents}", event.documents),
        disputed: disputed
            .map(|fields| format!("{}: {}", words.word("disputed"), fields.join(", ")))
            .unwrap_or_default(),
        id: event.event.clone(),
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Writes the lines in columns under their days.
fn write(out: &mut Out, lines: &[Shown]) -> Result<()> {
    if lines.is_empty() {
        writeln!(out, "nothing found")?;
    }
    let room = out.width.map_or(200, |width| width.saturating_sub(2));
    let widest = |column: fn(&Shown) -> &String| lines.iter().map(|l| measure_text_width(column(l))).max().unwrap_or(0);
    let who = widest(|l| &l.who).min(room * 2 / 5).max(10);
    let what = widest(|l| &l.what).min(room * 3 / 10).max(10);
    let status = widest(|l| &l.status).min(24);
    let mut day = "";
    for line in lines {
        if line.day != day {
            let gap = if day.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{}", Style::new().bold().apply_to(&line.day))?;
            day = &line.day;
        }
        let cut = |text: &str, width: usize| {
            pad_str(&truncate_str(text, width, "…"), width, console::Alignment::Left, None).into_owned()
        };
        let mark = if line.real { Style::new().green() } else { Style::new().yellow() };
        let rest = [line.sources.as_str(), line.disputed.as_str()].join("  ");
        writeln!(
            out,
            "  {}  {}  {}  {}  {}",
            cut(&line.who, who),
            Style::new().cyan().apply_to(cut(&line.what, what)),
            mark.apply_to(cut(&line.status, status)),
            if line.disputed.is_empty() { Style::new() } else { Style::new().red() }.apply_to(rest.trim_end()),
            Style::new().dim().apply_to(&line.id),
        )?;
    }
    Ok(())
}
