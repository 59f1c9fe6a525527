//! `relata check`: given folders of data, yields all that is wrong with them, with path and line.

use super::Done;
use crate::engine::put_folder;
use crate::print::{Out, complain};
use anyhow::{Result, bail};
use relata::pack::Data;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Check language packs, an ontology or a gazetteer
#[derive(clap::Args)]
pub struct Args {
    /// Folders such as packs/fr, packs/shared, ontology, gazetteer
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
}

impl Args {
    /// Checks each folder.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let mut done = Done::All;
        for folder in &self.folders {
            let problems = check(folder)?;
            for problem in &problems {
                complain(problem);
                done = Done::Some;
            }
            writeln!(out, "{}: {} problems", folder.display(), problems.len())?;
        }
        Ok(done)
    }
}

fn check(folder: &Path) -> Result<Vec<String>> {
    let mut data = Data::builtin();
    put_folder(&mut data, &root(folder)?, folder)?;
    let mut problems = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "tsv") {
            check_table(&path, &std::fs::read_to_string(&path)?, &mut problems);
        }
    }
    problems.sort();
    Ok(problems)
}

/// What the folder stands for: `packs/fr` where it holds a pack, else its own name.
fn root(folder: &Path) -> Result<String> {
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = full.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    match name.as_str() {
        _ if !folder.is_dir() => bail!("{}: there is no such folder; check the path", folder.display()),
        "ontology" | "gazetteer" => Ok(name),
        _ if folder.join("pack.toml").is_file() || name == "shared" => Ok(format!("packs/{name}")),
        _ => bail!(
            "{}: it is no pack (it has no pack.toml), ontology or gazetteer; name such a folder",
            folder.display()
        ),
    }
}

/// What any table must keep: as many cells as columns, no column twice, no row twice, nothing around a cell.
fn check_table(path: &Path, text: &str, problems: &mut Vec<String>) {
    let mut say = |line: usize, cause: String| problems.push(format!("{}:{line}: {cause}", path.display()));
    let mut lines = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'));
    let Some((_, head)) = lines.next() else {
        return say(1, "the table is empty; its first line names the columns".to_owned());
    };
    let columns: Vec<&str> = head.split('\t').collect();
    if columns.iter().collect::<BTreeSet<_>>().len() < columns.len() {
        say(1, "a column is named twice".to_owned());
    }
    let mut rows = BTreeSet::new();
    for (at, line) in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() != columns.len() {
            say(at + 1, format!("{} cells where {} columns are named", cells.len(), columns.len()));
        }
        if cells.iter().any(|cell| cell.trim() != *cell) {
            say(at + 1, "white space around a cell".to_owned());
        }
        if !rows.insert(line) {
            say(at + 1, "the row stands twice".to_owned());
        }
    }
}
