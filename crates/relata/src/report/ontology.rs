//! Given the ontology's tables, yields the types, modes, contexts and scores that reports may carry.

use crate::error::Error;
use crate::pack::Data;
use rustc_hash::{FxHashMap, FxHashSet};

/// The event types, with their crosswalk to CAMEO.
#[derive(Debug, Clone, Default)]
pub struct Ontology {
    quads: FxHashMap<String, u8>,
    modes: FxHashSet<(String, String)>,
    contexts: FxHashSet<String>,
    goldstein: FxHashMap<String, f64>,
}

impl Ontology {
    /// Reads `ontology/types.tsv`, `modes.tsv`, `contexts.tsv` and `cameo.tsv`.
    ///
    /// # Errors
    /// A missing or wrong table; a number that is none.
    pub fn load(data: &Data) -> Result<Self, Error> {
        let mut ontology = Self::default();
        let types =
            data.table("ontology/types.tsv", &["type", "quad", "score", "recipient", "family", "about", "source"])?;
        for row in types.rows() {
            let quad = row.get("quad").parse().map_err(|_| row.error("quad must be 1, 2, 3 or 4"))?;
            ontology.quads.insert(row.get("type").to_owned(), quad);
        }
        for row in data.table("ontology/modes.tsv", &["type", "mode", "score", "source"])?.rows() {
            ontology.modes.insert((row.get("type").to_owned(), row.get("mode").to_owned()));
        }
        for row in data.table("ontology/contexts.tsv", &["context", "about", "source"])?.rows() {
            ontology.contexts.insert(row.get("context").to_owned());
        }
        let cameo =
            data.table("ontology/cameo.tsv", &["cameo", "type", "mode", "context", "goldstein", "label", "source"])?;
        for row in cameo.rows() {
            let value = row.get("goldstein").parse().map_err(|_| row.error("goldstein must be a number"))?;
            ontology.goldstein.insert(row.get("cameo").to_owned(), value);
        }
        Ok(ontology)
    }

    /// The quad class of a type, 1 to 4; `None` for an unknown type.
    pub fn quad(&self, kind: &str) -> Option<u8> {
        self.quads.get(kind).copied()
    }

    /// The Goldstein value of a CAMEO code.
    pub fn goldstein(&self, cameo: &str) -> Option<f64> {
        self.goldstein.get(cameo).copied()
    }

    /// True where a type has a mode.
    pub fn has_mode(&self, kind: &str, mode: &str) -> bool {
        self.modes.contains(&(kind.to_owned(), mode.to_owned()))
    }

    /// True for a known context.
    pub fn has_context(&self, context: &str) -> bool {
        self.contexts.contains(context)
    }
}
