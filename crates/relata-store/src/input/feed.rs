//! Given a feed in RSS, Atom, RDF or JSON, yields its entries as articles; what stands before a break is read.

use super::page::{self, day};
use super::published::Zone;
use super::walk::Place;
use super::{LONGEST, Problem, Sink, whole};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use relata::article::Input;
use relata::day::Interval;
use relata::record::{Published, PublishedHow};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Read;

/// A feed longer than this is refused, in bytes.
const LONGEST_FEED: usize = 6 * LONGEST;
/// How deep elements are followed.
const DEEPEST: usize = 500;

/// Reads a feed in XML.
pub(super) fn read(place: &Place, stream: impl Read, sink: &mut Sink<'_>) {
    let Some(bytes) = whole(place, stream, LONGEST_FEED, sink) else { return };
    let declared = declared(&bytes);
    match page::decode(&bytes, declared.as_deref()) {
        Ok(text) => read_text(place, &text.text, sink),
        Err(refusal) => sink.problem(Problem::skipped(place.shown(), refusal.cause, refusal.remedy)),
    }
}

/// The charset that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let value = head.split("encoding=").nth(1)?;
    value.trim_start_matches(['"', '\'']).split(['"', '\'']).next().map(str::to_owned)
}

/// Reads a feed that is text already.
pub(super) fn read_text(place: &Place, text: &str, sink: &mut Sink<'_>) {
    let mut feed = Feed::default();
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}').trim_start());
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) if feed.open.len() > DEEPEST => {
                drop(start);
                return sink.problem(Problem::skipped(place.shown(), "its elements lie too deep", "leave it out"));
            }
            Ok(Event::Start(start)) => feed.start(&start),
            Ok(Event::Empty(start)) => {
                feed.start(&start);
                feed.end(place, sink);
            }
            Ok(Event::End(_)) => feed.end(place, sink),
            Ok(Event::Text(text)) => feed.text(&text),
            Ok(Event::CData(text)) => feed.text(&text),
            Ok(Event::GeneralRef(name)) => feed.reference(&name),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let cause = format!("its markup is broken after entry {} ({error})", feed.number);
                sink.problem(Problem::skipped(place.shown(), cause, "fetch it again: what stands before was read"));
                return;
            }
        }
        if !sink.on {
            return;
        }
    }
    if feed.number == 0 {
        sink.problem(Problem::noted(place.shown(), "the feed has no entries", "nothing need be done"));
    } else if !feed.open.is_empty() {
        let cause = format!("it breaks off after entry {}", feed.number);
        sink.problem(Problem::skipped(place.shown(), cause, "fetch it again: what stands before was read"));
    }
}

/// What has been read of a feed.
#[derive(Default)]
struct Feed {
    open: Vec<String>,
    /// The fields of the feed itself, and of the entry that is open.
    own: BTreeMap<&'static str, String>,
    entry: Option<BTreeMap<&'static str, String>>,
    /// The field being read, and how many elements were open when it began.
    field: Option<(&'static str, usize)>,
    buffer: String,
    number: usize,
}

/// The field that an element holds.
fn field(name: &str) -> Option<&'static str> {
    Some(match name.strip_prefix("atom:").unwrap_or(name) {
        "title" | "dc:title" => "title",
        "link" => "link",
        "guid" | "id" => "id",
        "description" | "summary" => "summary",
        "content:encoded" | "content" | "xhtml:body" => "content",
        "pubDate" | "published" | "dc:date" | "issued" | "pubdate" | "dcterms:created" => "day",
        "updated" | "modified" | "lastBuildDate" => "updated",
        "dc:creator" | "author" | "dc:author" => "author",
        "language" | "dc:language" => "language",
        _ => return None,
    })
}

impl Feed {
    fn start(&mut self, start: &BytesStart<'_>) {
        let name = start.name().as_ref().to_owned();
        let attribute = |wanted: &str| {
            let found = start.attributes().flatten().find(|a| a.key.as_ref() == wanted);
            found.map(|a| page::fragment(&a.value))
        };
        if self.field.is_some() {
            // Markup within a field, as Atom's xhtml has it, is kept for the field's own reader.
            self.buffer.push_str(&format!("<{}>", name.rsplit(':').next().unwrap_or_default()));
        } else if matches!(name.as_str(), "item" | "entry" | "atom:entry" | "rss:item") && self.entry.is_none() {
            self.entry = Some(BTreeMap::new());
        } else if let Some(field) = field(&name).filter(|_| self.parent_holds_fields()) {
            let other = attribute("rel").is_some_and(|rel| rel != "alternate");
            match attribute("href").filter(|_| field == "link") {
                Some(address) if !other => self.keep("link", address),
                _ => {}
            }
            self.field = Some((field, self.open.len()));
            self.buffer.clear();
        }
        self.open.push(name);
    }

    /// True in an entry, or in the feed itself, but not in its picture or in an entry's media.
    fn parent_holds_fields(&self) -> bool {
        let parent = self.open.last().map(String::as_str).unwrap_or_default();
        matches!(
            parent,
            "item" | "entry" | "atom:entry" | "rss:item" | "channel" | "feed" | "atom:feed" | "rss:channel"
        )
    }

    fn end(&mut self, place: &Place, sink: &mut Sink<'_>) {
        let Some(name) = self.open.pop() else { return };
        match self.field {
            Some((field, depth)) if depth == self.open.len() => {
                self.field = None;
                let value = std::mem::take(&mut self.buffer);
                self.keep(field, value);
            }
            Some(_) => self.buffer.push_str(&format!("</{}>", name.rsplit(':').next().unwrap_or_default())),
            None if matches!(name.as_str(), "item" | "entry" | "atom:entry" | "rss:item") => {
                if let Some(entry) = self.entry.take() {
                    self.number += 1;
                    give(place, self.number, &entry, &self.own, sink);
                }
            }
            None => {}
        }
    }

    fn keep(&mut self, field: &'static str, value: String) {
        let fields = self.entry.as_mut().unwrap_or(&mut self.own);
        let held = fields.entry(field).or_default();
        if held.trim().is_empty() {
            *held = value;
        }
    }

    fn text(&mut self, text: &str) {
        if self.field.is_some() {
            self.buffer.push_str(text);
        }
    }

    fn reference(&mut self, name: &str) {
        let sign = match name {
            "lt" => "<",
            "gt" => ">",
            "amp" => "&",
            "quot" => "\"",
            "apos" => "'",
            // Others are left to the reader of markup, which knows them all.
            other => &format!("&{other};"),
        };
        self.text(sign);
    }
}

type Fields = BTreeMap<&'static str, String>;

fn give(place: &Place, number: usize, entry: &Fields, own: &Fields, sink: &mut Sink<'_>) {
    let shown = format!("{}, entry {number}", place.shown());
    let of = |fields: &Fields, name: &str| fields.get(name).map(|v| page::fragment(v)).filter(|v| !v.is_empty());
    let (content, summary) = (of(entry, "content"), of(entry, "summary"));
    let longer = |a: String, b: String| if a.len() >= b.len() { a } else { b };
    let text = match (content, summary) {
        (Some(content), Some(summary)) => Some(longer(content, summary)),
        (content, summary) => content.or(summary),
    };
    let title = of(entry, "title").map(|t| t.replace("\n\n", " "));
    let (text, title) = match (text, title) {
        (Some(text), title) => (text, title),
        (None, Some(title)) => (title, None),
        (None, None) => return sink.problem(Problem::skipped(shown, "it has no text", "leave it out")),
    };
    let link = of(entry, "link").or_else(|| of(entry, "id"));
    let days = ["day", "updated"].iter().filter_map(|name| day(entry.get(name)?, &sink.options.zone)).next();
    let language = of(entry, "language").or_else(|| of(own, "language"));
    let input = Input {
        document: format!("{}#{number}", place.name),
        text,
        title,
        publisher: of(own, "title"),
        url: link.filter(|l| l.starts_with("http")),
        authors: of(entry, "author").map(|a| a.replace("\n\n", " ")).into_iter().collect(),
        language: language.and_then(code),
        published: days.map(metadata),
        ..Input::default()
    };
    sink.article(&shown, input);
}

fn metadata(day: jiff::civil::Date) -> Published {
    Published { days: Interval::day(day), how: PublishedHow::Metadata }
}

fn code(tag: String) -> Option<String> {
    let code = tag.split(['-', '_']).next().unwrap_or_default().trim().to_lowercase();
    Some(code).filter(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_lowercase()))
}

/// True for a JSON feed, which names its version.
pub(super) fn is_json_feed(value: &Value) -> bool {
    value["version"].as_str().is_some_and(|v| v.contains("jsonfeed.org")) && value["items"].is_array()
}

/// Reads a JSON feed.
pub(super) fn read_json(place: &Place, feed: &Value, sink: &mut Sink<'_>) {
    let items = feed["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    for (at, item) in items.iter().enumerate() {
        let shown = format!("{}, entry {}", place.shown(), at + 1);
        let text = |value: &Value, name: &str| value[name].as_str().map(page::fragment).filter(|t| !t.is_empty());
        let html = text(item, "content_html").or_else(|| text(item, "content_text"));
        let Some(words) = html.or_else(|| text(item, "summary")) else {
            sink.problem(Problem::skipped(shown, "it has no text", "leave it out"));
            continue;
        };
        let people = item["authors"].as_array().map(Vec::as_slice).unwrap_or_default();
        let zone: &Zone = &sink.options.zone;
        let days = ["date_published", "date_modified"].iter().filter_map(|n| day(item[*n].as_str()?, zone)).next();
        let input = Input {
            document: format!("{}#{}", place.name, at + 1),
            text: words,
            title: text(item, "title"),
            publisher: text(feed, "title"),
            url: text(item, "url").or_else(|| text(item, "external_url")),
            authors: people.iter().chain(std::iter::once(&item["author"])).filter_map(|p| text(p, "name")).collect(),
            language: text(item, "language").or_else(|| text(feed, "language")).and_then(code),
            published: days.map(metadata),
            ..Input::default()
        };
        sink.article(&shown, input);
    }
    if items.is_empty() {
        sink.problem(Problem::noted(place.shown(), "the feed has no entries", "nothing need be done"));
    }
}
