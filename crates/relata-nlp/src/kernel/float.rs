//! Given a few rows of float32 and a panel of a matrix; yields their products.

use super::{Kernel, VECTORS};

/// Is a product to be made: `rows` rows, each `stride` after the last, with a panel.
#[derive(Debug, Clone, Copy)]
pub struct FloatTile<'a> {
    /// The rows, one after the other.
    pub left: &'a [f32],
    /// The distance between two rows' first numbers; it may be less than a row's length.
    pub stride: usize,
    /// 1 to [`Kernel::rows`].
    pub rows: usize,
    /// Depth × 3 × lanes numbers; the depth is a row's length.
    pub panel: &'a [f32],
    /// 3 × lanes numbers, added to the sums.
    pub bias: &'a [f32],
}

impl Kernel {
    /// Counts the most rows that are multiplied at once.
    pub fn rows(self) -> usize {
        match self {
            Self::Vnni | Self::Avx512 => 8,
            Self::Avx2 | Self::Plain => 4,
        }
    }

    /// Multiplies; `out` gets 3 × lanes sums a row, each row `out_stride` after the last.
    pub fn multiply(self, tile: &FloatTile<'_>, out: &mut [f32], out_stride: usize) {
        self.run::<false>(tile, out, out_stride);
    }

    /// Multiplies and keeps the largest of the three sums in each lane; `out` gets lanes numbers
    /// a row, each row `out_stride` after the last.
    pub fn multiply_and_choose(self, tile: &FloatTile<'_>, out: &mut [f32], out_stride: usize) {
        self.run::<true>(tile, out, out_stride);
    }

    /// Multiplies one row, in four strands where that shortens the wait for the sums; `out` gets
    /// 3 × lanes sums.
    pub fn multiply_alone(self, tile: &FloatTile<'_>, out: &mut [f32]) {
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Vnni | Self::Avx512 => {
                let depth = tile.panel.len() / (VECTORS * 16);
                assert!(tile.left.len() >= depth && tile.bias.len() == VECTORS * 16 && out.len() >= VECTORS * 16);
                // SAFETY: the kernel vouches for AVX-512 F; the bounds are asserted above.
                unsafe { x86::row512(tile, depth, out.as_mut_ptr()) }
            }
            _ => self.multiply(tile, out, 0),
        }
    }

    fn run<const CHOOSE: bool>(self, tile: &FloatTile<'_>, out: &mut [f32], out_stride: usize) {
        let lanes = self.lanes();
        let depth = tile.panel.len() / (VECTORS * lanes);
        let width = if CHOOSE { lanes } else { VECTORS * lanes };
        assert!((1..=self.rows()).contains(&tile.rows) && tile.bias.len() == VECTORS * lanes);
        assert!(tile.left.len() >= tile.stride * (tile.rows - 1) + depth);
        assert!(out.len() >= out_stride * (tile.rows - 1) + width);
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Vnni | Self::Avx512 => {
                let tile_of = [
                    x86::tile512::<1, CHOOSE>,
                    x86::tile512::<2, CHOOSE>,
                    x86::tile512::<3, CHOOSE>,
                    x86::tile512::<4, CHOOSE>,
                    x86::tile512::<5, CHOOSE>,
                    x86::tile512::<6, CHOOSE>,
                    x86::tile512::<7, CHOOSE>,
                    x86::tile512::<8, CHOOSE>,
                ];
                // SAFETY: the kernel vouches for AVX-512 F; the bounds are asserted above.
                unsafe { tile_of[tile.rows - 1](tile, depth, out.as_mut_ptr(), out_stride) }
            }
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => {
                let tile_of = [
                    x86::tile256::<1, CHOOSE>,
                    x86::tile256::<2, CHOOSE>,
                    x86::tile256::<3, CHOOSE>,
                    x86::tile256::<4, CHOOSE>,
                ];
                // SAFETY: the kernel vouches for AVX2 and FMA; the bounds are asserted above.
                unsafe { tile_of[tile.rows - 1](tile, depth, out.as_mut_ptr(), out_stride) }
            }
            _ => plain::<CHOOSE>(tile, out, out_stride),
        }
    }
}

fn plain<const CHOOSE: bool>(tile: &FloatTile<'_>, out: &mut [f32], out_stride: usize) {
    const LANES: usize = 8;
    for row in 0..tile.rows {
        let mut sums = [[0.0_f32; LANES]; VECTORS];
        for (value, columns) in tile.left[row * tile.stride..].iter().zip(tile.panel.chunks_exact(VECTORS * LANES)) {
            for (sum, column) in sums.as_flattened_mut().iter_mut().zip(columns) {
                *sum += value * column;
            }
        }
        for (sum, bias) in sums.as_flattened_mut().iter_mut().zip(tile.bias) {
            *sum += bias;
        }
        let out = &mut out[row * out_stride..];
        if CHOOSE {
            for (lane, out) in out[..LANES].iter_mut().enumerate() {
                *out = sums[0][lane].max(sums[1][lane]).max(sums[2][lane]);
            }
        } else {
            out[..VECTORS * LANES].copy_from_slice(sums.as_flattened());
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::{FloatTile, VECTORS};

    /// Multiplies `ROWS` rows with a panel of 3 × 16 columns, `ROWS` × 3 sums in registers.
    ///
    /// # Safety
    /// The processor has AVX-512 F; the tile's `left` has `stride` × (`ROWS` − 1) + `depth`
    /// numbers, its panel `depth` × 48, its bias 48; `out` is writable for `out_stride` ×
    /// (`ROWS` − 1) + 48 numbers, or 16 in place of 48 with `CHOOSE`.
    #[target_feature(enable = "avx512f")]
    pub unsafe fn tile512<const ROWS: usize, const CHOOSE: bool>(
        tile: &FloatTile<'_>,
        depth: usize,
        out: *mut f32,
        out_stride: usize,
    ) {
        let (left, stride) = (tile.left.as_ptr(), tile.stride);
        // SAFETY (of its calls): it is asked for vectors within the panel and the bias.
        let load = |from: &[f32], at: usize| unsafe { _mm512_loadu_ps(from.as_ptr().add(at)) };
        let mut sums = [[_mm512_setzero_ps(); VECTORS]; ROWS];
        for step in 0..depth {
            let columns: [__m512; VECTORS] = std::array::from_fn(|v| load(tile.panel, (step * VECTORS + v) * 16));
            for (row, sums) in sums.iter_mut().enumerate() {
                // SAFETY: row < ROWS and step < depth, within what the caller vouches for.
                let value = _mm512_set1_ps(unsafe { *left.add(row * stride + step) });
                for (sum, column) in sums.iter_mut().zip(&columns) {
                    *sum = _mm512_fmadd_ps(value, *column, *sum);
                }
            }
        }
        let bias: [__m512; VECTORS] = std::array::from_fn(|v| load(tile.bias, v * 16));
        for (row, sums) in sums.iter().enumerate() {
            let sums: [__m512; VECTORS] = std::array::from_fn(|v| _mm512_add_ps(sums[v], bias[v]));
            // SAFETY: row < ROWS; the caller vouches for so many rows of `out`.
            unsafe {
                let out = out.add(row * out_stride);
                if CHOOSE {
                    _mm512_storeu_ps(out, _mm512_max_ps(_mm512_max_ps(sums[0], sums[1]), sums[2]));
                } else {
                    sums.iter().enumerate().for_each(|(v, sum)| _mm512_storeu_ps(out.add(v * 16), *sum));
                }
            }
        }
    }

    /// Multiplies one row with a panel of 3 × 16 columns, every fourth step in one of four strands.
    ///
    /// # Safety
    /// The processor has AVX-512 F; the tile's `left` has `depth` numbers, its panel `depth` × 48,
    /// its bias 48; `out` is writable for 48.
    #[target_feature(enable = "avx512f")]
    pub unsafe fn row512(tile: &FloatTile<'_>, depth: usize, out: *mut f32) {
        const STRANDS: usize = 4;
        // SAFETY (of its calls): it is asked for vectors within the panel and the bias.
        let load = |from: &[f32], at: usize| unsafe { _mm512_loadu_ps(from.as_ptr().add(at)) };
        let mut sums = [[_mm512_setzero_ps(); VECTORS]; STRANDS];
        let mut add = |strand: usize, step: usize| {
            let value = _mm512_set1_ps(tile.left[step]);
            for (v, sum) in sums[strand].iter_mut().enumerate() {
                *sum = _mm512_fmadd_ps(value, load(tile.panel, (step * VECTORS + v) * 16), *sum);
            }
        };
        let whole = depth / STRANDS * STRANDS;
        for step in (0..whole).step_by(STRANDS) {
            (0..STRANDS).for_each(|strand| add(strand, step + strand));
        }
        (whole..depth).for_each(|step| add(0, step));
        let join = |one: [__m512; VECTORS], other: [__m512; VECTORS]| -> [__m512; VECTORS] {
            std::array::from_fn(|v| _mm512_add_ps(one[v], other[v]))
        };
        let sums = join(join(sums[0], sums[1]), join(sums[2], sums[3]));
        for (v, sum) in sums.into_iter().enumerate() {
            let sum = _mm512_add_ps(sum, load(tile.bias, v * 16));
            // SAFETY: v < 3; the caller vouches for 48 numbers.
            unsafe { _mm512_storeu_ps(out.add(v * 16), sum) };
        }
    }

    /// Multiplies `ROWS` rows with a panel of 3 × 8 columns, `ROWS` × 3 sums in registers.
    ///
    /// # Safety
    /// The processor has AVX2 and FMA; for the rest as `tile512`, with 24 and 8 columns.
    #[target_feature(enable = "avx2,fma")]
    pub unsafe fn tile256<const ROWS: usize, const CHOOSE: bool>(
        tile: &FloatTile<'_>,
        depth: usize,
        out: *mut f32,
        out_stride: usize,
    ) {
        let (left, stride) = (tile.left.as_ptr(), tile.stride);
        // SAFETY (of its calls): it is asked for vectors within the panel and the bias.
        let load = |from: &[f32], at: usize| unsafe { _mm256_loadu_ps(from.as_ptr().add(at)) };
        let mut sums = [[_mm256_setzero_ps(); VECTORS]; ROWS];
        for step in 0..depth {
            let columns: [__m256; VECTORS] = std::array::from_fn(|v| load(tile.panel, (step * VECTORS + v) * 8));
            for (row, sums) in sums.iter_mut().enumerate() {
                // SAFETY: row < ROWS and step < depth, within what the caller vouches for.
                let value = _mm256_set1_ps(unsafe { *left.add(row * stride + step) });
                for (sum, column) in sums.iter_mut().zip(&columns) {
                    *sum = _mm256_fmadd_ps(value, *column, *sum);
                }
            }
        }
        let bias: [__m256; VECTORS] = std::array::from_fn(|v| load(tile.bias, v * 8));
        for (row, sums) in sums.iter().enumerate() {
            let sums: [__m256; VECTORS] = std::array::from_fn(|v| _mm256_add_ps(sums[v], bias[v]));
            // SAFETY: row < ROWS; the caller vouches for so many rows of `out`.
            unsafe {
                let out = out.add(row * out_stride);
                if CHOOSE {
                    _mm256_storeu_ps(out, _mm256_max_ps(_mm256_max_ps(sums[0], sums[1]), sums[2]));
                } else {
                    sums.iter().enumerate().for_each(|(v, sum)| _mm256_storeu_ps(out.add(v * 8), *sum));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kernel: Kernel, rows: usize, depth: usize, stride: usize) {
        let width = VECTORS * kernel.lanes();
        let left: Vec<f32> = (0..stride * rows + depth).map(|i| (i % 13) as f32 - 6.0).collect();
        let panel: Vec<f32> = (0..depth * width).map(|i| (i % 7) as f32 - 3.0).collect();
        let bias: Vec<f32> = (0..width).map(|i| (i % 5) as f32).collect();
        let tile = FloatTile { left: &left, stride, rows, panel: &panel, bias: &bias };
        let mut all = vec![0.0; rows * (width + 1)];
        kernel.multiply(&tile, &mut all, width + 1);
        let mut largest = vec![0.0; rows * kernel.lanes()];
        kernel.multiply_and_choose(&tile, &mut largest, kernel.lanes());
        for (row, all) in all.chunks_exact(width + 1).enumerate() {
            for (column, &found) in all[..width].iter().enumerate() {
                let products = (0..depth).map(|step| left[row * stride + step] * panel[step * width + column]);
                assert_eq!(found, products.sum::<f32>() + bias[column], "{kernel:?} row {row} column {column}");
            }
            assert_eq!(all[width], 0.0, "{kernel:?} wrote beyond the row");
            for lane in 0..kernel.lanes() {
                let pieces = (0..VECTORS).map(|v| all[v * kernel.lanes() + lane]);
                let wanted = pieces.fold(f32::NEG_INFINITY, f32::max);
                assert_eq!(largest[row * kernel.lanes() + lane], wanted, "{kernel:?} row {row} lane {lane}");
            }
        }
    }

    #[test]
    fn every_kernel_multiplies_alike() {
        for kernel in Kernel::available() {
            for rows in 1..=kernel.rows() {
                check(kernel, rows, 5, 5);
                check(kernel, rows, 7, 3);
                check(kernel, rows, 288, 96);
                check(kernel, rows, 0, 3);
            }
        }
    }
}
