//! `/search`: words, in articles, events and quotations at once.

use super::Shared;
use super::article::select;
use super::event::newest_first;
use crate::serve::answer::{Answer, Asked, Failure, answer};
use crate::serve::list::Order;
use crate::serve::record;
use axum::extract::State;
use relata_store::index::{ArticleFilter, EventFilter, QuoteFilter};
use relata_store::query::Raw;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

/// Records of each kind, where no number is given, and the most.
const SHOWN: (usize, usize) = (10, 50);

/// What is looked for.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Words {
    /// Words that must all be there.
    pub q: Option<String>,
    /// The most records of each kind: 10 by default, 50 at most.
    #[param(minimum = 1)]
    pub limit: Option<usize>,
}

#[derive(Debug, Default, Serialize)]
struct Found {
    articles: Vec<Raw>,
    events: Vec<Raw>,
    quotes: Vec<Raw>,
    totals: Totals,
}

#[derive(Debug, Default, Serialize)]
struct Totals {
    articles: usize,
    events: usize,
    quotes: usize,
}

/// The articles, events and quotations that hold all words.
#[utoipa::path(get, path = "/search", tag = "search", params(Words),
    responses((status = 200, description = "What was found", body = super::schema::Record), super::schema::Failures))]
pub async fn search(State(app): Shared, Asked(asked): Asked<Words>) -> Result<Answer, Failure> {
    let limit = asked.limit.unwrap_or(SHOWN.0).clamp(1, SHOWN.1);
    let Some(words) = asked.q.filter(|q| !q.trim().is_empty()) else { return Answer::json(&Found::default()) };
    answer(app, move |desk| {
        let (articles, order) = select(desk, Some(&words), &ArticleFilter::default(), None)?;
        let articles: Vec<u32> = match order {
            Order::Falling => articles.into_iter().rev().collect(),
            _ => articles,
        };
        let events = desk.index.select_events(&EventFilter { words: Some(words.clone()), ..EventFilter::default() });
        let quotes = desk.index.select_quotes(&QuoteFilter { words: Some(words.clone()), ..QuoteFilter::default() });
        let totals = Totals { articles: articles.len(), events: events.len(), quotes: quotes.len() };
        let first = |rows: Vec<u32>, item: &dyn Fn(u32) -> Result<Option<Raw>, Failure>| {
            rows.into_iter().take(limit).filter_map(|at| item(at).transpose()).collect::<Result<Vec<Raw>, _>>()
        };
        Answer::json(&Found {
            articles: first(articles, &|at| record::article(desk, at, Some(&words)))?,
            // The latest events come first: the index has them last, before those without a day.
            events: first(newest_first(desk.index, events), &|at| record::event(desk, at))?,
            quotes: first(quotes, &|at| record::quote(desk, at))?,
            totals,
        })
    })
    .await
}
