//! Given tables, yields an article a row: which column holds what is told by its name or by the user.

pub(super) mod csv;
pub(super) mod parquet;

use super::Problem;
use super::fields::{Fields, Names};
use super::map::Map;

/// Where the columns of a table stand that hold fields of an article.
struct Columns {
    at: Vec<(&'static str, usize)>,
}

impl Columns {
    /// Finds the columns; says which there are where none holds the text.
    fn find(names: &[String], map: &Map, place: &str) -> Result<Self, Problem> {
        let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
        let column = |field: &&'static str| {
            let wanted = map.column(field);
            Some((*field, names.iter().position(|name| same(name, wanted))?))
        };
        let at: Vec<_> = super::map::FIELDS.iter().filter_map(column).collect();
        if at.iter().any(|(field, _)| *field == "text") {
            return Ok(Self { at });
        }
        let shown: Vec<&str> = names.iter().take(20).map(String::as_str).collect();
        let cause = format!("no column is called {}; it has {}", map.column("text"), shown.join(", "));
        Err(Problem::skipped(place, cause, "say which holds the text: --map text=COLUMN"))
    }

    fn fields(&self, cell: impl Fn(usize) -> Option<String>) -> Fields {
        let mut fields = Fields::default();
        for (field, at) in &self.at {
            let value = cell(*at);
            match *field {
                "text" => fields.text = value,
                "document" => fields.document = value,
                "title" => fields.title = value,
                "publisher" => fields.publisher = value,
                "url" => fields.url = value,
                "language" => fields.language = value,
                "published" => fields.published = value,
                _ => {
                    let names = value.unwrap_or_default();
                    let names = names.split([';', '|']).map(|n| n.trim().to_owned()).filter(|n| !n.is_empty());
                    fields.authors = Names::Many(names.collect());
                }
            }
        }
        fields
    }
}
