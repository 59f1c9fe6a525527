//! Given words and fields, yields the articles, quotations and events that meet all of them.

use super::{EventQuery, Hit, QuoteQuery};
use crate::error::Error;
use crate::fold::fold;
use crate::store::Store;
use jiff::civil::Date;
use relata::record::{Article, Event, Quote, Report};
use rusqlite::OptionalExtension;
use std::collections::{BTreeMap, BTreeSet};

/// What an article, quotation or event must meet; what is left empty leaves none out.
#[derive(Clone, Debug, Default)]
pub struct Fields {
    /// Names, slugs or country codes: of entities that an article mentions, of speakers, of parties. All must be met.
    pub with: Vec<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// First day: of publication, or of the event.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// An event found, and the report that met the question.
#[derive(Clone, PartialEq, Debug)]
pub struct EventHit {
    /// The event.
    pub event: Event,
    /// The report.
    pub report: Report,
}

impl Store {
    /// The articles that hold all words (any where there is no word) and meet all fields, best first.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn search_articles(&self, question: &str, fields: &Fields, limit: usize) -> Result<Vec<Hit>, Error> {
        let among = self.documents(fields, true)?;
        if question.trim().is_empty() {
            let hits = among.into_iter().map(|(document, article)| Hit {
                passage: article.text.split_whitespace().take(24).collect::<Vec<_>>().join(" "),
                published: article.published.map(|p| p.days.from.to_string()),
                title: article.title,
                document,
            });
            return Ok(hits.take(limit).collect());
        }
        let mut hits = self.search(question, usize::MAX)?;
        hits.retain(|hit| among.contains_key(&hit.document));
        hits.truncate(limit);
        Ok(hits)
    }

    /// The quotations that hold all words and meet all fields: the speaker is who `with` names.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn search_quotes(&self, question: &str, fields: &Fields, limit: usize) -> Result<Vec<Quote>, Error> {
        let among = self.documents(fields, false)?;
        let words = wanted(question);
        let by = fields.with.first().cloned();
        let mut quotes = self.quotes(&QuoteQuery { by, ..QuoteQuery::default() })?;
        quotes.retain(|quote| among.contains_key(&quote.document) && holds(&quote.text, &words));
        quotes.truncate(limit);
        Ok(quotes)
    }

    /// The events that meet a query and of which one report holds all words in its clause and meets the publisher.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn search_events(
        &self,
        question: &str,
        query: &EventQuery,
        publisher: Option<&str>,
        limit: usize,
    ) -> Result<Vec<EventHit>, Error> {
        let words = wanted(question);
        let publisher = publisher.map(fold);
        let mut hits = Vec::new();
        for event in self.events(query)? {
            if hits.len() >= limit {
                break;
            }
            for report in self.reports_of(&event.event)? {
                if self.tells(&report, &words, publisher.as_deref())? {
                    hits.push(EventHit { event, report });
                    break;
                }
            }
        }
        Ok(hits)
    }

    fn tells(&self, report: &Report, words: &[String], publisher: Option<&str>) -> Result<bool, Error> {
        if words.is_empty() && publisher.is_none() {
            return Ok(true);
        }
        let sql = "SELECT publisher, text FROM articles WHERE document = ?";
        let row = |row: &rusqlite::Row<'_>| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, String>(1)?));
        let found =
            self.said(self.db.prepare_cached(sql).and_then(|mut q| q.query_row([&report.document], row).optional()))?;
        let Some((name, text)) = found else { return Ok(false) };
        let clause: String = text
            .chars()
            .skip(report.span.start as usize)
            .take((report.span.end - report.span.start) as usize)
            .collect();
        Ok(holds(&clause, words) && publisher.is_none_or(|p| name.is_some_and(|n| fold(&n).contains(p))))
    }

    /// The articles that meet the fields, by document.
    fn documents(&self, fields: &Fields, mentioned: bool) -> Result<BTreeMap<String, Article>, Error> {
        let mut among: BTreeMap<String, Article> =
            self.articles()?.into_iter().map(|article| (article.document.clone(), article)).collect();
        let publisher = fields.publisher.as_deref().map(fold);
        among.retain(|_, article| {
            let days = article.published.map(|p| p.days);
            publisher.as_ref().is_none_or(|p| article.publisher.as_ref().is_some_and(|name| fold(name).contains(p)))
                && fields.from.is_none_or(|from| days.is_some_and(|d| d.to >= from))
                && fields.to.is_none_or(|to| days.is_some_and(|d| d.from <= to))
        });
        for name in fields.with.iter().filter(|_| mentioned) {
            let holding = self.mentioning(name)?;
            among.retain(|document, _| holding.contains(document));
        }
        Ok(among)
    }

    /// The articles that mention an entity under this name, slug or country.
    fn mentioning(&self, name: &str) -> Result<BTreeSet<String>, Error> {
        let (own, code) = (fold(name), self.party_key(name)?);
        let mut documents = BTreeSet::new();
        for entity in self.entities()? {
            let names = [Some(&entity.name), Some(&entity.entity), entity.country.as_ref()];
            let called = |key: &str| names.into_iter().flatten().chain(&entity.also).any(|n| fold(n) == key);
            if called(&own) || called(&code) {
                documents.extend(entity.mentions.into_iter().map(|mention| mention.document));
            }
        }
        Ok(documents)
    }
}

/// The words of a question, folded; a star at the end of a word makes no difference here.
fn wanted(question: &str) -> Vec<String> {
    question.split_whitespace().map(|w| fold(w.trim_matches(['"', '*']))).filter(|w| !w.is_empty()).collect()
}

/// True where every word begins a word of the text.
fn holds(text: &str, words: &[String]) -> bool {
    let text = fold(text);
    words.iter().all(|word| {
        text.match_indices(word.as_str())
            .any(|(at, _)| !text[..at].chars().next_back().is_some_and(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_beginnings_without_accents() {
        assert!(holds("L’Élysée a démenti", &wanted("elysee dément*")));
        assert!(!holds("un accord", &wanted("cord")));
        assert!(holds("rien", &wanted("")));
    }
}
