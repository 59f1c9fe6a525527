//! Given a command line, runs one command and yields its exit status.

mod calendar;
mod chart;
mod command;
mod config;
mod engine;
mod extract;
mod log;
mod model;
mod passage;
mod print;
mod progress;
mod release;
mod run;
mod words;

use clap::Parser;
use std::process::ExitCode;

/// Merging makes and drops millions of small lists and names, which the allocator of the system is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let line = command::Line::parse();
    let mut out = print::Out::stdout();
    let result = line.run(&mut out).and_then(|done| out.end().map(|()| done).map_err(Into::into));
    match result {
        Ok(command::Done::All) => ExitCode::SUCCESS,
        Ok(command::Done::Some) => ExitCode::from(1),
        // Whoever reads our output has seen enough: `relata timeline c.db | head`.
        Err(error) if print::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            print::complain(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}
