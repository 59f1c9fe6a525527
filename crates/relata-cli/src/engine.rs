//! Given folders of packs, ontology, gazetteer and models, yields the engine and the hashes of what it is made of.

use crate::config::{Mode, config};
use crate::model::{self, Found, Models};
use anyhow::{Context, Result, bail};
use relata::pack::Data;
use relata::pipeline::Engine;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// Where the data lie, when they are not those built in.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct DataArgs {
    /// Folder of language packs (fr, shared …) that stand before the built-in ones
    #[arg(long, value_name = "DIR")]
    pub packs: Option<PathBuf>,
    /// Folder of an ontology that stands before the built-in one
    #[arg(long, value_name = "DIR")]
    pub ontology: Option<PathBuf>,
    /// Folder of tables whose rows are added to the built-in gazetteer, or stand before its own
    #[arg(long, value_name = "DIR")]
    pub gazetteer: Option<PathBuf>,
    #[command(flatten)]
    pub models: Models,
    /// A model to read its language with in place of the language's own, such as fr-md
    #[arg(long, value_name = "NAME")]
    with_model: Vec<String>,
    /// How the language models are computed [default: fast]
    #[arg(long, value_enum)]
    mode: Option<Mode>,
}

/// An engine, and what it is made of.
pub struct Made {
    /// The engine.
    pub engine: Engine,
    /// The hashes of packs, ontology, gazetteer and models.
    pub with: Value,
    /// Languages that are analysed.
    pub languages: Vec<String>,
}

impl Made {
    /// One text that changes when any of the engine's data changes.
    pub fn fingerprint(&self) -> String {
        format!("{} {}", env!("CARGO_PKG_VERSION"), self.with)
    }
}

impl DataArgs {
    /// How the language models are computed.
    pub fn mode(&self) -> relata_nlp::Mode {
        match self.mode.or(config().mode) {
            None => relata_nlp::Mode::default(),
            Some(Mode::Exact) => relata_nlp::Mode::Exact,
            Some(Mode::Fast) => relata_nlp::Mode::Fast,
        }
    }

    /// The model that a language is read with.
    fn model(&self, language: &str) -> Result<Option<Found>> {
        let of_language = |name: &&String| name.split('-').next() == Some(language);
        let Some(name) = self.with_model.iter().find(of_language) else { return Ok(self.models.find(language)) };
        self.models.find(name).map(Some).with_context(|| model::missing(&self.models, name))
    }

    /// The built-in data, with the user's folders over them.
    pub fn data(&self) -> Result<Data> {
        let (mut data, config) = (Data::builtin(), config());
        let packs = (&self.packs, &config.packs);
        let ontology = (&self.ontology, &config.ontology);
        let gazetteer = (&self.gazetteer, &config.gazetteer);
        for (root, (flag, written)) in [("packs", packs), ("ontology", ontology), ("gazetteer", gazetteer)] {
            if let Some(folder) = flag.as_ref().or(written.as_ref()) {
                add_folder(&mut data, root, folder)?;
            }
        }
        Ok(data)
    }

    /// The engine with the models that are installed; at least one must be.
    pub fn engine(&self) -> Result<Made> {
        let data = self.data()?;
        let (mut models, mut hashes, mut lacking) = (Vec::new(), Map::new(), Vec::new());
        for language in data.languages() {
            let Some(found) = self.model(&language)? else {
                lacking.push(language);
                continue;
            };
            hashes.insert(language.clone(), Value::from(found.hash()?));
            models.push((language.clone(), found.open(&language, self.mode())?));
        }
        if models.is_empty() {
            let language = lacking.first().map_or("fr", String::as_str);
            bail!("{}", model::missing(&self.models, language));
        }
        let with = json!({
            "models": hashes,
            "mode": self.mode().to_string(),
            "packs": hash(&data, &["packs/shared"], &data.languages()),
            "ontology": hash(&data, &["ontology"], &[]),
            "gazetteer": hash(&data, &["gazetteer"], &[]),
        });
        let languages = models.iter().map(|(language, _)| language.clone()).collect();
        let engine = Engine::new(&data, models).map_err(|e| anyhow::anyhow!("{e}; mend the file, or leave it out"))?;
        Ok(Made { engine, with, languages })
    }
}

/// A hash of the paths and contents of all files under some folders of the data.
fn hash(data: &Data, folders: &[&str], languages: &[String]) -> String {
    let mut hasher = blake3::Hasher::new();
    let folders = folders.iter().map(|f| (*f).to_owned()).chain(languages.iter().map(|l| format!("packs/{l}")));
    for path in folders.flat_map(|folder| data.paths(&folder)) {
        let text = data.text(&path).unwrap_or_default();
        hasher.update(format!("{path}\0{}\0", text.len()).as_bytes());
        hasher.update(text.as_bytes());
        data.additions(&path).for_each(|added| {
            hasher.update(added.as_bytes());
        });
    }
    hasher.finalize().to_hex().to_string()
}

/// Adds a user's folder under `root` (`packs`, `packs/fr`, `ontology`, `gazetteer`): the rows of tables that the program has
/// are added to them, other files stand in place of the program's. A pack with a `pack.toml` of its own is whole: its
/// tables stand in place of the program's too.
pub fn add_folder(data: &mut Data, root: &str, folder: &Path) -> Result<()> {
    let files = files(root, folder)?;
    let whole: Vec<String> = files.iter().filter_map(|(t, _)| Some(t.strip_suffix("pack.toml")?.to_owned())).collect();
    for (table, path) in files {
        let text = text_of(&path)?;
        let known = data.text(&table).is_some() && !whole.iter().any(|pack| table.starts_with(pack));
        if path.extension().is_some_and(|e| e == "tsv") && known {
            data.add(&table, &path.display().to_string(), text);
        } else if root == "gazetteer" && path.extension().is_some_and(|e| e == "tsv") {
            bail!("{}: the gazetteer has no table of this name", path.display());
        } else {
            data.put(&table, text);
        }
    }
    Ok(())
}

/// Puts all files of a folder over the built-in data, under `root`.
pub fn put_folder(data: &mut Data, root: &str, folder: &Path) -> Result<()> {
    for (name, path) in files(root, folder)? {
        data.put(&name, text_of(&path)?);
    }
    Ok(())
}

/// The files of a folder and the folders in it, each with its path under `root`, those whose name begins with a point left
/// out.
fn files(root: &str, folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{}: the folder cannot be read; check the path", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let under = format!("{root}/{name}");
        match () {
            () if name.starts_with('.') => {}
            () if path.is_dir() => found.extend(files(&under, &path)?),
            () => found.push((under, path)),
        }
    }
    found.sort();
    Ok(found)
}

fn text_of(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("{}: it cannot be read", path.display()))?;
    String::from_utf8(bytes).map_err(|_| anyhow::anyhow!("{}: it is not UTF-8; convert it", path.display()))
}
