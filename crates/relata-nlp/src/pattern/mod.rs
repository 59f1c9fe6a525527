//! Given regular expressions in Python's syntax; yields programs that find in a word what Python's
//! `re` would find, to the character.
//!
//! Why not a crate: a tokenizer's patterns are alternations of hundreds of branches with look-behind
//! over sets of a thousand ranges. Here all patterns of a tokenizer share one small alphabet of
//! character classes; a word is classified once, each alternation keeps only the branches that may
//! start with the class at hand, and the rest is a small backtracking machine, made linear by
//! remembering failures once a search grows long.

mod alphabet;
mod compile;
mod parse;
mod search;

pub use alphabet::{Alphabet, Class};
pub use compile::Program;
pub use search::Search;

use crate::error::Error;
use parse::Parser;

/// Compiles patterns in Python's syntax over one alphabet; a program for each, in order.
pub fn compile(patterns: &[&str]) -> Result<(Alphabet, Vec<Program>), Error> {
    let mut parser = Parser::default();
    let mut trees = Vec::with_capacity(patterns.len());
    for pattern in patterns {
        trees.push(parser.parse(pattern)?);
    }
    let (alphabet, sets) = Alphabet::of_sets(&parser.into_sets())?;
    let programs: Result<_, _> = trees.iter().map(|tree| Program::of_tree(tree, &alphabet, &sets)).collect();
    Ok((alphabet, programs?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The span of the first match, in characters.
    fn find(pattern: &str, text: &str) -> Option<(usize, usize)> {
        let (alphabet, programs) = compile(&[pattern]).unwrap();
        let classes: Vec<Class> = text.chars().map(|c| alphabet.class(c)).collect();
        Search::default().find(&programs[0], &classes)
    }

    fn all(pattern: &str, text: &str) -> Vec<(usize, usize)> {
        let (alphabet, programs) = compile(&[pattern]).unwrap();
        let classes: Vec<Class> = text.chars().map(|c| alphabet.class(c)).collect();
        Search::default().find_all(&programs[0], &classes)
    }

    fn check(pattern: &str, text: &str, expected: impl Into<Option<(usize, usize)>>) {
        assert_eq!(find(pattern, text), expected.into(), "{pattern} in {text}");
    }

    #[test]
    fn the_first_branch_wins() {
        check("a|ab", "xab", (1, 2));
        check("ab|a", "xab", (1, 3));
        check("^b|c", "abc", (2, 3));
        check("(?:ab|a)(?:c|bcd)", "abcd", (0, 3));
        check("(?:a|ab)(?:c|bcd)$", "abcd", (0, 4));
        check("", "abc", (0, 0));
    }

    #[test]
    fn repeats_are_greedy_or_lazy() {
        check("a+", "baaa", (1, 4));
        check("a+?", "baaa", (1, 2));
        check("a{2}", "aaa", (0, 2));
        check("a{2,}", "aaa", (0, 3));
        check("a{,2}b", "aaab", (1, 4));
        check("a{1,2}?b", "aaab", (1, 4));
        check("a{", "a{", (0, 2));
        check("a*ab", "aaab", (0, 4));
        check("(?:ab?){2,3}c", "ababac", (0, 6));
    }

    #[test]
    fn sets() {
        check("[a-c-]+", "x-abd", (1, 4));
        check("[^a\\]]", "a]b", (2, 3));
        check("[]a]+", "b]a", (1, 3));
        check("[\\u00e9\\U0001f600\\x41]+", "zé😀A", (1, 4));
        check("\\d+\\.\\w", "a12.é", (1, 5));
        check("\\S+", "  ab ", (2, 4));
        check("[\\W\\d]+", "ab-1", (2, 4));
        check(".+", "\nab\n", (1, 3));
    }

    #[test]
    fn case() {
        check("(?iu)été", "ÉTÉ", (0, 3));
        check("(?i)[a-cſ]+$", "xABS", (1, 4));
        check("(?u)a", "A", None);
    }

    #[test]
    fn the_end_is_also_before_a_last_line_break() {
        check("a$", "a\n", (0, 1));
        check("a$", "a\n\n", None);
        check("\\n$", "a\n", (1, 2));
    }

    #[test]
    fn suffixes_are_sought_near_the_end() {
        check("a$|ab$|b{1,2}c$", "ababbc", (3, 6));
        check("a$|ab$", "abab\n", (2, 4));
        check("a$|x+$", "xxxa", (3, 4));
        check("a$|x+$", "axxx", (1, 4));
        check("a$|x", "xbba", (0, 1));
        check("(?:a|bc)(?:$|d)|(?<=a)$", "bcdda", (0, 3));
        check("\\)$", &")".repeat(1000), (999, 1000));
    }

    #[test]
    fn looks() {
        check("(?<=[0-9])%$", "5%", (1, 2));
        check("(?<=[0-9])%$", "%", None);
        check("(?<=ab|cd)e", "cde", (2, 3));
        check("(?<!a)b", "abcb", (3, 4));
        check("a(?=b)", "acab", (2, 3));
        check("a(?!b)", "abac", (2, 3));
        check("(?!10|127)\\d+", "127", (1, 3));
        check("(d|l)['’](?=[a-z])", "l'a", (0, 2));
    }

    #[test]
    fn all_matches_with_empty_ones() {
        assert_eq!(all("(?<=[a-z]')(?=[a-z])", "qu'l'a"), [(3, 3), (5, 5)]);
        assert_eq!(all("a|", "ab"), [(0, 1), (1, 1), (2, 2)]);
        assert_eq!(all("|a", "aa"), [(0, 0), (0, 1), (1, 1), (1, 2), (2, 2)]);
        assert_eq!(all("-+", "a--b-"), [(1, 3), (4, 5)]);
    }

    #[test]
    fn what_is_not_understood_is_an_error() {
        for pattern in ["(a", "a)", "[a", "*a", "(?P<n>a)", "\\1", "(a*)*", "(?<=a+)b", "\\b", "a++"] {
            assert!(compile(&[pattern]).is_err(), "{pattern}");
        }
    }

    #[test]
    fn long_searches_stay_linear() {
        let text = "a".repeat(20_000);
        check("(?:a|a)+(?:a|a)+(?:a|a)+b", &text, None);
        check("(?:\\S+(?::\\S*)?@)?b", &text, None);
    }
}
