//! Given a word, its part of speech and its features; yields its lemma by the endings that its features select.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Lemmatizer, Table};
use crate::pos::Pos;
use crate::string_id::string_id;

/// Holds endings by name, and which features select which.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Endings {
    /// By the number of their name: endings and what replaces them.
    pub rules: BTreeMap<u64, Vec<(String, String)>>,
    /// By the number of the part of speech: names of endings and the features that select them, the first counts.
    pub groups: BTreeMap<u64, Vec<(String, Vec<String>)>>,
    /// Pronouns that are written as one word with the verb before them.
    pub clitics: Vec<String>,
}

/// The most pronouns that are taken off one verb.
const MOST_CLITICS: usize = 4;
/// The feature of a verb with pronouns.
const WITH_CLITICS: &str = "PronType=Prs";

impl Endings {
    fn named(&self, name: &str) -> &[(String, String)] {
        self.rules.get(&string_id(name)).map_or(&[], Vec::as_slice)
    }

    /// Gives the endings that the features select.
    fn selected(&self, pos: Pos, features: &[&str]) -> &[(String, String)] {
        let groups = self.groups.get(&string_id(&pos.as_str().to_lowercase())).into_iter().flatten();
        let mut fitting =
            groups.filter(|(_, wanted)| wanted.iter().all(|feature| features.contains(&feature.as_str())));
        fitting.next().map_or(&[], |(name, _)| self.named(name))
    }

    /// Gives what replaces a whole word, from the first list that has it.
    fn whole(&self, word: &str, lists: &[&str]) -> Option<&str> {
        let pairs = lists.iter().flat_map(|list| self.named(list));
        pairs.into_iter().find(|(old, _)| old == word).map(|(_, new)| new.as_str())
    }

    fn without_accents(&self, word: &str) -> String {
        self.named("accents").iter().fold(word.to_owned(), |word, (old, new)| word.replace(old, new))
    }
}

impl Lemmatizer {
    /// Follows the rule mode of spaCy's Spanish lemmatizer; `starts` says whether the word starts a sentence.
    pub(super) fn by_features(&self, text: &str, pos: Pos, morph: &str, starts: bool) -> String {
        use Pos::{Adj, Adv, Aux, Det, Noun, Num, Pron, Propn, Space, Verb};
        let lower = text.to_lowercase();
        match pos {
            Space => return lower,
            Adj | Adv | Aux | Det | Noun | Num | Pron | Verb => {}
            _ if starts && pos != Propn => return lower,
            _ => return text.to_owned(),
        }
        if let Some(lemma) = self.exception(pos, &lower) {
            return lemma.to_owned();
        }
        let features = features(morph);
        match pos {
            Adv => self.endings.whole(&lower, &["adverbs"]).unwrap_or(&lower).to_owned(),
            Num => self.numeral(&lower),
            Det => self.determiner(&lower),
            Pron => self.pronoun(&lower, Pron),
            Verb | Aux if features.contains(&WITH_CLITICS) => self.verb_with_clitics(&lower, &features),
            Verb | Aux => self.verb(&lower, &features),
            _ => self.nominal(&lower, pos, &features),
        }
    }

    fn exception(&self, pos: Pos, lower: &str) -> Option<&str> {
        self.first(self.tables[pos as usize].exceptions.get(string_id(lower))?)
    }

    fn nominal(&self, word: &str, pos: Pos, features: &[&str]) -> String {
        let mut forms = replaced(self.endings.selected(pos, features), word);
        forms.retain(|form| form != word);
        if features.contains(&"Number=Plur") {
            let accented = forms.iter().filter(|form| form.ends_with(['n', 's']));
            let pairs = self.endings.named("accents").iter();
            let plain: Vec<String> =
                accented.flat_map(|form| pairs.clone().map(|(old, new)| form.replace(old, new))).collect();
            forms.extend(plain);
        }
        self.tables[pos as usize].first_known(forms).unwrap_or_else(|| word.to_owned())
    }

    fn determiner(&self, word: &str) -> String {
        if let Some(whole) = self.endings.whole(word, &["det", "det_and_pron_fixed"]) {
            return whole.to_owned();
        }
        let mut forms = replaced(self.endings.named("det_and_pron_general"), word);
        forms.push(word.to_owned());
        self.tables[Pos::Det as usize].first_known(forms).unwrap_or_default()
    }

    /// `index` is the part of speech whose known lemmas count.
    fn pronoun(&self, word: &str, index: Pos) -> String {
        if let Some(whole) = self.endings.whole(word, &["pron", "det_and_pron_fixed"]) {
            return whole.to_owned();
        }
        let mut forms = replaced(self.endings.named("det_and_pron_general"), word);
        forms.retain(|form| form != word);
        forms.push(word.to_owned());
        self.tables[index as usize].first_known(forms).unwrap_or_default()
    }

    fn numeral(&self, word: &str) -> String {
        if let Some(whole) = self.endings.whole(word, &["num"]) {
            return whole.to_owned();
        }
        let before = word.split(',').next().unwrap_or_default();
        let thousands = before
            .rsplit_once('.')
            .is_some_and(|(_, last)| last.len() == 3 && last.bytes().all(|byte| byte.is_ascii_digit()));
        if thousands { word.replace('.', "").replace(',', ".") } else { word.replace(',', ".") }
    }

    fn verb(&self, word: &str, features: &[&str]) -> String {
        let table = &self.tables[Pos::Verb as usize];
        let mut forms = replaced(self.endings.selected(Pos::Verb, features), word);
        forms.retain(|form| form != word);
        if let Some(known) = forms.iter().find(|form| table.knows(form)) {
            return known.clone();
        }
        let changed = forms.iter().find_map(|form| self.with_another_vowel(form, table));
        changed.or(forms.into_iter().next()).unwrap_or_else(|| word.to_owned())
    }

    /// Changes a vowel of the stem, so that a known verb comes out.
    fn with_another_vowel(&self, form: &str, table: &Table) -> Option<String> {
        let single = self.endings.named("voc_alt_1").iter().flat_map(|(old, new)| {
            let places = form.match_indices(old.as_str());
            places.map(move |(at, _)| format!("{}{new}{}", &form[..at], &form[at + old.len()..]))
        });
        let double = self.endings.named("voc_alt_2").iter().filter(|(old, _)| form.contains(old.as_str()));
        let double = double.map(|(old, new)| form.replacen(old.as_str(), new, 1));
        single.chain(double).find(|changed| table.knows(changed))
    }

    fn verb_with_clitics(&self, word: &str, features: &[&str]) -> String {
        let (mut verb, mut clitics) = (word.to_owned(), Vec::new());
        while clitics.len() < MOST_CLITICS {
            // The longest that ends the word.
            let fitting = self.endings.clitics.iter().filter(|clitic| verb.ends_with(clitic.as_str()));
            let Some(clitic) = fitting.max_by_key(|clitic| clitic.len()) else { break };
            verb.truncate(verb.len() - clitic.len());
            clitics.insert(0, clitic.as_str());
        }
        let verb = self.endings.without_accents(&verb);
        let mut lemma = match self.exception(Pos::Verb, &verb) {
            Some(lemma) => lemma.to_owned(),
            // The endings are selected by all features.
            None => self.verb(&verb, features),
        };
        lemma.push(' ');
        let pronoun = |clitic: &&str| {
            self.exception(Pos::Pron, clitic).map_or_else(|| self.pronoun(clitic, Pos::Verb), str::to_owned)
        };
        lemma + &clitics.iter().map(pronoun).collect::<Vec<_>>().join(" ")
    }
}

impl Table {
    fn knows(&self, word: &str) -> bool {
        self.index.find(string_id(word)).is_some()
    }

    /// Gives the first form that is known, else the first.
    fn first_known(&self, forms: Vec<String>) -> Option<String> {
        let known = forms.iter().position(|form| self.knows(form));
        forms.into_iter().nth(known.unwrap_or(0))
    }
}

/// Lists the features, "Number=Plur".
fn features(morph: &str) -> Vec<&str> {
    morph.split('|').filter(|feature| !feature.is_empty()).collect()
}

/// Gives the word with each of the endings replaced; where one does not fit, the word itself.
fn replaced(endings: &[(String, String)], word: &str) -> Vec<String> {
    let replace = |(old, new): &(String, String)| match word.strip_suffix(old.as_str()) {
        Some(stem) => format!("{stem}{new}"),
        None => word.to_owned(),
    };
    endings.iter().map(replace).collect()
}
