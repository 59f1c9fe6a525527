//! Given a request that reads, yields `304 Not Modified` where its answer has not changed since.

use super::state::App;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Answers from the state of the chronicle and the address alone where the browser holds the answer already.
pub async fn etag(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    // Taken before the answer is: a tag may be older than what it names, never newer.
    let tag = tag(&app, &request);
    let mut response = match holds(request.headers(), &tag) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => next.run(request).await,
    };
    if response.status() == StatusCode::OK || response.status() == StatusCode::NOT_MODIFIED {
        let headers = response.headers_mut();
        if let Ok(tag) = HeaderValue::try_from(tag) {
            headers.insert(header::ETAG, tag);
        }
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    }
    response
}

fn tag(app: &App, request: &Request) -> String {
    let shown = app.shown();
    let language = request.headers().get(header::ACCEPT_LANGUAGE).map(HeaderValue::as_bytes).unwrap_or_default();
    let mut hasher = blake3::Hasher::new();
    hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
    hasher.update(super::asset::stamp());
    hasher.update(format!("{} {} {} ", shown.index.revision, app.settings.read_only, shown.marks).as_bytes());
    hasher.update(request.uri().to_string().as_bytes());
    hasher.update(b"\0");
    hasher.update(language);
    let hash = hasher.finalize().to_hex();
    format!("W/\"{}\"", hash.as_str().get(..20).unwrap_or_default())
}

fn holds(headers: &HeaderMap, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let held = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    held.flat_map(|value| value.split(',')).any(|held| held.trim() == "*" || bare(held) == bare(tag))
}
