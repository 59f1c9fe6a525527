//! Given the function words of a language, yields what a clause says by form: voice, negation, case, tense.

mod circumstance;
mod headline;
mod negation;
mod standing;
mod voice;

use crate::error::Error;
use crate::pack::Data;
use crate::parse::{Dep, Form, Mood, Number, Parse, Pos, Tense};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
pub use standing::Standing;

/// How far behind its verb a restrictor may stand, in tokens.
const RESTRICTED_WITHIN: usize = 8;

/// The function words of one language, from `packs/*/grammar.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grammar {
    #[serde(rename = "contractions")]
    cases: FxHashMap<String, String>,
    negators: FxHashSet<String>,
    restrictors: FxHashSet<String>,
    reflexives: FxHashSet<String>,
    /// Prepositions of who does what a passive says, the usual one first.
    agents: Vec<String>,
    #[serde(default)]
    rarer_agents: FxHashSet<String>,
    be: FxHashSet<String>,
    going: FxHashSet<String>,
    near_past: FxHashSet<String>,
    #[serde(rename = "light_verbs")]
    light: FxHashSet<String>,
    modals: FxHashSet<String>,
    undergoing: FxHashSet<String>,
    /// Those of them who only wish to undergo it: "réclamer".
    #[serde(default)]
    seeking: FxHashSet<String>,
    /// Nouns that count the events of another: "série".
    #[serde(default)]
    measures: FxHashSet<String>,
    /// Light verbs whose subject may tell what others did: "annoncer".
    #[serde(default)]
    telling: FxHashSet<String>,
    /// Verbs whose object is said to have done what their complement names, and its prepositions.
    #[serde(default)]
    charging: FxHashSet<String>,
    #[serde(default)]
    charges: FxHashSet<String>,
    awaiting: FxHashSet<String>,
    anterior: FxHashSet<String>,
    #[serde(default)]
    light_nouns: FxHashSet<String>,
    #[serde(default)]
    heralding: FxHashSet<String>,
    #[serde(default)]
    indefinite: FxHashSet<String>,
    #[serde(default)]
    background: FxHashSet<String>,
    subject_control: FxHashSet<String>,
    /// Verbs whose object does what their infinitive says, be it known or not: "urge".
    #[serde(default)]
    object_control: FxHashSet<String>,
    /// Prepositions of a place that is left: "from".
    #[serde(default)]
    whence: FxHashSet<String>,
    moving: FxHashSet<String>,
    between: FxHashSet<String>,
    apart: FxHashSet<String>,
    #[serde(rename = "active_with_be")]
    active_auxiliary: FxHashSet<String>,
    complementisers: FxHashSet<String>,
    lasting: FxHashSet<String>,
    presupposing: FxHashSet<String>,
    #[serde(default)]
    enabling: FxHashSet<String>,
    #[serde(rename = "hearsay_conditional")]
    hearsay: bool,
    #[serde(default)]
    bare_participle_acts: bool,
    /// The preposition of a noun's bare complement, and that of who is addressed or given something.
    of: String,
    to: String,
    /// PLOVER types whose words take in what hangs under them.
    #[serde(default)]
    wide: FxHashSet<String>,
    /// Further prepositions of who is asked to do something.
    #[serde(default)]
    asking: FxHashSet<String>,
    /// Prepositions of an infinitive that is to be done to the noun before it.
    #[serde(default)]
    gerundive: FxHashSet<String>,
    /// Negators that deny nothing where they stand alone in the subjunctive: "craint que le conflit ne s'étende".
    #[serde(default)]
    expletives: FxHashSet<String>,
    /// Verbs of what one feels at an event: who feels it does not undergo it.
    #[serde(default)]
    moved: FxHashSet<String>,
    #[serde(default)]
    durative: FxHashSet<String>,
    /// Prepositions of what something is to serve.
    #[serde(default)]
    purpose: FxHashSet<String>,
    /// Prepositions under which a verb carries the event of a noun: "procéder à".
    carrying: FxHashSet<String>,
    /// Verbs whose object undergoes what their subject names: "une frappe a touché".
    #[serde(default)]
    striking: FxHashSet<String>,
    /// Prepositions of what somebody is inside of: "dans le sud du pays".
    #[serde(default)]
    inside: FxHashSet<String>,
    /// Verbs whose subject does what their noun names, and nouns that only relate their complement: "au profit de".
    #[serde(default)]
    performing: FxHashSet<String>,
    /// Verbs whose reflexive makes a passive of their infinitive: "se faire arrêter".
    #[serde(default)]
    suffering: FxHashSet<String>,
    #[serde(default)]
    relating: FxHashSet<String>,
    /// Nouns by which one is let or told to do something: "autorisation".
    #[serde(default)]
    granting: FxHashSet<String>,
    /// Prepositions of a deed in which somebody is killed or hurt: "tué dans une frappe".
    #[serde(default)]
    occasions: FxHashSet<String>,
    /// Words that open a clause of such a deed: "killed when a shell hit the house".
    #[serde(default)]
    moments: FxHashSet<String>,
    /// Nouns of what is written to somebody, who is asked or blamed by it: "letter".
    #[serde(default)]
    messages: FxHashSet<String>,
    /// Nouns of what is put on record, by which the text vouches for what it tells: "according to a decree".
    #[serde(default)]
    records: FxHashSet<String>,
    /// Words that open a clause of which it is not known whether it is so: "whether".
    #[serde(default)]
    doubting: FxHashSet<String>,
    /// Words of two who do to each other what the verb says: "one another".
    #[serde(default)]
    reciprocals: FxHashSet<String>,
    /// Nouns of weapons, of fighting and of those who fight; empty where the language does not tell accidents by them.
    #[serde(default)]
    weapons: FxHashSet<String>,
    /// Prepositions of what somebody comes or acts in: "venu en soutien à".
    #[serde(default)]
    attending: FxHashSet<String>,
    /// Prepositions of what somebody is punished for.
    #[serde(default)]
    reasons: FxHashSet<String>,
    /// Verbs of `charging` whose subject is said to have done it: "comparaître pour".
    #[serde(default)]
    answering: FxHashSet<String>,
    /// Prepositions of a deed under or against which one acts who undergoes it: "face à".
    #[serde(default)]
    facing: FxHashSet<String>,
    /// Prepositions of a deed to which its subject reacts: "en riposte à".
    #[serde(default)]
    reacting: FxHashSet<String>,
    /// Verbs whose subject undergoes what their phrase names: "riposter à".
    #[serde(default)]
    withstanding: FxHashSet<String>,
    /// Verbs by which a deed is said to be somebody's: "attribuer à".
    #[serde(default)]
    attributing: FxHashSet<String>,
    /// Nouns whose possessive names whom a preposition would: "à son encontre".
    #[serde(default)]
    standing_for: FxHashMap<String, String>,
    #[serde(default, rename = "status")]
    standing: Standing,
}

/// What the form of a verb says of its time and mood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aspect {
    /// Present.
    Present,
    /// Past, told as done.
    Past,
    /// Past, told as going on.
    Imperfect,
    /// Future, also "va" + infinitive.
    Future,
    /// Conditional.
    Conditional,
    /// Conditional of a compound past where a language tells hearsay so.
    Hearsay,
    /// Possibility or duty: "may", "must".
    Potential,
    /// Subjunctive.
    Subjunctive,
    /// Imperative.
    Imperative,
    /// No finite verb.
    None,
}

impl Grammar {
    /// Reads `packs/*/grammar.toml`.
    ///
    /// # Errors
    /// A missing file, or one that is not as documented in `packs/README.md`.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let path = format!("packs/{language}/grammar.toml");
        let text = data.text(&path).ok_or_else(|| Error::pack(&path, 0, "the file is missing"))?;
        toml::from_str(&text).map_err(|e| Error::pack(&path, 0, e))
    }

    /// The preposition of a phrase, contractions undone and joined: "auprès de"; empty where there is none.
    pub fn case(&self, parse: &Parse, token: usize) -> String {
        let mut case = String::new();
        for child in parse.with(token, &[Dep::Case, Dep::Mark]) {
            let mut words = vec![child];
            words.extend(parse.with(child, &[Dep::Fixed]));
            for word in words {
                let lemma = &*parse.tokens[word].lemma;
                let lemma = self.cases.get(lemma).map_or(lemma, |l| l.as_str());
                if !case.is_empty() {
                    case.push(' ');
                }
                case.push_str(lemma);
            }
        }
        let first = parse.with(token, &[Dep::Case, Dep::Mark]).next().filter(|_| !case.is_empty());
        let plain = |l| self.cases.get(l).map_or(l, String::as_str);
        match first.and_then(|f| self.standing.whole(parse, f, &case, plain)) {
            Some(whole) => whole.to_owned(),
            None => case,
        }
    }

    /// True for verbs whose present tells what goes on: "soutient", not "salue".
    pub fn goes_on(&self, lemma: &str) -> bool {
        self.durative.contains(lemma)
    }

    /// True for prepositions under which a verb carries the event of a noun: "procéder à".
    pub fn carries(&self, case: &str) -> bool {
        self.carrying.contains(case)
    }

    /// True for a noun under a preposition that holds an article: "du", "des".
    pub fn definite(&self, parse: &Parse, noun: usize) -> bool {
        parse.with(noun, &[Dep::Case]).any(|c| parse.tokens[c].feats.contains("Definite=Def"))
    }

    /// True for types whose words take in the events that hang under them.
    pub fn wide(&self, kind: &str) -> bool {
        self.wide.contains(kind)
    }

    /// True for an infinitive that stands bare or behind a word that opens complements: "promet de livrer".
    pub fn complement(&self, parse: &Parse, infinitive: usize) -> bool {
        let case = self.case(parse, infinitive);
        case.is_empty() || self.complementisers.contains(&case)
    }

    /// True under a demonstrative: "cette rencontre".
    pub fn pointed_at(&self, parse: &Parse, noun: usize) -> bool {
        parse.with(noun, &[Dep::Det]).any(|d| parse.tokens[d].feats.contains("PronType=Dem"))
    }

    /// True for a verb told as done in the perfect or pluperfect.
    pub fn perfect(&self, parse: &Parse, token: usize) -> bool {
        let compound = parse.with(token, &[Dep::Aux, Dep::AuxTense]);
        let present = |a: usize| parse.tokens[a].morph.tense == Tense::Pres;
        compound.into_iter().any(present) && self.aspect(parse, token) == Aspect::Past
    }

    /// True for a verb told as done with an auxiliary: "a dû", "avait pu".
    pub fn compound(&self, parse: &Parse, token: usize) -> bool {
        parse.child(token, &[Dep::Aux, Dep::AuxTense]).is_some() && self.aspect(parse, token) == Aspect::Past
    }

    /// True where a phrase stands under a preposition.
    pub fn case_is(&self, parse: &Parse, token: usize, case: &str) -> bool {
        let found = self.case(parse, token);
        found == case
            || (case.contains(' ') && found.starts_with(case))
            || found.strip_prefix(case).is_some_and(|rest| rest.starts_with(' ') && !case.is_empty() && rest.len() < 4)
    }

    /// The reflexive clitic of a verb; none where it belongs to another: "s'est fait arrêter".
    pub fn reflexive(&self, parse: &Parse, token: usize) -> Option<usize> {
        if self.suffers(parse, token).is_some() {
            return None;
        }
        parse.children(token).iter().copied().find(|t| self.is_reflexive_word(parse, *t))
    }

    /// True for "se" and its like.
    pub fn is_reflexive_word(&self, parse: &Parse, token: usize) -> bool {
        let row = &parse.tokens[token];
        row.pos == Pos::Pron && row.morph.person != 1 && self.reflexives.contains(&row.lemma.to_lowercase())
    }

    /// True where an object is a relative pronoun, which precedes its verb.
    pub fn is_relative_object(&self, parse: &Parse, token: usize) -> bool {
        parse.tokens[token].feats.contains("PronType=Rel") && parse.tokens[token].dep == Dep::Obj
    }

    /// What the form of a verb says; `token` is the clause's main word.
    pub fn aspect(&self, parse: &Parse, token: usize) -> Aspect {
        let row = &parse.tokens[token];
        let auxiliaries: Vec<usize> =
            parse.with(token, &[Dep::Aux, Dep::AuxTense, Dep::AuxPass, Dep::Cop, Dep::AuxCaus]).collect();
        if auxiliaries.iter().any(|a| self.going.contains(&*parse.tokens[*a].lemma)) && row.morph.form == Form::Inf {
            return Aspect::Future;
        }
        let finite = auxiliaries
            .iter()
            .copied()
            .chain(std::iter::once(token))
            .find(|t| parse.tokens[*t].morph.form == Form::Fin);
        // "could impose sanctions and restrict travel": an infinitive shares the modal of the one that it is joined to.
        let joined = row.dep == Dep::Conj && row.morph.form == Form::Inf && finite.is_none();
        if let Some(above) = parse.head(token).filter(|h| joined && parse.tokens[*h].morph.form == Form::Inf) {
            return self.aspect(parse, above);
        }
        if finite.is_none() && self.bids(parse, token) {
            return Aspect::Imperative;
        }
        let Some(finite) = finite else {
            if let Some(like) = self.shares_auxiliary(parse, token) {
                // "aurait été battu et volé"
                return self.aspect(parse, like);
            }
            let participle = row.morph.form == Form::Part && row.morph.tense == Tense::Past;
            return if participle { Aspect::Past } else { Aspect::None };
        };
        let morph = parse.tokens[finite].morph;
        let compound = finite != token
            && parse.tokens[finite].dep != Dep::Cop
            && row.morph.form == Form::Part
            && row.morph.tense != Tense::Pres;
        // "will be attacked": the passive's own auxiliary may be an infinitive.
        let bare_be =
            |a: &usize| parse.tokens[*a].morph.form == Form::Inf && self.be.contains(&*parse.tokens[*a].lemma);
        let simple = auxiliaries.len() == 1 || auxiliaries.iter().any(bare_be);
        let be_passive = compound && simple && self.passive(parse, token);
        match (morph.mood, morph.tense) {
            (Mood::Cnd, _) if compound && !be_passive && self.hearsay => Aspect::Hearsay,
            (Mood::Cnd, _) => Aspect::Conditional,
            (Mood::Pot, _) => Aspect::Potential,
            (Mood::Imp, _) => Aspect::Imperative,
            (_, Tense::Fut) => {
                if compound && !be_passive {
                    Aspect::Past
                } else {
                    Aspect::Future
                }
            }
            (Mood::Sub, _) if row.dep != Dep::Root => Aspect::Subjunctive,
            (_, Tense::Past | Tense::Pqp) => Aspect::Past,
            (_, Tense::Imp) => {
                if compound && !be_passive {
                    Aspect::Past
                } else {
                    Aspect::Imperfect
                }
            }
            _ if compound && !be_passive => Aspect::Past,
            _ if auxiliaries.len() > 1 && row.morph.form == Form::Part && !be_passive => Aspect::Past,
            _ => Aspect::Present,
        }
    }

    /// "Send them home!": a bare infinitive that a whole sentence hangs on.
    fn bids(&self, parse: &Parse, token: usize) -> bool {
        let row = &parse.tokens[token];
        let whole = matches!(row.dep, Dep::Root) && row.morph.form == Form::Inf && row.pos == Pos::Verb;
        whole && parse.child(token, &[Dep::Mark, Dep::Aux, Dep::Nsubj, Dep::NsubjPass]).is_none()
    }

    /// True for verbs that only carry a noun's event: "mener", "effectuer".
    pub fn light(&self, lemma: &str) -> bool {
        self.light.contains(lemma)
    }

    /// True for verbs whose subject undergoes what their noun names: "subir", "être confronté à".
    pub fn undergoes(&self, lemma: &str) -> bool {
        self.undergoing.contains(lemma)
    }

    /// True for those of them whose subject only wishes to undergo it: "réclamer une aide".
    pub fn seeks(&self, lemma: &str) -> bool {
        self.seeking.contains(lemma)
    }

    /// True for light verbs whose subject may tell what others did.
    pub fn tells(&self, lemma: &str) -> bool {
        self.telling.contains(lemma)
    }

    /// True for verbs whose object is said to have done what their complement names: "accuser", "condamner".
    pub fn charges(&self, lemma: &str) -> bool {
        self.charging.contains(lemma)
    }

    /// True for the prepositions of that complement: "de", "pour".
    pub fn charged(&self, case: &str) -> bool {
        self.charges.contains(case)
    }

    /// "accused the army of killing": the verb that says of the noun above a clause what that tells.
    pub fn charging(&self, parse: &Parse, token: usize) -> Option<usize> {
        let noun = parse.head(token).filter(|h| matches!(parse.tokens[*h].dep, Dep::Obj | Dep::NsubjPass))?;
        let verb = parse.head(noun).filter(|v| self.charging.contains(&*parse.tokens[*v].lemma))?;
        // "accuse le danseur Ito de vols": the phrase is hung on whom it charges.
        let named = || parse.child(noun, &[Dep::Appos, Dep::FlatName]).is_some_and(|name| name < token);
        let below = parse.tokens[token].dep == Dep::Acl || parse.tokens[token].dep == Dep::Nmod && named();
        (below && self.charges.contains(&self.case(parse, token))).then_some(verb)
    }

    /// True for nouns that count the events of another: "une série de frappes".
    pub fn measures(&self, lemma: &str) -> bool {
        self.measures.contains(lemma)
    }

    /// True for nouns that only carry the event of another: "la tenue d'un sommet".
    pub fn bears_event(&self, lemma: &str) -> bool {
        self.light_nouns.contains(lemma)
    }

    /// True for verbs whose subject does what their infinitive says, even beside an object: "promettre".
    pub fn subject_controls(&self, lemma: &str) -> bool {
        self.subject_control.contains(lemma)
    }

    /// True for prepositions of a place that is left: "from".
    pub fn is_whence(&self, case: &str) -> bool {
        self.whence.contains(case)
    }

    /// True where the past of most verbs is one word, spelt as their participle.
    pub fn has_bare_past(&self) -> bool {
        self.bare_participle_acts
    }

    /// True for verbs whose object does what their infinitive says, be it known or not: "urge".
    pub fn object_controls(&self, lemma: &str) -> bool {
        self.object_control.contains(lemma)
    }

    /// True for prepositions after which a place is gone to or acted in: "à", "en", "dans", "vers".
    pub fn places(&self, case: &str) -> bool {
        self.moving.contains(case)
    }

    /// True for prepositions that set a noun apart from the verb's own event: "après".
    pub fn apart(&self, case: &str) -> bool {
        self.apart.contains(case)
    }

    /// True for prepositions that take two: "entre".
    pub fn between(&self, case: &str) -> bool {
        self.between.contains(case)
    }

    /// True where the word is plural.
    pub fn plural(&self, parse: &Parse, token: usize) -> bool {
        parse.tokens[token].morph.number == Number::Plur
    }
}
