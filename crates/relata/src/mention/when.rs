//! Given a trigger and the article's time expressions, yields the days between which the event lies.

use super::{Relation, TimeMention};
use crate::day::Interval;
use crate::parse::{Dep, Form, Parse, Pos};
use crate::record::{TimexType, When, WhenHow};

/// What a crossing of a clause's border costs against one step in the tree.
const CLAUSE: usize = 4;
/// How far an expression may be from its event.
const LIMIT: usize = 7;
/// An expression of more days than this tells less than a day that is named beside it.
const WIDE_DAYS: i32 = 200;
/// So many sentences back a passage may have told its time.
const PASSAGE: usize = 2;
/// What a passage tells more widely is not taken for the time of another event.
const PASSAGE_DAYS: i32 = 31;

/// The time of an event, with the expression's place among `times` where one gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timed {
    /// The days; `None` where nothing is known.
    pub when: Option<When>,
    /// The index of the expression.
    pub expression: Option<usize>,
}

/// Finds the time of the event that `trigger` names: the expression nearest in the tree, else the article's day.
pub fn of_event(parse: &Parse, times: &[TimeMention], trigger: usize, published: Option<Interval>) -> Timed {
    let sentence = parse.tokens[trigger].sentence;
    let near = times.iter().enumerate().filter(|(_, t)| usable(t) && parse.tokens[t.tokens.start].sentence == sentence);
    let ranked = near
        .filter_map(|(i, t)| Some((distance(parse, trigger, t)? + vagueness(t), t.tokens.start.abs_diff(trigger), i)));
    if let Some((_, _, at)) = ranked.min() {
        let mut days = times[at].days;
        if times[at].relation == Relation::Until {
            days = days.map(|d| published.map_or(d, |p| Interval::between(p.from.min(d.to), d.to)));
        }
        return Timed { when: days.map(|days| When { days, how: WhenHow::Expression }), expression: Some(at) };
    }
    without_expression(published)
}

/// The time of an event beside which the text names none.
pub fn without_expression(published: Option<Interval>) -> Timed {
    Timed { when: published.map(|days| When { days, how: WhenHow::Publication }), expression: None }
}

/// The time of an event that is told as lying before the passage: what its sentence or, before it, the passage told
/// last, else nothing.
/// "Le tir eut lieu en mai 2019. Le blessé avait fui."
pub fn before_passage(parse: &Parse, times: &[TimeMention], trigger: usize, published: Option<Interval>) -> Timed {
    let sentence = parse.tokens[trigger].sentence;
    let paragraph = parse.paragraphs.iter().find(|p| p.contains(&sentence));
    let first = paragraph.map_or(sentence, |p| p.start).max(sentence.saturating_sub(PASSAGE));
    let told = times.iter().enumerate().rev().find(|(_, t)| {
        let here = parse.tokens[t.tokens.start].sentence;
        let past = t.days.zip(published).is_some_and(|(d, p)| d.to < p.from && d.days() <= PASSAGE_DAYS);
        (first..=sentence).contains(&here) && past && t.behind.is_none() && t.kind != TimexType::Duration && usable(t)
    });
    let when = told.and_then(|(_, t)| t.days).map(|days| When { days, how: WhenHow::Context });
    Timed { when, expression: told.map(|(at, _)| at) }
}

/// What names no day of its own, or a whole year, is taken only where nothing else is as near: "bientôt", "cette
/// année".
fn vagueness(time: &TimeMention) -> usize {
    match time.days {
        _ if time.value.ends_with("_REF") => 5,
        Some(days) if days.days() > WIDE_DAYS => 2,
        _ => 0,
    }
}

fn usable(time: &TimeMention) -> bool {
    time.days.is_some()
        && !matches!(time.kind, TimexType::Set)
        && !matches!(time.relation, Relation::After | Relation::Before)
}

/// Steps in the tree from the trigger to the expression, borders of clauses counted more; `None` where it is too far.
fn distance(parse: &Parse, trigger: usize, time: &TimeMention) -> Option<usize> {
    let head = time.tokens.clone().find(|t| !time.tokens.contains(&parse.tokens[*t].head)).unwrap_or(time.tokens.start);
    let up: Vec<usize> = parse.up(trigger).collect();
    if time.behind.is_some_and(|noun| !up.contains(&noun)) {
        return None;
    }
    let mut below = 0;
    for token in parse.up(head) {
        if let Some(above) = up.iter().position(|u| *u == token) {
            let climbed: usize = up[..above].iter().map(|t| cost(parse, *t)).sum();
            let total = climbed + below;
            return (total <= LIMIT).then_some(total);
        }
        below += cost_down(parse, token);
    }
    None
}

/// Climbing from an infinitive or noun to its verb is cheap; leaving a clause of its own is not.
fn cost(parse: &Parse, token: usize) -> usize {
    let row = &parse.tokens[token];
    match row.dep {
        Dep::AclRelcl | Dep::Parataxis => CLAUSE,
        Dep::Ccomp | Dep::Advcl if row.morph.form == Form::Fin => CLAUSE,
        Dep::Conj if row.pos == Pos::Verb => CLAUSE - 1,
        _ => 1,
    }
}

/// An expression within another clause or another event's phrase belongs to that.
fn cost_down(parse: &Parse, token: usize) -> usize {
    let row = &parse.tokens[token];
    match row.dep {
        Dep::AclRelcl | Dep::Ccomp | Dep::Advcl | Dep::Parataxis => CLAUSE * 2,
        Dep::Acl | Dep::Xcomp | Dep::Conj if row.pos == Pos::Verb => CLAUSE,
        Dep::Nmod => 2,
        _ => 1,
    }
}
