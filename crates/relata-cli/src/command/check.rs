//! `relata check`: given folders of data, yields all that is wrong with them, with path and line.

use super::Done;
use crate::engine::{add_folder, put_folder};
use crate::model::{self, Models};
use crate::print::{Out, complain};
use anyhow::{Context, Result, anyhow, bail};
use relata::article::Input;
use relata::event::Deeds;
use relata::mention::entity::Finder;
use relata::mention::figure::Figures;
use relata::mention::quote::Quotes;
use relata::mention::time::Times;
use relata::pack::Data;
use relata::pipeline::Engine;
use relata::report::Reporter;
use relata_nlp::Mode;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Check language packs, an ontology or a gazetteer
///
/// Each table is checked by itself, then all as the engine loads them. With --examples the rules of events are
/// tried on their own sentences, which needs the language's model.
#[derive(clap::Args)]
pub struct Args {
    /// Folders such as packs/fr, packs/shared, ontology, gazetteer
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Try each event rule on its example
    #[arg(long)]
    examples: bool,
    #[command(flatten)]
    models: Models,
}

impl Args {
    /// Checks each folder.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let mut done = Done::All;
        for folder in &self.folders {
            let problems = self.check(folder)?;
            for problem in &problems {
                complain(problem);
                done = Done::Some;
            }
            writeln!(out, "{}: {} problems", folder.display(), problems.len())?;
        }
        Ok(done)
    }

    fn check(&self, folder: &Path) -> Result<BTreeSet<String>> {
        let root = root(folder)?;
        let mut data = Data::builtin();
        let whole = names(&data, &root).iter().all(|name| folder.join(name).is_file());
        if whole {
            put_folder(&mut data, &root, folder)?;
        } else {
            add_folder(&mut data, &root, folder)?;
        }
        let known: BTreeSet<String> = names(&Data::builtin(), &root);
        let mut problems = BTreeSet::new();
        for entry in std::fs::read_dir(folder)? {
            let path = entry?.path();
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            match name.rsplit('.').next() {
                Some("tsv" | "toml") if !known.contains(&name) => {
                    problems.insert(format!("{}: the engine knows no file of this name", path.display()));
                }
                Some("tsv") => check_table(&path, &std::fs::read_to_string(&path)?, &mut problems),
                _ => {}
            }
        }
        for language in data.languages().iter().filter(|l| !root.starts_with("packs/") || root.ends_with(l.as_str())) {
            problems.extend(load(&data, language));
            if self.examples && problems.is_empty() {
                problems.extend(self.try_examples(&data, language, folder, whole)?);
            }
        }
        Ok(problems)
    }

    /// The rules of a folder that do not fire on their own sentence.
    fn try_examples(&self, data: &Data, language: &str, folder: &Path, whole: bool) -> Result<Vec<String>> {
        let found = self.models.find(language).with_context(|| model::missing(&self.models, language))?;
        let models = vec![(language.to_owned(), found.open(language, Mode::default())?)];
        let engine = Engine::new(data, models).map_err(|e| anyhow!("{e}"))?;
        let folder = folder.display().to_string();
        let silent =
            engine.rules(language).iter().filter(|rule| whole || rule.place.starts_with(&folder)).filter(|rule| {
                let (document, text) = (String::new(), rule.example.clone());
                let input = Input { document, text, language: Some(language.to_owned()), ..Input::default() };
                !engine.read(input).reports.iter().any(|report| report.rule == rule.place)
            });
        Ok(silent
            .map(|rule| format!("{}: the rule does not fire on its example: {}", rule.place, rule.example))
            .collect())
    }
}

/// The names of the built-in files of a folder's kind; all packs have the same.
fn names(data: &Data, root: &str) -> BTreeSet<String> {
    let folders = match root {
        "packs/shared" | "ontology" | "gazetteer" => vec![root.to_owned()],
        _ => data.languages().iter().map(|language| format!("packs/{language}")).collect(),
    };
    let paths = folders.iter().flat_map(|folder| data.paths(folder));
    paths.filter_map(|path| path.rsplit('/').next().map(str::to_owned)).collect()
}

/// What each stage says of a language's tables; a stage stops at its first.
fn load(data: &Data, language: &str) -> Vec<String> {
    let results = [
        Finder::load(data, language).err(),
        Times::load(data, language).err(),
        Quotes::load(data, language).err(),
        Figures::load(data, language).err(),
        Reporter::load(data, language).err(),
        Deeds::read(data).err(),
    ];
    results.into_iter().flatten().map(|error| error.to_string()).collect()
}

/// What the folder stands for: `packs/fr` where it holds a pack, else its own name.
fn root(folder: &Path) -> Result<String> {
    let full = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = full.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    match name.as_str() {
        _ if !folder.is_dir() => bail!("{}: there is no such folder; check the path", folder.display()),
        "ontology" | "gazetteer" => Ok(name),
        _ if folder.join("pack.toml").is_file() || name == "shared" => Ok(format!("packs/{name}")),
        // Rows for a language that has a pack.
        _ if Data::builtin().languages().contains(&name) => Ok(format!("packs/{name}")),
        _ if Data::builtin()
            .paths("gazetteer")
            .iter()
            .any(|p| folder.join(p.trim_start_matches("gazetteer/")).is_file()) =>
        {
            Ok("gazetteer".to_owned())
        }
        _ => bail!(
            "{}: it is no pack (it has no pack.toml), ontology or gazetteer; name such a folder",
            folder.display()
        ),
    }
}

/// What any table must keep: as many cells as columns, no column twice, no row twice, nothing around a cell.
fn check_table(path: &Path, text: &str, problems: &mut BTreeSet<String>) {
    let mut say = |line: usize, cause: String| {
        problems.insert(format!("{}:{line}: {cause}", path.display()));
    };
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
