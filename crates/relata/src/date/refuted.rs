//! Given a reading and its day as it was delivered, yields what in its own words refutes that day.

use super::own;
use super::wording::Wordings;
use crate::day::{Interval, days_between};
use crate::record::{Bearing, Clue, Published, PublishedHow, Reading, Status};
use jiff::civil::Date;

/// An issue may be put out on the day after its own.
const ISSUE_DAYS: i32 = 1;
/// What is told as done may lie so many days ahead by a slip of the clock or of the pen.
const SLIP_DAYS: i32 = 1;
/// "This Tuesday, 17 October" is written at most so many days away.
const THIS_DAYS: i32 = 8;

/// A day of publication that an article's own words contradict.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refuted {
    /// The day as it was delivered.
    pub published: Published,
    /// The words that contradict it.
    pub words: String,
    /// The day that they name.
    pub day: Date,
}

/// The first words of an article that contradict the day that was delivered with it: its own issue's day, a day told
/// as done that was still to come, "this" day that lies elsewhere. `None` for days that rest on the text itself.
pub fn refuted(reading: &Reading) -> Option<Refuted> {
    let delivered = |p: &Published| !matches!(p.how, PublishedHow::Text | PublishedHow::OtherArticles);
    let published = reading.article.published.filter(delivered)?;
    let contradicts = |clue: &&Clue| day_of(clue).is_some_and(|day| refutes(reading, clue, day, published.days));
    let clue = reading.clues.iter().filter(|c| !own::is_quoted(reading, c.span)).find(contradicts)?;
    Some(Refuted { published, words: clue.text.clone(), day: day_of(clue)? })
}

fn day_of(clue: &Clue) -> Option<Date> {
    clue.value.get(..10)?.parse().ok()
}

fn refutes(reading: &Reading, clue: &Clue, day: Date, published: Interval) -> bool {
    let ahead = days_between(published.to, day);
    let away = ahead.max(days_between(day, published.from));
    let pointing = Wordings::builtin().pointing(&reading.article.language, &clue.text);
    let done = || own::beside(reading, clue.span).is_some_and(|r| r.status == Status::Happened);
    match clue.bearing {
        Bearing::Issue => away > ISSUE_DAYS,
        _ if pointing.this && pointing.weekday.is_some() => away > THIS_DAYS,
        Bearing::Before => ahead > SLIP_DAYS && done(),
        Bearing::After | Bearing::Open => false,
    }
}
