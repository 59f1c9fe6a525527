//! Given a word and its part of speech; yields its lemma by index, exceptions, suffix rules and look-up.

use super::{Lemmatizer, Table};
use crate::pos::Pos;
use crate::string_id::string_id;
use crate::unicode;

/// Is what suffix rules make of a word.
struct Forms {
    /// Forms in the index, or with other characters than letters.
    known: Vec<String>,
    other: Vec<String>,
}

impl Lemmatizer {
    /// Gives the look-up table's lemma of a word as it is written, or the word.
    pub(super) fn looked_up(&self, text: &str) -> String {
        self.lookup(text).unwrap_or(text).to_owned()
    }

    fn lookup(&self, text: &str) -> Option<&str> {
        self.first(self.lookup.get(string_id(text))?)
    }

    pub(super) fn first(&self, number: u32) -> Option<&str> {
        self.words.get(number)?.split('\n').next()
    }

    /// Follows the rule mode of spaCy's French and Catalan lemmatizers.
    pub(super) fn index_first(&self, text: &str, pos: Pos) -> String {
        use Pos::{Adj, Adp, Adv, Aux, Cconj, Det, Noun, Pron, Punct, Sconj, Verb};
        let lower = text.to_lowercase();
        match pos {
            Pos::Space => return lower,
            Adj | Adp | Adv | Aux | Cconj | Det | Noun | Pron | Punct | Sconj | Verb => {}
            _ => return self.looked_up(text),
        }
        let table = &self.tables[pos as usize];
        let number = string_id(&lower);
        if table.index.find(number).is_some() {
            return lower;
        }
        if let Some(lemma) = table.exceptions.get(number).and_then(|lemma| self.first(lemma)) {
            return lemma.to_owned();
        }
        let forms = table.forms(&lower);
        match forms.known.into_iter().chain(forms.other).next() {
            Some(form) => form,
            None => self.looked_up(&lower),
        }
    }

    /// Follows the rule mode of spaCy's general lemmatizer, with the base forms of its English one.
    pub(super) fn rules_first(&self, text: &str, pos: Pos, morph: &str) -> String {
        let lower = text.to_lowercase();
        if pos == Pos::Space || is_base_form(pos, morph) {
            return lower;
        }
        let table = &self.tables[pos as usize];
        if table.is_empty() {
            return if pos == Pos::Propn { text.to_owned() } else { lower };
        }
        let forms = table.forms(&lower);
        // Of several exceptions the last goes before; forms of the index go before those found earlier.
        let known = |form: &&str| !forms.known.iter().any(|other| other == form);
        let exceptions = table.exceptions.get(string_id(&lower)).and_then(|number| self.words.get(number));
        if let Some(lemma) = exceptions.and_then(|all| all.split('\n').rev().find(known)) {
            return lemma.to_owned();
        }
        let indexed = forms.known.iter().rev().find(|form| table.index.find(string_id(form)).is_some());
        let form = indexed.or(forms.known.first()).or(forms.other.first());
        form.cloned().unwrap_or_else(|| text.to_owned())
    }
}

impl Table {
    fn is_empty(&self) -> bool {
        self.index.is_empty() && self.exceptions.is_empty() && self.rules.is_empty()
    }

    fn forms(&self, lower: &str) -> Forms {
        let mut forms = Forms { known: Vec::new(), other: Vec::new() };
        for (old, new) in &self.rules {
            let Some(stem) = lower.strip_suffix(old.as_str()) else { continue };
            let form = format!("{stem}{new}");
            if form.is_empty() {
                continue;
            }
            let known = !form.chars().all(unicode::is_alpha) || self.index.find(string_id(&form)).is_some();
            if known { forms.known.push(form) } else { forms.other.push(form) }
        }
        forms
    }
}

/// Tells whether a word is in its base form already, by its features.
fn is_base_form(pos: Pos, morph: &str) -> bool {
    let feature = |name: &str| {
        let features = morph.split('|').filter_map(|feature| feature.split_once('='));
        features.into_iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let form = feature("VerbForm");
    let plain_present = form == Some("Fin") && feature("Tense") == Some("Pres") && feature("Number").is_none();
    (pos == Pos::Noun && feature("Number") == Some("Sing"))
        || (pos == Pos::Verb && plain_present)
        || matches!(form, Some("Inf" | "None"))
        || feature("Degree") == Some("Pos")
}
