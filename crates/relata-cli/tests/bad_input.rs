//! Bad input: one message that names file, line or record, cause and remedy; the rest is read; nothing is lost.

mod program;

use program::Place;

const GOOD: &str = "Le ministre kényan des Transports a reçu mardi son homologue tanzanien à Mombasa.";

/// Reads a good article and a bad one; the bad one is named with these words, and the good one is there.
#[track_caller]
fn check(name: &str, bytes: &[u8], words: &[&str]) {
    let place = Place::new();
    place.file("in/good.txt", GOOD);
    place.file(&format!("in/{name}"), bytes);
    let said = place.relata(&["read", "in", "--into", "c.db"]);
    assert_eq!(said.status, 1, "{}", said.err);
    for word in words.iter().chain(&[name]) {
        assert!(said.err.contains(word), "{word:?} is not in: {}", said.err);
    }
    assert_eq!(said.err.lines().count(), 1, "{}", said.err);
    assert!(place.documents().contains(&"good.txt".to_owned()));
}

#[test]
fn an_empty_file() {
    check("empty.txt", b"", &["it has no text", "leave it out"]);
}

#[test]
fn a_binary() {
    check("program.txt", b"\x7fELF\x02\x01\0\0\0\0", &["binary data", "give a text file"]);
}

#[test]
fn a_line_of_50_megabytes() {
    let mut lines = b"{\"text\": \"".to_vec();
    lines.resize(50_000_000, b'x');
    lines.extend(b"\"}\n{\"text\": \"Le port a ouvert.\"}\n");
    check("long.jsonl", &lines, &["record 1", "longer than 10 MB", "split it"]);
}

#[test]
fn a_broken_record_in_the_middle() {
    let place = Place::new();
    place.file("b.jsonl", "{\"text\": \"Un accord.\"}\n{\"text\": \"Deux\n{\"text\": \"Trois navires.\"}\n");
    let said = place.relata(&["read", "b.jsonl", "--into", "c.db"]);
    assert_eq!(said.status, 1);
    assert!(
        said.err.contains("b.jsonl, record 2: it is no JSON") && said.err.contains("mend the record"),
        "{}",
        said.err
    );
    assert_eq!(place.documents(), ["b.jsonl#1", "b.jsonl#3"]);
}

#[test]
fn a_file_that_is_not_utf_8_is_read_by_its_charset() {
    let place = Place::new();
    place.file("latin.txt", b"La d\xe9l\xe9gation a \xe9t\xe9 re\xe7ue \xe0 Nairobi par le pr\xe9sident.");
    let said = place.relata(&["read", "latin.txt", "--into", "c.db"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(said.err.contains("latin.txt: it is not UTF-8; read as windows-1252"), "{}", said.err);
    assert!(place.relata(&["search", "c.db", "délégation"]).out.contains("[délégation] a été reçue"));
}

#[test]
fn a_missing_file() {
    let place = Place::new();
    place.file("good.txt", GOOD);
    let said = place.relata(&["read", "none.txt", "good.txt", "--into", "c.db"]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("none.txt: there is no such file or folder; check the path"), "{}", said.err);
    assert_eq!(place.documents(), ["good.txt"]);
}

#[test]
fn a_database_that_cannot_be_written() {
    let place = Place::new();
    place.file("good.txt", GOOD);
    let said = place.relata(&["read", "good.txt", "--into", "none/c.db"]);
    assert_eq!(said.status, 2);
    assert!(said.err.contains("none/c.db: the folder none does not exist; make the folder"), "{}", said.err);
    let said = place.relata(&["read", "good.txt", "--into", "."]);
    assert!(said.status == 2 && said.err.contains("this is a folder"), "{}", said.err);
}

#[test]
fn a_foreign_database_is_left_as_it_was() {
    let place = Place::new();
    place.file("good.txt", GOOD);
    place.file("notes.db", "Ceci est un carnet.");
    let said = place.relata(&["read", "good.txt", "--into", "notes.db"]);
    assert!(said.status == 2 && said.err.contains("notes.db: this file is no database"), "{}", said.err);
    assert_eq!(std::fs::read(place.path("notes.db")).unwrap(), b"Ceci est un carnet.");
    let said = place.relata(&["timeline", "none.db"]);
    assert!(said.status == 2 && said.err.contains("relata read PATH --into none.db"), "{}", said.err);
}

#[test]
fn a_model_that_is_broken_off_or_missing() {
    let place = Place::new();
    place.file("good.txt", GOOD);
    let start = [b"RELATAFM\x02\0\0\0".as_slice(), &[0; 4000]].concat();
    for length in [0, 100, start.len()] {
        place.file("models/fr.model", &start[..length]);
        let said = place.relata_with(&["read", "good.txt", "--into", "c.db"], &place.path("models"));
        assert_eq!(said.status, 2, "{length}: {}", said.err);
        assert!(
            said.err.contains("fr.model") && said.err.contains("relata model install fr"),
            "{length}: {}",
            said.err
        );
    }
    let read = ["read", "good.txt", "--into", "c.db", "--with-model", "fr-md"];
    let said = place.relata_with(&read, &place.path("none"));
    assert!(
        said.status == 2 && said.err.contains("is not installed; run `relata model install fr-md`"),
        "{}",
        said.err
    );
    let said = place.relata_with(&["read", "good.txt", "--into", "c.db"], &place.path("none"));
    assert_eq!(said.status, 0, "the program holds a model of French: {}", said.err);
}

#[test]
fn a_wheel_that_is_another() {
    let place = Place::new();
    place.file("other.whl", "no wheel");
    let said = place.relata(&["model", "install", "fr-md", "--from", "other.whl", "--models", "m"]);
    assert!(said.status == 2 && said.err.contains("other.whl: its SHA-256 is"), "{}", said.err);
    assert!(!place.path("m/fr-md.model").exists());
}

#[test]
fn what_was_stored_stays_when_a_later_input_is_bad() {
    let place = Place::new();
    place.file("good.txt", GOOD);
    assert_eq!(place.relata(&["read", "good.txt", "--into", "c.db"]).status, 0);
    place.file("bad.txt", [0; 10]);
    assert_eq!(place.relata(&["read", "bad.txt", "--into", "c.db"]).status, 1);
    assert_eq!(place.documents(), ["good.txt"]);
}

#[test]
fn a_day_that_the_text_refutes_is_noted() {
    let place = Place::new();
    let text = "Ce reportage vient du journal télévisé de 20 h du 8 mars 2031. Le port de Lima est fermé.";
    let record = |day: &str| {
        format!("{{\"document\": \"a\", \"published\": \"{day}\", \"language\": \"fr\", \"text\": \"{text}\"}}\n")
    };
    place.file("true.jsonl", record("2031-03-09"));
    place.file("false.jsonl", record("2031-05-02"));
    let said = place.relata(&["read", "true.jsonl", "--into", "a.db"]);
    assert!(said.status == 0 && !said.err.contains("refuted"), "{}", said.err);
    let said = place.relata(&["read", "false.jsonl", "--into", "b.db"]);
    assert!(said.status == 0 && said.err.contains("refuted by its text"), "{}", said.err);
}
