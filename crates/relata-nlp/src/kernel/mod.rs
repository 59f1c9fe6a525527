//! Given rows of numbers and a packed matrix; yields their products, by the processor's own lanes.
//!
//! A matrix is packed in panels of three vectors of columns, so that a layer of three pieces finds
//! the pieces of one output in one lane of three registers. Each product sums over the shared
//! dimension in order, whatever the number of rows: a row's result never depends on the rows
//! beside it, and a cached row equals a computed one to the bit. Products of bytes ([`ByteTile`])
//! are the same to the bit on every processor.

mod byte;
mod float;

pub use byte::ByteTile;
pub use float::FloatTile;

/// Is a way to multiply that this processor has.
///
/// A value other than `Plain` comes from [`Kernel::available`] alone: it vouches for the
/// processor's features.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kernel {
    /// x86-64 with AVX-512 F, BW, DQ, VL and VNNI: 16 lanes.
    Vnni,
    /// x86-64 with AVX-512 F: 16 lanes; bytes as with AVX2.
    Avx512,
    /// x86-64 with AVX2 and FMA: 8 lanes.
    Avx2,
    /// Any processor: 8 lanes, left to the compiler.
    Plain,
}

/// Counts the vectors of a panel.
pub const VECTORS: usize = 3;

impl Kernel {
    /// Finds the fastest kernel that this processor has.
    pub fn best() -> Self {
        Self::available()[0]
    }

    /// Lists the kernels that this processor has, the fastest first.
    pub fn available() -> Vec<Self> {
        let mut found = Vec::new();
        #[cfg(all(target_arch = "x86_64", not(miri)))]
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            if is_x86_feature_detected!("avx512f") {
                let more = is_x86_feature_detected!("avx512bw")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                    && is_x86_feature_detected!("avx512vnni");
                found.extend(more.then_some(Self::Vnni));
                found.push(Self::Avx512);
            }
            found.push(Self::Avx2);
        }
        found.push(Self::Plain);
        found
    }

    /// Counts the columns of a vector of floats.
    pub fn lanes(self) -> usize {
        match self {
            Self::Vnni | Self::Avx512 => 16,
            Self::Avx2 | Self::Plain => 8,
        }
    }

    /// Counts the columns of a vector of sums of bytes.
    pub fn byte_lanes(self) -> usize {
        match self {
            Self::Vnni => 16,
            Self::Avx512 | Self::Avx2 | Self::Plain => 8,
        }
    }

    /// Runs plain code compiled for this processor. The results are the same to the bit on all.
    #[inline(always)]
    pub fn with<W: PlainCode>(self, work: W) -> W::Output {
        match self {
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a value `Vnni` vouches for these features.
            Self::Vnni => unsafe { with512(work) },
            #[cfg(target_arch = "x86_64")]
            // SAFETY: a value `Avx512` or `Avx2` vouches for these features.
            Self::Avx512 | Self::Avx2 => unsafe { with256(work) },
            _ => work.run(),
        }
    }
}

/// Is work that the compiler turns into vectors by itself. `run` must be `#[inline(always)]`, so
/// that it is compiled anew for each kind of processor (of a closure the compiler does not promise
/// as much).
pub trait PlainCode {
    /// Is what the work yields.
    type Output;

    /// Does the work.
    fn run(self) -> Self::Output;
}

/// Counts the rows of the next tile, of `left` rows and at most `most` a tile: no tile is much
/// smaller than the others.
pub fn tile_rows(left: usize, most: usize) -> usize {
    if left > most && left < 2 * most { left.div_ceil(2) } else { left.min(most) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl,avx2,fma")]
fn with512<W: PlainCode>(work: W) -> W::Output {
    work.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn with256<W: PlainCode>(work: W) -> W::Output {
    work.run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_are_of_like_size() {
        let check = |mut left: usize, wanted: &[usize]| {
            let mut found = Vec::new();
            while left > 0 {
                found.push(tile_rows(left, 8));
                left -= found[found.len() - 1];
            }
            assert_eq!(found, wanted);
        };
        check(0, &[]);
        check(5, &[5]);
        check(8, &[8]);
        check(9, &[5, 4]);
        check(17, &[8, 5, 4]);
        check(31, &[8, 8, 8, 7]);
    }

    struct Sum(u16);

    impl PlainCode for Sum {
        type Output = f32;

        #[inline(always)]
        fn run(self) -> f32 {
            (0..self.0).map(f32::from).sum()
        }
    }

    #[test]
    fn plain_code_runs_alike() {
        for kernel in Kernel::available() {
            assert_eq!(kernel.with(Sum(100)), 4950.0, "{kernel:?}");
        }
    }
}
