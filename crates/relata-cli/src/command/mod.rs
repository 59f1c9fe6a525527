//! Given the words of a command line, yields the command that they call.

mod articles;
mod check;
mod doctor;
mod entities;
mod explain;
mod export;
mod figures;
mod licenses;
mod model;
mod parse;
mod quotes;
mod read;
mod relation;
mod remove;
mod search;
mod stats;
mod stories;
mod story;
mod timeline;

use crate::print::Out;
use anyhow::Result;
use clap::{Parser, Subcommand};

/// Rebuilds from news reports who did what to whom, who said what, and when.
///
/// Exit status: 0 done; 1 done, but some inputs could not be read (each is named with its reason); 2 not done.
#[derive(Parser)]
#[command(name = "relata", version, max_term_width = 100)]
pub struct Line {
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
    Remove(remove::Args),
    #[command(subcommand)]
    Model(model::Args),
    Parse(parse::Args),
    Check(check::Args),
    Stats(stats::Args),
    Doctor(doctor::Args),
    Licenses(licenses::Args),
}

impl Line {
    /// Runs the command.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
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
            Command::Remove(args) => args.run(out),
            Command::Model(args) => args.run(out),
            Command::Parse(args) => args.run(out),
            Command::Check(args) => args.run(out),
            Command::Stats(args) => args.run(out),
            Command::Doctor(args) => args.run(out),
            Command::Licenses(args) => args.run(out),
        }
    }
}
