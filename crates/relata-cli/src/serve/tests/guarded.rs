//! Who may ask, under which name, and how much.

use super::sample::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

fn get(place: &Site, path: &str, headers: &[(&str, &str)]) -> super::sample::Said {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    place.ask(request.body(Body::empty()).unwrap())
}

#[test]
fn names_that_lead_here_by_a_trick_are_refused() {
    let place = Site::new();
    assert_eq!(get(&place, "/api/v1/meta", &[("host", "evil.example")]).status, StatusCode::FORBIDDEN);
    assert_eq!(get(&place, "/api/v1/meta", &[]).status, StatusCode::FORBIDDEN);
    assert_eq!(get(&place, "/api/v1/meta", &[("host", "127.0.0.1:7373")]).status, StatusCode::OK);
    let named = Site::with(|settings| settings.hosts = vec!["news.example".to_owned()]);
    assert_eq!(get(&named, "/api/v1/meta", &[("host", "news.example")]).status, StatusCode::OK);
}

#[test]
fn a_token_is_needed_where_there_is_one() {
    let token = "0123456789abcdef0123";
    let place = Site::with(|settings| settings.token = Some(token.to_owned()));
    let host = ("host", "192.168.1.4");
    for path in ["/api/v1/meta", "/", "/metrics", "/events/visit", "/assets/x.js"] {
        assert_eq!(get(&place, path, &[host]).status, StatusCode::UNAUTHORIZED, "{path}");
    }
    assert_eq!(get(&place, "/healthz", &[host]).status, StatusCode::OK);
    let bearer = format!("Bearer {token}");
    assert_eq!(get(&place, "/api/v1/meta", &[host, ("authorization", &bearer)]).status, StatusCode::OK);
    assert_eq!(get(&place, "/api/v1/meta", &[host, ("authorization", "Bearer 0123")]).status, StatusCode::UNAUTHORIZED);
    let cookie = format!("a=b; relata_token={token}");
    assert_eq!(get(&place, "/api/v1/meta", &[host, ("cookie", &cookie)]).status, StatusCode::OK);
    let entered = get(&place, &format!("/?token={token}"), &[host]);
    assert_eq!((entered.status, entered.header("location")), (StatusCode::SEE_OTHER, "/"));
    assert!(entered.header("set-cookie").contains("HttpOnly; SameSite=Strict"));
    assert_eq!(get(&place, "/?token=wrong", &[host]).status, StatusCode::UNAUTHORIZED);
    assert_eq!(get(&place, &format!("/api/v1/meta?token={token}"), &[host]).status, StatusCode::UNAUTHORIZED);
}

#[test]
fn pages_of_others_change_nothing() {
    let place = Site::new();
    let body = json!({"record": "event", "id": "visit", "verdict": "wrong"}).to_string();
    let request = Request::put("/api/v1/marks").header("host", "localhost").header("content-type", "application/json");
    let said = place.ask(request.body(Body::from(body)).unwrap());
    assert_eq!(said.status, StatusCode::FORBIDDEN);
    assert_eq!(place.json("/api/v1/marks")["total"], 0);
}

#[test]
fn large_bodies_are_refused() {
    let place = Site::new();
    let note = "x".repeat(100_000);
    let body = json!({"record": "event", "id": "visit", "verdict": "wrong", "note": note});
    assert_eq!(place.send("PUT", "/api/v1/marks", &body).status, StatusCode::PAYLOAD_TOO_LARGE);
    let long = format!("/api/v1/events?q={}", "a".repeat(60_000));
    assert!(place.get(&long).status.as_u16() < 500);
}

#[test]
fn every_answer_bears_the_headers_of_safety() {
    let place = Site::new();
    for path in ["/", "/api/v1/meta", "/events/visit", "/events/none", "/nothing", "/healthz"] {
        let said = place.get(path);
        let policy = said.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}");
        assert_eq!(said.header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[test]
fn requests_are_counted() {
    let place = Site::new();
    place.get("/api/v1/events");
    place.get("/api/v1/events/visit");
    let text = place.get("/metrics").text;
    assert!(text.contains("relata_requests_total") && text.contains("/api/v1/events/{id}"), "{text}");
}

#[test]
fn methods_that_do_nothing_are_refused() {
    let place = Site::new();
    assert_eq!(place.send("POST", "/api/v1/events", &json!({})).status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(place.send("PATCH", "/api/v1/marks", &json!({})).status, StatusCode::METHOD_NOT_ALLOWED);
}
