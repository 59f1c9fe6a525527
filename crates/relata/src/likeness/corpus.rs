//! Given readings in any order, yields them in one order, each document once, with the words of their texts.

use super::words::{Word, add_words};
use crate::day::Interval;
use crate::record::Reading;
use crate::span::Points;
use rustc_hash::{FxHashMap, FxHashSet};

/// The articles that are merged. All that merging decides depends on this order, never on the order of reading.
pub struct Corpus<'r> {
    /// The articles: by day of publication, then by name; those without a day last.
    pub texts: Vec<Told<'r>>,
    /// In how many articles a stem occurs, and what it says.
    stems: FxHashMap<u32, (u32, f32)>,
    /// What a stem says that only one article holds.
    most: f32,
}

/// One article with its words.
pub struct Told<'r> {
    /// What was read.
    pub reading: &'r Reading,
    /// The words of its text.
    pub words: Box<[Word]>,
    /// How many of them are of the title that stands before the text.
    title: usize,
}

impl<'r> Corpus<'r> {
    /// Orders readings; of several readings of one document, one is taken, whichever comes first.
    pub fn new(readings: &[&'r Reading]) -> Self {
        let mut order = readings.to_vec();
        order.sort_by_cached_key(|r: &&'r Reading| (day(r).is_none(), day(r), r.article.document.as_str()));
        settle_doubles(&mut order);
        let mut words = Vec::new();
        let texts: Vec<Told> = order.into_iter().map(|reading| Told::new(reading, &mut words)).collect();
        let weight = |holding: u32| weight(texts.len(), holding);
        let stems = frequency(&texts).into_iter().map(|(stem, holding)| (stem, (holding, weight(holding)))).collect();
        Self { stems, most: weight(1), texts }
    }

    /// How much a shared stem says: 0 for what every article holds, up to 1 for what only one does.
    pub fn weight(&self, stem: u32) -> f32 {
        self.stems.get(&stem).map_or(self.most, |(_, weight)| *weight)
    }

    /// Weight of the stems that two sorted lists share over the geometric mean of all, 0 to 1.
    pub fn likeness(&self, a: &[u32], b: &[u32]) -> f32 {
        let (mut shared, mut first, mut second) = (0.0, 0.0, 0.0);
        let mut rest = b;
        for stem in a {
            let before = rest.partition_point(|s| s < stem);
            second += rest[..before].iter().map(|s| self.weight(*s)).sum::<f32>();
            rest = &rest[before..];
            let weight = self.weight(*stem);
            first += weight;
            if rest.first() == Some(stem) {
                (shared, second, rest) = (shared + weight, second + weight, &rest[1..]);
            }
        }
        second += rest.iter().map(|s| self.weight(*s)).sum::<f32>();
        let all = (first * second).sqrt();
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// How many stems there are.
    pub fn stems(&self) -> usize {
        self.stems.len()
    }

    /// In how many articles a stem occurs.
    pub fn holding(&self, stem: u32) -> u32 {
        self.stems.get(&stem).map_or(0, |(holding, _)| *holding)
    }
}

/// What a stem says that so many of the articles hold.
fn weight(articles: usize, holding: u32) -> f32 {
    // Two articles must not make a shared word worthless: few articles are weighed as if they were a hundred.
    let articles = (articles as f32 + 1.0).max(FEWEST);
    (articles / holding as f32).ln() / articles.ln()
}

/// Weights are reckoned as if there were at least this many articles.
const FEWEST: f32 = 100.0;

impl<'r> Told<'r> {
    /// `words` is any list: what grew while its words were found would hold much of its room in vain.
    fn new(reading: &'r Reading, words: &mut Vec<Word>) -> Self {
        let (text, title) = (&reading.article.text, reading.article.title.as_deref());
        let title = title.filter(|t| text.starts_with(*t)).map_or(0, |t| t.chars().count() as u32);
        words.clear();
        add_words(text, words);
        let title = words.partition_point(|w| w.start < title);
        Self { reading, words: words.as_slice().into(), title }
    }

    /// The days of publication, where they are known.
    pub fn published(&self) -> Option<Interval> {
        self.reading.article.published.map(|p| p.days)
    }

    /// The words that begin within a stretch of the text.
    pub fn within(&self, span: Points) -> &[Word] {
        let from = self.words.partition_point(|w| w.start < span.start);
        let to = self.words.partition_point(|w| w.start < span.end);
        &self.words[from..to.max(from)]
    }

    /// The words without those of the title that stands before the text: papers give one copy many titles.
    pub fn body(&self) -> &[Word] {
        let body = &self.words[self.title..];
        if body.is_empty() { &self.words } else { body }
    }

    /// The words within a stretch and `more` code points on both sides.
    pub fn around(&self, span: Points, more: u32) -> &[Word] {
        self.within(Points { start: span.start.saturating_sub(more), end: span.end.saturating_add(more) })
    }
}

fn day(reading: &Reading) -> Option<Interval> {
    reading.article.published.map(|p| p.days)
}

/// Keeps one reading of each document. Where two differ the choice may not hang on their order.
fn settle_doubles(order: &mut Vec<&Reading>) {
    let mut seen = FxHashSet::default();
    if order.iter().all(|r| seen.insert(r.article.document.as_str())) {
        return;
    }
    let mut chosen: FxHashMap<&str, &Reading> = FxHashMap::default();
    for reading in order.iter() {
        let held = chosen.entry(&reading.article.document).or_insert(reading);
        if *held != *reading && written(reading) < written(held) {
            *held = reading;
        }
    }
    let mut taken = FxHashSet::default();
    order.retain(|r| chosen.get(r.article.document.as_str()) == Some(r) && taken.insert(r.article.document.as_str()));
}

fn written(reading: &Reading) -> String {
    serde_json::to_string(reading).unwrap_or_default()
}

fn frequency(texts: &[Told]) -> FxHashMap<u32, u32> {
    let mut frequency = FxHashMap::default();
    let mut stems = Vec::new();
    for text in texts {
        stems.clear();
        stems.extend(text.words.iter().map(|w| w.stem));
        stems.sort_unstable();
        stems.dedup();
        for stem in &stems {
            *frequency.entry(*stem).or_insert(0) += 1;
        }
    }
    frequency
}
