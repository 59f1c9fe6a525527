//! Given moves; yields the state of a search for entities: the open one, and those closed.

/// Is an entity: a range of tokens, and the number of the label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first token.
    pub start: u32,
    /// The token after the last.
    pub end: u32,
    /// The number of the label among the recogniser's.
    pub label: u16,
}

/// Is the state: what lies before `next` is decided.
pub(super) struct Entities<'a> {
    /// For each token whether a sentence starts there.
    starts: &'a [bool],
    spaces: &'a [bool],
    next: u32,
    open: Option<(u32, u16)>,
    closed: Vec<Span>,
}

impl<'a> Entities<'a> {
    /// Starts a search; `starts` and `spaces` say for each token whether a sentence starts there
    /// and whether it is white space.
    pub fn new(starts: &'a [bool], spaces: &'a [bool]) -> Self {
        Self { starts, spaces, next: 0, open: None, closed: Vec::new() }
    }

    /// Tells whether no move is left.
    pub fn is_done(&self) -> bool {
        self.next as usize >= self.starts.len()
    }

    /// Names the three tokens that the scores depend on: the next, the first of the open entity,
    /// and the last one inside it.
    pub fn named(&self) -> [Option<u32>; 3] {
        let open = self.open.map(|(start, _)| start);
        [Some(self.next), open, open.map(|_| self.next - 1)]
    }

    /// Gives the open entity's label.
    pub fn open(&self) -> Option<u16> {
        self.open.map(|(_, label)| label)
    }

    /// Tells whether the entity may go on after this token: neither text nor sentence ends.
    pub fn may_go_on(&self) -> bool {
        self.starts.get(self.next as usize + 1) == Some(&false)
    }

    /// Tells whether the next token is white space.
    pub fn at_space(&self) -> bool {
        self.spaces[self.next as usize]
    }

    /// Opens an entity at the next token.
    pub fn begin(&mut self, label: u16) {
        self.open = Some((self.next, label));
        self.next += 1;
    }

    /// Closes the open entity after the next token.
    pub fn close(&mut self) {
        self.next += 1;
        if let Some((start, label)) = self.open.take() {
            self.closed.push(Span { start, end: self.next, label });
        }
    }

    /// Makes the next token an entity of its own.
    pub fn begin_and_close(&mut self, label: u16) {
        self.open = Some((self.next, label));
        self.close();
    }

    /// Goes over the next token.
    pub fn pass(&mut self) {
        self.next += 1;
    }

    /// Ends a search that has no valid move.
    pub fn give_up(&mut self) {
        self.next = self.starts.len() as u32;
    }

    /// Gives the closed entities, in order.
    pub fn into_spans(self) -> Vec<Span> {
        self.closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_entity_is_named_by_its_ends() {
        let mut state = Entities::new(&[true, false, false, true], &[false; 4]);
        assert_eq!(state.named(), [Some(0), None, None]);
        state.begin(2);
        assert_eq!(state.named(), [Some(1), Some(0), Some(0)]);
        state.pass();
        assert_eq!(state.named(), [Some(2), Some(0), Some(1)]);
        assert!(!state.may_go_on());
        state.close();
        state.pass();
        assert!(state.is_done());
        assert_eq!(state.into_spans(), [Span { start: 0, end: 3, label: 2 }]);
    }
}
