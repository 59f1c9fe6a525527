//! Given the model that the program ships and those that `make test` installs, yields the engine that the tests share.

use std::path::{Path, PathBuf};

use relata::pack::Data;
use relata::pipeline::Engine;
use relata_nlp::{Mode, Pipeline};

/// The pipeline that the program ships: its language and its file.
const SHIPPED: (&str, &str) = ("fr", "models/fr-news-1.0.zip");

/// The engine of these tables with the models of some languages; a language whose model is missing is left out.
pub fn engine(data: &Data, languages: &[&str]) -> Engine {
    let models = languages.iter().filter_map(|l| Some(((*l).to_owned(), model(l)?)));
    Engine::new(data, models.collect()).unwrap_or_else(|e| panic!("{e}"))
}

/// Takes away what is left out for want of confidence: a case and an example say what the rules read.
#[allow(dead_code, reason = "one of the tests that share this file reads the built-in tables")]
pub fn keep_all(data: &mut Data) {
    for language in data.languages() {
        data.put(&format!("packs/{language}/confidence.tsv"), "trait\tweight\tsource\n".to_owned());
    }
}

/// The tables as they lie in the repository: a changed row needs no rebuild.
#[allow(dead_code, reason = "one of the tests that share this file reads the built-in tables")]
pub fn tables() -> Data {
    let mut data = Data::builtin();
    for folder in ["packs", "gazetteer", "ontology"] {
        put(&mut data, folder);
    }
    keep_all(&mut data);
    data
}

fn model(language: &str) -> Option<Pipeline> {
    if language == SHIPPED.0 {
        let path = root().join(SHIPPED.1);
        let packed = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        return Some(Pipeline::unpack(&packed, &path, Mode::default()).unwrap_or_else(|e| panic!("{e}")));
    }
    let path = root().join(format!("models/{language}.model"));
    path.is_file().then(|| Pipeline::open(&path).unwrap_or_else(|e| panic!("{e}")))
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn put(data: &mut Data, folder: &str) {
    for entry in std::fs::read_dir(root().join(folder)).expect("the folder is there").flatten() {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            put(data, &path);
        } else if let Ok(text) = std::fs::read_to_string(entry.path()) {
            data.put(&path, text);
        }
    }
}
