//! Given articles as JSON Lines and a folder with their texts and CoNLL-U parses, writes times.jsonl.
//!
//! Usage: `cargo run --example times -- ARTICLES.jsonl PARSES OUT [fr]`. For measuring the stage alone; an article
//! whose parse is missing is passed over, and how long the stage took goes to standard error.

use relata::day::Interval;
use relata::mention::time::Times;
use relata::pack::Data;
use relata::parse::conllu;
use relata::record::Time;
use relata::span::Ruler;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [articles, parses, out, rest @ ..] = arguments.as_slice() else {
        return Err("usage: times ARTICLES.jsonl PARSES OUT [LANGUAGE]".into());
    };
    let times = Times::load(&Data::builtin(), rest.first().map_or("fr", String::as_str))?;
    fs::create_dir_all(out)?;
    let mut file = fs::File::create(Path::new(out).join("times.jsonl"))?;
    let (mut took, mut read) = (Duration::ZERO, 0);
    for line in fs::read_to_string(articles)?.lines() {
        let article: serde_json::Value = serde_json::from_str(line)?;
        let document = article["document"].as_str().unwrap_or_default();
        let day = article["published"].as_str().and_then(|d| d.get(..10)?.parse().ok()).map(Interval::day);
        let stem = Path::new(parses).join(document);
        let stem = stem.to_string_lossy();
        let Ok(text) = fs::read_to_string(format!("{stem}.txt")) else { continue };
        let parse = conllu::read(&text, &fs::read_to_string(format!("{stem}.conllu"))?);
        let (ruler, start) = (Ruler::new(&text), Instant::now());
        let found = times.find(&text, &parse, day);
        took += start.elapsed();
        read += 1;
        for time in found {
            let record = Time {
                document: document.to_owned(),
                span: ruler.points(&text, time.span),
                text: time.span.of(&text).to_owned(),
                kind: time.kind,
                value: time.value,
                from: time.days.map(|d| d.from),
                to: time.days.map(|d| d.to),
            };
            writeln!(file, "{}", serde_json::to_string(&record)?)?;
        }
    }
    writeln!(std::io::stderr(), "{read} articles in {took:?}: {:.0} a second", read as f64 / took.as_secs_f64())?;
    Ok(())
}
