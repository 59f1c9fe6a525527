//! Given the verbs of a language and their paradigms, yields the infinitive of a form.

use super::{Form, Gender, Mood, Morph, Number, Pos, Tense};
use crate::error::Error;
use crate::pack::{Data, Row};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The verbs of a language, from `packs/*/verbs.tsv` and `packs/*/paradigms.tsv`.
///
/// Forms are not written out: a word is cut at each place, and its parts sought among stems and endings.
#[derive(Debug, Clone, Default)]
pub struct Verbs {
    stems: FxHashMap<Box<str>, Vec<Stem>>,
    paradigms: Vec<Paradigm>,
}

#[derive(Debug, Clone)]
struct Stem {
    lemma: Arc<str>,
    usage: Usage,
    paradigm: usize,
}

#[derive(Debug, Clone, Default)]
struct Paradigm {
    replace: String,
    endings: FxHashMap<Box<str>, Vec<Morph>>,
}

/// How a verb is used; of several that a form may be of, the later one here is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Usage {
    Rare,
    Common,
    Auxiliary,
}

/// One reading of a word as a form of a verb.
struct Reading<'a> {
    stem: &'a Stem,
    morph: Morph,
}

impl Verbs {
    /// Reads the verbs of a language and how they go.
    ///
    /// # Errors
    /// A missing or wrong table; a verb whose paradigm is unknown or does not fit it.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let (names, paradigms) = read_paradigms(data, language)?;
        let columns = ["infinitive", "paradigm", "variants", "use", "source", "checked"];
        let table = data.table(&format!("packs/{language}/verbs.tsv"), &columns)?;
        let mut stems: FxHashMap<Box<str>, Vec<Stem>> = FxHashMap::default();
        for row in table.rows() {
            let infinitive = row.get("infinitive");
            let Some(&paradigm) = names.get(row.get("paradigm")) else {
                return Err(row.error(format!("no paradigm is named {}", row.get("paradigm"))));
            };
            let usage = usage_of(&row)?;
            let lemma: Arc<str> = infinitive.into();
            let replace = &paradigms[paradigm].replace;
            for spelling in std::iter::once(infinitive).chain(row.get("variants").split(' ').filter(|v| !v.is_empty()))
            {
                let Some(stem) = spelling.strip_suffix(replace.as_str()) else {
                    return Err(row.error(format!("{spelling} does not end in {replace} as its paradigm says")));
                };
                stems.entry(stem.into()).or_default().push(Stem { lemma: Arc::clone(&lemma), usage, paradigm });
            }
        }
        Ok(Self { stems, paradigms })
    }

    /// The infinitive of which a word is a past participle, or `None` where it is none or that of several verbs.
    pub fn participle(&self, word: &str) -> Option<(Arc<str>, Morph)> {
        let mut found = self.readings(word);
        found.retain(|r| r.morph.form == Form::Part && r.morph.tense == Tense::Past);
        keep_most_used(&mut found);
        let first = found.first()?;
        found.iter().all(|r| r.stem.lemma == first.stem.lemma).then(|| (Arc::clone(&first.stem.lemma), first.morph))
    }

    /// The features of a verb form, with what the model says amended where the table knows the form for another:
    /// "négocié" is no infinitive.
    pub fn mend(&self, word: &str, morph: Morph) -> Morph {
        let key = |m: &Morph| (m.form, if m.form == Form::Fin { Some((m.mood, m.tense)) } else { None });
        let mut found = self.readings(word);
        keep_most_used(&mut found);
        let Some(first) = found.first().map(|r| r.morph) else { return morph };
        let known = |r: &Reading<'_>| key(&r.morph) == key(&morph) || r.morph.form == Form::None;
        if found.iter().any(known) || found.iter().any(|r| key(&r.morph) != key(&first)) {
            return morph;
        }
        Morph { form: first.form, mood: first.mood, tense: first.tense, ..morph }
    }

    /// The infinitive of a verb form, or `None` where the table does not know it. Of several verbs the one whose
    /// form agrees best with the features is taken, then the more usual one, then the model's guess.
    pub fn lemma(&self, word: &str, pos: Pos, morph: &Morph, guess: &str) -> Option<Arc<str>> {
        if !matches!(pos, Pos::Verb | Pos::Aux) {
            return None;
        }
        let mut found = self.readings(word);
        if pos == Pos::Aux && found.iter().any(|r| r.stem.usage == Usage::Auxiliary) {
            found.retain(|r| r.stem.usage == Usage::Auxiliary);
        }
        let best = found.iter().map(|r| agreement(&r.morph, morph)).max()?;
        found.retain(|r| agreement(&r.morph, morph) == best);
        keep_most_used(&mut found);
        let chosen = found.iter().find(|r| &*r.stem.lemma == guess).or(found.first())?;
        Some(Arc::clone(&chosen.stem.lemma))
    }

    /// All readings of a word, in the order of the tables.
    fn readings(&self, word: &str) -> Vec<Reading<'_>> {
        let word = word.to_lowercase();
        let mut found = Vec::new();
        for cut in (0..=word.len()).filter(|at| word.is_char_boundary(*at)) {
            let (stem, ending) = word.split_at(cut);
            for stem in self.stems.get(stem).into_iter().flatten() {
                let morphs = self.paradigms[stem.paradigm].endings.get(ending).into_iter().flatten();
                found.extend(morphs.map(|morph| Reading { stem, morph: *morph }));
            }
        }
        found
    }
}

/// The paradigms of a language and their numbers by name.
fn read_paradigms(data: &Data, language: &str) -> Result<(FxHashMap<String, usize>, Vec<Paradigm>), Error> {
    let columns = ["paradigm", "ending", "replace", "feats", "source", "checked"];
    let table = data.table(&format!("packs/{language}/paradigms.tsv"), &columns)?;
    let (mut names, mut paradigms) = (FxHashMap::default(), Vec::<Paradigm>::new());
    for row in table.rows() {
        let number = *names.entry(row.get("paradigm").to_owned()).or_insert(paradigms.len());
        if number == paradigms.len() {
            paradigms.push(Paradigm { replace: row.get("replace").to_owned(), ..Paradigm::default() });
        }
        let paradigm = &mut paradigms[number];
        if paradigm.replace != row.get("replace") {
            return Err(row.error("a paradigm replaces the same end of the infinitive in all its rows"));
        }
        paradigm.endings.entry(row.get("ending").into()).or_default().push(Morph::read(row.get("feats")));
    }
    Ok((names, paradigms))
}

fn usage_of(row: &Row<'_>) -> Result<Usage, Error> {
    match row.get("use") {
        "rare" => Ok(Usage::Rare),
        "common" => Ok(Usage::Common),
        "auxiliary" => Ok(Usage::Auxiliary),
        other => Err(row.error(format!("{other} is no use of a verb; write common, rare or auxiliary"))),
    }
}

/// Leaves out the rarer verbs where there are more usual ones.
fn keep_most_used(readings: &mut Vec<Reading<'_>>) {
    let common = |r: &Reading<'_>| r.stem.usage >= Usage::Common;
    if readings.iter().any(common) {
        readings.retain(common);
    }
}

/// How well a form's features go with those that the model gives: its verb form counts most, then the person; a
/// feature that either lacks neither counts for nor against.
fn agreement(form: &Morph, given: &Morph) -> i32 {
    let points = |weight: i32, known: bool, same: bool| if known { if same { weight } else { -weight } } else { 0 };
    points(16, form.form != Form::None && given.form != Form::None, form.form == given.form)
        + points(8, form.person != 0 && given.person != 0, form.person == given.person)
        + points(2, form.mood != Mood::None && given.mood != Mood::None, form.mood == given.mood)
        + points(2, form.tense != Tense::None && given.tense != Tense::None, form.tense == given.tense)
        + points(1, form.number != Number::None && given.number != Number::None, form.number == given.number)
        + points(1, form.gender != Gender::None && given.gender != Gender::None, form.gender == given.gender)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(word: &str, pos: Pos, feats: &str, guess: &str, expected: Option<&str>) {
        let verbs = Verbs::load(&Data::builtin(), "fr").unwrap();
        assert_eq!(verbs.lemma(word, pos, &Morph::read(feats), guess).as_deref(), expected, "{word}");
    }

    #[test]
    fn presents_become_infinitives() {
        check("estime", Pos::Verb, "VerbForm=Fin|Person=3", "", Some("estimer"));
        check("cherche", Pos::Verb, "VerbForm=Fin|Person=3", "", Some("chercher"));
        check("Décarbone", Pos::Verb, "Mood=Ind|Person=3|VerbForm=Fin", "", Some("décarboner"));
    }

    #[test]
    fn a_form_of_several_verbs_is_settled_by_its_features() {
        check("mise", Pos::Verb, "Gender=Fem|Number=Sing|Tense=Past|VerbForm=Part", "", Some("mettre"));
        check("mise", Pos::Verb, "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "", Some("miser"));
        check("virent", Pos::Verb, "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin", "", Some("voir"));
        check("virent", Pos::Verb, "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin", "", Some("virer"));
    }

    #[test]
    fn a_form_of_several_verbs_is_settled_by_use() {
        let present = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
        check("ouvre", Pos::Verb, present, "", Some("ouvrir"));
        check("suis", Pos::Aux, "Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin", "", Some("être"));
    }

    #[test]
    fn then_by_the_model() {
        let present = "Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin";
        check("suis", Pos::Verb, present, "être", Some("être"));
        check("suis", Pos::Verb, present, "suivre", Some("suivre"));
    }

    #[test]
    fn both_spellings_of_a_verb_have_one_infinitive() {
        let present = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
        check("entraine", Pos::Verb, present, "", Some("entraîner"));
        check("connait", Pos::Verb, present, "", Some("connaître"));
        check("étiquète", Pos::Verb, present, "", Some("étiqueter"));
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
        check("xyzait", Pos::Verb, "VerbForm=Fin", "xyzer", None);
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
