//! The user's own names: a folder of tables adds to the gazetteer or stands before it, is checked, and grows by what
//! articles name.

#![allow(clippy::unwrap_used, reason = "a test that fails may panic in its own functions too")]

mod program;

use program::Place;
use std::collections::BTreeMap;

const COUNTRIES: &str = "code\tname_en\tname_fr\tadjective_fr\tcapital_fr\tled_by\tsource\n\
    ZRK\tZerkonia\tZerkonie\tzerkonien|zerkonienne|zerkoniens\tZerkograd\thead_of_state\town\n";
const PEOPLE: &str = "entity\tname\tsurname\tgender\tcountry\tsource\n\
    mirela-dostova\tMirela Dostova\tDostova\tf\tZRK\town\n";
const OFFICES: &str = "entity\toffice\tof\tfrom\tsource\n\
    mirela-dostova\thead_of_state\tZRK\t2019-05-01\town\n";
const BODIES: &str = "entity\tkind\tcountry\tsector\tname_en\tname_fr\tsource\n\
    free-zerkonia\tgroup\tZRK\treb\tFree Zerkonia\tZerkonie libre\town\n";

fn own() -> Place {
    let place = Place::new();
    for (name, text) in [("countries", COUNTRIES), ("people", PEOPLE), ("offices", OFFICES), ("bodies", BODIES)] {
        place.file(&format!("own/{name}.tsv"), text);
    }
    place
}

/// Entity and country of each mention.
fn mentions(place: &Place, database: &str) -> BTreeMap<String, (String, String)> {
    assert_eq!(place.relata(&["export", database, "--to", "x"]).status, 0);
    let lines = std::fs::read_to_string(place.path("x/entities.jsonl")).unwrap();
    let mut found = BTreeMap::new();
    for line in lines.lines() {
        let entity: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        for mention in entity["mentions"].as_array().unwrap() {
            found.insert(text(&mention["text"]), (text(&entity["entity"]), text(&entity["country"])));
        }
    }
    found
}

#[test]
fn a_country_a_person_and_a_group_need_no_code() {
    let place = own();
    let text = "La présidente zerkonienne a reçu le groupe Zerkonie libre à Zerkograd. Le Kenya a salué la rencontre.";
    place.file("a.txt", text);
    let arguments = ["read", "a.txt", "--into", "c.db", "--gazetteer", "own", "--published", "2023-04-04"];
    let said = place.relata(&arguments);
    assert_eq!(said.status, 0, "{}", said.err);
    let found = mentions(&place, "c.db");
    let is = |words: &str, entity: &str, country: &str| {
        assert_eq!(found.get(words), Some(&(entity.to_owned(), country.to_owned())), "{words}: {found:?}");
    };
    is("La présidente zerkonienne", "mirela-dostova", "ZRK");
    is("Zerkonie libre", "free-zerkonia", "ZRK");
    is("Zerkograd", "zerkonia", "ZRK");
    is("Kenya", "kenya", "KEN");
}

#[test]
fn a_row_stands_before_the_built_in_one() {
    let place = Place::new();
    place.file("own/countries.tsv", "code\tname_en\tname_fr\nKEN\tKenya\tKenyaland\n");
    place.file("a.txt", "Le Kenyaland a salué l'accord.");
    assert_eq!(place.relata(&["read", "a.txt", "--into", "c.db", "--gazetteer", "own"]).status, 0);
    assert_eq!(mentions(&place, "c.db")["Kenyaland"].0, "kenya");
}

#[test]
fn what_is_wrong_is_named_with_path_and_line() {
    let place = own();
    assert_eq!(place.relata(&["check", "own"]).status, 0);
    place.file("own/offices.tsv", "entity\toffice\tof\tfrom\nmirela-dostova\tmayor\tZRK\tMay 2019\n");
    let said = place.relata(&["check", "own"]);
    assert_eq!(said.status, 1);
    assert!(said.err.contains("own/offices.tsv:2: May 2019 is no day"), "{}", said.err);
    place.file("own/offices.tsv", "entity\toffice\tcountry\nmirela-dostova\tmayor\tZRK\n");
    assert!(place.relata(&["check", "own"]).err.contains("own/offices.tsv:1: no column is named country"));
}

#[test]
fn unknown_names_come_as_rows_to_be_pasted() {
    let place = Place::new();
    place.file("a.txt", "Mirela Dostova a signé. Mirela Dostova est partie. Emmanuel Macron a salué Mirela Dostova.");
    assert_eq!(place.relata(&["read", "a.txt", "--into", "c.db"]).status, 0);
    let said = place.relata(&["entities", "c.db", "--unknown", "--least", "2"]);
    assert!(said.out.contains("# gazetteer/people.tsv\nentity\twikidata\tname"), "{}", said.out);
    assert!(said.out.contains("mirela-dostova\t\tMirela Dostova\t\tDostova"), "{}", said.out);
    assert!(!said.out.contains("macron"), "{}", said.out);
}
