//! Given the tables of a pack, yields its rules, compiled and indexed by the words with which they begin.

use super::index::Index;
use super::meaning::{Meaning, Op};
use super::pattern::{Pattern, Reader, Step};
use super::word::Lexicon;
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

/// All rules of a pack.
#[derive(Debug, Default)]
pub struct Rules {
    rules: Vec<Rule>,
    /// The same by what a piece is.
    pub index: Index,
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
        rules.index = Index::new(&rules.rules, lexicon);
        Ok(rules)
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
    if pattern.steps_from(0).iter().any(|at| pattern.steps[*at] == Step::Done) {
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
