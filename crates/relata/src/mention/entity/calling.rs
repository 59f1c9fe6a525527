//! Given a role, yields the walk of life that it belongs to: what a footballer is, a minister of the same name is not.

use crate::error::Error;
use crate::mention::gazetteer::fold;
use crate::pack::Data;
use crate::record::Role;
use rustc_hash::FxHashMap;

/// The walks of life of `packs/*/callings.tsv`, by role.
#[derive(Debug, Clone, Default)]
pub struct Callings(FxHashMap<String, String>);

impl Callings {
    /// Reads `packs/*/callings.tsv`.
    ///
    /// # Errors
    /// A missing or wrong table.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let columns = ["role", "calling", "source", "checked"];
        let table = data.table(&format!("packs/{language}/callings.tsv"), &columns)?;
        Ok(Self(table.rows().map(|r| (fold(r.get("role")), r.get("calling").to_owned())).collect()))
    }

    /// The walks of life of some roles, sorted, each once. Every minister has that of `minister`.
    pub fn of(&self, roles: &[Role]) -> Vec<String> {
        let calling = |role: &Role| {
            let name = if role.role.ends_with("_minister") { "minister" } else { role.role.as_str() };
            self.0.get(&fold(name)).cloned()
        };
        let mut found: Vec<String> = roles.iter().filter_map(calling).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
