//! Given three matrices and a norm; yields the layer that keeps the largest of three products and
//! norms the row.

use super::row::{Norm, NormOn, NormOnto};
use super::{BLOCK, Packed, blocks};
use crate::kernel::{Kernel, VECTORS};

/// Multiplies with three matrices, keeps the largest of each three results, and norms the row.
pub struct Maxout {
    packed: Packed,
    width: usize,
    norm: Norm,
}

impl Maxout {
    /// Counts the pieces that compete for each output.
    pub const PIECES: usize = VECTORS;

    /// Packs `weights` (outputs × 3 × inputs) and `bias` (outputs × 3), with the norm's `gain`
    /// and `shift` (outputs).
    pub fn new(kernel: Kernel, weights: &[f32], bias: &[f32], gain: &[f32], shift: &[f32]) -> Self {
        let (lanes, width) = (kernel.lanes(), gain.len());
        let panels = width.div_ceil(lanes);
        let packed = Packed::new(kernel, weights, bias, panels, |panel, piece, lane| {
            let output = panel * lanes + lane;
            (output < width).then_some(output * VECTORS + piece)
        });
        Self { packed, width, norm: Norm { gain: gain.to_vec(), shift: shift.to_vec() } }
    }

    /// Counts the outputs.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Runs over `rows` rows of `left`, each `stride` after the last; `out` gets `rows` × width
    /// numbers: the result, plus what `base`, of the same size, holds. `said` is for its use.
    pub fn run(
        &self,
        left: &[f32],
        stride: usize,
        rows: usize,
        base: Option<&[f32]>,
        out: &mut [f32],
        said: &mut Vec<f32>,
    ) {
        let kernel = self.packed.kernel;
        let wide = self.width.next_multiple_of(kernel.lanes());
        said.resize(said.len().max(BLOCK * wide), 0.0);
        for (first, rows) in blocks(rows) {
            self.packed.tiles(&left[first * stride..], stride, rows, |panel, tile, row| {
                kernel.multiply_and_choose(tile, &mut said[row * wide + panel * kernel.lanes()..], wide);
            });
            let range = first * self.width..(first + rows) * self.width;
            let (norm, stride, out) = (&self.norm, wide, &mut out[range.clone()]);
            let said = &said[..rows * wide];
            match base {
                Some(base) => kernel.with(NormOnto { norm, rows: said, stride, base: &base[range], out }),
                None => {
                    out.fill(0.0);
                    kernel.with(NormOn { norm, rows: said, stride, out });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7919) % 23) as f32 / 11.0 - 1.0).collect()
    }

    fn run(layer: &Maxout, left: &[f32], stride: usize, rows: usize) -> Vec<f32> {
        let mut out = vec![9.0; rows * layer.width()];
        layer.run(left, stride, rows, None, &mut out, &mut Vec::new());
        out
    }

    #[test]
    fn maxout_keeps_the_largest_and_norms() {
        for kernel in Kernel::available() {
            let (inputs, outputs, rows) = (6, 20, 9);
            let (weights, bias) = (numbers(inputs * outputs * 3), numbers(outputs * 3));
            let left = numbers(inputs * rows);
            let (gain, shift) = (vec![2.0; outputs], vec![0.5; outputs]);
            let layer = Maxout::new(kernel, &weights, &bias, &gain, &shift);
            let out = run(&layer, &left, inputs, rows);
            let norm = Norm { gain, shift };
            for (row, out) in out.chunks_exact(outputs).enumerate() {
                let left = &left[row * inputs..][..inputs];
                let largest: Vec<f32> = (0..outputs).map(|o| largest(left, &weights, &bias, o)).collect();
                let mut wanted = vec![0.0; outputs];
                kernel.with(NormOn { norm: &norm, rows: &largest, stride: outputs, out: &mut wanted });
                for (found, wanted) in out.iter().zip(&wanted) {
                    assert!((found - wanted).abs() < 1e-4, "{kernel:?} {found} {wanted}");
                }
            }
        }
    }

    fn largest(left: &[f32], weights: &[f32], bias: &[f32], output: usize) -> f32 {
        let piece = |p: usize| {
            let row = &weights[(output * 3 + p) * left.len()..][..left.len()];
            left.iter().zip(row).map(|(a, b)| a * b).sum::<f32>() + bias[output * 3 + p]
        };
        piece(0).max(piece(1)).max(piece(2))
    }

    #[test]
    fn a_row_does_not_depend_on_its_neighbours() {
        let (weights, bias) = (numbers(96 * 288 * 3), numbers(96 * 3));
        let layer = Maxout::new(Kernel::best(), &weights, &bias, &[1.0; 96], &[0.0; 96]);
        let left = numbers(288 * 51);
        let together = run(&layer, &left, 288, 51);
        for row in 0..51 {
            assert_eq!(run(&layer, &left[row * 288..], 288, 1), together[row * 96..][..96]);
        }
    }
}
