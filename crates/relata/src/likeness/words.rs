//! Given a text, yields its words in a form that can be compared: without case, accents and endings.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Letters of a word that are compared where its ending does not matter.
const STEM: usize = 5;
/// A word of this many letters says something; shorter ones mostly hold sentences together.
const CONTENT: u8 = 4;

/// One word of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Word {
    /// Its first code point in the text.
    pub start: u32,
    /// A hash of the folded word, the same in every run.
    pub whole: u32,
    /// A hash of its first letters.
    pub stem: u32,
    /// Number of its folded characters, at most 255.
    pub letters: u8,
    /// True where it begins with a digit.
    pub number: bool,
}

impl Word {
    /// True for words that carry meaning, by their length alone: no list of any language is needed.
    pub fn content(&self) -> bool {
        self.number || self.letters >= CONTENT
    }
}

/// The words of a text: runs of letters and digits, in order.
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    add_words(text, &mut found);
    found
}

/// Adds the words of a text to a list that may serve for many texts.
pub fn add_words(text: &str, found: &mut Vec<Word>) {
    let mut open: Option<Making> = None;
    for (at, c) in text.chars().enumerate() {
        if c.is_ascii_alphanumeric() {
            open.get_or_insert_with(|| Making::new(at, c)).letter(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            open.get_or_insert_with(|| Making::new(at, c)).push(c);
        } else if !c.is_ascii() && is_combining_mark(c) && open.is_some() {
            continue;
        } else if let Some(done) = open.take() {
            found.push(done.word());
        }
    }
    found.extend(open.map(Making::word));
}

/// The words of a name, folded, in order.
pub fn name_words(name: &str) -> Vec<u32> {
    words(name).iter().filter(|w| w.letters > 1).map(|w| w.whole).collect()
}

/// A word under construction.
struct Making {
    start: u32,
    whole: u32,
    stem: u32,
    letters: usize,
    number: bool,
}

impl Making {
    fn new(at: usize, first: char) -> Self {
        Self { start: at as u32, whole: FNV_START, stem: FNV_START, letters: 0, number: first.is_numeric() }
    }

    /// Takes a letter or digit that may have accents.
    fn push(&mut self, c: char) {
        for low in c.to_lowercase() {
            decompose_canonical(low, |part| {
                if !is_combining_mark(part) {
                    self.letter(part);
                }
            });
        }
    }

    fn letter(&mut self, c: char) {
        self.letters += 1;
        self.whole = fnv(self.whole, c as u32);
        if self.number || self.letters <= STEM {
            self.stem = self.whole;
        }
    }

    fn word(self) -> Word {
        let letters = self.letters.min(255) as u8;
        Word { start: self.start, whole: self.whole, stem: self.stem, letters, number: self.number }
    }
}

const FNV_START: u32 = 0x811c_9dc5;

const FNV_PRIME: u32 = 0x0100_0193;
const FNV_PRIME_4: u32 = FNV_PRIME.wrapping_mul(FNV_PRIME).wrapping_mul(FNV_PRIME).wrapping_mul(FNV_PRIME);

/// One step of FNV-1a over the four bytes of a code point; three of them are mostly zero and only multiply.
fn fnv(hash: u32, value: u32) -> u32 {
    if value < 0x100 {
        return (hash ^ value).wrapping_mul(FNV_PRIME_4);
    }
    value.to_le_bytes().iter().fold(hash, |h, b| (h ^ u32::from(*b)).wrapping_mul(FNV_PRIME))
}

/// Spreads a number over all 64 bits (the finalizer of SplitMix64); the same in every run.
pub fn spread(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Puts numbers together into one, order mattering.
pub fn key(parts: &[u64]) -> u64 {
    parts.iter().fold(0x9e37_79b9_7f4a_7c15, |h, p| spread(h.rotate_left(23) ^ p.wrapping_add(0x632b_e59b_d9b4_e019)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let of = |t: &str| words(t).iter().map(|w| w.whole).collect::<Vec<_>>();
        of(a) == of(b)
    }

    #[test]
    fn case_accents_and_marks_do_not_count() {
        assert!(same("L’Élysée dément", "l'elysee DEMENT"));
        assert!(same("cafe\u{301} noir", "café noir"));
        assert!(!same("la paix", "la part"));
    }

    #[test]
    fn endings_do_not_count_in_stems() {
        let of = |t: &str| words(t)[0].stem;
        assert_eq!(of("rencontrer"), of("rencontrés"));
        assert_ne!(of("10000"), of("100000"));
    }

    #[test]
    fn words_know_where_they_begin() {
        let starts: Vec<u32> = words("« Été » à Kyiv").iter().map(|w| w.start).collect();
        assert_eq!(starts, [2, 8, 10]);
    }
}
