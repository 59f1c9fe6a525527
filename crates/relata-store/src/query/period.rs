//! Given days, yields the calendar periods that hold them: days, ISO weeks, months, years.

use jiff::civil::Date;
use relata::day::{Interval, days_between, plus_days};

/// The length of a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Step {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    #[default]
    Month,
    /// A calendar year.
    Year,
}

impl Step {
    /// The period that holds a day.
    pub fn holding(self, day: Date) -> Interval {
        match self {
            Self::Day => Interval::day(day),
            Self::Week => {
                let from = plus_days(day, -i32::from(day.weekday().to_monday_zero_offset()));
                Interval { from, to: plus_days(from, 6) }
            }
            Self::Month => Interval { from: day.first_of_month(), to: day.last_of_month() },
            Self::Year => Interval { from: day.first_of_year(), to: day.last_of_year() },
        }
    }

    /// The first day of the period in which an interval lies wholly; of weeks and days also of the one that holds the
    /// middle of an interval of a few days. `None` where it is unknown or too wide for one period.
    pub fn of(self, days: Option<Interval>) -> Option<Date> {
        let days = days?;
        let length = days.days();
        let widest = match self {
            Self::Day => 3,
            Self::Week => 10,
            Self::Month => 31,
            Self::Year => 366,
        };
        let middle = plus_days(days.from, days_between(days.from, days.to) / 2);
        (length <= widest).then(|| self.holding(middle).from)
    }

    /// All periods that touch an interval, in order.
    pub fn over(self, span: Interval) -> Vec<Interval> {
        let mut periods = vec![self.holding(span.from)];
        while let Some(last) = periods.last().copied().filter(|last| last.to < span.to) {
            let next = self.holding(plus_days(last.to, 1));
            if next.from <= last.from {
                break;
            }
            periods.push(next);
        }
        periods
    }

    /// The name of the period that begins on a day: `2024-06-03`, `2024-W23`, `2024-06`, `2024`.
    pub fn name(self, from: Date) -> String {
        match self {
            Self::Day => from.to_string(),
            Self::Week => {
                let week = from.iso_week_date();
                format!("{}-W{:02}", week.year(), week.week())
            }
            Self::Month => from.strftime("%Y-%m").to_string(),
            Self::Year => from.strftime("%Y").to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Interval {
        Interval { from: from.parse().unwrap(), to: to.parse().unwrap() }
    }

    #[track_caller]
    fn check(step: Step, from: &str, to: &str, expected: &[&str]) {
        let names: Vec<String> = step.over(days(from, to)).iter().map(|p| step.name(p.from)).collect();
        assert_eq!(names, expected);
    }

    #[test]
    fn periods_follow_one_another_over_years() {
        check(Step::Month, "2023-11-30", "2024-01-01", &["2023-11", "2023-12", "2024-01"]);
        check(Step::Week, "2024-12-28", "2025-01-02", &["2024-W52", "2025-W01"]);
        check(Step::Day, "2024-02-28", "2024-03-01", &["2024-02-28", "2024-02-29", "2024-03-01"]);
        check(Step::Year, "2022-05-01", "2023-02-01", &["2022", "2023"]);
    }

    #[test]
    fn what_is_wider_than_a_period_stands_in_none() {
        assert_eq!(Step::Month.of(Some(days("2024-01-01", "2024-12-31"))), None);
        assert_eq!(Step::Year.of(Some(days("2024-01-01", "2024-12-31"))).map(|d| d.year()), Some(2024));
        assert_eq!(Step::Week.of(Some(days("2024-06-04", "2024-06-06"))).map(|d| d.day()), Some(3));
        assert_eq!(Step::Day.of(None), None);
    }
}
