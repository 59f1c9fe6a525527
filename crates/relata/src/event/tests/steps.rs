//! Given acts that have much in common and are two, checks that they stay apart.

use super::*;
use crate::likeness::scene::Act;

const DAY: &str = "2031-03-10";

fn scene(document: &str, text: &str) -> Scene {
    Scene::new(document, DAY, text)
}

#[test]
fn an_arrest_is_not_the_imprisonment_that_follows() {
    let step = || Act::new("COERCE", "", "NOR:Liv Dahl").mode("arrest").context("legal");
    let told = |name: &str, text: &str, word: &str| scene(name, text).tells(word, step());
    check_apart(vec![
        told("a", "Liv Dahl a été interpellée à Vardal.", "interpellée"),
        told("b", "Liv Dahl a été placée en détention à Vardal.", "placée"),
    ]);
    check_one(
        vec![
            told("a", "Liv Dahl a été interpellée à Vardal.", "interpellée"),
            told("b", "Liv Dahl a été placée en garde à vue à Vardal.", "placée"),
        ],
        &[Status::Happened],
    );
}

#[test]
fn a_war_is_none_of_its_raids() {
    let attack = || Act::new("ASSAULT", "NOR", "MLI").context("military").at("Vardal", "MLI");
    check_apart(vec![
        scene("a", "La guerre de la Norvège contre le Mali à Vardal inquiète.").tells("guerre", attack()),
        scene("b", "La Norvège a mené une opération contre le Mali à Vardal.").tells("opération", attack()),
    ]);
}

#[test]
fn who_denounces_and_calls_in_one_sentence_does_two_things() {
    let (words, speaker) = ("un projet funeste pour le port", "NOR:Liv Dahl");
    let said = |kind: &str| Act::new(kind, speaker, "").on(DAY);
    let both = scene("a", "Liv Dahl dénonce « un projet funeste pour le port » et appelle à le rejeter.")
        .quotes(words, speaker)
        .tells("dénonce", said("ACCUSE"))
        .tells("appelle", said("REQUEST"));
    let one = scene("b", "Liv Dahl a appelé à rejeter « un projet funeste pour le port ».")
        .quotes(words, speaker)
        .tells("appelé", said("REQUEST"));
    let events = chronicle(vec![both, one]).events;
    let mut found: Vec<_> = events.iter().map(|e| (e.kind.as_str(), e.reports.len())).collect();
    found.sort_unstable();
    assert_eq!(found, [("ACCUSE", 1), ("REQUEST", 2)]);
}

#[test]
fn two_sums_of_one_currency_are_two_grants() {
    let aid = |name: &str, text: &str, words: &str, sum: f64| {
        scene(name, text).counts(words, sum, "USD", None).tells("accorde", Act::new("AID", "NOR", "MLI"))
    };
    check_apart(vec![
        aid("a", "Oslo accorde 50 millions de dollars au port de Bamako.", "50 millions de dollars", 5e7),
        aid("b", "Oslo accorde 3 millions de dollars au port de Bamako.", "3 millions de dollars", 3e6),
    ]);
}
