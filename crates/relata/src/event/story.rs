//! Given articles and their events, yields stories: articles on one running affair.
//!
//! Articles are taken in the order of their days. Each joins the story that it shares most with (rare entities,
//! events, utterances, rare words), if that story was told of lately; else it opens one.

use super::family::symbol;
use super::template::templates;
use crate::day::days_between;
use crate::id;
use crate::likeness::corpus::Corpus;
use crate::likeness::words::{key, words};
use crate::record::{EntityKind, Mention, Story};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Days without an article after which a story is over.
const QUIET: i32 = 10;
/// Likeness from which an article belongs to a story.
const BELONGS: f32 = 0.3;
/// In a story of so many articles, each must be so much like all others together …
const MANY: usize = 4;
const STAYS: f64 = 0.4;
/// … one that was printed so many days before or after all others a little more.
const AWAY: i32 = 2;
const STAYS_AWAY: f64 = 0.46;
/// A feature that more than one article in so many has says nothing of a story.
const COMMON: usize = 30;
/// … though in a small collection so many articles may have it.
const FEW: usize = 12;
/// Features of an article that count, the weightiest first.
const MOST_FEATURES: usize = 40;
/// A feature of so many articles, all of one publisher where there are others, is of the house: a presenter, a column.
const HOUSE: u32 = 4;
/// What is left of the weight of such a feature.
const OF_HOUSE: f32 = 0.2;
/// What features weigh beside their rarity.
const ENTITY: f32 = 1.0;
/// In one town many things happen.
const PLACE: f32 = 0.6;
const EVENT: f32 = 2.5;
const UTTERANCE: f32 = 2.5;
const WORD: f32 = 0.5;
/// Main entities that a story names.
const MAIN: usize = 8;
/// Longest title made from a text, in characters.
const TITLE: usize = 90;

/// What an article is known by.
struct Features {
    /// Numbers of features with their weights.
    weights: Vec<(u64, f32)>,
    /// The length of what is of a template: it says nothing, but fills the article.
    template: f32,
}

impl Features {
    fn length(&self) -> f32 {
        (self.weights.iter().map(|(_, w)| w * w).sum::<f32>() + self.template * self.template).sqrt()
    }
}

/// What ties articles besides their own words: for each article, its events and groups of utterances.
pub struct Ties {
    /// Events by number.
    pub events: Vec<Vec<u32>>,
    /// Groups of utterances by number.
    pub utterances: Vec<Vec<u32>>,
}

struct Running {
    articles: Vec<u32>,
    centre: FxHashMap<u64, f32>,
    template: f32,
    /// The squares of what `centre` holds, together.
    squares: f64,
    length: f32,
    last: Option<Date>,
}

/// The stories of at least two articles, by their earliest, with the articles' numbers.
/// One text that one house prints in several places is no story. `copies` gives the first of each article's copies.
pub fn stories(corpus: &Corpus, ties: &Ties, event_ids: &[String], copies: &[u32]) -> Vec<(Story, Vec<u32>)> {
    let features = features(corpus, ties);
    let mut running: Vec<Running> = Vec::new();
    let mut holding: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for (at, own) in features.iter().enumerate() {
        let day = corpus.texts[at].published().map(|p| p.from);
        let chosen = nearest(&running, &mut holding, own, day).unwrap_or_else(|| {
            running.push(Running {
                articles: Vec::new(),
                centre: FxHashMap::default(),
                template: 0.0,
                squares: 0.0,
                length: 0.0,
                last: None,
            });
            running.len() - 1
        });
        add(&mut running[chosen], chosen as u32, at as u32, own, day, &mut holding);
    }
    running.iter_mut().for_each(|story| leave_strays(corpus, story, &features));
    running
        .iter()
        .filter(|r| several(corpus, copies, &r.articles))
        .map(|r| (story(corpus, ties, event_ids, r, &features), r.articles.clone()))
        .collect()
}

/// True for articles of at least two texts, or of two houses.
fn several(corpus: &Corpus, copies: &[u32], articles: &[u32]) -> bool {
    let source = |a: u32| (copies[a as usize], corpus.texts[a as usize].reading.article.publisher.as_deref());
    let first = articles.first().map(|a| source(*a));
    articles.iter().any(|a| first.is_some_and(|f| f != source(*a)))
}

fn nearest(
    running: &[Running],
    holding: &mut FxHashMap<u64, Vec<u32>>,
    own: &Features,
    day: Option<Date>,
) -> Option<usize> {
    let quiet = |r: &Running| matches!((r.last, day), (Some(l), Some(d)) if days_between(l, d) > QUIET);
    let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
    for (feature, weight) in &own.weights {
        if let Some(stories) = holding.get_mut(feature) {
            stories.retain(|s| !quiet(&running[*s as usize]));
            for story in stories.iter() {
                *shared.entry(*story).or_insert(0.0) += weight * running[*story as usize].centre[feature];
            }
        }
    }
    let length = own.length();
    let mut best: Option<(i32, std::cmp::Reverse<u32>)> = None;
    for (story, product) in shared {
        let likeness = product / (length * running[story as usize].length).max(1e-6);
        if likeness >= BELONGS {
            best = best.max(Some(((likeness * 10_000.0) as i32, std::cmp::Reverse(story))));
        }
    }
    best.map(|(_, story)| story.0 as usize)
}

fn add(
    story: &mut Running,
    number: u32,
    article: u32,
    own: &Features,
    day: Option<Date>,
    holding: &mut FxHashMap<u64, Vec<u32>>,
) {
    story.articles.push(article);
    story.last = story.last.max(day);
    story.template += own.template;
    for (feature, weight) in &own.weights {
        let held = story.centre.entry(*feature).or_insert_with(|| {
            let stories = holding.entry(*feature).or_default();
            if !stories.contains(&number) {
                stories.push(number);
            }
            0.0
        });
        let before = f64::from(*held);
        *held += weight;
        story.squares += f64::from(*held).powi(2) - before.powi(2);
    }
    story.length = (story.squares + f64::from(story.template).powi(2)).sqrt() as f32;
}

/// Takes out what a story took in while it was young, or in passing, and what has little to do with what it became.
fn leave_strays(corpus: &Corpus, story: &mut Running, features: &[Features]) {
    if story.articles.len() < MANY {
        return;
    }
    let day = |a: u32| corpus.texts[a as usize].published().map(|p| p.from);
    let likeness = |a: &u32| (*a, likeness_to_others(story, &features[*a as usize]));
    let held: Vec<(u32, f64)> = story.articles.iter().map(likeness).filter(|(_, l)| *l >= STAYS).collect();
    let away = |a: u32| {
        let others = held.iter().filter(|(b, _)| *b != a);
        let gaps = others.filter_map(|(b, _)| Some(days_between(day(a)?, day(*b)?).abs()));
        gaps.min().is_some_and(|gap| gap >= AWAY)
    };
    story.articles = held.iter().filter(|(a, l)| *l >= STAYS_AWAY || !away(*a)).map(|(a, _)| *a).collect();
}

/// How much one article of a story is like the others together.
fn likeness_to_others(story: &Running, own: &Features) -> f64 {
    let (mut product, mut squares) = (0.0, story.squares);
    for (feature, weight) in &own.weights {
        let (weight, all) = (f64::from(*weight), f64::from(*story.centre.get(feature).unwrap_or(&0.0)));
        product += weight * (all - weight);
        squares += (all - weight).powi(2) - all.powi(2);
    }
    let others = (squares + f64::from(story.template - own.template).powi(2)).max(0.0).sqrt();
    product / (f64::from(own.length()) * others).max(1e-6)
}

/// The features of all articles: each weighed by its rarity among the articles.
fn features(corpus: &Corpus, ties: &Ties) -> Vec<Features> {
    let templates = templates(corpus);
    let mut raw: Vec<Vec<Raw>> = (0..corpus.texts.len()).map(|at| raw(corpus, ties, at, &templates[at])).collect();
    let held = held(corpus, &mut raw);
    let articles = corpus.texts.len();
    let most = (articles / COMMON).max(FEW) as u32;
    let several = held.iter().any(|h| h.several);
    let weigh = |own: Raw| {
        let of = held.get(own.slot as usize).filter(|of| of.articles <= most)?;
        let house = several && !of.several && of.articles >= HOUSE;
        let rarity = (articles as f32 * 2.0 / of.articles as f32).ln();
        Some((own.feature, own.weight * rarity * if house { OF_HOUSE } else { 1.0 }, own.template))
    };
    let weightiest = |a: &(u64, f32, bool), b: &(u64, f32, bool)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    raw.into_iter()
        .map(|own| {
            let mut own: Vec<(u64, f32, bool)> = own.into_iter().filter_map(weigh).collect();
            if own.len() > MOST_FEATURES {
                own.select_nth_unstable_by(MOST_FEATURES, weightiest);
                own.truncate(MOST_FEATURES);
            }
            own.sort_unstable_by(weightiest);
            let template: f32 = own.iter().filter(|f| f.2).map(|(_, w, _)| w * w).sum();
            let weights = own.iter().filter(|f| !f.2).map(|(f, w, _)| (*f, *w)).collect();
            Features { weights, template: template.sqrt() }
        })
        .collect()
}

/// A feature of one article.
#[derive(Clone, Copy)]
struct Raw {
    feature: u64,
    /// Its place among all features; set once all are known.
    slot: u32,
    weight: f32,
    /// True where it stands nowhere but in a template.
    template: bool,
}

/// Who has a feature.
struct Held<'c> {
    articles: u32,
    publisher: Option<&'c str>,
    several: bool,
}

/// Who has each feature; numbers the features.
fn held<'c>(corpus: &'c Corpus, raw: &mut [Vec<Raw>]) -> Vec<Held<'c>> {
    let mut slots: FxHashMap<u64, u32> = FxHashMap::default();
    slots.reserve(corpus.stems());
    let mut held: Vec<Held> = Vec::with_capacity(corpus.stems());
    for (own, text) in raw.iter_mut().zip(&corpus.texts) {
        let publisher = text.reading.article.publisher.as_deref();
        for Raw { feature, slot, .. } in own {
            *slot = *slots.entry(*feature).or_insert_with(|| {
                held.push(Held { articles: 0, publisher, several: false });
                held.len() as u32 - 1
            });
            let one = &mut held[*slot as usize];
            one.articles += 1;
            one.several |= one.publisher != publisher;
        }
    }
    held
}

/// The features of one article, each once.
fn raw(corpus: &Corpus, ties: &Ties, at: usize, of_template: &[bool]) -> Vec<Raw> {
    let text = &corpus.texts[at];
    let mut found = Vec::with_capacity(text.words.len() + text.reading.entities.len());
    let mut put = |feature: u64, weight: f32, template: bool| found.push(Raw { feature, slot: 0, weight, template });
    for entity in text.reading.entities.iter().filter(|e| e.kind != EntityKind::Group) {
        let within = |m: &Mention| {
            let words = text.within(m.span);
            let first = text.words.partition_point(|w| w.start < m.span.start);
            !words.is_empty() && of_template[first..first + words.len()].iter().all(|t| *t)
        };
        let template = !entity.mentions.is_empty() && entity.mentions.iter().all(within);
        let weight = if entity.kind == EntityKind::Place { PLACE } else { ENTITY };
        put(key(&[1, symbol(&entity.entity)]), weight, template);
    }
    found.sort_unstable_by_key(|raw| (raw.feature, raw.template));
    found.dedup_by_key(|raw| raw.feature);
    let mut put = |feature: u64, weight: f32, template: bool| found.push(Raw { feature, slot: 0, weight, template });
    ties.events[at].iter().for_each(|e| put(key(&[2, (*e).into()]), EVENT, false));
    ties.utterances[at].iter().for_each(|u| put(key(&[3, (*u).into()]), UTTERANCE, false));
    // The word for a town says no more than the town.
    let mut named = vec![false; text.words.len()];
    for mention in text.reading.entities.iter().filter(|e| e.kind != EntityKind::Group).flat_map(|e| &e.mentions) {
        let first = text.words.partition_point(|w| w.start < mention.span.start);
        named[first..first + text.within(mention.span).len()].fill(true);
    }
    let content = text.words.iter().zip(of_template).zip(named);
    let content = content.filter(|((w, _), named)| w.content() && !w.number && !named).map(|(word, _)| word);
    let mut stems: Vec<(u32, bool)> = content.map(|(word, template)| (word.stem, *template)).collect();
    stems.sort_unstable();
    stems.dedup_by_key(|(stem, _)| *stem);
    stems.iter().for_each(|(stem, template)| put(key(&[4, (*stem).into()]), WORD, *template));
    found.shrink_to_fit();
    found
}

fn story(corpus: &Corpus, ties: &Ties, event_ids: &[String], running: &Running, features: &[Features]) -> Story {
    let texts: Vec<_> = running.articles.iter().map(|a| &corpus.texts[*a as usize]).collect();
    let days: Vec<Date> = texts.iter().filter_map(|t| t.published()).map(|p| p.from).collect();
    let documents: Vec<String> = texts.iter().map(|t| t.reading.article.document.clone()).collect();
    let mut events: Vec<String> = running
        .articles
        .iter()
        .flat_map(|a| &ties.events[*a as usize])
        .map(|e| event_ids[*e as usize].clone())
        .collect();
    events.sort();
    events.dedup();
    Story {
        story: id::of('s', &[documents.first().map_or("", String::as_str)]),
        title: title(corpus, running, features),
        from: days.iter().min().copied(),
        to: days.iter().max().copied(),
        documents,
        entities: entities(corpus, running),
        events,
    }
}

/// The title, or first words, of the article that is most like the whole story.
fn title(corpus: &Corpus, running: &Running, features: &[Features]) -> String {
    let likeness = |a: u32| {
        let own = &features[a as usize];
        let product: f32 = own.weights.iter().map(|(f, w)| w * running.centre.get(f).unwrap_or(&0.0)).sum();
        product / own.length().max(1e-6)
    };
    let best = running.articles.iter().max_by(|a, b| likeness(**a).total_cmp(&likeness(**b)).then(b.cmp(a)));
    let Some(article) = best.map(|a| &corpus.texts[*a as usize].reading.article) else { return String::new() };
    article.title.clone().unwrap_or_else(|| beginning(&article.text))
}

fn beginning(text: &str) -> String {
    let start = crate::article::header::split(text).1;
    let line = text[start..].trim().lines().next().unwrap_or("").trim();
    let sentence = line.split_inclusive(". ").next().unwrap_or(line).trim();
    if sentence.chars().count() <= TITLE {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(TITLE).collect();
    let kept = cut.rsplit_once(' ').map_or(cut.as_str(), |(kept, _)| kept);
    format!("{kept} …")
}

/// The entities that most articles of a story name.
fn entities(corpus: &Corpus, running: &Running) -> Vec<String> {
    let mut count: FxHashMap<&str, u32> = FxHashMap::default();
    for article in &running.articles {
        for entity in &corpus.texts[*article as usize].reading.entities {
            *count.entry(&entity.entity).or_insert(0) += 1;
        }
    }
    let mut ranked: Vec<(&str, u32)> = count.into_iter().filter(|(e, n)| *n > 1 && !words(e).is_empty()).collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    ranked.into_iter().take(MAIN).map(|(e, _)| e.to_owned()).collect()
}
