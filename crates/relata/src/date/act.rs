//! Given a reading, yields its acts: who is where, done or to come, as its reports and its dated sentences tell them.
//!
//! A sentence that names a time, a person and a foreign place tells an act even where no report was made of it.

use super::own;
use super::wording::{Pointing, Wordings};
use crate::day::Interval;
use crate::likeness::words::{Word, words};
use crate::record::{Bearing, Clue, Entity, EntityKind, Reading, Report, Status, When, WhenHow};
use crate::span::Points;

/// An act with wider days dates nothing.
const ACT_DAYS: i32 = 3;

/// What can be said of an act without its day: type, person, place.
pub type Frame<'r> = (&'r str, &'r str, &'r str);

/// One act of an article.
#[derive(Clone, Debug)]
pub struct Act<'r> {
    /// Its type with each person that it names, at each place.
    pub frames: Vec<Frame<'r>>,
    /// True where it is told as done, false where it is to come.
    pub done: bool,
    /// Its days, where its words tell them closely.
    pub days: Option<Interval>,
    /// How its words point at the day of writing.
    pub pointing: Pointing,
    /// Where it is told.
    pub span: Points,
    /// The words of the names in it.
    pub names: Vec<Word>,
}

/// The acts of an article: of its reports, and of its sentences with a time.
pub fn acts<'r>(reading: &'r Reading, wordings: &Wordings) -> Vec<Act<'r>> {
    let ends = sentence_ends(&reading.article.text);
    let reports = reading.reports.iter().filter_map(|r| of_report(reading, r, wordings));
    let sentences = reading.clues.iter().filter_map(|c| of_sentence(reading, c, &ends, wordings));
    reports.chain(sentences).collect()
}

fn of_report<'r>(reading: &'r Reading, report: &'r Report, wordings: &Wordings) -> Option<Act<'r>> {
    let place = report.place.as_ref()?;
    let done = match report.status {
        Status::Happened => true,
        Status::Planned => false,
        _ => return None,
    };
    let parties = || report.sources.iter().chain(&report.targets);
    let people = parties().filter(|p| p.kind == EntityKind::Person);
    let frames = people.map(|p| (report.kind.as_str(), p.entity.as_str(), place.entity.as_str())).collect();
    let names = parties().map(|p| p.name.as_str()).chain([place.name.as_str()]).flat_map(words).collect();
    let days = report.when.filter(|w| w.how == WhenHow::Expression).map(|When { days, .. }| days).filter(is_close);
    let pointing = pointing(reading, report, wordings);
    kept(Act { frames, done, days, pointing, span: report.span, names })
}

fn of_sentence<'r>(reading: &'r Reading, clue: &Clue, ends: &[u32], wordings: &Wordings) -> Option<Act<'r>> {
    // What was done somewhere is too common to be known again without its report; what is to come there is not.
    if clue.bearing != Bearing::After || own::is_quoted(reading, clue.span) {
        return None;
    }
    let at = ends.partition_point(|end| *end <= clue.span.start);
    let span = Points { start: at.checked_sub(1).map_or(0, |b| ends[b]), end: *ends.get(at)? };
    let within = |e: &&Entity| e.mentions.iter().any(|m| span.start <= m.span.start && m.span.start < span.end);
    let here: Vec<&Entity> = reading.entities.iter().filter(within).collect();
    let frames = frames(&here);
    let names = here.iter().flat_map(|e| std::iter::once(&e.name).chain(&e.also)).flat_map(|n| words(n)).collect();
    let time = reading.times.iter().find(|t| t.span == clue.span);
    let days = time.and_then(|t| Some(Interval { from: t.from?, to: t.to? })).filter(is_close);
    let pointing = wordings.pointing(&reading.article.language, &clue.text);
    kept(Act { frames, done: false, days, pointing, span, names })
}

/// Each person with each place that is not of the person's own country.
fn frames<'r>(here: &[&'r Entity]) -> Vec<Frame<'r>> {
    let places = || here.iter().filter(|e| matches!(e.kind, EntityKind::Country | EntityKind::Place));
    let people = here.iter().filter(|e| e.kind == EntityKind::Person);
    people
        .flat_map(|p| {
            let abroad = places().filter(|place| place.country.is_some() && place.country != p.country);
            abroad.map(|place| ("", p.entity.as_str(), place.entity.as_str()))
        })
        .collect()
}

fn is_close(days: &Interval) -> bool {
    days.days() <= ACT_DAYS
}

fn kept(mut act: Act<'_>) -> Option<Act<'_>> {
    act.frames.sort_unstable();
    act.frames.dedup();
    (!act.frames.is_empty()).then_some(act)
}

/// How the expressions in a report's clause point at the day of writing.
fn pointing(reading: &Reading, report: &Report, wordings: &Wordings) -> Pointing {
    let own = |t: &&crate::record::Time| own::beside(reading, t.span).is_some_and(|r| r.report == report.report);
    let mut found = Pointing::default();
    for time in reading.times.iter().filter(own) {
        let one = wordings.pointing(&reading.article.language, &time.text);
        found.this |= one.this;
        found.weekday = found.weekday.or(one.weekday);
        found.weeks = found.weeks.or(one.weeks);
    }
    found
}

/// Where sentences end, in code points: at a stop before a blank, and at the end of a line.
fn sentence_ends(text: &str) -> Vec<u32> {
    let mut ends = Vec::new();
    let mut stop = false;
    let mut count = 0;
    for c in text.chars() {
        if c == '\n' || (stop && c.is_whitespace()) {
            ends.push(count);
        }
        stop = matches!(c, '.' | '!' | '?' | '…');
        count += 1;
    }
    ends.push(count);
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_at_stops_and_lines() {
        assert_eq!(sentence_ends("Il part. Elle reste\nici"), [8, 19, 23]);
        assert_eq!(sentence_ends("100.000 voix"), [12]);
    }
}
