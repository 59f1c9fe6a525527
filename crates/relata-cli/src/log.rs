//! Given a level, yields a log on standard error; without one, none.

use anyhow::{Result, anyhow};
use tracing::level_filters::LevelFilter;

/// Starts the log at the level of `--log`, of `RELATA_LOG`, or of the configuration.
pub fn start(flag: Option<&str>, configured: Option<&str>) -> Result<()> {
    let variable = std::env::var("RELATA_LOG").ok().filter(|v| !v.is_empty());
    let Some(level) = flag.map(str::to_owned).or(variable).or(configured.map(str::to_owned)) else { return Ok(()) };
    let filter: LevelFilter =
        level.parse().map_err(|_| anyhow!("--log {level}: give error, warn, info, debug, trace or off"))?;
    tracing_subscriber::fmt().with_max_level(filter).with_writer(std::io::stderr).with_ansi(false).init();
    Ok(())
}
