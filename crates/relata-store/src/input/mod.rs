//! Given paths, yields articles one at a time, and says of each file or record that it could not read why.

mod archive;
mod charset;
mod document;
mod feed;
mod fields;
mod format;
mod front;
mod json;
mod jsonl;
mod line;
mod map;
mod meter;
mod ninjs;
mod page;
mod published;
mod raw;
mod stream;
mod table;
mod walk;

pub use archive::{Record, records};
pub use map::Map;
pub use meter::Meter;
pub use published::{Zone, published};
pub use raw::Raw;

use charset::Text;
use format::Format;
use relata::article::Input;
use relata::record::Published;
use std::fmt;
use std::fs::File;
use std::io::{BufRead, Read};
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
    /// Which columns or fields of tables and records hold what.
    pub map: Map,
}

impl Options {
    /// Gives an article what it does not say itself.
    pub(crate) fn fill(&self, input: &mut Input) {
        input.published = input.published.or(self.published);
        input.language = input.language.take().or_else(|| self.language.clone());
    }
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
    /// A web page, to be taken apart with [`Raw::article`].
    Page(Box<Raw>),
    /// A problem; where it left the article readable, the article follows.
    Problem(Problem),
}

/// Reads all paths, in their order, folders in the order of their names, and hands on each item as it comes.
/// `-` is standard input, which is read from `stdin`. What is handed on to `take` may be refused by yielding
/// `false`, which ends the reading.
pub fn read(paths: &[PathBuf], options: &Options, stdin: &mut dyn Read, take: &mut dyn FnMut(Item) -> bool) {
    read_metered(paths, options, stdin, &Meter::default(), take);
}

/// Reads all paths as [`read`] does, and shows in `meter` how far it has come.
pub fn read_metered(
    paths: &[PathBuf],
    options: &Options,
    stdin: &mut dyn Read,
    meter: &Meter,
    take: &mut dyn FnMut(Item) -> bool,
) {
    let mut sink = Sink { options, take, seen: document::Seen::default(), on: true, meter };
    let (places, problems) = walk::places(paths);
    meter.expect(&places);
    for problem in problems {
        sink.problem(problem);
    }
    for place in places {
        if !sink.on {
            return;
        }
        let before = meter.done();
        read_place(&place, stdin, &mut sink);
        meter.pass(before, &place);
    }
}

/// What takes the items, and knows the names given so far.
pub(crate) struct Sink<'a> {
    options: &'a Options,
    take: &'a mut dyn FnMut(Item) -> bool,
    seen: document::Seen,
    on: bool,
    meter: &'a Meter,
}

impl Sink<'_> {
    fn problem(&mut self, problem: Problem) {
        self.on = self.on && (self.take)(Item::Problem(problem));
    }

    /// Hands on an article; `place` is what a message calls it.
    fn article(&mut self, place: &str, mut input: Input) {
        self.options.fill(&mut input);
        let hash = blake3::hash(format!("{input:?}").as_bytes());
        if self.is_new(place, &input.document, hash) {
            self.on = (self.take)(Item::Article(Box::new(input)));
        }
    }

    /// Hands on a web page.
    fn page(&mut self, raw: Raw) {
        if self.is_new(&raw.place, &raw.document, raw.hash()) {
            self.on = (self.take)(Item::Page(Box::new(raw)));
        }
    }

    /// Hands on a page of an archive: what it is called says where it stands, so that no other is called so.
    fn page_of_archive(&mut self, raw: Raw) {
        self.on = self.on && (self.take)(Item::Page(Box::new(raw)));
    }

    /// True for what bears a name that nothing bore before; says where two differ under one name.
    fn is_new(&mut self, place: &str, document: &str, hash: blake3::Hash) -> bool {
        match self.seen.note(place, document, hash) {
            document::Sight::New => self.on,
            document::Sight::Same => {
                self.meter.note_twice();
                false
            }
            document::Sight::Other(first) => {
                let cause = format!("the name {document} was given to another article, {first}");
                self.problem(Problem::skipped(place, cause, "give each article a `document` of its own"));
                false
            }
        }
    }
}

fn read_place(place: &Place, stdin: &mut dyn Read, sink: &mut Sink<'_>) {
    let name = place.shown();
    let read = match place.kind {
        Kind::Stdin => stream::head(stdin).map(|head| read_stream(place, head, stdin, sink)),
        Kind::File => File::open(&place.path).and_then(|file| {
            let mut file = sink.meter.count(file);
            let head = stream::head(&mut file)?;
            read_stream(place, head, file, sink);
            Ok(())
        }),
    };
    if let Err(error) = read {
        sink.problem(unreadable(&name, &error));
    }
}

/// Reads a stream by its content, unpacked first where it is packed.
fn read_stream(place: &Place, head: Vec<u8>, rest: impl Read, sink: &mut Sink<'_>) {
    let ending = format::ending(&place.path);
    let format = format::of(&head, ending.as_deref());
    if !matches!(format, Format::Gzip | Format::Zstd) {
        return read_as(format, place, stream::with_head(head, rest), sink);
    }
    if archive::is_packed_archive(format, &head) {
        return archive::read_packed(format, place, stream::with_head(head, rest), sink);
    }
    let unpacked = stream::unpacked(format, stream::with_head(head, rest));
    let opened = unpacked.and_then(|mut stream| Ok((stream::head(&mut stream)?, stream)));
    match opened {
        Ok((head, stream)) => match format::of(&head, ending.as_deref()) {
            Format::Gzip | Format::Zstd => {
                sink.problem(Problem::skipped(place.shown(), "it is packed more than once", "unpack it first"));
            }
            format => read_as(format, place, stream::with_head(head, stream), sink),
        },
        Err(error) => sink.problem(broken_off(&place.shown(), &error)),
    }
}

fn read_as(format: Format, place: &Place, mut stream: Box<dyn BufRead + '_>, sink: &mut Sink<'_>) {
    match format {
        Format::Text => read_text(place, stream, sink),
        Format::Lines => jsonl::read(place, &mut *stream, sink),
        Format::Json => json::read(place, stream, sink),
        Format::Html => read_page(place, stream, sink),
        Format::Feed => feed::read(place, stream, sink),
        Format::Warc => archive::read(place, stream, sink),
        Format::Csv => table::csv::read(place, stream, sink),
        Format::Parquet => table::parquet::read(place, stream, sink),
        Format::Gzip | Format::Zstd => {}
    }
}

/// All bytes of a stream that holds one article or one feed; says why where there are too many, or they cannot be had.
fn whole(place: &Place, stream: impl Read, limit: usize, sink: &mut Sink<'_>) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    match stream.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Err(error) => sink.problem(broken_off(&place.shown(), &error)),
        Ok(_) if bytes.len() > limit => sink.problem(longer_than(limit, &place.shown())),
        Ok(_) => return Some(bytes),
    }
    None
}

/// The text of all bytes of a stream; says why where they are none.
fn whole_text(place: &Place, stream: impl Read, limit: usize, sink: &mut Sink<'_>) -> Option<String> {
    let name = place.shown();
    let bytes = whole(place, stream, limit, sink)?;
    match charset::decode(&bytes) {
        Ok(Text { text, assumed }) => {
            if let Some(charset) = assumed {
                sink.problem(assumed_charset(&name, charset));
            }
            if text.trim().is_empty() {
                sink.problem(empty(&name));
                return None;
            }
            Some(text)
        }
        Err(refusal) => {
            sink.problem(Problem::skipped(&name, refusal.cause, refusal.remedy));
            None
        }
    }
}

fn read_text(place: &Place, stream: impl Read, sink: &mut Sink<'_>) {
    let Some(text) = whole_text(place, stream, LONGEST, sink) else { return };
    let input = front::article(&text, &sink.options.zone);
    sink.article(&place.shown(), Input { document: place.name.clone(), ..input });
}

fn read_page(place: &Place, stream: impl Read, sink: &mut Sink<'_>) {
    let Some(bytes) = whole(place, stream, LONGEST, sink) else { return };
    let (document, place) = (place.name.clone(), place.shown());
    sink.page(Raw { document, place, bytes, charset: None, url: None, origin: None });
}

/// A packed stream that ends too early or whose sums do not fit.
fn broken_off(name: &str, error: &std::io::Error) -> Problem {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => {
            Problem::skipped(name, "it breaks off", "fetch it again: what stands before the break was read")
        }
        std::io::ErrorKind::InvalidData | std::io::ErrorKind::InvalidInput | std::io::ErrorKind::Other => {
            Problem::skipped(name, format!("it is damaged ({error})"), "fetch it again: what stands before was read")
        }
        _ => unreadable(name, error),
    }
}

fn unreadable(name: &str, error: &std::io::Error) -> Problem {
    Problem::skipped(name, format!("it cannot be read ({error})"), "check the path and its permissions")
}

fn too_long(name: &str) -> Problem {
    longer_than(LONGEST, name)
}

fn longer_than(limit: usize, name: &str) -> Problem {
    let limit = limit / 1_000_000;
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
