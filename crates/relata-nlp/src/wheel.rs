//! Given a pipeline's wheel (zip) or the folder it was unpacked to; yields the pipeline's files.

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Holds the files of a spaCy pipeline, opened from a `.whl` or an unpacked folder.
pub struct WheelFiles {
    path: PathBuf,
    place: Place,
}

enum Place {
    /// The zip's bytes and the data folder inside it, with its final slash.
    Zip {
        bytes: Vec<u8>,
        folder: String,
    },
    Folder(PathBuf),
}

/// Says which pipeline this is (`meta.json`).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Meta {
    /// The language's code, "fr".
    pub lang: String,
    /// The name without the language, "core_news_md".
    pub name: String,
    /// The version, "3.8.0".
    pub version: String,
    /// The components in the order in which they run, without the disabled ones.
    pub pipeline: Vec<String>,
}

/// No file of a pipeline is longer; one that claims to be is broken off here.
const MOST_BYTES: u64 = 1 << 31;

impl WheelFiles {
    /// Opens a `.whl` file, or a folder with a `config.cfg` at most three levels down.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let metadata = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
        let place = if metadata.is_dir() {
            let folder = data_folder(path, 3);
            Place::Folder(folder.ok_or_else(|| Error::wheel(path, "no config.cfg inside"))?)
        } else {
            open_zip(path)?
        };
        let path = path.to_path_buf();
        Ok(Self { path, place })
    }

    /// Reads a file by its path relative to the pipeline's data folder, "vocab/strings.json".
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        match &self.place {
            Place::Folder(folder) => {
                let file = folder.join(path);
                std::fs::read(&file).map_err(|e| Error::io(&file, e))
            }
            Place::Zip { bytes, folder } => self.unzip(bytes, &format!("{folder}{path}")),
        }
    }

    /// Reads `meta.json`.
    pub fn meta(&self) -> Result<Meta, Error> {
        let bytes = self.bytes("meta.json")?;
        serde_json::from_slice(&bytes).map_err(|e| Error::wheel(&self.path, format!("meta.json: {e}")))
    }

    /// Gives the path that was opened.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn unzip(&self, bytes: &[u8], name: &str) -> Result<Vec<u8>, Error> {
        let wrong = |e: &dyn std::fmt::Display| Error::wheel(&self.path, format!("{name}: {e}"));
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| wrong(&e))?;
        let mut file = archive.by_name(name).map_err(|e| wrong(&e))?;
        let mut out = Vec::new();
        file.by_ref().take(MOST_BYTES).read_to_end(&mut out).map_err(|e| wrong(&e))?;
        Ok(out)
    }
}

fn open_zip(path: &Path) -> Result<Place, Error> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, e))?;
    let archive = zip::ZipArchive::new(Cursor::new(&bytes)).map_err(|e| Error::wheel(path, e.to_string()))?;
    let folder = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.strip_suffix("config.cfg")?.to_owned()))
        .min_by_key(String::len)
        .ok_or_else(|| Error::wheel(path, "no config.cfg inside"))?;
    Ok(Place::Zip { bytes, folder })
}

fn data_folder(folder: &Path, levels: usize) -> Option<PathBuf> {
    if folder.join("config.cfg").is_file() {
        return Some(folder.to_path_buf());
    }
    let deeper = levels.checked_sub(1)?;
    let mut below: Vec<PathBuf> = std::fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_dir())
        .collect();
    below.sort();
    below.iter().find_map(|path| data_folder(path, deeper))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const META: &str = r#"{"lang":"fr","name":"test","version":"1.0","pipeline":["tok2vec"],"more":1}"#;

    fn zip_file(folder: &Path) -> PathBuf {
        let path = folder.join("p.whl");
        let mut zip = zip::ZipWriter::new(std::fs::File::create(&path).unwrap());
        for (name, text) in [("config.cfg", ""), ("meta.json", META), ("vocab/a", "b")] {
            let options = zip::write::SimpleFileOptions::default();
            zip.start_file(format!("p/p-1.0/{name}"), options).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
        path
    }

    #[test]
    fn zip_and_folder_give_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = zip_file(folder.path());
        let data = folder.path().join("p/p-1.0");
        std::fs::create_dir_all(data.join("vocab")).unwrap();
        std::fs::write(data.join("config.cfg"), "").unwrap();
        std::fs::write(data.join("meta.json"), META).unwrap();
        std::fs::write(data.join("vocab/a"), "b").unwrap();
        for path in [path.as_path(), folder.path()] {
            let files = WheelFiles::open(path).unwrap();
            assert_eq!(files.bytes("vocab/a").unwrap(), b"b");
            assert_eq!(files.meta().unwrap().lang, "fr");
            assert!(files.bytes("vocab/none").is_err());
        }
    }

    #[test]
    fn what_is_no_wheel_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert!(WheelFiles::open(folder.path()).is_err_and(|e| e.is_wheel()));
        let path = folder.path().join("no.whl");
        assert!(WheelFiles::open(&path).is_err_and(|e| e.is_not_found()));
        std::fs::write(&path, "no zip").unwrap();
        let error = WheelFiles::open(&path).err().unwrap();
        assert!(error.is_wheel() && error.to_string().contains("no.whl"));
    }
}
