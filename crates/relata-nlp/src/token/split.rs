//! Given a stretch without white space; yields its pieces: affixes cut off from both ends, what is left
//! cut at infixes, unless it is a special case.

use super::rules::Rules;
use crate::pattern::{Class, Program, Search};
use crate::string_id::string_id;
use crate::unicode;

/// Is a piece of a stretch, by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    Word { start: usize, end: usize },
    Special { start: usize, end: usize },
}

/// Keeps the memory that cutting needs from one stretch to the next.
#[derive(Default)]
pub struct Work {
    search: Search,
    classes: Vec<Class>,
    /// The byte at which each character starts, and the end.
    starts: Vec<usize>,
}

/// Cuts no more affixes off one stretch than this: a megabyte of brackets must not take hours.
const MOST_AFFIXES: usize = 1000;

/// Cuts a stretch, special cases first.
pub fn pieces(rules: &Rules, chunk: &str, work: &mut Work) -> Vec<Piece> {
    Splitter::new(rules, chunk, work, true).pieces()
}

/// Tells whether a prefix, suffix or infix is found in a text.
pub fn is_cut(rules: &Rules, text: &str, work: &mut Work) -> bool {
    let mut splitter = Splitter::new(rules, text, work, false);
    let all = splitter.all();
    let patterns = &rules.patterns;
    let found = |affix: Option<(usize, usize)>| affix.is_some_and(|(start, end)| start < end);
    found(splitter.find(&patterns.prefix, all))
        || found(splitter.find(&patterns.suffix, all))
        || splitter.find(&patterns.infix, all).is_some()
}

/// Cuts a text by white space and affixes as if there were no special cases; gives the words' numbers.
pub fn by_affixes(rules: &Rules, text: &str, work: &mut Work) -> Vec<u64> {
    let mut words = Vec::new();
    for chunk in chunks(text) {
        for piece in Splitter::new(rules, chunk, work, false).pieces() {
            let (Piece::Word { start, end } | Piece::Special { start, end }) = piece;
            words.push(string_id(&chunk[start..end]));
        }
    }
    words
}

/// Gives the stretches of a text that are all white space or without any; single spaces between two
/// others are left out.
pub fn chunks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    let mut first = true;
    std::iter::from_fn(move || {
        if !std::mem::take(&mut first) {
            rest = rest.strip_prefix(' ').unwrap_or(rest);
        }
        let in_space = unicode::is_space(rest.chars().next()?);
        let end = rest.find(|c| unicode::is_space(c) != in_space).unwrap_or(rest.len());
        let (chunk, after) = rest.split_at(end);
        rest = after;
        Some(chunk)
    })
}

/// A range of characters.
type Range = (usize, usize);

struct Splitter<'a> {
    rules: &'a Rules,
    chunk: &'a str,
    work: &'a mut Work,
    specials: bool,
    found: Vec<Piece>,
}

impl<'a> Splitter<'a> {
    fn new(rules: &'a Rules, chunk: &'a str, work: &'a mut Work, specials: bool) -> Self {
        work.classes.clear();
        work.starts.clear();
        for (at, c) in chunk.char_indices() {
            work.classes.push(rules.alphabet.class(c));
            work.starts.push(at);
        }
        work.starts.push(chunk.len());
        Self { rules, chunk, work, specials, found: Vec::new() }
    }

    fn all(&self) -> Range {
        (0, self.work.classes.len())
    }

    fn pieces(mut self) -> Vec<Piece> {
        let all = self.all();
        if self.is_special(all) {
            self.special(all);
            return self.found;
        }
        let (core, suffixes) = self.strip(all);
        if core.0 < core.1 {
            self.core(core);
        }
        suffixes.into_iter().rev().for_each(|suffix| self.word(suffix));
        self.found
    }

    /// Takes affixes off both ends until there are none, or a special case or a whole token is left.
    /// The prefixes go to the pieces.
    fn strip(&mut self, (mut start, mut end): Range) -> (Range, Vec<Range>) {
        let mut suffixes = Vec::new();
        let patterns = &self.rules.patterns;
        for _ in 0..MOST_AFFIXES {
            if start == end || self.matches(&patterns.token, (start, end)) || self.is_special((start, end)) {
                break;
            }
            let prefix = self.find(&patterns.prefix, (start, end)).map_or(0, |(from, to)| to - from);
            if prefix > 0 && start + prefix < end && self.is_special((start + prefix, end)) {
                self.word((start, start + prefix));
                start += prefix;
                break;
            }
            let suffix = self.find(&patterns.suffix, (start + prefix, end)).map_or(0, |(from, to)| to - from);
            if suffix > 0 && start < end - suffix && self.is_special((start, end - suffix)) {
                suffixes.push((end - suffix, end));
                end -= suffix;
                break;
            }
            if prefix == 0 && suffix == 0 {
                break;
            }
            if prefix > 0 {
                self.word((start, start + prefix));
                start += prefix;
            }
            if suffix > 0 {
                suffixes.push((end - suffix, end));
                end -= suffix;
            }
        }
        ((start, end), suffixes)
    }

    fn core(&mut self, core: Range) {
        let patterns = &self.rules.patterns;
        if self.is_special(core) {
            self.special(core);
        } else if self.matches(&patterns.token, core) || self.matches(&patterns.url, core) {
            self.word(core);
        } else {
            self.cut_at_infixes(core);
        }
    }

    fn cut_at_infixes(&mut self, (start, end): Range) {
        let infixes = match &self.rules.patterns.infix {
            Some(infix) => self.work.search.find_all(infix, &self.work.classes[start..end]),
            None => Vec::new(),
        };
        let mut at = start;
        for (from, to) in infixes {
            // An infix at the very start does not cut.
            if from > 0 {
                self.word((at, start + from));
                self.word((start + from, start + to));
                at = start + to;
            }
        }
        self.word((at, end));
    }

    fn find(&mut self, program: &Option<Program>, (start, end): Range) -> Option<(usize, usize)> {
        self.work.search.find(program.as_ref()?, &self.work.classes[start..end])
    }

    fn matches(&mut self, program: &Option<Program>, (start, end): Range) -> bool {
        let classes = &self.work.classes[start..end];
        program.as_ref().is_some_and(|program| self.work.search.matches(program, classes))
    }

    fn is_special(&self, range: Range) -> bool {
        let (start, end) = self.bytes(range);
        self.specials && self.rules.specials.contains_key(&self.chunk[start..end])
    }

    fn word(&mut self, range: Range) {
        let (start, end) = self.bytes(range);
        if start < end {
            self.found.push(Piece::Word { start, end });
        }
    }

    fn special(&mut self, range: Range) {
        let (start, end) = self.bytes(range);
        self.found.push(Piece::Special { start, end });
    }

    fn bytes(&self, (start, end): Range) -> (usize, usize) {
        (self.work.starts[start], self.work.starts[end])
    }
}
