//! Given all sets of characters of some patterns; yields the classes of characters that the patterns
//! cannot tell apart, and the sets as sets of classes.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::charset::CharSet;
use crate::error::Error;

/// Is the number of a class of characters.
pub type Class = u16;

/// Gives each character its class.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Alphabet {
    /// Where each run of one class starts; ascending from 0.
    starts: Vec<u32>,
    classes: Vec<Class>,
    /// The classes of the first characters, to spare the search in `starts`.
    first: Vec<Class>,
    /// How many classes there are.
    size: usize,
    /// The class of the line break, before which a pattern may end.
    line_break: Class,
}

/// Is a set of classes, a bit each.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassSet(Vec<u64>);

impl ClassSet {
    /// Tells whether a class is inside.
    pub fn contains(&self, class: Class) -> bool {
        let class = usize::from(class);
        self.0.get(class / 64).is_some_and(|word| word >> (class % 64) & 1 == 1)
    }

    /// Tells whether two sets share no class.
    pub fn is_disjoint(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & b == 0)
    }

    /// Puts all classes of another set in.
    pub fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), 0);
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    fn insert(&mut self, class: usize) {
        self.0.resize(self.0.len().max(class / 64 + 1), 0);
        self.0[class / 64] |= 1 << (class % 64);
    }
}

/// Characters below this have their class in a table: Latin, Greek.
const TABLE: u32 = 0x400;

impl Alphabet {
    /// Finds the classes; gives the sets, in order, as sets of classes.
    pub fn of_sets(sets: &[CharSet]) -> Result<(Self, Vec<ClassSet>), Error> {
        let events = boundaries(sets);
        let mut inside: Vec<u64> = vec![0; sets.len() / 64 + 1];
        let mut known: HashMap<Vec<u64>, Class> = HashMap::new();
        let (mut starts, mut classes) = (Vec::new(), Vec::new());
        let mut at = 0;
        while at < events.len() {
            let start = events[at].0;
            while at < events.len() && events[at].0 == start {
                if let Some(set) = events[at].1 {
                    inside[set / 64] ^= 1 << (set % 64);
                }
                at += 1;
            }
            let next = Class::try_from(known.len()).map_err(|_| Error::contents("too many classes of characters"))?;
            let class = *known.entry(inside.clone()).or_insert(next);
            if classes.last() != Some(&class) {
                starts.push(start);
                classes.push(class);
            }
        }
        let mut by_class = vec![ClassSet::default(); sets.len()];
        for (members, class) in &known {
            for (set, classes) in by_class.iter_mut().enumerate() {
                if members[set / 64] >> (set % 64) & 1 == 1 {
                    classes.insert(usize::from(*class));
                }
            }
        }
        Ok((Self::of_runs(starts, classes, known.len()), by_class))
    }

    fn of_runs(starts: Vec<u32>, classes: Vec<Class>, size: usize) -> Self {
        let mut alphabet = Self { starts, classes, first: Vec::new(), size, line_break: 0 };
        alphabet.first = (0..TABLE).map(|point| alphabet.sought(point)).collect();
        alphabet.line_break = alphabet.sought('\n'.into());
        alphabet
    }

    /// Gives the class of a character.
    pub fn class(&self, c: char) -> Class {
        let point = u32::from(c);
        match self.first.get(point as usize) {
            Some(&class) => class,
            None => self.sought(point),
        }
    }

    /// Gives the count of classes.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Gives the class that only the line break has.
    pub fn line_break(&self) -> Class {
        self.line_break
    }

    fn sought(&self, point: u32) -> Class {
        let after = self.starts.partition_point(|&start| start <= point);
        self.classes.get(after.wrapping_sub(1)).copied().unwrap_or(0)
    }
}

/// Lists the points at which a set begins or ends, and the line break, which is always a class of its own.
fn boundaries(sets: &[CharSet]) -> Vec<(u32, Option<usize>)> {
    let line_break = [CharSet::single('\n')];
    let own = line_break.iter().map(|set| (sets.len(), set));
    let mut events = vec![(0, None)];
    for (number, set) in sets.iter().enumerate().chain(own) {
        for &(start, end) in set.ranges() {
            events.push((start, Some(number)));
            events.push((end + 1, Some(number)));
        }
    }
    events.sort_unstable();
    events
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_no_set_tells_apart_share_a_class() {
        let sets = [CharSet::of_ranges(vec![(97, 122)]), CharSet::single('e'), CharSet::single('中').negated()];
        let (alphabet, classes) = Alphabet::of_sets(&sets).unwrap();
        let class = |c| alphabet.class(c);
        assert_eq!(alphabet.size(), 5);
        assert!(class('a') == class('z') && class('A') == class('😀') && class('\n') != class('A'));
        assert_eq!(class('\n'), alphabet.line_break());
        for (set, classes) in sets.iter().zip(&classes) {
            for c in "aez\nA中国é\u{10ffff}".chars() {
                assert_eq!(set.contains(c.into()), classes.contains(class(c)), "{c}");
            }
        }
    }

    #[test]
    fn sets_of_classes() {
        let set = |classes: &[usize]| {
            let mut set = ClassSet::default();
            classes.iter().for_each(|&class| set.insert(class));
            set
        };
        let mut some = set(&[1, 70]);
        assert!(some.is_disjoint(&set(&[2])) && !some.is_disjoint(&set(&[70, 3])));
        some.add(&set(&[200]));
        assert_eq!(some, set(&[1, 70, 200]));
        assert!(some.contains(200) && !some.contains(201));
    }
}
