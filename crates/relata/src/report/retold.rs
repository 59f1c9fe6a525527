//! Given the reports of one article, yields them with the doers that another report of the same act names: what a headline
//! leaves out the lead tells.

use crate::record::{EntityKind, Party, Report, Status};

/// The PLOVER types of deeds, each of which one does to another, and of marches.
const DONE: [&str; 6] = ["AID", "ASSAULT", "COERCE", "PROTEST", "RETREAT", "SANCTION"];

/// The PLOVER types of what several do together.
const TOGETHER: [&str; 2] = ["AGREE", "COOPERATE"];

/// Gives each report without a doer the one whom another report of the article has for the same deed on the same target,
/// and each pact of which only one party is named all those of the other that names it.
pub fn complete(reports: &mut [Report]) {
    for at in 0..reports.len() {
        let report = &reports[at];
        if DONE.contains(&&*report.kind) && report.sources.is_empty() && !report.targets.is_empty() {
            let sources = doers(report, reports);
            if let Some(sources) = sources {
                reports[at].evidence.push("source: another report tells who did it".to_owned());
                reports[at].sources = sources;
            }
        } else if TOGETHER.contains(&&*report.kind)
            && report.sources.len() + report.targets.len() == 1
            && let Some(all) = partners(report, reports)
        {
            reports[at].evidence.push("parties: another report tells who takes part".to_owned());
            (reports[at].sources, reports[at].targets) = (all.clone(), all);
        }
    }
}

/// The doers of the same deed, where all that tell one name the same.
fn doers(report: &Report, reports: &[Report]) -> Option<Vec<Party>> {
    let told = |r: &&Report| !r.sources.is_empty() && is_same(report, r) && shares(&r.targets, &report.targets);
    let mut others = reports.iter().filter(told);
    let first = others.next()?;
    let own = shares(&first.sources, &report.targets);
    let place = first.sources.iter().any(|p| p.kind == EntityKind::Place);
    let agreed = others.all(|r| shares(&r.sources, &first.sources));
    (agreed && !own && !place).then(|| first.sources.clone())
}

/// All who take part in the same pact.
fn partners(report: &Report, reports: &[Report]) -> Option<Vec<Party>> {
    let known = if report.sources.is_empty() { &report.targets } else { &report.sources };
    let told = |r: &&Report| r.sources.len() > 1 && r.sources == r.targets && is_same(report, r);
    let mut others = reports.iter().filter(told).filter(|r| shares(&r.sources, known));
    let first = others.next()?;
    others.all(|r| r.sources.iter().all(|p| has(&first.sources, p))).then(|| first.sources.clone())
}

/// True where two reports are of one type and mode, and neither denies the other nor lies on another day.
fn is_same(a: &Report, b: &Report) -> bool {
    let apart = a.when.zip(b.when).is_some_and(|(x, y)| x.days.to < y.days.from || y.days.to < x.days.from);
    let denied = |r: &Report| r.status == Status::Denied;
    a.report != b.report && a.kind == b.kind && a.mode == b.mode && !apart && denied(a) == denied(b)
}

fn shares(a: &[Party], b: &[Party]) -> bool {
    a.iter().any(|p| has(b, p))
}

fn has(parties: &[Party], party: &Party) -> bool {
    parties.iter().any(|p| p.entity == party.entity)
}
