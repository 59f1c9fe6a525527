//! Given one row a token and the sentence starts; yields the named entities.

use super::entities::{Entities, Span};
use super::moves::Move;
use super::score::{Scorer, Work, best};
use crate::error::Error;
use crate::flat::Flat;
use crate::kernel::Kernel;
use crate::mode::Mode;

const BEGIN: u8 = 1;
const IN: u8 = 2;
const LAST: u8 = 3;
const UNIT: u8 = 4;
const OUT: u8 = 5;

/// Finds named entities.
pub struct Recogniser {
    scorer: Scorer<3>,
    /// For each score the kind of its move and the number of its label, `None` without one.
    moves: Vec<(u8, Option<u16>)>,
    labels: Vec<String>,
}

impl Recogniser {
    /// Counts the tokens that a state names.
    pub const FEATURES: usize = 3;

    /// Tells whether the recogniser knows all these moves.
    pub fn knows(moves: &[Move]) -> bool {
        moves.iter().all(|m| (BEGIN..=OUT).contains(&m.kind))
    }

    /// Reads the recogniser's sections.
    pub fn load(flat: &Flat, moves: &[Move], kernel: Kernel, mode: Mode) -> Result<Self, Error> {
        let mut labels: Vec<String> = Vec::new();
        for found in moves.iter().filter(|m| !m.label.is_empty()) {
            if !labels.contains(&found.label) {
                labels.push(found.label.clone());
            }
        }
        let number = |label: &str| labels.iter().position(|l| l == label).map(|n| n as u16);
        let moves = moves.iter().map(|m| (m.kind, number(&m.label))).collect();
        Ok(Self { scorer: Scorer::load(flat, "ner", kernel, mode)?, moves, labels })
    }

    /// Lists the labels; a span's label is a place in this list.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// Finds the entities of a document with `rows` of `width` numbers; `starts` and `spaces` say
    /// for each token whether a sentence starts there and whether it is white space.
    pub fn run(&self, rows: &[f32], width: usize, (starts, spaces): (&[bool], &[bool]), work: &mut Work) -> Vec<Span> {
        let mut scores = self.scorer.start(rows, width, work);
        let mut state = Entities::new(starts, spaces);
        while !state.is_done() {
            let scores = scores.of(state.named());
            let chosen = best(scores, |place| is_valid(&state, self.moves[place]));
            match chosen.map(|place| self.moves[place]) {
                Some((BEGIN, Some(label))) => state.begin(label),
                Some((IN | OUT, _)) => state.pass(),
                Some((LAST, _)) => state.close(),
                Some((UNIT, Some(label))) => state.begin_and_close(label),
                _ => state.give_up(),
            }
        }
        state.into_spans()
    }
}

/// Tells whether a move is valid. The move "unit" without a label stands for a token that must
/// not be an entity, which is for imposed entities only.
fn is_valid(state: &Entities<'_>, (kind, label): (u8, Option<u16>)) -> bool {
    match (kind, label) {
        (OUT, _) => state.open().is_none(),
        (_, None) => false,
        (BEGIN, _) => state.open().is_none() && state.may_go_on() && !state.at_space(),
        (IN, _) => state.open() == label && state.may_go_on(),
        (LAST, _) => state.open() == label,
        (UNIT, _) => state.open().is_none() && !state.at_space(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn validity_follows_the_open_entity() {
        let mut state = Entities::new(&[true, false, true, false], &[false, false, false, true]);
        let check = |state: &Entities<'_>, wanted: [bool; 5]| {
            let found = [BEGIN, IN, LAST, UNIT, OUT].map(|kind| is_valid(state, (kind, Some(1))));
            assert_eq!(found, wanted);
        };
        check(&state, [true, false, false, true, true]);
        state.begin(1);
        check(&state, [false, false, true, false, false]);
        assert!(!is_valid(&state, (LAST, Some(0))));
        state.close();
        check(&state, [true, false, false, true, true]);
        state.pass();
        check(&state, [false, false, false, false, true]);
        assert!(!is_valid(&state, (UNIT, None)));
    }
}
