//! HTML, scripts and SQL in titles, names and questions stay text.

use super::sample::{HOSTILE, Site};
use axum::http::StatusCode;

/// Text as part of an address.
fn coded(text: &str) -> String {
    text.bytes().map(|b| format!("%{b:02X}")).collect()
}

#[test]
fn pages_show_scripts_as_text() {
    let place = Site::new();
    for path in ["/articles/a", "/events/visit", "/articles/a?lang=en"] {
        let said = place.get(path);
        assert_eq!(said.status, StatusCode::OK, "{path}: {}", said.text);
        assert!(!said.text.contains("<script>alert"), "{path}");
        assert!(!said.text.contains("javascript:"), "{path}");
    }
    assert!(
        place.get("/articles/a").text.contains("&#60;script&#62;")
            || place.get("/articles/a").text.contains("&lt;script&gt;")
    );
    let missing = place.get(&format!("/events/{}", coded(HOSTILE)));
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
    assert!(!missing.text.contains("<script>alert"), "{}", missing.text);
}

#[test]
fn answers_in_json_keep_scripts_as_they_are() {
    let place = Site::new();
    let said = place.get("/api/v1/articles/a");
    assert_eq!(said.header("content-type"), "application/json");
    assert_eq!(said.json()["article"]["title"], HOSTILE);
}

#[test]
fn questions_in_sql_are_words() {
    let place = Site::new();
    let words = [
        HOSTILE,
        "' OR 1=1 --",
        "\"; SELECT * FROM articles",
        "NEAR(a b)",
        "words:*",
        "* * *",
        "(",
        "\u{0}",
        "AND OR NOT",
        "%_",
        "\u{202e}é\u{301}",
    ];
    for words in words {
        let q = coded(words);
        for path in [
            format!("events?q={q}"),
            format!("events?actor={q}&with={q}"),
            format!("events?place={q}&country={q}&publisher={q}&story={q}&type={q}"),
            format!("articles?q={q}&publisher={q}"),
            format!("quotes?by={q}&to={q}&about={q}&q={q}"),
            format!("figures?of={q}&unit={q}&q={q}"),
            format!("entities?q={q}"),
            format!("search?q={q}"),
            format!("relations?a={q}&b={q}"),
            format!("network?actor={q}"),
        ] {
            let said = place.get(&format!("/api/v1/{path}"));
            assert_eq!(said.status, StatusCode::OK, "{path}: {}", said.text);
        }
        for record in ["events", "articles", "quotes", "figures", "stories", "entities"] {
            let said = place.get(&format!("/api/v1/{record}/{q}"));
            assert_eq!(said.status, StatusCode::NOT_FOUND, "{record} {words}: {}", said.text);
        }
    }
    assert_eq!(place.json("/api/v1/articles")["total"], 3);
}

#[test]
fn names_in_graphs_are_escaped() {
    let place = Site::new();
    let gexf = place.get("/api/v1/network.gexf").text;
    assert!(!gexf.contains("<script"), "{gexf}");
}
