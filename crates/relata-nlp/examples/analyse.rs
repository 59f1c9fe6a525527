//! Given a model file, a mode (exact, fast), and on standard input a text a line (JSON: `text`, or
//! `words`, each a word and whether a space follows); yields its annotation a line.

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};
use std::path::Path;

use relata_nlp::{Doc, Mode, Pipeline};
use serde_json::{Value, json};

#[derive(serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum Input {
    Text(String),
    Words(Vec<(String, bool)>),
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [model, mode] = &arguments[..] else {
        return Err("usage: analyse MODEL exact|fast < inputs.jsonl".into());
    };
    let mode = if mode == "exact" { Mode::Exact } else { Mode::Fast };
    let pipeline = Pipeline::open_in(Path::new(model), mode)?;
    let mut out = std::io::BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let doc = match serde_json::from_str(&line?)? {
            Input::Text(text) => pipeline.parse(&text),
            Input::Words(words) => {
                let (text, tokens) = pipeline.tokens_of(&words);
                pipeline.annotate(&text, tokens, None)
            }
        };
        writeln!(out, "{}", record(&doc))?;
    }
    Ok(())
}

/// Gives tokens as [part of speech, head, relation, lemma, whether a sentence starts], entities as [start, end, label],
/// in bytes of the text.
fn record(doc: &Doc) -> Value {
    let tokens = doc.tokens.iter();
    let tokens =
        tokens.map(|token| json!([token.pos.as_str(), token.head, &*token.dep, &*token.lemma, token.sent_start]));
    let edges = |start: u32, end: u32| (doc.tokens[start as usize].start, doc.tokens[end as usize - 1].end);
    let entities = doc.entities.iter().map(|e| (edges(e.start, e.end), &*e.label));
    let entities = entities.map(|((start, end), label)| json!([start, end, label]));
    json!({"tokens": tokens.collect::<Vec<_>>(), "entities": entities.collect::<Vec<_>>()})
}
