//! Given the parts of a date, yields a cell of the calendar: its TIMEX3 value, its days, its neighbours.

use super::feast;
use super::value::{Edge, Part, Season};
use crate::day::{Interval, plus_days, plus_months};
use jiff::civil::{Date, Weekday};

/// A stretch of the calendar that TIMEX3 has a value for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Cell {
    /// A hundred years; 19 holds 1900 to 1999 as TIMEX3 writes it.
    Century(i16),
    /// Ten years; 199 holds 1990 to 1999.
    Decade(i16),
    /// A year.
    Year(i16),
    /// A half of a year, 1 or 2.
    Half(i16, i8),
    /// A quarter of a year, 1 to 4.
    Quarter(i16, i8),
    /// A season, named by the year in which it begins.
    Season(i16, Season),
    /// A month.
    Month(i16, i8),
    /// The week of a Monday.
    Week(Date),
    /// The weekend of the week of a Monday.
    Weekend(Date),
    /// A day.
    Day(Date),
    /// Two days or more that have a name of their own, such as the holidays of a feast.
    Term(Date, Date),
    /// A part of a day.
    Part(Date, Part),
    /// A time of day: hour, minute.
    Clock(Date, i8, i8),
}

/// The size of a cell, for moving by whole cells and for cutting a cell out of a day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Grain {
    /// A day.
    Day,
    /// The days off at the end of a week.
    Weekend,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Six months.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

/// The Monday of a day's week.
pub fn monday(day: Date) -> Date {
    plus_days(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

impl Cell {
    /// The cell of a size that holds a day.
    pub fn of(grain: Grain, day: Date) -> Self {
        let (year, month) = (day.year(), day.month());
        match grain {
            Grain::Day => Self::Day(day),
            Grain::Weekend => Self::Weekend(monday(day)),
            Grain::Week => Self::Week(monday(day)),
            Grain::Month => Self::Month(year, month),
            Grain::Quarter => Self::Quarter(year, (month - 1) / 3 + 1),
            Grain::Half => Self::Half(year, (month - 1) / 6 + 1),
            Grain::Year => Self::Year(year),
            Grain::Decade => Self::Decade(year.div_euclid(10)),
            Grain::Century => Self::Century(year.div_euclid(100)),
        }
    }

    /// The cell of a size that lies `steps` cells after the one that holds `day`.
    pub fn beside(grain: Grain, day: Date, steps: i32) -> Self {
        let first = Self::of(grain, day).days().map_or(day, |d| d.from);
        let moved = match grain {
            Grain::Day => plus_days(day, steps),
            Grain::Week | Grain::Weekend => plus_days(first, 7 * steps),
            Grain::Month => plus_months(first, steps),
            Grain::Quarter => plus_months(first, 3 * steps),
            Grain::Half => plus_months(first, 6 * steps),
            Grain::Year => plus_months(first, 12 * steps),
            Grain::Decade => plus_months(first, 120 * steps),
            Grain::Century => plus_months(first, 1200 * steps),
        };
        Self::of(grain, moved)
    }

    /// The TIMEX3 value (ISO 8601 with the extensions of TimeML 1.2.1).
    pub fn value(&self) -> String {
        match *self {
            Self::Century(c) => format!("{c:02}"),
            Self::Decade(d) => format!("{d:03}"),
            Self::Year(y) => format!("{y:04}"),
            Self::Half(y, h) => format!("{y:04}-H{h}"),
            Self::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Self::Season(y, s) => format!("{y:04}-{}", s.code()),
            Self::Month(y, m) => format!("{y:04}-{m:02}"),
            Self::Week(d) => week_value(d),
            Self::Weekend(d) => format!("{}-WE", week_value(d)),
            Self::Day(d) => d.to_string(),
            Self::Term(from, to) => format!("{from}/{to}"),
            Self::Part(d, p) => format!("{d}T{}", p.code()),
            Self::Clock(d, h, m) => format!("{d}T{h:02}:{m:02}"),
        }
    }

    /// The days that it holds; `None` outside the calendar.
    pub fn days(&self) -> Option<Interval> {
        match *self {
            Self::Century(c) => years(c.checked_mul(100)?, 99),
            Self::Decade(d) => years(d.checked_mul(10)?, 9),
            Self::Year(y) => Interval::year(y),
            Self::Half(y, h) => months(y, (h - 1) * 6 + 1, 6),
            Self::Quarter(y, q) => months(y, (q - 1) * 3 + 1, 3),
            Self::Season(y, s) => s.days(y),
            Self::Month(y, m) => Interval::month(y, m),
            Self::Week(d) => Some(Interval { from: d, to: plus_days(d, 6) }),
            Self::Weekend(d) => Some(Interval { from: plus_days(d, 5), to: plus_days(d, 6) }),
            Self::Term(from, to) => Some(Interval::between(from, to)),
            Self::Day(d) | Self::Part(d, _) | Self::Clock(d, ..) => Some(Interval::day(d)),
        }
    }

    /// The days at one end of it: "fin janvier", "début 2020", "mi-octobre".
    pub fn edge(&self, edge: Edge) -> Option<Interval> {
        let days = self.days()?;
        let length = days.days();
        let (first, last) = match (self, edge) {
            (Self::Month(..), Edge::Start) => (0, 9),
            (Self::Month(..), Edge::Mid) => (9, 19),
            (Self::Month(..), Edge::End) => (19, length - 1),
            (Self::Week(_), Edge::Start) => (0, 1),
            (Self::Week(_), Edge::Mid) => (1, 3),
            (Self::Week(_), Edge::End) => (3, 6),
            (Self::Year(_), Edge::Start) => (0, 89),
            (Self::Year(_), Edge::End) => (length - 92, length - 1),
            (Self::Weekend(_) | Self::Day(_) | Self::Part(..) | Self::Clock(..), _) => (0, length - 1),
            (_, Edge::Start) => (0, length / 3),
            (_, Edge::Mid) => (length / 3, length * 2 / 3),
            (_, Edge::End) => (length * 2 / 3, length - 1),
        };
        Some(Interval { from: plus_days(days.from, first), to: plus_days(days.from, last) })
    }

    /// The day, where it is a day or lies within one.
    pub fn day(&self) -> Option<Date> {
        match *self {
            Self::Day(d) | Self::Part(d, _) | Self::Clock(d, ..) => Some(d),
            _ => None,
        }
    }
}

fn week_value(monday: Date) -> String {
    let week = monday.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

fn years(first: i16, more: i16) -> Option<Interval> {
    Some(Interval::year(first)?.join(Interval::year(first.checked_add(more)?)?))
}

fn months(year: i16, first: i8, count: i32) -> Option<Interval> {
    let from = Date::new(year, first, 1).ok()?;
    Some(Interval { from, to: plus_days(plus_months(from, count), -1) })
}

/// The weekday of ISO number 1 to 7, in the week of a day.
pub fn weekday_in_week(day: Date, weekday: i8) -> Date {
    plus_days(monday(day), i32::from(weekday) - 1)
}

/// The ISO number of a day's weekday: Monday is 1.
pub fn weekday_number(day: Date) -> i8 {
    day.weekday().to_monday_one_offset()
}

/// The n-th such weekday within days, counted from the end where `nth` is negative.
pub fn nth_weekday(days: Interval, weekday: i8, nth: i32) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    feast::nth_weekday_between(days, weekday, nth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(cell: Cell, value: &str, from: Date, to: Date) {
        assert_eq!(cell.value(), value);
        assert_eq!(cell.days(), Some(Interval { from, to }), "{value}");
    }

    #[test]
    fn cells_have_values_and_days() {
        check(Cell::Decade(199), "199", date(1990, 1, 1), date(1999, 12, 31));
        check(Cell::Quarter(2021, 4), "2021-Q4", date(2021, 10, 1), date(2021, 12, 31));
        check(Cell::Season(2022, Season::Winter), "2022-WI", date(2022, 12, 1), date(2023, 3, 31));
        check(Cell::Weekend(date(2003, 1, 27)), "2003-W05-WE", date(2003, 2, 1), date(2003, 2, 2));
        check(Cell::Clock(date(1999, 5, 18), 9, 5), "1999-05-18T09:05", date(1999, 5, 18), date(1999, 5, 18));
    }

    #[test]
    fn the_week_that_follows_may_lie_in_another_year() {
        assert_eq!(Cell::beside(Grain::Week, date(2020, 12, 30), 1).value(), "2021-W01");
    }

    #[test]
    fn the_end_of_january_begins_on_the_twentieth() {
        let end = Cell::Month(2022, 1).edge(Edge::End);
        assert_eq!(end, Some(Interval { from: date(2022, 1, 20), to: date(2022, 1, 31) }));
    }
}
