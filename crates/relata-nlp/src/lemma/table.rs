//! Given words by number; yields tables that load in little more than the time of a copy and answer in one or two reads.

use crate::error::Error;
use crate::short_keys;

/// Is a set of hashes, cut short, ascending, with the place where each leading bit pattern starts.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Keys {
    keys: Vec<u64>,
    shift: u32,
    starts: Vec<u32>,
}

impl Keys {
    /// Indexes keys, which must ascend.
    fn new(keys: Vec<u64>) -> Self {
        let bits = keys.len().next_power_of_two().trailing_zeros().clamp(1, 24);
        let shift = u64::BITS - bits;
        let mut starts = vec![0; (1 << bits) + 1];
        keys.iter().for_each(|key| starts[(key >> shift) as usize + 1] += 1);
        for bucket in 1..starts.len() {
            starts[bucket] += starts[bucket - 1];
        }
        Self { keys, shift, starts }
    }

    /// Gives a key's place among all.
    pub fn find(&self, key: u64) -> Option<usize> {
        let key = short_keys::cut(key);
        let bucket = key.checked_shr(self.shift)? as usize;
        let start = *self.starts.get(bucket)? as usize;
        let end = *self.starts.get(bucket + 1)? as usize;
        Some(start + self.keys[start..end].binary_search(&key).ok()?)
    }

    /// Tells whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

/// Gives some hashes a number each.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Map {
    keys: Keys,
    values: Vec<u32>,
}

impl Map {
    /// Gives a key's value.
    pub fn get(&self, key: u64) -> Option<u32> {
        self.values.get(self.keys.find(key)?).copied()
    }

    /// Tells whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }
}

/// Is a list of strings in one piece of memory.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Words {
    text: String,
    ends: Vec<u32>,
}

impl Words {
    /// Gives a word by its number.
    pub fn get(&self, number: u32) -> Option<&str> {
        let number = number as usize;
        let start = if number == 0 { 0 } else { *self.ends.get(number - 1)? as usize };
        self.text.get(start..*self.ends.get(number)? as usize)
    }
}

/// Writes tables into a section.
#[derive(Default)]
pub struct Writer(Vec<u8>);

impl Writer {
    /// Gives the section.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// Writes one number.
    pub fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// Writes a set of keys.
    pub fn keys(&mut self, keys: impl IntoIterator<Item = u64>) {
        let mut keys: Vec<u64> = keys.into_iter().map(short_keys::cut).collect();
        keys.sort_unstable();
        keys.dedup();
        let written = short_keys::write(&keys);
        self.number(keys.len() as u32);
        self.number(written.len() as u32);
        self.0.extend(written);
    }

    /// Writes a map; of equal keys, the last counts.
    pub fn map(&mut self, pairs: impl IntoIterator<Item = (u64, u32)>) {
        let pairs = pairs.into_iter().map(|(key, value)| (short_keys::cut(key), value));
        let pairs: std::collections::BTreeMap<u64, u32> = pairs.collect();
        self.keys(pairs.keys().copied());
        self.0.extend(pairs.values().flat_map(|value| value.to_le_bytes()));
    }

    /// Writes strings.
    pub fn words<'a>(&mut self, words: impl IntoIterator<Item = &'a str>) {
        let (mut text, mut ends) = (String::new(), Vec::new());
        for word in words {
            text.push_str(word);
            ends.push(text.len() as u32);
        }
        self.number(ends.len() as u32);
        self.0.extend(ends.iter().flat_map(|end| end.to_le_bytes()));
        self.0.extend_from_slice(text.as_bytes());
    }
}

/// Reads tables from a section.
pub struct Reader<'a>(pub &'a [u8]);

impl Reader<'_> {
    /// Reads one number.
    pub fn number(&mut self) -> Result<u32, Error> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// Reads a set of keys.
    pub fn keys(&mut self) -> Result<Keys, Error> {
        let (count, length) = (self.number()? as usize, self.number()? as usize);
        let keys = short_keys::read(self.take(length)?).filter(|keys| keys.len() == count).ok_or_else(wrong)?;
        Ok(Keys::new(keys))
    }

    /// Reads a map.
    pub fn map(&mut self) -> Result<Map, Error> {
        let keys = self.keys()?;
        let values = self.numbers(keys.keys.len())?;
        Ok(Map { keys, values })
    }

    /// Reads strings.
    pub fn words(&mut self) -> Result<Words, Error> {
        let count = self.number()? as usize;
        let ends = self.numbers(count)?;
        let text = self.take(ends.last().map_or(0, |&end| end as usize))?;
        let text = str::from_utf8(text).map_err(|_| wrong())?.to_owned();
        Ok(Words { text, ends })
    }

    fn numbers(&mut self, count: usize) -> Result<Vec<u32>, Error> {
        let (numbers, _) = self.take(count.saturating_mul(4))?.as_chunks();
        Ok(numbers.iter().map(|number| u32::from_le_bytes(*number)).collect())
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        self.take(N)?.try_into().map_err(|_| wrong())
    }

    fn take(&mut self, count: usize) -> Result<&[u8], Error> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(wrong)?;
        self.0 = rest;
        Ok(taken)
    }
}

fn wrong() -> Error {
    Error::contents("section of the lemmatizer: damaged")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn strings_lead_back() {
        let mut writer = Writer::default();
        writer.words(["chef", "", "État"]);
        let bytes = writer.into_bytes();
        let words = Reader(&bytes).words().unwrap();
        assert_eq!([0, 1, 2, 3].map(|n| words.get(n)), [Some("chef"), Some(""), Some("État"), None]);
        for length in 0..bytes.len() {
            assert!(Reader(&bytes[..length]).words().is_err(), "{length}");
        }
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        let mut writer = Writer::default();
        writer.map([]);
        let bytes = writer.into_bytes();
        let map = Reader(&bytes).map().unwrap();
        assert!(map.is_empty() && map.get(0).is_none() && map.get(u64::MAX).is_none());
        assert_eq!(Map::default().get(3), None);
    }

    proptest! {
        #[test]
        fn all_is_found(pairs in proptest::collection::btree_map(any::<u64>(), any::<u32>(), 0..300), other: u64) {
            let pairs: std::collections::BTreeMap<_, _> =
                pairs.into_iter().map(|(key, value)| (short_keys::cut(key), value)).collect();
            let mut writer = Writer::default();
            writer.map(pairs.clone());
            let bytes = writer.into_bytes();
            let map = Reader(&bytes).map().unwrap();
            prop_assert!(pairs.iter().all(|(key, value)| map.get(*key) == Some(*value)));
            prop_assert_eq!(map.get(other), pairs.get(&short_keys::cut(other)).copied());
        }
    }
}
