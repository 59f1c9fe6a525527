//! Given two wordings of one utterance, yields them side by side: what is the same, changed, left out or added.

use relata_store::fold;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Longer wordings are compared by their beginnings.
const LONGEST: usize = 2000;

/// How two pieces lie to one another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Both say it.
    Same,
    /// The other says it otherwise.
    Changed,
    /// The other leaves it out.
    LeftOut,
    /// The other adds it.
    Added,
}

/// A stretch of one wording beside its stretch of the other.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Piece {
    /// How they lie to one another.
    pub op: Turn,
    /// The words of the one; none where they are added.
    pub text: Option<String>,
    /// The words of the other; none where they are left out.
    pub other: Option<String>,
}

/// Aligns two wordings word by word; case, diacritics and the signs around a word make no difference.
pub fn align(one: &str, other: &str) -> Vec<Piece> {
    let words = |text: &'_ str| text.split_whitespace().take(LONGEST).map(str::to_owned).collect::<Vec<String>>();
    let (a, b) = (words(one), words(other));
    let keys = |words: &[String]| words.iter().map(|word| key(word)).collect::<Vec<String>>();
    let ops = capture_diff_slices(Algorithm::Myers, &keys(&a), &keys(&b));
    ops.into_iter().map(|op| piece(op, &a, &b)).collect()
}

fn key(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    fold(if bare.is_empty() { word } else { bare })
}

fn piece(op: DiffOp, a: &[String], b: &[String]) -> Piece {
    let (turn, one, other) = match op {
        DiffOp::Equal { .. } => (Turn::Same, true, true),
        DiffOp::Replace { .. } => (Turn::Changed, true, true),
        DiffOp::Delete { .. } => (Turn::LeftOut, true, false),
        DiffOp::Insert { .. } => (Turn::Added, false, true),
    };
    let text = a.get(op.old_range()).map(|words| words.join(" "));
    let with = b.get(op.new_range()).map(|words| words.join(" "));
    Piece { op: turn, text: text.filter(|_| one), other: with.filter(|_| other) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(one: &str, other: &str, expected: &[(Turn, &str, &str)]) {
        let pieces = align(one, other);
        let shown: Vec<(Turn, &str, &str)> = pieces
            .iter()
            .map(|p| (p.op, p.text.as_deref().unwrap_or_default(), p.other.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn wordings_are_aligned_word_by_word() {
        check(
            "Nous signerons, avant l’été",
            "nous signerons avant l'hiver",
            &[(Turn::Same, "Nous signerons, avant", "nous signerons avant"), (Turn::Changed, "l’été", "l'hiver")],
        );
        check(
            "Le port rouvre demain",
            "Le port rouvre",
            &[(Turn::Same, "Le port rouvre", "Le port rouvre"), (Turn::LeftOut, "demain", "")],
        );
        check("", "Oui", &[(Turn::Added, "", "Oui")]);
        check("", "", &[]);
    }
}
