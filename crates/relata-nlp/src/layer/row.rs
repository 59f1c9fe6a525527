//! Given a row of numbers; yields it normed, or as bytes with their scale, or its largest number.
//!
//! All is plain code in sixteen strands, which the compiler keeps in vectors when it is called
//! by [`Kernel::with`](crate::kernel::Kernel::with); the results are the same to the bit either way.

use crate::kernel::PlainCode;

const STRANDS: usize = 16;

/// Is what a norm layer does after it has brought a row to mean 0 and variance 1.
pub struct Norm {
    /// The factor of each number.
    pub gain: Vec<f32>,
    /// What is added to each number.
    pub shift: Vec<f32>,
}

/// Norms rows, each `stride` after the last; `out` gets the results, plus what `base` holds.
pub struct NormOnto<'a> {
    pub norm: &'a Norm,
    pub rows: &'a [f32],
    pub stride: usize,
    pub base: &'a [f32],
    pub out: &'a mut [f32],
}

impl PlainCode for NormOnto<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let width = self.norm.gain.len();
        let both = self.base.chunks_exact(width).zip(self.out.chunks_exact_mut(width));
        for (row, (base, out)) in self.rows.chunks_exact(self.stride).zip(both) {
            self.norm.add(&row[..width], base, out);
        }
    }
}

/// Norms rows, each `stride` after the last; `out` gets the results, plus what it holds.
pub struct NormOn<'a> {
    pub norm: &'a Norm,
    pub rows: &'a [f32],
    pub stride: usize,
    pub out: &'a mut [f32],
}

impl PlainCode for NormOn<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let width = self.norm.gain.len();
        for (row, out) in self.rows.chunks_exact(self.stride).zip(self.out.chunks_exact_mut(width)) {
            self.norm.add_to(&row[..width], out);
        }
    }
}

impl Norm {
    #[inline(always)]
    fn add(&self, row: &[f32], base: &[f32], out: &mut [f32]) {
        let (mean, scale) = mean_and_scale(row);
        let learnt = self.gain.iter().zip(&self.shift);
        for (((out, value), base), (gain, shift)) in out.iter_mut().zip(row).zip(base).zip(learnt) {
            *out = (value - mean) * scale * gain + shift + base;
        }
    }

    #[inline(always)]
    fn add_to(&self, row: &[f32], out: &mut [f32]) {
        let (mean, scale) = mean_and_scale(row);
        let learnt = self.gain.iter().zip(&self.shift);
        for ((out, value), (gain, shift)) in out.iter_mut().zip(row).zip(learnt) {
            *out += (value - mean) * scale * gain + shift;
        }
    }
}

#[inline(always)]
fn mean_and_scale(row: &[f32]) -> (f32, f32) {
    let count = row.len() as f32;
    let mean = sum(row, |value| value) / count;
    let variance = sum(row, |value| (value - mean) * (value - mean)) / count + 1e-8;
    (mean, 1.0 / variance.sqrt())
}

#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut strands = [0.0_f32; STRANDS];
    let (chunks, rest) = row.as_chunks::<STRANDS>();
    for chunk in chunks {
        for (strand, &value) in strands.iter_mut().zip(chunk) {
            *strand += of(value);
        }
    }
    fold(strands, |a, b| a + b) + rest.iter().map(|&value| of(value)).sum::<f32>()
}

/// Finds for each row, `stride` after the last, the place of its largest number: the first of
/// equals.
pub struct Best<'a> {
    pub rows: &'a [f32],
    pub stride: usize,
    pub found: &'a mut [u16],
}

impl PlainCode for Best<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (row, found) in self.rows.chunks_exact(self.stride).zip(self.found) {
            let most = largest(row);
            *found = row.iter().position(|&value| value == most).unwrap_or_default() as u16;
        }
    }
}

#[inline(always)]
fn largest(row: &[f32]) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let mut strands = [f32::NEG_INFINITY; STRANDS];
    let (chunks, rest) = row.as_chunks::<STRANDS>();
    for chunk in chunks {
        for (strand, &value) in strands.iter_mut().zip(chunk) {
            *strand = larger(*strand, value);
        }
    }
    rest.iter().fold(fold(strands, larger), |a, &b| larger(a, b))
}

/// Turns rows of `width` numbers into bytes, `stride` each, and their scales; see [`to_bytes`].
pub struct ToBytes<'a> {
    pub rows: &'a [f32],
    pub width: usize,
    pub flip: u8,
    pub bytes: &'a mut [u8],
    pub stride: usize,
    pub scales: &'a mut [f32],
}

impl PlainCode for ToBytes<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let both = self.bytes.chunks_exact_mut(self.stride).zip(self.scales);
        for (row, (bytes, scale)) in self.rows.chunks_exact(self.width).zip(both) {
            *scale = to_bytes(row, self.flip, bytes);
        }
    }
}

/// Writes the nearest whole numbers of a row times 127 / its largest size, each with the bits of
/// `flip` flipped; gives the factor that leads back, 0 for a row of zeros. `out` may be longer
/// than the row: what is over becomes 0.
#[inline(always)]
pub fn to_bytes(row: &[f32], flip: u8, out: &mut [u8]) -> f32 {
    /// Added to a number below 2²², it leaves the nearest whole number in the last bits.
    const ROUNDER: f32 = 12_582_912.0;
    let mut strands = [0.0_f32; STRANDS];
    let (chunks, rest) = row.as_chunks::<STRANDS>();
    for chunk in chunks {
        for (strand, value) in strands.iter_mut().zip(chunk) {
            let size = value.abs();
            *strand = if size > *strand { size } else { *strand };
        }
    }
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let size = rest.iter().fold(fold(strands, larger), |a, &b| larger(a, b.abs()));
    let factor = if size > f32::MIN_POSITIVE && size < f32::MAX { 127.0 / size } else { 0.0 };
    let (head, tail) = out.split_at_mut(row.len());
    for (out, value) in head.iter_mut().zip(row) {
        *out = (value * factor + ROUNDER).to_bits() as u8 ^ flip;
    }
    tail.fill(flip);
    if factor > 0.0 { size / 127.0 } else { 0.0 }
}

#[inline(always)]
fn fold(strands: [f32; STRANDS], join: impl Fn(f32, f32) -> f32) -> f32 {
    let mut strands = strands;
    let mut half = STRANDS / 2;
    while half > 0 {
        for place in 0..half {
            strands[place] = join(strands[place], strands[place + half]);
        }
        half /= 2;
    }
    strands[0]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::Kernel;

    fn numbers(count: usize) -> Vec<f32> {
        (0..count).map(|i| ((i * 7919) % 23) as f32 / 11.0 - 1.0).collect()
    }

    #[test]
    fn norm_has_mean_and_variance() {
        let norm = Norm { gain: vec![1.0; 96], shift: vec![0.5; 96] };
        let mut row = vec![0.0; 96];
        NormOnto { norm: &norm, rows: &numbers(96), stride: 96, base: &[0.25; 96], out: &mut row }.run();
        assert!((sum(&row, |v| v) / 96.0 - 0.75).abs() < 1e-6);
        assert!((sum(&row, |v| (v - 0.75) * (v - 0.75)) / 96.0 - 1.0).abs() < 1e-4);
        let mut other = vec![0.25; 96];
        NormOn { norm: &norm, rows: &numbers(96), stride: 96, out: &mut other }.run();
        assert_eq!(row, other);
    }

    #[test]
    fn all_processors_get_the_same_bits() {
        for count in [1, 5, 16, 97] {
            let norm = Norm { gain: numbers(count), shift: numbers(count) };
            let run = |kernel: Kernel| {
                let (mut out, mut bytes) = (numbers(count), vec![0; count + 3]);
                kernel.with(NormOn { norm: &norm, rows: &numbers(count), stride: count, out: &mut out });
                let (mut scale, mut largest) = ([0.0], [0]);
                let (stride, scales) = (count + 3, &mut scale[..]);
                kernel.with(ToBytes { rows: &out, width: count, flip: 0, bytes: &mut bytes, stride, scales });
                kernel.with(Best { rows: &out, stride: count, found: &mut largest });
                (out.iter().map(|v| v.to_bits()).collect::<Vec<_>>(), bytes, scale, largest)
            };
            for kernel in Kernel::available() {
                assert_eq!(run(kernel), run(Kernel::Plain), "{kernel:?}");
            }
        }
    }

    #[test]
    fn bytes_are_the_nearest() {
        let mut bytes = [9; 8];
        let scale = to_bytes(&[-254.0, 1.0, 3.0, -3.0, 127.0], 0, &mut bytes);
        assert_eq!(scale, 2.0);
        assert_eq!(bytes.map(|b| b as i8), [-127, 0, 2, -2, 64, 0, 0, 0]);
        assert_eq!(to_bytes(&[0.0; 3], 0x80, &mut bytes), 0.0);
        assert_eq!(bytes, [0x80; 8]);
        assert_eq!(to_bytes(&[f32::INFINITY, 1.0], 0, &mut bytes), 0.0);
    }

    #[test]
    fn the_first_of_the_largest_is_found() {
        let check = |row: &[f32], wanted: u16| {
            let mut found = [9];
            Best { rows: row, stride: row.len(), found: &mut found }.run();
            assert_eq!(found, [wanted]);
        };
        check(&[-2.0, -1.0, -1.0], 1);
        check(&[f32::NAN], 0);
        check(&[vec![0.0; 31], vec![3.0, 2.0, 3.0]].concat(), 31);
        check(&[vec![0.0; 16], vec![4.0; 20]].concat(), 16);
    }
}
