//! Given articles of which some have days, yields days for those that share copies, utterances or undated reports
//! with them.

use super::act::{Act, Frame, acts};
use super::wording::{Pointing, Wordings};
use crate::day::{Interval, plus_days};
use crate::likeness::align::{align, share_phrase};
use crate::likeness::copies::copies;
use crate::likeness::corpus::Corpus;
use crate::likeness::utterance::{all_said, utterances};
use crate::likeness::words::{Word, words};
use crate::record::{Published, Quote, Reading};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What papers share they print within so many days of each other.
const PRINTED_DAYS: i32 = 1;
/// An announcement comes at most so many days before what it announces.
const AHEAD_DAYS: i32 = 60;
/// What is told as done without a date was done at most so many days before.
const BACK_DAYS: i32 = 30;
/// Content words from which a shared quotation counts.
const QUOTED: usize = 5;

/// What evidence is worth; an article is dated by another from [`ENOUGH`].
const COPY: f32 = 3.0;
const LONG_QUOTE: f32 = 2.0;
const QUOTE: f32 = 1.0;
const SIGNATURE: f32 = 1.0;
const CLAUSE: f32 = 2.0;
const PHRASE: f32 = 1.0;
const ENOUGH: f32 = 2.0;
/// The best evidence must lead what contradicts it by this.
const LEAD: f32 = 0.5;

/// What one dated article says of the day of another.
struct Witness {
    worth: f32,
    days: Interval,
}

/// For each article that is `open`, the days that dated articles leave it; `None` where they do not narrow it.
pub fn days(
    corpus: &Corpus,
    wordings: &Wordings,
    windows: &[Interval],
    days: &[Option<Published>],
    open: impl Fn(Option<Published>) -> bool,
) -> Vec<Option<Interval>> {
    let targets: Vec<usize> = (0..days.len()).filter(|i| open(days[*i])).collect();
    if targets.is_empty() || targets.len() == days.len() {
        return vec![None; days.len()];
    }
    let shared = shared(corpus, &targets);
    let base = |n: u32| days[n as usize].filter(|p| !open(Some(*p))).map(|p| p.days);
    let signatures = Signatures::new(corpus, wordings, days, &open);
    let mut found = vec![None; days.len()];
    for target in targets {
        let mut witnesses: FxHashMap<u32, Witness> = FxHashMap::default();
        for (other, worth) in shared.get(&(target as u32)).into_iter().flatten() {
            if let Some(days) = base(*other) {
                let printed =
                    Interval { from: plus_days(days.from, -PRINTED_DAYS), to: plus_days(days.to, PRINTED_DAYS) };
                add(&mut witnesses, *other, *worth, printed);
            }
        }
        let reading = corpus.texts[target].reading;
        for (other, (allowed, likeness)) in signatures.matches(target, wordings) {
            let phrase = if share_phrases(reading, corpus.texts[other as usize].reading) { PHRASE } else { 0.0 };
            add(&mut witnesses, other, SIGNATURE + CLAUSE * likeness + phrase, allowed);
        }
        found[target] = agree(windows[target], witnesses).filter(|f| f.days() < windows[target].days());
    }
    found
}

fn add(witnesses: &mut FxHashMap<u32, Witness>, other: u32, worth: f32, days: Interval) {
    let witness = witnesses.entry(other).or_insert(Witness { worth: 0.0, days });
    match witness.days.meet(days) {
        Some(both) => *witness = Witness { worth: witness.worth + worth, days: both },
        None if worth > witness.worth => *witness = Witness { worth, days },
        None => {}
    }
}

/// The days that the best witness leaves, narrowed by all that agree with it.
fn agree(window: Interval, witnesses: FxHashMap<u32, Witness>) -> Option<Interval> {
    let mut ranked: Vec<(u32, Witness)> = witnesses.into_iter().filter(|(_, w)| w.days.meets(window)).collect();
    ranked.sort_by(|a, b| b.1.worth.total_cmp(&a.1.worth).then(a.0.cmp(&b.0)));
    let best = ranked.first().filter(|(_, w)| w.worth >= ENOUGH)?.1.worth;
    let mut left = window;
    for (_, witness) in ranked.iter().filter(|(_, w)| w.worth >= ENOUGH) {
        match left.meet(witness.days) {
            Some(both) => left = both,
            None if best - witness.worth < LEAD => return None,
            None => {}
        }
    }
    Some(left)
}

/// For each target, the articles that share copies or utterances with it, and what that is worth.
fn shared(corpus: &Corpus, targets: &[usize]) -> FxHashMap<u32, Vec<(u32, f32)>> {
    let wanted: FxHashSet<u32> = targets.iter().map(|t| *t as u32).collect();
    let mut found: FxHashMap<u32, Vec<(u32, f32)>> = FxHashMap::default();
    let mut groups: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (at, first) in copies(corpus).into_iter().enumerate() {
        groups.entry(first).or_default().push(at as u32);
    }
    for members in groups.values() {
        for target in members.iter().filter(|m| wanted.contains(m)) {
            found.entry(*target).or_default().extend(members.iter().filter(|m| *m != target).map(|m| (*m, COPY)));
        }
    }
    let said = all_said(corpus);
    for members in utterances(&said).groups() {
        let members: Vec<_> = members.iter().map(|m| &said[*m as usize]).collect();
        for target in members.iter().filter(|m| wanted.contains(&m.article)) {
            for other in members.iter().filter(|m| m.article != target.article) {
                let worth = quoted(&target.words, &other.words);
                found.entry(target.article).or_default().push((other.article, worth));
            }
        }
    }
    found
}

/// What a shared quotation is worth: formulae are worth nothing.
fn quoted(a: &[Word], b: &[Word]) -> f32 {
    match align(a, b).content {
        n if n >= 2 * QUOTED => LONG_QUOTE,
        n if n >= QUOTED => QUOTE,
        _ => 0.0,
    }
}

/// True where one speaker's side is quoted with a phrase in both articles.
fn share_phrases(a: &Reading, b: &Reading) -> bool {
    let country = |q: &Quote| q.speaker.as_ref().and_then(|s| s.country.clone());
    a.quotes.iter().any(|x| {
        let said = words(&x.text);
        b.quotes
            .iter()
            .any(|y| country(x).is_some() && country(x) == country(y) && share_phrase(&said, &words(&y.text)))
    })
}

/// Dated acts by their frames.
struct Signatures<'c> {
    corpus: &'c Corpus<'c>,
    by_frame: FxHashMap<Frame<'c>, Vec<(u32, Rc<Act<'c>>)>>,
}

impl<'c> Signatures<'c> {
    fn new(
        corpus: &'c Corpus<'c>,
        wordings: &Wordings,
        days: &[Option<Published>],
        open: &impl Fn(Option<Published>) -> bool,
    ) -> Self {
        let mut by_frame: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (at, text) in corpus.texts.iter().enumerate().filter(|(at, _)| !open(days[*at])) {
            for act in acts(text.reading, wordings).into_iter().filter(|a| a.days.is_some()) {
                let act = Rc::new(act);
                for frame in &act.frames {
                    by_frame.entry(*frame).or_default().push((at as u32, Rc::clone(&act)));
                }
            }
        }
        Self { corpus, by_frame }
    }

    /// What the dated acts of the same frames leave to the day of an article: by article, the days of the act whose
    /// clause is most like.
    fn matches(&self, target: usize, wordings: &Wordings) -> BTreeMap<u32, (Interval, f32)> {
        let mut found: BTreeMap<u32, (Interval, f32)> = BTreeMap::new();
        let own = acts(self.corpus.texts[target].reading, wordings);
        for act in &own {
            for (article, dated) in act.frames.iter().flat_map(|f| self.by_frame.get(f)).flatten() {
                // What has happened cannot be what is still to come elsewhere.
                if act.done && !dated.done {
                    continue;
                }
                let Some(days) = dated.days.and_then(|d| written(act.done, d, act.pointing)) else { continue };
                let likeness = self.likeness((target, act), (*article as usize, dated));
                let held = found.entry(*article).or_insert((days, likeness));
                if likeness > held.1 {
                    *held = (days, likeness);
                }
            }
        }
        found
    }

    /// Likeness of two clauses, without the names of parties and places.
    fn likeness(&self, a: (usize, &Act), b: (usize, &Act)) -> f32 {
        let stems = |(article, act): (usize, &Act)| {
            let own = |w: &&Word| w.content() && !w.number && !act.names.iter().any(|n| n.stem == w.stem);
            let clause = self.corpus.texts[article].within(act.span);
            let mut stems: Vec<u32> = clause.iter().filter(own).map(|w| w.stem).collect();
            stems.sort_unstable();
            stems.dedup();
            stems
        };
        self.corpus.likeness(&stems(a), &stems(b))
    }
}

/// The days on which one writes so of an event: `None` where its weekday contradicts.
fn written(done: bool, event: Interval, pointing: Pointing) -> Option<Interval> {
    let matching = |w: i8| (0..event.days()).any(|d| weekday(plus_days(event.from, d)) == w);
    if pointing.weekday.is_some_and(|w| !matching(w)) {
        return None;
    }
    if let Some(weeks) = pointing.weeks {
        let monday = plus_days(event.from, 1 - i32::from(weekday(event.from)) - 7 * weeks);
        return Some(Interval { from: monday, to: plus_days(monday, 6) });
    }
    let near = pointing.weekday.is_some() || pointing.this;
    Some(if done {
        Interval { from: event.from, to: plus_days(event.to, if near { 6 } else { BACK_DAYS }) }
    } else {
        Interval { from: plus_days(event.from, if near { -6 } else { -AHEAD_DAYS }), to: event.to }
    })
}

fn weekday(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}
