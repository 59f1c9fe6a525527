//! Given the pieces of a sentence and compiled rules, yields all that the rules find there, with what they bound.

use super::bits::{join, numbers};
use super::pattern::Step;
use super::piece::{Piece, Shape};
use super::rule::{Rules, Sets};
use super::value::Value;
use super::word::Lexicon;
use crate::parse::Parse;
use std::ops::Range;

/// What other rules found stands at most so many pieces behind the first word of a rule.
const CONTEXT: usize = 12;

/// What a slot of a pattern is bound to.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Bound {
    /// The value of a word.
    Value(Value),
    /// An item of the same chart.
    Item(u32),
}

/// One match of one rule.
#[derive(Clone, Debug)]
pub struct Item {
    /// The rule's number.
    pub rule: u32,
    /// All pieces that it matched, context included.
    pub pieces: Range<usize>,
    /// The expressions in it.
    pub extents: Vec<Range<usize>>,
    /// What its slots are bound to.
    pub bound: Vec<(u8, Bound)>,
}

/// All matches in one sentence.
#[derive(Default, Debug)]
pub struct Chart {
    /// The matches.
    pub items: Vec<Item>,
    by_start: Vec<Vec<u32>>,
    /// The rules that have their rarest words in the part of the sentence that has been seen, as a set, and those that
    /// have their next rarest.
    seen: [Vec<u64>; 2],
}

/// What a sentence offers to a rule.
pub struct Sentence<'s> {
    /// Its pieces.
    pub pieces: &'s [Piece],
    /// The words and classes.
    pub lexicon: &'s Lexicon,
    /// The parse that its pieces come from.
    pub parse: &'s Parse,
}

#[derive(Default)]
struct Trail {
    bound: Vec<(u8, Bound)>,
    marks: Vec<(usize, bool)>,
}

impl Chart {
    /// Matches all rules: first those over words, then, twice, those over what was found.
    pub fn fill(&mut self, rules: &Rules, sentence: &Sentence) {
        self.items.clear();
        self.by_start.iter_mut().for_each(Vec::clear);
        self.seen.clone_from(&rules.always);
        let length = sentence.pieces.len();
        if self.by_start.len() < length + 1 {
            self.by_start.resize_with(length + 1, Vec::new);
        }
        // From the end, so that what has been seen is what a match from here on can hold.
        for at in (0..length).rev() {
            self.see(rules, &sentence.pieces[at]);
            self.try_beginning(rules, &rules.plain, sentence, at);
        }
        for _ in 0..2 {
            if self.items.is_empty() {
                return;
            }
            for at in 0..length {
                let ahead = &self.by_start[at..(at + CONTEXT).min(length)];
                if ahead.iter().any(|items| !items.is_empty()) {
                    self.try_composed(rules, sentence, at);
                }
            }
        }
    }

    /// Notes which rules a piece makes possible.
    fn see(&mut self, rules: &Rules, piece: &Piece) {
        for (seen, needed) in self.seen.iter_mut().zip(&rules.needed) {
            for id in piece.ids.into_iter().filter(|id| *id != 0) {
                join(seen, needed.words.row(id as usize));
            }
            join(seen, needed.of_shape(piece.shape));
        }
    }

    /// Tries the rules that may begin with what stands at a place.
    fn try_beginning(&mut self, rules: &Rules, sets: &Sets, sentence: &Sentence, at: usize) {
        let piece = &sentence.pieces[at];
        for id in piece.ids.into_iter().filter(|id| *id != 0) {
            self.try_rules(rules, sets.words.row(id as usize), sentence, at);
        }
        self.try_rules(rules, sets.of_shape(piece.shape), sentence, at);
    }

    fn try_composed(&mut self, rules: &Rules, sentence: &Sentence, at: usize) {
        self.try_beginning(rules, &rules.composed, sentence, at);
        let kinds = self.by_start[at].iter().fold(0, |all, i| all | rules.kind(self.items[*i as usize].rule));
        if kinds != 0 {
            self.try_rules(rules, &rules.by_kinds(kinds), sentence, at);
        }
    }

    fn try_rules(&mut self, rules: &Rules, set: &[u64], sentence: &Sentence, at: usize) {
        let mut trail = Trail::default();
        for (place, word) in set.iter().enumerate() {
            let [rarest, next] = &self.seen;
            for number in numbers(place, word & rarest[place] & next[place]) {
                let walk = Walk { chart: self, rules, sentence, steps: &rules.get(number).pattern.steps, start: at };
                trail.bound.clear();
                trail.marks.clear();
                if let Some(end) = walk.run(0, at, &mut trail) {
                    self.add(number, at..end, &trail);
                }
            }
        }
    }

    fn add(&mut self, rule: u32, pieces: Range<usize>, trail: &Trail) {
        let known = self.by_start[pieces.start]
            .iter()
            .any(|i| self.items[*i as usize].rule == rule && self.items[*i as usize].pieces == pieces);
        if known || pieces.is_empty() {
            return;
        }
        let mut extents = Vec::new();
        let mut start = None;
        for (at, opens) in trail.marks.iter().copied() {
            match (opens, start.take()) {
                (true, _) => start = Some(at),
                (false, Some(start)) if at > start => extents.push(start..at),
                _ => {}
            }
        }
        if extents.is_empty() {
            extents.push(pieces.clone());
        }
        self.by_start[pieces.start].push(self.items.len() as u32);
        self.items.push(Item { rule, pieces, extents, bound: trail.bound.clone() });
    }
}

/// The matching of one rule at one place.
struct Walk<'w> {
    chart: &'w Chart,
    rules: &'w Rules,
    sentence: &'w Sentence<'w>,
    steps: &'w [Step],
    start: usize,
}

impl Walk<'_> {
    /// The end of a match that goes on with `step` at `at`. Quotation marks within a match are passed over.
    fn run(&self, step: usize, at: usize, trail: &mut Trail) -> Option<usize> {
        let kept = (trail.bound.len(), trail.marks.len());
        let pieces = self.sentence.pieces;
        let found = match &self.steps[step] {
            Step::Done => return Some(at),
            Step::Jump(to) => return self.run(*to, at, trail),
            Step::Either(a, b) => self.run(*a, at, trail).or_else(|| {
                trail.bound.truncate(kept.0);
                trail.marks.truncate(kept.1);
                self.run(*b, at, trail)
            }),
            Step::Open | Step::Close => {
                trail.marks.push((at, self.steps[step] == Step::Open));
                self.run(step + 1, at, trail)
            }
            Step::Word(ids) => {
                let here = pieces.get(at).is_some_and(|p| ids.iter().any(|id| p.ids.contains(id)));
                if here { self.run(step + 1, at + 1, trail) } else { None }
            }
            Step::Class(class, slot) => {
                let mut hits = Vec::new();
                self.sentence.lexicon.hits(*class, pieces, at, self.sentence.parse, &mut hits);
                let bound = hits.into_iter().map(|(length, value)| (at + length, Bound::Value(value)));
                self.first_of(bound, step, *slot, trail)
            }
            Step::Item(kinds, slot) => self.first_of(self.items(*kinds, at), step, *slot, trail),
        };
        if found.is_some() {
            return found;
        }
        trail.bound.truncate(kept.0);
        trail.marks.truncate(kept.1);
        let quote = at > self.start && pieces.get(at).is_some_and(|p| p.shape == Shape::Quote);
        let takes_piece = matches!(self.steps[step], Step::Word(_) | Step::Class(..) | Step::Item(..));
        if quote && takes_piece { self.run(step, at + 1, trail) } else { None }
    }

    fn first_of(
        &self,
        bound: impl Iterator<Item = (usize, Bound)>,
        step: usize,
        slot: u8,
        trail: &mut Trail,
    ) -> Option<usize> {
        let kept = (trail.bound.len(), trail.marks.len());
        for (end, value) in bound {
            trail.bound.push((slot, value));
            if let Some(end) = self.run(step + 1, end, trail) {
                return Some(end);
            }
            trail.bound.truncate(kept.0);
            trail.marks.truncate(kept.1);
        }
        None
    }

    /// What rules of some kinds found at a place, the longest first. What has words of context is no part of others.
    fn items(&self, kinds: u64, at: usize) -> impl Iterator<Item = (usize, Bound)> + use<> {
        let here = self.chart.by_start.get(at).map_or(&[][..], Vec::as_slice);
        let mut fitting: Vec<(usize, Bound)> = Vec::new();
        for number in here {
            let item = &self.chart.items[*number as usize];
            if self.rules.kind(item.rule) & kinds != 0 && item.extents[..] == [item.pieces.clone()] {
                fitting.push((item.pieces.end, Bound::Item(*number)));
            }
        }
        fitting.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
        fitting.into_iter()
    }
}
