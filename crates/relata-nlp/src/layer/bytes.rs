//! Given three matrices and a norm; yields the maxout layer over windows of three tokens, in bytes.
//!
//! The weights of a column share one scale, and so do the numbers of a token: the largest of them
//! becomes 127. Nothing else is rounded, and no token's scale depends on another's.

use super::row::{Norm, NormOn, ToBytes, to_bytes};
use super::{BLOCK, blocks, places};
use crate::kernel::{ByteTile, Kernel, VECTORS, tile_rows};

/// Counts the tokens of a window.
const WINDOW: usize = 3;

/// Multiplies windows with three matrices of bytes, keeps the largest of each three results, and
/// norms the row.
pub struct ByteMaxout {
    kernel: Kernel,
    /// Panels of 3 (tokens) × stride × 3 (vectors) × lanes.
    panels: Vec<i8>,
    /// For each panel 3 (tokens) × 3 (vectors) × lanes.
    start: Vec<i32>,
    /// For each panel 3 (vectors) × lanes.
    factor: Vec<f32>,
    bias: Vec<f32>,
    width: usize,
    norm: Norm,
}

/// Holds tokens as bytes, each with its scale.
#[derive(Default)]
pub struct Bytes {
    values: Vec<u8>,
    scales: Vec<f32>,
}

impl Bytes {
    /// Makes room for `count` tokens.
    fn resize(&mut self, count: usize, stride: usize) {
        self.values.resize(self.values.len().max(count * stride), 0);
        self.scales.resize(self.scales.len().max(count), 0.0);
    }

    /// Counts the bytes of memory held.
    pub fn held(&self) -> usize {
        self.values.capacity() + 4 * self.scales.capacity()
    }
}

impl ByteMaxout {
    /// Packs `weights` (outputs × 3 × inputs, the inputs being three tokens of `gain.len()`
    /// numbers) and `bias` (outputs × 3), with the norm's `gain` and `shift` (outputs).
    pub fn new(kernel: Kernel, weights: &[f32], bias: &[f32], gain: &[f32], shift: &[f32]) -> Self {
        let (lanes, width) = (kernel.byte_lanes(), gain.len());
        let (panels, columns) = (width.div_ceil(lanes), VECTORS * lanes);
        let norm = Norm { gain: gain.to_vec(), shift: shift.to_vec() };
        let mut layer = Self {
            kernel,
            panels: vec![0; panels * WINDOW * stride(width) * columns],
            start: vec![0; panels * WINDOW * columns],
            factor: vec![0.0; panels * columns],
            bias: vec![0.0; panels * columns],
            width,
            norm,
        };
        for (panel, piece, lane) in places(panels, lanes) {
            let output = panel * lanes + lane;
            if output < width {
                let row = output * VECTORS + piece;
                let weights = &weights[row * WINDOW * width..][..WINDOW * width];
                layer.pack(panel, piece * lanes + lane, weights, bias[row]);
            }
        }
        layer
    }

    /// Packs one column.
    fn pack(&mut self, panel: usize, column: usize, weights: &[f32], bias: f32) {
        let columns = VECTORS * self.kernel.byte_lanes();
        let stride = stride(self.width);
        let mut bytes = vec![0; weights.len()];
        self.factor[panel * columns + column] = to_bytes(weights, 0, &mut bytes);
        self.bias[panel * columns + column] = bias;
        for (token, bytes) in bytes.chunks_exact(self.width).enumerate() {
            let sum = bytes.iter().map(|&b| i32::from(b as i8)).sum();
            self.start[(panel * WINDOW + token) * columns + column] = self.kernel.start(sum);
            for (place, &byte) in bytes.iter().enumerate() {
                let group = ((panel * WINDOW + token) * stride + place / 4 * 4) * columns;
                self.panels[group + column * 4 + place % 4] = byte as i8;
            }
        }
    }

    /// Turns rows of `width` numbers into bytes, from token `first` on.
    pub fn take(&self, rows: &[f32], first: usize, into: &mut Bytes) {
        let (stride, flip) = (stride(self.width), self.kernel.flip());
        into.resize(first + rows.len() / self.width, stride);
        let (bytes, scales) = (&mut into.values[first * stride..], &mut into.scales[first..]);
        self.kernel.with(ToBytes { rows, width: self.width, flip, bytes, stride, scales });
    }

    /// Runs over `rows` windows of `left`, the first from token `first` on; `out` has one row a
    /// window, to which the result is added, and which `next`, where it is given, takes as token
    /// `first` + 1 and so on. `said` is for its use.
    pub fn run(
        &self,
        (left, first): (&Bytes, usize),
        rows: usize,
        out: &mut [f32],
        mut next: Option<&mut Bytes>,
        said: &mut Vec<f32>,
    ) {
        let wide = self.width.next_multiple_of(self.kernel.byte_lanes());
        said.resize(said.len().max(BLOCK * wide), 0.0);
        for (block, rows) in blocks(rows) {
            self.multiply((left, first + block), rows, said);
            let out = &mut out[block * self.width..][..rows * self.width];
            let said = &said[..rows * wide];
            self.kernel.with(NormOn { norm: &self.norm, rows: said, stride: wide, out });
            if let Some(next) = &mut next {
                self.take(out, first + block + 1, next);
            }
        }
    }

    fn multiply(&self, (left, first): (&Bytes, usize), rows: usize, said: &mut [f32]) {
        let (kernel, lanes, stride) = (self.kernel, self.kernel.byte_lanes(), stride(self.width));
        let (columns, wide) = (VECTORS * lanes, self.width.next_multiple_of(lanes));
        for panel in 0..wide / lanes {
            let of = |count: usize| panel * count..(panel + 1) * count;
            let mut row = 0;
            while row < rows {
                let tile = ByteTile {
                    left: &left.values[(first + row) * stride..],
                    stride,
                    scales: &left.scales[first + row..],
                    rows: tile_rows(rows - row, kernel.byte_rows()),
                    panel: &self.panels[of(WINDOW * stride * columns)],
                    start: &self.start[of(WINDOW * columns)],
                    factor: &self.factor[of(columns)],
                    bias: &self.bias[of(columns)],
                };
                kernel.multiply_bytes(&tile, &mut said[row * wide + panel * lanes..], wide);
                row += tile.rows;
            }
        }
    }
}

/// Counts the bytes of a token of `width` numbers.
fn stride(width: usize) -> usize {
    width.next_multiple_of(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::Maxout;

    fn numbers(count: usize, seed: usize) -> Vec<f32> {
        (0..count).map(|i| (((i + seed) * 7919) % 1013) as f32 / 500.0 - 1.0).collect()
    }

    /// Runs a layer of `width` over `rows` windows.
    fn run(kernel: Kernel, width: usize, rows: usize) -> Vec<f32> {
        let (weights, bias) = (numbers(width * 9 * width, 3), numbers(width * 3, 5));
        let layer = ByteMaxout::new(kernel, &weights, &bias, &numbers(width, 1), &numbers(width, 2));
        let (tokens, mut out) = (numbers((rows + 2) * width, 7), vec![0.0; rows * width]);
        let (mut left, mut next) = (Bytes::default(), Bytes::default());
        layer.take(&tokens, 0, &mut left);
        layer.run((&left, 0), rows, &mut out, Some(&mut next), &mut Vec::new());
        let mut again = Bytes::default();
        layer.take(&out, 1, &mut again);
        assert!(next.values[stride(width)..] == again.values[stride(width)..] && next.scales == again.scales);
        out
    }

    #[test]
    fn all_processors_get_the_same_bits() {
        for (width, rows) in [(1, 1), (7, 3), (20, 37), (96, 70)] {
            let wanted = run(Kernel::Plain, width, rows);
            for kernel in Kernel::available() {
                assert_eq!(run(kernel, width, rows), wanted, "{kernel:?} {width} {rows}");
            }
        }
    }

    #[test]
    fn bytes_come_near_to_floats() {
        let (width, rows) = (96, 5);
        let (weights, bias) = (numbers(width * 9 * width, 3), numbers(width * 3, 5));
        let layer = Maxout::new(Kernel::Plain, &weights, &bias, &numbers(width, 1), &numbers(width, 2));
        let mut wanted = vec![0.0; rows * width];
        let tokens = numbers((rows + 2) * width, 7);
        layer.run(&tokens, width, rows, None, &mut wanted, &mut Vec::new());
        for (found, wanted) in run(Kernel::best(), width, rows).iter().zip(&wanted) {
            assert!((found - wanted).abs() < 0.05, "{found} {wanted}");
        }
    }

    #[test]
    fn a_window_does_not_depend_on_its_neighbours() {
        let many = run(Kernel::best(), 20, 40);
        assert_eq!(many[..20 * 7], run(Kernel::best(), 20, 7));
    }
}
