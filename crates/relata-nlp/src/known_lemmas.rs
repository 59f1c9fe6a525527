//! Given words with their parts of speech; yields their lemmas, kept for the next time.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use crate::pos::Pos;

/// Is all that a lemma depends on: the word's number, its part of speech, its features' text, and whether it starts
/// a sentence (false where no lemma depends on it).
pub type Key<'a> = (u64, Pos, &'a Arc<str>, bool);

type OwnKey = (u64, Pos, Arc<str>, bool);

/// Keeps lemmas found before. Forgetting them all when they are too many changes nothing but time.
#[derive(Default)]
pub struct KnownLemmas {
    lemmas: RwLock<FxHashMap<OwnKey, Arc<str>>>,
}

/// About 10 MB.
const MOST_KNOWN: usize = 65_536;

impl KnownLemmas {
    /// Gives the lemma of each key; `find` is asked, with the key's place, for those not known.
    pub fn of(&self, keys: &[Key<'_>], find: impl Fn(usize) -> String) -> Vec<Arc<str>> {
        let mut fresh = Vec::new();
        let lemmas = {
            let known = self.lemmas.read().unwrap_or_else(PoisonError::into_inner);
            let lemma = |(place, &(orth, pos, morph, starts)): (usize, &Key<'_>)| {
                let key = (orth, pos, Arc::clone(morph), starts);
                known.get(&key).cloned().unwrap_or_else(|| {
                    let lemma: Arc<str> = find(place).into();
                    fresh.push((key, Arc::clone(&lemma)));
                    lemma
                })
            };
            keys.iter().enumerate().map(lemma).collect()
        };
        if !fresh.is_empty() {
            let mut known = self.lemmas.write().unwrap_or_else(PoisonError::into_inner);
            if known.len() + fresh.len() > MOST_KNOWN {
                known.clear();
            }
            known.extend(fresh);
        }
        lemmas
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_lemma_is_found_once() {
        let (known, asked) = (KnownLemmas::default(), Cell::new(0));
        let (plain, plural): (Arc<str>, Arc<str>) = ("".into(), "Number=Plur".into());
        let find = |place: usize| {
            asked.set(asked.get() + 1);
            format!("lemma {place}")
        };
        let first = known.of(&[(1, Pos::Noun, &plain, false), (1, Pos::Verb, &plain, false)], find);
        assert_eq!(first.iter().map(|l| &**l).collect::<Vec<_>>(), ["lemma 0", "lemma 1"]);
        let keys = [(1, Pos::Verb, &plain, false), (1, Pos::Noun, &plural, false), (1, Pos::Noun, &plain, false)];
        let second = known.of(&keys, find);
        assert_eq!(second.iter().map(|l| &**l).collect::<Vec<_>>(), ["lemma 1", "lemma 1", "lemma 0"]);
        assert_eq!(asked.get(), 3);
    }
}
