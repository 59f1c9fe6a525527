//! Given a chronicle, yields its articles in memory, newest first, without their words.

use super::names::Names;
use crate::fold::fold;
use crate::shape;
use crate::store::Store;
use jiff::civil::Date;
use relata::day::Interval;
use relata::record::Published;
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::cmp::Reverse;

/// One article.
#[derive(Debug)]
pub struct ArticleRow {
    /// Its row in the store, which the index of words counts in.
    pub(crate) seq: i64,
    /// Its name.
    pub document: Box<str>,
    /// Its title.
    pub title: Option<Box<str>>,
    /// Its publisher, of [`Articles::publishers`].
    pub publisher: Option<u32>,
    /// Its address.
    pub url: Option<Box<str>>,
    /// Its language, of [`Articles::languages`].
    pub language: u32,
    /// When it was published.
    pub published: Option<Published>,
    /// The group of copies that it belongs to.
    pub copy_group: Option<Box<str>>,
    /// How many events it tells.
    pub events: u32,
    /// How many quotations it has.
    pub quotes: u32,
    /// How many figures it has.
    pub figures: u32,
}

/// An article as other records name it.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleRef<'i> {
    /// Its name.
    pub id: &'i str,
    /// Its title.
    pub title: Option<&'i str>,
    /// Who published it.
    pub publisher: Option<&'i str>,
    /// When.
    pub published: Option<Published>,
    /// Its address.
    pub url: Option<&'i str>,
}

/// All articles, newest first, those without a day last.
#[derive(Debug, Default)]
pub struct Articles {
    /// The articles.
    pub rows: Vec<ArticleRow>,
    /// Who publishes.
    pub publishers: Names,
    /// The languages.
    pub languages: Names,
    at: FxHashMap<Box<str>, u32>,
    of_seq: FxHashMap<i64, u32>,
    folded: Vec<String>,
}

/// Which articles are meant; what is left empty leaves none out.
#[derive(Clone, Debug, Default)]
pub struct ArticleFilter {
    /// Parts of publishers' names, any of which.
    pub publisher: Vec<String>,
    /// First day of publication.
    pub from: Option<Date>,
    /// Last day of publication.
    pub to: Option<Date>,
}

impl Articles {
    pub(super) fn load(store: &Store) -> rusqlite::Result<Self> {
        let mut articles = Self::default();
        let sql = "SELECT seq, document, title, publisher, url, language, published, copy_group FROM articles";
        let mut query = store.db.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let published = row.get_ref(6)?.as_str_or_null()?.map(serde_json::from_str).transpose();
            let text = |at: usize| -> rusqlite::Result<Option<Box<str>>> {
                Ok(row.get_ref(at)?.as_str_or_null()?.map(Into::into))
            };
            articles.rows.push(ArticleRow {
                seq: row.get(0)?,
                document: text(1)?.unwrap_or_default(),
                title: text(2)?,
                publisher: text(3)?.map(|name| articles.publishers.note(&name)),
                url: text(4)?,
                language: articles.languages.note(row.get_ref(5)?.as_str()?),
                published: shape::json(published)?,
                copy_group: text(7)?,
                events: 0,
                quotes: 0,
                figures: 0,
            });
        }
        articles.put_in_order();
        Ok(articles)
    }

    fn put_in_order(&mut self) {
        let day = |row: &ArticleRow| Reverse(row.published.map(|p| p.days.from));
        self.rows.sort_by(|a, b| day(a).cmp(&day(b)).then_with(|| a.document.cmp(&b.document)));
        for (at, row) in self.rows.iter().enumerate() {
            self.at.insert(row.document.clone(), at as u32);
            self.of_seq.insert(row.seq, at as u32);
        }
        self.folded = self.publishers.all().map(fold).collect();
    }

    /// Where an article stands among the rows.
    pub fn find(&self, document: &str) -> Option<u32> {
        self.at.get(document).copied()
    }

    /// Where the article of a row of the store stands.
    pub(crate) fn of_seq(&self, seq: i64) -> Option<u32> {
        self.of_seq.get(&seq).copied()
    }

    /// The name under which other records show an article.
    pub fn reference(&self, at: u32) -> Option<ArticleRef<'_>> {
        let row = self.rows.get(at as usize)?;
        Some(ArticleRef {
            id: &row.document,
            title: row.title.as_deref(),
            publisher: row.publisher.map(|p| self.publishers.name(p)),
            published: row.published,
            url: row.url.as_deref(),
        })
    }

    /// The publishers whose names hold one of the words; none where no word is given.
    pub(crate) fn publishers_called(&self, names: &[String]) -> Option<Vec<u32>> {
        let keys: Vec<String> = names.iter().map(|n| fold(n)).filter(|n| !n.is_empty()).collect();
        let called = |name: &String| keys.iter().any(|key| name.contains(key.as_str()));
        let numbers = || (0u32..).zip(&self.folded).filter(|(_, name)| called(name)).map(|(at, _)| at).collect();
        (!keys.is_empty()).then(numbers)
    }

    /// The articles that a filter leaves, newest first.
    pub fn select(&self, filter: &ArticleFilter) -> Vec<u32> {
        let keep = self.keeps(filter);
        (0..self.rows.len() as u32).filter(|at| keep(&self.rows[*at as usize])).collect()
    }

    /// The articles of rows of the store that a filter leaves, in the order of `seqs`.
    pub fn select_among(&self, seqs: &[i64], filter: &ArticleFilter) -> Vec<u32> {
        let keep = self.keeps(filter);
        let rows = seqs.iter().filter_map(|seq| self.of_seq(*seq));
        rows.filter(|at| keep(&self.rows[*at as usize])).collect()
    }

    fn keeps(&self, filter: &ArticleFilter) -> impl Fn(&ArticleRow) -> bool {
        let publishers = self.publishers_called(&filter.publisher);
        let (from, to) = (filter.from, filter.to);
        move |row| {
            publishers.as_ref().is_none_or(|among| row.publisher.is_some_and(|p| among.contains(&p)))
                && within(row.published.map(|p| p.days), from, to)
        }
    }

    /// The days from the first article's to the last one's.
    pub fn span(&self) -> Option<Interval> {
        let days = || self.rows.iter().filter_map(|row| row.published.map(|p| p.days));
        let (from, to) = (days().map(|d| d.from).min()?, days().map(|d| d.to).max()?);
        Some(Interval { from, to })
    }
}

/// True where days meet those between two ends; where an end is given, unknown days do not.
pub(crate) fn within(days: Option<Interval>, from: Option<Date>, to: Option<Date>) -> bool {
    from.is_none_or(|from| days.is_some_and(|d| d.to >= from)) && to.is_none_or(|to| days.is_some_and(|d| d.from <= to))
}
