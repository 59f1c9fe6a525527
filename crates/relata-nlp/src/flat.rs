//! Given named sections of bytes; yields one model file, and from that file, or from the sections, the same mapped.
//!
//! Layout, little-endian: magic (8 bytes), version (u32), count of sections (u32), length of the
//! file (u64), BLAKE3 of all bytes from 64 on (32 bytes at offset 24), zeros to 64; then for each
//! section a row of 64 bytes (name 48, offset u64, length u64); then the sections, each at a
//! multiple of 64.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use memmap2::Mmap;

use crate::error::Error;

const MAGIC: &[u8; 8] = b"RELATAFM";
/// Is raised when the layout of any section changes.
const VERSION: u32 = 3;
const ROW: usize = 64;
const NAME: usize = 48;

/// Collects sections and writes them as a model file.
#[derive(Default)]
pub struct FlatWriter {
    sections: Vec<(String, Vec<u8>)>,
}

impl FlatWriter {
    /// Adds a section of bytes. Names are unique, ASCII, at most 48 bytes.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        debug_assert!(name.is_ascii() && name.len() <= NAME);
        self.sections.push((name.to_owned(), bytes));
    }

    /// Adds a section of numbers.
    pub fn add_floats(&mut self, name: &str, values: &[f32]) {
        self.add(name, bytemuck::cast_slice(values).to_vec());
    }

    /// Writes the file whole or not at all: to a neighbour first, which then takes the name.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        }
        let mut name = path.as_os_str().to_owned();
        name.push(".part");
        let part = PathBuf::from(name);
        std::fs::write(&part, self.to_bytes()).map_err(|e| Error::io(&part, e))?;
        std::fs::rename(&part, path).map_err(|e| Error::io(path, e))
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![0; ROW * (1 + self.sections.len())];
        for (index, (name, bytes)) in self.sections.iter().enumerate() {
            let offset = out.len();
            let row = &mut out[ROW * (index + 1)..][..ROW];
            row[..name.len()].copy_from_slice(name.as_bytes());
            row[NAME..NAME + 8].copy_from_slice(&(offset as u64).to_le_bytes());
            row[NAME + 8..].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
            out.extend_from_slice(bytes);
            out.resize(out.len().next_multiple_of(ROW), 0);
        }
        let length = out.len() as u64;
        let checksum = blake3::hash(&out[ROW..]);
        out[..8].copy_from_slice(MAGIC);
        out[8..12].copy_from_slice(&VERSION.to_le_bytes());
        out[12..16].copy_from_slice(&(self.sections.len() as u32).to_le_bytes());
        out[16..24].copy_from_slice(&length.to_le_bytes());
        out[24..56].copy_from_slice(checksum.as_bytes());
        out
    }
}

/// Is where the bytes of a model lie.
enum Held {
    Mapped(Mmap),
    /// Rows of 64 bytes, so that every section is aligned.
    Made(Vec<[u64; ROW / 8]>),
}

impl std::ops::Deref for Held {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Mapped(map) => map,
            Self::Made(rows) => bytemuck::cast_slice(rows),
        }
    }
}

/// Is a model file, mapped into memory and verified.
pub struct Flat {
    path: PathBuf,
    sections: Vec<Section>,
}

struct Section {
    name: String,
    held: Arc<Held>,
    range: Range<usize>,
}

impl Flat {
    /// Maps a model file and verifies its length and checksum.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let file = std::fs::File::open(path).map_err(|e| Error::io(path, e))?;
        // SAFETY: the file is only read. It is written once, under another name, and renamed
        // (FlatWriter::write), so no writer of this program changes it under the map.
        let map = unsafe { Mmap::map(&file) }.map_err(|e| Error::io(path, e))?;
        let sections = read_table(&map).map_err(|what| Error::model(path, what))?;
        let held = Arc::new(Held::Mapped(map));
        let section = |(name, range)| Section { name, held: Arc::clone(&held), range };
        Ok(Self { path: path.to_path_buf(), sections: sections.into_iter().map(section).collect() })
    }

    /// Holds in memory what `sections` would write, each as long as its numbers are used; messages call it `path`.
    pub fn hold(sections: FlatWriter, path: &Path) -> Self {
        let section = |(name, bytes): (String, Vec<u8>)| {
            let mut rows = vec![[0; ROW / 8]; bytes.len().div_ceil(ROW)];
            bytemuck::cast_slice_mut(&mut rows)[..bytes.len()].copy_from_slice(&bytes);
            Section { name, held: Arc::new(Held::Made(rows)), range: 0..bytes.len() }
        };
        Self { path: path.to_path_buf(), sections: sections.sections.into_iter().map(section).collect() }
    }

    /// Lists the names of the sections, in the order of the file.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().map(|section| section.name.as_str())
    }

    /// Tells whether there is a section of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names().any(|known| known == name)
    }

    /// Gives the path that was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Gives a section's bytes.
    pub fn bytes(&self, name: &str) -> Result<&[u8], Error> {
        let section = self.section(name)?;
        Ok(&section.held[section.range.clone()])
    }

    /// Gives a section of plain numbers (f32, u32, u64 …) that stays mapped.
    pub fn numbers<T: bytemuck::Pod>(&self, name: &str) -> Result<Numbers<T>, Error> {
        let Section { held, range, .. } = self.section(name)?;
        bytemuck::try_cast_slice::<u8, T>(&held[range.clone()])
            .map_err(|e| Error::model(&self.path, format!("section `{name}`: {e}")))?;
        Ok(Numbers { held: Arc::clone(held), range: range.clone(), kind: std::marker::PhantomData })
    }

    fn section(&self, name: &str) -> Result<&Section, Error> {
        let found = self.sections.iter().find(|section| section.name == name);
        found.ok_or_else(|| Error::model(&self.path, format!("section `{name}` is missing")))
    }
}

/// Is a slice of numbers that keeps its file, or section, alive.
#[derive(Clone)]
pub struct Numbers<T> {
    held: Arc<Held>,
    range: Range<usize>,
    kind: std::marker::PhantomData<T>,
}

impl<T: bytemuck::Pod> std::ops::Deref for Numbers<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        // Flat::numbers has tried this very cast.
        bytemuck::cast_slice(&self.held[self.range.clone()])
    }
}

fn read_table(bytes: &[u8]) -> Result<Vec<(String, Range<usize>)>, String> {
    let header = bytes.get(..ROW).ok_or("truncated: no header")?;
    if &header[..8] != MAGIC {
        return Err("not a model file".into());
    }
    let version = u32::from_le_bytes([header[8], header[9], header[10], header[11]]);
    if version != VERSION {
        return Err(format!("version {version}, this program reads {VERSION}"));
    }
    if number(&header[16..24]) != bytes.len() {
        return Err("truncated".into());
    }
    if blake3::hash(&bytes[ROW..]).as_bytes() != &header[24..56] {
        return Err("damaged: the checksum differs".into());
    }
    let count = number(&header[12..16]);
    (1..=count).map(|index| read_row(bytes, index)).collect()
}

fn read_row(bytes: &[u8], index: usize) -> Result<(String, Range<usize>), String> {
    let row = bytes.get(ROW * index..ROW * (index + 1));
    let row = row.ok_or("truncated: table of sections")?;
    let end = row[..NAME].iter().position(|&b| b == 0).unwrap_or(NAME);
    let name = String::from_utf8_lossy(&row[..end]).into_owned();
    let (start, length) = (number(&row[NAME..NAME + 8]), number(&row[NAME + 8..]));
    let end = start.checked_add(length).filter(|&end| end <= bytes.len());
    let end = end.ok_or_else(|| format!("section `{name}` ends beyond the file"))?;
    Ok((name, start..end))
}

fn number(bytes: &[u8]) -> usize {
    let mut wide = [0; 8];
    wide[..bytes.len()].copy_from_slice(bytes);
    usize::try_from(u64::from_le_bytes(wide)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(folder: &Path) -> PathBuf {
        let path = folder.join("deep/fr.model");
        let mut writer = FlatWriter::default();
        writer.add("one", b"abc".to_vec());
        writer.add_floats("two", &[1.0, -2.5]);
        writer.add("none", Vec::new());
        writer.write(&path).unwrap();
        path
    }

    #[test]
    fn sections_come_back_aligned() {
        let folder = tempfile::tempdir().unwrap();
        let flat = Flat::open(&sample(folder.path())).unwrap();
        assert_eq!(flat.bytes("one").unwrap(), b"abc");
        assert!(flat.bytes("none").unwrap().is_empty());
        let two = flat.numbers::<f32>("two").unwrap();
        assert_eq!(&*two, &[1.0, -2.5]);
        assert_eq!(two.as_ptr() as usize % 64, 0);
        let error = flat.bytes("three").unwrap_err();
        assert!(error.is_model() && error.to_string().contains("`three` is missing"));
        assert!(flat.numbers::<f32>("one").is_err());
    }

    #[test]
    fn sections_held_in_memory_are_those_written() {
        let mut writer = FlatWriter::default();
        writer.add("one", vec![7; 100]);
        writer.add_floats("two", &[1.5]);
        let flat = Flat::hold(writer, Path::new("x.model"));
        assert_eq!(flat.bytes("one").unwrap(), [7; 100]);
        let two = flat.numbers::<f32>("two").unwrap();
        assert_eq!((&*two, two.as_ptr() as usize % 8), (&[1.5][..], 0));
        assert_eq!(flat.names().collect::<Vec<_>>(), ["one", "two"]);
        assert!(flat.has("one") && !flat.has("three") && flat.bytes("three").is_err());
    }

    #[test]
    fn damage_names_the_file_and_the_way_out() {
        let folder = tempfile::tempdir().unwrap();
        let path = sample(folder.path());
        let good = std::fs::read(&path).unwrap();
        let check = |bytes: &[u8], what: &str| {
            std::fs::write(&path, bytes).unwrap();
            let error = Flat::open(&path).err().unwrap();
            let text = error.to_string();
            assert!(error.is_model() && text.contains("fr.model"), "{text}");
            assert!(text.contains(what) && text.contains("relata model install fr"));
        };
        let changed = |at: usize| {
            let mut bytes = good.clone();
            bytes[at] ^= 1;
            bytes
        };
        check(b"", "truncated");
        check(&good[..100], "truncated");
        check(&good[..good.len() - 1], "truncated");
        check(&changed(0), "not a model file");
        check(&changed(8), "version 2");
        check(&changed(good.len() - 60), "damaged");
    }
}
