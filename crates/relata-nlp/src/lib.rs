//! Given the wheel of a spaCy v3 convolutional pipeline and text; yields tokens, parts of speech,
//! lemmas, trees and entities, as spaCy itself would.

mod charset;
pub mod error;
pub mod flat;
pub mod lemma;
mod pattern;
pub mod pos;
mod string_id;
pub mod token;
mod unicode;
pub mod vocab;
pub mod wheel;
