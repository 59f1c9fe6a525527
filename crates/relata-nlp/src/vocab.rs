//! Given a word; yields its lexeme: the attributes that spaCy computes from the word alone.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::string_id::string_id;
use crate::unicode;
use crate::wheel::WheelFiles;

/// Is what spaCy knows of a word without its sentence; numbers are those of its string store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexeme {
    /// The number of the word.
    pub orth: u64,
    /// The number of the norm: the exception's own, or the table's, or the lower case.
    pub norm: u64,
    /// The number of the first character.
    pub prefix: u64,
    /// The number of the last three characters.
    pub suffix: u64,
    /// The number of the shape, "Xxxx" or "dd/dd".
    pub shape: u64,
    /// Whether the word is white space.
    pub is_space: bool,
    /// The word.
    pub text: Box<str>,
    /// The norm.
    pub norm_text: Box<str>,
}

impl Lexeme {
    /// Gives the lexeme with another norm, as a special case of the tokenizer may ask for.
    pub fn with_norm(self, norm: &str) -> Self {
        if norm.is_empty() {
            return self;
        }
        Self { norm: string_id(norm), norm_text: norm.into(), ..self }
    }
}

/// Knows the norms that are not the lower case, and makes lexemes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Vocab {
    /// The pipeline's own norms (table `lexeme_norm`), by the word's number.
    norms: FxHashMap<u64, String>,
}

#[derive(Deserialize)]
struct Lookups {
    #[serde(default)]
    lexeme_norm: FxHashMap<u64, String>,
}

impl Vocab {
    /// Reads the pipeline's table of norms, where it has one.
    pub fn convert(files: &WheelFiles) -> Result<Self, Error> {
        let path = "vocab/lookups.bin";
        let bytes = files.bytes(path)?;
        let lookups: Lookups = rmp_serde::from_slice(&bytes).map_err(|e| Error::contents(format!("{path}: {e}")))?;
        Ok(Self { norms: lookups.lexeme_norm })
    }

    /// Makes the lexeme of a word.
    pub fn lexeme(&self, word: &str) -> Lexeme {
        let orth = string_id(word);
        let norm_text = self.norm(word, orth);
        let first = word.chars().next().map_or(0, char::len_utf8);
        let last = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
        Lexeme {
            orth,
            norm: string_id(&norm_text),
            prefix: string_id(&word[..first]),
            suffix: string_id(&word[last..]),
            shape: string_id(&shape(word)),
            is_space: !word.is_empty() && word.chars().all(unicode::is_space),
            text: word.into(),
            norm_text,
        }
    }

    fn norm(&self, word: &str, orth: u64) -> Box<str> {
        if let Some(&norm) = BASE_NORMS.get(word) {
            return norm.into();
        }
        match self.norms.get(&orth) {
            Some(norm) => norm.as_str().into(),
            None => word.to_lowercase().into(),
        }
    }
}

/// Norms in all languages: quotation marks, dashes, currencies.
static BASE_NORMS: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
    let rows = include_str!("../data/norms.tsv").lines().skip(1);
    let pair = |row: &'static str| {
        let mut cells = row.split('\t');
        Some((cells.next()?, cells.next()?))
    };
    rows.filter_map(pair).collect()
});

/// From this length on, in characters, a shape is but "LONG".
const LONG: usize = 100;

/// Gives a word's shape: capitals as X, other letters as x, digits as d, and no more than four of a kind
/// in a row.
pub fn shape(word: &str) -> String {
    if word.len() >= LONG && word.chars().nth(LONG - 1).is_some() {
        return "LONG".into();
    }
    let mut shape = String::with_capacity(word.len());
    let (mut last, mut run) = (None, 0);
    for c in word.chars() {
        let kind = match c {
            _ if unicode::is_alpha(c) => {
                if unicode::is_upper(c) {
                    'X'
                } else {
                    'x'
                }
            }
            _ if unicode::is_digit(c) => 'd',
            _ => c,
        };
        run = if last == Some(kind) { run + 1 } else { 0 };
        last = Some(kind);
        if run < 4 {
            shape.push(kind);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexeme(word: &str) -> Lexeme {
        Vocab::default().lexeme(word)
    }

    #[test]
    fn shapes() {
        let check = |word: &str, expected: &str| assert_eq!(shape(word), expected, "{word}");
        check("Élysée", "Xxxxx");
        check("ONU", "XXX");
        check("2023-10", "dddd-dd");
        check("l’", "x’");
        check("......", "....");
        check("m²", "xd");
        check("ⅷ½", "ⅷ½");
        check("中文", "xx");
        check(&"é".repeat(99), "xxxx");
        check(&"é".repeat(100), "LONG");
        check("", "");
    }

    #[test]
    fn norms() {
        let check = |word: &str, expected: &str| assert_eq!(&*lexeme(word).norm_text, expected, "{word}");
        check("Élysée", "élysée");
        check("’", "'");
        check("«", "\"");
        check("€", "$");
        check("—", "-");
        check("ΟΔΟΣ", "οδος");
        check("İ", "i\u{307}");
        check("…", "...");
    }

    #[test]
    fn ends() {
        let check = |word: &str, first: &str, last: &str| {
            let lexeme = lexeme(word);
            assert_eq!((lexeme.prefix, lexeme.suffix), (string_id(first), string_id(last)), "{word}");
        };
        check("négociateurs", "n", "urs");
        check("été", "é", "été");
        check("à", "à", "à");
        check("Xi", "X", "Xi");
    }

    #[test]
    fn spaces() {
        assert!(lexeme("\n \u{a0}").is_space && lexeme("\u{1c}").is_space);
        assert!(!lexeme("").is_space && !lexeme(" a").is_space && !lexeme("\u{200b}").is_space);
    }

    #[test]
    fn a_special_norm_replaces() {
        let lexeme = lexeme("'m").with_norm("am");
        assert_eq!((lexeme.norm, &*lexeme.norm_text), (string_id("am"), "am"));
        assert_eq!(lexeme.clone().with_norm(""), lexeme);
    }

    #[test]
    fn tables_of_the_pipeline_come_after_those_of_all_languages() {
        let norms = [("Cuz", "because"), ("€", "euro")];
        let norms = norms.into_iter().map(|(word, norm)| (string_id(word), norm.to_owned()));
        let vocab = Vocab { norms: norms.collect() };
        assert_eq!(&*vocab.lexeme("Cuz").norm_text, "because");
        assert_eq!(&*vocab.lexeme("€").norm_text, "$");
    }
}
