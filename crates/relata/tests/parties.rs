//! Given articles that leave the country of people open, yields checks that their ids and names tell the same country as
//! their records.

mod model;

use relata::article::Input;
use relata::pack::Data;
use relata::record::Party;

/// The ids, names and countries of the people in the reports of a French text.
fn people(text: &str, word: &str) -> Vec<(String, String, Option<String>)> {
    let mut data = Data::builtin();
    model::keep_all(&mut data);
    let engine = model::engine(&data, &["fr"]);
    let language = Some("fr".to_owned());
    let input = Input { document: "a".to_owned(), text: text.to_owned(), language, ..Input::default() };
    let reports = engine.read(input).reports;
    let parties = reports.into_iter().flat_map(|r| [r.sources, r.targets].concat());
    let named = parties.filter(|p: &Party| p.also.iter().any(|a| a == word));
    named.map(|p| (p.entity, p.name, p.country)).collect()
}

#[test]
fn people_who_are_hit_are_of_the_other_side() {
    let text = "Le Pérou a frappé la Bolivie dans la nuit. La Bolivie a tiré des roquettes sur le Pérou. L'armée péruvienne a \
                tué trois habitants.";
    let expected = ("bol-habitant".to_owned(), "habitants (Bolivie)".to_owned(), Some("BOL".to_owned()));
    assert_eq!(people(text, "habitants"), [expected]);
}

#[test]
fn visitors_are_of_no_country_that_is_known() {
    let text = "Le Pérou accueille les négociations. Quarante officiers ont atterri à Lima lundi.";
    assert_eq!(people(text, "officiers"), [("x-officier".to_owned(), "officiers".to_owned(), None)]);
}
