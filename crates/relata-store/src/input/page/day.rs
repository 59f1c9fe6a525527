//! Given what a page's head and address say, yields the day on which its article was published.

use super::linked::Linked;
use super::tree::Tree;
use crate::input::published::{Zone, published};
use jiff::civil::Date;
use relata::day::Interval;
use relata::record::{Published, PublishedHow};

/// The names of `meta` elements that tell the day of publication, the surest first.
const METAS: [&str; 22] = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "article:published",
    "datepublished",
    "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "dc.date.created",
    "date",
    "article.published",
    "rnews:datepublished",
];

/// The days on which news can have been published on a page.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// The day: from JSON-LD, a `meta`, the first `time`, or the address.
pub(super) fn of(tree: &Tree, linked: &Linked, url: Option<&str>, zone: &Zone) -> Option<Published> {
    let metas = METAS.iter().flat_map(|name| tree.metas.iter().filter(move |(n, _)| n == name).map(|(_, c)| c));
    let said = linked.published.iter().chain(metas).chain(tree.times.first());
    let metadata = said.clone().find_map(|text| {
        let found = day(text, zone).filter(|day| YEARS.contains(&day.year()))?;
        let all = said.clone().chain(&tree.times).map(String::as_str);
        Some(of_place(text, found, all, url).unwrap_or(found))
    });
    let found = |how| move |day: Date| Published { days: Interval::day(day), how };
    let of_url = || url.and_then(of_address).map(found(PublishedHow::Url));
    metadata.map(found(PublishedHow::Metadata)).or_else(of_url)
}

/// The publisher's own day for a time that is written as universal time: that of the same moment where the page says it with
/// an offset, or the day as written where the address bears it.
fn of_place<'t>(text: &str, found: Date, said: impl Iterator<Item = &'t str>, url: Option<&str>) -> Option<Date> {
    let written: Date = text.trim().get(..10)?.parse().ok().filter(|day| *day != found)?;
    let moment = |text: &str| tidy(text.trim()).parse::<jiff::Timestamp>().ok();
    let at = moment(text).filter(|_| !has_offset(text.trim()))?;
    let local = said.filter(|other| has_offset(other.trim())).find(|other| moment(other) == Some(at));
    let of_other = local.and_then(|other| other.trim().get(..10)?.parse().ok());
    of_other.or_else(|| url.and_then(of_address).filter(|day| *day == written))
}

/// A day as pages write it. The offset that a time comes with is the publisher's own, so that its day stands as written;
/// universal time says nothing of the publisher, and falls on a day of `zone`.
pub(in crate::input) fn day(text: &str, zone: &Zone) -> Option<Date> {
    let text = text.trim();
    if let Some(head) = text.get(..10).filter(|_| has_offset(text))
        && let Ok(day) = head.parse()
    {
        return Some(day);
    }
    let whole = published(&tidy(text), zone).filter(|p| p.days.from == p.days.to).map(|p| p.days.from);
    whole.or_else(|| of_mail(text)).or_else(|| text.get(..10).and_then(|head| head.parse().ok()))
}

/// True for a time with an offset from universal time that is not zero.
fn has_offset(text: &str) -> bool {
    let Some(time) = text.get(11..).filter(|_| text.as_bytes().get(13) == Some(&b':')) else { return false };
    let sign = time.rfind(['+', '-']);
    sign.is_some_and(|at| time[at + 1..].bytes().any(|b| (b'1'..=b'9').contains(&b)))
}

/// `2031-04-02 07:00:00 +01:00` and `…+0100` as RFC 3339 writes them.
fn tidy(text: &str) -> String {
    let mut text = text.replacen(' ', "T", 1).replace(' ', "");
    let bytes = text.as_bytes();
    let short = bytes.len() > 15 && matches!(bytes[bytes.len() - 5], b'+' | b'-');
    if short && bytes[bytes.len() - 4..].iter().all(u8::is_ascii_digit) {
        text.insert(text.len() - 2, ':');
    }
    text
}

/// A time as mail and feeds write it: `Wed, 02 Apr 2031 07:00:00 +0100`.
fn of_mail(text: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let words: Vec<&str> = text.split([' ', ',', '-']).filter(|w| !w.is_empty()).collect();
    words.windows(3).find_map(|w| {
        let [day, month, year] = w else { return None };
        let month = month.get(..3)?.to_ascii_lowercase();
        let month = MONTHS.iter().position(|m| *m == month)?;
        let year: i16 = year.parse().ok().filter(|y| *y > 1900)?;
        Date::new(year, i8::try_from(month + 1).ok()?, day.parse().ok()?).ok()
    })
}

/// The day in an address such as `/2031/04/02/` or `…-20310402…`.
fn of_address(url: &str) -> Option<Date> {
    let path = url.split("://").last()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).collect();
    let date = |y: &str, m: &str, d: &str| {
        let year = y.parse::<i16>().ok().filter(|y| YEARS.contains(y))?;
        Date::new(year, m.parse().ok()?, d.parse().ok()?).ok()
    };
    let digits = |p: &str, n: usize| p.len() == n && p.bytes().all(|b| b.is_ascii_digit());
    let triple = parts.windows(3).find_map(|w| {
        let fits = digits(w[0], 4) && w[1..].iter().all(|p| p.len() <= 2 && digits(p, p.len()));
        fits.then(|| date(w[0], w[1], w[2])).flatten()
    });
    let joined = || parts.iter().filter(|p| digits(p, 8)).find_map(|p| date(&p[..4], &p[4..6], &p[6..]));
    triple.or_else(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let zone = Zone::named("Europe/Paris").unwrap();
        assert_eq!(day(text, &zone).map(|d| d.to_string()).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn times_are_read_as_pages_write_them() {
        check("2031-04-02T07:00:00+01:00", "2031-04-02");
        check("2031-04-02T23:30:00-05:00", "2031-04-02");
        check("2031-04-02T23:30:00Z", "2031-04-03");
        check("2031-04-02 14:16:29 +01:00", "2031-04-02");
        check("2031-04-02T13:42:21+0000", "2031-04-02");
        check("2031-04-02", "2031-04-02");
        check("Wed, 02 Apr 2031 07:00:00 +0100", "2031-04-02");
        check("2031-04-02T24:99", "2031-04-02");
        check("demain", "");
        check("", "");
    }

    #[test]
    fn universal_time_falls_on_the_publishers_day_where_the_page_tells_it() {
        let at = |said: &[&str], url: &str| {
            let found = Date::constant(2031, 4, 3);
            of_place("2031-04-02T23:30:00Z", found, said.iter().copied(), Some(url)).map(|d| d.to_string())
        };
        assert_eq!(at(&["2031-04-02T18:30:00-05:00"], "").as_deref(), Some("2031-04-02"));
        assert_eq!(at(&["2031-04-02T19:30:00-05:00"], ""), None);
        assert_eq!(at(&[], "https://gazette.example/2031/04/02/port").as_deref(), Some("2031-04-02"));
        assert_eq!(at(&[], "https://gazette.example/2031/04/03/port"), None);
    }

    #[test]
    fn addresses_hold_days() {
        let day = |url: &str| of_address(url).map(|d| d.to_string()).unwrap_or_default();
        assert_eq!(day("https://gazette.example/monde/2031/04/02/port.html"), "2031-04-02");
        assert_eq!(day("https://gazette.example/port-20310402-article"), "2031-04-02");
        assert_eq!(day("https://gazette.example/2031/13/02/port"), "");
        assert_eq!(day("https://gazette.example/12345678/port"), "");
    }
}
