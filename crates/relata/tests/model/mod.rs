//! Given the model that the program ships, yields the engine that the tests share.

use relata::pack::Data;
use relata::pipeline::Engine;
use std::path::Path;

/// The engine with the French model of the repository's `models/`.
pub fn engine() -> Engine {
    engine_of(&Data::builtin())
}

/// The engine of these tables with that model.
pub fn engine_of(data: &Data) -> Engine {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/fr-news-1.0.zip");
    let packed = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let model = relata_nlp::Pipeline::unpack(&packed, &path, relata_nlp::Mode::default());
    let model = model.unwrap_or_else(|e| panic!("{e}"));
    Engine::new(data, vec![("fr".to_owned(), model)]).unwrap_or_else(|e| panic!("{e}"))
}
