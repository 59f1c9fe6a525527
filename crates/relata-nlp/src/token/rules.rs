//! Given the tokenizer of a pipeline; yields its patterns and special cases, ready for use.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::chunk::Part;
use super::special::Phrases;
use super::split::{self, Work};
use crate::pattern::{Alphabet, Program};
use crate::vocab::{Lexeme, Vocab};

/// Is all that decides how a text is cut.
#[derive(Debug)]
pub struct Rules {
    pub alphabet: Alphabet,
    pub patterns: Patterns,
    pub vocab: Vocab,
    /// The parts into which a special case is cut, by the special case.
    pub specials: FxHashMap<Box<str>, Box<[Part]>>,
    /// The special cases that may also be found over several tokens.
    pub phrases: Phrases,
}

/// Is the patterns of a tokenizer; each may be lacking.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Patterns {
    pub prefix: Option<Program>,
    pub suffix: Option<Program>,
    pub infix: Option<Program>,
    /// What is a token as it is, though affixes may match.
    pub token: Option<Program>,
    /// What is a token as it is once its affixes are off.
    pub url: Option<Program>,
}

/// Is a special case as the pipeline gives it: parts that make up the whole, with their norms.
pub type SpecialCase = (String, Vec<(String, Option<String>)>);

impl Rules {
    /// Makes the rules. `anywhere` has special cases looked for over tokens even where no pattern cuts them.
    pub fn new(alphabet: Alphabet, patterns: Patterns, vocab: Vocab, cases: &[SpecialCase], anywhere: bool) -> Self {
        let specials = FxHashMap::default();
        let mut rules = Self { alphabet, patterns, vocab, specials, phrases: Phrases::default() };
        rules.add_phrases(cases, anywhere);
        for (whole, parts) in cases {
            let parts = parts.iter().map(|(word, norm)| rules.part(rules.special_lexeme(word, norm.as_deref())));
            let parts = parts.collect();
            rules.specials.insert(whole.as_str().into(), parts);
        }
        rules
    }

    /// Makes a part of a chunk.
    pub fn part(&self, lexeme: Lexeme) -> Part {
        let opens = self.phrases.opens(lexeme.orth);
        Part { length: lexeme.text.len() as u32, opens, lexeme: Arc::new(lexeme) }
    }

    fn special_lexeme(&self, word: &str, norm: Option<&str>) -> Lexeme {
        self.vocab.lexeme(word).with_norm(norm.unwrap_or_default())
    }

    /// Cuts special cases as if there were none, so that they can be found where they come apart.
    fn add_phrases(&mut self, cases: &[SpecialCase], anywhere: bool) {
        let mut work = Work::default();
        for (whole, _) in cases {
            if anywhere || whole.contains(' ') || split::is_cut(self, whole, &mut work) {
                let words = split::by_affixes(self, whole, &mut work);
                self.phrases.add(words);
            }
        }
    }
}
