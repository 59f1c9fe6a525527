//! A chronicle is put in, asked, changed and exported: nothing lost, nothing twice, the same bytes in any order.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic in its own functions too")]

mod sample;

use relata::record::*;
use relata_store::Store;
use relata_store::query::{EventQuery, Fields, FigureQuery, Found, QuoteQuery, RelationQuery, Step};
use sample::{day, party, reading};
use std::path::Path;

/// What a merge of these readings might yield: all reports tell one event, all quotations are one.
fn chronicle(readings: &[Reading]) -> Chronicle {
    let mut documents: Vec<String> = readings.iter().map(|r| r.article.document.clone()).collect();
    documents.sort();
    let reports: Vec<String> = documents.iter().map(|d| format!("r-{d}")).collect();
    let event = Event {
        event: "e1".into(),
        supersedes: vec![],
        kind: "CONSULT".into(),
        mode: Some("visit".into()),
        sources: vec![party("ana-brnabic", "Ana Brnabić", "SRB")],
        targets: vec![party("GRC", "Grèce", "GRC")],
        when: Some(day("2021-05-04")),
        place: None,
        history: vec![Turn { status: Status::Planned, as_of: None, reports: reports.clone() }],
        reports: reports.clone(),
        documents: documents.len() as u32,
    };
    Chronicle {
        events: vec![event],
        disagreements: vec![Disagreement {
            about: "figure".into(),
            group: "g1".into(),
            field: "value".into(),
            values: vec![Side { value: "3.5".into(), evidence: vec![] }],
        }],
        stories: vec![],
        event_of: reports.iter().map(|r| (r.clone(), "e1".to_owned())).collect(),
        group_of: documents
            .iter()
            .flat_map(|d| [(format!("f-{d}"), "g1".to_owned()), (format!("q-{d}"), "g2".to_owned())])
            .collect(),
        copies: vec![],
    }
}

fn filled(folder: &Path, documents: &[&str]) -> Store {
    let mut store = Store::open(folder.join("c.db")).unwrap();
    let readings: Vec<Reading> = documents.iter().map(|d| reading(d)).collect();
    store.put(&readings).unwrap();
    store.save_chronicle(&readings, &chronicle(&readings)).unwrap();
    store
}

fn export(store: &Store, folder: &Path) -> Vec<(String, Vec<u8>)> {
    store.export(folder, "0.1.0").unwrap();
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().path())
        .map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(p).unwrap()))
        .collect();
    files.sort();
    files
}

#[test]
fn readings_come_back_as_they_were_put_in() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), &["b.txt", "a.txt"]);
    assert_eq!(store.readings().unwrap(), [reading("a.txt"), reading("b.txt")]);
    drop(store);
    let store = Store::open_to_read(folder.path().join("c.db")).unwrap();
    assert_eq!(store.readings().unwrap().len(), 2);
}

#[test]
fn the_same_articles_again_change_nothing_and_another_text_replaces() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = filled(folder.path(), &["a.txt", "b.txt"]);
    let change = store.put(&[reading("a.txt")]).unwrap();
    assert_eq!((change.added, change.replaced, change.unchanged), (0, 0, 1));
    assert!(!store.is_stale().unwrap());
    let mut other = reading("a.txt");
    other.article.text = "Autre texte.".into();
    assert_eq!(store.put(&[other.clone()]).unwrap().replaced, 1);
    assert!(store.is_stale().unwrap());
    assert_eq!(store.readings().unwrap(), [other, reading("b.txt")]);
    assert_eq!(store.search("Athènes", 9).unwrap().len(), 1);
}

#[test]
fn removing_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = filled(folder.path(), &["a.txt", "b.txt"]);
    assert_eq!(store.remove(&["b.txt".into(), "c.txt".into()]).unwrap(), ["b.txt"]);
    let readings = store.readings().unwrap();
    store.save_chronicle(&readings, &chronicle(&readings)).unwrap();
    let alone = filled(tempfile::tempdir().unwrap().path(), &["a.txt"]);
    let (here, there) = (folder.path().join("x"), folder.path().join("y"));
    assert_eq!(export(&store, &here), export(&alone, &there));
}

#[test]
fn exports_are_the_same_bytes_in_any_order_of_reading() {
    let folder = tempfile::tempdir().unwrap();
    let mut late = Store::open(folder.path().join("late.db")).unwrap();
    for document in ["c.txt", "a.txt", "b.txt"] {
        late.put(&[reading(document)]).unwrap();
        let readings = late.readings().unwrap();
        late.save_chronicle(&readings, &chronicle(&readings)).unwrap();
    }
    let at_once = filled(folder.path(), &["a.txt", "b.txt", "c.txt"]);
    let (files, others) = (export(&late, &folder.path().join("x")), export(&at_once, &folder.path().join("y")));
    assert_eq!(files, others);
    assert_eq!(files.len(), 10);
    let reports = files.iter().find(|(name, _)| name == "reports.jsonl").unwrap();
    let reports = String::from_utf8(reports.1.clone()).unwrap();
    assert!(reports.contains(r#""event":"e1""#) && !reports.contains("evidence"), "{reports}");
    assert_eq!(reports.lines().count(), 3);
}

#[test]
fn events_are_found_by_party_day_and_status() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), &["a.txt"]);
    let count = |query: EventQuery| store.events(&query).unwrap().len();
    let with =
        |names: &[&str]| EventQuery { with: names.iter().map(|n| (*n).to_owned()).collect(), ..EventQuery::default() };
    assert_eq!(count(with(&["srb", "GRC"])), 1);
    assert_eq!(count(with(&["Ana Brnabic"])), 1);
    assert_eq!(count(with(&["Grece"])), 1);
    assert_eq!(count(with(&["SRB", "FRA"])), 0);
    let from = |day: &str| EventQuery { from: Some(day.parse().unwrap()), ..EventQuery::default() };
    assert_eq!((count(from("2021-05-04")), count(from("2021-05-05"))), (1, 0));
    assert_eq!(count(EventQuery { status: vec![Status::Denied], ..EventQuery::default() }), 0);
    assert_eq!(count(EventQuery { kind: vec!["consult".into()], ..EventQuery::default() }), 1);
    assert_eq!(store.reports_of("e1").unwrap().len(), 1);
}

#[test]
fn quotes_figures_and_entities_are_found() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), &["a.txt", "b.txt"]);
    let by = |by: &str| QuoteQuery { by: Some(by.into()), ..QuoteQuery::default() };
    assert_eq!(store.quotes(&by("brnabić")).unwrap().len(), 2);
    assert_eq!(store.quotes(&by("SRB")).unwrap().len(), 2);
    assert_eq!(store.quotes(&by("FRA")).unwrap().len(), 0);
    let about = QuoteQuery { about: Some("GRC".into()), variants: true, ..QuoteQuery::default() };
    assert_eq!(store.quotes(&about).unwrap().len(), 2);
    assert_eq!(store.figures(&FigureQuery { of: Some("ble".into()), conflicts: true }).unwrap().len(), 2);
    let entities = store.entities().unwrap();
    assert_eq!((entities.len(), entities[0].mentions.len()), (1, 2));
    assert_eq!(entities[0].also, ["nom de a.txt", "nom de b.txt"]);
}

#[test]
fn search_takes_no_notice_of_diacritics_and_signs() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), &["a.txt"]);
    assert_eq!(store.search("l'ete athen*", 5).unwrap()[0].document, "a.txt");
    assert!(store.search("l'été \"mardi à Athènes\"", 5).unwrap()[0].passage.contains("[mardi à Athènes]"));
    assert!(store.search("« »", 5).is_err());
}

#[test]
fn fields_narrow_a_search_and_need_no_words() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), &["a.txt", "b.txt"]);
    let count = |words: &str, fields: &Fields| store.search_articles(words, fields, 9).unwrap().len();
    let publisher = |name: &str| Fields { publisher: Some(name.into()), ..Fields::default() };
    assert_eq!((count("", &publisher("courrier")), count("athènes", &publisher("gazette"))), (2, 0));
    let greece = Fields { with: vec!["Grèce".into()], ..Fields::default() };
    assert_eq!((count("mardi", &greece), count("jeudi", &greece)), (2, 0));
    let late = Fields { from: Some("2021-05-04".parse().unwrap()), ..Fields::default() };
    assert_eq!(count("", &late), 0);
    assert_eq!(store.search_quotes("grece am", &Fields::default(), 1).unwrap().len(), 1);
    let event =
        |words: &str, name: &str| store.search_events(words, &EventQuery::default(), Some(name), 9).unwrap().len();
    assert_eq!((event("rendra", "courrier"), event("rendra", "gazette"), event("signer", "courrier")), (1, 0, 0));
}

#[test]
fn what_was_announced_for_a_day_now_past_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), &["a.txt"]);
    let open =
        |today: Option<&str>| store.open_events(&EventQuery::default(), today.map(|day| day.parse().unwrap())).unwrap();
    assert!(open(None).is_empty() && open(Some("2021-05-04")).is_empty());
    let late = open(Some("2021-05-09"));
    assert_eq!((late[0].due.to_string().as_str(), late[0].overdue), ("2021-05-04", 5));
}

#[test]
fn a_relationship_is_counted_by_period_and_pairs_are_ranked() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), &["a.txt", "b.txt"]);
    let to = Some("2021-07-01".parse().unwrap());
    let query = RelationQuery { pair: ["SRB".into(), "Grèce".into()], by: Step::Month, from: None, to };
    let relation = store.relation(&query).unwrap();
    let periods: Vec<(&str, usize, usize)> =
        relation.periods.iter().map(|p| (p.period.as_str(), p.planned, p.reports)).collect();
    assert_eq!(periods, [("2021-05", 1, 2), ("2021-06", 0, 0), ("2021-07", 0, 0)]);
    assert!((relation.periods[0].share - 1.0).abs() < 1e-9 && relation.periods[0].goldstein.is_none());
    let pairs = store.pairs(None, to).unwrap();
    assert_eq!((pairs[0].one.as_str(), pairs[0].other.as_str(), pairs[0].events), ("GRC", "SRB", 1));
}

#[test]
fn any_id_leads_to_its_record() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), &["a.txt"]);
    for (id, kind) in [("r-a.txt", 'r'), ("e1", 'e'), ("q-a.txt", 'q'), ("f-a.txt", 'f'), ("GRC", 'n'), ("a.txt", 'a')]
    {
        let found = match store.find(id).unwrap() {
            Found::Article(_) => 'a',
            Found::Entity(_) => 'n',
            Found::Event(_) => 'e',
            Found::Figure(_) => 'f',
            Found::Quote(_) => 'q',
            Found::Report(report) => {
                assert_eq!(report.evidence.len(), 1);
                'r'
            }
        };
        assert_eq!(found, kind, "{id}");
    }
    assert!(store.find("nothing").unwrap_err().is_query());
}
