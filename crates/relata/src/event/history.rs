//! Given the reports of one event, yields its history: one entry for each change of status.
//!
//! What is already known to have happened is not announced anew by a paper that still looks forward to it: only a
//! status that says more, or takes back what was said, is a change.

use super::signature::Signature;
use crate::record::{Status, Turn};
use jiff::civil::Date;

/// How much a status says of an event's reality. Within one day the lower come first.
fn rank(status: Status) -> u8 {
    match status {
        Status::Hypothetical => 0,
        Status::Planned => 1,
        Status::Alleged => 2,
        Status::Denied => 3,
        Status::Cancelled => 4,
        Status::Ongoing => 5,
        Status::Happened => 6,
    }
}

/// True where `next`, reported on a later day, changes what `last` said.
fn changes(last: Status, next: Status) -> bool {
    match (last, next) {
        (a, b) if a == b => false,
        // Taken back, or planned anew.
        (_, Status::Denied | Status::Cancelled) => true,
        (Status::Denied | Status::Cancelled, Status::Hypothetical | Status::Alleged) => false,
        (Status::Denied | Status::Cancelled, _) => true,
        (a, b) => rank(b) > rank(a),
    }
}

/// True for a plan or claim that its own article tells as done elsewhere, or that was over when it was printed: where
/// there is better, it is no news.
fn outdone(one: &Signature, reports: &[&Signature]) -> bool {
    if !matches!(one.report.status, Status::Hypothetical | Status::Planned | Status::Alleged) {
        return false;
    }
    // A bare mention ("during the visit") is no news of the outcome of a plan.
    let says = |s: &Signature| s.told || one.report.status != Status::Planned;
    let real = |s: &&&Signature| matches!(s.report.status, Status::Happened | Status::Ongoing) && says(s);
    let over = matches!((one.days, one.published), (Some(d), Some(p)) if d.to < p.from);
    reports.iter().filter(real).any(|s| s.article == one.article || over)
}

/// The history of an event. `reports` come in the order of the corpus; unknown days stand last.
pub fn history(reports: &[&Signature]) -> Vec<Turn> {
    let news: Vec<&Signature> = reports.iter().copied().filter(|s| !outdone(s, reports)).collect();
    let mut told: Vec<(bool, Option<Date>, u8, &Signature)> = news
        .iter()
        .map(|s| {
            let day = s.published.map(|p| p.from);
            (day.is_none(), day, rank(s.report.status), *s)
        })
        .collect();
    told.sort_by_key(|a| (a.0, a.1, a.2));
    let mut turns: Vec<Turn> = Vec::new();
    for (_, as_of, _, signature) in told {
        let (status, report) = (signature.report.status, signature.report.report.clone());
        match turns.last() {
            Some(last) if last.status != status && !changes(last.status, status) => {
                // A retelling of an earlier turn, or no change: it supports that turn.
                if let Some(turn) = turns.iter_mut().rev().find(|t| t.status == status) {
                    turn.reports.push(report);
                }
            }
            Some(last) if last.status == status => {
                if let Some(turn) = turns.last_mut() {
                    turn.reports.push(report);
                }
            }
            _ => turns.push(Turn { status, as_of, reports: vec![report] }),
        }
    }
    turns
}
