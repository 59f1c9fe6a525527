//! Given rows of float32 and a packed matrix; yields their products, by the processor's own lanes.
//!
//! A matrix is packed in panels of three vectors of [`Kernel::lanes`] columns, so that a layer of
//! three pieces finds the pieces of one output in one lane of three registers. Each product sums
//! over the shared dimension in order, whatever the number of rows: a row's result never depends
//! on the rows beside it, and a cached row equals a computed one to the bit.

/// Is a way to multiply that this processor has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// x86-64 with AVX-512 F: 16 lanes.
    Avx512,
    /// x86-64 with AVX2 and FMA: 8 lanes.
    Avx2,
    /// Any processor: 8 lanes, left to the compiler.
    Plain,
}

/// Is the most lanes that any kernel has.
pub const MAX_LANES: usize = 16;
/// Is the most rows that are multiplied at once.
pub const MAX_ROWS: usize = 8;
/// Counts the vectors of a panel.
pub const VECTORS: usize = 3;

/// Holds the products of up to [`MAX_ROWS`] rows with one panel; only the first
/// [`Kernel::lanes`] of each vector are used.
pub type Tile = [[[f32; MAX_LANES]; VECTORS]; MAX_ROWS];

impl Kernel {
    /// Finds the fastest kernel that this processor has.
    pub fn best() -> Self {
        Self::available()[0]
    }

    /// Lists the kernels that this processor has, the fastest first.
    pub fn available() -> Vec<Self> {
        let mut found = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") {
                found.push(Self::Avx512);
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                found.push(Self::Avx2);
            }
        }
        found.push(Self::Plain);
        found
    }

    /// Counts the columns of a vector.
    pub fn lanes(self) -> usize {
        match self {
            Self::Avx512 => 16,
            Self::Avx2 | Self::Plain => 8,
        }
    }

    /// Counts the rows that this kernel multiplies at once.
    pub fn rows(self) -> usize {
        match self {
            Self::Avx512 => 8,
            Self::Avx2 | Self::Plain => 4,
        }
    }

    /// Multiplies `rows` rows of `depth` numbers, each `stride` after the last, with a panel of
    /// `depth` × 3 × lanes. `rows` is [`Kernel::rows`] or 1.
    pub fn multiply(self, left: &[f32], stride: usize, rows: usize, panel: &[f32], out: &mut Tile) {
        let depth = panel.len() / (VECTORS * self.lanes());
        assert!(rows == 1 || rows == self.rows());
        assert!(left.len() >= stride * (rows - 1) + depth);
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 if rows == 1 => {
                // SAFETY: `available` has found AVX-512 F; the bounds are asserted above.
                unsafe { x86::tile512::<1>(left.as_ptr(), stride, depth, panel.as_ptr(), out) }
            }
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => {
                // SAFETY: as above, for 8 rows.
                unsafe { x86::tile512::<8>(left.as_ptr(), stride, depth, panel.as_ptr(), out) }
            }
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 if rows == 1 => {
                // SAFETY: `available` has found AVX2 and FMA; the bounds are asserted above.
                unsafe { x86::tile256::<1>(left.as_ptr(), stride, depth, panel.as_ptr(), out) }
            }
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => {
                // SAFETY: as above, for 4 rows.
                unsafe { x86::tile256::<4>(left.as_ptr(), stride, depth, panel.as_ptr(), out) }
            }
            _ => plain(left, stride, rows, panel, out),
        }
    }
}

fn plain(left: &[f32], stride: usize, rows: usize, panel: &[f32], out: &mut Tile) {
    const LANES: usize = 8;
    for (row, out) in out.iter_mut().enumerate().take(rows) {
        let mut sums = [[0.0_f32; LANES]; VECTORS];
        for (value, columns) in left[row * stride..].iter().zip(panel.chunks_exact(VECTORS * LANES)) {
            for (sums, columns) in sums.iter_mut().zip(columns.chunks_exact(LANES)) {
                for (sum, column) in sums.iter_mut().zip(columns) {
                    *sum += value * column;
                }
            }
        }
        for (out, sums) in out.iter_mut().zip(&sums) {
            out[..LANES].copy_from_slice(sums);
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::{Tile, VECTORS};

    /// Multiplies `ROWS` rows with a panel of 3 × 16 columns, `ROWS` × 3 sums in registers.
    ///
    /// # Safety
    /// The processor has AVX-512 F; `left` is readable for `stride` × (`ROWS` − 1) + `depth`
    /// numbers and `panel` for `depth` × 48.
    #[target_feature(enable = "avx512f")]
    pub unsafe fn tile512<const ROWS: usize>(
        left: *const f32,
        stride: usize,
        depth: usize,
        panel: *const f32,
        out: &mut Tile,
    ) {
        let mut sums = [[_mm512_setzero_ps(); VECTORS]; ROWS];
        for step in 0..depth {
            // SAFETY: step < depth, so all three vectors lie within the panel.
            let columns: [__m512; VECTORS] =
                std::array::from_fn(|vector| unsafe { _mm512_loadu_ps(panel.add(step * VECTORS * 16 + vector * 16)) });
            for (row, sums) in sums.iter_mut().enumerate() {
                // SAFETY: row < ROWS and step < depth, within what the caller vouches for.
                let value = _mm512_set1_ps(unsafe { *left.add(row * stride + step) });
                for (sum, column) in sums.iter_mut().zip(&columns) {
                    *sum = _mm512_fmadd_ps(value, *column, *sum);
                }
            }
        }
        for (out, sums) in out.iter_mut().zip(&sums) {
            for (out, sum) in out.iter_mut().zip(sums) {
                // SAFETY: a vector of the tile has room for 16 lanes.
                unsafe { _mm512_storeu_ps(out.as_mut_ptr(), *sum) };
            }
        }
    }

    /// Multiplies `ROWS` rows with a panel of 3 × 8 columns, `ROWS` × 3 sums in registers.
    ///
    /// # Safety
    /// The processor has AVX2 and FMA; `left` is readable for `stride` × (`ROWS` − 1) + `depth`
    /// numbers and `panel` for `depth` × 24.
    #[target_feature(enable = "avx2,fma")]
    pub unsafe fn tile256<const ROWS: usize>(
        left: *const f32,
        stride: usize,
        depth: usize,
        panel: *const f32,
        out: &mut Tile,
    ) {
        let mut sums = [[_mm256_setzero_ps(); VECTORS]; ROWS];
        for step in 0..depth {
            // SAFETY: step < depth, so all three vectors lie within the panel.
            let columns: [__m256; VECTORS] =
                std::array::from_fn(|vector| unsafe { _mm256_loadu_ps(panel.add(step * VECTORS * 8 + vector * 8)) });
            for (row, sums) in sums.iter_mut().enumerate() {
                // SAFETY: row < ROWS and step < depth, within what the caller vouches for.
                let value = _mm256_set1_ps(unsafe { *left.add(row * stride + step) });
                for (sum, column) in sums.iter_mut().zip(&columns) {
                    *sum = _mm256_fmadd_ps(value, *column, *sum);
                }
            }
        }
        for (out, sums) in out.iter_mut().zip(&sums) {
            for (out, sum) in out.iter_mut().zip(sums) {
                // SAFETY: a vector of the tile has room for 16 lanes.
                unsafe { _mm256_storeu_ps(out.as_mut_ptr(), *sum) };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kernel: Kernel, rows: usize, depth: usize, stride: usize) {
        let left: Vec<f32> = (0..stride * rows + depth).map(|i| (i % 13) as f32 - 6.0).collect();
        let width = VECTORS * kernel.lanes();
        let panel: Vec<f32> = (0..depth * width).map(|i| (i % 7) as f32 - 3.0).collect();
        let mut out = [[[0.0; MAX_LANES]; VECTORS]; MAX_ROWS];
        kernel.multiply(&left, stride, rows, &panel, &mut out);
        for (row, out) in out.iter().enumerate().take(rows) {
            for column in 0..width {
                let sum: f32 = (0..depth).map(|step| left[row * stride + step] * panel[step * width + column]).sum();
                let found = out[column / kernel.lanes()][column % kernel.lanes()];
                assert_eq!(found, sum, "{kernel:?} row {row} column {column}");
            }
        }
    }

    #[test]
    fn every_kernel_multiplies_alike() {
        for kernel in Kernel::available() {
            for rows in [1, kernel.rows()] {
                check(kernel, rows, 5, 5);
                check(kernel, rows, 288, 96);
            }
            check(kernel, 1, 0, 3);
        }
    }
}
