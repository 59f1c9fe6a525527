//! Given the model that `make test` installs, yields the engine that the tests share.

use relata::pack::Data;
use relata::pipeline::Engine;
use std::path::Path;

/// The engine with the French model of the repository's `models/`.
pub fn engine() -> Engine {
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/fr.model");
    let pipeline = relata_nlp::Pipeline::open(&model).unwrap_or_else(|e| panic!("{e}\n`make test` installs the model"));
    Engine::new(&Data::builtin(), vec![("fr".to_owned(), pipeline)]).unwrap_or_else(|e| panic!("{e}"))
}
