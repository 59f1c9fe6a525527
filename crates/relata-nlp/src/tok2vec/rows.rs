//! Given the name of a table; yields any of its rows, added to other numbers.

use crate::byte_rows::ByteRows;
use crate::error::Error;
use crate::flat::{Flat, Numbers};
use crate::packed::BYTES;

/// Holds the rows of a table as the model does: as numbers, or as bytes.
pub(super) struct Rows {
    held: Held,
    width: usize,
    count: usize,
}

enum Held {
    Floats(Numbers<f32>),
    Bytes(Numbers<u8>),
}

impl Rows {
    /// Maps the section `name`, or that of its bytes; its rows have `width` numbers.
    ///
    /// # Errors
    /// Where neither is there, or one has not whole rows.
    pub fn load(flat: &Flat, name: &str, width: usize) -> Result<Self, Error> {
        let bytes = format!("{name}{BYTES}");
        let (held, length, whole) = if flat.has(&bytes) {
            let held = flat.numbers::<u8>(&bytes)?;
            let rows = ByteRows::of(&held);
            let (length, whole) = rows.map_or((0, false), |rows| (rows.count(), rows.length() == width));
            (Held::Bytes(held), length, whole)
        } else {
            let held = flat.numbers::<f32>(name)?;
            let (length, whole) = (held.len() / width, held.len() % width == 0);
            (Held::Floats(held), length, whole)
        };
        match whole && length > 0 {
            true => Ok(Self { held, width, count: length }),
            false => Err(Error::model(flat.path(), format!("section `{name}` has no whole rows"))),
        }
    }

    /// Counts the rows.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Adds a row to `out`; one that is not there is nothing.
    pub fn add(&self, row: usize, out: &mut [f32]) {
        if row >= self.count {
            return;
        }
        match &self.held {
            Held::Floats(values) => add(values[row * self.width..][..self.width].iter().copied(), out),
            Held::Bytes(held) => ByteRows::of(held).into_iter().for_each(|rows| add(rows.row(row), out)),
        }
    }
}

fn add(row: impl Iterator<Item = f32>, out: &mut [f32]) {
    for (out, value) in out.iter_mut().zip(row) {
        *out += value;
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::byte_rows;
    use crate::flat::FlatWriter;

    #[test]
    fn bytes_and_floats_give_the_same_rows() {
        let values = [1.0, -127.0, 127.0, 2.0];
        let mut sections = FlatWriter::default();
        sections.add_floats("a", &values);
        sections.add(&format!("b{BYTES}"), byte_rows::write(&values, 2));
        let flat = Flat::hold(sections, Path::new("x.model"));
        for name in ["a", "b"] {
            let rows = Rows::load(&flat, name, 2).unwrap();
            let mut out = [1.0, 1.0];
            rows.add(1, &mut out);
            rows.add(2, &mut out);
            assert_eq!((rows.count(), out), (2, [128.0, 3.0]), "{name}");
            assert!(Rows::load(&flat, name, 3).is_err());
        }
        assert!(Rows::load(&flat, "c", 2).is_err());
    }
}
