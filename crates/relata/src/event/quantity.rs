//! Given the figures of all articles, yields which give the same number of the same thing. Numbers that differ are
//! put together once the events are known (`rival`).

use crate::day::Interval;
use crate::likeness::corpus::Corpus;
use crate::likeness::partition::{Partition, meetings};
use crate::likeness::utterance::days_apart;
use crate::likeness::words::{Word, key, words};
use crate::record::Figure;

/// Code points around a figure that say what it is about.
const AROUND: u32 = 160;
/// Days between the articles of two figures, where no time is told with them.
const DAYS_BETWEEN: i32 = 10;
/// The same number of the same thing.
const SAME_VALUE: f32 = 2.0;
/// What is counted bears the same name.
const SAME_THING: f32 = 1.0;
/// What full likeness of the words around is worth.
const SURROUNDINGS: f32 = 3.0;
/// A number with this many digits that are not zero is seldom met twice by chance.
const TELLING_DIGITS: usize = 3;
/// … and is worth this.
const TELLING: f32 = 1.0;
/// Two figures of at least this worth are one quantity.
const JOIN: f32 = 3.6;

/// A figure of the corpus.
pub struct Measured<'c> {
    /// The article's number in the corpus.
    pub article: u32,
    /// The figure.
    pub figure: &'c Figure,
    /// The stems of what is counted.
    pub thing: Vec<u32>,
    /// The stems around it.
    pub around: Vec<u32>,
    /// The article's days of publication.
    pub day: Option<Interval>,
}

/// All figures in the order of the corpus.
pub fn all_measured<'c>(corpus: &'c Corpus) -> Vec<Measured<'c>> {
    let mut found = Vec::new();
    for (at, text) in corpus.texts.iter().enumerate() {
        found.extend(text.reading.figures.iter().map(|figure| Measured {
            article: at as u32,
            figure,
            thing: stems(&words(figure.of.as_deref().unwrap_or(&figure.text))),
            around: stems(text.around(figure.span, AROUND)),
            day: text.published(),
        }));
    }
    found
}

/// Groups figures of one quantity that agree; numbers are places in `measured`.
pub fn quantities(corpus: &Corpus, measured: &[Measured]) -> Partition {
    let mut keyed = Vec::new();
    for (at, one) in measured.iter().enumerate() {
        keyed.extend(keys(corpus, one).into_iter().map(|k| (k, at as u32)));
    }
    let mut edges = Vec::new();
    for (a, b, _) in meetings(keyed, 16, 600) {
        if let Some(worth) = likeness(corpus, &measured[a as usize], &measured[b as usize]) {
            edges.push((std::cmp::Reverse((worth * 1000.0) as u32), a, b));
        }
    }
    edges.sort_unstable();
    let mut partition = Partition::new(measured.len());
    for (_, a, b) in edges {
        let crossing = partition.members(a).iter().flat_map(|x| partition.members(b).iter().map(move |y| (*x, *y)));
        let clash = crossing.take(64).any(|(x, y)| contradict(&measured[x as usize], &measured[y as usize]));
        if !clash {
            partition.join(a, b);
        }
    }
    partition
}

/// A unit with the value, or with a word that few articles use.
fn keys(corpus: &Corpus, one: &Measured) -> Vec<u64> {
    let unit = words(&one.figure.unit).first().map_or(0, |w| u64::from(w.whole));
    let mut keys = vec![key(&[unit, one.figure.value.to_bits()])];
    let mut rare: Vec<(u32, u32)> = one.around.iter().map(|s| (corpus.holding(*s), *s)).filter(|s| s.0 > 1).collect();
    rare.sort_unstable();
    keys.extend(rare.iter().take(6).map(|(_, stem)| key(&[unit, 1, (*stem).into()])));
    keys
}

fn contradict(a: &Measured, b: &Measured) -> bool {
    let (x, y) = (a.figure, b.figure);
    let times = matches!((x.when, y.when), (Some(s), Some(t)) if !s.meets(t));
    let goal = x.target != y.target && x.value != y.value;
    x.unit != y.unit || goal || times || (a.article == b.article && x.value != y.value)
}

fn likeness(corpus: &Corpus, a: &Measured, b: &Measured) -> Option<f32> {
    let told = a.figure.when.is_some() && b.figure.when.is_some();
    if contradict(a, b) || (!told && days_apart(a.day, b.day) > DAYS_BETWEEN) {
        return None;
    }
    let thing = a.thing.iter().any(|t| b.thing.contains(t));
    let (x, y) = (a.figure.value, b.figure.value);
    if x != y {
        return None;
    }
    let value = SAME_VALUE + if telling(x) { TELLING } else { 0.0 };
    let around = corpus.likeness(&a.around, &b.around);
    let worth = value + if thing { SAME_THING } else { 0.0 } + SURROUNDINGS * around;
    (worth >= JOIN && around > 0.05).then_some(worth)
}

fn telling(value: f64) -> bool {
    let digits = format!("{value}");
    digits.chars().filter(char::is_ascii_digit).collect::<String>().trim_matches('0').len() >= TELLING_DIGITS
}

/// The stems of content words, each once, sorted.
pub fn stems(words: &[Word]) -> Vec<u32> {
    let mut stems: Vec<u32> = words.iter().filter(|w| w.content() && !w.number).map(|w| w.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}
