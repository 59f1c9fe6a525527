//! Given the first bytes of a file, yields its format; its name decides only what bytes leave open.

use super::charset;
use std::path::Path;

/// How a file is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Format {
    /// One article, with or without front matter.
    Text,
    /// One JSON object a line.
    Lines,
    /// One JSON document: a feed, a ninjs item, an article or a list of them.
    Json,
    /// A web page.
    Html,
    /// RSS, Atom or RDF.
    Feed,
    /// WARC or WET records.
    Warc,
    /// A table of columns parted by commas, semicolons or tabs.
    Csv,
    /// A table in Parquet.
    Parquet,
    /// Compressed with gzip.
    Gzip,
    /// Compressed with zstd.
    Zstd,
}

/// How many bytes are enough to tell.
pub(crate) const HEAD: usize = 16_384;

/// The endings of the names of files that are looked for in folders.
pub(crate) const ENDINGS: [&str; 18] = [
    "txt", "text", "md", "markdown", "jsonl", "ndjson", "json", "html", "htm", "xhtml", "xml", "rss", "atom", "warc",
    "wet", "csv", "tsv", "parquet",
];

/// The ending of a name, without those of compression, in lower case.
pub(crate) fn ending(path: &Path) -> Option<String> {
    let mut name = path.file_name()?.to_string_lossy().to_lowercase();
    for packed in [".gz", ".zst"] {
        name = name.strip_suffix(packed).map(str::to_owned).unwrap_or(name);
    }
    name.rsplit_once('.').map(|(_, ending)| ending.to_owned())
}

/// The format of what begins so.
pub(crate) fn of(head: &[u8], ending: Option<&str>) -> Format {
    match head {
        [0x1f, 0x8b, ..] => return Format::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => return Format::Zstd,
        // A skippable frame begins a zstd archive of web pages.
        [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => return Format::Zstd,
        [b'P', b'A', b'R', b'1', ..] => return Format::Parquet,
        _ => {}
    }
    let text = charset::head(head);
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.starts_with("WARC/") {
        return Format::Warc;
    }
    if text.starts_with('<') {
        return markup(text, ending);
    }
    if text.starts_with(['{', '[']) {
        return json(text, ending);
    }
    match ending {
        Some("csv" | "tsv") => Format::Csv,
        Some("jsonl" | "ndjson") => Format::Lines,
        Some("json") => Format::Json,
        Some("html" | "htm" | "xhtml") => Format::Html,
        _ => Format::Text,
    }
}

fn markup(text: &str, ending: Option<&str>) -> Format {
    let low = text.to_ascii_lowercase();
    let root = |name: &str| low.find(name).is_some_and(|at| !low[..at].contains("<html"));
    if root("<rss") || root("<feed") || root("<rdf:rdf") {
        Format::Feed
    } else if ["<!doctype html", "<html", "<head", "<body", "<meta", "<title"].iter().any(|tag| low.contains(tag)) {
        Format::Html
    } else {
        match ending {
            Some("html" | "htm" | "xhtml") => Format::Html,
            Some("xml" | "rss" | "atom") => Format::Feed,
            _ if low.contains("<p>") || low.contains("<div") => Format::Html,
            _ => Format::Text,
        }
    }
}

/// One object a line, or one document: the first line tells, where it is whole.
fn json(text: &str, ending: Option<&str>) -> Format {
    match ending {
        Some("jsonl" | "ndjson") => return Format::Lines,
        Some("json") => return whole_line(text).unwrap_or(Format::Json),
        Some("txt" | "md" | "text" | "markdown" | "csv" | "tsv") => return Format::Text,
        _ => {}
    }
    if let Some(inner) = text.strip_prefix('[') {
        return if inner.trim_start().starts_with('{') { Format::Json } else { Format::Text };
    }
    whole_line(text).unwrap_or(if text.contains('\n') && text.lines().next() == Some("{") {
        Format::Json
    } else {
        Format::Lines
    })
}

/// Lines, where the first is a whole object and another follows.
fn whole_line(text: &str) -> Option<Format> {
    let (line, rest) = text.split_once('\n')?;
    let whole = line.starts_with('{') && serde_json::from_str::<serde_json::Value>(line).is_ok();
    (whole && !rest.trim().is_empty()).then_some(Format::Lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(head: &str, ending: &str, expected: Format) {
        assert_eq!(of(head.as_bytes(), Some(ending)), expected, "{head}");
    }

    #[test]
    fn content_decides() {
        check("<!DOCTYPE html><html>", "txt", Format::Html);
        check("<?xml version='1.0'?><rss version='2.0'>", "html", Format::Feed);
        check("<?xml version='1.0'?>\n<feed xmlns='http://www.w3.org/2005/Atom'>", "xml", Format::Feed);
        check("WARC/1.0\r\nWARC-Type: warcinfo\r\n", "txt", Format::Warc);
        check("\u{feff}{\"text\": \"Un.\"}\n{\"text\": \"Deux.\"}\n", "json", Format::Lines);
        check("{\n \"version\": \"https://jsonfeed.org/version/1.1\"", "json", Format::Json);
        check("PAR1\0\0", "csv", Format::Parquet);
        check("Le port a fermé.", "md", Format::Text);
        check("a,b\n1,2\n", "csv", Format::Csv);
    }

    #[test]
    fn endings_of_compression_are_not_the_name() {
        assert_eq!(ending(Path::new("a/b.JSONL.gz")).as_deref(), Some("jsonl"));
        assert_eq!(ending(Path::new("a/b")), None);
    }
}
