//! Given what a source says of an article's day, yields the interval of days.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use relata::day::Interval;
use relata::record::{Published, PublishedHow};

/// Whose day a time falls on.
#[derive(Clone, Debug)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of that name in the IANA database; `None` where there is none.
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }
}

impl Default for Zone {
    /// Coordinated universal time.
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

/// The days that `text` names: a day (`2023-10-17`), a month, a year, or a time as RFC 3339 writes it, which falls on a
/// day of `zone`; `None` where it names none.
///
/// ```
/// use relata_store::input::{Zone, published};
/// let paris = Zone::named("Europe/Paris").unwrap_or_default();
/// let days = published("2023-10-17T23:30:00Z", &paris).map(|p| p.days.from.to_string());
/// assert_eq!(days.as_deref(), Some("2023-10-18"));
/// ```
pub fn published(text: &str, zone: &Zone) -> Option<Published> {
    let text = text.trim();
    let days = match text.len() {
        4 => Interval::year(number(text)?)?,
        7 => month(text)?,
        10 => Interval::day(text.parse::<Date>().ok()?),
        _ => Interval::day(day_of_time(text, zone)?),
    };
    Some(Published { days, how: PublishedHow::Given })
}

/// A time with its offset falls on a day of the zone; a time without one is the zone's own.
fn day_of_time(text: &str, zone: &Zone) -> Option<Date> {
    let fixed = text.parse::<Timestamp>().map(|t| t.to_zoned(zone.0.clone()).date());
    fixed.ok().or_else(|| {
        let local = text.contains(['T', ' ']).then(|| text.parse::<DateTime>().ok())?;
        local.map(|t| t.date())
    })
}

fn month(text: &str) -> Option<Interval> {
    let (year, month) = text.split_once('-').filter(|(year, _)| year.len() == 4)?;
    Interval::month(number(year)?, number(month)?)
}

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = published(text, &Zone::named("Europe/Paris").unwrap());
        let found = found.map_or("none".to_owned(), |p| format!("{} {}", p.days.from, p.days.to));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn days_months_years_and_times_are_read() {
        check("2023-10-17", "2023-10-17 2023-10-17");
        check("2024-02", "2024-02-01 2024-02-29");
        check("2024", "2024-01-01 2024-12-31");
        check("2023-10-17T22:30:00Z", "2023-10-18 2023-10-18");
        check("2023-10-17T22:30:00+02:00", "2023-10-17 2023-10-17");
        check("2023-10-17T22:30:00", "2023-10-17 2023-10-17");
    }

    #[test]
    fn anything_else_is_no_day() {
        for text in ["", "hier", "2023-13-01", "17/10/2023", "2023/10", "ééé", "éé-10é", "20231017"] {
            check(text, "none");
        }
    }
}
