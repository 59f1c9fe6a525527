//! Given a text, yields its smallest pieces: runs of letters, runs of digits, single signs. Numbers are read from
//! these and not from the parser's tokens, which cut "20 000" and "vingt-trois" in more than one way.

use crate::mention::quote::fold;
use crate::span::Span;

/// What an atom is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Letters, with an apostrophe at the end where one follows.
    Word,
    /// Digits.
    Digits,
    /// One other sign.
    Sign,
}

/// A piece of the text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Atom {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: Kind,
    /// Lower case, straight apostrophes.
    pub word: String,
    /// True where white space stands before it.
    pub gap: bool,
    /// True where that white space is one blank of any width.
    pub blank: bool,
    /// True where a line break stands before it.
    pub line: bool,
    /// True where it begins with a capital.
    pub capital: bool,
}

/// Cuts a text into atoms.
pub(super) fn atoms(text: &str) -> Vec<Atom> {
    let mut found: Vec<Atom> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut end = 0;
    while let Some((at, first)) = chars.next() {
        if first.is_whitespace() {
            continue;
        }
        let kind = kind_of(first);
        let mut stop = at + first.len_utf8();
        while let Some(&(next, c)) = chars.peek() {
            let apostrophe = matches!(c, '\'' | '’') && kind == Kind::Word;
            let goes_on = kind != Kind::Sign && kind_of(c) == kind;
            if !goes_on && !apostrophe {
                break;
            }
            stop = next + c.len_utf8();
            chars.next();
            if apostrophe {
                break;
            }
        }
        let between = &text[end..at];
        found.push(Atom {
            span: Span::new(at, stop),
            kind,
            word: fold(&text[at..stop]),
            gap: !between.is_empty(),
            blank: between.chars().count() == 1,
            line: between.contains('\n'),
            capital: first.is_uppercase(),
        });
        end = stop;
    }
    found
}

fn kind_of(c: char) -> Kind {
    match c {
        '0'..='9' => Kind::Digits,
        // "553ᵉ": a raised letter belongs to what it follows as a word does.
        _ if c.is_alphabetic() => Kind::Word,
        _ => Kind::Sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let words: Vec<String> = atoms(text).into_iter().map(|a| a.word).collect();
        assert_eq!(words, expected);
    }

    #[test]
    fn words_digits_and_signs_come_apart() {
        check("Près de 1\u{a0}340 km d’Avignon", &["près", "de", "1", "340", "km", "d'", "avignon"]);
        check("vingt-trois (14h30)", &["vingt", "-", "trois", "(", "14", "h", "30", ")"]);
    }
}
