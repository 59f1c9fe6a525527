//! Given JSON Lines, yields an article a line; a broken record is named, and the rest is read.

use super::charset::{self, Text};
use super::fields::Fields;
use super::line::{self, Line};
use super::walk::Place;
use super::{LONGEST, Problem, Sink, broken_off, empty, too_long};
use serde_json::Value;
use std::io::BufRead;

/// A line may hold an article in which every sign is escaped.
const LONGEST_LINE: usize = 3 * LONGEST;

/// Reads all records of a stream.
pub(crate) fn read(place: &Place, stream: &mut dyn BufRead, sink: &mut Sink<'_>) {
    let (mut number, mut line) = (0, 0);
    while sink.on {
        line += 1;
        let bytes = match line::next(stream, LONGEST_LINE) {
            Ok(None) => break,
            Ok(Some(Line::Whole(bytes))) if bytes.trim_ascii().is_empty() => continue,
            Ok(Some(Line::Whole(bytes))) => Some(bytes),
            Ok(Some(Line::TooLong)) => None,
            Err(error) => return sink.problem(broken_off(&place.shown(), &error)),
        };
        number += 1;
        let at = At { file: place.shown(), name: &place.name, number, line };
        match bytes {
            Some(bytes) => read_record(&at, &bytes, sink),
            None => sink.problem(too_long(&at.shown())),
        }
    }
    if number == 0 {
        sink.problem(empty(&place.shown()));
    }
}

/// Where a record stands.
struct At<'a> {
    file: String,
    name: &'a str,
    number: usize,
    line: usize,
}

impl At<'_> {
    fn shown(&self) -> String {
        if self.number == self.line {
            format!("{}, record {}", self.file, self.number)
        } else {
            format!("{}, record {} (line {})", self.file, self.number, self.line)
        }
    }
}

fn read_record(at: &At<'_>, bytes: &[u8], sink: &mut Sink<'_>) {
    let place = at.shown();
    let text = match charset::decode(bytes) {
        Ok(Text { text, assumed }) => {
            if let Some(charset) = assumed {
                sink.problem(super::assumed_charset(&place, charset));
            }
            text
        }
        Err(refusal) => return sink.problem(Problem::skipped(place, refusal.cause, refusal.remedy)),
    };
    let map = &sink.options.map;
    let fields = if map.is_plain() {
        serde_json::from_str::<Fields>(&text)
    } else {
        serde_json::from_str::<Value>(&text).and_then(|value| serde_json::from_value(map.renamed(&value)))
    };
    match fields {
        Ok(fields) => fields.give(&place, format!("{}#{}", at.name, at.number), sink),
        Err(error) => sink.problem(broken(&place, &error)),
    }
}

fn broken(place: &str, error: &serde_json::Error) -> Problem {
    let cause = if error.is_data() {
        format!("a field has the wrong type at column {}", error.column())
    } else {
        format!("it is no JSON: {} at column {}", first_words(error), error.column())
    };
    Problem::skipped(place, cause, "mend the record: one JSON object a line, with the text in `text`")
}

/// The parser's words without its own account of the place.
fn first_words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line").next().unwrap_or_default().to_owned()
}
