//! Given a feature's 64-bit key and a seed; yields the four 32-bit words that choose its rows.

/// Hashes a key of eight bytes by MurmurHash3 x64 128 (Austin Appleby), as four 32-bit words.
pub fn words(key: u64, seed: u32) -> [u32; 4] {
    const C1: u64 = 0x87c3_7b91_1142_53d5;
    const C2: u64 = 0x4cf5_ad43_2745_937f;
    let seed = u64::from(seed);
    let mixed = key.wrapping_mul(C1).rotate_left(31).wrapping_mul(C2);
    let (mut low, mut high) = (seed ^ mixed ^ 8, seed ^ 8);
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    (low, high) = (finish(low), finish(high));
    low = low.wrapping_add(high);
    high = high.wrapping_add(low);
    [low as u32, (low >> 32) as u32, high as u32, (high >> 32) as u32]
}

fn finish(mut word: u64) -> u64 {
    word ^= word >> 33;
    word = word.wrapping_mul(0xff51_afd7_ed55_8ccd);
    word ^= word >> 33;
    word = word.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    word ^ (word >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The wanted words are those of the `murmurhash` package.
    fn check(key: u64, seed: u32, wanted: [u32; 4]) {
        assert_eq!(words(key, seed), wanted);
    }

    #[test]
    fn words_equal_the_reference() {
        check(0, 8, [0; 4]);
        check(1, 8, [1_161_550_108, 2_247_783_286, 1_742_325_162, 1_224_191_281]);
        check(123_456_789, 8, [847_689_176, 3_235_222_800, 1_271_533_764, 557_866_904]);
        check(u64::MAX, 8, [2_488_739_950, 2_974_852_181, 1_585_626_277, 2_314_794_624]);
        check(5381, 11, [708_638_809, 1_817_178_365, 593_552_093, 1_235_789_553]);
    }
}
