//! Given paths, yields articles one at a time, and says of each file or record that it could not read why.

mod charset;
mod document;
mod jsonl;
mod line;
mod published;
mod walk;

pub use published::{Zone, published};

use charset::Text;
use relata::article::Input;
use relata::record::Published;
use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use walk::{Kind, Place};

/// An article longer than this is refused, in bytes: no report is, and it would keep the parser for minutes.
pub const LONGEST: usize = 10_000_000;

/// What a user says of all articles that do not say it themselves.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day of publication.
    pub published: Option<Published>,
    /// ISO 639-1 code of the language.
    pub language: Option<String>,
    /// Whose day a time of publication falls on.
    pub zone: Zone,
}

/// Something in the input that a user should know of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The file, with the record or line where one is meant.
    pub place: String,
    /// What is wrong with it.
    pub cause: String,
    /// What to do.
    pub remedy: String,
    /// True where the article was read all the same.
    pub read: bool,
}

impl Problem {
    fn skipped(place: impl fmt::Display, cause: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self { place: place.to_string(), cause: cause.to_string(), remedy: remedy.to_string(), read: false }
    }

    fn noted(place: impl fmt::Display, cause: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self { read: true, ..Self::skipped(place, cause, remedy) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.cause, self.remedy)
    }
}

/// What reading yields: an article, or what is wrong with one.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// An article.
    Article(Box<Input>),
    /// A problem; where it left the article readable, the article follows.
    Problem(Problem),
}

/// Reads all paths, in their order, folders in the order of their names, and hands on each item as it comes.
/// `-` is standard input, which is read from `stdin`. What is handed on to `take` may be refused by yielding
/// `false`, which ends the reading.
pub fn read(paths: &[PathBuf], options: &Options, stdin: &mut dyn Read, take: &mut dyn FnMut(Item) -> bool) {
    let mut sink = Sink { options, take, seen: document::Seen::default(), on: true };
    let (places, problems) = walk::places(paths);
    for problem in problems {
        sink.problem(problem);
    }
    for place in places {
        if !sink.on {
            return;
        }
        read_place(&place, stdin, &mut sink);
    }
}

/// What takes the items, and knows the names given so far.
pub(crate) struct Sink<'a> {
    options: &'a Options,
    take: &'a mut dyn FnMut(Item) -> bool,
    seen: document::Seen,
    on: bool,
}

impl Sink<'_> {
    fn problem(&mut self, problem: Problem) {
        self.on = self.on && (self.take)(Item::Problem(problem));
    }

    /// Hands on an article; `place` is what a message calls it.
    fn article(&mut self, place: &str, mut input: Input) {
        input.published = input.published.or(self.options.published);
        input.language = input.language.or_else(|| self.options.language.clone());
        match self.seen.note(place, &input) {
            document::Sight::New if self.on => self.on = (self.take)(Item::Article(Box::new(input))),
            document::Sight::New | document::Sight::Same => {}
            document::Sight::Other(first) => self.problem(Problem::skipped(
                place,
                format!("the name {} was given to another article, {first}", input.document),
                "give each article a `document` of its own",
            )),
        }
    }
}

fn read_place(place: &Place, stdin: &mut dyn Read, sink: &mut Sink<'_>) {
    let name = place.path.display().to_string();
    match place.kind {
        Kind::Stdin => read_stdin(place, stdin, sink),
        kind => match File::open(&place.path) {
            Ok(file) if kind == Kind::Lines => jsonl::read(place, &mut BufReader::new(file), sink),
            Ok(file) => read_text(place, file, sink),
            Err(error) => sink.problem(unreadable(&name, &error)),
        },
    }
}

/// Standard input is JSON Lines where its first sign is a brace, and else one article.
fn read_stdin(place: &Place, stdin: &mut dyn Read, sink: &mut Sink<'_>) {
    let mut input = BufReader::new(stdin);
    match input.fill_buf() {
        Ok(head) if head.trim_ascii_start().first() == Some(&b'{') => jsonl::read(place, &mut input, sink),
        Ok(_) => read_text(place, input, sink),
        Err(error) => sink.problem(unreadable("standard input", &error)),
    }
}

fn read_text(place: &Place, file: impl Read, sink: &mut Sink<'_>) {
    let name = place.shown();
    let mut bytes = Vec::new();
    if let Err(error) = file.take(LONGEST as u64 + 1).read_to_end(&mut bytes) {
        return sink.problem(unreadable(&name, &error));
    }
    if bytes.len() > LONGEST {
        return sink.problem(too_long(&name));
    }
    let text = match charset::decode(&bytes) {
        Ok(Text { text, assumed }) => {
            if let Some(charset) = assumed {
                sink.problem(assumed_charset(&name, charset));
            }
            text
        }
        Err(refusal) => return sink.problem(Problem::skipped(&name, refusal.cause, refusal.remedy)),
    };
    if text.trim().is_empty() {
        return sink.problem(empty(&name));
    }
    sink.article(&name, Input { document: place.name.clone(), text, ..Input::default() });
}

fn unreadable(name: &str, error: &std::io::Error) -> Problem {
    Problem::skipped(name, format!("it cannot be read ({error})"), "check the path and its permissions")
}

fn too_long(name: &str) -> Problem {
    let limit = LONGEST / 1_000_000;
    Problem::skipped(name, format!("it is longer than {limit} MB"), "split it: one article a file or record")
}

fn empty(name: &str) -> Problem {
    Problem::skipped(name, "it has no text", "leave it out, or fill it")
}

fn assumed_charset(name: &str, charset: &str) -> Problem {
    Problem::noted(name, format!("it is not UTF-8; read as {charset}"), "convert it to UTF-8 if that is wrong")
}

/// The name of a path for people.
pub(crate) fn shown(path: &Path) -> String {
    path.display().to_string()
}
