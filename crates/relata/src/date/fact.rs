//! Given the gazetteer's dated facts, yields those that a text names: its day is seldom before what it names.

use super::likely::partial;
use crate::day::Interval;
use crate::likeness::words::name_words;
use crate::pack::Data;
use jiff::civil::Date;
use std::sync::LazyLock;

/// Something that all the world knows the days of.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its days.
    pub days: Interval,
    /// True where it was known beforehand: games, summits, elections.
    pub foreseen: bool,
    names: Vec<(String, Vec<u32>)>,
}

/// All dated facts.
pub struct Facts(Vec<Fact>);

const FILE: &str = "gazetteer/facts.tsv";

static BUILTIN: LazyLock<Facts> = LazyLock::new(|| Facts::read(&Data::builtin()));

impl Facts {
    /// Those that the program carries.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads `gazetteer/facts.tsv`; a row whose days do not read is passed over, and a test reports it.
    pub fn read(data: &Data) -> Self {
        // Not every language has a column of names.
        let text = data.text(FILE).unwrap_or_default();
        let header: Vec<&str> = text.lines().find(|l| !l.starts_with('#')).unwrap_or("").split('\t').collect();
        let languages = data.languages().into_iter().map(|l| (format!("name_{l}"), l));
        let names: Vec<(String, String)> =
            languages.filter(|(column, _)| header.contains(&column.as_str())).map(|(c, l)| (l, c)).collect();
        let mut columns = vec!["fact", "from", "to", "foreseen", "name_en"];
        columns.extend(names.iter().map(|(_, column)| column.as_str()).filter(|c| *c != "name_en"));
        columns.extend(["source", "checked"]);
        let Ok(table) = data.table(FILE, &columns) else { return Self(Vec::new()) };
        let fact = |row: crate::pack::Row<'_>| {
            let days = partial(row.get("from"))?.join(partial(row.get("to"))?);
            let named = |(language, column): &(String, String)| {
                row.list(column).map(|n| (language.clone(), name_words(n))).collect::<Vec<_>>()
            };
            Some(Fact { days, foreseen: row.get("foreseen") == "yes", names: names.iter().flat_map(named).collect() })
        };
        Self(table.rows().filter_map(fact).collect())
    }

    /// The last day of the newest fact: up to there the gazetteer knows the world.
    pub fn horizon(&self) -> Date {
        self.0.iter().map(|f| f.days.to).max().unwrap_or(Date::MAX)
    }

    /// The facts that a text of a language names.
    pub fn named_in<'f>(&'f self, language: &str, text: &str) -> Vec<&'f Fact> {
        let words = name_words(text);
        let named = |name: &&(String, Vec<u32>)| {
            name.0 == language && !name.1.is_empty() && words.windows(name.1.len()).any(|w| w == name.1)
        };
        self.0.iter().filter(|fact| fact.names.iter().any(|n| named(&n))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_days_and_a_name() {
        let data = Data::builtin();
        let rows = data.text("gazetteer/facts.tsv").unwrap().lines().filter(|l| !l.starts_with('#')).count() - 1;
        let facts = Facts::builtin();
        assert_eq!(facts.0.len(), rows);
        assert!(facts.0.iter().all(|f| !f.names.is_empty()));
    }

    #[test]
    fn facts_are_found_by_their_names() {
        let named = |text: &str| Facts::builtin().named_in("fr", text).len();
        assert_eq!(named("La ville soigne encore ses malades du Covid-19."), 1);
        assert_eq!(named("La ville soigne encore ses malades."), 0);
    }
}
