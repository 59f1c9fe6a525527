//! Given the golden cases of `golden/`, yields one test a file: what stands in its blocks is what comes out.
//!
//! A case is Markdown: prose, then one or more `article` blocks and any of `mentions`, `times`, `quotes`, `figures`,
//! `reports`, `events`, `disagreements`. Only the blocks present are compared, in full. `UPDATE=1` rewrites them.

mod model;

use relata::article::Input;
use relata::pipeline::Engine;
use relata::record::{Chronicle, Party, Published, PublishedHow, Reading, Speaker};
use std::fmt::Write;
use std::path::{Path, PathBuf};

struct Block {
    kind: String,
    facts: Vec<(String, String)>,
    body: String,
    lines: std::ops::Range<usize>,
}

#[test]
fn golden_cases_come_out_as_written() {
    let engine = model::engine();
    let mut failures = Vec::new();
    let cases = cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden"));
    assert!(!cases.is_empty(), "golden/ holds no case");
    for path in cases {
        let text = std::fs::read_to_string(&path).expect("a golden case is readable");
        let found = run(&engine, &path, &text);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, found).expect("a golden case is writable");
        } else if found != text {
            failures.push(format!("{}:\n{}", path.display(), difference(&text, &found)));
        }
    }
    assert!(failures.is_empty(), "{}\nUPDATE=1 rewrites the blocks", failures.join("\n"));
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
fn run(engine: &Engine, path: &Path, text: &str) -> String {
    let blocks = blocks(text);
    let mut readings: Vec<Reading> = Vec::new();
    for block in blocks.iter().filter(|b| b.kind == "article") {
        readings.push(engine.read(input(path, block, readings.len())));
    }
    let chronicle = engine.merge(&mut readings);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for block in blocks.iter().rev().filter(|b| b.kind != "article") {
        let found = print(&block.kind, &readings, &chronicle)
            .unwrap_or_else(|| panic!("{}: no block is named {}", path.display(), block.kind));
        lines.splice(block.lines.clone(), found.lines().map(str::to_owned));
    }
    lines.join("\n") + "\n"
}

fn input(path: &Path, block: &Block, number: usize) -> Input {
    let fact = |name: &str| block.facts.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone());
    let day = fact("published").map(|d| d.parse().unwrap_or_else(|e| panic!("{}: {d}: {e}", path.display())));
    let published = day.map(|d| Published { days: relata::day::Interval::day(d), how: PublishedHow::Given });
    let language = path.parent().and_then(|p| p.file_name()).map(|l| l.to_string_lossy().into_owned());
    let document = fact("document").unwrap_or_else(|| format!("article-{}", number + 1));
    Input { document, text: block.body.clone(), published, language, publisher: fact("publisher"), ..Input::default() }
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
                cannot_fail(writeln!(out, "{} | {:?} {} | {}", t.text, t.kind, t.value, days(t.from.zip(t.to))))
            }),
            "quotes" => reading.quotes.iter().for_each(|q| {
                cannot_fail(writeln!(out, "{} | {} | {}", json(&q.kind), q.text, said(q.speaker.as_ref())))
            }),
            "figures" => reading.figures.iter().for_each(|f| {
                cannot_fail(writeln!(
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
            rows.iter().for_each(|r| cannot_fail(writeln!(out, "{r}")));
        }
        "dates" => readings.iter().for_each(|r| {
            let published = r
                .article
                .published
                .map_or("-".to_owned(), |p| format!("{} {}", days(Some((p.days.from, p.days.to))), json(&p.how)));
            cannot_fail(writeln!(out, "{} | {published}", r.article.document));
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
    rows.iter().for_each(|(_, row)| cannot_fail(writeln!(out, "{row}")));
}

fn reports(reading: &Reading, out: &mut String) {
    for report in &reading.reports {
        let mode = report.mode.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
        let when = report.when.map_or("-".to_owned(), |w| days(Some((w.days.from, w.days.to))));
        let place = report.place.as_ref().map_or("-", |p| p.name.as_str());
        let parties = format!("{} > {}", names(&report.sources), names(&report.targets));
        cannot_fail(writeln!(
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
    rows.iter().for_each(|r| cannot_fail(writeln!(out, "{r}")));
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
    expected.iter().filter(|l| !found.contains(l)).for_each(|l| cannot_fail(writeln!(out, "- {l}")));
    found.iter().filter(|l| !expected.contains(l)).for_each(|l| cannot_fail(writeln!(out, "+ {l}")));
    out
}

/// Writing to a string cannot fail.
fn cannot_fail(_: std::fmt::Result) {}
