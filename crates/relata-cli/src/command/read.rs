//! `relata read`: given articles, yields or extends a chronicle.

use super::Done;
use crate::config::config;
use crate::engine::{DataArgs, Made};
use crate::print::{Out, complain, note};
use crate::progress;
use crate::run::{self, Outcome, Work};
use anyhow::{Result, anyhow};
use indicatif::ProgressBar;
use relata::date::{Refuted, refuted};
use relata::day::Interval;
use relata::record::{Chronicle, Published, Reading};
use relata_store::Store;
use relata_store::export::MADE_WITH;
use relata_store::input::{Map, Meter, Options, Problem, Zone, published};
use relata_store::store::Change;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// How many articles are put into the store at once.
const BATCH: usize = 200;

/// Read articles into a chronicle
///
/// Articles that the chronicle holds already are not analysed again; one that comes with another text replaces
/// the old one.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// The chronicle; made where there is none
    #[arg(long, value_name = "DB")]
    into: PathBuf,
    /// Pass over articles that the chronicle holds under the same name with the same content, so that a run that was
    /// broken off goes on where it was; this is the default
    #[arg(long)]
    resume: bool,
    /// Analyse all articles again, also those that the chronicle holds
    #[arg(long, conflicts_with = "resume")]
    anew: bool,
    /// Number of threads that analyse [default: one for each processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    #[command(flatten)]
    data: DataArgs,
}

/// What to read, and what holds of all of it.
#[derive(clap::Args)]
pub struct InputArgs {
    /// Files, folders and patterns; - is standard input. Text, Markdown, web pages, RSS, Atom and JSON feeds, WARC and
    /// WET, JSON Lines, ninjs, CSV and Parquet, each also packed (.gz, .zst), are told by their content
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Day, month or year of publication of articles that give none
    #[arg(long, value_name = "DAY")]
    published: Option<String>,
    /// Language of articles that give none (ISO 639-1); found out where it is not given
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// Whose day a time of publication falls on [default: Europe/Paris]
    #[arg(long, value_name = "ZONE")]
    timezone: Option<String>,
    /// Which columns or fields hold what: text=body,published=date
    #[arg(long, value_name = "FIELD=COLUMN,…", value_parser = clap::value_parser!(Map))]
    map: Option<Map>,
}

impl Args {
    /// Reads, merges, saves, and sums up.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let options = self.input.options()?;
        let mut store = Store::open(&self.into)?;
        let made = self.data.engine()?;
        tracing::info!(languages = made.languages.join(","), with = %made.with, "engine loaded");
        let tally = self.read_all(&mut store, &made, &options)?;
        tally.sum_up(out, &store, &made)?;
        Ok(if tally.skipped == 0 { Done::All } else { Done::Some })
    }

    fn read_all(&self, store: &mut Store, made: &Made, options: &Options) -> Result<Tally> {
        let known = if self.anew { BTreeMap::new() } else { store.inputs()? };
        let (fingerprint, meter) = (made.fingerprint(), Meter::default());
        let threads = self.threads.or(config().threads).map_or_else(processors, usize::from);
        let (paths, fingerprint) = (&self.input.paths, &fingerprint);
        let work = Work { paths, options, known: &known, fingerprint, threads, meter: &meter };
        let mut tally = Tally { bar: progress::articles(), ..Tally::new() };
        let mut batch: Vec<(String, Reading)> = Vec::new();
        run::read(&made.engine, &work, |outcome| -> Result<()> {
            progress::show_share(&tally.bar, meter.share());
            batch.extend(tally.note(outcome));
            if batch.len() >= BATCH {
                tally.put(store, &mut batch)?;
            }
            Ok(())
        })?;
        tally.bar.set_message("merging");
        // Reports are stored by the change that merges them: whoever asks finds no event that lacks one of its own.
        let merged = store.as_one(|store| {
            tally.put(store, &mut batch)?;
            merge(store, made)
        })?;
        // The process ends soon: it would take longer to give back millions of small strings one by one.
        std::mem::forget(merged);
        tally.bar.finish_and_clear();
        tally.twice = meter.twice();
        Ok(tally)
    }
}

impl InputArgs {
    /// What the command line says of all articles.
    pub fn options(&self) -> Result<Options> {
        let name = self.timezone.as_deref().or(config().timezone.as_deref()).unwrap_or("Europe/Paris");
        let zone = Zone::named(name)
            .ok_or_else(|| anyhow!("--timezone {name}: there is no such zone; give one such as Europe/Paris"))?;
        let day = |text: &String| -> Result<Published> {
            published(text, &zone)
                .ok_or_else(|| anyhow!("--published {text}: this is no day; give one such as 2023-10-17"))
        };
        let published = self.published.as_ref().map(day).transpose()?;
        Ok(Options {
            published,
            language: self.language.as_ref().or(config().language.as_ref()).map(|l| l.to_lowercase()),
            zone,
            map: self.map.clone().unwrap_or_default(),
        })
    }
}

/// One thread for each processor.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Brings the chronicle up to its readings, where it is behind them; yields both, or nothing where it was not.
pub fn merge(store: &mut Store, made: &Made) -> Result<Option<(Vec<Reading>, Chronicle)>> {
    let with = made.with.to_string();
    let changed = store.note(MADE_WITH)?.as_deref() != Some(with.as_str());
    if changed {
        store.set_note(MADE_WITH, &with)?;
    }
    if !changed && !store.is_stale()? {
        return Ok(None);
    }
    let start = Instant::now();
    let mut readings = store.readings_to_merge()?;
    let loaded = start.elapsed();
    let chronicle = made.engine.merge(&mut readings);
    let merged = start.elapsed();
    store.save_chronicle(&readings, &chronicle)?;
    let (articles, events, saved) = (readings.len(), chronicle.events.len(), start.elapsed());
    tracing::info!(articles, events, ?loaded, ?merged, ?saved, "merged");
    Ok(Some((readings, chronicle)))
}

/// Says that an article's own words contradict the day that came with it.
fn doubt(reading: &Reading, refuted: &Refuted) -> String {
    let Interval { from, to } = refuted.published.days;
    let days = if from == to { from.to_string() } else { format!("{from} to {to}") };
    let Refuted { words, day, .. } = refuted;
    format!("{}: its day of publication, {days}, is refuted by its text: {words:?} is {day}", reading.article.document)
}

/// A cause without what only this input says of it.
fn kind(problem: &Problem) -> String {
    let cause = problem.cause.split([':', '(']).next().unwrap_or_default();
    cause.split(" at column").next().unwrap_or_default().trim().to_owned()
}

/// What became of the input.
struct Tally {
    change: Change,
    skipped: usize,
    /// How many were skipped for each cause.
    causes: BTreeMap<String, usize>,
    twice: u64,
    unread: BTreeMap<String, usize>,
    bar: ProgressBar,
}

impl Tally {
    fn new() -> Self {
        let (change, causes, unread) = (Change::default(), BTreeMap::new(), BTreeMap::new());
        Self { change, skipped: 0, causes, twice: 0, unread, bar: ProgressBar::hidden() }
    }

    fn note(&mut self, outcome: Outcome) -> Option<(String, Reading)> {
        match outcome {
            Outcome::Read(hash, reading) => {
                self.bar.inc(1);
                if let Some(refuted) = refuted(&reading) {
                    self.bar.suspend(|| note(&doubt(&reading, &refuted)));
                }
                if !reading.article.analysed {
                    *self.unread.entry(reading.article.language.clone()).or_default() += 1;
                }
                return Some((hash, *reading));
            }
            Outcome::Known => {
                self.bar.inc(1);
                self.change.unchanged += 1;
            }
            Outcome::Problem(problem) if problem.read => self.bar.suspend(|| note(&problem.to_string())),
            Outcome::Problem(problem) => {
                self.skipped += 1;
                *self.causes.entry(kind(&problem)).or_default() += 1;
                self.bar.suspend(|| complain(&problem.to_string()));
            }
        }
        None
    }

    fn put(&mut self, store: &mut Store, batch: &mut Vec<(String, Reading)>) -> Result<()> {
        let entries: Vec<(&str, &Reading)> = batch.iter().map(|(hash, reading)| (hash.as_str(), reading)).collect();
        let change = store.put_from(&entries)?;
        self.change.added += change.added;
        self.change.replaced += change.replaced;
        self.change.unchanged += change.unchanged;
        tracing::info!(articles = batch.len(), new = change.added, replaced = change.replaced, "stored");
        batch.clear();
        Ok(())
    }

    fn sum_up(&self, out: &mut Out, store: &Store, made: &Made) -> Result<()> {
        let Change { added, replaced, unchanged } = self.change;
        write!(out, "{}: articles {}", store.path().display(), store.len()?)?;
        write!(out, " (new {added}, replaced {replaced}, unchanged {unchanged})")?;
        for (table, count) in store.counts()? {
            write!(out, ", {table} {count}")?;
        }
        writeln!(out)?;
        let copies = store.copies()?;
        if self.twice > 0 || copies > 0 {
            writeln!(out, "duplicates: {} came twice and were read once, {copies} are copies of others", self.twice)?;
        }
        if !self.unread.is_empty() {
            let counts: Vec<String> = self.unread.iter().map(|(code, count)| format!("{code} {count}")).collect();
            writeln!(
                out,
                "stored and searchable, not analysed, by language: {} (analysed: {})",
                counts.join(", "),
                made.languages.join(", ")
            )?;
        }
        if self.skipped > 0 {
            let causes: Vec<String> = self.causes.iter().map(|(cause, count)| format!("{cause} {count}")).collect();
            writeln!(out, "{} could not be read: {}", self.skipped, causes.join(", "))?;
        }
        Ok(())
    }
}
