//! Given the app, yields the routes of the API and the document that describes them: one list for both.

pub mod article;
pub mod entity;
pub mod event;
pub mod figure;
pub mod mark;
pub mod meta;
pub mod quote;
pub mod read;
pub mod relation;
pub mod schema;
pub mod search;
pub mod story;

use super::answer::Failure;
use super::state::App;
use axum::Router;
use axum::extract::State;
use jiff::civil::Date;
use std::sync::Arc;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The app as requests are given it.
pub type Shared = State<Arc<App>>;

/// Where the API begins.
pub const BASE: &str = "/api/v1";

/// The routes, and the description of all: that of reading articles in among them, whose route is laid elsewhere.
pub fn routes() -> (Router<Arc<App>>, OpenApi) {
    let routes = OpenApiRouter::new()
        .routes(routes!(meta::meta))
        .routes(routes!(event::events))
        .routes(routes!(event::event))
        .routes(routes!(event::histogram))
        .routes(routes!(event::places))
        .routes(routes!(event::open))
        .routes(routes!(relation::relations))
        .routes(routes!(relation::pairs))
        .routes(routes!(relation::network))
        .routes(routes!(relation::gexf))
        .routes(routes!(article::articles))
        .routes(routes!(article::article))
        .routes(routes!(quote::quotes))
        .routes(routes!(quote::quote))
        .routes(routes!(figure::figures))
        .routes(routes!(figure::figure))
        .routes(routes!(story::stories))
        .routes(routes!(story::story))
        .routes(routes!(entity::entities))
        .routes(routes!(entity::entity))
        .routes(routes!(search::search))
        .routes(routes!(mark::marks, mark::put))
        .routes(routes!(mark::lines))
        .routes(routes!(mark::remove));
    // Reading has limits of its own: its route is described here and laid beside the others.
    let reading = OpenApiRouter::<Arc<App>>::new().routes(routes!(read::read));
    let (_, described) = OpenApiRouter::new().nest(BASE, reading).split_for_parts();
    let (routes, mut document) = OpenApiRouter::with_openapi(schema::document()).nest(BASE, routes).split_for_parts();
    document.merge(described);
    (routes, document)
}

/// The values of a parameter, which commas part.
fn list(values: Option<&str>) -> Vec<String> {
    values.unwrap_or_default().split(',').map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect()
}

/// A day of a parameter; an empty one is none.
fn day(name: &str, text: Option<&str>) -> Result<Option<Date>, Failure> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let wrong = || Failure::question(format!("{name}={text}: this is no day"), "give one such as 2023-10-17");
    // Days are written one way only, so that they compare as text does.
    let fits = |(at, b): (usize, u8)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(fits) {
        return Err(wrong());
    }
    text.parse().map(Some).map_err(|_| wrong())
}

#[cfg(test)]
mod days {
    use super::*;

    #[test]
    fn days_are_written_one_way() {
        assert_eq!(day("from", Some("2024-02-29")).unwrap().map(|d| d.day()), Some(29));
        assert_eq!(day("from", Some(" ")).unwrap(), None);
        for text in ["2024-02-30", "2024", "20240229", "hier", "2024-1-1", "2024-01-01T00:00", "-9999-01-01"] {
            assert!(day("from", Some(text)).is_err(), "{text}");
        }
        assert_eq!(list(Some("a, b,,")), ["a", "b"]);
    }
}
