//! Given a chronicle, yields its events in memory, by day, with what filters and sums need.

use super::article::Articles;
use super::entity::Entities;
use super::haystack::Haystack;
use super::names::{Names, Postings, post};
use super::told::{self, Told};
use crate::fold::fold;
use crate::shape;
use crate::store::Store;
use jiff::civil::Date;
use relata::day::Interval;
use relata::record::{Place, Status, Turn};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::borrow::Cow;

/// One event.
#[derive(Debug)]
pub struct EventRow {
    /// Its id.
    pub event: Box<str>,
    /// Its days.
    pub when: Option<Interval>,
    /// Its PLOVER type, of [`Events::kinds`].
    pub kind: u32,
    /// What is reported of it last.
    pub status: Status,
    /// True where its reports contradict each other.
    pub disputed: bool,
    /// Its place, of [`Events::places`].
    pub place: Option<u32>,
    /// The entities that act and those acted on.
    pub(crate) parties: [Box<[u32]>; 2],
    /// The codes of their countries.
    pub(crate) codes: [Box<[u32]>; 2],
    /// The mean Goldstein value of its reports.
    pub goldstein: Option<f64>,
    /// The quad class that most of its reports have, 1 to 4.
    pub quad: u8,
    /// The number of its reports.
    pub reports: u32,
    /// Who publishes its reports, of [`Articles::publishers`].
    pub publishers: Box<[u32]>,
    /// The clause of its earliest report, cut short.
    pub title: Box<str>,
    /// When it was first announced.
    pub announced: Option<Date>,
    /// True where a report itself tells its days.
    pub told: bool,
}

/// A place and where it lies.
#[derive(Debug)]
pub struct PlaceRow {
    /// The place, as records have it.
    pub place: Place,
    /// Its country.
    pub country: Option<Box<str>>,
}

/// A story, as lists need it.
#[derive(Debug)]
pub struct StoryRow {
    /// Its id.
    pub story: Box<str>,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// The number of its articles.
    pub articles: u32,
    /// Its events, ascending.
    pub events: Vec<u32>,
}

/// All events, by first day, last day and id, those without a day last.
#[derive(Debug, Default)]
pub struct Events {
    /// The events.
    pub rows: Vec<EventRow>,
    /// The PLOVER types.
    pub kinds: Names,
    /// The places.
    pub places: Vec<PlaceRow>,
    /// The stories, newest first.
    pub stories: Vec<StoryRow>,
    at: FxHashMap<Box<str>, u32>,
    pub(crate) of_entity: FxHashMap<u32, Vec<u32>>,
    pub(crate) of_code: FxHashMap<u32, Vec<u32>>,
    pub(crate) of_place: Postings,
    pub(crate) words: Haystack,
}

/// What of a party the index needs.
#[derive(Deserialize)]
struct Side<'a> {
    #[serde(borrow)]
    entity: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    also: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    country: Option<Cow<'a, str>>,
}

/// An event before it has its place in the order.
struct Loose {
    row: EventRow,
    names: String,
}

impl Events {
    pub(super) fn load(store: &Store, articles: &mut Articles, entities: &mut Entities) -> rusqlite::Result<Self> {
        let mut events = Self::default();
        let mut loose = events.read(store, entities)?;
        loose.sort_by(|a, b| order(&a.row).cmp(&order(&b.row)));
        for (at, one) in (0u32..).zip(&loose) {
            events.at.insert(one.row.event.clone(), at);
        }
        let told = told::load(store, &events.at, articles)?;
        for (at, (one, told)) in (0u32..).zip(loose.into_iter().zip(told)) {
            events.take(at, one, told);
        }
        events.stories = stories(store, &events.at)?;
        Ok(events)
    }

    fn read(&mut self, store: &Store, entities: &mut Entities) -> rusqlite::Result<Vec<Loose>> {
        let disputed = disputed(store)?;
        let sql = r#"SELECT event, type, "when", sources, targets, place, history FROM events"#;
        let mut query = store.db.prepare(sql)?;
        let (mut rows, mut loose, mut places) = (query.query([])?, Vec::new(), FxHashMap::default());
        while let Some(row) = rows.next()? {
            let id = row.get_ref(0)?.as_str()?;
            let when = row.get_ref(2)?.as_str_or_null()?.map(serde_json::from_str).transpose();
            let place = row.get_ref(5)?.as_str_or_null()?;
            let history: Vec<Turn> = shape::json(serde_json::from_str(row.get_ref(6)?.as_str()?))?;
            let mut names = String::new();
            let (mut parties, mut codes) = ([const { Vec::new() }; 2], [const { Vec::new() }; 2]);
            for side in 0..2 {
                let list: Vec<Side<'_>> = shape::json(serde_json::from_str(row.get_ref(3 + side)?.as_str()?))?;
                for party in list {
                    party.note(entities, &mut parties[side], &mut codes[side], &mut names);
                }
            }
            let announced = history.iter().find(|turn| turn.status == Status::Planned).and_then(|turn| turn.as_of);
            let row = EventRow {
                disputed: disputed.contains(id),
                event: id.into(),
                when: shape::json(when)?,
                kind: self.kinds.note(row.get_ref(1)?.as_str()?),
                status: history.last().map_or(Status::Happened, |turn| turn.status),
                place: place.map(|text| self.place(text, &mut places, entities)).transpose()?,
                parties: parties.map(Vec::into_boxed_slice),
                codes: codes.map(Vec::into_boxed_slice),
                goldstein: None,
                quad: 1,
                reports: 0,
                publishers: Box::default(),
                title: Box::default(),
                announced,
                told: false,
            };
            loose.push(Loose { row, names });
        }
        Ok(loose)
    }

    /// The number of a place; its row in the store is the same text for the same place.
    fn place(&mut self, text: &str, seen: &mut FxHashMap<String, u32>, entities: &Entities) -> rusqlite::Result<u32> {
        if let Some(at) = seen.get(text) {
            return Ok(*at);
        }
        let place: Place = shape::json(serde_json::from_str(text))?;
        let country = entities.find(&place.entity).and_then(|at| entities.get(at)?.country.clone());
        self.places.push(PlaceRow { place, country });
        let at = self.places.len() as u32 - 1;
        seen.insert(text.to_owned(), at);
        Ok(at)
    }

    fn take(&mut self, at: u32, loose: Loose, told: Told) {
        let Loose { mut row, names } = loose;
        row.goldstein = (told.valued > 0).then(|| told.goldstein / f64::from(told.valued));
        row.quad = (1..5).max_by_key(|q| (told.quads[*q], std::cmp::Reverse(*q))).unwrap_or(1) as u8;
        row.reports = told.reports;
        row.publishers = told.publishers.into();
        row.told = told.told;
        row.title = told.title;
        for party in row.parties.iter().flatten() {
            push(&mut self.of_entity, *party, at);
        }
        for code in row.codes.iter().flatten() {
            push(&mut self.of_code, *code, at);
        }
        if let Some(place) = row.place.and_then(|p| self.places.get(p as usize)) {
            post(&mut self.of_place, &fold(&place.place.name), at);
            post(&mut self.of_place, &fold(&place.place.entity), at);
        }
        self.words.add_folded(&fold(&(names + &told.clauses)));
        self.rows.push(row);
    }

    /// Where an event stands among the rows.
    pub fn find(&self, event: &str) -> Option<u32> {
        self.at.get(event).copied()
    }

    /// One event.
    pub fn get(&self, at: u32) -> Option<&EventRow> {
        self.rows.get(at as usize)
    }
}

impl Side<'_> {
    fn note(&self, entities: &mut Entities, parties: &mut Vec<u32>, codes: &mut Vec<u32>, names: &mut String) {
        if let Some(at) = entities.find(&self.entity).filter(|at| !parties.contains(at)) {
            parties.push(at);
        }
        let code = self.country.as_deref().map(|code| entities.codes.note(code));
        if let Some(code) = code.filter(|code| !codes.contains(code)) {
            codes.push(code);
        }
        for name in self.also.iter().chain([&self.name]) {
            names.push_str(name);
            names.push_str(" | ");
        }
    }
}

fn push(lists: &mut FxHashMap<u32, Vec<u32>>, key: u32, row: u32) {
    let rows = lists.entry(key).or_default();
    if rows.last() != Some(&row) {
        rows.push(row);
    }
}

/// The order of events: by first day, last day and id, those without a day last.
fn order(row: &EventRow) -> (bool, Option<Interval>, &str) {
    (row.when.is_none(), row.when, &row.event)
}

fn disputed(store: &Store) -> rusqlite::Result<FxHashSet<Box<str>>> {
    let mut query = store.db.prepare(r#"SELECT DISTINCT "group" FROM disagreements WHERE about = 'event'"#)?;
    query.query_map([], |row| Ok(row.get::<_, String>(0)?.into()))?.collect()
}

fn stories(store: &Store, events: &FxHashMap<Box<str>, u32>) -> rusqlite::Result<Vec<StoryRow>> {
    let sql =
        r#"SELECT story, "from", "to", json_array_length(documents), events FROM stories ORDER BY "from" DESC, story"#;
    let mut query = store.db.prepare(sql)?;
    let rows = query.query_map([], |row| {
        let day = |at: usize| -> rusqlite::Result<Option<Date>> {
            Ok(row.get_ref(at)?.as_str_or_null()?.and_then(|text| text.parse().ok()))
        };
        let told: Vec<Cow<'_, str>> = shape::json(serde_json::from_str(row.get_ref(4)?.as_str()?))?;
        let mut told: Vec<u32> = told.iter().filter_map(|id| events.get(id.as_ref()).copied()).collect();
        told.sort_unstable();
        let (story, articles) = (row.get::<_, String>(0)?.into(), row.get(3)?);
        Ok(StoryRow { story, from: day(1)?, to: day(2)?, articles, events: told })
    })?;
    rows.collect()
}
