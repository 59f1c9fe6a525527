//! Given the quotations of one utterance, yields its wordings side by side, word by word: in colours on a terminal, between
//! signs elsewhere.

use crate::calendar::days;
use console::Style;
use relata::likeness::wording::{Change, Piece, Wording, wordings};
use relata::record::Quote;
use std::io::{self, Write};

/// Words left out, beyond which only the first and the last are shown: the fullest wording stands above.
const SHOWN: usize = 10;
/// How many are shown at either end.
const ENDS: usize = 3;

/// Writes one utterance: who said it and when, each wording, and the articles that print it.
///
/// # Errors
/// The reader is gone, or the disk is full.
pub fn write(to: &mut impl Write, quotes: &[&Quote], colours: bool) -> io::Result<()> {
    let wordings = wordings(quotes);
    let bold = Style::new().bold().force_styling(colours);
    writeln!(to, "{}", bold.apply_to(head(quotes, wordings.len())))?;
    for wording in &wordings {
        writeln!(to, "  {}", shown(wording, colours))?;
        for quote in wording.quotes.iter().map(|at| quotes[*at]) {
            let named = speaker(quote);
            let other = named != speaker(quotes[0]);
            let who = if other { format!("  {named}") } else { String::new() };
            writeln!(to, "      {}  {}  {}{who}", quote.document, days(quote.said), quote.quote)?;
        }
    }
    writeln!(to)
}

/// Who says it, in how many wordings and articles.
fn head(quotes: &[&Quote], wordings: usize) -> String {
    let mut speakers: Vec<&str> = Vec::new();
    let mut documents: Vec<&str> = quotes.iter().map(|q| q.document.as_str()).collect();
    for name in quotes.iter().map(|q| speaker(q)) {
        if !speakers.contains(&name) {
            speakers.push(name);
        }
    }
    documents.sort_unstable();
    documents.dedup();
    let count = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let (ways, articles) = (count(wordings, "wording"), count(documents.len(), "article"));
    format!("{}: {ways} in {articles}", speakers.join(" / "))
}

fn speaker(quote: &Quote) -> &str {
    quote.speaker.as_ref().map_or("?", |s| s.name.as_str())
}

/// The words of a wording, with what tells it from the fullest one.
fn shown(wording: &Wording, colours: bool) -> String {
    if wording.pieces.is_empty() {
        return wording.text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    wording.pieces.iter().map(|p| piece(p, colours)).collect::<Vec<_>>().join(" ")
}

fn piece(piece: &Piece, colours: bool) -> String {
    let out = |words: &str| {
        let words = shortened(words);
        let style = Style::new().red().strikethrough().force_styling(colours);
        if colours { style.apply_to(words).to_string() } else { format!("[-{words}-]") }
    };
    let new = |words: &str| {
        let style = Style::new().green().force_styling(colours);
        if colours { style.apply_to(words).to_string() } else { format!("{{+{words}+}}") }
    };
    match piece.change {
        Change::Same => piece.other.clone(),
        Change::LeftOut => out(&piece.full),
        Change::Added => new(&piece.other),
        Change::Changed => format!("{} {}", out(&piece.full), new(&piece.other)),
    }
}

fn shortened(words: &str) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() <= SHOWN {
        return words.to_owned();
    }
    format!("{} … {}", all[..ENDS].join(" "), all[all.len() - ENDS..].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata::likeness::wording::compare;

    fn check(full: &str, other: &str, colours: bool, expected: &str) {
        let wording = Wording { text: other.to_owned(), quotes: vec![0], pieces: compare(full, other) };
        assert_eq!(shown(&wording, colours), expected);
    }

    #[test]
    fn signs_tell_what_is_changed_left_out_and_added() {
        check(
            "Le port rouvre dès lundi",
            "Le port rouvrira lundi ou mardi",
            false,
            "Le port [-rouvre dès-] {+rouvrira+} lundi {+ou mardi+}",
        );
    }

    #[test]
    fn colours_stand_in_place_of_signs() {
        check("Oui, demain", "Oui, mardi", true, "Oui, \u{1b}[31m\u{1b}[9mdemain\u{1b}[0m \u{1b}[32mmardi\u{1b}[0m");
    }

    #[test]
    fn long_stretches_left_out_are_shown_by_their_ends() {
        check(
            "un deux trois quatre cinq six sept huit neuf dix onze douze fin",
            "fin",
            false,
            "[-un deux trois … dix onze douze-] fin",
        );
    }
}
