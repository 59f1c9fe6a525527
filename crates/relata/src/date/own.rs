//! Given one reading, yields the days between which its own words let it have been written.
//!
//! What is told as done lies before the article, what is announced after it; a weekday with a date fits few years;
//! "this Tuesday, 17 October" is written on that day.

use super::wording::{Pointing, Wordings};
use crate::day::{Interval, days_between, plus_days};
use crate::record::{Bearing, Clue, Reading, Report, Status};
use crate::span::Points;
use jiff::civil::{Date, date};

/// A date without a year lies at most so many days from the article.
const NEAR_DAYS: i32 = 180;
/// "This Friday" lies at most so many days ahead.
const THIS_DAYS: i32 = 6;
/// A date without a year has the year of a full date at most so many days from it.
const BESIDE_DAYS: i32 = 31;
/// Years are tried only within a span of so many.
const MOST_YEARS: i16 = 12;

/// An issue is read on its day or, where it came out at night, on the next.
const ISSUE_DAYS: i32 = 1;

/// What a time expression names, where it names a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Named {
    /// A day with its year.
    Day(Date),
    /// A day whose year stands elsewhere in the text: it lies near.
    Near(Date),
    /// Month and day of no known year.
    Yearless(i8, i8),
}

impl Named {
    /// The day, where it is named with its year.
    pub fn day(&self) -> Option<Date> {
        match self {
            Named::Day(day) => Some(*day),
            Named::Near(..) | Named::Yearless(..) => None,
        }
    }
}

/// The days within which the article's words let it lie; all the calendar where they say nothing.
pub fn window(reading: &Reading, wordings: &Wordings) -> Interval {
    let given = reading.article.published.filter(|p| !super::borrowed(*p)).map(|p| p.days);
    let mut window = given.unwrap_or(Interval { from: date(1900, 1, 1), to: date(2100, 12, 31) });
    if window.days() == 1 {
        return window;
    }
    let clues = clues(reading, wordings);
    let mut apply = |allowed: Interval| {
        if let Some(left) = window.meet(allowed) {
            window = left;
        }
    };
    for (named, side, pointing) in &clues {
        match named {
            Named::Day(day) => {
                // "This Friday, 13 November 2015" is told years later too, where nothing else says when that is.
                let this = pointing.this && given.is_some();
                apply(allowed(*day, *side, Pointing { this, ..*pointing }, i32::MAX));
            }
            Named::Near(day) => apply(allowed(*day, *side, *pointing, NEAR_DAYS)),
            Named::Yearless(..) => {}
        }
    }
    for (named, side, pointing) in &clues {
        if let Named::Yearless(month, day) = named
            && let Some(found) = by_year(window, (*month, *day), *side, *pointing)
        {
            window = found;
        }
    }
    window
}

/// The days that an article names in its own words, those of its own issue first; each as near as its words let it be
/// known. Issues that contradict each other say nothing.
pub fn clues(reading: &Reading, wordings: &Wordings) -> Vec<(Named, Bearing, Pointing)> {
    let mut clues: Vec<_> = reading.clues.iter().filter_map(|c| clue(reading, c, wordings)).collect();
    clues.sort_by_key(|(_, bearing, _)| *bearing != Bearing::Issue);
    let issues = || clues.iter().filter(|c| c.1 == Bearing::Issue).filter_map(|c| c.0.day());
    if let (Some(first), Some(last)) = (issues().min(), issues().max())
        && days_between(first, last) > ISSUE_DAYS
    {
        clues.retain(|c| c.1 != Bearing::Issue);
    }
    settle_years(&mut clues);
    // A day that is told both as past and as to come tells nothing of the day of writing.
    let date = |named: Named| match named {
        Named::Day(day) | Named::Near(day) => Some(day),
        Named::Yearless(..) => None,
    };
    let same = move |a: Named, b: Named| a == b || (date(a).is_some() && date(a) == date(b));
    let sides = |named: Named, side: Bearing| move |c: &(Named, Bearing, Pointing)| same(c.0, named) && c.1 == side;
    let torn: Vec<Named> = clues
        .iter()
        .filter(|c| c.1 == Bearing::Before && clues.iter().any(sides(c.0, Bearing::After)))
        .map(|c| c.0)
        .collect();
    clues.iter_mut().filter(|c| torn.iter().any(|t| same(*t, c.0))).for_each(|c| c.1 = Bearing::Open);
    clues
}

/// "On 2 March … on 4 March 2031": a date without a year has that of a full date near it, where only one is near.
fn settle_years(clues: &mut [(Named, Bearing, Pointing)]) {
    let full: Vec<Date> = clues.iter().filter_map(|(named, ..)| named.day()).collect();
    for (named, _, pointing) in clues {
        let Named::Yearless(month, day) = *named else { continue };
        let mut near: Vec<Date> = full
            .iter()
            .filter_map(|f| {
                let years = f.year() - 1..=f.year() + 1;
                let days = years.filter_map(|y| Date::new(y, month, day).ok()).filter(|d| pointing.fits(*d));
                days.min_by_key(|d| days_between(*f, *d).abs()).filter(|d| days_between(*f, *d).abs() <= BESIDE_DAYS)
            })
            .collect();
        near.sort_unstable();
        near.dedup();
        if let [day] = near.as_slice() {
            *named = Named::Near(*day);
        }
    }
}

/// What is left of a window by a date whose year is unknown, where only one year fits.
fn by_year(window: Interval, day: (i8, i8), side: Bearing, pointing: Pointing) -> Option<Interval> {
    let (first, last) = (window.from.year() - 1, window.to.year() + 1);
    if side == Bearing::Open || last - first > MOST_YEARS {
        return None;
    }
    let fits = |year: i16| {
        let day = Date::new(year, day.0, day.1).ok()?;
        pointing.fits(day).then(|| window.meet(allowed(day, side, pointing, NEAR_DAYS))).flatten()
    };
    let mut found = (first..=last).filter_map(fits);
    found.next().filter(|_| found.next().is_none())
}

/// The days on which one may write of a day so.
fn allowed(day: Date, side: Bearing, pointing: Pointing, near: i32) -> Interval {
    let far = |by: i32| if by == i32::MAX { None } else { Some(by) };
    // "This 13 November" is told of years ago too; with its weekday it is at hand.
    let at_hand = pointing.this && pointing.weekday.is_some() && pointing.weeks.is_none();
    match side {
        Bearing::Issue => Interval { from: day, to: plus_days(day, ISSUE_DAYS) },
        Bearing::Before if at_hand => Interval::day(day),
        Bearing::After if at_hand => Interval { from: plus_days(day, -THIS_DAYS), to: day },
        Bearing::Before => Interval { from: day, to: far(near).map_or(date(9000, 1, 1), |n| plus_days(day, n)) },
        Bearing::After => Interval { from: far(near).map_or(date(1, 1, 1), |n| plus_days(day, -n)), to: day },
        Bearing::Open => Interval { from: date(1, 1, 1), to: date(9000, 1, 1) },
    }
}

fn clue(reading: &Reading, clue: &Clue, wordings: &Wordings) -> Option<(Named, Bearing, Pointing)> {
    if is_quoted(reading, clue.span) {
        return None;
    }
    let pointing = wordings.pointing(&reading.article.language, &clue.text);
    Some((named(&clue.value)?, bearing(reading, clue), pointing))
}

/// True for what stands within somebody's words.
pub fn is_quoted(reading: &Reading, span: Points) -> bool {
    reading.quotes.iter().any(|q| q.span.start <= span.start && span.end <= q.span.end)
}

fn named(value: &str) -> Option<Named> {
    let value = value.get(..10)?;
    if let Ok(day) = value.parse::<Date>() {
        return Some(Named::Day(day));
    }
    let (month, day) = value.strip_prefix("XXXX-")?.split_once('-')?;
    Some(Named::Yearless(month.parse().ok()?, day.parse().ok()?))
}

/// The side on which a date lies: by the verb above it, else by the report beside whose trigger it stands.
pub fn bearing(reading: &Reading, clue: &Clue) -> Bearing {
    if clue.bearing != Bearing::Open {
        return clue.bearing;
    }
    match beside(reading, clue.span).map(|r| r.status) {
        Some(Status::Happened) => Bearing::Before,
        Some(Status::Planned) => Bearing::After,
        _ => Bearing::Open,
    }
}

/// The report whose clause holds a place, the one with the nearest trigger.
pub fn beside(reading: &Reading, span: Points) -> Option<&Report> {
    let holds = |r: &&Report| r.span.start <= span.start && span.end <= r.span.end;
    let way = |r: &&Report| {
        let trigger = r.trigger.span;
        (trigger.start.saturating_sub(span.end)).max(span.start.saturating_sub(trigger.end))
    };
    reading.reports.iter().filter(holds).min_by_key(|r| (way(r), r.trigger.span.start))
}
