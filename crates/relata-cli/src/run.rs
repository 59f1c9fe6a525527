//! Given paths and an engine, yields readings in the order of the input, made by several threads.

use relata::article::Input;
use relata::pipeline::Engine;
use relata::record::Reading;
use relata_store::input::{self, Item, Meter, Options, Problem, Raw};
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// What became of one article or file.
pub enum Outcome {
    /// It was read: a hash of what was read, and the reading.
    Read(String, Box<Reading>),
    /// The same article was read before by the same engine.
    Known,
    /// Something in the input that the user should know of.
    Problem(Problem),
}

/// What to read, and how.
pub struct Work<'a> {
    /// Files and folders; `-` is standard input.
    pub paths: &'a [PathBuf],
    /// What holds of all articles.
    pub options: &'a Options,
    /// The hash under which each document is known.
    pub known: &'a BTreeMap<String, String>,
    /// What changes when the engine does.
    pub fingerprint: &'a str,
    /// Number of threads that analyse.
    pub threads: usize,
    /// Shows how far the reading has come.
    pub meter: &'a Meter,
}

/// How many items may be under way: what comes early waits in memory for what is late.
const WINDOW: usize = 64;

enum Source {
    Article(Box<Input>),
    Page(Box<Raw>),
}

type Job = (usize, String, Source);
type Result = (usize, Vec<Outcome>);

/// Reads everything and hands on each outcome, in the order of the input; ends early where `take` fails.
pub fn read<E>(
    engine: &Engine,
    work: &Work<'_>,
    mut take: impl FnMut(Outcome) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    thread::scope(|scope| {
        let (jobs, queue) = sync_channel::<Job>(2 * work.threads);
        let (results, outcomes) = sync_channel::<Result>(4 * work.threads);
        let window = Window::default();
        let (queue, window) = (std::sync::Arc::new(Mutex::new(queue)), &std::sync::Arc::new(window));
        let (fed, gate) = (results.clone(), std::sync::Arc::clone(window));
        scope.spawn(move || feed(work, &jobs, &fed, &gate));
        // The queue lives as long as its workers, so that the feeder ends when they do.
        for _ in 0..work.threads {
            let (queue, results) = (std::sync::Arc::clone(&queue), results.clone());
            scope.spawn(move || analyse(engine, work.options, &queue, &results));
        }
        drop((results, queue));
        let done = in_order(outcomes, window, &mut take);
        window.close();
        done
    })
}

/// Holds the feeder back while too much is under way.
#[derive(Default)]
struct Window {
    done: Mutex<usize>,
    moved: Condvar,
}

impl Window {
    /// Waits until `number` is near what is done.
    fn wait(&self, number: usize, width: usize) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        while number > done.saturating_add(width) {
            done = self.moved.wait(done).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn advance(&self, to: usize) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) = to;
        self.moved.notify_all();
    }

    /// Lets everything pass: nobody takes results any more.
    fn close(&self) {
        self.advance(usize::MAX);
    }
}

/// Reads the input, passes over what is known, and numbers the rest.
fn feed(work: &Work<'_>, jobs: &SyncSender<Job>, results: &SyncSender<Result>, window: &Window) {
    let mut number = 0;
    let mut stdin = std::io::stdin().lock();
    let job = |at: usize, document: &str, hash: String, source: Source| {
        if work.known.get(document) == Some(&hash) {
            results.send((at, vec![Outcome::Known])).is_ok()
        } else {
            jobs.send((at, hash, source)).is_ok()
        }
    };
    input::read_metered(work.paths, work.options, &mut stdin, work.meter, &mut |item| {
        let at = number;
        number += 1;
        window.wait(at, WINDOW * work.threads);
        match item {
            Item::Problem(problem) => results.send((at, vec![Outcome::Problem(problem)])).is_ok(),
            Item::Article(input) => {
                let hash = hash(&input, work.fingerprint);
                job(at, &input.document.clone(), hash, Source::Article(input))
            }
            Item::Page(raw) => {
                let hash = hash(&(raw.hash(), work.options), work.fingerprint);
                job(at, &raw.document.clone(), hash, Source::Page(raw))
            }
        }
    });
}

fn hash(content: &dyn Debug, fingerprint: &str) -> String {
    blake3::hash(format!("{fingerprint}\n{content:?}").as_bytes()).to_hex().to_string()
}

fn analyse(engine: &Engine, options: &Options, queue: &Mutex<Receiver<Job>>, results: &SyncSender<Result>) {
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, hash, source)) = job else { return };
        let document = match &source {
            Source::Article(input) => input.document.clone(),
            Source::Page(raw) => raw.document.clone(),
        };
        let outcomes = catch_unwind(AssertUnwindSafe(|| read_one(engine, options, hash, source)));
        if results.send((number, outcomes.unwrap_or_else(|_| vec![broken(document)]))).is_err() {
            return;
        }
    }
}

fn read_one(engine: &Engine, options: &Options, hash: String, source: Source) -> Vec<Outcome> {
    let (problems, input) = match source {
        Source::Article(input) => (Vec::new(), Some(*input)),
        Source::Page(raw) => raw.article(options),
    };
    let mut outcomes: Vec<Outcome> = problems.into_iter().map(Outcome::Problem).collect();
    outcomes.extend(input.map(|input| {
        let (document, bytes) = (input.document.clone(), input.text.len());
        let reading = engine.read(input);
        tracing::debug!(document, bytes, language = reading.article.language, reports = reading.reports.len(), "read");
        Outcome::Read(hash, Box::new(reading))
    }));
    outcomes
}

/// One article that breaks the engine must not cost the others.
fn broken(document: String) -> Outcome {
    Outcome::Problem(Problem {
        place: document,
        cause: "the analysis broke off on this article".to_owned(),
        remedy: "report it with the text: it is a fault of the program".to_owned(),
        read: false,
    })
}

fn in_order<E>(
    outcomes: Receiver<Result>,
    window: &Window,
    take: &mut impl FnMut(Outcome) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let (mut next, mut early) = (0, BTreeMap::new());
    for (number, outcome) in outcomes {
        early.insert(number, outcome);
        while let Some(outcomes) = early.remove(&next) {
            for outcome in outcomes {
                take(outcome)?;
            }
            next += 1;
            window.advance(next);
        }
    }
    Ok(())
}
