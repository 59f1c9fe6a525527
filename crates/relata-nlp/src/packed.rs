//! Given a model file; yields a smaller one to be shipped, and from that one the sections again.
//!
//! A packed model is a zip archive with an entry for each section; those that end in `.i8` are rows of bytes. Of the
//! static vectors, it holds their products with each network's projection alone; their keys are cut short.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::byte_rows::{self, ByteRows};
use crate::error::Error;
use crate::flat::{Flat, FlatWriter};
use crate::kernel::Kernel;
use crate::layer::Linear;
use crate::short_keys;
use crate::tok2vec::{PROJECTED, SHORT, Shape};

/// Ends the name of a packed model's file.
pub const ENDING: &str = "zip";
/// Ends the name of a section whose rows are bytes.
pub const BYTES: &str = ".i8";
/// No section is longer; an entry that claims to be is broken off here.
const MOST: u64 = 1 << 30;

/// Packs a model; `networks` are the names and shapes of its two networks, `width` is that of a static vector.
pub fn pack(flat: &Flat, networks: [(&str, &Shape); 2], width: usize) -> Result<Vec<u8>, Error> {
    let mut out = Archive(ZipWriter::new(Cursor::new(Vec::new())));
    let projections = networks.map(|(name, _)| format!("{name}/vectors"));
    for name in flat.names() {
        match row_length(flat, name, &networks) {
            _ if projections.iter().any(|known| known == name) || name.starts_with("vectors/") => {}
            Some(length) => out.rows(name, &flat.numbers::<f32>(name)?, length)?,
            None => out.bytes(name, flat.bytes(name)?)?,
        }
    }
    if width > 0 {
        let values = flat.numbers::<f32>("vectors/values")?;
        for (name, shape) in networks.iter().filter(|(_, shape)| shape.vectors) {
            let products = products(&values, width, &flat.numbers::<f32>(&format!("{name}/vectors"))?, shape.width);
            out.rows(&format!("{name}/{PROJECTED}"), &products, shape.width)?;
        }
        let (keys, rows) = (flat.numbers::<u64>("vectors/keys")?, flat.numbers::<u32>("vectors/rows")?);
        let kept: BTreeMap<u64, u32> = keys.iter().map(|&key| short_keys::cut(key)).zip(rows.iter().copied()).collect();
        out.bytes(SHORT, &short_keys::write(&kept.keys().copied().collect::<Vec<_>>()))?;
        // The lower bytes of all rows lie apart from the upper ones, which differ little.
        let planes = (0..4).flat_map(|plane| kept.values().map(move |row| row.to_le_bytes()[plane]));
        out.bytes("vectors/planes", &planes.collect::<Vec<u8>>())?;
        out.bytes("vectors/values", &[])?;
    }
    Ok(out.0.finish().map_err(|e| Error::contents(e.to_string()))?.into_inner())
}

/// Unpacks what [`pack`] made; messages call it `path`.
///
/// # Errors
/// Where the bytes are no packed model, or damaged.
pub fn unpack(bytes: &[u8], path: &Path) -> Result<Flat, Error> {
    let wrong = |what: &dyn std::fmt::Display| Error::model(path, what.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| wrong(&e))?;
    let mut sections = FlatWriter::default();
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|e| wrong(&e))?;
        let name = entry.name().map_err(|e| wrong(&e))?.into_owned();
        let mut held = Vec::with_capacity(entry.size().min(MOST) as usize);
        entry.take(MOST).read_to_end(&mut held).map_err(|e| wrong(&e))?;
        let damaged = || wrong(&format!("section `{name}` is damaged"));
        match name.strip_suffix(BYTES) {
            // Most of their rows are never looked at.
            Some(short) if is_table(short) => sections.add(&name, held),
            Some(short) => sections.add_floats(short, &ByteRows::of(&held).ok_or_else(damaged)?.floats()),
            None if name == SHORT => {
                let keys = short_keys::read(&held).ok_or_else(damaged)?;
                sections.add("vectors/keys", bytemuck::cast_slice(&keys).to_vec());
                sections.add(SHORT, Vec::new());
            }
            None if name == "vectors/planes" => sections.add("vectors/rows", joined(&held)),
            None => sections.add(&name, held),
        }
    }
    Ok(Flat::hold(sections, path))
}

fn is_table(name: &str) -> bool {
    name.rsplit('/').next().is_some_and(|part| part == PROJECTED || part.starts_with("table"))
}

/// The numbers of a row, of the sections that are kept as bytes: tables and the weights of layers.
fn row_length(flat: &Flat, name: &str, networks: &[(&str, &Shape); 2]) -> Option<usize> {
    if let Some(scorer) = name.strip_suffix("/lower/weights") {
        return Some(flat.numbers::<f32>(&format!("{scorer}/reduce/bias")).ok()?.len());
    }
    let (part, shape) =
        networks.iter().find_map(|(network, shape)| Some((name.strip_prefix(network)?.strip_prefix('/')?, shape)))?;
    match part {
        "layer0/weights" => Some(shape.mixed()),
        _ if part.starts_with("layer") && part.ends_with("/weights") => Some(3 * shape.width),
        _ if part.starts_with("table") => Some(shape.width),
        _ => None,
    }
}

/// Multiplies all vectors with a projection (outputs × width).
fn products(values: &[f32], width: usize, projection: &[f32], outputs: usize) -> Vec<f32> {
    let matrix = Linear::new(Kernel::best(), projection, &vec![0.0; outputs]);
    let rows = values.len() / width;
    let mut out = vec![0.0; rows * outputs];
    matrix.run(values, width, rows, &mut out, outputs);
    out
}

/// Joins the four planes of numbers.
fn joined(planes: &[u8]) -> Vec<u8> {
    let count = planes.len() / 4;
    (0..4 * count).map(|at| planes[at % 4 * count + at / 4]).collect()
}

struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Archive {
    fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let options = options.compression_level(Some(9));
        self.0.start_file(name, options).map_err(|e| Error::contents(format!("{name}: {e}")))?;
        self.0.write_all(bytes).map_err(|e| Error::contents(format!("{name}: {e}")))
    }

    fn rows(&mut self, name: &str, values: &[f32], length: usize) -> Result<(), Error> {
        self.bytes(&format!("{name}{BYTES}"), &byte_rows::write(values, length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_stay_bytes_and_layers_become_numbers() {
        let mut archive = Archive(ZipWriter::new(Cursor::new(Vec::new())));
        archive.rows("a/layer0/weights", &[1.0, -127.0], 2).unwrap();
        archive.rows("a/table0", &[1.0, -127.0], 2).unwrap();
        archive.bytes("b", b"text").unwrap();
        let bytes = archive.0.finish().unwrap().into_inner();
        let flat = unpack(&bytes, Path::new("x.model")).unwrap();
        assert_eq!(*flat.numbers::<f32>("a/layer0/weights").unwrap(), [1.0, -127.0]);
        assert_eq!(flat.bytes("a/table0.i8").unwrap().len(), 10);
        assert_eq!(flat.bytes("b").unwrap(), b"text");
    }

    #[test]
    fn damage_is_an_error() {
        let mut archive = Archive(ZipWriter::new(Cursor::new(Vec::new())));
        archive.bytes("a.i8", &[2, 0, 0, 0, 1, 2, 3]).unwrap();
        let bytes = archive.0.finish().unwrap().into_inner();
        let error = unpack(&bytes, Path::new("x.model")).err().unwrap().to_string();
        assert!(error.contains("x.model") && error.contains("`a.i8` is damaged"), "{error}");
        for length in 0..bytes.len() {
            assert!(unpack(&bytes[..length], Path::new("x.model")).is_err(), "{length}");
        }
    }
}
