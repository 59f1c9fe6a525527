//! Given the wheel of a spaCy v3 convolutional pipeline and text; yields tokens, parts of speech,
//! lemmas, trees and entities, as spaCy itself would.

pub mod doc;
pub mod error;
pub mod flat;
pub mod lemma;
pub mod pipeline;
pub mod pos;
pub mod token;
pub mod vocab;
pub mod wheel;

mod charset;
mod kernel;
mod known_lemmas;
mod layer;
mod morphologizer;
mod murmur;
mod pattern;
mod ruler;
mod string_id;
mod thinc;
mod tok2vec;
mod transition;
mod unicode;

pub use doc::{Doc, Entity, SentStart, Token};
pub use error::Error;
pub use pipeline::Pipeline;
