//! Given a token; tells whether it is what a pattern asks for.

use crate::error::Error;
use crate::pattern::{self, Alphabet, Class, Program, Search};
use crate::string_id::string_id;
use crate::tagger::Label;
use crate::vocab::Lexeme;

use super::Seen;
use super::convert::{Attribute, Test, Wanted};

/// Is all that a pattern asks of one token.
#[derive(Debug, Default)]
pub struct Tests {
    /// For each label whether its tag and part of speech are those asked for; empty where all are.
    labels: Vec<bool>,
    /// The numbers of the words asked for, in lower case; where a word is asked for as it is written, `exact` too.
    lower: Option<Vec<u64>>,
    /// The numbers of words as they are written.
    exact: Option<Vec<u64>>,
    space: Option<bool>,
    /// What is asked less often, in the order of the pattern.
    others: Vec<Other>,
}

#[derive(Debug)]
enum Other {
    /// The relation is, or is not, among these.
    Dep { among: Vec<String>, wanted: bool },
    /// The word in lower case is not among these.
    NotLower(Vec<u64>),
    /// The word, in lower case or as it is written, matches.
    Spelt { lower: bool, alphabet: Alphabet, program: Program },
}

impl Tests {
    /// Makes the tests of one token of a pattern ready for these labels.
    pub fn new(tests: Vec<Test>, labels: &[Label]) -> Result<Self, Error> {
        let mut all = Self::default();
        for test in tests {
            all.add(test, labels)?;
        }
        Ok(all)
    }

    fn add(&mut self, test: Test, labels: &[Label]) -> Result<(), Error> {
        let numbers = |words: &[String]| words.iter().map(|word| string_id(word)).collect::<Vec<_>>();
        match (test.attribute, test.wanted) {
            (Attribute::Tag, wanted) => self.ask_labels(labels, &wanted, |label| &label.tag),
            (Attribute::Pos, wanted) => self.ask_labels(labels, &wanted, |label| &label.pos),
            (Attribute::Space, Wanted::Flag(flag)) => self.space = Some(flag),
            (Attribute::Dep, Wanted::In(among)) => self.others.push(Other::Dep { among, wanted: true }),
            (Attribute::Dep, Wanted::NotIn(among)) => self.others.push(Other::Dep { among, wanted: false }),
            (Attribute::Lower, Wanted::In(words)) => self.lower = Some(numbers(&words)),
            (Attribute::Lower, Wanted::NotIn(words)) => self.others.push(Other::NotLower(numbers(&words))),
            (Attribute::Orth, Wanted::In(words)) => {
                self.exact = Some(numbers(&words));
                let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
                self.lower.get_or_insert(numbers(&lower));
            }
            (attribute @ (Attribute::Lower | Attribute::Orth), Wanted::Regex(regex)) => {
                let (alphabet, mut programs) = pattern::compile(&[&regex])?;
                let program = programs.pop().ok_or_else(|| Error::contents("attribute_ruler: no pattern"))?;
                self.others.push(Other::Spelt { lower: attribute == Attribute::Lower, alphabet, program });
            }
            (attribute, wanted) => {
                return Err(Error::contents(format!("attribute_ruler: {attribute:?} cannot be {wanted:?}")));
            }
        }
        Ok(())
    }

    fn ask_labels(&mut self, labels: &[Label], wanted: &Wanted, part: impl Fn(&Label) -> &String) {
        self.labels.resize(labels.len(), true);
        for (may, label) in self.labels.iter_mut().zip(labels) {
            *may &= match wanted {
                Wanted::In(among) => among.contains(part(label)),
                Wanted::NotIn(among) => !among.contains(part(label)),
                _ => false,
            };
        }
    }

    /// Lists the words asked for, by their numbers in lower case; `None` where any may do.
    pub fn words(&self) -> Option<&[u64]> {
        self.lower.as_deref()
    }

    /// Tells whether a token with this label may do.
    pub fn admit(&self, label: u16) -> bool {
        self.labels.is_empty() || self.labels.get(usize::from(label)) == Some(&true)
    }

    /// Tells whether a token is what is asked for.
    pub fn hold(&self, token: &Seen<'_>, lexeme: &Lexeme) -> bool {
        self.admit(token.label)
            && self.space.is_none_or(|space| space == lexeme.is_space)
            && self.exact.as_ref().is_none_or(|words| words.contains(&lexeme.orth))
            && self.lower.as_ref().is_none_or(|words| words.contains(&lower(lexeme)))
            && self.others.iter().all(|other| other.holds(token, lexeme))
    }
}

fn lower(lexeme: &Lexeme) -> u64 {
    string_id(&lexeme.text.to_lowercase())
}

impl Other {
    fn holds(&self, token: &Seen<'_>, lexeme: &Lexeme) -> bool {
        match self {
            Self::Dep { among, wanted } => among.iter().any(|dep| dep == token.dep) == *wanted,
            Self::NotLower(words) => !words.contains(&lower(lexeme)),
            Self::Spelt { lower, alphabet, program } => {
                let text = if *lower { lexeme.text.to_lowercase() } else { lexeme.text.to_string() };
                let classes: Vec<Class> = text.chars().map(|c| alphabet.class(c)).collect();
                Search::default().find(program, &classes).is_some()
            }
        }
    }
}
