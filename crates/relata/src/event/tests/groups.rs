//! Given quotations, figures and whole articles, checks which are grouped, and what is disputed of them.

use super::*;
use crate::record::Hedge;

const PLEDGE: &str = "nous ouvrirons chaque port de la côte avant la fin de l’hiver";

fn groups(chronicle: &Chronicle) -> usize {
    let mut groups: Vec<&str> = chronicle.group_of.iter().map(|(_, g)| g.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    groups.len()
}

fn said(document: &str, day: &str, words: &str, speaker: &str) -> Scene {
    Scene::new(document, day, &format!("« {words} », lit-on.")).quotes(words, speaker)
}

#[track_caller]
fn check_quotes(first: (&str, &str), second: (&str, &str), days: (&str, &str), one: bool) -> Chronicle {
    let found = chronicle(vec![said("a", days.0, first.0, first.1), said("b", days.1, second.0, second.1)]);
    assert_eq!(groups(&found) == 1, one, "{:?}", found.group_of);
    found
}

const SAME_DAY: (&str, &str) = ("2031-03-10", "2031-03-11");

#[test]
fn one_utterance_cut_and_titled_differently() {
    let cut = "nous ouvrirons (…) chaque port de la côte avant la fin de l'hiver";
    check_quotes((PLEDGE, "NOR:Liv Dahl"), (cut, "NOR:Liv Dahl"), SAME_DAY, true);
    let titled = "Le ministre Amos Odera me comprend et me soutient depuis toujours";
    let bare = "Amos Odera me comprend et me soutient depuis toujours";
    check_quotes((titled, "NOR:Liv Dahl"), (bare, "NOR:Liv Dahl"), SAME_DAY, true);
}

#[test]
fn one_utterance_of_two_speakers_is_disputed() {
    let found = check_quotes((PLEDGE, "NOR:Liv Dahl"), (PLEDGE, "NOR"), SAME_DAY, true);
    let dispute = &found.disagreements[0];
    assert_eq!((dispute.about.as_str(), dispute.field.as_str()), ("quote", "speaker"));
    let values: Vec<&str> = dispute.values.iter().map(|v| v.value.as_str()).collect();
    assert_eq!(values, ["Liv Dahl", "NOR"]);
}

#[test]
fn a_formula_needs_its_speaker_and_its_day() {
    let (ana, liv) = (("très inquiète", "PER:Ana Quispe"), ("très inquiète", "NOR:Liv Dahl"));
    check_quotes(ana, liv, SAME_DAY, false);
    check_quotes(ana, ana, SAME_DAY, true);
    check_quotes(ana, ana, ("2031-03-10", "2031-06-10"), false);
}

#[test]
fn a_fragment_joins_the_whole_of_its_speaker() {
    let part = "chaque port de la côte";
    check_quotes((PLEDGE, "NOR:Liv Dahl"), (part, "NOR:Liv Dahl"), SAME_DAY, true);
    check_quotes((PLEDGE, "NOR:Liv Dahl"), (part, "PER:Ana Quispe"), SAME_DAY, false);
    check_quotes((PLEDGE, "NOR:Liv Dahl"), (part, "NOR:Jonas Berg"), SAME_DAY, false);
}

#[test]
fn words_that_many_say_join_nobodys_utterances() {
    let other = "sans les dockers, chaque port de la côte restera ce qu’il est depuis vingt ans";
    let part = "chaque port de la côte";
    let found = chronicle(vec![
        said("a", "2031-03-10", PLEDGE, "NOR:Liv Dahl"),
        said("b", "2031-03-10", other, "NOR:Jonas Berg"),
        said("c", "2031-03-11", part, "NOR:Liv Dahl"),
        said("d", "2031-03-11", part, "NOR:Jonas Berg"),
    ]);
    assert!(groups(&found) >= 2, "{:?}", found.group_of);
    assert!(found.disagreements.is_empty(), "{:?}", found.disagreements);
}

fn counted(document: &str, text: &str, words: &str, value: f64, hedge: Option<Hedge>) -> Scene {
    Scene::new(document, "2031-03-10", text).counts(words, value, "country", hedge)
}

#[test]
fn one_quantity_hedged_differently_is_disputed() {
    let one = "Le forum des ports du nord réunit quelque 45 pays à Bergen.";
    let two = "Plus de 45 pays sont attendus au forum des ports du nord.";
    let found = chronicle(vec![
        counted("a", one, "quelque 45 pays", 45.0, Some(Hedge::About)),
        counted("b", two, "Plus de 45 pays", 45.0, Some(Hedge::MoreThan)),
    ]);
    assert_eq!(groups(&found), 1);
    let values: Vec<&str> = found.disagreements[0].values.iter().map(|v| v.value.as_str()).collect();
    assert_eq!((found.disagreements[0].field.as_str(), values), ("hedge", vec!["about", "more_than"]));
}

#[test]
fn one_number_of_two_affairs_is_two_quantities() {
    let found = chronicle(vec![
        counted("a", "Le forum des ports du nord réunit 45 pays à Bergen.", "45 pays", 45.0, None),
        counted("b", "La grippe des oies a gagné 45 pays en un mois.", "45 pays", 45.0, None),
    ]);
    assert_eq!(groups(&found), 2);
}

#[test]
fn a_reprint_counts_once() {
    let body = "Le port de Bergen a rouvert lundi après deux mois de travaux, et les premiers navires ont accosté dès \
                l’aube sous les applaudissements des dockers. La ministre a promis que les autres quais suivraient \
                avant la fin de l’année, malgré le retard pris par les grues commandées en Corée.";
    let own = "Une tempête a privé d’électricité la moitié de Lima, où les écoles resteront fermées jusqu’à vendredi.";
    let cut = body.split_once(". La").unwrap().0;
    let found = chronicle(vec![
        Scene::new("a", "2031-03-10", body),
        Scene::new("b", "2031-03-10", &format!("{body} Avec agences.")),
        Scene::new("c", "2031-03-11", cut),
        Scene::new("d", "2031-03-11", own),
    ]);
    let documents: Vec<&str> = found.copies.iter().map(|(d, _)| d.as_str()).collect();
    assert_eq!(documents, ["a", "b", "c"]);
    assert!(found.copies.iter().all(|(_, g)| *g == found.copies[0].1));
}

#[test]
fn articles_on_one_affair_are_a_story() {
    let port = |document: &str, day: &str, text: &str| {
        Scene::new(document, day, text).names("bergen", "NOR").names("dahl", "NOR")
    };
    let found = chronicle(vec![
        port("a", "2031-03-10", "Grève des dockers à Bergen : les quais sont bloqués, Dahl appelle au calme."),
        port("b", "2031-03-12", "Dahl reçoit les dockers de Bergen ; la grève des quais continue."),
        Scene::new("c", "2031-03-12", "Lima inaugure son musée de la mer."),
        port("d", "2032-03-12", "Un an après la grève des dockers, Dahl inaugure les quais de Bergen."),
    ]);
    let documents: Vec<_> = found.stories.iter().map(|s| s.documents.join(" ")).collect();
    assert_eq!(documents, ["a b"]);
}

#[test]
fn what_a_house_prints_every_day_is_no_story() {
    let daily = |n: u8| {
        let text = format!("Le bulletin des marées du {n} mars : retrouvez ici toutes les heures des ports du nord.");
        Scene::new(&format!("tide{n}"), &format!("2031-03-{n}"), &text).by("Courrier du Nord")
    };
    let other = Scene::new("other", "2031-03-14", "Lima inaugure son musée de la mer.").by("Gazette");
    let found = chronicle((11..=15).map(daily).chain([other]).collect());
    assert!(found.stories.is_empty(), "{:?}", found.stories);
}

#[test]
fn one_text_under_several_titles_is_no_story() {
    let part = |name: &str| {
        let text =
            "Ana Quispe, Rosa Tello et Luis Rojas ont parlé ce vendredi des mines, des ports et des routes du sud.";
        Scene::new(name, "2031-03-14", text).by("Radio Sud").names("quispe", "PER").names("tello", "PER")
    };
    assert!(chronicle(vec![part("a"), part("b"), part("c")]).stories.is_empty());
    assert_eq!(chronicle(vec![part("a"), part("b").by("Gazette")]).stories.len(), 1);
}
