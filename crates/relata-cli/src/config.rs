//! Given `relata.toml`, yields what stands in place of flags that are not given.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The file that is looked for in the working folder.
const FILE: &str = "relata.toml";

/// What a user writes down once instead of giving flags; folders are relative to the file.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// As `--packs`.
    pub packs: Option<PathBuf>,
    /// As `--ontology`.
    pub ontology: Option<PathBuf>,
    /// As `--gazetteer`.
    pub gazetteer: Option<PathBuf>,
    /// As `--models`.
    pub models: Option<PathBuf>,
    /// As `--threads`.
    pub threads: Option<u16>,
    /// As `--mode`: `exact` or `fast`.
    pub mode: Option<Mode>,
    /// As `--timezone`.
    pub timezone: Option<String>,
    /// As `--language`.
    pub language: Option<String>,
    /// As `--log`.
    pub log: Option<String>,
    /// Where this was read.
    #[serde(skip)]
    pub path: Option<PathBuf>,
}

/// The ways in which language models are computed.
#[derive(Clone, Copy, Debug, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// In float32, as spaCy does
    Exact,
    /// Mostly in bytes: faster by half, and another analysis in three tokens of a thousand
    Fast,
}

static CONFIG: OnceLock<Config> = OnceLock::new();

/// Reads the file named, else `relata.toml` in the working folder where it is there.
pub fn load(named: Option<&Path>) -> Result<()> {
    let path = named.unwrap_or(Path::new(FILE));
    if named.is_none() && !path.is_file() {
        return Ok(());
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("{}: it cannot be read", path.display()))?;
    let mut config: Config =
        toml::from_str(&text).with_context(|| format!("{}: mend it, or leave the line out", path.display()))?;
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    for inner in
        [&mut config.packs, &mut config.ontology, &mut config.gazetteer, &mut config.models].into_iter().flatten()
    {
        *inner = folder.join(&*inner);
    }
    config.path = Some(path.to_owned());
    let _ = CONFIG.set(config);
    Ok(())
}

/// What the file says; nothing where there is none.
pub fn config() -> &'static Config {
    CONFIG.get_or_init(Config::default)
}
