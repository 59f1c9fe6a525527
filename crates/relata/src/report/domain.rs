//! Given a parse, yields which sentences play on a field where most trigger words report no event: sport, culture, weather.

use super::lexicon::Rule;
use crate::error::Error;
use crate::pack::Data;
use crate::parse::Parse;
use rustc_hash::{FxHashMap, FxHashSet};

/// How much the words of one sentence, or of a whole article, must weigh.
const ENOUGH: u32 = 4;

/// The longest entry, in words.
const LONGEST: usize = 4;

/// The fields of life and the words of one language that give them away, from `ontology/domains.tsv` and
/// `packs/*/domains.tsv`.
#[derive(Debug, Clone, Default)]
pub struct Domains {
    keeps: Vec<FxHashSet<String>>,
    words: FxHashMap<String, Vec<(usize, u32)>>,
}

impl Domains {
    /// Reads both tables.
    ///
    /// # Errors
    /// A missing or wrong table; a word whose domain the ontology does not have; a weight that is no number.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let mut domains = Self::default();
        let mut names: FxHashMap<String, usize> = FxHashMap::default();
        for row in data.table("ontology/domains.tsv", &["domain", "keeps", "about", "source"])?.rows() {
            names.insert(row.get("domain").to_owned(), domains.keeps.len());
            domains.keeps.push(row.list("keeps").map(str::to_owned).collect());
        }
        let columns = ["word", "domain", "weight", "source", "checked"];
        for row in data.table(&format!("packs/{language}/domains.tsv"), &columns)?.rows() {
            let Some(domain) = names.get(row.get("domain")) else {
                return Err(row.error(format!("ontology/domains.tsv has no domain {}", row.get("domain"))));
            };
            let weight = row.get("weight").parse().map_err(|_| row.error("weight must be a whole number"))?;
            domains.words.entry(row.get("word").to_owned()).or_default().push((*domain, weight));
        }
        Ok(domains)
    }

    /// The domain of each sentence, by index; `None` where it plays on no such field.
    pub fn of_sentences(&self, text: &str, parse: &Parse) -> Vec<Option<usize>> {
        let mut all: Vec<FxHashMap<String, (usize, u32)>> = vec![FxHashMap::default(); self.keeps.len()];
        let mut own = Vec::with_capacity(parse.sentences.len());
        for sentence in &parse.sentences {
            let mut weights = vec![0; self.keeps.len()];
            for at in sentence.clone() {
                for (word, domain, weight) in self.found(text, parse, at, sentence.end) {
                    weights[domain] += weight;
                    all[domain].insert(word, (domain, weight));
                }
            }
            own.push(heaviest(&weights));
        }
        let totals: Vec<u32> = all.iter().map(|words| words.values().map(|(_, weight)| weight).sum()).collect();
        let sentences = u32::try_from(parse.sentences.len()).unwrap_or(u32::MAX);
        let whole = heaviest(&totals).filter(|domain| totals[*domain] >= sentences);
        own.into_iter().map(|domain| domain.or(whole)).collect()
    }

    /// The entries that begin at a token, each with its domain and weight.
    fn found(&self, text: &str, parse: &Parse, at: usize, end: usize) -> Vec<(String, usize, u32)> {
        let mut found = Vec::new();
        let mut joined = String::new();
        for (length, token) in parse.tokens[at..end.min(at + LONGEST)].iter().enumerate() {
            if length > 0 {
                joined.push(' ');
            }
            joined.push_str(&token.span.of(text).to_lowercase());
            let lemma = (length == 0).then(|| token.lemma.to_lowercase());
            let entry = self.words.get(&joined).or_else(|| self.words.get(&lemma?));
            found.extend(entry.into_iter().flatten().map(|(domain, weight)| (joined.clone(), *domain, *weight)));
        }
        found
    }

    /// True where a row still reports an event on this field: one of its contexts, or its type, is kept there.
    pub fn lets(&self, domain: usize, rule: &Rule) -> bool {
        let keeps = &self.keeps[domain];
        keeps.contains(&rule.kind) || rule.contexts.iter().any(|context| keeps.contains(context))
    }
}

fn heaviest(weights: &[u32]) -> Option<usize> {
    (0..weights.len()).filter(|d| weights[*d] >= ENOUGH).max_by_key(|d| (weights[*d], std::cmp::Reverse(*d)))
}
