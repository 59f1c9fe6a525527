//! Given a text cut into tokens; yields the tokens with special cases applied that came apart at affixes.
//!
//! ":)" is cut into ":" and ")" where it ends a longer stretch; the two tokens are put together again.

use rustc_hash::{FxHashMap, FxHashSet};

use super::chunk::Part;
use super::rules::Rules;
use super::{Cut, RawToken};

/// Is the special cases as sequences of tokens, a tree of words by number.
#[derive(Debug, Default)]
pub struct Phrases {
    next: FxHashMap<(u32, u64), u32>,
    /// Whether a special case ends at a node; node 0 is the root.
    ends: Vec<bool>,
}

impl Phrases {
    /// Adds a sequence of words.
    pub fn add(&mut self, words: Vec<u64>) {
        self.ends.resize(self.ends.len().max(1), false);
        let mut node = 0;
        for word in words {
            let fresh = self.ends.len() as u32;
            node = *self.next.entry((node, word)).or_insert(fresh);
            if node == fresh {
                self.ends.push(false);
            }
        }
        if node > 0 {
            self.ends[node as usize] = true;
        }
    }

    /// Tells whether a sequence begins with a word.
    pub fn opens(&self, word: u64) -> bool {
        self.next.contains_key(&(0, word))
    }

    /// Finds the ends of all sequences that begin with the first of the words.
    fn find(&self, words: impl Iterator<Item = u64>, mut found: impl FnMut(usize)) {
        let mut node = 0;
        for (index, word) in words.enumerate() {
            let Some(&next) = self.next.get(&(node, word)) else { return };
            node = next;
            if self.ends[node as usize] {
                found(index + 1);
            }
        }
    }
}

/// Replaces tokens by the special cases that they make up.
pub fn apply(rules: &Rules, text: &str, cut: &mut Cut) {
    let mut spans = Vec::new();
    for &start in &cut.openers {
        let words = cut.out.tokens[start..].iter().map(|token| cut.out.lexemes[token.lex as usize].orth);
        rules.phrases.find(words, |length| spans.push((start, start + length)));
    }
    let chosen: Vec<_> = longest(spans).into_iter().filter_map(|span| replacement(rules, text, cut, span)).collect();
    if !chosen.is_empty() {
        replace(cut, &chosen);
    }
}

type Span = (usize, usize);

/// Chooses the longest spans, of equal ones the first, none of which begins or ends inside another.
fn longest(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|&(start, end)| (usize::MAX - (end - start), start));
    let mut seen = FxHashSet::default();
    let mut chosen = Vec::new();
    for (start, end) in spans {
        if !seen.contains(&start) && !seen.contains(&(end - 1)) {
            chosen.push((start, end));
        }
        seen.extend(start..end);
    }
    chosen.sort_unstable();
    chosen
}

/// Gives the parts that replace a span: none where the text between is no special case, or where
/// nothing changes.
fn replacement<'a>(rules: &'a Rules, text: &str, cut: &Cut, (start, end): Span) -> Option<(Span, &'a [Part])> {
    let tokens = &cut.out.tokens[start..end];
    let whole = &text[tokens.first()?.start as usize..tokens.last()?.end as usize];
    let parts = rules.specials.get(whole)?;
    let same = |(part, token): (&Part, &RawToken)| {
        let lexeme = &cut.out.lexemes[token.lex as usize];
        (part.lexeme.orth, part.lexeme.norm) == (lexeme.orth, lexeme.norm)
    };
    let unchanged = parts.len() == tokens.len() && parts.iter().zip(tokens).all(same);
    (!unchanged).then_some(((start, end), parts))
}

fn replace(cut: &mut Cut, chosen: &[(Span, &[Part])]) {
    let old = std::mem::take(&mut cut.out.tokens);
    let mut at = 0;
    for &((start, end), parts) in chosen {
        cut.out.tokens.extend_from_slice(&old[at..start]);
        let mut byte = old[start].start;
        for part in parts {
            let lex = cut.number(&part.lexeme);
            cut.out.tokens.push(RawToken { start: byte, end: byte + part.length, space_after: false, lex });
            byte += part.length;
        }
        if let Some(last) = cut.out.tokens.last_mut() {
            last.space_after = old[end - 1].space_after;
        }
        at = end;
    }
    cut.out.tokens.extend_from_slice(&old[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequences_are_found() {
        let mut phrases = Phrases::default();
        phrases.add(vec![1, 2]);
        phrases.add(vec![1, 2, 3]);
        phrases.add(Vec::new());
        let check = |words: &[u64], expected: &[usize]| {
            let mut found = Vec::new();
            phrases.find(words.iter().copied(), |end| found.push(end));
            assert_eq!(found, expected);
        };
        check(&[1, 2, 3, 4], &[2, 3]);
        check(&[1, 2], &[2]);
        check(&[1, 3], &[]);
        check(&[2], &[]);
        assert!(phrases.opens(1) && !phrases.opens(2) && !Phrases::default().opens(1));
    }

    #[test]
    fn longest_first() {
        // A span that is not chosen bars its tokens all the same.
        assert_eq!(longest(vec![(0, 2), (1, 4), (3, 5), (4, 6)]), [(1, 4)]);
        assert_eq!(longest(vec![(1, 4), (4, 6)]), [(1, 4), (4, 6)]);
        assert_eq!(longest(vec![(0, 1), (0, 1), (1, 2)]), [(0, 1), (1, 2)]);
    }
}
