//! Given the hash of a word; yields its static vector.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::flat::{Flat, FlatWriter, Numbers};
use crate::short_keys;
use crate::wheel::WheelFiles;

/// Names the section of a packed model that holds the keys, cut.
pub const SHORT: &str = "vectors/short";

/// Holds the static word vectors, mapped from the model file.
pub struct Vectors {
    /// Sorted.
    keys: Numbers<u64>,
    /// The row of the key at the same place.
    rows: Numbers<u32>,
    values: Numbers<f32>,
    width: usize,
    /// Whether the keys are cut.
    short: bool,
}

impl Vectors {
    /// Writes the wheel's vectors as sections; yields the width of a vector, 0 where it has none.
    pub fn convert(files: &WheelFiles, out: &mut FlatWriter) -> Result<usize, Error> {
        let Ok(bytes) = files.bytes("vocab/vectors") else {
            return Ok(0);
        };
        // Older wheels do not say; vectors of another mode are sums over parts of words.
        let said = files.bytes("vocab/vectors.cfg").map(|cfg| String::from_utf8_lossy(&cfg).into_owned());
        if said.is_ok_and(|cfg| cfg.contains("mode") && !cfg.contains("default")) {
            return Err(Error::contents("the vectors are of the mode `floret`; supported is `default`"));
        }
        let (rows, width, values) = read_npy(&bytes)?;
        let keys = files.bytes("vocab/key2row")?;
        let keys: BTreeMap<u64, i64> =
            rmp_serde::from_slice(&keys).map_err(|e| Error::contents(format!("vocab/key2row: {e}")))?;
        let known = keys.into_iter().filter_map(|(key, row)| Some((key, u32::try_from(row).ok()?)));
        let (keys, places): (Vec<u64>, Vec<u32>) = known.filter(|&(_, row)| (row as usize) < rows).unzip();
        if rows == 0 || width == 0 {
            return Ok(0);
        }
        out.add("vectors/keys", bytemuck::cast_slice(&keys).to_vec());
        out.add("vectors/rows", bytemuck::cast_slice(&places).to_vec());
        out.add("vectors/values", values.to_vec());
        Ok(width)
    }

    /// Maps the sections that [`Vectors::convert`] wrote.
    pub fn load(flat: &Flat, width: usize) -> Result<Self, Error> {
        Ok(Self {
            keys: flat.numbers("vectors/keys")?,
            rows: flat.numbers("vectors/rows")?,
            values: flat.numbers("vectors/values")?,
            width,
            short: flat.has(SHORT),
        })
    }

    /// Counts the numbers of a vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Finds the row of the word with this hash.
    pub fn row(&self, key: u64) -> Option<usize> {
        let key = if self.short { short_keys::cut(key) } else { key };
        Some(*self.rows.get(find(&self.keys, key)?)? as usize)
    }

    /// Finds the vector of the word with this hash.
    pub fn find(&self, key: u64) -> Option<&[f32]> {
        let start = self.row(key)? * self.width;
        self.values.get(start..start + self.width)
    }
}

/// Finds a key among sorted hashes. These lie evenly, so that the search begins where the key
/// should be and widens from there: it touches little of the mapped file.
fn find(keys: &[u64], key: u64) -> Option<usize> {
    let guess = ((u128::from(key) * keys.len() as u128) >> 64) as usize;
    let (mut from, mut to, mut step) = (guess, guess, 64);
    while from > 0 && keys[from] >= key {
        from = from.saturating_sub(step);
        step *= 2;
    }
    while to < keys.len() && keys[to] < key {
        to = (to + step).min(keys.len());
        step *= 2;
    }
    let to = (to + 1).min(keys.len());
    Some(from + keys[from..to].binary_search(&key).ok()?)
}

/// Reads numpy's file format, version 1, for rows of little-endian float32.
fn read_npy(bytes: &[u8]) -> Result<(usize, usize, &[u8]), Error> {
    let wrong = || Error::contents("vocab/vectors: not an array of float32 rows");
    let header = bytes.strip_prefix(b"\x93NUMPY\x01\x00").ok_or_else(wrong)?;
    let (length, rest) = header.split_first_chunk::<2>().ok_or_else(wrong)?;
    let length = usize::from(u16::from_le_bytes(*length));
    let (header, values) = rest.split_at_checked(length).ok_or_else(wrong)?;
    let header = String::from_utf8_lossy(header);
    if !header.contains("'<f4'") || !header.contains("'fortran_order': False") {
        return Err(wrong());
    }
    let shape = header.split_once("'shape': (").and_then(|(_, rest)| rest.split_once(')'));
    let shape = shape.ok_or_else(wrong)?.0.split(',').map(|part| part.trim().parse::<usize>());
    let [Ok(rows), Ok(width)] = *shape.collect::<Vec<_>>() else {
        return Err(wrong());
    };
    let length = rows.checked_mul(width).and_then(|count| count.checked_mul(4));
    (length == Some(values.len())).then_some((rows, width, values)).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_wherever_they_lie() {
        let even: Vec<u64> = (0..1000).map(|i| i * (u64::MAX / 1000)).collect();
        let low: Vec<u64> = (0..1000).map(|i| i * 2).collect();
        let high: Vec<u64> = (0..1000).map(|i| u64::MAX - 2 * (999 - i)).collect();
        for keys in [even, low, high, vec![7], Vec::new()] {
            for (place, &key) in keys.iter().enumerate() {
                assert_eq!(find(&keys, key), Some(place));
                assert_eq!(find(&keys, key ^ 1), None);
            }
            assert_eq!(find(&keys, 1 << 63), None);
            assert_eq!(find(&keys, u64::MAX - 1), None);
        }
    }

    #[test]
    fn npy_header_is_read() {
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }\n";
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        assert!(read_npy(&bytes).is_err());
        bytes.extend([0; 8]);
        assert_eq!(read_npy(&bytes).map(|(rows, width, _)| (rows, width)).ok(), Some((1, 2)));
        assert!(read_npy(b"").is_err());
    }
}
