//! Given an open chronicle and a question, yields records.

mod article;
mod entity;
mod event;
mod fields;
mod figure;
mod lookup;
mod mark;
mod open;
mod period;
mod quote;
mod raw;
mod relation;
mod search;

pub(crate) use article::short;
pub use event::{EventQuery, status_of};
pub use fields::{EventHit, Fields};
pub use figure::FigureQuery;
pub(crate) use figure::beyond_hedges;
pub use lookup::Found;
pub use mark::{Mark, MarkDraft};
pub use open::Open;
pub use period::Step;
pub use quote::QuoteQuery;
pub use raw::Raw;
pub(crate) use relation::Tally;
pub use relation::{Pair, Period, Relation, RelationQuery};
pub use search::{Hit, Holding};

use crate::error::Error;
use crate::fold::fold;
use crate::store::Store;
use relata::record::{EntityKind, Speaker};

impl Store {
    /// The key that a party is looked for under: a country's name leads to its code, so that "Russie" finds
    /// all who act for Russia; any other name stays as it is.
    pub(crate) fn party_key(&self, name: &str) -> Result<String, Error> {
        let key = fold(name);
        let country = self
            .entities()?
            .into_iter()
            .filter(|e| e.kind == EntityKind::Country)
            .find(|e| fold(&e.name) == key || fold(&e.entity) == key || e.also.iter().any(|a| fold(a) == key));
        Ok(country.and_then(|c| c.country).map_or(key, |code| fold(&code)))
    }
}

/// True where a speaker is known under this folded name, slug or country.
pub(crate) fn is_called(speaker: &Speaker, key: &str) -> bool {
    let names = [Some(&speaker.name), speaker.entity.as_ref(), speaker.country.as_ref()];
    names.into_iter().flatten().chain(&speaker.also).any(|name| {
        let name = fold(name);
        name == key || name.split(' ').next_back() == Some(key)
    })
}
