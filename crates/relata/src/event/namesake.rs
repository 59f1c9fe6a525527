//! Given what many articles say of people whom no table knows, yields who of one name is one person: namesakes whose
//! countries, callings or genders contradict stand apart, and a surname with an office joins the full name.
//!
//! Nothing here depends on the order of the readings: what articles say of a name is put into one order first.

use crate::mention::gazetteer::{fold, slug};
use crate::record::{Bearer, Reading, Speaker};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What one article, or several that agree, say of a person beside the name.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Traits<'r> {
    country: Option<&'r str>,
    callings: BTreeSet<&'r str>,
    female: Option<bool>,
}

/// One person of a name.
#[derive(Default)]
struct Someone<'r> {
    traits: Traits<'r>,
    roles: BTreeSet<(&'r str, Option<&'r str>)>,
    /// The fullest name.
    name: &'r str,
    documents: BTreeSet<&'r str>,
    /// What the articles say that speak of this person.
    said: BTreeSet<Traits<'r>>,
}

/// The people of each name that the gazetteer does not know, by slug.
type People<'r> = BTreeMap<&'r str, Vec<Someone<'r>>>;

/// What is put in the place of an entity: by entity as it is, entity and name.
type Anew = BTreeMap<String, (String, String)>;

/// Names each person of the readings by an entity of their own, in place. Yields the same for readings that it has
/// been given before, in any order.
pub fn tell_apart(readings: &mut [Reading]) {
    for reading in readings.iter_mut() {
        let former = reading.bearers.iter().filter(|b| b.entity != b.slug);
        rename(reading, &former.map(|b| (b.entity.clone(), (b.slug.clone(), b.name.clone()))).collect());
    }
    let anew = renamed(readings);
    for (reading, anew) in readings.iter_mut().zip(&anew) {
        rename(reading, anew);
    }
}

/// For each reading, whom it calls by another entity than their own.
fn renamed(readings: &[Reading]) -> Vec<Anew> {
    let people = people(readings);
    let entities = entities(&people);
    let known = known(readings);
    let families = families(&people);
    let of_one = |reading: &Reading| {
        let strangers = reading.bearers.iter().filter(|b| !b.known);
        let anew = strangers.filter_map(|b| Some((&b.slug, joined(b, &people, &entities, &known, &families)?)));
        anew.filter(|(slug, (entity, _))| *slug != entity).map(|(slug, named)| (slug.clone(), named)).collect()
    };
    readings.iter().map(of_one).collect()
}

/// What articles say of one name: by what is said, the articles that say it.
type Said<'r> = BTreeMap<Traits<'r>, Vec<(&'r str, &'r Bearer)>>;

/// Who bears each name that the gazetteer does not know.
fn people<'r>(readings: &'r [Reading]) -> People<'r> {
    let mut named: Vec<(&str, &str, &Bearer)> = Vec::new();
    for reading in readings {
        let strangers = reading.bearers.iter().filter(|b| !b.known);
        named.extend(strangers.map(|b| (b.slug.as_str(), reading.article.document.as_str(), b)));
    }
    named.sort_by_key(|(slug, _, _)| *slug);
    let of_name = |same: &[(&'r str, &'r str, &'r Bearer)]| {
        let mut said = Said::new();
        for (_, document, bearer) in same {
            said.entry(traits(bearer)).or_default().push((*document, *bearer));
        }
        (same[0].0, grouped(said))
    };
    named.chunk_by(|a, b| a.0 == b.0).map(of_name).collect()
}

fn traits(bearer: &Bearer) -> Traits<'_> {
    let callings = bearer.callings.iter().map(String::as_str).collect();
    Traits { country: bearer.country.as_deref(), callings, female: bearer.female }
}

/// The people of one name: who is told most of comes first, and takes in what does not contradict; then by weight.
fn grouped(said: Said<'_>) -> Vec<Someone<'_>> {
    let mut order: Vec<(Traits, Vec<(&str, &Bearer)>)> = said.into_iter().collect();
    order.sort_by_key(|(traits, articles)| (Reverse(traits.told()), Reverse(articles.len())));
    let mut people: Vec<Someone> = Vec::new();
    for (traits, articles) in order {
        let fits = people.iter().enumerate().filter(|(_, p)| p.traits.agree(&traits));
        let best = fits.max_by_key(|(at, p)| (p.traits.shared(&traits), p.documents.len(), Reverse(*at)));
        let at = best.map_or(people.len(), |(at, _)| at);
        if at == people.len() {
            people.push(Someone::default());
        }
        people[at].take(traits, &articles);
    }
    people.sort_by(|a, b| (Reverse(a.documents.len()), &a.traits).cmp(&(Reverse(b.documents.len()), &b.traits)));
    people
}

impl<'r> Traits<'r> {
    /// How much is told.
    fn told(&self) -> usize {
        usize::from(self.country.is_some())
            + usize::from(self.female.is_some())
            + usize::from(!self.callings.is_empty())
    }

    /// True where nothing contradicts.
    fn agree(&self, other: &Self) -> bool {
        let apart = |a: Option<&str>, b: Option<&str>| a.is_some() && b.is_some() && a != b;
        let gender = self.female.zip(other.female).is_none_or(|(a, b)| a == b);
        let callings =
            self.callings.is_empty() || other.callings.is_empty() || !self.callings.is_disjoint(&other.callings);
        !apart(self.country, other.country) && gender && callings
    }

    /// How much is told of both.
    fn shared(&self, other: &Self) -> usize {
        let country = self.country.is_some() && self.country == other.country;
        let gender = self.female.is_some() && self.female == other.female;
        usize::from(country) + usize::from(gender) + usize::from(!self.callings.is_disjoint(&other.callings))
    }
}

impl<'r> Someone<'r> {
    fn take(&mut self, traits: Traits<'r>, articles: &[(&'r str, &'r Bearer)]) {
        self.traits.country = self.traits.country.or(traits.country);
        self.traits.female = self.traits.female.or(traits.female);
        self.traits.callings.extend(traits.callings.iter().copied());
        self.said.insert(traits);
        for (document, bearer) in articles {
            self.documents.insert(document);
            self.roles.extend(bearer.roles.iter().map(role));
            if (bearer.name.len(), self.name) > (self.name.len(), bearer.name.as_str()) {
                self.name = &bearer.name;
            }
        }
    }

    /// What tells this person from the others of the name, for an id.
    fn mark(&self) -> String {
        let country = self.traits.country.map(slug);
        let calling = self.traits.callings.first().map(|c| (*c).to_owned());
        let gender = self.traits.female.map(|f| if f { "f" } else { "m" }.to_owned());
        country.or(calling).or(gender).unwrap_or_else(|| "other".to_owned())
    }
}

/// The entity of each person: the name's slug for the one of whom most articles speak, with a mark for the others.
fn entities<'r>(people: &People<'r>) -> BTreeMap<&'r str, Vec<String>> {
    let mut found = BTreeMap::new();
    for (slug, bearers) in people {
        let mut ids: Vec<String> = Vec::new();
        for one in bearers {
            let id = if ids.is_empty() { (*slug).to_owned() } else { format!("{slug}-{}", one.mark()) };
            let taken = |id: &str| ids.iter().any(|i| i == id) || people.contains_key(id) && id != *slug;
            let numbered = (2..).map(|n| format!("{id}-{n}")).find(|i| !taken(i));
            ids.push(if taken(&id) { numbered.unwrap_or(id) } else { id });
        }
        found.insert(*slug, ids);
    }
    found
}

/// What the readings say of somebody of the gazetteer: name, country, roles.
type Row<'r> = (&'r str, Option<&'r str>, BTreeSet<(&'r str, Option<&'r str>)>);

/// The people of the gazetteer whom the readings name, by surname and entity.
type Known<'r> = BTreeMap<String, BTreeMap<&'r str, Row<'r>>>;

fn known(readings: &[Reading]) -> Known<'_> {
    let bearers = readings.iter().flat_map(|r| &r.bearers).filter(|b| b.known);
    // Of those who say the same name, the last one counts.
    let last: FxHashMap<(&str, &str), (usize, &Bearer)> =
        bearers.enumerate().map(|(at, b)| ((b.slug.as_str(), b.name.as_str()), (at, b))).collect();
    let mut last: Vec<(usize, &Bearer)> = last.into_values().collect();
    last.sort_unstable_by_key(|(at, _)| *at);
    let mut found = Known::new();
    for (_, bearer) in last {
        let row = (bearer.name.as_str(), bearer.country.as_deref(), bearer.roles.iter().map(role).collect());
        found.entry(surname(&bearer.name)).or_default().insert(&bearer.slug, row);
    }
    found
}

fn role((office, land): &(String, Option<String>)) -> (&str, Option<&str>) {
    (office, land.as_deref())
}

fn surname(name: &str) -> String {
    fold(name.rsplit(' ').next().unwrap_or(name))
}

/// Who bears a full name, by surname: slug, and place among the people of the slug.
type FullNames<'p> = BTreeMap<String, Vec<(&'p str, usize)>>;

fn families<'p>(people: &People<'p>) -> FullNames<'p> {
    let mut found = FullNames::new();
    for (slug, bearers) in people {
        for (at, one) in bearers.iter().enumerate().filter(|(_, p)| p.name.contains(' ')) {
            found.entry(surname(one.name)).or_default().push((slug, at));
        }
    }
    found
}

/// The entity and fullest name of a bearer; of a surname alone those of the one person with the same office.
fn joined(
    bearer: &Bearer,
    people: &People<'_>,
    entities: &BTreeMap<&str, Vec<String>>,
    known: &Known,
    families: &FullNames<'_>,
) -> Option<(String, String)> {
    let bearers = people.get(bearer.slug.as_str())?;
    // Who is the only one of a name is told of by all who say it.
    let at = if bearers.len() == 1 { 0 } else { bearers.iter().position(|p| p.said.contains(&traits(bearer)))? };
    let own = || Some((entities[bearer.slug.as_str()][at].clone(), bearer.name.clone()));
    if bearer.name.contains(' ') || bearer.country.is_none() {
        return own();
    }
    let (said, last) = (traits(bearer), surname(&bearer.name));
    let serves =
        |roles: &BTreeSet<(&str, Option<&str>)>| bearer.roles.iter().any(|r| r.1.is_some() && roles.contains(&role(r)));
    let mut same: BTreeMap<&str, &str> = BTreeMap::new();
    for (slug, at) in families.get(&last).into_iter().flatten() {
        let one = &people[slug][*at];
        if one.traits.country == said.country && one.traits.agree(&said) && serves(&one.roles) {
            same.insert(&entities[slug][*at], one.name);
        }
    }
    for (entity, (name, country, roles)) in known.get(&last).into_iter().flatten() {
        if *country == said.country && serves(roles) {
            same.insert(entity, name);
        }
    }
    let one = same.len() == 1;
    let found = same.into_iter().next().filter(|_| one);
    found.map(|(entity, name)| (entity.to_owned(), name.to_owned())).or_else(own)
}

/// Puts other entities and names in the place of some throughout a reading: by entity as it is, entity and name.
fn rename(reading: &mut Reading, anew: &Anew) {
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
