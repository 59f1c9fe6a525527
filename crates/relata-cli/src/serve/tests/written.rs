//! What is changed: marks, articles read in, and what other programs write meanwhile.

use super::sample::{Site, fill, reading};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use relata_store::Store;
use serde_json::json;

#[test]
fn a_mark_is_kept_beside_what_was_read() {
    let place = Site::new();
    let before = place.json("/api/v1/events/visit");
    let body = json!({"record": "event", "id": "visit", "verdict": "wrong", "field": "when", "note": "<b>le 5</b>"});
    let mark = place.send("PUT", "/api/v1/marks", &body);
    assert_eq!(mark.status, StatusCode::OK, "{}", mark.text);
    let mark = mark.json();
    assert_eq!(
        (&mark["record_id"], &mark["verdict"], &mark["note"]),
        (&json!("visit"), &json!("wrong"), &json!("<b>le 5</b>"))
    );
    let after = place.json("/api/v1/events/visit");
    assert_eq!(after["marks"][0]["id"], mark["id"]);
    assert_eq!((&after["event"], &after["reports"]), (&before["event"], &before["reports"]));
    // The same field once more: the later verdict stands alone.
    let body = json!({"record": "event", "id": "visit", "verdict": "right", "field": "when"});
    assert_eq!(place.send("PUT", "/api/v1/marks", &body).json()["id"], mark["id"]);
    assert_eq!(place.json("/api/v1/marks")["total"], 1);
    assert!(place.get("/api/v1/marks.jsonl").text.ends_with("}\n"));
    // A merge leaves it where it is.
    fill(&place.path(), &["a", "b", "c"]);
    place.app.renew().unwrap();
    assert_eq!(place.json("/api/v1/marks")["total"], 1);
    let path = format!("/api/v1/marks/{}", mark["id"].as_str().unwrap());
    assert_eq!(place.send("DELETE", &path, &json!({})).status, StatusCode::NO_CONTENT);
    assert_eq!(place.send("DELETE", &path, &json!({})).status, StatusCode::NOT_FOUND);
}

#[test]
fn marks_on_nothing_are_refused() {
    let place = Site::new();
    for (body, status) in [
        (json!({"record": "event", "id": "none", "verdict": "wrong"}), StatusCode::NOT_FOUND),
        (json!({"record": "article", "id": "a", "verdict": "wrong"}), StatusCode::UNPROCESSABLE_ENTITY),
        (json!({"record": "event", "id": "visit", "verdict": "so-so"}), StatusCode::UNPROCESSABLE_ENTITY),
        (
            json!({"record": "event", "id": "visit", "verdict": "wrong", "field": "x".repeat(65)}),
            StatusCode::BAD_REQUEST,
        ),
        (json!([]), StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let said = place.send("PUT", "/api/v1/marks", &body);
        assert_eq!(said.status, status, "{body}: {}", said.text);
        assert!(said.json()["remedy"].is_string());
    }
}

#[test]
fn a_server_that_only_reads_changes_nothing() {
    let place = Site::with(|settings| settings.read_only = true);
    let mark = json!({"record": "event", "id": "visit", "verdict": "wrong"});
    assert_eq!(place.send("PUT", "/api/v1/marks", &mark).status, StatusCode::FORBIDDEN);
    assert_eq!(place.send("POST", "/api/v1/read", &json!({"text": "Un texte."})).status, StatusCode::FORBIDDEN);
    assert_eq!(place.json("/api/v1/meta")["writable"], false);
}

#[test]
fn a_mark_says_when_another_program_writes() {
    let place = Site::new();
    let store = Store::open(place.path()).unwrap();
    let mut other = Store::open(place.path()).unwrap();
    drop(store);
    let asked = other.as_one(|_| -> Result<_, relata_store::Error> {
        // While one writes, all can be read.
        assert_eq!(place.json("/api/v1/events")["total"], 2);
        assert_eq!(place.json("/api/v1/articles?q=amie")["total"], 3);
        let mark = json!({"record": "event", "id": "visit", "verdict": "wrong"});
        Ok(place.send("PUT", "/api/v1/marks", &mark))
    });
    let said = asked.unwrap();
    assert_eq!(said.status, StatusCode::SERVICE_UNAVAILABLE, "{}", said.text);
    assert!(!said.header("retry-after").is_empty());
}

#[test]
fn what_another_program_stores_shows_when_it_is_merged() {
    let place = Site::new();
    Store::open(place.path()).unwrap().put(&[reading("d", 3)]).unwrap();
    place.app.renew().unwrap();
    assert_eq!(place.json("/api/v1/articles")["total"], 3, "an article that is not merged yet is no part of it");
    fill(&place.path(), &["a", "b", "c", "d"]);
    place.app.renew().unwrap();
    assert_eq!(place.json("/api/v1/articles")["total"], 4);
    assert_eq!(place.json("/api/v1/events/visit")["event"]["documents"], 4);
}

#[test]
fn the_store_is_watched() {
    let place = Site::new();
    place.app.watch().unwrap();
    fill(&place.path(), &["a", "b", "c", "d", "e"]);
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while place.json("/api/v1/articles")["total"] != 5 {
        assert!(std::time::Instant::now() < end, "the change never showed");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[test]
fn pasted_text_is_read_in() {
    let place = Site::new();
    let text = "Le ministre norvégien Lars Dahl a rencontré mardi à Oslo la ministre islandaise Katla Jónsdóttir.";
    let body = json!({"text": text, "title": "Rencontre à Oslo", "published": "2024-03-06", "lang": "fr"});
    let said = place.send("POST", "/api/v1/read", &body);
    assert_eq!(said.status, StatusCode::OK, "{}", said.text);
    let done = said.json();
    assert_eq!((done["read"].as_array().unwrap().len(), &done["changed"]["articles"]), (1, &json!(1)), "{done}");
    let id = done["read"][0].as_str().unwrap();
    assert_eq!(place.json(&format!("/api/v1/articles/{id}"))["article"]["title"], "Rencontre à Oslo");
    assert_eq!(place.json("/api/v1/events?actor=NOR&with=ISL")["total"], 1);
    let again = place.send("POST", "/api/v1/read", &body).json();
    assert_eq!((&again["read"], again["unchanged"].as_array().unwrap().len()), (&json!([]), 1));
    for body in [json!({"text": " "}), json!({"text": "Un mot.", "published": "hier"})] {
        assert_eq!(place.send("POST", "/api/v1/read", &body).status, StatusCode::BAD_REQUEST);
    }
}

#[test]
fn dropped_files_are_read_in_and_what_is_none_is_named() {
    let place = Site::new();
    let form = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../n.txt\"\r\n\r\nLe port de Lomé a fermé jeudi.\r\n\
                --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"b.bin\"\r\n\r\n\u{0}\u{1}\u{2}\u{0}\r\n--x--\r\n";
    let request = Request::post("/api/v1/read").header("host", "localhost").header("x-relata", "1");
    let request = request.header("content-type", "multipart/form-data; boundary=x");
    let said = place.ask(request.body(Body::from(form)).unwrap());
    assert_eq!(said.status, StatusCode::OK, "{}", said.text);
    let done = said.json();
    assert_eq!(done["read"], json!(["n.txt"]), "{done}");
    assert_eq!(done["refused"][0]["name"], "b.bin", "{done}");
}
