//! Given paths and an engine, yields readings in the order of the input, made by several threads.

use relata::article::Input;
use relata::pipeline::Engine;
use relata::record::Reading;
use relata_store::input::{self, Item, Options, Problem};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
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
}

type Job = (usize, String, Input);
type Result = (usize, Outcome);

/// Reads everything and hands on each outcome, in the order of the input; ends early where `take` fails.
pub fn read<E>(
    engine: &Engine,
    work: &Work<'_>,
    mut take: impl FnMut(Outcome) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    thread::scope(|scope| {
        let (jobs, queue) = sync_channel::<Job>(2 * work.threads);
        let (results, outcomes) = sync_channel::<Result>(4 * work.threads);
        let queue = Mutex::new(queue);
        let fed = results.clone();
        scope.spawn(move || feed(work, &jobs, &fed));
        // The queue lives as long as its workers, so that the feeder ends when they do.
        let queue = std::sync::Arc::new(queue);
        for _ in 0..work.threads {
            let (queue, results) = (std::sync::Arc::clone(&queue), results.clone());
            scope.spawn(move || analyse(engine, &queue, &results));
        }
        drop((results, queue));
        in_order(outcomes, &mut take)
    })
}

/// Reads the input, passes over what is known, and numbers the rest.
fn feed(work: &Work<'_>, jobs: &SyncSender<Job>, results: &SyncSender<Result>) {
    let mut number = 0;
    let mut stdin = std::io::stdin().lock();
    input::read(work.paths, work.options, &mut stdin, &mut |item| {
        let at = number;
        number += 1;
        match item {
            Item::Problem(problem) => results.send((at, Outcome::Problem(problem))).is_ok(),
            Item::Article(input) => {
                let hash = hash(&input, work.fingerprint);
                if work.known.get(&input.document) == Some(&hash) {
                    results.send((at, Outcome::Known)).is_ok()
                } else {
                    jobs.send((at, hash, *input)).is_ok()
                }
            }
        }
    });
}

fn hash(input: &Input, fingerprint: &str) -> String {
    blake3::hash(format!("{fingerprint}\n{input:?}").as_bytes()).to_hex().to_string()
}

fn analyse(engine: &Engine, queue: &Mutex<Receiver<Job>>, results: &SyncSender<Result>) {
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, hash, input)) = job else { return };
        if results.send((number, read_one(engine, hash, input))).is_err() {
            return;
        }
    }
}

/// One article that breaks the engine must not cost the others.
fn read_one(engine: &Engine, hash: String, input: Input) -> Outcome {
    let document = input.document.clone();
    match catch_unwind(AssertUnwindSafe(|| engine.read(input))) {
        Ok(reading) => Outcome::Read(hash, Box::new(reading)),
        Err(_) => Outcome::Problem(Problem {
            place: document,
            cause: "the analysis broke off on this article".to_owned(),
            remedy: "report it with the text: it is a fault of the program".to_owned(),
            read: false,
        }),
    }
}

fn in_order<E>(
    outcomes: Receiver<Result>,
    take: &mut impl FnMut(Outcome) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let (mut next, mut early) = (0, BTreeMap::new());
    for (number, outcome) in outcomes {
        early.insert(number, outcome);
        while let Some(outcome) = early.remove(&next) {
            take(outcome)?;
            next += 1;
        }
    }
    Ok(())
}
