//! Given rows of numbers; yields them as bytes, and from these the rows again.
//!
//! Each row shares one scale and its numbers are bytes, the largest being 127. The layout, little-endian: length of a
//! row (u32), then a scale a row (f32), then the bytes.

/// Writes `values`, rows of `length` numbers.
pub fn write(values: &[f32], length: usize) -> Vec<u8> {
    let (mut scales, mut bytes) = (Vec::new(), Vec::with_capacity(values.len()));
    for row in values.chunks(length) {
        let most = row.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        let scale = if most > 0.0 { most / 127.0 } else { 1.0 };
        scales.extend(scale.to_le_bytes());
        bytes.extend(row.iter().map(|value| (value / scale).round() as i8 as u8));
    }
    [(length as u32).to_le_bytes().to_vec(), scales, bytes].concat()
}

/// Is what [`write`] wrote, looked at.
#[derive(Clone, Copy)]
pub struct ByteRows<'a> {
    length: usize,
    scales: &'a [[u8; 4]],
    values: &'a [u8],
}

impl<'a> ByteRows<'a> {
    /// Looks at what was written; none where it is damaged.
    pub fn of(held: &'a [u8]) -> Option<Self> {
        let (length, held) = held.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let rows = held.len() / (4 + length);
        let (scales, values) = held.split_at_checked(4 * rows)?;
        (length > 0 && values.len() == rows * length).then_some(Self { length, scales: scales.as_chunks().0, values })
    }

    /// Counts the numbers of a row.
    pub fn length(&self) -> usize {
        self.length
    }

    /// Counts the rows.
    pub fn count(&self) -> usize {
        self.scales.len()
    }

    /// Gives the numbers of a row that is there.
    pub fn row(&self, row: usize) -> impl Iterator<Item = f32> + use<'a> {
        let scale = f32::from_le_bytes(self.scales[row]);
        self.values[row * self.length..][..self.length].iter().map(move |&byte| f32::from(byte as i8) * scale)
    }

    /// Gives the numbers of all rows.
    pub fn floats(&self) -> Vec<f32> {
        (0..self.count()).flat_map(|row| self.row(row)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_within_half_a_step() {
        let values = [0.0, 1.0, -0.5, 127.0, 3.2, -127.0];
        let held = write(&values, 3);
        let rows = ByteRows::of(&held).unwrap();
        assert_eq!((rows.count(), rows.length()), (2, 3));
        let back = rows.floats();
        let near = |(place, (a, b)): (usize, (&f32, &f32))| (a - b).abs() <= [0.5 / 127.0, 0.5][place / 3];
        assert!(back.len() == 6 && values.iter().zip(&back).enumerate().all(near), "{back:?}");
        assert!(rows.row(1).eq(back[3..].iter().copied()));
    }

    #[test]
    fn damage_is_seen() {
        let good = write(&[1.0, 2.0], 2);
        for length in 0..good.len() {
            assert!(ByteRows::of(&good[..length]).is_none_or(|rows| rows.count() == 0), "{length}");
        }
        assert!(ByteRows::of(&[0; 8]).is_none());
    }
}
