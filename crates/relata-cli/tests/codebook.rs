//! The codebook of `docs/codebook`, checked and read as its page says.

mod program;

use program::Place;
use std::path::Path;

fn docs(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name).display().to_string()
}

#[test]
fn every_row_of_the_codebook_fires_on_its_sentence() {
    let said = Place::new().relata(&["check", &docs("codebook/packs/fr"), "--examples"]);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
}

#[test]
fn rows_from_a_folder_code_what_the_program_alone_does_not() {
    let place = Place::new();
    let (article, packs) = (docs("codebook/article.txt"), docs("codebook/packs"));
    let gazetteer = docs("codebook/gazetteer");
    assert_eq!(place.relata(&["read", &article, "--into", "plain.db"]).status, 0);
    let said = place.relata(&["read", &article, "--into", "own.db", "--packs", &packs, "--gazetteer", &gazetteer]);
    assert_eq!(said.status, 0, "{}", said.err);
    let export = |db: &str| place.relata(&["timeline", db]).out;
    assert!(!export("plain.db").contains("« levé »"), "{}", export("plain.db"));
    let own = export("own.db");
    assert!(own.contains("« claqué »") && own.contains("« levé »"), "{own}");
}

#[test]
fn rows_from_a_folder_are_added_to_those_of_the_program() {
    let place = Place::new();
    place.file("a.txt", "La Norvège a accusé la Suède. Les salariés ont levé le piquet devant l'usine.\n");
    let packs = docs("codebook/packs");
    let said = place.relata(&["read", "a.txt", "--into", "own.db", "--language", "fr", "--packs", &packs]);
    assert_eq!(said.status, 0, "{}", said.err);
    let told = place.relata(&["timeline", "own.db"]).out;
    assert!(told.contains("« accusé »") && told.contains("« levé »"), "{told}");
    let reports = place.relata(&["timeline", "own.db", "--format", "json"]).out;
    assert!(reports.contains("RETREAT"), "{reports}");
}
