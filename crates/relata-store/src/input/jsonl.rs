//! Given JSON Lines, yields an article a line; a broken record is named, and the rest is read.

use super::charset::{self, Text};
use super::line::{self, Line};
use super::published::published;
use super::walk::Place;
use super::{LONGEST, Problem, Sink, empty, too_long, unreadable};
use relata::article::Input;
use serde::Deserialize;
use std::io::BufRead;

/// A line may hold an article in which every sign is escaped.
const LONGEST_LINE: usize = 3 * LONGEST;

/// A record as DESIGN.md section 6 gives it; other fields are passed over.
#[derive(Deserialize)]
struct Record {
    text: Option<String>,
    document: Option<String>,
    title: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    language: Option<String>,
    published: Option<String>,
}

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
            Err(error) => return sink.problem(unreadable(&place.shown(), &error)),
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
    let record: Record = match serde_json::from_str(&text) {
        Ok(record) => record,
        Err(error) => return sink.problem(broken(&place, &error)),
    };
    let body = record.text.unwrap_or_default();
    if body.len() > LONGEST {
        return sink.problem(too_long(&place));
    }
    if body.trim().is_empty() {
        return sink.problem(Problem::skipped(place, "it has no text", "give a field `text`"));
    }
    let days = record.published.as_deref().filter(|p| !p.trim().is_empty());
    let published = days.and_then(|p| published(p, &sink.options.zone));
    if let (Some(days), None) = (days, published) {
        let cause = format!("`published` is no day: {days:?}; the article is read without it");
        sink.problem(Problem::noted(&place, cause, "give a day such as 2023-10-17, or an RFC 3339 time"));
    }
    let document = some(record.document).unwrap_or_else(|| format!("{}#{}", at.name, at.number));
    let language = some(record.language).map(|l| l.split(['-', '_']).next().unwrap_or_default().to_lowercase());
    let (title, publisher, url) = (some(record.title), some(record.publisher), some(record.url));
    sink.article(&place, Input { document, text: body, title, publisher, url, language, published });
}

/// What is empty is not given.
fn some(field: Option<String>) -> Option<String> {
    field.filter(|text| !text.trim().is_empty())
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
