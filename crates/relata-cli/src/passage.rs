//! Given a place in a text, yields the sentence around it, with marks.

use relata::span::{Points, Ruler, Span, bytes_of};

/// The longest stretch that is shown on either side, in characters.
const REACH: usize = 240;

/// The words of the sentence around `span` (code points), with `[` and `]` around `mark`.
pub fn around(text: &str, span: Points, mark: Points) -> String {
    let span = bytes_of(text, span);
    let mark = bytes_of(text, mark);
    let (start, end) = bounds(text, span, mark);
    let piece = |a: usize, b: usize| text.get(a..b).unwrap_or("");
    let (a, b) = (mark.start as usize, mark.end as usize);
    let marked = if a < b {
        format!("{}[{}]{}", piece(start, a), piece(a, b), piece(b, end))
    } else {
        piece(start, end).to_owned()
    };
    marked.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the sentence around `span` and `mark` stands, without the white space at its ends; nothing where that is all.
pub fn sentence(text: &str, span: Points, mark: Points) -> Option<Points> {
    let (start, end) = bounds(text, bytes_of(text, span), bytes_of(text, mark));
    let words = text.get(start..end)?;
    let start = start + words.len() - words.trim_start().len();
    let whole = Span::new(start, start + words.trim().len());
    (!whole.is_empty()).then(|| Ruler::new(text).points(text, whole))
}

/// The bytes of the sentence around a clause and what is marked in it.
fn bounds(text: &str, span: Span, mark: Span) -> (usize, usize) {
    let (from, to) = (span.start.min(mark.start) as usize, span.end.max(mark.end) as usize);
    // A clause may hold the white space after it.
    let to = text.get(..to).map_or(to, |before| before.trim_end().len()).max(mark.end as usize);
    let ended = text.get(..to).is_some_and(|before| before.ends_with(['.', '!', '?']));
    (start_of(text, from), if ended { to } else { end_of(text, to) })
}

/// Where the sentence begins that holds `at`, or the reach ends.
fn start_of(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    let mut after: Option<char> = None;
    for (count, (place, sign)) in before.char_indices().rev().enumerate() {
        if sign == '\n' || count >= REACH || (matches!(sign, '.' | '!' | '?') && after.is_some_and(char::is_whitespace))
        {
            return place + sign.len_utf8();
        }
        after = Some(sign);
    }
    0
}

/// Where the sentence ends that holds `at`, or the reach ends.
fn end_of(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let mut signs = rest.char_indices().enumerate().peekable();
    while let Some((count, (place, sign))) = signs.next() {
        if sign == '\n' || count >= REACH {
            return at + place;
        }
        let last = signs.peek().is_none_or(|(_, (_, next))| next.is_whitespace());
        if matches!(sign, '.' | '!' | '?') && last {
            return at + place + sign.len_utf8();
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, mark: &str, expected: &str) {
        let at = text.find(mark).map(|b| text[..b].chars().count()).unwrap() as u32;
        let points = Points { start: at, end: at + mark.chars().count() as u32 };
        assert_eq!(around(text, points, points), expected);
    }

    #[test]
    fn the_sentence_is_shown_with_its_mark() {
        let text = "L’été fut calme. Le port a fermé à 7.30 heures.\nOn attend.";
        check(text, "a fermé", "Le port [a fermé] à 7.30 heures.");
        check(text, "calme", "L’été fut [calme].");
        check(text, "attend", "On [attend].");
    }

    #[test]
    fn a_sentence_is_placed_without_the_white_space_around_it() {
        let text = "Été.  Le port ferme. Fin";
        let at = Points { start: 14, end: 19 };
        assert_eq!(sentence(text, at, at), Some(Points { start: 6, end: 20 }));
        assert_eq!(sentence("", at, at), None);
    }

    #[test]
    fn a_clause_that_ends_its_sentence_ends_the_passage() {
        let text = "Ils ont signé. Rien ne presse.";
        assert_eq!(around(text, Points { start: 0, end: 15 }, Points { start: 8, end: 13 }), "Ils ont [signé].");
    }
}
