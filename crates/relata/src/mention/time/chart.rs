//! Given the pieces of a sentence and compiled rules, yields all that the rules find there, with what they bound.

use super::bits::numbers;
use super::index::Sets;
use super::pattern::Step;
use super::piece::{Piece, Shape};
use super::rule::Rules;
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
    /// The next item that begins at the same place, or [`NONE`].
    next: u32,
}

/// No item.
const NONE: u32 = u32::MAX;

/// All matches in one sentence. One chart serves many sentences, so that memory is asked for once.
#[derive(Default, Debug)]
pub struct Chart {
    /// The matches.
    pub items: Vec<Item>,
    /// The first and the last item that begin at each place.
    by_start: Vec<[u32; 2]>,
    /// The rules that have their rarest words in the part of the sentence that has been seen, as a set, and those that
    /// have their next rarest.
    seen: [Vec<u64>; 2],
    /// The rules that a place allows, by all that is known of what stands there and behind it.
    allowed: Vec<u64>,
    /// Rules to try.
    chosen: Vec<u64>,
    trail: Trail,
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

/// What a match has bound so far, and the ways that it may still try.
#[derive(Default, Debug)]
struct Trail {
    bound: Vec<(u8, Bound)>,
    marks: Vec<(usize, bool)>,
    ways: Vec<(usize, Bound)>,
    hits: Vec<(usize, Value)>,
}

impl Trail {
    fn length(&self) -> (usize, usize) {
        (self.bound.len(), self.marks.len())
    }

    fn back_to(&mut self, length: (usize, usize)) {
        self.bound.truncate(length.0);
        self.marks.truncate(length.1);
    }
}

impl Chart {
    /// Matches all rules: first those over words, then, twice, those over what was found.
    pub fn fill(&mut self, rules: &Rules, sentence: &Sentence) {
        let length = sentence.pieces.len();
        self.items.clear();
        self.by_start.clear();
        self.by_start.resize(length, [NONE; 2]);
        self.seen.clone_from(&rules.index.always);
        // From the end, so that what has been seen is what a match from here on can hold.
        for at in (0..length).rev() {
            let piece = &sentence.pieces[at];
            if piece.ids != [0, 0] || matches!(piece.shape, Shape::Digits(..) | Shape::Roman(_)) {
                let index = &rules.index;
                self.seen.iter_mut().zip(&index.needed).for_each(|(seen, needed)| needed.join_piece(seen, piece));
                self.allow(rules, sentence, at);
                self.try_beginning(rules, &index.plain, sentence, at);
            }
        }
        for _ in 0..2 {
            if self.items.is_empty() {
                return;
            }
            for at in 0..length {
                let ahead = &self.by_start[at..(at + CONTEXT).min(length)];
                if ahead.iter().any(|[first, _]| *first != NONE) {
                    self.try_composed(rules, sentence, at);
                }
            }
        }
    }

    /// Notes which rules a place allows. What follows a quotation mark is not looked at.
    fn allow(&mut self, rules: &Rules, sentence: &Sentence, at: usize) {
        self.allowed.clone_from(&rules.index.open);
        match sentence.pieces.get(at + 1) {
            Some(piece) if piece.shape == Shape::Quote => self.allowed.fill(u64::MAX),
            Some(piece) => rules.index.next.join_piece(&mut self.allowed, piece),
            None => {}
        }
        for seen in &self.seen {
            self.allowed.iter_mut().zip(seen).for_each(|(allowed, seen)| *allowed &= seen);
        }
    }

    /// Tries the rules that may begin with what stands at a place.
    fn try_beginning(&mut self, rules: &Rules, sets: &Sets, sentence: &Sentence, at: usize) {
        let piece = &sentence.pieces[at];
        for id in piece.ids.into_iter().filter(|id| *id != 0) {
            self.try_rules(rules, sets.words.row(id as usize), sentence, at);
        }
        if matches!(piece.shape, Shape::Digits(..) | Shape::Roman(_)) {
            self.try_chosen(rules, sentence, at, |chosen| sets.join_shape(chosen, piece.shape));
        }
    }

    fn try_composed(&mut self, rules: &Rules, sentence: &Sentence, at: usize) {
        self.allow(rules, sentence, at);
        self.try_beginning(rules, &rules.index.composed, sentence, at);
        let kinds = self.beginning(at).fold(0, |all, (_, item)| all | rules.kind(item.rule));
        if kinds != 0 {
            self.try_chosen(rules, sentence, at, |chosen| rules.index.join_kinds(chosen, kinds));
        }
    }

    fn try_chosen(&mut self, rules: &Rules, sentence: &Sentence, at: usize, choose: impl Fn(&mut [u64])) {
        let mut chosen = std::mem::take(&mut self.chosen);
        chosen.clear();
        chosen.resize(self.allowed.len(), 0);
        choose(&mut chosen);
        self.try_rules(rules, &chosen, sentence, at);
        self.chosen = chosen;
    }

    fn try_rules(&mut self, rules: &Rules, set: &[u64], sentence: &Sentence, at: usize) {
        for (place, word) in set.iter().enumerate() {
            for number in numbers(place, word & self.allowed[place]) {
                let mut trail = std::mem::take(&mut self.trail);
                trail.back_to((0, 0));
                let walk = Walk { chart: self, rules, sentence, steps: &rules.get(number).pattern.steps, start: at };
                if let Some(end) = walk.run(0, at, &mut trail) {
                    self.add(number, at..end, &trail);
                }
                self.trail = trail;
            }
        }
    }

    fn add(&mut self, rule: u32, pieces: Range<usize>, trail: &Trail) {
        let known = self.beginning(pieces.start).any(|(_, i)| i.rule == rule && i.pieces == pieces);
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
        let number = self.items.len() as u32;
        let [first, last] = &mut self.by_start[pieces.start];
        match self.items.get_mut(*last as usize) {
            Some(before) => before.next = number,
            None => *first = number,
        }
        *last = number;
        self.items.push(Item { rule, pieces, extents, bound: trail.bound.clone(), next: NONE });
    }

    /// The items that begin at a place, with their numbers, in the order in which they were found.
    fn beginning(&self, at: usize) -> impl Iterator<Item = (u32, &Item)> {
        let mut number = self.by_start.get(at).map_or(NONE, |[first, _]| *first);
        std::iter::from_fn(move || {
            let (here, item) = (number, self.items.get(number as usize)?);
            number = item.next;
            Some((here, item))
        })
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
        let kept = trail.length();
        let pieces = self.sentence.pieces;
        let ways = trail.ways.len();
        let found = match &self.steps[step] {
            Step::Done => return Some(at),
            Step::Jump(to) => return self.run(*to, at, trail),
            Step::Either(a, b) => self.run(*a, at, trail).or_else(|| {
                trail.back_to(kept);
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
                self.sentence.lexicon.hits(*class, pieces, at, self.sentence.parse, &mut trail.hits);
                trail.ways.extend(trail.hits.drain(..).map(|(length, value)| (at + length, Bound::Value(value))));
                self.first_of(ways, step, *slot, trail)
            }
            Step::Item(kinds, slot) => {
                self.items(*kinds, at, &mut trail.ways);
                self.first_of(ways, step, *slot, trail)
            }
        };
        trail.ways.truncate(ways);
        if found.is_some() {
            return found;
        }
        trail.back_to(kept);
        let quote = at > self.start && pieces.get(at).is_some_and(|p| p.shape == Shape::Quote);
        let takes_piece = matches!(self.steps[step], Step::Word(_) | Step::Class(..) | Step::Item(..));
        if quote && takes_piece { self.run(step, at + 1, trail) } else { None }
    }

    /// The end of a match by the first of the ways from a number on that leads to one.
    fn first_of(&self, from: usize, step: usize, slot: u8, trail: &mut Trail) -> Option<usize> {
        let kept = trail.length();
        let until = trail.ways.len();
        for way in from..until {
            let (end, value) = trail.ways[way];
            trail.bound.push((slot, value));
            if let Some(end) = self.run(step + 1, end, trail) {
                return Some(end);
            }
            trail.back_to(kept);
        }
        None
    }

    /// Adds what rules of some kinds found at a place, the longest first. What has words of context is no part of
    /// others.
    fn items(&self, kinds: u64, at: usize, ways: &mut Vec<(usize, Bound)>) {
        let held = ways.len();
        for (number, item) in self.chart.beginning(at) {
            if self.rules.kind(item.rule) & kinds != 0 && item.extents[..] == [item.pieces.clone()] {
                ways.push((item.pieces.end, Bound::Item(number)));
            }
        }
        ways[held..].sort_by_key(|(end, _)| std::cmp::Reverse(*end));
    }
}
