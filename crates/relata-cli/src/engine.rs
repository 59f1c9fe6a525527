//! Given folders of packs, ontology, gazetteer and models, yields the engine and the hashes of what it is made of.

use crate::model::{self, Models};
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
    /// Folder of a gazetteer that stands before the built-in one
    #[arg(long, value_name = "DIR")]
    pub gazetteer: Option<PathBuf>,
    #[command(flatten)]
    pub models: Models,
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
    /// The built-in data, with the user's folders over them.
    pub fn data(&self) -> Result<Data> {
        let mut data = Data::builtin();
        for (root, folder) in [("packs", &self.packs), ("ontology", &self.ontology), ("gazetteer", &self.gazetteer)] {
            if let Some(folder) = folder {
                put_folder(&mut data, root, folder)?;
            }
        }
        Ok(data)
    }

    /// The engine with the models that are installed; at least one must be.
    pub fn engine(&self) -> Result<Made> {
        let data = self.data()?;
        let (mut models, mut hashes, mut lacking) = (Vec::new(), Map::new(), Vec::new());
        for language in data.languages() {
            let Some(path) = self.models.find(&language) else {
                lacking.push(language);
                continue;
            };
            hashes.insert(language.clone(), Value::from(model::hash(&path)?));
            models.push((language.clone(), model::open(&path, &language)?));
        }
        if models.is_empty() {
            let language = lacking.first().map_or("fr", String::as_str);
            bail!("{}", model::missing(&self.models, language));
        }
        let with = json!({
            "models": hashes,
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
    }
    hasher.finalize().to_hex().to_string()
}

/// Puts all files of a folder over the built-in data, under `root`: tables row by row, other files as wholes.
pub fn put_folder(data: &mut Data, root: &str, folder: &Path) -> Result<()> {
    let entries = std::fs::read_dir(folder)
        .with_context(|| format!("{}: the folder cannot be read; check the path", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            put_folder(data, &format!("{root}/{name}"), &path)?;
        } else {
            let bytes = std::fs::read(&path).with_context(|| format!("{}: it cannot be read", path.display()))?;
            let Ok(text) = String::from_utf8(bytes) else {
                bail!("{}: it is not UTF-8; convert it", path.display());
            };
            data.put_file(&format!("{root}/{name}"), &path.display().to_string(), text);
        }
    }
    Ok(())
}
