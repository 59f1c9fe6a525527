//! Given the files of a wheel; yields the sections of its model file.

use serde::{Deserialize, Serialize};

use crate::config::{self, Config};
use crate::error::Error;
use crate::flat::FlatWriter;
use crate::lemma::Lemmatizer;
use crate::ruler;
use crate::tagger::{Label, Tagger};
use crate::thinc::ThincModel;
use crate::tok2vec::{self, Vectors};
use crate::token::Tokenizer;
use crate::transition::{self, Move, Parser, Recogniser, read_moves};
use crate::wheel::{Meta, WheelFiles};

/// Says what the sections of the model file hold; itself the section `pipeline`.
#[derive(Serialize, Deserialize)]
pub(super) struct Description {
    pub meta: Meta,
    pub vectors: usize,
    pub shared: tok2vec::Shape,
    pub labels: Vec<Label>,
    pub ruler: ruler::Section,
    pub parser: Vec<Move>,
    pub own: tok2vec::Shape,
    pub recogniser: Vec<Move>,
}

/// Writes all sections of a pipeline.
///
/// # Errors
/// Files that are missing or damaged, and what this runtime does not know, by name.
pub(super) fn convert(files: &WheelFiles, out: &mut FlatWriter) -> Result<(), Error> {
    let config = Config::of(files)?;
    config.check()?;
    for component in ["parser", "ner"] {
        config::check_cfg(component, &files.bytes(&format!("{component}/cfg"))?)?;
    }
    out.add("tokenizer", Tokenizer::convert(files)?);
    out.add("lemmatizer", Lemmatizer::convert(files, &config)?);
    let vectors = Vectors::convert(files, out)?;
    let mut model = ThincModel::read(&files.bytes("tok2vec/model")?)?;
    let shared = tok2vec::convert(&mut model, "tok2vec", vectors, out)?;
    let name = config.classifier();
    let (cfg, model) = (files.bytes(&format!("{name}/cfg"))?, files.bytes(&format!("{name}/model"))?);
    let labels = Tagger::convert(name, (&cfg, &model), shared.width, out)?;
    let ruler = ruler::convert(&files.bytes("attribute_ruler/patterns")?, &labels)?;
    let parser = read_moves(&files.bytes("parser/moves")?)?;
    let recogniser = read_moves(&files.bytes("ner/moves")?)?;
    if !Parser::knows(&parser) || !Recogniser::knows(&recogniser) {
        return Err(Error::contents("a parser or recogniser with unknown moves"));
    }
    let mut model = ThincModel::read(&files.bytes("parser/model")?)?;
    transition::convert(&mut model, "parser", (Parser::FEATURES, parser.len(), shared.width), out)?;
    let mut model = ThincModel::read(&files.bytes("ner/model")?)?;
    let own = tok2vec::convert(&mut model, "ner/tok2vec", vectors, out)?;
    transition::convert(&mut model, "ner", (Recogniser::FEATURES, recogniser.len(), own.width), out)?;
    let meta = files.meta()?;
    let description = Description { meta, vectors, shared, labels, ruler, parser, own, recogniser };
    let description = serde_json::to_vec(&description).map_err(|e| Error::contents(format!("pipeline: {e}")))?;
    out.add("pipeline", description);
    Ok(())
}
