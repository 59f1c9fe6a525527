//! Given the verbs of a language and their paradigms, yields the infinitive of a finite form.

use super::{Form, Morph, Pos, Tense};
use crate::error::Error;
use crate::pack::Data;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The forms of a language's verbs, from `packs/*/verbs.tsv` and `packs/*/paradigms.tsv`.
#[derive(Debug, Clone, Default)]
pub struct Verbs {
    forms: FxHashMap<String, Vec<Entry>>,
}

#[derive(Debug, Clone)]
struct Entry {
    lemma: Arc<str>,
    morph: Morph,
}

struct Ending {
    ending: String,
    replace: String,
    morph: Morph,
}

impl Verbs {
    /// Expands every verb of a language by its paradigm.
    ///
    /// # Errors
    /// A missing or wrong table; a verb whose paradigm is unknown or does not fit it.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let columns = ["paradigm", "ending", "replace", "feats", "source", "checked"];
        let table = data.table(&format!("packs/{language}/paradigms.tsv"), &columns)?;
        let mut paradigms: FxHashMap<String, Vec<Ending>> = FxHashMap::default();
        for row in table.rows() {
            let ending = Ending {
                ending: row.get("ending").to_owned(),
                replace: row.get("replace").to_owned(),
                morph: Morph::read(row.get("feats")),
            };
            paradigms.entry(row.get("paradigm").to_owned()).or_default().push(ending);
        }
        let verbs =
            data.table(&format!("packs/{language}/verbs.tsv"), &["infinitive", "paradigm", "source", "checked"])?;
        let mut forms: FxHashMap<String, Vec<Entry>> = FxHashMap::default();
        for row in verbs.rows() {
            let infinitive = row.get("infinitive");
            let Some(paradigm) = paradigms.get(row.get("paradigm")) else {
                return Err(row.error(format!("no paradigm is named {}", row.get("paradigm"))));
            };
            let lemma: Arc<str> = infinitive.into();
            for ending in paradigm {
                let Some(stem) = infinitive.strip_suffix(&*ending.replace) else {
                    return Err(
                        row.error(format!("{infinitive} does not end in {} as its paradigm says", ending.replace))
                    );
                };
                forms
                    .entry(format!("{stem}{}", ending.ending))
                    .or_default()
                    .push(Entry { lemma: Arc::clone(&lemma), morph: ending.morph });
            }
        }
        Ok(Self { forms })
    }

    /// The infinitive of which a word is a past participle, or `None` where it is none or that of several verbs.
    pub fn participle(&self, word: &str) -> Option<(Arc<str>, Morph)> {
        let found = self.forms.get(&word.to_lowercase())?;
        let past = |e: &&Entry| e.morph.form == Form::Part && e.morph.tense == Tense::Past;
        let first = found.iter().find(past)?;
        found.iter().filter(past).all(|e| e.lemma == first.lemma).then(|| (Arc::clone(&first.lemma), first.morph))
    }

    /// The features of a verb form, with what the model says amended where the table knows the form for another:
    /// "négocié" is no infinitive.
    pub fn mend(&self, word: &str, morph: Morph) -> Morph {
        let key = |m: &Morph| (m.form, if m.form == Form::Fin { Some((m.mood, m.tense)) } else { None });
        let Some(found) = self.forms.get(&word.to_lowercase()) else { return morph };
        let known = |e: &Entry| key(&e.morph) == key(&morph) || e.morph.form == Form::None;
        let first = &found[0].morph;
        if found.iter().any(known) || found.iter().any(|e| key(&e.morph) != key(first)) {
            return morph;
        }
        Morph { form: first.form, mood: first.mood, tense: first.tense, ..morph }
    }

    /// The infinitive of a verb form, or `None` where the table does not settle it.
    pub fn lemma(&self, word: &str, pos: Pos, morph: &Morph) -> Option<Arc<str>> {
        if !matches!(pos, Pos::Verb | Pos::Aux) {
            return None;
        }
        let found = self.forms.get(&word.to_lowercase())?;
        let fits = |entry: &&Entry| {
            let same = entry.morph.form == morph.form || entry.morph.form == Form::None;
            same && (entry.morph.person == 0 || morph.person == 0 || entry.morph.person == morph.person)
        };
        let one = found.iter().filter(fits).map(|e| &e.lemma).fold(Choice::None, Choice::add);
        match one {
            Choice::One(lemma) => Some(lemma),
            Choice::None if found.iter().all(|e| e.lemma == found[0].lemma) => Some(Arc::clone(&found[0].lemma)),
            _ => None,
        }
    }
}

enum Choice {
    None,
    One(Arc<str>),
    Many,
}

impl Choice {
    fn add(self, lemma: &Arc<str>) -> Self {
        match self {
            Self::None => Self::One(Arc::clone(lemma)),
            Self::One(other) if other == *lemma => Self::One(other),
            _ => Self::Many,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, feats: &str, expected: Option<&str>) {
        let verbs = Verbs::load(&Data::builtin(), "fr").unwrap();
        assert_eq!(verbs.lemma(word, Pos::Verb, &Morph::read(feats)).as_deref(), expected, "{word}");
    }

    #[test]
    fn presents_become_infinitives() {
        check("estime", "VerbForm=Fin|Person=3", Some("estimer"));
        check("cherche", "VerbForm=Fin|Person=3", Some("chercher"));
    }

    #[test]
    fn participles_are_known_by_form() {
        let verbs = Verbs::load(&Data::builtin(), "fr").unwrap();
        let check = |word: &str, expected: Option<&str>| {
            assert_eq!(verbs.participle(word).map(|p| p.0).as_deref(), expected, "{word}");
        };
        check("gelées", Some("geler"));
        check("gèle", None);
    }

    #[test]
    fn an_unknown_form_is_left_to_the_model() {
        check("xyzait", "VerbForm=Fin", None);
    }

    #[test]
    fn features_that_the_form_cannot_have_are_amended() {
        let verbs = Verbs::load(&Data::builtin(), "fr").unwrap();
        let check = |word: &str, told: &str, form: Form| {
            assert_eq!(verbs.mend(word, Morph::read(told)).form, form, "{word}");
        };
        check("négocié", "VerbForm=Inf", Form::Part);
        check("négocier", "VerbForm=Inf", Form::Inf);
        let told = Morph::read("Mood=Cnd|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin");
        assert_eq!(verbs.mend("partageait", told).tense, Tense::Imp);
        assert_eq!(verbs.mend("partagerait", told), told);
    }
}
