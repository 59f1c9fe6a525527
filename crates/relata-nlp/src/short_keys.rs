//! Given ascending hashes; yields them in some three bytes each, and from these bytes again.
//!
//! Of 64 bits the first 40 are kept: among half a million keys a word that is not there is taken for one of them once in
//! two million. Each key is written as its distance from the one before, seven bits a byte, the last byte below 128.

/// The bits that are left out.
const DROPPED: u32 = 24;

/// Cuts a hash to the bits that are kept. The numbers of spaCy's own symbols, which are no hashes but small, move up
/// into these bits.
pub fn cut(key: u64) -> u64 {
    match key >> DROPPED {
        0 => key << DROPPED,
        kept => kept << DROPPED,
    }
}

/// Writes keys that are cut and ascend.
pub fn write(keys: &[u64]) -> Vec<u8> {
    let (mut out, mut last) = (Vec::new(), 0);
    for key in keys.iter().map(|key| key >> DROPPED) {
        let mut left = key - last;
        while left > 127 {
            out.push(left as u8 | 128);
            left >>= 7;
        }
        out.push(left as u8);
        last = key;
    }
    out
}

/// Reads what [`write`] wrote; none where it is damaged.
pub fn read(bytes: &[u8]) -> Option<Vec<u64>> {
    let (mut keys, mut last, mut distance, mut shift) = (Vec::with_capacity(bytes.len() / 3), 0_u64, 0_u64, 0_u32);
    for &byte in bytes {
        distance |= u64::from(byte & 127).checked_shl(shift)?;
        shift += 7;
        if byte < 128 {
            last = last.checked_add(distance).filter(|key| key.leading_zeros() >= DROPPED)?;
            keys.push(last << DROPPED);
            (distance, shift) = (0, 0);
        }
    }
    (shift == 0).then_some(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn symbols_stay_apart() {
        assert!(cut(86) != cut(87) && cut(0) == 0);
        assert_eq!(cut(0x1234_5678_9ABC_DEF0), 0x1234_5678_9A00_0000);
    }

    #[test]
    fn damage_is_seen() {
        assert_eq!(read(&[128]), None);
        assert_eq!(read(&[255; 20]), None);
        assert_eq!(read(&[255, 255, 255, 255, 255, 255, 1]), None);
        assert_eq!(read(&[]), Some(Vec::new()));
    }

    proptest! {
        #[test]
        fn keys_come_back(keys in proptest::collection::btree_set(any::<u64>(), 0..300)) {
            let mut keys: Vec<u64> = keys.into_iter().map(cut).collect();
            keys.sort_unstable();
            keys.dedup();
            prop_assert_eq!(read(&write(&keys)), Some(keys));
        }

        #[test]
        fn any_bytes_are_read(bytes: Vec<u8>) {
            read(&bytes);
        }
    }
}
