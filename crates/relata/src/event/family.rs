//! Given the ontology's table of close types, yields how near two types of event are to one another.

use crate::error::Error;
use crate::likeness::words::key;
use crate::pack::Data;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// How near two types are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Closeness {
    /// Never one event.
    Apart,
    /// One event only where a quotation of both ties them.
    Tied,
    /// Two names of one act, where the rest agrees strongly.
    Near,
    /// One type, but acts of which one actor does several at once: wording tells them apart.
    Worded,
    /// One type.
    Same,
    /// One type, whose acts have no sides: who takes part may stand on either.
    Joint,
}

/// The table: from (type, mode) to (type, mode).
pub struct Families {
    rows: FxHashMap<(u64, u64), Closeness>,
    bonds: FxHashMap<u64, Vec<u64>>,
}

static BUILTIN: LazyLock<Families> =
    LazyLock::new(|| Families::read(&Data::builtin()).unwrap_or_else(|_| Families::empty()));

const FILE: &str = "ontology/closeness.tsv";
const COLUMNS: [&str; 8] = ["type", "mode", "other", "other_mode", "closeness", "why", "source", "checked"];

/// A type with its mode, as the table knows them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Act {
    kind: u64,
    moded: u64,
}

impl Act {
    /// A type and its mode.
    pub fn new(name: &str, mode: Option<&str>) -> Self {
        Self { kind: kind(name, ""), moded: kind(name, mode.unwrap_or_default()) }
    }

    /// The type alone.
    pub fn plain(self) -> Self {
        Self { moded: self.kind, ..self }
    }
}

impl Families {
    /// The table that the program carries.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn empty() -> Self {
        Self { rows: FxHashMap::default(), bonds: FxHashMap::default() }
    }

    /// Reads `ontology/closeness.tsv`.
    ///
    /// # Errors
    /// A missing table, or a row whose closeness is unknown: path, line and cause.
    pub fn read(data: &Data) -> Result<Self, Error> {
        let mut families = Self::empty();
        for row in data.table(FILE, &COLUMNS)?.rows() {
            let closeness = match row.get("closeness") {
                "same" => Closeness::Same,
                "joint" => Closeness::Joint,
                "worded" => Closeness::Worded,
                "near" => Closeness::Near,
                "tied" => Closeness::Tied,
                "apart" => Closeness::Apart,
                other => {
                    return Err(
                        row.error(format!("the closeness {other:?} is none of same, joint, worded, near, tied, apart"))
                    );
                }
            };
            let ends = (kind(row.get("type"), row.get("mode")), kind(row.get("other"), row.get("other_mode")));
            families.rows.insert((ends.0.min(ends.1), ends.0.max(ends.1)), closeness);
            if row.get("mode").is_empty() && row.get("other_mode").is_empty() {
                let bond = key(&[ends.0, ends.1]);
                families.bonds.entry(ends.0).or_default().push(bond);
                if ends.0 != ends.1 {
                    families.bonds.entry(ends.1).or_default().push(bond);
                }
            }
        }
        Ok(families)
    }

    /// How near two types and modes are. A type that the table does not know is near itself alone.
    pub fn closeness(&self, a: Act, b: Act) -> Closeness {
        let ends = |a: u64, b: u64| self.rows.get(&(a.min(b), a.max(b))).copied();
        let alike = a.kind == b.kind;
        if alike && let Some(found) = ends(a.moded, b.moded) {
            return found;
        }
        ends(a.kind, b.kind).unwrap_or(if alike { Closeness::Same } else { Closeness::Apart })
    }

    /// What a type is looked up by: one number for each row of the table that names it, shared by both ends.
    pub fn bonds(&self, kind_of: &str) -> Vec<u64> {
        let own = kind(kind_of, "");
        self.bonds.get(&own).cloned().unwrap_or_else(|| vec![key(&[own, own])])
    }
}

fn kind(name: &str, mode: &str) -> u64 {
    name.bytes().chain([b' ']).chain(mode.bytes()).fold(FNV_START, fnv)
}

/// A number for a string, the same in every run.
pub fn symbol(text: &str) -> u64 {
    text.bytes().fold(FNV_START, fnv)
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a.
fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: (&str, Option<&str>), b: (&str, Option<&str>), expected: Closeness) {
        let families = Families::read(&Data::builtin()).unwrap();
        let (a, b) = (Act::new(a.0, a.1), Act::new(b.0, b.1));
        assert_eq!(families.closeness(a, b), expected);
        assert_eq!(families.closeness(b, a), expected);
    }

    #[test]
    fn a_visit_is_not_the_talks_held_on_it() {
        check(("CONSULT", Some("visit")), ("CONSULT", None), Closeness::Apart);
        check(("CONSULT", Some("visit")), ("CONSULT", Some("visit")), Closeness::Same);
        check(("CONSULT", Some("phone")), ("CONSULT", None), Closeness::Joint);
    }

    #[test]
    fn types_are_near_only_where_the_table_says_so() {
        check(("AGREE", None), ("COOPERATE", None), Closeness::Near);
        check(("SUPPORT", None), ("REQUEST", None), Closeness::Tied);
        check(("AID", None), ("ASSAULT", Some("aerial")), Closeness::Apart);
        check(("NEW", None), ("NEW", None), Closeness::Same);
    }

    #[test]
    fn near_types_share_a_bond() {
        let families = Families::builtin();
        let (a, b) = (families.bonds("AGREE"), families.bonds("AID"));
        assert!(a.iter().any(|x| b.contains(x)));
        assert!(!families.bonds("PROTEST").iter().any(|x| b.contains(x)));
    }
}
