//! `relata remove`: given a chronicle and documents, yields the chronicle without them.

use super::Done;
use crate::engine::DataArgs;
use crate::print::{Out, complain};
use anyhow::Result;
use relata_store::Store;
use std::io::Write;
use std::path::PathBuf;

/// Take articles out, as if they had never been read
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// Names of articles, as `relata articles` shows them
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
    #[command(flatten)]
    data: DataArgs,
}

impl Args {
    /// Removes the articles and merges the rest anew.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        // What must exist is not made.
        Store::open_to_read(&self.chronicle)?;
        let made = self.data.engine()?;
        let mut store = Store::open(&self.chronicle)?;
        let removed = store.as_one(|store| -> Result<_> {
            let removed = store.remove(&self.documents)?;
            super::read::merge(store, &made)?;
            Ok(removed)
        })?;
        writeln!(out, "{}: {} articles removed, {} left", self.chronicle.display(), removed.len(), store.len()?)?;
        let mut done = Done::All;
        for document in self.documents.iter().filter(|d| !removed.contains(d)) {
            complain(&format!("{document}: no article has this name; `relata articles` shows the names"));
            done = Done::Some;
        }
        Ok(done)
    }
}
