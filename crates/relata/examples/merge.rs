//! Given readings (a JSON record a line), writes their chronicle as `relata export` does, and how long it took.
//!
//! usage: merge READINGS.jsonl FOLDER

use relata::record::{Chronicle, Reading};
use serde::Serialize;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs::{File, create_dir_all};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder] = args.as_slice() else { return Err("usage: merge READINGS.jsonl FOLDER".into()) };
    let mut readings = Vec::new();
    for line in BufReader::new(File::open(input)?).lines() {
        readings.push(serde_json::from_str::<Reading>(&line?)?);
    }
    let narrowed = relata::date::narrow(&readings.iter().collect::<Vec<_>>());
    for reading in &mut readings {
        if let Some((_, published)) = narrowed.iter().find(|(d, _)| *d == reading.article.document) {
            reading.article.published = Some(*published);
        }
    }
    let start = Instant::now();
    let chronicle = relata::event::merge(&readings.iter().collect::<Vec<_>>());
    let reports: usize = readings.iter().map(|r| r.reports.len()).sum();
    writeln!(
        std::io::stderr(),
        "{} articles, {reports} reports, {} events, {} stories: {:.2?}",
        readings.len(),
        chronicle.events.len(),
        chronicle.stories.len(),
        start.elapsed()
    )?;
    export(Path::new(folder), readings, &chronicle)
}

fn export(folder: &Path, mut readings: Vec<Reading>, chronicle: &Chronicle) -> Result<(), Box<dyn Error>> {
    create_dir_all(folder)?;
    let map = |pairs: &[(String, String)]| pairs.iter().cloned().collect::<BTreeMap<String, String>>();
    let (event_of, group_of, copies) = (map(&chronicle.event_of), map(&chronicle.group_of), map(&chronicle.copies));
    for reading in &mut readings {
        reading.article.copy_group = copies.get(&reading.article.document).cloned();
        for report in &mut reading.reports {
            report.event = event_of.get(&report.report).cloned().unwrap_or_default();
        }
        for quote in &mut reading.quotes {
            quote.group = group_of.get(&quote.quote).cloned();
        }
        for figure in &mut reading.figures {
            figure.group = group_of.get(&figure.figure).cloned();
        }
    }
    write(folder, "articles", readings.iter().map(|r| &r.article))?;
    write(folder, "entities", readings.iter().flat_map(|r| &r.entities))?;
    write(folder, "quotes", readings.iter().flat_map(|r| &r.quotes))?;
    write(folder, "figures", readings.iter().flat_map(|r| &r.figures))?;
    write(folder, "reports", readings.iter().flat_map(|r| &r.reports))?;
    write(folder, "events", chronicle.events.iter())?;
    write(folder, "disagreements", chronicle.disagreements.iter())?;
    write(folder, "stories", chronicle.stories.iter())
}

fn write<T: Serialize>(folder: &Path, name: &str, rows: impl Iterator<Item = T>) -> Result<(), Box<dyn Error>> {
    let mut file = BufWriter::new(File::create(folder.join(format!("{name}.jsonl")))?);
    for row in rows {
        serde_json::to_writer(&mut file, &row)?;
        file.write_all(b"\n")?;
    }
    Ok(())
}
