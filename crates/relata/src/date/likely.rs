//! Given what one reading says of its own day, yields the few days on which it was most likely written.
//!
//! Every date, every office holder and every known fact makes some days of the calendar likelier than others: news
//! names days close by, tells of the past more than of the future, and names whoever is in office. The weights are
//! multiplied, and the shortest run of days that holds nearly all of the sum is kept. Their sizes were fitted to dated
//! transcripts, whose scorer is `benches/dating.py`.

use super::fact::Facts;
use super::own::{self, Named};
use super::wording::{Pointing, Wordings};
use crate::day::{Interval, days_between, plus_days};
use crate::record::{Bearing, Clue, Entity, EntityKind, Reading};
use jiff::civil::{Date, date};

/// The run of days that is kept holds this share of all.
const SHARE: f64 = 0.985;
/// What a clue leaves to all days together, for it may mislead.
const STRAY: f64 = 0.02;
/// How much rarer an article is for each year beyond what the gazetteer knows, as a logarithm.
const BEYOND: f64 = 1.5;
/// How the value of a weekday begins that lies in no known week.
const WEEKDAY: &str = "XXXX-WXX-";
/// Years that are taken for those of news.
const YEARS: std::ops::Range<i16> = 1970..2039;
/// Of so many people at most the offices are asked.
const PEOPLE: usize = 4;
/// Offices without an end are held so many days at full and at lesser likelihood.
const HELD: (i32, i32) = (6 * 365, 12 * 365);

/// The calendar within which an article may lie: its first day, and how many there are.
pub struct Calendar {
    first: Date,
    weekdays: Vec<i8>,
    months: Vec<i8>,
}

/// How dates of one kind lie around the days on which they are written.
struct Shape {
    /// Share written within the date itself.
    within: f64,
    /// Share written after it.
    after: f64,
    /// Share written before it.
    ahead: f64,
    /// How far is near, in days.
    near: f64,
    /// How fast likelihood falls beyond.
    fall: f64,
}

const DAY: Shape = Shape { within: 0.1, after: 0.55, ahead: 0.3, near: 3.0, fall: 0.15 };
const NAMED_DAY: Shape = Shape { within: 0.5, after: 0.16, ahead: 0.2, near: 1.0, fall: 0.5 };
const MONTH: Shape = Shape { within: 0.35, after: 0.45, ahead: 0.18, near: 30.0, fall: 0.5 };
const YEAR: Shape = Shape { within: 0.38, after: 0.45, ahead: 0.15, near: 300.0, fall: 1.0 };

impl Calendar {
    /// From 1970 to 2039.
    pub fn new() -> Self {
        let (first, last) = (date(1970, 1, 1), date(2039, 12, 31));
        let days = (0..=days_between(first, last)).map(|n| plus_days(first, n));
        let (weekdays, months) = days.map(|d| (d.weekday().to_monday_one_offset(), d.month())).unzip();
        Self { first, weekdays, months }
    }

    /// What is known beforehand: beyond the day up to which the gazetteer knows the world, articles are ever rarer.
    fn prior(&self, horizon: Date) -> Vec<f64> {
        let known = self.number(horizon);
        (0i32..).take(self.len()).map(|day| f64::from((known - day).min(0)) * BEYOND / 365.0).collect()
    }

    fn len(&self) -> usize {
        self.weekdays.len()
    }

    fn number(&self, day: Date) -> i32 {
        days_between(self.first, day)
    }

    fn day(&self, number: usize) -> Date {
        plus_days(self.first, i32::try_from(number).unwrap_or(i32::MAX))
    }
}

/// What all clues together make of each day, as logarithms.
struct Weights<'c> {
    calendar: &'c Calendar,
    logs: Vec<f64>,
    /// True once a clue has told more than a weekday or a month of any year.
    tells: bool,
}

/// The days on which an article was most likely written, among the days `given`; `None` where its words say nothing.
pub fn days(
    reading: &Reading,
    calendar: &Calendar,
    wordings: &Wordings,
    facts: &Facts,
    given: Option<Interval>,
) -> Option<Interval> {
    let mut weights = Weights { calendar, logs: calendar.prior(facts.horizon()), tells: false };
    weights.days(&own::clues(reading, wordings));
    let mut seen: Vec<&str> = reading.clues.iter().filter_map(|c| c.value.get(..10)).collect();
    let wide = |c: &&Clue| c.value.len() < 10 || c.value.starts_with(WEEKDAY);
    for clue in reading.clues.iter().filter(wide).filter(|c| !own::is_quoted(reading, c.span)) {
        // A year or month of which a part is named too tells no more than that part.
        if !seen.iter().any(|other| other.starts_with(clue.value.as_str())) {
            seen.push(&clue.value);
            weights.clue(clue, own::bearing(reading, clue), wordings.pointing(&reading.article.language, &clue.text));
        }
    }
    let mut people: Vec<&Entity> = reading.entities.iter().filter(|e| e.kind == EntityKind::Person).collect();
    people.retain(|e| e.roles.iter().any(|r| r.from.is_some()) && is_named(e));
    people.sort_by_key(|e| (std::cmp::Reverse(e.mentions.len()), &e.entity));
    people.iter().take(PEOPLE).for_each(|person| weights.person(person));
    for fact in facts.named_in(&reading.article.language, &reading.article.text) {
        weights.fact(fact.days, fact.foreseen);
    }
    weights.tells.then(|| weights.run(given)).flatten()
}

impl Weights<'_> {
    /// Named days, each once; an anniversary of a day that is named with its year tells nothing.
    fn days(&mut self, clues: &[(Named, Bearing, Pointing)]) {
        let full: Vec<Date> = clues.iter().filter_map(|(named, ..)| named.day()).collect();
        let mut seen: Vec<(Named, Option<i8>)> = Vec::new();
        for (named, bearing, pointing) in clues {
            let key = match *named {
                Named::Day(day) | Named::Near(day) => (Named::Day(day), None),
                Named::Yearless(..) => (*named, pointing.weekday),
            };
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            match *named {
                Named::Day(day) | Named::Near(day) => {
                    let shape = if pointing.weekday.is_some() { &NAMED_DAY } else { &DAY };
                    self.dated(Interval::day(day), shape, *bearing);
                }
                Named::Yearless(month, day)
                    if pointing.weekday.is_some() || !full.iter().any(|f| (f.month(), f.day()) == (month, day)) =>
                {
                    self.yearless(month, day, *bearing, *pointing);
                }
                Named::Yearless(..) => {}
            }
        }
    }

    /// A month, a year, a season, a weekday.
    fn clue(&mut self, clue: &Clue, bearing: Bearing, pointing: Pointing) {
        let value = clue.value.as_str();
        let part = |from: usize| value.get(from..from + 2).and_then(|p| p.parse::<i8>().ok());
        if let Some(weekday) = value.strip_prefix(WEEKDAY).and_then(|w| w.get(..1)).and_then(|w| w.parse().ok()) {
            self.weekday(weekday, pointing.this);
        } else if value.starts_with("XXXX-") {
            part(5).filter(|_| value.len() == 7).into_iter().for_each(|month| self.month(month));
        } else if let Some(year) = value.get(..4).and_then(|y| y.parse::<i16>().ok()).filter(|y| YEARS.contains(y)) {
            match part(5).filter(|_| value.len() == 7) {
                Some(month) => Interval::month(year, month).into_iter().for_each(|m| self.dated(m, &MONTH, bearing)),
                None => Interval::year(year).into_iter().for_each(|y| self.dated(y, &YEAR, bearing)),
            }
        }
    }

    fn floor(&self) -> f64 {
        STRAY / self.calendar.len() as f64
    }

    fn dated(&mut self, days: Interval, shape: &Shape, bearing: Bearing) {
        let (after, ahead) = match bearing {
            Bearing::Before => (shape.after + shape.ahead * 0.8, shape.ahead * 0.2),
            Bearing::After => (shape.ahead * 0.2, shape.after + shape.ahead * 0.8),
            Bearing::Issue | Bearing::Open => (shape.after, shape.ahead),
        };
        // One does not write the year of what is done on the same day.
        let within = if bearing == Bearing::Before && days.days() == 1 { shape.within / 2.0 } else { shape.within };
        let (from, to) = (self.calendar.number(days.from), self.calendar.number(days.to));
        let pareto =
            |gap: i32| shape.fall * shape.near.powf(shape.fall) / (f64::from(gap) + shape.near).powf(shape.fall + 1.0);
        let (floor, within) = (self.floor(), within / f64::from(to - from + 1));
        for (number, log) in (0i32..).zip(&mut self.logs) {
            let density = match number {
                n if n < from => ahead * pareto(from - n),
                n if n > to => after * pareto(n - to),
                _ => within,
            };
            *log += (density + floor).ln();
        }
        self.tells = true;
    }

    /// A day of any year: near the day of writing, the more so where its weekday is named.
    fn yearless(&mut self, month: i8, day: i8, bearing: Bearing, pointing: Pointing) {
        const NAMED: [(i32, f64); 5] = [(0, 0.6), (1, 0.12), (3, 0.02), (8, 0.008), (40, 0.0004)];
        const BARE: [(i32, f64); 5] = [(0, 0.22), (1, 0.08), (8, 0.014), (30, 0.005), (200, 0.0012)];
        let steps: &[(i32, f64)] = if pointing.weekday.is_some() { &NAMED } else { &BARE };
        let years = if pointing.weekday.is_some() { 10.0 } else { 70.0 };
        let floor = self.floor();
        let reach = steps.last().map_or(0, |s| s.0);
        for year in 1970..=2039 {
            let Some(day) = Date::new(year, month, day).ok().filter(|d| pointing.fits(*d)) else { continue };
            let at = self.calendar.number(day);
            for gap in -reach..=reach {
                let Some(log) = usize::try_from(at + gap).ok().and_then(|n| self.logs.get_mut(n)) else { continue };
                let Some((_, density)) = steps.iter().find(|(to, _)| gap.abs() <= *to) else { continue };
                let against = matches!((bearing, gap.signum()), (Bearing::Before, -1) | (Bearing::After, 1));
                let density = density / years * if against { 0.2 } else { 1.0 };
                *log += (density + floor).ln() - floor.ln();
            }
        }
        self.tells |= pointing.weekday.is_some();
    }

    fn month(&mut self, month: i8) {
        for (log, own) in self.logs.iter_mut().zip(&self.calendar.months) {
            let gap = (own - month).rem_euclid(12);
            *log += match gap {
                0 => 0.3f64,
                1..=3 | 9.. => 0.085,
                _ => 0.04,
            }
            .ln();
        }
    }

    fn weekday(&mut self, weekday: i8, this: bool) {
        for (log, own) in self.logs.iter_mut().zip(&self.calendar.weekdays) {
            *log += match (own - weekday).rem_euclid(7) {
                0 if this => 0.6f64,
                0 => 0.4,
                1 | 6 => 0.13,
                _ => 0.05,
            }
            .ln();
        }
    }

    /// Those in office are named most; those who were, now and then; those who will be, hardly.
    fn person(&mut self, person: &Entity) {
        let terms: Vec<(i32, Option<i32>)> = person
            .roles
            .iter()
            .filter_map(|r| {
                let from = partial(r.from.as_deref()?)?.from;
                let to = r.to.as_deref().and_then(partial).map(|days| self.calendar.number(days.to));
                Some((self.calendar.number(from), to))
            })
            .collect();
        let Some(first) = terms.iter().map(|t| t.0).min() else { return };
        for (number, log) in (0i32..).zip(&mut self.logs) {
            let held = terms.iter().filter(|(from, to)| *from <= number && to.is_none_or(|to| number <= to));
            let likely = held.map(|(from, to)| match number - from {
                _ if to.is_some() => 1.0,
                days if days < HELD.0 => 1.0,
                days if days < HELD.1 => 0.3,
                _ => 0.05,
            });
            let likely = likely.fold(if number < first { 0.02 } else { 0.1 }, f64::max);
            *log += likely.ln();
        }
    }

    /// What nobody foresaw is named only after it began; what was foreseen, before it too.
    fn fact(&mut self, days: Interval, foreseen: bool) {
        let (from, to) = (self.calendar.number(days.from), self.calendar.number(days.to));
        for (number, log) in (0i32..).zip(&mut self.logs) {
            let likely = match number {
                n if n < from && foreseen => 1.0 / (1.0 + f64::from(from - n) / 200.0).powi(2),
                n if n < from => 0.01,
                n if n > to => 1.0 / (1.0 + f64::from(n - to) / 700.0),
                _ => 1.0f64,
            };
            *log += likely.max(0.01).ln();
        }
    }

    /// The shortest run of days that holds nearly all.
    fn run(&self, given: Option<Interval>) -> Option<Interval> {
        let last = self.calendar.len() - 1;
        let clamp = |day: Date| usize::try_from(self.calendar.number(day)).unwrap_or(0).min(last);
        let (low, high) = given.map_or((0, last), |g| (clamp(g.from), clamp(g.to)));
        let logs = self.logs.get(low..=high)?;
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut sums = Vec::with_capacity(logs.len() + 1);
        sums.push(0.0);
        for log in logs {
            sums.push(sums.last().copied().unwrap_or(0.0) + (log - most).exp());
        }
        let wanted = sums.last()? * SHARE;
        let (mut best, mut start) = (None, 0usize);
        for end in 1..sums.len() {
            while start + 1 < end && sums[end] - sums[start + 1] >= wanted {
                start += 1;
            }
            if sums[end] - sums[start] >= wanted && best.is_none_or(|(a, b)| end - start < b - a) {
                best = Some((start, end));
            }
        }
        let (start, end) = best?;
        Some(Interval { from: self.calendar.day(low + start), to: self.calendar.day(low + end - 1) })
    }
}

/// True for a person who is spoken of by name: descriptions are resolved by the very day that is sought.
fn is_named(person: &Entity) -> bool {
    let long = |word: &&str| word.chars().count() > 3;
    person.mentions.iter().any(|m| person.name.split([' ', '-']).filter(long).any(|word| m.text.contains(word)))
}

/// The days of a day, a month or a year in figures.
pub(super) fn partial(text: &str) -> Option<Interval> {
    match text.len() {
        4 => Interval::year(text.parse().ok()?),
        7 => Interval::month(text.get(..4)?.parse().ok()?, text.get(5..)?.parse().ok()?),
        _ => Some(Interval::day(text.parse().ok()?)),
    }
}
