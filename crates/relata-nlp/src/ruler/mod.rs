//! Given tokens with their labels and their tree; yields each token's tag, part of speech and features, and the lemma
//! and relation where a rule sets them: spaCy's attribute ruler.
//!
//! A rule is patterns of one or more tokens, and what is set on one token of a match. All patterns see the tokens as
//! they were before; then the rules that match are carried out, later ones over earlier ones.

mod convert;
mod test;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::pos::Pos;
use crate::string_id::string_id;
use crate::tagger::Label;
use crate::token::Tokens;
use crate::vocab::Lexeme;
pub use convert::{Section, convert};
use test::Tests;

/// Is a token as the rules see it.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    /// The number of its label.
    pub label: u16,
    /// Its relation to its head.
    pub dep: &'a str,
}

/// Is what is decided of a token.
#[derive(Debug, Clone, Copy)]
pub struct Word<'a> {
    /// Its fine-grained tag; empty where neither tagger nor rule gives one.
    pub tag: &'a Arc<str>,
    /// Its part of speech.
    pub pos: Pos,
    /// Its features, empty if it has none.
    pub morph: &'a Arc<str>,
    /// Its lemma, where a rule sets it.
    pub lemma: Option<&'a Arc<str>>,
    /// Its relation, where a rule sets it.
    pub dep: Option<&'a Arc<str>>,
}

/// Carries out the rules of a pipeline.
pub struct Ruler {
    labels: Vec<Class>,
    patterns: Vec<Pattern>,
    effects: Vec<Effect>,
    /// For each label the patterns that may begin with it and ask for no certain word.
    by_label: Vec<Vec<u32>>,
    /// The patterns that begin with one of certain words, by the number of the word in lower case.
    by_word: FxHashMap<u64, Vec<u32>>,
}

/// Is what a label says by itself.
struct Class {
    tag: Arc<str>,
    pos: Pos,
    morph: Arc<str>,
}

struct Pattern {
    /// The number of its effect.
    effect: u32,
    /// What each token must be.
    tokens: Vec<Tests>,
    /// Which token of a match the effect is set on.
    target: usize,
}

/// Is what a rule sets.
#[derive(Debug, Default)]
struct Effect {
    tag: Option<Arc<str>>,
    pos: Option<Pos>,
    morph: Option<Arc<str>>,
    lemma: Option<Arc<str>>,
    dep: Option<Arc<str>>,
}

impl Ruler {
    /// Makes the rules of a section ready for use with these labels.
    pub fn load(section: Section, labels: &[Label]) -> Result<Self, Error> {
        let (patterns, effects) = section.into_rules(labels)?;
        let class = |label: &Label| Class {
            tag: label.tag.as_str().into(),
            pos: Pos::of(&label.pos).unwrap_or(Pos::X),
            morph: label.morph.as_str().into(),
        };
        let mut ruler = Self {
            labels: labels.iter().map(class).collect(),
            by_label: vec![Vec::new(); labels.len()],
            by_word: FxHashMap::default(),
            patterns,
            effects,
        };
        for (number, pattern) in ruler.patterns.iter().enumerate() {
            let first = pattern.tokens.first().ok_or_else(|| Error::contents("attribute_ruler: an empty pattern"))?;
            let number = number as u32;
            match first.words() {
                Some(words) => words.iter().for_each(|&word| ruler.by_word.entry(word).or_default().push(number)),
                None => {
                    let may = ruler.by_label.iter_mut().enumerate().filter(|(label, _)| first.admit(*label as u16));
                    may.for_each(|(_, patterns)| patterns.push(number));
                }
            }
        }
        Ok(ruler)
    }

    /// Decides of each token; `seen` has one for each of `tokens`.
    pub fn run(&self, tokens: &Tokens, seen: &[Seen<'_>]) -> Vec<Word<'_>> {
        let start = |seen: &Seen<'_>| {
            let class = &self.labels[usize::from(seen.label)];
            Word { tag: &class.tag, pos: class.pos, morph: &class.morph, lemma: None, dep: None }
        };
        let mut words: Vec<Word<'_>> = seen.iter().map(start).collect();
        for (place, effect) in self.matches(tokens, seen) {
            let (word, effect) = (&mut words[place as usize], &self.effects[effect as usize]);
            word.tag = effect.tag.as_ref().unwrap_or(word.tag);
            word.pos = effect.pos.unwrap_or(word.pos);
            word.morph = effect.morph.as_ref().unwrap_or(word.morph);
            word.lemma = effect.lemma.as_ref().or(word.lemma);
            word.dep = effect.dep.as_ref().or(word.dep);
        }
        words
    }

    /// Gives the effects and the tokens that they are set on, in the order in which to carry them out.
    fn matches(&self, tokens: &Tokens, seen: &[Seen<'_>]) -> Vec<(u32, u32)> {
        let by_word = self.by_lexeme(tokens);
        let mut found = Vec::with_capacity(seen.len());
        for (place, token) in seen.iter().enumerate() {
            let lexeme = tokens.tokens[place].lex as usize;
            let worded = by_word.get(lexeme).into_iter().flatten().copied().flatten();
            for &number in self.by_label[usize::from(token.label)].iter().chain(worded) {
                let pattern = &self.patterns[number as usize];
                let holds = |(test, at): (&Tests, usize)| {
                    let lexeme = |at: usize| &*tokens.lexemes[tokens.tokens[at].lex as usize];
                    seen.get(at).is_some_and(|token| test.hold(token, lexeme(at)))
                };
                if pattern.tokens.iter().zip(place..).all(holds) {
                    found.push(((place + pattern.target) as u32, pattern.effect));
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Gives for each lexeme of a text the patterns that begin with its word.
    fn by_lexeme(&self, tokens: &Tokens) -> Vec<Option<&Vec<u32>>> {
        if self.by_word.is_empty() {
            return Vec::new();
        }
        let patterns = |lexeme: &Arc<Lexeme>| self.by_word.get(&string_id(&lexeme.text.to_lowercase()));
        tokens.lexemes.iter().map(patterns).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::RawToken;
    use crate::vocab::Vocab;
    use serde_json::{Value, json};

    fn ruler(rules: &Value, labels: &[(&str, &str)]) -> Ruler {
        let label = |&(tag, pos): &(&str, &str)| Label { tag: tag.into(), pos: pos.into(), ..Label::default() };
        let labels: Vec<Label> = labels.iter().map(label).collect();
        Ruler::load(convert(&rmp_serde::to_vec(rules).unwrap(), &labels).unwrap(), &labels).unwrap()
    }

    fn tokens(words: &[&str]) -> Tokens {
        let mut tokens = Tokens::default();
        for (lex, word) in words.iter().enumerate() {
            tokens.lexemes.push(Arc::new(Vocab::default().lexeme(word)));
            tokens.tokens.push(RawToken { start: 0, end: 0, space_after: true, lex: lex as u32 });
        }
        tokens
    }

    /// Words are given with the numbers of their labels and their relations; "tag POS morph lemma dep" is expected.
    fn check(ruler: &Ruler, words: &[(&str, u16, &str)], expected: &[&str]) {
        let seen: Vec<_> = words.iter().map(|&(_, label, dep)| Seen { label, dep }).collect();
        let words: Vec<&str> = words.iter().map(|&(word, ..)| word).collect();
        let show = |word: &Word<'_>| {
            let or = |part: Option<&Arc<str>>| part.map_or("-".to_owned(), |part| part.to_string());
            format!("{} {} {} {} {}", word.tag, word.pos, word.morph, or(word.lemma), or(word.dep))
        };
        let found: Vec<_> = ruler.run(&tokens(&words), &seen).iter().map(show).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn tags_are_mapped_and_words_change_the_outcome() {
        let rules = json!([
            {"patterns": [[{"TAG": "VB"}]], "attrs": {"POS": "VERB", "MORPH": "VerbForm=Inf"}, "index": 0},
            {"patterns": [[{"TAG": "RB"}]], "attrs": {"POS": "ADV", "MORPH": "_"}, "index": 0},
            {"patterns": [[{"TAG": "RB", "LOWER": {"IN": ["not", "n't"]}}]],
             "attrs": {"POS": "PART", "LEMMA": "not"}, "index": 0},
            {"patterns": [[{"TAG": {"NOT_IN": ["TO", ""]}, "DEP": {"IN": ["aux"]}}]], "attrs": {"POS": "AUX"}, "index": 0},
        ]);
        let ruler = ruler(&rules, &[("VB", ""), ("RB", "")]);
        let words = [("Do", 0, "aux"), ("N'T", 1, "neg"), ("go", 0, "ROOT"), ("now", 1, "advmod"), ("not", 0, "x")];
        check(
            &ruler,
            &words,
            &[
                "VB AUX VerbForm=Inf - -",
                "RB PART  not -",
                "VB VERB VerbForm=Inf - -",
                "RB ADV  - -",
                "VB VERB VerbForm=Inf - -",
            ],
        );
    }

    #[test]
    fn a_rule_may_look_at_neighbours_and_spell() {
        let rules = json!([
            {"patterns": [[{"TAG": "X"}]], "attrs": {"POS": "X"}, "index": 0},
            {"patterns": [[{"LOWER": "let"}, {"LOWER": "'s"}]], "attrs": {"LEMMA": "us"}, "index": 1},
            {"patterns": [[{"LOWER": {"REGEX": "^n[ou]thin'$"}}], [{"ORTH": "Nix"}]], "attrs": {"LEMMA": "nothing"}, "index": 0},
        ]);
        let ruler = ruler(&rules, &[("X", "")]);
        let words = ["Let", "'s", "'s", "NUTHIN'", "nothing", "Nix", "nix", "let"];
        let words: Vec<_> = words.iter().map(|&word| (word, 0, "")).collect();
        let lemmas = ["-", "us", "-", "nothing", "-", "nothing", "-", "-"].map(|lemma| format!("X X  {lemma} -"));
        check(&ruler, &words, &lemmas.each_ref().map(String::as_str));
    }

    #[test]
    fn white_space_is_set_apart() {
        let rules = json!([
            {"patterns": [[{"POS": "NOUN"}]], "attrs": {"TAG": "NOUN"}, "index": 0},
            {"patterns": [[{"POS": "SPACE", "IS_SPACE": false}]], "attrs": {"TAG": "X", "POS": "X", "MORPH": "_"}, "index": 0},
            {"patterns": [[{"IS_SPACE": true, "DEP": {"NOT_IN": [""]}}]], "attrs": {"DEP": "dep"}, "index": 0},
            {"patterns": [[{"IS_SPACE": true}]], "attrs": {"TAG": "SPACE", "POS": "SPACE", "MORPH": "_"}, "index": 0},
        ]);
        let ruler = ruler(&rules, &[("", "NOUN"), ("", "SPACE")]);
        let words = [("mot", 0, "obj"), ("\n", 0, "obj"), ("x", 1, "ROOT"), (" ", 1, "")];
        check(&ruler, &words, &["NOUN NOUN  - -", "SPACE SPACE  - dep", "X X  - -", "SPACE SPACE  - -"]);
    }
}
