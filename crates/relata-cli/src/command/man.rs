//! `relata man`: yields the manual pages, made from the definitions of the commands.

use super::{Done, Line};
use crate::print::Out;
use anyhow::{Context, Result};
use clap::CommandFactory;
use std::io::Write;
use std::path::PathBuf;

/// Write the manual pages, one for each command
#[derive(clap::Args)]
pub struct Args {
    /// The folder; made where it is missing
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

impl Args {
    /// Writes the pages.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let cannot = || format!("{}: it cannot be written; give another folder", self.to.display());
        std::fs::create_dir_all(&self.to).with_context(cannot)?;
        clap_mangen::generate_to(Line::command(), &self.to).with_context(cannot)?;
        writeln!(out, "{}", self.to.display())?;
        Ok(Done::All)
    }
}
