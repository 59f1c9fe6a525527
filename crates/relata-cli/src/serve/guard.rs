//! Given a request, yields whether it may be answered: its host, its token, its origin; and dresses what is answered.

use super::answer::Failure;
use super::state::App;
use axum::extract::{MatchedPath, Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;
use subtle::ConstantTimeEq;

/// The header that a page of another origin cannot send without asking first.
pub const OWN: &str = "x-relata";
/// The cookie that a browser bears off the own machine.
pub const COOKIE: &str = "relata_token";

/// Nothing comes from elsewhere, no script stands in a page, nobody frames it.
const POLICY: &str = "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; \
                      connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// Lets through what may be answered, counts it, and adds the headers that every answer bears.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let mut response = match check(&app, &request) {
        Ok(()) => next.run(request).await,
        Err(failure) => failure.into_response(),
    };
    for (name, value) in HEADERS {
        response.headers_mut().entry(HeaderName::from_static(name)).or_insert(HeaderValue::from_static(value));
    }
    let plain = matches!(method, Method::GET | Method::POST | Method::PUT | Method::DELETE | Method::HEAD);
    let method = if plain { method.as_str() } else { "other" };
    app.meter.count(method, &route, response.status().as_u16(), start.elapsed());
    response
}

fn check(app: &App, request: &Request) -> Result<(), Failure> {
    let headers = request.headers();
    let host = request.uri().authority().map(Authority::as_str);
    let host = host.or_else(|| headers.get(header::HOST).and_then(|host| host.to_str().ok()));
    if !is_own(host.unwrap_or_default(), &app.settings.hosts) {
        let remedy = "ask under localhost or the address it listens on, or start it with --host NAME";
        return Err(Failure::new(StatusCode::FORBIDDEN, "this host is not served", remedy));
    }
    let path = request.uri().path();
    if let Some(token) = app.settings.token.as_deref().filter(|_| path != "/healthz") {
        let asked = (path == "/").then(|| token_of_query(request.uri().query())).flatten();
        if !bears(headers, token) && !asked.is_some_and(|given| same(&given, token)) {
            let remedy = "send `Authorization: Bearer TOKEN`, or open /?token=TOKEN once";
            return Err(Failure::new(StatusCode::UNAUTHORIZED, "a token is needed", remedy));
        }
    }
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !reads && !headers.contains_key(OWN) {
        let remedy = "send the header `X-Relata: 1`";
        return Err(Failure::new(StatusCode::FORBIDDEN, "changes need a header of their own", remedy));
    }
    Ok(())
}

/// True for the own machine, plain addresses, and the names given: a name of somebody else's may lead here by a trick of its
/// name server, an address cannot.
fn is_own(host: &str, names: &[String]) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    let name = authority.host().trim_start_matches('[').trim_end_matches(']').to_ascii_lowercase();
    name == "localhost" || name.parse::<IpAddr>().is_ok() || names.iter().any(|n| n.eq_ignore_ascii_case(&name))
}

fn bears(headers: &HeaderMap, token: &str) -> bool {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = bearer.and_then(|value| value.strip_prefix("Bearer "));
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let cookies = cookies.flat_map(|value| value.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let cookie = cookies.filter(|(name, _)| *name == COOKIE).map(|(_, value)| value);
    bearer.into_iter().chain(cookie).any(|given| same(given, token))
}

/// Compares in a time that tells nothing of where two texts differ.
fn same(given: &str, token: &str) -> bool {
    // Hashes are of one length, so that not even that is told.
    let [given, token] = [given, token].map(|text| blake3::hash(text.as_bytes()));
    given.as_bytes().ct_eq(token.as_bytes()).into()
}

/// The token in the address of the first page.
pub fn token_of_query(query: Option<&str>) -> Option<String> {
    #[derive(serde::Deserialize)]
    struct Asked {
        token: Option<String>,
    }
    let uri = format!("/?{}", query?).parse().ok()?;
    axum::extract::Query::<Asked>::try_from_uri(&uri).ok()?.0.token
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &str, expected: bool) {
        assert_eq!(is_own(host, &["news.example".to_owned()]), expected, "{host}");
    }

    #[test]
    fn names_of_others_are_not_served() {
        check("localhost:7373", true);
        check("127.0.0.1", true);
        check("[::1]:7373", true);
        check("192.168.1.4:80", true);
        check("News.example:7373", true);
        check("evil.example", false);
        check("localhost.evil.example", false);
        check("", false);
        check("127.0.0.1.evil.example", false);
        check("a b", false);
    }

    #[test]
    fn tokens_are_compared_whole() {
        assert!(same("abc", "abc") && !same("ab", "abc") && !same("", "abc"));
        assert_eq!(token_of_query(Some("x=1&token=a%20b")).as_deref(), Some("a b"));
    }
}
