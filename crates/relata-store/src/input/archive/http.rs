//! Given a server's answer as an archive keeps it, yields its body: chunks joined, unpacked, with the charset named.

use std::io::Read;

/// A body unpacked to more than this is cut there, in bytes.
const LONGEST_BODY: u64 = 64_000_000;
/// More header lines than any server sends.
const HEADERS: usize = 200;

/// A body, and what it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Response {
    /// The media type, in lower case.
    pub(super) kind: String,
    /// The charset that the server named.
    pub(super) charset: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Response {
    /// The answer, where it is a page: `None` for redirects, errors and what is none.
    pub(super) fn of(block: &[u8]) -> Option<Self> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut response = httparse::Response::new(&mut headers);
        let (code, start, fields) = match response.parse(block) {
            Ok(httparse::Status::Complete(start)) => (response.code?, start, fields(response.headers)),
            // Servers write lines that no standard knows; what stands after the blank line is the body all the same.
            _ => by_hand(block)?,
        };
        if code != 200 {
            return None;
        }
        let field = |name: &str| fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str()).unwrap_or_default();
        let mut body = block[start..].to_vec();
        if field("transfer-encoding").contains("chunked") {
            body = unchunked(&body).unwrap_or(body);
        }
        body = unpacked(body, field("content-encoding"));
        let kind = field("content-type").to_lowercase();
        let charset = kind.split("charset=").nth(1).map(|c| c.trim_matches(['"', '\'', ' ', ';']).to_owned());
        Some(Self { charset: charset.filter(|c| !c.is_empty()), kind, body })
    }
}

/// The fields of a header, their names in lower case.
type Fields = Vec<(String, String)>;

fn fields(headers: &[httparse::Header<'_>]) -> Fields {
    let field = |h: &httparse::Header<'_>| (h.name.to_ascii_lowercase(), String::from_utf8_lossy(h.value).into_owned());
    headers.iter().map(field).collect()
}

fn by_hand(block: &[u8]) -> Option<(u16, usize, Fields)> {
    let head = &block[..block.len().min(65_536)];
    let find = |sign: &[u8]| head.windows(sign.len()).position(|w| w == sign).map(|at| at + sign.len());
    let start = find(b"\r\n\r\n").or_else(|| find(b"\n\n"))?;
    let text = String::from_utf8_lossy(&head[..start]);
    let mut lines = text.lines();
    let code = lines.next().filter(|l| l.starts_with("HTTP/"))?.split(' ').nth(1)?.parse().ok()?;
    let fields = lines.filter_map(|l| l.split_once(':'));
    Some((code, start, fields.map(|(n, v)| (n.trim().to_ascii_lowercase(), v.trim().to_owned())).collect()))
}

/// The body whose chunks these are; `None` where they are none: many archives keep the header and join the chunks.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(bytes.len());
    loop {
        let end = bytes.iter().take(64).position(|b| *b == b'\n')?;
        let size = std::str::from_utf8(&bytes[..end]).ok()?.split(';').next()?.trim();
        let Ok(size) = usize::from_str_radix(size, 16) else { return (!body.is_empty()).then_some(body) };
        bytes = &bytes[end + 1..];
        if size == 0 {
            return Some(body);
        }
        // A body that breaks off is read as far as it goes.
        let piece = &bytes[..size.min(bytes.len())];
        body.extend_from_slice(piece);
        bytes = &bytes[piece.len()..];
        bytes = bytes.strip_prefix(b"\r\n").or_else(|| bytes.strip_prefix(b"\n")).unwrap_or(bytes);
        if bytes.is_empty() {
            return Some(body);
        }
    }
}

/// The body unpacked, where its first bytes say that it is packed, or the header says so and it can be done.
fn unpacked(body: Vec<u8>, encoding: &str) -> Vec<u8> {
    let read = |stream: &mut dyn Read| {
        let mut out = Vec::new();
        let _ = stream.take(LONGEST_BODY).read_to_end(&mut out);
        Some(out).filter(|o| !o.is_empty())
    };
    let found = match body.as_slice() {
        [0x1f, 0x8b, 0x08, ..] => read(&mut flate2::bufread::MultiGzDecoder::new(&body[..])),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => {
            zstd::stream::read::Decoder::with_buffer(&body[..]).ok().and_then(|mut d| read(&mut d))
        }
        _ if encoding.contains("deflate") => read(&mut flate2::bufread::ZlibDecoder::new(&body[..]))
            .or_else(|| read(&mut flate2::bufread::DeflateDecoder::new(&body[..]))),
        _ => None,
    };
    found.unwrap_or(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(block: &[u8], expected: &str) {
        let found = Response::of(block).map(|r| String::from_utf8_lossy(&r.body).into_owned());
        assert_eq!(found.unwrap_or_default(), expected);
    }

    #[test]
    fn chunks_are_joined() {
        check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n", "abcde");
        check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>joined</p>", "<p>joined</p>");
        check(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc", "abc");
    }

    #[test]
    fn packed_bodies_are_unpacked() {
        let packed = zstd::encode_all(&b"<p>Un.</p>"[..], 1).unwrap();
        check(&[b"HTTP/1.1 200 OK\r\nContent-Encoding: zstd\r\n\r\n".as_slice(), &packed].concat(), "<p>Un.</p>");
        check(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<p>plain</p>", "<p>plain</p>");
    }

    #[test]
    fn only_pages_are_answers() {
        check(b"HTTP/1.1 404 Not Found\r\n\r\nnothing", "");
        check(b"no answer", "");
        check(b"HTTP/1.1 200 OK\nA line without a colon\nContent-Type: text/html\n\n<p>Un.</p>", "<p>Un.</p>");
    }

    #[test]
    fn the_charset_is_named() {
        let found =
            Response::of(b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"ISO-8859-1\"\r\n\r\nx").unwrap();
        assert_eq!(found.charset.as_deref(), Some("iso-8859-1"));
    }
}
