//! Given one row a token; yields a tree ([`Parser`]) and entities ([`Recogniser`]), by moves.
//!
//! Both are greedy: at each step the state names a few tokens, their numbers are summed, and the
//! best-scored of the moves that are valid in the state is made.

mod arcs;
mod crossing;
mod entities;
mod moves;
mod parser;
mod recogniser;
mod score;

#[cfg(test)]
mod tests;

pub use entities::Span;
pub use moves::{Move, read_moves};
pub use parser::{Parser, Tree};
pub use recogniser::Recogniser;
pub use score::{Work, convert};
