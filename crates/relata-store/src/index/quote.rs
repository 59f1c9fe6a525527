//! Given a chronicle, yields its quotations in memory, those of the newest articles first.

use super::Index;
use super::article::{Articles, within};
use super::entity::Entities;
use super::haystack::{Haystack, wanted};
use super::names::{Names, Postings, post, shared};
use crate::fold::fold;
use crate::shape;
use crate::store::Store;
use jiff::civil::Date;
use relata::day::Interval;
use relata::record::Speaker;
use relata::span::Points;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// One quotation.
#[derive(Debug)]
pub struct QuoteRow {
    /// Its id.
    pub quote: Box<str>,
    /// Its article, of [`Articles::rows`].
    pub article: u32,
    /// The utterance that it gives, of [`Quotes::groups`].
    pub group: Option<u32>,
    /// When it was said.
    pub said: Option<Interval>,
    span: Points,
}

/// All quotations, those of the newest articles first.
#[derive(Debug, Default)]
pub struct Quotes {
    /// The quotations.
    pub rows: Vec<QuoteRow>,
    /// The utterances.
    pub groups: Names,
    /// The number of quotations and of wordings of each utterance.
    sizes: Vec<(u32, u32)>,
    by: Postings,
    to: Postings,
    about: FxHashMap<u32, Vec<u32>>,
    words: Haystack,
}

/// Which quotations are meant; what is left empty leaves none out.
#[derive(Clone, Debug, Default)]
pub struct QuoteFilter {
    /// Who speaks: name, surname, slug or country.
    pub by: Option<String>,
    /// Who is spoken to.
    pub to: Option<String>,
    /// A word of the quotation, or an entity that is mentioned in it.
    pub about: Option<String>,
    /// Words that must all begin a word of it.
    pub words: Option<String>,
    /// First day on which it was said, or else printed.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Only utterances that are given in more than one wording.
    pub variants: bool,
}

/// A quotation before it has its place in the order.
struct Loose {
    row: QuoteRow,
    text: String,
    by: Option<Speaker>,
    to: Option<Speaker>,
}

impl Quotes {
    pub(super) fn load(store: &Store, articles: &mut Articles, entities: &Entities) -> rusqlite::Result<Self> {
        let mut quotes = Self::default();
        let mut loose = quotes.read(store, articles)?;
        loose.sort_by_key(|one| (one.row.article, one.row.span.start));
        let mut wordings: FxHashMap<u32, FxHashSet<String>> = FxHashMap::default();
        for (at, one) in (0u32..).zip(loose) {
            keys(&mut quotes.by, one.by.as_ref(), at);
            keys(&mut quotes.to, one.to.as_ref(), at);
            let text = fold(&one.text);
            quotes.words.add_folded(&text);
            if let Some(article) = articles.rows.get_mut(one.row.article as usize) {
                article.quotes += 1;
            }
            if let Some(group) = one.row.group {
                let size = &mut quotes.sizes[group as usize];
                size.0 += 1;
                size.1 += u32::from(wordings.entry(group).or_default().insert(text));
            }
            quotes.rows.push(one.row);
        }
        quotes.mark_mentions(store, articles, entities)?;
        Ok(quotes)
    }

    fn read(&mut self, store: &Store, articles: &Articles) -> rusqlite::Result<Vec<Loose>> {
        let sql = r#"SELECT quote, document, span, text, speaker, addressee, said, "group" FROM quotes"#;
        let mut query = store.db.prepare(sql)?;
        let (mut rows, mut loose) = (query.query([])?, Vec::new());
        while let Some(row) = rows.next()? {
            let Some(article) = articles.find(row.get_ref(1)?.as_str()?) else { continue };
            let speaker = |at: usize| -> rusqlite::Result<Option<Speaker>> {
                shape::json(row.get_ref(at)?.as_str_or_null()?.map(serde_json::from_str).transpose())
            };
            let said = row.get_ref(6)?.as_str_or_null()?.map(serde_json::from_str).transpose();
            let group = row.get_ref(7)?.as_str_or_null()?.map(|group| self.groups.note(group));
            self.sizes.resize(self.groups.len(), (0, 0));
            let span = shape::json(serde_json::from_str(row.get_ref(2)?.as_str()?))?;
            let quote = row.get_ref(0)?.as_str()?.into();
            loose.push(Loose {
                row: QuoteRow { quote, article, group, said: shape::json(said)?, span },
                text: row.get(3)?,
                by: speaker(4)?,
                to: speaker(5)?,
            });
        }
        Ok(loose)
    }

    /// Notes for each entity the quotations in which it is mentioned.
    fn mark_mentions(&mut self, store: &Store, articles: &Articles, entities: &Entities) -> rusqlite::Result<()> {
        let mut spans: FxHashMap<u32, Vec<(Points, u32)>> = FxHashMap::default();
        for (at, row) in (0u32..).zip(&self.rows) {
            spans.entry(row.article).or_default().push((row.span, at));
        }
        #[derive(Deserialize)]
        struct Start {
            start: u32,
        }
        let mut query = store.db.prepare("SELECT document, entity, mentions FROM entities")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let article = articles.find(row.get_ref(0)?.as_str()?);
            let Some(quoted) = article.and_then(|article| spans.get(&article)) else { continue };
            let Some(entity) = entities.find(row.get_ref(1)?.as_str()?) else { continue };
            let starts: Vec<Start> = shape::json(serde_json::from_str(row.get_ref(2)?.as_str()?))?;
            for (span, at) in quoted {
                if starts.iter().any(|s| span.start <= s.start && s.start < span.end) {
                    self.about.entry(entity).or_default().push(*at);
                }
            }
        }
        for rows in self.about.values_mut() {
            rows.sort_unstable();
            rows.dedup();
        }
        Ok(())
    }

    /// How many quotations give an utterance.
    pub fn variants(&self, group: Option<u32>) -> u32 {
        group.and_then(|group| self.sizes.get(group as usize)).map_or(1, |size| size.0)
    }

    /// How many quotations an entity says.
    pub fn said_by(&self, slug: &str) -> usize {
        self.by.get(fold(slug).as_str()).map_or(0, Vec::len)
    }

    fn called(&self, postings: &Postings, name: &str, entities: &Entities) -> Vec<u32> {
        let mut rows = postings.get(fold(name).as_str()).cloned().unwrap_or_default();
        let code = entities.who(name).code.map(|code| fold(entities.codes.name(code)));
        rows.extend(code.and_then(|code| postings.get(code.as_str())).into_iter().flatten());
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    fn on(&self, subject: &str, entities: &Entities) -> Vec<u32> {
        let mut rows = self.words.rows_with(&wanted(subject));
        rows.extend(entities.called(subject).iter().filter_map(|entity| self.about.get(entity)).flatten());
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// Posts the names of a speaker, and the last word of each: a surname.
fn keys(postings: &mut Postings, speaker: Option<&Speaker>, at: u32) {
    let Some(speaker) = speaker else { return };
    let names = [Some(&speaker.name), speaker.entity.as_ref(), speaker.country.as_ref()];
    for name in names.into_iter().flatten().chain(&speaker.also) {
        let name = fold(name);
        post(postings, &name, at);
        if let Some((_, last)) = name.rsplit_once(' ') {
            post(postings, last, at);
        }
    }
}

impl Index {
    /// The quotations that a filter leaves, those of the newest articles first.
    pub fn select_quotes(&self, filter: &QuoteFilter) -> Vec<u32> {
        let (quotes, entities) = (&self.quotes, &self.entities);
        let mut rows = match &filter.words {
            Some(words) => quotes.words.rows_with(&wanted(words)),
            None => (0..quotes.rows.len() as u32).collect(),
        };
        if let Some(by) = &filter.by {
            rows = shared(&rows, &quotes.called(&quotes.by, by, entities));
        }
        if let Some(to) = &filter.to {
            rows = shared(&rows, &quotes.called(&quotes.to, to, entities));
        }
        if let Some(about) = &filter.about {
            rows = shared(&rows, &quotes.on(about, entities));
        }
        rows.retain(|at| {
            let row = &quotes.rows[*at as usize];
            let printed = || self.articles.rows.get(row.article as usize)?.published.map(|p| p.days);
            let varied = || row.group.and_then(|g| quotes.sizes.get(g as usize)).is_some_and(|size| size.1 > 1);
            within(row.said.or_else(printed), filter.from, filter.until) && (!filter.variants || varied())
        });
        rows
    }
}
