//! Given what identifies a thing (its document and place), yields a short id that is the same in every run.

/// A hash of `parts`, eighty bits in lower-case base 32, after a letter that tells the kind of record.
pub fn of(kind: char, parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut id = String::with_capacity(17);
    id.push(kind);
    let (mut bits, mut held) = (0u32, 0);
    for byte in &hasher.finalize().as_bytes()[..10] {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            id.push(char::from(b"abcdefghijklmnopqrstuvwxyz234567"[(bits >> held & 31) as usize]));
        }
    }
    id
}

#[cfg(test)]
mod tests {
    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(super::of('r', &["ab", "c"]), super::of('r', &["a", "bc"]));
        assert_eq!(super::of('r', &["ab", "c"]).len(), 17);
    }
}
