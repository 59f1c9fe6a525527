//! Given an event or an article, yields its page: whole without JavaScript, in French or English; the app takes it over.

use super::answer::{Desk, Failure, answer};
use super::state::App;
use super::{api, asset};
use crate::calendar::days;
use crate::words::{self, Words};
use askama::Template;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use relata::day::Interval;
use relata::record::{Event, Report};
use serde_json::Value;
use std::sync::Arc;

/// The words of a page's frame, in the reader's language.
struct Frame {
    lang: &'static str,
    words: Words,
    tags: String,
}

impl Frame {
    fn of(lang: &'static str) -> Self {
        Self { lang, words: Words::of(lang), tags: asset::tags() }
    }

    fn say(&self, key: &'static str) -> &'static str {
        self.words.word(key)
    }
}

/// The language of a page: what the address says, else the first of the browser's that there is.
fn language(query: Option<&str>, headers: &HeaderMap) -> &'static str {
    let known = |code: &str| match code.trim().get(..2) {
        Some("fr") => Some("fr"),
        Some("en") => Some("en"),
        _ => None,
    };
    let asked = query.into_iter().flat_map(|q| q.split('&')).find_map(|pair| pair.strip_prefix("lang="));
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    asked.and_then(known).or_else(|| accepted.split(',').find_map(known)).unwrap_or("fr")
}

/// A stretch of a sentence or text, and what it is, where it is anything.
struct Piece {
    text: String,
    kind: &'static str,
    title: String,
    link: String,
}

struct Line {
    article: String,
    source: String,
    day: String,
    status: String,
    pieces: Vec<Piece>,
}

struct Saying {
    speaker: String,
    text: String,
}

struct Side {
    field: String,
    values: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "event.html")]
struct EventPage {
    frame: Frame,
    title: String,
    what: String,
    when: String,
    place: String,
    documents: u32,
    history: Vec<(String, String)>,
    lines: Vec<Line>,
    disputes: Vec<Side>,
    quotes: Vec<Saying>,
    figures: Vec<(String, String)>,
    stories: Vec<(String, String)>,
    id: String,
}

#[derive(Template)]
#[template(path = "article.html")]
struct ArticlePage {
    frame: Frame,
    title: String,
    publisher: String,
    day: String,
    url: String,
    paragraphs: Vec<Vec<Piece>>,
    events: Vec<(String, String, String)>,
    quotes: Vec<Saying>,
    figures: Vec<(String, String)>,
    document: String,
}

#[derive(Template)]
#[template(path = "message.html")]
struct MessagePage {
    frame: Frame,
    title: &'static str,
    text: String,
    steps: Vec<&'static str>,
}

/// The page of an event.
pub async fn event(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let lang = language(query.as_deref(), &headers);
    shown(answer(app, move |desk| event_page(desk, &id, lang)).await, lang)
}

/// The page of an article.
pub async fn article(
    State(app): State<Arc<App>>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let lang = language(query.as_deref(), &headers);
    shown(answer(app, move |desk| article_page(desk, &id, lang)).await, lang)
}

fn shown(page: Result<String, Failure>, lang: &'static str) -> Response {
    match page {
        Ok(page) => ([(header::VARY, "accept-language")], Html(page)).into_response(),
        Err(failure) => {
            let frame = Frame::of(lang);
            let title = frame.say(if failure.status == StatusCode::NOT_FOUND { "page.nothing" } else { "page.failed" });
            let text = format!("{} {}", failure.error, failure.remedy);
            let page = MessagePage { frame, title, text, steps: Vec::new() };
            (failure.status, Html(page.render().unwrap_or_default())).into_response()
        }
    }
}

/// What stands in the place of the app where it was not built into the program.
pub fn missing(headers: &HeaderMap) -> Response {
    let frame = Frame::of(language(None, headers));
    let (title, text) = (frame.say("page.no_app"), frame.say("page.how_to_build").to_owned());
    let page = MessagePage { title, text, steps: vec!["make web", "make build"], frame };
    Html(page.render().unwrap_or_default()).into_response()
}

fn event_page(desk: &Desk<'_>, id: &str, lang: &'static str) -> Result<String, Failure> {
    let told = api::event::told(desk, id)?;
    let event: Event = serde_json::from_value(told["event"].clone()).map_err(|error| Failure::internal(&error))?;
    let frame = Frame::of(lang);
    let history = event
        .history
        .iter()
        .map(|turn| (turn.as_of.map(|day| day.to_string()).unwrap_or_default(), frame.words.status(turn.status)));
    let page = EventPage {
        title: words::who(&event),
        what: frame.words.what(&event),
        when: event.when.map_or(frame.words.word("undated").to_owned(), |when| days(Some(when))),
        place: event.place.as_ref().map(|place| place.name.clone()).unwrap_or_default(),
        documents: event.documents,
        history: history.collect(),
        lines: list(&told["reports"]).iter().filter_map(|line| report_line(line, &frame)).collect(),
        disputes: list(&told["disagreements"]).iter().map(|d| dispute(d, &frame)).collect(),
        quotes: list(&told["quotes"]).iter().map(saying).collect(),
        figures: list(&told["figures"]).iter().map(figure).collect(),
        stories: list(&told["stories"]).iter().map(|s| (text(&s["id"]), text(&s["title"]))).collect(),
        id: id.to_owned(),
        frame,
    };
    page.render().map_err(|error| Failure::internal(&error))
}

/// The sentence of a report, its words of the event marked.
fn report_line(line: &Value, frame: &Frame) -> Option<Line> {
    let report: Report = serde_json::from_value(line["report"].clone()).ok()?;
    let (sentence, start) = (text(&line["sentence"]), line["sentence_at"]["start"].as_u64().unwrap_or_default());
    let at = |point: u32| usize::try_from(u64::from(point).saturating_sub(start)).unwrap_or_default();
    let (from, to) = (at(report.trigger.span.start), at(report.trigger.span.end));
    let part = |from: usize, to: usize| sentence.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let pieces = vec![plain(part(0, from)), marked(part(from, to), "trigger"), plain(part(to, usize::MAX))];
    let article = &line["article"];
    let published: Option<Interval> = serde_json::from_value(article["published"].clone()).ok();
    Some(Line {
        source: article["publisher"].as_str().unwrap_or(&report.document).to_owned(),
        day: days(published),
        status: frame.words.status(report.status),
        article: report.document,
        pieces,
    })
}

fn article_page(desk: &Desk<'_>, id: &str, lang: &'static str) -> Result<String, Failure> {
    let understood = api::article::understood(desk, id)?;
    let article = &understood["article"];
    let frame = Frame::of(lang);
    let published: Option<Interval> = serde_json::from_value(article["published"].clone()).ok();
    let title = article["title"].as_str().map_or_else(|| id.to_owned(), str::to_owned);
    let events = list(&understood["reports"]).iter().map(|report| {
        let kind = format!("type.{}", text(&report["type"]));
        (text(&report["event"]), frame.words.word(&kind).to_owned(), text(&report["event_title"]))
    });
    let page = ArticlePage {
        publisher: text(&article["publisher"]),
        day: days(published),
        // Only addresses of the web become links: whoever wrote a feed wrote its addresses.
        url: Some(text(&article["url"]))
            .filter(|url| url.starts_with("https://") || url.starts_with("http://"))
            .unwrap_or_default(),
        paragraphs: paragraphs(&understood),
        events: events.collect(),
        quotes: list(&understood["quotes"]).iter().map(saying).collect(),
        figures: list(&understood["figures"]).iter().map(figure).collect(),
        document: id.to_owned(),
        title,
        frame,
    };
    page.render().map_err(|error| Failure::internal(&error))
}

/// The text with what was understood marked; of stretches that overlap, the one that begins first is shown.
fn paragraphs(understood: &Value) -> Vec<Vec<Piece>> {
    let mut marks: Vec<(usize, usize, &'static str, String, String)> = Vec::new();
    let mut note = |span: &Value, kind: &'static str, title: String, link: String| {
        let ends = span["start"].as_u64().zip(span["end"].as_u64());
        marks.extend(ends.map(|(start, end)| (start as usize, end as usize, kind, title, link)));
    };
    for report in list(&understood["reports"]) {
        note(&report["trigger"], "trigger", text(&report["type"]), text(&report["event"]));
    }
    for mention in list(&understood["mentions"]) {
        note(mention, "mention", text(&mention["name"]), String::new());
    }
    for time in list(&understood["times"]) {
        note(&time["span"], "time", text(&time["value"]), String::new());
    }
    for figure in list(&understood["figures"]) {
        note(&figure["span"], "figure", text(&figure["unit"]), String::new());
    }
    marks.sort_by_key(|mark| (mark.0, mark.1));
    let (mut pieces, mut at) = (Vec::new(), 0);
    let letters: Vec<char> = understood["article"]["text"].as_str().unwrap_or_default().chars().collect();
    let part = |from: usize, to: usize| letters.get(from..to.min(letters.len())).unwrap_or_default().iter().collect();
    for (start, end, kind, title, link) in marks {
        if start >= at && end > start {
            pieces.push(plain(part(at, start)));
            pieces.push(Piece { text: part(start, end), kind, title, link });
            at = end;
        }
    }
    pieces.push(plain(part(at, letters.len())));
    split(pieces)
}

/// Pieces by paragraph: a line break within plain text ends one.
fn split(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut paragraphs: Vec<Vec<Piece>> = vec![Vec::new()];
    for piece in pieces {
        if !piece.kind.is_empty() {
            if let Some(last) = paragraphs.last_mut() {
                last.push(piece);
            }
            continue;
        }
        for (number, line) in piece.text.split('\n').enumerate() {
            if number > 0 {
                paragraphs.push(Vec::new());
            }
            if let Some(last) = paragraphs.last_mut().filter(|_| !line.is_empty()) {
                last.push(plain(line.to_owned()));
            }
        }
    }
    paragraphs.retain(|pieces| pieces.iter().any(|piece| !piece.text.trim().is_empty()));
    paragraphs
}

fn plain(text: String) -> Piece {
    marked(text, "")
}

fn marked(text: String, kind: &'static str) -> Piece {
    Piece { text, kind, title: String::new(), link: String::new() }
}

fn dispute(disagreement: &Value, frame: &Frame) -> Side {
    let values = list(&disagreement["values"]).iter().map(|side| {
        let documents: std::collections::BTreeSet<String> =
            list(&side["evidence"]).iter().map(|e| text(&e["document"])).collect();
        (text(&side["value"]), documents.into_iter().collect::<Vec<_>>().join(", "))
    });
    Side { field: frame.words.field(&text(&disagreement["field"])), values: values.collect() }
}

fn saying(quote: &Value) -> Saying {
    Saying { speaker: text(&quote["speaker"]["name"]), text: text(&quote["text"]) }
}

fn figure(figure: &Value) -> (String, String) {
    (text(&figure["text"]), text(&figure["of"]))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// A name as part of an address.
fn coded(name: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~".contains(&b);
    name.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_the_addresss_or_the_browsers() {
        let headers = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, value.parse().unwrap());
            headers
        };
        assert_eq!(language(Some("lang=en"), &headers("fr")), "en");
        assert_eq!(language(Some("x=1&lang=de"), &headers("de, en-GB;q=0.8")), "en");
        assert_eq!(language(None, &HeaderMap::new()), "fr");
    }

    #[test]
    fn a_name_becomes_one_part_of_an_address() {
        assert_eq!(coded("a/b c#é"), "a%2Fb%20c%23%C3%A9");
    }
}
