//! Given moves; yields the state of an arc-eager parse: stack, buffer, arcs, sentence starts.
//!
//! The system is spaCy's: Nivre (2004) with the repairs of Honnibal and Johnson (2015) — a word
//! without a head goes back to the buffer when it is reduced — and a move that starts a sentence.

use crate::doc::SentStart;

const NONE: u32 = u32::MAX;

/// Is the state of a parse.
pub(super) struct Arcs<'a> {
    starts: &'a [SentStart],
    stack: Vec<u32>,
    /// Words that went back to the buffer, the next one last.
    returned: Vec<u32>,
    /// The first word never shifted.
    next: u32,
    count: u32,
    heads: Vec<u32>,
    labels: Vec<u16>,
    /// For each word its newest child on the left and on the right.
    ///
    /// A left arc is never taken back: its child has left the stack for good. A right arc can
    /// only be taken back while it is its head's newest: its child still lies on the head, on
    /// the stack. So one word a side, and for each right child the one before it, are enough.
    newest_left: Vec<u32>,
    newest_right: Vec<u32>,
    before: Vec<u32>,
    /// Words that must not be shifted a second time.
    unshiftable: Vec<bool>,
    broken: Vec<bool>,
}

impl<'a> Arcs<'a> {
    /// Starts a parse of `starts.len()` words.
    pub fn new(starts: &'a [SentStart]) -> Self {
        let count = starts.len();
        Self {
            starts,
            stack: Vec::new(),
            returned: Vec::new(),
            next: 0,
            count: count as u32,
            heads: vec![NONE; count],
            labels: vec![0; count],
            newest_left: vec![NONE; count],
            newest_right: vec![NONE; count],
            before: vec![NONE; count],
            unshiftable: vec![false; count],
            broken: vec![false; count],
        }
    }

    /// Tells whether no move is left.
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.left() == 0
    }

    /// Names the eight words that the scores depend on.
    pub fn named(&self) -> [Option<u32>; 8] {
        let (first, top) = (self.buffer(0), self.stack(0));
        let newest = |of: &[u32], word: Option<u32>| word.and_then(|w| some(of[w as usize]));
        [
            first,
            self.buffer(1),
            top,
            self.stack(1),
            self.stack(2),
            newest(&self.newest_left, first),
            newest(&self.newest_left, top),
            newest(&self.newest_right, top),
        ]
    }

    fn stack(&self, depth: usize) -> Option<u32> {
        self.stack.iter().rev().nth(depth).copied()
    }

    fn buffer(&self, index: usize) -> Option<u32> {
        match self.returned.len().checked_sub(index + 1) {
            Some(place) => Some(self.returned[place]),
            None => {
                let word = self.next + (index - self.returned.len()) as u32;
                (word < self.count).then_some(word)
            }
        }
    }

    fn left(&self) -> usize {
        (self.count - self.next) as usize + self.returned.len()
    }

    fn is_start(&self, word: u32) -> bool {
        self.starts[word as usize] == SentStart::Start || self.broken[word as usize]
    }

    /// Tells whether the first word of the buffer may be moved onto the stack.
    pub fn can_shift(&self) -> bool {
        if self.stack.is_empty() {
            return true;
        }
        let free = |word: u32| !self.is_start(word) && !self.unshiftable[word as usize];
        self.left() >= 2 && self.buffer(0).is_some_and(free)
    }

    /// Tells whether the top of the stack may leave it.
    pub fn can_reduce(&self) -> bool {
        if self.stack.is_empty() {
            return false;
        }
        let inside = |word: u32| self.starts[word as usize] == SentStart::Inside;
        !(self.stack.len() == 1 && self.buffer(0).is_some_and(inside))
    }

    /// Tells whether the top of the stack and the first word of the buffer may be joined.
    pub fn can_join(&self) -> bool {
        !self.stack.is_empty() && self.buffer(0).is_some_and(|word| !self.is_start(word))
    }

    /// Tells whether a sentence may start at the second word of the buffer.
    pub fn can_break(&self) -> bool {
        let (Some(first), Some(second)) = (self.buffer(0), self.buffer(1)) else {
            return false;
        };
        second == first + 1 && !self.is_start(second) && self.starts[second as usize] != SentStart::Inside
    }

    /// Moves the first word of the buffer onto the stack.
    pub fn shift(&mut self) {
        let word = self.returned.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.stack.push(word);
    }

    /// Takes the top off the stack; without a head it goes back to the buffer, unless it is the
    /// last on the stack: then it is a root.
    pub fn reduce(&mut self) {
        let last = self.stack.len() == 1;
        let Some(top) = self.stack.pop() else {
            return;
        };
        if !last && self.heads[top as usize] == NONE {
            self.unshiftable[top as usize] = true;
            self.returned.push(top);
        }
    }

    /// Makes the first word of the buffer the head of the top of the stack.
    pub fn join_left(&mut self, label: u16) {
        let (Some(head), Some(child)) = (self.buffer(0), self.stack.pop()) else {
            return;
        };
        let old = self.heads[child as usize];
        if old != NONE && self.newest_right[old as usize] == child {
            self.newest_right[old as usize] = self.before[child as usize];
        }
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
        self.newest_left[head as usize] = child;
        self.unshiftable[head as usize] = false;
    }

    /// Makes the top of the stack the head of the first word of the buffer, and shifts that word.
    pub fn join_right(&mut self, label: u16) {
        let (Some(head), Some(child)) = (self.stack(0), self.buffer(0)) else {
            return;
        };
        self.heads[child as usize] = head;
        self.labels[child as usize] = label;
        self.before[child as usize] = self.newest_right[head as usize];
        self.newest_right[head as usize] = child;
        self.shift();
    }

    /// Starts a sentence at the second word of the buffer.
    pub fn start_sentence(&mut self) {
        if let Some(word) = self.buffer(1) {
            self.broken[word as usize] = true;
        }
    }

    /// Ends a parse that has no valid move.
    pub fn give_up(&mut self) {
        self.stack.clear();
        self.returned.clear();
        self.next = self.count;
    }

    /// Gives each word's head (its own number at a root) and the label of its arc.
    pub fn into_heads(mut self) -> (Vec<u32>, Vec<u16>) {
        for (word, head) in self.heads.iter_mut().enumerate() {
            if *head == NONE {
                *head = word as u32;
            }
        }
        (self.heads, self.labels)
    }
}

fn some(word: u32) -> Option<u32> {
    (word != NONE).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use SentStart::{Free, Inside, Start};

    #[test]
    fn arcs_are_made_and_replaced() {
        let starts = [Free; 3];
        let mut arcs = Arcs::new(&starts);
        arcs.shift();
        arcs.join_right(5);
        assert_eq!(arcs.named()[..4], [Some(2), None, Some(1), Some(0)]);
        arcs.join_left(7);
        assert_eq!(arcs.named(), [Some(2), None, Some(0), None, None, Some(1), None, None]);
        arcs.join_right(6);
        arcs.reduce();
        arcs.reduce();
        assert!(arcs.is_done());
        assert_eq!(arcs.into_heads(), (vec![0, 2, 0], vec![0, 7, 6]));
    }

    #[test]
    fn a_word_without_head_goes_back_once() {
        let starts = [Free; 3];
        let mut arcs = Arcs::new(&starts);
        arcs.shift();
        arcs.shift();
        arcs.reduce();
        assert_eq!(arcs.buffer(0), Some(1));
        assert!(!arcs.can_shift());
        assert!(!arcs.can_break() || arcs.buffer(1) == Some(2));
    }

    #[test]
    fn imposed_starts_bind() {
        let starts = [Start, Inside, Start];
        let mut arcs = Arcs::new(&starts);
        arcs.shift();
        assert!(!arcs.can_reduce() && arcs.can_join() && arcs.can_shift());
        assert!(!arcs.can_break());
        arcs.join_right(0);
        assert!(!arcs.can_join() && !arcs.can_shift() && arcs.can_reduce());
    }
}
