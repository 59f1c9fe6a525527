//! Given a reading, yields the bytes that the store keeps of it, and the reading from these bytes: MessagePack, fields
//! without their names. Stores of earlier versions hold JSON.

use relata::record::{Article, Bearer, Clue, Entity, Figure, Quote, Reading, Report, Time};
use rusqlite::types::Type;
use serde::Serialize;
use std::error::Error;

/// A reading that is lent, with an article that lacks its text.
#[derive(Serialize)]
struct Lent<'r> {
    article: Article,
    entities: &'r [Entity],
    times: &'r [Time],
    quotes: &'r [Quote],
    figures: &'r [Figure],
    reports: &'r [Report],
    clues: &'r [Clue],
    bearers: &'r [Bearer],
}

/// The bytes of a reading without its text, which would else be kept twice.
pub(super) fn pack(reading: &Reading) -> rusqlite::Result<Vec<u8>> {
    let Reading { article, entities, times, quotes, figures, reports, clues, bearers } = reading;
    let article = Article { text: String::new(), ..article.clone() };
    let lent = Lent { article, entities, times, quotes, figures, reports, clues, bearers };
    rmp_serde::to_vec(&lent).map_err(unwritten)
}

/// Adds the bytes of a record, fields with their names: what is left out of one record is not taken for another field.
pub(super) fn add_named(record: &impl Serialize, bytes: &mut Vec<u8>) -> rusqlite::Result<()> {
    rmp_serde::encode::write_named(bytes, record).map_err(unwritten)
}

fn unwritten(error: rmp_serde::encode::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}

/// True for the bytes of earlier versions.
pub(super) fn is_json(bytes: &[u8]) -> bool {
    bytes.first() == Some(&b'{')
}

pub(super) fn unread(error: Box<dyn Error + Send + Sync>) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, error)
}

/// The reading that bytes hold, without its text.
pub(super) fn unpack(bytes: &[u8]) -> rusqlite::Result<Reading> {
    if is_json(bytes) {
        serde_json::from_slice(bytes).map_err(|error| unread(Box::new(error)))
    } else {
        rmp_serde::from_slice(bytes).map_err(|error| unread(Box::new(error)))
    }
}
