//! Yields this crate's one error: input and output, foreign or damaged databases and invalid queries cause it.

use std::fmt;
use std::path::Path;

/// What went wrong, said to the user: the file, the cause and the remedy.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    place: String,
    cause: String,
    remedy: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Database,
    /// Another program writes.
    Busy,
    File,
    Query,
}

impl Error {
    pub(crate) fn database(path: &Path, cause: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self::new(Kind::Database, path.display().to_string(), cause, remedy)
    }

    pub(crate) fn file(path: &Path, cause: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self::new(Kind::File, path.display().to_string(), cause, remedy)
    }

    pub(crate) fn query(question: &str, cause: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self::new(Kind::Query, question.to_owned(), cause, remedy)
    }

    fn new(kind: Kind, place: String, cause: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self { kind, place, cause: cause.to_string(), remedy: remedy.to_string() }
    }

    /// What SQLite reports, with a remedy for the causes that a user can mend.
    pub(crate) fn sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let remedy = match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => {
                let remedy = "wait until the other program that uses it has ended";
                return Self::new(Kind::Busy, path.display().to_string(), error, remedy);
            }
            Some(Code::ReadOnly | Code::PermissionDenied | Code::CannotOpen) => {
                "give a place where you may write, or change its permissions"
            }
            Some(Code::DiskFull) => "make room on the disk and run the command again",
            Some(Code::NotADatabase) => "give another path: this file is no chronicle",
            Some(Code::DatabaseCorrupt) => "read the articles into a new chronicle: this one is damaged",
            _ => "read the articles into a new chronicle if the error stays",
        };
        Self::database(path, error, remedy)
    }

    /// True where a database caused it.
    pub fn is_database(&self) -> bool {
        matches!(self.kind, Kind::Database | Kind::Busy)
    }

    /// True where another program writes, so that a later attempt may succeed.
    pub fn is_busy(&self) -> bool {
        self.kind == Kind::Busy
    }

    /// What is wrong.
    pub fn cause(&self) -> &str {
        &self.cause
    }

    /// What to do.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }

    /// What the cause is about: a file, or the part of a question.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// True where another file caused it.
    pub fn is_file(&self) -> bool {
        self.kind == Kind::File
    }

    /// True for invalid questions.
    pub fn is_query(&self) -> bool {
        self.kind == Kind::Query
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.cause, self.remedy)
    }
}

impl std::error::Error for Error {}
