//! Given a matrix and a bias; yields the layer that multiplies and adds.

use super::row::Best;
use super::{BLOCK, Packed, blocks};
use crate::kernel::{FloatTile, Kernel, VECTORS};

/// Multiplies with a matrix and adds a bias.
pub struct Linear {
    packed: Packed,
    width: usize,
}

impl Linear {
    /// Packs `weights` (`bias.len()` rows, one for each output).
    pub fn new(kernel: Kernel, weights: &[f32], bias: &[f32]) -> Self {
        let (lanes, width) = (kernel.lanes(), bias.len());
        let panels = width.div_ceil(VECTORS * lanes);
        let packed = Packed::new(kernel, weights, bias, panels, |panel, vector, lane| {
            let column = (panel * VECTORS + vector) * lanes + lane;
            (column < width).then_some(column)
        });
        Self { packed, width }
    }

    /// Counts the outputs.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Runs over `rows` rows of `left`, each `stride` after the last; `out` gets `rows` × width
    /// numbers, each row `out_stride` after the last.
    pub fn run(&self, left: &[f32], stride: usize, rows: usize, out: &mut [f32], out_stride: usize) {
        let panel_width = VECTORS * self.packed.kernel.lanes();
        for (first, rows) in blocks(rows) {
            let out = &mut out[first * out_stride..];
            self.packed.tiles(&left[first * stride..], stride, rows, |panel, tile, row| {
                let from = panel * panel_width;
                let out = &mut out[row * out_stride..];
                if from + panel_width <= self.width {
                    self.packed.kernel.multiply(tile, &mut out[from..], out_stride);
                    return;
                }
                let mut wide = [0.0; 8 * VECTORS * 16];
                self.packed.kernel.multiply(tile, &mut wide, panel_width);
                for (row, wide) in wide.chunks_exact(panel_width).take(tile.rows).enumerate() {
                    out[row * out_stride..][from..self.width].copy_from_slice(&wide[..self.width - from]);
                }
            });
        }
    }

    /// Runs over one row, with less delay than [`Linear::run`] and sums in another order; `out` gets
    /// width numbers.
    pub fn run_alone(&self, row: &[f32], out: &mut [f32]) {
        let (packed, panel_width) = (&self.packed, VECTORS * self.packed.kernel.lanes());
        let mut wide = [0.0; VECTORS * 16];
        for (panel, out) in out[..self.width].chunks_mut(panel_width).enumerate() {
            let weights = &packed.panels[panel * packed.depth * panel_width..][..packed.depth * panel_width];
            let bias = &packed.bias[panel * panel_width..][..panel_width];
            let tile = FloatTile { left: row, stride: 0, rows: 1, panel: weights, bias };
            packed.kernel.multiply_alone(&tile, &mut wide);
            out.copy_from_slice(&wide[..out.len()]);
        }
    }

    /// Runs over `rows` rows of `left`, each `stride` after the last; gives the place of the largest
    /// output of each, the first of equals.
    pub fn best(&self, left: &[f32], stride: usize, rows: usize) -> Vec<u16> {
        let (mut found, mut scores) = (vec![0; rows], vec![0.0; BLOCK * self.width]);
        for (first, rows) in blocks(rows) {
            self.run(&left[first * stride..], stride, rows, &mut scores, self.width);
            let (rows, stride) = (&scores[..rows * self.width], self.width);
            self.packed.kernel.with(Best { rows, stride, found: &mut found[first..] });
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7919) % 23) as f32 / 11.0 - 1.0).collect()
    }

    fn check(kernel: Kernel, inputs: usize, outputs: usize, rows: usize) {
        let (weights, bias) = (numbers(inputs * outputs), numbers(outputs));
        let left = numbers(inputs * rows);
        let layer = Linear::new(kernel, &weights, &bias);
        let mut out = vec![0.0; outputs * rows];
        layer.run(&left, inputs, rows, &mut out, outputs);
        for (row, out) in out.chunks_exact(outputs).enumerate() {
            for (column, &found) in out.iter().enumerate() {
                let products = (0..inputs).map(|i| left[row * inputs + i] * weights[column * inputs + i]);
                let wanted = products.sum::<f32>() + bias[column];
                assert!((found - wanted).abs() < 1e-5, "{kernel:?} {row} {column}");
            }
            let mut alone = vec![0.0; outputs];
            layer.run_alone(&left[row * inputs..], &mut alone);
            assert!(alone.iter().zip(out).all(|(a, b)| (a - b).abs() < 1e-5), "{kernel:?} {row}");
        }
    }

    #[test]
    fn the_best_output_of_each_row_is_found() {
        let (weights, rows) = ([1.0, 0.0, 0.0, 1.0, -1.0, -1.0], 70);
        let layer = Linear::new(Kernel::best(), &weights, &[0.0, 0.0, 0.5]);
        let left: Vec<f32> = (0..rows).flat_map(|i| [[2.0, 1.0], [1.0, 2.0], [-1.0, -1.0]][i % 3]).collect();
        let wanted: Vec<u16> = (0..rows as u16).map(|i| i % 3).collect();
        assert_eq!(layer.best(&left, 2, rows), wanted);
    }

    #[test]
    fn linear_equals_the_sum() {
        for kernel in Kernel::available() {
            check(kernel, 10, 53, 11);
            check(kernel, 3, 48, 71);
            check(kernel, 1, 1, 1);
            check(kernel, 5, 7, 0);
            check(kernel, 64, 49, 2);
        }
    }
}
