//! Given the same readings in any order and number, checks that the chronicle is the same.

use super::*;
use crate::likeness::scene::Act;
use proptest::prelude::*;

/// One of a few articles, by number: small ranges, so that much agrees and much contradicts.
fn scene(n: usize, seed: &(u8, u8, u8, u8)) -> Reading {
    let (day, pair, kind, words) = *seed;
    let published = format!("2031-03-{:02}", 10 + day % 6);
    let parties = ["NOR:Liv Dahl,MLI", "NOR,MLI:Awa Keita", "NOR,MLI", "PER,CHL:Luis Rojas"][usize::from(pair % 4)];
    let (one, other) = parties.split_once(',').unwrap();
    let on = ["2031-03-09", "2031-03-08..2031-03-12", "2031-03-01..2031-05-31", "2031-03-12"][usize::from(words % 4)];
    let status = [Status::Happened, Status::Planned, Status::Denied][usize::from(day % 3)];
    let act = match kind % 4 {
        0 => Act::meeting(parties),
        1 => Act::visit(one, other),
        2 => Act::new("AGREE", one, other),
        _ => Act::new("SUPPORT", one, other).at("Bamako", "MLI"),
    };
    let quote = ["ce pas compte pour nos deux peuples et leurs enfants", "rien ne presse"][usize::from(words % 2)];
    let text = format!("La rencontre de Bamako est close. « {quote} », a dit la ministre devant 45 pays.");
    Scene::new(&format!("d{n}"), if day % 7 == 0 { "" } else { &published }, &text)
        .tells("rencontre", act.on(on).is(status))
        .quotes(quote, ["NOR:Liv Dahl", "NOR", ""][usize::from(pair % 3)])
        .counts("45 pays", 45.0, "country", None)
        .names("bamako", "MLI")
        .read()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_order_and_repetition_gives_one_chronicle(
        seeds in prop::collection::vec(any::<(u8, u8, u8, u8)>(), 1..14),
        order in prop::collection::vec(any::<prop::sample::Index>(), 0..10),
        shuffle in any::<u64>(),
    ) {
        let readings: Vec<Reading> = seeds.iter().enumerate().map(|(n, s)| scene(n, s)).collect();
        let straight: Vec<&Reading> = readings.iter().collect();
        let mut other = straight.clone();
        other.extend(order.iter().map(|i| straight[i.index(straight.len())]));
        other.sort_by_key(|r| crate::id::of('x', &[&r.article.document, &shuffle.to_string()]));
        prop_assert_eq!(merge(&straight), merge(&other));
    }

    #[test]
    fn every_report_has_one_event_and_every_mention_one_group(
        seeds in prop::collection::vec(any::<(u8, u8, u8, u8)>(), 1..14),
    ) {
        let readings: Vec<Reading> = seeds.iter().enumerate().map(|(n, s)| scene(n, s)).collect();
        let found = merge(&readings.iter().collect::<Vec<_>>());
        prop_assert_eq!(found.event_of.len(), readings.len());
        prop_assert_eq!(found.group_of.len(), 2 * readings.len());
        prop_assert!(found.events.iter().all(|e| !e.history.is_empty() && e.documents > 0));
        prop_assert!(found.events.windows(2).all(|e| e[0].event < e[1].event));
    }
}
