//! Given what a reader of files delivers, yields an article: what is analysed of it, its language, its day.

pub mod header;
mod language;

pub use language::{Languages, is_told_apart};

use crate::record::{Origin, Published};

/// One article as a reader of files delivers it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Input {
    /// The name it is read under; unique.
    pub document: String,
    /// Its words, without the title where `title` is given.
    pub text: String,
    /// Its title, where it came apart from the text.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who wrote it, where that is given.
    pub authors: Vec<String>,
    /// `live` or `gallery`, where it is no report.
    pub form: Option<String>,
    /// Where it stands in an archive.
    pub origin: Option<Origin>,
    /// ISO 639-1 code, where it is given.
    pub language: Option<String>,
    /// Its day, where it is given (`Given`) or found in metadata.
    pub published: Option<Published>,
}
