//! Given the words by which a report names its act, yields the deed where a pack knows it apart from others of its type:
//! an arrest and the imprisonment that follows are both coercion, and two acts.

use crate::error::Error;
use crate::event::family::symbol;
use crate::likeness::corpus::Told;
use crate::likeness::words::{Word, words};
use crate::pack::Data;
use crate::record::Report;
use crate::span::Points;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const COLUMNS: [&str; 7] = ["deed", "context", "alone", "words", "example", "source", "checked"];
/// Words behind the trigger that may name the deed: "placed in *detention*", "filed a *complaint*".
const BEHIND: usize = 2;

/// What a report's words name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deed {
    name: u64,
    /// True for what is made of many acts: a war is none of its raids.
    alone: bool,
}

/// True where two reports name different deeds, or one names a whole of many acts and the other does not. Days that both
/// texts tell (`told`) make of the beginning of a war and the war one event.
pub fn differ(a: Option<Deed>, b: Option<Deed>, told: bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) if a.alone || b.alone => a != b && !told,
        (Some(a), Some(b)) => a != b,
        (Some(one), None) | (None, Some(one)) => one.alone && !told,
        (None, None) => false,
    }
}

/// The deeds of all languages: by language, the deed and PLOVER context of each word.
pub struct Deeds(FxHashMap<String, FxHashMap<u32, (Deed, String)>>);

static BUILTIN: LazyLock<Deeds> =
    LazyLock::new(|| Deeds::read(&Data::builtin()).unwrap_or_else(|_| Deeds(FxHashMap::default())));

impl Deeds {
    /// Those that the program carries.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads `deeds.tsv` of each pack.
    ///
    /// # Errors
    /// A missing table, or a cell that says nothing: path, line and cause.
    pub fn read(data: &Data) -> Result<Self, Error> {
        let mut languages = FxHashMap::default();
        for language in data.languages() {
            let mut deeds = FxHashMap::default();
            for row in data.table(&format!("packs/{language}/deeds.tsv"), &COLUMNS)?.rows() {
                let alone = match row.get("alone") {
                    "yes" => true,
                    "" => false,
                    other => return Err(row.error(format!("alone is {other:?}; it is yes or empty"))),
                };
                let deed = Deed { name: symbol(row.get("deed")), alone };
                for word in row.list("words").flat_map(words) {
                    deeds.insert(word.whole, (deed, row.get("context").to_owned()));
                }
            }
            languages.insert(language, deeds);
        }
        Ok(Self(languages))
    }

    /// What a report names: by its own words, else by those right behind them.
    pub fn of(&self, text: &Told, report: &Report) -> Option<Deed> {
        let deeds = self.0.get(&text.reading.article.language)?;
        let known = |word: &Word| {
            let (deed, context) = deeds.get(&word.whole)?;
            report.contexts.contains(context).then_some(*deed)
        };
        let trigger = report.trigger.span;
        let behind = Points { start: trigger.end, end: report.span.end };
        let own = || text.within(trigger).iter().find_map(known);
        own().or_else(|| text.within(behind).iter().take(BEHIND).find_map(known))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_example_holds_a_word_of_its_row() {
        let data = Data::builtin();
        for language in data.languages() {
            let table = data.table(&format!("packs/{language}/deeds.tsv"), &COLUMNS).unwrap();
            for row in table.rows() {
                let known: Vec<u32> = row.list("words").flat_map(words).map(|w| w.whole).collect();
                let example = words(row.get("example"));
                assert!(example.iter().any(|w| known.contains(&w.whole)), "{}", row.place());
            }
        }
    }

    #[test]
    fn a_whole_of_many_acts_differs_from_each_unless_days_are_told() {
        let (arrest, jail) = (Deed { name: 1, alone: false }, Deed { name: 2, alone: false });
        let war = Deed { name: 3, alone: true };
        let check = |a, b, told, expected| {
            assert_eq!(differ(a, b, told), expected);
            assert_eq!(differ(b, a, told), expected);
        };
        check(Some(arrest), Some(jail), true, true);
        check(Some(arrest), Some(arrest), false, false);
        check(Some(arrest), None, false, false);
        check(Some(war), None, false, true);
        check(Some(war), None, true, false);
        check(Some(war), Some(war), false, false);
    }
}
