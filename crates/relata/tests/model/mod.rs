//! Given the model that the program ships, yields the engine that the tests share.

use std::path::Path;

use relata::pack::Data;
use relata::pipeline::Engine;

/// The engine of these tables with the French model of the repository's `models/`.
pub fn engine(data: &Data) -> Engine {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/fr-news-1.0.zip");
    let packed = std::fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let model = relata_nlp::Pipeline::unpack(&packed, &path, relata_nlp::Mode::default());
    let model = model.unwrap_or_else(|e| panic!("{e}"));
    Engine::new(data, vec![("fr".to_owned(), model)]).unwrap_or_else(|e| panic!("{e}"))
}
