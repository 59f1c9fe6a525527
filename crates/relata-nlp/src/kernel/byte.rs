//! Given a few tokens' bytes and a panel of a matrix of bytes; yields their products, or the largest of three.
//!
//! A window of three tokens is multiplied in three parts, since each token has a scale of its own; a token alone is a
//! window of one.
//! Within a part the sums are whole numbers, exact and the same on every processor; what follows
//! is done in float32 in one order and without fused steps, so that the results are, too.

use super::{Kernel, VECTORS};

/// Counts the bytes that are multiplied together in one lane.
pub const GROUP: usize = 4;

/// Is a product to be made: `rows` windows of `WINDOW` tokens, each one token after the last, with a
/// panel.
#[derive(Debug, Clone, Copy)]
pub struct ByteTile<'a, const WINDOW: usize> {
    /// The tokens' bytes, `stride` each; see [`Kernel::flip`].
    pub left: &'a [u8],
    /// A multiple of 4.
    pub stride: usize,
    /// What each token's bytes are to be multiplied with.
    pub scales: &'a [f32],
    /// 1 to [`Kernel::byte_rows`].
    pub rows: usize,
    /// `WINDOW` × `stride` / 4 × 3 (vectors) × lanes × 4 weights, from −127 to 127.
    pub panel: &'a [i8],
    /// `WINDOW` × 3 (vectors) × lanes sums to start from; see [`Kernel::start`].
    pub start: &'a [i32],
    /// 3 × lanes scales of the weights.
    pub factor: &'a [f32],
    /// 3 × lanes numbers, added at the end.
    pub bias: &'a [f32],
}

impl Kernel {
    /// Counts the most windows that are multiplied at once.
    pub fn byte_rows(self) -> usize {
        match self {
            Self::Vnni => 4,
            Self::Avx512 | Self::Avx2 | Self::Plain => 2,
        }
    }

    /// Gives the bits that are flipped in each byte of a token: VNNI multiplies unsigned bytes, so
    /// that a value from −127 to 127 is stored 128 higher.
    pub fn flip(self) -> u8 {
        if self == Self::Vnni { 0x80 } else { 0 }
    }

    /// Gives the sum to start from, which takes back what [`Kernel::flip`] adds; `weights` is the
    /// sum of the weights that the column has for one token.
    pub fn start(self, weights: i32) -> i32 {
        -i32::from(self.flip()) * weights
    }

    /// Multiplies; `out` gets 3 × [`Kernel::byte_lanes`] sums a row, each row `out_stride` after the last.
    pub fn multiply_bytes<const WINDOW: usize>(self, tile: &ByteTile<'_, WINDOW>, out: &mut [f32], out_stride: usize) {
        self.run_bytes::<WINDOW, false>(tile, out, out_stride);
    }

    /// Multiplies and keeps the largest of the three sums in each lane; `out` gets
    /// [`Kernel::byte_lanes`] numbers a row, each row `out_stride` after the last.
    pub fn multiply_bytes_and_choose<const WINDOW: usize>(
        self,
        tile: &ByteTile<'_, WINDOW>,
        out: &mut [f32],
        out_stride: usize,
    ) {
        self.run_bytes::<WINDOW, true>(tile, out, out_stride);
    }

    fn run_bytes<const WINDOW: usize, const CHOOSE: bool>(
        self,
        tile: &ByteTile<'_, WINDOW>,
        out: &mut [f32],
        out_stride: usize,
    ) {
        let (lanes, rows) = (self.byte_lanes(), tile.rows);
        let width = VECTORS * lanes;
        let tokens = rows + WINDOW - 1;
        assert!((1..=self.byte_rows()).contains(&rows) && tile.stride.is_multiple_of(GROUP) && WINDOW > 0);
        assert!(tile.left.len() >= tile.stride * tokens && tile.scales.len() >= tokens);
        assert!(tile.panel.len() == WINDOW * tile.stride * width && tile.start.len() == WINDOW * width);
        assert!(tile.factor.len() == width && tile.bias.len() == width);
        assert!(out.len() >= out_stride * (rows - 1) + if CHOOSE { lanes } else { width });
        match self {
            #[cfg(target_arch = "x86_64")]
            Self::Vnni => {
                let tile_of = [
                    x86::vnni::<1, WINDOW, CHOOSE>,
                    x86::vnni::<2, WINDOW, CHOOSE>,
                    x86::vnni::<3, WINDOW, CHOOSE>,
                    x86::vnni::<4, WINDOW, CHOOSE>,
                ];
                // SAFETY: the kernel vouches for AVX-512 F and VNNI; the sizes are asserted above.
                unsafe { tile_of[rows - 1](tile, out.as_mut_ptr(), out_stride) }
            }
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 | Self::Avx2 => {
                let tile_of = [x86::avx2::<1, WINDOW, CHOOSE>, x86::avx2::<2, WINDOW, CHOOSE>];
                // SAFETY: the kernel vouches for AVX2; the sizes are asserted above.
                unsafe { tile_of[rows - 1](tile, out.as_mut_ptr(), out_stride) }
            }
            _ => plain::<WINDOW, CHOOSE>(tile, out, out_stride),
        }
    }
}

fn plain<const WINDOW: usize, const CHOOSE: bool>(tile: &ByteTile<'_, WINDOW>, out: &mut [f32], out_stride: usize) {
    const LANES: usize = 8;
    const WIDTH: usize = VECTORS * LANES;
    for row in 0..tile.rows {
        let mut totals = [0.0_f32; WIDTH];
        let parts = tile.panel.chunks_exact((tile.stride * WIDTH).max(1)).zip(tile.start.chunks_exact(WIDTH));
        for (token, (panel, start)) in (row..).zip(parts) {
            let mut sums = [0_i32; WIDTH];
            sums.copy_from_slice(start);
            let groups = tile.left[token * tile.stride..].chunks_exact(GROUP);
            for (bytes, weights) in groups.zip(panel.chunks_exact(WIDTH * GROUP)) {
                for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(GROUP)) {
                    let products = bytes.iter().zip(weights).map(|(&b, &w)| i32::from(b as i8) * i32::from(w));
                    *sum += products.sum::<i32>();
                }
            }
            for (total, sum) in totals.iter_mut().zip(sums) {
                *total += sum as f32 * tile.scales[token];
            }
        }
        for ((total, factor), bias) in totals.iter_mut().zip(tile.factor).zip(tile.bias) {
            *total = *total * factor + bias;
        }
        let out = &mut out[row * out_stride..];
        if CHOOSE {
            for (lane, out) in out[..LANES].iter_mut().enumerate() {
                *out = totals[lane].max(totals[LANES + lane]).max(totals[2 * LANES + lane]);
            }
        } else {
            out[..WIDTH].copy_from_slice(&totals);
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::{ByteTile, GROUP, VECTORS};

    /// Multiplies `ROWS` windows with a panel of 3 × 16 columns.
    ///
    /// # Safety
    /// The processor has AVX-512 F and VNNI; the tile's `left` has `ROWS` + `WINDOW` − 1 tokens of
    /// `stride` bytes, `scales` as many numbers, `panel` `WINDOW` × `stride` × 48 weights, `start`
    /// `WINDOW` × 48 sums, `factor` and `bias` 48 numbers; `out` is writable for `out_stride` ×
    /// (`ROWS` − 1) + 48 numbers, or 16 in place of 48 with `CHOOSE`.
    #[target_feature(enable = "avx512f,avx512vnni")]
    pub unsafe fn vnni<const ROWS: usize, const WINDOW: usize, const CHOOSE: bool>(
        tile: &ByteTile<'_, WINDOW>,
        out: *mut f32,
        out_stride: usize,
    ) {
        let (steps, mut panel) = (tile.stride / GROUP, tile.panel.as_ptr());
        let mut totals = [[_mm512_setzero_ps(); VECTORS]; ROWS];
        for part in 0..WINDOW {
            // SAFETY: part < WINDOW and v < 3, within the WINDOW × 48 sums.
            let start: [__m512i; VECTORS] = std::array::from_fn(|v| unsafe {
                _mm512_loadu_si512(tile.start.as_ptr().add((part * VECTORS + v) * 16).cast())
            });
            let mut sums = [start; ROWS];
            // SAFETY: part < WINDOW, so that `ROWS` tokens follow within the ROWS + WINDOW − 1.
            let mut left = unsafe { tile.left.as_ptr().add(part * tile.stride) };
            for _ in 0..steps {
                // SAFETY: WINDOW × steps groups of 48 × 4 weights lie in the panel, and this is one of them.
                let weights: [__m512i; VECTORS] =
                    std::array::from_fn(|v| unsafe { _mm512_loadu_si512(panel.add(v * 64).cast()) });
                for (row, sums) in sums.iter_mut().enumerate() {
                    // SAFETY: row < ROWS, and four bytes from here lie within that token's.
                    let bytes =
                        _mm512_set1_epi32(unsafe { left.add(row * tile.stride).cast::<i32>().read_unaligned() });
                    for (sum, weights) in sums.iter_mut().zip(&weights) {
                        *sum = _mm512_dpbusd_epi32(*sum, bytes, *weights);
                    }
                }
                // SAFETY: at most one past the end of the panel and of the tokens' bytes.
                (panel, left) = unsafe { (panel.add(VECTORS * 64), left.add(GROUP)) };
            }
            for (row, (totals, sums)) in totals.iter_mut().zip(&sums).enumerate() {
                let scale = _mm512_set1_ps(tile.scales[part + row]);
                for (total, sum) in totals.iter_mut().zip(sums) {
                    *total = _mm512_add_ps(*total, _mm512_mul_ps(_mm512_cvtepi32_ps(*sum), scale));
                }
            }
        }
        // SAFETY (of its calls): v < 3, within the 48 numbers.
        let load = |from: &[f32], v: usize| unsafe { _mm512_loadu_ps(from.as_ptr().add(v * 16)) };
        let end = |total: __m512, v| _mm512_add_ps(_mm512_mul_ps(total, load(tile.factor, v)), load(tile.bias, v));
        for (row, totals) in totals.iter().enumerate() {
            let sums: [__m512; VECTORS] = std::array::from_fn(|v| end(totals[v], v));
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

    /// Multiplies `ROWS` windows with a panel of 3 × 8 columns.
    ///
    /// `maddubs` adds two products in 16 bits, at the most 2 × 127 × 127 < 2¹⁵: it never saturates.
    ///
    /// # Safety
    /// The processor has AVX2; for the rest as `vnni`, with 24 for 48 and 8 for 16.
    #[target_feature(enable = "avx2")]
    pub unsafe fn avx2<const ROWS: usize, const WINDOW: usize, const CHOOSE: bool>(
        tile: &ByteTile<'_, WINDOW>,
        out: *mut f32,
        out_stride: usize,
    ) {
        let (steps, mut panel) = (tile.stride / GROUP, tile.panel.as_ptr());
        let ones = _mm256_set1_epi16(1);
        let mut totals = [[_mm256_setzero_ps(); VECTORS]; ROWS];
        for part in 0..WINDOW {
            // SAFETY: part < WINDOW and v < 3, within the WINDOW × 24 sums.
            let start: [__m256i; VECTORS] = std::array::from_fn(|v| unsafe {
                _mm256_loadu_si256(tile.start.as_ptr().add((part * VECTORS + v) * 8).cast())
            });
            let mut sums = [start; ROWS];
            // SAFETY: part < WINDOW, so that `ROWS` tokens follow within the ROWS + WINDOW − 1.
            let mut left = unsafe { tile.left.as_ptr().add(part * tile.stride) };
            for _ in 0..steps {
                // SAFETY: WINDOW × steps groups of 24 × 4 weights lie in the panel, and this is one of them.
                let weights: [__m256i; VECTORS] =
                    std::array::from_fn(|v| unsafe { _mm256_loadu_si256(panel.add(v * 32).cast()) });
                for (row, sums) in sums.iter_mut().enumerate() {
                    // SAFETY: row < ROWS, and four bytes from here lie within that token's.
                    let bytes =
                        _mm256_set1_epi32(unsafe { left.add(row * tile.stride).cast::<i32>().read_unaligned() });
                    let size = _mm256_abs_epi8(bytes);
                    for (sum, weights) in sums.iter_mut().zip(&weights) {
                        let pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(*weights, bytes));
                        *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(pairs, ones));
                    }
                }
                // SAFETY: at most one past the end of the panel and of the tokens' bytes.
                (panel, left) = unsafe { (panel.add(VECTORS * 32), left.add(GROUP)) };
            }
            for (row, (totals, sums)) in totals.iter_mut().zip(&sums).enumerate() {
                let scale = _mm256_set1_ps(tile.scales[part + row]);
                for (total, sum) in totals.iter_mut().zip(sums) {
                    *total = _mm256_add_ps(*total, _mm256_mul_ps(_mm256_cvtepi32_ps(*sum), scale));
                }
            }
        }
        // SAFETY (of its calls): v < 3, within the 24 numbers.
        let load = |from: &[f32], v: usize| unsafe { _mm256_loadu_ps(from.as_ptr().add(v * 8)) };
        let end = |total: __m256, v| _mm256_add_ps(_mm256_mul_ps(total, load(tile.factor, v)), load(tile.bias, v));
        for (row, totals) in totals.iter().enumerate() {
            let sums: [__m256; VECTORS] = std::array::from_fn(|v| end(totals[v], v));
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
    use proptest::prelude::*;

    /// Gives the whole sums of one window with one column, part by part, as they are defined.
    fn wanted<const WINDOW: usize>(left: &[i8], weights: &[i8], stride: usize, row: usize) -> [i32; WINDOW] {
        std::array::from_fn(|part| {
            let bytes = &left[(row + part) * stride..][..stride];
            bytes.iter().zip(&weights[part * stride..]).map(|(&b, &w)| i32::from(b) * i32::from(w)).sum()
        })
    }

    /// Checks one kernel: column `c` has `weights[c]`, `WINDOW` × stride each.
    fn check<const WINDOW: usize>(kernel: Kernel, rows: usize, stride: usize, left: &[i8], weights: &[Vec<i8>]) {
        let (lanes, flip) = (kernel.byte_lanes(), kernel.flip());
        let width = VECTORS * lanes;
        let of = |column: usize| &weights[column % weights.len()];
        let mut panel = vec![0; WINDOW * stride * width];
        let mut start = vec![0; WINDOW * width];
        for (place, weight) in panel.iter_mut().enumerate() {
            let (step, column, byte) = (place / (width * GROUP), place / GROUP % width, place % GROUP);
            *weight = of(column)[step * GROUP + byte];
        }
        for (place, start) in start.iter_mut().enumerate() {
            let (part, column) = (place / width, place % width);
            let weights = &of(column)[part * stride..][..stride];
            *start = kernel.start(weights.iter().map(|&w| i32::from(w)).sum());
        }
        let bytes: Vec<u8> = left.iter().map(|&b| b as u8 ^ flip).collect();
        let scales: Vec<f32> = (0..rows + WINDOW - 1).map(|i| [0.5, 0.1, 3.0][i % 3]).collect();
        let factor: Vec<f32> = (0..width).map(|i| [0.3, -0.7][i % 2]).collect();
        let bias: Vec<f32> = (0..width).map(|i| i as f32 * 0.01).collect();
        let (panel, start, factor, bias) = (&panel, &start, &factor, &bias);
        let tile = ByteTile::<WINDOW> { left: &bytes, stride, scales: &scales, rows, panel, start, factor, bias };
        let (mut all, mut largest) = (vec![0.0; rows * width], vec![0.0; rows * lanes]);
        kernel.multiply_bytes(&tile, &mut all, width);
        kernel.multiply_bytes_and_choose(&tile, &mut largest, lanes);
        for (place, &found) in largest.iter().enumerate() {
            let (row, lane) = (place / lanes, place % lanes);
            let pieces: [f32; VECTORS] = std::array::from_fn(|v| {
                let column = v * lanes + lane;
                let sums = wanted::<WINDOW>(left, of(column), stride, row);
                let parts = sums.iter().zip(&scales[row..]).map(|(&sum, scale)| sum as f32 * scale);
                parts.fold(0.0, |total, part| total + part) * factor[column] + bias[column]
            });
            let said = format!("{kernel:?} {row} {lane}");
            assert!(
                (0..VECTORS).all(|v| all[row * width + v * lanes + lane].to_bits() == pieces[v].to_bits()),
                "{said}"
            );
            assert_eq!(found.to_bits(), pieces[0].max(pieces[1]).max(pieces[2]).to_bits(), "{said}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 2 } else { 64 }, ..ProptestConfig::default() })]
        #[test]
        fn every_kernel_sums_alike(
            groups in 0_usize..27,
            pool in prop::collection::vec(-127_i8..=127, 700),
            extreme in any::<bool>(),
        ) {
            let stride = groups * GROUP;
            let sharpen = |value: i8| if extreme { if value < 0 { -127 } else { 127 } } else { value };
            let value = |place: usize| sharpen(pool[place % pool.len()]);
            for kernel in Kernel::available() {
                for rows in 1..=kernel.byte_rows() {
                    let left: Vec<i8> = (0..(rows + 2) * stride).map(value).collect();
                    let column = |c: usize| (0..3 * stride).map(|i| value(i * 3 + c * 101)).collect();
                    let weights: Vec<Vec<i8>> = (0..VECTORS * kernel.byte_lanes()).map(column).collect();
                    check::<3>(kernel, rows, stride, &left, &weights);
                    check::<1>(kernel, rows, stride, &left, &weights);
                }
            }
        }
    }
}
