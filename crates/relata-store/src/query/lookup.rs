//! Given an id, yields the record that bears it, of whatever kind.

use crate::error::Error;
use crate::shape::{EVENTS, FIGURES, QUOTES, REPORTS};
use crate::store::Store;
use relata::record::{Article, Entity, Event, Figure, Quote, Report};

/// The record that an id names.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// An article, by its document.
    Article(Box<Article>),
    /// An entity, by its slug.
    Entity(Box<Entity>),
    /// An event.
    Event(Box<Event>),
    /// A figure.
    Figure(Box<Figure>),
    /// A quotation.
    Quote(Box<Quote>),
    /// A report.
    Report(Box<Report>),
}

impl Store {
    /// Finds the record that bears an id: a report, event, quotation or figure by its id, an entity by its
    /// slug, an article by its document.
    ///
    /// # Errors
    /// A database that cannot be read, an id that nothing bears.
    pub fn find(&self, id: &str) -> Result<Found, Error> {
        if let Some(found) = self.said(self.find_row(id))? {
            return Ok(found);
        }
        if let Some(article) = self.article(id)? {
            return Ok(Found::Article(Box::new(article)));
        }
        match self.entities()?.into_iter().find(|e| e.entity == id) {
            Some(entity) => Ok(Found::Entity(Box::new(entity))),
            None => Err(Error::query(
                id,
                format!("nothing in {} bears this id", self.path().display()),
                "`relata timeline`, `quotes`, `figures` and `entities` show ids",
            )),
        }
    }

    fn find_row(&self, id: &str) -> rusqlite::Result<Option<Found>> {
        let db = &self.db;
        if let Some(report) = REPORTS.get(db, "WHERE report = ?", &[&id])?.pop() {
            return Ok(Some(Found::Report(Box::new(report))));
        }
        if let Some(event) = EVENTS.get(db, "WHERE event = ?", &[&id])?.pop() {
            return Ok(Some(Found::Event(Box::new(event))));
        }
        if let Some(quote) = QUOTES.get(db, "WHERE quote = ?", &[&id])?.pop() {
            return Ok(Some(Found::Quote(Box::new(quote))));
        }
        Ok(FIGURES.get(db, "WHERE figure = ?", &[&id])?.pop().map(|figure| Found::Figure(Box::new(figure))))
    }
}
