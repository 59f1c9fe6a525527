//! Given an interval of days, yields it as people write it.

use relata::day::Interval;

/// A day, a month, a year, or from one day to another; nothing where it is unknown.
pub fn days(days: Option<Interval>) -> String {
    let Some(days) = days else { return String::new() };
    let from = days.from;
    if days.from == days.to {
        from.to_string()
    } else if Interval::month(from.year(), from.month()) == Some(days) {
        from.strftime("%Y-%m").to_string()
    } else if Interval::year(from.year()) == Some(days) {
        from.strftime("%Y").to_string()
    } else {
        format!("{from} – {}", days.to)
    }
}

#[cfg(test)]
mod tests {
    fn check(from: &str, to: &str, expected: &str) {
        let days = relata::day::Interval { from: from.parse().unwrap(), to: to.parse().unwrap() };
        assert_eq!(super::days(Some(days)), expected);
    }

    #[test]
    fn days_months_and_years_are_written_short() {
        check("2021-05-04", "2021-05-04", "2021-05-04");
        check("2021-02-01", "2021-02-28", "2021-02");
        check("2021-01-01", "2021-12-31", "2021");
        check("2021-05-04", "2021-05-06", "2021-05-04 – 2021-05-06");
    }
}
