//! Given a text, yields its words in a form that can be compared: without case, accents and endings.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Letters of a word that are compared where its ending does not matter.
const STEM: u32 = 5;
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
    let mut making = Making::default();
    for (at, c) in text.chars().enumerate() {
        if let Some(low) = LOWERCASE.get(c as usize) {
            if *low != 0 {
                making.open(at, c);
                making.letter(u32::from(*low));
                continue;
            }
        } else if c.is_alphanumeric() {
            making.open(at, c);
            making.push(c);
            continue;
        } else if is_combining_mark(c) {
            continue;
        }
        found.extend(making.word());
    }
    found.extend(making.word());
}

/// The words of a name, folded, in order.
pub fn name_words(name: &str) -> Vec<u32> {
    words(name).iter().filter(|w| w.letters > 1).map(|w| w.whole).collect()
}

/// The ASCII letters and digits in lower case; 0 for other characters.
const LOWERCASE: [u8; 128] = {
    let mut table = [0; 128];
    let mut c = 0;
    while c < 128 {
        if (c as u8).is_ascii_alphanumeric() {
            table[c] = (c as u8).to_ascii_lowercase();
        }
        c += 1;
    }
    table
};

/// A word under construction.
#[derive(Default)]
struct Making {
    begun: bool,
    start: u32,
    whole: u32,
    stem: u32,
    letters: u32,
    number: bool,
}

impl Making {
    /// Begins a word where there is none.
    fn open(&mut self, at: usize, first: char) {
        if !self.begun {
            let number = first.is_numeric();
            *self = Self { begun: true, start: at as u32, whole: FNV_START, stem: FNV_START, letters: 0, number };
        }
    }

    /// Takes a letter or digit that may have accents.
    fn push(&mut self, c: char) {
        for low in c.to_lowercase() {
            decompose_canonical(low, |part| {
                if !is_combining_mark(part) {
                    self.letter(part.into());
                }
            });
        }
    }

    fn letter(&mut self, letter: u32) {
        self.letters += 1;
        self.whole = fnv(self.whole, letter);
        if self.number || self.letters <= STEM {
            self.stem = self.whole;
        }
    }

    /// The word that ends here, if one was begun.
    fn word(&mut self) -> Option<Word> {
        let Self { begun, start, whole, stem, letters, number } = *self;
        self.begun = false;
        begun.then_some(Word { start, whole, stem, letters: letters.min(255) as u8, number })
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
