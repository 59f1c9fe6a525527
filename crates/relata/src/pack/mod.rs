//! Given the built-in data and what a user puts over it, yields the texts of packs, gazetteer and ontology.

mod table;

pub use table::{Row, Table};

use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;

static PACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../packs");
static GAZETTEER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../gazetteer");
static ONTOLOGY: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../ontology");

/// The data files of the program: the embedded ones, and a user's, which stand before them.
///
/// Paths are as in the repository: `packs/fr/events.tsv`, `gazetteer/countries.tsv`, `ontology/types.tsv`.
#[derive(Debug, Clone, Default)]
pub struct Data {
    over: BTreeMap<String, String>,
    added: BTreeMap<String, Vec<(String, String)>>,
}

/// The table of the gazetteer whose rows are told apart by more than their first cell, and by how many.
const KEYS: (&str, usize) = ("gazetteer/offices.tsv", 3);

impl Data {
    /// The built-in data alone.
    pub fn builtin() -> Self {
        Self::default()
    }

    /// Puts a user's file over the built-in one of the same path; a path that is not built in is added.
    pub fn put(&mut self, path: &str, text: String) {
        self.over.insert(path.to_owned(), text);
    }

    /// Adds the rows of a user's table to the built-in one of the same path, in place of those with the same key;
    /// `name` is the table's own, for messages. It need have only some of the columns.
    pub fn add(&mut self, path: &str, name: &str, text: String) {
        self.added.entry(path.to_owned()).or_default().push((name.to_owned(), text));
    }

    /// The texts that are added to a table, in order.
    pub fn additions(&self, path: &str) -> impl Iterator<Item = &str> {
        self.added.get(path).into_iter().flatten().map(|(_, text)| text.as_str())
    }

    /// The text of a file, or `None` where there is none.
    pub fn text(&self, path: &str) -> Option<Cow<'_, str>> {
        if let Some(text) = self.over.get(path) {
            return Some(Cow::Borrowed(text));
        }
        let (root, rest) = path.split_once('/')?;
        let folder = folder(root)?;
        Some(String::from_utf8_lossy(folder.get_file(rest)?.contents()))
    }

    /// Reads a table; see [`Table::read`].
    ///
    /// # Errors
    /// A missing file, or what [`Table::read`] reports.
    pub fn table(&self, path: &str, columns: &[&str]) -> Result<Table, crate::error::Error> {
        let text = self.text(path).ok_or_else(|| crate::error::Error::pack(path, 0, "the file is missing"))?;
        let mut table = Table::read(path, &text, columns)?;
        for (name, text) in self.added.get(path).into_iter().flatten() {
            let keys = if path == KEYS.0 { KEYS.1 } else { 1 };
            table.over(Table::read_part(name, text, columns)?, keys);
        }
        Ok(table)
    }

    /// The row that a record names as `file:line`, as it is written.
    pub fn row(&self, place: &str) -> Option<String> {
        let (file, line) = place.rsplit_once(':')?;
        let number = line.parse::<usize>().ok()?.checked_sub(1)?;
        let added =
            self.added.values().flatten().find(|(name, _)| name == file).map(|(_, text)| Cow::Borrowed(&**text));
        added.or_else(|| self.text(file))?.lines().nth(number).map(str::to_owned)
    }

    /// The paths of all files under a folder such as `packs/fr`, sorted.
    pub fn paths(&self, under: &str) -> Vec<String> {
        let (root, rest) = under.split_once('/').unwrap_or((under, ""));
        let mut paths: Vec<String> = self.over.keys().filter(|p| p.starts_with(under)).cloned().collect();
        if let Some(folder) = folder(root) {
            let inner = if rest.is_empty() { Some(folder) } else { folder.get_dir(rest) };
            paths.extend(inner.into_iter().flat_map(|d| d.files()).map(|f| format!("{root}/{}", f.path().display())));
        }
        paths.sort();
        paths.dedup();
        paths
    }

    /// The languages that have a pack: ISO 639-1 codes, sorted.
    pub fn languages(&self) -> Vec<String> {
        let mut found: Vec<String> = PACKS
            .dirs()
            .filter(|d| d.get_file(d.path().join("pack.toml")).is_some())
            .map(|d| d.path().display().to_string())
            .collect();
        found.extend(
            self.over.keys().filter_map(|p| Some(p.strip_prefix("packs/")?.strip_suffix("/pack.toml")?.to_owned())),
        );
        found.sort();
        found.dedup();
        found
    }
}

fn folder(root: &str) -> Option<&'static Dir<'static>> {
    match root {
        "packs" => Some(&PACKS),
        "gazetteer" => Some(&GAZETTEER),
        "ontology" => Some(&ONTOLOGY),
        _ => None,
    }
}
