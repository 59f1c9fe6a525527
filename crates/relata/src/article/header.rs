//! Given the text of a file, yields the day that a header line before the article tells, and where the article begins.

use crate::day::Interval;
use crate::record::{Published, PublishedHow};
use jiff::civil::Date;

/// The word that begins a header: the key under which such files give the day, whatever their language.
const KEY: &str = "date";

/// Splits a header such as ` date 2023-10`, `date: 2022-12-30`, or a day alone on the first line, from a text.
/// Yields the days that it tells, and the byte where the reader's text begins (0 where there is no header).
///
/// ```
/// let (published, start) = relata::article::header::split(" date 2023-10 The ministers met.");
/// assert_eq!(published.unwrap().days.to.to_string(), "2023-10-31");
/// assert_eq!(start, 14);
/// ```
pub fn split(text: &str) -> (Option<Published>, usize) {
    read(text).map_or((None, 0), |(days, start)| (Some(Published { days, how: PublishedHow::Header }), start))
}

fn read(text: &str) -> Option<(Interval, usize)> {
    let body = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let keyed = body.get(..KEY.len()).filter(|k| k.eq_ignore_ascii_case(KEY)).and_then(|_| body.get(KEY.len()..));
    let value = match keyed {
        Some(rest) => {
            let value = rest.trim_start_matches([' ', '\t', ':', '\u{a0}']);
            Some(value).filter(|v| v.len() < rest.len())?
        }
        None => body,
    };
    let (days, rest) = partial_day(value)?;
    // Without the key, only a line that holds nothing else is a header.
    let line_ends = rest.trim_start_matches([' ', '\t', '\r']);
    if keyed.is_none() && !line_ends.starts_with('\n') {
        return None;
    }
    let article = rest.trim_start();
    Some((days, text.len() - article.len()))
}

/// A year and month, or a day, in digits at the beginning; and what follows it.
fn partial_day(text: &str) -> Option<(Interval, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(text.len());
    let (digits, mut rest) = text.split_at(end);
    // A time of day after a day adds nothing.
    if let Some(time) = rest.strip_prefix('T').filter(|t| t.starts_with(|c: char| c.is_ascii_digit())) {
        rest = time.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | '-' | 'Z'));
    }
    if !(rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return None;
    }
    let parts: Vec<&str> = digits.split('-').collect();
    let days = match parts.as_slice() {
        [year, month] if year.len() == 4 && month.len() == 2 => {
            Interval::month(year.parse().ok()?, month.parse().ok()?)?
        }
        [year, month, day] if year.len() == 4 && month.len() == 2 && day.len() == 2 => {
            Interval::day(Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?)
        }
        _ => return None,
    };
    Some((days, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, days: Option<(&str, &str)>, begins: &str) {
        let (found, start) = split(text);
        let found = found.map(|p| (p.days.from.to_string(), p.days.to.to_string()));
        assert_eq!(found, days.map(|(a, b)| (a.to_owned(), b.to_owned())), "{text}");
        assert_eq!(&text[start..], begins);
    }

    #[test]
    fn a_month_before_the_first_sentence() {
        check(" date 2023-10 Le roi arrive.", Some(("2023-10-01", "2023-10-31")), "Le roi arrive.");
    }

    #[test]
    fn a_day_with_a_colon_on_its_own_line() {
        check("Date: 2022-12-30\n\nLa reine part.", Some(("2022-12-30", "2022-12-30")), "La reine part.");
        check("\u{feff}2022-12-30T08:15:00Z\nLa reine part.", Some(("2022-12-30", "2022-12-30")), "La reine part.");
    }

    #[test]
    fn ordinary_sentences_are_no_headers() {
        let none = |text: &str| check(text, None, text);
        none("Date historique pour le pays : le traité est signé.");
        none("2024-06 voitures ont été vendues.");
        none("2023 fut une année noire.\nLe port a fermé.");
        none("date 2023-13 Le mois n’existe pas.");
        none("date2023-10 Le mot est collé.");
        none("");
        none("é");
    }
}
