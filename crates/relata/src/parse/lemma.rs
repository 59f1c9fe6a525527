//! Given words and parts of speech whose lemma the model gets wrong, yields it.

use super::Pos;
use crate::error::Error;
use crate::pack::Data;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The lemmas of single words, from `packs/*/lemmas.tsv`.
#[derive(Debug, Clone, Default)]
pub struct Lemmas {
    words: FxHashMap<(Box<str>, Pos), Arc<str>>,
}

impl Lemmas {
    /// Reads the lemmas of a language.
    ///
    /// # Errors
    /// A missing or wrong table.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let columns = ["word", "pos", "lemma", "source", "checked"];
        let table = data.table(&format!("packs/{language}/lemmas.tsv"), &columns)?;
        let mut words = FxHashMap::default();
        for row in table.rows() {
            let pos = Pos::from(row.get("pos"));
            if pos.as_str() != row.get("pos") {
                return Err(row.error(format!("{} is no universal part of speech", row.get("pos"))));
            }
            words.insert((row.get("word").into(), pos), row.get("lemma").into());
        }
        Ok(Self { words })
    }

    /// The lemma of a word, or `None` where the table has none.
    pub fn of(&self, word: &str, pos: Pos) -> Option<Arc<str>> {
        self.words.get(&(word.to_lowercase().into_boxed_str(), pos)).map(Arc::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_known_by_its_part_of_speech() {
        let lemmas = Lemmas::load(&Data::builtin(), "fr").unwrap();
        assert_eq!(lemmas.of("Entre", Pos::Adp).as_deref(), Some("entre"));
        assert_eq!(lemmas.of("entre", Pos::Verb), None);
    }
}
