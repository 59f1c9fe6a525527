//! Given the tokens of a parse, yields the pieces that patterns match: runs of letters, runs of digits, single marks.
//!
//! A tokeniser may keep "14h30", "17/10/2023", "mi-octobre" or "week-end" whole or not; pieces make patterns
//! independent of that.

use super::word::Vocabulary;
use crate::parse::Parse;
use crate::span::Span;

/// One piece of a text.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// Where it stands.
    pub span: Span,
    /// Its token.
    pub token: u32,
    /// Its word in the vocabulary as it is written and, where it may have lost an accent, with it; 0 for none.
    pub ids: [u32; 2],
    /// What it is made of.
    pub shape: Shape,
    /// True where it begins with a capital letter.
    pub capital: bool,
    /// True where nothing stands between it and the piece before.
    pub glued: bool,
}

/// What a piece is made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Letters, with an apostrophe that ends them.
    Word,
    /// Capital Roman numerals with a short ending in small letters: "XIXe".
    Roman(u16),
    /// Digits: their value and how many.
    Digits(u32, u8),
    /// A quotation mark; patterns pass over it.
    Quote,
    /// A full stop or a comma, which may stand within a number.
    Point,
    /// Any other mark.
    Mark,
}

/// Splits a text without a parse, as patterns and example sentences need it.
pub fn split(text: &str, vocabulary: &Vocabulary) -> Vec<Piece> {
    let mut pieces = Vec::new();
    split_into(text, Span::new(0, text.len()), 0, vocabulary, &mut pieces);
    pieces
}

/// The pieces of a sentence.
pub fn of_sentence(text: &str, parse: &Parse, sentence: usize, vocabulary: &Vocabulary, pieces: &mut Vec<Piece>) {
    pieces.clear();
    let Some(tokens) = parse.sentences.get(sentence) else { return };
    for at in tokens.clone() {
        split_into(text, parse.tokens[at].span, at as u32, vocabulary, pieces);
    }
}

fn split_into(text: &str, span: Span, token: u32, vocabulary: &Vocabulary, pieces: &mut Vec<Piece>) {
    let word = span.of(text);
    if !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return push(text, span, token, vocabulary, pieces);
    }
    let mut rest = word.char_indices().peekable();
    while let Some((start, first)) = rest.next() {
        if first.is_whitespace() {
            continue;
        }
        let mut end = start + first.len_utf8();
        let digit = first.is_ascii_digit();
        if digit || first.is_alphabetic() {
            while let Some((at, c)) = rest.peek().copied() {
                let goes_on = if digit { c.is_ascii_digit() } else { c.is_alphabetic() };
                let apostrophe = !digit && is_apostrophe(c);
                if !goes_on && !apostrophe {
                    break;
                }
                end = at + c.len_utf8();
                rest.next();
                if apostrophe {
                    break;
                }
            }
        }
        let own = Span::new(span.start as usize + start, span.start as usize + end);
        push(text, own, token, vocabulary, pieces);
    }
}

fn push(text: &str, span: Span, token: u32, vocabulary: &Vocabulary, pieces: &mut Vec<Piece>) {
    let form = span.of(text);
    let Some(first) = form.chars().next() else { return };
    let glued = pieces.last().is_some_and(|p| p.span.end == span.start);
    let shape = shape_of(form, first);
    let ids = if matches!(shape, Shape::Digits(..) | Shape::Quote) { [0, 0] } else { vocabulary.ids(form) };
    pieces.push(Piece { span, token, ids, shape, capital: first.is_uppercase(), glued });
}

/// True for the straight and the curled apostrophe.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

fn shape_of(form: &str, first: char) -> Shape {
    if first.is_ascii_digit() {
        return Shape::Digits(form.parse().unwrap_or(u32::MAX), form.len().min(255) as u8);
    }
    if first.is_alphabetic() {
        return roman(form).map_or(Shape::Word, Shape::Roman);
    }
    match first {
        '«' | '»' | '“' | '”' | '"' | '„' => Shape::Quote,
        '.' | ',' => Shape::Point,
        _ => Shape::Mark,
    }
}

fn roman(form: &str) -> Option<u16> {
    let digits = form.find(|c: char| !matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))?;
    let tail = &form[digits..];
    if digits == 0 || tail.chars().count() > 3 || !tail.chars().all(char::is_lowercase) {
        return None;
    }
    let mut total = 0u16;
    let mut highest = 0;
    for c in form[..digits].chars().rev() {
        let value = match c {
            'I' => 1,
            'V' => 5,
            'X' => 10,
            'L' => 50,
            _ => 100,
        };
        total = if value < highest { total.saturating_sub(value) } else { total.saturating_add(value) };
        highest = highest.max(value);
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let pieces = split(text, &Vocabulary::default());
        let found: Vec<&str> = pieces.iter().map(|p| p.span.of(text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn words_digits_and_marks_come_apart() {
        check("le 17/10/2023 à 14h30", &["le", "17", "/", "10", "/", "2023", "à", "14", "h", "30"]);
        check("aujourd’hui, mi-octobre", &["aujourd’", "hui", ",", "mi", "-", "octobre"]);
    }

    #[test]
    fn roman_numerals_have_a_value() {
        assert_eq!(roman("XIXe"), Some(19));
        assert_eq!(roman("XIV"), None);
        assert_eq!(roman("Paris"), None);
    }
}
