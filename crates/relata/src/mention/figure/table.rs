//! Given `numerals.tsv`, `units.tsv`, `hedges.tsv` and `figures.toml` of a pack, yields what numbers are read with.

use super::atom::atoms;
use crate::error::Error;
use crate::pack::{Data, Row};
use crate::record::Hedge;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// The columns of `numerals.tsv`.
pub(super) const NUMERALS: [&str; 6] = ["word", "kind", "value", "example", "source", "checked"];
/// The columns of `units.tsv`.
pub(in crate::mention) const UNITS: [&str; 7] = ["noun", "unit", "kind", "factor", "example", "source", "checked"];
/// The columns of `hedges.tsv`.
pub(super) const HEDGES: [&str; 6] = ["phrase", "side", "hedge", "example", "source", "checked"];

/// What a numeral word does to the number before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Numeral {
    /// Adds: "trois", "vingt".
    Add,
    /// Multiplies what is below a thousand: "cent", "mille".
    Times,
    /// Multiplies all before it and takes "de": "million".
    Scale,
    /// Counts about as many: "dizaine"; in the plural, several times as many.
    Group,
    /// A part of the whole, in per cent: "tiers".
    Part,
    /// Half of what follows, or of the scale before it: "demi".
    Half,
}

/// What kind of thing a unit counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Class {
    /// Money: ISO 4217.
    Money,
    /// Per cent, and points of it.
    Percent,
    /// Lengths, masses, energies.
    Measure,
    /// People, who may be dead or injured by what the sentence says of them.
    People,
    /// The dead or the injured by name.
    Casualty,
    /// Any other thing.
    Thing,
    /// Lengths and points of time: no figure.
    Time,
}

/// A row of `units.tsv`.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Unit {
    /// What records say.
    pub unit: String,
    /// What kind of thing it is.
    pub class: Class,
    /// What a number of it is multiplied by.
    pub factor: f64,
}

/// The small lists of `figures.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    /// Singular indefinite articles that are numerals elsewhere.
    pub one: FxHashSet<String>,
    /// Articles and pronouns that take up what was counted before.
    pub definite: FxHashSet<String>,
    /// Joins a number to what is counted: "de".
    pub of: FxHashSet<String>,
    /// Joins the parts of a compound numeral: "et".
    pub and: FxHashSet<String>,
    /// Stands between the ends of a range.
    pub range: FxHashSet<String>,
    /// Stands before a range whose ends "and" joins: "entre".
    pub between: FxHashSet<String>,
    /// Stands before the whole of a share: "sur".
    pub out_of: FxHashSet<String>,
    /// Stands between the parts of a share before its whole: "one in five children".
    #[serde(default)]
    pub one_in: FxHashSet<String>,
    /// Stands between two counts that are set against each other: "312 voix contre 188".
    #[serde(default)]
    pub against: FxHashSet<String>,
    /// Says whose count a number is: "15 000 selon les organisateurs".
    #[serde(default)]
    pub according: FxHashSet<String>,
    /// Stands between a number and its noun: "autres".
    pub skip: FxHashSet<String>,
    /// Months.
    pub months: FxHashSet<String>,
    /// Nouns before numbers that only name: "article 5".
    pub numbered: FxHashSet<String>,
    /// Plural pronouns whose number counts people: "ils sont 300 à".
    pub them: FxHashSet<String>,
    /// Words that mark goals and forecasts.
    pub goals: FxHashSet<String>,
    /// Verbs whose object, or subject in the passive, is only expected.
    #[serde(default)]
    pub awaited: FxHashSet<String>,
    /// Verbs whose object, or subject in the passive, is dead.
    pub kills: FxHashSet<String>,
    /// Verbs whose subject is dead.
    pub dies: FxHashSet<String>,
    /// Verb and noun that together mean to die.
    pub deaths: Vec<[String; 2]>,
    /// Verb and noun that together kill those whom a preposition names: "coûter la vie à".
    pub costs: Vec<[String; 2]>,
    /// Pronouns before a verb that stand for what was counted before: "en".
    pub of_them: FxHashSet<String>,
    /// Verbs of counting, whose subject says the number.
    pub counting: FxHashSet<String>,
    /// Verbs whose object, or subject in the passive, is injured.
    pub injures: FxHashSet<String>,
    /// Verbs and nouns that only lead to another: "aller", "pouvoir".
    pub future: FxHashSet<String>,
    /// Endings of the plural and of the singular.
    pub plurals: Vec<[String; 2]>,
    /// Endings of nouns for the people of a place, in the plural.
    pub demonyms: Vec<String>,
    /// The unit of people.
    pub person: String,
    /// The unit of the dead.
    pub dead: String,
    /// The unit of the injured.
    pub injured: String,
}

/// Everything that a pack says of figures.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    pub numerals: FxHashMap<String, (Numeral, f64)>,
    pub units: FxHashMap<String, Unit>,
    /// Units of several atoms, longest first, by their first atom's singular.
    pub phrases: FxHashMap<String, Vec<(Vec<String>, Unit)>>,
    /// Phrases as words, longest first.
    pub before: Vec<(Vec<String>, Option<Hedge>)>,
    pub after: Vec<(Vec<String>, Option<Hedge>)>,
    pub lists: Lists,
}

impl Tables {
    /// Reads the four files of a language.
    ///
    /// # Errors
    /// A missing file, an unknown column or word of a closed list.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let path = |name: &str| format!("packs/{language}/{name}");
        let mut numerals = FxHashMap::default();
        for row in data.table(&path("numerals.tsv"), &NUMERALS)?.rows() {
            numerals.insert(row.get("word").to_owned(), (numeral(row)?, number(row, "value")?));
        }
        let mut units = FxHashMap::default();
        let mut phrases: FxHashMap<String, Vec<(Vec<String>, Unit)>> = FxHashMap::default();
        for row in data.table(&path("units.tsv"), &UNITS)?.rows() {
            let factor = if row.get("factor").is_empty() { 1.0 } else { number(row, "factor")? };
            let unit = Unit { unit: row.get("unit").to_owned(), class: class(row)?, factor };
            let mut parts = parts(row.get("noun"));
            if parts.len() > 1 {
                let rest = parts.split_off(1);
                let group = phrases.entry(parts.remove(0)).or_default();
                group.push((rest, unit.clone()));
                group.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
            }
            if units.insert(row.get("noun").to_owned(), unit).is_some() {
                return Err(row.error(format!("{} stands twice", row.get("noun"))));
            }
        }
        let (mut before, mut after) = (Vec::new(), Vec::new());
        for row in data.table(&path("hedges.tsv"), &HEDGES)?.rows() {
            let words = parts(row.get("phrase"));
            let side = match row.get("side") {
                "before" => &mut before,
                "after" => &mut after,
                other => return Err(row.error(format!("{other} is no side: before, after"))),
            };
            side.push((words, hedge(row)?));
        }
        before.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        after.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        Ok(Self { numerals, units, phrases, before, after, lists: lists(data, &path("figures.toml"))? })
    }

    /// The unit of a noun, by its lemma or its form.
    pub fn unit(&self, lemma: &str, form: &str) -> Option<&Unit> {
        let singular = || {
            let mut all = self.lists.plurals.iter();
            all.find_map(|[end, base]| {
                let singular = format!("{}{base}", form.strip_suffix(end.as_str())?);
                // Symbols have no plural: "les" is no number of litres.
                self.units.get(&singular).filter(|_| singular.chars().count() > 2)
            })
        };
        self.units.get(form).or_else(|| self.units.get(lemma)).or_else(singular)
    }
}

/// A phrase as the text's atoms would be.
fn parts(phrase: &str) -> Vec<String> {
    atoms(phrase).into_iter().map(|a| a.word).collect()
}

fn lists(data: &Data, path: &str) -> Result<Lists, Error> {
    let text = data.text(path).ok_or_else(|| Error::pack(path, 0, "the file is missing"))?;
    toml::from_str(&text).map_err(|e| {
        let line = e.span().map_or(0, |s| text[..s.start].lines().count().max(1));
        Error::pack(path, line, e.message())
    })
}

fn number(row: Row<'_>, column: &str) -> Result<f64, Error> {
    row.get(column).parse().map_err(|_| row.error(format!("{} is no number", row.get(column))))
}

fn numeral(row: Row<'_>) -> Result<Numeral, Error> {
    Ok(match row.get("kind") {
        "add" => Numeral::Add,
        "times" => Numeral::Times,
        "scale" => Numeral::Scale,
        "group" => Numeral::Group,
        "part" => Numeral::Part,
        "half" => Numeral::Half,
        other => return Err(row.error(format!("{other} is no kind of numeral: add, times, scale, group, part, half"))),
    })
}

fn class(row: Row<'_>) -> Result<Class, Error> {
    Ok(match row.get("kind") {
        "money" => Class::Money,
        "percent" => Class::Percent,
        "measure" => Class::Measure,
        "people" => Class::People,
        "casualty" => Class::Casualty,
        "thing" => Class::Thing,
        "time" => Class::Time,
        other => {
            let known = "money, percent, measure, people, casualty, thing, time";
            return Err(row.error(format!("{other} is no kind of unit: {known}")));
        }
    })
}

fn hedge(row: Row<'_>) -> Result<Option<Hedge>, Error> {
    Ok(Some(match row.get("hedge") {
        "" => return Ok(None),
        "about" => Hedge::About,
        "more_than" => Hedge::MoreThan,
        "less_than" => Hedge::LessThan,
        "at_least" => Hedge::AtLeast,
        "at_most" => Hedge::AtMost,
        other => return Err(row.error(format!("{other} is no hedge: about, more_than, less_than, at_least, at_most"))),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_known_by_lemma_and_by_plural() {
        let tables = Tables::load(&Data::builtin(), "fr").unwrap();
        for (lemma, form, unit) in
            [("cheval", "chevaux", "horse"), ("x", "hôpitaux", "hospital"), ("pays", "pays", "country")]
        {
            assert_eq!(tables.unit(lemma, form).map(|u| u.unit.as_str()), Some(unit), "{form}");
        }
    }

    #[test]
    fn an_unknown_kind_is_named_with_its_line() {
        let mut data = Data::builtin();
        data.put("packs/fr/units.tsv", format!("{}\nciel\tsky\tair\t\t\town\t\n", UNITS.join("\t")));
        assert!(Tables::load(&data, "fr").unwrap_err().to_string().starts_with("packs/fr/units.tsv:2: air is no kind"));
    }
}
