//! Given the readings of many articles, yields what they share: words, copied texts, quotations of one utterance.
//!
//! Dating and merging both compare articles; neither of the two may import the other.

pub mod align;
pub mod copies;
pub mod corpus;
pub mod partition;
pub mod translation;
pub mod utterance;
pub mod wording;
pub mod words;

#[cfg(test)]
pub mod scene;
