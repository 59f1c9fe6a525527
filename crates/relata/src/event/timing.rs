//! Given two reports, yields what their days speak for or against one event, and what the days of the papers do.

use super::signature::Signature;
use crate::day::{Interval, days_between};
use crate::record::Status;

/// An interval of more days is wide: many events may lie in it.
pub const WIDE_DAYS: i32 = 45;
/// What a shared day is worth by the days of the wider interval …
const WORTH_OF_DAYS: [(i32, f32); 5] = [(3, 2.0), (7, 1.5), (31, 1.0), (120, 0.3), (400, -0.7)];
/// … of one still wider …
const VAGUE: f32 = -1.5;
/// … and of what papers of one day announce, one of them without a day.
const ANNOUNCED: f32 = 1.0;
const SAME_BEGINNING: f32 = 2.0;
const FROM_PUBLICATION: f32 = -0.4;
/// What it takes for each day between two papers that tell no day …
const A_DAY_LATER: f32 = 0.5;
/// … and what more, where they tell it with different words.
const OTHER_WORD_LATER: f32 = 0.3;

/// The worth of two times that share a day: the wider the wider interval, the less it says.
pub fn time(a: &Signature, b: &Signature) -> Option<f32> {
    let (Some(x), Some(y)) = (a.days, b.days) else { return Some(0.0) };
    if !x.meets(y) || outcome_before_plan(a, b) || outcome_before_plan(b, a) {
        return None;
    }
    let wider = x.days().max(y.days());
    let worth = WORTH_OF_DAYS.iter().find(|(days, _)| wider <= *days).map_or(VAGUE, |(_, worth)| *worth);
    // What papers of one day announce, the one of them without a day.
    let announced = a.report.status == b.report.status && ahead(a) != ahead(b) && printed_gap(a, b) == Some(0);
    if announced && x.days().min(y.days()) <= WORTH_OF_DAYS[0].0 {
        return Some(worth.max(ANNOUNCED));
    }
    let both_wide = x.days().min(y.days()) > WIDE_DAYS;
    let begins = if both_wide && days_between(x.from, y.from).abs() <= WIDE_DAYS { SAME_BEGINNING } else { 0.0 };
    Some(worth + begins + if a.told && b.told { 0.0 } else { FROM_PUBLICATION } - printed_apart(a, b))
}

/// True for what is still to come, on no day that is told.
pub fn ahead(signature: &Signature) -> bool {
    !signature.told && matches!(signature.report.status, Status::Planned | Status::Hypothetical)
}

/// The days between the papers that tell two reports.
pub fn printed_gap(a: &Signature, b: &Signature) -> Option<i32> {
    let (x, y) = a.published.zip(b.published)?;
    Some(if x.meets(y) { 0 } else { days_between(x.from, y.from).abs() })
}

/// What it takes that two reports without days of their own were printed on different days.
pub fn printed_apart(a: &Signature, b: &Signature) -> f32 {
    let Some(gap) = printed_gap(a, b) else { return 0.0 };
    let done = |s: &Signature| !s.told && s.width() <= WORTH_OF_DAYS[0].0;
    let mut a_day = if a.domestic() && b.domestic() { 2.0 * A_DAY_LATER } else { A_DAY_LATER };
    if !a.same_word(b) {
        a_day += OTHER_WORD_LATER;
    }
    if done(a) && done(b) { a_day * gap as f32 } else { 0.0 }
}

/// What it takes that words were spoken, praise or blame, which papers of different days tell: who speaks once a day
/// says much alike.
pub fn said_later(a: &Signature, b: &Signature) -> f32 {
    let undated = !a.told && !b.told;
    let gap = printed_gap(a, b).filter(|gap| undated && *gap > 1);
    gap.map_or(0.0, |gap| A_DAY_LATER * gap as f32)
}

/// True where `a` announces what `b` tells as done before the announcement.
fn outcome_before_plan(a: &Signature, b: &Signature) -> bool {
    let done = matches!(b.report.status, Status::Happened);
    let (Some(announced), Some(days)) = (a.published, b.days) else { return false };
    // A plan for days that were already over when it was printed announces nothing.
    let ahead = a.days.is_none_or(|d| d.to >= announced.from);
    a.report.status == Status::Planned && ahead && done && days.to < announced.from
}

/// The days that two reports share, for those that are compared in time.
pub fn shared_days(a: Option<Interval>, b: Option<Interval>) -> Option<Option<Interval>> {
    match (a, b) {
        (Some(a), Some(b)) => a.meet(b).map(Some),
        (one, other) => Some(one.or(other)),
    }
}
