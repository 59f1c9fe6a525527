//! Given a question, yields the events of the index that meet it, by day.

use super::Index;
use super::article::within;
use super::entity::Who;
use super::event::EventRow;
use super::haystack::wanted;
use super::names::shared;
use crate::fold::fold;
use jiff::civil::Date;
use relata::record::Status;

/// Cooperation or conflict, in words or deeds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// Quad classes 1 and 2.
    Cooperation,
    /// Quad classes 3 and 4.
    Conflict,
}

/// Which events are meant; what is left empty leaves none out.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Names, slugs or country codes that must all stand among the parties.
    pub with: Vec<String>,
    /// PLOVER types, any of which.
    pub kinds: Vec<String>,
    /// Cooperation or conflict.
    pub family: Option<Family>,
    /// What is reported last, any of which.
    pub status: Vec<Status>,
    /// A place's name or slug.
    pub place: Option<String>,
    /// The code or name of the country in which the place lies.
    pub country: Option<String>,
    /// First day: events that end before are left out, and so are those without a day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Parts of publishers' names, any of which.
    pub publisher: Vec<String>,
    /// A story's id.
    pub story: Option<String>,
    /// Words that must all begin a word of a party's name or of a clause that tells the event.
    pub words: Option<String>,
}

impl Index {
    /// The events that a filter leaves, by day.
    pub fn select_events(&self, filter: &EventFilter) -> Vec<u32> {
        let mut rows = self.narrowest(filter);
        let events = &self.events;
        let kinds: Vec<Option<u32>> = filter.kinds.iter().map(|kind| events.kinds.find(&kind.to_uppercase())).collect();
        let publishers = self.articles.publishers_called(&filter.publisher);
        let country = filter.country.as_ref().map(|name| self.entities.who(name).code);
        let keep = |row: &EventRow| {
            within(row.when, filter.from, filter.to)
                && (kinds.is_empty() || kinds.contains(&Some(row.kind)))
                && (filter.status.is_empty() || filter.status.contains(&row.status))
                && filter.family.is_none_or(|family| (family == Family::Cooperation) == (row.quad <= 2))
                && publishers.as_ref().is_none_or(|among| row.publishers.iter().any(|p| among.contains(p)))
                && country.is_none_or(|code| code.is_some_and(|code| self.lies_in(row, code)))
        };
        rows.retain(|at| events.get(*at).is_some_and(keep));
        rows
    }

    /// The events that meet what leads straight to them: parties, place, story, words.
    fn narrowest(&self, filter: &EventFilter) -> Vec<u32> {
        let mut lists: Vec<Vec<u32>> =
            filter.with.iter().map(|name| self.events_of(&self.entities.who(name))).collect();
        if let Some(place) = &filter.place {
            lists.push(self.events.of_place.get(fold(place).as_str()).cloned().unwrap_or_default());
        }
        if let Some(story) = &filter.story {
            let told = self.events.stories.iter().find(|row| *row.story == **story);
            lists.push(told.map(|row| row.events.clone()).unwrap_or_default());
        }
        if let Some(words) = &filter.words {
            lists.push(self.events.words.rows_with(&wanted(words)));
        }
        let whole = || (0..self.events.rows.len() as u32).collect();
        lists.into_iter().reduce(|one, other| shared(&one, &other)).unwrap_or_else(whole)
    }

    /// The events in which somebody takes part, by day.
    pub fn events_of(&self, who: &Who) -> Vec<u32> {
        let of_code = who.code.and_then(|code| self.events.of_code.get(&code));
        let of_entities = who.entities.iter().filter_map(|entity| self.events.of_entity.get(entity));
        let mut rows: Vec<u32> = of_code.into_iter().chain(of_entities).flatten().copied().collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    fn lies_in(&self, row: &EventRow, code: u32) -> bool {
        let place = row.place.and_then(|place| self.events.places.get(place as usize));
        place.and_then(|place| place.country.as_deref()) == Some(self.entities.codes.name(code))
    }
}
