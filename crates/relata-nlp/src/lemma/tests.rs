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
    load(&section(scheme, &lookups, vec!["lo".into(), "se".into(), "os".into()])).unwrap()
}

fn check(scheme: Scheme, text: &str, pos: Pos, morph: &str, expected: &str) {
    assert_eq!(tables(scheme).lemma(text, pos, morph, false), expected, "{text} {pos} {morph}");
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

/// Tables of endings in the manner of the Spanish ones.
fn by_features() -> Lemmatizer {
    let mut lookups = Lookups::default();
    let mut rules = |name: &str, pairs: &[(&str, &str)]| {
        let pairs = pairs.iter().map(|&(old, new)| (old.to_owned(), new.to_owned())).collect();
        lookups.lemma_rules.insert(string_id(name), pairs);
    };
    rules("present", &[("e", "er"), ("a", "ar")]);
    rules("infinitive", &[("d", "r")]);
    rules("plural", &[("es", ""), ("s", "")]);
    rules("accents", &[("ó", "o"), ("á", "a")]);
    rules("voc_alt_1", &[("i", "e")]);
    rules("voc_alt_2", &[("ue", "o")]);
    rules("adverbs", &[("muy", "mucho")]);
    rules("num", &[("miles", "mil")]);
    rules("det_and_pron_fixed", &[("una", "uno"), ("os", "tú")]);
    rules("det_and_pron_general", &[("as", "os"), ("a", "o")]);
    let group = |name: &str, features: &[&str]| (name.to_owned(), features.iter().map(|f| (*f).to_owned()).collect());
    let verb = [group("present", &["Mood=Ind", "Tense=Pres"]), group("infinitive", &["VerbForm=Inf"])];
    lookups.lemma_rules_groups.insert(string_id("verb"), verb.into());
    lookups.lemma_rules_groups.insert(string_id("noun"), [group("plural", &["Number=Plur"])].into());
    lookups.lemma_index.insert(string_id("verb"), ["volver", "pedar", "cantar"].map(str::to_owned).into());
    lookups.lemma_index.insert(string_id("noun"), ["orden"].map(str::to_owned).into());
    lookups.lemma_index.insert(string_id("det"), ["otro"].map(str::to_owned).into());
    let pronouns =
        [("lo", "él"), ("se", "él")].map(|(form, lemma)| (form.to_owned(), Lemmas::Many(vec![lemma.into()])));
    lookups.lemma_exc.insert(string_id("pron"), pronouns.into());
    let clitics = ["lo", "os", "se", "los"].map(str::to_owned).into();
    load(&section(Scheme::ByFeatures, &lookups, clitics)).unwrap()
}

#[test]
fn endings_by_features() {
    let lemmatizer = by_features();
    let check = |text: &str, pos: Pos, morph: &str, expected: &str| {
        assert_eq!(lemmatizer.lemma(text, pos, morph, false), expected, "{text} {pos} {morph}");
    };
    let present = "Mood=Ind|Number=Sing|Tense=Pres";
    check("Canta", Pos::Verb, present, "cantar");
    check("vuelve", Pos::Verb, present, "volver");
    check("pida", Pos::Verb, present, "pedar");
    check("corre", Pos::Aux, present, "correr");
    check("corre", Pos::Verb, "VerbForm=Ger", "corre");
    check("órdenes", Pos::Noun, "Gender=Fem|Number=Plur", "orden");
    check("órdenes", Pos::Noun, "Number=Sing", "órdenes");
    check("muy", Pos::Adv, "", "mucho");
    check("Miles", Pos::Num, "", "mil");
    check("1.234,5", Pos::Num, "", "1234.5");
    check("12.30", Pos::Num, "", "12.30");
    check("Otra", Pos::Det, "", "otro");
    check("una", Pos::Pron, "", "uno");
    check("Lo", Pos::Pron, "", "él");
    check("ella", Pos::Pron, "", "ello");
    check("Ana", Pos::Propn, "", "Ana");
    check("\n", Pos::Space, "", "\n");
}

#[test]
fn verbs_with_pronouns() {
    let lemmatizer = by_features();
    let check = |text: &str, morph: &str, expected: &str| {
        assert_eq!(lemmatizer.lemma(text, Pos::Verb, morph, false), expected, "{text}");
    };
    check("cantadlos", "PronType=Prs|VerbForm=Inf", "cantar los");
    check("Cantárselo", "PronType=Prs|VerbForm=Ger", "cantar él él");
    check("cantaos", "Mood=Ind|PronType=Prs|Tense=Pres", "cantar tú");
}

#[test]
fn small_words_are_lowered_at_the_start_of_a_sentence() {
    let lemmatizer = by_features();
    let check = |pos: Pos, starts: bool, expected: &str| {
        assert_eq!(lemmatizer.lemma("En", pos, "", starts), expected);
    };
    check(Pos::Adp, true, "en");
    check(Pos::Adp, false, "En");
    check(Pos::Propn, true, "En");
    assert!(lemmatizer.sees_starts() && !tables(Scheme::Lookup).sees_starts());
}
