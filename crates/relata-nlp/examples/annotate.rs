//! Given a pipeline (wheel or folder), a place for its model file, and on standard input a text a
//! line (JSON: `text`, and `starts`, the bytes at which sentences start, or null); yields its
//! annotation a line.

use std::error::Error;
use std::io::{BufRead, Write, stdin, stdout};
use std::path::Path;

use relata_nlp::doc::{Doc, SentStart};
use relata_nlp::{Mode, Pipeline};
use serde_json::{Value, json};

#[derive(serde::Deserialize)]
struct Input {
    text: String,
    starts: Option<Vec<u32>>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(wheel), Some(model)) = (arguments.next(), arguments.next()) else {
        return Err("usage: annotate WHEEL MODEL < texts.jsonl".into());
    };
    Pipeline::install(Path::new(&wheel), Path::new(&model))?;
    let pipeline = Pipeline::open_in(Path::new(&model), Mode::Exact)?;
    let mut out = std::io::BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        let input: Input = serde_json::from_str(&line?)?;
        writeln!(out, "{}", record(&annotate(&pipeline, &input)))?;
    }
    Ok(())
}

fn annotate(pipeline: &Pipeline, input: &Input) -> Doc {
    let Some(starts) = &input.starts else {
        return pipeline.parse(&input.text);
    };
    let tokens = pipeline.tokenize(&input.text);
    let place = |start: u32| match starts.contains(&start) {
        true => SentStart::Start,
        false => SentStart::Inside,
    };
    let starts: Vec<_> = tokens.tokens.iter().map(|token| place(token.start)).collect();
    pipeline.annotate(&input.text, tokens, Some(&starts))
}

fn record(doc: &Doc) -> Value {
    let tokens = doc.tokens.iter().map(|token| {
        json!({
            "start": token.start, "end": token.end, "space_after": token.space_after,
            "tag": &*token.tag, "pos": token.pos.as_str(), "morph": &*token.morph, "lemma": &*token.lemma,
            "head": token.head, "dep": &*token.dep, "sent_start": token.sent_start,
        })
    });
    let entities = doc.entities.iter();
    let entities = entities.map(|e| json!({"start": e.start, "end": e.end, "label": &*e.label}));
    json!({"tokens": tokens.collect::<Vec<_>>(), "entities": entities.collect::<Vec<_>>()})
}
