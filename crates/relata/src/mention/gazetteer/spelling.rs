//! Given names and whose they are, yields those from which a written name differs by one letter.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Names by what is left of them without one letter: two names one edit apart leave the same of themselves
/// (Garbe, "SymSpell", 2012).
#[derive(Debug, Clone, Default)]
pub struct Spellings(FxHashMap<u64, Vec<u32>>);

impl Spellings {
    /// Gathers folded names; each number comes back for the names near to its own.
    pub fn new(names: impl Iterator<Item = (String, u32)>) -> Self {
        let mut found = Self::default();
        for (name, whose) in names {
            for rest in rests(&name) {
                let row = found.0.entry(rest).or_default();
                if row.last() != Some(&whose) {
                    row.push(whose);
                }
            }
        }
        found
    }

    /// Whose names may be near to a folded name, sorted; a few are not.
    pub fn find(&self, written: &str) -> Vec<u32> {
        let mut found: Vec<u32> = rests(written).iter().filter_map(|r| self.0.get(r)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The hashes of a name and of what is left of it without each of its letters.
fn rests(name: &str) -> Vec<u64> {
    let letters: Vec<char> = name.chars().collect();
    let hash = |without: Option<usize>| {
        let mut hasher = FxHasher::default();
        letters.iter().enumerate().filter(|(at, _)| Some(*at) != without).for_each(|(_, c)| c.hash(&mut hasher));
        hasher.finish()
    };
    std::iter::once(None).chain((0..letters.len()).map(Some)).map(hash).collect()
}

/// True where two folded names differ by at most one letter added, dropped or replaced, or by two that changed places.
pub fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let after = |letters: &[char], skipped: usize| letters.get(same + skipped..).unwrap_or(&[]).to_vec();
    let alike = short.len() == long.len();
    let swapped = alike && same + 1 < short.len() && short[same] == long[same + 1] && short[same + 1] == long[same];
    after(short, usize::from(alike)) == after(long, 1) || (swapped && after(short, 2) == after(long, 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_may_differ() {
        assert!(near("iouri ouchakov", "louri ouchakov"));
        assert!(near("vladimire poutine", "vladimir poutine"));
        assert!(near("poutine", "poutine"));
        assert!(near("angela merkle", "angela merkel"));
        assert!(!near("marine le pen", "marion le pen"));
        assert!(!near("", "ab"));
    }

    #[test]
    fn a_name_is_found_by_its_misspellings() {
        let names = ["jacinda ardern", "nana akufo-addo", "luis arce"];
        let spellings = Spellings::new(names.iter().enumerate().map(|(i, n)| ((*n).to_owned(), i as u32)));
        for (written, expected) in [("jacinda arden", 0), ("nana akufu-addo", 1), ("luiz arce", 2), ("lius arce", 2)] {
            assert!(spellings.find(written).contains(&expected), "{written}");
        }
        assert!(spellings.find("luiza arces").is_empty());
    }
}
