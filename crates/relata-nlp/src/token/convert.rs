//! Given the tokenizer's file of a pipeline; yields a compact section, and from it the rules.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::rules::{Patterns, Rules, SpecialCase};
use crate::error::Error;
use crate::pattern::{self, Alphabet};
use crate::vocab::Vocab;
use crate::wheel::WheelFiles;

/// Is the file `tokenizer` of a pipeline.
#[derive(Deserialize)]
struct TokenizerFile {
    prefix_search: Option<String>,
    suffix_search: Option<String>,
    infix_finditer: Option<String>,
    token_match: Option<String>,
    url_match: Option<String>,
    exceptions: BTreeMap<String, Vec<BTreeMap<Attribute, String>>>,
    #[serde(default)]
    faster_heuristics: Option<bool>,
}

/// Is the name of an attribute, or its number.
#[derive(PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(untagged)]
enum Attribute {
    Number(u64),
    Name(String),
}

impl Attribute {
    fn is_orth(&self) -> bool {
        matches!(self, Self::Number(65)) || matches!(self, Self::Name(name) if name == "ORTH" || name == "65")
    }

    fn is_norm(&self) -> bool {
        matches!(self, Self::Number(67)) || matches!(self, Self::Name(name) if name == "NORM" || name == "67")
    }
}

/// Is what the section holds.
#[derive(Serialize, Deserialize)]
struct Section {
    alphabet: Alphabet,
    patterns: Patterns,
    vocab: Vocab,
    cases: Vec<SpecialCase>,
    anywhere: bool,
}

/// Reads the tokenizer and the norms of a pipeline; yields the section.
pub fn convert(files: &WheelFiles) -> Result<Vec<u8>, Error> {
    let bytes = files.bytes("tokenizer")?;
    let file = rmp_serde::from_slice(&bytes).map_err(|e| Error::contents(format!("tokenizer: {e}")))?;
    section(file, Vocab::convert(files)?)
}

/// Loads the rules from a section.
pub fn load(section: &[u8]) -> Result<Rules, Error> {
    let section: Section =
        rmp_serde::from_slice(section).map_err(|e| Error::contents(format!("section of the tokenizer: {e}")))?;
    Ok(Rules::new(section.alphabet, section.patterns, section.vocab, &section.cases, section.anywhere))
}

fn section(file: TokenizerFile, vocab: Vocab) -> Result<Vec<u8>, Error> {
    let sources = [&file.prefix_search, &file.suffix_search, &file.infix_finditer, &file.token_match, &file.url_match];
    let given: Vec<&str> = sources.iter().filter_map(|source| source.as_deref()).collect();
    let (alphabet, programs) = pattern::compile(&given)?;
    let mut programs = programs.into_iter();
    let mut next = |source: &Option<String>| source.as_ref().and_then(|_| programs.next());
    let patterns = Patterns {
        prefix: next(&file.prefix_search),
        suffix: next(&file.suffix_search),
        infix: next(&file.infix_finditer),
        token: next(&file.token_match),
        url: next(&file.url_match),
    };
    let cases: Result<_, _> = file.exceptions.into_iter().map(|(whole, parts)| special_case(whole, parts)).collect();
    let anywhere = file.faster_heuristics == Some(false);
    let section = Section { alphabet, patterns, vocab, cases: cases?, anywhere };
    rmp_serde::to_vec(&section).map_err(|e| Error::contents(format!("section of the tokenizer: {e}")))
}

fn special_case(whole: String, parts: Vec<BTreeMap<Attribute, String>>) -> Result<SpecialCase, Error> {
    let mut words = Vec::with_capacity(parts.len());
    for part in parts {
        let (mut word, mut norm) = (String::new(), None);
        for (attribute, value) in part {
            if attribute.is_orth() {
                word = value;
            } else if attribute.is_norm() {
                norm = Some(value);
            } else {
                return Err(Error::contents(format!("tokenizer: the special case `{whole}` sets more than a norm")));
            }
        }
        words.push((word, norm));
    }
    if words.iter().map(|(word, _)| word.as_str()).collect::<String>() != whole {
        return Err(Error::contents(format!("tokenizer: the special case `{whole}` is not its parts")));
    }
    words.retain(|(word, _)| !word.is_empty());
    Ok((whole, words))
}

#[cfg(test)]
pub(super) use tests::rules;

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules from patterns (prefix, suffix, infix, token, url) and special cases ("I'm" as "I" and "'m=am").
    pub(crate) fn rules(patterns: [Option<&str>; 5], cases: &[(&str, &[&str])]) -> Rules {
        let [prefix_search, suffix_search, infix_finditer, token_match, url_match] =
            patterns.map(|pattern| pattern.map(str::to_owned));
        let part = |part: &str| {
            let (word, norm) = part.split_once('=').map_or((part, None), |(word, norm)| (word, Some(norm)));
            let word = (Attribute::Number(65), word.to_owned());
            let norm = norm.map(|norm| (Attribute::Name("NORM".into()), norm.to_owned()));
            [Some(word), norm].into_iter().flatten().collect()
        };
        let case =
            |(whole, parts): &(&str, &[&str])| ((*whole).to_owned(), parts.iter().map(|text| part(text)).collect());
        let exceptions = cases.iter().map(case).collect();
        let faster_heuristics = Some(true);
        let file = TokenizerFile {
            prefix_search,
            suffix_search,
            infix_finditer,
            token_match,
            url_match,
            exceptions,
            faster_heuristics,
        };
        load(&section(file, Vocab::default()).unwrap()).unwrap()
    }

    #[test]
    fn special_cases_must_be_whole_and_plain() {
        let part = |attribute, value: &str| [(attribute, value.to_owned())].into_iter().collect();
        assert!(special_case("ab".into(), vec![part(Attribute::Number(65), "a")]).is_err());
        assert!(special_case("a".into(), vec![part(Attribute::Number(74), "a")]).is_err());
        assert!(special_case("a".into(), vec![part(Attribute::Name("ORTH".into()), "a")]).is_ok());
    }

    #[test]
    fn a_damaged_section_is_an_error() {
        assert!(load(b"").is_err() && load(&[0xc1, 2, 3]).is_err());
    }
}
