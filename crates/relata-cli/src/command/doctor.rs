//! `relata doctor`: yields what is installed and what is missing.

use super::Done;
use crate::config::config;
use crate::engine::DataArgs;
use crate::model;
use crate::print::Out;
use crate::release::{RELEASES, SHIPPED};
use anyhow::Result;
use std::io::Write;
use std::process::Command;

/// Show what is installed and what is missing
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    data: DataArgs,
}

impl Args {
    /// Shows the state of the installation.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let data = self.data.data()?;
        let packs = data.languages();
        writeln!(out, "relata        {}", env!("CARGO_PKG_VERSION"))?;
        writeln!(out, "threads       {}", super::read::processors())?;
        if let Some(path) = &config().path {
            writeln!(out, "configuration {}", path.display())?;
        }
        writeln!(out, "packs         {}", packs.join(", "))?;
        writeln!(out, "models in     {}", self.data.models.folder().display())?;
        let mut done = Done::All;
        for name in std::iter::once(SHIPPED.name).chain(RELEASES.iter().map(|release| release.name)) {
            let state = match self.data.models.find(name) {
                None if name == SHIPPED.name => Err(model::missing(&self.data.models, name)),
                None if packs.iter().any(|language| language == name) => Ok(format!(
                    "not installed: articles of this language are stored and not analysed; `relata model install {name}`"
                )),
                None => Ok(format!("not installed, and not needed; `relata model install {name}`")),
                Some(found) => found.open(name, self.data.mode()).map(|_| found.to_string()).map_err(|e| e.to_string()),
            };
            done = if state.is_ok() { done } else { Done::Some };
            let (Ok(state) | Err(state)) = state;
            writeln!(out, "model {name:8}{state}")?;
        }
        let pip = Command::new("python3").args(["-m", "pip", "--version"]).output();
        let pip = pip.ok().filter(|o| o.status.success()).map(|o| String::from_utf8_lossy(&o.stdout).trim().to_owned());
        let pip = pip.unwrap_or("missing; needed only by `relata model install` without --from".to_owned());
        writeln!(out, "pip           {pip}")?;
        Ok(done)
    }
}
