//! Given the articles of one run, tells a new one from one that was given twice and from one whose name is taken.

use std::collections::HashMap;

/// The names given so far, each with where it came from and a hash of the article.
#[derive(Default)]
pub(crate) struct Seen {
    names: HashMap<String, (String, blake3::Hash)>,
}

/// How an article relates to those before it.
pub(crate) enum Sight {
    /// Its name is new.
    New,
    /// The same article bore this name.
    Same,
    /// Another article bore this name: where that one was read.
    Other(String),
}

impl Seen {
    /// Notes an article that was read at `place`.
    pub(crate) fn note(&mut self, place: &str, document: &str, hash: blake3::Hash) -> Sight {
        match self.names.get(document) {
            Some((_, known)) if *known == hash => Sight::Same,
            Some((first, _)) => Sight::Other(first.clone()),
            None => {
                self.names.insert(document.to_owned(), (place.to_owned(), hash));
                Sight::New
            }
        }
    }
}
