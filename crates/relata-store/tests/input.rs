//! Bad input is named, each piece in one message, and the rest is read.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic in its own functions too")]

mod reading;

use reading::run;
use std::path::{Path, PathBuf};

fn file(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn records_are_read_with_their_fields() {
    let folder = tempfile::tempdir().unwrap();
    let lines =
        br#"{"text": "Un.", "document": "x", "title": "T", "published": "2023-10-17T23:00:00Z", "language": "fr-FR"}

{"text": "Deux.", "more": 1}"#;
    let (articles, problems) = run(&[file(folder.path(), "two.jsonl", lines)], "");
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!((articles[0].document.as_str(), articles[0].language.as_deref()), ("x", Some("fr")));
    assert_eq!(articles[0].published.unwrap().days.from.to_string(), "2023-10-18");
    assert_eq!(articles[1].document, "two.jsonl#2");
}

#[test]
fn a_broken_record_is_named_and_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let lines = b"{\"text\": \"Un.\"}\n\n{\"text\": \"Deux\n{\"text\": 3}\n{\"title\": \"Quatre\"}\n{\"text\": \"Cinq.\", \"published\": \"hier\"}\n";
    let (articles, problems) = run(&[file(folder.path(), "b.jsonl", lines)], "");
    let names: Vec<&str> = articles.iter().map(|a| a.document.as_str()).collect();
    assert_eq!(names, ["b.jsonl#1", "b.jsonl#5"]);
    assert!(problems[0].place.ends_with("b.jsonl, record 2 (line 3)"), "{problems:?}");
    assert!(problems[0].cause.starts_with("it is no JSON"), "{problems:?}");
    assert!(problems[1].cause.starts_with("a field has the wrong type"), "{problems:?}");
    assert_eq!(problems[2].cause, "it has no text");
    assert!(problems[3].read && problems[3].cause.contains("hier"), "{problems:?}");
}

#[test]
fn a_line_without_end_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let mut lines = b"{\"text\": \"Un.\"}\n{\"text\": \"".to_vec();
    lines.resize(50_000_000, b'a');
    lines.extend(b"\"}\n{\"text\": \"Trois.\"}\n");
    let (articles, problems) = run(&[file(folder.path(), "long.jsonl", &lines)], "");
    assert_eq!(articles.len(), 2);
    assert!(problems[0].to_string().contains("record 2: it is longer than 10 MB"), "{problems:?}");
    let (articles, problems) = run(&[file(folder.path(), "long.txt", &lines)], "");
    assert!(articles.is_empty() && problems[0].cause.contains("longer than"), "{problems:?}");
}

#[test]
fn empty_binary_and_missing_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let paths = [
        file(folder.path(), "empty.txt", b""),
        file(folder.path(), "blank.txt", b" \n"),
        file(folder.path(), "data.txt", b"\x7fELF\0\0"),
        file(folder.path(), "page.html", b"<p>"),
        file(folder.path(), "empty.jsonl", b"\n"),
        folder.path().join("none.txt"),
        file(folder.path(), "good.txt", "Été".as_bytes()),
    ];
    let (articles, problems) = run(&paths, "");
    assert_eq!(articles.len(), 1);
    assert_eq!(problems.len(), 6);
    assert!(problems.iter().all(|p| !p.read && !p.remedy.is_empty()));
}

#[test]
fn another_charset_is_read_and_noted() {
    let folder = tempfile::tempdir().unwrap();
    let path =
        file(folder.path(), "l1.txt", b"La d\xe9l\xe9gation a \xe9t\xe9 re\xe7ue \xe0 Nouakchott par le pr\xe9sident.");
    let (articles, problems) = run(&[path], "");
    assert_eq!(articles[0].text, "La délégation a été reçue à Nouakchott par le président.");
    assert!(problems[0].read && problems[0].cause.contains("windows-1252"), "{problems:?}");
}

#[test]
fn standard_input_is_text_or_records() {
    assert_eq!(run(&["-".into()], "Un texte.").0[0].document, "stdin");
    assert_eq!(run(&["-".into()], "{\"text\": \"Un.\"}\n").0[0].document, "stdin#1");
}

#[test]
fn a_name_that_is_taken_is_refused_and_a_second_copy_is_not_read() {
    let lines = "{\"text\": \"Un.\", \"document\": \"x\"}\n{\"text\": \"Un.\", \"document\": \"x\"}\n{\"text\": \"Deux.\", \"document\": \"x\"}\n";
    let (articles, problems) = run(&["-".into()], lines);
    assert_eq!(articles.len(), 1);
    assert!(problems[0].to_string().starts_with("standard input, record 3: the name x"), "{problems:?}");
}
