//! Given articles, yields readings and their chronicle: the only file that knows the order of the stages.

use crate::article::Input;
use crate::error::Error;
use crate::pack::Data;
use crate::record::{Article, Chronicle, Reading};

/// The whole path, with its data and models: `Send` and `Sync`, shared by all threads.
pub struct Engine {}

impl Engine {
    /// Builds the engine from its data and the models of the languages to be analysed: (ISO 639-1 code, model).
    ///
    /// # Errors
    /// A pack, gazetteer or ontology file that is missing or wrong: its path, line and cause.
    pub fn new(_data: &Data, _models: Vec<(String, relata_nlp::Pipeline)>) -> Result<Self, Error> {
        Ok(Self {})
    }

    /// Reads one article. Text never causes an error.
    pub fn read(&self, input: Input) -> Reading {
        let Input { document, text, title, publisher, url, language, published } = input;
        let language = language.unwrap_or_else(|| "und".to_owned());
        let analysed = false;
        let (copy_group, story) = (None, None);
        let article = Article { document, text, title, publisher, url, language, analysed, published, copy_group, story };
        Reading { article, entities: vec![], times: vec![], quotes: vec![], figures: vec![], reports: vec![] }
    }

    /// Reads one article and measures each stage by the caller's clock.
    pub fn read_timed(&self, input: Input, _clock: Clock<'_>) -> (Reading, Timings) {
        (self.read(input), Timings::default())
    }

    /// Merges readings into a chronicle. Articles whose day other articles narrow are read anew, in place.
    /// The order of `readings` does not matter.
    pub fn merge(&self, _readings: &mut [Reading]) -> Chronicle {
        Chronicle::default()
    }
}

/// The time that each stage took, in the order of the path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timings {
    /// Stage and time.
    pub stages: Vec<(&'static str, std::time::Duration)>,
    /// Tokens parsed.
    pub words: usize,
}

/// A clock that the caller lends: the library has none of its own. Yields the time since any fixed moment.
pub type Clock<'a> = &'a dyn Fn() -> std::time::Duration;
