//! Given a model file and text; yields the annotated text.

use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::doc::{Doc, Entity, SentStart, Token};
use crate::error::Error;
use crate::flat::{Flat, FlatWriter};
use crate::kernel::Kernel;
use crate::known_lemmas::KnownLemmas;
use crate::lemma::Lemmatizer;
use crate::mode::Mode;
use crate::morphologizer::{Label, Morphologizer};
use crate::pos::Pos;
use crate::ruler;
use crate::thinc::ThincModel;
use crate::tok2vec::{self, Tok2Vec, Vectors};
use crate::token::{RawToken, Tokenizer, Tokens};
use crate::transition::{self, Move, Parser, Recogniser, Tree, read_moves};
use crate::wheel::{Meta, WheelFiles};
use crate::work::{self, Work};

/// Runs a pipeline. It may be shared between threads.
pub struct Pipeline {
    meta: Meta,
    tokenizer: Tokenizer,
    vectors: Option<Vectors>,
    lemmatizer: Lemmatizer,
    known_lemmas: KnownLemmas,
    shared: Tok2Vec,
    morphologizer: Morphologizer,
    parser: Parser,
    own: Tok2Vec,
    recogniser: Recogniser,
    deps: Vec<Arc<str>>,
    root: Arc<str>,
    space_dep: Arc<str>,
    no_morph: Arc<str>,
    entity_labels: Vec<Arc<str>>,
}

/// Says what the sections of the model file hold; itself the section `pipeline`.
#[derive(Serialize, Deserialize)]
struct Description {
    meta: Meta,
    vectors: usize,
    shared: tok2vec::Shape,
    labels: Vec<Label>,
    parser: Vec<Move>,
    own: tok2vec::Shape,
    recogniser: Vec<Move>,
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

    /// Maps a model file, to be run in `mode`.
    pub fn open_in(model: &Path, mode: Mode) -> Result<Self, Error> {
        Self::open_with(model, mode, Kernel::best())
    }

    fn open_with(model: &Path, mode: Mode, kernel: Kernel) -> Result<Self, Error> {
        let flat = Flat::open(model)?;
        let description: Description = serde_json::from_slice(flat.bytes("pipeline")?)
            .map_err(|e| Error::model(model, format!("section `pipeline`: {e}")))?;
        Self::load(&flat, description, mode, kernel).map_err(|e| e.in_model(model))
    }

    fn load(flat: &Flat, description: Description, mode: Mode, kernel: Kernel) -> Result<Self, Error> {
        let vectors = match description.vectors {
            0 => None,
            width => Some(Vectors::load(flat, width)?),
        };
        let recogniser = Recogniser::load(flat, &description.recogniser, kernel)?;
        Ok(Self {
            tokenizer: Tokenizer::load(flat.bytes("tokenizer")?)?,
            vectors,
            lemmatizer: Lemmatizer::load(flat.bytes("lemmatizer")?)?,
            known_lemmas: KnownLemmas::default(),
            shared: Tok2Vec::load(flat, "tok2vec", &description.shared, kernel, mode)?,
            morphologizer: Morphologizer::load(flat, &description.labels, kernel)?,
            parser: Parser::load(flat, &description.parser, kernel)?,
            own: Tok2Vec::load(flat, "ner/tok2vec", &description.own, kernel, mode)?,
            deps: description.parser.iter().map(|m| m.label.as_str().into()).collect(),
            root: "ROOT".into(),
            space_dep: "dep".into(),
            no_morph: "".into(),
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
    pub fn annotate(&self, text: &str, tokens: Tokens, starts: Option<&[SentStart]>) -> Doc {
        if tokens.tokens.is_empty() {
            return Doc::default();
        }
        let mut imposed = starts.unwrap_or_default().to_vec();
        imposed.resize(tokens.tokens.len(), SentStart::Free);
        let lexemes = tokens.tokens.iter().map(|token| &tokens.lexemes[token.lex as usize]);
        let spaces: Vec<bool> = lexemes.map(|lexeme| lexeme.is_space).collect();
        let (labels, tree, spans) = work::lend(|work| self.networks(&tokens, &imposed, &spaces, work));
        let words = labels.iter().zip(&spaces);
        let words: Vec<_> = words.map(|(&label, &space)| self.class(label, space)).collect();
        let lemmas = self.lemmas(text, &tokens, &words);
        let token = |(place, lemma)| self.token(&tokens.tokens[place], words[place], lemma, &tree, place);
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
        let labels = self.morphologizer.run(rows, self.shared.width());
        let tree = self.parser.run(rows, self.shared.width(), imposed, &mut work.tree);
        let rows = self.own.run(tokens, vectors, &mut work.rows);
        let spans = self.recogniser.run(rows, self.own.width(), (&tree.starts, spaces), &mut work.entities);
        (labels, tree, spans)
    }

    /// Gives the part of speech and the features that the morphologizer's label and the attribute
    /// ruler make together.
    fn class(&self, label: u16, is_space: bool) -> (Pos, &Arc<str>) {
        let (pos, morph) = self.morphologizer.label(label);
        match ruler::apply(pos, is_space) {
            Some(instead) => (instead, &self.no_morph),
            None => (pos, morph),
        }
    }

    fn lemmas(&self, text: &str, tokens: &Tokens, words: &[(Pos, &Arc<str>)]) -> Vec<Arc<str>> {
        let both = tokens.tokens.iter().zip(words);
        let key =
            |(token, &(pos, morph)): (&RawToken, &(Pos, _))| (tokens.lexemes[token.lex as usize].orth, pos, morph);
        let keys: Vec<_> = both.map(key).collect();
        self.known_lemmas.of(&keys, |place| {
            let token = &tokens.tokens[place];
            let word = text.get(token.start as usize..token.end as usize).unwrap_or_default();
            self.lemmatizer.lemma(word, keys[place].1, keys[place].2)
        })
    }

    fn token(
        &self,
        raw: &RawToken,
        (pos, morph): (Pos, &Arc<str>),
        lemma: Arc<str>,
        tree: &Tree,
        place: usize,
    ) -> Token {
        let head = tree.heads[place];
        let dep = match (pos, head as usize == place) {
            (Pos::Space, _) => &self.space_dep,
            (_, true) => &self.root,
            _ => &self.deps[usize::from(tree.moves[place])],
        };
        Token {
            start: raw.start,
            end: raw.end,
            space_after: raw.space_after,
            pos,
            morph: Arc::clone(morph),
            lemma,
            head,
            dep: Arc::clone(dep),
            sent_start: tree.starts[place],
        }
    }

    fn entity(&self, span: &transition::Span) -> Entity {
        let label = Arc::clone(&self.entity_labels[usize::from(span.label)]);
        Entity { start: span.start, end: span.end, label }
    }
}

fn convert(files: &WheelFiles, out: &mut FlatWriter) -> Result<(), Error> {
    out.add("tokenizer", Tokenizer::convert(files)?);
    out.add("lemmatizer", Lemmatizer::convert(files)?);
    let vectors = Vectors::convert(files, out)?;
    let mut model = ThincModel::read(&files.bytes("tok2vec/model")?)?;
    let shared = tok2vec::convert(&mut model, "tok2vec", out)?;
    let (cfg, model) = (files.bytes("morphologizer/cfg")?, files.bytes("morphologizer/model")?);
    let labels = Morphologizer::convert(&cfg, &model, out)?;
    ruler::check(&files.bytes("attribute_ruler/patterns")?)?;
    let parser = read_moves(&files.bytes("parser/moves")?)?;
    let recogniser = read_moves(&files.bytes("ner/moves")?)?;
    if !Parser::knows(&parser) || !Recogniser::knows(&recogniser) {
        return Err(Error::contents("a parser or recogniser with unknown moves"));
    }
    let mut model = ThincModel::read(&files.bytes("parser/model")?)?;
    transition::convert(&mut model, "parser", (Parser::FEATURES, parser.len()), out)?;
    let mut model = ThincModel::read(&files.bytes("ner/model")?)?;
    transition::convert(&mut model, "ner", (Recogniser::FEATURES, recogniser.len()), out)?;
    let own = tok2vec::convert(&mut model, "ner/tok2vec", out)?;
    let meta = files.meta()?;
    let description = Description { meta, vectors, shared, labels, parser, own, recogniser };
    let description = serde_json::to_vec(&description).map_err(|e| Error::contents(format!("pipeline: {e}")))?;
    out.add("pipeline", description);
    Ok(())
}
