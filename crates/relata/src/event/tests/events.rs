//! Given reports of one act or of several, checks which become one event, and what is told of it.

use super::*;
use crate::likeness::scene::Act;
use crate::record::Party;
use Status::{Cancelled, Denied, Happened, Ongoing, Planned};

fn announced() -> Scene {
    let act = Act::visit("JPN:Keiko Sato", "KEN").on("2031-05-01..2031-05-31").is(Planned).at("Nairobi", "KEN");
    Scene::new("a", "2031-04-02", "Keiko Sato se rendra en mai à Nairobi.").tells("se rendra", act)
}

#[test]
fn an_announcement_joins_its_outcome() {
    let held = Act::visit("JPN:Keiko Sato", "KEN").on("2031-05-14").at("Nairobi", "KEN");
    let held = Scene::new("b", "2031-05-15", "Keiko Sato est arrivée mercredi à Nairobi.").tells("est arrivée", held);
    let event = check_one(vec![announced(), held], &[Planned, Happened]);
    assert_eq!(event.when.unwrap().from.to_string(), "2031-05-14");
    assert_eq!(event.history[1].as_of.unwrap().to_string(), "2031-05-15");
    assert_eq!(event.documents, 2);
}

#[test]
fn an_announcement_does_not_join_what_lies_before_it() {
    let before = Act::visit("JPN:Keiko Sato", "KEN").on("2030-05-14").at("Nairobi", "KEN");
    let before =
        Scene::new("b", "2030-05-15", "Keiko Sato est arrivée mercredi à Nairobi.").tells("est arrivée", before);
    check_apart(vec![announced(), before]);
}

#[test]
fn a_journey_told_by_the_host_is_the_guests() {
    let hosted = Act::visit("KEN:Amos Odera", "JPN:Keiko Sato").on("2031-05-14").at("Nairobi", "KEN");
    let hosted = Scene::new("b", "2031-05-14", "Amos Odera a reçu Keiko Sato à Nairobi.").tells("a reçu", hosted);
    let told = Act::visit("JPN:Keiko Sato", "KEN:Amos Odera").on("2031-05-14");
    let told = Scene::new("c", "2031-05-14", "Keiko Sato rend visite à Amos Odera.").tells("rend visite", told);
    check_one(vec![hosted, told], &[Happened]);
}

#[test]
fn a_called_off_meeting_stays_one_event() {
    let act = |status| Act::meeting("PER:Ana Quispe,CHL:Luis Rojas").on("2031-03-09").is(status);
    let first = Scene::new("a", "2031-03-01", "Ana Quispe rencontrera Luis Rojas le 9 mars.")
        .tells("rencontrera", act(Planned));
    let then = Scene::new("b", "2031-03-07", "La rencontre entre Ana Quispe et Luis Rojas est annulée.");
    let event = check_one(vec![first, then.tells("rencontre", act(Cancelled))], &[Planned, Cancelled]);
    assert_eq!(event.history[1].as_of.unwrap().to_string(), "2031-03-07");
}

#[test]
fn yearly_summits_are_as_many_events() {
    let summit = |year: &str| {
        let act = Act::meeting("PER,CHL").mode("multilateral").on(&format!("{year}-06-03")).at("Lima", "PER");
        Scene::new(year, &format!("{year}-06-04"), "Le sommet andin s’est tenu à Lima.").tells("sommet", act)
    };
    check_apart(vec![summit("2029"), summit("2030"), summit("2031")]);
}

#[test]
fn a_gathering_is_known_by_its_name_whoever_comes() {
    let host = Act::visit("MLI", "").on("2031-03-09..2031-03-11").is(Planned);
    let host = Scene::new("a", "2031-03-09", "Le Mali accueille des délégués au forum des ports de la Volta noire.")
        .tells("accueille", host.on_crowd("délégués"));
    let guest = |name: &str, text: &str| {
        let act = Act::new("CONSULT", "PER:Ana Quispe", "").mode("multilateral").is(Planned);
        Scene::new(name, "2031-03-09", text).tells("participera", act)
    };
    let same = guest("b", "Ana Quispe participera au forum des ports de la Volta noire.");
    check_one(vec![host, same], &[Planned]);
    let other = guest("c", "Ana Quispe participera au sommet des maires du nord.");
    let same = guest("b", "Ana Quispe participera au forum des ports de la Volta noire.");
    check_apart(vec![same, other]);
}

#[test]
fn the_day_of_a_journey_narrows_the_week_it_was_announced_for() {
    let act = |on: &str| Act::visit("PER:Ana Quispe", "CHL").on(on).is(Planned);
    let week = Scene::new("a", "2031-02-27", "Ana Quispe sera à Santiago la semaine prochaine.")
        .tells("sera", act("2031-03-03..2031-03-09").at("Santiago", "CHL"));
    let again = Scene::new("b", "2031-02-27", "Ana Quispe est attendue la semaine prochaine aux jeux andins.")
        .tells("attendue", act("2031-03-03..2031-03-09"));
    let hosted = Act::visit("PER:Ana Quispe", "CHL:Luis Rojas").on("2031-03-07").is(Planned).at("Santiago", "CHL");
    let day = Scene::new("c", "2031-03-05", "Ana Quispe est attendue par son homologue le 7 mars aux jeux andins.")
        .tells("attendue", hosted);
    let event = check_one(vec![week, again, day], &[Planned]);
    assert_eq!(event.when.unwrap().from.to_string(), "2031-03-07");
}

#[test]
fn a_summit_announced_for_a_season_is_the_one_held_in_its_first_month() {
    let planned = Act::visit("CHL:Luis Rojas", "PER").on("2031-03-01..2031-06-20").is(Planned);
    let planned =
        Scene::new("a", "2030-12-30", "Luis Rojas viendrait au printemps au Pérou.").tells("viendrait", planned);
    let held = Act::visit("CHL:Luis Rojas", "PER:Ana Quispe").on("2031-03-01..2031-03-31");
    let held = Scene::new("b", "2031-10-17", "En mars dernier, Ana Quispe avait reçu Luis Rojas.").tells("reçu", held);
    check_one(vec![planned, held], &[Planned, Happened]);
}

#[test]
fn other_bodies_of_one_country_act_for_themselves() {
    let plea = |name: &str, text: &str, who: &str| {
        Scene::new(name, "2031-03-10", text).tells("plaide", Act::new("REQUEST", who, ""))
    };
    check_apart(vec![
        plea("a", "Ana Quispe plaide pour un vote sur le port.", "PER:Ana Quispe"),
        plea("b", "Rosa Tello plaide pour un vote sur le port.", "PER:Rosa Tello"),
    ]);
}

#[test]
fn an_answer_to_an_attack_is_another_attack() {
    let raid = |one: &str, other: &str| Act::new("ASSAULT", one, other).mode("aerial").on("2031-03-10");
    let text = "Le Chili bombarde le nord du Pérou en riposte à des frappes péruviennes.";
    check_apart(vec![
        Scene::new("a", "2031-03-10", text).tells("bombarde", raid("CHL", "PER")),
        Scene::new("b", "2031-03-10", text).tells("frappes", raid("PER", "CHL")),
    ]);
}

#[test]
fn the_ministers_do_not_meet_as_the_presidents() {
    let meeting = |name: &str, parties: &str, day: &str| {
        let text = format!("{name} : les deux délégations se sont rencontrées.");
        Scene::new(name, "2031-03-10", &text).tells("rencontrées", Act::meeting(parties).on(day))
    };
    check_apart(vec![
        meeting("ministres", "PER:Rosa Tello,CHL:Ines Vidal", "2031-03-09"),
        meeting("présidents", "PER:Ana Quispe,CHL:Luis Rojas", "2031-03-09"),
    ]);
}

#[test]
fn another_counterpart_is_another_meeting() {
    let meeting = |name: &str, parties: &str| {
        Scene::new(name, "2031-03-10", "La ministre a rencontré son homologue.")
            .tells("a rencontré", Act::meeting(parties).on("2031-03-09"))
    };
    check_apart(vec![meeting("a", "PER:Ana Quispe,CHL"), meeting("b", "PER:Ana Quispe,BOL")]);
}

#[test]
fn another_town_is_another_attack() {
    let attack = |town: &str| {
        Scene::new(town, "2031-03-10", &format!("L’armée a bombardé un dépôt à {town}."))
            .tells("a bombardé", Act::new("ASSAULT", "AAA", "BBB").on("2031-03-09").at(town, "BBB"))
    };
    check_apart(vec![attack("Port-Sel"), attack("Valmont")]);
}

#[test]
fn a_visit_is_not_the_talks_held_on_it() {
    let visit = Act::visit("JPN:Keiko Sato", "KEN:Amos Odera").on("2031-05-14").at("Nairobi", "KEN");
    let talks = Act::meeting("JPN:Keiko Sato,KEN:Amos Odera").on("2031-05-14").at("Nairobi", "KEN");
    check_apart(vec![
        Scene::new("a", "2031-05-14", "Keiko Sato est arrivée à Nairobi.").tells("est arrivée", visit),
        Scene::new("b", "2031-05-14", "Keiko Sato s’est entretenue avec Amos Odera.").tells("entretenue", talks),
    ]);
}

#[test]
fn who_is_not_named_does_not_part_reports() {
    let act = |sources: &str| Act::new("ASSAULT", sources, "BBB").on("2031-03-09").at("Valmont", "BBB");
    let named =
        Scene::new("a", "2031-03-10", "L’armée a frappé la raffinerie de Valmont.").tells("a frappé", act("AAA"));
    let bare =
        Scene::new("b", "2031-03-10", "La raffinerie de Valmont a été frappée dans la nuit.").tells("frappée", act(""));
    let event = check_one(vec![named, bare], &[Happened]);
    assert_eq!(event.sources[0].name, "AAA");
}

#[test]
fn a_reference_years_later_joins_its_event() {
    let act = |on: &str| Act::new("ASSAULT", "AAA", "BBB").on(on);
    let told = Scene::new("a", "2031-03-10", "L’armée a envahi la province de Valmont dimanche.")
        .tells("a envahi", act("2031-03-09"));
    let later =
        Scene::new("b", "2033-08-01", "Depuis l’invasion de la province de Valmont en mars 2031, rien n’avance.")
            .tells("invasion", act("2031-03-01..2031-03-31"));
    let event = check_one(vec![told, later], &[Happened]);
    assert_eq!(event.when.unwrap().to.to_string(), "2031-03-09");
}

#[test]
fn a_wide_reference_that_fits_two_events_joins_neither() {
    let act = |on: &str| Act::visit("JPN:Keiko Sato", "KEN").on(on).at("Nairobi", "KEN");
    let visit =
        |name: &str, on: &str| Scene::new(name, on, "Keiko Sato est arrivée à Nairobi.").tells("est arrivée", act(on));
    let wide = Scene::new("c", "2032-01-10", "L’an dernier, Keiko Sato est arrivée à Nairobi les mains vides.")
        .tells("est arrivée", act("2031-01-01..2031-12-31"));
    check_apart(vec![visit("a", "2031-02-03"), visit("b", "2031-10-20"), wide]);
}

#[test]
fn two_acts_of_one_sentence_are_two() {
    let scene = Scene::new("a", "2031-03-10", "La Norvège a loué le Mali et salué ses soldats.")
        .tells("a loué", Act::new("SUPPORT", "NOR", "MLI").on("2031-03-09"))
        .tells("salué", Act::new("SUPPORT", "NOR", "MLI").on("2031-03-09"));
    assert_eq!(chronicle(vec![scene]).events.len(), 2);
}

#[test]
fn a_quotation_ties_two_codings_of_one_act() {
    let words = "les craintes de nos voisins du sud méritent une réponse rapide";
    let text = format!("La ministre a estimé que « {words} ».");
    let scene = |name: &str, kind: &str| {
        Scene::new(name, "2031-03-10", &text)
            .quotes(words, "NOR:Liv Dahl")
            .tells("a estimé", Act::new(kind, "NOR:Liv Dahl", "MLI").on("2031-03-09"))
    };
    check_one(vec![scene("a", "SUPPORT"), scene("b", "REQUEST")], &[Happened]);
}

#[test]
fn what_one_affirms_and_another_denies_is_disputed() {
    let act = |status| Act::new("ASSAULT", "AAA", "BBB").on("2031-03-09").at("Valmont", "BBB").is(status);
    let one = Scene::new("a", "2031-03-10", "L’armée a frappé la gare de Valmont.").tells("a frappé", act(Happened));
    let other =
        Scene::new("b", "2031-03-10", "L’armée n’a pas frappé la gare de Valmont.").tells("frappé", act(Denied));
    let chronicle = chronicle(vec![one, other]);
    assert_eq!(chronicle.events.len(), 1);
    let fields: Vec<&str> = chronicle.disagreements.iter().map(|d| d.field.as_str()).collect();
    assert_eq!(fields, ["status"]);
}

#[test]
fn a_late_announcement_changes_no_history() {
    let act = |status| Act::visit("JPN:Keiko Sato", "KEN").on("2031-05-14").at("Nairobi", "KEN").is(status);
    let scene = |name: &str, day: &str, status| {
        Scene::new(name, day, "La visite de Keiko Sato à Nairobi.").tells("visite", act(status))
    };
    let scenes = vec![
        scene("a", "2031-05-12", Planned),
        scene("b", "2031-05-14", Ongoing),
        scene("c", "2031-05-15", Happened),
        scene("d", "2031-05-16", Planned),
    ];
    let event = check_one(scenes, &[Planned, Ongoing, Happened]);
    assert_eq!(event.history[0].reports.len(), 1);
}

#[test]
fn two_meetings_of_one_busy_person_are_two() {
    let talk = |name: &str, with: &str, text: &str| {
        let act = Act::meeting(&format!("PER:Ana Quispe,{with}")).on("2031-03-10");
        Scene::new(name, "2031-03-10", text).tells("déjeuner", act)
    };
    check_apart(vec![
        talk("a", "PER:Rosa Tello", "Le déjeuner de Quispe et Tello à la veille du vote a duré une heure."),
        talk("b", "PER:Luis Vega", "Le déjeuner de Quispe et Vega à la veille du vote a duré une heure."),
    ]);
}

#[test]
fn one_person_and_a_crowd_do_not_act_together() {
    let text = "Elle s’engage contre le nouveau port de Callao avant le vote de dimanche.";
    let one = Act::new("AGREE", "PER:Ana Quispe", "").on("2031-03-10");
    let many = Act::new("AGREE", "", "").from_many("PER:pêcheurs").on("2031-03-10");
    check_apart(vec![
        Scene::new("a", "2031-03-10", text).tells("engage", one),
        Scene::new("b", "2031-03-10", text).tells("engage", many),
    ]);
}

#[test]
fn an_event_bears_the_names_of_the_language_that_most_is_written_in() {
    let aid = |code: &str| Act::new("AID", code, "PER").on("2031-03-09");
    let english = Scene::new("a", "2031-03-09", "Norway sent blankets to Peru.").in_language("en");
    let english = english.calls("nor", "Norway").calls("per", "Peru").tells("sent", aid("NOR"));
    let french = |name: &str, text: &str, act: Act| {
        let verb = text.split(' ').nth(3).unwrap().to_owned();
        Scene::new(name, "2031-03-10", text).calls("nor", "Norvège").tells(&verb, act)
    };
    let same = french("b", "La Norvège a envoyé des couvertures au Pérou.", aid("NOR"));
    let other = french("c", "La Norvège a reçu des dockers.", Act::new("CONSULT", "NOR", "").on("2031-03-01"));
    let found = chronicle(vec![english, same, other]);
    let names = |parties: &[Party]| parties.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
    let event = found.events.iter().find(|e| e.kind == "AID").unwrap();
    // What French papers do not name keeps its name.
    assert_eq!((names(&event.sources), names(&event.targets)), (vec!["Norvège".into()], vec!["PER".into()]));
    assert_eq!(event.sources[0].also, ["NOR"]);
}
