//! Given arguments, yields what the program says, run in a folder of its own with the repository's model.

#![allow(dead_code, reason = "each file of tests uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that fails may panic in its own functions too")]

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder of its own, and the program in it.
pub struct Place {
    folder: TempDir,
}

/// What the program said, and its exit status.
pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

/// The repository's models, which `make test` installs.
pub fn models() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models")
}

impl Place {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs `relata` in the folder.
    pub fn relata(&self, arguments: &[&str]) -> Said {
        self.relata_with(arguments, &models())
    }

    /// Runs `relata` with other models.
    pub fn relata_with(&self, arguments: &[&str], models: &Path) -> Said {
        let mut command = Command::cargo_bin("relata").unwrap();
        let output = command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("RELATA_MODELS", models)
            .write_stdin("Le port de Lomé a fermé jeudi.")
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// The names of the articles in `c.db`.
    pub fn documents(&self) -> Vec<String> {
        let csv = self.relata(&["articles", "c.db", "--format", "json"]).out;
        let articles: Vec<serde_json::Value> = serde_json::from_str(&csv).unwrap();
        articles.iter().map(|a| a["document"].as_str().unwrap().to_owned()).collect()
    }
}
