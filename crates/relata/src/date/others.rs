//! Given articles of which some have days, yields days for those that share copies, utterances or undated reports
//! with them.

use super::own::beside;
use super::wording::{Pointing, Wordings};
use crate::day::{Interval, plus_days};
use crate::likeness::align::{align, share_phrase};
use crate::likeness::copies::copies;
use crate::likeness::corpus::Corpus;
use crate::likeness::utterance::{all_said, utterances};
use crate::likeness::words::{Word, words};
use crate::record::{EntityKind, Published, Quote, Reading, Report, Status, When, WhenHow};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// What papers share they print within so many days of each other.
const PRINTED_DAYS: i32 = 1;
/// An announcement comes at most so many days before what it announces.
const AHEAD_DAYS: i32 = 60;
/// What is told as done without a date was done at most so many days before.
const BACK_DAYS: i32 = 30;
/// An event with a wider interval dates nothing.
const EVENT_DAYS: i32 = 3;
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
    let signatures = Signatures::new(corpus, days, &open);
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

/// What can be said of a report without its day: type, person, place.
type Frame<'c> = (&'c str, &'c str, &'c str);

/// Dated reports by their frames.
struct Signatures<'c> {
    corpus: &'c Corpus<'c>,
    by_frame: FxHashMap<Frame<'c>, Vec<Dated<'c>>>,
}

/// A report with its days, and the number of its article.
struct Dated<'c> {
    article: u32,
    report: &'c Report,
    days: Interval,
}

impl<'c> Signatures<'c> {
    fn new(corpus: &'c Corpus<'c>, days: &[Option<Published>], open: &impl Fn(Option<Published>) -> bool) -> Self {
        let mut by_frame: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for (at, text) in corpus.texts.iter().enumerate().filter(|(at, _)| !open(days[*at])) {
            for report in text.reading.reports.iter().filter(|r| borne(r.status)) {
                let Some(When { days, how: WhenHow::Expression }) = report.when else { continue };
                if days.days() <= EVENT_DAYS {
                    for frame in frames(report) {
                        by_frame.entry(frame).or_default().push(Dated { article: at as u32, report, days });
                    }
                }
            }
        }
        Self { corpus, by_frame }
    }

    /// What the dated reports of the same acts leave to the day of an article: by article, the days of the report
    /// whose clause is most like.
    fn matches(&self, target: usize, wordings: &Wordings) -> BTreeMap<u32, (Interval, f32)> {
        let mut found: BTreeMap<u32, (Interval, f32)> = BTreeMap::new();
        let reading = self.corpus.texts[target].reading;
        for report in reading.reports.iter().filter(|r| borne(r.status)) {
            let pointing = pointing(reading, report, wordings);
            for dated in frames(report).iter().flat_map(|f| self.by_frame.get(f)).flatten() {
                // What has happened cannot be what is still to come elsewhere.
                if report.status == Status::Happened && dated.report.status == Status::Planned {
                    continue;
                }
                let Some(days) = written(report.status, dated.days, pointing) else { continue };
                let likeness = self.likeness((target, report), (dated.article as usize, dated.report));
                let held = found.entry(dated.article).or_insert((days, likeness));
                if likeness > held.1 {
                    *held = (days, likeness);
                }
            }
        }
        found
    }

    /// Likeness of two clauses, without the names of parties and places.
    fn likeness(&self, a: (usize, &Report), b: (usize, &Report)) -> f32 {
        let stems = |(article, report): (usize, &Report)| {
            let names = report.sources.iter().chain(&report.targets).map(|p| p.name.as_str());
            let names: Vec<Word> =
                names.chain(report.place.as_ref().map(|p| p.name.as_str())).flat_map(words).collect();
            let own = |w: &&Word| w.content() && !w.number && !names.iter().any(|n| n.stem == w.stem);
            let clause = self.corpus.texts[article].within(report.span);
            let mut stems: Vec<u32> = clause.iter().filter(own).map(|w| w.stem).collect();
            stems.sort_unstable();
            stems.dedup();
            stems
        };
        self.corpus.likeness(&stems(a), &stems(b))
    }
}

fn borne(status: Status) -> bool {
    matches!(status, Status::Planned | Status::Happened)
}

/// A report's type with each person that it names, at its place.
fn frames(report: &Report) -> Vec<Frame<'_>> {
    let Some(place) = &report.place else { return Vec::new() };
    let people = report.sources.iter().chain(&report.targets).filter(|p| p.kind == EntityKind::Person);
    let mut frames: Vec<_> = people.map(|p| (report.kind.as_str(), p.entity.as_str(), place.entity.as_str())).collect();
    frames.sort_unstable();
    frames.dedup();
    frames
}

/// How the expressions in a report's clause point at the day of writing.
fn pointing(reading: &Reading, report: &Report, wordings: &Wordings) -> Pointing {
    let own = |t: &&crate::record::Time| beside(reading, t.span).is_some_and(|r| r.report == report.report);
    let mut found = Pointing::default();
    for time in reading.times.iter().filter(own) {
        let one = wordings.pointing(&reading.article.language, &time.text);
        found.this |= one.this;
        found.weekday = found.weekday.or(one.weekday);
        found.weeks = found.weeks.or(one.weeks);
    }
    found
}

/// The days on which one writes so of an event: `None` where its weekday contradicts.
fn written(status: Status, event: Interval, pointing: Pointing) -> Option<Interval> {
    let matching = |w: i8| (0..event.days()).any(|d| weekday(plus_days(event.from, d)) == w);
    if pointing.weekday.is_some_and(|w| !matching(w)) {
        return None;
    }
    if let Some(weeks) = pointing.weeks {
        let monday = plus_days(event.from, 1 - i32::from(weekday(event.from)) - 7 * weeks);
        return Some(Interval { from: monday, to: plus_days(monday, 6) });
    }
    let near = pointing.weekday.is_some() || pointing.this;
    Some(match status {
        Status::Planned => Interval { from: plus_days(event.from, if near { -6 } else { -AHEAD_DAYS }), to: event.to },
        _ => Interval { from: event.from, to: plus_days(event.to, if near { 6 } else { BACK_DAYS }) },
    })
}

fn weekday(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}
