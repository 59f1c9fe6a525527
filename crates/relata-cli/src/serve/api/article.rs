//! `/articles`: what was read, and what was understood of it.

use super::{Shared, day, list};
use crate::serve::answer::{Answer, Asked, Desk, Failure, answer};
use crate::serve::list::{Listing, Order};
use crate::serve::record;
use axum::extract::{Path, State};
use relata_store::index::ArticleFilter;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

/// Which articles are meant.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Articles {
    /// Words that must all be there; "several words" stand together, word* is the beginning of a word, OR and NOT join
    /// and leave out.
    pub q: Option<String>,
    /// Parts of publishers' names, parted by commas.
    pub publisher: Option<String>,
    /// First day of publication.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<String>,
    /// Last day of publication.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<String>,
    /// `-day` (by default without `q`), `day`, or `rank` (by default with `q`, best first).
    #[param(inline)]
    pub order: Option<ArticleOrder>,
}

/// In which order articles are listed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, utoipa::ToSchema)]
pub enum ArticleOrder {
    /// The newest first.
    #[serde(rename = "-day")]
    Newest,
    /// The oldest first.
    #[serde(rename = "day")]
    Oldest,
    /// Best first.
    #[serde(rename = "rank")]
    Rank,
}

/// The articles that hold some words, best first, or all, newest first.
#[utoipa::path(get, path = "/articles", tag = "articles", params(Articles, Listing),
    responses((status = 200, description = "A page of articles", body = super::schema::ArticlePage), super::schema::Failures))]
pub async fn articles(
    State(app): Shared,
    Asked(asked): Asked<Articles>,
    Asked(listing): Asked<Listing>,
) -> Result<Answer, Failure> {
    let filter = ArticleFilter {
        publisher: list(asked.publisher.as_deref()),
        from: day("from", asked.from.as_deref())?,
        to: day("to", asked.to.as_deref())?,
    };
    let words = asked.q.filter(|q| !q.trim().is_empty());
    answer(app, move |desk| {
        let (rows, order) = select(desk, words.as_deref(), &filter, asked.order)?;
        let id = |at: u32| desk.index.articles.rows.get(at as usize).map(|row| row.document.to_string());
        listing.page(&rows, order, |at| id(at).unwrap_or_default(), |at| record::article(desk, at, words.as_deref()))
    })
    .await
}

/// The articles asked for, and the order in which they come.
pub fn select(
    desk: &Desk<'_>,
    words: Option<&str>,
    filter: &ArticleFilter,
    order: Option<ArticleOrder>,
) -> Result<(Vec<u32>, Order), Failure> {
    let by_day = if order == Some(ArticleOrder::Oldest) { Order::Falling } else { Order::Rising };
    let Some(words) = words else { return Ok((desk.index.articles.select(filter), by_day)) };
    let holding = desk.store.holding(words)?;
    let mut rows = desk.index.articles.select_among(&holding.seqs, filter);
    if holding.ranked && order.is_none_or(|order| order == ArticleOrder::Rank) {
        return Ok((rows, Order::Given));
    }
    rows.sort_unstable();
    Ok((rows, by_day))
}

/// One article: its text and where its mentions, quotations, figures, times and events stand in it.
#[utoipa::path(get, path = "/articles/{id}", tag = "articles", params(("id" = String, Path, description = "The article's document")),
    responses((status = 200, description = "The article", body = super::schema::Record), super::schema::Failures))]
pub async fn article(State(app): Shared, Path(id): Path<String>) -> Result<Answer, Failure> {
    answer(app, move |desk| Answer::json(&understood(desk, &id)?)).await
}

/// An article with all that was understood of it.
pub fn understood(desk: &Desk<'_>, id: &str) -> Result<Value, Failure> {
    let article = desk.store.article(id)?.ok_or_else(|| Failure::missing("article", id))?;
    let mut mentions = Vec::new();
    for entity in desk.store.entities_in(id)? {
        let fields = |m: relata::record::Mention| {
            json!({
                "start": m.span.start, "end": m.span.end, "text": m.text,
                "entity": entity.entity, "name": entity.name, "kind": entity.kind, "country": entity.country,
            })
        };
        mentions.extend(entity.mentions.clone().into_iter().map(fields));
    }
    mentions.sort_by_key(|m| (m["start"].as_u64(), m["end"].as_u64()));
    let reports = desk.store.reports_in(id)?;
    let title =
        |event: &str| desk.index.events.find(event).and_then(|at| desk.index.events.get(at)).map(|row| &row.title);
    let reports: Vec<Value> = reports
        .iter()
        .map(|report| {
            let mut fields = json!(report);
            fields["evidence"] = json!(report.evidence);
            fields["event_title"] = json!(title(&report.event));
            fields
        })
        .collect();
    let at = desk.index.articles.find(id);
    let story = article.story.as_deref().map(|story| desk.store.story(story)).transpose()?.flatten();
    Ok(json!({
        "id": id,
        "reference": record::reference(desk, id),
        "mentions": mentions,
        "quotes": desk.store.quotes_in(id)?,
        "figures": desk.store.figures_in(id)?,
        "times": desk.store.raw_times_in(id)?.iter().map(value).collect::<Vec<_>>(),
        "reports": reports,
        "copies": copies(desk, at),
        "story": story.map(|s| json!({ "id": s.story, "title": s.title })),
        "article": article,
    }))
}

fn value(raw: &relata_store::query::Raw) -> Value {
    serde_json::from_str(raw.get()).unwrap_or_default()
}

/// The other articles that print the same text.
fn copies(desk: &Desk<'_>, at: Option<u32>) -> Vec<Value> {
    let rows = &desk.index.articles.rows;
    let Some(group) = at.and_then(|at| rows.get(at as usize)).and_then(|row| row.copy_group.as_deref()) else {
        return Vec::new();
    };
    let same = (0u32..).zip(rows).filter(|(other, row)| Some(*other) != at && row.copy_group.as_deref() == Some(group));
    same.filter_map(|(other, _)| desk.index.articles.reference(other)).map(|r| json!(r)).collect()
}
