//! Given what a request asked for, yields the response: JSON, CSV, a page, or what is wrong and what to do.

use super::state::{App, Shown};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use relata_store::Store;
use relata_store::index::Index;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::sync::Arc;

/// What a response is made of.
#[derive(Clone, Debug)]
pub struct Answer {
    kind: &'static str,
    body: Vec<u8>,
    next: Option<String>,
}

impl Answer {
    /// A JSON document.
    pub fn json(value: &impl Serialize) -> Result<Self, Failure> {
        let body = serde_json::to_vec(value).map_err(|error| Failure::internal(&error))?;
        Ok(Self { kind: "application/json", body, next: None })
    }

    /// Text of some media type.
    pub fn text(kind: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { kind, body: body.into(), next: None }
    }

    /// The address of what comes after.
    pub fn then(mut self, next: Option<String>) -> Self {
        self.next = next;
        self
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = ([(header::CONTENT_TYPE, self.kind)], self.body).into_response();
        let link = self.next.and_then(|next| HeaderValue::try_from(format!("<{next}>; rel=\"next\"")).ok());
        if let Some(link) = link {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

/// What is wrong with a request, and what to do.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The HTTP status.
    pub status: StatusCode,
    /// What is wrong.
    pub error: String,
    /// What to do.
    pub remedy: String,
}

impl Failure {
    /// A failure of some status.
    pub fn new(status: StatusCode, error: impl ToString, remedy: impl ToString) -> Self {
        Self { status, error: error.to_string(), remedy: remedy.to_string() }
    }

    /// Nothing bears an id.
    pub fn missing(what: &str, id: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, format!("no {what} bears the id {id}"), "take an id from a list")
    }

    /// Nothing may be changed.
    pub fn read_only() -> Self {
        Self::new(StatusCode::FORBIDDEN, "this server only reads", "start it without --read-only")
    }

    /// A question that cannot be answered.
    pub fn question(error: impl ToString, remedy: impl ToString) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error, remedy)
    }

    /// A fault of the program.
    pub fn internal(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(%error, "a request could not be answered");
        let remedy = "report it with the address: it is a fault of the program";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, error, remedy)
    }
}

impl From<relata_store::Error> for Failure {
    fn from(error: relata_store::Error) -> Self {
        let status = match () {
            () if error.is_query() => StatusCode::BAD_REQUEST,
            () if error.is_busy() => StatusCode::SERVICE_UNAVAILABLE,
            () => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let place = if error.is_query() { format!("{}: ", error.place()) } else { String::new() };
        Self::new(status, format!("{place}{}", error.cause()), error.remedy())
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        match error.downcast::<relata_store::Error>() {
            Ok(error) => error.into(),
            Err(error) => Self::new(StatusCode::SERVICE_UNAVAILABLE, format!("{error:#}"), "see `relata doctor`"),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = json!({ "error": self.error, "remedy": self.remedy }).to_string();
        let mut response = (self.status, [(header::CONTENT_TYPE, "application/json")], body).into_response();
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("10"));
        }
        response
    }
}

/// What the address asks: its parameters, or what is wrong with them.
pub struct Asked<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = axum::extract::Query::<T>::try_from_uri(&parts.uri);
        query.map(|axum::extract::Query(asked)| Self(asked)).map_err(|error| {
            let cause = error.body_text();
            let cause = cause.strip_prefix("Failed to deserialize query string: ").unwrap_or(&cause);
            Failure::question(cause, "see /api/v1/openapi.json for what each parameter takes")
        })
    }
}

/// What a question is answered from.
pub struct Desk<'a> {
    /// The chronicle in memory.
    pub index: &'a Index,
    /// A connection that reads.
    pub store: &'a Store,
    /// The app.
    pub app: &'a App,
}

/// Answers a question on a thread that may wait, when its turn comes.
pub async fn answer<T: Send + 'static>(
    app: Arc<App>,
    work: impl FnOnce(&Desk<'_>) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let shared = Arc::clone(&app);
    let turn = shared.turns.acquire().await.map_err(|error| Failure::internal(&error))?;
    let done = tokio::task::spawn_blocking(move || {
        let Shown { index, .. } = app.shown();
        let reader = app.reader()?;
        reader.store().at_once(|store| work(&Desk { index: &index, store, app: &app }))
    });
    let done = done.await.map_err(|error| Failure::internal(&error));
    drop(turn);
    done?
}
