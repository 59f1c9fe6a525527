//! Given the golden cases of `golden/`, yields a check a file: what stands in its blocks is what comes out.
//!
//! A case is Markdown: prose, then one or more `article` blocks and any of `mentions`, `times`, `quotes`, `figures`,
//! `reports`, `events`, `disagreements`, `dates`. Only the blocks present are compared, in full. `UPDATE=1` rewrites them.

mod model;

use relata::article::Input;
use relata::pipeline::Engine;
use relata::record::{Chronicle, Party, Published, PublishedHow, Reading, Speaker};
use std::fmt::Write;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

struct Block {
    kind: String,
    facts: Vec<(String, String)>,
    body: String,
    lines: std::ops::Range<usize>,
}

/// The languages that have cases.
const LANGUAGES: [&str; 3] = ["fr", "en", "es"];

/// The one test that runners are told of: the engine is opened once for all cases.
const ALL: &str = "cases";

/// Runs the cases whose names hold one of the arguments, or all. Answers `--list` as test runners ask it.
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|a| a == "--list") {
        if !arguments.iter().any(|a| a == "--ignored") {
            drop(writeln!(std::io::stdout(), "{ALL}: test"));
        }
        return ExitCode::SUCCESS;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden");
    let wanted: Vec<String> = arguments.into_iter().filter(|a| !a.starts_with('-') && a != ALL).collect();
    let update = std::env::var_os("UPDATE").is_some();
    let engine = model::engine(&model::tables(), &LANGUAGES);
    let analysed: Vec<&str> = engine.languages().collect();
    let (mut failed, mut passed, mut left_out) = (Vec::new(), 0_usize, 0_usize);
    for path in cases(&folder) {
        if !language(&path).is_some_and(|l| analysed.contains(&l.as_str())) {
            left_out += 1;
            continue;
        }
        let name = path.strip_prefix(&folder).unwrap_or(&path).with_extension("").display().to_string();
        if !wanted.is_empty() && !wanted.iter().any(|w| name.contains(w)) {
            continue;
        }
        match check(&engine, &path, update) {
            Ok(()) => passed += 1,
            Err(difference) => failed.push(format!("test golden/{name} ... FAILED\n{difference}")),
        }
    }
    if passed + failed.len() == 0 && wanted.is_empty() {
        failed.push("golden/ holds no case".to_owned());
    }
    let mut out = std::io::stdout().lock();
    for one in &failed {
        drop(writeln!(out, "{one}"));
    }
    let hint = if failed.is_empty() { "" } else { "; UPDATE=1 rewrites the blocks" };
    drop(writeln!(out, "golden cases: {passed} passed, {} failed{hint}", failed.len()));
    if left_out > 0 {
        drop(writeln!(out, "{left_out} are left out: the models of their languages are not installed"));
    }
    if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What differs between a case and what comes out; nothing where the case is rewritten.
fn check(engine: &Engine, path: &Path, update: bool) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|e| e.to_string())?;
    let found = run(engine, path, &text)?;
    if update {
        return std::fs::write(path, found).map_err(|e| e.to_string());
    }
    if found == text { Ok(()) } else { Err(difference(&text, &found)) }
}

fn cases(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("golden/ is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(cases(&path));
        } else if path.extension().is_some_and(|e| e == "md") && !path.ends_with("README.md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The case with its blocks as they come out.
fn run(engine: &Engine, path: &Path, text: &str) -> Result<String, String> {
    let blocks = blocks(text);
    let mut readings: Vec<Reading> = Vec::new();
    for block in blocks.iter().filter(|b| b.kind == "article") {
        readings.push(engine.read(input(path, block, readings.len())?));
    }
    let chronicle = engine.merge(&mut readings);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for block in blocks.iter().rev().filter(|b| b.kind != "article") {
        let found = print(&block.kind, &readings, &chronicle)
            .ok_or_else(|| format!("line {}: no block is named {}", block.lines.start, block.kind))?;
        lines.splice(block.lines.clone(), found.lines().map(str::to_owned));
    }
    Ok(lines.join("\n") + "\n")
}

/// The language of a case: its folder.
fn language(path: &Path) -> Option<String> {
    path.parent().and_then(|p| p.file_name()).map(|l| l.to_string_lossy().into_owned())
}

fn input(path: &Path, block: &Block, number: usize) -> Result<Input, String> {
    let fact = |name: &str| block.facts.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
    let day = fact("published").map(|d| d.parse().map_err(|e| format!("{d}: {e}"))).transpose()?;
    let published = day.map(|d| Published { days: relata::day::Interval::day(d), how: PublishedHow::Given });
    let language = fact("language").or_else(|| language(path));
    let document = fact("document").unwrap_or_else(|| format!("article-{}", number + 1));
    let publisher = fact("publisher");
    Ok(Input { document, text: block.body.clone(), published, language, publisher, ..Input::default() })
}

fn blocks(text: &str) -> Vec<Block> {
    let (mut found, mut open): (Vec<Block>, bool) = (Vec::new(), false);
    for (number, line) in text.lines().enumerate() {
        match line.strip_prefix("```") {
            Some(head) if !open => {
                let mut words = head.split_whitespace();
                let kind = words.next().unwrap_or("").to_owned();
                let facts =
                    words.filter_map(|w| w.split_once('=')).map(|(n, v)| (n.to_owned(), v.to_owned())).collect();
                found.push(Block { kind, facts, body: String::new(), lines: number + 1..number + 1 });
                open = true;
            }
            Some(_) => open = false,
            None if open => {
                if let Some(block) = found.last_mut() {
                    block.body += line;
                    block.body.push('\n');
                    block.lines.end = number + 1;
                }
            }
            None => {}
        }
    }
    for block in &mut found {
        block.body = block.body.trim_end().to_owned();
    }
    found
}

/// What a block of a kind holds for these readings.
fn print(kind: &str, readings: &[Reading], chronicle: &Chronicle) -> Option<String> {
    let mut out = String::new();
    for reading in readings {
        match kind {
            "mentions" => mentions(reading, &mut out),
            "times" => reading.times.iter().for_each(|t| {
                written(writeln!(out, "{} | {:?} {} | {}", t.text, t.kind, t.value, days(t.from.zip(t.to))))
            }),
            "quotes" => reading
                .quotes
                .iter()
                .for_each(|q| written(writeln!(out, "{} | {} | {}", json(&q.kind), q.text, said(q.speaker.as_ref())))),
            "figures" => reading.figures.iter().for_each(|f| {
                written(writeln!(
                    out,
                    "{} | {} {} {} | {}",
                    f.text,
                    f.value,
                    f.unit,
                    json(&f.hedge),
                    f.of.as_deref().unwrap_or("-")
                ))
            }),
            "reports" => reports(reading, &mut out),
            _ => {}
        }
    }
    match kind {
        "mentions" | "times" | "quotes" | "figures" | "reports" => {}
        "events" => events(chronicle, &mut out),
        "disagreements" => {
            let mut rows: Vec<String> = Vec::new();
            for one in &chronicle.disagreements {
                let values: Vec<&str> = one.values.iter().map(|v| v.value.as_str()).collect();
                rows.push(format!("{} {} | {}", one.about, one.field, values.join(" ≠ ")));
            }
            rows.sort();
            rows.iter().for_each(|r| written(writeln!(out, "{r}")));
        }
        "dates" => readings.iter().for_each(|r| {
            let published = r
                .article
                .published
                .map_or("-".to_owned(), |p| format!("{} {}", days(Some((p.days.from, p.days.to))), json(&p.how)));
            written(writeln!(out, "{} | {published}", r.article.document));
        }),
        _ => return None,
    }
    Some(out)
}

fn mentions(reading: &Reading, out: &mut String) {
    let mut rows: Vec<(u32, String)> = Vec::new();
    for entity in &reading.entities {
        for mention in &entity.mentions {
            rows.push((
                mention.span.start,
                format!("{} | {} | {}", mention.text, entity.entity, entity.country.as_deref().unwrap_or("-")),
            ));
        }
    }
    rows.sort();
    rows.iter().for_each(|(_, row)| written(writeln!(out, "{row}")));
}

fn reports(reading: &Reading, out: &mut String) {
    for report in &reading.reports {
        let mode = report.mode.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
        let when = report.when.map_or("-".to_owned(), |w| days(Some((w.days.from, w.days.to))));
        let place = report.place.as_ref().map_or("-", |p| p.name.as_str());
        let parties = format!("{} > {}", names(&report.sources), names(&report.targets));
        written(writeln!(
            out,
            "{} | {}{mode} {} | {parties} | {when} | {place}",
            report.trigger.text,
            report.kind,
            json(&report.status)
        ));
    }
}

fn events(chronicle: &Chronicle, out: &mut String) {
    let mut rows: Vec<String> = Vec::new();
    for event in &chronicle.events {
        let history: Vec<String> = event.history.iter().map(|h| json(&h.status)).collect();
        let when = days(event.when.map(|w| (w.from, w.to)));
        rows.push(format!(
            "{when} | {} | {} > {} | {} | {} reports, {} documents",
            event.kind,
            names(&event.sources),
            names(&event.targets),
            history.join(", "),
            event.reports.len(),
            event.documents
        ));
    }
    rows.sort();
    rows.iter().for_each(|r| written(writeln!(out, "{r}")));
}

fn names(parties: &[Party]) -> String {
    let names: Vec<String> =
        parties.iter().map(|p| format!("{} {}", p.name, p.country.as_deref().unwrap_or("-"))).collect();
    if names.is_empty() { "-".to_owned() } else { names.join(", ") }
}

fn said(speaker: Option<&Speaker>) -> String {
    speaker.map_or("-".to_owned(), |s| s.name.clone())
}

fn days(days: Option<(jiff::civil::Date, jiff::civil::Date)>) -> String {
    match days {
        Some((from, to)) if from == to => from.to_string(),
        Some((from, to)) => format!("{from}…{to}"),
        None => "-".to_owned(),
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}

fn difference(expected: &str, found: &str) -> String {
    let mut out = String::new();
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    expected.iter().filter(|l| !found.contains(l)).for_each(|l| written(writeln!(out, "- {l}")));
    found.iter().filter(|l| !expected.contains(l)).for_each(|l| written(writeln!(out, "+ {l}")));
    out
}

/// Writing to a string never fails.
fn written(_: std::fmt::Result) {}
