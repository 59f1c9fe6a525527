//! Given "son homologue chinois", yields who holds in China the office of the one whose counterpart it is.

use super::description::{Describing, Description};
use super::name::{land_actor, person_actor};
use super::{Entities, Origin};
use crate::parse::Dep;
use crate::record::EntityKind;

/// The holders, in the named lands, of the office of the person that the clause speaks of; for a successor or
/// predecessor of that office itself.
pub(super) fn resolve(describing: &mut Describing<'_, '_>, description: &Description<'_>) -> Vec<usize> {
    let (head, lands) = (description.head, description.lands.as_slice());
    let office = description.found.title.office.as_deref();
    if let Some(after) = office.filter(|o| matches!(*o, "successor" | "predecessor")).map(|o| o == "successor") {
        return vec![in_turn(describing, description, after)];
    }
    if lands.is_empty() {
        // "a porté plainte contre ses voisins": of one who is no land, and speaks for none.
        return neighbour(describing, head).map_or_else(|| neighbours(describing, description), |land| vec![land]);
    }
    // "Hanoï se méfie de son voisin chinois": a country's counterpart is a country.
    if of_country(describing, head) {
        return lands.to_vec();
    }
    let person = principal(describing, head, lands).or_else(|| leaders(describing, head));
    let Some(person) = person else { return lands.to_vec() };
    let day = describing.setting.published.map(|p| p.to);
    let offices = offices_of(describing, person, day);
    let mut found = Vec::new();
    for land in lands {
        let holder = offices.iter().find_map(|office| describing.holder(office, *land, false, None));
        found.push(holder.unwrap_or_else(|| match office {
            Some("counterpart") => describing.unnamed(description, Some(*land)),
            _ => *land,
        }));
    }
    found
}

/// "son successeur": who held the office of the person that the clause speaks of after, or before.
fn in_turn(describing: &mut Describing<'_, '_>, description: &Description<'_>, after: bool) -> usize {
    let given = description.lands.iter().copied().find(|a| describing.found.actors[*a].kind == EntityKind::Person);
    let person = given.or_else(|| principal(describing, description.head, &[]));
    let origin = person.map(|p| describing.found.actors[p].origin);
    let other = match (origin, describing.setting.published) {
        (Some(Origin::Person(known)), Some(day)) => describing.finder.gazetteer.in_turn(known, day.to, after),
        _ => None,
    };
    if let Some(other) = other {
        return person_actor(describing.finder, describing.found, other);
    }
    let country = person.and_then(|p| describing.found.actors[p].country.clone());
    let land = country.and_then(|c| describing.finder.gazetteer.land(&c));
    let land = land.map(|l| land_actor(describing.finder, describing.found, l));
    describing.unnamed(description, land)
}

/// True where the subject of the clause is a country.
fn of_country(describing: &Describing<'_, '_>, head: usize) -> bool {
    let (found, parse): (&Entities, _) = (describing.found, describing.setting.parse);
    let subjects = parse.up(head).skip(1).find_map(|v| parse.child(v, &[Dep::Nsubj, Dep::NsubjPass]));
    let actors = subjects.filter(|s| *s != head).map(|s| found.of_phrase(parse, s)).unwrap_or_default();
    !actors.is_empty() && actors.iter().all(|a| found.actors[*a].kind == EntityKind::Country)
}

/// "son voisin": of the countries named before, the last that borders the one whose neighbour it is.
fn neighbour(describing: &Describing<'_, '_>, head: usize) -> Option<usize> {
    let (found, parse): (&Entities, _) = (describing.found, describing.setting.parse);
    let sentence = parse.tokens[head].sentence;
    let mut earlier: Vec<&super::Reference> = found.references.iter().filter(|r| r.head < head).collect();
    earlier.retain(|r| sentence - parse.tokens[r.head].sentence <= 2);
    earlier.sort_by_key(|r| std::cmp::Reverse(r.head));
    let mut lands: Vec<usize> = Vec::new();
    for actor in earlier.iter().flat_map(|r| &r.actors) {
        let new = matches!(found.actors[*actor].origin, Origin::Land(_)) && !lands.contains(actor);
        lands.extend(new.then_some(*actor));
    }
    let borders = |a: usize, b: usize| match (found.actors[a].origin, &found.actors[b].country) {
        (Origin::Land(land), Some(code)) => describing.finder.gazetteer.lands[land].borders.contains(code),
        _ => false,
    };
    let (own, others) = lands.split_first()?;
    others.iter().copied().find(|other| borders(*own, *other))
}

/// People without a name who live beside somebody who holds no office.
fn neighbours(describing: &mut Describing<'_, '_>, description: &Description<'_>) -> Vec<usize> {
    let lives = description.found.title.office.as_deref() == Some("neighbour");
    let of = principal(describing, description.head, &[]).filter(|_| lives);
    match of {
        Some(person) if describing.found.actors[person].roles.is_empty() => describing.group(description),
        _ => Vec::new(),
    }
}

/// Whose counterpart is meant: the subject of the clause, else the person mentioned last in the sentence or before.
pub(super) fn principal(describing: &Describing<'_, '_>, head: usize, lands: &[usize]) -> Option<usize> {
    let parse = describing.setting.parse;
    let found: &Entities = describing.found;
    let own: Vec<&String> = lands.iter().filter_map(|l| found.actors[*l].country.as_ref()).collect();
    let fits = |a: usize| {
        let actor = &found.actors[a];
        actor.kind == EntityKind::Person && actor.country.as_ref().is_none_or(|c| !own.contains(&c))
    };
    for verb in parse.up(head).skip(1) {
        for subject in parse.with(verb, &[Dep::Nsubj, Dep::NsubjPass]) {
            if let Some(actor) = found.of_phrase(parse, subject).into_iter().find(|a| subject != head && fits(*a)) {
                return Some(actor);
            }
        }
    }
    let near = |r: &&super::Reference| {
        let distance = parse.tokens[head].sentence as i64 - parse.tokens[r.head].sentence as i64;
        (r.head < head && distance <= 2) || distance == 0
    };
    let candidates = found.references.iter().filter(near).filter(|r| r.actors.len() == 1 && fits(r.actors[0]));
    candidates.min_by_key(|r| r.head.abs_diff(head)).map(|r| r.actors[0])
}

/// "Les dirigeants du G7 et leur homologue": the holders of an office without a name who are the clause's subject.
fn leaders(describing: &Describing<'_, '_>, head: usize) -> Option<usize> {
    let (found, parse): (&Entities, _) = (describing.found, describing.setting.parse);
    let subject = parse.up(head).skip(1).find_map(|v| parse.child(v, &[Dep::Nsubj, Dep::NsubjPass]))?;
    let actors = found.of_phrase(parse, subject).into_iter();
    actors.filter(|_| subject != head).find(|a| !found.actors[*a].roles.is_empty())
}

/// The offices of a person on a day, the present ones first.
fn offices_of(describing: &Describing<'_, '_>, person: usize, day: Option<jiff::civil::Date>) -> Vec<String> {
    let actor = &describing.found.actors[person];
    let mut offices: Vec<String> = Vec::new();
    if let Origin::Person(known) = actor.origin {
        let terms = describing.finder.gazetteer.offices_of(known).filter(|o| day.is_none_or(|d| o.holds(d)));
        offices.extend(terms.map(|o| o.office.clone()));
    }
    let further: Vec<String> = actor.roles.iter().map(|r| r.role.clone()).filter(|r| !offices.contains(r)).collect();
    offices.extend(further);
    offices
}
