//! Given a pattern as a pack writes it, yields the program that matches it.
//!
//! A pattern is a row of elements: words as they are; `{class}` for the words of a class, `<kind>` for what another
//! rule found, both bound under their own name or as `{class:name}`; `(a|b)` for either, `?` after what may be
//! missing; `[…]` around what is the expression where the pattern has words of context besides.

use super::word::{Class, Lexicon};

/// One step of a compiled pattern.
#[derive(Clone, PartialEq, Debug)]
pub enum Step {
    /// One of these words.
    Word(Box<[u32]>),
    /// A hit of a class, bound to a slot.
    Class(Class, u8),
    /// Something that a rule of one of these kinds (bits) found, bound to a slot.
    Item(u64, u8),
    /// Either of two ways, the first one first.
    Either(usize, usize),
    /// Go on elsewhere.
    Jump(usize),
    /// An expression begins.
    Open,
    /// An expression ends.
    Close,
    /// All is matched.
    Done,
}

/// A compiled pattern.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Pattern {
    /// The steps; the first is at 0.
    pub steps: Vec<Step>,
    /// The names of the slots.
    pub slots: Vec<Box<str>>,
    /// What every match holds: of each of these, one step at least.
    pub needs: Vec<Vec<Step>>,
}

#[derive(Debug)]
enum Node {
    Step(Step),
    Row(Vec<Node>),
    Choice(Vec<Node>),
    Maybe(Box<Node>),
}

/// What reads a pattern: the vocabulary that its words enter, and the kinds of rules by bit.
pub struct Reader<'l> {
    /// The words and classes.
    pub lexicon: &'l mut Lexicon,
    /// The kinds of rules; a kind's place is its bit.
    pub kinds: &'l [Box<str>],
}

impl Reader<'_> {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// A sentence that says what is wrong in the pattern.
    pub fn read(&mut self, pattern: &str) -> Result<Pattern, String> {
        let mut compiled = Pattern::default();
        let mut rest = pattern;
        let row = self.row(&mut rest, &mut compiled.slots)?;
        if !rest.is_empty() {
            return Err(format!("the pattern closes a group that it has not opened, before {rest:?}"));
        }
        emit(&row, &mut compiled.steps);
        compiled.steps.push(Step::Done);
        compiled.needs = needs(&row);
        Ok(compiled)
    }

    fn row(&mut self, rest: &mut &str, slots: &mut Vec<Box<str>>) -> Result<Node, String> {
        let mut ways = Vec::new();
        let mut row: Vec<Node> = Vec::new();
        loop {
            *rest = rest.trim_start();
            let Some(first) = rest.chars().next() else { break };
            match first {
                ')' => break,
                '|' => {
                    ways.push(Node::Row(std::mem::take(&mut row)));
                    *rest = &rest[1..];
                }
                '?' => {
                    let last = row.pop().ok_or("a ? stands after nothing")?;
                    row.push(Node::Maybe(Box::new(last)));
                    *rest = &rest[1..];
                }
                _ => row.push(self.element(first, rest, slots)?),
            }
        }
        if ways.is_empty() {
            return Ok(Node::Row(row));
        }
        ways.push(Node::Row(row));
        Ok(Node::Choice(ways))
    }

    fn element(&mut self, first: char, rest: &mut &str, slots: &mut Vec<Box<str>>) -> Result<Node, String> {
        match first {
            '(' => {
                *rest = &rest[1..];
                let inner = self.row(rest, slots)?;
                *rest = rest.strip_prefix(')').ok_or("a ( is not closed")?;
                Ok(inner)
            }
            '[' | ']' => {
                *rest = &rest[1..];
                Ok(Node::Step(if first == '[' { Step::Open } else { Step::Close }))
            }
            '{' => {
                let (name, alias) = bracketed(rest, '}')?;
                let class = self.lexicon.class(name).ok_or_else(|| format!("there is no class {name:?}"))?;
                Ok(Node::Step(Step::Class(class, slot(slots, alias.unwrap_or(name)))))
            }
            '<' => {
                let (names, alias) = bracketed(rest, '>')?;
                let mut bits = 0;
                for name in names.split('|') {
                    let bit = self.kinds.iter().position(|k| &**k == name);
                    bits |= 1 << bit.ok_or_else(|| format!("no rule has the kind {name:?}"))?;
                }
                let own = names.split('|').next().unwrap_or(names);
                Ok(Node::Step(Step::Item(bits, slot(slots, alias.unwrap_or(own)))))
            }
            _ => Ok(self.words(rest)),
        }
    }

    fn words(&mut self, rest: &mut &str) -> Node {
        let end = rest.find(|c: char| c.is_whitespace() || "(){}<>[]|?".contains(c)).unwrap_or(rest.len());
        let ids = self.lexicon.intern_all(&rest[..end]);
        *rest = &rest[end..];
        let mut steps: Vec<Node> = ids.into_iter().map(|id| Node::Step(Step::Word([id].into()))).collect();
        if steps.len() == 1 { steps.remove(0) } else { Node::Row(steps) }
    }
}

fn bracketed<'t>(rest: &mut &'t str, close: char) -> Result<(&'t str, Option<&'t str>), String> {
    let end = rest.find(close).ok_or_else(|| format!("{close} is missing"))?;
    let inner = &rest[1..end];
    *rest = &rest[end + 1..];
    Ok(match inner.split_once(':') {
        Some((name, alias)) => (name, Some(alias)),
        None => (inner, None),
    })
}

fn slot(slots: &mut Vec<Box<str>>, name: &str) -> u8 {
    let at = slots.iter().position(|s| &**s == name).unwrap_or_else(|| {
        slots.push(name.into());
        slots.len() - 1
    });
    at as u8
}

/// What any match of a node holds: each of the sets by one of its steps.
fn needs(node: &Node) -> Vec<Vec<Step>> {
    match node {
        Node::Step(step @ (Step::Word(_) | Step::Class(..) | Step::Item(..))) => vec![vec![step.clone()]],
        Node::Step(_) | Node::Maybe(_) => Vec::new(),
        Node::Row(nodes) => nodes.iter().flat_map(needs).collect(),
        Node::Choice(ways) => {
            let each: Option<Vec<Vec<Step>>> = ways.iter().map(|way| needs(way).into_iter().next_back()).collect();
            each.map(|sets| vec![sets.concat()]).unwrap_or_default()
        }
    }
}

fn emit(node: &Node, steps: &mut Vec<Step>) {
    match node {
        Node::Step(step) => steps.push(step.clone()),
        Node::Row(nodes) => nodes.iter().for_each(|n| emit(n, steps)),
        Node::Maybe(inner) => {
            let at = steps.len();
            steps.push(Step::Done);
            emit(inner, steps);
            steps[at] = Step::Either(at + 1, steps.len());
        }
        Node::Choice(ways) => match single_words(ways) {
            Some(words) => steps.push(Step::Word(words)),
            None => emit_choice(ways, steps),
        },
    }
}

fn emit_choice(ways: &[Node], steps: &mut Vec<Step>) {
    let mut jumps = Vec::new();
    for (number, way) in ways.iter().enumerate() {
        let at = steps.len();
        let last = number + 1 == ways.len();
        if !last {
            steps.push(Step::Done);
        }
        emit(way, steps);
        if !last {
            jumps.push(steps.len());
            steps.push(Step::Done);
            steps[at] = Step::Either(at + 1, steps.len());
        }
    }
    let end = steps.len();
    for at in jumps {
        steps[at] = Step::Jump(end);
    }
}

fn single_words(ways: &[Node]) -> Option<Box<[u32]>> {
    let mut words = Vec::new();
    for way in ways {
        let Node::Row(row) = way else { return None };
        let [Node::Step(Step::Word(ids))] = row.as_slice() else { return None };
        words.extend_from_slice(ids);
    }
    Some(words.into())
}

impl Pattern {
    /// The steps that may match first, from a step on: at 0, those with which a match may begin.
    pub fn steps_from(&self, step: usize) -> Vec<usize> {
        let (mut open, mut seen, mut first) = (vec![step], vec![false; self.steps.len()], Vec::new());
        while let Some(at) = open.pop() {
            if std::mem::replace(&mut seen[at], true) {
                continue;
            }
            match &self.steps[at] {
                Step::Either(a, b) => open.extend([*a, *b]),
                Step::Jump(to) => open.push(*to),
                Step::Open | Step::Close => open.push(at + 1),
                _ => first.push(at),
            }
        }
        first
    }

    /// True where it uses what other rules found.
    pub fn has_items(&self) -> bool {
        self.steps.iter().any(|s| matches!(s, Step::Item(..)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str) -> Result<Pattern, String> {
        let mut lexicon = Lexicon::default();
        lexicon.vocabulary.intern("le");
        Reader { lexicon: &mut lexicon, kinds: &["day".into()] }.read(pattern)
    }

    #[test]
    fn single_words_become_one_step() {
        let pattern = read("(le|la) soir?").expect("a pattern");
        assert_eq!(pattern.steps, [Step::Word([1, 2].into()), Step::Either(2, 3), Step::Word([3].into()), Step::Done]);
    }

    #[test]
    fn longer_choices_branch() {
        let pattern = read("(ce soir|demain) [<day:d>]").expect("a pattern");
        assert_eq!(pattern.slots, ["d".into()]);
        assert_eq!(pattern.steps_from(0).len(), 2);
        assert!(pattern.has_items());
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(read("{planet}").expect_err("no class").contains("planet"));
        assert!(read("(le").expect_err("open").contains("not closed"));
    }
}
