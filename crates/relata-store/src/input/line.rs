//! Given a stream, yields its lines one at a time, none longer than a limit kept in memory.

use std::io::{BufRead, Result};

/// One line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// Its bytes, without the break.
    Whole(Vec<u8>),
    /// It was longer than the limit, and was passed over.
    TooLong,
}

/// The next line, or `None` at the end.
pub(crate) fn next(stream: &mut dyn BufRead, limit: usize) -> Result<Option<Line>> {
    let (mut line, mut too_long, mut any) = (Vec::new(), false, false);
    loop {
        let held = stream.fill_buf()?;
        if held.is_empty() {
            break;
        }
        any = true;
        let end = held.iter().position(|b| *b == b'\n');
        let piece = &held[..end.unwrap_or(held.len())];
        too_long = too_long || line.len() + piece.len() > limit;
        if too_long {
            line = Vec::new();
        } else {
            line.extend_from_slice(piece);
        }
        let used = piece.len() + usize::from(end.is_some());
        stream.consume(used);
        if end.is_some() {
            break;
        }
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(any.then_some(if too_long { Line::TooLong } else { Line::Whole(line) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    #[test]
    fn a_line_over_the_limit_is_passed_over_and_the_next_is_read() {
        let mut stream = BufReader::with_capacity(4, &b"abc\r\n123456789\n\nend"[..]);
        let mut lines = Vec::new();
        while let Some(line) = next(&mut stream, 5).unwrap() {
            lines.push(line);
        }
        let whole = |text: &str| Line::Whole(text.as_bytes().to_vec());
        assert_eq!(lines, [whole("abc"), Line::TooLong, whole(""), whole("end")]);
    }
}
