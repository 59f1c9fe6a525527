//! Given the models that `make test` installs, yields the engine that the tests share.

use relata::pack::Data;
use relata::pipeline::Engine;
use std::path::{Path, PathBuf};

/// The languages that the tests read.
const LANGUAGES: [&str; 2] = ["fr", "en"];

/// The engine with the models of the repository's `models/`, over the tables as they lie in the repository: a changed
/// row needs no rebuild.
pub fn engine() -> Engine {
    let mut data = Data::builtin();
    for folder in ["packs", "gazetteer", "ontology"] {
        put(&mut data, folder);
    }
    Engine::new(&data, LANGUAGES.map(|l| (l.to_owned(), model(l))).into()).unwrap_or_else(|e| panic!("{e}"))
}

fn model(language: &str) -> relata_nlp::Pipeline {
    let path = root().join(format!("models/{language}.model"));
    relata_nlp::Pipeline::open(&path).unwrap_or_else(|e| panic!("{e}\n`make test` installs the model"))
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
