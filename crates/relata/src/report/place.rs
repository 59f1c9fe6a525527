//! Given a trigger, yields where the event lies: a place under a preposition of place, near in the tree; and which places
//! are no parties.

use super::grammar::Grammar;
use super::role::Filled;
use super::{Coding, GRANTED, PROTEST, Page, REJECT, Rule, SPOKEN, SUBJECT};
use crate::mention::entity::{Form, Origin, Reference};
use crate::mention::gazetteer::Gazetteer;
use crate::parse::{Dep, Gender, Pos};
use crate::record::{EntityKind, Place};

/// The mode of reproaches.
const DISAPPROVE: &str = "disapprove";

impl Coding<'_> {
    /// "conteste le projet d'autoroute Brive-Tulle": one does not speak to a place that nobody knows; and in "Espagne :
    /// manifestations" the land is where they are.
    pub(super) fn drop_mere_places(&self, token: usize, rule: &Rule, who: &mut Vec<Filled>, whom: &mut Vec<Filled>) {
        let entities = self.page.entities;
        let noun = self.page.parse.tokens[token].pos == Pos::Noun;
        let unknown = |a: &usize| {
            let actor = &entities.actors[*a];
            actor.origin == Origin::Article && actor.kind == EntityKind::Place
        };
        let label = |f: &Filled| {
            let named = f.token.and_then(|t| entities.headed(t)).is_some_and(|r| r.form == Form::Name);
            let place = |a: &usize| matches!(entities.actors[*a].origin, Origin::Land(_) | Origin::Place(_));
            named && f.path == SUBJECT && f.actors.iter().all(place)
        };
        // "denied it": what is refused is a thing; "agreed to open a school in Lima": a place is no partner.
        let thing = |f: &Filled| {
            let reference = f.token.and_then(|t| entities.headed(t));
            reference.is_some_and(|r| r.form == Form::Pronoun && r.gender == Gender::Neut)
        };
        let place = |f: &Filled| f.actors.iter().all(|a| entities.actors[*a].kind == EntityKind::Place);
        // "condemned it": so is what is disapproved of.
        let judged = rule.kind == REJECT || rule.mode.as_deref() == Some(DISAPPROVE);
        whom.retain(|f| !(judged && thing(f) || GRANTED.contains(&&*rule.kind) && place(f)));
        if rule.kind == PROTEST && noun {
            who.retain(|f| !label(f));
        } else if SPOKEN.contains(&&*rule.kind) {
            let land = |a: &usize| matches!(entities.actors[*a].origin, Origin::Land(_));
            // "des appels lancés à Paris et à Lille": nor to cities under a preposition of place.
            let city = |a: &usize| matches!(entities.actors[*a].origin, Origin::Place(_));
            // Nor to the country whose capital opens the sentence: "À Paris, le ministre a affiché son soutien".
            let verb = self.page.parse.tokens[token].pos == Pos::Verb;
            let opens = |f: &Filled| verb && f.token.is_some_and(|t| t < token) && f.actors.iter().any(land);
            let there = |f: &Filled| self.reporter.grammar.places(&f.path) && (f.actors.iter().any(city) || opens(f));
            whom.retain(|f| !f.actors.iter().all(unknown) && !there(f));
        }
    }

    /// Whom a visit is paid to, by the place where it is paid.
    pub(super) fn visited(&self, trigger: usize) -> Option<Filled> {
        let grammar = &self.reporter.grammar;
        let place = token_of_event(self.page, grammar, trigger)?;
        if grammar.is_whence(&grammar.case(self.page.parse, place)) {
            return None;
        }
        let actors = self.roles().phrase(place);
        Some(Filled { actors, token: Some(place), path: "place of the visit".to_owned() })
    }

    /// "un journaliste détenu en Iran": who holds, tries or frees somebody in a country is that country, where nobody else
    /// is told.
    pub(super) fn jailer(&self, trigger: usize) -> Filled {
        let parse = self.page.parse;
        let country = |t: &usize| {
            let reference = self.page.entities.headed(*t).filter(|r| r.form == Form::Name);
            let land = |a: &usize| match self.page.entities.actors[*a].origin {
                Origin::Land(land) => self.gazetteer.lands[land].country,
                _ => false,
            };
            reference.is_some_and(|r| r.actors.iter().all(land))
        };
        let own = parse.children(trigger).iter().copied().filter(|t| *t > trigger);
        let inside = |t: &usize| self.reporter.grammar.is_inside(&self.reporter.grammar.case(parse, *t));
        let place = own.filter(inside).find(country);
        self.roles().named(place, "who holds there")
    }

    /// "Une frappe russe a fait six morts dans le sud de l'Ukraine": the foreign land where somebody strikes is hit.
    pub(super) fn land_struck(&self, trigger: usize, who: &Filled) -> Option<Filled> {
        let country = |a: &usize| self.page.entities.actors[*a].country.as_ref();
        let own: Vec<&String> = who.actors.iter().filter_map(country).collect();
        let grammar = &self.reporter.grammar;
        let told = token_of_event(self.page, grammar, trigger);
        let place = told.or_else(|| deeper_place(self.page, grammar, trigger))?;
        if !grammar.is_inside(&grammar.case(self.page.parse, place)) {
            return None;
        }
        let actors = self.roles().phrase(place);
        let foreign = |a: &usize| country(a).is_some_and(|c| !own.contains(&c));
        let hit = !own.is_empty() && !actors.is_empty() && actors.iter().all(foreign);
        hit.then(|| Filled { actors, token: Some(place), path: "place of the deed".to_owned() })
    }
}

/// The place of the event that `trigger` names; `None` where the text names none.
pub(super) fn of_event(page: Page<'_>, gazetteer: &Gazetteer, grammar: &Grammar, trigger: usize) -> Option<Place> {
    let named = |t: usize| place(page, gazetteer, page.entities.headed(t)?);
    let near = candidates(page, grammar, trigger).into_iter().find_map(named);
    // A whole country beside the object is whom the act is for: "a imposé des sanctions à la Birmanie".
    near.or_else(|| of_object(page, grammar, trigger).into_iter().filter_map(named).find(|p| p.precision != "country"))
}

/// "signed an agreement in La Paz": phrases under a preposition of place that hang on the verb's object.
fn of_object(page: Page<'_>, grammar: &Grammar, trigger: usize) -> Vec<usize> {
    let parse = page.parse;
    let objects = parse.with(trigger, &[Dep::Obj]).filter(|_| parse.tokens[trigger].pos == Pos::Verb);
    let phrases = objects.flat_map(|o| parse.children(o).to_vec());
    let nominal = |t: &usize| matches!(parse.tokens[*t].dep, Dep::Obl | Dep::OblArg | Dep::OblMod | Dep::Nmod);
    phrases.filter(nominal).filter(|t| grammar.places(&grammar.case(parse, *t))).collect()
}

/// The token that names the place of an event.
fn token_of_event(page: Page<'_>, grammar: &Grammar, trigger: usize) -> Option<usize> {
    let named = |t: &usize| page.entities.headed(*t).is_some_and(|r| !r.actors.is_empty());
    candidates(page, grammar, trigger).into_iter().find(named)
}

/// "a fait dix morts dans le sud du pays": a phrase of place that the tree hangs on whom the clause tells of.
fn deeper_place(page: Page<'_>, grammar: &Grammar, trigger: usize) -> Option<usize> {
    let parse = page.parse;
    let clause = parse.up(trigger).take(3).find(|t| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux))?;
    let nominal = |t: usize| matches!(parse.tokens[t].pos, Pos::Noun | Pos::Propn | Pos::Num);
    let within = |t: &usize| nominal(*t) && parse.up(*t).take_while(|u| *u != clause).all(nominal);
    let mut below = parse.subtree(clause).filter(within);
    below.find(|t| *t > trigger && grammar.places(&grammar.case(parse, *t)))
}

/// Phrases under a preposition of place that hang on the trigger or on its clause's verb.
fn candidates(page: Page<'_>, grammar: &Grammar, trigger: usize) -> Vec<usize> {
    let parse = page.parse;
    let clause = parse.up(trigger).take(3).find(|t| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux));
    let nominal = |t: &usize| matches!(parse.tokens[*t].dep, Dep::Obl | Dep::OblArg | Dep::OblMod | Dep::Nmod);
    let near = std::iter::once(trigger).chain(clause).flat_map(|t| parse.children(t).to_vec());
    near.filter(nominal).filter(|t| grammar.places(&grammar.case(parse, *t))).collect()
}

fn place(page: Page<'_>, gazetteer: &Gazetteer, reference: &Reference) -> Option<Place> {
    let actor = &page.entities.actors[*reference.actors.first()?];
    let name = reference.span.of(page.text);
    let (at, precision, entity) = match (actor.origin, reference.form) {
        (Origin::Land(land), Form::Metonym) => {
            let row = &gazetteer.lands[land];
            let capital = row.capital.as_deref().unwrap_or(&row.name);
            (row.capital_at, "city", format!("place-{}", crate::mention::gazetteer::slug(capital)))
        }
        (Origin::Land(land), Form::Name) => {
            let row = &gazetteer.lands[land];
            (row.at, if row.country { "country" } else { "region" }, row.entity.clone())
        }
        (Origin::Place(place), _) => {
            let row = &gazetteer.places[place];
            (row.at, row.precision.as_str(), actor.entity.clone())
        }
        _ if actor.kind == EntityKind::Place => (None, "site", actor.entity.clone()),
        _ => return None,
    };
    Some(Place {
        entity,
        name: name.to_owned(),
        latitude: at.map(|a| a.0),
        longitude: at.map(|a| a.1),
        precision: precision.to_owned(),
    })
}
