//! Given small whole numbers in rows, yields sets of them that are joined sixty-four numbers at a time.

/// A set of numbers for each row of a table; all sets lie in one stretch of memory.
#[derive(Debug, Default)]
pub struct Bits {
    /// Words of sixty-four numbers in a row.
    width: usize,
    words: Vec<u64>,
}

impl Bits {
    /// Empty sets of numbers below `most`, one for each of `rows`.
    pub fn new(rows: usize, most: usize) -> Self {
        let width = most.div_ceil(64);
        Self { width, words: vec![0; rows * width] }
    }

    /// Puts a number into the set of a row that is there.
    pub fn set(&mut self, row: usize, number: usize) {
        if let Some(word) = self.words.get_mut(row * self.width + number / 64).filter(|_| number / 64 < self.width) {
            *word |= 1 << (number % 64);
        }
    }

    /// The set of a row; empty where there is no such row.
    pub fn row(&self, row: usize) -> &[u64] {
        self.words.get(row * self.width..(row + 1) * self.width).unwrap_or_default()
    }

    /// True where a number is in the set of a row.
    pub fn has(&self, row: usize, number: usize) -> bool {
        self.row(row).get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }
}

/// Adds the numbers of one set to another.
pub fn join(into: &mut [u64], other: &[u64]) {
    into.iter_mut().zip(other).for_each(|(word, more)| *word |= more);
}

/// The numbers of a word of a set, the `at`-th, in their order.
pub fn numbers(at: usize, mut word: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        word &= word.wrapping_sub(1);
        (bit < 64).then(|| at as u32 * 64 + bit)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_holds_what_was_put_into_it() {
        let mut bits = Bits::new(3, 130);
        [0, 64, 129].into_iter().for_each(|n| bits.set(1, n));
        bits.set(9, 1);
        let held: Vec<u32> = bits.row(1).iter().enumerate().flat_map(|(at, word)| numbers(at, *word)).collect();
        assert_eq!(held, [0, 64, 129]);
        assert!(bits.has(1, 129) && !bits.has(0, 0) && !bits.has(1, 500) && !bits.has(7, 1));
        assert!(bits.row(7).is_empty());
    }

    #[test]
    fn sets_join() {
        let mut one = [1, 0];
        join(&mut one, &[2, 4]);
        assert_eq!(one, [3, 4]);
    }
}
