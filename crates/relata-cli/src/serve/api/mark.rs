//! `/marks`: what readers say of records, kept beside what was read.

use super::Shared;
use crate::serve::answer::{Answer, Asked, Failure, answer};
use crate::serve::list::Listing;
use crate::serve::state::{App, lock};
use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use relata_store::Store;
use relata_store::query::MarkDraft;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A mark to be kept.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct Draft {
    /// `event`, `quote` or `report`.
    pub record: RecordName,
    /// The record's id.
    pub id: String,
    /// `right` or `wrong`.
    pub verdict: Verdict,
    /// The field meant; none where the whole record is.
    #[schema(max_length = 64)]
    pub field: Option<String>,
    /// Why.
    #[schema(max_length = 2000)]
    pub note: Option<String>,
}

/// The records that can be marked.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RecordName {
    /// An event.
    Event,
    /// A quotation.
    Quote,
    /// A report.
    Report,
}

/// What can be said of a record.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It is so.
    Right,
    /// It is not so.
    Wrong,
}

/// All marks, the latest first.
#[utoipa::path(get, path = "/marks", tag = "marks", params(Listing),
    responses((status = 200, description = "A page of marks", body = super::schema::Page), super::schema::Failures))]
pub async fn marks(State(app): Shared, Asked(listing): Asked<Listing>) -> Result<Answer, Failure> {
    answer(app, move |desk| listing.page_of(&desk.store.marks()?)).await
}

/// All marks as JSON Lines, the latest first.
#[utoipa::path(get, path = "/marks.jsonl", tag = "marks",
    responses((status = 200, description = "One mark a line", body = String, content_type = "application/jsonl"), super::schema::Failures))]
pub async fn lines(State(app): Shared) -> Result<Answer, Failure> {
    answer(app, move |desk| {
        let mut lines = String::new();
        for mark in desk.store.marks()? {
            lines += &serde_json::to_string(&mark).map_err(|error| Failure::internal(&error))?;
            lines.push('\n');
        }
        Ok(Answer::text("application/jsonl", lines))
    })
    .await
}

/// Keeps a mark, in the place of the one on the same record and field.
#[utoipa::path(put, path = "/marks", tag = "marks", request_body = Draft, params(super::schema::Own),
    responses((status = 200, description = "The mark", body = super::schema::Record), super::schema::Failures))]
pub async fn put(State(app): Shared, draft: Result<Json<Draft>, JsonRejection>) -> Result<Answer, Failure> {
    let Json(draft) =
        draft.map_err(|error| Failure::new(error.status(), error.body_text(), "see /api/v1/openapi.json"))?;
    let record = match draft.record {
        RecordName::Event => "event",
        RecordName::Quote => "quote",
        RecordName::Report => "report",
    };
    let verdict = if matches!(draft.verdict, Verdict::Right) { "right" } else { "wrong" };
    let mark = write(app, move |store| {
        let now = jiff::Timestamp::now().to_string();
        let (field, note) = (draft.field.as_deref(), draft.note.as_deref());
        let kept = MarkDraft { record, record_id: &draft.id, verdict, field, note, at: &now };
        if !store.has(record, &draft.id)? {
            return Err(Failure::missing(record, &draft.id));
        }
        Ok(store.put_mark(&kept)?)
    })
    .await?;
    Answer::json(&mark)
}

/// Takes a mark away.
#[utoipa::path(delete, path = "/marks/{id}", tag = "marks",
    params(("id" = String, Path, description = "The mark's id"), super::schema::Own),
    responses((status = 204, description = "It is gone"), super::schema::Failures))]
pub async fn remove(State(app): Shared, Path(id): Path<String>) -> Result<StatusCode, Failure> {
    write(
        app,
        move |store| {
            if store.remove_mark(&id)? { Ok(StatusCode::NO_CONTENT) } else { Err(Failure::missing("mark", &id)) }
        },
    )
    .await
}

/// Changes the store on a thread that may wait, one change at a time, and shows what has changed.
async fn write<T: Send + 'static>(
    app: Arc<App>,
    work: impl FnOnce(&mut Store) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    if app.settings.read_only {
        return Err(Failure::read_only());
    }
    let done = tokio::task::spawn_blocking(move || {
        let _turn = lock(&app.writing);
        let done = work(&mut Store::open(&app.settings.path)?)?;
        app.renew()?;
        Ok(done)
    });
    done.await.map_err(|error| Failure::internal(&error))?
}
