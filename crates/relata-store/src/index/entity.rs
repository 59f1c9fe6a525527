//! Given a chronicle, yields its entities in memory, those spoken of most first, and who is meant by a name.

use super::haystack::{Haystack, wanted};
use super::names::{Names, Postings, post};
use crate::fold::fold;
use crate::store::Store;
use relata::record::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use std::borrow::Cow;
use std::cmp::Reverse;

/// One entity, without where it is mentioned.
#[derive(Debug, Serialize)]
pub struct EntityRow {
    /// Its slug.
    pub entity: Box<str>,
    /// The Wikidata item.
    pub wikidata: Option<Box<str>>,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// The name that most articles give it.
    pub name: Box<str>,
    /// Its country.
    pub country: Option<Box<str>>,
    /// How often it is mentioned.
    pub mentions: u32,
}

/// All entities, those mentioned most first.
#[derive(Debug, Default)]
pub struct Entities {
    /// The entities.
    pub rows: Vec<EntityRow>,
    at: FxHashMap<Box<str>, u32>,
    called: Postings,
    names: Haystack,
    /// The codes of countries and blocs.
    pub codes: Names,
    /// The code that each folded name of a country leads to.
    countries: FxHashMap<Box<str>, u32>,
}

/// Whom a name means: all who act for a country, or the entities called so.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Who {
    /// The number of the country's code.
    pub code: Option<u32>,
    /// The entities, ascending.
    pub entities: Vec<u32>,
}

impl Who {
    /// True where one of the entities or codes of a side is meant.
    pub(crate) fn stands_in(&self, entities: &[u32], codes: &[u32]) -> bool {
        self.code.is_some_and(|code| codes.contains(&code))
            || entities.iter().any(|e| self.entities.binary_search(e).is_ok())
    }
}

/// What articles say of one entity, while it is gathered.
#[derive(Default)]
struct Gathered {
    names: Vec<(u32, u32)>,
    kinds: Vec<(EntityKind, u32)>,
    countries: Vec<(u32, u32)>,
    wikidata: Option<Box<str>>,
    also: FxHashSet<Box<str>>,
    lists: FxHashSet<u64>,
    mentions: u32,
}

impl Entities {
    pub(super) fn load(store: &Store) -> rusqlite::Result<Self> {
        let mut entities = Self::default();
        let (mut gathered, mut names) = (FxHashMap::<Box<str>, Gathered>::default(), Names::default());
        let sql = "SELECT entity, kind, name, country, wikidata, also, json_array_length(mentions) FROM entities";
        let mut query = store.db.prepare(sql)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            let slug = row.get_ref(0)?.as_str()?;
            if !gathered.contains_key(slug) {
                gathered.insert(slug.into(), Gathered::default());
            }
            let Some(of) = gathered.get_mut(slug) else { continue };
            add(&mut of.kinds, kind(row.get_ref(1)?.as_str()?));
            add(&mut of.names, names.note(row.get_ref(2)?.as_str()?));
            if let Some(code) = row.get_ref(3)?.as_str_or_null()? {
                add(&mut of.countries, entities.codes.note(code));
            }
            if of.wikidata.is_none() {
                of.wikidata = row.get_ref(4)?.as_str_or_null()?.map(Into::into);
            }
            of.note_also(row.get_ref(5)?.as_str()?);
            of.mentions += row.get::<_, u32>(6)?;
        }
        entities.take(gathered, &names);
        Ok(entities)
    }

    fn take(&mut self, gathered: FxHashMap<Box<str>, Gathered>, names: &Names) {
        let mut all: Vec<(Box<str>, Gathered)> = gathered.into_iter().collect();
        all.sort_by(|(a, one), (b, other)| (Reverse(one.mentions), a).cmp(&(Reverse(other.mentions), b)));
        for (at, (slug, of)) in (0u32..).zip(all) {
            let name: Box<str> = most(&of.names).map_or("", |name| names.name(name)).into();
            let kind = most(&of.kinds).unwrap_or(EntityKind::Group);
            let code = most(&of.countries);
            let mut keys: Vec<String> = of.names.iter().map(|(name, _)| fold(names.name(*name))).collect();
            keys.extend(of.also.iter().map(|name| fold(name)).chain([fold(&slug)]));
            keys.sort_unstable();
            keys.dedup();
            for key in &keys {
                post(&mut self.called, key, at);
                if let Some(code) = code.filter(|_| kind == EntityKind::Country) {
                    self.countries.entry(key.as_str().into()).or_insert(code);
                }
            }
            self.names.add_folded(&keys.join(" | "));
            self.at.insert(slug.clone(), at);
            let country = code.map(|code| self.codes.name(code).into());
            let (wikidata, mentions) = (of.wikidata, of.mentions);
            self.rows.push(EntityRow { entity: slug, wikidata, kind, name, country, mentions });
        }
        let codes: Vec<String> = self.codes.all().map(fold).collect();
        for (code, key) in (0u32..).zip(codes) {
            self.countries.entry(key.into()).or_insert(code);
        }
    }

    /// Where an entity stands among the rows, by its slug.
    pub fn find(&self, slug: &str) -> Option<u32> {
        self.at.get(slug).copied()
    }

    /// One entity.
    pub fn get(&self, at: u32) -> Option<&EntityRow> {
        self.rows.get(at as usize)
    }

    /// The entities of which a name holds all words of a question, those mentioned most first.
    pub fn search(&self, question: &str) -> Vec<u32> {
        self.names.rows_with(&wanted(question))
    }

    /// The entities that bear exactly this name, slug or other name, ascending.
    pub(crate) fn called(&self, name: &str) -> &[u32] {
        self.called.get(fold(name).as_str()).map_or(&[], Vec::as_slice)
    }

    /// Whom a name means: a country's name or code means all who act for it, any other name those who bear it.
    pub fn who(&self, name: &str) -> Who {
        let key = fold(name);
        match self.countries.get(key.as_str()) {
            Some(code) => Who { code: Some(*code), entities: Vec::new() },
            None => Who { code: None, entities: self.called.get(key.as_str()).cloned().unwrap_or_default() },
        }
    }

    /// The slug or code and the name of whom a name means, for display.
    pub fn shown(&self, name: &str) -> (String, String) {
        let who = self.who(name);
        if let Some(code) = who.code.map(|code| self.codes.name(code)) {
            let is = |row: &&EntityRow| row.kind == EntityKind::Country && row.country.as_deref() == Some(code);
            let country = self.rows.iter().find(is).map_or(code, |row| &row.name);
            return (code.to_owned(), country.to_owned());
        }
        let row = who.entities.first().and_then(|at| self.get(*at));
        row.map_or((name.to_owned(), name.to_owned()), |row| (row.entity.to_string(), row.name.to_string()))
    }
}

impl Gathered {
    /// Notes a list of other names; lists repeat from article to article.
    fn note_also(&mut self, list: &str) {
        if list.len() <= 2 || !self.lists.insert(rustc_hash_of(list)) {
            return;
        }
        let names: Vec<Cow<'_, str>> = serde_json::from_str(list).unwrap_or_default();
        self.also.extend(names.into_iter().map(|name| name.into()));
    }
}

fn rustc_hash_of(text: &str) -> u64 {
    use std::hash::{Hash, Hasher};
    let mut hasher = rustc_hash::FxHasher::default();
    text.hash(&mut hasher);
    hasher.finish()
}

fn add<T: PartialEq>(counts: &mut Vec<(T, u32)>, value: T) {
    match counts.iter_mut().find(|(known, _)| *known == value) {
        Some((_, count)) => *count += 1,
        None => counts.push((value, 1)),
    }
}

/// The value that came most often, the first of equals.
fn most<T: Copy>(counts: &[(T, u32)]) -> Option<T> {
    let mut best: Option<&(T, u32)> = None;
    for pair in counts {
        if best.is_none_or(|b| pair.1 > b.1) {
            best = Some(pair);
        }
    }
    best.map(|(value, _)| *value)
}

fn kind(name: &str) -> EntityKind {
    match name {
        "person" => EntityKind::Person,
        "country" => EntityKind::Country,
        "organisation" => EntityKind::Organisation,
        "place" => EntityKind::Place,
        _ => EntityKind::Group,
    }
}
