//! `relata entities`: given a chronicle, yields who and what it speaks of.

use super::Done;
use crate::print::{Format, Out};
use anyhow::Result;
use relata::record::Entity;
use relata_store::Store;
use std::cmp::Reverse;
use std::path::PathBuf;

/// Show who and what the articles speak of, the most mentioned first
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How many other names are shown.
const NAMES: usize = 4;

impl Args {
    /// Shows the entities.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let mut entities = Store::open_to_read(&self.chronicle)?.entities()?;
        entities.sort_by_key(|entity| Reverse(entity.mentions.len()));
        out.listing(
            self.format,
            &entities,
            &["entity", "kind", "country", "name", "also", "mentions", "articles"],
            row,
        )?;
        Ok(Done::All)
    }
}

fn row(entity: &Entity) -> Vec<String> {
    let mut documents: Vec<&str> = entity.mentions.iter().map(|m| m.document.as_str()).collect();
    documents.sort_unstable();
    documents.dedup();
    let mut also: Vec<&str> = entity.also.iter().take(NAMES).map(String::as_str).collect();
    if entity.also.len() > NAMES {
        also.push("…");
    }
    vec![
        entity.entity.clone(),
        format!("{:?}", entity.kind).to_lowercase(),
        entity.country.clone().unwrap_or_default(),
        entity.name.clone(),
        also.join(", "),
        entity.mentions.len().to_string(),
        documents.len().to_string(),
    ]
}
