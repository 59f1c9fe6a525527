//! `/quotes`: who said what, and in which wordings it is given.

use super::{Shared, day};
use crate::serve::answer::{Answer, Asked, Failure, answer};
use crate::serve::list::{Listing, Order};
use crate::serve::record;
use axum::extract::{Path, State};
use relata::likeness::wording::compare;
use relata_store::index::QuoteFilter;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

/// Which quotations are meant.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Quotes {
    /// Who speaks: name, surname, slug or country.
    pub by: Option<String>,
    /// Who is spoken to.
    pub to: Option<String>,
    /// A word of the quotation, or an entity that is mentioned in it.
    pub about: Option<String>,
    /// Words that must all begin a word of it.
    pub q: Option<String>,
    /// First day on which it was said, or else printed.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<String>,
    /// Last such day.
    #[param(value_type = Option<String>, format = Date)]
    pub until: Option<String>,
    /// Only utterances that are given in more than one wording.
    pub variants: Option<bool>,
}

impl Quotes {
    /// The question that the index answers.
    pub fn filter(self) -> Result<QuoteFilter, Failure> {
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        Ok(QuoteFilter {
            from: day("from", self.from.as_deref())?,
            until: day("until", self.until.as_deref())?,
            by: given(self.by),
            to: given(self.to),
            about: given(self.about),
            words: given(self.q),
            variants: self.variants.unwrap_or_default(),
        })
    }
}

/// The quotations that a filter leaves, those of the newest articles first.
#[utoipa::path(get, path = "/quotes", tag = "quotes", params(Quotes, Listing),
    responses((status = 200, description = "A page of quotations", body = super::schema::QuotePage), super::schema::Failures))]
pub async fn quotes(
    State(app): Shared,
    Asked(asked): Asked<Quotes>,
    Asked(listing): Asked<Listing>,
) -> Result<Answer, Failure> {
    let filter = asked.filter()?;
    answer(app, move |desk| {
        let rows = desk.index.select_quotes(&filter);
        let id = |at: u32| desk.index.quotes.rows.get(at as usize).map(|row| row.quote.to_string()).unwrap_or_default();
        listing.page(&rows, Order::Rising, id, |at| record::quote(desk, at))
    })
    .await
}

/// One quotation, and the other wordings of the utterance, each aligned with it.
#[utoipa::path(get, path = "/quotes/{id}", tag = "quotes", params(("id" = String, Path, description = "The quotation's id")),
    responses((status = 200, description = "The quotation", body = super::schema::Record), super::schema::Failures))]
pub async fn quote(State(app): Shared, Path(id): Path<String>) -> Result<Answer, Failure> {
    answer(app, move |desk| {
        let quote = desk.store.quote(&id)?.ok_or_else(|| Failure::missing("quotation", &id))?;
        let group = quote.group.as_deref().filter(|group| !group.is_empty());
        let others = group.map(|group| desk.store.quotes_of(group)).transpose()?.unwrap_or_default();
        let others = others.into_iter().filter(|other| other.quote != id);
        let variants: Vec<Value> = others
            .map(|other| {
                json!({
                    "article": record::reference(desk, &other.document),
                    "aligned": aligned(&quote.text, &other.text),
                    "quote": other,
                })
            })
            .collect();
        let disputes = group.map(|group| desk.store.disagreements_on(group)).transpose()?.unwrap_or_default();
        Answer::json(&json!({
            "article": record::reference(desk, &quote.document),
            "quote": quote,
            "variants": variants,
            "disagreements": disputes,
            "marks": desk.store.marks_on("quote", &id)?,
        }))
    })
    .await
}

/// Two wordings word by word: what is the same, changed, left out or added.
fn aligned(one: &str, other: &str) -> Vec<Value> {
    let words = |text: String| Some(text).filter(|text| !text.is_empty());
    let pieces = compare(one, other).into_iter();
    pieces.map(|p| json!({ "op": p.change, "text": words(p.full), "other": words(p.other) })).collect()
}
