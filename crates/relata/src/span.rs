//! Given byte positions in a text, yields stretches of it, and the code points that the public records count in.

use serde::{Deserialize, Serialize};

/// A stretch of an article's text: bytes, half open. Inside the engine only; records carry [`Points`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// Makes a span of byte positions.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The words of `text` under this span; empty where the span does not fit the text.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// True where the span holds nothing.
    pub fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// True where `other` lies wholly within this span.
    pub fn holds(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where both share at least one byte.
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn join(&self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A stretch of an article's exported `text`: Unicode code points, half open.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Points {
    /// First code point.
    pub start: u32,
    /// The code point after the last.
    pub end: u32,
}

/// Translates bytes into code points for one text: one number for each 64 bytes.
#[derive(Clone, Debug)]
pub struct Ruler {
    marks: Vec<u32>,
    ascii: bool,
}

const STEP: usize = 64;

impl Ruler {
    /// Measures `text`.
    pub fn new(text: &str) -> Self {
        let ascii = text.is_ascii();
        let mut marks = Vec::new();
        if !ascii {
            let mut points = 0;
            for (at, byte) in text.bytes().enumerate() {
                if at % STEP == 0 {
                    marks.push(points);
                }
                points += u32::from(!is_continuation(byte));
            }
        }
        Self { marks, ascii }
    }

    /// The code points under a span of bytes of the measured text.
    pub fn points(&self, text: &str, span: Span) -> Points {
        Points { start: self.point(text, span.start), end: self.point(text, span.end) }
    }

    fn point(&self, text: &str, byte: u32) -> u32 {
        let byte = (byte as usize).min(text.len());
        if self.ascii || self.marks.is_empty() {
            return byte as u32;
        }
        let mark = (byte / STEP).min(self.marks.len() - 1);
        let rest = text.as_bytes()[mark * STEP..byte].iter().filter(|b| !is_continuation(**b)).count();
        self.marks[mark] + rest as u32
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// The bytes under a stretch of code points: the inverse of [`Ruler::points`].
pub fn bytes_of(text: &str, points: Points) -> Span {
    let mut at = text.char_indices().map(|(i, _)| i).chain(std::iter::once(text.len()));
    let start = at.nth(points.start as usize).unwrap_or(text.len());
    let more = points.end.saturating_sub(points.start) as usize;
    let end = if more == 0 { start } else { at.nth(more - 1).unwrap_or(text.len()) };
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_count_code_points_beyond_the_first_mark() {
        let text = "« Été » ".repeat(40) + "Kyiv";
        let at = text.find("Kyiv").unwrap();
        let ruler = Ruler::new(&text);
        let points = ruler.points(&text, Span::new(at, at + 4));
        assert_eq!(points.start as usize, text[..at].chars().count());
        assert_eq!(bytes_of(&text, points), Span::new(at, at + 4));
    }

    #[test]
    fn a_span_outside_the_text_is_empty() {
        assert_eq!(Span::new(2, 9).of("abc"), "");
    }
}
