//! Whatever is put in, replaced and taken out, in whatever order: the chronicle is the one of what is left, read at once.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic in its own functions too")]

mod sample;

use proptest::prelude::*;
use relata::event;
use relata::record::Reading;
use relata_store::{Error, Store};
use sample::{day, party, reading};
use std::collections::BTreeMap;
use std::path::Path;

/// A version of an article: another day, another host, another text.
fn version(document: u8, version: u8) -> Reading {
    let mut reading = reading(&format!("d{document}.txt"));
    reading.article.text.push_str(&format!(" Version {version}."));
    let hosts = [("GRC", "Grèce"), ("ALB", "Albanie"), ("GRC", "Athènes")];
    let (code, name) = hosts[usize::from(version) % hosts.len()];
    let report = &mut reading.reports[0];
    report.targets = vec![party(code, name, code)];
    if let Some(when) = &mut report.when {
        when.days = day(&format!("2021-05-0{}", 4 + version / 3));
    }
    reading.figures[0].value += f64::from(version);
    reading
}

#[derive(Clone, Debug)]
enum Change {
    Put(u8, u8),
    Remove(u8),
    Merge,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (0..5_u8, 0..6_u8).prop_map(|(document, version)| Change::Put(document, version)),
        2 => (0..5_u8).prop_map(Change::Remove),
        1 => Just(Change::Merge),
    ]
}

fn merge(store: &mut Store) -> Result<(), Error> {
    let mut readings = store.readings_to_merge()?;
    event::tell_apart(&mut readings);
    let borrowed: Vec<&Reading> = readings.iter().collect();
    store.save_chronicle(&readings, &event::merge(&borrowed))
}

fn export(store: &Store, folder: &Path) -> Vec<(String, String)> {
    let files = store.export(folder, "test").unwrap();
    let text = |name: &str| std::fs::read_to_string(folder.join(format!("{name}.jsonl"))).unwrap();
    files.into_iter().map(|(name, _)| (name.to_owned(), text(name))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_chronicle_depends_on_what_is_left_alone(changes in prop::collection::vec(change(), 1..14)) {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(folder.path().join("changed.db")).unwrap();
        let mut left: BTreeMap<u8, u8> = BTreeMap::new();
        for change in changes {
            match change {
                Change::Put(document, number) => {
                    store.put(&[version(document, number)]).unwrap();
                    left.insert(document, number);
                }
                Change::Remove(document) => {
                    let name = format!("d{document}.txt");
                    let there = store.as_one(|store| { let r = store.remove(&[name]); merge(store)?; r }).unwrap();
                    prop_assert_eq!(there.len(), usize::from(left.remove(&document).is_some()));
                }
                Change::Merge => merge(&mut store).unwrap(),
            }
        }
        merge(&mut store).unwrap();
        let mut fresh = Store::open(folder.path().join("fresh.db")).unwrap();
        let readings: Vec<Reading> = left.into_iter().rev().map(|(d, v)| version(d, v)).collect();
        fresh.put(&readings).unwrap();
        merge(&mut fresh).unwrap();
        prop_assert_eq!(export(&store, &folder.path().join("a")), export(&fresh, &folder.path().join("b")));
    }
}

#[test]
fn changes_made_as_one_are_made_whole_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(folder.path().join("c.db")).unwrap();
    store.put(&[version(0, 0)]).unwrap();
    merge(&mut store).unwrap();
    let before = export(&store, &folder.path().join("a"));
    let failed: Result<(), Error> = store.as_one(|store| {
        store.put(&[version(0, 1), version(1, 0)])?;
        merge(store)?;
        store.find("no such record").map(drop)
    });
    assert!(failed.is_err());
    assert_eq!(export(&store, &folder.path().join("b")), before);
    assert!(!store.is_stale().unwrap());
}
