//! Given the table `status` of a language's function words, yields what they say of an event's standing.

use super::{Aspect, Grammar};
use crate::parse::{Dep, Form, Parse, Tense};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

/// How many words of a preposition the tree may hang elsewhere than its last.
const AHEAD: usize = 3;

/// How far above a participle the deed may stand of which it tells what came.
const ABOVE: usize = 3;

/// The words of the table `status` of `packs/*/grammar.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Standing {
    /// Words by which an act is done that is done by being declared: "annoncer", "décider", "décision".
    declaring: FxHashSet<String>,
    /// Modals whose perfect tells what took place: "a dû partir", "a pu rentrer".
    achieving: FxHashSet<String>,
    /// Words by which one takes a side in calling others to it: "appelle à voter pour".
    calling: FxHashSet<String>,
    /// Nouns whose complement is done or meant by whose they are: "l'annonce par le maire d'une hausse".
    owning: FxHashSet<String>,
    /// Verbs by which somebody lifts what another imposed: "suspendre une sanction".
    undoing: FxHashSet<String>,
    /// Words behind which a negator compares: "comme jamais".
    comparing: FxHashSet<String>,
    /// Words by which something is the most of its kind: "la pire attaque jamais commise".
    topping: FxHashSet<String>,
    /// Nouns of wars that all know where an article and a name stand with them: "la guerre en Ukraine".
    known: FxHashSet<String>,
    /// Prepositions and conjunctions that the tree hangs apart, by their lemmas: "faute d'" + "être rapatriés".
    split: FxHashMap<String, String>,
}

impl Standing {
    /// True for words by which an act is done that is done by being declared.
    pub fn declares(&self, lemma: &str) -> bool {
        self.declaring.contains(lemma)
    }

    /// True for modals whose perfect tells what took place.
    pub fn achieves(&self, lemma: &str) -> bool {
        self.achieving.contains(lemma)
    }

    /// True for words by which one takes a side in calling others to it.
    pub fn calls(&self, lemma: &str) -> bool {
        self.calling.contains(lemma)
    }

    /// True for nouns whose complement is done or meant by whose they are.
    pub fn owns(&self, lemma: &str) -> bool {
        self.owning.contains(lemma)
    }

    /// True for verbs by which somebody lifts what another imposed.
    pub fn undoes(&self, lemma: &str) -> bool {
        self.undoing.contains(lemma)
    }

    /// True for words behind which a negator compares and denies nothing.
    pub fn compares(&self, lemma: &str) -> bool {
        self.comparing.contains(lemma)
    }

    /// True for words by which something is the most of its kind.
    pub fn tops(&self, lemma: &str) -> bool {
        self.topping.contains(lemma)
    }

    /// True for nouns of wars that all know.
    pub fn knows(&self, lemma: &str) -> bool {
        self.known.contains(lemma)
    }

    /// The whole of a preposition whose last word, `case`, stands at `first`: "faute de"; `lemma` undoes contractions.
    pub fn whole<'p>(
        &self,
        parse: &'p Parse,
        first: usize,
        case: &str,
        lemma: impl Fn(&'p str) -> &'p str,
    ) -> Option<&str> {
        if self.split.is_empty() {
            return None;
        }
        let start = parse.sentences.get(parse.tokens[first].sentence)?.start;
        let mut joined = case.to_owned();
        let before = (start..first).rev().take(AHEAD);
        let mut found = self.split.get(case).map(String::as_str);
        for token in before {
            joined = format!("{} {joined}", lemma(&parse.tokens[token].lemma).to_lowercase());
            found = self.split.get(&joined).map(String::as_str).or(found);
        }
        found
    }
}

impl Grammar {
    /// True for prepositions of what lies before all that the passage tells: "depuis la guerre".
    pub fn is_background(&self, case: &str) -> bool {
        self.background.contains(case)
    }

    /// True for prepositions of what held before the clause, whatever its tense: "depuis".
    pub fn lasts(&self, case: &str) -> bool {
        self.lasting.contains(case)
    }

    /// True of a verb that tells as done what it made possible, where it is itself told as done.
    pub fn enables(&self, lemma: &str) -> bool {
        self.enabling.contains(lemma)
    }

    /// True of a participle that tells what came of a deed: "cut the supply, prompting residents to block the road".
    pub fn follows_deed(&self, parse: &Parse, verb: usize) -> bool {
        let row = &parse.tokens[verb];
        let came = row.morph.form == Form::Part && row.morph.tense == Tense::Pres && row.dep == Dep::Advcl;
        came && parse.up(verb).skip(1).take(ABOVE).any(|above| self.aspect(parse, above) == Aspect::Past)
    }

    /// True for verbs whose object is taken as given: "condamner l'invasion".
    pub fn presupposes(&self, lemma: &str) -> bool {
        self.presupposing.contains(lemma)
    }

    /// True for verbs whose own event is to come: "est attendu à Lyon".
    pub fn awaits(&self, lemma: &str) -> bool {
        self.awaiting.contains(lemma)
    }

    /// True for prepositions of what comes later than the main clause: "avant de".
    pub fn anterior(&self, case: &str) -> bool {
        self.anterior.contains(case)
    }

    /// True for a noun that is new to the reader and said to come: "avant une rencontre", not "avant la guerre".
    pub fn heralded(&self, parse: &Parse, noun: usize) -> bool {
        let new = parse.with(noun, &[Dep::Det]).any(|t| self.indefinite.contains(&*parse.tokens[t].lemma));
        new && self.heralding.contains(&self.case(parse, noun))
    }

    /// True for the verb of the near past: "vient de".
    pub fn near_past(&self, lemma: &str) -> bool {
        self.near_past.contains(lemma)
    }

    /// True for "va" + infinitive.
    pub fn going(&self, lemma: &str) -> bool {
        self.going.contains(lemma)
    }

    /// True for verbs whose conditional tells a plan: "devrait venir".
    pub fn modal(&self, lemma: &str) -> bool {
        self.modals.contains(lemma)
    }

    /// True for prepositions of what something is to serve: "pour", "afin de".
    pub fn purposes(&self, case: &str) -> bool {
        self.purpose.contains(case)
    }

    /// What the table `status` of the language's function words says.
    pub fn standing(&self) -> &Standing {
        &self.standing
    }

    /// True for prepositions of what is to come: "avant", "à la veille de".
    pub fn heralds(&self, case: &str) -> bool {
        self.heralding.contains(case)
    }

    /// True where the conditional tells hearsay.
    pub fn tells_hearsay(&self) -> bool {
        self.hearsay
    }
}
