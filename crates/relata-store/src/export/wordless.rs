//! Given a record, yields it without the article's words, for sharing what copyright forbids to share: spans stay, and hashes
//! that whoever has the article can compare.

use crate::dictionary::Column;
use serde_json::Value;

/// The fields of each kind of record that hold words of an article.
const WORDS: [(&str, &[&str]); 8] = [
    ("articles", &["/text", "/title"]),
    ("entities", &["/mentions/*/text"]),
    ("times", &["/text"]),
    ("quotes", &["/text"]),
    ("figures", &["/text", "/of"]),
    ("reports", &["/trigger/text"]),
    ("stories", &["/title"]),
    ("disagreements", &[]),
];

/// The column that stands in for the words of a kind of record.
pub(super) fn hash(record: &str) -> Option<Column> {
    let meaning = "BLAKE3 hash of the text";
    let columns = [("articles", "text_blake3"), ("quotes", "text_blake3")];
    let found = columns.into_iter().find(|(name, _)| *name == record);
    found.map(|(record, column)| Column { record, column, kind: "text", meaning })
}

/// Empties the fields that hold words; an article and a quotation keep their hash.
pub(super) fn strip(record: &str, value: &mut Value) {
    let words = value.get("text").and_then(Value::as_str).map(|t| blake3::hash(t.as_bytes()).to_hex().to_string());
    let fields = WORDS.iter().find(|(name, _)| *name == record).map(|(_, fields)| *fields).unwrap_or_default();
    for field in fields {
        match field.split_once("/*") {
            Some((list, rest)) => {
                let items = value.pointer_mut(list).and_then(Value::as_array_mut).into_iter().flatten();
                items.for_each(|item| empty(item, rest));
            }
            None => empty(value, field),
        }
    }
    if let (Some(words), Some(fields), Some(column)) = (words, value.as_object_mut(), hash(record)) {
        fields.insert(column.column.to_owned(), Value::from(words));
    }
}

fn empty(value: &mut Value, field: &str) {
    if let Some(words) = value.pointer_mut(field).filter(|w| w.is_string()) {
        *words = Value::from("");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_article_loses_its_title_too() {
        let mut article = json!({"document": "a", "text": "Le port a fermé.", "title": "Le port"});
        strip("articles", &mut article);
        assert_eq!((&article["text"], &article["title"], &article["document"]), (&json!(""), &json!(""), &json!("a")));
    }

    #[test]
    fn words_go_and_spans_stay() {
        let mut quote = json!({"quote": "q", "text": "Jamais.", "span": {"start": 3, "end": 10}});
        strip("quotes", &mut quote);
        assert_eq!((&quote["text"], &quote["span"]["end"]), (&json!(""), &json!(10)));
        assert_eq!(quote["text_blake3"].as_str().unwrap().len(), 64);
        let mut entity = json!({"name": "Lomé", "mentions": [{"document": "a", "start": 1, "text": "Lomé"}]});
        strip("entities", &mut entity);
        assert_eq!(entity, json!({"name": "Lomé", "mentions": [{"document": "a", "start": 1, "text": ""}]}));
    }
}
