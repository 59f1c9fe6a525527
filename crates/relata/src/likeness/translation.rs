//! Given the words of quotations in two languages, yields how far one says what the other says.
//!
//! Nothing is translated: words of one sense, by a small table of the news' commonest words, and names and numbers,
//! which both languages write, must be the same.

use super::words::{Word, words};
use crate::error::Error;
use crate::pack::Data;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// Two utterances must have so many senses, names and numbers in common …
const FEWEST: usize = 3;
/// … and this part of what either has of them …
const SHARED: f32 = 0.6;
/// … and neither may have so many times the words of the other.
const LONGER: f32 = 2.2;

const FILE: &str = "packs/shared/translations.tsv";
const COLUMNS: [&str; 4] = ["sense", "language", "words", "source"];

/// Which words of several languages have one sense.
#[derive(Debug, Default)]
pub struct Translations {
    /// By language: the senses of a stem.
    senses: FxHashMap<String, FxHashMap<u32, Vec<u16>>>,
}

static BUILTIN: LazyLock<Translations> =
    LazyLock::new(|| Translations::read(&Data::builtin()).unwrap_or_else(|_| Translations::default()));

/// What one utterance says that can be found again in another language.
#[derive(Debug, Default)]
pub struct Gist {
    /// For each word that has any: its senses, or itself where it is a number.
    parts: Vec<Vec<u64>>,
    numbers: Vec<u32>,
    words: usize,
}

impl Translations {
    /// The table that the program carries.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads `packs/shared/translations.tsv`.
    ///
    /// # Errors
    /// A missing or wrong table: its path, line and cause.
    pub fn read(data: &Data) -> Result<Self, Error> {
        let (mut found, mut numbers) = (Self::default(), FxHashMap::<String, u16>::default());
        for row in data.table(FILE, &COLUMNS)?.rows() {
            let next = numbers.len() as u16;
            let sense = *numbers.entry(row.get("sense").to_owned()).or_insert(next);
            let language = found.senses.entry(row.get("language").to_owned()).or_default();
            for word in row.list("words").flat_map(words) {
                let senses = language.entry(word.stem).or_default();
                if !senses.contains(&sense) {
                    senses.push(sense);
                }
            }
        }
        Ok(found)
    }

    /// True where utterances of these two languages can be compared.
    pub fn compare(&self, a: &str, b: &str) -> bool {
        a != b && self.senses.contains_key(a) && self.senses.contains_key(b)
    }

    /// What an utterance says; `names` are the entities named in it.
    pub fn gist(&self, language: &str, words: &[Word], names: &[u64]) -> Gist {
        let Some(senses) = self.senses.get(language) else { return Gist::default() };
        let mut gist = Gist { words: words.len(), ..Gist::default() };
        for word in words {
            if word.number {
                gist.numbers.push(word.whole);
            } else if let Some(found) = senses.get(&word.stem) {
                gist.parts.push(found.iter().map(|s| u64::from(*s)).collect());
            }
        }
        gist.parts.extend(names.iter().map(|n| vec![*n]));
        gist.numbers.sort_unstable();
        gist
    }
}

impl Gist {
    /// True where the other utterance says the same: the numbers agree, and most of what is known of either.
    pub fn is(&self, other: &Gist) -> bool {
        let long = self.words.max(other.words) as f32;
        let short = self.words.min(other.words) as f32;
        if self.numbers != other.numbers || long > LONGER * short {
            return false;
        }
        let numbers = self.numbers.len();
        let enough = |shared: usize, all: usize| {
            shared + numbers >= FEWEST && (shared + numbers) as f32 >= SHARED * (all + numbers) as f32
        };
        enough(self.found_in(other), self.parts.len()) && enough(other.found_in(self), other.parts.len())
    }

    fn found_in(&self, other: &Gist) -> usize {
        let there: FxHashSet<u64> = other.parts.iter().flatten().copied().collect();
        self.parts.iter().filter(|senses| senses.iter().any(|s| there.contains(s))).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: (&str, &str), b: (&str, &str), one: bool) {
        let table = Translations::builtin();
        assert!(table.compare(a.0, b.0));
        let (x, y) = (table.gist(a.0, &words(a.1), &[]), table.gist(b.0, &words(b.1), &[]));
        assert_eq!(x.is(&y), one, "{a:?} {b:?}\n{x:?} {y:?}");
    }

    #[test]
    fn a_translation_says_the_same() {
        let whole = ("fr", "Nous ne céderons pas une tonne de maquereau avant la fin de l’hiver");
        check(whole, ("en", "We will not give up a tonne of mackerel before the end of winter"), true);
        check(("fr", "C’est un bon jour pour nos pêcheurs"), ("en", "It is a good day for our fishermen"), true);
        check(whole, ("en", "The strike will go on until the government accepts our demands"), false);
    }

    #[test]
    fn other_numbers_are_another_utterance() {
        let (fr, en) =
            ("Il faut 40 navires et 300 soldats à la frontière", "We need 40 ships and 500 soldiers at the border");
        check(("fr", fr), ("en", en), false);
        check(("fr", fr), ("en", &en.replace("500", "300")), true);
    }

    #[test]
    fn every_sense_has_words_in_two_languages() {
        let table = Translations::builtin();
        let mut languages: FxHashMap<u16, usize> = FxHashMap::default();
        for senses in table.senses.values() {
            let all: FxHashSet<u16> = senses.values().flatten().copied().collect();
            all.into_iter().for_each(|s| *languages.entry(s).or_default() += 1);
        }
        assert!(languages.len() > 250 && languages.values().all(|n| *n > 1));
    }
}
