//! Given hand-made readings, checks the days that they leave.

use super::{narrow, refuted};
use crate::likeness::scene::{Act, Scene};
use crate::record::{PublishedHow, Reading, Status};
use PublishedHow::{OtherArticles, Text};

#[track_caller]
fn check(scenes: Vec<Scene>, expected: &[(&str, &str, &str, PublishedHow)]) {
    let readings: Vec<Reading> = scenes.into_iter().map(Scene::read).collect();
    let found = narrow(&readings.iter().collect::<Vec<_>>());
    let found: Vec<_> =
        found.iter().map(|(d, p)| (d.clone(), p.days.from.to_string(), p.days.to.to_string(), p.how)).collect();
    let expected: Vec<_> =
        expected.iter().map(|(d, from, to, how)| (d.to_string(), from.to_string(), to.to_string(), *how)).collect();
    assert_eq!(found, expected);
}

const TALKS: &str = "Les pourparlers se sont ouverts ce lundi 10 mars à Lima.";

#[test]
fn this_monday_is_the_day_of_writing() {
    let act = Act::meeting("PER,CHL");
    let scene = Scene::new("a", "2031-03-01..2031-03-31", TALKS);
    let scene = scene.times("ce lundi 10 mars", "2031-03-10").tells("ouverts", act);
    check(vec![scene], &[("a", "2031-03-10", "2031-03-10", Text)]);
}

#[test]
fn between_what_is_past_and_what_is_to_come() {
    let text = "La ministre a parlé le 2 mars. Elle sera à Lima le 6 mars 2031.";
    let scene = Scene::new("a", "", text)
        .times("le 2 mars", "XXXX-03-02")
        .times("le 6 mars 2031", "2031-03-06")
        .tells("a parlé", Act::new("AGREE", "PER", ""))
        .tells("sera", Act::visit("CHL", "PER").is(Status::Planned));
    check(vec![scene], &[("a", "2031-03-02", "2031-03-06", Text)]);
}

#[test]
fn a_planned_act_alone_is_too_common_to_date_an_article() {
    let act = || Act::visit("CHL:Ines Vidal", "PER").is(Status::Planned).at("Lima", "PER");
    let open = Scene::new("a", "", "Ines Vidal sera à Lima pour inaugurer un hôpital.").tells("sera", act());
    let dated = Scene::new("b", "2031-03-12", "Ines Vidal est attendue à Lima vendredi pour le sommet des glaciers.")
        .tells("attendue", act().on("2031-03-14"));
    check(vec![open, dated], &[]);
}

#[test]
fn one_bound_alone_says_too_little() {
    let text = "La ministre a parlé le 2 mars 2031.";
    let act = Act::new("AGREE", "PER", "");
    check(vec![Scene::new("a", "", text).times("le 2 mars 2031", "2031-03-02").tells("a parlé", act)], &[]);
}

#[test]
fn shared_quotations_date_an_article() {
    let one = "nous discuterons sans détour de tous les sujets qui fâchent nos capitales";
    let two = "la vallée du nord ne sera jamais un champ de bataille entre frères";
    let text = format!("« {one} », a dit la reine. « {two} », a dit le roi.");
    let scene = |name: &str, day: &str| Scene::new(name, day, &text).quotes(one, "PER").quotes(two, "CHL");
    check(vec![scene("a", ""), scene("b", "2031-03-10")], &[("a", "2031-03-09", "2031-03-11", OtherArticles)]);
}

#[test]
fn next_week_is_the_week_before_the_event() {
    let act = || Act::visit("CHL:Ines Vidal", "PER").is(Status::Planned).at("Lima", "PER");
    let open = Scene::new("a", "", "Ines Vidal sera à Lima la semaine prochaine pour le sommet des glaciers andins.")
        .times("la semaine prochaine", "XXXX-WXX")
        .tells("sera", act());
    let dated =
        Scene::new("b", "2031-03-12", "Ines Vidal est attendue à Lima vendredi pour le sommet des glaciers andins.")
            .tells("attendue", act().on("2031-03-14"));
    check(vec![open, dated], &[("a", "2031-03-03", "2031-03-09", OtherArticles)]);
}

#[test]
fn what_is_common_dates_nothing() {
    let scene = |name: &str, day: &str, text: &str| Scene::new(name, day, text);
    check(vec![scene("a", "", "La mer est calme."), scene("b", "2031-03-10", "Le ciel est bas sur Lima.")], &[]);
}

#[test]
fn a_borrowed_day_is_found_anew() {
    let words = "nous discuterons sans détour de tous les sujets qui fâchent nos capitales depuis dix ans";
    let text = format!("« {words} », a dit la reine.");
    let scene = |name: &str, day: &str| Scene::new(name, day, &text).quotes(words, "PER").read();
    let mut readings = [scene("a", ""), scene("b", "2031-03-10")];
    let first = narrow(&readings.iter().collect::<Vec<_>>());
    readings[0].article.published = Some(first[0].1);
    assert_eq!(narrow(&readings.iter().collect::<Vec<_>>()), []);
    let mut later = scene("c", "2031-03-11");
    later.article.document = "c".into();
    let all = [&readings[0], &readings[1], &later];
    assert_eq!(narrow(&all)[0].1.days.from.to_string(), "2031-03-10");
}

#[test]
fn this_weekday_elsewhere_refutes_a_given_day() {
    let scene = |day: &str| Scene::new("a", day, TALKS).times("ce lundi 10 mars", "2031-03-10").read();
    assert_eq!(refuted(&scene("2031-03-11")), None);
    let found = refuted(&scene("2031-05-02")).map(|r| (r.words, r.day.to_string()));
    assert_eq!(found, Some(("ce lundi 10 mars".to_owned(), "2031-03-10".to_owned())));
}

#[test]
fn what_stands_between_marks_refutes_nothing() {
    let text = "« Ce lundi 10 mars fut long », a dit la reine.";
    let scene = Scene::new("a", "2031-05-02", text).times("Ce lundi 10 mars", "2031-03-10");
    assert_eq!(refuted(&scene.quotes("Ce lundi 10 mars fut long", "PER").read()), None);
}

#[test]
fn named_days_side_by_side_date_an_article() {
    let text = "La crue du samedi 4 mai 2030 inquiète. Dimanche 5 mai 2030, la digue tenait. Lundi 6 mai 2030 aussi.";
    let scene = Scene::new("a", "", text)
        .times("samedi 4 mai 2030", "2030-05-04")
        .times("Dimanche 5 mai 2030", "2030-05-05")
        .times("Lundi 6 mai 2030", "2030-05-06")
        .read();
    let found = narrow(&[&scene]);
    let days = found.first().map(|(_, p)| p.days).unwrap();
    assert!(days.days() < 40 && days.from <= "2030-05-06".parse().unwrap(), "{days:?}");
}
