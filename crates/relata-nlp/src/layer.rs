//! Given weights as they stand in a model; yields layers that run: linear, maxout, norm.

use crate::kernel::{Kernel, MAX_LANES, MAX_ROWS, Tile, VECTORS};

/// Is a matrix packed for one kernel, with its bias.
struct Packed {
    kernel: Kernel,
    /// Panels of `depth` × 3 × lanes, one after the other.
    panels: Vec<f32>,
    depth: usize,
    /// 3 × lanes numbers a panel, added to its products.
    bias: Vec<f32>,
}

impl Packed {
    /// Packs `columns` columns; `at(column)` gives the row of `weights` (each `depth` long) that
    /// becomes the column, or `None` for a column of zeros.
    fn new(
        kernel: Kernel,
        weights: &[f32],
        bias: &[f32],
        panels: usize,
        at: impl Fn(usize, usize, usize) -> Option<usize>,
    ) -> Self {
        let depth = if bias.is_empty() { 0 } else { weights.len() / bias.len() };
        let (lanes, width) = (kernel.lanes(), VECTORS * kernel.lanes());
        let mut packed =
            Self { kernel, panels: vec![0.0; panels * depth * width], depth, bias: vec![0.0; panels * width] };
        for (panel, vector, lane) in places(panels, lanes) {
            let Some(row) = at(panel, vector, lane) else {
                continue;
            };
            let column = vector * lanes + lane;
            packed.bias[panel * width + column] = bias[row];
            for step in 0..depth {
                packed.panels[(panel * depth + step) * width + column] = weights[row * depth + step];
            }
        }
        packed
    }

    /// Multiplies each of `rows` rows with each panel; `sink` gets the panel's number, the row's
    /// number, and the products with the bias added.
    fn run(
        &self,
        left: &[f32],
        stride: usize,
        rows: usize,
        mut sink: impl FnMut(usize, usize, &[[f32; MAX_LANES]; VECTORS]),
    ) {
        let lanes = self.kernel.lanes();
        let panels = self.panels.chunks_exact((self.depth * VECTORS * lanes).max(1));
        let biases = self.bias.chunks_exact(VECTORS * lanes);
        let mut tile: Tile = [[[0.0; MAX_LANES]; VECTORS]; MAX_ROWS];
        for (panel, (weights, bias)) in panels.zip(biases).enumerate() {
            let mut row = 0;
            while row < rows {
                let count = if rows - row >= self.kernel.rows() { self.kernel.rows() } else { 1 };
                self.kernel.multiply(&left[row * stride..], stride, count, weights, &mut tile);
                for products in &mut tile[..count] {
                    for (products, bias) in products.iter_mut().zip(bias.chunks_exact(lanes)) {
                        for (product, bias) in products.iter_mut().zip(bias) {
                            *product += bias;
                        }
                    }
                    sink(panel, row, products);
                    row += 1;
                }
            }
        }
    }
}

fn places(panels: usize, lanes: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..panels * VECTORS * lanes).map(move |i| (i / (VECTORS * lanes), i / lanes % VECTORS, i % lanes))
}

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
        let lanes = self.packed.kernel.lanes();
        self.packed.run(left, stride, rows, |panel, row, products| {
            let from = panel * VECTORS * lanes;
            let to = self.width.min(from + VECTORS * lanes);
            let out = &mut out[row * out_stride..][from..to];
            for (out, products) in out.chunks_mut(lanes).zip(products) {
                out.copy_from_slice(&products[..out.len()]);
            }
        });
    }
}

/// Multiplies with three matrices, keeps the largest of each three results, and norms the row.
pub struct Maxout {
    packed: Packed,
    width: usize,
    gain: Vec<f32>,
    shift: Vec<f32>,
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
        let (gain, shift) = (gain.to_vec(), shift.to_vec());
        Self { packed, width, gain, shift }
    }

    /// Counts the outputs.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Runs over `rows` rows of `left`, each `stride` after the last; `out` gets `rows` × width.
    pub fn run(&self, left: &[f32], stride: usize, rows: usize, out: &mut [f32]) {
        let lanes = self.packed.kernel.lanes();
        self.packed.run(left, stride, rows, |panel, row, pieces| {
            let from = panel * lanes;
            let to = self.width.min(from + lanes);
            let out = &mut out[row * self.width..][from..to];
            for (lane, out) in out.iter_mut().enumerate() {
                *out = pieces[0][lane].max(pieces[1][lane]).max(pieces[2][lane]);
            }
        });
        for row in out[..rows * self.width].chunks_exact_mut(self.width) {
            norm(row, &self.gain, &self.shift);
        }
    }
}

/// Brings a row to mean 0 and variance 1, then scales and shifts it.
fn norm(row: &mut [f32], gain: &[f32], shift: &[f32]) {
    let count = row.len() as f32;
    let mean = sum(row, |value| value) / count;
    let variance = sum(row, |value| (value - mean) * (value - mean)) / count + 1e-8;
    let scale = 1.0 / variance.sqrt();
    for ((value, gain), shift) in row.iter_mut().zip(gain).zip(shift) {
        *value = (*value - mean) * scale * gain + shift;
    }
}

/// Sums in sixteen strands, which the compiler can keep in vectors.
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut strands = [0.0_f32; 16];
    let chunks = row.chunks_exact(16);
    let rest: f32 = chunks.remainder().iter().map(|&value| of(value)).sum();
    for chunk in chunks {
        for (strand, &value) in strands.iter_mut().zip(chunk) {
            *strand += of(value);
        }
    }
    strands.iter().sum::<f32>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7919) % 23) as f32 / 11.0 - 1.0).collect()
    }

    #[test]
    fn linear_equals_the_sum() {
        for kernel in Kernel::available() {
            let (inputs, outputs, rows) = (10, 53, 11);
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
            }
        }
    }

    #[test]
    fn maxout_keeps_the_largest_and_norms() {
        for kernel in Kernel::available() {
            let (inputs, outputs, rows) = (6, 20, 9);
            let (weights, bias) = (numbers(inputs * outputs * 3), numbers(outputs * 3));
            let left = numbers(inputs * rows);
            let (gain, shift) = (vec![2.0; outputs], vec![0.5; outputs]);
            let layer = Maxout::new(kernel, &weights, &bias, &gain, &shift);
            let mut out = vec![0.0; outputs * rows];
            layer.run(&left, inputs, rows, &mut out);
            for (row, out) in out.chunks_exact(outputs).enumerate() {
                let left = &left[row * inputs..][..inputs];
                let mut wanted: Vec<f32> = (0..outputs).map(|o| largest(left, &weights, &bias, o)).collect();
                norm(&mut wanted, &gain, &shift);
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
    fn norm_has_mean_and_variance() {
        let mut row = numbers(96);
        norm(&mut row, &[1.0; 96], &[0.0; 96]);
        assert!(sum(&row, |v| v).abs() < 1e-4);
        assert!((sum(&row, |v| v * v) / 96.0 - 1.0).abs() < 1e-4);
    }

    #[test]
    fn a_row_does_not_depend_on_its_neighbours() {
        let kernel = Kernel::best();
        let (weights, bias) = (numbers(96 * 288 * 3), numbers(96 * 3));
        let layer = Maxout::new(kernel, &weights, &bias, &[1.0; 96], &[0.0; 96]);
        let left = numbers(288 * 19);
        let mut together = vec![0.0; 96 * 19];
        layer.run(&left, 288, 19, &mut together);
        for row in 0..19 {
            let mut alone = vec![0.0; 96];
            layer.run(&left[row * 288..], 288, 1, &mut alone);
            assert_eq!(alone, together[row * 96..][..96]);
        }
    }
}
