//! Given the tables of a pack, yields its rules, compiled and indexed by the words with which they begin.

use super::bits::{Bits, join, numbers};
use super::meaning::{Meaning, Op};
use super::number;
use super::pattern::{Pattern, Reader, Step};
use super::piece::Shape;
use super::word::{Lexicon, class};
use crate::error::Error;
use crate::pack::{Row, Table};

/// The columns of `time.tsv`.
pub const COLUMNS: [&str; 9] = ["rule", "kind", "pattern", "meaning", "example", "anchor", "value", "not", "source"];

/// One row of the table.
#[derive(Debug)]
pub struct Rule {
    /// Its name.
    pub name: Box<str>,
    /// The bit of its kind.
    pub kind: u64,
    /// False where it only serves other rules.
    pub shown: bool,
    /// What it matches.
    pub pattern: Pattern,
    /// What is meant, one for each expression.
    pub meanings: Vec<Meaning>,
}

/// Sets of rules by what a piece is.
#[derive(Debug, Default)]
pub struct Sets {
    /// By the number of a word.
    pub words: Bits,
    /// For digits in row 0, for Roman numerals in row 1.
    shapes: Bits,
}

impl Sets {
    /// The rules for the shape of a piece.
    pub fn of_shape(&self, shape: Shape) -> &[u64] {
        match shape {
            Shape::Digits(..) => self.shapes.row(0),
            Shape::Roman(_) => self.shapes.row(1),
            _ => &[],
        }
    }
}

/// All rules of a pack.
#[derive(Debug, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    /// Rules over words, by what they may begin with.
    pub plain: Sets,
    /// Rules over what other rules found, by the same.
    pub composed: Sets,
    /// The same by the kind of the item that they may begin with.
    by_kind: Bits,
    /// Rules by what every match of the rule holds: by the rarest, and by the next rarest.
    pub needed: [Sets; 2],
    /// Rules for which nothing of the kind is known.
    pub always: [Vec<u64>; 2],
}

impl Rules {
    /// Compiles the rules over the words of a pack, to which the words of the patterns are added.
    ///
    /// # Errors
    /// A row that cannot be read, with path and line.
    pub fn read(table: &Table, lexicon: &mut Lexicon) -> Result<Self, Error> {
        let kinds = kinds(table)?;
        let mut rules = Self::default();
        for row in table.rows() {
            let rule = read_rule(row, &kinds, lexicon).map_err(|cause| row.error(cause))?;
            if rules.rules.iter().any(|r| r.name == rule.name) {
                return Err(row.error(format!("the rule {:?} stands twice", rule.name)));
            }
            rules.rules.push(rule);
        }
        rules.index(lexicon);
        Ok(rules)
    }

    fn index(&mut self, lexicon: &Lexicon) {
        let (words, rules) = (lexicon.vocabulary.len() + 1, self.rules.len());
        let sets = || Sets { words: Bits::new(words, rules), shapes: Bits::new(2, rules) };
        (self.plain, self.composed, self.needed) = (sets(), sets(), [sets(), sets()]);
        self.by_kind = Bits::new(64, rules);
        let mut always = Bits::new(2, rules);
        for (number, rule) in self.rules.iter().enumerate() {
            let sets = if rule.pattern.has_items() { &mut self.composed } else { &mut self.plain };
            for step in rule.pattern.first_steps() {
                if let Step::Item(kinds, _) = step {
                    numbers(0, *kinds).for_each(|kind| self.by_kind.set(kind as usize, number));
                }
                if let Some(seeds) = Seeds::of(std::slice::from_ref(step), lexicon) {
                    seeds.put(sets, number);
                }
            }
            let mut needs: Vec<Seeds> = rule.pattern.needs.iter().filter_map(|set| Seeds::of(set, lexicon)).collect();
            needs.sort_by(|a, b| a.weight(lexicon).total_cmp(&b.weight(lexicon)));
            for (place, needed) in self.needed.iter_mut().enumerate() {
                match needs.get(place) {
                    Some(seeds) => seeds.put(needed, number),
                    None => always.set(place, number),
                }
            }
        }
        self.always = [always.row(0).to_vec(), always.row(1).to_vec()];
    }

    /// Rules that may begin with an item of one of some kinds, as a set.
    pub fn by_kinds(&self, kinds: u64) -> Vec<u64> {
        let mut all = vec![0; self.always[0].len()];
        numbers(0, kinds).for_each(|kind| join(&mut all, self.by_kind.row(kind as usize)));
        all
    }

    /// A rule by its number.
    pub fn get(&self, number: u32) -> &Rule {
        &self.rules[number as usize]
    }

    /// The bit of a rule's kind.
    pub fn kind(&self, number: u32) -> u64 {
        self.rules[number as usize].kind
    }
}

/// The words and shapes with which a set of steps may begin.
struct Seeds {
    words: Vec<u32>,
    digits: bool,
    roman: bool,
}

impl Seeds {
    /// `None` where a step of the set is what other rules find.
    fn of(set: &[Step], lexicon: &Lexicon) -> Option<Self> {
        let mut seeds = Self { words: Vec::new(), digits: false, roman: false };
        for step in set {
            match step {
                Step::Word(ids) => seeds.words.extend_from_slice(ids),
                Step::Class(of, _) => {
                    seeds.words.extend(lexicon.first_words(*of));
                    seeds.digits |= number::is_computed(*of);
                    seeds.roman |= *of == class::ORDINAL;
                }
                _ => return None,
            }
        }
        seeds.words.sort_unstable();
        seeds.words.dedup();
        Some(seeds)
    }

    /// Notes a rule under each of them.
    fn put(&self, sets: &mut Sets, rule: usize) {
        self.words.iter().for_each(|id| sets.words.set(*id as usize, rule));
        if self.digits {
            sets.shapes.set(0, rule);
        }
        if self.roman {
            sets.shapes.set(1, rule);
        }
    }

    /// About how often a text has one of them: short words are common.
    fn weight(&self, lexicon: &Lexicon) -> f64 {
        let words: f64 = self.words.iter().map(|id| lexicon.vocabulary.commonness(*id)).sum();
        words + if self.digits { 0.3 } else { 0.0 }
    }
}

fn kinds(table: &Table) -> Result<Vec<Box<str>>, Error> {
    let mut kinds: Vec<Box<str>> = Vec::new();
    for row in table.rows() {
        let kind = row.get("kind").trim_start_matches('.');
        if !kinds.iter().any(|k| &**k == kind) {
            kinds.push(kind.into());
        }
        if kinds.len() > 64 {
            return Err(row.error("there are more than 64 kinds of rules"));
        }
    }
    Ok(kinds)
}

fn read_rule(row: Row, kinds: &[Box<str>], lexicon: &mut Lexicon) -> Result<Rule, String> {
    let kind = row.get("kind");
    let bit = kinds.iter().position(|k| &**k == kind.trim_start_matches('.')).unwrap_or(0);
    let pattern = Reader { lexicon, kinds }.read(row.get("pattern"))?;
    if pattern.first_steps().iter().any(|s| **s == Step::Done) {
        return Err("the pattern matches nothing at all".into());
    }
    let meanings = Meaning::read_all(row.get("meaning"), &pattern.slots)?;
    let spoken = meanings.iter().filter(|m| m.op != Op::Range).count();
    let extents = pattern.steps.iter().filter(|s| **s == Step::Open).count().max(1);
    if spoken != extents {
        return Err(format!("{spoken} meanings for {extents} expressions"));
    }
    Ok(Rule { name: row.get("rule").into(), kind: 1 << bit, shown: !kind.starts_with('.'), pattern, meanings })
}
