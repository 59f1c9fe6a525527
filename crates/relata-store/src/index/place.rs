//! Given events of the index, yields the places where they lie, those of most events first.

use super::Index;
use super::event::PlaceRow;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// The most events that a place names.
const SHOWN: usize = 20;

/// One place and its events.
#[derive(Debug)]
pub struct Spot<'i> {
    /// The place.
    pub place: &'i PlaceRow,
    /// How many events lie there.
    pub events: usize,
    /// Their ids, the latest first, twenty at most.
    pub ids: Vec<&'i str>,
}

impl Index {
    /// Where events lie; those whose place has no coordinates are left out.
    pub fn spots(&self, rows: &[u32]) -> Vec<Spot<'_>> {
        let mut spots: FxHashMap<&str, Spot<'_>> = FxHashMap::default();
        for row in rows.iter().rev().filter_map(|at| self.events.get(*at)) {
            let Some(place) = row.place.and_then(|place| self.events.places.get(place as usize)) else { continue };
            if place.place.latitude.is_none() || place.place.longitude.is_none() {
                continue;
            }
            let spot = spots.entry(&place.place.entity).or_insert_with(|| Spot { place, events: 0, ids: Vec::new() });
            spot.events += 1;
            if spot.ids.len() < SHOWN {
                spot.ids.push(&row.event);
            }
        }
        let mut spots: Vec<Spot<'_>> = spots.into_values().collect();
        spots.sort_by_key(|spot| (Reverse(spot.events), &spot.place.place.entity));
        spots
    }
}
