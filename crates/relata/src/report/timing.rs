//! Given a trigger and the times of its article, yields when the event took place, seen from its tense and clause.

use super::{Aspect, Grammar, Page};
use crate::mention::when::{self, Timed};
use crate::parse::{Dep, Form, Parse, Pos, Tense};
use crate::record::{Party, Report, Status, When, WhenHow};

/// A headline takes the time of an event that is told at most this widely.
const HEADLINE_DAYS: i32 = 7;

/// The time of the event that `token` names; `spoken` says that it is done by saying so.
pub(super) fn of_event(page: Page<'_>, grammar: &Grammar, token: usize, spoken: bool) -> Timed {
    let timed = when::of_event(page.parse, page.times, token, page.published);
    let verbal = page.parse.tokens[token].pos == Pos::Verb;
    let aspect = grammar.aspect(page.parse, token);
    let told = verbal && (aspect == Aspect::Past || spoken && aspect == Aspect::Present);
    let timed = if told && timed.when.zip(page.published).is_some_and(|(w, p)| w.days.from > p.to) {
        // "a promis d'expliquer mardi", "appelle à une marche mardi": the day to come is another event's.
        when::without_expression(page.published)
    } else {
        timed
    };
    let background = timed.expression.is_none() && is_background(page.parse, grammar, token);
    if background { when::before_passage(page.parse, page.times, token, page.published) } else { timed }
}

/// What is planned lies ahead: a past day beside it is another event's.
pub(super) fn of_plan(page: Page<'_>, token: usize, timed: Timed) -> Timed {
    let told = timed.when.filter(|w| w.how == WhenHow::Expression);
    let past = told.zip(page.published).is_some_and(|(w, p)| w.days.to < p.from);
    let own = timed.expression.is_some_and(|at| page.parse.subtree(token).contains(&page.times[at].tokens.start));
    if past && !own { when::without_expression(page.published) } else { timed }
}

/// True where an event lies before what its passage tells: in the pluperfect, or under a word such as "depuis".
fn is_background(parse: &Parse, grammar: &Grammar, token: usize) -> bool {
    let verb = |t: &usize| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux);
    let since = parse.up(token).take_while(|t| !verb(t)).any(|t| grammar.is_background(&grammar.case(parse, t)));
    let finite = parse.up(token).filter(verb).find(|t| tense_bearer(parse, *t).is_some());
    since || is_pluperfect(parse, token) || finite.is_some_and(|t| is_pluperfect(parse, t))
}

/// The finite verb of a group: the auxiliary, or the verb itself.
fn tense_bearer(parse: &Parse, verb: usize) -> Option<usize> {
    let auxiliary = parse.with(verb, &[Dep::Aux, Dep::AuxTense, Dep::AuxPass]);
    let finite = |t: &usize| parse.tokens[*t].morph.form == Form::Fin;
    auxiliary.chain([verb]).find(finite)
}

/// "avait signé", "avait été signé", "étaient partis", "ayant signé"; not "était attendu".
fn is_pluperfect(parse: &Parse, verb: usize) -> bool {
    let past = parse.with(verb, &[Dep::Aux, Dep::AuxTense]).any(|aux| {
        let morph = parse.tokens[aux].morph;
        let before = morph.form == Form::Fin && matches!(morph.tense, Tense::Imp | Tense::Pqp);
        before || (morph.form == Form::Part && morph.tense == Tense::Pres)
    });
    past && parse.tokens[verb].morph.form == Form::Part
}

/// A headline that names no day tells what the lead tells: the time of the lead's own report of the same act.
pub(super) fn share_with_title(page: Page<'_>, reports: &mut [Report]) {
    let ends = |number: usize| {
        let sentences = page.parse.paragraphs.get(number).filter(|p| p.start < p.end)?;
        let last = page.parse.sentence_span(sentences.end - 1);
        Some(page.ruler.points(page.text, last).end)
    };
    let (Some(title), Some(lead)) = (ends(0), ends(1)) else { return };
    let (above, below) = reports.split_at_mut(reports.partition_point(|r| r.trigger.span.start < title));
    let lead = below.iter().filter(|r| r.trigger.span.start < lead && r.status == Status::Happened);
    let dated: Vec<&Report> = lead.filter(|r| r.when.is_some_and(is_told)).collect();
    for report in above.iter_mut().filter(|r| r.status == Status::Happened) {
        if report.when.is_some_and(|w| w.how == WhenHow::Expression) {
            continue;
        }
        if let Some(told) = dated.iter().find(|d| d.kind == report.kind && same_act(d, report)) {
            report.when = told.when.map(|w| When { how: WhenHow::Context, ..w });
            report.evidence.push("time: the lead tells the same with its day".to_owned());
        }
    }
}

fn is_told(when: When) -> bool {
    when.how == WhenHow::Expression && when.days.days() <= HEADLINE_DAYS
}

/// True where two reports share a party on one side and contradict each other on none.
fn same_act(a: &Report, b: &Report) -> bool {
    let shares = |x: &[Party], y: &[Party]| x.iter().any(|p| y.iter().any(|q| q.entity == p.entity));
    let apart = |x: &[Party], y: &[Party]| !x.is_empty() && !y.is_empty() && !shares(x, y);
    let sides = [(&a.sources, &b.sources), (&a.targets, &b.targets)];
    sides.iter().any(|(x, y)| shares(x, y)) && !sides.iter().any(|(x, y)| apart(x, y))
}
