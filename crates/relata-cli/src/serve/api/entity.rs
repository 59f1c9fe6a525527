//! `/entities`: who and what is spoken of.

use super::Shared;
use crate::serve::answer::{Answer, Asked, Failure, answer};
use crate::serve::list::{Listing, Order};
use crate::serve::record;
use axum::extract::{Path, State};
use relata_store::index::Who;
use serde::Deserialize;
use serde_json::value::to_raw_value;
use serde_json::{Value, json};
use utoipa::IntoParams;

/// Mentions of one entity that are shown.
const MENTIONS: usize = 100;
/// Articles that an entity's other names and roles are gathered from.
const ARTICLES: usize = 200;

/// Which entities are meant.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Entities {
    /// The beginnings of words of a name.
    pub q: Option<String>,
    /// Only those of a kind: person, country, organisation, place, group.
    pub kind: Option<String>,
}

/// The entities of which a name holds all words, those mentioned most first.
#[utoipa::path(get, path = "/entities", tag = "entities", params(Entities, Listing),
    responses((status = 200, description = "A page of entities", body = super::schema::EntityPage), super::schema::Failures))]
pub async fn entities(
    State(app): Shared,
    Asked(asked): Asked<Entities>,
    Asked(listing): Asked<Listing>,
) -> Result<Answer, Failure> {
    answer(app, move |desk| {
        let entities = &desk.index.entities;
        let mut rows = entities.search(asked.q.as_deref().unwrap_or_default());
        if let Some(kind) = asked.kind.as_deref().filter(|kind| !kind.is_empty()) {
            rows.retain(|at| entities.get(*at).is_some_and(|row| format!("{:?}", row.kind).to_lowercase() == kind));
        }
        let id = |at: u32| entities.get(at).map(|row| row.entity.to_string()).unwrap_or_default();
        let item = |at: u32| {
            let row = entities.get(at).map(to_raw_value);
            row.transpose().map_err(|error| Failure::internal(&error))
        };
        listing.page(&rows, Order::Rising, id, item)
    })
    .await
}

/// One entity: its names, its roles, where it is mentioned.
#[utoipa::path(get, path = "/entities/{id}", tag = "entities", params(("id" = String, Path, description = "The entity's slug")),
    responses((status = 200, description = "The entity", body = super::schema::Record), super::schema::Failures))]
pub async fn entity(State(app): Shared, Path(id): Path<String>) -> Result<Answer, Failure> {
    answer(app, move |desk| {
        let found = desk.store.entity(&id, ARTICLES)?.ok_or_else(|| Failure::missing("entity", &id))?;
        let at = desk.index.entities.find(&id);
        let row = at.and_then(|at| desk.index.entities.get(at));
        let mentions: Vec<Value> = found
            .mentions
            .iter()
            .take(MENTIONS)
            .map(|m| {
                let article = record::reference(desk, &m.document);
                json!({ "article": article, "start": m.span.start, "end": m.span.end, "text": m.text })
            })
            .collect();
        let who = Who { code: None, entities: at.into_iter().collect() };
        let mut entity = json!(found);
        entity["mentions"] = json!(row.map(|row| row.mentions));
        if let Some(row) = row {
            (entity["name"], entity["country"]) = (json!(row.name), json!(row.country));
        }
        Answer::json(&json!({
            "entity": entity,
            "mentions": mentions,
            "events": desk.index.events_of(&who).len(),
            "quotes": desk.index.quotes.said_by(&id),
        }))
    })
    .await
}
