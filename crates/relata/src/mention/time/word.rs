//! Given the word table of a pack, yields its vocabulary and its classes: which words stand for which values.

use super::bits::Bits;
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
    /// Words of a text, in lower case: the word that each is and the one that it is without its accents. Short ones
    /// are keys of their own bytes, so that a look-up touches one place of memory.
    short: FxHashMap<u128, [u32; 2]>,
    long: FxHashMap<Box<str>, [u32; 2]>,
    /// Letters of each word, by its number less one.
    lengths: Vec<u8>,
}

impl Vocabulary {
    /// The number of a word of the pack, given out where it is new.
    pub fn intern(&mut self, word: &str) -> u32 {
        let word = lower(word);
        let next = self.lengths.len() as u32 + 1;
        let entry = self.entry(&word);
        if entry[0] != 0 {
            return entry[0];
        }
        entry[0] = next;
        self.lengths.push(word.chars().count().min(255) as u8);
        let bare = fold(&word);
        if bare != word {
            let entry = self.entry(&bare);
            entry[1] = if entry[1] == 0 { next } else { entry[1] };
        }
        next
    }

    fn entry(&mut self, word: &str) -> &mut [u32; 2] {
        match packed(word) {
            Some(key) => self.short.entry(key).or_default(),
            None => self.long.entry(word.into()).or_default(),
        }
    }

    fn get(&self, word: &str) -> [u32; 2] {
        let found = match packed(word) {
            Some(key) => self.short.get(&key),
            None => self.long.get(word),
        };
        found.copied().unwrap_or_default()
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.lengths.len()
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
        let [exact, bare] = self.get(word);
        let capital = || form.chars().next().is_some_and(char::is_uppercase);
        let folded = match word.is_ascii() {
            true if bare != 0 && (word.len() >= 4 || capital()) => bare,
            false if capital() => self.get(&fold(word))[1],
            _ => 0,
        };
        [exact, folded]
    }
}

/// The bytes of a short word and its length as one number.
fn packed(word: &str) -> Option<u128> {
    let mut bytes = [0u8; 16];
    bytes.get_mut(..word.len()).filter(|_| word.len() < 16)?.copy_from_slice(word.as_bytes());
    bytes[15] = word.len() as u8;
    Some(u128::from_le_bytes(bytes))
}

/// Words up to this length in bytes are lowered without an allocation.
const SHORT: usize = 32;

fn short_lower<'b>(form: &str, buffer: &'b mut [u8; SHORT]) -> Option<&'b str> {
    if form.is_ascii() {
        let into = buffer.get_mut(..form.len())?;
        into.copy_from_slice(form.as_bytes());
        into.make_ascii_lowercase();
        return std::str::from_utf8(into).ok();
    }
    let mut length = 0;
    for c in lowered(form) {
        let into = buffer.get_mut(length..length + c.len_utf8())?;
        length += c.encode_utf8(into).len();
    }
    std::str::from_utf8(&buffer[..length]).ok()
}

fn lower(word: &str) -> String {
    lowered(word).collect()
}

fn lowered(word: &str) -> impl Iterator<Item = char> + '_ {
    word.chars().flat_map(char::to_lowercase).map(|c| if piece::is_apostrophe(c) { '\'' } else { c })
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
    /// The classes that have phrases beginning with each word, as bits, by its number.
    begun: Bits,
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
        lexicon.begun = Bits::new(lexicon.vocabulary.len() + 1, lexicon.names.len());
        for ((class, first), phrases) in &mut lexicon.phrases {
            phrases.sort_by_key(|p| std::cmp::Reverse(p.ids.len()));
            lexicon.begun.set(*first as usize, usize::from(*class));
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

    /// The second words of the phrases of a class, and whether some phrases are one word.
    pub fn second_words(&self, class: Class) -> (Vec<u32>, bool) {
        let own = self.phrases.iter().filter(|((c, _), _)| *c == class);
        let phrases: Vec<&Phrase> = own.flat_map(|(_, phrases)| phrases).collect();
        let second = phrases.iter().filter_map(|p| p.ids.get(1)).copied().collect();
        (second, phrases.iter().any(|p| p.ids.len() == 1))
    }

    /// True where a single word (a lemma) is of a class.
    pub fn has(&self, class: Class, word: &str) -> bool {
        let id = self.vocabulary.ids(word)[0];
        self.beginning(class, id).iter().any(|p| p.ids.len() == 1)
    }

    /// Adds what a class matches at a place to `hits`: how many pieces, and the value; the longest first. `parse` tells
    /// parts of speech.
    pub fn hits(&self, class: Class, pieces: &[Piece], at: usize, parse: &Parse, hits: &mut Vec<(usize, Value)>) {
        let held = hits.len();
        let Some(first) = pieces.get(at) else { return };
        if number::is_computed(class) {
            number::hits(self, class, pieces, at, parse, hits);
        }
        for id in first.ids {
            for phrase in self.beginning(class, id) {
                if let Some(length) = phrase.length(pieces, at).filter(|_| phrase.suits(parse, first)) {
                    hits.push((length, phrase.value));
                }
            }
        }
        if class == class::NUMBER {
            hits[held..].sort_by_key(|h| std::cmp::Reverse(h.0));
        }
    }

    /// The longest phrase of a class at a place, without computed classes.
    pub fn phrase(&self, class: Class, pieces: &[Piece], at: usize) -> Option<(usize, Value)> {
        let ids = pieces.get(at)?.ids;
        ids.into_iter().flat_map(|id| self.beginning(class, id)).find_map(|p| Some((p.length(pieces, at)?, p.value)))
    }

    /// True where a phrase of a class ends just before a place.
    pub fn ends_before(&self, class: Class, pieces: &[Piece], at: usize) -> bool {
        (1..=5.min(at)).any(|back| self.phrase_of(class, pieces, at - back, back))
    }

    fn phrase_of(&self, class: Class, pieces: &[Piece], at: usize, length: usize) -> bool {
        let mut ids = pieces[at].ids.into_iter();
        ids.any(|id| self.beginning(class, id).iter().any(|p| p.length(pieces, at) == Some(length)))
    }

    /// The phrases of a class that begin with a word.
    fn beginning(&self, class: Class, id: u32) -> &[Phrase] {
        if !self.begun.has(id as usize, usize::from(class)) {
            return &[];
        }
        self.phrases.get(&(class, id)).map_or(&[], Vec::as_slice)
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
