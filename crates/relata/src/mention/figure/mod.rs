//! Given a text and its parse, yields the numbers that measure something.

use super::FigureMention;
use crate::error::Error;
use crate::pack::Data;
use crate::parse::Parse;

/// Finds the figures of one language.
#[derive(Debug, Clone)]
pub struct Figures;

impl Figures {
    /// Reads the tables of a language's pack.
    ///
    /// # Errors
    /// A file that is missing or wrong: its path, line and cause.
    pub fn load(_data: &Data, _language: &str) -> Result<Self, Error> {
        Ok(Self)
    }

    /// Finds the figures of an article, in the order of the text.
    pub fn find(&self, _text: &str, _parse: &Parse) -> Vec<FigureMention> {
        Vec::new()
    }
}
