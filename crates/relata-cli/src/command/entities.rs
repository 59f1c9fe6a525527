//! `relata entities`: given a chronicle, yields who and what it speaks of, or those whom the gazetteer does not know.

use super::Done;
use crate::engine::add_folder;
use crate::print::{Format, Out};
use anyhow::{Result, anyhow};
use relata::mention::gazetteer::Gazetteer;
use relata::pack::Data;
use relata::record::{Entity, EntityKind};
use relata_store::Store;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::Write;
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
    /// Show the names that the gazetteer does not know, as rows for its tables, the most frequent first
    #[arg(long)]
    unknown: bool,
    /// With --unknown: how often a name must occur
    #[arg(long, value_name = "N", default_value_t = 3, requires = "unknown")]
    least: usize,
    /// Folder of tables whose rows are added to the built-in gazetteer
    #[arg(long, value_name = "DIR")]
    gazetteer: Option<PathBuf>,
}

/// How many other names are shown.
const NAMES: usize = 4;

impl Args {
    /// Shows the entities.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let mut entities = Store::open_to_read(&self.chronicle)?.entities()?;
        entities.sort_by_key(|entity| Reverse(entity.mentions.len()));
        if self.unknown {
            return self.show_unknown(out, &entities);
        }
        out.listing(
            self.format,
            &entities,
            &["entity", "kind", "country", "name", "also", "mentions", "articles"],
            row,
        )?;
        Ok(Done::All)
    }
}

impl Args {
    /// Writes a block for each table, under the table's own columns.
    fn show_unknown(&self, out: &mut Out, entities: &[Entity]) -> Result<Done> {
        let mut data = Data::builtin();
        if let Some(folder) = &self.gazetteer {
            add_folder(&mut data, "gazetteer", folder)?;
        }
        let mut known = BTreeSet::new();
        for language in data.languages() {
            let (gazetteer, _) = Gazetteer::load(&data, &language, &[]).map_err(|e| anyhow!("{e}"))?;
            known.extend(gazetteer.slugs());
        }
        let named = |e: &&Entity| {
            let written = e.mentions.iter().filter(|m| m.text == e.name).count();
            written >= self.least && e.name.starts_with(char::is_uppercase) && !known.contains(&e.entity)
        };
        let unknown: Vec<&Entity> = entities.iter().filter(named).collect();
        for (table, kinds) in TABLES {
            let columns = data.text(table).unwrap_or_default().lines().next().unwrap_or_default().to_owned();
            writeln!(out, "# {table}\n{columns}")?;
            for entity in unknown.iter().filter(|e| kinds.contains(&e.kind)) {
                let cells: Vec<String> = columns.split('\t').map(|column| cell(entity, column)).collect();
                writeln!(out, "{}", cells.join("\t"))?;
            }
        }
        Ok(Done::All)
    }
}

/// The tables into which unknown names go, with the kinds that each takes.
const TABLES: [(&str, &[EntityKind]); 3] = [
    ("gazetteer/people.tsv", &[EntityKind::Person]),
    ("gazetteer/bodies.tsv", &[EntityKind::Organisation, EntityKind::Group]),
    ("gazetteer/places.tsv", &[EntityKind::Place]),
];

/// What an article's entity says under a column of the gazetteer; empty for what a person must add.
fn cell(entity: &Entity, column: &str) -> String {
    match column {
        "entity" | "place" => entity.entity.clone(),
        "name" | "name_fr" | "name_en" => entity.name.clone(),
        "country" => entity.country.clone().unwrap_or_default(),
        "surname" => entity.name.rsplit(' ').next().unwrap_or_default().to_owned(),
        "kind" => match entity.kind {
            EntityKind::Organisation => "organisation".to_owned(),
            EntityKind::Group => "group".to_owned(),
            _ => "site".to_owned(),
        },
        "source" => "own".to_owned(),
        _ => String::new(),
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
