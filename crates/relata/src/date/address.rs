//! Given the address of an article, yields the day or month that is written in it.

use crate::day::Interval;
use jiff::civil::Date;

/// Years that an article on the web may have.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// The days that an address tells: `/2024/06/12/`, `/2024-06-12-`, `-20240612.html`, or only `/2024/06/`.
pub fn days(url: &str) -> Option<Interval> {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let path = path.split_once('/')?.1;
    let runs = runs(path);
    day(&runs).map(Interval::day).or_else(|| month(&runs))
}

/// A run of digits, and the character between it and the next run, where only one stands there.
struct Run<'u> {
    digits: &'u str,
    /// Where it begins.
    alone: bool,
    next: Option<char>,
}

fn runs(path: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, c) in path.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        debug_assert!(c.is_ascii());
        match runs.last_mut() {
            Some(last) if last.1 == at => last.1 = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    let next = |i: usize| {
        let (end, start) = (runs[i].1, runs.get(i + 1)?.0);
        path.get(end..start).filter(|s| s.len() == 1)?.chars().next()
    };
    let alone = |i: usize| !path[..runs[i].0].ends_with(char::is_alphanumeric);
    (0..runs.len()).map(|i| Run { digits: &path[runs[i].0..runs[i].1], alone: alone(i), next: next(i) }).collect()
}

fn day(runs: &[Run]) -> Option<Date> {
    let apart = runs.windows(3).find_map(|w| {
        let joined = w[0].next.filter(|c| matches!(c, '/' | '-' | '_')) == w[1].next && w[0].next.is_some();
        let widths = w[0].digits.len() == 4 && w[1].digits.len() <= 2 && w[2].digits.len() <= 2;
        (joined && widths && w[0].alone).then(|| date(w[0].digits, w[1].digits, w[2].digits)).flatten()
    });
    let together = || {
        let eight = |r: &&Run| r.digits.len() == 8 && r.alone;
        runs.iter().filter(eight).find_map(|r| date(&r.digits[..4], &r.digits[4..6], &r.digits[6..]))
    };
    apart.or_else(together)
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    let year: i16 = year.parse().ok().filter(|y| YEARS.contains(y))?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

fn month(runs: &[Run]) -> Option<Interval> {
    runs.windows(2).find_map(|w| {
        let folder = w[0].next == Some('/') && w[0].digits.len() == 4 && w[1].digits.len() == 2 && w[0].alone;
        let year: i16 = w[0].digits.parse().ok().filter(|y| YEARS.contains(y))?;
        folder.then(|| Interval::month(year, w[1].digits.parse().ok()?)).flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, expected: Option<(&str, &str)>) {
        let found = days(url).map(|d| (d.from.to_string(), d.to.to_string()));
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())), "{url}");
    }

    #[test]
    fn days_in_folders_and_names() {
        let day = Some(("2024-06-12", "2024-06-12"));
        check("https://news.example/monde/2024/06/12/la-treve-tient", day);
        check("https://news.example/monde/2024/6/12/la-treve-tient", day);
        check("https://news.example/la-treve-tient-20240612_AB12.html", day);
        check("news.example/2024-06-12-la-treve", day);
    }

    #[test]
    fn a_month_where_no_day_is_told() {
        check("https://news.example/2024/02/la-treve-tient", Some(("2024-02-01", "2024-02-29")));
    }

    #[test]
    fn numbers_that_are_no_days() {
        check("https://news.example/article/123456789", None);
        check("https://news.example/article/99999999", None);
        check("https://news.example/les-2024-maisons-12-34", None);
        check("https://news.example/?d=2024/06/12", None);
        check("2024.example", None);
        check("", None);
    }
}
