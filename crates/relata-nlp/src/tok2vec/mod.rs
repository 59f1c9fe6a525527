//! Given the tokens of a document; yields one row of numbers for each, which tells it in context.
//!
//! A word type's features are embedded by hash and mixed ([`embed`]); then four windows of three
//! tokens each carry the context in ([`encode`]).

mod convert;
mod embed;
mod encode;
mod rows;
mod vectors;

pub use convert::{Shape, convert};
pub use embed::PROJECTED;
pub use encode::Work;
pub use vectors::{SHORT, Vectors};

use crate::error::Error;
use crate::flat::Flat;
use crate::kernel::Kernel;
use crate::mode::Mode;
use crate::token::Tokens;
use embed::Embed;
use encode::Encode;

/// Is a network from tokens to rows of numbers.
pub struct Tok2Vec {
    embed: Embed,
    encode: Encode,
}

impl Tok2Vec {
    /// Reads the network that [`convert`] wrote under `name`.
    pub fn load(flat: &Flat, name: &str, shape: &Shape, kernel: Kernel, mode: Mode) -> Result<Self, Error> {
        let embed = Embed::load(flat, name, shape, kernel)?;
        Ok(Self { embed, encode: Encode::load(flat, name, shape, kernel, mode)? })
    }

    /// Counts the numbers of a row.
    pub fn width(&self) -> usize {
        self.encode.width()
    }

    /// Computes one row a token.
    pub fn run<'w>(&self, tokens: &Tokens, vectors: Option<&Vectors>, work: &'w mut Work) -> &'w [f32] {
        let count = tokens.tokens.len();
        self.embed.run(tokens, vectors, self.encode.room(count, work));
        self.encode.run(count, work)
    }
}
