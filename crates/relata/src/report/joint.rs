//! Given the reports of one article, yields those of joined verbs that name nobody towards whom they act with whom the verb
//! before them names: "Peru criticised Chile and demanded an apology".

use super::{ASSAULT, CONSULT, Page, SANCTION, SPOKEN, SUPPORT};
use crate::parse::{Dep, Form, Pos};
use crate::record::{Party, Report};

/// The PLOVER types of what is granted and of demands, and the mode of those that somebody give way.
const CONCEDE: &str = "CONCEDE";
const REQUEST: &str = "REQUEST";
const YIELD: &str = "yield";

/// Gives each report of somebody who acts towards nobody the target of the verb to which its own is joined, where both have
/// the same doers and the one is said as the other is: against somebody, or to whom one meets.
pub fn complete(page: Page<'_>, reports: &mut [Report]) {
    for at in 0..reports.len() {
        let report = &reports[at];
        // "criticised Chile and called for calm": of demands only what one of the two is to yield is meant for the other.
        let general = report.kind == SUPPORT || report.kind == REQUEST && report.mode.as_deref() != Some(YIELD);
        let said = SPOKEN.contains(&&*report.kind) || [CONCEDE, SANCTION].contains(&&*report.kind);
        if !said || general || report.sources.is_empty() || !report.targets.is_empty() {
            continue;
        }
        let Some(before) =
            joined(page, page.trigger(report)).and_then(|v| reports.iter().find(|r| page.trigger(r) == v))
        else {
            continue;
        };
        if let Some(targets) = others(report, before) {
            let report = &mut reports[at];
            report.evidence.push("target: of the verb to which its own is joined".to_owned());
            report.targets = targets;
        }
    }
}

/// The verb to which another is joined with one subject for both, or whose purpose it tells: "summoned the envoy to protest".
fn joined(page: Page<'_>, verb: usize) -> Option<usize> {
    let parse = page.parse;
    let row = &parse.tokens[verb];
    let purpose = matches!(row.dep, Dep::Advcl | Dep::Xcomp) && row.morph.form == Form::Inf;
    let own = parse.child(verb, &[Dep::Nsubj, Dep::NsubjPass]).is_some();
    let fits = (row.dep == Dep::Conj || purpose) && !own;
    parse.head(verb).filter(|h| fits && *h < verb && parse.tokens[*h].pos == Pos::Verb)
}

/// Towards whom both act, where they are the same who do.
fn others(report: &Report, before: &Report) -> Option<Vec<Party>> {
    let same = |a: &[Party], b: &[Party]| a.iter().all(|p| b.iter().any(|q| q.entity == p.entity));
    let targets: Vec<Party> = if before.kind == CONSULT {
        before.targets.iter().filter(|p| !report.sources.iter().any(|s| s.entity == p.entity)).cloned().collect()
    } else {
        before.targets.clone()
    };
    let against = SPOKEN.contains(&&*before.kind) && before.kind != SUPPORT
        || [ASSAULT, SANCTION, CONSULT].contains(&&*before.kind);
    let own = targets.iter().any(|p| report.sources.iter().any(|s| s.entity == p.entity));
    let fits = against && same(&report.sources, &before.sources) && !own;
    (fits && !targets.is_empty()).then_some(targets)
}
