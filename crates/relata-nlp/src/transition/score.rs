//! Given the tokens that a state names; yields a score for each move.

use crate::error::Error;
use crate::flat::{Flat, FlatWriter};
use crate::kernel::{Kernel, PlainCode};
use crate::layer::{ByteLinear, Bytes, Linear};
use crate::mode::Mode;
use crate::thinc::ThincModel;

/// Counts the pieces that compete for each hidden number.
const PIECES: usize = 2;

/// Writes the sections of the network inside `model` under `name`; `features` is the number of
/// tokens that a state names, `moves` the number of moves, `width` that of the numbers of a token's row.
pub fn convert(
    model: &mut ThincModel,
    name: &str,
    (features, moves, width): (usize, usize, usize),
    out: &mut FlatWriter,
) -> Result<(), Error> {
    let (lower, upper) = (model.reference("lower")?, model.reference("upper")?);
    let reduce = model.named("linear").into_iter().find(|&node| node != upper);
    let reduce = reduce.ok_or_else(|| unknown(name))?;
    let weights = model.take(lower, "W")?;
    let [f, hidden, PIECES, reduced] = weights.shape[..] else { return Err(unknown(name)) };
    if f != features || hidden == 0 || reduced == 0 || model.named("precomputable_affine") != [lower] {
        return Err(unknown(name));
    }
    let mut add = |part: &str, values: &[f32]| out.add_floats(&format!("{name}/{part}"), values);
    add("lower/weights", &weights.values);
    add("lower/bias", &model.take_of(lower, "b", &[hidden, PIECES])?.values);
    add("lower/absent", &model.take_of(lower, "pad", &[1, features, hidden, PIECES])?.values);
    add("upper/weights", &model.take_of(upper, "W", &[moves, hidden])?.values);
    add("upper/bias", &model.take_of(upper, "b", &[moves])?.values);
    add("reduce/weights", &model.take_of(reduce, "W", &[reduced, width])?.values);
    add("reduce/bias", &model.take_of(reduce, "b", &[reduced])?.values);
    Ok(())
}

fn unknown(name: &str) -> Error {
    Error::contents(format!("component `{name}` with unknown layers"))
}

/// Scores moves. `FEATURES` is the number of tokens that a state names.
pub(super) struct Scorer<const FEATURES: usize> {
    reduce: Linear,
    /// From a reduced row to what it adds to the hidden numbers, for each place in the state.
    lower: Lower,
    /// What a place without a token adds.
    absent: Vec<f32>,
    bias: Vec<f32>,
    upper: Linear,
    hidden: usize,
    kernel: Kernel,
}

enum Lower {
    Exact(Linear),
    Fast(ByteLinear),
}

impl<const FEATURES: usize> Scorer<FEATURES> {
    pub fn load(flat: &Flat, name: &str, kernel: Kernel, mode: Mode) -> Result<Self, Error> {
        let numbers = |part: &str| flat.numbers::<f32>(&format!("{name}/{part}"));
        let linear = |part: &str| -> Result<Linear, Error> {
            let (weights, bias) = (numbers(&format!("{part}/weights"))?, numbers(&format!("{part}/bias"))?);
            Ok(Linear::new(kernel, &weights, &bias))
        };
        let bias = numbers("lower/bias")?;
        let hidden = bias.len() / PIECES;
        let (weights, absent) = (numbers("lower/weights")?, numbers("lower/absent")?);
        if hidden == 0 || absent.len() != FEATURES * PIECES * hidden {
            return Err(Error::model(flat.path(), format!("{name}/lower has the wrong size")));
        }
        let weights = pieces_apart(&weights, hidden, weights.len() / absent.len());
        let lower = match mode {
            Mode::Exact => Lower::Exact(Linear::new(kernel, &weights, &vec![0.0; absent.len()])),
            Mode::Fast => Lower::Fast(ByteLinear::new(kernel, &weights, absent.len())),
        };
        Ok(Self {
            reduce: linear("reduce")?,
            lower,
            absent: pieces_apart(&absent, hidden, 1),
            bias: pieces_apart(&bias, hidden, 1),
            upper: linear("upper")?,
            hidden,
            kernel,
        })
    }

    /// Prepares one document, given `rows` of `width` numbers.
    pub fn start<'a>(&'a self, rows: &[f32], width: usize, work: &'a mut Work) -> Scores<'a, FEATURES> {
        let count = rows.len() / width;
        let reduced_width = self.reduce.width();
        let grow = |numbers: &mut Vec<f32>, size: usize| numbers.resize(numbers.len().max(size), 0.0);
        grow(&mut work.reduced, count * reduced_width);
        self.reduce.run(rows, width, count, &mut work.reduced, reduced_width);
        if let Lower::Fast(lower) = &self.lower {
            lower.take(&work.reduced[..count * reduced_width], &mut work.bytes);
        }
        let slots = count.div_ceil(BLOCK).min(SLOTS);
        grow(&mut work.table, slots * BLOCK * self.absent.len());
        work.held.clear();
        work.held.resize(slots, NONE);
        grow(&mut work.sums, self.hidden * PIECES);
        grow(&mut work.scores, self.upper.width());
        Scores { scorer: self, count, work }
    }
}

/// Counts the tokens whose part of the table is computed together.
const BLOCK: usize = 16;
/// Counts the blocks that are held at once; of a longer document, blocks are computed again where
/// a state names a token far back.
const SLOTS: usize = 256;
const NONE: u32 = u32::MAX;

/// Holds what scoring one document needs; kept for the next one, so that memory is not asked for
/// anew.
#[derive(Default)]
pub struct Work {
    reduced: Vec<f32>,
    bytes: Bytes,
    /// For each token and each place in the state, what the token adds there; block by block.
    table: Vec<f32>,
    /// For each slot of the table the number of the block that it holds.
    held: Vec<u32>,
    sums: Vec<f32>,
    scores: Vec<f32>,
}

impl Work {
    /// Counts the bytes of memory held.
    pub fn held(&self) -> usize {
        4 * (self.reduced.capacity() + self.table.capacity()) + self.bytes.held()
    }
}

/// Scores the states of one document.
pub(super) struct Scores<'a, const FEATURES: usize> {
    scorer: &'a Scorer<FEATURES>,
    count: usize,
    work: &'a mut Work,
}

impl<const FEATURES: usize> Scores<'_, FEATURES> {
    /// Scores all moves in a state that names these tokens.
    pub fn of(&mut self, named: [Option<u32>; FEATURES]) -> &[f32] {
        let scorer = self.scorer;
        let hidden = scorer.hidden;
        let place_width = hidden * PIECES;
        self.work.sums[..place_width].fill(0.0);
        for (place, token) in named.into_iter().enumerate() {
            let at = place * place_width;
            let from = match token {
                Some(token) => self.row(token) + at,
                None => NO_ROW,
            };
            let Work { table, sums, .. } = &mut *self.work;
            let from = if from == NO_ROW { &scorer.absent[at..] } else { &table[from..] };
            scorer.kernel.with(Add { sums: &mut sums[..place_width], values: &from[..place_width] });
        }
        let Work { sums, scores, .. } = &mut *self.work;
        let (first, second) = sums[..place_width].split_at_mut(hidden);
        scorer.kernel.with(KeepLarger { first: &mut *first, second, bias: &scorer.bias });
        let width = scorer.upper.width();
        scorer.upper.run_alone(first, scores);
        &self.work.scores[..width]
    }

    /// Finds where a token's row starts in the table; computes its block where it is not held.
    fn row(&mut self, token: u32) -> usize {
        let scorer = self.scorer;
        let row_width = scorer.absent.len();
        let block = token as usize / BLOCK;
        let slot = block % self.work.held.len();
        if self.work.held[slot] != block as u32 {
            self.work.held[slot] = block as u32;
            let (first, width) = (block * BLOCK, scorer.reduce.width());
            let count = BLOCK.min(self.count - first);
            let out = &mut self.work.table[slot * BLOCK * row_width..];
            match &scorer.lower {
                Lower::Exact(lower) => lower.run(&self.work.reduced[first * width..], width, count, out, row_width),
                Lower::Fast(lower) => lower.run((&self.work.bytes, first), count, out),
            }
        }
        (slot * BLOCK + token as usize % BLOCK) * row_width
    }
}

const NO_ROW: usize = usize::MAX;

struct Add<'a> {
    sums: &'a mut [f32],
    values: &'a [f32],
}

impl PlainCode for Add<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (sum, value) in self.sums.iter_mut().zip(self.values) {
            *sum += value;
        }
    }
}

/// Adds the bias, first for the first pieces and then for the second; the larger stays in `first`.
struct KeepLarger<'a> {
    first: &'a mut [f32],
    second: &'a [f32],
    bias: &'a [f32],
}

impl PlainCode for KeepLarger<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let (bias, other) = self.bias.split_at(self.first.len());
        for ((first, second), (bias, other)) in self.first.iter_mut().zip(self.second).zip(bias.iter().zip(other)) {
            *first = (*first + bias).max(second + other);
        }
    }
}

/// Finds the best-scored place that is allowed; the first of equals.
pub(super) fn best(scores: &[f32], allowed: impl Fn(usize) -> bool) -> Option<usize> {
    let mut best = None;
    for (place, &score) in scores.iter().enumerate() {
        if allowed(place) && best.is_none_or(|(_, highest)| score > highest) {
            best = Some((place, score));
        }
    }
    best.map(|(place, _)| place)
}

/// Reorders rows of `length` numbers from (…, hidden, piece) to (…, piece, hidden), so that the
/// largest of the pieces is found lane by lane.
fn pieces_apart(rows: &[f32], hidden: usize, length: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(rows.len());
    for block in rows.chunks_exact(hidden * PIECES * length) {
        for piece in 0..PIECES {
            for output in 0..hidden {
                let row = (output * PIECES + piece) * length;
                out.extend_from_slice(&block[row..row + length]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_stand_apart() {
        let rows = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
        assert_eq!(pieces_apart(&rows, 2, 1), [1.0, 3.0, 2.0, 4.0, 5.0, 7.0, 6.0, 8.0]);
        assert_eq!(pieces_apart(&rows, 2, 2), [1.0, 2.0, 5.0, 6.0, 3.0, 4.0, 7.0, 8.0]);
    }

    #[test]
    fn the_first_of_equals_is_best() {
        assert_eq!(best(&[1.0, 3.0, 3.0, 9.0], |place| place != 3), Some(1));
        assert_eq!(best(&[1.0], |_| false), None);
        assert_eq!(best(&[f32::NEG_INFINITY], |_| true), Some(0));
    }
}
