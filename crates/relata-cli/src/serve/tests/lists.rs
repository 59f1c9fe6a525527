//! Lists come in pages, as tables, and not at all where nothing has changed.

use super::sample::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::Value;

/// The ids of a list, page by page.
fn walk(place: &Site, path: &str, key: &str) -> Vec<String> {
    let (mut ids, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = place.json(&format!("{path}{cursor}"));
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= 1);
        ids.extend(items.iter().map(|item| item[key].as_str().unwrap().to_owned()));
        match &page["next"] {
            Value::String(next) => cursor = format!("&cursor={next}"),
            _ => return ids,
        }
    }
}

#[test]
fn pages_hold_every_item_once() {
    let place = Site::new();
    assert_eq!(walk(&place, "/api/v1/articles?limit=1", "id"), ["c", "b", "a"]);
    assert_eq!(walk(&place, "/api/v1/articles?limit=1&order=day", "id"), ["a", "b", "c"]);
    assert_eq!(walk(&place, "/api/v1/articles?limit=1&q=amie", "id").len(), 3);
    assert_eq!(walk(&place, "/api/v1/events?limit=1&order=-day", "event"), ["visit", "e-r-c-accuse"]);
    assert_eq!(walk(&place, "/api/v1/quotes?limit=1", "quote"), ["q-c", "q-b", "q-a"]);
    assert_eq!(walk(&place, "/api/v1/figures?limit=1", "figure").len(), 3);
    assert_eq!(walk(&place, "/api/v1/entities?limit=1", "entity").len(), 3);
}

#[test]
fn wrong_questions_are_refused_with_a_remedy() {
    let place = Site::new();
    for path in [
        "events?limit=x",
        "events?cursor=zz",
        "events?from=hier",
        "events?status=perhaps",
        "events?order=rank",
        "events?format=xml",
        "pairs?cursor=1.1",
        "quotes?variants=2",
        "histogram?step=hour",
    ] {
        let said = place.get(&format!("/api/v1/{path}"));
        assert_eq!(said.status, StatusCode::BAD_REQUEST, "{path}: {}", said.text);
        assert!(said.json()["error"].is_string() && said.json()["remedy"].is_string(), "{path}");
    }
    assert_eq!(place.json("/api/v1/events?limit=0")["items"].as_array().unwrap().len(), 1);
}

#[test]
fn every_list_is_a_table_too() {
    let place = Site::new();
    for (list, column, lines) in [
        ("events", "event", 3),
        ("articles", "document", 4),
        ("quotes", "article_id", 4),
        ("figures", "value", 4),
        ("stories", "title", 2),
        ("entities", "entity", 4),
        ("pairs?from=2021-01-01&to=2021-12-31", "one", 2),
        ("marks", "", 1),
        ("open", "", 1),
        ("histogram", "all_reports", 2),
        ("places", "latitude", 2),
        ("network", "source", 2),
        ("relations?a=SRB&b=GRC", "period", 2),
    ] {
        let sign = if list.contains('?') { '&' } else { '?' };
        let said = place.get(&format!("/api/v1/{list}{sign}format=csv"));
        assert_eq!(said.header("content-type"), "text/csv; charset=utf-8", "{list}: {}", said.text);
        assert!(said.text.lines().next().unwrap_or_default().contains(column), "{list}: {}", said.text);
        assert!(said.text.lines().count() <= lines, "{list}: {}", said.text);
    }
    let part = place.get("/api/v1/events?format=csv&limit=1");
    assert!(part.header("link").contains("rel=\"next\""), "{:?}", part.headers);
}

#[test]
fn an_answer_that_has_not_changed_is_not_sent_again() {
    let place = Site::new();
    let first = place.get("/api/v1/events?limit=1");
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = |path: &str, tag: &str| {
        let request = Request::get(path).header("host", "localhost").header("if-none-match", tag);
        place.ask(request.body(Body::empty()).unwrap()).status
    };
    assert_eq!(again("/api/v1/events?limit=1", &tag), StatusCode::NOT_MODIFIED);
    assert_eq!(again("/api/v1/events?limit=1", &format!("\"x\", {tag}")), StatusCode::NOT_MODIFIED);
    assert_eq!(again("/api/v1/events?limit=2", &tag), StatusCode::OK);
    super::sample::fill(&place.path(), &["a", "b", "c", "d"]);
    place.app.renew().unwrap();
    assert_eq!(again("/api/v1/events?limit=1", &tag), StatusCode::OK);
}

#[test]
fn answers_are_compressed_where_that_is_understood() {
    let place = Site::new();
    let request = Request::get("/api/v1/articles/a").header("host", "localhost").header("accept-encoding", "gzip");
    let said = place.ask(request.body(Body::empty()).unwrap());
    assert_eq!(said.header("content-encoding"), "gzip");
}

/// Every reference of a document, and every id of its operations.
fn names(value: &Value, references: &mut Vec<String>, operations: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            references.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            operations.extend(fields.get("operationId").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| names(value, references, operations));
        }
        Value::Array(values) => values.iter().for_each(|value| names(value, references, operations)),
        _ => {}
    }
}

#[test]
fn the_description_is_whole() {
    let document = Site::new().json("/api/v1/openapi.json");
    let (mut references, mut operations) = (Vec::new(), Vec::new());
    names(&document, &mut references, &mut operations);
    for reference in &references {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    let count = operations.len();
    operations.sort();
    operations.dedup();
    assert_eq!((operations.len(), references.is_empty()), (count, false));
}

#[test]
fn the_description_names_every_route() {
    let place = Site::new();
    let document = place.json("/api/v1/openapi.json");
    assert!(document["openapi"].as_str().unwrap().starts_with("3."));
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() >= 24, "{}", paths.len());
    for path in paths.keys() {
        let asked = path.replace("{id}", "none").replace("/relations", "/relations?a=x&b=y");
        let said = place.get(&asked);
        let known = said.status != StatusCode::NOT_FOUND || said.text.contains("bears the id");
        assert!(known, "{path}: {} {}", said.status, said.text);
    }
}
