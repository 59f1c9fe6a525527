//! Given a projective tree in which labels like "prep||dobj" mark arcs that were moved upwards; yields the tree with
//! those arcs back in their places, where they may cross others.
//!
//! The scheme is that of Nivre and Nilsson (2005), as spaCy carries it out: the new head is the first descendant of
//! the head, in breadth, from the left, that has the label after the bars.

/// Is what a decorated label stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lifted {
    /// The label without decoration.
    pub plain: u16,
    /// The label of the head that the arc belongs to.
    pub head: u16,
}

/// Puts lifted arcs back; `lifted` says of each label what it stands for, `spaces` which tokens are white space.
/// Tells whether there were any.
pub(super) fn restore(heads: &mut [u32], labels: &mut [u16], lifted: &[Option<Lifted>], spaces: &[bool]) -> bool {
    let is_lifted = |label: u16| lifted.get(usize::from(label)).copied().flatten();
    if !labels.iter().any(|&label| is_lifted(label).is_some()) {
        return false;
    }
    let edges = edges(heads);
    let mut children: Vec<Vec<u32>> = vec![Vec::new(); heads.len()];
    for (child, &head) in heads.iter().enumerate().filter(|&(child, &head)| head as usize != child) {
        children[head as usize].push(child as u32);
    }
    for token in 0..heads.len() {
        let Some(Lifted { plain, head }) = is_lifted(labels[token]) else { continue };
        let wanted = |child: u32| labels[child as usize] == head;
        let found = descendant(token as u32, heads[token], &children, &edges, spaces, wanted);
        labels[token] = plain;
        if let Some(new) = found {
            children[heads[token] as usize].retain(|&child| child as usize != token);
            let siblings = &mut children[new as usize];
            siblings.insert(siblings.partition_point(|&child| (child as usize) < token), token as u32);
            heads[token] = new;
        }
    }
    true
}

/// Finds the first descendant of `top` that is wanted; what hangs on `token` is not looked at.
fn descendant(
    token: u32,
    top: u32,
    children: &[Vec<u32>],
    edges: &[(u32, u32)],
    spaces: &[bool],
    wanted: impl Fn(u32) -> bool,
) -> Option<u32> {
    let mut level = vec![top];
    while !level.is_empty() {
        let mut next = Vec::new();
        for &node in &level {
            // As in spaCy, arcs put back earlier are not seen beyond the edges of the projective tree.
            let (left, right) = edges[node as usize];
            for &child in children[node as usize].iter().filter(|&&child| (left..=right).contains(&child)) {
                if spaces[child as usize] || child == token {
                    continue;
                }
                if wanted(child) {
                    return Some(child);
                }
                next.push(child);
            }
        }
        level = next;
    }
    None
}

/// Gives the first and the last token below each, itself included, with spaCy's repairs for crossing arcs.
fn edges(heads: &[u32]) -> Vec<(u32, u32)> {
    const MOST_REPAIRS: usize = 12;
    let mut edges: Vec<(u32, u32)> = (0..heads.len() as u32).map(|token| (token, token)).collect();
    for _ in 0..MOST_REPAIRS {
        for child in (0..heads.len()).chain((0..heads.len()).rev()) {
            let (left, right) = edges[child];
            let head = &mut edges[heads[child] as usize];
            *head = (head.0.min(left), head.1.max(right));
        }
        if heads_are_inside(heads, &starts_of(heads, &edges)) {
            break;
        }
    }
    edges
}

/// Marks for each token whether a sentence starts there.
pub(super) fn starts(heads: &[u32]) -> Vec<bool> {
    starts_of(heads, &edges(heads))
}

fn starts_of(heads: &[u32], edges: &[(u32, u32)]) -> Vec<bool> {
    let mut starts = vec![false; heads.len()];
    let roots = heads.iter().enumerate().filter(|&(token, &head)| head as usize == token);
    roots.for_each(|(root, _)| starts[edges[root].0 as usize] = true);
    starts
}

fn heads_are_inside(heads: &[u32], starts: &[bool]) -> bool {
    let mut from = 0;
    for token in 0..heads.len() {
        if (token > 0 && starts[token]) || token + 1 == heads.len() {
            if heads[from..token].iter().any(|&head| (head as usize) < from || head as usize > token) {
                return false;
            }
            from = token;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIFTED: [Option<Lifted>; 4] = [None, None, None, Some(Lifted { plain: 1, head: 2 })];

    fn check(heads: &[u32], labels: &[u16], spaces: &[bool], expected: (&[u32], &[u16])) {
        let (mut found, mut labels) = (heads.to_vec(), labels.to_vec());
        restore(&mut found, &mut labels, &LIFTED, spaces);
        assert_eq!((&found[..], &labels[..]), expected);
    }

    #[test]
    fn an_arc_goes_to_the_first_descendant_with_the_label() {
        let none = [false; 5];
        check(&[1, 1, 1, 2, 1], &[0, 0, 0, 2, 3], &none, (&[1, 1, 1, 2, 3], &[0, 0, 0, 2, 1]));
        check(&[1, 1, 1, 1, 1], &[2, 0, 2, 2, 3], &none, (&[1, 1, 1, 1, 0], &[2, 0, 2, 2, 1]));
    }

    #[test]
    fn without_such_a_descendant_the_head_stays() {
        check(&[1, 1, 1], &[3, 0, 0], &[false; 3], (&[1, 1, 1], &[1, 0, 0]));
        check(&[1, 1, 1], &[3, 0, 2], &[false, false, true], (&[1, 1, 1], &[1, 0, 2]));
        check(&[1, 1], &[0, 0], &[false; 2], (&[1, 1], &[0, 0]));
    }

    #[test]
    fn what_hangs_on_the_token_is_not_its_head() {
        check(&[0, 0, 1], &[0, 3, 2], &[false; 3], (&[0, 0, 1], &[0, 1, 2]));
    }

    #[test]
    fn sentences_start_at_the_edges_of_crossing_trees() {
        assert_eq!(starts(&[2, 3, 2, 2]), [true, false, false, false]);
        assert_eq!(starts(&[1, 1, 3, 3]), [true, false, true, false]);
        assert!(starts(&[]).is_empty());
    }
}
