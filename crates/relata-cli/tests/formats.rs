//! What the world publishes goes in, and what other tools read comes out.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic in its own functions too")]

mod program;

use program::Place;
use serde_json::Value;

const FIRST: &str =
    "Le ministre kényan des Affaires étrangères, Amos Kiprop, a reçu mardi 2 avril son homologue norvégien à Nairobi.";
const SECOND: &str = "« Nous signerons l’accord de pêche avant la fin du mois », a déclaré Amos Kiprop à la presse.";
const THIRD: &str = "La Norvège a promis une aide de 40 millions d’euros au gouvernement kényan.";

/// Articles as a page, a feed, an archive, a table and text with front matter.
fn written() -> Place {
    let place = Place::new();
    let page = format!(
        "<html><head><title>Pêche</title><meta property=article:published_time content=2031-04-02></head>\
         <body><nav><a href=/>Accueil</a></nav><article><h1>Pêche</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    );
    place.file("in/page.html", &page);
    let item = format!(
        "<item><title>Aide</title><description>{THIRD}</description><pubDate>Wed, 02 Apr 2031 07:00:00 +0200</pubDate></item>"
    );
    place.file(
        "in/feed.xml",
        format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Gazette</title>{item}</channel></rss>"),
    );
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
    let length = block.len();
    place.file(
        "in/crawl.warc",
        format!("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"),
    );
    place.file("in/table.csv", format!("text,published\n\"{THIRD}\",2031-04-03\n"));
    place.file("in/note.md", format!("---\ntitle: Pêche\ndate: 2031-04-02\n---\n\n{FIRST}\n"));
    place
}

fn chronicle() -> Place {
    let place = written();
    let said = place.relata(&["read", "in", "--into", "c.db"]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(said.out.contains("articles 5 (new 5"), "{}", said.out);
    place
}

fn files(place: &Place, format: &str, more: &[&str]) -> String {
    let said = place.relata(&[&["export", "c.db", "--to", format, "--format", format], more].concat());
    assert_eq!(said.status, 0, "{}", said.err);
    said.out
}

fn text(place: &Place, file: &str) -> String {
    std::fs::read_to_string(place.path(file)).unwrap()
}

#[test]
fn each_format_of_others_is_written_as_they_read_it() {
    let place = chronicle();
    for format in ["csv", "parquet", "gdelt", "plover", "jsonld", "geojson", "gexf"] {
        files(&place, format, &[]);
    }
    let events = text(&place, "gdelt/gdelt.export.CSV");
    assert!(events.lines().count() > 0 && events.lines().all(|l| l.split('\t').count() == 61), "{events}");
    let mentions = text(&place, "gdelt/gdelt.mentions.CSV");
    assert!(mentions.lines().all(|l| l.split('\t').count() == 16), "{mentions}");
    let plover = text(&place, "plover/plover.jsonl");
    let plover: Vec<Value> = plover.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(plover.iter().any(|e| e["event"][0] == "CONSULT" && e["date"] == "2031-04-02"), "{plover:?}");
    let graph: Value = serde_json::from_str(&text(&place, "jsonld/chronicle.jsonld")).unwrap();
    let kinds: Vec<String> =
        graph["@graph"].as_array().unwrap().iter().map(|n| n["type"].to_string() + &n["@type"].to_string()).collect();
    for kind in ["NewsArticle", "schema:Event", "Annotation", "prov:Activity"] {
        assert!(kinds.iter().any(|k| k.contains(kind)), "{kind}: {kinds:?}");
    }
    let map: Value = serde_json::from_str(&text(&place, "geojson/events.geojson")).unwrap();
    assert_eq!(map["type"], "FeatureCollection");
    assert!(text(&place, "gexf/actors.gexf").contains("label=\"Norvège\""));
    let table = std::fs::read(place.path("parquet/articles.parquet")).unwrap();
    assert!(table.starts_with(b"PAR1") && table.ends_with(b"PAR1"));
}

#[test]
fn a_table_that_was_written_is_read_again() {
    let place = chronicle();
    for format in ["csv", "parquet"] {
        files(&place, format, &[]);
        let table = format!("{format}/articles.{format}");
        let said = place.relata(&["extract", &table]);
        assert_eq!(said.status, 0, "{}", said.err);
        assert!(said.out.contains("Amos Kiprop") && said.out.lines().count() == 5, "{}", said.out);
    }
}

#[test]
fn without_text_no_words_of_the_articles_are_shared() {
    let place = chronicle();
    for format in ["jsonl", "csv", "plover", "jsonld"] {
        for file in files(&place, format, &["--without-text"]).lines() {
            let words = text(&place, file.split('\t').next().unwrap());
            for phrase in ["signerons", "a reçu", "promis une aide", "Pêche"] {
                assert!(!words.contains(phrase), "{file}: {phrase}");
            }
        }
    }
    assert!(text(&place, "jsonl/articles.jsonl").contains("text_blake3"));
    assert!(text(&place, "csv/articles.csv").contains("text_blake3"));
}

#[test]
fn another_text_under_a_name_leaves_no_trace_of_the_first() {
    let place = chronicle();
    place.file("in/note.md", format!("---\ntitle: Aide\ndate: 2031-04-04\n---\n\n{THIRD}\n"));
    let said = place.relata(&["read", "in", "--into", "c.db"]);
    assert!(said.out.contains("new 0, replaced 1, unchanged 4"), "{}", said.out);
    files(&place, "jsonl", &[]);
    place.relata(&["read", "in", "--into", "fresh.db"]);
    place.relata(&["export", "fresh.db", "--to", "fresh"]);
    for name in ["articles", "entities", "reports", "events", "quotes", "figures", "disagreements", "stories"] {
        let file = format!("{name}.jsonl");
        assert_eq!(text(&place, &format!("jsonl/{file}")), text(&place, &format!("fresh/{file}")), "{name}");
    }
    let again = place.relata(&["read", "in", "--into", "c.db", "--anew"]);
    assert!(again.out.contains("unchanged 5"), "{}", again.out);
}

#[test]
fn columns_of_others_are_named_with_map() {
    let place = Place::new();
    place.file("t.csv", format!("corps;jour\n{THIRD};2031-04-05\n"));
    let said = place.relata(&["extract", "t.csv", "--map", "text=corps,published=jour"]);
    assert!(
        said.out.contains("\"published\":\"2031-04-05\"") && said.out.contains("promis une aide"),
        "{}{}",
        said.out,
        said.err
    );
    let without = place.relata(&["extract", "t.csv"]);
    assert!(without.status == 1 && without.err.contains("--map text=COLUMN"), "{}", without.err);
}

#[test]
fn settings_stand_in_place_of_flags() {
    let place = written();
    place.file("relata.toml", "threads = 1\nlog = \"debug\"\nlanguage = \"fr\"\n");
    let said = place.relata(&["read", "in/note.md", "--into", "c.db"]);
    assert!(said.status == 0 && said.err.contains("DEBUG"), "{}", said.err);
    assert!(place.relata(&["doctor"]).out.contains("relata.toml"));
    let quiet = place.relata(&["--log", "off", "read", "in/page.html", "--into", "c.db"]);
    assert_eq!(quiet.err, "");
    place.file("relata.toml", "thread = 1\n");
    let wrong = place.relata(&["doctor"]);
    assert!(wrong.status == 2 && wrong.err.contains("relata.toml") && wrong.err.contains("thread"), "{}", wrong.err);
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let said = place.relata(&["completions", shell]);
        assert!(said.status == 0 && said.out.contains("timeline") && said.out.contains("without-text"), "{shell}");
    }
    assert_eq!(place.relata(&["man", "--to", "man"]).status, 0);
    for page in ["relata.1", "relata-read.1", "relata-export.1"] {
        assert!(text(&place, &format!("man/{page}")).contains(".TH"), "{page}");
    }
}
