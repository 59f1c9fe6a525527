//! Given the attribute ruler's file of a pipeline; yields its rules as a section.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::test::Tests;
use super::{Effect, Pattern};
use crate::error::Error;
use crate::pos::Pos;
use crate::tagger::Label;

/// Holds the rules of a pipeline.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Section {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Rule {
    /// Any of these must match: for each token its tests.
    patterns: Vec<Vec<Vec<Test>>>,
    /// The token on which is set what follows, counted from the first.
    target: usize,
    tag: Option<String>,
    pos: Option<String>,
    morph: Option<String>,
    lemma: Option<String>,
    dep: Option<String>,
}

/// Is one thing that a pattern asks of a token.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Test {
    pub attribute: Attribute,
    pub wanted: Wanted,
}

/// Is what a test looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Attribute {
    Tag,
    Pos,
    Dep,
    Lower,
    Orth,
    Space,
}

/// Is what it is to be.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Wanted {
    In(Vec<String>),
    NotIn(Vec<String>),
    Regex(String),
    Flag(bool),
}

/// Is a rule as the file has it.
#[derive(Deserialize)]
struct Written {
    patterns: Vec<Vec<Map<String, Value>>>,
    attrs: Map<String, Value>,
    #[serde(default)]
    index: i64,
}

/// Reads the file `attribute_ruler/patterns`; `labels` are those that the tokens will have.
///
/// # Errors
/// A rule that this runtime does not know, and a tag that no rule gives a part of speech.
pub fn convert(bytes: &[u8], labels: &[Label]) -> Result<Section, Error> {
    let rules: Vec<Written> =
        rmp_serde::from_slice(bytes).map_err(|e| Error::contents(format!("attribute_ruler/patterns: {e}")))?;
    let section = Section { rules: rules.into_iter().map(Rule::read).collect::<Result<_, _>>()? };
    match labels.iter().find(|label| label.pos.is_empty() && !section.gives_pos(&label.tag)) {
        Some(label) => Err(Error::contents(format!("attribute_ruler: the tag `{}` has no part of speech", label.tag))),
        None => section.clone().into_rules(labels).map(|_| section),
    }
}

impl Section {
    /// Tells whether a rule gives all tokens of a tag a part of speech.
    fn gives_pos(&self, tag: &str) -> bool {
        let only = |tests: &[Vec<Test>]| match tests {
            [tests] => matches!(&tests[..], [Test { attribute: Attribute::Tag, wanted: Wanted::In(tags) }]
                                            if tags.iter().any(|known| known == tag)),
            _ => false,
        };
        self.rules.iter().any(|rule| rule.pos.is_some() && rule.patterns.iter().any(|pattern| only(pattern)))
    }

    /// Makes the rules ready for these labels.
    pub(super) fn into_rules(self, labels: &[Label]) -> Result<(Vec<Pattern>, Vec<Effect>), Error> {
        let (mut patterns, mut effects) = (Vec::new(), Vec::new());
        for rule in self.rules {
            let target = rule.target;
            for tokens in rule.patterns {
                let tokens: Result<Vec<_>, _> = tokens.into_iter().map(|tests| Tests::new(tests, labels)).collect();
                patterns.push(Pattern { effect: effects.len() as u32, tokens: tokens?, target });
            }
            effects.push(Effect {
                tag: rule.tag.map(Into::into),
                pos: rule.pos.as_deref().and_then(Pos::of),
                morph: rule.morph.map(Into::into),
                lemma: rule.lemma.map(Into::into),
                dep: rule.dep.map(Into::into),
            });
        }
        Ok((patterns, effects))
    }
}

impl Rule {
    fn read(written: Written) -> Result<Self, Error> {
        let shown = || Value::from(written.attrs.clone()).to_string();
        let shortest = written.patterns.iter().map(Vec::len).min().unwrap_or_default();
        let target = usize::try_from(written.index).ok().filter(|&target| target < shortest);
        let target = target.ok_or_else(|| unknown(&format!("the token {} of {}", written.index, shown())))?;
        let mut rule = Self { patterns: Vec::new(), target, tag: None, pos: None, morph: None, lemma: None, dep: None };
        for pattern in &written.patterns {
            let tokens: Result<_, _> = pattern.iter().map(tests).collect();
            rule.patterns.push(tokens?);
        }
        for (name, value) in &written.attrs {
            let value = value.as_str().ok_or_else(|| unknown(&shown()))?.to_owned();
            match name.as_str() {
                "TAG" => rule.tag = Some(value),
                "POS" if Pos::of(&value).is_some() => rule.pos = Some(value),
                "MORPH" if value == "_" => rule.morph = Some(String::new()),
                "MORPH" => rule.morph = Some(value),
                "LEMMA" => rule.lemma = Some(value),
                "DEP" => rule.dep = Some(value),
                _ => return Err(unknown(&shown())),
            }
        }
        Ok(rule)
    }
}

/// Reads what a pattern asks of one token.
fn tests(written: &Map<String, Value>) -> Result<Vec<Test>, Error> {
    written.iter().map(|(name, value)| test(name, value)).collect()
}

fn test(name: &str, value: &Value) -> Result<Test, Error> {
    let shown = || unknown(&format!("{name}: {value}"));
    let attribute = match name {
        "TAG" => Attribute::Tag,
        "POS" => Attribute::Pos,
        "DEP" => Attribute::Dep,
        "LOWER" => Attribute::Lower,
        "ORTH" | "TEXT" => Attribute::Orth,
        "IS_SPACE" => Attribute::Space,
        _ => return Err(shown()),
    };
    let strings = |value: &Value| serde_json::from_value::<Vec<String>>(value.clone()).ok();
    let wanted = match value {
        Value::String(word) => Some(Wanted::In(vec![word.clone()])),
        Value::Bool(flag) if attribute == Attribute::Space => Some(Wanted::Flag(*flag)),
        Value::Object(parts) if parts.len() == 1 => parts.iter().next().and_then(|(how, value)| match how.as_str() {
            "IN" => strings(value).map(Wanted::In),
            "NOT_IN" => strings(value).map(Wanted::NotIn),
            "REGEX" => value.as_str().map(|regex| Wanted::Regex(regex.to_owned())),
            _ => None,
        }),
        _ => None,
    };
    let wanted = wanted.filter(|wanted| attribute == Attribute::Space || !matches!(wanted, Wanted::Flag(_)));
    Ok(Test { attribute, wanted: wanted.ok_or_else(shown)? })
}

fn unknown(what: &str) -> Error {
    Error::contents(format!("attribute_ruler: an unknown rule, {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(rule: &Value, label: Label) -> Result<Section, Error> {
        convert(&rmp_serde::to_vec(&json!([rule])).unwrap(), &[label])
    }

    #[test]
    fn unknown_rules_are_named() {
        let label = || Label { pos: "X".into(), ..Label::default() };
        let check = |rule: Value, expected: &str| {
            let error = read(&rule, label()).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        };
        check(json!({"patterns": [[{"LEMMA": "be"}]], "attrs": {"POS": "AUX"}, "index": 0}), "LEMMA");
        check(json!({"patterns": [[{"TAG": "A", "OP": "+"}]], "attrs": {"POS": "AUX"}, "index": 0}), "OP");
        check(json!({"patterns": [[{"TAG": {"FUZZY": "A"}}]], "attrs": {"POS": "AUX"}, "index": 0}), "FUZZY");
        check(json!({"patterns": [[{"TAG": "A"}]], "attrs": {"POS": "ODD"}, "index": 0}), "ODD");
        check(json!({"patterns": [[{"TAG": "A"}]], "attrs": {"SHAPE": "x"}, "index": 0}), "SHAPE");
        check(json!({"patterns": [[{"TAG": "A"}]], "attrs": {"POS": "X"}, "index": 1}), "the token 1");
        check(json!({"patterns": [[]], "attrs": {"POS": "X"}, "index": 0}), "the token 0");
        assert!(convert(b"", &[label()]).is_err());
    }

    #[test]
    fn each_tag_needs_a_part_of_speech() {
        let label = |tag: &str| Label { tag: tag.into(), ..Label::default() };
        let rule = json!({"patterns": [[{"TAG": "VB"}]], "attrs": {"POS": "VERB"}, "index": 0});
        assert!(read(&rule, label("VB")).is_ok());
        assert!(read(&rule, label("NN")).unwrap_err().to_string().contains("`NN` has no part of speech"));
        let rule = json!({"patterns": [[{"TAG": "VB", "LOWER": "be"}]], "attrs": {"POS": "VERB"}, "index": 0});
        assert!(read(&rule, label("VB")).is_err());
    }
}
