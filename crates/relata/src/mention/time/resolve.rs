//! Given the expressions of an article in their order, and its day, yields the time mentions.

use super::lean::Lean;
use super::meaning::{Key, Op};
use super::select::Found;
use super::tell::{Told, World, tell};
use super::value::Dir;
use crate::day::{Interval, plus_days};
use crate::mention::{Relation, TimeMention};
use jiff::civil::{Date, date};

/// Days of a week.
const WEEK: i32 = 7;

/// Tells all expressions from every day on which the article may have been published, and joins what they tell.
pub fn all(mut found: Vec<Found>, anchor: Option<Interval>) -> Vec<TimeMention> {
    if found.is_empty() {
        return Vec::new();
    }
    share_years(&mut found);
    let told = within(&found, anchor);
    let alone: Vec<String> = match anchor {
        Some(_) => within(&found, None).into_iter().map(|t| t.map(|t| t.value).unwrap_or_default()).collect(),
        None => told.iter().map(|t| t.as_ref().map(|t| t.value.clone()).unwrap_or_default()).collect(),
    };
    let all = found.into_iter().zip(told).zip(alone);
    all.filter_map(|((f, told), alone)| Some(mention(f, told?, alone))).collect()
}

fn within(found: &[Found], anchor: Option<Interval>) -> Vec<Option<Told>> {
    let worlds = days_of(anchor);
    let mut told = in_world(found, worlds[0]);
    for day in &worlds[1..] {
        for (at, other) in in_world(found, *day).into_iter().enumerate() {
            told[at] = join(told[at].take(), other, &found[at], anchor);
        }
    }
    told
}

/// "Les attaques du 7 octobre" is of the year with which the article names that day elsewhere.
fn share_years(found: &mut [Found]) {
    let full: Vec<(i8, i8, i16)> = found.iter().filter_map(|f| f.call.full_date()).collect();
    if full.is_empty() {
        return;
    }
    for one in found.iter_mut().filter(|f| f.call.op == Op::Date && !matches!(f.lean, Lean::Future | Lean::Present)) {
        let Some(day) = one.call.yearless_date() else { continue };
        let mut years = full.iter().filter(|(m, d, _)| (*m, *d) == day).map(|(.., year)| *year);
        if let Some(year) = years.next().filter(|year| years.all(|other| other == *year)) {
            one.call.put_year(year);
        }
    }
}

fn mention(found: Found, told: Told, alone: String) -> TimeMention {
    let relation = match (found.relation, told.relation) {
        (Some(said), None | Some(Relation::At)) => said,
        (_, Some(own)) => own,
        (None, None) => Relation::At,
    };
    let Found { span, tokens, bearing, behind, .. } = found;
    TimeMention { span, tokens, kind: told.kind, value: told.value, days: told.days, relation, alone, bearing, behind }
}

/// Days that stand for an anchor: all of a short one, some of a long one; far ones where it is unknown.
fn days_of(anchor: Option<Interval>) -> Vec<Date> {
    let Some(anchor) = anchor else {
        return vec![date(1961, 2, 8), date(1987, 7, 16), date(2014, 11, 29)];
    };
    let length = anchor.days();
    let near_ends = |day: i32| day < 14 || day >= length - 14 || day % 15 == 0;
    (0..length.min(40_000)).filter(|d| length <= 62 || near_ends(*d)).map(|d| plus_days(anchor.from, d)).collect()
}

fn in_world(found: &[Found], anchor: Date) -> Vec<Option<Told>> {
    let mut world = World::new(anchor);
    let mut all: Vec<Option<Told>> = Vec::with_capacity(found.len());
    let mut day_here: Option<(usize, Date)> = None;
    for (at, one) in found.iter().enumerate() {
        world.lean = one.lean;
        world.clock_day = day_here.filter(|(s, _)| *s == one.sentence).map(|(_, d)| d);
        if one.call.op == Op::Clock && world.clock_day.is_none() {
            world.clock_day = following_day(found, at, &world).or(world.day);
        }
        let told = tell(&one.call, &world).map(|t| since(t, one, anchor));
        if let Some(day) = told.as_ref().and_then(|t| t.cell?.day()) {
            world.day = Some(day);
            day_here = Some((one.sentence, day));
        }
        if let Some(days) = told.as_ref().filter(|t| t.cell.is_some()).and_then(|t| t.days) {
            world.stretch = Some(days);
        }
        all.push(told);
    }
    ranges(found, anchor, &mut all);
    all
}

/// The day named just after a time of day: "vers 15 h 30, jeudi".
fn following_day(found: &[Found], at: usize, world: &World) -> Option<Date> {
    // "Entre 9 h 30 et 11 h jeudi": both times are of the day behind them.
    let here = found[at + 1..].iter().take_while(|n| n.sentence == found[at].sentence);
    let (clocks, next) = here.enumerate().find(|(_, n)| n.call.op != Op::Clock)?;
    let before = &found[at + clocks];
    if clocks > 1 || next.tokens.start > before.tokens.end + 3 || before.tokens.start > found[at].tokens.end + 3 {
        return None;
    }
    tell(&next.call, &World { lean: next.lean, ..*world })?.cell?.day()
}

fn since(mut told: Told, found: &Found, anchor: Date) -> Told {
    if found.relation == Some(Relation::Since) {
        told.days = told.days.filter(|d| d.from <= anchor).map(|d| Interval { from: d.from, to: anchor }).or(told.days);
    }
    told
}

/// Both ends of a stretch mean the whole stretch; the second one lies after the first.
fn ranges(found: &[Found], anchor: Date, all: &mut [Option<Told>]) {
    for at in (0..found.len().saturating_sub(1)).filter(|at| found[*at].opens_range) {
        let days = |told: &Option<Told>| told.as_ref().and_then(|t| t.days);
        let Some(first) = days(&all[at]) else { continue };
        if days(&all[at + 1]).is_some_and(|last| last.to < first.from) {
            let from_first = World { anchor: first.from, lean: Lean::Future, ..World::new(anchor) };
            all[at + 1] = tell(&found[at + 1].call, &from_first);
        }
        let Some(last) = days(&all[at + 1]).filter(|last| last.to >= first.from) else { continue };
        let whole = Some(Interval { from: first.from, to: last.to });
        all[at..=at + 1].iter_mut().flatten().for_each(|t| t.days = whole);
    }
}

/// What is pointed at ("ce jeudi") lies among the article's own days where one of them is meant.
fn nearer(one: &Told, other: &Told, found: &Found, anchor: Option<Interval>) -> Option<bool> {
    let pointed = found.call.op == Op::Weekday && found.call.dir() == Some(Dir::This);
    let anchor = anchor.filter(|a| pointed && a.days() <= WEEK)?;
    let among = |told: &Told| told.days.is_some_and(|d| d.meets(anchor));
    (among(one) != among(other)).then(|| among(one))
}

fn join(one: Option<Told>, other: Option<Told>, found: &Found, anchor: Option<Interval>) -> Option<Told> {
    let (one, other) = match (one, other) {
        (Some(one), Some(other)) => (one, other),
        (one, other) => return one.or(other),
    };
    if let Some(first) = nearer(&one, &other, found, anchor) {
        return Some(if first { one } else { other });
    }
    let days = match (one.days, other.days) {
        (Some(a), Some(b)) if anchor.is_some() => Some(a.join(b)),
        (a, b) => a.filter(|a| Some(*a) == b),
    };
    let weekday = found.call.op == Op::Weekday && found.call.of().is_none() && one.value != other.value;
    let value = match found.call.small::<i8>(Key::Weekday) {
        Some(weekday_number) if weekday => format!("XXXX-WXX-{weekday_number}"),
        _ => mask(&one.value, &other.value),
    };
    Some(Told { value, days, ..one })
}

/// What two values share: numbers that differ become `X`.
fn mask(a: &str, b: &str) -> String {
    if a == b {
        return a.to_owned();
    }
    let (left, right) = (runs(a), runs(b));
    if left.len() != right.len() {
        return "XXXX-XX-XX".to_owned();
    }
    let both = left.into_iter().zip(right);
    both.map(|(x, y)| if x == y { x.to_owned() } else { "X".repeat(x.len()) }).collect()
}

fn runs(value: &str) -> Vec<&str> {
    let mut cuts: Vec<usize> = vec![0];
    let bytes = value.as_bytes();
    for at in 1..bytes.len() {
        let number = |b: u8| b.is_ascii_digit() || b == b'X';
        if number(bytes[at]) != number(bytes[at - 1]) {
            cuts.push(at);
        }
    }
    cuts.push(value.len());
    cuts.windows(2).filter_map(|w| value.get(w[0]..w[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_differ_are_unknown() {
        assert_eq!(mask("2023-10-06", "2023-10-13"), "2023-10-XX");
        assert_eq!(mask("1962-02-02", "2015-02-02"), "XXXX-02-02");
        assert_eq!(mask("2022-W05", "2022-W06"), "2022-WXX");
    }

    #[test]
    fn a_long_anchor_is_sampled_at_its_ends() {
        let year = Interval::year(2020);
        let days = days_of(year);
        assert!(days.len() < 60);
        assert_eq!(days.last(), Some(&date(2020, 12, 31)));
    }
}
