//! Given pieces, yields the numbers that they write: days, years, hours, counts in digits and in words.

use super::piece::{Piece, Shape};
use super::value::Value;
use super::word::{Class, Lexicon, class};
use crate::parse::{Dep, Parse, Pos};
use std::ops::RangeInclusive;

/// The classes that digits are hits of.
pub const CLASSES: [Class; 10] = [
    class::NUMBER,
    class::DAY,
    class::YEAR,
    class::YY,
    class::HOUR,
    class::MINUTE,
    class::MM,
    class::ORDINAL,
    class::DIGITS,
    class::LONE_DAY,
];

/// True for the classes that digits are hits of.
pub fn is_computed(of: Class) -> bool {
    CLASSES.contains(&of)
}

/// How many digits a class has, and their values.
fn bounds(of: Class) -> (RangeInclusive<u8>, RangeInclusive<u32>) {
    match of {
        class::DAY | class::LONE_DAY => (1..=2, 1..=31),
        class::YEAR => (4..=4, 1000..=2199),
        class::YY => (2..=2, 0..=99),
        class::HOUR => (1..=2, 0..=24),
        class::MINUTE => (2..=2, 0..=59),
        class::MM => (1..=2, 1..=12),
        class::ORDINAL => (1..=2, 0..=99),
        class::DIGITS => (1..=9, 0..=999_999_999),
        _ => (0..=u8::MAX, 0..=u32::MAX),
    }
}

/// True where digits of a value and a length may be of a class, whatever stands around them.
pub fn may_be(of: Class, value: u32, length: u8) -> bool {
    let (lengths, values) = bounds(of);
    lengths.contains(&length) && values.contains(&value)
}

/// The classes of what may belong to a hit of a class behind its digits; `None` where that may be anything.
pub fn follow(of: Class) -> Option<&'static [Class]> {
    match of {
        class::NUMBER => None,
        class::DAY | class::LONE_DAY | class::ORDINAL => Some(&[class::ORDINAL_SUFFIX]),
        _ => Some(&[]),
    }
}

/// What a computed class matches at a place.
pub fn hits(lexicon: &Lexicon, of: Class, pieces: &[Piece], at: usize, parse: &Parse, hits: &mut Vec<(usize, Value)>) {
    let found = match of {
        class::NUMBER => number(lexicon, pieces, at),
        class::ORDINAL => ordinal(lexicon, pieces, at),
        class::DAY => day(lexicon, pieces, at),
        class::YEAR => digits(pieces, at, of).filter(|_| !counts(pieces, at, parse)),
        class::LONE_DAY => day(lexicon, pieces, at).filter(|_| !counts(pieces, at, parse)),
        _ => digits(pieces, at, of),
    };
    hits.extend(found.map(|(length, number)| (length, Value::Number(number))));
}

type Found = Option<(usize, f64)>;

fn digits(pieces: &[Piece], at: usize, of: Class) -> Found {
    match pieces.get(at)?.shape {
        Shape::Digits(value, length) if may_be(of, value, length) => {
            (!is_inside_number(pieces, at)).then_some((1, f64::from(value)))
        }
        _ => None,
    }
}

/// True for the "500" of "1.500" and for the "1" of "1,5": a mark between digits without blanks.
fn is_inside_number(pieces: &[Piece], at: usize) -> bool {
    let pointed = |mark: usize, other: usize| -> bool {
        let (Some(mark), Some(other)) = (pieces.get(mark), pieces.get(other)) else { return false };
        mark.shape == Shape::Point && matches!(other.shape, Shape::Digits(..))
    };
    let before = at >= 2 && pieces[at].glued && pieces[at - 1].glued && pointed(at - 1, at - 2);
    let after = pieces.get(at + 1).is_some_and(|p| p.glued)
        && pieces.get(at + 2).is_some_and(|p| p.glued)
        && pointed(at + 1, at + 2);
    // "17.10.2023" has two points and is a date.
    let two_points = (before && at >= 4 && pointed(at - 3, at - 4)) || (after && pointed(at + 3, at + 4));
    let middle = before && after;
    (before || after) && !two_points && !middle
}

/// True where the parse says that a number counts the noun after it: "2000 personnes".
fn counts(pieces: &[Piece], at: usize, parse: &Parse) -> bool {
    let token = pieces[at].token as usize;
    parse.tokens.get(token).is_some_and(|t| {
        t.dep == Dep::Nummod && t.head > token && t.head <= token + 2 && parse.tokens[t.head].pos == Pos::Noun
    })
}

fn day(lexicon: &Lexicon, pieces: &[Piece], at: usize) -> Found {
    let (length, value) = digits(pieces, at, class::DAY).or_else(|| {
        // The point after a day of the month ends a sentence or stands before a month in figures.
        let next = pieces.get(at + 2)?;
        (!next.glued).then(|| digits(&pieces[..at + 1], at, class::DAY)).flatten()
    })?;
    Some((length + suffix(lexicon, pieces, at + length), value))
}

fn suffix(lexicon: &Lexicon, pieces: &[Piece], at: usize) -> usize {
    match pieces.get(at) {
        Some(piece) if piece.glued => lexicon.phrase(class::ORDINAL_SUFFIX, pieces, at).map_or(0, |(length, _)| length),
        _ => 0,
    }
}

fn ordinal(lexicon: &Lexicon, pieces: &[Piece], at: usize) -> Found {
    match pieces.get(at)?.shape {
        // "Le" and "De" look like numerals.
        Shape::Roman(value) => (pieces[at].ids[0] == 0).then_some((1, f64::from(value))),
        Shape::Digits(value, 1..=2) => {
            let more = suffix(lexicon, pieces, at + 1);
            (more > 0).then_some((1 + more, f64::from(value)))
        }
        _ => None,
    }
}

fn number(lexicon: &Lexicon, pieces: &[Piece], at: usize) -> Found {
    match pieces.get(at)?.shape {
        Shape::Digits(value, length) => Some(grouped(pieces, at, value, length)),
        _ => in_words(lexicon, pieces, at),
    }
}

/// "1.500" and "1 500" are groups of three digits; "30,4" has a decimal.
fn grouped(pieces: &[Piece], at: usize, value: u32, length: u8) -> (usize, f64) {
    let (mut total, mut end) = (f64::from(value), at + 1);
    if length > 3 {
        return (1, total);
    }
    loop {
        let (mark, group) = (pieces.get(end), pieces.get(end + 1));
        match (mark.map(|m| (m.shape, m.glued)), group.map(|g| (g.shape, g.glued))) {
            (Some((Shape::Digits(next, 3), false)), _) => {
                total = total * 1000.0 + f64::from(next);
                end += 1;
            }
            (Some((Shape::Point, true)), Some((Shape::Digits(next, 3), true))) => {
                total = total * 1000.0 + f64::from(next);
                end += 2;
            }
            (Some((Shape::Point, true)), Some((Shape::Digits(next, length), true))) => {
                let total = total + f64::from(next) / 10f64.powi(i32::from(length));
                return (end + 2 - at, total);
            }
            _ => return (end - at, total),
        }
    }
}

/// Adds and multiplies number words: "quatre-vingt-dix-sept", "deux cents", "vingt et un".
fn in_words(lexicon: &Lexicon, pieces: &[Piece], at: usize) -> Found {
    let word = |at: usize| match lexicon.phrase(class::NUMBER, pieces, at)? {
        (length, Value::Number(value)) => Some((length, value)),
        _ => None,
    };
    let (first, mut total) = word(at)?;
    let mut end = at + first;
    loop {
        let joiner = lexicon.phrase(class::NUMBER_JOINER, pieces, end).map_or(0, |(length, _)| length);
        let hyphen = joiner == 1 && pieces[end].shape == Shape::Mark;
        let Some((length, next)) = word(end + joiner) else { break };
        if next >= 100.0 && total < next && joiner == usize::from(hyphen) {
            total *= next;
        } else if adds(total, next, joiner > 0 && !hyphen) {
            total += next;
        } else {
            break;
        }
        end += joiner + length;
    }
    Some((end - at, total))
}

fn adds(total: f64, next: f64, joined_by_word: bool) -> bool {
    let (total, next) = (total as i64, next as i64);
    let hundreds = total >= 100 && total % 100 == 0 && next < 100;
    let ones = (20..100).contains(&total) && total % 10 == 0 && next < 10;
    let teens = matches!(total, 60 | 80) && (10..20).contains(&next);
    let rest = total >= 100 && matches!(total % 100, 60 | 80) && (10..20).contains(&next)
        || total >= 100 && total % 100 >= 20 && total % 10 == 0 && next < 10;
    if joined_by_word {
        hundreds || ((ones || teens) && matches!(next, 1 | 11))
    } else {
        hundreds || ones || teens || rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::time::{piece, word};
    use crate::pack::Table;

    fn check(text: &str, expected: Found) {
        let table = "class\twords\tvalue\tpos\tsource\n\
            number\tun|une\t1\t\town\nnumber\tdeux\t2\t\town\nnumber\tquatre\t4\t\town\nnumber\tsept\t7\t\town\n\
            number\tdix\t10\t\town\nnumber\tvingt\t20\t\town\nnumber\tquatre-vingt\t80\t\town\n\
            number\tcent|cents\t100\t\town\nnumber_joiner\t-|et\t\t\town\n";
        let lexicon = Lexicon::read(&Table::read("t", table, &word::COLUMNS).expect("a table")).expect("words");
        assert_eq!(number(&lexicon, &piece::split(text, &lexicon.vocabulary), 0), expected, "{text}");
    }

    #[test]
    fn number_words_add_and_multiply() {
        check("quatre-vingt-dix-sept ans", Some((7, 97.0)));
        check("vingt et un jours", Some((3, 21.0)));
        check("deux cents", Some((2, 200.0)));
        check("deux et sept", Some((1, 2.0)));
        check("sept deux", Some((1, 7.0)));
    }

    #[test]
    fn digits_are_grouped() {
        check("1.500 ans", Some((3, 1500.0)));
        check("30,4 secondes", Some((3, 30.4)));
        check("10 000 ans", Some((2, 10000.0)));
        check("20, le", Some((1, 20.0)));
    }
}
