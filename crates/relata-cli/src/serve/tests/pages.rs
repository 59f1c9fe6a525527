//! Pages that work without JavaScript, and what stands where the app was not built in.

use super::sample::Site;
use crate::serve::asset::VIEWS;
use axum::body::Body;
use axum::http::{Request, StatusCode};

#[test]
fn an_event_is_a_page_in_two_languages() {
    let place = Site::new();
    let french = place.get("/events/visit").text;
    for words in [
        "<html lang=\"fr\">",
        "Ce qui est rapporté",
        "<mark>se rendra</mark>",
        "à venir",
        "/articles/a",
        "<h1>Ana Brnabić → Grèce",
    ] {
        assert!(french.contains(words), "{words}: {french}");
    }
    let english = place.get("/events/visit?lang=en").text;
    assert!(english.contains("<html lang=\"en\">") && english.contains("What is reported"), "{english}");
    let request = Request::get("/events/visit").header("host", "localhost").header("accept-language", "en-GB,fr;q=0.5");
    assert!(place.ask(request.body(Body::empty()).unwrap()).text.contains("<html lang=\"en\">"));
    assert!(!french.contains(" style="), "the policy forbids styles in markup");
}

#[test]
fn an_article_is_a_page_with_its_marks() {
    let place = Site::new();
    let page = place.get("/articles/b").text;
    for words in [
        "<span class=\"mention\" title=\"Ana Brnabić\">Ana Brnabić</span>",
        "<a class=\"trigger\" title=\"CONSULT\" href=\"/events/visit\">se rendra</a>",
        "<span class=\"time\"",
        "La Gazette, 2021-05-02",
        "<q>La Grèce est notre grande amie</q>",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[test]
fn every_view_has_a_page() {
    let place = Site::new();
    for view in VIEWS {
        let path = view.replace("{id}", "s-1");
        let said = place.get(&path);
        assert_eq!(said.status, StatusCode::OK, "{path}");
        assert!(said.header("content-type").starts_with("text/html"), "{path}");
        assert!(said.text.contains("id=\"app\""), "{path}");
    }
    assert_eq!(place.get("/assets/none.js").status, StatusCode::NOT_FOUND);
    assert_eq!(place.get("/assets/../index.html").status, StatusCode::NOT_FOUND);
    assert_eq!(place.get("/events/none").status, StatusCode::NOT_FOUND);
    assert!(place.get("/page.css").header("content-type").starts_with("text/css"));
}
