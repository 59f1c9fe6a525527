//! Given "son homologue chinois", yields who holds in China the office of the one whose counterpart it is.

use super::description::Describing;
use super::{Entities, Origin};
use crate::parse::Dep;
use crate::record::EntityKind;

/// The holders, in the named lands, of the office of the person that the clause speaks of.
pub(super) fn resolve(describing: &mut Describing<'_, '_>, head: usize, lands: &[usize]) -> Vec<usize> {
    if lands.is_empty() {
        return neighbour(describing, head).into_iter().collect();
    }
    let Some(person) = principal(describing, head, lands) else { return Vec::new() };
    let day = describing.setting.published.map(|p| p.to);
    let offices = offices_of(describing, person, day);
    let mut found = Vec::new();
    for land in lands {
        let holder = offices.iter().find_map(|office| describing.holder(office, *land, false, None));
        found.extend(holder.or(Some(*land)));
    }
    found
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
