//! Given bytes, yields their text: UTF-8, what a mark at the start says, or the charset that fits them best.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// Decoded text.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) text: String,
    /// The charset, where it had to be guessed.
    pub(crate) assumed: Option<&'static str>,
}

/// Why bytes are no text.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub(crate) cause: String,
    pub(crate) remedy: &'static str,
}

/// The beginnings of files that are often mistaken for text.
const FORMATS: [(&[u8], &str, &str); 9] = [
    (b"%PDF", "it is a PDF", "extract its text first"),
    (b"PK\x03\x04", "it is a ZIP archive or an office document", "unpack it, or save it as plain text"),
    (b"GIF8", "it is a picture", "leave it out"),
    (b"{\\rtf", "it is an RTF document", "save it as plain text"),
    (b"SQLite format 3\0", "it is a database", "export its articles to a table or JSON Lines"),
    (b"\x1f\x8b", "it is compressed with gzip", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "it is compressed with zstd", "unpack it first"),
    (b"\x89PNG", "it is a picture", "leave it out"),
    (b"\xff\xd8\xff", "it is a picture", "leave it out"),
];

/// How many bytes are looked at to tell text from other data.
const HEAD: usize = 65_536;

/// The first signs of bytes, as far as they are text of any charset: enough to tell a format.
pub(crate) fn head(bytes: &[u8]) -> String {
    match Encoding::for_bom(bytes) {
        Some((encoding, length)) => encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned(),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Decodes bytes; a byte order mark is no part of the text.
pub(crate) fn decode(bytes: &[u8]) -> Result<Text, Refusal> {
    if let Some((_, cause, remedy)) = FORMATS.iter().find(|(start, ..)| bytes.starts_with(start)) {
        return Err(Refusal { cause: (*cause).to_owned(), remedy });
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[length..], false);
    }
    if is_binary(bytes) {
        return Err(Refusal { cause: "it is binary data, not text".to_owned(), remedy: "give a text file" });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Text { text: text.to_owned(), assumed: None });
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    decode_as(detector.guess(None, Utf8Detection::Allow), bytes, true)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], guessed: bool) -> Result<Text, Refusal> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(Text { text: text.into_owned(), assumed: guessed.then(|| encoding.name()) }),
        None => Err(Refusal {
            cause: format!("some of its bytes are no text in {}", encoding.name()),
            remedy: "convert it to UTF-8",
        }),
    }
}

/// True where a byte is zero, or one in fifty is a control character that text does not have.
fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    let controls = head.iter().filter(|b| matches!(b, 0x01..=0x08 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)).count();
    bytes.contains(&0) || controls * 50 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "Le ministère a démenti jeudi la fermeture des frontières, évoquée à l’étranger.";

    #[test]
    fn utf_8_is_no_guess() {
        let text = decode(WORDS.as_bytes()).unwrap();
        assert_eq!((text.text.as_str(), text.assumed), (WORDS, None));
    }

    #[test]
    fn windows_1252_is_found_and_named() {
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(WORDS);
        let text = decode(&bytes).unwrap();
        assert_eq!((text.text.as_str(), text.assumed), (WORDS, Some("windows-1252")));
    }

    #[test]
    fn a_byte_order_mark_says_the_charset() {
        let bytes: Vec<u8> = "\u{feff}Été".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes).unwrap().text, "Été");
        assert_eq!(decode("\u{feff}Été".as_bytes()).unwrap().text, "Été");
    }

    #[test]
    fn other_data_is_refused_with_its_name() {
        let refused = |bytes: &[u8]| decode(bytes).unwrap_err().cause;
        assert!(refused(b"%PDF-1.7").contains("PDF"));
        assert!(refused(b"abc\0def").contains("binary"));
        assert!(refused(&[7; 100]).contains("binary"));
    }
}
