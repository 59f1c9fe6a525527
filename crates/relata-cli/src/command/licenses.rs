//! `relata licenses`: yields whose work is inside the program.

use super::Done;
use crate::print::Out;
use anyhow::Result;
use std::io::Write;

const NOTICE: &str = include_str!("../../../../NOTICE");

/// Show whose data and code are inside, and under which licences
#[derive(clap::Args)]
pub struct Args {}

impl Args {
    /// Shows the notice.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        out.write_all(NOTICE.as_bytes())?;
        Ok(Done::All)
    }
}
