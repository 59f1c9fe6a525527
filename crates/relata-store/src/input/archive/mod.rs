//! Given a WARC or WET archive, yields its records and the articles in them; a broken record or member loses only itself.

mod http;
mod member;
mod record;

pub use record::Record;

use super::format::Format;
use super::walk::Place;
use super::{LONGEST, Problem, Raw, Sink, broken_off, charset, feed, published};
use http::Response;
use member::Rewind;
use record::{Fault, Next, Reader};
use relata::article::Input;
use relata::date::of_article;
use relata::record::{Origin, Published, PublishedHow};
use std::io::{BufRead, Read};

/// True where packed bytes begin an archive.
pub(super) fn is_packed_archive(format: Format, head: &[u8]) -> bool {
    let mut start = [0; 5];
    let read = match format {
        Format::Zstd if head.starts_with(&[0x5d, 0x2a, 0x4d, 0x18]) => return true,
        Format::Zstd => zstd::stream::read::Decoder::with_buffer(head).and_then(|mut d| d.read_exact(&mut start)),
        _ => flate2::bufread::GzDecoder::new(head).read_exact(&mut start),
    };
    read.is_ok() && &start == b"WARC/"
}

/// Reads an archive that is not packed.
pub(super) fn read(place: &Place, stream: Box<dyn BufRead + '_>, sink: &mut Sink<'_>) {
    let mut taker = Taker::new(place, sink);
    let mut reader = Reader::new(stream, 0);
    taker.take_all(&mut reader, None);
    taker.end();
}

/// Reads an archive in packed members.
pub(super) fn read_packed(format: Format, place: &Place, stream: Box<dyn BufRead + '_>, sink: &mut Sink<'_>) {
    let mut taker = Taker::new(place, sink);
    let mut members = Rewind::new(stream);
    while taker.sink.on {
        match members.next(format) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                taker.sink.problem(super::unreadable(&place.shown(), &error));
                break;
            }
        }
        let start = members.offset();
        let sound = match members.open(format) {
            Ok(member) => taker.take_all(&mut Reader::new(member, start), Some(start)),
            Err(_) => false,
        };
        if sound || !taker.sink.on {
            members.settle();
        } else {
            // What follows a broken member is looked for from its second byte on.
            members.skip_broken(start);
        }
        taker.place_records(members.offset() - start);
    }
    taker.end();
}

/// Splits an archive into its records and decodes their bodies, and hands on each: for measuring.
pub fn records(stream: Box<dyn BufRead + '_>, format_head: &[u8], take: &mut dyn FnMut(&Record)) {
    match super::format::of(format_head, None) {
        format @ (Format::Gzip | Format::Zstd) => {
            let mut members = Rewind::new(stream);
            while members.next(format).unwrap_or(false) {
                let start = members.offset();
                let mut sound = true;
                if let Ok(member) = members.open(format) {
                    sound = each(&mut Reader::new(member, start), take);
                }
                if sound { members.settle() } else { members.skip_broken(start) }
            }
        }
        _ => {
            each(&mut Reader::new(stream, 0), take);
        }
    }
}

fn each<S: BufRead>(reader: &mut Reader<S>, take: &mut dyn FnMut(&Record)) -> bool {
    loop {
        match reader.next() {
            Next::Record(mut record) => {
                if record.kind == "response"
                    && let Some(response) = Response::of(&record.block)
                {
                    record.block = response.body;
                }
                take(&record);
            }
            Next::TooLong => {}
            Next::End => return true,
            Next::Broken(_) => return false,
        }
    }
}

/// Makes articles of records, and counts what it passes over.
struct Taker<'s, 'o> {
    place: Place,
    sink: &'s mut Sink<'o>,
    number: usize,
    passed: usize,
    /// Articles whose member's length is not known yet.
    waiting: Vec<Item>,
    /// Where the last broken stretch was told, so that it is told once.
    broken: bool,
}

enum Item {
    Page(Raw),
    Text(String, Box<Input>),
}

impl<'s, 'o> Taker<'s, 'o> {
    fn new(place: &Place, sink: &'s mut Sink<'o>) -> Self {
        Self { place: place.clone(), sink, number: 0, passed: 0, waiting: Vec::new(), broken: false }
    }

    /// Takes all records of a stream; false where it is broken. `member` is where its member begins.
    fn take_all<S: BufRead>(&mut self, reader: &mut Reader<S>, member: Option<u64>) -> bool {
        while self.sink.on {
            match reader.next() {
                Next::Record(record) => {
                    self.broken = false;
                    self.record(*record, member);
                }
                Next::TooLong => {
                    self.number += 1;
                    self.sink.problem(super::too_long(&self.shown()));
                }
                Next::End => return true,
                Next::Broken(fault) => {
                    self.tell(&fault);
                    // Without members, the next record is looked for behind the break.
                    if member.is_some() || !reader.resume() {
                        return false;
                    }
                }
            }
            if member.is_none() {
                self.place_records(0);
            }
        }
        true
    }

    fn tell(&mut self, fault: &Fault) {
        if std::mem::replace(&mut self.broken, true) {
            return;
        }
        let name = format!("{}, after record {}", self.place.shown(), self.number);
        self.sink.problem(match fault {
            Fault::Stream(error) => broken_off(&name, error),
            Fault::Head => Problem::skipped(name, "what stands there is no WARC record", "what follows it was read"),
        });
    }

    fn shown(&self) -> String {
        format!("{}, record {}", self.place.shown(), self.number)
    }

    fn record(&mut self, record: Record, member: Option<u64>) {
        self.number += 1;
        let origin =
            Origin { file: self.place.name.clone(), offset: member.unwrap_or(record.offset), length: record.length };
        let document = format!("{}#{}", self.place.name, self.number);
        match record.kind.as_str() {
            "response" => self.response(document, record, origin),
            "resource" => {
                let response = Response { kind: record.media.clone(), charset: None, body: record.block };
                self.body(document, response, record.url, origin);
            }
            "conversion" => self.plain(document, record, origin),
            _ => {}
        }
    }

    fn response(&mut self, document: String, record: Record, origin: Origin) {
        match Response::of(&record.block) {
            Some(response) => self.body(document, response, record.url, origin),
            None => self.passed += 1,
        }
    }

    fn body(&mut self, document: String, response: Response, url: Option<String>, origin: Origin) {
        let place = self.shown();
        let Response { kind, charset, body } = response;
        let head = charset::head(&body[..body.len().min(1024)]);
        let is_feed = matches!(super::format::of(head.as_bytes(), None), Format::Feed);
        if is_feed {
            let name = Place { name: document, ..self.place.clone() };
            return feed::read_text(&name, &String::from_utf8_lossy(&body), self.sink);
        }
        let page = kind.is_empty() || kind.contains("html") || head.to_ascii_lowercase().contains("<html");
        if !page || body.len() > LONGEST {
            self.passed += 1;
            return;
        }
        let raw = Raw { document, place, bytes: body, charset, url, origin: Some(origin) };
        self.waiting.push(Item::Page(raw));
    }

    /// WET: the lines of a page, of which those that are prose are kept.
    fn plain(&mut self, document: String, record: Record, origin: Origin) {
        let text = String::from_utf8_lossy(&record.block);
        let text = prose(&text);
        if text.is_empty() {
            self.passed += 1;
            return;
        }
        let mut input = Input { document, text, url: record.url, origin: Some(origin), ..Input::default() };
        // Where the address holds no day: when it was fetched says only that it was published by then, and of news well.
        let fetched = || record.day.as_deref().and_then(|d| published(d, &self.sink.options.zone));
        let day = of_article(&input).or_else(|| fetched().map(|d| Published { how: PublishedHow::Metadata, ..d }));
        input.published = day;
        self.waiting.push(Item::Text(self.shown(), Box::new(input)));
    }

    /// Hands on what waits, now that the length of its member is known; 0 leaves each its own.
    fn place_records(&mut self, length: u64) {
        let set = |origin: &mut Option<Origin>| {
            if let Some(origin) = origin.as_mut().filter(|_| length > 0) {
                origin.length = length;
            }
        };
        for item in std::mem::take(&mut self.waiting) {
            match item {
                Item::Page(mut raw) => {
                    set(&mut raw.origin);
                    self.sink.page_of_archive(raw);
                }
                Item::Text(place, mut input) => {
                    set(&mut input.origin);
                    self.sink.article(&place, *input);
                }
            }
        }
    }

    fn end(&mut self) {
        self.place_records(0);
        if self.number == 0 && !self.broken {
            self.sink.problem(super::empty(&self.place.shown()));
        }
        if self.passed > 0 {
            let cause = format!("passed over {} records that are no pages: errors, pictures, redirects", self.passed);
            self.sink.problem(Problem::noted(self.place.shown(), cause, "nothing need be done"));
        }
    }
}

/// The lines that are sentences: long, or ended like one.
fn prose(text: &str) -> String {
    let ends = |line: &str| line.ends_with(['.', '!', '?', '»', '”', '…']);
    let kept = text.lines().map(str::trim).filter(|l| l.len() >= 80 || (l.len() >= 30 && ends(l)));
    kept.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests;
