//! Files in, files out, and the chronicle in between: readers of article formats, one SQLite database, writers.
//!
//! This crate touches the disk so that the engine need not; it never touches the terminal.
//!
//! | you hold | you want | go to |
//! |---|---|---|
//! | paths | articles, and what could not be read | [`input`] |
//! | readings and their chronicle | a database | [`store`] |
//! | a database | events, quotations, figures, entities, articles | [`query`] |
//! | a database that is asked again and again | the same in memory: filters, counts, sums | [`index`] |
//! | a database | a folder of files: JSON Lines, tables, the formats of others | [`export`] |
//! | a column | what it means | [`dictionary`] |

pub mod dictionary;
pub mod error;
pub mod export;
pub mod index;
pub mod input;
pub mod query;
pub mod store;

mod fold;
mod migrations;
mod schema;
mod shape;

pub use error::Error;
pub use fold::fold;
pub use store::Store;
