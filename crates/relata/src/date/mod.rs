//! Given articles whose day is unknown or wide, yields narrower days: from their own evidence, and from what they
//! share with other articles.

mod act;
mod address;
mod fact;
mod likely;
mod others;
mod own;
mod refuted;
mod wording;

use crate::article::Input;
use crate::day::Interval;
use crate::likeness::corpus::Corpus;
use crate::record::{Published, PublishedHow, Reading};
use fact::Facts;
use likely::Calendar;
use wording::Wordings;

pub use refuted::{Refuted, refuted};

/// An article whose day is known this closely needs no other articles.
const CLOSE_DAYS: i32 = 7;
/// Within so many days an article's own words hold it by themselves; what they leave wider is weighed.
const HELD_DAYS: i32 = 31;
/// What an article's own words leave open wider than this says nothing that is worth telling.
const TELLING_DAYS: i32 = 364;

/// The day of an article as it is delivered: metadata first, then its address.
///
/// ```
/// use relata::article::Input;
/// let url = Some("https://news.example/world/2024/06/12/talks-open".to_owned());
/// let published = relata::date::of_article(&Input { url, ..Input::default() }).unwrap();
/// assert_eq!(published.days.from.to_string(), "2024-06-12");
/// ```
pub fn of_article(input: &Input) -> Option<Published> {
    let address = || address::days(input.url.as_deref()?).map(|days| Published { days, how: PublishedHow::Url });
    input.published.or_else(address)
}

/// For articles whose day is unknown or wide: narrower days, from their own words (`Text`) or from what they share
/// with others (`OtherArticles`); by document, only those that change. Depends only on the set of readings: days
/// that rest on other articles are found anew from the articles that have days of their own.
pub fn narrow(readings: &[&Reading]) -> Vec<(String, Published)> {
    if readings.iter().all(|r| r.article.published.is_some_and(|p| p.days.days() == 1 && !borrowed(p))) {
        return Vec::new();
    }
    let corpus = Corpus::new(readings);
    let (wordings, calendar) = (Wordings::builtin(), likely::Calendar::new());
    let windows: Vec<Interval> = corpus.texts.iter().map(|t| own::window(t.reading, wordings)).collect();
    let days: Vec<Option<Published>> =
        corpus.texts.iter().zip(&windows).map(|(t, window)| told(t.reading, *window, &calendar, wordings)).collect();
    let windows: Vec<Interval> =
        windows.iter().zip(&days).map(|(window, own)| own.map_or(*window, |p| p.days)).collect();
    let found = others::days(&corpus, wordings, &windows, &days, |p| p.is_none_or(|p| p.days.days() > CLOSE_DAYS));
    let mut narrowed = Vec::new();
    for (at, text) in corpus.texts.iter().enumerate() {
        let published = match found[at] {
            Some(days) => Some(Published { days, how: PublishedHow::OtherArticles }),
            None => days[at],
        };
        if let Some(published) = published.filter(|p| text.reading.article.published != Some(*p)) {
            narrowed.push((text.reading.article.document.clone(), published));
        }
    }
    narrowed.sort_by(|a, b| a.0.cmp(&b.0));
    narrowed
}

/// True where the day rests on other articles.
fn borrowed(published: Published) -> bool {
    published.how == PublishedHow::OtherArticles
}

/// What an article itself tells of its day: its words narrow what is given.
fn told(reading: &Reading, window: Interval, calendar: &Calendar, wordings: &Wordings) -> Option<Published> {
    let given = reading.article.published.filter(|p| !borrowed(*p));
    if given.is_some_and(|p| p.how == PublishedHow::Text) {
        return given;
    }
    let text = |days| Some(Published { days, how: PublishedHow::Text });
    let wide = given.map_or(i32::MAX, |p| p.days.days());
    if window.days() <= HELD_DAYS && window.days() < wide {
        return text(window);
    }
    if wide <= HELD_DAYS {
        return given;
    }
    let likely = likely::days(reading, calendar, wordings, Facts::builtin(), given.map(|p| p.days));
    match likely.filter(|days| days.days() < wide && days.days() <= TELLING_DAYS) {
        Some(days) => text(days),
        None => given,
    }
}

#[cfg(test)]
mod tests;
