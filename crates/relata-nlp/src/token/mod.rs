//! Tokens.
use crate::vocab::Lexeme;
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct RawToken {
    pub start: u32,
    pub end: u32,
    pub space_after: bool,
    pub lex: u32,
}
#[derive(Debug, Clone, Default)]
#[allow(missing_docs)]
pub struct Tokens {
    pub tokens: Vec<RawToken>,
    pub lexemes: Vec<std::sync::Arc<Lexeme>>,
}
