//! Given nothing; says what an annotated document is: tokens with their tree, and entities.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::pos::Pos;

/// Says what the caller knows about a token's place in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SentStart {
    /// The parser decides.
    #[default]
    Free,
    /// A sentence starts here.
    Start,
    /// No sentence starts here.
    ///
    /// This binds where the place of every token is given. Beside free tokens it is a strong hint:
    /// as in spaCy, a token that has become the child of a later, free one may start the latter's
    /// sentence.
    Inside,
}

/// Is an annotated text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Doc {
    /// The tokens, in order; only spaces lie between them.
    pub tokens: Vec<Token>,
    /// The named entities, in order, without overlap.
    pub entities: Vec<Entity>,
}

impl Doc {
    /// Iterates over the sentences, each the range of its tokens' numbers.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> {
        let mut rest = 0..self.tokens.len();
        std::iter::from_fn(move || {
            let start = rest.next()?;
            let end = rest.clone().find(|&token| self.tokens[token].sent_start).unwrap_or(rest.end);
            rest.start = end;
            Some(start..end)
        })
    }

    /// Gives the stretch of `text` that an entity is.
    pub fn entity_text<'t>(&self, entity: &Entity, text: &'t str) -> &'t str {
        let (first, last) = (self.tokens.get(entity.start as usize), self.tokens.get(entity.end as usize - 1));
        let span = first.zip(last).map(|(first, last)| first.start as usize..last.end as usize);
        span.and_then(|span| text.get(span)).unwrap_or_default()
    }

    /// Puts another document of the same text behind this one.
    pub(crate) fn append(&mut self, other: Doc) {
        let offset = self.tokens.len() as u32;
        self.tokens.extend(other.tokens.into_iter().map(|token| Token { head: token.head + offset, ..token }));
        let moved = |entity: Entity| Entity { start: entity.start + offset, end: entity.end + offset, ..entity };
        self.entities.extend(other.entities.into_iter().map(moved));
    }
}

impl Token {
    /// Gives the token's stretch of the text that was annotated.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Is a token with what the pipeline says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Token {
    /// Where it starts, in bytes.
    pub start: u32,
    /// Where it ends, in bytes.
    pub end: u32,
    /// Whether a space follows (which is no token).
    pub space_after: bool,
    /// The pipeline's own, finer tag, "VBD"; in many languages its part of speech again.
    pub tag: Arc<str>,
    /// Its part of speech.
    pub pos: Pos,
    /// Its features, "Gender=Fem|Number=Sing"; empty if it has none.
    pub morph: Arc<str>,
    /// Its dictionary form.
    pub lemma: Arc<str>,
    /// The number of its head; its own number at a root.
    pub head: u32,
    /// Its relation to its head.
    pub dep: Arc<str>,
    /// Whether a sentence starts here.
    pub sent_start: bool,
}

/// Is a named entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// The number of its first token.
    pub start: u32,
    /// The number of the token after its last.
    pub end: u32,
    /// Its kind, "PER".
    pub label: Arc<str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(starts: &[bool]) -> Doc {
        let token = |(place, &sent_start): (usize, &bool)| Token {
            start: 2 * place as u32,
            end: 2 * place as u32 + 1,
            space_after: true,
            tag: "".into(),
            pos: Pos::X,
            morph: "".into(),
            lemma: "".into(),
            head: 0,
            dep: "".into(),
            sent_start,
        };
        let entities = vec![Entity { start: 0, end: 2, label: "PER".into() }];
        Doc { tokens: starts.iter().enumerate().map(token).collect(), entities }
    }

    #[test]
    fn sentences_are_ranges_of_tokens() {
        let check = |starts: &[bool], expected: &[(usize, usize)]| {
            let found: Vec<_> = doc(starts).sentences().map(|range| (range.start, range.end)).collect();
            assert_eq!(found, expected);
        };
        check(&[], &[]);
        check(&[true], &[(0, 1)]);
        check(&[true, false, true], &[(0, 2), (2, 3)]);
        check(&[true, true, false], &[(0, 1), (1, 3)]);
    }

    #[test]
    fn tokens_and_entities_have_their_text() {
        let doc = doc(&[true, false]);
        assert_eq!(doc.tokens[1].text("a b"), "b");
        assert_eq!(doc.entity_text(&doc.entities[0], "a b"), "a b");
        assert_eq!(doc.tokens[1].text("a"), "");
    }

    #[test]
    fn documents_are_joined() {
        let mut whole = doc(&[true, false]);
        whole.append(doc(&[true, false]));
        assert_eq!(whole.tokens.iter().map(|t| t.head).collect::<Vec<_>>(), [0, 0, 2, 2]);
        assert_eq!((whole.entities[1].start, whole.entities[1].end), (2, 4));
    }
}
