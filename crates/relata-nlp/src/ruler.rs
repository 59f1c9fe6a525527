//! Given the attribute ruler's patterns; tells whether they are the ones that [`apply`] carries out.
//!
//! The French pipelines' patterns copy the part of speech to the tag (which is not kept here), and
//! set white space apart: a token of white space is SPACE without features, and its relation is
//! "dep"; a word taken for white space becomes X.

use serde_json::{Value, json};

use crate::error::Error;
use crate::pos::Pos;

/// Checks the file `attribute_ruler/patterns`.
pub fn check(bytes: &[u8]) -> Result<(), Error> {
    let rules: Vec<Value> =
        rmp_serde::from_slice(bytes).map_err(|e| Error::contents(format!("attribute_ruler/patterns: {e}")))?;
    match rules.iter().find(|rule| !is_known(rule)) {
        None => Ok(()),
        Some(rule) => Err(Error::contents(format!("attribute_ruler: unknown pattern {rule}"))),
    }
}

fn is_known(rule: &Value) -> bool {
    let copies = || {
        let attrs = rule["attrs"].as_object();
        attrs.is_some_and(|attrs| attrs.keys().all(|key| key == "TAG"))
    };
    let special = [
        json!({"patterns": [[{"POS": "SPACE", "IS_SPACE": false}]],
               "attrs": {"TAG": "X", "POS": "X", "MORPH": "_"}, "index": 0}),
        json!({"patterns": [[{"IS_SPACE": true, "DEP": {"NOT_IN": [""]}}]],
               "attrs": {"DEP": "dep"}, "index": 0}),
        json!({"patterns": [[{"IS_SPACE": true}]],
               "attrs": {"TAG": "SPACE", "POS": "SPACE", "MORPH": "_"}, "index": 0}),
    ];
    special.contains(rule) || copies()
}

/// Gives the part of speech that replaces the morphologizer's, which then has no features.
///
/// Afterwards a token is SPACE if and only if it is white space.
pub fn apply(pos: Pos, is_space: bool) -> Option<Pos> {
    match (pos, is_space) {
        (_, true) => Some(Pos::Space),
        (Pos::Space, false) => Some(Pos::X),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_patterns_pass() {
        let pack = |rules: &Value| rmp_serde::to_vec(rules).unwrap();
        let copy = json!({"patterns": [[{"POS": "ADJ"}]], "attrs": {"TAG": "ADJ"}, "index": 0});
        let space = json!({"patterns": [[{"IS_SPACE": true}]],
            "attrs": {"TAG": "SPACE", "POS": "SPACE", "MORPH": "_"}, "index": 0});
        assert!(check(&pack(&json!([copy, space]))).is_ok());
        let odd = json!({"patterns": [[{"TAG": "VB"}]], "attrs": {"POS": "VERB"}, "index": 0});
        assert!(check(&pack(&json!([odd]))).is_err());
        assert!(check(b"").is_err());
    }

    #[test]
    fn white_space_is_set_apart() {
        assert_eq!(apply(Pos::Noun, true), Some(Pos::Space));
        assert_eq!(apply(Pos::Space, false), Some(Pos::X));
        assert_eq!(apply(Pos::Noun, false), None);
    }
}
