//! Given texts in a row, yields those in which every word of a question begins a word.

use crate::fold::fold;
use memchr::memmem::Finder;

/// Folded texts, one after the other, so that one pass finds a word in all of them.
#[derive(Debug, Default)]
pub(crate) struct Haystack {
    text: String,
    starts: Vec<u32>,
}

impl Haystack {
    /// Adds the text of the next row, which is folded already.
    pub(crate) fn add_folded(&mut self, text: &str) {
        // No word holds a line break, so that none is found across two rows.
        self.starts.push(self.text.len() as u32);
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// The folded text of a row.
    pub(crate) fn row(&self, row: u32) -> &str {
        let start = self.starts.get(row as usize).map_or(self.text.len(), |s| *s as usize);
        let end = self.starts.get(row as usize + 1).map_or(self.text.len(), |s| *s as usize);
        self.text.get(start..end).unwrap_or("").trim_end_matches('\n')
    }

    /// The rows that hold all words, ascending; all rows where there is no word.
    pub(crate) fn rows_with(&self, words: &[String]) -> Vec<u32> {
        let Some((longest, rest)) = by_length(words) else { return (0..self.starts.len() as u32).collect() };
        let finder = Finder::new(longest);
        let (mut rows, mut from) = (Vec::new(), 0);
        while let Some(at) = self.text.as_bytes().get(from..).and_then(|tail| finder.find(tail)) {
            let at = from + at;
            if !begins_word(&self.text, at) {
                from = at + 1;
                continue;
            }
            let row = self.starts.partition_point(|start| *start as usize <= at) as u32 - 1;
            if rest.iter().all(|word| holds(self.row(row), word)) {
                rows.push(row);
            }
            from = self.starts.get(row as usize + 1).map_or(self.text.len(), |s| *s as usize);
        }
        rows
    }
}

/// The longest word, which fewest texts hold, and the others.
fn by_length(words: &[String]) -> Option<(&str, Vec<&str>)> {
    let (at, longest) = words.iter().enumerate().max_by_key(|(_, word)| word.len())?;
    let rest = words.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, word)| word.as_str());
    Some((longest, rest.collect()))
}

/// True where a word begins a word of a folded text.
fn holds(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| begins_word(text, at))
}

fn begins_word(text: &str, at: usize) -> bool {
    // A match of whole characters begins at one: the needle is valid UTF-8.
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    !before.is_some_and(char::is_alphanumeric)
}

/// The words of a question, folded; marks and a star at the end make no difference.
pub(crate) fn wanted(question: &str) -> Vec<String> {
    question.split_whitespace().map(|w| fold(w.trim_matches(['"', '*']))).filter(|w| !w.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(question: &str, expected: &[u32]) {
        let mut haystack = Haystack::default();
        for text in ["L’Élysée a démenti", "Un accord de pêche", "", "La pêche reprend, dit l'Élysée"] {
            haystack.add_folded(&fold(text));
        }
        assert_eq!(haystack.rows_with(&wanted(question)), expected);
    }

    #[test]
    fn all_words_must_begin_a_word() {
        check("elysée", &[0, 3]);
        check("peche Elysee*", &[3]);
        check("cord", &[]);
        check("reprend\nun", &[]);
        check("", &[0, 1, 2, 3]);
    }

    #[test]
    fn a_row_is_given_back() {
        let mut haystack = Haystack::default();
        haystack.add_folded(&fold("Été"));
        haystack.add_folded("b");
        assert_eq!((haystack.row(0), haystack.row(1), haystack.row(2)), ("ete", "b", ""));
    }
}
