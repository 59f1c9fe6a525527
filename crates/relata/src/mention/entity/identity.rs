//! Given names and descriptions of one article, yields whom a description without a name means: the one person named
//! nearby whom gender, country and office allow.

use super::office::is_singular;
use super::{Actor, Entities, Form, Origin, Reference, Setting};
use crate::parse::Dep;
use crate::record::EntityKind;

/// How many sentences behind a name a description may stand, and before it.
const BEHIND: usize = 3;
const BEFORE: usize = 1;

/// Offices that a description may share with a name whose office is not told.
const PUBLIC: [&str; 12] = [
    "leader",
    "elected_head_of_state",
    "party_leader",
    "legislator",
    "candidate",
    "mayor",
    "governor",
    "minister",
    "director",
    "elected_official",
    "activist",
    "chief_executive",
];

/// Joins each definite description of an unnamed person to the only named person whom it may mean.
pub(super) fn join(setting: Setting<'_>, found: &mut Entities) {
    join_called(found);
    for at in 0..found.references.len() {
        let reference = &found.references[at];
        let [described] = reference.actors.as_slice() else { continue };
        let (described, row) = (*described, &found.actors[*described]);
        if row.origin != Origin::Description || row.kind != EntityKind::Person || !definite(setting, reference) {
            continue;
        }
        if let Some(named) = meant(setting, found, reference, row) {
            merge(found, described, named);
        }
    }
}

/// "Le pape … François": one word names whom a description means whose name it ends.
fn join_called(found: &mut Entities) {
    let described: Vec<usize> =
        found.references.iter().filter(|r| r.form == Form::Description).flat_map(|r| r.actors.clone()).collect();
    let fold = crate::mention::gazetteer::fold;
    for called in 0..found.actors.len() {
        let row = &found.actors[called];
        let single = row.origin == Origin::Article && row.kind == EntityKind::Person && !row.name.contains(' ');
        let word = fold(&row.name);
        let ends = |a: &&usize| {
            let other = &found.actors[**a];
            let reigns = other.roles.iter().any(|r| matches!(r.role.as_str(), "pope" | "monarch"));
            reigns && fold(&other.name).split(' ').any(|w| w == word)
        };
        if let Some(known) = described.iter().find(ends).copied().filter(|_| single) {
            let references = found.references.iter_mut().flat_map(|r| r.actors.iter_mut());
            references.filter(|a| **a == called).for_each(|a| *a = known);
        }
    }
}

/// True under a definite article or a demonstrative.
fn definite(setting: Setting<'_>, reference: &Reference) -> bool {
    let first = setting.parse.under(reference.span).start;
    let feats = &setting.parse.tokens[first].feats;
    feats.contains("Definite=Def") || feats.contains("PronType=Dem")
}

/// The only candidate; of several the only one who is a subject in the next or the last sentence.
fn meant(setting: Setting<'_>, found: &Entities, description: &Reference, row: &Actor) -> Option<usize> {
    let parse = setting.parse;
    let sentence = |r: &Reference| parse.tokens[r.head].sentence;
    let here = sentence(description);
    let (mut near, mut subjects): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for reference in found.references.iter().filter(|r| r.form == Form::Name && r.actors.len() == 1) {
        let (actor, there) = (reference.actors[0], sentence(reference));
        let reach = there + BEHIND >= here && there <= here + BEFORE;
        if !reach || near.contains(&actor) && subjects.contains(&actor) || !may_be(found, actor, row) {
            continue;
        }
        let beside = found.references.iter().any(|r| sentence(r) == here && r.actors.contains(&actor));
        if beside {
            continue;
        }
        if !near.contains(&actor) {
            near.push(actor);
        }
        let subject = matches!(parse.tokens[reference.head].dep, Dep::Nsubj | Dep::NsubjPass);
        if subject && there.abs_diff(here) == 1 && !subjects.contains(&actor) {
            subjects.push(actor);
        }
    }
    match (near.as_slice(), subjects.as_slice()) {
        ([one], _) | (_, [one]) => Some(*one),
        _ => None,
    }
}

/// True where gender, country and office do not contradict.
fn may_be(found: &Entities, actor: usize, described: &Actor) -> bool {
    let named = &found.actors[actor];
    let apart = |a: Option<bool>, b: Option<bool>| a.zip(b).is_some_and(|(a, b)| a != b);
    let abroad = named.country.is_some() && described.country.is_some() && named.country != described.country;
    if named.kind != EntityKind::Person || apart(named.female, described.female) || abroad {
        return false;
    }
    let office = described.roles.first().map(|r| r.role.as_str());
    let governs = named.roles.iter().any(|r| r.to.is_none() && is_singular(&r.role));
    match office {
        None => named.origin == Origin::Article || !governs,
        Some(office) => {
            let same = named.roles.iter().any(|r| r.role == office);
            same || (PUBLIC.contains(&office)
                && !governs
                && (named.roles.is_empty() || named.origin != Origin::Article))
        }
    }
}

/// Lets the named person take the place of the description's.
fn merge(found: &mut Entities, described: usize, named: usize) {
    for reference in &mut found.references {
        for actor in reference.actors.iter_mut().filter(|a| **a == described) {
            *actor = named;
        }
    }
    let (roles, country, female) = {
        let row = &found.actors[described];
        (row.roles.clone(), row.country.clone(), row.female)
    };
    let row = &mut found.actors[named];
    if row.origin == Origin::Article {
        row.country = row.country.take().or(country);
        row.roles.extend(roles);
    }
    row.female = row.female.or(female);
}
