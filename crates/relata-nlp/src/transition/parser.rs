//! Given one row a token and the sentence starts that are imposed; yields the tree.

use super::arcs::Arcs;
use super::moves::Move;
use super::score::{Scorer, Work, best};
use crate::doc::SentStart;
use crate::error::Error;
use crate::flat::Flat;
use crate::kernel::Kernel;

const SHIFT: u8 = 0;
const REDUCE: u8 = 1;
const LEFT: u8 = 2;
const RIGHT: u8 = 3;
const BREAK: u8 = 4;

/// Parses.
pub struct Parser {
    scorer: Scorer<8>,
    /// For each score the kind of its move.
    kinds: Vec<u8>,
}

/// Is a document's tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// For each token its head; its own number at a root.
    pub heads: Vec<u32>,
    /// For each token the number of the move whose label it bears; without meaning at a root.
    pub moves: Vec<u16>,
    /// For each token whether a sentence starts there.
    pub starts: Vec<bool>,
}

impl Parser {
    /// Counts the tokens that a state names.
    pub const FEATURES: usize = 8;

    /// Tells whether the parser knows all these moves.
    pub fn knows(moves: &[Move]) -> bool {
        moves.iter().all(|m| m.kind <= BREAK && m.label != "subtok" && !m.label.contains("||"))
    }

    /// Reads the parser's sections.
    pub fn load(flat: &Flat, moves: &[Move], kernel: Kernel) -> Result<Self, Error> {
        let kinds = moves.iter().map(|m| m.kind).collect();
        Ok(Self { scorer: Scorer::load(flat, "parser", kernel)?, kinds })
    }

    /// Parses a document of `starts.len()` tokens with `rows` of `width` numbers.
    pub fn run(&self, rows: &[f32], width: usize, starts: &[SentStart], work: &mut Work) -> Tree {
        let mut scores = self.scorer.start(rows, width, work);
        let mut arcs = Arcs::new(starts);
        while !arcs.is_done() {
            let join = arcs.can_join();
            let valid = [arcs.can_shift(), arcs.can_reduce(), join, join, arcs.can_break()];
            let scores = scores.of(arcs.named());
            let chosen = best(scores, |place| valid[usize::from(self.kinds[place])]);
            match chosen.map(|place| (self.kinds[place], place as u16)) {
                Some((SHIFT, _)) => arcs.shift(),
                Some((REDUCE, _)) => arcs.reduce(),
                Some((LEFT, place)) => arcs.join_left(place),
                Some((RIGHT, place)) => arcs.join_right(place),
                Some((BREAK, _)) => arcs.start_sentence(),
                _ => arcs.give_up(),
            }
        }
        let (heads, moves) = arcs.into_heads();
        let starts = sentence_starts(&heads);
        Tree { heads, moves, starts }
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
