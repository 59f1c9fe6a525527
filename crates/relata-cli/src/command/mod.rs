//! Given the words of a command line, yields the command that they call.

mod articles;
mod check;
mod completions;
mod doctor;
mod entities;
mod explain;
mod export;
mod extract;
mod figures;
mod licenses;
mod man;
mod marks;
mod model;
mod parse;
mod quotes;
mod read;
mod relation;
mod remove;
mod search;
mod serve;
mod stats;
mod stories;
mod story;
mod timeline;

pub use read::{merge, processors};
pub use timeline::status;

use crate::print::Out;
use crate::{config, log};
use anyhow::Result;
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Rebuilds from news reports who did what to whom, who said what, and when.
///
/// Exit status: 0 done; 1 done, but some inputs could not be read (each is named with its reason); 2 not done.
#[derive(Parser)]
#[command(name = "relata", version, max_term_width = 100)]
pub struct Line {
    /// File with what stands in place of flags that are not given [default: relata.toml, where it is there]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// What is told on standard error beside the messages: error, warn, info, debug, trace [default: $RELATA_LOG, else off]
    #[arg(long, global = true, value_name = "LEVEL")]
    log: Option<String>,
    #[command(subcommand)]
    command: Command,
}

/// Whether all that was asked for was done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Done {
    /// All of it.
    All,
    /// Some inputs could not be read.
    Some,
}

#[derive(Subcommand)]
enum Command {
    Read(read::Args),
    Timeline(timeline::Args),
    Relation(relation::Args),
    Stories(stories::Args),
    Story(story::Args),
    Quotes(quotes::Args),
    Figures(figures::Args),
    Entities(entities::Args),
    Articles(articles::Args),
    Search(search::Args),
    Explain(explain::Args),
    Export(export::Args),
    Extract(extract::Args),
    Remove(remove::Args),
    Serve(serve::Args),
    Marks(marks::Args),
    #[command(subcommand)]
    Model(model::Args),
    Parse(parse::Args),
    Check(check::Args),
    Stats(stats::Args),
    Doctor(doctor::Args),
    Licenses(licenses::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Line {
    /// Runs the command.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        config::load(self.config.as_deref())?;
        log::start(self.log.as_deref(), config::config().log.as_deref())?;
        match &self.command {
            Command::Read(args) => args.run(out),
            Command::Timeline(args) => args.run(out),
            Command::Relation(args) => args.run(out),
            Command::Stories(args) => args.run(out),
            Command::Story(args) => args.run(out),
            Command::Quotes(args) => args.run(out),
            Command::Figures(args) => args.run(out),
            Command::Entities(args) => args.run(out),
            Command::Articles(args) => args.run(out),
            Command::Search(args) => args.run(out),
            Command::Explain(args) => args.run(out),
            Command::Export(args) => args.run(out),
            Command::Extract(args) => args.run(out),
            Command::Remove(args) => args.run(out),
            Command::Serve(args) => args.run(out),
            Command::Marks(args) => args.run(out),
            Command::Model(args) => args.run(out),
            Command::Parse(args) => args.run(out),
            Command::Check(args) => args.run(out),
            Command::Stats(args) => args.run(out),
            Command::Doctor(args) => args.run(out),
            Command::Licenses(args) => args.run(out),
            Command::Completions(args) => args.run(out),
            Command::Man(args) => args.run(out),
        }
    }
}
