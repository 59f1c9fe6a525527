//! Yields the articles of a chronicle.

use crate::error::Error;
use crate::shape::ARTICLES;
use crate::store::Store;
use relata::record::Article;

impl Store {
    /// The articles, by document.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn articles(&self) -> Result<Vec<Article>, Error> {
        self.said(ARTICLES.get(&self.db, "ORDER BY document", &[]))
    }

    /// One article.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn article(&self, document: &str) -> Result<Option<Article>, Error> {
        Ok(self.said(ARTICLES.get(&self.db, "WHERE document = ?", &[&document]))?.pop())
    }
}
