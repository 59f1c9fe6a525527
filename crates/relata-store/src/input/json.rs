//! Given one JSON document, yields its articles: a JSON feed, ninjs, an article, or a list of these.

use super::fields::Fields;
use super::walk::Place;
use super::{Problem, Sink, feed, ninjs, whole_text};
use serde_json::Value;
use std::io::Read;

/// A document longer than this is refused, in bytes.
const LONGEST_DOCUMENT: usize = 100_000_000;

/// The fields under which documents hold lists of articles.
const LISTS: [&str; 7] = ["items", "articles", "data", "results", "documents", "docs", "hits"];

/// Reads a document.
pub(super) fn read(place: &Place, stream: impl Read, sink: &mut Sink<'_>) {
    let Some(text) = whole_text(place, stream, LONGEST_DOCUMENT, sink) else { return };
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => {
            let cause = format!("it is no JSON: {error}");
            return sink.problem(Problem::skipped(place.shown(), cause, "mend it, or name it .txt if it is text"));
        }
    };
    if feed::is_json_feed(&value) {
        return feed::read_json(place, &value, sink);
    }
    match list(&value) {
        Some([]) => {
            sink.problem(Problem::noted(place.shown(), "its list of articles is empty", "nothing need be done"))
        }
        Some(items) => {
            for (at, item) in items.iter().enumerate() {
                let name = format!("{}#{}", place.name, at + 1);
                one(&format!("{}, record {}", place.shown(), at + 1), name, item, sink);
            }
        }
        None => one(&place.shown(), place.name.clone(), &value, sink),
    }
}

fn list(value: &Value) -> Option<&[Value]> {
    match value {
        Value::Array(items) => Some(items),
        Value::Object(fields) if !ninjs::is_item(value) && !fields.contains_key("text") => {
            let found = LISTS.iter().find_map(|name| fields.get(*name)?.as_array());
            found.filter(|items| items.iter().all(Value::is_object)).map(Vec::as_slice)
        }
        _ => None,
    }
}

fn one(place: &str, name: String, value: &Value, sink: &mut Sink<'_>) {
    if ninjs::is_item(value) && sink.options.map.is_plain() {
        return match ninjs::article(value, &sink.options.zone) {
            Ok(mut input) => {
                input.document = name;
                sink.article(place, input);
            }
            Err((cause, remedy)) => sink.problem(Problem::skipped(place, cause, remedy)),
        };
    }
    let renamed = sink.options.map.renamed(value);
    match serde_json::from_value::<Fields>(renamed) {
        Ok(fields) => fields.give(place, name, sink),
        Err(error) => {
            let cause = format!("a field has the wrong type: {error}");
            sink.problem(Problem::skipped(place, cause, "mend the record: texts in quotation marks"));
        }
    }
}
