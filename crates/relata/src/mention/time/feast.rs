//! Given a year, yields the days of fixed and movable feasts.

use crate::day::{Interval, plus_days};
use jiff::civil::{Date, Weekday};

/// When in the year a feast or a term falls.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Feast {
    /// A day of a month, written `12-25`.
    Fixed(i8, i8),
    /// From one day of the year to another, written `09-01..09-15`; into the next year where the second is earlier.
    Span(i8, i8, i8, i8),
    /// So many days from Easter Sunday, written `easter+39`.
    Easter(i32),
    /// The n-th weekday of a month, from the end where negative, written `11/4/4` (November, Thursday, fourth).
    Nth(i8, i8, i32),
}

impl Feast {
    /// Reads one of the four written forms.
    pub fn read(text: &str) -> Option<Self> {
        if let Some(days) = text.strip_prefix("easter") {
            return if days.is_empty() { Some(Self::Easter(0)) } else { Some(Self::Easter(days.parse().ok()?)) };
        }
        if let Some((from, to)) = text.split_once("..") {
            let ((a, b), (c, d)) = (month_day(from)?, month_day(to)?);
            return Some(Self::Span(a, b, c, d));
        }
        if let Some((month, rest)) = text.split_once('/') {
            let (weekday, nth) = rest.split_once('/')?;
            return Some(Self::Nth(month.parse().ok()?, weekday.parse().ok()?, nth.parse().ok()?));
        }
        month_day(text).map(|(m, d)| Self::Fixed(m, d))
    }

    /// Its days in a year, where the calendar has them.
    pub fn days(self, year: i16) -> Option<Interval> {
        match self {
            Self::Fixed(month, day) => Some(Interval::day(Date::new(year, month, day).ok()?)),
            Self::Span(a, b, c, d) => {
                let end = if (c, d) < (a, b) { year.checked_add(1)? } else { year };
                Some(Interval { from: Date::new(year, a, b).ok()?, to: Date::new(end, c, d).ok()? })
            }
            Self::Easter(days) => Some(Interval::day(plus_days(easter(year)?, days))),
            Self::Nth(month, weekday, nth) => {
                let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                nth_weekday_between(Interval::month(year, month)?, weekday, nth).map(Interval::day)
            }
        }
    }
}

fn month_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    Some((month.parse().ok()?, day.parse().ok()?))
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm, in Meeus, Astronomical Algorithms, chapter 8).
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The n-th such weekday within days, counted from the end where `nth` is negative.
pub fn nth_weekday_between(days: Interval, weekday: Weekday, nth: i32) -> Option<Date> {
    let found = if nth > 0 {
        plus_days(days.from, days.from.weekday().until(weekday).into()).checked_add(weeks(nth - 1)).ok()?
    } else {
        plus_days(days.to, -i32::from(weekday.until(days.to.weekday()))).checked_sub(weeks(-nth - 1)).ok()?
    };
    (days.from <= found && found <= days.to && nth != 0).then_some(found)
}

fn weeks(count: i32) -> jiff::Span {
    jiff::Span::new().try_weeks(count).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(written: &str, year: i16, from: Date, to: Date) {
        let feast = Feast::read(written).expect(written);
        assert_eq!(feast.days(year), Some(Interval { from, to }), "{written}");
    }

    #[test]
    fn feasts_are_found_in_their_year() {
        check("12-25", 2023, date(2023, 12, 25), date(2023, 12, 25));
        check("easter", 2024, date(2024, 3, 31), date(2024, 3, 31));
        check("easter+39", 2022, date(2022, 5, 26), date(2022, 5, 26));
        check("easter-2", 2023, date(2023, 4, 7), date(2023, 4, 7));
        check("11/4/4", 2023, date(2023, 11, 23), date(2023, 11, 23));
        check("5/1/-1", 2023, date(2023, 5, 29), date(2023, 5, 29));
        check("12-20..01-05", 2023, date(2023, 12, 20), date(2024, 1, 5));
    }

    #[test]
    fn a_fifth_monday_that_is_not_there_is_none() {
        let february = Interval::month(2023, 2).expect("a month");
        assert_eq!(nth_weekday_between(february, Weekday::Monday, 5), None);
    }
}
