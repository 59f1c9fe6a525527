//! `/relations`, `/pairs`, `/network`: who stands how to whom.

use super::event::{Cut, Events, FormatOnly, span};
use super::{Shared, day};
use crate::serve::answer::{Answer, Asked, Desk, Failure, answer};
use crate::serve::list::{Listing, csv};
use axum::extract::State;
use relata_store::index::Network as Graph;
use relata_store::query::Step;
use serde::Deserialize;
use serde_json::json;
use utoipa::IntoParams;

/// Nodes of a network where no number is given, and the most.
const NODES: (usize, usize) = (60, 500);

/// Which relationship is meant.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Pair {
    /// One party: slug, name or country code. A country stands for all who act for it.
    pub a: String,
    /// The other.
    pub b: String,
}

/// Between which days.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Between {
    /// First day; that of the first article where it is not given.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<String>,
    /// Last day; that of the last article where it is not given.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<String>,
}

/// How the relationship of two parties moves, in both directions; planned beside held.
#[utoipa::path(get, path = "/relations", tag = "relations", params(Pair, Between, Cut, FormatOnly),
    responses((status = 200, description = "The relationship by period", body = super::schema::Record), super::schema::Failures))]
pub async fn relations(
    State(app): Shared,
    Asked(pair): Asked<Pair>,
    Asked(between): Asked<Between>,
    Asked(cut): Asked<Cut>,
    Asked(form): Asked<FormatOnly>,
) -> Result<Answer, Failure> {
    let (from, to) = (day("from", between.from.as_deref())?, day("to", between.to.as_deref())?);
    let step = cut.step.unwrap_or_default();
    answer(app, move |desk| {
        let pair = [pair.a, pair.b];
        let span = span(desk.index, from, to, step.step())?;
        let relation = span.map(|span| desk.index.relation(&pair, step.step(), span)).unwrap_or_default();
        if form.is_csv() {
            return Ok(Answer::text("text/csv; charset=utf-8", csv(&relation.periods)?));
        }
        let named = |name: &str| {
            let (id, name) = desk.index.entities.shown(name);
            json!({ "id": id, "name": name })
        };
        Answer::json(&json!({
            "a": named(&pair[0]), "b": named(&pair[1]), "step": step.name(),
            "unplaced": relation.unplaced, "periods": relation.periods,
        }))
    })
    .await
}

/// The pairs of countries of which events are told, those with most events first.
#[utoipa::path(get, path = "/pairs", tag = "relations", params(Between, Listing),
    responses((status = 200, description = "A page of pairs", body = super::schema::Page), super::schema::Failures))]
pub async fn pairs(
    State(app): Shared,
    Asked(between): Asked<Between>,
    Asked(listing): Asked<Listing>,
) -> Result<Answer, Failure> {
    let (from, to) = (day("from", between.from.as_deref())?, day("to", between.to.as_deref())?);
    answer(app, move |desk| {
        let pairs = span(desk.index, from, to, Step::Year)?.map(|span| desk.index.pairs(span));
        listing.page_of(&pairs.unwrap_or_default())
    })
    .await
}

/// How many nodes a network has.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Size {
    /// The most nodes: 60 by default, 500 at most.
    #[param(minimum = 1)]
    pub limit: Option<usize>,
}

/// Who acts on whom in the events that a filter leaves: around one actor, or in a story.
#[utoipa::path(get, path = "/network", tag = "relations", params(Events, Size, FormatOnly),
    responses((status = 200, description = "Nodes and edges", body = super::schema::Record), super::schema::Failures))]
pub async fn network(
    State(app): Shared,
    Asked(asked): Asked<Events>,
    Asked(size): Asked<Size>,
    Asked(form): Asked<FormatOnly>,
) -> Result<Answer, Failure> {
    answer(app, move |desk| {
        let graph = graph(desk, &asked, &size)?;
        if form.is_csv() {
            return Ok(Answer::text("text/csv; charset=utf-8", csv(&graph.edges)?));
        }
        Answer::json(&graph)
    })
    .await
}

/// The same graph in GEXF 1.3, which Gephi opens.
#[utoipa::path(get, path = "/network.gexf", tag = "relations", params(Events, Size),
    responses((status = 200, description = "The graph", body = String, content_type = "application/gexf+xml"), super::schema::Failures))]
pub async fn gexf(
    State(app): Shared,
    Asked(asked): Asked<Events>,
    Asked(size): Asked<Size>,
) -> Result<Answer, Failure> {
    answer(app, move |desk| Ok(Answer::text("application/gexf+xml", graph(desk, &asked, &size)?.gexf()))).await
}

fn graph(desk: &Desk<'_>, asked: &Events, size: &Size) -> Result<Graph, Failure> {
    let filter = asked.filter()?;
    let rows = desk.index.select_events(&filter);
    let about = filter.with.iter().flat_map(|name| desk.index.entities.who(name).entities);
    let limit = size.limit.unwrap_or(NODES.0).clamp(1, NODES.1);
    Ok(desk.index.network(&rows, &about.collect::<Vec<_>>(), limit))
}
