//! Given the figures of all articles, yields which give the same number of the same thing. Numbers that differ are
//! put together once the events are known (`rival`).

use super::company::{Company, of_figures};
use crate::day::Interval;
use crate::likeness::corpus::Corpus;
use crate::likeness::partition::{Partition, meetings};
use crate::likeness::utterance::days_apart;
use crate::likeness::words::{Word, key, words};
use crate::record::Figure;

/// Code points around a figure that say what it is about.
const AROUND: u32 = 160;
/// Code points between two bounds of a range at most.
const BETWEEN: u32 = 6;
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
    /// What its sentence names.
    pub company: Company,
    /// The other bound, where it is one bound of a range.
    pub bound: Option<f64>,
}

/// All figures in the order of the corpus.
pub fn all_measured<'c>(corpus: &'c Corpus) -> Vec<Measured<'c>> {
    let mut found = Vec::new();
    for (at, text) in corpus.texts.iter().enumerate() {
        let figures = &text.reading.figures;
        for ((number, figure), company) in figures.iter().enumerate().zip(of_figures(text)) {
            let before = number.checked_sub(1).and_then(|n| figures.get(n)).filter(|other| ranges(other, figure));
            let after = figures.get(number + 1).filter(|other| ranges(figure, other));
            found.push(Measured {
                article: at as u32,
                figure,
                thing: stems(&words(figure.of.as_deref().unwrap_or(&figure.text))),
                around: stems(text.around(figure.span, AROUND)),
                day: text.published(),
                company,
                bound: before.or(after).map(|other| other.value),
            });
        }
    }
    found
}

/// True for two bounds of a range: "60 à 90 sièges" is two figures, the lower one first, with one short word between.
fn ranges(low: &Figure, high: &Figure) -> bool {
    let near = high.span.start >= low.span.start && high.span.start <= low.span.end + BETWEEN;
    near && low.unit == high.unit && low.of == high.of && low.value < high.value
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

/// A unit with the value; both with a word that few articles use, since of round numbers there are many.
fn keys(corpus: &Corpus, one: &Measured) -> Vec<u64> {
    let unit = words(&one.figure.unit).first().map_or(0, |w| u64::from(w.whole));
    let value = one.figure.value.to_bits();
    let mut keys = vec![key(&[unit, value])];
    let mut rare: Vec<(u32, u32)> = one.around.iter().map(|s| (corpus.holding(*s), *s)).filter(|s| s.0 > 1).collect();
    rare.sort_unstable();
    keys.extend(rare.iter().take(6).map(|(_, stem)| key(&[unit, value, (*stem).into()])));
    keys
}

fn contradict(a: &Measured, b: &Measured) -> bool {
    let (x, y) = (a.figure, b.figure);
    let times = matches!((x.when, y.when), (Some(s), Some(t)) if !s.meets(t));
    let goal = x.target != y.target && x.value != y.value;
    let elsewhere = !telling(x) && a.company.elsewhere(&b.company);
    x.unit != y.unit || goal || times || elsewhere || (a.article == b.article && x.value != y.value)
}

/// True where one tells of days that came only after the other was printed: what is told there is another thing.
pub fn too_early(a: &Measured, b: &Measured) -> bool {
    let before = |x: &Measured, y: &Measured| {
        !x.figure.target && y.figure.when.zip(x.day).is_some_and(|(when, printed)| when.from > printed.to)
    };
    before(a, b) || before(b, a)
}

fn likeness(corpus: &Corpus, a: &Measured, b: &Measured) -> Option<f32> {
    let told = a.figure.when.is_some() && b.figure.when.is_some();
    let far = !told && days_apart(a.day, b.day) > DAYS_BETWEEN;
    if a.figure.value != b.figure.value || far || contradict(a, b) {
        return None;
    }
    let thing = a.thing.iter().any(|t| b.thing.contains(t));
    let value = SAME_VALUE + if telling(a.figure) { TELLING } else { 0.0 };
    let around = corpus.likeness(&a.around, &b.around);
    let worth = value + if thing { SAME_THING } else { 0.0 } + SURROUNDINGS * around;
    (worth >= JOIN && around > 0.05).then_some(worth)
}

/// True for a number that seldom comes twice. A share in words is none, whatever its decimals: "un tiers".
fn telling(figure: &Figure) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let written = digits(&figure.text);
    let told =
        if written.is_empty() && figure.value.fract() == 0.0 { digits(&figure.value.to_string()) } else { written };
    told.trim_matches('0').len() >= TELLING_DIGITS
}

/// The stems of content words, each once, sorted.
pub fn stems(words: &[Word]) -> Vec<u32> {
    let mut stems: Vec<u32> = words.iter().filter(|w| w.content() && !w.number).map(|w| w.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}
