//! Given ids, yields records as JSON text, without taking apart what the store keeps as JSON already.

use crate::error::Error;
use crate::shape::{ARTICLES, EVENTS, FIGURES, QUOTES, STORIES, Shape, TIMES};
use crate::store::Store;
use serde_json::value::RawValue;

/// A record as the JSON object of its export.
pub type Raw = Box<RawValue>;

impl Store {
    /// One event.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn raw_event(&self, id: &str) -> Result<Option<Raw>, Error> {
        self.one(&EVENTS, &[], "event", id)
    }

    /// One quotation.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn raw_quote(&self, id: &str) -> Result<Option<Raw>, Error> {
        self.one(&QUOTES, &[], "quote", id)
    }

    /// One figure.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn raw_figure(&self, id: &str) -> Result<Option<Raw>, Error> {
        self.one(&FIGURES, &[], "figure", id)
    }

    /// One story; with its articles and events, or without.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn raw_story(&self, id: &str, whole: bool) -> Result<Option<Raw>, Error> {
        self.one(&STORIES, if whole { &[] } else { &["documents", "events"] }, "story", id)
    }

    /// One article; with its words, or without.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn raw_article(&self, document: &str, whole: bool) -> Result<Option<Raw>, Error> {
        self.one(&ARTICLES, if whole { &[] } else { &["text"] }, "document", document)
    }

    /// The time expressions of an article, in the order of the text.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn raw_times_in(&self, document: &str) -> Result<Vec<Raw>, Error> {
        self.some(&TIMES, "document", document)
    }

    fn one(&self, shape: &Shape, without: &[&str], key: &str, id: &str) -> Result<Option<Raw>, Error> {
        let rest = format!("WHERE {key} = ? ORDER BY seq LIMIT 1");
        Ok(self.said(shape.raw(&self.db, without, &rest, id))?.pop())
    }

    fn some(&self, shape: &Shape, key: &str, id: &str) -> Result<Vec<Raw>, Error> {
        self.said(shape.raw(&self.db, &[], &format!("WHERE {key} = ? ORDER BY seq"), id))
    }
}
