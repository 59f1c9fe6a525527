//! Given a pattern's tree; yields its program: steps of a backtracking machine over classes.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::alphabet::{Alphabet, Class, ClassSet};
use super::parse::Node;
use crate::error::Error;

/// Is a pattern, ready to be searched for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Program {
    pub(super) steps: Vec<Step>,
    pub(super) sets: Vec<ClassSet>,
    pub(super) forks: Vec<Fork>,
    /// Whether a match may begin with a class, by class.
    pub(super) may_begin: Vec<bool>,
    /// Whether a match may begin with a class more than `near` characters before the end of the text: a
    /// suffix of three characters need not be sought elsewhere.
    pub(super) may_begin_far: Vec<bool>,
    pub(super) near: usize,
    /// Whether a match may begin with no character at all.
    pub(super) may_be_empty: bool,
    /// Whether each branch begins with `^`.
    pub(super) only_at_start: bool,
    /// How many steps have a choice; each has a number, under which its failures are remembered.
    pub(super) choices: u32,
    pub(super) line_break: Class,
}

/// Is a step of a program; but for the jumps, the next one follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Step {
    /// Reads one character whose class is in the set.
    Set(u32),
    /// Reads as many characters of the set as there are, and never fewer.
    Span(u32),
    /// Goes on at the first, or else at the second.
    Split {
        choice: u32,
        first: u32,
        second: u32,
    },
    /// Goes on at the branches that may begin with the class at hand, in order.
    Fork {
        choice: u32,
        fork: u32,
    },
    Jump(u32),
    Start,
    End,
    /// Goes on after itself if the steps up to there match (do not, where negative), `back` characters before.
    Look {
        ahead: bool,
        negative: bool,
        back: u32,
        after: u32,
    },
    Match,
}

/// Lists an alternation's branches by the class that they may begin with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Fork {
    pub lists: Vec<Vec<u32>>,
    /// The number of a list, by class; the last is for the end of the text.
    pub by_class: Vec<u16>,
}

/// What a match of a node begins with.
struct Beginning {
    classes: ClassSet,
    /// Whether the node may match before any character, or before none.
    free: bool,
}

impl Beginning {
    fn may(&self, class: Class) -> bool {
        self.free || self.classes.contains(class)
    }
}

struct Compiler<'a> {
    alphabet: &'a Alphabet,
    /// The sets of all patterns, of which the program keeps those that it uses.
    sets: &'a [ClassSet],
    numbers: HashMap<usize, u32>,
    program: Program,
}

const MOST_STEPS: usize = 1 << 20;

impl Program {
    /// Compiles a tree whose sets are numbered as in `sets`.
    pub fn of_tree(tree: &Node, alphabet: &Alphabet, sets: &[ClassSet]) -> Result<Self, Error> {
        let program = Self {
            steps: Vec::new(),
            sets: Vec::new(),
            forks: Vec::new(),
            may_begin: Vec::new(),
            may_begin_far: Vec::new(),
            near: 0,
            may_be_empty: false,
            only_at_start: begins_at_start(tree),
            choices: 0,
            line_break: alphabet.line_break(),
        };
        let mut compiler = Compiler { alphabet, sets, numbers: HashMap::new(), program };
        let branches = match tree {
            Node::Alternate(branches) => branches.as_slice(),
            other => std::slice::from_ref(other),
        };
        let (suffixes, others): (Vec<_>, Vec<_>) = branches.iter().partition(|branch| ends_at_end(branch));
        let (bounded, endless): (Vec<_>, Vec<_>) = suffixes.into_iter().partition(|branch| most(branch).is_some());
        let far = compiler.beginning_of_any(endless.into_iter().chain(others));
        let begin = compiler.beginning(tree);
        compiler.emit(tree)?;
        let classes = || (0..alphabet.size()).map(|class| class as Class);
        let mut program = compiler.program;
        program.steps.push(Step::Match);
        program.may_begin = classes().map(|class| begin.may(class)).collect();
        program.may_begin_far = classes().map(|class| far.may(class)).collect();
        // One more, for a last line break.
        program.near = bounded.into_iter().filter_map(most).max().map_or(0, |most| most as usize + 1);
        program.may_be_empty = begin.free;
        Ok(program)
    }
}

impl Compiler<'_> {
    fn emit(&mut self, node: &Node) -> Result<(), Error> {
        if self.program.steps.len() > MOST_STEPS {
            return Err(Error::contents("pattern of the tokenizer: too long"));
        }
        match node {
            Node::Set(set) => {
                let set = self.set(*set);
                self.push(Step::Set(set));
            }
            Node::Start => self.push(Step::Start),
            Node::End => self.push(Step::End),
            Node::Concat(nodes) => return self.concat(nodes),
            Node::Alternate(branches) => return self.alternate(branches),
            Node::Repeat { node, min, max, greedy } => return self.repeat(node, *min, *max, *greedy),
            Node::Look { node, ahead, negative } => return self.look(node, *ahead, *negative),
        }
        Ok(())
    }

    fn concat(&mut self, nodes: &[Node]) -> Result<(), Error> {
        for (index, node) in nodes.iter().enumerate() {
            match node {
                Node::Repeat { node, min, max: None, greedy: true }
                    if let Node::Set(set) = **node
                        && self.never_gives_back(set, &nodes[index + 1..]) =>
                {
                    let set = self.set(set);
                    (0..*min).for_each(|_| self.push(Step::Set(set)));
                    self.push(Step::Span(set));
                }
                _ => self.emit(node)?,
            }
        }
        Ok(())
    }

    /// Tells whether what follows a repeated set can match only where the set does not.
    fn never_gives_back(&self, set: usize, rest: &[Node]) -> bool {
        let set = &self.sets[set];
        if let Some(Node::End) = rest.first() {
            return !set.contains(self.alphabet.line_break());
        }
        let begin = self.beginning_of_all(rest);
        !begin.free && begin.classes.is_disjoint(set)
    }

    fn alternate(&mut self, branches: &[Node]) -> Result<(), Error> {
        let number = self.program.forks.len();
        self.program.forks.push(Fork { lists: Vec::new(), by_class: Vec::new() });
        let choice = self.choice();
        self.push(Step::Fork { choice, fork: number as u32 });
        let (mut starts, mut ends) = (Vec::new(), Vec::new());
        for branch in branches {
            starts.push((self.here(), self.beginning(branch)));
            self.emit(branch)?;
            ends.push(self.here() as usize);
            self.push(Step::Jump(0));
        }
        let after = self.here();
        ends.into_iter().for_each(|end| self.program.steps[end] = Step::Jump(after));
        self.program.forks[number] = self.fork(&starts);
        Ok(())
    }

    fn fork(&self, starts: &[(u32, Beginning)]) -> Fork {
        let mut lists: Vec<Vec<u32>> = Vec::new();
        let mut by_class = Vec::with_capacity(self.alphabet.size() + 1);
        for class in 0..=self.alphabet.size() {
            // A class beyond the last stands for the end, where only free branches can match.
            let list: Vec<u32> =
                starts.iter().filter(|(_, begin)| begin.may(class as Class)).map(|(step, _)| *step).collect();
            let known = lists.iter().position(|other| *other == list).unwrap_or(lists.len());
            if known == lists.len() {
                lists.push(list);
            }
            by_class.push(known as u16);
        }
        Fork { lists, by_class }
    }

    fn repeat(&mut self, node: &Node, min: u32, max: Option<u32>, greedy: bool) -> Result<(), Error> {
        let Some(max) = max else { return self.repeat_freely(node, min, greedy) };
        for _ in 0..min {
            self.emit(node)?;
        }
        let mut splits = Vec::new();
        for _ in min..max {
            splits.push(self.here() as usize);
            self.push(Step::Match);
            self.emit(node)?;
        }
        let after = self.here();
        for split in splits {
            self.program.steps[split] = self.split(greedy, split as u32 + 1, after);
        }
        Ok(())
    }

    fn repeat_freely(&mut self, node: &Node, min: u32, greedy: bool) -> Result<(), Error> {
        if self.beginning(node).free {
            return Err(Error::contents("pattern of the tokenizer: an endless repeat of what may be empty"));
        }
        for _ in 1..min {
            self.emit(node)?;
        }
        let again = self.here();
        if min > 0 {
            self.emit(node)?;
            let split = self.split(greedy, again, self.here() + 1);
            self.push(split);
        } else {
            self.push(Step::Match);
            self.emit(node)?;
            self.push(Step::Jump(again));
            self.program.steps[again as usize] = self.split(greedy, again + 1, self.here());
        }
        Ok(())
    }

    fn look(&mut self, node: &Node, ahead: bool, negative: bool) -> Result<(), Error> {
        let back = if ahead { Some(0) } else { width(node) };
        let back = back.ok_or_else(|| Error::contents("pattern of the tokenizer: look-behind of no fixed width"))?;
        let at = self.here() as usize;
        self.push(Step::Match);
        self.emit(node)?;
        self.push(Step::Match);
        self.program.steps[at] = Step::Look { ahead, negative, back, after: self.here() };
        Ok(())
    }

    fn split(&mut self, greedy: bool, more: u32, after: u32) -> Step {
        let (first, second) = if greedy { (more, after) } else { (after, more) };
        Step::Split { choice: self.choice(), first, second }
    }

    fn choice(&mut self) -> u32 {
        self.program.choices += 1;
        self.program.choices - 1
    }

    fn set(&mut self, set: usize) -> u32 {
        let next = self.program.sets.len() as u32;
        let number = *self.numbers.entry(set).or_insert(next);
        if number == next {
            self.program.sets.push(self.sets[set].clone());
        }
        number
    }

    fn here(&self) -> u32 {
        self.program.steps.len() as u32
    }

    fn push(&mut self, step: Step) {
        self.program.steps.push(step);
    }

    fn beginning(&self, node: &Node) -> Beginning {
        match node {
            Node::Set(set) => Beginning { classes: self.sets[*set].clone(), free: false },
            Node::Concat(nodes) => self.beginning_of_all(nodes),
            Node::Alternate(branches) => self.beginning_of_any(branches.iter()),
            Node::Repeat { node, min, .. } => {
                let begin = self.beginning(node);
                Beginning { free: begin.free || *min == 0, ..begin }
            }
            Node::Look { node, ahead: true, negative: false } => self.beginning(node),
            Node::Start | Node::End | Node::Look { .. } => Beginning { classes: ClassSet::default(), free: true },
        }
    }

    fn beginning_of_any<'n>(&self, branches: impl Iterator<Item = &'n Node>) -> Beginning {
        let mut all = Beginning { classes: ClassSet::default(), free: false };
        for begin in branches.map(|branch| self.beginning(branch)) {
            all.classes.add(&begin.classes);
            all.free |= begin.free;
        }
        all
    }

    fn beginning_of_all(&self, nodes: &[Node]) -> Beginning {
        let mut all = Beginning { classes: ClassSet::default(), free: true };
        for node in nodes {
            let begin = self.beginning(node);
            all.classes.add(&begin.classes);
            // A look-ahead bounds what may come, but what comes is read by the nodes after it.
            all.free &= begin.free;
            if !begin.free {
                break;
            }
        }
        all
    }
}

fn begins_at_start(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Concat(nodes) => nodes.first().is_some_and(begins_at_start),
        Node::Alternate(branches) => branches.iter().all(begins_at_start),
        Node::Repeat { node, min, .. } => *min > 0 && begins_at_start(node),
        Node::Set(_) | Node::End | Node::Look { .. } => false,
    }
}

/// Gives the count of characters that a node always reads; none where it varies.
fn width(node: &Node) -> Option<u32> {
    match node {
        Node::Set(_) => Some(1),
        Node::Start | Node::End | Node::Look { .. } => Some(0),
        Node::Concat(nodes) => nodes.iter().map(width).sum(),
        Node::Alternate(branches) => {
            let first = width(branches.first()?)?;
            branches.iter().all(|branch| width(branch) == Some(first)).then_some(first)
        }
        Node::Repeat { node, min, max, .. } => (*max == Some(*min)).then(|| Some(width(node)? * min))?,
    }
}

/// Tells whether a match of a node always ends where the text does.
fn ends_at_end(node: &Node) -> bool {
    match node {
        Node::End => true,
        Node::Concat(nodes) => nodes.last().is_some_and(ends_at_end),
        Node::Alternate(branches) => branches.iter().all(ends_at_end),
        Node::Set(_) | Node::Start | Node::Repeat { .. } | Node::Look { .. } => false,
    }
}

/// Gives the most characters that a node may read; none where there is no bound.
fn most(node: &Node) -> Option<u32> {
    match node {
        Node::Set(_) => Some(1),
        Node::Start | Node::End | Node::Look { .. } => Some(0),
        Node::Concat(nodes) => nodes.iter().map(most).sum(),
        Node::Alternate(branches) => branches.iter().map(most).try_fold(0, |all, one| Some(all.max(one?))),
        Node::Repeat { node, max, .. } => Some(most(node)?.saturating_mul((*max)?)),
    }
}
