//! Given the reports of one event, yields the event: what they agree on, and the fullest of what they say.

use super::history::history;
use super::signature::{Signature, code};
use crate::day::Interval;
use crate::id;
use crate::record::{EntityKind, Event, Party, Place};
use std::collections::BTreeMap;

/// A party that fewer than one report in so many names is taken for a slip.
const RARELY: usize = 5;

/// The event that reports tell of. `reports` come in the order of the corpus, so the first is the earliest.
/// `copies` gives the first article of each article's group of copies.
pub fn account<'s>(reports: &[&'s Signature<'s>], copies: &[u32]) -> Event {
    let mut documents: Vec<u32> = reports.iter().map(|s| copies[s.article as usize]).collect();
    documents.sort_unstable();
    documents.dedup();
    let earliest = reports.first().map_or("", |s| s.report.report.as_str());
    let kind =
        most_told(reports.iter().map(|s| (s.report.kind.clone(), 1.0 + s.report.confidence))).unwrap_or_default();
    let mode = most_told(
        reports
            .iter()
            .filter(|s| s.report.kind == kind)
            .filter_map(|s| Some((s.report.mode.clone()?, 1.0 + s.report.confidence))),
    );
    Event {
        event: id::of('e', &[earliest]),
        supersedes: Vec::new(),
        sources: parties(reports, |s| &s.report.sources),
        targets: parties(reports, |s| &s.report.targets),
        kind,
        mode,
        when: when(reports),
        place: place(reports),
        history: history(reports),
        reports: reports.iter().map(|s| s.report.report.clone()).collect(),
        documents: documents.len() as u32,
    }
}

/// What has the greatest weight; of equals the first in order.
fn most_told<T: Ord + Clone>(told: impl Iterator<Item = (T, f64)>) -> Option<T> {
    let mut weights: BTreeMap<T, f64> = BTreeMap::new();
    for (what, weight) in told {
        *weights.entry(what).or_insert(0.0) += weight;
    }
    let mut best: Option<(T, f64)> = None;
    for (what, weight) in weights {
        if best.as_ref().is_none_or(|(_, w)| weight > *w) {
            best = Some((what, weight));
        }
    }
    best.map(|(what, _)| what)
}

/// The days that the reports share: those that the texts tell first; where none does, those of publication.
fn when(reports: &[&Signature]) -> Option<Interval> {
    let told = reports.iter().filter(|s| s.told).filter_map(|s| s.report.when).map(|w| w.days);
    let printed = reports.iter().filter(|s| !s.told).filter_map(|s| s.report.when).map(|w| w.days);
    let loose = reports.iter().filter(|s| !s.told).filter_map(|s| s.days);
    let told = meet_all(told);
    match told {
        Some(days) => meet_all(loose).and_then(|l| days.meet(l)).or(Some(days)),
        None => meet_all(printed).or_else(|| meet_all(loose)),
    }
}

/// What all intervals share; `None` where they share nothing, or there are none.
fn meet_all(mut days: impl Iterator<Item = Interval>) -> Option<Interval> {
    let first = days.next()?;
    days.try_fold(first, |shared, next| shared.meet(next))
}

/// The parties of one side, each once; a country gives way to who acts for it.
fn parties<'s>(reports: &[&'s Signature<'s>], side: impl Fn(&'s Signature<'s>) -> &'s [Party]) -> Vec<Party> {
    let mut held: BTreeMap<&str, (Party, usize)> = BTreeMap::new();
    let mut naming = 0;
    for signature in reports {
        let parties = side(signature);
        naming += usize::from(!parties.is_empty());
        for party in parties {
            let entry = held.entry(&party.entity).or_insert_with(|| (Party { span: None, ..party.clone() }, 0));
            entry.1 += 1;
            entry.0.also.extend(party.also.iter().cloned());
            if party.name != entry.0.name {
                entry.0.also.push(party.name.clone());
            }
        }
    }
    let mut found: Vec<Party> = held.into_values().filter(|(_, n)| n * RARELY > naming).map(|(p, _)| p).collect();
    let agents: Vec<u64> = found.iter().filter(|p| p.kind != EntityKind::Country).filter_map(code).collect();
    found.retain(|p| p.kind != EntityKind::Country || code(p).is_none_or(|c| !agents.contains(&c)));
    for party in &mut found {
        let name = party.name.clone();
        party.also.sort();
        party.also.dedup();
        party.also.retain(|a| *a != name);
    }
    found
}

/// The place that most reports name, of those that are nearest to the ground.
fn place(reports: &[&Signature]) -> Option<Place> {
    let places: Vec<&Place> = reports.iter().filter_map(|s| s.report.place.as_ref()).collect();
    let finest = places.iter().map(|p| fineness(p)).max()?;
    let best = most_told(places.iter().filter(|p| fineness(p) == finest).map(|p| (p.entity.clone(), 1.0)))?;
    places.into_iter().find(|p| p.entity == best).cloned()
}

fn fineness(place: &Place) -> u8 {
    match place.precision.as_str() {
        "site" => 4,
        "city" => 3,
        "region" | "sea" => 2,
        "country" => 1,
        _ => 0,
    }
}
