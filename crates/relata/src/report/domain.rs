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
    names: Vec<String>,
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
            domains.names.push(row.get("domain").to_owned());
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
        let mut all: Vec<FxHashMap<String, u32>> = vec![FxHashMap::default(); self.keeps.len()];
        let (mut own, mut headline) = (Vec::with_capacity(parse.sentences.len()), None);
        for sentence in &parse.sentences {
            let mut weights = vec![0; self.keeps.len()];
            let mut at = sentence.start;
            while at < sentence.end {
                let (word, length) = self.longest(text, parse, at, sentence.end);
                for (domain, weight) in self.words.get(&word).into_iter().flatten() {
                    weights[*domain] += weight;
                    all[*domain].insert(word.clone(), *weight);
                }
                at += length;
            }
            if own.is_empty() {
                headline = (0..weights.len()).filter(|d| weights[*d] >= ENOUGH / 2).max_by_key(|d| weights[*d]);
            }
            own.push(heaviest(&weights));
        }
        let totals: Vec<u32> = all.iter().map(|words| words.values().sum()).collect();
        let sentences = u32::try_from(parse.sentences.len()).unwrap_or(u32::MAX);
        // A headline that plays on a field speaks for more: half as many words do.
        let enough = |domain: usize| totals[domain] * if headline == Some(domain) { 2 } else { 1 } >= sentences;
        let whole = heaviest(&totals).filter(|domain| enough(*domain));
        own.into_iter().map(|domain| domain.or(whole)).collect()
    }

    /// The longest entry that begins at a token, and how many tokens it takes; the token's own word where there is none.
    fn longest(&self, text: &str, parse: &Parse, at: usize, end: usize) -> (String, usize) {
        let lemma = parse.tokens[at].lemma.to_lowercase();
        let (mut best, mut joined) = ((lemma, 1), String::new());
        for (length, token) in parse.tokens[at..end.min(at + LONGEST)].iter().enumerate() {
            if length > 0 {
                joined.push(' ');
            }
            joined.push_str(&token.span.of(text).to_lowercase());
            if self.words.contains_key(&joined) {
                best = (joined.clone(), length + 1);
            }
        }
        best
    }

    /// The name of a domain.
    pub fn name(&self, domain: usize) -> &str {
        &self.names[domain]
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
