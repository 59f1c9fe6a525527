//! Yields the engine's one error: packs, models and invalid queries cause it; text never does.

use std::fmt;

/// What went wrong, said to the user: the file, the line, the cause and the remedy.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    place: String,
    cause: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Pack,
    Model,
    Query,
}

impl Error {
    /// An error of a pack, gazetteer or ontology file; `line` counts from 1, 0 where no line is meant.
    pub fn pack(file: &str, line: usize, cause: impl fmt::Display) -> Self {
        let place = if line == 0 { file.to_owned() } else { format!("{file}:{line}") };
        Self { kind: Kind::Pack, place, cause: cause.to_string() }
    }

    /// An error of a language model.
    pub fn model(place: &str, cause: impl fmt::Display) -> Self {
        Self { kind: Kind::Model, place: place.to_owned(), cause: cause.to_string() }
    }

    /// An invalid question to a chronicle.
    pub fn query(place: &str, cause: impl fmt::Display) -> Self {
        Self { kind: Kind::Query, place: place.to_owned(), cause: cause.to_string() }
    }

    /// True for errors of packs, gazetteer and ontology.
    pub fn is_pack(&self) -> bool {
        self.kind == Kind::Pack
    }

    /// True for errors of a language model.
    pub fn is_model(&self) -> bool {
        self.kind == Kind::Model
    }

    /// True for invalid queries.
    pub fn is_query(&self) -> bool {
        self.kind == Kind::Query
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.cause)
    }
}

impl std::error::Error for Error {}
