//! Given text; yields tokens, with their lexemes, as the pipeline's own tokenizer would cut them.

mod chunk;
mod convert;
mod rules;
mod special;
mod split;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::vocab::Lexeme;
use crate::wheel::WheelFiles;
use chunk::ChunkStore;
use rules::Rules;

/// Is a token of a text: a stretch of bytes, without white space before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawToken {
    /// The byte at which it starts.
    pub start: u32,
    /// The byte after its last.
    pub end: u32,
    /// Whether a single space follows that belongs to no token.
    pub space_after: bool,
    /// The index of its lexeme in [`Tokens::lexemes`].
    pub lex: u32,
}

/// Is a text's tokens, in order; with the spaces after them, they are the whole text.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    /// The tokens.
    pub tokens: Vec<RawToken>,
    /// The lexemes, each once.
    pub lexemes: Vec<Arc<Lexeme>>,
}

/// Cuts texts into tokens. Shared by threads; remembers how it cut the commonest stretches.
#[derive(Debug)]
pub struct Tokenizer {
    rules: Rules,
    chunks: ChunkStore,
}

impl Tokenizer {
    /// Reads the tokenizer and the norms of a pipeline; yields a section for [`Tokenizer::load`].
    pub fn convert(files: &WheelFiles) -> Result<Vec<u8>, Error> {
        convert::convert(files)
    }

    /// Loads the section that [`Tokenizer::convert`] made.
    pub fn load(section: &[u8]) -> Result<Self, Error> {
        Ok(Self { rules: convert::load(section)?, chunks: ChunkStore::default() })
    }

    /// Cuts a text. Texts of 4 GiB and more are read up to there.
    pub fn tokenize(&self, text: &str) -> Tokens {
        let text = &text[..text.floor_char_boundary(u32::MAX as usize)];
        let mut cut = Cut::default();
        self.chunks.read(&self.rules, |chunks| cut.text(text, chunks));
        special::apply(&self.rules, text, &mut cut);
        cut.out
    }

    /// Makes the lexeme of a word that was cut elsewhere.
    pub fn lexeme(&self, word: &str) -> Arc<Lexeme> {
        Arc::new(self.rules.vocab.lexeme(word))
    }
}

/// Collects the tokens of one text.
#[derive(Default)]
struct Cut {
    out: Tokens,
    /// The index of each lexeme, by the numbers of its word and of its norm.
    known: FxHashMap<(u64, u64), u32>,
    /// The tokens at which a special case over several tokens may begin.
    openers: Vec<usize>,
}

impl Cut {
    /// Cuts at white space: a single space between two tokens belongs to neither, all other white space
    /// is a token.
    fn text(&mut self, text: &str, chunks: &mut chunk::Reader<'_>) {
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(crate::unicode::is_space);
        for (at, c) in text.char_indices() {
            if crate::unicode::is_space(c) == in_space {
                continue;
            }
            if start < at {
                self.chunk(start, chunks.cut(&text[start..at]));
            }
            in_space = !in_space;
            start = at;
            if c == ' ' {
                start += 1;
                if let Some(last) = self.out.tokens.last_mut() {
                    last.space_after = true;
                }
            }
        }
        if start < text.len() {
            self.chunk(start, chunks.cut(&text[start..]));
        }
    }

    fn chunk(&mut self, start: usize, chunk: &chunk::Chunk) {
        let mut start = start as u32;
        for part in &chunk.parts {
            if part.opens {
                self.openers.push(self.out.tokens.len());
            }
            let end = start + part.length;
            let lex = self.number(&part.lexeme);
            self.out.tokens.push(RawToken { start, end, space_after: false, lex });
            start = end;
        }
    }

    /// Gives the index of a lexeme.
    fn number(&mut self, lexeme: &Arc<Lexeme>) -> u32 {
        let next = self.out.lexemes.len() as u32;
        let number = *self.known.entry((lexeme.orth, lexeme.norm)).or_insert(next);
        if number == next {
            self.out.lexemes.push(Arc::clone(lexeme));
        }
        number
    }
}

#[cfg(test)]
mod tests;
