//! Given sentences, checks the figures found in them, and every example of the tables.

use super::*;
use crate::mention::sample;

fn figures() -> Figures {
    Figures::load(&Data::builtin(), "fr").unwrap()
}

fn found(text: &str) -> Vec<(f64, String, Option<Hedge>)> {
    let parse = sample::plain(text);
    figures().find(text, &parse).into_iter().map(|f| (f.value, f.unit, f.hedge)).collect()
}

fn check(text: &str, expected: &[(f64, &str, Option<Hedge>)]) {
    let found = found(text);
    let found: Vec<(f64, &str, Option<Hedge>)> = found.iter().map(|(v, u, h)| (*v, u.as_str(), *h)).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn separators_of_both_worlds_are_read() {
    check("L'aide atteint 100.000 euros.", &[(100_000.0, "EUR", None)]);
    check("L'aide atteint 1,200,000 dollars.", &[(1_200_000.0, "USD", None)]);
    check("Il a parcouru 1\u{a0}340\u{202f}km.", &[(1340.0, "kilometre", None)]);
    check("Le budget est de 13,4 milliards d'euros.", &[(13.4e9, "EUR", None)]);
    check("Le fonds vaut 1.234 milliard de dollars.", &[(1.234e9, "USD", None)]);
    check("Le litre coûte 2,159 euros.", &[(2.159, "EUR", None)]);
    check("Coût : 3 M€, puis $100.", &[(3e6, "EUR", None), (100.0, "USD", None)]);
}

#[test]
fn words_are_read() {
    check("On compte quatre-vingt-dix-sept drones.", &[(97.0, "drone", None)]);
    check("On compte deux cent mille tonnes.", &[(200_000.0, "tonne", None)]);
    check("On compte vingt et un navires.", &[(21.0, "ship", None)]);
    check("On compte un million et demi de voix.", &[(1.5e6, "vote", None)]);
    check("On compte des dizaines de milliers de tonnes.", &[(10_000.0, "tonne", Some(Hedge::MoreThan))]);
    check("On compte deux douzaines de ponts.", &[(24.0, "bridge", Some(Hedge::About))]);
}

#[test]
fn shares_are_per_cent() {
    check("Plus des deux tiers des députés ont voté.", &[(66.7, "percent", Some(Hedge::MoreThan))]);
    check("Trois élèves sur dix dorment mal.", &[(30.0, "percent", None)]);
    check("Les 2/3 des députés ont voté.", &[(66.7, "percent", None)]);
    check("Un Français sur deux hésite.", &[(50.0, "percent", None)]);
}

#[test]
fn a_range_is_two_figures() {
    check("De 70 à 80 % des trains roulent.", &[(70.0, "percent", None), (80.0, "percent", None)]);
    check("Entre 2 et 3 milliards d'euros.", &[(2e9, "EUR", None), (3e9, "EUR", None)]);
    check("Environ 10 à 15 navires.", &[(10.0, "ship", Some(Hedge::About)), (15.0, "ship", Some(Hedge::About))]);
}

#[test]
fn what_measures_nothing_is_no_figure() {
    for text in [
        "Le 12 mai 2024, à 14h30, puis à 15 h et le 1er juin.",
        "Après 3 ans, 6 mois et 40 minutes.",
        "À 41 ans, elle court.",
        "Appelez le 01.80.20.39.21 ou le 01 80 20 39 21.",
        "Le G7, le Covid-19, l'A7 et la 5G.",
        "Ils gagnent 3-1 puis 6-4.",
        "L'article 49 et la résolution 2254.",
        "Les deux hommes et leurs trois voisins.",
        "Un homme et une femme.",
        "En 2022, au 553e jour, la deuxième ville.",
        "Deux-Sèvres et Trois-Rivières.",
        "Des pays tiers, une demi-finale, un quart d'heure.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn a_sentence_stuck_to_the_last_does_not_hide_its_number() {
    check("Tous les bus roulent.30 trains aussi.", &[(30.0, "train", None)]);
}

fn people(words: &str, expected: &[(f64, &str)]) {
    let (text, parse) = sample::tree(words);
    let found = figures().find(&text, &parse);
    let found: Vec<(f64, &str)> = found.iter().map(|f| (f.value, f.unit.as_str())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_dead_and_the_injured_are_told_by_the_verb() {
    people(
        "Cinq/_/NUM/2/nummod civils/civil/NOUN/5/nsubj:pass ont/avoir/AUX/5/aux:tense été/être/AUX/5/aux:pass tués/tuer/PART/0/root",
        &[(5.0, "dead")],
    );
    people(
        "Cinq/_/NUM/2/nummod soldats/soldat/NOUN/4/nsubj ont/avoir/AUX/4/aux:tense tué/tuer/PART/0/root un/un/DET/6/det chef/_/NOUN/4/obj",
        &[(5.0, "soldier")],
    );
    people(
        "Ils/_/PRON/3/nsubj ont/avoir/AUX/3/aux:tense blessé/blesser/PART/0/root six/_/NUM/5/nummod passants/passant/NOUN/3/obj",
        &[(6.0, "injured")],
    );
    people(
        "Neuf/_/NUM/2/nummod mineurs/mineur/NOUN/4/nsubj ont/avoir/AUX/4/aux:tense perdu/perdre/PART/0/root la/le/DET/6/det vie/_/NOUN/4/obj",
        &[(9.0, "dead")],
    );
}

#[test]
fn goals_are_told_from_facts() {
    let target = |words: &str| {
        let (text, parse) = sample::tree(words);
        figures().find(&text, &parse).first().map(|f| f.target)
    };
    assert_eq!(
        target(
            "L'_/_/DET/2/det objectif/_/NOUN/0/root est/être/AUX/2/cop de/_/ADP/6/case 9/_/NUM/6/nummod trains/train/NOUN/2/nmod"
        ),
        Some(true)
    );
    assert_eq!(
        target(
            "9/_/NUM/2/nummod trains/train/NOUN/5/nsubj:pass sont/être/AUX/5/aux:pass vite/_/ADV/5/advmod attendus/attendre/VERB/0/root"
        ),
        Some(true)
    );
    assert_eq!(
        target("Il/_/PRON/2/nsubj compte/compter/VERB/0/root 9/_/NUM/4/nummod trains/train/NOUN/2/obj"),
        Some(false)
    );
}

#[test]
fn each_unit_is_found_in_its_example() {
    let data = Data::builtin();
    let figures = figures();
    for row in data.table("packs/fr/units.tsv", &table::UNITS).unwrap().rows().filter(|r| r.get("kind") != "time") {
        let text = row.get("example");
        let found = figures.find(text, &sample::plain(text));
        assert!(found.iter().any(|f| f.unit == row.get("unit")), "{}: {text}: {found:?}", row.place());
    }
}

#[test]
fn each_hedge_is_found_in_its_example() {
    let data = Data::builtin();
    let figures = figures();
    for row in data.table("packs/fr/hedges.tsv", &table::HEDGES).unwrap().rows() {
        let text = row.get("example");
        let found = figures.find(text, &sample::plain(text));
        let hedge = found.first().map(|f| f.hedge.map(|h| serde_json::to_string(&h).unwrap().replace('"', "")));
        assert_eq!(hedge.map(Option::unwrap_or_default).as_deref(), Some(row.get("hedge")), "{}: {text}", row.place());
    }
}

#[test]
fn each_numeral_is_found_in_its_example() {
    let data = Data::builtin();
    let figures = figures();
    for row in data.table("packs/fr/numerals.tsv", &table::NUMERALS).unwrap().rows() {
        let text = row.get("example");
        let found = figures.find(text, &sample::plain(text));
        let word = |f: &FigureMention| crate::mention::quote::fold(f.span.of(text)).contains(row.get("word"));
        assert!(found.iter().any(word), "{}: {text}: {found:?}", row.place());
    }
}
