//! Given the reports of one article, yields its attacks that tell only who strikes with the country that he is at war with,
//! and its charges that tell only who brings them with the other country that the article is on.

use super::grammar::Grammar;
use super::lexicon::Lexicon;
use super::{ACCUSE, ASSAULT, Page, SANCTION, THREATEN, VISIT, party};
use crate::mention::entity::{Form, Origin, Reference};
use crate::mention::gazetteer::Gazetteer;
use crate::parse::{Dep, Pos};
use crate::record::{EntityKind, Party, Report, Status};
use crate::span::Points;
use std::collections::BTreeMap;

/// Two sides that fight each other, as the codes of their countries.
pub(super) type Fight = (Vec<String>, Vec<String>);

/// Gives each attack by a country of which the text names no target those whom other attacks of the article have on the
/// other side, where they are always the same; else the land at war that opens the article: "Guerre au Tigré : …"; else
/// the country of those whom other attacks kill.
pub fn complete(page: Page<'_>, gazetteer: &Gazetteer, lexicon: &Lexicon, grammar: &Grammar, reports: &mut [Report]) {
    let told = |people: bool| reports.iter().filter_map(move |r| fight(r, |p| people || is_state(p)));
    let fights: Vec<Fight> = told(false).chain(pair_at_war(page, lexicon)).collect();
    // "l'attaque qui a tué deux Français": an article tells of its own people wherever they die.
    let abroad = |f: &Fight| page.entities.home.as_ref().is_none_or(|home| !f.1.contains(home));
    let deaths: Vec<Fight> = told(true).filter(abroad).collect();
    let theatre = theatre(page, gazetteer, lexicon, grammar);
    for report in reports.iter_mut().filter(|r| r.kind == ASSAULT && acts(r)) {
        spare_own(page, gazetteer, &fights, report);
    }
    reports.iter_mut().filter(|r| r.mode.as_deref() == Some(VISIT)).for_each(|r| from_elsewhere(page, gazetteer, r));
    for report in reports.iter_mut().filter(|r| r.kind == ASSAULT && r.targets.is_empty() && acts(r)) {
        let own = countries(&report.sources);
        if own.is_empty() {
            continue;
        }
        let land = || theatre.clone().filter(|land| !own.contains(land)).map(|land| vec![land]);
        let other = opposite(&own, &fights).or_else(land).or_else(|| opposite(&own, &deaths)).unwrap_or_default();
        // "des villages du Pérou ont été touchés": where the sentence plays elsewhere, they are not hit.
        let there = places(page, gazetteer, report);
        let elsewhere = there.iter().any(|c| !own.contains(c)) && !there.iter().any(|c| other.contains(c));
        if elsewhere {
            continue;
        }
        let targets: Vec<Party> = other.iter().filter_map(|code| party::of_land(gazetteer, code)).collect();
        if !targets.is_empty() {
            report.evidence.push("target: with whom the article has the source at war".to_owned());
            report.targets = targets;
        }
    }
}

/// How many reports must set two countries over against each other, and how many times as many as any other two, for the
/// article to be on them.
const PAIR: usize = 2;

/// Gives each charge, threat or sanction of a country of which the text names no target the other of the two countries that
/// the article is on: "Peru recalled its ambassador".
pub fn answer(gazetteer: &Gazetteer, reports: &mut [Report]) {
    let Some(pair) = pair_of_article(gazetteer, reports) else { return };
    for report in reports.iter_mut().filter(|r| r.targets.is_empty() && is_against(r)) {
        let own = countries(&report.sources);
        let other = pair.iter().find(|c| own.len() == 1 && !own.contains(c) && pair.contains(&own[0]));
        if let Some(target) = other.and_then(|code| party::of_land(gazetteer, code)) {
            report.evidence.push("target: the other of the two countries that the article is on".to_owned());
            report.targets = vec![target];
        }
    }
}

/// True for acts against another country, and not against somebody at home.
fn is_against(report: &Report) -> bool {
    let abroad = ["allege", "disapprove", "discontinue", "expel", "restrict"];
    let mode = report.mode.as_deref().is_none_or(|m| abroad.contains(&m));
    mode && [ACCUSE, SANCTION, THREATEN].contains(&&*report.kind)
}

/// The two countries that most reports set over against each other.
pub(super) fn pair_of_article(gazetteer: &Gazetteer, reports: &[Report]) -> Option<[String; 2]> {
    let country = |c: &String| gazetteer.land(c).is_some_and(|l| gazetteer.lands[l].country);
    let mut counts: BTreeMap<[String; 2], usize> = BTreeMap::new();
    for report in reports {
        let mut pair = [countries(&report.sources), countries(&report.targets)].concat();
        pair.sort();
        pair.dedup();
        if let Ok(pair) = <[String; 2]>::try_from(pair)
            && pair.iter().all(country)
        {
            *counts.entry(pair).or_default() += 1;
        }
    }
    let (pair, most) = counts.iter().max_by_key(|(_, count)| **count)?;
    let next = counts.iter().filter(|(other, _)| *other != pair).map(|(_, count)| *count).max().unwrap_or(0);
    (*most >= PAIR && *most >= next * PAIR).then(|| pair.clone())
}

/// "Peruvian shelling killed three people": those of whom the text does not say whence they are, are of the other side, where
/// the article tells of one, and not of that which strikes them.
fn spare_own(page: Page<'_>, gazetteer: &Gazetteer, fights: &[Fight], report: &mut Report) {
    let own = countries(&report.sources);
    let other = opposite(&own, fights).unwrap_or_default();
    let [other] = other.as_slice() else { return };
    let placed = page.entities.placed(page.parse, page.trigger(report));
    let strangers = |p: &Party| {
        // "It denies targeting civilians", told in a third land.
        let elsewhere = p.country.as_ref().is_some_and(|c| c != other && Some(c) != placed.as_ref());
        p.kind == EntityKind::Group && elsewhere && is_guessed(page, p)
    };
    for party in report.targets.iter_mut().filter(|p| strangers(p)) {
        party::settle(gazetteer, party, Some(other));
        report.evidence.push("target: of the side with whom the article has the source at war".to_owned());
    }
}

/// "400 officers landed in Lima": visitors of whom the text does not say whence they are, are not of where they arrive.
fn from_elsewhere(page: Page<'_>, gazetteer: &Gazetteer, report: &mut Report) {
    let there = countries(&report.targets);
    let own = |p: &Party| p.country.as_ref().is_some_and(|c| there.contains(c)) && p.kind == EntityKind::Group;
    for party in report.sources.iter_mut().filter(|p| own(p) && is_guessed(page, p)) {
        party::settle(gazetteer, party, None);
    }
}

/// True for people of whom the text does not say whence they are.
pub(super) fn is_guessed(page: Page<'_>, party: &Party) -> bool {
    let people = matches!(party.kind, EntityKind::Group | EntityKind::Person);
    people && party.span.is_some_and(|span| !tells_land(page, span))
}

/// True where the words at a span, or what hangs on them, name a land or whose the people are.
fn tells_land(page: Page<'_>, span: Points) -> bool {
    let at = |r: &&Reference| page.ruler.points(page.text, r.span) == span;
    let Some(people) = page.entities.references.iter().find(at) else { return true };
    let inside = |t: usize| page.entities.at(t).is_some_and(|r| r != people && !r.actors.is_empty());
    people.form != Form::Description || page.parse.subtree(people.head).any(inside)
}

/// Whom some countries fight, where all that is told of them names the same.
pub(super) fn opposite(own: &[String], fights: &[Fight]) -> Option<Vec<String>> {
    let on = |side: &[String]| own.iter().all(|c| side.contains(c));
    let struck = fights.iter().filter(|(who, _)| on(who)).map(|(_, whom)| whom);
    let mut others = struck.chain(fights.iter().filter(|(_, whom)| on(whom)).map(|(who, _)| who));
    let first = others.next()?;
    others.all(|o| o == first).then(|| first.clone())
}

/// The countries of the places that the sentence of a report names beside those who act.
fn places(page: Page<'_>, gazetteer: &Gazetteer, report: &Report) -> Vec<String> {
    let parse = page.parse;
    let here = report.trigger.span;
    let points = |s: &std::ops::Range<usize>| page.ruler.points(page.text, parse.span(s.clone()));
    let sentence = parse.sentences.iter().find(|s| points(s).start <= here.start && here.end <= points(s).end);
    let inside = |head: usize| sentence.is_some_and(|s| s.contains(&head));
    let beside = |head: usize| matches!(parse.tokens[head].dep, Dep::Nmod | Dep::Obl | Dep::OblMod | Dep::OblArg);
    let named = page.entities.references.iter().filter(|r| r.form == Form::Name && inside(r.head) && beside(r.head));
    let country = |a: &usize| match page.entities.actors[*a].origin {
        Origin::Land(land) => Some(&gazetteer.lands[land]).filter(|l| l.country).map(|l| l.code.clone()),
        Origin::Place(_) => page.entities.actors[*a].country.clone(),
        _ => None,
    };
    named.flat_map(|r| &r.actors).filter_map(country).collect()
}

/// The sides of an attack of one country on another, where those who are hit are such.
pub(super) fn fight(report: &Report, such: impl Fn(&Party) -> bool) -> Option<Fight> {
    let done = matches!(report.status, Status::Happened | Status::Ongoing);
    let told = report.kind == ASSAULT && done && acts(report);
    let (who, whom) = (countries(&report.sources), countries(&report.targets));
    let apart = !who.is_empty() && !whom.is_empty() && who.iter().all(|c| !whom.contains(c));
    (told && apart && report.targets.iter().all(such)).then_some((who, whom))
}

/// True where countries or their bodies act, and not merely people of theirs.
fn acts(report: &Report) -> bool {
    !report.sources.is_empty() && report.sources.iter().all(is_state)
}

/// True for countries and their bodies.
pub(super) fn is_state(party: &Party) -> bool {
    matches!(party.kind, EntityKind::Country | EntityKind::Organisation)
}

/// The countries of some parties, in order.
pub(super) fn countries(parties: &[Party]) -> Vec<String> {
    let mut codes: Vec<String> = parties.iter().filter_map(|p| p.country.clone()).collect();
    codes.sort();
    codes.dedup();
    codes
}

/// The nouns of war in the first sentence.
fn wars<'a>(page: Page<'a>, lexicon: &'a Lexicon) -> impl Iterator<Item = usize> + 'a {
    let first = page.parse.sentences.first().cloned().unwrap_or_default();
    let noun = |t: &usize| matches!(page.parse.tokens[*t].pos, Pos::Noun | Pos::Propn);
    first.filter(noun).filter(|t| lexicon.tells(page.parse, *t, ASSAULT))
}

/// "Guerre Oslo-Lima": the two between which the first sentence says that there is war.
fn pair_at_war(page: Page<'_>, lexicon: &Lexicon) -> Option<Fight> {
    let country = |a: &usize| page.entities.actors[*a].country.clone();
    let pairs = wars(page, lexicon).map(|t| page.entities.of_hyphen(page.parse, t));
    let pair = pairs.map(|p| p.iter().filter_map(country).collect::<Vec<_>>()).find(|p| p.len() == 2)?;
    (pair[0] != pair[1]).then(|| (vec![pair[0].clone()], vec![pair[1].clone()]))
}

/// "Guerre au Tigré : …": the country of the war that opens the article as its label.
fn theatre(page: Page<'_>, gazetteer: &Gazetteer, lexicon: &Lexicon, grammar: &Grammar) -> Option<String> {
    let parse = page.parse;
    let named = |t: &usize| {
        let reference = page.entities.headed(*t).filter(|r| r.form == Form::Name)?;
        match page.entities.actors[*reference.actors.first()?].origin {
            Origin::Land(land) if gazetteer.lands[land].country => Some(gazetteer.lands[land].code.clone()),
            _ => None,
        }
    };
    let label = |t: usize| {
        let mut lands =
            parse.with(t, &[Dep::Nmod, Dep::OblMod]).filter(|n| grammar.is_inside(&grammar.case(parse, *n)));
        lands.find(|n| parse.tokens.get(parse.subtree(*n).end).is_some_and(|next| next.pos == Pos::Punct))
    };
    wars(page, lexicon).filter_map(label).find_map(|n| named(&n))
}
