//! Given articles or events of a chronicle, yields them in a few lines: sentences of reports with their sources.

use crate::passage::around;
use anyhow::Result;
use relata::day::Interval;
use relata::event::summary::{Telling, extract};
use relata::record::{Article, Event, Report, Status, WhenHow};
use relata::span::Points;
use relata_store::Store;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One line of an extract.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// When what it tells happened, or else when it was printed.
    pub days: Option<Interval>,
    /// The sentence.
    pub sentence: String,
    /// The article.
    pub document: String,
    /// Who published it, or else the article.
    pub source: String,
    /// The event that it tells.
    pub event: Option<String>,
}

/// Articles in at most `lines` lines.
pub fn lines_of_articles(store: &Store, documents: &[String], lines: usize) -> Result<Vec<Line>> {
    let mut gathered = Gathered::default();
    for document in documents {
        let Some(article) = store.article(document)? else { continue };
        gathered.head(&article);
        for report in store.reports_in(document)? {
            gathered.report(store, &article, &report)?;
        }
    }
    Ok(gathered.lines(lines))
}

/// Events in at most `lines` lines.
pub fn lines_of_events(store: &Store, events: &[Event], lines: usize) -> Result<Vec<Line>> {
    let mut gathered = Gathered::default();
    for event in events {
        for report in store.reports_of(&event.event)? {
            if let Some(article) = store.article(&report.document)? {
                gathered.report(store, &article, &report)?;
            }
        }
    }
    Ok(gathered.lines(lines))
}

/// Sentences that may become lines.
#[derive(Default)]
struct Gathered {
    tellings: Vec<Telling>,
    sources: Vec<String>,
    events: BTreeMap<String, Option<Event>>,
    seen: BTreeSet<String>,
}

impl Gathered {
    /// The first words of an article: its title, or its first sentence.
    fn head(&mut self, article: &Article) {
        let first = Points { start: 0, end: 1 };
        let sentence =
            article.title.clone().unwrap_or_else(|| around(&article.text, first, Points { start: 0, end: 0 }));
        self.add(
            article,
            Telling {
                event: None,
                days: article.published.map(|p| p.days),
                told: false,
                sources: 1,
                sentence,
                document: article.document.clone(),
            },
        );
    }

    fn report(&mut self, store: &Store, article: &Article, report: &Report) -> Result<()> {
        if !self.events.contains_key(&report.event) {
            self.events.insert(report.event.clone(), store.event(&report.event)?);
        }
        let event = self.events.get(&report.event).and_then(Option::as_ref);
        let real = matches!(report.status, Status::Happened | Status::Ongoing | Status::Planned | Status::Cancelled);
        let Some(event) = event.filter(|_| real) else { return Ok(()) };
        let none = Points { start: report.span.start, end: report.span.start };
        let telling = Telling {
            event: Some(report.event.clone()),
            days: event.when.or(article.published.map(|p| p.days)),
            told: report.when.is_some_and(|when| when.how != WhenHow::Publication),
            sources: event.documents,
            sentence: around(&article.text, report.span, none),
            document: article.document.clone(),
        };
        self.add(article, telling);
        Ok(())
    }

    fn add(&mut self, article: &Article, telling: Telling) {
        if !telling.sentence.is_empty() && self.seen.insert(telling.sentence.clone()) {
            self.sources.push(article.publisher.clone().unwrap_or_else(|| article.document.clone()));
            self.tellings.push(telling);
        }
    }

    fn lines(self, lines: usize) -> Vec<Line> {
        let line = |at: usize| {
            let telling = &self.tellings[at];
            Line {
                days: telling.days,
                sentence: telling.sentence.clone(),
                document: telling.document.clone(),
                source: self.sources[at].clone(),
                event: telling.event.clone(),
            }
        };
        extract(&self.tellings, lines).into_iter().map(line).collect()
    }
}
