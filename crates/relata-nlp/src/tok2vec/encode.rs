//! Given one row a token without context; yields one row a token that knows its neighbours.

use super::convert::Shape;
use crate::error::Error;
use crate::flat::{Flat, Numbers};
use crate::kernel::Kernel;
use crate::layer::{ByteMaxout, Bytes, Maxout};
use crate::mode::Mode;

/// Adds to each row what a window of three rows says, once a layer.
pub(super) struct Encode {
    layers: Layers,
    width: usize,
}

enum Layers {
    Exact(Vec<Maxout>),
    Fast(Vec<ByteMaxout>),
}

/// Holds one document's rows; kept for the next one, so that memory is not asked for anew.
#[derive(Default)]
pub struct Work {
    rows: Vec<f32>,
    next: Vec<f32>,
    bytes: Bytes,
    next_bytes: Bytes,
    said: Vec<f32>,
}

impl Work {
    /// Counts the bytes of memory held.
    pub fn held(&self) -> usize {
        4 * (self.rows.capacity() + self.next.capacity()) + self.bytes.held() + self.next_bytes.held()
    }
}

impl Encode {
    pub fn load(flat: &Flat, name: &str, shape: &Shape, kernel: Kernel, mode: Mode) -> Result<Self, Error> {
        let width = shape.width;
        let weights = (1..=shape.depth).map(|index| Weights::load(flat, name, index, 3 * width, width));
        let weights = weights.collect::<Result<Vec<_>, _>>()?;
        let layers = match mode {
            Mode::Exact => Layers::Exact(weights.iter().map(|weights| weights.maxout(kernel)).collect()),
            Mode::Fast => Layers::Fast(weights.iter().map(|weights| weights.byte_maxout(kernel)).collect()),
        };
        Ok(Self { layers, width })
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// Counts the rows before the first token and after the last, one a layer.
    ///
    /// The reference surrounds a document with as many rows of zeros as there are layers. They do
    /// not stay zeros: the first layer's bias reaches them, and the second layer's windows read
    /// them. Each layer leaves out one row more at either end, which no later layer reads.
    fn margin(&self) -> usize {
        match &self.layers {
            Layers::Exact(layers) => layers.len(),
            Layers::Fast(layers) => layers.len(),
        }
    }

    /// Makes room for `count` tokens, whose rows it yields, and for their surroundings.
    pub fn room<'w>(&self, count: usize, work: &'w mut Work) -> &'w mut [f32] {
        let edge = self.margin() * self.width;
        let end = edge + count * self.width;
        work.rows.resize(work.rows.len().max(end + edge), 0.0);
        work.rows[..edge].fill(0.0);
        work.rows[end..end + edge].fill(0.0);
        &mut work.rows[edge..end]
    }

    /// Runs all layers over the `count` rows that [`Encode::room`] gave; yields the tokens' rows.
    pub fn run<'w>(&self, count: usize, work: &'w mut Work) -> &'w [f32] {
        let all = count + 2 * self.margin();
        match &self.layers {
            Layers::Exact(layers) => self.run_exact(layers, all, work),
            Layers::Fast(layers) => self.run_fast(layers, all, work),
        }
        &work.rows[self.margin() * self.width..][..count * self.width]
    }

    fn run_exact(&self, layers: &[Maxout], all: usize, work: &mut Work) {
        let width = self.width;
        work.next.resize(work.next.len().max(all * width), 0.0);
        for (done, layer) in layers.iter().enumerate() {
            // Three neighbouring rows lie side by side: the window of row i + 1 starts at row i.
            let (count, from) = (all - 2 * (done + 1), (done + 1) * width);
            let (base, out) = (&work.rows[from..], &mut work.next[from..]);
            layer.run(&work.rows[done * width..], width, count, Some(base), out, &mut work.said);
            std::mem::swap(&mut work.rows, &mut work.next);
        }
    }

    fn run_fast(&self, layers: &[ByteMaxout], all: usize, work: &mut Work) {
        let width = self.width;
        if let Some(first) = layers.first() {
            first.take(&work.rows[..all * width], 0, &mut work.bytes);
        }
        for (done, layer) in layers.iter().enumerate() {
            let count = all - 2 * (done + 1);
            let out = &mut work.rows[(done + 1) * width..];
            let next = (done + 1 < layers.len()).then_some(&mut work.next_bytes);
            layer.run((&work.bytes, done), count, out, next, &mut work.said);
            std::mem::swap(&mut work.bytes, &mut work.next_bytes);
        }
    }
}

/// Is what a maxout layer is made of, mapped.
pub(super) struct Weights {
    weights: Numbers<f32>,
    bias: Numbers<f32>,
    gain: Numbers<f32>,
    shift: Numbers<f32>,
}

impl Weights {
    /// Reads a maxout layer's; `index` 0 is the mixer.
    pub fn load(flat: &Flat, name: &str, index: usize, inputs: usize, width: usize) -> Result<Self, Error> {
        let numbers = |part: &str| flat.numbers::<f32>(&format!("{name}/layer{index}/{part}"));
        let (weights, bias) = (numbers("weights")?, numbers("bias")?);
        let (gain, shift) = (numbers("gain")?, numbers("shift")?);
        let right = bias.len() == width * Maxout::PIECES
            && weights.len() == bias.len() * inputs
            && gain.len() == width
            && shift.len() == width;
        if !right {
            return Err(Error::model(flat.path(), format!("{name}/layer{index} has the wrong size")));
        }
        Ok(Self { weights, bias, gain, shift })
    }

    pub fn maxout(&self, kernel: Kernel) -> Maxout {
        Maxout::new(kernel, &self.weights, &self.bias, &self.gain, &self.shift)
    }

    fn byte_maxout(&self, kernel: Kernel) -> ByteMaxout {
        ByteMaxout::new(kernel, &self.weights, &self.bias, &self.gain, &self.shift)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: usize = 5;
    const GAIN: [f32; WIDTH] = [1.0, 0.5, 0.75, 1.25, 1.0];
    const SHIFT: [f32; WIDTH] = [0.0, 0.1, 0.2, 0.0, -0.1];

    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7919) % 23) as f32 / 11.0 - 1.0).collect()
    }

    fn exact(kernel: Kernel) -> Maxout {
        Maxout::new(kernel, &numbers(WIDTH * 9 * WIDTH), &numbers(WIDTH * 3), &GAIN, &SHIFT)
    }

    fn fast() -> ByteMaxout {
        ByteMaxout::new(Kernel::best(), &numbers(WIDTH * 9 * WIDTH), &numbers(WIDTH * 3), &GAIN, &SHIFT)
    }

    fn encode(depth: usize, mode: Mode) -> Encode {
        let layers = match mode {
            Mode::Exact => Layers::Exact((0..depth).map(|_| exact(Kernel::best())).collect()),
            Mode::Fast => Layers::Fast((0..depth).map(|_| fast()).collect()),
        };
        Encode { layers, width: WIDTH }
    }

    fn run(encode: &Encode, tokens: &[f32], work: &mut Work) -> Vec<f32> {
        let count = tokens.len() / WIDTH;
        encode.room(count, work).copy_from_slice(tokens);
        encode.run(count, work).to_vec()
    }

    /// Runs two layers as the reference does: over all of a document with `margin` rows of zeros
    /// at either end, and nothing beyond.
    fn wanted(tokens: &[f32], margin: usize) -> Vec<f32> {
        let edge = vec![0.0; (margin + 1) * WIDTH];
        let mut rows = [&edge, tokens, &edge].concat();
        let count = rows.len() / WIDTH - 2;
        for _ in 0..2 {
            let mut said = vec![0.0; count * WIDTH];
            exact(Kernel::Plain).run(&rows, WIDTH, count, None, &mut said, &mut Vec::new());
            rows[WIDTH..].iter_mut().zip(&said).for_each(|(row, said)| *row += said);
        }
        rows[edge.len()..][..tokens.len()].to_vec()
    }

    #[test]
    fn surroundings_are_those_of_the_reference() {
        for tokens in [numbers(WIDTH), numbers(WIDTH * 12)] {
            let found = run(&encode(2, Mode::Exact), &tokens, &mut Work::default());
            for (found, wanted) in found.iter().zip(wanted(&tokens, 2)) {
                assert!((found - wanted).abs() < 1e-4, "{found} {wanted}");
            }
            assert_ne!(wanted(&tokens, 2), wanted(&tokens, 0));
        }
    }

    #[test]
    fn what_was_computed_before_leaves_no_trace() {
        for mode in [Mode::Exact, Mode::Fast] {
            let (one, mut work) = (encode(4, mode), Work::default());
            let first = run(&one, &numbers(WIDTH), &mut work);
            run(&one, &[7.0; 90], &mut work);
            assert_eq!(run(&one, &numbers(WIDTH), &mut work), first);
            assert!(run(&one, &[], &mut work).is_empty());
        }
    }
}
