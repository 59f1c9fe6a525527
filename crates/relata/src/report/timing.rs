//! Given a trigger and the times of its article, yields when the event took place, seen from its tense and clause.

use super::act::Act;
use super::{Aspect, CONSULT, Grammar, Page, VISIT};
use crate::day::{Interval, days_between};
use crate::mention::when::{self, Timed};
use crate::mention::{Relation, TimeMention};
use crate::parse::{Dep, Form, Parse, Pos, Tense};
use crate::record::{Party, Report, Status, TimexType, When, WhenHow};

/// A headline takes the time of an event that is told at most this widely.
const HEADLINE_DAYS: i32 = 7;

/// How TIMEX3 ends the value of a weekend, and how many days before it a paper that says "this weekend" means the last.
const WEEKEND: &str = "-WE";
const WEEK_BEGUN: i32 = 4;

/// Talks and a journey are told together within so many code points.
const NEARBY: u32 = 600;

/// The time of the event that `token` names; `spoken` says that it is done by saying so.
pub(super) fn of_event(page: Page<'_>, grammar: &Grammar, token: usize, act: Act, spoken: bool) -> Timed {
    let timed = when::of_event(page.parse, page.times, token, page.published);
    let verbal = page.parse.tokens[token].pos == Pos::Verb;
    let aspect = grammar.aspect(page.parse, token);
    let told = verbal && (aspect == Aspect::Past || spoken && aspect == Aspect::Present);
    let until = timed.expression.is_some_and(|at| page.times[at].relation == Relation::Until);
    let ahead = |w: When, p: Interval| w.days.from > p.to || until && w.days.to > p.to;
    let named = spoken && page.parse.tokens[token].pos == Pos::Noun && is_said(page.parse, grammar, token);
    let apart = timed.expression.is_some_and(|at| {
        is_anothers(page, grammar, token, at)
            || is_elsewhere(page, grammar, token, at, act)
            || is_gone(page, grammar, token, at)
    });
    let timed = if (told || named || apart) && timed.when.zip(page.published).is_some_and(|(w, p)| ahead(w, p)) {
        // "a promis d'expliquer mardi", "appelle à une marche mardi": the day to come is another event's.
        when::without_expression(page.published)
    } else {
        timed
    };
    let own = timed.expression.is_some_and(|at| page.parse.subtree(token).contains(&page.times[at].tokens.start));
    if !own && is_long_before(page, token) {
        return Timed { when: None, expression: None };
    }
    // "on Monday the toll since the invasion passed 1,000", but "since the invasion of March 2014".
    let since = grammar.is_background(&grammar.case(page.parse, token));
    let another = since && !own && timed.expression.is_some_and(|at| page.times[at].tokens.start < token);
    let background = timed.expression.is_none() && is_background(page.parse, grammar, token) || another;
    if background { when::before_passage(page.parse, page.times, token, page.published) } else { timed }
}

/// "l'appel à une marche samedi": a demand that no verb puts ahead is made when it is told.
fn is_said(parse: &Parse, grammar: &Grammar, noun: usize) -> bool {
    let verb = parse.up(noun).find(|t| parse.tokens[*t].pos == Pos::Verb);
    verb.is_some_and(|v| matches!(grammar.aspect(parse, v), Aspect::Past | Aspect::Present))
}

/// "l'alliance en vue du scrutin du 30 juin": the day hangs under what the event is to serve or goes before.
fn is_anothers(page: Page<'_>, grammar: &Grammar, token: usize, at: usize) -> bool {
    let (parse, words) = (page.parse, &page.times[at].tokens);
    let way: Vec<usize> = parse.up(words.start).take_while(|t| *t != token).collect();
    let under = parse.up(words.start).any(|t| t == token);
    let case = |t: &&usize| grammar.case(parse, **t);
    let serves = |t: &&usize| grammar.purposes(&case(t)) || grammar.heralds(&case(t));
    under && way.iter().filter(|t| !words.contains(t)).any(|t| serves(&t))
}

/// "malgré la plainte, il jouera mardi", "des élus soutenant Lima se réuniront jeudi": the day is the verb's, or another
/// noun's, and says nothing of what only stands beside it.
fn is_elsewhere(page: Page<'_>, grammar: &Grammar, token: usize, at: usize, act: Act) -> bool {
    let (parse, words) = (page.parse, &page.times[at].tokens);
    let row = &parse.tokens[token];
    let own = parse.up(words.start).any(|t| t == token);
    if matches!(row.pos, Pos::Verb | Pos::Aux) {
        let bare = matches!(row.dep, Dep::Acl | Dep::Advcl) && row.morph.form != Form::Fin;
        let bare = bare && parse.child(token, &[Dep::Aux, Dep::AuxTense, Dep::AuxPass]).is_none();
        // "en suspendant le vote du 3 mai": it is the vote's.
        let mut way = parse.up(words.start).take_while(|t| *t != token).filter(|t| !words.contains(t));
        return bare && (!own || way.any(|t| matches!(parse.tokens[t].pos, Pos::Noun | Pos::Propn)));
    }
    let case = grammar.case(parse, token);
    let since = row.pos == Pos::Noun && grammar.lasts(&case);
    if own || row.pos != Pos::Noun {
        // "deux ans après l'attaque du 7 mai": what comes before the clause is not to come.
        return since || act.spoken && !act.held && row.pos != Pos::Noun;
    }
    // "en visite à Lima", but not "en grève"
    let visiting = act.held && !act.served && !act.spoken && grammar.attends(&case);
    let beside = since || grammar.apart(&case) || visiting;
    if beside || act.held {
        return beside;
    }
    // "vient mardi pour un échange de prisonniers": what it serves lies no nearer.
    let verbal = |t: &usize| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux);
    let mut way = parse.up(token).take_while(|t| !verbal(t)).chain(parse.up(token).find(verbal));
    if way.any(|t| grammar.purposes(&grammar.case(parse, t))) {
        return false;
    }
    let verb = parse.head(token).filter(|h| parse.tokens[*h].pos == Pos::Verb);
    let carried = verb.is_some_and(|v| grammar.light(&parse.tokens[v].lemma));
    let core = matches!(row.dep, Dep::Nsubj | Dep::NsubjPass | Dep::Obj | Dep::ObjLvc);
    row.dep != Dep::Root && !(core && carried && !(act.spoken))
}

/// "les marches organisées ce week-end", read on a Monday: a weekend so far ahead is the last one where nothing is told of
/// as to come.
fn is_gone(page: Page<'_>, grammar: &Grammar, token: usize, at: usize) -> bool {
    let time = &page.times[at];
    let ahead = time.days.zip(page.published).is_some_and(|(d, p)| days_between(p.to, d.from) >= WEEK_BEGUN);
    let open = matches!(grammar.aspect(page.parse, token), Aspect::Present | Aspect::Future | Aspect::Conditional);
    time.value.ends_with(WEEKEND) && ahead && !open
}

/// What is planned lies ahead: a past day beside it is another event's.
pub(super) fn of_plan(page: Page<'_>, grammar: &Grammar, token: usize, timed: Timed) -> Timed {
    let told = timed.when.filter(|w| w.how == WhenHow::Expression);
    let past = told.zip(page.published).is_some_and(|(w, p)| w.days.to < p.from);
    let own = timed.expression.is_some_and(|at| page.parse.subtree(token).contains(&page.times[at].tokens.start));
    // "a réclamé lundi un appui, avant un sommet": the day is the demand's.
    let another = past || grammar.heralded(page.parse, token);
    if another && !own { when::without_expression(page.published) } else { timed }
}

/// Talks that are announced without a day, beside a journey of those who will talk, are held on that journey.
pub(super) fn share_with_journey(reports: &mut [Report]) {
    let planned = |r: &Report| r.kind == CONSULT && r.status == Status::Planned;
    let told = |r: &Report| r.when.filter(|w| w.how == WhenHow::Expression);
    let journeys: Vec<(u32, When, Vec<String>)> = reports
        .iter()
        .filter(|r| planned(r) && r.mode.as_deref() == Some(VISIT))
        .filter_map(|r| Some((r.trigger.span.start, told(r)?, lands(&[&r.sources, &r.targets]))))
        .collect();
    for report in reports.iter_mut().filter(|r| planned(r) && r.mode.is_none()) {
        let here = lands(&[&report.sources, &report.targets]);
        if report.when.is_some_and(|w| w.how != WhenHow::Publication) || here.len() != 2 {
            continue;
        }
        let way = |at: u32| at.abs_diff(report.trigger.span.start);
        let fitting = journeys
            .iter()
            .filter(|(at, _, lands)| way(*at) <= NEARBY && !lands.is_empty() && lands.iter().all(|l| here.contains(l)));
        if let Some((_, when, _)) = fitting.min_by_key(|(at, ..)| way(*at)) {
            report.when = Some(When { how: WhenHow::Context, ..*when });
            report.evidence.push("time: that of the journey on which they meet".to_owned());
        }
    }
}

/// The countries of parties, each once.
fn lands(sides: &[&Vec<Party>]) -> Vec<String> {
    let mut found: Vec<String> = sides.iter().flat_map(|s| s.iter()).filter_map(|p| p.country.clone()).collect();
    found.sort();
    found.dedup();
    found
}

/// True where an event lies before what its passage tells: in the pluperfect, or under a word such as "depuis".
fn is_background(parse: &Parse, grammar: &Grammar, token: usize) -> bool {
    let verb = |t: &usize| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux);
    let since = parse.up(token).take_while(|t| !verb(t)).any(|t| grammar.is_background(&grammar.case(parse, t)));
    let finite = parse.up(token).filter(verb).find(|t| tense_bearer(parse, *t).is_some());
    since || is_pluperfect(parse, token) || finite.is_some_and(|t| is_pluperfect(parse, t))
}

/// "three weeks after troops had crossed": a length of time before the word that opens the clause of an event.
fn is_long_before(page: Page<'_>, token: usize) -> bool {
    let parse = page.parse;
    let clause = parse.up(token).find(|t| parse.tokens[*t].dep == Dep::Advcl);
    let mark = clause.and_then(|c| parse.child(c, &[Dep::Mark])).filter(|m| *m < token);
    let length = |t: &&TimeMention| t.kind == TimexType::Duration && mark == Some(t.tokens.end);
    page.times.iter().any(|t| length(&t))
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
