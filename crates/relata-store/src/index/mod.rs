//! Given a chronicle, yields it in memory so far as many quick questions need: filters, order, counts and sums.
//!
//! Records themselves stay in the store. A question yields rows; what is shown of them is read by id. The index shows the
//! chronicle as its last merge left it: what a run of `relata read` has stored and not merged yet is no part of it.

mod article;
mod entity;
mod event;
mod figure;
mod haystack;
mod names;
mod network;
mod open;
mod place;
mod quote;
mod relation;
mod select;
mod told;
mod volume;

pub use article::{ArticleFilter, ArticleRef, ArticleRow, Articles};
pub use entity::{Entities, EntityRow, Who};
pub use event::{EventRow, Events, PlaceRow, StoryRow};
pub use figure::{FigureFilter, FigureRow, Figures};
pub use names::Names;
pub use network::{Edge, Network, Node};
pub use place::Spot;
pub use quote::{QuoteFilter, QuoteRow, Quotes};
pub use relation::{Course, Courses, Directions, Phase};
pub use select::{EventFilter, Family};
pub use volume::{Histogram, PERIODS, Volume};

use crate::error::Error;
use crate::store::Store;

/// The chronicle in memory.
#[derive(Debug)]
pub struct Index {
    /// Which state of the chronicle this is; see [`Store::revision`].
    pub revision: u64,
    /// Its articles.
    pub articles: Articles,
    /// Its entities.
    pub entities: Entities,
    /// Its events and stories.
    pub events: Events,
    /// Its quotations.
    pub quotes: Quotes,
    /// Its figures.
    pub figures: Figures,
    /// How many reports it has.
    pub reports: usize,
    /// How many disagreements it has.
    pub disagreements: usize,
    totals: volume::Totals,
}

impl Store {
    /// Reads the chronicle into memory, all of it as it stands at one moment.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn index(&self) -> Result<Index, Error> {
        self.at_once(|store| store.said(store.load()))
    }

    fn load(&self) -> rusqlite::Result<Index> {
        let mut articles = Articles::load(self)?;
        let mut entities = Entities::load(self)?;
        let events = Events::load(self, &mut articles, &mut entities)?;
        let quotes = Quotes::load(self, &mut articles, &entities)?;
        let figures = Figures::load(self, &mut articles)?;
        let count = |table: &str| -> rusqlite::Result<usize> {
            let count: i64 = self.db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?;
            Ok(usize::try_from(count).unwrap_or(0))
        };
        Ok(Index {
            revision: self.read_revision()?,
            reports: count("reports")?,
            disagreements: count("disagreements")?,
            totals: volume::Totals::count(&events.rows),
            articles,
            entities,
            events,
            quotes,
            figures,
        })
    }
}
