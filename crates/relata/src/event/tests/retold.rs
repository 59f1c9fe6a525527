//! Given one act told twice with other words, or two acts told alike, checks that the first is one event and the second
//! two.

use super::*;
use crate::likeness::scene::Act;
use Status::{Denied, Happened, Hypothetical, Ongoing, Planned};

const DAY: &str = "2031-03-10";

fn scene(name: &str, text: &str) -> Scene {
    Scene::new(name, DAY, text)
}

#[test]
fn a_title_tells_what_its_text_tells() {
    let seize = |status| Act::new("COERCE", "", "NOR:Vardal").mode("seize").is(status).from_many("NOR:militants");
    let text = "Des militants occupent le bois de Vardal. Une trentaine campent et l’occupent depuis lundi.";
    let told = scene("a", text).titled("Des militants occupent le bois de Vardal");
    check_one(vec![told.tells("occupent", seize(Happened)).tells("’occupent", seize(Ongoing))], &[Ongoing, Happened]);
}

#[test]
fn what_a_title_says_is_not_done_may_be_done_elsewhere() {
    let open = |status| Act::new("RETREAT", "AAA", "").mode("access").is(status);
    let text = "La junte ouvre le col du Lacq. Elle n’ouvrira pas celui de Bresme.";
    let told = scene("a", text).titled("La junte ouvre le col du Lacq");
    let told = told.tells("ouvre", open(Happened)).tells("ouvrira", open(Denied));
    assert_eq!(chronicle(vec![told]).events.len(), 2);
}

#[test]
fn a_noun_and_the_verb_that_carries_it_are_one_act() {
    let text = "Une stèle rappelle le massacre perpétré par l’armée sur les pêcheurs.";
    let act = Act::new("ASSAULT", "AAA", "").on("2029-08-04").on_many("BBB:pêcheurs");
    let told = scene("a", text).tells("massacre", act.clone().mode("targeted")).tells("perpétré", act);
    check_one(vec![told], &[Happened]);
}

#[test]
fn one_word_with_and_without_a_mode_is_one_act() {
    let act = || Act::new("ASSAULT", "AAA", "BBB");
    check_one(
        vec![
            scene("a", "Une clinique frappée sans avis.").tells("frappée", act()),
            scene("b", "Ce que l’on sait de la frappe sur un dispensaire.").tells("frappe", act().mode("aerial")),
        ],
        &[Happened],
    );
}

#[test]
fn the_candidates_of_one_party_are_not_those_of_another() {
    let withdraw = |who: &str| Act::new("RETREAT", "", "").from_many(who).mode("withdraw").is(Planned);
    let told = |name: &str, who: &str| {
        let text = format!("Tous les {who} arrivés troisièmes se retireront dimanche au second tour.");
        scene(name, &text).tells("retireront", withdraw(&format!("NOR:{who}")))
    };
    check_apart(vec![told("a", "candidats du Parti rural"), told("b", "candidats du NFL")]);
    check_one(vec![told("a", "candidats du NFL"), told("b", "candidats")], &[Planned]);
}

#[test]
fn marches_of_two_towns_are_two() {
    let march = |town: &str, people: &str| {
        let text = format!("{town} : {people} personnes défilent contre la réforme des retraites.");
        let act = Act::new("PROTEST", "", "NOR").from_many("NOR:personnes").mode("demo");
        scene(town, &text).titled(&text).names(town, "NOR").tells("défilent", act)
    };
    check_apart(vec![march("Bergen", "2 800"), march("Narvik", "800")]);
}

#[test]
fn quotation_marks_around_common_words_tie_nothing() {
    let mut scenes: Vec<Scene> =
        (0..40).map(|n| scene(&format!("z{n:02}"), "Un éditorial de plus sur la vie chère et ses causes.")).collect();
    let one = "Liv Dahl soutient les dockers face à « la vie chère ».";
    let other = "Ola Berg félicite les maires, et dit un mot de « la vie chère ».";
    let praise = |who: &str| Act::new("SUPPORT", who, "");
    scenes.push(scene("a", one).quotes("la vie chère", "").tells("soutient", praise("NOR:Liv Dahl")));
    scenes.push(scene("b", other).quotes("la vie chère", "").tells("félicite", praise("NOR:Ola Berg")));
    assert_eq!(chronicle(scenes).events.len(), 2);
}

#[test]
fn suits_against_two_companies_are_two() {
    let suit = |who: &str, whom: &str| Act::new("ACCUSE", who, whom).mode("allege").on(DAY);
    check_apart(vec![
        scene("a", "Elle a porté plainte jeudi contre Orsa pour diffamation.").tells("porté", suit("", "USA:Orsa")),
        scene("b", "Une ligue a porté plainte jeudi contre Mirel.").tells("porté", suit("AUT:Noria", "USA:Mirel")),
    ]);
}

#[test]
fn a_report_that_names_one_side_does_not_keep_two_others_apart() {
    let arrest = |who: &str| Act::new("COERCE", who, "").mode("arrest");
    check_one(
        vec![
            scene("a", "Un chercheur norvégien arrêté à Valmont pour espionnage, selon la police.")
                .tells("arrêté", arrest("").on_many("NOR:chercheur").at("Valmont", "AAA")),
            scene("b", "Qui est le chercheur arrêté par la junte pour espionnage ?")
                .tells("arrêté", arrest("AAA").on_many("NOR:chercheur")),
            scene("c", "Oslo confirme qu’un homme a été arrêté par la junte.")
                .tells("arrêté", arrest("AAA").on_many("NOR:homme")),
        ],
        &[Happened],
    );
}

#[test]
fn a_stand_off_is_one_whatever_is_said_of_it() {
    let stand = || Act::new("ACCUSE", "NOR,MLI", "NOR,MLI").mode("disapprove");
    check_one(
        vec![
            scene("a", "En plein bras de fer, un navire est retenu au port.").tells("bras", stand()),
            scene("b", "Le bras de fer continue entre les deux capitales.").tells("bras", stand().is(Ongoing)),
        ],
        &[Ongoing, Happened],
    );
}

#[test]
fn what_a_text_fears_is_not_what_it_tells_with_another_word() {
    let sentence = |status| Act::new("SANCTION", "", "NOR:Liv Dahl").mode("convict").is(status);
    let text = "Liv Dahl a été condamnée en mars. En appel, elle risque d’écoper du double.";
    let told = scene("a", text).tells("condamnée", sentence(Happened)).tells("écoper", sentence(Hypothetical));
    assert_eq!(chronicle(vec![told]).events.len(), 2);
}

#[test]
fn praise_of_two_days_is_said_twice() {
    let praise = |name: &str, day: &str, text: &str| {
        Scene::new(name, day, text).tells("hommage", Act::new("SUPPORT", "NOR:Liv Dahl", ""))
    };
    check_apart(vec![
        praise("a", "2031-03-10", "Liv Dahl a rendu hommage aux marins du port de Vardal."),
        praise("b", "2031-03-12", "Liv Dahl a rendu hommage aux marins de la guerre de Bresme."),
    ]);
}

#[test]
fn talks_with_a_land_are_not_the_meeting_with_who_leads_it() {
    let talks = |name: &str, text: &str, word: &str, parties: &str| {
        scene(name, text).tells(word, Act::meeting(parties).on(DAY))
    };
    check_apart(vec![
        talks("a", "Elle dînera avec Liv Dahl au palais.", "dînera", "PER:Ana Quispe,NOR:Liv Dahl"),
        talks("b", "Liv Dahl salue l’ouverture de pourparlers sur le thon.", "pourparlers", "PER,NOR:Liv Dahl"),
    ]);
}

#[test]
fn a_noun_far_from_its_verb_is_one_act_where_both_name_the_same() {
    let text = "Une frappe de la junte sur un immeuble de la capitale a fait huit morts.";
    let act = Act::new("ASSAULT", "AAA", "BBB");
    check_one(vec![scene("a", text).tells("frappe", act.clone().mode("aerial")).tells("fait", act)], &[Happened]);
}

#[test]
fn a_speaker_whose_title_names_the_act_with_another_word_speaks_once() {
    let text = "Liv Dahl appelle Ana Quispe à la retenue. Elle lui a demandé de rouvrir le port.";
    let plea = || Act::new("REQUEST", "NOR:Liv Dahl", "PER:Ana Quispe");
    let told = scene("a", text).titled("Liv Dahl appelle Ana Quispe à la retenue");
    check_one(vec![told.tells("appelle", plea().coded("100")).tells("demandé", plea().coded("100"))], &[Happened]);
}
