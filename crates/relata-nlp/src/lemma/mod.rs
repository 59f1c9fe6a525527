//! Given a word with its part of speech and morphology; yields its lemma, as the pipeline's own
//! lemmatizer would.

mod convert;
mod features;
mod rule;
mod table;

use crate::config::Config;
use crate::error::Error;
use crate::pos::Pos;
use crate::wheel::WheelFiles;
use features::Endings;
use table::{Keys, Map, Words};

/// Finds lemmas by tables and suffix rules.
#[derive(Debug)]
pub struct Lemmatizer {
    scheme: Scheme,
    /// Lemmas; where a word has several, they stand in one string, a line each.
    words: Words,
    lookup: Map,
    /// By part of speech.
    tables: [Table; Pos::ALL.len()],
    /// What the scheme by features needs beside.
    endings: Endings,
}

/// Is in which order the tables are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    /// The look-up table alone.
    Lookup,
    /// Index, exceptions, rules, look-up table; the first that answers counts.
    IndexFirst,
    /// Exceptions before rules; base forms stay as they are.
    RulesFirstUnlessBase,
    /// Exceptions, then the endings that the features select.
    ByFeatures,
}

/// Is what is known of one part of speech.
#[derive(Debug, Default)]
struct Table {
    /// The lemmas.
    index: Keys,
    exceptions: Map,
    /// Endings and what replaces them.
    rules: Vec<(String, String)>,
}

impl Lemmatizer {
    /// Reads the lemmatizer of a pipeline; yields a section for [`Lemmatizer::load`].
    ///
    /// # Errors
    /// Where the pipeline has none, or one of a mode that this runtime does not know.
    pub(crate) fn convert(files: &WheelFiles, config: &Config) -> Result<Vec<u8>, Error> {
        convert::convert(files, config)
    }

    /// Loads the section that `convert` made.
    pub fn load(section: &[u8]) -> Result<Self, Error> {
        convert::load(section)
    }

    /// Tells whether a lemma may depend on whether the word starts a sentence.
    pub fn sees_starts(&self) -> bool {
        self.scheme == Scheme::ByFeatures
    }

    /// Gives the lemma of a word; `morph` is its features as CoNLL-U writes them, `starts` says whether it starts
    /// a sentence.
    pub fn lemma(&self, text: &str, pos: Pos, morph: &str, starts: bool) -> String {
        match self.scheme {
            Scheme::Lookup => self.looked_up(text),
            Scheme::IndexFirst => self.index_first(text, pos),
            Scheme::RulesFirstUnlessBase => self.rules_first(text, pos, morph),
            Scheme::ByFeatures => self.by_features(text, pos, morph, starts),
        }
    }
}

impl Scheme {
    const ALL: [(Self, &str); 4] = [
        (Self::Lookup, "lookup"),
        (Self::IndexFirst, "index_first"),
        (Self::RulesFirstUnlessBase, "rules_first_unless_base"),
        (Self::ByFeatures, "by_features"),
    ];
}

#[cfg(test)]
mod tests;
