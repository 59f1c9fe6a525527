//! Given `packs/LANGUAGE/quotes.toml`, yields the marks and the small word lists that quotations are found by.

use crate::error::Error;
use crate::mention::figure::UNITS;
use crate::pack::Data;
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// What a pack says of quotations; every word is lower case with a straight apostrophe.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    /// (opens, closes), one pair a kind of mark.
    pub pairs: Vec<(char, char)>,
    /// Marks that close one another in careless copies.
    pub loose: Vec<char>,
    /// How left-out words are shown: "(…)".
    pub elisions: Vec<String>,
    /// The last sign of a sentence.
    pub stops: Vec<char>,
    /// Word lists by name.
    pub words: Words,
    /// Endings that turn a form into its lemma: (ending of the form, ending of the lemma), longest first.
    pub endings: Vec<(String, String)>,
}

/// The word lists of a pack, each one a set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// Introduce the agent of a passive: "par".
    pub agent: FxHashSet<String>,
    /// Subject pronouns of who is spoken to, without hyphens.
    pub addressed: FxHashSet<String>,
    /// Introduce who is spoken to: "à", "auprès".
    pub addressee: FxHashSet<String>,
    /// Pronouns of the reporter himself, without hyphens.
    #[serde(default)]
    pub author: FxHashSet<String>,
    /// Nouns behind which, with a preposition between, marks hold a name in small letters too: "sous le nom de".
    #[serde(default)]
    pub called: FxHashSet<String>,
    /// Subject pronouns, without hyphens.
    pub clitics: FxHashSet<String>,
    /// Words before a content clause: "que".
    pub content: FxHashSet<String>,
    /// Words that join a noun to what belongs to it: "de".
    pub belonging: FxHashSet<String>,
    /// Contents between marks that are names wherever they stand.
    pub labels: FxHashSet<String>,
    /// Nouns of how somebody speaks: "d'une voix faible".
    pub manner: FxHashSet<String>,
    /// Participles after which marks hold a name: "intitulé".
    pub naming: FxHashSet<String>,
    /// Nouns of things that bear names: "film", "forum".
    pub named: FxHashSet<String>,
    /// Pronouns that before a verb are its objects.
    pub objects: FxHashSet<String>,
    /// Nouns of who can speak.
    pub people: FxHashSet<String>,
    /// Reflexive pronouns.
    pub reflexives: FxHashSet<String>,
    /// Relative pronouns that can be subjects.
    pub relatives: FxHashSet<String>,
    /// Personal pronouns that stand behind a preposition alone: "lui".
    pub stressed: FxHashSet<String>,
    /// Words before an infinitive of speech that make it no speech: "comme pour".
    #[serde(default)]
    pub as_if: FxHashSet<String>,
    /// Pronouns for no one at all.
    #[serde(default)]
    pub nobody: FxHashSet<String>,
    /// Pronouns for whoever speaks somewhere, without hyphens: "on".
    #[serde(default)]
    pub impersonal: FxHashSet<String>,
    /// Prepositions of where one speaks.
    #[serde(default)]
    pub somewhere: FxHashSet<String>,
    /// Conjunctions of a question that is reported: "si".
    #[serde(default)]
    pub whether: FxHashSet<String>,
    /// True where the conditional tells what is only heard: "il aurait fui".
    #[serde(default)]
    pub hearsay: bool,
    /// Verbs whose infinitive is reported: "dit vouloir partir".
    #[serde(default)]
    pub telling: FxHashSet<String>,
    /// Verbs whose conditional wishes or regrets, and tells no hearsay: "il aurait pu".
    #[serde(default)]
    pub wishes: FxHashSet<String>,
    /// True where a reported clause needs no conjunction: "he said it was late".
    #[serde(default)]
    pub bare: bool,
    /// Verbs over an infinitive of speech that make it no speech: "sembler".
    #[serde(default)]
    pub seeming: FxHashSet<String>,
    /// Verbs that say what somebody thinks and nobody hears.
    #[serde(default)]
    pub thoughts: FxHashSet<String>,
    /// Nouns of time, which no verb of speech has for its subject.
    pub times: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    marks: Marks,
    words: Words,
    endings: Vec<[String; 2]>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    pairs: Vec<[char; 2]>,
    loose: Vec<char>,
    elisions: Vec<String>,
    stops: Vec<char>,
}

impl Rules {
    /// Reads the file of a language.
    ///
    /// # Errors
    /// A missing file, or what is wrong in it.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let path = format!("packs/{language}/quotes.toml");
        let text = data.text(&path).ok_or_else(|| Error::pack(&path, 0, "the file is missing"))?;
        let file: File = toml::from_str(&text).map_err(|e| {
            let line = e.span().map_or(0, |s| text[..s.start].lines().count().max(1));
            Error::pack(&path, line, e.message())
        })?;
        let mut endings: Vec<(String, String)> = file.endings.into_iter().map(|[form, lemma]| (form, lemma)).collect();
        let mut words = file.words;
        // Those who can be counted as people can speak.
        let counted = data.table(&format!("packs/{language}/units.tsv"), &UNITS)?;
        words.people.extend(counted.rows().filter(|r| r.get("kind") == "people").map(|r| r.get("noun").to_owned()));
        endings.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Ok(Self {
            pairs: file.marks.pairs.into_iter().map(|[open, close]| (open, close)).collect(),
            loose: file.marks.loose,
            elisions: file.marks.elisions,
            stops: file.marks.stops,
            endings,
            words,
        })
    }

    /// The lemma that the model gives and those that the endings allow, without repetition.
    pub fn lemmas<'a>(&'a self, lemma: &'a str, form: &'a str) -> impl Iterator<Item = String> + 'a {
        let guesses = self
            .endings
            .iter()
            .filter_map(move |(end, base)| form.strip_suffix(end.as_str()).map(|stem| format!("{stem}{base}")));
        std::iter::once(fold(lemma)).chain(guesses)
    }
}

/// Lower case, with straight apostrophes: the form that word lists are written in.
pub(crate) fn fold(word: &str) -> String {
    word.chars().flat_map(char::to_lowercase).map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apostrophes_and_case_are_folded() {
        assert_eq!(fold("L’Élysée"), "l'élysée");
    }

    #[test]
    fn the_pack_loads_and_its_endings_reach_the_infinitive() {
        let rules = Rules::load(&Data::builtin(), "fr").unwrap();
        assert!(rules.lemmas("estime", "estime").any(|l| l == "estimer"));
    }
}
