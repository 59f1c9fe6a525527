//! Given names, yields a number for each, the same for the same name.

use rustc_hash::FxHashMap;

/// Names with their numbers, in the order in which they came.
#[derive(Debug, Default)]
pub struct Names {
    list: Vec<Box<str>>,
    at: FxHashMap<Box<str>, u32>,
}

impl Names {
    /// The number of a name, a new one where it was not there.
    pub(crate) fn note(&mut self, name: &str) -> u32 {
        if let Some(at) = self.at.get(name) {
            return *at;
        }
        let at = self.list.len() as u32;
        self.list.push(name.into());
        self.at.insert(name.into(), at);
        at
    }

    /// The name under a number; empty where there is none.
    pub fn name(&self, at: u32) -> &str {
        self.list.get(at as usize).map_or("", |name| name)
    }

    /// The number of a name.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.at.get(name).copied()
    }

    /// All names, in the order in which they came.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(AsRef::as_ref)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// For each key, the rows that it leads to, ascending.
pub(crate) type Postings = FxHashMap<Box<str>, Vec<u32>>;

/// Notes that a key leads to a row; rows come in ascending order.
pub(crate) fn post(postings: &mut Postings, key: &str, row: u32) {
    match postings.get_mut(key) {
        Some(rows) if rows.last() == Some(&row) => {}
        Some(rows) => rows.push(row),
        None => drop(postings.insert(key.into(), vec![row])),
    }
}

/// What stands in both of two ascending lists.
pub(crate) fn shared(one: &[u32], other: &[u32]) -> Vec<u32> {
    let (few, many) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    few.iter().copied().filter(|row| many.binary_search(row).is_ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_number() {
        let mut names = Names::default();
        let numbers = ["Le Quotidien", "La Gazette", "Le Quotidien"].map(|name| names.note(name));
        assert_eq!(numbers, [0, 1, 0]);
        assert_eq!((names.name(1), names.find("La Gazette"), names.len()), ("La Gazette", Some(1), 2));
        assert_eq!(names.name(9), "");
    }

    #[test]
    fn rows_of_two_keys_are_shared() {
        assert_eq!(shared(&[1, 3, 5, 7], &[3, 4, 7, 9, 11]), [3, 7]);
        assert!(shared(&[], &[1]).is_empty());
    }
}
