//! Given edges between numbered things, yields groups of them; a group is named by its first member.

/// Groups of things numbered from 0 (disjoint sets with path halving).
pub struct Partition {
    parent: Vec<u32>,
    members: Vec<Vec<u32>>,
}

impl Partition {
    /// Every thing alone.
    pub fn new(things: usize) -> Self {
        Self { parent: (0..things as u32).collect(), members: (0..things as u32).map(|i| vec![i]).collect() }
    }

    /// The first member of the group of `thing`.
    pub fn first(&self, thing: u32) -> u32 {
        let mut at = thing;
        while self.parent[at as usize] != at {
            at = self.parent[at as usize];
        }
        at
    }

    /// All members of the group of `thing`, in order.
    pub fn members(&self, thing: u32) -> &[u32] {
        &self.members[self.first(thing) as usize]
    }

    /// Makes one group of two. The first member of the whole stays its name.
    pub fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.first(a), self.first(b));
        if a == b {
            return;
        }
        let (head, tail) = (a.min(b), a.max(b));
        let moved = std::mem::take(&mut self.members[tail as usize]);
        for member in &moved {
            self.parent[*member as usize] = head;
        }
        let all = &mut self.members[head as usize];
        all.extend(moved);
        all.sort_unstable();
    }

    /// All groups, each in order, by their first members.
    pub fn groups(&self) -> impl Iterator<Item = &[u32]> {
        self.members.iter().filter(|m| !m.is_empty()).map(Vec::as_slice)
    }
}

/// Pairs of things that share a key. In a crowd each thing meets only its next `reach` neighbours in the order of
/// the things, so that cost stays near linear. Yields each pair once, sorted, with the number of keys shared.
pub fn meetings(mut keyed: Vec<(u64, u32)>, reach: usize, crowd: usize) -> Vec<(u32, u32, u32)> {
    drop_lone(&mut keyed);
    keyed.sort_unstable();
    keyed.dedup();
    let mut pairs: Vec<u64> = Vec::new();
    for run in keyed.chunk_by(|a, b| a.0 == b.0).filter(|r| r.len() > 1 && r.len() <= crowd) {
        for (i, (_, a)) in run.iter().enumerate() {
            pairs.extend(run[i + 1..].iter().take(reach).map(|(_, b)| u64::from(*a) << 32 | u64::from(*b)));
        }
    }
    pairs.sort_unstable();
    pairs.chunk_by(|a, b| a == b).map(|same| ((same[0] >> 32) as u32, same[0] as u32, same.len() as u32)).collect()
}

/// At most so many marks stand for the keys.
const MOST_MARKS: usize = 1 << 23;

/// Takes out most of the keys that come once: nobody meets there, and they would be sorted with the others. Marks that
/// several keys share can only keep too many. The keys are hashes: their high bits tell them apart.
pub(super) fn drop_lone(keyed: &mut Vec<(u64, u32)>) {
    let marks = (keyed.len() * 4).next_power_of_two().min(MOST_MARKS);
    let place = |key: u64| (key >> 32) as usize & (marks - 1);
    let mut seen = vec![0_u8; marks];
    for (key, _) in keyed.iter() {
        let mark = &mut seen[place(*key)];
        *mark = (*mark + 1).min(2);
    }
    keyed.retain(|(key, _)| seen[place(*key)] > 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_bear_the_name_of_their_first_member() {
        let mut partition = Partition::new(5);
        partition.join(4, 2);
        partition.join(2, 3);
        assert_eq!(partition.first(4), 2);
        assert_eq!(partition.groups().collect::<Vec<_>>(), [&[0][..], &[1], &[2, 3, 4]]);
    }

    #[test]
    fn lone_keys_are_dropped_and_no_other() {
        let mut keyed: Vec<(u64, u32)> =
            (0..1000).map(|n| (crate::likeness::words::spread(n / 2 * 7), n as u32)).collect();
        keyed.push((crate::likeness::words::spread(1), 5));
        drop_lone(&mut keyed);
        assert_eq!(keyed.len(), 1000);
        drop_lone(&mut Vec::new());
    }

    #[test]
    fn pairs_meet_once_with_the_number_of_their_keys() {
        let keyed = vec![(7, 0), (7, 1), (9, 1), (9, 0), (9, 2)];
        assert_eq!(meetings(keyed, 8, 10), [(0, 1, 2), (0, 2, 1), (1, 2, 1)]);
    }
}
