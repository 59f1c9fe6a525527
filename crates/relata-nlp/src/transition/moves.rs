//! Given a component's `moves` file; yields its moves in the order of the scores.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::Error;

/// Is a move: its number in the transition system, and the label that it gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// The kind's number, as the file has it.
    pub kind: u8,
    /// The label, "" for none.
    pub label: String,
}

#[derive(Deserialize)]
struct File {
    moves: String,
}

/// Reads a `moves` file.
///
/// Moves stand by kind; within a kind the more frequent label comes first, and of two equally
/// frequent the one that sorts later. Labels added after training have a negative count and
/// follow all others, kinds together.
pub fn read_moves(bytes: &[u8]) -> Result<Vec<Move>, Error> {
    let wrong = |e: &dyn std::fmt::Display| Error::contents(format!("moves: {e}"));
    let file: File = rmp_serde::from_slice(bytes).map_err(|e| wrong(&e))?;
    let kinds: BTreeMap<u8, BTreeMap<String, i64>> = serde_json::from_str(&file.moves).map_err(|e| wrong(&e))?;
    let mut rows: Vec<(i64, String, u8)> = Vec::new();
    for (kind, labels) in kinds {
        rows.extend(labels.into_iter().map(|(label, count)| (count, label, kind)));
    }
    let (mut trained, mut added): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.0 >= 0);
    trained.sort_by(|a, b| a.2.cmp(&b.2).then_with(|| (b.0, &b.1).cmp(&(a.0, &a.1))));
    added.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)).then(a.2.cmp(&b.2)));
    let all = trained.into_iter().chain(added);
    Ok(all.map(|(_, label, kind)| Move { kind, label }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moves_stand_by_kind_then_count() {
        #[derive(Serialize)]
        struct Written<'a> {
            moves: &'a str,
        }
        let moves = r#"{"3":{"nmod":5,"obj":9,"amod":5},"0":{"":2},"2":{"det":1,"late":-1}}"#;
        let bytes = rmp_serde::to_vec_named(&Written { moves }).unwrap();
        let found = read_moves(&bytes).unwrap();
        let found: Vec<_> = found.iter().map(|m| (m.kind, m.label.as_str())).collect();
        assert_eq!(found, [(0, ""), (2, "det"), (3, "obj"), (3, "nmod"), (3, "amod"), (2, "late")]);
    }
}
