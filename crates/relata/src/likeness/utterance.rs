//! Given the quotations of all articles, yields which give the same utterance.
//!
//! Wording decides. Formulae ("très préoccupé") are said by many on many days: few words need one speaker and
//! near days; a fragment joins a longer quotation only of the same speaker.

use super::align::{Alignment, Bag, align};
use super::corpus::Corpus;
use super::partition::{Partition, meetings};
use super::translation::{Gist, Translations};
use super::words::{Word, key, name_words, words};
use crate::day::{Interval, days_between};
use crate::record::{Mention, Quote, Reading, Speaker};
use jiff::civil::date;

/// Content words under which an utterance is taken for a formula.
const FORMULA: usize = 4;
/// Content words from which an utterance is the same on whatever day it is printed.
const MEMORABLE: usize = 8;
/// Part of the shorter quotation that must be found in the other.
const COVERED: f32 = 0.75;
/// … where the speakers differ.
const COVERED_ACROSS: f32 = 0.85;
/// … where the shorter is a fragment or a formula.
const COVERED_FRAGMENT: f32 = 0.9;
/// Below this part of the longer quotation the shorter is a fragment of it.
const FRAGMENT: f32 = 0.6;
/// A fragment stands together in the whole: at most this many words there for each of its own.
const TOGETHER: f32 = 1.7;
/// Days between two printings of one formula.
const FORMULA_DAYS: i32 = 3;
/// Days between a fragment and the whole.
const FRAGMENT_DAYS: i32 = 10;
/// Days between an utterance and its translation.
const TRANSLATION_DAYS: i32 = 3;
/// Days between two printings of one utterance that is not memorable.
const UTTERANCE_DAYS: i32 = 45;

/// How two speakers lie to one another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Voices {
    /// One speaker, under two names perhaps.
    Same,
    /// One speaks for the other: of one country, and at least one of them no person known by another name.
    Kindred,
    /// Nobody is named on at least one side.
    Unknown,
    /// Two speakers.
    Different,
}

/// A quotation of the corpus: its article's number and its own.
pub struct Said<'c> {
    /// The article's number in the corpus.
    pub article: u32,
    /// The quotation.
    pub quote: &'c Quote,
    /// Its words.
    pub words: Vec<Word>,
    bag: Bag,
    day: Option<Interval>,
    language: &'c str,
    gist: Gist,
}

/// All quotations in the order of the corpus.
pub fn all_said<'c>(corpus: &'c Corpus) -> Vec<Said<'c>> {
    let mut found = Vec::new();
    for (at, text) in corpus.texts.iter().enumerate() {
        let day = text.published();
        found.extend(text.reading.quotes.iter().map(|quote| {
            let words = words(&quote.text);
            let language = text.reading.article.language.as_str();
            Said {
                article: at as u32,
                quote,
                gist: Translations::builtin().gist(language, &words, &names_in(text.reading, quote)),
                bag: Bag::new(&words),
                words,
                day: quote.said.filter(|s| s.days() <= UTTERANCE_DAYS).or(day),
                language,
            }
        }));
    }
    found
}

/// The entities that are named within a quotation: every language knows them by one name.
fn names_in(reading: &Reading, quote: &Quote) -> Vec<u64> {
    let inside = |m: &Mention| quote.span.start <= m.span.start && m.span.end <= quote.span.end;
    let named = reading.entities.iter().filter(|e| e.mentions.iter().any(inside));
    named.map(|e| slug_key(&e.entity)).collect()
}

fn slug_key(slug: &str) -> u64 {
    key(&words(slug).iter().map(|w| u64::from(w.whole)).collect::<Vec<_>>())
}

/// Groups quotations of the same utterance; numbers are places in `said`.
pub fn utterances(said: &[Said]) -> Partition {
    let mut keyed = Vec::new();
    for (at, one) in said.iter().enumerate() {
        keyed.extend(keys(one).into_iter().map(|k| (k, at as u32)));
    }
    let mut edges: Vec<Tie> = Vec::new();
    for (a, b, _) in meetings(keyed, 16, 400) {
        let (x, y) = (&said[a as usize], &said[b as usize]);
        if !x.bag.may_cover(&y.bag, COVERED) {
            continue;
        }
        let found = align(&x.words, &y.words);
        if same(x, y, found) {
            let fragment = found.ratio < FRAGMENT;
            edges.push((std::cmp::Reverse((found.coverage * found.ratio * 1000.0) as u32), a, b, fragment));
        }
    }
    edges.extend(translations(said));
    edges.sort_unstable();
    let mut partition = Partition::new(said.len());
    for (_, a, b, fragment) in edges {
        if !fragment || !strangers(said, &partition, a, b) {
            partition.join(a, b);
        }
    }
    partition
}

/// True where somebody in one group is another than somebody in the other: a few words that many say may not join what
/// each of them said besides.
fn strangers(said: &[Said], partition: &Partition, a: u32, b: u32) -> bool {
    let speaker = |n: &u32| said[*n as usize].quote.speaker.as_ref();
    let crossing = partition.members(a).iter().flat_map(|x| partition.members(b).iter().map(move |y| (x, y)));
    crossing.take(64).any(|(x, y)| voices(speaker(x), speaker(y)) == Voices::Different)
}

/// What a quotation is looked up by: pairs of neighbouring content words, and the whole of a short one.
fn keys(one: &Said) -> Vec<u64> {
    let content: Vec<u64> = one.words.iter().filter(|w| w.content()).map(|w| w.whole.into()).collect();
    let mut keys: Vec<u64> = content.windows(2).map(key).collect();
    if content.len() == 1 || content.len() == 2 {
        // A word or two are found again only in the mouth of the same country's speakers.
        let country = one.quote.speaker.as_ref().and_then(|s| s.country.as_deref()).unwrap_or("");
        let voice = name_words(country).first().map_or(0, |w| u64::from(*w));
        keys.extend(content.iter().map(|w| key(&[*w, voice])));
    } else {
        keys.extend(content.windows(3).map(|w| key(&[w[0], w[2], 1])));
    }
    keys
}

/// A pair of quotations that say the same: its strength, both, and whether one may not join strangers by it.
type Tie = (std::cmp::Reverse<u32>, u32, u32, bool);

/// The pairs of quotations that say the same in two languages, the weakest ties.
fn translations(said: &[Said]) -> Vec<Tie> {
    if said.windows(2).all(|two| two[0].language == two[1].language) {
        return Vec::new();
    }
    let keyed = said.iter().enumerate().flat_map(|(at, one)| voice_keys(one).into_iter().map(move |k| (k, at as u32)));
    let pairs = meetings(keyed.collect(), 64, 400).into_iter();
    let same = pairs.filter(|(a, b, _)| translated(&said[*a as usize], &said[*b as usize]));
    same.map(|(a, b, _)| (std::cmp::Reverse(0), a, b, true)).collect()
}

/// What a quotation is looked up by in other languages: who speaks, and the days about it.
fn voice_keys(one: &Said) -> Vec<u64> {
    let Some((speaker, day)) = one.quote.speaker.as_ref().zip(one.day) else { return Vec::new() };
    let week = days_between(date(1900, 1, 1), day.from).div_euclid(TRANSLATION_DAYS + 1);
    let surname = name_words(&speaker.name).last().map(|w| key(&[u64::from(*w)]));
    let voices = surname.into_iter().chain(speaker.entity.as_deref().map(slug_key));
    voices.flat_map(|v| [week, week + 1].map(|w| key(&[v, w as u64, 2]))).collect()
}

/// True where two utterances in two languages are of one speaker and day, and say the same.
fn translated(a: &Said, b: &Said) -> bool {
    let voices = voices(a.quote.speaker.as_ref(), b.quote.speaker.as_ref());
    Translations::builtin().compare(a.language, b.language)
        && voices == Voices::Same
        && days_apart(a.day, b.day) <= TRANSLATION_DAYS
        && a.gist.is(&b.gist)
}

fn same(a: &Said, b: &Said, found: Alignment) -> bool {
    let voices = voices(a.quote.speaker.as_ref(), b.quote.speaker.as_ref());
    let apart = days_apart(a.day, b.day);
    let one_voice = voices == Voices::Same || (voices == Voices::Kindred && found.content >= 2);
    let fragment = found.ratio < FRAGMENT;
    if fragment {
        return found.coverage >= COVERED_FRAGMENT
            && found.stretch <= TOGETHER
            && found.content >= 2
            && apart <= FRAGMENT_DAYS
            && (one_voice || (voices == Voices::Unknown && found.content >= FORMULA));
    }
    if found.content < FORMULA {
        return found.coverage >= COVERED_FRAGMENT && found.content >= 1 && apart <= FORMULA_DAYS && one_voice;
    }
    let covered = if voices == Voices::Different { COVERED_ACROSS } else { COVERED };
    found.coverage >= covered && (found.content >= MEMORABLE || apart <= UTTERANCE_DAYS)
}

/// Days between two intervals; 0 where they meet or one is unknown.
pub fn days_apart(a: Option<Interval>, b: Option<Interval>) -> i32 {
    let (Some(a), Some(b)) = (a, b) else { return 0 };
    days_between(a.to, b.from).max(days_between(b.to, a.from)).max(0)
}

/// How two speakers lie to one another.
pub fn voices(a: Option<&Speaker>, b: Option<&Speaker>) -> Voices {
    let (Some(a), Some(b)) = (a, b) else { return Voices::Unknown };
    if (a.entity.is_some() && a.entity == b.entity) || same_name(&a.name, &b.name) {
        return Voices::Same;
    }
    let people = is_full_name(&a.name) && is_full_name(&b.name);
    if a.country.is_some() && a.country == b.country && !people {
        return Voices::Kindred;
    }
    Voices::Different
}

/// True for a name of a person by its look: two words or more, each with a capital.
fn is_full_name(name: &str) -> bool {
    let mut words = name.split_whitespace().peekable();
    let first = words.next().is_some_and(|w| w.starts_with(char::is_uppercase));
    first && words.peek().is_some() && words.all(|w| w.starts_with(char::is_uppercase))
}

/// True where one name holds all words of the other.
pub fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (name_words(a), name_words(b));
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    !short.is_empty() && short.iter().all(|w| long.contains(w))
}
