//! Given a path, yields a file of the web app that was built into the program, or what to do where it was not.

use super::answer::Failure;
use super::page;
use super::state::App;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use rust_embed::RustEmbed;
use std::sync::{Arc, OnceLock};

/// The built app; empty where it was not built before the program was.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
struct Files;

/// The pages that the app draws itself.
pub const VIEWS: [&str; 11] = [
    "/",
    "/timeline",
    "/relation",
    "/network",
    "/map",
    "/quotes",
    "/figures",
    "/stories",
    "/stories/{id}",
    "/articles",
    "/corrections",
];

/// What changes when the app does: pages name its files, so that a page of another app is another page.
pub fn stamp() -> &'static [u8] {
    static STAMP: OnceLock<Vec<u8>> = OnceLock::new();
    STAMP.get_or_init(|| Files::get("index.html").map(|page| page.metadata.sha256_hash().to_vec()).unwrap_or_default())
}

/// The lines of the app's page that load it: `link` and `script` elements whose addresses are files of the app.
pub fn tags() -> String {
    let Some(index) = Files::get("index.html") else { return String::new() };
    let page = String::from_utf8_lossy(&index.data).into_owned();
    let head = page.split("<head>").nth(1).and_then(|rest| rest.split("</head>").next()).unwrap_or_default();
    let mut tags = String::new();
    for piece in head.split('<').filter(|piece| piece.contains("\"/assets/")) {
        let Some((tag, _)) = piece.split_once('>') else { continue };
        match tag.split_whitespace().next() {
            Some("script") => tags += &format!("<{tag}></script>\n"),
            Some("link") => tags += &format!("<{tag}>\n"),
            _ => {}
        }
    }
    tags
}

/// The page that loads the app; where it was not built in, a page that says how to get it.
pub async fn view(State(app): State<Arc<App>>, request: Request) -> Response {
    if let Some(entry) = entry(&app, &request) {
        return entry;
    }
    match Files::get("index.html") {
        Some(page) => file(&page, "index.html", false),
        None => page::missing(request.headers()),
    }
}

/// Whoever comes with the token in the address gets a cookie, and an address without it.
fn entry(app: &App, request: &Request) -> Option<Response> {
    let token = app.settings.token.as_deref()?;
    super::guard::token_of_query(request.uri().query())?;
    let cookie = format!("{}={token}; HttpOnly; SameSite=Strict; Path=/", super::guard::COOKIE);
    let mut response = Redirect::to("/").into_response();
    response.headers_mut().insert(header::SET_COOKIE, HeaderValue::try_from(cookie).ok()?);
    Some(response)
}

/// A file of the app; its name holds a hash of its content, so that it never changes.
pub async fn asset(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    match Files::get(path).filter(|_| path.starts_with("assets/") && !path.contains("..")) {
        Some(found) => file(&found, path, true),
        None => super::api::schema::nothing_here(request.uri().path()).into_response(),
    }
}

/// What no route leads to: a file that stands beside the app's page, such as its icon, or nothing.
pub async fn other(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let reads = request.method() == axum::http::Method::GET;
    match Files::get(path).filter(|_| reads && !path.is_empty() && path != "index.html") {
        Some(found) => file(&found, path, false),
        None => Failure::into_response(super::api::schema::nothing_here(request.uri().path())),
    }
}

fn file(found: &rust_embed::EmbeddedFile, path: &str, forever: bool) -> Response {
    let kind = match path.rsplit('.').next() {
        Some("json") => "application/json",
        Some("js") => "text/javascript; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        _ => found.metadata.mimetype(),
    };
    let keep = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut headers = HeaderMap::new();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(kind) = HeaderValue::try_from(kind) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    (StatusCode::OK, headers, found.data.clone().into_owned()).into_response()
}
