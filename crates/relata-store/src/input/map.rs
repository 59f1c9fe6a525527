//! Given `text=body,published=date`, yields which column or field of foreign tables and records holds what.

use serde_json::{Map as Object, Value};
use std::collections::BTreeMap;

/// The fields of an article that a column can hold.
pub const FIELDS: [&str; 8] = ["text", "document", "title", "publisher", "url", "language", "published", "authors"];

/// Which column or field holds which field of an article; what is not named is under its own name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Map {
    columns: BTreeMap<String, String>,
}

impl std::str::FromStr for Map {
    type Err = String;

    /// Reads `FIELD=COLUMN`, several parted by commas.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut columns = BTreeMap::new();
        for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let Some((field, column)) = pair.split_once('=') else {
                return Err(format!("{pair:?} is no FIELD=COLUMN"));
            };
            let field = field.trim();
            if !FIELDS.contains(&field) {
                return Err(format!("{field:?} is no field of an article; give one of {}", FIELDS.join(", ")));
            }
            columns.insert(field.to_owned(), column.trim().to_owned());
        }
        Ok(Self { columns })
    }
}

impl Map {
    /// The column that holds a field.
    pub fn column<'m>(&'m self, field: &'m str) -> &'m str {
        self.columns.get(field).map_or(field, String::as_str)
    }

    /// True where every field is under its own name.
    pub fn is_plain(&self) -> bool {
        self.columns.is_empty()
    }

    /// An object whose fields bear the names of an article's; `body.text` means `text` within `body`.
    pub(crate) fn renamed(&self, object: &Value) -> Value {
        let of = |column: &str| {
            let found = object.get(column).or_else(|| column.split('.').try_fold(object, |at, part| at.get(part)));
            found.filter(|v| !v.is_null()).cloned()
        };
        let fields = FIELDS.iter().filter_map(|field| Some(((*field).to_owned(), of(self.column(field))?)));
        Value::Object(fields.collect::<Object<String, Value>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_under_other_names() {
        let map: Map = "text=body.plain, published=date".parse().unwrap();
        let object = serde_json::json!({"body": {"plain": "Un."}, "date": "2031-01-02", "title": null, "more": 1});
        assert_eq!(map.renamed(&object), serde_json::json!({"text": "Un.", "published": "2031-01-02"}));
    }

    #[test]
    fn what_is_no_map_is_refused() {
        assert!("body".parse::<Map>().unwrap_err().contains("FIELD=COLUMN"));
        assert!("words=body".parse::<Map>().unwrap_err().contains("is no field of an article"));
    }
}
