//! Given a regular expression in Python's syntax; yields its tree, with all sets of characters collected.

use std::collections::HashMap;

use crate::charset::{CaseTable, CharSet};
use crate::error::Error;
use crate::unicode;

/// Is a piece of a pattern.
#[derive(Debug)]
pub enum Node {
    /// One character of the set with this number.
    Set(usize),
    Start,
    End,
    Concat(Vec<Node>),
    Alternate(Vec<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
        greedy: bool,
    },
    Look {
        node: Box<Node>,
        ahead: bool,
        negative: bool,
    },
}

/// Reads patterns one after the other and numbers the sets of characters in them.
#[derive(Default)]
pub struct Parser {
    sets: Vec<CharSet>,
    numbers: HashMap<CharSet, usize>,
    /// The numbers of sets by how they were written, as the same long sets recur hundreds of times.
    written: HashMap<(String, bool), usize>,
    cases: Option<CaseTable>,
    text: Vec<char>,
    at: usize,
    ignore_case: bool,
}

const LARGEST_REPEAT: u32 = 1000;
const DEEPEST: usize = 50;

impl Parser {
    /// Gives the sets that the trees refer to, by number.
    pub fn into_sets(self) -> Vec<CharSet> {
        self.sets
    }

    /// Reads a pattern.
    pub fn parse(&mut self, pattern: &str) -> Result<Node, Error> {
        self.text = pattern.chars().collect();
        self.at = 0;
        self.ignore_case = false;
        self.flags()?;
        let node = self.alternate(0)?;
        if self.at < self.text.len() {
            return Err(self.wrong("a closing bracket too many"));
        }
        Ok(node)
    }

    /// Reads flags for the whole pattern: "(?iu)".
    fn flags(&mut self) -> Result<(), Error> {
        if self.text.starts_with(&['(', '?']) && self.text.get(2).is_some_and(char::is_ascii_lowercase) {
            let end = self.text.iter().position(|&c| c == ')').unwrap_or(self.text.len());
            for &flag in &self.text[2..end] {
                match flag {
                    'u' => {}
                    'i' => self.ignore_case = true,
                    _ => return Err(self.wrong("an unknown flag")),
                }
            }
            self.at = end + 1;
        }
        Ok(())
    }

    fn alternate(&mut self, depth: usize) -> Result<Node, Error> {
        if depth > DEEPEST {
            return Err(self.wrong("brackets too deep"));
        }
        let mut branches = vec![self.concat(depth)?];
        while self.eat('|') {
            branches.push(self.concat(depth)?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Alternate(branches) })
    }

    fn concat(&mut self, depth: usize) -> Result<Node, Error> {
        let mut nodes = Vec::new();
        while let Some(c) = self.peek() {
            if c == '|' || c == ')' {
                break;
            }
            let atom = self.atom(depth)?;
            nodes.push(self.repeat(atom)?);
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Concat(nodes) })
    }

    fn atom(&mut self, depth: usize) -> Result<Node, Error> {
        let c = self.next()?;
        match c {
            '(' => self.group(depth),
            '[' => self.class(),
            '^' => Ok(Node::Start),
            '$' => Ok(Node::End),
            '.' => Ok(self.number(CharSet::single('\n').negated())),
            '*' | '+' | '?' => Err(self.wrong("nothing to repeat")),
            '\\' => {
                let set = self.escape()?;
                Ok(self.cased(set))
            }
            _ => Ok(self.cased(CharSet::single(c))),
        }
    }

    fn group(&mut self, depth: usize) -> Result<Node, Error> {
        let look = if !self.eat('?') || self.eat(':') {
            None
        } else {
            let ahead = !self.eat('<');
            let negative = match self.next()? {
                '=' => false,
                '!' => true,
                _ => return Err(self.wrong("an unknown kind of group")),
            };
            Some((ahead, negative))
        };
        let node = self.alternate(depth + 1)?;
        if !self.eat(')') {
            return Err(self.wrong("a bracket that is not closed"));
        }
        Ok(match look {
            None => node,
            Some((ahead, negative)) => Node::Look { node: Box::new(node), ahead, negative },
        })
    }

    fn repeat(&mut self, node: Node) -> Result<Node, Error> {
        let Some((min, max)) = self.bounds()? else { return Ok(node) };
        let greedy = !self.eat('?');
        if matches!(self.peek(), Some('*' | '+' | '?')) {
            return Err(self.wrong("a repeat of a repeat"));
        }
        Ok(Node::Repeat { node: Box::new(node), min, max, greedy })
    }

    fn bounds(&mut self) -> Result<Option<(u32, Option<u32>)>, Error> {
        let bounds = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.counted(),
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(bounds))
    }

    /// Reads "{2}", "{2,}", "{,2}" or "{1,2}"; a brace with anything else in it stands for itself.
    fn counted(&mut self) -> Result<Option<(u32, Option<u32>)>, Error> {
        let rest = &self.text[self.at + 1..];
        let Some(length) = rest.iter().position(|&c| c == '}') else { return Ok(None) };
        let inner: String = rest[..length].iter().collect();
        let parts: Vec<&str> = inner.split(',').collect();
        let digits = parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        if !digits || inner.is_empty() || inner == "," || parts.len() > 2 {
            return Ok(None);
        }
        let count = |part: &str| part.parse::<u32>().ok().filter(|&count| count <= LARGEST_REPEAT);
        let too_many = || self.wrong("a repeat of too many");
        let min = if parts[0].is_empty() { 0 } else { count(parts[0]).ok_or_else(too_many)? };
        let max = match parts.get(1) {
            None => Some(min),
            Some(&"") => None,
            Some(part) => Some(count(part).ok_or_else(too_many)?),
        };
        self.at += length + 2;
        Ok(Some((min, max)))
    }

    fn class(&mut self) -> Result<Node, Error> {
        let start = self.at;
        let negative = self.eat('^');
        let mut ranges = Vec::new();
        let mut first = true;
        while first || self.peek() != Some(']') {
            first = false;
            let low = self.member()?;
            let is_range = self.peek() == Some('-') && self.text.get(self.at + 1).is_some_and(|&c| c != ']');
            if is_range
                && let &[(start, end)] = low.ranges()
                && start == end
            {
                self.at += 1;
                match self.member()?.ranges() {
                    &[(low, high)] if low == high && start <= high => ranges.push((start, high)),
                    _ => return Err(self.wrong("a range that does not ascend")),
                }
            } else {
                ranges.extend_from_slice(low.ranges());
            }
        }
        self.at += 1;
        let written = (self.text[start..self.at].iter().collect(), self.ignore_case);
        if let Some(&number) = self.written.get(&written) {
            return Ok(Node::Set(number));
        }
        let set = self.close(CharSet::of_ranges(ranges));
        let node = self.number(if negative { set.negated() } else { set });
        if let Node::Set(number) = node {
            self.written.insert(written, number);
        }
        Ok(node)
    }

    /// Reads one member of a class: a character, or an escape for one or many.
    fn member(&mut self) -> Result<CharSet, Error> {
        match self.next()? {
            '\\' => self.escape(),
            c => Ok(CharSet::single(c)),
        }
    }

    fn escape(&mut self) -> Result<CharSet, Error> {
        let c = self.next()?;
        let point = |c: char| Ok(CharSet::single(c));
        match c {
            'd' => Ok(CharSet::of_property(unicode::is_decimal)),
            'D' => Ok(CharSet::of_property(unicode::is_decimal).negated()),
            's' => Ok(CharSet::of_property(unicode::is_space)),
            'S' => Ok(CharSet::of_property(unicode::is_space).negated()),
            'w' => Ok(CharSet::of_property(unicode::is_word)),
            'W' => Ok(CharSet::of_property(unicode::is_word).negated()),
            'n' => point('\n'),
            't' => point('\t'),
            'r' => point('\r'),
            'f' => point('\u{c}'),
            'v' => point('\u{b}'),
            'x' => self.code(2),
            'u' => self.code(4),
            'U' => self.code(8),
            c if c.is_ascii_alphanumeric() => Err(self.wrong("an unknown escape")),
            c => point(c),
        }
    }

    fn code(&mut self, digits: usize) -> Result<CharSet, Error> {
        let hex: String = self.text[self.at..].iter().take(digits).collect();
        self.at += hex.chars().count();
        let point = u32::from_str_radix(&hex, 16).ok().filter(|&point| point <= char::MAX.into());
        let point = point.ok_or_else(|| self.wrong("a wrong code point"))?;
        Ok(CharSet::of_ranges(vec![(point, point)]))
    }

    fn cased(&mut self, set: CharSet) -> Node {
        let set = self.close(set);
        self.number(set)
    }

    fn close(&mut self, set: CharSet) -> CharSet {
        if !self.ignore_case {
            return set;
        }
        self.cases.get_or_insert_with(CaseTable::new).close(&set)
    }

    fn number(&mut self, set: CharSet) -> Node {
        let next = self.sets.len();
        let number = *self.numbers.entry(set).or_insert_with_key(|set| {
            self.sets.push(set.clone());
            next
        });
        Node::Set(number)
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn next(&mut self) -> Result<char, Error> {
        let c = self.peek().ok_or_else(|| self.wrong("an early end"))?;
        self.at += 1;
        Ok(c)
    }

    fn eat(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        self.at += usize::from(found);
        found
    }

    fn wrong(&self, what: &str) -> Error {
        let start = self.at.saturating_sub(20);
        let near: String = self.text[start..].iter().take(30).collect();
        Error::contents(format!("pattern of the tokenizer: {what} near `{near}`"))
    }
}
