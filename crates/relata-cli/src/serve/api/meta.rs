//! `/meta`: what the chronicle holds, and the words of its codebook.

use super::Shared;
use crate::serve::answer::{Answer, Desk, Failure, answer};
use crate::words::{Words, name};
use axum::extract::State;
use relata::pack::Data;
use relata::record::{SCHEMA, Status};
use serde_json::{Value, json};
use std::sync::OnceLock;

/// What is reported of an event.
pub const STATUSES: [Status; 7] = [
    Status::Happened,
    Status::Ongoing,
    Status::Planned,
    Status::Hypothetical,
    Status::Alleged,
    Status::Denied,
    Status::Cancelled,
];

/// What the chronicle holds: counts, days, publishers, languages, types and statuses.
#[utoipa::path(get, path = "/meta", tag = "meta",
    responses((status = 200, description = "What the chronicle holds", body = super::schema::Record), super::schema::Failures))]
pub async fn meta(State(app): Shared) -> Result<Answer, Failure> {
    answer(app, |desk| Answer::json(&held(desk))).await
}

fn held(desk: &Desk<'_>) -> Value {
    let index = desk.index;
    let writable = !desk.app.settings.read_only;
    let path = &desk.app.settings.path;
    let mut publishers: Vec<&str> = index.articles.publishers.all().collect();
    publishers.sort_unstable();
    let mut languages: Vec<&str> = index.articles.languages.all().collect();
    languages.sort_unstable();
    json!({
        "program": env!("CARGO_PKG_VERSION"),
        "schema": SCHEMA,
        "path_name": path.file_name().map(|name| name.to_string_lossy().into_owned()),
        "revision": index.revision,
        "counts": {
            "articles": index.articles.rows.len(), "events": index.events.rows.len(), "reports": index.reports,
            "quotes": index.quotes.rows.len(), "figures": index.figures.rows.len(),
            "entities": index.entities.rows.len(), "stories": index.events.stories.len(),
            "disagreements": index.disagreements,
        },
        "published": index.articles.span(),
        "types": types(),
        "statuses": statuses(),
        "publishers": publishers,
        "languages": languages,
        "writable": writable,
        "can_read": writable,
    })
}

/// The PLOVER types in the order of the ontology, each with its words and scores.
fn types() -> &'static [Value] {
    static TYPES: OnceLock<Vec<Value>> = OnceLock::new();
    TYPES.get_or_init(read_types)
}

fn read_types() -> Vec<Value> {
    let (fr, en) = (Words::of("fr"), Words::of("en"));
    let data = Data::builtin();
    let table = data.text("ontology/types.tsv").unwrap_or_default();
    let mut lines = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().unwrap_or_default();
    let column = |name: &str| head.iter().position(|cell| *cell == name).unwrap_or(usize::MAX);
    let (code, quad, score, family) = (column("type"), column("quad"), column("score"), column("family"));
    lines
        .filter_map(|row| {
            let key = format!("type.{}", row.get(code)?);
            Some(json!({
                "code": row.get(code)?, "name_fr": fr.word(&key), "name_en": en.word(&key),
                "quad": row.get(quad)?.parse::<u8>().ok(), "goldstein": row.get(score)?.parse::<f64>().ok(),
                "family": row.get(family)?,
            }))
        })
        .collect()
}

fn statuses() -> Vec<Value> {
    let (fr, en) = (Words::of("fr"), Words::of("en"));
    let status = |s: Status| json!({ "code": name(s), "name_fr": fr.status(s), "name_en": en.status(s) });
    STATUSES.into_iter().map(status).collect()
}
