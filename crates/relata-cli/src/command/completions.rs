//! `relata completions`: given a shell, yields what makes it complete the program's commands and flags.

use super::{Done, Line};
use crate::print::Out;
use anyhow::Result;
use clap::CommandFactory;
use clap_complete::Shell;

/// Write what makes a shell complete commands and flags
#[derive(clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Args {
    /// Writes the script.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        clap_complete::generate(self.shell, &mut Line::command(), "relata", out);
        Ok(Done::All)
    }
}
