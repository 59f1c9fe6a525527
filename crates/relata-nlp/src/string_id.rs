//! Given a string; yields the 64-bit number by which spaCy knows it.
//!
//! A string's number is MurmurHash64A (Austin Appleby, public domain) of its UTF-8 bytes with seed 1,
//! save for the empty string (0) and spaCy's reserved names ("X", "det", "_"), whose small numbers
//! stand in `data/symbols.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Gives the number of a string in spaCy's string store.
pub fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    if text.len() <= LONGEST_SYMBOL
        && let Some(&id) = SYMBOLS.get(text)
    {
        return id;
    }
    murmur64(text.as_bytes(), 1)
}

const LONGEST_SYMBOL: usize = 20;

static SYMBOLS: LazyLock<FxHashMap<&str, u64>> = LazyLock::new(|| {
    let rows = include_str!("../data/symbols.tsv").lines().skip(1);
    rows.filter_map(symbol).collect()
});

fn symbol(row: &str) -> Option<(&str, u64)> {
    let mut cells = row.split('\t');
    let id = cells.next()?.parse().ok()?;
    Some((cells.next()?, id))
}

/// Computes MurmurHash64A.
pub fn murmur64(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let (words, tail) = bytes.as_chunks::<8>();
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(M);
        k ^= k >> R;
        hash = (hash ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let last = tail.iter().rev().fold(0, |all, &byte| (all << 8) | u64::from(byte));
        hash = (hash ^ last).wrapping_mul(M);
    }
    hash ^= hash >> R;
    hash = hash.wrapping_mul(M);
    hash ^ (hash >> R)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: u64) {
        assert_eq!(string_id(text), expected, "{text}");
    }

    #[test]
    fn strings_are_hashed() {
        check("coffee", 3_197_928_453_018_144_401);
        check("é", 16_256_712_947_286_012_828);
        check("abcdefgh", 17_751_780_907_874_141_760);
        check("abcdefghijklmnopq", 2_395_869_216_546_743_846);
    }

    #[test]
    fn reserved_names_have_small_numbers() {
        check("", 0);
        check("det", 415);
        check("X", 101);
        check("_", 456);
        check("Det", 10_849_022_228_017_431_414);
    }

    #[test]
    fn the_table_is_whole() {
        assert_eq!(SYMBOLS.len(), 456);
        assert!(SYMBOLS.keys().all(|name| name.len() <= LONGEST_SYMBOL));
    }
}
