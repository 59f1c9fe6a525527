//! Given nothing; says what an annotated document is: tokens with their tree, and entities.

use std::sync::Arc;

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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Doc {
    /// The tokens, in order; only spaces lie between them.
    pub tokens: Vec<Token>,
    /// The named entities, in order, without overlap.
    pub entities: Vec<Entity>,
}

/// Is a token with what the pipeline says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it starts, in bytes.
    pub start: u32,
    /// Where it ends, in bytes.
    pub end: u32,
    /// Whether a space follows (which is no token).
    pub space_after: bool,
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The number of its first token.
    pub start: u32,
    /// The number of the token after its last.
    pub end: u32,
    /// Its kind, "PER".
    pub label: Arc<str>,
}
