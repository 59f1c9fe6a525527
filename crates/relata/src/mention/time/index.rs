//! Given compiled rules and the words of a pack, yields sets of rules by what a piece is: what a match may begin with,
//! what may follow that, and what a match holds somewhere.

use super::bits::{Bits, join, numbers};
use super::number;
use super::pattern::{Pattern, Step};
use super::piece::{Piece, Shape};
use super::rule::Rule;
use super::word::{Class, Lexicon, class};

/// Sets of rules by what a piece is.
#[derive(Debug, Default)]
pub struct Sets {
    /// By the number of a word.
    pub words: Bits,
    /// For digits by each class that they may be of; in row [`ROMAN`] for Roman numerals.
    shapes: Bits,
}

/// The row of Roman numerals, behind those of the classes that are computed from digits.
const ROMAN: usize = class::LONE_DAY as usize + 1;

impl Sets {
    fn new(words: usize, rules: usize) -> Self {
        Self { words: Bits::new(words + 1, rules), shapes: Bits::new(ROMAN + 1, rules) }
    }

    /// Adds the rules for the words of a piece and for its shape.
    pub fn join_piece(&self, into: &mut [u64], piece: &Piece) {
        piece.ids.into_iter().filter(|id| *id != 0).for_each(|id| join(into, self.words.row(id as usize)));
        self.join_shape(into, piece.shape);
    }

    /// Adds the rules for a shape.
    pub fn join_shape(&self, into: &mut [u64], shape: Shape) {
        match shape {
            Shape::Digits(value, length) => {
                let classes = number::CLASSES.into_iter().filter(|of| number::may_be(*of, value, length));
                classes.for_each(|of| join(into, self.shapes.row(of.into())));
            }
            Shape::Roman(_) => join(into, self.shapes.row(ROMAN)),
            _ => {}
        }
    }
}

/// All sets.
#[derive(Debug, Default)]
pub struct Index {
    /// Rules over words, by what they may begin with.
    pub plain: Sets,
    /// Rules over what other rules found, by the same.
    pub composed: Sets,
    /// The same by the kind of the item that they may begin with.
    by_kind: Bits,
    /// Rules by what may stand behind the first piece of a match.
    pub next: Sets,
    /// Rules that anything may follow there.
    pub open: Vec<u64>,
    /// Rules by what every match of the rule holds: by the rarest, and by the next rarest.
    pub needed: [Sets; 2],
    /// Rules for which nothing of the kind is known.
    pub always: [Vec<u64>; 2],
}

impl Index {
    /// Puts each rule under all that it may begin with, go on with and hold.
    pub fn new(rules: &[Rule], lexicon: &Lexicon) -> Self {
        let sets = || Sets::new(lexicon.vocabulary.len(), rules.len());
        let mut index = Self {
            plain: sets(),
            composed: sets(),
            by_kind: Bits::new(64, rules.len()),
            next: sets(),
            needed: [sets(), sets()],
            ..Self::default()
        };
        let mut any = Bits::new(3, rules.len());
        for (number, rule) in rules.iter().enumerate() {
            index.begin(&rule.pattern, number, lexicon);
            match follow(&rule.pattern, lexicon) {
                Some(seeds) => seeds.put(&mut index.next, number),
                None => any.set(2, number),
            }
            let mut needs: Vec<Seeds> = rule.pattern.needs.iter().filter_map(|set| Seeds::of(set, lexicon)).collect();
            needs.sort_by(|a, b| a.weight(lexicon).total_cmp(&b.weight(lexicon)));
            for (place, needed) in index.needed.iter_mut().enumerate() {
                match needs.get(place) {
                    Some(seeds) => seeds.put(needed, number),
                    None => any.set(place, number),
                }
            }
        }
        index.always = [any.row(0).to_vec(), any.row(1).to_vec()];
        index.open = any.row(2).to_vec();
        index
    }

    fn begin(&mut self, pattern: &Pattern, number: usize, lexicon: &Lexicon) {
        let sets = if pattern.has_items() { &mut self.composed } else { &mut self.plain };
        for step in pattern.steps_from(0).into_iter().map(|at| &pattern.steps[at]) {
            if let Step::Item(kinds, _) = step {
                numbers(0, *kinds).for_each(|kind| self.by_kind.set(kind as usize, number));
            }
            if let Some(seeds) = Seeds::of(std::slice::from_ref(step), lexicon) {
                seeds.put(sets, number);
            }
        }
    }

    /// Adds the rules that may begin with an item of one of some kinds.
    pub fn join_kinds(&self, into: &mut [u64], kinds: u64) {
        numbers(0, kinds).for_each(|kind| join(into, self.by_kind.row(kind as usize)));
    }
}

/// What may stand behind the first piece of a match; `None` where that may be anything, or nothing.
fn follow(pattern: &Pattern, lexicon: &Lexicon) -> Option<Seeds> {
    let mut all = Seeds::default();
    for first in pattern.steps_from(0) {
        let single = match &pattern.steps[first] {
            Step::Word(_) => true,
            Step::Class(of, _) => {
                let (second, single) = lexicon.second_words(*of);
                all.words.extend(second);
                number::follow(*of)?.iter().for_each(|more| all.words.extend(lexicon.first_words(*more)));
                single || number::is_computed(*of)
            }
            _ => return None,
        };
        for next in pattern.steps_from(first + 1).into_iter().filter(|_| single) {
            all.add(Seeds::of(std::slice::from_ref(&pattern.steps[next]), lexicon)?);
        }
    }
    Some(all)
}

/// The words and shapes with which a set of steps may begin.
#[derive(Default)]
struct Seeds {
    words: Vec<u32>,
    digits: Vec<Class>,
    roman: bool,
}

impl Seeds {
    /// `None` where a step of the set is what other rules find, or the end.
    fn of(set: &[Step], lexicon: &Lexicon) -> Option<Self> {
        let mut seeds = Self::default();
        for step in set {
            match step {
                Step::Word(ids) => seeds.words.extend_from_slice(ids),
                Step::Class(of, _) => {
                    seeds.words.extend(lexicon.first_words(*of));
                    seeds.digits.extend(number::is_computed(*of).then_some(*of));
                    seeds.roman |= *of == class::ORDINAL;
                }
                _ => return None,
            }
        }
        seeds.words.sort_unstable();
        seeds.words.dedup();
        Some(seeds)
    }

    fn add(&mut self, other: Self) {
        self.words.extend(other.words);
        self.digits.extend(other.digits);
        self.roman |= other.roman;
    }

    /// Notes a rule under each of them.
    fn put(&self, sets: &mut Sets, rule: usize) {
        self.words.iter().for_each(|id| sets.words.set(*id as usize, rule));
        self.digits.iter().for_each(|of| sets.shapes.set(usize::from(*of), rule));
        if self.roman {
            sets.shapes.set(ROMAN, rule);
        }
    }

    /// About how often a text has one of them: short words are common.
    fn weight(&self, lexicon: &Lexicon) -> f64 {
        let words: f64 = self.words.iter().map(|id| lexicon.vocabulary.commonness(*id)).sum();
        words + if self.digits.is_empty() { 0.0 } else { 0.3 }
    }
}
