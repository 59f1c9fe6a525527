//! Given a text and a language's model and packs, yields its parse: the model's analysis under our own boundaries.

use super::scheme::Raw;
use super::sentence::Boundaries;
use super::{Dep, Morph, Name, Ner, Parse, Pos, Token, paragraphs_of};
use crate::error::Error;
use crate::pack::Data;
use crate::span::Span;
use std::ops::Range;
use std::sync::Arc;

/// A language's parser: model, sentence boundaries, tables of lemmas and verbs.
pub struct Parser {
    model: relata_nlp::Pipeline,
    boundaries: Boundaries,
    lemmas: super::lemma::Lemmas,
    verbs: super::verb::Verbs,
    weekdays: super::weekday::Weekdays,
    scheme: super::scheme::Scheme,
}

impl Parser {
    /// Joins a model with the tables of its language.
    ///
    /// # Errors
    /// A pack file that is missing or wrong.
    pub fn new(model: relata_nlp::Pipeline, data: &Data, language: &str) -> Result<Self, Error> {
        let boundaries = Boundaries::load(data, language)?;
        let weekdays = super::weekday::Weekdays::load(data, language)?;
        let (lemmas, verbs) = (super::lemma::Lemmas::load(data, language)?, super::verb::Verbs::load(data, language)?);
        let scheme = super::scheme::Scheme::load(data, language)?;
        Ok(Self { model, boundaries, lemmas, verbs, weekdays, scheme })
    }

    /// Analyses the stretch `body` of a text; all spans count in the whole text.
    pub fn parse(&self, text: &str, body: Span) -> Parse {
        let words = body.of(text);
        let tokens = self.model.tokenize(words);
        let spans: Vec<Span> = tokens.tokens.iter().map(|t| Span { start: t.start, end: t.end }).collect();
        let starts = self.boundaries.starts(words, &spans);
        let marks: Vec<relata_nlp::SentStart> = starts
            .iter()
            .map(|s| if *s { relata_nlp::SentStart::Start } else { relata_nlp::SentStart::Inside })
            .collect();
        let doc = self.model.annotate(words, tokens, Some(&marks));
        self.convert(text, body.start, &doc)
    }

    /// Analyses given tokens: each sentence a list of words and whether a blank follows. Yields the text made of
    /// them and its parse.
    pub fn parse_tokens(&self, sentences: &[Vec<(String, bool)>]) -> (String, Parse) {
        let words: Vec<(String, bool)> = sentences.iter().flatten().cloned().collect();
        let (text, tokens) = self.model.tokens_of(&words);
        let mut marks = Vec::with_capacity(words.len());
        for sentence in sentences {
            marks.extend(
                (0..sentence.len())
                    .map(|i| if i == 0 { relata_nlp::SentStart::Start } else { relata_nlp::SentStart::Inside }),
            );
        }
        let doc = self.model.annotate(&text, tokens, Some(&marks));
        let parse = self.convert(&text, 0, &doc);
        (text, parse)
    }

    fn convert(&self, text: &str, offset: u32, doc: &relata_nlp::Doc) -> Parse {
        let labelled = self.labelled(text, offset, doc);
        let mut tokens: Vec<Token> = Vec::with_capacity(doc.tokens.len());
        let mut sentences: Vec<Range<usize>> = Vec::new();
        for (at, (token, label)) in doc.tokens.iter().zip(labelled).enumerate() {
            match sentences.last_mut() {
                Some(last) if !token.sent_start => last.end = at + 1,
                _ => sentences.push(at..at + 1),
            }
            let span = Span { start: token.start + offset, end: token.end + offset };
            let pos = label.pos;
            let told = Morph::read(&label.feats);
            let morph = if pos == Pos::Verb { self.verbs.mend(span.of(text), told) } else { told };
            let known = || self.verbs.lemma(span.of(text), pos, &morph, &token.lemma);
            let lemma = self.lemmas.of(span.of(text), pos).or_else(known).unwrap_or_else(|| Arc::clone(&token.lemma));
            tokens.push(Token {
                span,
                lemma,
                pos,
                feats: label.feats,
                morph,
                head: label.head,
                dep: Dep::from(&*label.dep),
                sentence: sentences.len() - 1,
            });
        }
        self.mend_participles(text, &mut tokens);
        super::coordination::mend(&mut tokens);
        self.weekdays.mend(text, &mut tokens);
        let paragraphs = paragraphs_of(text, &tokens, &sentences);
        let names: Vec<Name> = doc
            .entities
            .iter()
            .filter_map(|e| Some((e, self.scheme.name(&e.label)?)))
            .map(|(e, kind)| Name { tokens: e.start as usize..e.end as usize, kind: Ner::from(kind) })
            .collect();
        super::rubric::cut(text, &mut tokens, &sentences, &names);
        Parse::new(tokens, sentences, paragraphs, names)
    }

    /// The tokens under the labels that the engine reads.
    fn labelled(&self, text: &str, offset: u32, doc: &relata_nlp::Doc) -> Vec<Raw> {
        let mut raw: Vec<Raw> = Vec::with_capacity(doc.tokens.len());
        for token in &doc.tokens {
            let span = Span { start: token.start + offset, end: token.end + offset };
            raw.push(Raw {
                word: span.of(text).to_lowercase(),
                tag: Arc::clone(&token.tag),
                pos: Pos::from(token.pos.as_str()),
                feats: Arc::clone(&token.morph),
                dep: Arc::clone(&token.dep),
                head: token.head as usize,
            });
        }
        self.scheme.translate(&mut raw);
        raw
    }

    /// A participle after an auxiliary is a verb, whatever the model takes it for: "Berne a gelé les avoirs".
    fn mend_participles(&self, text: &str, tokens: &mut [Token]) {
        let auxiliary = |t: &Token| matches!(t.dep, Dep::Aux | Dep::AuxTense | Dep::AuxPass);
        let heads: Vec<usize> = tokens.iter().filter(|t| auxiliary(t)).map(|t| t.head).collect();
        for head in heads {
            let token = &mut tokens[head];
            if !matches!(token.pos, Pos::Noun | Pos::Adj | Pos::Pron | Pos::Adv | Pos::Propn) {
                continue;
            }
            if let Some((lemma, morph)) = self.verbs.participle(token.span.of(text)) {
                (token.lemma, token.morph, token.pos) = (lemma, morph, Pos::Verb);
            }
        }
    }
}
