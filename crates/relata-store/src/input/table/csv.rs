//! Given a table whose columns are parted by commas, semicolons or tabs, yields an article a row.

use super::Columns;
use crate::input::charset;
use crate::input::walk::Place;
use crate::input::{LONGEST, Problem, Sink, broken_off, empty};
use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::{Encoding, UTF_8};
use std::cell::Cell;
use std::io::{BufRead, Error, ErrorKind, Read, Result};

/// A row that is longer than this has a quotation mark that nothing closes.
const LONGEST_ROW: u64 = 3 * LONGEST as u64;

/// Reads a table.
pub(in crate::input) fn read(place: &Place, mut stream: Box<dyn BufRead + '_>, sink: &mut Sink<'_>) {
    let name = place.shown();
    let head = match stream.fill_buf() {
        Ok(head) => head.to_vec(),
        Err(error) => return sink.problem(broken_off(&name, &error)),
    };
    if head.is_empty() {
        return sink.problem(empty(&name));
    }
    let (encoding, mark) = Encoding::for_bom(&head).unwrap_or((guess(&head), 0));
    let wide = encoding != UTF_8 && mark > 0;
    stream.consume(if wide { 0 } else { mark });
    let row = Cell::new(0);
    let stream: Box<dyn Read + '_> = if wide { Box::new(Narrow::new(stream, encoding)) } else { Box::new(stream) };
    let delimiter = delimiter(&charset::head(&head));
    let bounded = Row { stream, read: &row };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bounded);
    let decode = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
    };
    let (mut record, mut columns, mut number) = (ByteRecord::new(), None::<Columns>, 0);
    while sink.on {
        row.set(0);
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => return sink.problem(broken(&name, number, &error)),
        }
        let Some(columns) = &columns else {
            let names: Vec<String> = record.iter().map(decode).collect();
            match Columns::find(&names, &sink.options.map, &name) {
                Ok(found) => columns = Some(found),
                Err(problem) => return sink.problem(problem),
            }
            continue;
        };
        number += 1;
        let fields = columns.fields(|at| record.get(at).map(decode));
        fields.give(&format!("{name}, row {number}"), format!("{}#{number}", place.name), sink);
    }
    if number == 0 {
        sink.problem(Problem::noted(name, "the table has no rows", "nothing need be done"));
    }
}

fn broken(name: &str, number: usize, error: &csv::Error) -> Problem {
    if error.to_string().contains(TOO_LONG) {
        let cause = format!("the row after row {number} is longer than {} MB", LONGEST_ROW / 1_000_000);
        return Problem::skipped(name, cause, "close its quotation mark: what stands before was read");
    }
    Problem::skipped(name, format!("it is damaged after row {number} ({error})"), "what stands before was read")
}

/// The charset of a table that is not UTF-8; the head may end within a sign.
fn guess(head: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(head) {
        Ok(_) => UTF_8,
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(head, true);
            detector.guess(None, chardetng::Utf8Detection::Allow)
        }
    }
}

/// What parts the columns of the first line.
fn delimiter(head: &str) -> u8 {
    let line = head.lines().next().unwrap_or_default();
    let count = |sign: u8| line.bytes().filter(|b| *b == sign).count();
    [b'\t', b';', b'|', b','].into_iter().max_by_key(|sign| count(*sign)).filter(|s| count(*s) > 0).unwrap_or(b',')
}

const TOO_LONG: &str = "the row does not end";

/// Ends a row that does not end.
struct Row<'r> {
    stream: Box<dyn Read + 'r>,
    read: &'r Cell<u64>,
}

impl Read for Row<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        if self.read.get() > LONGEST_ROW {
            return Err(Error::new(ErrorKind::InvalidData, TOO_LONG));
        }
        let length = self.stream.read(into)?;
        self.read.set(self.read.get() + length as u64);
        Ok(length)
    }
}

/// Yields UTF-16 as UTF-8.
struct Narrow<'s> {
    stream: Box<dyn BufRead + 's>,
    decoder: encoding_rs::Decoder,
    ready: Vec<u8>,
    at: usize,
}

impl<'s> Narrow<'s> {
    fn new(stream: Box<dyn BufRead + 's>, encoding: &'static Encoding) -> Self {
        Self { stream, decoder: encoding.new_decoder_with_bom_removal(), ready: Vec::new(), at: 0 }
    }
}

impl Read for Narrow<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        while self.at == self.ready.len() {
            let held = self.stream.fill_buf()?;
            let last = held.is_empty();
            self.ready.resize(held.len() * 3 + 16, 0);
            let (_, read, written, _) = self.decoder.decode_to_utf8(held, &mut self.ready, last);
            self.stream.consume(read);
            self.ready.truncate(written);
            self.at = 0;
            if last {
                break;
            }
        }
        let length = into.len().min(self.ready.len() - self.at);
        into[..length].copy_from_slice(&self.ready[self.at..self.at + length]);
        self.at += length;
        Ok(length)
    }
}
