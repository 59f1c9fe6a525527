//! Given one row a token without context; yields one row a token that knows its neighbours.

use super::convert::Shape;
use crate::error::Error;
use crate::flat::Flat;
use crate::kernel::Kernel;
use crate::layer::Maxout;

/// Adds to each row what a window of three rows says, once a layer.
pub(super) struct Encode {
    layers: Vec<Maxout>,
    width: usize,
}

impl Encode {
    pub fn load(flat: &Flat, name: &str, shape: &Shape, kernel: Kernel) -> Result<Self, Error> {
        let width = shape.width;
        let layers = (1..=shape.depth)
            .map(|index| load_layer(flat, name, index, 3 * width, width, kernel))
            .collect::<Result<_, _>>()?;
        Ok(Self { layers, width })
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// Counts the rows before the first token and after the last.
    ///
    /// The reference surrounds a document with as many rows of zeros as there are layers. They do
    /// not stay zeros: the first layer's bias reaches them, and the second layer's windows read
    /// them. One more row at each end is the edge beyond which all is zero in every layer.
    fn margin(&self) -> usize {
        self.layers.len() + 1
    }

    /// Makes zeros for `count` tokens and their surroundings.
    pub fn padded(&self, count: usize) -> Vec<f32> {
        vec![0.0; (count + 2 * self.margin()) * self.width]
    }

    /// Gives the tokens' part of what [`Encode::padded`] made.
    pub fn inside<'a>(&self, rows: &'a mut [f32]) -> &'a mut [f32] {
        let edge = self.margin() * self.width;
        let end = rows.len() - edge;
        &mut rows[edge..end]
    }

    /// Runs all layers; yields the tokens' rows.
    pub fn run(&self, mut rows: Vec<f32>) -> Vec<f32> {
        let width = self.width;
        let count = rows.len() / width - 2;
        let mut said = vec![0.0; count * width];
        for layer in &self.layers {
            // Three neighbouring rows lie side by side: the window of row i + 1 starts at row i.
            layer.run(&rows, width, count, &mut said);
            for (row, said) in rows[width..].iter_mut().zip(&said) {
                *row += said;
            }
        }
        let edge = self.margin() * width;
        rows.truncate(rows.len() - edge);
        rows.drain(..edge);
        rows
    }
}

/// Reads a maxout layer; `index` 0 is the mixer.
pub(super) fn load_layer(
    flat: &Flat,
    name: &str,
    index: usize,
    inputs: usize,
    width: usize,
    kernel: Kernel,
) -> Result<Maxout, Error> {
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
    Ok(Maxout::new(kernel, &weights, &bias, &gain, &shift))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encode(depth: usize) -> Encode {
        let weights: Vec<f32> = (0..2 * 3 * 6).map(|i| (i % 5) as f32 - 2.0).collect();
        let bias = [0.5, -0.5, 0.25, 1.0, 0.0, -1.0];
        let layer = || Maxout::new(Kernel::Plain, &weights, &bias, &[1.0, 0.5], &[0.0, 0.1]);
        Encode { layers: (0..depth).map(|_| layer()).collect(), width: 2 }
    }

    #[test]
    fn surroundings_do_not_stay_zero() {
        let run = |margin: usize| {
            let one = encode(2);
            let mut rows = vec![0.0; (1 + 2 * margin) * 2];
            rows[margin * 2..][..2].copy_from_slice(&[1.0, 2.0]);
            let mut rows = one.run(rows);
            rows.truncate(2);
            rows
        };
        assert_ne!(run(3), vec![1.0, 2.0]);
        let mut rows = encode(2).padded(1);
        encode(2).inside(&mut rows).copy_from_slice(&[1.0, 2.0]);
        assert_eq!(encode(2).run(rows), run(3));
    }

    #[test]
    fn no_token_gives_no_row() {
        let one = encode(4);
        let rows = one.padded(0);
        assert!(one.run(rows).is_empty());
    }
}
