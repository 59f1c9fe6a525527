//! Given a few invented articles, some without a day, checks that their chronicle is the same whichever is read last.

mod model;

use proptest::prelude::*;
use relata::article::Input;
use relata::pack::Data;
use relata::pipeline::Engine;
use relata::record::{Chronicle, Published, PublishedHow, Reading};
use std::sync::LazyLock;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| model::engine(&Data::builtin(), &["fr"]));

/// Name, day (empty where the article has none) and text.
const ARTICLES: [(&str, &str, &str); 6] = [
    (
        "annonce",
        "2031-03-12",
        "Le président français Emmanuel Macron se rendra à Lima le 18 mars 2031 pour le sommet des glaciers andins. \
         « Nous parlerons sans détour de tous les sujets qui fâchent nos deux capitales », a déclaré son conseiller.",
    ),
    (
        "sans-jour",
        "",
        "Emmanuel Macron se rendra à Lima la semaine prochaine pour le sommet des glaciers andins. « Nous parlerons sans \
         détour de tous les sujets qui fâchent nos deux capitales », a déclaré son conseiller.",
    ),
    (
        "arrivee",
        "2031-03-18",
        "Emmanuel Macron est arrivé à Lima ce mardi 18 mars. Le Pérou et la France ont signé un accord sur l’eau.",
    ),
    (
        "edition",
        "",
        "Le Pérou a signé un accord avec la France. Ce sujet vient du journal télévisé de 20 h du 19 mars 2031.",
    ),
    (
        "bornes",
        "",
        "Le Pérou a reçu la France le 18 mars. Le 21 mars 2031, les deux pays signeront un autre accord à Lima.",
    ),
    ("muet", "", "Le Chili a condamné les essais de son voisin et rappelé son ambassadeur au Pérou."),
];

static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(|| {
    let read = |(document, day, text): &(&str, &str, &str)| {
        let published =
            day.parse().ok().map(|day| Published { days: relata::day::Interval::day(day), how: PublishedHow::Given });
        let (document, text) = ((*document).to_owned(), (*text).to_owned());
        ENGINE.read(Input { document, text, published, language: Some("fr".to_owned()), ..Input::default() })
    };
    ARTICLES.iter().map(read).collect()
});

/// The chronicle of readings in an order, and the day of each article.
fn merged(order: &[usize]) -> (Chronicle, Vec<(String, Option<Published>)>) {
    let mut readings: Vec<Reading> = order.iter().map(|at| READINGS[*at].clone()).collect();
    let chronicle = ENGINE.merge(&mut readings);
    let mut days: Vec<_> = readings.into_iter().map(|r| (r.article.document, r.article.published)).collect();
    days.sort_by(|a, b| a.0.cmp(&b.0));
    (chronicle, days)
}

#[test]
fn the_chronicle_is_the_same_whichever_article_is_read_last() {
    let straight = merged(&[0, 1, 2, 3, 4, 5]);
    for (last, article) in ARTICLES.iter().enumerate() {
        let mut order: Vec<usize> = (0..ARTICLES.len()).filter(|at| *at != last).collect();
        order.push(last);
        assert!(merged(&order) == straight, "{} read last changes the chronicle", article.0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn the_chronicle_is_the_same_in_any_order(order in Just((0..ARTICLES.len()).collect::<Vec<_>>()).prop_shuffle()) {
        prop_assert!(merged(&order) == merged(&[0, 1, 2, 3, 4, 5]));
    }
}

#[test]
fn articles_without_a_day_are_dated_by_their_words_and_by_others() {
    let days = merged(&[0, 1, 2, 3, 4, 5]).1;
    let told = |document: &str| {
        days.iter().find(|d| d.0 == document).and_then(|d| d.1).map(|p| (p.days.from.to_string(), p.how))
    };
    assert_eq!(told("edition"), Some(("2031-03-19".to_owned(), PublishedHow::Text)));
    assert_eq!(told("bornes"), Some(("2031-03-18".to_owned(), PublishedHow::Text)));
    assert_eq!(told("sans-jour").map(|t| t.1), Some(PublishedHow::OtherArticles));
    assert_eq!(told("muet"), None);
}
