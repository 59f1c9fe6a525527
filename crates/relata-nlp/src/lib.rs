//! Given the wheel of a spaCy v3 convolutional pipeline and text; yields tokens, parts of speech,
//! lemmas, trees and entities, as spaCy itself would.

pub mod error;
pub mod flat;
pub mod pos;
pub mod wheel;
mod charset;
mod pattern;
mod string_id;
mod unicode;
