//! Given the gazetteer's tables, yields its rows as structs and every name in the index.

use super::{Body, Gazetteer, Index, Land, Office, Person, PlaceRow, Sense};
use crate::error::Error;
use crate::pack::{Data, Row, Table};
use crate::record::EntityKind;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

const COUNTRIES: [&str; 25] = [
    "code",
    "name_en",
    "name_fr",
    "also_en",
    "also_fr",
    "demonym_en",
    "demonym_fr",
    "adjective_en",
    "adjective_fr",
    "prefix_fr",
    "prefix_en",
    "capital_en",
    "capital_fr",
    "seat_fr",
    "seat_en",
    "latitude",
    "longitude",
    "capital_latitude",
    "capital_longitude",
    "region",
    "of",
    "borders",
    "led_by",
    "source",
    "checked",
];
const BLOCS: [&str; 13] = [
    "code",
    "kind",
    "name_en",
    "name_fr",
    "also_en",
    "also_fr",
    "adjective_fr",
    "adjective_en",
    "demonym_fr",
    "demonym_en",
    "members",
    "source",
    "checked",
];
const BODIES: [&str; 12] = [
    "entity", "wikidata", "kind", "country", "sector", "name_en", "name_fr", "also_en", "also_fr", "place", "source",
    "checked",
];
const LANDS: [&str; 6] = ["code", "name", "adjective", "demonym", "capital", "source"];
const PEOPLE: [&str; 9] = ["entity", "wikidata", "name", "also", "surname", "gender", "country", "source", "checked"];
const GIVEN_NAMES: [&str; 3] = ["name", "gender", "source"];
const OFFICES: [&str; 7] = ["entity", "office", "of", "from", "to", "source", "checked"];
const PLACES: [&str; 9] =
    ["place", "name_fr", "name_en", "also", "country", "kind", "latitude", "longitude", "population"];

/// Names under which the columns of one language stand.
struct Columns {
    name: String,
    also: String,
    adjective: String,
    demonym: String,
    prefix: String,
    capital: String,
    seat: String,
}

impl Columns {
    fn of(language: &str) -> Self {
        let column = |name: &str| format!("{name}_{language}");
        Self {
            name: column("name"),
            also: column("also"),
            adjective: column("adjective"),
            demonym: column("demonym"),
            prefix: column("prefix"),
            capital: column("capital"),
            seat: column("seat"),
        }
    }
}

/// What is being loaded.
struct Loading {
    gazetteer: Gazetteer,
    names: Vec<(String, Sense)>,
    columns: Columns,
}

pub(super) fn load(data: &Data, language: &str, contractions: &[[String; 2]]) -> Result<(Gazetteer, Index), Error> {
    let mut loading = Loading { gazetteer: Gazetteer::default(), names: Vec::new(), columns: Columns::of(language) };
    loading.countries(&data.table("gazetteer/countries.tsv", &COUNTRIES)?)?;
    loading.blocs(&data.table("gazetteer/blocs.tsv", &BLOCS)?);
    loading.lands(&data.table(&format!("packs/{language}/lands.tsv"), &LANDS)?)?;
    loading.bodies(&data.table("gazetteer/bodies.tsv", &BODIES)?)?;
    loading.people(&data.table("gazetteer/people.tsv", &PEOPLE)?);
    loading.given_names(&data.table("gazetteer/given_names.tsv", &GIVEN_NAMES)?)?;
    loading.offices(&data.table("gazetteer/offices.tsv", &OFFICES)?)?;
    let places = PLACES.iter().copied().chain(["source"]).collect::<Vec<_>>();
    loading.places(&data.table("gazetteer/places.tsv", &places)?)?;
    let index = Index::new(&loading.names, &loading.contracted(contractions));
    Ok((loading.gazetteer, index))
}

impl Loading {
    /// The names of places and bodies that begin with an article, as prepositions swallow it: "au Caire" for "Le Caire".
    fn contracted(&self, contractions: &[[String; 2]]) -> Vec<(String, Sense)> {
        let named =
            |sense: &Sense| matches!(sense, Sense::Capital(_) | Sense::Land(_) | Sense::Place(_) | Sense::Body(_));
        let mut found = Vec::new();
        for (name, sense) in self.names.iter().filter(|(_, sense)| named(sense)) {
            for [article, contraction] in contractions {
                let rest = name.strip_prefix(article.as_str()).and_then(|n| n.strip_prefix(' '));
                found.extend(rest.map(|rest| (format!("{contraction} {rest}"), *sense)));
            }
        }
        found
    }

    fn given_names(&mut self, table: &Table) -> Result<(), Error> {
        for row in table.rows() {
            let female = match row.get("gender") {
                "f" => true,
                "m" => false,
                other => return Err(row.error(format!("gender is f or m, not {other:?}"))),
            };
            self.gazetteer.female.insert(row.get("name").to_owned(), female);
        }
        Ok(())
    }

    fn name(&mut self, name: &str, sense: Sense) {
        if !name.is_empty() {
            self.names.push((name.to_owned(), sense));
        }
    }

    fn names<'a>(&mut self, names: impl Iterator<Item = &'a str>, sense: Sense) {
        names.for_each(|name| self.name(name, sense));
    }

    fn land(&mut self, land: Land) -> u32 {
        let at = self.gazetteer.lands.len();
        self.gazetteer.land_of_code.insert(land.code.clone(), at);
        self.gazetteer.lands.push(land);
        at as u32
    }

    /// The names shared by countries and blocs.
    fn land_names(&mut self, row: Row<'_>, at: u32) {
        let columns = [self.columns.name.clone(), "name_en".to_owned(), self.columns.also.clone()];
        for column in &columns {
            self.names(row.list(column), Sense::Land(at));
        }
        let (adjective, demonym) = (self.columns.adjective.clone(), self.columns.demonym.clone());
        self.names(row.list(&adjective), Sense::Adjective(at));
        self.names(row.list(&demonym), Sense::Demonym(at));
    }

    /// The names that a pack has for lands, where the gazetteer has no column for its language.
    fn lands(&mut self, table: &Table) -> Result<(), Error> {
        for row in table.rows() {
            let code = row.get("code");
            let known = self.gazetteer.land_of_code.get(code).copied();
            let at = known.ok_or_else(|| row.error(format!("no land has the code {code}")))?;
            let land = at as u32;
            if let Some(name) = row.list("name").next() {
                self.gazetteer.lands[at].name = name.to_owned();
            }
            self.names(row.list("name"), Sense::Land(land));
            self.names(row.list("adjective"), Sense::Adjective(land));
            self.names(row.list("demonym"), Sense::Demonym(land));
            self.names(row.list("capital"), Sense::Capital(land));
        }
        Ok(())
    }

    fn countries(&mut self, table: &Table) -> Result<(), Error> {
        for row in table.rows() {
            let name = row.some(&self.columns.name).unwrap_or(row.get("name_en"));
            let capital = row.list(&self.columns.capital).next().map(str::to_owned);
            let at = self.land(Land {
                code: row.get("code").to_owned(),
                entity: slug(row.get("name_en")),
                name: name.to_owned(),
                also: row.list(&self.columns.also).map(str::to_owned).collect(),
                country: true,
                region: false,
                capital,
                at: point(row, "latitude", "longitude")?,
                capital_at: point(row, "capital_latitude", "capital_longitude")?,
                members: Vec::new(),
                led_by: row.some("led_by").map(str::to_owned),
                borders: row.list("borders").map(str::to_owned).collect(),
            });
            self.land_names(row, at);
            let (prefix, capital, seat) =
                (self.columns.prefix.clone(), self.columns.capital.clone(), self.columns.seat.clone());
            for prefix in row.list(&prefix) {
                self.name(&format!("{prefix}-"), Sense::Prefix(at));
            }
            self.names(row.list(&capital), Sense::Capital(at));
            self.names(row.list("capital_en"), Sense::Capital(at));
            self.names(row.list(&seat), Sense::Seat(at));
        }
        Ok(())
    }

    fn blocs(&mut self, table: &Table) {
        for row in table.rows() {
            let name = row.some(&self.columns.name).unwrap_or(row.get("name_en"));
            let at = self.land(Land {
                code: row.get("code").to_owned(),
                entity: slug(row.get("name_en")),
                name: name.to_owned(),
                also: row.list(&self.columns.also).map(str::to_owned).collect(),
                country: false,
                region: row.get("kind") == "region",
                capital: None,
                at: None,
                capital_at: None,
                members: row.list("members").map(str::to_owned).collect(),
                led_by: None,
                borders: Vec::new(),
            });
            self.land_names(row, at);
        }
    }

    fn bodies(&mut self, table: &Table) -> Result<(), Error> {
        for row in table.rows() {
            let kind = match row.get("kind") {
                "organisation" => EntityKind::Organisation,
                "group" => EntityKind::Group,
                other => return Err(row.error(format!("kind is {other}; it must be organisation or group"))),
            };
            let at = self.gazetteer.bodies.len() as u32;
            let name = row.some(&self.columns.name).unwrap_or(row.get("name_en"));
            let also = self.columns.also.clone();
            self.gazetteer.bodies.push(Body {
                entity: row.get("entity").to_owned(),
                wikidata: row.some("wikidata").map(str::to_owned),
                kind,
                country: row.some("country").map(str::to_owned),
                sector: row.get("sector").to_owned(),
                name: name.to_owned(),
                also: row.list(&also).map(str::to_owned).collect(),
            });
            self.name(name, Sense::Body(at));
            self.names(row.list(&also), Sense::Body(at));
            self.name(row.get("name_en"), Sense::Body(at));
        }
        Ok(())
    }

    fn people(&mut self, table: &Table) {
        for row in table.rows() {
            let at = self.gazetteer.people.len() as u32;
            self.gazetteer.people.push(Person {
                entity: row.get("entity").to_owned(),
                wikidata: row.some("wikidata").map(str::to_owned),
                name: row.get("name").to_owned(),
                also: row.list("also").map(str::to_owned).collect(),
                surnames: row.list("surname").map(str::to_owned).collect(),
                female: row.some("gender").map(|g| g == "f"),
                country: row.some("country").map(str::to_owned),
            });
            self.names(row.list("surname"), Sense::Surname(at));
            for name in row.list("name").chain(row.list("also")) {
                let alone = !name.contains([' ', '-']);
                self.name(name, if alone { Sense::Surname(at) } else { Sense::Person(at) });
            }
        }
    }

    fn offices(&mut self, table: &Table) -> Result<(), Error> {
        let people: FxHashMap<String, usize> =
            self.gazetteer.people.iter().enumerate().map(|(i, p)| (p.entity.clone(), i)).collect();
        for row in table.rows() {
            let Some(&person) = people.get(row.get("entity")) else {
                return Err(row.error(format!("people.tsv has no person {}", row.get("entity"))));
            };
            let at = self.gazetteer.offices.len();
            self.gazetteer.offices.push(Office {
                person,
                office: row.get("office").to_owned(),
                of: row.get("of").to_owned(),
                from: row.some("from").map(|d| day(row, d, false)).transpose()?,
                to: row.some("to").map(|d| day(row, d, true)).transpose()?,
                written: (row.get("from").to_owned(), row.get("to").to_owned()),
            });
            let key = (row.get("office").to_owned(), row.get("of").to_owned());
            self.gazetteer.offices_of.entry(key).or_default().push(at);
            self.gazetteer.roles_of.entry(person).or_default().push(at);
        }
        Ok(())
    }

    fn places(&mut self, table: &Table) -> Result<(), Error> {
        for row in table.rows() {
            let at = self.gazetteer.places.len() as u32;
            let name = row.some(&self.columns.name).or(row.some("name_fr")).unwrap_or(row.get("name_en"));
            self.gazetteer.places.push(PlaceRow {
                entity: row.get("place").to_owned(),
                name: name.to_owned(),
                country: row.some("country").map(str::to_owned),
                precision: row.get("kind").to_owned(),
                at: point(row, "latitude", "longitude")?,
                population: row.get("population").parse().unwrap_or(0),
            });
            self.name(name, Sense::Place(at));
            self.name(row.get("name_en"), Sense::Place(at));
            self.names(row.list("also"), Sense::Place(at));
        }
        Ok(())
    }
}

/// A lower-case name of letters, digits and hyphens.
pub(crate) fn slug(name: &str) -> String {
    let folded = super::fold(name);
    let parts: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    parts.join("-")
}

fn point(row: Row<'_>, latitude: &str, longitude: &str) -> Result<Option<(f64, f64)>, Error> {
    let degrees = |column: &str| {
        let cell = row.some(column);
        cell.map(|c| c.parse::<f64>().map_err(|_| row.error(format!("{column} {c} is no number")))).transpose()
    };
    Ok(degrees(latitude)?.zip(degrees(longitude)?))
}

/// A day, or the first or last day of a month or year.
fn day(row: Row<'_>, written: &str, last: bool) -> Result<Date, Error> {
    let mut parts = written.split('-');
    let year = parts.next().and_then(|y| y.parse().ok());
    let month: Option<i8> = parts.next().and_then(|m| m.parse().ok());
    let exact: Option<i8> = parts.next().and_then(|d| d.parse().ok());
    let found = year.and_then(|year: i16| {
        let month = month.unwrap_or(if last { 12 } else { 1 });
        let first = Date::new(year, month, exact.unwrap_or(1)).ok()?;
        Some(if last && exact.is_none() { first.last_of_month() } else { first })
    });
    found.ok_or_else(|| row.error(format!("{written} is no day, month or year (2024-05-07, 2024-05, 2024)")))
}
