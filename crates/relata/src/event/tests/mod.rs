//! Given situations in invented sentences, checks the chronicle that is made of them.

mod events;
mod groups;
mod namesakes;
mod order;
mod retold;
mod steps;

use super::merge;
use crate::likeness::scene::Scene;
use crate::record::{Chronicle, Event, Reading, Status};

fn chronicle(scenes: Vec<Scene>) -> Chronicle {
    let readings: Vec<Reading> = scenes.into_iter().map(Scene::read).collect();
    merge(&readings.iter().collect::<Vec<_>>())
}

#[track_caller]
fn check_one(scenes: Vec<Scene>, history: &[Status]) -> Event {
    let chronicle = chronicle(scenes);
    assert_eq!(chronicle.events.len(), 1, "{:#?}", chronicle.event_of);
    let event = chronicle.events.into_iter().next().unwrap();
    assert_eq!(event.history.iter().map(|t| t.status).collect::<Vec<_>>(), history);
    event
}

#[track_caller]
fn check_apart(scenes: Vec<Scene>) {
    let reports: usize = scenes.len();
    let chronicle = chronicle(scenes);
    assert_eq!(chronicle.events.len(), reports, "{:#?}", chronicle.event_of);
}
