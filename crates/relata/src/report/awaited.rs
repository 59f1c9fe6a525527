//! Given the reports of one article, yields those of meetings and marches with the plan that another report has for them: a
//! title names what the text says is to come.

use super::grammar::{Aspect, Grammar};
use super::{CONSULT, PROTEST};
use crate::parse::{Parse, Pos};
use crate::record::{Party, Report, Status, WhenHow};

/// Puts ahead each meeting or march that a noun names, and of which nothing else is said, where another report of the same
/// parties tells that it is planned and none that it was held.
pub(super) fn share(parse: &Parse, grammar: &Grammar, found: &mut [(usize, Report)]) {
    for at in 0..found.len() {
        let (token, report) = &found[at];
        if !is_open(parse, grammar, *token, report) {
            continue;
        }
        let same = |other: &&(usize, Report)| is_same(report, &other.1);
        let held = found.iter().filter(same).any(|(t, r)| r.status == Status::Happened && !is_noun(parse, *t));
        let plan = found.iter().filter(same).find(|(_, r)| r.status == Status::Planned);
        let Some(when) = plan.filter(|_| !held).map(|(_, r)| r.when) else { continue };
        let report = &mut found[at].1;
        (report.status, report.when) = (Status::Planned, when);
        report.evidence.push("status Planned: another report tells that it is to come".to_owned());
    }
}

fn is_noun(parse: &Parse, token: usize) -> bool {
    parse.tokens[token].pos == Pos::Noun
}

/// True of a noun that neither a day, a cue nor a verb in the past puts in its time.
fn is_open(parse: &Parse, grammar: &Grammar, token: usize, report: &Report) -> bool {
    let held = [CONSULT, PROTEST].contains(&&*report.kind) && report.status == Status::Happened;
    let timed = report.when.is_some_and(|w| w.how == WhenHow::Expression);
    let said = report.evidence.iter().any(|e| e.starts_with("status"));
    let case = grammar.case(parse, token);
    let verb = parse.up(token).find(|t| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux));
    let past = |v| matches!(grammar.aspect(parse, v), Aspect::Past | Aspect::Imperfect | Aspect::Hearsay);
    held && is_noun(parse, token)
        && !timed
        && !said
        && !grammar.apart(&case)
        && !grammar.lasts(&case)
        && !verb.is_some_and(past)
}

/// True where two reports are of one type and mode and share the parties that both name.
fn is_same(a: &Report, b: &Report) -> bool {
    let shares = |x: &[Party], y: &[Party]| x.iter().any(|p| y.iter().any(|q| p.entity == q.entity));
    let agree = |x: &[Party], y: &[Party]| x.is_empty() && y.is_empty() || shares(x, y);
    let sides = agree(&a.sources, &b.sources) && agree(&a.targets, &b.targets);
    let told = !a.sources.is_empty() || !a.targets.is_empty();
    a.report != b.report && a.kind == b.kind && a.mode == b.mode && sides && told
}
