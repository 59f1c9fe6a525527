//! Given a model file, a mode (exact, fast), a number of threads, and on standard input a text a
//! line (JSON: `text`); yields as JSON the time that loading and annotating take.

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Instant;

use relata_nlp::{Mode, Pipeline};
use serde_json::json;

#[derive(serde::Deserialize)]
struct Input {
    text: String,
}

/// Is how many texts a thread takes at once.
const BATCH: usize = 16;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, mode, threads] = &arguments[..] else {
        return Err("usage: speed MODEL exact|fast THREADS < texts.jsonl".into());
    };
    let mode = if mode == "exact" { Mode::Exact } else { Mode::Fast };
    let loading = Instant::now();
    let pipeline = Pipeline::open_in(Path::new(model), mode)?;
    pipeline.parse("");
    let load = loading.elapsed().as_secs_f64();
    let lines = stdin().lock().lines();
    let texts = lines.map(|line| Ok(serde_json::from_str::<Input>(&line?)?.text));
    let texts = texts.collect::<Result<Vec<String>, Box<dyn Error>>>()?;
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let (working, before) = (Instant::now(), processor_seconds());
    let tokens = annotate(&pipeline, &texts, threads.parse()?);
    let record = json!({
        "load": load, "words": words, "tokens": tokens,
        "cpu": processor_seconds() - before, "elapsed": working.elapsed().as_secs_f64(),
        "peak_mb": peak_megabytes(),
    });
    writeln!(stdout(), "{record}")?;
    Ok(())
}

/// Annotates all texts on some threads; gives the number of tokens.
fn annotate(pipeline: &Pipeline, texts: &[String], threads: usize) -> usize {
    let (next, tokens) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        while let Some(batch) = texts.chunks(BATCH).nth(next.fetch_add(1, Relaxed)) {
            let count: usize = batch.iter().map(|text| pipeline.parse(text).tokens.len()).sum();
            tokens.fetch_add(count, Relaxed);
        }
    };
    std::thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    tokens.into_inner()
}

/// Reads the seconds that this process has run on processors, in and out of the kernel; 0 where
/// the system does not tell as Linux does.
fn processor_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// Reads the most memory that was resident, in megabytes.
fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes: f64 = line.and_then(|l| l.split_whitespace().next()?.parse().ok()).unwrap_or_default();
    kilobytes / 1024.0
}
