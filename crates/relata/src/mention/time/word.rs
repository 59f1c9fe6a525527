//! Given the word table of a pack, yields its vocabulary and its classes: which words stand for which values.

use super::number;
use super::piece::{self, Piece, Shape};
use super::value::Value;
use crate::error::Error;
use crate::pack::Table;
use crate::parse::{Parse, Pos};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The columns of `time_words.tsv`.
pub const COLUMNS: [&str; 5] = ["class", "words", "value", "pos", "source"];

/// The words that a pack's patterns know, by number; 0 is no word.
#[derive(Debug, Default)]
pub struct Vocabulary {
    exact: FxHashMap<Box<str>, u32>,
    folded: FxHashMap<Box<str>, u32>,
    /// Letters of each word, by its number less one.
    lengths: Vec<u8>,
}

impl Vocabulary {
    /// The number of a word of the pack, given out where it is new.
    pub fn intern(&mut self, word: &str) -> u32 {
        let word = lower(word);
        let next = self.exact.len() as u32 + 1;
        let id = *self.exact.entry(word.clone().into()).or_insert(next);
        if id == next {
            self.lengths.push(word.chars().count().min(255) as u8);
        }
        let bare = fold(&word);
        if bare != word {
            self.folded.entry(bare.into()).or_insert(id);
        }
        id
    }

    /// About how common a word is, by its length alone: the frequency of words falls with it in any language.
    pub fn commonness(&self, id: u32) -> f64 {
        let letters = (id as usize).checked_sub(1).and_then(|at| self.lengths.get(at)).copied().unwrap_or(1);
        f64::from(letters).powi(-3)
    }

    /// The numbers of a word of a text: as written and, where it is capitalised or long, with the accent it may lack.
    pub fn ids(&self, form: &str) -> [u32; 2] {
        let mut buffer = [0u8; SHORT];
        let (short, long);
        let word: &str = match short_lower(form, &mut buffer) {
            Some(word) => {
                short = word;
                short
            }
            None => {
                long = lower(form);
                &long
            }
        };
        let exact = self.exact.get(word).copied().unwrap_or(0);
        let capital = form.chars().next().is_some_and(char::is_uppercase);
        let folded = match (word.is_ascii(), capital) {
            (true, true) => self.folded.get(word),
            (true, false) if word.len() >= 4 => self.folded.get(word),
            (false, true) => self.folded.get(fold(word).as_str()),
            _ => None,
        };
        [exact, folded.copied().unwrap_or(0)]
    }
}

/// Words of plain letters up to this length are lowered without an allocation.
const SHORT: usize = 32;

fn short_lower<'b>(form: &str, buffer: &'b mut [u8; SHORT]) -> Option<&'b str> {
    let into = buffer.get_mut(..form.len()).filter(|_| form.is_ascii())?;
    into.copy_from_slice(form.as_bytes());
    into.make_ascii_lowercase();
    std::str::from_utf8(into).ok()
}

fn lower(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    word.chars().flat_map(char::to_lowercase).map(|c| if piece::is_apostrophe(c) { '\'' } else { c }).collect()
}

fn fold(word: &str) -> String {
    word.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// A class of words, by number.
pub type Class = u16;

/// Words that stand for one value of a class.
#[derive(Debug)]
struct Phrase {
    ids: Box<[u32]>,
    value: Value,
    pos: Box<[Pos]>,
}

/// The classes of a pack, and the vocabulary of its words and patterns.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// All words that words and patterns use.
    pub vocabulary: Vocabulary,
    names: Vec<Box<str>>,
    phrases: FxHashMap<(Class, u32), Vec<Phrase>>,
}

/// The classes that the engine computes from digits, besides the words that a pack adds to them; their numbers are
/// their places here. The last ones are looked up by the engine itself.
pub const BUILT_IN: [&str; 22] = [
    "number",
    "day",
    "year",
    "yy",
    "hour",
    "minute",
    "mm",
    "ordinal",
    "number_joiner",
    "ordinal_suffix",
    "since",
    "until",
    "before",
    "after",
    "to_come",
    "article",
    "noun_to_come",
    "digits",
    "be",
    "lone_day",
    "from",
    "perfect",
];

/// The numbers of the classes in [`BUILT_IN`].
#[allow(missing_docs)]
pub mod class {
    pub const NUMBER: u16 = 0;
    pub const DAY: u16 = 1;
    pub const YEAR: u16 = 2;
    pub const YY: u16 = 3;
    pub const HOUR: u16 = 4;
    pub const MINUTE: u16 = 5;
    pub const MM: u16 = 6;
    pub const ORDINAL: u16 = 7;
    pub const NUMBER_JOINER: u16 = 8;
    pub const ORDINAL_SUFFIX: u16 = 9;
    pub const SINCE: u16 = 10;
    pub const UNTIL: u16 = 11;
    pub const BEFORE: u16 = 12;
    pub const AFTER: u16 = 13;
    pub const TO_COME: u16 = 14;
    pub const ARTICLE: u16 = 15;
    pub const NOUN_TO_COME: u16 = 16;
    pub const DIGITS: u16 = 17;
    pub const BE: u16 = 18;
    pub const LONE_DAY: u16 = 19;
    pub const FROM: u16 = 20;
    pub const PERFECT: u16 = 21;
}

impl Lexicon {
    /// Reads the word table.
    ///
    /// # Errors
    /// A value that cannot be read, with path and line.
    pub fn read(table: &Table) -> Result<Self, Error> {
        let mut lexicon = Self { names: BUILT_IN.iter().map(|n| (*n).into()).collect(), ..Self::default() };
        for row in table.rows() {
            let class = lexicon.class_or_new(row.get("class"));
            let value = Value::read(row.get("value"))
                .ok_or_else(|| row.error(format!("the value {:?} is none that is known", row.get("value"))))?;
            let pos: Box<[Pos]> = row.list("pos").map(Pos::from).collect();
            for words in row.list("words") {
                lexicon.add(class, words, value, pos.clone());
            }
        }
        for phrases in lexicon.phrases.values_mut() {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.ids.len()));
        }
        Ok(lexicon)
    }

    fn add(&mut self, class: Class, words: &str, value: Value, pos: Box<[Pos]>) {
        let ids: Box<[u32]> = self.intern_all(words).into();
        if let Some(first) = ids.first() {
            self.phrases.entry((class, *first)).or_default().push(Phrase { ids, value, pos });
        }
    }

    /// The numbers of some words of the pack, given out where they are new.
    pub fn intern_all(&mut self, words: &str) -> Vec<u32> {
        let pieces = piece::split(words, &Vocabulary::default());
        pieces.iter().map(|p| self.vocabulary.intern(p.span.of(words))).collect()
    }

    fn class_or_new(&mut self, name: &str) -> Class {
        self.class(name).unwrap_or_else(|| {
            self.names.push(name.into());
            (self.names.len() - 1) as Class
        })
    }

    /// The class of a name.
    pub fn class(&self, name: &str) -> Option<Class> {
        self.names.iter().position(|n| &**n == name).map(|i| i as Class)
    }

    /// The words with which a phrase of a class may begin.
    pub fn first_words(&self, class: Class) -> impl Iterator<Item = u32> + '_ {
        let more = if class == class::DAY { Some(class::ORDINAL) } else { None };
        self.phrases.keys().filter(move |(c, _)| *c == class || Some(*c) == more).map(|(_, id)| *id)
    }

    /// True where a single word (a lemma) is of a class.
    pub fn has(&self, class: Class, word: &str) -> bool {
        let id = self.vocabulary.ids(word)[0];
        id != 0 && self.phrases.get(&(class, id)).is_some_and(|p| p.iter().any(|p| p.ids.len() == 1))
    }

    /// What a class matches at a place: how many pieces, and the value; the longest first. `parse` tells parts of
    /// speech.
    pub fn hits(&self, class: Class, pieces: &[Piece], at: usize, parse: &Parse, hits: &mut Vec<(usize, Value)>) {
        hits.clear();
        let Some(first) = pieces.get(at) else { return };
        if number::is_computed(class) {
            number::hits(self, class, pieces, at, parse, hits);
        }
        for id in first.ids.iter().filter(|id| **id != 0) {
            for phrase in self.phrases.get(&(class, *id)).into_iter().flatten() {
                if let Some(length) = phrase.length(pieces, at).filter(|_| phrase.suits(parse, first)) {
                    hits.push((length, phrase.value));
                }
            }
        }
        if class == class::NUMBER {
            hits.sort_by_key(|h| std::cmp::Reverse(h.0));
        }
    }

    /// The longest phrase of a class at a place, without computed classes.
    pub fn phrase(&self, class: Class, pieces: &[Piece], at: usize) -> Option<(usize, Value)> {
        let ids = pieces.get(at)?.ids;
        ids.iter()
            .filter(|id| **id != 0)
            .filter_map(|id| self.phrases.get(&(class, *id)))
            .flatten()
            .find_map(|p| Some((p.length(pieces, at)?, p.value)))
    }

    /// True where a phrase of a class ends just before a place.
    pub fn ends_before(&self, class: Class, pieces: &[Piece], at: usize) -> bool {
        (1..=5.min(at)).any(|back| self.phrase_of(class, pieces, at - back, back))
    }

    fn phrase_of(&self, class: Class, pieces: &[Piece], at: usize, length: usize) -> bool {
        pieces[at].ids.iter().filter(|id| **id != 0).any(|id| {
            self.phrases.get(&(class, *id)).into_iter().flatten().any(|p| p.length(pieces, at) == Some(length))
        })
    }
}

impl Phrase {
    fn length(&self, pieces: &[Piece], at: usize) -> Option<usize> {
        let found = pieces.get(at..at + self.ids.len())?;
        let same = self.ids.iter().zip(found).all(|(id, piece)| piece.ids.contains(id));
        same.then_some(self.ids.len())
    }

    fn suits(&self, parse: &Parse, first: &Piece) -> bool {
        if self.pos.is_empty() || !matches!(first.shape, Shape::Word | Shape::Roman(_)) {
            return true;
        }
        let pos = parse.tokens.get(first.token as usize).map_or(Pos::X, |t| t.pos);
        pos == Pos::X || self.pos.contains(&pos)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capital_may_have_lost_its_accent() {
        let mut vocabulary = Vocabulary::default();
        let (a, with) = (vocabulary.intern("a"), vocabulary.intern("à"));
        assert_eq!(vocabulary.ids("A"), [a, with]);
        assert_eq!(vocabulary.ids("a"), [a, 0]);
        let summer = vocabulary.intern("été");
        assert_eq!(vocabulary.ids("Eté"), [0, summer]);
        let august = vocabulary.intern("août");
        assert_eq!(vocabulary.ids("aout"), [0, august]);
    }
}
