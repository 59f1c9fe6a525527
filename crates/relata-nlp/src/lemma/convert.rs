//! Given the lemmatizer's tables of a pipeline; yields a compact section, and from it the lemmatizer.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;

use super::features::Endings;
use super::table::{Reader, Writer};
use super::{Lemmatizer, Scheme, Table};
use crate::config::Config;
use crate::error::Error;
use crate::pos::Pos;
use crate::string_id::string_id;
use crate::wheel::WheelFiles;

/// Is the file `lemmatizer/lookups/lookups.bin`; tables are keyed by the numbers of strings.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Lookups {
    pub lemma_lookup: BTreeMap<u64, Lemmas>,
    pub lemma_index: BTreeMap<u64, Vec<String>>,
    pub lemma_exc: BTreeMap<u64, BTreeMap<String, Lemmas>>,
    pub lemma_rules: BTreeMap<u64, Vec<(String, String)>>,
    pub lemma_rules_groups: BTreeMap<u64, Vec<(String, Vec<String>)>>,
}

/// Is one lemma or several.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Lemmas {
    One(String),
    Many(Vec<String>),
}

impl Lemmas {
    /// Joins the lemmas, each once, a line each.
    fn joined(&self) -> String {
        match self {
            Self::One(lemma) => lemma.clone(),
            Self::Many(lemmas) => {
                let mut seen = HashSet::new();
                let once: Vec<&str> = lemmas.iter().map(String::as_str).filter(|lemma| seen.insert(*lemma)).collect();
                once.join("\n")
            }
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Many(lemmas) if lemmas.is_empty())
    }
}

/// Reads the lemmatizer of a pipeline; yields the section.
pub fn convert(files: &WheelFiles, config: &Config) -> Result<Vec<u8>, Error> {
    let language = files.meta()?.lang;
    let scheme = scheme(&language, config)?;
    let path = "lemmatizer/lookups/lookups.bin";
    let bytes = files.bytes(path)?;
    let lookups = rmp_serde::from_slice(&bytes).map_err(|e| Error::contents(format!("{path}: {e}")))?;
    Ok(section(scheme, &lookups, clitics(&language)))
}

/// Lists the pronouns that a language writes as one word with the verb before them.
fn clitics(language: &str) -> Vec<String> {
    let rows = include_str!("../../data/clitics.tsv").lines().skip(1).map(|row| row.split('\t'));
    rows.filter_map(|mut cells| cells.next().filter(|&code| code == language).and(cells.next()))
        .map(str::to_owned)
        .collect()
}

/// Finds the scheme of a pipeline's lemmatizer, by its language and its configuration.
fn scheme(language: &str, config: &Config) -> Result<Scheme, Error> {
    let setting = |name: &str| config.get("components.lemmatizer", name);
    let factory = setting("factory").ok_or_else(|| Error::contents("the pipeline has no lemmatizer"))?;
    let mode = setting("mode").unwrap_or("lookup");
    if setting("overwrite") == Some("true") {
        return Err(Error::contents(
            "the lemmatizer overwrites the lemmas of the attribute ruler, which is not supported",
        ));
    }
    let unknown = || {
        let what = format!("the lemmatizer `{factory}` of language `{language}` has the mode `{mode}`");
        Error::contents(format!("{what}, which this runtime does not know"))
    };
    let rows = include_str!("../../data/lemmatizers.tsv").lines().skip(1);
    let mut known = rows.filter_map(|row| row.strip_prefix(language)?.strip_prefix('\t')?.strip_prefix(mode));
    let name = known.find_map(|rest| rest.strip_prefix('\t')?.split('\t').next());
    let name = name.filter(|_| factory == "lemmatizer").ok_or_else(unknown)?;
    let scheme = Scheme::ALL.into_iter().find(|(_, known)| *known == name);
    Ok(scheme.ok_or_else(unknown)?.0)
}

/// Numbers strings, each once.
#[derive(Default)]
struct Numbering {
    words: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Numbering {
    fn number(&mut self, word: String) -> u32 {
        let next = self.words.len() as u32;
        *self.numbers.entry(word).or_insert_with_key(|word| {
            self.words.push(word.clone());
            next
        })
    }
}

/// Makes the section of tables.
pub(super) fn section(scheme: Scheme, lookups: &Lookups, clitics: Vec<String>) -> Vec<u8> {
    let mut numbering = Numbering::default();
    let mut tables = Writer::default();
    let lookup = lookups.lemma_lookup.iter().filter(|(_, lemmas)| !lemmas.is_empty());
    tables.map(lookup.map(|(&key, lemmas)| (key, numbering.number(lemmas.joined()))));
    for pos in Pos::ALL {
        let key = string_id(&pos.as_str().to_lowercase());
        tables.keys(lookups.lemma_index.get(&key).into_iter().flatten().map(|word| string_id(word)));
        let exceptions = lookups.lemma_exc.get(&key).into_iter().flatten().filter(|(_, lemmas)| !lemmas.is_empty());
        tables.map(exceptions.map(|(word, lemmas)| (string_id(word), numbering.number(lemmas.joined()))));
        let rules = lookups.lemma_rules.get(&key).map_or(&[][..], |rules| rules);
        tables.words(rules.iter().flat_map(|(old, new)| [old.as_str(), new.as_str()]));
    }
    let mut writer = Writer::default();
    writer.number(scheme as u32);
    writer.words(numbering.words.iter().map(String::as_str));
    let mut bytes = writer.into_bytes();
    bytes.extend(tables.into_bytes());
    let by_features = scheme == Scheme::ByFeatures;
    let endings = match by_features {
        true => Endings { rules: lookups.lemma_rules.clone(), groups: lookups.lemma_rules_groups.clone(), clitics },
        false => Endings::default(),
    };
    let mut writer = Writer::default();
    let endings = serde_json::to_string(&endings).unwrap_or_default();
    writer.words([endings.as_str()]);
    bytes.extend(writer.into_bytes());
    bytes
}

/// Loads the lemmatizer from its section.
pub fn load(section: &[u8]) -> Result<Lemmatizer, Error> {
    let mut reader = Reader(section);
    let scheme = reader.number()?;
    let scheme = Scheme::ALL.into_iter().find(|(known, _)| *known as u32 == scheme);
    let (scheme, _) = scheme.ok_or_else(|| Error::contents("section of the lemmatizer: unknown scheme"))?;
    let words = reader.words()?;
    let lookup = reader.map()?;
    let mut tables: [Table; Pos::ALL.len()] = Default::default();
    for table in &mut tables {
        let (index, exceptions, rules) = (reader.keys()?, reader.map()?, reader.words()?);
        let pair = |number: u32| Some((rules.get(2 * number)?.to_owned(), rules.get(2 * number + 1)?.to_owned()));
        *table = Table { index, exceptions, rules: (0..).map_while(pair).collect() };
    }
    let endings = reader.words()?;
    let endings = serde_json::from_str(endings.get(0).unwrap_or_default())
        .map_err(|e| Error::contents(format!("section of the lemmatizer: {e}")))?;
    Ok(Lemmatizer { scheme, words, lookup, tables, endings })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(factory: &str, mode: &str) -> Config {
        Config::read(&format!(
            "[nlp]\nlang = \"xx\"\n\n[components.lemmatizer]\nfactory = \"{factory}\"\nmode = \"{mode}\"\n\n[x]\n"
        ))
    }

    #[test]
    fn schemes() {
        let check = |language: &str, mode: &str, expected: Scheme| {
            assert_eq!(scheme(language, &config("lemmatizer", mode)).unwrap(), expected);
        };
        check("fr", "rule", Scheme::IndexFirst);
        check("fr", "lookup", Scheme::Lookup);
        check("en", "rule", Scheme::RulesFirstUnlessBase);
        check("es", "rule", Scheme::ByFeatures);
    }

    #[test]
    fn unknown_modes_are_named() {
        let check = |language: &str, factory: &str, mode: &str| {
            let error = scheme(language, &config(factory, mode)).unwrap_err().to_string();
            assert!([factory, language, mode].iter().all(|part| error.contains(part)), "{error}");
        };
        check("it", "lemmatizer", "pos_lookup");
        check("pl", "lemmatizer", "pos_lookup");
        check("fr", "lemmatizer", "rul");
        check("fr", "trainable_lemmatizer", "rule");
        assert!(scheme("fr", &Config::read("[components.tagger]\nfactory = \"tagger\"\n")).is_err());
    }

    #[test]
    fn a_damaged_section_is_an_error() {
        let good = section(Scheme::Lookup, &Lookups::default(), Vec::new());
        assert!(load(&good).is_ok() && load(&[9, 0, 0, 0]).is_err());
        assert!((0..good.len()).all(|length| load(&good[..length]).is_err()));
    }
}
