//! Given days, yields intervals of days: inclusive at both ends, ISO 8601 in records.

use jiff::Span as Days;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The days from `from` to `to`, both inclusive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Interval {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Interval {
    /// One day.
    pub fn day(day: Date) -> Self {
        Self { from: day, to: day }
    }

    /// The interval between two days, in whichever order they come.
    pub fn between(a: Date, b: Date) -> Self {
        Self { from: a.min(b), to: a.max(b) }
    }

    /// A whole month; `None` where there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let from = Date::new(year, month, 1).ok()?;
        Some(Self { from, to: from.last_of_month() })
    }

    /// A whole year; `None` outside the calendar.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self { from: Date::new(year, 1, 1).ok()?, to: Date::new(year, 12, 31).ok()? })
    }

    /// Number of days, at least 1.
    pub fn days(&self) -> i32 {
        days_between(self.from, self.to) + 1
    }

    /// True where both share a day.
    pub fn meets(&self, other: Interval) -> bool {
        self.from <= other.to && other.from <= self.to
    }

    /// True where `other` lies wholly within.
    pub fn holds(&self, other: Interval) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The days that both share.
    pub fn meet(&self, other: Interval) -> Option<Interval> {
        self.meets(other).then(|| Interval { from: self.from.max(other.from), to: self.to.min(other.to) })
    }

    /// The shortest interval that holds both.
    pub fn join(&self, other: Interval) -> Interval {
        Interval { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// The interval moved by a number of days; unchanged at the ends of the calendar.
    pub fn shift(&self, days: i32) -> Interval {
        Interval { from: plus_days(self.from, days), to: plus_days(self.to, days) }
    }
}

/// The day `days` later (earlier where negative); the day itself at the ends of the calendar.
pub fn plus_days(day: Date, days: i32) -> Date {
    day.checked_add(Days::new().try_days(days).unwrap_or_default()).unwrap_or(day)
}

/// The day `months` later (earlier where negative), the last of the month where the month is shorter.
pub fn plus_months(day: Date, months: i32) -> Date {
    day.checked_add(Days::new().try_months(months).unwrap_or_default()).unwrap_or(day)
}

/// Days from `a` to `b`, negative where `b` is earlier.
pub fn days_between(a: Date, b: Date) -> i32 {
    a.until(b).map(|s| s.get_days()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_counted_over_months() {
        assert_eq!(days_between(date(2022, 1, 27), date(2022, 3, 1)), 33);
        assert_eq!(Interval::month(2024, 2).map(|m| m.days()), Some(29));
    }

    #[test]
    fn intervals_meet_in_their_common_days() {
        let spring = Interval::between(date(2023, 3, 1), date(2023, 5, 31));
        let may = Interval::month(2023, 5).unwrap();
        assert_eq!(spring.meet(may), Some(may));
        assert_eq!(spring.meet(Interval::year(2024).unwrap()), None);
    }
}
