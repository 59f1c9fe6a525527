//! Given what went wrong with a file; yields the crate's one error, which names the file and the way out.

use std::path::{Path, PathBuf};

/// Says why a wheel or a model file could not be used.
///
/// Text never causes an error: only files do.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Kind>);

#[derive(Debug, thiserror::Error)]
enum Kind {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{}: {what}; not a pipeline that this runtime reads (spaCy 3, convolutional)", path.display())]
    Wheel { path: PathBuf, what: String },
    #[error("{}: {what}; rebuild it from its wheel (`relata model install {}`)", path.display(), name(path))]
    Model { path: PathBuf, what: String },
    #[error("{what}")]
    Contents { what: String },
}

/// Gives the name of a model: that of its file, without the ending.
fn name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().split('.').next().unwrap_or_default().to_owned())
        .unwrap_or_default()
}

impl Error {
    /// Makes the error of a file that could not be read or written.
    pub fn io(path: &Path, source: std::io::Error) -> Self {
        let path = path.to_path_buf();
        Self(Box::new(Kind::Io { path, source }))
    }

    /// Makes the error of a wheel that lacks something or holds something unknown.
    pub fn wheel(path: &Path, what: impl Into<String>) -> Self {
        let (path, what) = (path.to_path_buf(), what.into());
        Self(Box::new(Kind::Wheel { path, what }))
    }

    /// Makes the error of a model file that is damaged, truncated or of another version.
    pub fn model(path: &Path, what: impl Into<String>) -> Self {
        let (path, what) = (path.to_path_buf(), what.into());
        Self(Box::new(Kind::Model { path, what }))
    }

    /// Makes the error of contents whose file the caller does not know; see [`Error::in_wheel`]
    /// and [`Error::in_model`].
    pub fn contents(what: impl Into<String>) -> Self {
        Self(Box::new(Kind::Contents { what: what.into() }))
    }

    /// Names the wheel where the error has no file yet.
    pub fn in_wheel(self, path: &Path) -> Self {
        match *self.0 {
            Kind::Contents { what } => Self::wheel(path, what),
            _ => self,
        }
    }

    /// Names the model file where the error has no file yet.
    pub fn in_model(self, path: &Path) -> Self {
        match *self.0 {
            Kind::Contents { what } => Self::model(path, what),
            _ => self,
        }
    }

    /// Tells whether a file could not be read or written.
    pub fn is_io(&self) -> bool {
        matches!(*self.0, Kind::Io { .. })
    }

    /// Tells whether the file does not exist.
    pub fn is_not_found(&self) -> bool {
        matches!(&*self.0, Kind::Io { source, .. } if source.kind() == std::io::ErrorKind::NotFound)
    }

    /// Tells whether a wheel lacks something or holds something unknown.
    pub fn is_wheel(&self) -> bool {
        matches!(*self.0, Kind::Wheel { .. })
    }

    /// Tells whether a model file is damaged, truncated or of another version.
    pub fn is_model(&self) -> bool {
        matches!(*self.0, Kind::Model { .. } | Kind::Contents { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_get_the_file_that_held_them() {
        let error = Error::contents("section `lemma` is short").in_model(Path::new("fr.model"));
        assert!(error.is_model());
        assert_eq!(
            error.to_string(),
            "fr.model: section `lemma` is short; rebuild it from its wheel (`relata model install fr`)"
        );
    }

    #[test]
    fn a_file_already_named_stays() {
        let inner = Error::io(Path::new("a"), std::io::ErrorKind::NotFound.into());
        let error = inner.in_wheel(Path::new("b"));
        assert!(error.is_io() && error.is_not_found());
        assert!(error.to_string().starts_with("a: "));
    }
}
