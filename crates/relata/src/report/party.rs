//! Given filled roles, yields the parties of a report: who acts on or towards whom, with their countries.

use super::Page;
use super::lexicon::{Mutual, Need};
use super::role::Filled;
use crate::mention::entity::{Actor, Form, Origin};
use crate::mention::gazetteer::Gazetteer;
use crate::parse::{Dep, Number};
use crate::record::{EntityKind, Party};

/// The parties of one report.
pub(super) struct Parties {
    who: Vec<Party>,
    whom: Vec<Party>,
    standing: [Standing; 2],
    /// Of an event of two of whom only one is told: true where the words have him as its source.
    lone: Option<bool>,
}

/// What is known of those on one side beside their names.
#[derive(Clone, Copy, Default)]
struct Standing {
    /// Somebody is known by name, office or country, and not merely as a person.
    public: bool,
    /// Somebody governs, serves a state or a body that acts as one, or fights it.
    state: bool,
    /// The words of the phrase name them themselves.
    itself: bool,
}

/// Sectors of bodies that act as states do, or against them.
const STATE: [&str; 8] = ["gov", "mil", "jud", "leg", "igo", "pol", "spy", "reb"];

impl Parties {
    pub fn new(
        page: Page<'_>,
        gazetteer: &Gazetteer,
        trigger: usize,
        who: &[Filled],
        whom: &[Filled],
        mutual: Mutual,
    ) -> Self {
        let mut sides = [party_list(page, gazetteer, trigger, who), party_list(page, gazetteer, trigger, whom)];
        let standing = [standing(page, gazetteer, who), standing(page, gazetteer, whom)];
        let joint = mutual == Mutual::Joint && !sides[0].is_empty() && !sides[1].is_empty();
        let lone = (mutual != Mutual::No && alone(page, &sides, who, whom)).then_some(!sides[0].is_empty());
        let directed = mutual == Mutual::No || joint;
        if !directed {
            let [mut all, others] = sides;
            for party in others {
                if !all.iter().any(|p| p.entity == party.entity) {
                    all.push(party);
                }
            }
            sides = [all.clone(), all];
        }
        let [who, whom] = sides;
        Self { who, whom, standing, lone }
    }

    /// Where no target is named, the country of the sources, else the one that the sentence plays in, is the target.
    /// In a raid that of the place comes first: "Peruvian gunmen attacked a base in Chile".
    pub fn face_setting(&mut self, page: Page<'_>, gazetteer: &Gazetteer, trigger: usize, raid: bool) {
        if !self.whom.is_empty() {
            return;
        }
        let own = self.who.iter().find_map(|p| p.country.clone());
        // "un ancien footballeur brésilien a défilé à Paris": who is named protests where he is.
        let person = self.who.iter().any(|p| p.kind == EntityKind::Person);
        let placed = page.entities.placed(page.parse, trigger).filter(|_| person || raid);
        let country = placed.or(own).or_else(|| page.entities.setting(page.parse, trigger));
        self.whom.extend(country.and_then(|c| of_land(gazetteer, &c)));
    }

    /// "Peru and Chile agreed to trade": lands that do what nobody else undergoes do it with each other, each facing another
    /// first. Those of one pact stand in one order, and tell who takes part in it elsewhere; these do not.
    pub fn face_each_other(&mut self) {
        let others =
            self.who.iter().filter_map(|p| p.country.as_ref()).filter(|c| self.who[0].country.as_ref() != Some(c));
        // "Peru and Chile agreed to exchange prisoners": people are no partners.
        let people = self.whom.iter().all(|p| p.kind == EntityKind::Group);
        // "The government and the rebels agreed": two bodies of one land.
        let bodies = self.whom.is_empty() && self.who.len() > 1;
        let body = |p: &Party| matches!(p.kind, EntityKind::Country | EntityKind::Organisation);
        let bodies = bodies && self.who.iter().any(body) && self.who.iter().all(|p| p.kind != EntityKind::Person);
        if people && others.count() > 0 || bodies {
            self.whom = self.who.iter().rev().cloned().collect();
        }
    }

    pub fn sources(&self) -> Vec<Party> {
        if self.lone == Some(false) { Vec::new() } else { self.who.clone() }
    }

    pub fn targets(&self) -> Vec<Party> {
        if self.lone == Some(true) { Vec::new() } else { self.whom.clone() }
    }

    /// True where people without a state act.
    pub fn are_crowd(&self) -> bool {
        !self.who.is_empty() && self.who.iter().all(|p| p.kind == EntityKind::Group)
    }

    /// True where both sides are filled.
    pub fn both(&self) -> bool {
        !self.who.is_empty() && !self.whom.is_empty()
    }

    pub fn meet(&self, needs: &[Need]) -> bool {
        let acts = |side: &[Party]| side.iter().any(|p| p.kind != EntityKind::Place);
        let person = |side: &[Party]| {
            side.iter().any(|p| matches!(p.kind, EntityKind::Person | EntityKind::Group | EntityKind::Country))
        };
        let human = |p: &Party| matches!(p.kind, EntityKind::Person | EntityKind::Group);
        let [source, target] = self.standing;
        needs.iter().all(|need| match need {
            // The place is not known yet.
            Need::AnyTold => true,
            Need::AnyPublic => source.public || target.public,
            Need::WhoPublic => source.public,
            Need::WhomPublic => target.public,
            Need::WhoState => source.state,
            Need::WhoHuman => self.who.iter().any(human),
            Need::WhomHuman => self.whom.iter().any(human),
            Need::WhomItself => target.itself,
            Need::AnyActor => acts(&self.who) || acts(&self.whom),
            Need::Two => self.both() && (self.who.len() > 1 || self.who != self.whom),
            Need::WhoActor => acts(&self.who),
            Need::WhomActor => acts(&self.whom),
            Need::WhoPerson => person(&self.who),
            Need::WhomPerson => person(&self.whom),
            Need::WhomPlace => self.whom.iter().any(|p| matches!(p.kind, EntityKind::Place | EntityKind::Country)),
        })
    }
}

/// "une alliance avec le parti": one who is named alone stands on the side where the words have him.
fn alone(page: Page<'_>, sides: &[Vec<Party>; 2], who: &[Filled], whom: &[Filled]) -> bool {
    let token = |f: &Filled| f.token.map(|t| page.parse.tokens[t].morph.number);
    let plural = who.iter().chain(whom).filter_map(token).any(|n| n == Number::Plur);
    let mut all = sides.iter().flatten();
    let Some(first) = all.next() else { return false };
    first.kind != EntityKind::Group && all.all(|p| p.entity == first.entity) && !plural
}

fn standing(page: Page<'_>, gazetteer: &Gazetteer, filled: &[Filled]) -> Standing {
    // "les Russes" are people, not their land.
    let people = |f: &&Filled| f.token.and_then(|t| page.entities.headed(t)).is_some_and(|r| r.form == Form::Demonym);
    let actors = || {
        let known = filled.iter().filter(|f| !people(f));
        known.flat_map(|f| &f.actors).map(|a| &page.entities.actors[*a])
    };
    Standing {
        public: actors().any(is_public),
        state: actors().any(|a| is_state(gazetteer, a)),
        itself: filled.iter().any(|f| f.token.is_some_and(|t| page.entities.headed(t).is_some())),
    }
}

/// A country as a party, by its code.
pub(super) fn of_land(gazetteer: &Gazetteer, code: &str) -> Option<Party> {
    let land = gazetteer.land(code).map(|l| &gazetteer.lands[l])?;
    Some(Party {
        entity: land.entity.clone(),
        name: land.name.clone(),
        also: land.also.clone(),
        kind: EntityKind::Country,
        country: Some(land.code.clone()),
        span: None,
    })
}

fn is_public(actor: &Actor) -> bool {
    let people = matches!(actor.kind, EntityKind::Person | EntityKind::Group);
    !(people && actor.origin == Origin::Description && actor.roles.is_empty())
}

fn is_state(gazetteer: &Gazetteer, actor: &Actor) -> bool {
    match actor.origin {
        Origin::Land(_) | Origin::Person(_) | Origin::Scattered => true,
        Origin::Body(body) => STATE.contains(&gazetteer.bodies[body].sector.as_str()),
        Origin::Description => actor.kind == EntityKind::Organisation || !actor.roles.is_empty(),
        Origin::Article => !actor.roles.is_empty(),
        Origin::Place(_) => false,
    }
}

fn party_list(page: Page<'_>, gazetteer: &Gazetteer, trigger: usize, filled: &[Filled]) -> Vec<Party> {
    let mut parties: Vec<Party> = Vec::new();
    for one in filled {
        for actor in &one.actors {
            let row = &page.entities.actors[*actor];
            if parties.iter().any(|p| p.entity == row.entity) {
                continue;
            }
            let span = one.token.and_then(|t| page.entities.at(t)).map(|r| page.ruler.points(page.text, r.span));
            let mut party = party(page, gazetteer, trigger, *actor, span);
            if row.country.is_none() && party.kind == EntityKind::Group {
                party.country = possessors_country(page, one.token).unwrap_or(party.country);
            }
            parties.push(party);
        }
    }
    parties
}

/// Makes people of whom a country was only guessed those of another, or of none that is known: "civilians (Peru)".
pub(super) fn settle(gazetteer: &Gazetteer, party: &mut Party, country: Option<&str>) {
    let label = |code: &str| gazetteer.land(code).map_or(String::new(), |l| format!(" ({})", gazetteer.lands[l].name));
    let guessed = std::mem::replace(&mut party.country, country.map(str::to_owned)).unwrap_or_default();
    if let Some(words) = party.entity.strip_prefix(&format!("{}-", guessed.to_lowercase())) {
        party.entity = format!("{}-{words}", country.map_or_else(|| "x".to_owned(), str::to_lowercase));
    }
    if let Some(words) = party.name.strip_suffix(&label(&guessed)) {
        party.name = format!("{words}{}", country.map_or_else(String::new, label));
    }
}

/// "their fighters": people of somebody are of his country, known or not; `None` where they are nobody's.
fn possessors_country(page: Page<'_>, token: Option<usize>) -> Option<Option<String>> {
    let token = token?;
    let joined = page.parse.head(token).filter(|_| page.parse.tokens[token].dep == Dep::Conj);
    let own = std::iter::once(token).chain(joined).map(|t| page.entities.of_possessive(page.parse, t));
    let possessors = own.into_iter().find(|p| !p.is_empty())?;
    Some(page.entities.acts_for(*possessors.first()?).cloned())
}

fn party(
    page: Page<'_>,
    gazetteer: &Gazetteer,
    trigger: usize,
    actor: usize,
    span: Option<crate::span::Points>,
) -> Party {
    let acts_for = page.entities.acts_for(actor);
    let told = page.entities.is_stranger(actor);
    let actor = &page.entities.actors[actor];
    let guess = || setting(page, trigger, actor).filter(|_| !told);
    Party {
        entity: actor.entity.clone(),
        name: actor.name.clone(),
        also: actor.also.clone(),
        kind: actor.kind,
        country: acts_for.cloned().or_else(|| region_code(gazetteer, actor)).or_else(guess),
        span,
    }
}

/// A region is no actor, but the code of what it names: "l'Occident" is WEST.
fn region_code(gazetteer: &Gazetteer, actor: &Actor) -> Option<String> {
    match actor.origin {
        Origin::Land(land) => Some(gazetteer.lands[land].code.clone()),
        _ => None,
    }
}

/// Somebody whose country is not told belongs to the one that the sentence plays in, else to the article's; a people of
/// several countries only to the sentence's: "des positions kurdes en Irak".
fn setting(page: Page<'_>, trigger: usize, actor: &Actor) -> Option<String> {
    match actor.origin {
        Origin::Article if actor.kind == EntityKind::Person => page.entities.native(page.parse, trigger),
        // A firm that nobody knows may be of anywhere.
        Origin::Article if actor.kind == EntityKind::Organisation => page.entities.placed(page.parse, trigger),
        Origin::Article | Origin::Description => page.entities.belonging(page.parse, trigger),
        Origin::Body(_) if actor.kind == EntityKind::Group => page.entities.placed(page.parse, trigger),
        _ => None,
    }
}
