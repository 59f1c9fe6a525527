//! Given weights as they stand in a model; yields layers that run: linear, maxout with norm, and
//! both in bytes.

mod bytes;
mod linear;
mod maxout;
pub mod row;

pub use bytes::{ByteLinear, ByteMaxout, Bytes};
pub use linear::Linear;
pub use maxout::Maxout;

use crate::kernel::{FloatTile, Kernel, VECTORS, tile_rows};

/// Counts the rows that go through all panels of a matrix before the next ones do: the panels stay
/// in the nearest memory, and so do the results.
const BLOCK: usize = 32;

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
    /// Packs `panels` panels; `at(panel, vector, lane)` gives the row of `weights` (each `depth`
    /// long) that becomes the column there, or `None` for a column of zeros.
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

    /// Goes through all tiles of `rows` rows; `each` gets the panel's number, the tile, and the
    /// number of its first row.
    fn tiles<'a>(
        &'a self,
        left: &'a [f32],
        stride: usize,
        rows: usize,
        mut each: impl FnMut(usize, &FloatTile<'a>, usize),
    ) {
        let width = VECTORS * self.kernel.lanes();
        for (panel, bias) in self.bias.chunks_exact(width).enumerate() {
            let weights = &self.panels[panel * self.depth * width..][..self.depth * width];
            let mut row = 0;
            while row < rows {
                let count = tile_rows(rows - row, self.kernel.rows());
                let tile = FloatTile { left: &left[row * stride..], stride, rows: count, panel: weights, bias };
                each(panel, &tile, row);
                row += count;
            }
        }
    }
}

fn places(panels: usize, lanes: usize) -> impl Iterator<Item = (usize, usize, usize)> {
    (0..panels * VECTORS * lanes).map(move |i| (i / (VECTORS * lanes), i / lanes % VECTORS, i % lanes))
}

/// Splits `rows` rows into blocks: the first row and the number of rows of each.
fn blocks(rows: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..rows).step_by(BLOCK).map(move |row| (row, BLOCK.min(rows - row)))
}
