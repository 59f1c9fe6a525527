//! Given a chronicle, yields a server of it: the HTTP API, the web app's files, pages that work without JavaScript.

mod answer;
mod api;
mod asset;
mod etag;
mod guard;
mod list;
mod meter;
mod page;
mod record;
mod state;
#[cfg(test)]
mod tests;

pub use state::{App, Settings};

use anyhow::{Context, Result};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

/// The longest that a question may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// The longest that reading articles into the chronicle may take.
const LONG_PATIENCE: Duration = Duration::from_secs(3600);
/// The largest body of a request that changes something small, in bytes.
const SMALL: usize = 64 * 1024;
/// The largest body of articles to be read.
const LARGE: usize = 64 * 1024 * 1024;
/// So long those who are being answered may still take after the server was told to end.
const PARTING: Duration = Duration::from_secs(5);

/// All routes.
pub fn router(app: &Arc<App>) -> Router {
    let (api, document) = api::routes();
    let mut views = Router::new();
    for view in asset::VIEWS {
        views = views.route(view, get(asset::view));
    }
    let pages = Router::new()
        .route("/events/{id}", get(page::event))
        .route("/articles/{id}", get(page::article))
        .route("/api/v1/openapi.json", get(move || async move { Json(document) }));
    let tagged = api.merge(pages).layer(from_fn_with_state(Arc::clone(app), etag::etag));
    let quick = tagged.layer(DefaultBodyLimit::max(SMALL)).layer(patience(PATIENCE));
    let reading = Router::new()
        .route("/api/v1/read", axum::routing::post(api::read::read))
        .layer(DefaultBodyLimit::max(LARGE))
        .layer(patience(LONG_PATIENCE));
    quick
        .merge(reading)
        .merge(views)
        .route("/assets/{*path}", get(asset::asset))
        .route("/page.css", get(style))
        .route("/healthz", get(health))
        .route("/metrics", get(metrics))
        .fallback(asset::other)
        .method_not_allowed_fallback(method)
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| {
            answer::Failure::internal(&"the answer broke off").into_response()
        }))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(from_fn_with_state(Arc::clone(app), guard::guard))
        .with_state(Arc::clone(app))
}

fn patience(time: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, time)
}

async fn method() -> answer::Failure {
    answer::Failure::new(StatusCode::METHOD_NOT_ALLOWED, "this method does nothing here", "see /api/v1/openapi.json")
}

async fn health() -> &'static str {
    "ok\n"
}

async fn metrics(State(app): State<Arc<App>>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.meter.text()).into_response()
}

async fn style() -> Response {
    let style = include_str!("../../templates/page.css");
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")], style).into_response()
}

/// Serves until the process is told to end; `told` is given the address when it listens.
pub fn serve(settings: Settings, address: SocketAddr, told: impl FnOnce(SocketAddr) -> Result<()>) -> Result<()> {
    let listener = std::net::TcpListener::bind(address)
        .with_context(|| format!("{address}: nobody can listen there; give another --port, or end who does"))?;
    listener.set_nonblocking(true)?;
    let app = App::new(settings)?;
    app.watch()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        told(listener.local_addr()?)?;
        let (leave, left) = tokio::sync::watch::channel(());
        let server = axum::serve(listener, router(&app)).with_graceful_shutdown(async move {
            ended().await;
            drop(leave);
        });
        let late = async move {
            let mut left = left;
            let _ = left.changed().await;
            tokio::time::sleep(PARTING).await;
        };
        tokio::select! {
            done = async { server.await } => done?,
            () = late => tracing::warn!("some requests were not answered to their end"),
        }
        anyhow::Ok(())
    });
    // Who still reads articles in is not waited for: the change is undone whole.
    runtime.shutdown_background();
    done
}

/// Waits until the process is told to end.
async fn ended() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => drop(signal.recv().await),
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
