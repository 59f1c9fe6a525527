//! Given figures grouped by number, and the events that their sentences tell, yields groups of one quantity although
//! the numbers differ: what is counted, the event, its day and the words around must speak for it.

use super::family::symbol;
use super::quantity::{Measured, too_early};
use super::signature::{Ground, Signature};
use crate::day::Interval;
use crate::likeness::corpus::Corpus;
use crate::likeness::partition::{Partition, meetings};
use crate::likeness::utterance::days_apart;
use crate::likeness::words::{key, words};
use crate::record::{Figure, Hedge};
use rustc_hash::FxHashSet;

/// Days between the articles of two counts of one thing.
const DAYS_BETWEEN: i32 = 10;
/// Two counts told with one event.
const EVENT: f32 = 2.0;
/// … or with two events of one type on days that meet.
const KIND: f32 = 1.0;
/// What is counted bears the same name.
const SAME_THING: f32 = 1.0;
/// The unit itself is the thing counted: the dead, ships, countries.
const THING_BY_UNIT: f32 = 0.8;
/// What full likeness of the words around is worth.
const SURROUNDINGS: f32 = 3.0;
/// Two counts of at least this worth are rivals …
const JOIN: f32 = 2.6;
/// … if they share an event or its type, or at least so much of the words around.
const AROUND: f32 = 0.35;
/// Counts of one thing seldom differ more than so many times.
const FARTHEST: f64 = 20.0;
/// How far "about" reaches on both sides.
const ABOUT: f64 = 0.15;
/// How far "more than" and "less than" reach on their side.
const OPEN: f64 = 1.5;
/// The greatest part of a number that rounding may hide.
const ROUNDED: f64 = 0.05;
/// The unit of people of any kind.
const PERSON: &str = "person";
/// The unit of shares.
const PERCENT: &str = "percent";

/// The event that a figure is told with.
#[derive(Clone)]
struct Setting {
    event: u32,
    kind: u64,
    days: Option<Interval>,
    place: Option<u64>,
}

/// Joins groups of one quantity whose numbers differ.
pub fn rivals(
    corpus: &Corpus,
    measured: &[Measured],
    partition: &mut Partition,
    signatures: &[Signature],
    by_event: &Partition,
    ground: &Ground,
) {
    let settings = settings(measured, signatures, by_event, ground);
    let told = told_together(measured);
    let mut edges = Vec::new();
    for (a, b, _) in meetings(keys(corpus, measured, &settings), 16, 400) {
        let (x, y) = (&measured[a as usize], &measured[b as usize]);
        let worth = worth(corpus, x, y, settings[a as usize].as_ref(), settings[b as usize].as_ref());
        let Some(worth) = worth else { continue };
        if !told.contains(&told_key(x, y.figure.value)) && !told.contains(&told_key(y, x.figure.value)) {
            edges.push((std::cmp::Reverse((worth * 1000.0) as u32), a, b));
        }
    }
    edges.sort_unstable();
    for (_, a, b) in edges {
        let crossing = partition.members(a).iter().flat_map(|x| partition.members(b).iter().map(move |y| (*x, *y)));
        let clash = crossing.take(64).any(|(x, y)| {
            let (one, other) = (&measured[x as usize], &measured[y as usize]);
            let shared = shared(one, other, settings[x as usize].as_ref(), settings[y as usize].as_ref());
            apart(one, other) || shared < EVENT && one.company.differs(&other.company)
        });
        if !clash {
            partition.join(a, b);
        }
    }
}

/// What each voice of each article counts in each unit: who tells both of two numbers says that they are two things.
fn told_together(measured: &[Measured]) -> FxHashSet<u64> {
    measured.iter().map(|one| told_key(one, one.figure.value)).collect()
}

fn told_key(one: &Measured, value: f64) -> u64 {
    let voice = voice(one.figure).map_or(0, symbol);
    key(&[one.article.into(), symbol(&one.figure.unit), value.to_bits(), voice])
}

/// For each figure, the event of the report whose trigger is nearest within its clause.
fn settings(
    measured: &[Measured],
    signatures: &[Signature],
    by_event: &Partition,
    ground: &Ground,
) -> Vec<Option<Setting>> {
    let mut nearest: Vec<Option<(u32, Setting)>> = vec![None; measured.len()];
    for (at, signature) in signatures.iter().enumerate() {
        for figure in ground.figures.at(signature.article, signature.report.span) {
            let span = measured[figure as usize].figure.span;
            let distance = span.start.abs_diff(signature.report.trigger.span.start);
            let slot = &mut nearest[figure as usize];
            if slot.as_ref().is_none_or(|(held, _)| distance < *held) {
                let setting = Setting {
                    event: by_event.first(at as u32),
                    kind: symbol(&signature.report.kind),
                    days: signature.days,
                    place: signature.spot().map(|p| symbol(&p.entity)),
                };
                *slot = Some((distance, setting));
            }
        }
    }
    nearest.into_iter().map(|n| n.map(|(_, setting)| setting)).collect()
}

/// A unit with the event, with its type, or with a word that few articles use.
fn keys(corpus: &Corpus, measured: &[Measured], settings: &[Option<Setting>]) -> Vec<(u64, u32)> {
    let mut keyed = Vec::new();
    for (at, one) in measured.iter().enumerate() {
        let unit = words(&one.figure.unit).first().map_or(0, |w| u64::from(w.whole));
        let mut rare: Vec<(u32, u32)> =
            one.around.iter().map(|s| (corpus.holding(*s), *s)).filter(|s| s.0 > 1).collect();
        rare.sort_unstable();
        keyed.extend(rare.iter().take(6).map(|(_, stem)| (key(&[unit, 1, (*stem).into()]), at as u32)));
        if let Some(setting) = &settings[at] {
            keyed.push((key(&[unit, 2, setting.event.into()]), at as u32));
        }
    }
    keyed
}

fn worth(corpus: &Corpus, a: &Measured, b: &Measured, x: Option<&Setting>, y: Option<&Setting>) -> Option<f32> {
    let (low, high) = (a.figure.value.min(b.figure.value), a.figure.value.max(b.figure.value));
    let named = a.figure.of.is_some() && b.figure.of.is_some();
    if low == high || low <= 0.0 || high / low > FARTHEST || !named {
        return None;
    }
    let told = a.figure.when.is_some() && b.figure.when.is_some();
    if (!told && days_apart(a.day, b.day) > DAYS_BETWEEN) || apart(a, b) {
        return None;
    }
    let same = a.thing.iter().any(|t| b.thing.contains(t));
    let thing = match (same, named_by_unit(&a.figure.unit)) {
        (true, _) => SAME_THING,
        (false, true) => THING_BY_UNIT,
        (false, false) => return None,
    };
    let setting = shared(a, b, x, y);
    // People and shares of a whole are counted everywhere: they need an event that they are told with.
    let common = match a.figure.unit.as_str() {
        PERSON => setting <= 0.0,
        PERCENT => setting < EVENT,
        _ => false,
    };
    // Without an event in common, the names beside them must not speak against it.
    let strange = setting < EVENT && (a.company.differs(&b.company) || a.company.rival_holder(&b.company));
    if common || strange || elsewhere(x, y) {
        return None;
    }
    let around = corpus.likeness(&a.around, &b.around);
    let worth = thing + setting + SURROUNDINGS * around;
    (worth >= JOIN && (setting > 0.0 || around >= AROUND)).then_some(worth)
}

/// What two counts share of the event that they are told with.
fn shared(a: &Measured, b: &Measured, x: Option<&Setting>, y: Option<&Setting>) -> f32 {
    let (Some(x), Some(y)) = (x, y) else { return 0.0 };
    // What is only of one type must be told on one day: a war has its dead every day.
    let one_day = |s: Option<Interval>, t: Option<Interval>| s.zip(t).is_some_and(|(s, t)| s.meets(t));
    let meet = one_day(x.days, y.days) && one_day(a.figure.when.or(a.day), b.figure.when.or(b.day));
    match (x.event == y.event, x.kind == y.kind && meet) {
        (true, _) => EVENT,
        (false, true) => KIND,
        _ => 0.0,
    }
}

/// True where two counts are told of different places.
fn elsewhere(x: Option<&Setting>, y: Option<&Setting>) -> bool {
    matches!((x.and_then(|s| s.place), y.and_then(|s| s.place)), (Some(here), Some(there)) if here != there)
}

/// True for units that say what is counted: neither people of any kind, shares, nor money, whose codes are capitals.
fn named_by_unit(unit: &str) -> bool {
    unit != PERSON && unit != PERCENT && !unit.chars().all(char::is_uppercase)
}

/// True where two figures cannot be one quantity: another unit, another time, a goal and a fact, or two numbers that one
/// article gives without saying that its sources differ.
fn apart(a: &Measured, b: &Measured) -> bool {
    let (x, y) = (a.figure, b.figure);
    let times = matches!((x.when, y.when), (Some(s), Some(t)) if !s.meets(t));
    let one_voice = a.article == b.article && x.value != y.value && voice(x) == voice(y);
    let elsewhere = a.company.elsewhere(&b.company);
    x.unit != y.unit || x.target != y.target || times || one_voice || too_early(a, b) || elsewhere
}

fn voice(figure: &Figure) -> Option<&str> {
    figure.said_by.as_ref().map(|s| s.entity.as_deref().unwrap_or(&s.name))
}

/// True where two numbers differ beyond what their hedges, their rounding and their ranges allow.
pub fn conflict(a: &Measured, b: &Measured) -> bool {
    let ((low_a, high_a), (low_b, high_b)) = (ranged(a), ranged(b));
    high_a < low_b || high_b < low_a
}

/// The reach of a number, to the other bound where it is one of a range.
fn ranged(measured: &Measured) -> (f64, f64) {
    let (low, high) = reach(measured.figure);
    measured.bound.map_or((low, high), |bound| (low.min(bound), high.max(bound)))
}

/// Between which numbers the true one may lie.
fn reach(figure: &Figure) -> (f64, f64) {
    let value = figure.value;
    let slack = rounding(value);
    match figure.hedge {
        None => (value - slack, value + slack),
        Some(Hedge::About) => (value * (1.0 - ABOUT), value * (1.0 + ABOUT)),
        // "des milliers": one to some twenty of them.
        Some(Hedge::MoreThan) if !figure.text.contains(|c: char| c.is_ascii_digit()) => (value, value * FARTHEST),
        Some(Hedge::MoreThan | Hedge::AtLeast) => (value, value * OPEN),
        Some(Hedge::LessThan | Hedge::AtMost) => (value / OPEN, value),
    }
}

/// Just less than half of the last place that a round number gives: 49 for 6 500, nothing below a hundred.
fn rounding(value: f64) -> f64 {
    if value.fract() != 0.0 || value.abs() < 100.0 {
        return 0.0;
    }
    let mut place = 1.0;
    while value % (place * 10.0) == 0.0 && place < value.abs() {
        place *= 10.0;
    }
    if place > 1.0 { (place * 0.49).min(value.abs() * ROUNDED) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::company::Company;
    use crate::span::Points;

    fn figure(value: f64, hedge: Option<Hedge>) -> Figure {
        Figure {
            figure: String::new(),
            document: String::new(),
            span: Points::default(),
            text: value.to_string(),
            value,
            unit: PERSON.to_owned(),
            hedge,
            of: None,
            when: None,
            said_by: None,
            target: false,
            group: None,
        }
    }

    fn measured(figure: &Figure, bound: Option<f64>) -> Measured<'_> {
        let (thing, around) = (Vec::new(), Vec::new());
        Measured { article: 0, figure, thing, around, day: None, company: Company::default(), bound }
    }

    #[test]
    fn a_range_holds_what_lies_in_it() {
        let (low, within) = (figure(60.0, None), figure(75.0, None));
        assert!(!conflict(&measured(&low, Some(90.0)), &measured(&within, None)));
        assert!(conflict(&measured(&low, None), &measured(&within, None)));
    }

    #[track_caller]
    fn check(a: (f64, Option<Hedge>), b: (f64, Option<Hedge>), expected: bool) {
        let (one, other) = (figure(a.0, a.1), figure(b.0, b.1));
        assert_eq!(conflict(&measured(&one, None), &measured(&other, None)), expected, "{a:?} {b:?}");
    }

    #[test]
    fn exact_numbers_conflict() {
        check((12.0, None), (14.0, None), true);
        check((12.0, None), (12.0, None), false);
    }

    #[test]
    fn hedges_reach_out() {
        check((4000.0, Some(Hedge::AtLeast)), (4500.0, None), false);
        check((4000.0, Some(Hedge::AtLeast)), (6500.0, None), true);
        check((100.0, Some(Hedge::About)), (108.0, None), false);
        check((100.0, Some(Hedge::LessThan)), (120.0, None), true);
    }

    #[test]
    fn round_numbers_are_rounded() {
        check((6500.0, None), (6537.0, None), false);
        check((6500.0, None), (6600.0, None), true);
    }
}
