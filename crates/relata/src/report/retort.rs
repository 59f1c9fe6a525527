//! Given the reports of one article, yields its refusals and denials with those to whose charge, demand or offer, told just
//! before, they answer: "Peru accused Chile of spying. Chile rejected the claim."

use super::{ACCUSE, GRANTED, Page, REJECT, THREATEN};
use crate::parse::{Dep, Form, Pos};
use crate::record::{Party, Report};

/// How many sentences may lie between what was said and the answer to it.
const REACH: usize = 2;

/// The PLOVER type of demands.
const REQUEST: &str = "REQUEST";

/// Gives each refusal of which the text names no addressee the one who spoke to who refuses; "Peru accuses Chile of spying,
/// which it denies": who denies a charge is not who brings it.
pub fn complete(page: Page<'_>, reports: &mut [Report]) {
    for at in 0..reports.len() {
        if let Some(charge) = reports[..at].iter().rev().find(|charge| is_denied_by_pronoun(page, &reports[at], charge))
        {
            let (sources, targets) = (charge.targets.clone(), charge.sources.clone());
            let report = &mut reports[at];
            report.evidence.push("source: who is charged, and not who charges him".to_owned());
            (report.sources, report.targets) = (sources, targets);
        }
        let report = &reports[at];
        // "refuses to deliver missiles": what is refused to be done answers nobody who is known.
        let mut infinitives = page.parse.with(page.trigger(report), &[Dep::Xcomp]);
        let deed = infinitives.any(|t| page.parse.tokens[t].morph.form == Form::Inf);
        if report.kind != REJECT || report.sources.is_empty() || !report.targets.is_empty() || deed {
            continue;
        }
        if let Some(speakers) = reports[..at].iter().rev().find_map(|before| answered(page, report, before)) {
            let report = &mut reports[at];
            report.evidence.push("target: who spoke to the source before".to_owned());
            report.targets = speakers;
        }
    }
}

/// True of a refusal in a relative clause by a pronoun that would stand for who brings the charge above it.
fn is_denied_by_pronoun(page: Page<'_>, report: &Report, charge: &Report) -> bool {
    let (token, above) = (page.trigger(report), page.trigger(charge));
    if report.kind != REJECT || charge.kind != ACCUSE || charge.targets.is_empty() {
        return false;
    }
    let below = page.parse.up(token).any(|t| t == above);
    let relative = page.parse.up(token).take_while(|t| *t != above).any(|t| page.parse.tokens[t].dep == Dep::AclRelcl);
    let subject = page.parse.child(token, &[Dep::Nsubj]).filter(|s| page.parse.tokens[*s].pos == Pos::Pron);
    let same = charge.sources.iter().any(|p| report.sources.iter().any(|s| s.entity == p.entity));
    below && relative && subject.is_some() && same
}

/// Who spoke, where an earlier report tells of words to who refuses.
fn answered(page: Page<'_>, report: &Report, before: &Report) -> Option<Vec<Party>> {
    let voiced = [ACCUSE, REQUEST, THREATEN].contains(&&*before.kind) || GRANTED.contains(&&*before.kind);
    let sentence = |r: &Report| page.parse.tokens.get(page.trigger(r)).map_or(0, |t| t.sentence);
    let near = sentence(report).checked_sub(sentence(before)).is_some_and(|gap| gap <= REACH);
    let same = |a: &Party, b: &Party| a.entity == b.entity || a.country.is_some() && a.country == b.country;
    let spoken_to = before.targets.iter().any(|p| report.sources.iter().any(|s| same(p, s)));
    let own = before.sources.iter().any(|p| report.sources.iter().any(|s| same(p, s)));
    (voiced && near && spoken_to && !own && !before.sources.is_empty()).then(|| before.sources.clone())
}
