//! Given the quotations of one utterance, yields its wordings: the fullest, and how each other one differs from it word by
//! word.

use super::align::common;
use super::words::{Word, words};
use crate::record::Quote;
use serde::{Deserialize, Serialize};

/// Words of either text beyond which the rest is one change: the work grows with the product of the lengths.
const LONGEST: usize = 1000;
/// The part of the shorter text that must stand in the other for the two to be set side by side: a translation is shown
/// as it is.
const ALIKE: f32 = 0.3;

/// One way in which an utterance is printed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Wording {
    /// The words as the first of `quotes` prints them.
    pub text: String,
    /// The places, among the quotations given, of those that print these words; case, accents and marks apart.
    pub quotes: Vec<usize>,
    /// The words beside those of the fullest wording, in the order of the text. Empty for the fullest one itself, and where
    /// the two have little in common: a translation.
    pub pieces: Vec<Piece>,
}

/// A stretch of the fullest wording beside what stands for it in another.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Piece {
    /// How the two lie to one another.
    pub change: Change,
    /// The words of the fullest wording, with the signs behind them; empty where words are added.
    pub full: String,
    /// The words of the other, with the signs behind them; empty where words are left out.
    pub other: String,
}

/// How words of a wording lie to those of the fullest one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// The same words, case, accents and signs apart.
    Same,
    /// Other words in their place.
    Changed,
    /// Words of the fullest that are not there.
    LeftOut,
    /// Words that the fullest has not.
    Added,
}

/// The wordings of one utterance, the fullest first, then in the order of the quotations given.
///
/// ```
/// # use relata::likeness::wording::{Change, compare};
/// let pieces = compare("Le port rouvrira en mars.", "Le port rouvrira peut-être.");
/// assert_eq!(pieces.iter().map(|p| p.change).collect::<Vec<_>>(), [Change::Same, Change::Changed]);
/// ```
pub fn wordings(quotes: &[&Quote]) -> Vec<Wording> {
    let mut found: Vec<(Vec<u32>, Wording)> = Vec::new();
    for (at, quote) in quotes.iter().enumerate() {
        let key: Vec<u32> = words(&quote.text).iter().map(|w| w.whole).collect();
        match found.iter_mut().find(|(other, _)| *other == key) {
            Some((_, wording)) => wording.quotes.push(at),
            None => found.push((key, Wording { text: quote.text.clone(), quotes: vec![at], pieces: Vec::new() })),
        }
    }
    // The first of those with most words.
    let fullest = found.iter().enumerate().rev().max_by_key(|(_, (key, _))| key.len()).map_or(0, |(at, _)| at);
    if fullest > 0 {
        let full = found.remove(fullest);
        found.insert(0, full);
    }
    let mut wordings: Vec<Wording> = found.into_iter().map(|(_, wording)| wording).collect();
    if let Some((full, others)) = wordings.split_first_mut() {
        for other in others {
            other.pieces = side_by_side(&full.text, &other.text);
        }
    }
    wordings
}

fn side_by_side(full: &str, other: &str) -> Vec<Piece> {
    let pieces = compare(full, other);
    let same: usize = pieces.iter().filter(|p| p.change == Change::Same).map(|p| words(&p.full).len()).sum();
    let shorter = words(full).len().min(words(other).len());
    if same as f32 >= ALIKE * shorter as f32 { pieces } else { Vec::new() }
}

/// Aligns two texts word by word: no piece has the change of the one before it, and the pieces' `full` make up the first
/// text, their `other` the second, white space apart.
pub fn compare(full: &str, other: &str) -> Vec<Piece> {
    let (a, b) = (words(full), words(other));
    let pairs = common(&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let (left, right) = (Cut::new(full, &a), Cut::new(other, &b));
    let (mut i, mut j, mut at) = (0, 0, 0);
    let mut pieces = Vec::new();
    while i < a.len() || j < b.len() {
        let (next_i, next_j) = pairs.get(at).copied().unwrap_or((a.len(), b.len()));
        if i < next_i || j < next_j {
            let change = match (i < next_i, j < next_j) {
                (true, true) => Change::Changed,
                (true, false) => Change::LeftOut,
                _ => Change::Added,
            };
            pieces.push(Piece { change, full: left.words(i, next_i), other: right.words(j, next_j) });
        }
        let run = pairs[at..].iter().zip(0..).take_while(|(p, n)| **p == (next_i + n, next_j + n)).count();
        if run > 0 {
            let (full, other) = (left.words(next_i, next_i + run), right.words(next_j, next_j + run));
            pieces.push(Piece { change: Change::Same, full, other });
        }
        (i, j, at) = (next_i + run, next_j + run, at + run);
    }
    pieces
}

/// A text cut at its words.
struct Cut<'t> {
    text: &'t str,
    /// The byte at which each word begins.
    starts: Vec<usize>,
}

impl<'t> Cut<'t> {
    fn new(text: &'t str, words: &[Word]) -> Self {
        let mut places = text.char_indices().map(|(byte, _)| byte).enumerate();
        let byte_of =
            |w: &Word| places.by_ref().find(|(n, _)| *n == w.start as usize).map_or(text.len(), |(_, byte)| byte);
        Self { text, starts: words.iter().map(byte_of).collect() }
    }

    /// The words from one to another with the signs behind them; the first with those before it; white space is one blank.
    fn words(&self, from: usize, to: usize) -> String {
        if from >= to {
            return String::new();
        }
        let start = if from == 0 { 0 } else { self.starts[from] };
        let end = self.starts.get(to).copied().unwrap_or(self.text.len());
        self.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::Scene;
    use super::*;

    /// Pieces as a terminal without colours shows them.
    fn check(full: &str, other: &str, expected: &str) {
        let shown: Vec<String> = compare(full, other)
            .into_iter()
            .map(|p| match p.change {
                Change::Same => p.other,
                Change::Changed => format!("[-{}-]{{+{}+}}", p.full, p.other),
                Change::LeftOut => format!("[-{}-]", p.full),
                Change::Added => format!("{{+{}+}}", p.other),
            })
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn words_are_the_same_changed_left_out_or_added() {
        check("Nous signerons avant l’été.", "Nous signerons avant l'été", "Nous signerons avant l'été");
        check("Le port rouvrira lundi", "Le port rouvre lundi", "Le port [-rouvrira-]{+rouvre+} lundi");
        check("Le port rouvrira dès lundi", "Le port rouvrira lundi", "Le port rouvrira [-dès-] lundi");
        check("Il est fou", "Il est vraiment fou !", "Il est {+vraiment+} fou !");
        check("« Oui, partons »", "Partons", "[-« Oui,-] Partons");
    }

    #[test]
    fn the_fullest_wording_stands_first_and_equal_ones_are_one() {
        let texts = ["Le port rouvrira", "Le port rouvrira dès lundi", "le Port rouvrira !", "The harbour will open"];
        let reading = |text: &&str| Scene::new(text, "", text).quotes(text, "").read();
        let readings: Vec<_> = texts.iter().map(reading).collect();
        let quotes: Vec<&Quote> = readings.iter().map(|r| &r.quotes[0]).collect();
        let found = wordings(&quotes);
        let shown: Vec<_> = found.iter().map(|w| (w.text.as_str(), w.quotes.as_slice(), w.pieces.len())).collect();
        let (full, cut, translated) = ((texts[1], &[1][..], 0), (texts[0], &[0, 2][..], 2), (texts[3], &[3][..], 0));
        assert_eq!(shown, [full, cut, translated]);
        assert_eq!(wordings(&[]), []);
    }

    #[test]
    fn nothing_is_lost_and_nothing_fails() {
        for (full, other) in
            [("", ""), ("", "oui"), ("oui", ""), ("…", "?!"), ("é\u{301}tat 𝕏 ok", "ok 𝕏"), ("a b a b", "b a b a")]
        {
            let pieces = compare(full, other);
            let join = |side: fn(&Piece) -> &str| {
                pieces.iter().map(side).filter(|s| !s.is_empty()).collect::<Vec<_>>().join(" ")
            };
            let words_of = |t: &str| words(t).iter().map(|w| w.whole).collect::<Vec<_>>();
            assert_eq!(words_of(&join(|p| &p.full)), words_of(full));
            assert_eq!(words_of(&join(|p| &p.other)), words_of(other));
            assert!(pieces.windows(2).all(|p| p[0].change != p[1].change));
        }
        let long = "mot ".repeat(3000);
        assert_eq!(compare(&long, &long).len(), 2);
    }
}
