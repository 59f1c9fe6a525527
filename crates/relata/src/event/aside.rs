//! Given two reports, yields what their own clauses say against one event: another act told beside the one, another
//! sum of money, another thing that the same people did.

use super::compare::{PHRASE, one_phrase, one_sentence};
use super::doer::{Doers, doers};
use super::family::{Closeness, symbol};
use super::signature::Signature;
use crate::likeness::words::words;
use crate::record::{EntityKind, Reading, Report};
use crate::span::Points;

/// Two tellings of one sum differ at most so many times.
const ROUNDED: f64 = 1.5;

/// An act that is told in the clause of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Other {
    kind: u64,
    trigger: Option<u32>,
}

/// A sum of money.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sum {
    currency: u64,
    value: f64,
}

/// The stem of the longest word of a report's trigger.
pub fn trigger(report: &Report) -> Option<u32> {
    words(&report.trigger.text).iter().max_by_key(|w| w.letters).map(|w| w.stem)
}

/// The acts that are told in the clause of a report beside its own. What stands right beside its words may be what they
/// ask for, and so the same act: "called for support".
pub fn others(reading: &Reading, report: &Report) -> Vec<Other> {
    let (own, trigger_span) = (report.span, report.trigger.span);
    let apart = |s: Points| s.start.max(trigger_span.start).saturating_sub(s.end.min(trigger_span.end)) > PHRASE;
    let beside = reading.reports.iter().filter(|r| r.span.start < own.end && own.start < r.span.end);
    let others = beside.filter(|r| r.report != report.report && apart(r.trigger.span));
    others.map(|r| Other { kind: symbol(&r.kind), trigger: trigger(r) }).collect()
}

/// The sums of money that are told in a clause.
pub fn sums(reading: &Reading, span: Points) -> Vec<Sum> {
    // ISO 4217 codes; all other units are words.
    let money = |unit: &str| unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase());
    let within = reading.figures.iter().filter(|f| f.span.start < span.end && span.start < f.span.end);
    within.filter(|f| money(&f.unit)).map(|f| Sum { currency: symbol(&f.unit), value: f.value }).collect()
}

/// True where the sentence that tells one act tells the other too, as a second one: what retells the second is not the
/// first. So it is with what is said, where one speaker does several things at once.
pub fn told_aside(a: &Signature, b: &Signature, closeness: Closeness) -> bool {
    let told = |a: &Signature, b: &Signature, tied: bool| {
        let kind = symbol(&b.report.kind);
        a.others.iter().any(|o| o.kind == kind && (tied || o.trigger == b.trigger))
    };
    match closeness {
        Closeness::Tied => told(a, b, true) || told(b, a, true),
        Closeness::Worded if !a.same_word(b) && !one_sentence(a, b) => told(a, b, false) || told(b, a, false),
        _ => false,
    }
}

/// True where both tell sums in one currency, and none is the same.
pub fn unlike_sums(a: &Signature, b: &Signature) -> bool {
    let pairs =
        || a.sums.iter().flat_map(|x| b.sums.iter().map(move |y| (x, y))).filter(|(x, y)| x.currency == y.currency);
    let alike = |x: f64, y: f64| x.max(y) <= ROUNDED * x.min(y);
    pairs().next().is_some() && !pairs().any(|(x, y)| alike(x.value, y.value))
}

/// True for two things that somebody does in one sentence, not to the same people: "led a march and blocked a road".
pub fn two_deeds_of_one(a: &Signature, b: &Signature) -> bool {
    let apart = one_sentence(a, b) && !one_phrase(a, b) && !a.same_word(b);
    apart && doers(a, b, true) == Doers::Shared && !matches!(doers(a, b, false), Doers::Shared | Doers::Covered)
}

/// True for two journeys within one country to other hosts, told with other words: who campaigns makes several a day.
pub fn other_stop(a: &Signature, b: &Signature) -> bool {
    let at_home = a.domestic() && b.domestic() && a.journey() && b.journey();
    at_home && !a.same_word(b) && doers(a, b, false) == Doers::Apart
}

/// True where both act on somebody whom both know by name, or as a land or body.
pub fn same_counterpart(a: &Signature, b: &Signature) -> bool {
    let known = |s: &Signature| s.agents.iter().any(|g| !g.acts && g.kind != EntityKind::Group);
    known(a) && known(b) && matches!(doers(a, b, false), Doers::Shared | Doers::Covered)
}
