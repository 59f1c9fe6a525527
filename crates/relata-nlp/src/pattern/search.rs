//! Given a program and the classes of a text's characters; yields the spans of its matches.

use super::alphabet::Class;
use super::compile::{Program, Step};

/// Searches texts; keeps the memory that it needs from one search to the next.
#[derive(Debug, Default)]
pub struct Search {
    /// Where to go on after a failure: steps and places.
    stack: Vec<(u32, u32)>,
    /// Choices and places that are known to fail; empty until a search grows long.
    failed: Vec<u64>,
    budget: usize,
    /// An end at which no match may stand: Python's `finditer` wants the next match to advance.
    barred_end: Option<usize>,
}

impl Search {
    /// Finds the first match: `re.search`.
    pub fn find(&mut self, program: &Program, text: &[Class]) -> Option<(usize, usize)> {
        self.find_from(program, text, 0, None)
    }

    /// Tells whether a match begins at the start: `re.match`.
    pub fn matches(&mut self, program: &Program, text: &[Class]) -> bool {
        self.begin(text, None);
        self.run_at(program, text, 0).is_some()
    }

    /// Finds all matches, empty ones too: `re.finditer`.
    pub fn find_all(&mut self, program: &Program, text: &[Class]) -> Vec<(usize, usize)> {
        let mut all = Vec::new();
        let (mut from, mut barred) = (0, None);
        while let Some((start, end)) = self.find_from(program, text, from, barred) {
            all.push((start, end));
            from = end;
            barred = (start == end).then_some(end);
        }
        all
    }

    fn find_from(
        &mut self,
        program: &Program,
        text: &[Class],
        from: usize,
        barred: Option<usize>,
    ) -> Option<(usize, usize)> {
        self.begin(text, barred);
        let last = if program.only_at_start { 0 } else { text.len() };
        (from..=last).find_map(|start| Some((start, self.run_at(program, text, start)?)))
    }

    fn begin(&mut self, text: &[Class], barred: Option<usize>) {
        self.failed.clear();
        self.budget = 1000 + 16 * text.len();
        self.barred_end = barred;
    }

    fn run_at(&mut self, program: &Program, text: &[Class], start: usize) -> Option<usize> {
        let possible = match text.get(start) {
            Some(&class) if text.len() - start > program.near => program.may_begin_far[usize::from(class)],
            Some(&class) => program.may_begin[usize::from(class)],
            None => program.may_be_empty,
        };
        if !possible {
            return None;
        }
        self.stack.clear();
        self.run(program, text, 0, start, true)
    }

    /// Runs from a step and a place to the first `Match`; gives its place. Outside of look-arounds
    /// (`outer`) a choice that was tried at a place has failed there: were it not so, the run had ended.
    fn run(&mut self, program: &Program, text: &[Class], step: u32, at: usize, outer: bool) -> Option<usize> {
        let base = self.stack.len();
        self.stack.push((step, at as u32));
        while self.stack.len() > base {
            let (step, at) = self.stack.pop()?;
            if let Some(end) = self.follow(program, text, step, at as usize, outer) {
                self.stack.truncate(base);
                return Some(end);
            }
        }
        None
    }

    fn follow(
        &mut self,
        program: &Program,
        text: &[Class],
        mut step: u32,
        mut at: usize,
        outer: bool,
    ) -> Option<usize> {
        loop {
            let here = program.steps[step as usize];
            step += 1;
            match here {
                Step::Set(set) => {
                    program.sets[set as usize].contains(*text.get(at)?).then_some(())?;
                    at += 1;
                }
                Step::Span(set) => {
                    let set = &program.sets[set as usize];
                    at += text[at..].iter().take_while(|&&class| set.contains(class)).count();
                }
                Step::Split { choice, first, second } => {
                    self.try_once(program, text, choice, at, outer)?;
                    self.stack.push((second, at as u32));
                    step = first;
                }
                Step::Fork { choice, fork } => {
                    let fork = &program.forks[fork as usize];
                    let class = text.get(at).map_or(fork.by_class.len() - 1, |&class| usize::from(class));
                    let list = &fork.lists[usize::from(fork.by_class[class])];
                    let (&first, others) = list.split_first()?;
                    if !others.is_empty() {
                        self.try_once(program, text, choice, at, outer)?;
                        self.stack.extend(others.iter().rev().map(|&other| (other, at as u32)));
                    }
                    step = first;
                }
                Step::Jump(to) => step = to,
                Step::Start => (at == 0).then_some(())?,
                Step::End => {
                    let last_break = at + 1 == text.len() && text[at] == program.line_break;
                    (at == text.len() || last_break).then_some(())?;
                }
                Step::Look { ahead, negative, back, after } => {
                    debug_assert!(!ahead || back == 0);
                    let from = at.checked_sub(back as usize);
                    let found = from.is_some_and(|from| self.run(program, text, step, from, false).is_some());
                    (found != negative).then_some(())?;
                    step = after;
                }
                Step::Match => return (!outer || self.barred_end != Some(at)).then_some(at),
            }
        }
    }

    /// Fails where a choice was tried before at this place; remembers it once the search is long.
    fn try_once(&mut self, program: &Program, text: &[Class], choice: u32, at: usize, outer: bool) -> Option<()> {
        if self.budget > 0 {
            self.budget -= 1;
            return Some(());
        }
        if !outer {
            return Some(());
        }
        let places = text.len() + 1;
        if self.failed.is_empty() {
            self.failed.resize(program.choices as usize * places / 64 + 1, 0);
        }
        let bit = choice as usize * places + at;
        let word = self.failed.get_mut(bit / 64)?;
        let known = *word >> (bit % 64) & 1 == 1;
        *word |= 1 << (bit % 64);
        (!known).then_some(())
    }
}
