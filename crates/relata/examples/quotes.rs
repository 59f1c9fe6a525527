//! Given a folder of texts with their CoNLL-U parses, writes articles.jsonl, quotes.jsonl and figures.jsonl.
//!
//! Usage: `cargo run --example quotes -- PARSES OUT [fr]`. For measuring the two stages alone: names are those of
//! the parse, and pronouns and descriptions are resolved only roughly.

use relata::mention::figure::Figures;
use relata::mention::quote::Quotes;
use relata::pack::Data;
use relata::parse::{Ner, Parse, Pos, conllu};
use relata::record::QuoteKind;
use relata::span::{Ruler, Span};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::Path;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [parses, out, rest @ ..] = arguments.as_slice() else {
        return Err("usage: quotes PARSES OUT [LANGUAGE]".into());
    };
    let language = rest.first().map_or("fr", String::as_str);
    let data = Data::builtin();
    let (quotes, figures) = (Quotes::load(&data, language)?, Figures::load(&data, language)?);
    fs::create_dir_all(out)?;
    let mut files =
        ["articles", "quotes", "figures"].map(|n| fs::File::create(Path::new(out).join(format!("{n}.jsonl"))));
    let mut paths: Vec<_> = fs::read_dir(parses)?.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "conllu")) {
        let document = path.file_stem().map_or(String::new(), |s| s.to_string_lossy().into_owned());
        let text = fs::read_to_string(path.with_extension("txt"))
            .or_else(|_| fs::read_to_string(path.with_extension("txt")))?;
        let parse = conllu::read(&text, &fs::read_to_string(path)?);
        let page = Page { document: &document, text: &text, parse: &parse, ruler: Ruler::new(&text) };
        let rows = [page.article(), page.quotes(&quotes), page.figures(&figures)];
        for (file, rows) in files.iter_mut().zip(rows) {
            let Ok(file) = file else { return Err("the output folder cannot be written".into()) };
            for row in rows {
                writeln!(file, "{row}")?;
            }
        }
    }
    Ok(())
}

struct Page<'a> {
    document: &'a str,
    text: &'a str,
    parse: &'a Parse,
    ruler: Ruler,
}

impl Page<'_> {
    fn article(&self) -> Vec<Value> {
        vec![json!({"document": self.document, "text": self.text, "language": "fr", "analysed": true})]
    }

    fn quotes(&self, quotes: &Quotes) -> Vec<Value> {
        let mut last = None;
        let mut rows = Vec::new();
        for found in quotes.find(self.text, self.parse) {
            let name = found.speaker.and_then(|t| self.name(t, last.as_deref()));
            if found.kind != QuoteKind::Indirect && name.is_some() {
                last.clone_from(&name);
            }
            rows.push(json!({
                "quote": format!("q{}", rows.len()), "document": self.document, "span": self.ruler.points(self.text, found.span),
                "text": found.span.of(self.text), "kind": found.kind, "utterance": found.utterance.to_string(),
                "speaker": name.map(|n| json!({"name": n, "also": []})),
                "speaker_word": found.speaker.map(|t| self.parse.word(self.text, t)),
                "addressee": found.addressee.map(|t| self.parse.word(self.text, t)),
                "cue": found.cue.map(|t| self.parse.word(self.text, t)),
            }));
        }
        rows
    }

    fn figures(&self, figures: &Figures) -> Vec<Value> {
        let row = |(at, found): (usize, relata::mention::FigureMention)| {
            json!({
                "figure": format!("f{at}"), "document": self.document, "span": self.ruler.points(self.text, found.span),
                "text": found.span.of(self.text), "value": found.value, "unit": found.unit, "hedge": found.hedge,
                "of": found.of.map(|s| s.of(self.text)), "target": found.target,
                "said_by": found.said_by.map(|t| self.parse.word(self.text, t)),
            })
        };
        figures.find(self.text, self.parse).into_iter().enumerate().map(row).collect()
    }

    /// The fullest name of who a token names: a name itself, or for pronouns and descriptions the nearest person before it.
    fn name(&self, token: usize, last: Option<&str>) -> Option<String> {
        let own = self.parse.names.iter().find(|n| n.tokens.contains(&token));
        if let Some(name) = own {
            return Some(self.fullest(self.parse.span(name.tokens.clone())));
        }
        let pos = self.parse.tokens[token].pos;
        if pos == Pos::Propn {
            return Some(self.parse.word(self.text, token).to_owned());
        }
        let definite = self.parse.children(token).iter().any(|c| self.parse.tokens[*c].feats.contains("Definite=Def"));
        if pos == Pos::Noun && !definite {
            let tokens = self.parse.subtree(token);
            return Some(
                self.parse
                    .span(tokens.start.max(token.saturating_sub(2))..(token + 2).min(tokens.end))
                    .of(self.text)
                    .to_owned(),
            );
        }
        let person = |n: &&relata::parse::Name| n.kind == Ner::Per && n.tokens.start < token;
        let nearest = self.parse.names.iter().rfind(person).map(|n| self.fullest(self.parse.span(n.tokens.clone())));
        let noun = (pos == Pos::Noun).then(|| self.parse.word(self.text, token).to_owned());
        if pos == Pos::Noun { nearest.or(noun) } else { last.map(str::to_owned).or(nearest) }
    }

    fn fullest(&self, span: Span) -> String {
        let words = span.of(self.text);
        let key = words.rsplit(' ').next().unwrap_or(words);
        let all = self
            .parse
            .names
            .iter()
            .filter(|n| n.kind == Ner::Per)
            .map(|n| self.parse.span(n.tokens.clone()).of(self.text));
        all.filter(|n| n.split(' ').any(|w| w == key)).max_by_key(|n| n.len().min(40)).unwrap_or(words).to_owned()
    }
}
