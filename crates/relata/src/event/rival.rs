//! Given figures grouped by number, and the events that their sentences tell, yields groups of one quantity although
//! the numbers differ: what is counted, the event, its day and the words around must speak for it.

use super::family::symbol;
use super::quantity::Measured;
use super::signature::{Ground, Signature};
use crate::day::Interval;
use crate::likeness::corpus::Corpus;
use crate::likeness::partition::{Partition, meetings};
use crate::likeness::utterance::days_apart;
use crate::likeness::words::{key, words};
use crate::record::{Figure, Hedge};

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
/// … and shares of one whole, of which each has its own, less.
const NEAR_SHARES: f64 = 1.35;
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
    parties: Vec<u64>,
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
    let mut edges = Vec::new();
    for (a, b, _) in meetings(keys(corpus, measured, &settings), 16, 400) {
        let (x, y) = (&measured[a as usize], &measured[b as usize]);
        let worth = worth(corpus, x, y, settings[a as usize].as_ref(), settings[b as usize].as_ref());
        edges.extend(worth.map(|w| (std::cmp::Reverse((w * 1000.0) as u32), a, b)));
    }
    edges.sort_unstable();
    for (_, a, b) in edges {
        let crossing = partition.members(a).iter().flat_map(|x| partition.members(b).iter().map(move |y| (*x, *y)));
        let clash = crossing.take(64).any(|(x, y)| apart(&measured[x as usize], &measured[y as usize]));
        if !clash {
            partition.join(a, b);
        }
    }
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
                    parties: signature.all.clone(),
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
    let told = a.figure.when.is_some() && b.figure.when.is_some();
    if apart(a, b) || (!told && days_apart(a.day, b.day) > DAYS_BETWEEN) || foreign(x, y) {
        return None;
    }
    let (low, high) = (a.figure.value.min(b.figure.value), a.figure.value.max(b.figure.value));
    let farthest = if a.figure.unit == PERCENT { NEAR_SHARES } else { FARTHEST };
    let named = a.figure.of.is_some() && b.figure.of.is_some();
    if low == high || low <= 0.0 || high / low > farthest || !named {
        return None;
    }
    let same = a.thing.iter().any(|t| b.thing.contains(t));
    let thing = match (same, named_by_unit(&a.figure.unit)) {
        (true, _) => SAME_THING,
        (false, true) => THING_BY_UNIT,
        (false, false) => return None,
    };
    let setting = shared(x, y);
    let around = corpus.likeness(&a.around, &b.around);
    let worth = thing + setting + SURROUNDINGS * around;
    (worth >= JOIN && (setting > 0.0 || around >= AROUND)).then_some(worth)
}

/// What two counts share of the event that they are told with.
fn shared(x: Option<&Setting>, y: Option<&Setting>) -> f32 {
    let (Some(x), Some(y)) = (x, y) else { return 0.0 };
    let meet = matches!((x.days, y.days), (Some(s), Some(t)) if s.meets(t));
    match (x.event == y.event, x.kind == y.kind && meet) {
        (true, _) => EVENT,
        (false, true) => KIND,
        _ => 0.0,
    }
}

/// True where two counts are told of different actors.
fn foreign(x: Option<&Setting>, y: Option<&Setting>) -> bool {
    let (Some(x), Some(y)) = (x, y) else { return false };
    let known = !x.parties.is_empty() && !y.parties.is_empty();
    known && x.event != y.event && !x.parties.iter().any(|p| y.parties.contains(p))
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
    x.unit != y.unit || x.target != y.target || times || one_voice
}

fn voice(figure: &Figure) -> Option<&str> {
    figure.said_by.as_ref().map(|s| s.entity.as_deref().unwrap_or(&s.name))
}

/// True where two numbers differ beyond what their hedges and their rounding allow.
pub fn conflict(a: &Figure, b: &Figure) -> bool {
    let ((low_a, high_a), (low_b, high_b)) = (reach(a), reach(b));
    high_a < low_b || high_b < low_a
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

    #[track_caller]
    fn check(a: (f64, Option<Hedge>), b: (f64, Option<Hedge>), expected: bool) {
        let figure = |(value, hedge)| figure(value, hedge);
        assert_eq!(conflict(&figure(a), &figure(b)), expected, "{a:?} {b:?}");
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
