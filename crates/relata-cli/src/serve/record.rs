//! Given rows of the index, yields their records as lists show them: the export's fields and what a line needs beside.

use super::answer::{Desk, Failure};
use crate::words;
use relata_store::query::Raw;
use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};

/// A record with fields more.
pub fn joined(record: &Raw, more: &impl Serialize) -> Result<Raw, Failure> {
    let more = serde_json::to_string(more).map_err(|error| Failure::internal(&error))?;
    let head = record.get().strip_suffix('}').unwrap_or_default();
    let tail = more.strip_prefix('{').unwrap_or_default();
    let comma = if tail == "}" { "" } else { "," };
    RawValue::from_string(format!("{head}{comma}{tail}")).map_err(|error| Failure::internal(&error))
}

/// One event as lists show it; nothing where it has gone from the store since the index was made.
pub fn event(desk: &Desk<'_>, at: u32) -> Result<Option<Raw>, Failure> {
    let Some(row) = desk.index.events.get(at) else { return Ok(None) };
    let Some(record) = desk.store.raw_event(&row.event)? else { return Ok(None) };
    let publishers: Vec<&str> = row.publishers.iter().map(|p| desk.index.articles.publishers.name(*p)).collect();
    joined(
        &record,
        &json!({
            "status_now": words::name(row.status),
            "publishers": publishers,
            "title": row.title,
            "disputed": row.disputed,
            "goldstein": row.goldstein,
            "quad": row.quad,
        }),
    )
    .map(Some)
}

/// One quotation as lists show it.
pub fn quote(desk: &Desk<'_>, at: u32) -> Result<Option<Raw>, Failure> {
    let quotes = &desk.index.quotes;
    let Some(row) = quotes.rows.get(at as usize) else { return Ok(None) };
    let Some(record) = desk.store.raw_quote(&row.quote)? else { return Ok(None) };
    let article = desk.index.articles.reference(row.article);
    joined(&record, &json!({ "article": article, "variants": quotes.variants(row.group) })).map(Some)
}

/// One figure as lists show it.
pub fn figure(desk: &Desk<'_>, at: u32) -> Result<Option<Raw>, Failure> {
    let Some(row) = desk.index.figures.rows.get(at as usize) else { return Ok(None) };
    let Some(record) = desk.store.raw_figure(&row.figure)? else { return Ok(None) };
    joined(&record, &json!({ "article": desk.index.articles.reference(row.article) })).map(Some)
}

/// One article as lists show it, with the passage that holds what was looked for.
pub fn article(desk: &Desk<'_>, at: u32, looked_for: Option<&str>) -> Result<Option<Raw>, Failure> {
    let articles = &desk.index.articles;
    let Some(row) = articles.rows.get(at as usize) else { return Ok(None) };
    let Some(record) = desk.store.raw_article(&row.document, false)? else { return Ok(None) };
    let passage = looked_for.map(|words| desk.store.passage(words, &row.document)).transpose()?.flatten();
    let mut more = json!({
        "id": row.document,
        "lead": desk.store.lead(&row.document)?,
        "counts": { "events": row.events, "quotes": row.quotes, "figures": row.figures },
    });
    if let Some(fields) = more.as_object_mut().filter(|_| looked_for.is_some()) {
        fields.insert("passage".to_owned(), Value::from(passage));
    }
    joined(&record, &more).map(Some)
}

/// The articles under these names, as other records name them; names that are not there are left out.
pub fn references<'d>(desk: &Desk<'_>, documents: impl Iterator<Item = &'d str>) -> Vec<Value> {
    let articles = &desk.index.articles;
    documents.filter_map(|document| articles.reference(articles.find(document)?)).map(|r| json!(r)).collect()
}

/// The article of a record as other records name it; its bare name where the index does not know it yet.
pub fn reference(desk: &Desk<'_>, document: &str) -> Value {
    let articles = &desk.index.articles;
    articles
        .find(document)
        .and_then(|at| articles.reference(at))
        .map_or_else(|| json!({ "id": document }), |r| json!(r))
}
