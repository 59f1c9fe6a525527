//! Given the tokens of a text; yields pieces that are short enough to be annotated one after the other.
//!
//! A document is held whole while it is annotated. A text of unusual length is cut, so that memory stays bounded:
//! where a sentence is known to start, else after white space with a line break, else after a full stop, else anywhere.

use std::ops::Range;

use crate::doc::SentStart;
use crate::token::{RawToken, Tokens};

/// The most tokens that are annotated at once, about 120,000 characters. spaCy itself refuses texts of more than a
/// million characters.
pub const LONGEST: usize = 24_576;

/// Cuts `tokens` of `text` into ranges of at most `longest` tokens. `starts` says what is known of sentences.
pub fn cut(text: &str, tokens: &[RawToken], starts: &[SentStart], longest: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut from = 0;
    while tokens.len() - from > longest {
        let window = from + longest / 2..from + longest;
        // The place before which to cut: of the best, the last.
        let to = window.max_by_key(|&at| rank(text, tokens, starts, at)).unwrap_or(from + longest).max(from + 1);
        ranges.push(from..to);
        from = to;
    }
    ranges.push(from..tokens.len());
    ranges
}

/// Tells how good it is to cut before a token; more is better.
fn rank(text: &str, tokens: &[RawToken], starts: &[SentStart], at: usize) -> u8 {
    match starts.get(at) {
        Some(SentStart::Start) => return 3,
        Some(SentStart::Inside) => return 0,
        _ => {}
    }
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else { return 0 };
    match text.get(before.start as usize..before.end as usize).unwrap_or_default() {
        word if word.contains('\n') => 2,
        "." | "!" | "?" | "…" | "。" | "؟" | "।" => 1,
        _ => 0,
    }
}

/// Makes a document of some of the tokens; the lexemes are numbered anew.
pub fn piece(tokens: &Tokens, range: Range<usize>) -> Tokens {
    let mut numbers = vec![None; tokens.lexemes.len()];
    let mut piece = Tokens::default();
    for token in &tokens.tokens[range] {
        let number = *numbers[token.lex as usize].get_or_insert_with(|| {
            piece.lexemes.push(std::sync::Arc::clone(&tokens.lexemes[token.lex as usize]));
            piece.lexemes.len() as u32 - 1
        });
        piece.tokens.push(RawToken { lex: number, ..*token });
    }
    piece
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocab::Vocab;
    use std::sync::Arc;

    fn tokens(words: &[&str]) -> (String, Tokens) {
        let (mut text, mut tokens) = (String::new(), Tokens::default());
        for word in words {
            let (start, lex) = (text.len() as u32, tokens.lexemes.len() as u32);
            text.push_str(word);
            tokens.lexemes.push(Arc::new(Vocab::default().lexeme(word)));
            tokens.tokens.push(RawToken { start, end: text.len() as u32, space_after: false, lex });
        }
        (text, tokens)
    }

    fn check(words: &str, starts: &[SentStart], longest: usize, expected: &[(usize, usize)]) {
        let words: Vec<&str> = words.split(' ').map(|word| if word == "/" { "\n" } else { word }).collect();
        let (text, tokens) = tokens(&words);
        let found = cut(&text, &tokens.tokens, starts, longest);
        assert_eq!(found.iter().map(|range| (range.start, range.end)).collect::<Vec<_>>(), expected, "{words:?}");
    }

    #[test]
    fn texts_are_cut_at_the_best_place() {
        use SentStart::{Free, Inside, Start};
        check("a b c", &[], 3, &[(0, 3)]);
        check("a b . c d", &[], 4, &[(0, 3), (3, 5)]);
        check("a b / . c d", &[], 5, &[(0, 3), (3, 6)]);
        check("a b c d e", &[], 2, &[(0, 1), (1, 2), (2, 3), (3, 5)]);
        check("a b c d e", &[Start, Inside, Start, Inside, Inside], 4, &[(0, 2), (2, 5)]);
        check("a b . d e", &[Start, Inside, Inside, Inside, Free], 4, &[(0, 3), (3, 5)]);
        check("a b c", &[], 1, &[(0, 1), (1, 2), (2, 3)]);
    }

    #[test]
    fn a_piece_has_the_lexemes_that_it_needs() {
        let (_, tokens) = tokens(&["a", "b", "c"]);
        let piece = piece(&tokens, 1..3);
        assert_eq!(piece.lexemes.iter().map(|l| &*l.text).collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(piece.tokens.iter().map(|t| (t.start, t.lex)).collect::<Vec<_>>(), [(1, 0), (2, 1)]);
    }
}
