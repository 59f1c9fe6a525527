//! Given what articles say of people of one name, checks who is told apart and who is joined.

use crate::event::tell_apart;
use crate::likeness::scene::Scene;
use crate::record::{Bearer, Entity, EntityKind, Reading};
use proptest::prelude::*;

/// An article that names somebody: document, name, country, gender (`f`, `m`), callings, roles (`adviser RUS`).
fn says(document: &str, name: &str, country: &str, gender: &str, calling: &str, role: &str) -> Reading {
    let mut reading = Scene::new(document, "2031-05-04", "…").read();
    let slug = name.to_lowercase().replace(' ', "-");
    let text = |t: &str| (!t.is_empty()).then(|| t.to_owned());
    let roles = role.split_once(' ').map(|(role, of)| (role.to_owned(), text(of)));
    reading.entities.push(Entity {
        entity: slug.clone(),
        wikidata: None,
        kind: EntityKind::Person,
        name: name.into(),
        also: Vec::new(),
        country: text(country),
        roles: Vec::new(),
        mentions: Vec::new(),
    });
    reading.bearers.push(Bearer {
        slug: slug.clone(),
        entity: slug,
        name: name.into(),
        known: false,
        country: text(country),
        female: text(gender).map(|g| g == "f"),
        callings: text(calling).into_iter().collect(),
        roles: roles.into_iter().collect(),
    });
    reading
}

fn entities(mut readings: Vec<Reading>) -> Vec<String> {
    tell_apart(&mut readings);
    tell_apart(&mut readings);
    readings.sort_by(|a, b| a.article.document.cmp(&b.article.document));
    readings.into_iter().map(|r| r.entities[0].entity.clone()).collect()
}

#[track_caller]
fn check(readings: Vec<Reading>, expected: &[&str]) {
    assert_eq!(entities(readings), expected);
}

#[test]
fn countries_tell_namesakes_apart() {
    let readings = vec![
        says("a", "Paul Renard", "CHE", "", "", ""),
        says("b", "Paul Renard", "CHE", "", "", ""),
        says("c", "Paul Renard", "CAN", "", "", ""),
        says("d", "Paul Renard", "", "", "", ""),
    ];
    check(readings, &["paul-renard", "paul-renard", "paul-renard-can", "paul-renard"]);
}

#[test]
fn a_footballer_is_no_minister() {
    let readings = vec![
        says("a", "Amina Sow", "", "", "office", ""),
        says("b", "Amina Sow", "SEN", "f", "office", ""),
        says("c", "Amina Sow", "SEN", "", "sport", ""),
    ];
    check(readings, &["amina-sow", "amina-sow", "amina-sow-sen"]);
}

#[test]
fn genders_tell_namesakes_apart() {
    let readings = vec![
        says("a", "Dominique Serre", "", "f", "", ""),
        says("b", "Dominique Serre", "", "f", "work", ""),
        says("c", "Dominique Serre", "", "m", "", ""),
    ];
    check(readings, &["dominique-serre", "dominique-serre", "dominique-serre-m"]);
}

#[test]
fn what_nothing_contradicts_is_one() {
    let readings = vec![
        says("a", "Iouri Volkov", "RUS", "", "", ""),
        says("b", "Iouri Volkov", "", "m", "office", ""),
        says("c", "Iouri Volkov", "", "", "", ""),
    ];
    check(readings, &["iouri-volkov"; 3]);
}

#[test]
fn a_surname_with_the_same_office_joins_the_full_name() {
    let readings = vec![
        says("a", "Iouri Volkov", "RUS", "m", "office", "adviser RUS"),
        says("b", "Volkov", "RUS", "", "office", "adviser RUS"),
    ];
    check(readings, &["iouri-volkov"; 2]);
}

#[test]
fn a_surname_with_another_office_or_country_stays() {
    let readings = vec![
        says("a", "Iouri Volkov", "RUS", "m", "office", "adviser RUS"),
        says("b", "Volkov", "RUS", "", "office", "ambassador FRA"),
        says("c", "Volkov", "BLR", "", "office", "adviser BLR"),
    ];
    check(readings, &["iouri-volkov", "volkov-rus", "volkov"]);
}

#[test]
fn a_surname_of_two_with_the_same_office_stays() {
    let readings = vec![
        says("a", "Iouri Volkov", "RUS", "m", "office", "legislator RUS"),
        says("b", "Oleg Volkov", "RUS", "m", "office", "legislator RUS"),
        says("c", "Volkov", "RUS", "", "office", "legislator RUS"),
    ];
    check(readings, &["iouri-volkov", "oleg-volkov", "volkov"]);
}

#[test]
fn the_name_of_a_surname_becomes_the_full_one() {
    let mut readings = vec![
        says("a", "Iouri Volkov", "RUS", "m", "office", "adviser RUS"),
        says("b", "Volkov", "RUS", "", "office", "adviser RUS"),
    ];
    tell_apart(&mut readings);
    assert_eq!(readings[1].entities[0].name, "Iouri Volkov");
    assert_eq!(readings[1].entities[0].also, ["Volkov"]);
}

proptest! {
    #[test]
    fn the_order_of_reading_is_nothing(
        said in prop::collection::vec((0..3_usize, 0..4_usize, 0..3_usize, 0..3_usize), 1..9),
        turn in 0..9_usize,
    ) {
        let name = ["Paul Renard", "Anne Renard", "Renard"];
        let (country, gender, calling) = (["", "CHE", "CAN", "FRA"], ["", "f", "m"], ["", "sport", "office"]);
        let read = |(at, s): (usize, &(usize, usize, usize, usize))| {
            let role = if s.3 == 2 { format!("adviser {}", country[s.1]) } else { String::new() };
            says(&at.to_string(), name[s.0], country[s.1], gender[s.2], calling[s.3], &role)
        };
        let straight: Vec<Reading> = said.iter().enumerate().map(read).collect();
        let mut turned = straight.clone();
        turned.rotate_left(turn % said.len());
        let mut back = straight.clone();
        back.reverse();
        let expected = entities(straight);
        prop_assert_eq!(&entities(turned), &expected);
        prop_assert_eq!(&entities(back), &expected);
    }
}
