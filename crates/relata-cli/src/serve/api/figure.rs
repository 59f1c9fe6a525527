//! `/figures`: what was counted, and where articles contradict each other.

use super::{Shared, day};
use crate::serve::answer::{Answer, Asked, Desk, Failure, answer};
use crate::serve::list::{Listing, Order};
use crate::serve::record;
use axum::extract::{Path, State};
use relata_store::index::FigureFilter;
use relata_store::query::Raw;
use serde::{Deserialize, Serialize};
use serde_json::value::to_raw_value;
use serde_json::{Value, json};
use utoipa::IntoParams;

/// Which figures are meant.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Figures {
    /// Part of what is counted, or the unit.
    pub of: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// Words that must all begin a word of the figure or of what is counted.
    pub q: Option<String>,
    /// First day on which it held, or else was printed.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<String>,
    /// Last such day.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<String>,
    /// Only quantities on which articles disagree; items are then groups of figures.
    pub conflicts: Option<bool>,
}

/// The figures that a filter leaves, those of the newest articles first; with `conflicts`, groups of them.
#[utoipa::path(get, path = "/figures", tag = "figures", params(Figures, Listing),
    responses((status = 200, description = "A page of figures", body = super::schema::FigurePage), super::schema::Failures))]
pub async fn figures(
    State(app): Shared,
    Asked(asked): Asked<Figures>,
    Asked(listing): Asked<Listing>,
) -> Result<Answer, Failure> {
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let filter = FigureFilter {
        from: day("from", asked.from.as_deref())?,
        to: day("to", asked.to.as_deref())?,
        of: given(asked.of),
        unit: given(asked.unit),
        words: given(asked.q),
        conflicts: asked.conflicts.unwrap_or_default(),
    };
    answer(app, move |desk| {
        let rows = desk.index.select_figures(&filter);
        let id = |at: u32| desk.index.figures.rows.get(at as usize).map(|row| row.figure.to_string());
        if !filter.conflicts {
            return listing.page(&rows, Order::Rising, |at| id(at).unwrap_or_default(), |at| record::figure(desk, at));
        }
        let groups = desk.index.figures_by_group(&rows);
        let places: Vec<u32> = (0..groups.len() as u32).collect();
        let item = |at: u32| group(desk, &groups[at as usize].1).map(Some);
        listing.page(&places, Order::Given, |_| String::new(), item)
    })
    .await
}

/// Figures of one quantity.
#[derive(Serialize)]
struct Group {
    what: Option<String>,
    unit: Option<String>,
    figures: Vec<Raw>,
}

/// What of a figure a group is named after.
#[derive(Deserialize)]
struct Counted {
    of: Option<String>,
    unit: String,
}

/// Figures of one quantity, and what is counted as most of them name it.
fn group(desk: &Desk<'_>, rows: &[u32]) -> Result<Raw, Failure> {
    let figures: Vec<Raw> =
        rows.iter().filter_map(|at| record::figure(desk, *at).transpose()).collect::<Result<_, _>>()?;
    let counted: Vec<Counted> = figures.iter().filter_map(|raw| serde_json::from_str(raw.get()).ok()).collect();
    let names = || counted.iter().filter_map(|c| c.of.as_ref());
    let what = names().max_by_key(|name| names().filter(|other| other == name).count());
    let unit = counted.first().map(|c| c.unit.clone());
    let group = Group { what: what.cloned().or_else(|| unit.clone()), unit, figures };
    to_raw_value(&group).map_err(|error| Failure::internal(&error))
}

/// One figure, and the others of the same quantity.
#[utoipa::path(get, path = "/figures/{id}", tag = "figures", params(("id" = String, Path, description = "The figure's id")),
    responses((status = 200, description = "The figure", body = super::schema::Record), super::schema::Failures))]
pub async fn figure(State(app): Shared, Path(id): Path<String>) -> Result<Answer, Failure> {
    answer(app, move |desk| {
        let figure = desk.store.figure(&id)?.ok_or_else(|| Failure::missing("figure", &id))?;
        let group = figure.group.as_deref().filter(|group| !group.is_empty());
        let others = group.map(|group| desk.store.figures_of(group)).transpose()?.unwrap_or_default();
        let others: Vec<Value> = others
            .into_iter()
            .filter(|other| other.figure != id)
            .map(|other| json!({ "article": record::reference(desk, &other.document), "figure": other }))
            .collect();
        let disputes = group.map(|group| desk.store.disagreements_on(group)).transpose()?.unwrap_or_default();
        let article = record::reference(desk, &figure.document);
        Answer::json(&json!({ "figure": figure, "article": article, "others": others, "disagreements": disputes }))
    })
    .await
}
