//! Tests of the lemmatizer with small tables of their own.

use super::convert::{Lemmas, Lookups, load, section};
use super::*;
use crate::string_id::string_id;

fn tables(scheme: Scheme) -> Lemmatizer {
    let many = |lemmas: &[&str]| Lemmas::Many(lemmas.iter().map(|lemma| (*lemma).to_owned()).collect());
    let lookup = [("Alpes", "alpe"), ("voient", "voir"), ("yeux", "œil")];
    let exceptions = [("aimé", &["aimer"][..]), ("better", &["good", "well"]), ("est", &["être"]), ("rien", &[])];
    let rules = [("é", "er"), ("s", ""), ("ées", "er"), ("ing", ""), ("ing", "e")];
    let index = ["donner", "côté", "make", "mak", "aime"];
    let verb = string_id("verb");
    let mut lookups = Lookups::default();
    lookups.lemma_lookup.extend(lookup.map(|(form, lemma)| (string_id(form), many(&[lemma]))));
    lookups.lemma_exc.insert(verb, exceptions.map(|(form, lemmas)| (form.to_owned(), many(lemmas))).into());
    lookups.lemma_rules.insert(verb, rules.map(|(old, new)| (old.to_owned(), new.to_owned())).into());
    lookups.lemma_index.insert(verb, index.map(str::to_owned).into());
    load(&section(scheme, &lookups)).unwrap()
}

fn check(scheme: Scheme, text: &str, pos: Pos, morph: &str, expected: &str) {
    assert_eq!(tables(scheme).lemma(text, pos, morph), expected, "{text} {pos} {morph}");
}

#[test]
fn index_first() {
    let check = |text: &str, pos: Pos, expected: &str| check(Scheme::IndexFirst, text, pos, "", expected);
    check("Donner", Pos::Verb, "donner");
    check("Côté", Pos::Verb, "côté");
    check("aimé", Pos::Verb, "aimer");
    check("données", Pos::Verb, "donner");
    // "donné" and "finir" come from the same rule, but only one is in the index.
    check("donné", Pos::Verb, "donner");
    check("trouvé", Pos::Verb, "trouver");
    check("rendez-vous", Pos::Verb, "rendez-vou");
    check("s", Pos::Verb, "s");
    check("voient", Pos::Verb, "voir");
    check("Voient", Pos::Verb, "voir");
    check("RIEN", Pos::Verb, "rien");
}

#[test]
fn other_parts_of_speech_are_looked_up_as_written() {
    let check = |text: &str, pos: Pos, expected: &str| check(Scheme::IndexFirst, text, pos, "", expected);
    check("Alpes", Pos::Propn, "alpe");
    check("ALPES", Pos::Propn, "ALPES");
    check("Yeux", Pos::Noun, "œil");
    check("Yeux", Pos::X, "Yeux");
    check(" \n", Pos::Space, " \n");
}

#[test]
fn rules_first() {
    let check = |text: &str, pos: Pos, morph: &str, expected: &str| {
        check(Scheme::RulesFirstUnlessBase, text, pos, morph, expected);
    };
    check("making", Pos::Verb, "VerbForm=Ger", "make");
    check("walking", Pos::Verb, "VerbForm=Ger", "walk");
    check("better", Pos::Verb, "", "well");
    check("Mak", Pos::Verb, "", "Mak");
    check("Mak", Pos::Verb, "Tense=Pres|VerbForm=Inf", "mak");
    check("Aims", Pos::Verb, "Number=Sing|Tense=Pres|VerbForm=Fin", "aim");
    check("Aims", Pos::Verb, "Tense=Pres|VerbForm=Fin", "aims");
    check("Rome", Pos::Propn, "", "Rome");
    check("Roads", Pos::Noun, "Number=Plur", "roads");
}

#[test]
fn lookup_alone() {
    check(Scheme::Lookup, "Alpes", Pos::Verb, "", "alpe");
    check(Scheme::Lookup, "aimé", Pos::Verb, "", "aimé");
}
