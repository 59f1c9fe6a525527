//! Given a model file and text; yields the annotated text.

mod convert;
mod pieces;

use std::path::Path;
use std::sync::Arc;

use crate::doc::{Doc, Entity, SentStart, Token};
use crate::error::Error;
use crate::flat::{Flat, FlatWriter};
use crate::kernel::Kernel;
use crate::known_lemmas::KnownLemmas;
use crate::lemma::Lemmatizer;
use crate::mode::Mode;
use crate::packed;
use crate::ruler::{Ruler, Seen, Word};
use crate::tagger::Tagger;
use crate::tok2vec::{Tok2Vec, Vectors};
use crate::token::{RawToken, Tokenizer, Tokens};
use crate::transition::{self, Parser, Recogniser, Tree};
use crate::wheel::{Meta, WheelFiles};
use crate::work::{self, Work};
use convert::{Description, convert};

/// Runs a pipeline. It may be shared between threads.
pub struct Pipeline {
    meta: Meta,
    tokenizer: Tokenizer,
    vectors: Option<Vectors>,
    lemmatizer: Lemmatizer,
    known_lemmas: KnownLemmas,
    shared: Tok2Vec,
    tagger: Tagger,
    ruler: Ruler,
    parser: Parser,
    own: Tok2Vec,
    recogniser: Recogniser,
    entity_labels: Vec<Arc<str>>,
}

impl Pipeline {
    /// Converts a wheel (`.whl` or unpacked) to a model file, once.
    pub fn install(wheel: &Path, model: &Path) -> Result<(), Error> {
        let files = WheelFiles::open(wheel)?;
        let mut out = FlatWriter::default();
        convert(&files, &mut out).map_err(|e| e.in_wheel(wheel))?;
        out.write(model)
    }

    /// Maps a model file, to be run in the default mode.
    pub fn open(model: &Path) -> Result<Self, Error> {
        Self::open_in(model, Mode::default())
    }

    /// Packs a model file to be shipped, in a quarter of the room.
    ///
    /// # Errors
    /// Where the file is no model.
    pub fn pack(model: &Path) -> Result<Vec<u8>, Error> {
        let flat = Flat::open(model)?;
        let description = description(&flat)?;
        let networks = [("tok2vec", &description.shared), ("ner/tok2vec", &description.own)];
        packed::pack(&flat, networks, description.vectors).map_err(|e| e.in_model(model))
    }

    /// Reads a packed model, to be run in `mode`; messages call it `name`.
    ///
    /// # Errors
    /// Where the bytes are no packed model, or damaged.
    pub fn unpack(packed: &[u8], name: &Path, mode: Mode) -> Result<Self, Error> {
        Self::of(&packed::unpack(packed, name)?, mode, Kernel::best())
    }

    /// Maps a model file, or unpacks a packed one, to be run in `mode`.
    pub fn open_in(model: &Path, mode: Mode) -> Result<Self, Error> {
        Self::open_with(model, mode, Kernel::best())
    }

    fn open_with(model: &Path, mode: Mode, kernel: Kernel) -> Result<Self, Error> {
        if model.extension().is_some_and(|ending| ending == packed::ENDING) {
            let bytes = std::fs::read(model).map_err(|e| Error::io(model, e))?;
            return Self::of(&packed::unpack(&bytes, model)?, mode, kernel);
        }
        Self::of(&Flat::open(model)?, mode, kernel)
    }

    fn of(flat: &Flat, mode: Mode, kernel: Kernel) -> Result<Self, Error> {
        Self::load(flat, description(flat)?, mode, kernel).map_err(|e| e.in_model(flat.path()))
    }

    fn load(flat: &Flat, description: Description, mode: Mode, kernel: Kernel) -> Result<Self, Error> {
        let vectors = match description.vectors {
            0 => None,
            width => Some(Vectors::load(flat, width)?),
        };
        let recogniser = Recogniser::load(flat, &description.recogniser, kernel, mode)?;
        Ok(Self {
            tokenizer: Tokenizer::load(flat.bytes("tokenizer")?)?,
            vectors,
            lemmatizer: Lemmatizer::load(flat.bytes("lemmatizer")?)?,
            known_lemmas: KnownLemmas::default(),
            shared: Tok2Vec::load(flat, "tok2vec", &description.shared, kernel, mode)?,
            tagger: Tagger::load(flat, &description.labels, kernel)?,
            ruler: Ruler::load(description.ruler, &description.labels)?,
            parser: Parser::load(flat, &description.parser, kernel, mode)?,
            own: Tok2Vec::load(flat, "ner/tok2vec", &description.own, kernel, mode)?,
            entity_labels: recogniser.labels().iter().map(|label| label.as_str().into()).collect(),
            recogniser,
            meta: description.meta,
        })
    }

    /// Says which pipeline this is.
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// Cuts a text into tokens.
    pub fn tokenize(&self, text: &str) -> Tokens {
        self.tokenizer.tokenize(text)
    }

    /// Makes a text and its tokens of words cut elsewhere; each says whether a space follows.
    pub fn tokens_of(&self, words: &[(String, bool)]) -> (String, Tokens) {
        let (mut text, mut tokens) = (String::new(), Tokens::default());
        for (word, space_after) in words {
            let start = text.len() as u32;
            text.push_str(word);
            let (end, lex) = (text.len() as u32, tokens.lexemes.len() as u32);
            tokens.lexemes.push(self.tokenizer.lexeme(word));
            tokens.tokens.push(RawToken { start, end, space_after: *space_after, lex });
            if *space_after {
                text.push(' ');
            }
        }
        (text, tokens)
    }

    /// Cuts and annotates a text; the parser decides where sentences start.
    pub fn parse(&self, text: &str) -> Doc {
        self.annotate(text, self.tokenize(text), None)
    }

    /// Annotates tokens of `text`; `starts` says for each what is known of its place in its
    /// sentence (tokens beyond its end are free).
    ///
    /// A text of more than some 120,000 characters is annotated in pieces, each as if it were a text of its own.
    pub fn annotate(&self, text: &str, tokens: Tokens, starts: Option<&[SentStart]>) -> Doc {
        let mut imposed = starts.unwrap_or_default().to_vec();
        imposed.resize(tokens.tokens.len(), SentStart::Free);
        if tokens.tokens.len() <= pieces::LONGEST {
            return self.annotate_piece(text, &tokens, &imposed);
        }
        let mut doc = Doc::default();
        for range in pieces::cut(text, &tokens.tokens, &imposed, pieces::LONGEST) {
            let piece = pieces::piece(&tokens, range.clone());
            doc.append(self.annotate_piece(text, &piece, &imposed[range]));
        }
        doc
    }

    fn annotate_piece(&self, text: &str, tokens: &Tokens, imposed: &[SentStart]) -> Doc {
        if tokens.tokens.is_empty() {
            return Doc::default();
        }
        let lexemes = tokens.tokens.iter().map(|token| &tokens.lexemes[token.lex as usize]);
        let spaces: Vec<bool> = lexemes.map(|lexeme| lexeme.is_space).collect();
        let (labels, tree, spans) = work::lend(|work| self.networks(tokens, imposed, &spaces, work));
        let seen = labels.iter().zip(&tree.labels);
        let seen: Vec<_> = seen.map(|(&label, &dep)| Seen { label, dep: self.parser.label(dep) }).collect();
        let words = self.ruler.run(tokens, &seen);
        let lemmas = self.lemmas(text, tokens, &words, &tree.starts);
        let token = |(place, lemma)| self.token(&tokens.tokens[place], &words[place], lemma, &tree, place);
        let annotated = lemmas.into_iter().enumerate().map(token).collect();
        let entities = spans.iter().map(|span| self.entity(span)).collect();
        Doc { tokens: annotated, entities }
    }

    /// Runs the networks: yields labels, tree and entities.
    fn networks(
        &self,
        tokens: &Tokens,
        imposed: &[SentStart],
        spaces: &[bool],
        work: &mut Work,
    ) -> (Vec<u16>, Tree, Vec<transition::Span>) {
        let vectors = self.vectors.as_ref();
        let rows = self.shared.run(tokens, vectors, &mut work.rows);
        let labels = self.tagger.run(rows, self.shared.width());
        let tree = self.parser.run(rows, self.shared.width(), (imposed, spaces), &mut work.tree);
        let rows = self.own.run(tokens, vectors, &mut work.rows);
        let spans = self.recogniser.run(rows, self.own.width(), (&tree.starts, spaces), &mut work.entities);
        (labels, tree, spans)
    }

    fn lemmas(&self, text: &str, tokens: &Tokens, words: &[Word<'_>], starts: &[bool]) -> Vec<Arc<str>> {
        let mut keys = Vec::with_capacity(words.len());
        let sees_starts = self.lemmatizer.sees_starts();
        for ((token, word), start) in tokens.tokens.iter().zip(words).zip(starts) {
            keys.push((tokens.lexemes[token.lex as usize].orth, word.pos, word.morph, sees_starts && *start));
        }
        self.known_lemmas.of(&keys, |place| {
            let token = &tokens.tokens[place];
            let word = text.get(token.start as usize..token.end as usize).unwrap_or_default();
            self.lemmatizer.lemma(word, words[place].pos, words[place].morph, keys[place].3)
        })
    }

    fn token(&self, raw: &RawToken, word: &Word<'_>, lemma: Arc<str>, tree: &Tree, place: usize) -> Token {
        Token {
            start: raw.start,
            end: raw.end,
            space_after: raw.space_after,
            tag: Arc::clone(word.tag),
            pos: word.pos,
            morph: Arc::clone(word.morph),
            lemma: word.lemma.map_or(lemma, Arc::clone),
            head: tree.heads[place],
            dep: Arc::clone(word.dep.unwrap_or(self.parser.label(tree.labels[place]))),
            sent_start: tree.starts[place],
        }
    }

    fn entity(&self, span: &transition::Span) -> Entity {
        let label = Arc::clone(&self.entity_labels[usize::from(span.label)]);
        Entity { start: span.start, end: span.end, label }
    }
}

fn description(flat: &Flat) -> Result<Description, Error> {
    serde_json::from_slice(flat.bytes("pipeline")?)
        .map_err(|e| Error::model(flat.path(), format!("section `pipeline`: {e}")))
}
