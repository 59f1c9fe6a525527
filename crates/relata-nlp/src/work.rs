//! Given nothing; yields a thread's own memory for one document at a time.

use std::cell::Cell;

use crate::{tok2vec, transition};

/// Holds what annotating one document needs; a thread keeps it for its next one.
#[derive(Default)]
pub struct Work {
    /// The rows of the network that morphology and tree share, and then of the other.
    pub rows: tok2vec::Work,
    /// The scores of trees.
    pub tree: transition::Work,
    /// The scores of entities.
    pub entities: transition::Work,
}

/// After a document that needed more bytes than this, its memory is given back.
const MOST_HELD: usize = 64 << 20;

thread_local! {
    static KEPT: Cell<Option<Box<Work>>> = const { Cell::new(None) };
}

/// Lends the thread's memory to `work`.
pub fn lend<R>(work: impl FnOnce(&mut Work) -> R) -> R {
    let mut lent = KEPT.take().unwrap_or_default();
    let result = work(&mut lent);
    if lent.rows.held() + lent.tree.held() + lent.entities.held() <= MOST_HELD {
        KEPT.set(Some(lent));
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_may_be_lent_within_a_loan() {
        assert_eq!(lend(|_| lend(|_| 3)), 3);
    }
}
