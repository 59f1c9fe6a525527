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
/// Paths are as in the repository: `packs/fr/events.tsv`, `gazetteer/countries.tsv`, `ontology/types.tsv`. The rows of a
/// user's table are added to the built-in table of that path; where the first cell is the same, the user's rows hold
/// and the built-in ones are left out. A file that is no table stands in place of the built-in one.
#[derive(Debug, Clone, Default)]
pub struct Data {
    over: BTreeMap<String, Over>,
}

/// A user's file: where it is from, for messages, and what it holds.
#[derive(Debug, Clone)]
struct Over {
    file: String,
    text: String,
}

impl Data {
    /// The built-in data alone.
    pub fn builtin() -> Self {
        Self::default()
    }

    /// Puts a user's file over the built-in one of the same path.
    pub fn put(&mut self, path: &str, text: String) {
        self.put_file(path, path, text);
    }

    /// Puts a user's file over the built-in one of the same path; `file` is its name in messages.
    pub fn put_file(&mut self, path: &str, file: &str, text: String) {
        self.over.insert(path.to_owned(), Over { file: file.to_owned(), text });
    }

    /// The text of a file, the user's before the built-in one, or `None` where there is none.
    pub fn text(&self, path: &str) -> Option<Cow<'_, str>> {
        self.over.get(path).map(|over| Cow::Borrowed(&*over.text)).or_else(|| builtin(path))
    }

    /// Reads a table; see [`Table::read`].
    ///
    /// # Errors
    /// A missing file, or what [`Table::read`] reports.
    pub fn table(&self, path: &str, columns: &[&str]) -> Result<Table, crate::error::Error> {
        let builtin = builtin(path).map(|text| Table::read(path, &text, columns)).transpose()?;
        let own = self.over.get(path).map(|over| Table::read(&over.file, &over.text, columns)).transpose()?;
        match (own, builtin) {
            (Some(own), Some(builtin)) => Ok(own.over(builtin)),
            (Some(table), None) | (None, Some(table)) => Ok(table),
            (None, None) => Err(crate::error::Error::pack(path, 0, "the file is missing")),
        }
    }

    /// The row that a record names as `file:line`, as it is written.
    pub fn row(&self, place: &str) -> Option<String> {
        let (file, line) = place.rsplit_once(':')?;
        let number = line.parse::<usize>().ok()?.checked_sub(1)?;
        let own = self.over.values().find(|over| over.file == file).map(|over| Cow::Borrowed(&*over.text));
        own.or_else(|| builtin(file))?.lines().nth(number).map(str::to_owned)
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

fn builtin(path: &str) -> Option<Cow<'static, str>> {
    let (root, rest) = path.split_once('/')?;
    Some(String::from_utf8_lossy(folder(root)?.get_file(rest)?.contents()))
}

fn folder(root: &str) -> Option<&'static Dir<'static>> {
    match root {
        "packs" => Some(&PACKS),
        "gazetteer" => Some(&GAZETTEER),
        "ontology" => Some(&ONTOLOGY),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_a_user_are_added_and_stand_before_the_same_name() {
        let columns = ["trigger", "pos", "because", "example", "source", "checked"];
        let path = "packs/fr/not_events.tsv";
        let builtin = Data::builtin().table(path, &columns).unwrap();
        let first = builtin.rows().next().unwrap().get("trigger").to_owned();
        let mut data = Data::builtin();
        let text = format!("{}\n{first}\tverb\tours\tX.\town\t\nzzz\tverb\tours\tX.\town\t\n", columns.join("\t"));
        data.put_file(path, "mine.tsv", text);
        let table = data.table(path, &columns).unwrap();
        let same = builtin.rows().filter(|r| r.get("trigger") == first).count();
        assert_eq!(table.rows().count(), builtin.rows().count() - same + 2);
        assert_eq!(table.rows().next().unwrap().place(), "mine.tsv:2");
        assert!(table.rows().any(|r| r.place().starts_with(path)));
        assert!(data.row("mine.tsv:3").unwrap().starts_with("zzz"));
    }
}
