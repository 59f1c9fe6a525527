//! Given a reading under way, yields how far it has come: bytes read of all bytes, and what came twice.

use super::walk::{Kind, Place};
use std::io::{Read, Result};
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// How far a reading has come; shared with who shows it.
#[derive(Debug, Default)]
pub struct Meter {
    total: AtomicU64,
    done: AtomicU64,
    twice: AtomicU64,
}

impl Meter {
    /// How much of the input is read, 0 to 1; `None` where nobody knows, as of standard input.
    pub fn share(&self) -> Option<f64> {
        let total = self.total.load(Relaxed);
        (total > 0).then(|| (self.done.load(Relaxed) as f64 / total as f64).min(1.0))
    }

    /// How many articles came a second time, word for word, under the name of the first.
    pub fn twice(&self) -> u64 {
        self.twice.load(Relaxed)
    }

    pub(super) fn note_twice(&self) {
        self.twice.fetch_add(1, Relaxed);
    }

    pub(super) fn expect(&self, places: &[Place]) {
        let known = places.iter().all(|place| place.kind == Kind::File);
        self.total.store(if known { places.iter().map(size).sum() } else { 0 }, Relaxed);
    }

    /// A reader that counts what is read of it.
    pub(super) fn count<R: Read>(&self, stream: R) -> Counted<'_, R> {
        Counted { stream, meter: self }
    }

    /// Counts a file as read, whatever of it was.
    pub(super) fn pass(&self, before: u64, place: &Place) {
        self.done.store(before + size(place), Relaxed);
    }

    pub(super) fn done(&self) -> u64 {
        self.done.load(Relaxed)
    }
}

fn size(place: &Place) -> u64 {
    place.path.metadata().map_or(0, |m| m.len())
}

pub(super) struct Counted<'m, R> {
    stream: R,
    meter: &'m Meter,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let length = self.stream.read(into)?;
        self.meter.done.fetch_add(length as u64, Relaxed);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Options, read_metered};

    #[test]
    fn all_files_are_counted_and_what_comes_twice() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "Un.").unwrap();
        let line = r#"{"document": "x", "text": "Deux."}"#;
        std::fs::write(folder.path().join("b.jsonl"), format!("{line}\n{line}\n")).unwrap();
        let (meter, mut shares) = (Meter::default(), Vec::new());
        let (paths, mut stdin) = ([folder.path().to_owned()], std::io::empty());
        read_metered(&paths, &Options::default(), &mut stdin, &meter, &mut |_| {
            shares.push(meter.share());
            true
        });
        assert_eq!((shares.len(), meter.share(), meter.twice()), (2, Some(1.0), 1));
        assert!(shares[0].is_some_and(|share| share < 0.5), "{shares:?}");
    }
}
