//! Given the reports of one article, yields its refusals and denials with those to whose charge, demand or offer, told just
//! before, they answer: "Peru accused Chile of spying. Chile rejected the claim."

use super::{ACCUSE, GRANTED, Page, REJECT, THREATEN};
use crate::record::{Party, Report};
use crate::span::bytes_of;

/// How many sentences may lie between what was said and the answer to it.
const REACH: usize = 2;

/// The PLOVER type of demands.
const REQUEST: &str = "REQUEST";

/// Gives each refusal of which the text names no addressee the one who spoke to who refuses.
pub fn complete(page: Page<'_>, reports: &mut [Report]) {
    for at in 0..reports.len() {
        let report = &reports[at];
        let open = report.kind == REJECT && !report.sources.is_empty() && report.targets.is_empty();
        if let Some(speakers) =
            reports[..at].iter().rev().find_map(|before| answered(page, report, before)).filter(|_| open)
        {
            let report = &mut reports[at];
            report.evidence.push("target: who spoke to the source before".to_owned());
            report.targets = speakers;
        }
    }
}

/// Who spoke, where an earlier report tells of words to who refuses.
fn answered(page: Page<'_>, report: &Report, before: &Report) -> Option<Vec<Party>> {
    let voiced = [ACCUSE, REQUEST, THREATEN].contains(&&*before.kind) || GRANTED.contains(&&*before.kind);
    let near = sentence(page, report).checked_sub(sentence(page, before)).is_some_and(|gap| gap <= REACH);
    let same = |a: &Party, b: &Party| a.entity == b.entity || a.country.is_some() && a.country == b.country;
    let spoken_to = before.targets.iter().any(|p| report.sources.iter().any(|s| same(p, s)));
    let own = before.sources.iter().any(|p| report.sources.iter().any(|s| same(p, s)));
    (voiced && near && spoken_to && !own && !before.sources.is_empty()).then(|| before.sources.clone())
}

/// The sentence of a report's trigger, counted from 0.
fn sentence(page: Page<'_>, report: &Report) -> usize {
    let token = page.parse.under(bytes_of(page.text, report.trigger.span)).start;
    page.parse.tokens.get(token).map_or(0, |t| t.sentence)
}
