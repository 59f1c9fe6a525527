//! Given the reports of one article with their trigger words, yields them without those that tell part of another.

use super::grammar::Grammar;
use crate::parse::{Dep, Form, Parse, Pos};
use crate::record::{Party, Report};

/// Types whose nouns are what another act is about, where they are its object: "soutient les revendications russes".
const CONTENTS: [&str; 2] = ["COOPERATE", "REQUEST"];

/// Types of acts that are about something.
const ABOUT: [&str; 7] = ["ACCUSE", "AGREE", "CONCEDE", "COOPERATE", "REJECT", "REQUEST", "SUPPORT"];

/// The type of meetings and talks.
const TALK: &str = "CONSULT";

/// How many steps up the tree the word of the wider act may stand.
const NEAR: usize = 2;

/// Drops each report of a noun that hangs on the word of another one: of the same type among the same parties ("une
/// rencontre par visioconférence"), or as what that act is about.
pub fn fold(parse: &Parse, grammar: &Grammar, found: Vec<(usize, Report)>) -> Vec<Report> {
    let part = |(token, report): &(usize, Report)| {
        let row = &parse.tokens[*token];
        row.pos == Pos::Noun
            && !matches!(row.dep, Dep::Nsubj | Dep::NsubjPass)
            && above(parse, grammar, *token).into_iter().any(|head| {
                found.iter().any(|(other, wider)| *other == head && (same(report, wider) || content(report, wider)))
            })
    };
    let inner = |(token, report): &(usize, Report)| {
        holders(parse, *token).into_iter().any(|head| {
            let mut wider = found.iter().filter(|(other, _)| *other == head);
            wider.any(|(_, w)| {
                grammar.wide(&w.kind)
                    && (w.kind != report.kind || w.sources == report.sources || report.sources.is_empty())
            })
        })
    };
    let parts: Vec<bool> = found.iter().map(|one| part(one) || inner(one)).collect();
    found.into_iter().zip(parts).filter(|(_, part)| !part).map(|((_, report), _)| report).collect()
}

/// The words under which an event is what they are about: not by coordination, and not in a relative clause or one with
/// a conjunction of its own.
fn holders(parse: &Parse, token: usize) -> Vec<usize> {
    let mut heads = Vec::new();
    for at in parse.up(token) {
        let row = &parse.tokens[at];
        let own = row.dep == Dep::Advcl && (row.morph.form == Form::Fin || parse.child(at, &[Dep::Nsubj]).is_some());
        if own || matches!(row.dep, Dep::AclRelcl | Dep::Nsubj | Dep::NsubjPass | Dep::Parataxis | Dep::Root) {
            break;
        }
        if row.dep != Dep::Conj || heads.is_empty() && at != token {
            heads.extend(parse.head(at));
        } else if let Some(shared) = parse.head(at).and_then(|h| parse.head(h)) {
            // What is joined to an event hangs where that hangs.
            heads.push(shared);
            if parse.head(at).is_some_and(|h| parse.tokens[h].dep == Dep::Root) {
                break;
            }
        }
    }
    heads
}

/// The words above a noun within its clause: nouns, and the verb of the clause.
fn above(parse: &Parse, grammar: &Grammar, noun: usize) -> Vec<usize> {
    let mut heads = Vec::new();
    for head in parse.up(noun).skip(1).take(NEAR) {
        if grammar.lasts(&grammar.case(parse, noun)) {
            break;
        }
        heads.push(head);
        if parse.tokens[head].pos != Pos::Noun {
            break;
        }
    }
    heads
}

/// The same type among the same parties; who talks with whom has no direction.
fn same(report: &Report, wider: &Report) -> bool {
    let all: Vec<&Party> = wider.sources.iter().chain(&wider.targets).collect();
    let (sources, targets): (Vec<&Party>, Vec<&Party>) = if report.kind == TALK {
        (all.clone(), all)
    } else {
        (wider.sources.iter().collect(), wider.targets.iter().collect())
    };
    report.kind == wider.kind && within(&report.sources, &sources) && within(&report.targets, &targets)
}

fn within(parties: &[Party], wider: &[&Party]) -> bool {
    parties.iter().all(|party| wider.iter().any(|p| p.entity == party.entity || p.country == party.country))
}

fn content(report: &Report, wider: &Report) -> bool {
    CONTENTS.contains(&&*report.kind) && ABOUT.contains(&&*wider.kind)
}
