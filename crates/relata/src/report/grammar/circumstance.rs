//! Given a preposition or a word, yields what it says of who takes part beside the verb's own phrases.

use super::Grammar;
use crate::parse::{Dep, Parse, Pos};

impl Grammar {
    /// The usual preposition of an agent: "par".
    pub fn by(&self) -> &str {
        self.agents.first().map_or("", String::as_str)
    }

    /// The preposition of a noun's bare complement: "de".
    pub fn of(&self) -> &str {
        &self.of
    }

    /// The preposition of who is addressed or given something: "à".
    pub fn to(&self) -> &str {
        &self.to
    }

    /// True for verbs whose object undergoes what their subject names: "une frappe a touché une école".
    pub fn strikes(&self, lemma: &str) -> bool {
        self.striking.contains(lemma)
    }

    /// True for verbs whose subject does what their noun names: "a revendiqué l'attaque d'un convoi".
    pub fn performs(&self, lemma: &str) -> bool {
        self.performing.contains(lemma)
    }

    /// True for nouns by which one is let or told to do something: "l'autorisation donnée à Lima de frapper".
    pub fn grants(&self, lemma: &str) -> bool {
        self.granting.contains(lemma)
    }

    /// True for nouns that name nobody with their complement, to which they only relate: "au large du Pérou".
    pub fn relates(&self, lemma: &str) -> bool {
        self.relating.contains(lemma)
    }

    /// True for prepositions of what a deed happens inside of: "dans le sud du pays", not "au large du pays".
    pub fn is_inside(&self, case: &str) -> bool {
        self.inside.contains(case)
    }

    /// The word under which a noun is the deed in which somebody is killed or hurt: "tué dans une frappe".
    pub fn occasion(&self, parse: &Parse, noun: usize) -> Option<usize> {
        let case = self.case(parse, noun);
        let head = parse.head(noun).filter(|_| parse.tokens[noun].pos == Pos::Noun)?;
        // "lors d'une frappe": the tree takes the first word for an adverb.
        let adverb = parse.tokens[head].pos == Pos::Adv;
        let whole = if adverb { format!("{} {case}", parse.tokens[head].lemma) } else { case };
        let at = if adverb { parse.head(head) } else { Some(head) };
        at.filter(|_| self.occasions.contains(&whole))
    }

    /// True for the prepositions of who is to do what the infinitive says: "a demandé à Bagdad de", "called on Turkey to".
    pub fn asks(&self, case: &str) -> bool {
        case == self.to || self.asking.contains(case)
    }

    /// True where the language's words of weapons are known, and for one of them: "drone".
    pub fn knows_weapons(&self) -> bool {
        !self.weapons.is_empty()
    }

    /// True for nouns of weapons, and of fighting: "drone".
    pub fn is_weapon(&self, lemma: &str) -> bool {
        self.weapons.contains(lemma)
    }

    /// True for words that open a clause of which it is not known whether it is so: "whether".
    pub fn doubts(&self, lemma: &str) -> bool {
        self.doubting.contains(lemma)
    }

    /// True for words of two who do to each other what the verb says, by their last: "each other".
    pub fn is_reciprocal(&self, parse: &Parse, token: usize) -> bool {
        let before = token.checked_sub(1).map(|t| &*parse.tokens[t].lemma);
        before.is_some_and(|b| self.reciprocals.contains(&format!("{b} {}", parse.tokens[token].lemma)))
    }

    /// True for nouns of what is written to somebody: "letter".
    pub fn is_message(&self, lemma: &str) -> bool {
        self.messages.contains(lemma)
    }

    /// True for nouns of what is put on record: "decree".
    pub fn is_record(&self, lemma: &str) -> bool {
        self.records.contains(lemma)
    }

    /// True for a clause that tells when something happened, and by what: "killed when a shell hit the house".
    pub fn is_moment(&self, parse: &Parse, verb: usize) -> bool {
        let mark = parse.child(verb, &[Dep::Mark, Dep::Advmod]).filter(|m| *m < verb);
        let clause = parse.tokens[verb].dep == Dep::Advcl && parse.tokens[verb].pos == Pos::Verb;
        clause && mark.is_some_and(|m| self.moments.contains(&*parse.tokens[m].lemma))
    }

    /// True for prepositions of what somebody comes or acts in: "venu en soutien à".
    pub fn attends(&self, case: &str) -> bool {
        self.attending.contains(case)
    }

    /// True for prepositions of what somebody is punished for: "exclu après".
    pub fn is_reason(&self, case: &str) -> bool {
        self.reasons.contains(case)
    }

    /// True for verbs of what one feels at an event: "choqué par l'attaque".
    pub fn moves(&self, lemma: &str) -> bool {
        self.moved.contains(lemma)
    }

    /// True for verbs whose subject is said to have done what their complement names: "comparaître pour viol".
    pub fn answers(&self, lemma: &str) -> bool {
        self.answering.contains(lemma)
    }

    /// True for prepositions of a deed under or against which one acts who undergoes it: "face à".
    pub fn faces(&self, case: &str) -> bool {
        self.facing.contains(case)
    }

    /// True for prepositions of a deed to which he reacts who undergoes it: "en riposte à".
    pub fn reacts(&self, case: &str) -> bool {
        self.reacting.contains(case)
    }

    /// True for verbs whose subject undergoes what their phrase names: "riposter à".
    pub fn withstands(&self, lemma: &str) -> bool {
        self.withstanding.contains(lemma)
    }

    /// True for verbs by which a deed is said to be somebody's: "attribuer à".
    pub fn attributes(&self, lemma: &str) -> bool {
        self.attributing.contains(lemma)
    }

    /// True for a noun whose possessive names whom the preposition would: "à son encontre" for "contre".
    pub fn stands_for(&self, lemma: &str, case: &str) -> bool {
        self.standing_for.get(lemma).is_some_and(|c| c == case)
    }
}
