//! Given one row a token and the sentence starts that are imposed; yields the tree.

use std::sync::Arc;

use super::arcs::Arcs;
use super::crossing::{self, Lifted};
use super::moves::Move;
use super::score::{Scorer, Work, best};
use crate::doc::SentStart;
use crate::error::Error;
use crate::flat::Flat;
use crate::kernel::Kernel;
use crate::mode::Mode;

const SHIFT: u8 = 0;
const REDUCE: u8 = 1;
const LEFT: u8 = 2;
const RIGHT: u8 = 3;
const BREAK: u8 = 4;

/// Parses.
pub struct Parser {
    scorer: Scorer<8>,
    /// For each score the kind of its move and the number of its label.
    moves: Vec<(u8, u16)>,
    /// The labels, "ROOT" first.
    labels: Vec<Arc<str>>,
    /// For each label what it stands for, where it marks an arc that was moved upwards.
    lifted: Vec<Option<Lifted>>,
}

/// The label of roots, and its number.
const ROOT: (&str, u16) = ("ROOT", 0);
/// Stands between an arc's own label and that of the head it belongs to.
const LIFTED_FROM: &str = "||";

/// Is a document's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// For each token its head; its own number at a root.
    pub heads: Vec<u32>,
    /// For each token the number of its label; see [`Parser::label`].
    pub labels: Vec<u16>,
    /// For each token whether a sentence starts there.
    pub starts: Vec<bool>,
}

impl Parser {
    /// Counts the tokens that a state names.
    pub const FEATURES: usize = 8;

    /// Tells whether the parser knows all these moves.
    pub fn knows(moves: &[Move]) -> bool {
        let whole = |label: &str| label.split(LIFTED_FROM).count() <= 2 && label != "subtok";
        moves.iter().all(|m| m.kind <= BREAK && whole(&m.label)) && moves.len() <= usize::from(u16::MAX / 4)
    }

    /// Reads the parser's sections.
    pub fn load(flat: &Flat, moves: &[Move], kernel: Kernel, mode: Mode) -> Result<Self, Error> {
        let mut labels = vec![ROOT.0.to_owned()];
        let mut number = |label: &str| {
            let place = labels.iter().position(|known| known == label).unwrap_or_else(|| {
                labels.push(label.to_owned());
                labels.len() - 1
            });
            place as u16
        };
        let numbered: Vec<(u8, u16)> = moves.iter().map(|m| (m.kind, number(&m.label))).collect();
        let decorated = moves.iter().zip(&numbered).filter_map(|(m, &(_, label))| {
            let (plain, head) = m.label.split_once(LIFTED_FROM)?;
            Some((label, Lifted { plain: number(plain), head: number(head) }))
        });
        let decorated: Vec<(u16, Lifted)> = decorated.collect();
        let mut lifted = vec![None; labels.len()];
        decorated.into_iter().for_each(|(label, what)| lifted[usize::from(label)] = Some(what));
        let labels = labels.into_iter().map(Into::into).collect();
        Ok(Self { scorer: Scorer::load(flat, "parser", kernel, mode)?, moves: numbered, labels, lifted })
    }

    /// Gives a label by its number.
    pub fn label(&self, number: u16) -> &Arc<str> {
        &self.labels[usize::from(number)]
    }

    /// Parses a document of `starts.len()` tokens with `rows` of `width` numbers; `spaces` says for each token
    /// whether it is white space.
    pub fn run(&self, rows: &[f32], width: usize, (starts, spaces): (&[SentStart], &[bool]), work: &mut Work) -> Tree {
        let mut scores = self.scorer.start(rows, width, work);
        let mut arcs = Arcs::new(starts);
        while !arcs.is_done() {
            let join = arcs.can_join();
            let valid = [arcs.can_shift(), arcs.can_reduce(), join, join, arcs.can_break()];
            let scores = scores.of(arcs.named());
            let chosen = best(scores, |place| valid[usize::from(self.moves[place].0)]);
            match chosen.map(|place| self.moves[place]) {
                Some((SHIFT, _)) => arcs.shift(),
                Some((REDUCE, _)) => arcs.reduce(),
                Some((LEFT, label)) => arcs.join_left(label),
                Some((RIGHT, label)) => arcs.join_right(label),
                Some((BREAK, _)) => arcs.start_sentence(),
                _ => arcs.give_up(),
            }
        }
        let (heads, labels) = arcs.into_heads();
        self.tree(heads, labels, spaces)
    }

    /// Names the roots and puts arcs back that were moved upwards.
    fn tree(&self, mut heads: Vec<u32>, mut labels: Vec<u16>, spaces: &[bool]) -> Tree {
        let roots = labels.iter_mut().zip(&heads).enumerate().filter(|(token, (_, head))| **head as usize == *token);
        roots.for_each(|(_, (label, _))| *label = ROOT.1);
        let crossing = crossing::restore(&mut heads, &mut labels, &self.lifted, spaces);
        let starts = if crossing { crossing::starts(&heads) } else { sentence_starts(&heads) };
        Tree { heads, labels, starts }
    }
}

/// Marks the first word below each root.
fn sentence_starts(heads: &[u32]) -> Vec<bool> {
    let mut edges: Vec<u32> = (0..heads.len() as u32).collect();
    // Trees are projective: a word's children on its right begin after it, so that one pass from
    // the left has each word's edge before its head asks for it.
    for (child, &head) in heads.iter().enumerate() {
        edges[head as usize] = edges[head as usize].min(edges[child]);
    }
    let mut starts = vec![false; heads.len()];
    for (word, &head) in heads.iter().enumerate() {
        if head as usize == word {
            starts[edges[word] as usize] = true;
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_start_at_the_left_edge_of_roots() {
        assert_eq!(sentence_starts(&[1, 2, 2, 2]), [true, false, false, false]);
        assert_eq!(sentence_starts(&[0, 0, 3, 3]), [true, false, true, false]);
        assert!(sentence_starts(&[]).is_empty());
    }
}
