//! Yields the articles of a chronicle.

use crate::error::Error;
use crate::shape::ARTICLES;
use crate::store::Store;
use relata::record::Article;
use rusqlite::OptionalExtension;

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

    /// The words of an article.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn text_of(&self, document: &str) -> Result<Option<String>, Error> {
        let sql = "SELECT text FROM articles WHERE document = ?";
        let read = || self.db.prepare_cached(sql)?.query_row([document], |row| row.get(0)).optional();
        self.said(read())
    }

    /// The first words of an article after its title, in one line; empty where there is none of this name.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn lead(&self, document: &str) -> Result<String, Error> {
        let sql = "SELECT substr(text, 1, length(coalesce(title, '')) + 300), coalesce(title, '') FROM articles WHERE document = ?";
        let columns = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
        let read = || self.db.prepare_cached(sql)?.query_row([document], columns).optional();
        let (text, title) = self.said(read())?.unwrap_or_default();
        Ok(short(text.strip_prefix(title.as_str()).unwrap_or(&text), LEAD))
    }
}

/// The most characters of a lead.
const LEAD: usize = 200;

/// Text in one line of at most so many characters, cut at a word.
pub(crate) fn short(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(most) else { return line };
    let cut = line.get(..end).unwrap_or("");
    format!("{}…", cut.rsplit_once(' ').map_or(cut, |(before, _)| before))
}
