//! Given the tables of a pack, yields its rules, compiled and indexed by the words with which they begin.

use super::meaning::{Meaning, Op};
use super::number;
use super::pattern::{Pattern, Reader, Step};
use super::piece::{Piece, Shape};
use super::word::{Lexicon, class};
use crate::error::Error;
use crate::pack::{Row, Table};
use rustc_hash::FxHashMap;

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

#[derive(Debug, Default)]
struct Index {
    words: FxHashMap<u32, Vec<u32>>,
    digits: Vec<u32>,
    roman: Vec<u32>,
    items: Vec<(u64, u32)>,
}

/// All rules of a pack.
#[derive(Debug, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    plain: Index,
    composed: Index,
    needed: Needed,
}

/// Which rules a sentence may hold, by one word that every match of the rule holds.
#[derive(Debug, Default)]
pub struct Needed {
    words: FxHashMap<u32, Vec<u32>>,
    digits: Vec<u32>,
    roman: Vec<u32>,
    always: Vec<u32>,
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
        for (number, rule) in self.rules.iter().enumerate() {
            let index = if rule.pattern.has_items() { &mut self.composed } else { &mut self.plain };
            for step in rule.pattern.first_steps() {
                index.add(step, number as u32, lexicon);
            }
        }
        self.plain.sort();
        self.composed.sort();
        for number in 0..self.rules.len() {
            self.need(number, lexicon);
        }
    }

    /// Notes the rarest of what a rule needs.
    fn need(&mut self, number: usize, lexicon: &Lexicon) {
        let sets = self.rules[number].pattern.needs.iter().filter_map(|set| Seeds::of(set, lexicon));
        let rarest = sets.min_by(|a, b| a.weight(lexicon).total_cmp(&b.weight(lexicon)));
        let (number, needed) = (number as u32, &mut self.needed);
        let Some(seeds) = rarest else { return needed.always.push(number) };
        seeds.words.into_iter().for_each(|id| needed.words.entry(id).or_default().push(number));
        if seeds.digits {
            needed.digits.push(number);
        }
        if seeds.roman {
            needed.roman.push(number);
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Rules that any sentence may hold.
    pub fn always(&self) -> &[u32] {
        &self.needed.always
    }

    /// Rules that a piece of a sentence makes possible there.
    pub fn by_piece(&self, piece: &Piece) -> impl Iterator<Item = u32> + '_ {
        let words = |id: u32| self.needed.words.get(&id).filter(|_| id != 0).map_or(&[][..], Vec::as_slice);
        let [one, other] = piece.ids;
        let shaped = match piece.shape {
            Shape::Digits(..) => self.needed.digits.as_slice(),
            Shape::Roman(_) => self.needed.roman.as_slice(),
            _ => &[],
        };
        words(one).iter().chain(words(other)).chain(shaped).copied()
    }

    /// A rule by its number.
    pub fn get(&self, number: u32) -> &Rule {
        &self.rules[number as usize]
    }

    /// The bit of a rule's kind.
    pub fn kind(&self, number: u32) -> u64 {
        self.rules[number as usize].kind
    }

    /// Rules over words that may begin with a word.
    pub fn plain_by_word(&self, id: u32) -> &[u32] {
        self.plain.words.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Rules over words that may begin with digits.
    pub fn plain_by_digits(&self) -> &[u32] {
        &self.plain.digits
    }

    /// Rules over words that may begin with Roman numerals.
    pub fn plain_by_roman(&self) -> &[u32] {
        &self.plain.roman
    }

    /// Rules over items that may begin with a word.
    pub fn composed_by_word(&self, id: u32) -> &[u32] {
        self.composed.words.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Rules over items that may begin with digits.
    pub fn composed_by_digits(&self) -> &[u32] {
        &self.composed.digits
    }

    /// Rules that may begin with an item: the kinds that it may have, and the rule.
    pub fn composed_by_item(&self) -> &[(u64, u32)] {
        &self.composed.items
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

    /// About how often a text has one of them: short words are common.
    fn weight(&self, lexicon: &Lexicon) -> f64 {
        let words: f64 = self.words.iter().map(|id| lexicon.vocabulary.commonness(*id)).sum();
        words + if self.digits { 0.3 } else { 0.0 }
    }
}

impl Index {
    fn add(&mut self, step: &Step, rule: u32, lexicon: &Lexicon) {
        match step {
            Step::Word(ids) => ids.iter().for_each(|id| self.words.entry(*id).or_default().push(rule)),
            Step::Class(of, _) => {
                lexicon.first_words(*of).for_each(|id| self.words.entry(id).or_default().push(rule));
                if number::is_computed(*of) {
                    self.digits.push(rule);
                }
                if *of == class::ORDINAL {
                    self.roman.push(rule);
                }
            }
            Step::Item(kinds, _) => self.items.push((*kinds, rule)),
            _ => {}
        }
    }

    fn sort(&mut self) {
        for rules in self.words.values_mut().chain([&mut self.digits, &mut self.roman]) {
            rules.sort_unstable();
            rules.dedup();
        }
        self.items.sort_unstable_by_key(|(_, rule)| *rule);
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
