//! Given the tables of the packs, yields one test a language: each row's own example comes out as the row says.
//!
//! Rows that do not pass yet stand in `examples/known-LANGUAGE.tsv` with the reason; a listed row that passes fails the test,
//! so that the list can only shrink. `UPDATE=1` writes the list anew. The tables are read as they lie in the
//! repository, so that a changed row needs no rebuild.

#![allow(clippy::print_stdout, reason = "the summary is what a reader of the test wants")]

mod model;

use relata::article::Input;
use relata::pack::{Data, Row, Table};
use relata::pipeline::Engine;
use relata::record::{Party, Reading, Report};
use relata::span::{Ruler, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};

type Check = fn(&Bench, Row<'_>, &Reading) -> Result<(), String>;

/// One language's engine.
struct Bench {
    language: &'static str,
    engine: Engine,
}

const TABLES: [(&str, Check); 6] = [
    ("events", event),
    ("not_events", not_event),
    ("status", status),
    ("titles", title),
    ("pronouns", pronoun),
    ("cues", cue),
];

const KNOWN: [&str; 4] = ["table", "row", "example", "reason"];

/// Table, first cell and example of a row: what tells it from all others when lines move.
type Key = (String, String, String);

#[test]
fn each_french_row_reads_its_own_example() {
    each_row_reads_its_own_example("fr");
}

#[test]
fn each_english_row_reads_its_own_example() {
    each_row_reads_its_own_example("en");
}

fn each_row_reads_its_own_example(language: &'static str) {
    let engine = Bench { language, engine: engine(language) };
    if engine.engine.languages().next().is_none() {
        println!("not tested: `make test` installs the model of {language}");
        return;
    }
    let (mut failures, mut summary) = (BTreeMap::new(), String::new());
    for (name, check) in TABLES {
        let table = table(language, &root().join(format!("packs/{language}/{name}.tsv")));
        let rows: Vec<Row<'_>> = table.rows().collect();
        let failed = failed(&engine, name, &rows, check);
        written(writeln!(summary, "{name}: {} of {} rows pass", rows.len() - failed.len(), rows.len()));
        failures.extend(failed);
    }
    println!("{summary}");
    if std::env::var_os("UPDATE").is_some() {
        write_known(language, &failures);
    }
    let listed = known(language);
    let unlisted: Vec<String> =
        failures.iter().filter(|(k, _)| !listed.contains(*k)).map(|(k, why)| line(k, why)).collect();
    let passing: Vec<String> = listed.iter().filter(|k| !failures.contains_key(*k)).map(|k| line(k, "")).collect();
    assert!(unlisted.is_empty(), "{summary}{} rows fail:\n{}", unlisted.len(), unlisted.join("\n"));
    assert!(passing.is_empty(), "take these rows off its list of known failures, they pass:\n{}", passing.join("\n"));
}

/// The engine over the tables as they lie in the repository.
fn engine(language: &str) -> Engine {
    let mut data = Data::builtin();
    for entry in std::fs::read_dir(root().join(format!("packs/{language}"))).expect("the pack is there").flatten() {
        let text = std::fs::read_to_string(entry.path()).expect("a table is readable");
        data.put(&format!("packs/{language}/{}", entry.file_name().to_string_lossy()), text);
    }
    model::keep_all(&mut data);
    model::engine(&data, &[language])
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A table under the columns that its own header names; rows are placed as the engine places them.
fn table(language: &str, path: &Path) -> Table {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let columns: Vec<&str> = text.lines().next().unwrap_or("").split('\t').collect();
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Table::read(&format!("packs/{language}/{name}"), &text, &columns).unwrap_or_else(|e| panic!("{e}"))
}

/// Reads the examples of a table over all threads.
fn failed(bench: &Bench, name: &str, rows: &[Row<'_>], check: Check) -> Vec<(Key, String)> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let part = |rows: &[Row<'_>]| -> Vec<(Key, String)> {
        let fails = |row: &Row<'_>| Some((key(name, *row), check(bench, *row, &read(bench, *row)).err()?));
        rows.iter().filter_map(fails).collect()
    };
    std::thread::scope(|scope| {
        let parts: Vec<_> =
            rows.chunks(rows.len().div_ceil(threads).max(1)).map(|c| scope.spawn(move || part(c))).collect();
        parts.into_iter().flat_map(|p| p.join().expect("reading does not panic")).collect()
    })
}

fn read(bench: &Bench, row: Row<'_>) -> Reading {
    let text = row.get("example").to_owned();
    bench.engine.read(Input {
        document: row.place(),
        text,
        language: Some(bench.language.to_owned()),
        ..Input::default()
    })
}

fn key(name: &str, row: Row<'_>) -> Key {
    let first = ["trigger", "cue", "title", "words"].iter().find_map(|c| row.some(c)).unwrap_or("");
    (name.to_owned(), first.to_owned(), row.get("example").to_owned())
}

fn line((table, row, example): &Key, why: &str) -> String {
    format!("{table}\t{row}\t{example}\t{why}")
}

fn list(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/examples/known-{language}.tsv"))
}

fn known(language: &str) -> BTreeSet<Key> {
    let table = table(language, &list(language));
    table.rows().map(|r| (r.get("table").to_owned(), r.get("row").to_owned(), r.get("example").to_owned())).collect()
}

fn write_known(language: &str, failures: &BTreeMap<Key, String>) {
    let lines: Vec<String> = failures.iter().map(|(k, why)| line(k, why)).collect();
    let text = format!("{}\n{}\n", KNOWN.join("\t"), lines.join("\n"));
    std::fs::write(list(language), text).expect("the list is writable");
}

/// The row fires, and its parties and status read as the row says.
fn event(bench: &Bench, row: Row<'_>, reading: &Reading) -> Result<(), String> {
    let at_head = starts(bench, row, reading);
    let fires =
        |r: &&Report| r.rule == row.place() || (r.kind == row.get("type") && at_head.contains(&r.trigger.span.start));
    let fired: Vec<&Report> = reading.reports.iter().filter(fires).collect();
    if fired.is_empty() {
        let others: Vec<&str> = reading.reports.iter().map(|r| r.kind.as_str()).collect();
        return Err(format!("does not fire; reads {}", dash(&others.join(", "))));
    }
    let (parties, status) = row.get("reads").split_once(' ').unwrap_or((row.get("reads"), ""));
    let as_said = |r: &&&Report| sides(r) == sorted(parties) && (status.is_empty() || json(&r.status) == status);
    match fired.iter().find(as_said) {
        Some(_) => Ok(()),
        None => Err(format!("reads {} {}", sides(fired[0]), json(&fired[0].status))),
    }
}

/// The guarded word reports nothing.
fn not_event(bench: &Bench, row: Row<'_>, reading: &Reading) -> Result<(), String> {
    let guarded = starts(bench, row, reading);
    match reading.reports.iter().find(|r| guarded.contains(&r.trigger.span.start)) {
        Some(report) => Err(format!("fires {}", report.kind)),
        None => Ok(()),
    }
}

/// Where words with the row's head lemma begin, in code points.
fn starts(bench: &Bench, row: Row<'_>, reading: &Reading) -> Vec<u32> {
    let text = reading.article.text.as_str();
    let head = row.get("trigger").split(' ').next().unwrap_or("");
    let parse = bench
        .engine
        .parser(bench.language)
        .expect("the engine reads the language")
        .parse(text, Span::new(0, text.len()));
    let ruler = Ruler::new(text);
    let heads = parse.tokens.iter().filter(|t| t.lemma.to_lowercase() == head);
    heads.map(|t| ruler.points(text, t.span).start).collect()
}

/// The row decides a report's status, or a report has it all the same.
fn status(_: &Bench, row: Row<'_>, reading: &Reading) -> Result<(), String> {
    let place = format!("({})", row.place());
    let said = |r: &Report| r.evidence.iter().any(|e| e.contains(&place)) || json(&r.status) == row.get("status");
    if reading.reports.iter().any(said) {
        return Ok(());
    }
    let found: Vec<String> =
        reading.reports.iter().map(|r| format!("{} {}", r.trigger.text, json(&r.status))).collect();
    Err(format!("reads {}", dash(&found.join(", "))))
}

/// Somebody is mentioned where the title stands.
fn title(_: &Bench, row: Row<'_>, reading: &Reading) -> Result<(), String> {
    mentioned(reading, &[row.get("title"), row.get("plural")])
}

/// Somebody is mentioned where the pronoun stands.
fn pronoun(_: &Bench, row: Row<'_>, reading: &Reading) -> Result<(), String> {
    mentioned(reading, &[row.get("words")])
}

fn mentioned(reading: &Reading, words: &[&str]) -> Result<(), String> {
    let text: Vec<char> = reading.article.text.to_lowercase().chars().collect();
    let places = words.iter().filter(|w| !w.is_empty()).flat_map(|w| places(&text, w)).collect::<Vec<_>>();
    if places.is_empty() {
        return Err("the example does not hold the words".to_owned());
    }
    let mut mentions = reading.entities.iter().flat_map(|e| &e.mentions);
    if mentions.any(|m| places.iter().any(|(from, to)| m.span.start < *to && *from < m.span.end)) {
        return Ok(());
    }
    let found: Vec<&str> = reading.entities.iter().flat_map(|e| &e.mentions).map(|m| m.text.as_str()).collect();
    Err(format!("mentions {}", dash(&found.join(", "))))
}

/// Where words stand in a text, in code points.
fn places(text: &[char], words: &str) -> Vec<(u32, u32)> {
    let words: Vec<char> = words.to_lowercase().chars().collect();
    let at = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
    let letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
    let split = |inner: Option<&char>, outer: Option<&char>| letter(inner) && letter(outer);
    (0..text.len())
        .filter(|i| text[*i..].starts_with(&words))
        .filter(|i| !split(words.first(), i.checked_sub(1).and_then(|b| text.get(b))))
        .filter(|i| !split(words.last(), text.get(i + words.len())))
        .map(|i| (at(i), at(i + words.len())))
        .collect()
}

/// The cue opens a quotation, or names who reports.
fn cue(_: &Bench, _: Row<'_>, reading: &Reading) -> Result<(), String> {
    let said = reading.quotes.iter().any(|q| q.cue.is_some() || q.speaker.is_some());
    if said || reading.reports.iter().any(|r| r.said_by.is_some()) {
        return Ok(());
    }
    Err(if reading.quotes.is_empty() { "no quotation" } else { "a quotation without cue or speaker" }.to_owned())
}

/// `FRA+DEU>RUS` with the codes of each side sorted.
fn sides(report: &Report) -> String {
    format!("{}>{}", codes(&report.sources), codes(&report.targets))
}

fn codes(parties: &[Party]) -> String {
    let codes: BTreeSet<&str> = parties.iter().map(|p| p.country.as_deref().unwrap_or("-")).collect();
    let named: Vec<&str> = codes.into_iter().filter(|c| *c != "-").collect();
    dash(&named.join("+")).to_owned()
}

fn sorted(reads: &str) -> String {
    let side = |s: &str| s.split('+').collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("+");
    reads.split('>').map(side).collect::<Vec<_>>().join(">")
}

fn dash(list: &str) -> &str {
    if list.is_empty() { "-" } else { list }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}

/// Writing to a string cannot fail.
fn written(_: std::fmt::Result) {}
