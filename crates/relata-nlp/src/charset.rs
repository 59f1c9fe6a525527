//! Given ranges, properties or single characters; yields sets of characters as Python's `re` sees them.

use std::collections::HashMap;

use crate::unicode;

/// Is a set of characters: ascending ranges with both ends inside, neither touching nor overlapping.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct CharSet(Vec<(u32, u32)>);

const LAST: u32 = char::MAX as u32;

impl CharSet {
    /// Makes the set of the characters between each pair, both ends inside.
    pub fn of_ranges(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.sort_unstable();
        let mut out: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match out.last_mut() {
                Some(last) if start <= last.1.saturating_add(1) => last.1 = last.1.max(end),
                _ => out.push((start, end)),
            }
        }
        Self(out)
    }

    /// Makes the set of all characters that have a property.
    pub fn of_property(property: impl Fn(char) -> bool) -> Self {
        let all = (0..=LAST).filter_map(char::from_u32);
        Self::of_ranges(all.filter(|&c| property(c)).map(|c| (c.into(), c.into())).collect())
    }

    /// Makes the set of one character.
    pub fn single(c: char) -> Self {
        Self(vec![(c.into(), c.into())])
    }

    /// Gives the ranges, ascending, both ends inside.
    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// Tells whether a code point is inside.
    pub fn contains(&self, point: u32) -> bool {
        let after = self.0.partition_point(|&(start, _)| start <= point);
        after > 0 && point <= self.0[after - 1].1
    }

    /// Makes the set of all characters that are not inside.
    pub fn negated(&self) -> Self {
        let mut out = Vec::with_capacity(self.0.len() + 1);
        let mut next = 0;
        for &(start, end) in &self.0 {
            if next < start {
                out.push((next, start - 1));
            }
            next = end + 1;
        }
        if next <= LAST {
            out.push((next, LAST));
        }
        Self(out)
    }
}

/// Closes sets over letter case as Python's `re.IGNORECASE` does.
pub struct CaseTable {
    lower: Vec<(u32, u32)>,
    twins: Vec<(u32, u32)>,
}

impl CaseTable {
    /// Collects which characters have a lower case and which lower-case letters share a capital
    /// (Python's `re._casefix`: "s" and "ſ", "i" and "ı").
    pub fn new() -> Self {
        let mut lower = Vec::new();
        let mut by_capital: HashMap<String, Vec<u32>> = HashMap::new();
        for c in (0..=LAST).filter_map(char::from_u32) {
            let small = unicode::simple_lower(c);
            if small != c {
                lower.push((c.into(), small.into()));
            } else if !c.to_uppercase().eq([c]) {
                by_capital.entry(c.to_uppercase().collect()).or_default().push(c.into());
            }
        }
        let mut twins = Vec::new();
        for group in by_capital.into_values() {
            let pairs = group.iter().flat_map(|&a| group.iter().map(move |&b| (a, b)));
            twins.extend(pairs.filter(|(a, b)| a != b));
        }
        twins.sort_unstable();
        Self { lower, twins }
    }

    /// Makes the set of all characters whose lower case, or a twin of it, is that of one inside.
    pub fn close(&self, set: &CharSet) -> CharSet {
        let mut small = set.0.clone();
        small.extend(self.lower.iter().filter(|(c, _)| set.contains(*c)).map(|&(_, low)| (low, low)));
        let small = CharSet::of_ranges(small);
        let mut all = small.0.clone();
        all.extend(self.twins.iter().filter(|(c, _)| small.contains(*c)).map(|&(_, twin)| (twin, twin)));
        let base = CharSet::of_ranges(all);
        let mut all = base.0.clone();
        all.extend(self.lower.iter().filter(|(_, low)| base.contains(*low)).map(|&(c, _)| (c, c)));
        CharSet::of_ranges(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str) -> CharSet {
        CharSet::of_ranges(text.chars().map(|c| (c.into(), c.into())).collect())
    }

    #[test]
    fn touching_ranges_are_joined() {
        assert_eq!(CharSet::of_ranges(vec![(5, 9), (1, 4), (7, 8), (12, 12)]).ranges(), [(1, 9), (12, 12)]);
    }

    #[test]
    fn negation_leads_back() {
        let some = CharSet::of_ranges(vec![(0, 4), (7, 9), (LAST, LAST)]);
        assert_eq!(some.negated().ranges(), [(5, 6), (10, LAST - 1)]);
        assert_eq!(some.negated().negated(), some);
        assert!(some.contains(8) && !some.contains(6) && !CharSet::default().contains(0));
    }

    #[test]
    fn case_is_ignored_as_python_does() {
        let table = CaseTable::new();
        let check = |given: &str, expected: &str| assert_eq!(table.close(&set(given)), set(expected), "{given}");
        check("a", "aA");
        check("É", "éÉ");
        check("s", "sSſ");
        check("i", "iIİı");
        check("k", "kK\u{212a}");
        check("-3", "-3");
        check("σ", "σςΣ");
    }
}
