//! Given the bytes of a page, yields its markup: in the charset that its head or the server names, else the likeliest.

use crate::input::charset::{Refusal, Text};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// How far into a page its charset is looked for.
const HEAD: usize = 4096;

/// How deep elements may lie within each other: a parser takes time by the square of it.
const DEEPEST: usize = 4000;

/// Elements that need no end.
const ENDLESS: [&[u8]; 22] = [
    b"br", b"img", b"meta", b"link", b"input", b"hr", b"source", b"p", b"li", b"td", b"tr", b"th", b"dt", b"dd",
    b"option", b"wbr", b"col", b"area", b"param", b"embed", b"track", b"path",
];

/// Decodes a page; `declared` is the charset that a server named.
pub(in crate::input) fn decode(bytes: &[u8], declared: Option<&str>) -> Result<Text, Refusal> {
    let text = decoded(bytes, declared);
    if depth(text.text.as_bytes()) > DEEPEST {
        let cause = format!("its elements lie more than {DEEPEST} deep within each other");
        return Err(Refusal { cause, remedy: "leave it out: no report is written so" });
    }
    Ok(text)
}

fn decoded(bytes: &[u8], declared: Option<&str>) -> Text {
    let text = |text: String, assumed| Text { text, assumed };
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return text(encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned(), None);
    }
    // What is UTF-8 is hardly ever anything else, whatever the page says.
    if let Ok(plain) = std::str::from_utf8(bytes) {
        return text(plain.to_owned(), None);
    }
    let named = declared.map(str::to_owned).or_else(|| in_head(bytes));
    if let Some(encoding) = named.and_then(|n| Encoding::for_label(n.as_bytes())) {
        let (found, _, broken) = encoding.decode(bytes);
        // A few broken bytes in a long page are slips; many mean that the name is wrong.
        let wrong = found.matches('\u{fffd}').count();
        if !broken || wrong * 1000 < found.len() {
            return text(found.into_owned(), None);
        }
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Allow);
    text(encoding.decode(bytes).0.into_owned(), Some(encoding.name()))
}

/// The charset that a page's own head names.
fn in_head(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let at = head.find("charset=")? + "charset=".len();
    let name = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(name.len());
    Some(name[..end].to_owned()).filter(|n| !n.is_empty())
}

/// How deep elements lie, counted by their tags alone.
fn depth(markup: &[u8]) -> usize {
    let (mut deepest, mut open, mut at) = (0_usize, 0_usize, 0);
    while let Some(next) = markup[at..].iter().position(|b| *b == b'<') {
        at += next + 1;
        let rest = &markup[at..];
        let name = |from: usize| {
            let rest = rest.get(from..).unwrap_or_default();
            let end = rest.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
            rest[..end].to_ascii_lowercase()
        };
        match rest.first() {
            Some(b'/') if !ENDLESS.contains(&name(1).as_slice()) => open = open.saturating_sub(1),
            Some(b) if b.is_ascii_alphabetic() && !ENDLESS.contains(&name(0).as_slice()) => {
                open += 1;
                deepest = deepest.max(open);
            }
            _ => {}
        }
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, expected: &str) {
        assert_eq!(decode(bytes, declared).unwrap().text, expected);
    }

    #[test]
    fn a_page_is_read_in_the_charset_that_it_names() {
        check(b"<meta charset=iso-8859-1>\xe9t\xe9", None, "<meta charset=iso-8859-1>été");
        check(b"\xe9t\xe9 \xe0 N\xeemes", Some("windows-1252"), "été à Nîmes");
        check("<meta charset=iso-8859-1>été".as_bytes(), None, "<meta charset=iso-8859-1>été");
    }

    #[test]
    fn deep_nesting_is_refused_before_it_is_parsed() {
        assert!(decode("<div>".repeat(100_000).as_bytes(), None).is_err());
        assert!(decode("<p>un<br>".repeat(100_000).as_bytes(), None).is_ok());
        assert!(decode("<div><b>un</b></div>".repeat(100_000).as_bytes(), None).is_ok());
    }
}
