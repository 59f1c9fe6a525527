//! Given the gazetteer's tables, yields the world as names: lands, people, offices, bodies and places.

mod fold;
mod index;
mod load;
mod spelling;

pub use fold::{Folded, fold, is_capital};
pub use index::{Hit, Index};
pub(crate) use load::slug;
pub(crate) use spelling::{Spellings, near};

use crate::error::Error;
use crate::pack::Data;
use crate::record::EntityKind;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// A state, a bloc or a region of the world.
#[derive(Debug, Clone)]
pub struct Land {
    /// ISO 3166 alpha-3 code, or the bloc's code.
    pub code: String,
    /// Its slug.
    pub entity: String,
    /// Its usual name in the language of the index.
    pub name: String,
    /// Its other names.
    pub also: Vec<String>,
    /// True for countries; false for blocs and regions.
    pub country: bool,
    /// True for regions of the world, which are no actors.
    pub region: bool,
    /// Its capital's name.
    pub capital: Option<String>,
    /// Degrees north and east.
    pub at: Option<(f64, f64)>,
    /// Its capital's degrees north and east.
    pub capital_at: Option<(f64, f64)>,
    /// The members' codes, for blocs and regions.
    pub members: Vec<String>,
    /// The office of the one who governs a country: "le dirigeant allemand".
    pub led_by: Option<String>,
    /// The codes of the countries that it borders.
    pub borders: Vec<String>,
}

/// A person.
#[derive(Debug, Clone)]
pub struct Person {
    /// Its slug.
    pub entity: String,
    /// The Wikidata item, where a sourced row gives it.
    pub wikidata: Option<String>,
    /// Its usual name.
    pub name: String,
    /// Its other names.
    pub also: Vec<String>,
    /// Names by which it goes alone.
    pub surnames: Vec<String>,
    /// True for women, false for men, where it is known.
    pub female: Option<bool>,
    /// Its country.
    pub country: Option<String>,
}

/// A body with members, or a named group.
#[derive(Debug, Clone)]
pub struct Body {
    /// Its slug.
    pub entity: String,
    /// The Wikidata item, where a sourced row gives it.
    pub wikidata: Option<String>,
    /// Organisation or group.
    pub kind: EntityKind,
    /// A country's code, or a body's acronym.
    pub country: Option<String>,
    /// What it does: gov, mil, jud, leg, igo, ngo, reb, pty, bus, jrn …
    pub sector: String,
    /// Its usual name.
    pub name: String,
    /// Its other names.
    pub also: Vec<String>,
}

/// A city, region, sea or site.
#[derive(Debug, Clone)]
pub struct PlaceRow {
    /// Its slug.
    pub entity: String,
    /// Its usual name.
    pub name: String,
    /// Its country.
    pub country: Option<String>,
    /// city, region, sea, site.
    pub precision: String,
    /// Degrees north and east.
    pub at: Option<(f64, f64)>,
    /// Inhabitants.
    pub population: u64,
}

/// A term of office.
#[derive(Debug, Clone)]
pub struct Office {
    /// The person's index.
    pub person: usize,
    /// The office's slug.
    pub office: String,
    /// A country's code or a body's slug.
    pub of: String,
    /// Its first day, where known.
    pub from: Option<Date>,
    /// Its last day, where known.
    pub to: Option<Date>,
    /// The terms as written.
    pub written: (String, String),
}

/// What a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sense {
    /// The land itself.
    Land(u32),
    /// People of the land: "les Russes".
    Demonym(u32),
    /// An adjective of the land: "russe".
    Adjective(u32),
    /// The first part of a compound adjective: "russo-".
    Prefix(u32),
    /// The capital: the government where it acts, a place where one goes.
    Capital(u32),
    /// The seat of the executive: "Kremlin".
    Seat(u32),
    /// A person by a full name.
    Person(u32),
    /// A person by the surname alone.
    Surname(u32),
    /// A body.
    Body(u32),
    /// A place.
    Place(u32),
}

/// The world as the engine knows it, for one language.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    /// Countries, blocs and regions.
    pub lands: Vec<Land>,
    /// People.
    pub people: Vec<Person>,
    /// Bodies and named groups.
    pub bodies: Vec<Body>,
    /// Places.
    pub places: Vec<PlaceRow>,
    /// Terms of office.
    pub offices: Vec<Office>,
    land_of_code: FxHashMap<String, usize>,
    offices_of: FxHashMap<(String, String), Vec<usize>>,
    roles_of: FxHashMap<usize, Vec<usize>>,
    female: FxHashMap<String, bool>,
}

impl Gazetteer {
    /// Reads the gazetteer's tables with the names of one language first; yields them with the index of all names.
    /// `contractions` are articles at the start of names with what a preposition makes of them: Le, au.
    ///
    /// # Errors
    /// A table that is missing or wrong: its path, line and cause.
    pub fn load(data: &Data, language: &str, contractions: &[[String; 2]]) -> Result<(Self, Index), Error> {
        load::load(data, language, contractions)
    }

    /// True where a name begins with what women are called, or is nothing else ("Rose"), false for men; nothing where its
    /// first word is not in the table, as no given name or because both bear it.
    pub fn is_female(&self, name: &str) -> Option<bool> {
        let given = name.split_once(' ').map_or(name, |(given, _)| given);
        self.female.get(given).copied()
    }

    /// True for a given name.
    pub fn is_given(&self, name: &str) -> bool {
        self.female.contains_key(name)
    }

    /// The land of a code.
    pub fn land(&self, code: &str) -> Option<usize> {
        self.land_of_code.get(code).copied()
    }

    /// The slugs of all that it knows, as records have them.
    pub fn slugs(&self) -> impl Iterator<Item = String> + '_ {
        let lands = self.lands.iter().map(|l| l.entity.clone());
        let people = self.people.iter().map(|p| p.entity.clone());
        let bodies = self.bodies.iter().map(|b| b.entity.clone());
        lands.chain(people).chain(bodies).chain(self.places.iter().map(|p| format!("place-{}", p.entity)))
    }

    /// Who held an office of a country or body on a day; without a day, the last who did. Several where terms overlap.
    pub fn holders(&self, office: &str, of: &str, day: Option<Date>) -> Vec<usize> {
        let Some(terms) = self.offices_of.get(&(office.to_owned(), of.to_owned())) else { return Vec::new() };
        let mut found: Vec<usize> = match day {
            Some(day) => {
                terms.iter().filter(|t| self.offices[**t].holds(day)).map(|t| self.offices[*t].person).collect()
            }
            None => terms
                .iter()
                .max_by_key(|t| self.offices[**t].from)
                .map(|t| self.offices[*t].person)
                .into_iter()
                .collect(),
        };
        found.dedup();
        found
    }

    /// Who takes an office of a country or body next after a day, within a year.
    pub fn next_holder(&self, office: &str, of: &str, day: Date) -> Option<usize> {
        let terms = self.offices_of.get(&(office.to_owned(), of.to_owned()))?;
        let soon = day.saturating_add(jiff::Span::new().years(1));
        let next = terms.iter().filter_map(|t| Some((self.offices[*t].from?, self.offices[*t].person)));
        next.filter(|(from, _)| *from > day && *from <= soon).min().map(|(_, person)| person)
    }

    /// Who held an office of a country or body before, or after, the term that a person began before a day.
    pub fn in_turn(&self, person: usize, day: Date, after: bool) -> Option<usize> {
        let began = |o: &&Office| o.from.is_some_and(|f| f <= day);
        let term = self.offices_of(person).filter(began).max_by_key(|o| o.from)?;
        let terms = self.offices_of.get(&(term.office.clone(), term.of.clone()))?;
        let others = terms.iter().map(|t| &self.offices[*t]).filter(|o| o.person != person);
        let (from, of) = (term.from, |o: &Office| o.person);
        if after {
            return others.filter(|o| o.from > from).min_by_key(|o| o.from).map(of);
        }
        others.filter(|o| o.from.is_some() && o.from < from).max_by_key(|o| o.from).map(of)
    }

    /// The country or body that alone has an office: "le pape".
    pub fn sole_land(&self, office: &str) -> Option<&str> {
        let mut lands = self.offices_of.keys().filter(|(o, _)| o == office).map(|(_, of)| of.as_str());
        lands.next().filter(|_| lands.next().is_none())
    }

    /// The offices that a person held.
    pub fn offices_of(&self, person: usize) -> impl Iterator<Item = &Office> {
        self.roles_of.get(&person).into_iter().flatten().map(|o| &self.offices[*o])
    }
}

impl Office {
    /// True where the term holds a day; an unknown end is open.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f <= day) && self.to.is_none_or(|t| day <= t)
    }
}
