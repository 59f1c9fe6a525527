//! Given matrices; yields layers that multiply in bytes: maxout over windows of three tokens with its norm, and linear.
//!
//! The weights of a column share one scale, and so do the numbers of a token: the largest of them
//! becomes 127. Nothing else is rounded, and no token's scale depends on another's.

use super::row::{Norm, NormOn, ToBytes, to_bytes};
use super::{BLOCK, blocks, places};
use crate::kernel::{ByteTile, Kernel, VECTORS, tile_rows};

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

    /// Turns rows of `width` numbers into bytes, from token `first` on.
    fn take(&mut self, kernel: Kernel, rows: &[f32], width: usize, first: usize) {
        let stride = stride(width);
        self.resize(first + rows.len() / width, stride);
        let (bytes, scales) = (&mut self.values[first * stride..], &mut self.scales[first..]);
        kernel.with(ToBytes { rows, width, flip: kernel.flip(), bytes, stride, scales });
    }

    /// Counts the bytes of memory held.
    pub fn held(&self) -> usize {
        self.values.capacity() + 4 * self.scales.capacity()
    }
}

/// Is a matrix of bytes for windows of `WINDOW` tokens, packed for one kernel, with its bias.
struct BytePacked<const WINDOW: usize> {
    kernel: Kernel,
    /// Panels of `WINDOW` × stride × 3 (vectors) × lanes.
    panels: Vec<i8>,
    /// For each panel `WINDOW` × 3 (vectors) × lanes.
    start: Vec<i32>,
    /// For each panel 3 (vectors) × lanes.
    factor: Vec<f32>,
    bias: Vec<f32>,
    /// Numbers of a token.
    inputs: usize,
}

impl<const WINDOW: usize> BytePacked<WINDOW> {
    /// Packs `panels` panels; `at(panel, vector, lane)` gives the row of `weights` (each `WINDOW` × `inputs` long)
    /// that becomes the column there, or `None` for a column of zeros.
    fn new(
        kernel: Kernel,
        (weights, inputs): (&[f32], usize),
        bias: &[f32],
        panels: usize,
        at: impl Fn(usize, usize, usize) -> Option<usize>,
    ) -> Self {
        let lanes = kernel.byte_lanes();
        let columns = VECTORS * lanes;
        let mut packed = Self {
            kernel,
            panels: vec![0; panels * WINDOW * stride(inputs) * columns],
            start: vec![0; panels * WINDOW * columns],
            factor: vec![0.0; panels * columns],
            bias: vec![0.0; panels * columns],
            inputs,
        };
        for (panel, vector, lane) in places(panels, lanes) {
            if let Some(row) = at(panel, vector, lane) {
                let weights = &weights[row * WINDOW * inputs..][..WINDOW * inputs];
                packed.pack(panel, vector * lanes + lane, weights, bias[row]);
            }
        }
        packed
    }

    /// Packs one column.
    fn pack(&mut self, panel: usize, column: usize, weights: &[f32], bias: f32) {
        let columns = VECTORS * self.kernel.byte_lanes();
        let stride = stride(self.inputs);
        let mut bytes = vec![0; weights.len()];
        self.factor[panel * columns + column] = to_bytes(weights, 0, &mut bytes);
        self.bias[panel * columns + column] = bias;
        for (token, bytes) in bytes.chunks_exact(self.inputs).enumerate() {
            let sum = bytes.iter().map(|&b| i32::from(b as i8)).sum();
            self.start[(panel * WINDOW + token) * columns + column] = self.kernel.start(sum);
            for (place, &byte) in bytes.iter().enumerate() {
                let group = ((panel * WINDOW + token) * stride + place / 4 * 4) * columns;
                self.panels[group + column * 4 + place % 4] = byte as i8;
            }
        }
    }

    /// Goes through all tiles of `rows` windows, the first from token `first` on; `each` gets the panel's number, the
    /// tile, and the number of its first row.
    fn tiles(
        &self,
        (left, first): (&Bytes, usize),
        rows: usize,
        mut each: impl FnMut(usize, &ByteTile<'_, WINDOW>, usize),
    ) {
        let (columns, stride) = (VECTORS * self.kernel.byte_lanes(), stride(self.inputs));
        for panel in 0..self.bias.len() / columns {
            let of = |count: usize| panel * count..(panel + 1) * count;
            let mut row = 0;
            while row < rows {
                let tile = ByteTile {
                    left: &left.values[(first + row) * stride..],
                    stride,
                    scales: &left.scales[first + row..],
                    rows: tile_rows(rows - row, self.kernel.byte_rows()),
                    panel: &self.panels[of(WINDOW * stride * columns)],
                    start: &self.start[of(WINDOW * columns)],
                    factor: &self.factor[of(columns)],
                    bias: &self.bias[of(columns)],
                };
                each(panel, &tile, row);
                row += tile.rows;
            }
        }
    }
}

/// Multiplies windows with three matrices of bytes, keeps the largest of each three results, and
/// norms the row.
pub struct ByteMaxout {
    packed: BytePacked<3>,
    norm: Norm,
}

impl ByteMaxout {
    /// Packs `weights` (outputs × 3 × inputs, the inputs being three tokens of `gain.len()`
    /// numbers) and `bias` (outputs × 3), with the norm's `gain` and `shift` (outputs).
    pub fn new(kernel: Kernel, weights: &[f32], bias: &[f32], gain: &[f32], shift: &[f32]) -> Self {
        let (lanes, width) = (kernel.byte_lanes(), gain.len());
        let packed = BytePacked::new(kernel, (weights, width), bias, width.div_ceil(lanes), |panel, piece, lane| {
            let output = panel * lanes + lane;
            (output < width).then_some(output * VECTORS + piece)
        });
        Self { packed, norm: Norm { gain: gain.to_vec(), shift: shift.to_vec() } }
    }

    /// Turns rows of `width` numbers into bytes, from token `first` on.
    pub fn take(&self, rows: &[f32], first: usize, into: &mut Bytes) {
        into.take(self.packed.kernel, rows, self.packed.inputs, first);
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
        let (kernel, width) = (self.packed.kernel, self.packed.inputs);
        let lanes = kernel.byte_lanes();
        let wide = width.next_multiple_of(lanes);
        said.resize(said.len().max(BLOCK * wide), 0.0);
        for (block, rows) in blocks(rows) {
            self.packed.tiles((left, first + block), rows, |panel, tile, row| {
                kernel.multiply_bytes_and_choose(tile, &mut said[row * wide + panel * lanes..], wide);
            });
            let out = &mut out[block * width..][..rows * width];
            let said = &said[..rows * wide];
            kernel.with(NormOn { norm: &self.norm, rows: said, stride: wide, out });
            if let Some(next) = &mut next {
                self.take(out, first + block + 1, next);
            }
        }
    }
}

/// Multiplies tokens with a matrix of bytes.
pub struct ByteLinear {
    packed: BytePacked<1>,
    width: usize,
}

impl ByteLinear {
    /// Packs `weights` (`width` rows, one for each output).
    pub fn new(kernel: Kernel, weights: &[f32], width: usize) -> Self {
        let lanes = kernel.byte_lanes();
        let (inputs, panels) = (weights.len() / width.max(1), width.div_ceil(VECTORS * lanes));
        let packed = BytePacked::new(kernel, (weights, inputs), &vec![0.0; width], panels, |panel, vector, lane| {
            let column = (panel * VECTORS + vector) * lanes + lane;
            (column < width).then_some(column)
        });
        Self { packed, width }
    }

    /// Turns rows into bytes, the first of them token 0.
    pub fn take(&self, rows: &[f32], into: &mut Bytes) {
        into.take(self.packed.kernel, rows, self.packed.inputs, 0);
    }

    /// Runs over `rows` tokens of `left` from token `first` on; `out` gets `rows` × width numbers.
    pub fn run(&self, left: (&Bytes, usize), rows: usize, out: &mut [f32]) {
        let (kernel, width) = (self.packed.kernel, self.width);
        let panel_width = VECTORS * kernel.byte_lanes();
        self.packed.tiles(left, rows, |panel, tile, row| {
            let from = panel * panel_width;
            let out = &mut out[row * width..];
            if from + panel_width <= width {
                kernel.multiply_bytes(tile, &mut out[from..], width);
                return;
            }
            let mut wide = [0.0; 4 * VECTORS * 16];
            kernel.multiply_bytes(tile, &mut wide, panel_width);
            for (row, wide) in wide.chunks_exact(panel_width).take(tile.rows).enumerate() {
                out[row * width..][from..width].copy_from_slice(&wide[..width - from]);
            }
        });
    }
}

/// Counts the bytes of a token of `width` numbers.
fn stride(width: usize) -> usize {
    width.next_multiple_of(4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layer::{Linear, Maxout};

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

    #[test]
    fn byte_linear_comes_near_to_floats_and_is_the_same_everywhere() {
        for (inputs, outputs, rows) in [(64, 100, 9), (7, 48, 1), (96, 1, 16)] {
            let (weights, left) = (numbers(inputs * outputs, 3), numbers(inputs * rows, 5));
            let mut wanted = vec![0.0; rows * outputs];
            Linear::new(Kernel::Plain, &weights, &vec![0.0; outputs]).run(&left, inputs, rows, &mut wanted, outputs);
            let run = |kernel: Kernel| {
                let (layer, mut bytes) = (ByteLinear::new(kernel, &weights, outputs), Bytes::default());
                layer.take(&left, &mut bytes);
                let mut out = vec![0.0; rows * outputs];
                layer.run((&bytes, 0), 1, &mut out);
                layer.run((&bytes, 1), rows - 1, &mut out[outputs..]);
                out
            };
            let plain = run(Kernel::Plain);
            assert!(plain.iter().zip(&wanted).all(|(a, b)| (a - b).abs() < 0.15), "{inputs} {outputs}");
            for kernel in Kernel::available() {
                assert_eq!(run(kernel), plain, "{kernel:?} {inputs} {outputs}");
            }
        }
    }
}
