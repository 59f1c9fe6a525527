//! Chronicles that earlier programs made are opened and brought up to date, with nothing lost.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic in its own functions too")]

use relata_store::Store;
use relata_store::query::{EventQuery, MarkDraft};
use std::io::Read;
use std::path::{Path, PathBuf};

/// A chronicle of an earlier version, unpacked into a folder.
fn old(version: u32, folder: &Path) -> PathBuf {
    let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/stores/version-{version}.db.gz"));
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(std::fs::File::open(packed).unwrap()).read_to_end(&mut bytes).unwrap();
    let path = folder.join("old.db");
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn a_chronicle_of_version_1_is_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    let path = old(1, folder.path());
    for _ in 0..2 {
        let store = Store::open_to_read(&path).unwrap();
        assert_eq!(store.len().unwrap(), 2);
        assert_eq!(store.counts().unwrap(), [("quotes", 2), ("figures", 0), ("reports", 1), ("events", 1)]);
        let counts = store.export(&folder.path().join("out"), "test").unwrap();
        assert_eq!(counts[0], ("articles", 2));
        let articles = std::fs::read_to_string(folder.path().join("out/articles.jsonl")).unwrap();
        assert!(articles.contains(r#""authors":[]"#) && articles.contains("Le port rouvre"), "{articles}");
    }
    assert_eq!(Store::open(&path).unwrap().readings().unwrap().len(), 2);
}

#[test]
fn a_chronicle_of_version_3_is_brought_up_to_date_and_takes_marks() {
    let folder = tempfile::tempdir().unwrap();
    let path = old(3, folder.path());
    let mut store = Store::open(&path).unwrap();
    assert_eq!(store.len().unwrap(), 2);
    let event = store.events(&EventQuery::default()).unwrap().remove(0).event;
    let draft = MarkDraft {
        record: "event",
        record_id: &event,
        verdict: "wrong",
        field: None,
        note: Some("on l'a su depuis"),
        at: "2025-09-04T08:00:00Z",
    };
    let mark = store.put_mark(&draft).unwrap();
    assert_eq!(Store::open_to_read(&path).unwrap().marks().unwrap(), [mark]);
    assert_eq!(store.revision().unwrap(), 0, "no merge has been saved since");
    assert!(store.index().unwrap().events.find(&event).is_some());
}

#[test]
fn readings_of_version_4_are_json_and_merge_as_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = old(4, folder.path());
    let mut store = Store::open(&path).unwrap();
    let mut readings = store.readings().unwrap();
    assert_eq!(readings.len(), 2);
    let before = store.events(&EventQuery::default()).unwrap();
    relata::event::tell_apart(&mut readings);
    let borrowed: Vec<_> = readings.iter().collect();
    let chronicle = relata::event::merge(&borrowed);
    store.save_chronicle(&readings, &chronicle).unwrap();
    assert_eq!(store.events(&EventQuery::default()).unwrap(), before);
    // What is put in anew is packed, and says the same.
    let again = store.put(&readings).unwrap();
    assert_eq!((again.replaced, again.unchanged), (2, 0));
    assert_eq!(store.readings().unwrap(), readings);
    assert_eq!(store.put(&readings).unwrap().unchanged, 2);
}
