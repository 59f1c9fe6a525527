//! Given what many articles say of people whom no table knows, yields who of one name is one person: namesakes whose
//! countries, callings or genders contradict stand apart, and a surname with an office joins the full name.
//!
//! Nothing here depends on the order of the readings: what articles say of a name is put into one order first.

use crate::mention::gazetteer::{fold, slug};
use crate::record::{Bearer, Reading, Speaker};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What one article, or several that agree, say of a person beside the name.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Traits {
    country: Option<String>,
    callings: BTreeSet<String>,
    female: Option<bool>,
}

/// One person of a name.
struct Someone {
    traits: Traits,
    roles: BTreeSet<(String, Option<String>)>,
    /// The fullest name.
    name: String,
    documents: BTreeSet<String>,
    /// What the articles say that speak of this person.
    said: BTreeSet<Traits>,
}

/// Names each person of the readings by an entity of their own, in place. Yields the same for readings that it has
/// been given before, in any order.
pub fn tell_apart(readings: &mut [Reading]) {
    for reading in readings.iter_mut() {
        let former = reading.bearers.iter().filter(|b| b.entity != b.slug);
        rename(reading, &former.map(|b| (b.entity.clone(), (b.slug.clone(), b.name.clone()))).collect());
    }
    let mut people: BTreeMap<String, Vec<Someone>> = BTreeMap::new();
    for (slug, said) in said_of(readings) {
        people.insert(slug, grouped(said));
    }
    let entities = entities(&people);
    let known = known(readings);
    let families = families(&people);
    for reading in readings.iter_mut() {
        let strangers = reading.bearers.iter().filter(|b| !b.known);
        let anew = strangers.filter_map(|b| Some((&b.slug, joined(b, &people, &entities, &known, &families)?)));
        let anew = anew.filter(|(slug, (entity, _))| *slug != entity);
        rename(reading, &anew.map(|(slug, named)| (slug.clone(), named)).collect());
    }
}

type Said<'r> = BTreeMap<Traits, Vec<(&'r str, &'r Bearer)>>;

/// What articles say of each name that the gazetteer does not know, by slug and by what is said.
fn said_of(readings: &[Reading]) -> BTreeMap<String, Said<'_>> {
    let mut names: BTreeMap<String, Said<'_>> = BTreeMap::new();
    for reading in readings {
        for bearer in reading.bearers.iter().filter(|b| !b.known) {
            let said = names.entry(bearer.slug.clone()).or_default().entry(traits(bearer)).or_default();
            said.push((&reading.article.document, bearer));
        }
    }
    names
}

fn traits(bearer: &Bearer) -> Traits {
    let callings = bearer.callings.iter().cloned().collect();
    Traits { country: bearer.country.clone(), callings, female: bearer.female }
}

/// The people of one name: who is told most of comes first, and takes in what does not contradict; then by weight.
fn grouped(said: Said<'_>) -> Vec<Someone> {
    let mut order: Vec<(Traits, Vec<(&str, &Bearer)>)> = said.into_iter().collect();
    order.sort_by_key(|(traits, articles)| (Reverse(traits.told()), Reverse(articles.len())));
    let mut people: Vec<Someone> = Vec::new();
    for (traits, articles) in order {
        let fits = people.iter().enumerate().filter(|(_, p)| p.traits.agree(&traits));
        let best = fits.max_by_key(|(at, p)| (p.traits.shared(&traits), p.documents.len(), Reverse(*at)));
        let at = best.map_or(people.len(), |(at, _)| at);
        if at == people.len() {
            people.push(Someone {
                traits: Traits::default(),
                roles: BTreeSet::new(),
                name: String::new(),
                documents: BTreeSet::new(),
                said: BTreeSet::new(),
            });
        }
        people[at].take(traits, &articles);
    }
    people.sort_by(|a, b| (Reverse(a.documents.len()), &a.traits).cmp(&(Reverse(b.documents.len()), &b.traits)));
    people
}

impl Traits {
    /// How much is told.
    fn told(&self) -> usize {
        usize::from(self.country.is_some())
            + usize::from(self.female.is_some())
            + usize::from(!self.callings.is_empty())
    }

    /// True where nothing contradicts.
    fn agree(&self, other: &Self) -> bool {
        let apart = |a: &Option<String>, b: &Option<String>| a.is_some() && b.is_some() && a != b;
        let gender = self.female.zip(other.female).is_none_or(|(a, b)| a == b);
        let callings =
            self.callings.is_empty() || other.callings.is_empty() || !self.callings.is_disjoint(&other.callings);
        !apart(&self.country, &other.country) && gender && callings
    }

    /// How much is told of both.
    fn shared(&self, other: &Self) -> usize {
        let country = self.country.is_some() && self.country == other.country;
        let gender = self.female.is_some() && self.female == other.female;
        usize::from(country) + usize::from(gender) + usize::from(!self.callings.is_disjoint(&other.callings))
    }
}

impl Someone {
    fn take(&mut self, traits: Traits, articles: &[(&str, &Bearer)]) {
        self.traits.country = self.traits.country.take().or_else(|| traits.country.clone());
        self.traits.female = self.traits.female.or(traits.female);
        self.traits.callings.extend(traits.callings.iter().cloned());
        self.said.insert(traits);
        for (document, bearer) in articles {
            self.documents.insert((*document).to_owned());
            self.roles.extend(bearer.roles.iter().cloned());
            if (bearer.name.len(), &self.name) > (self.name.len(), &bearer.name) {
                self.name.clone_from(&bearer.name);
            }
        }
    }

    /// What tells this person from the others of the name, for an id.
    fn mark(&self) -> String {
        let country = self.traits.country.as_deref().map(slug);
        let calling = self.traits.callings.first().cloned();
        let gender = self.traits.female.map(|f| if f { "f" } else { "m" }.to_owned());
        country.or(calling).or(gender).unwrap_or_else(|| "other".to_owned())
    }
}

/// The entity of each person: the name's slug for the one of whom most articles speak, with a mark for the others.
fn entities(people: &BTreeMap<String, Vec<Someone>>) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    for (slug, bearers) in people {
        let mut ids: Vec<String> = Vec::new();
        for one in bearers {
            let id = if ids.is_empty() { slug.clone() } else { format!("{slug}-{}", one.mark()) };
            let taken = |id: &str| ids.iter().any(|i| i == id) || people.contains_key(id) && id != slug;
            let numbered = (2..).map(|n| format!("{id}-{n}")).find(|i| !taken(i));
            ids.push(if taken(&id) { numbered.unwrap_or(id) } else { id });
        }
        found.insert(slug.clone(), ids);
    }
    found
}

/// A person by surname, with what is told of them.
type Known = BTreeMap<String, BTreeMap<String, (String, Option<String>, BTreeSet<(String, Option<String>)>)>>;

/// The people of the gazetteer whom the readings name, by surname and entity.
fn known(readings: &[Reading]) -> Known {
    let mut found = Known::new();
    for bearer in readings.iter().flat_map(|r| &r.bearers).filter(|b| b.known) {
        let roles = bearer.roles.iter().cloned().collect();
        let row = (bearer.name.clone(), bearer.country.clone(), roles);
        found.entry(surname(&bearer.name)).or_default().insert(bearer.slug.clone(), row);
    }
    found
}

fn surname(name: &str) -> String {
    fold(name.rsplit(' ').next().unwrap_or(name))
}

/// Who bears a full name, by surname: slug, and place among the people of the slug.
type FullNames<'p> = BTreeMap<String, Vec<(&'p str, usize)>>;

fn families(people: &BTreeMap<String, Vec<Someone>>) -> FullNames<'_> {
    let mut found = FullNames::new();
    for (slug, bearers) in people {
        for (at, one) in bearers.iter().enumerate().filter(|(_, p)| p.name.contains(' ')) {
            found.entry(surname(&one.name)).or_default().push((slug, at));
        }
    }
    found
}

/// The entity and fullest name of a bearer; of a surname alone those of the one person with the same office.
fn joined(
    bearer: &Bearer,
    people: &BTreeMap<String, Vec<Someone>>,
    entities: &BTreeMap<String, Vec<String>>,
    known: &Known,
    families: &FullNames<'_>,
) -> Option<(String, String)> {
    let said = traits(bearer);
    let at = people.get(&bearer.slug)?.iter().position(|p| p.said.contains(&said))?;
    let own = (entities[&bearer.slug][at].clone(), bearer.name.clone());
    if bearer.name.contains(' ') || said.country.is_none() {
        return Some(own);
    }
    let last = surname(&bearer.name);
    let serves =
        |roles: &BTreeSet<(String, Option<String>)>| bearer.roles.iter().any(|r| r.1.is_some() && roles.contains(r));
    let mut same: BTreeMap<String, String> = BTreeMap::new();
    for (slug, at) in families.get(&last).into_iter().flatten() {
        let one = &people[*slug][*at];
        if one.traits.country == said.country && one.traits.agree(&said) && serves(&one.roles) {
            same.insert(entities[*slug][*at].clone(), one.name.clone());
        }
    }
    for (entity, (name, country, roles)) in known.get(&last).into_iter().flatten() {
        if *country == said.country && serves(roles) {
            same.insert(entity.clone(), name.clone());
        }
    }
    let one = same.len() == 1;
    same.into_iter().next().filter(|_| one).or(Some(own))
}

/// Puts other entities and names in the place of some throughout a reading: by entity as it is, entity and name.
fn rename(reading: &mut Reading, anew: &BTreeMap<String, (String, String)>) {
    if anew.is_empty() {
        return;
    }
    let swap = |entity: &mut String, name: &mut String, also: &mut Vec<String>| {
        let Some((id, full)) = anew.get(entity.as_str()) else { return };
        entity.clone_from(id);
        if name != full {
            also.retain(|a| a != full);
            also.push(std::mem::replace(name, full.clone()));
        }
    };
    for bearer in reading.bearers.iter_mut().filter(|b| !b.known) {
        if let Some((id, _)) = anew.get(&bearer.entity) {
            bearer.entity.clone_from(id);
        }
    }
    for entity in &mut reading.entities {
        swap(&mut entity.entity, &mut entity.name, &mut entity.also);
    }
    reading.entities.sort_by(|a, b| a.entity.cmp(&b.entity));
    let speak = |speaker: &mut Speaker| {
        if let Some(entity) = &mut speaker.entity {
            swap(entity, &mut speaker.name, &mut speaker.also);
        }
    };
    for report in &mut reading.reports {
        for party in report.sources.iter_mut().chain(&mut report.targets) {
            swap(&mut party.entity, &mut party.name, &mut party.also);
        }
        report.said_by.iter_mut().for_each(speak);
    }
    for quote in &mut reading.quotes {
        quote.speaker.iter_mut().chain(&mut quote.addressee).for_each(speak);
    }
    reading.figures.iter_mut().filter_map(|f| f.said_by.as_mut()).for_each(speak);
}
