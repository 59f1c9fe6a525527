//! Given a noun, yields who is said to have done what it names, and who only tells it.

use super::role::{Filled, Roles};
use crate::parse::{Dep, Pos};

impl Roles<'_> {
    /// "accused Peru of bombing": whom a verb says to have done what the clause under it tells, or keeps from it.
    pub(super) fn charged_clause(&self, clause: usize, verb: usize) -> Vec<usize> {
        let charges = self.grammar.charges(&self.parse.tokens[verb].lemma);
        let charged = charges && self.grammar.charged(&self.grammar.case(self.parse, clause));
        if charged { self.objects(verb) } else { Vec::new() }
    }

    /// Who is said to have done what a noun names: "accusé de massacres", "condamné pour meurtre".
    pub fn charged(&self, noun: usize) -> Filled {
        let phrase = matches!(self.parse.tokens[noun].dep, Dep::OblArg | Dep::OblMod | Dep::Obl);
        let verb = self.parse.head(noun).filter(|v| phrase && self.grammar.charges(&self.parse.tokens[*v].lemma));
        let verb = verb.filter(|_| self.grammar.charged(&self.grammar.case(self.parse, noun)));
        let answers = |v: usize| self.grammar.answers(&self.parse.tokens[v].lemma);
        let charged = verb.map(|v| if answers(v) { self.subjects(v, 0) } else { self.objects(v) });
        let below = self.grammar.charging(self.parse, noun).and_then(|_| self.parse.head(noun));
        self.named(charged.into_iter().flatten().chain(below), "charged")
    }

    /// Whom somebody says to have done what a noun names: "les tirs attribués à Lima", "l'attaque que Riga impute à Lima".
    pub(super) fn blamed(&self, noun: usize) -> Filled {
        let blames = |v: &usize| self.grammar.attributes(&self.parse.tokens[*v].lemma);
        // The tree may hang the participle on a complement.
        let complements = self.parse.with(noun, &[Dep::Nmod]);
        let nouns: Vec<usize> = std::iter::once(noun).chain(complements).collect();
        let below = nouns
            .into_iter()
            .flat_map(|n| self.parse.with(n, &[Dep::Acl, Dep::Amod, Dep::AclRelcl]).collect::<Vec<_>>());
        let object = matches!(self.parse.tokens[noun].dep, Dep::Obj | Dep::NsubjPass | Dep::Nsubj);
        let verbs = below.chain(self.parse.head(noun).filter(|_| object)).filter(blames);
        let phrases = verbs.flat_map(|v| self.parse.children(v).to_vec());
        self.named(phrases.filter(|t| self.grammar.case_is(self.parse, *t, self.grammar.to())), "blamed")
    }

    /// Who announces what a noun names: "a annoncé sa libération".
    pub fn teller(&self, noun: usize) -> Vec<usize> {
        let verb = self.carrier(noun).filter(|v| self.grammar.tells(&self.parse.tokens[*v].lemma));
        let subjects = verb.map(|v| self.subjects(v, 0)).unwrap_or_default();
        subjects.into_iter().map(|s| self.phrase(s)).find(|a| !a.is_empty()).unwrap_or_default()
    }

    /// "le tribunal a suspendu la sanction", "une exclusion annulée par le juge": the verb above undoes what a noun names.
    pub(super) fn is_lifted(&self, noun: usize) -> bool {
        let undoes = |t: usize| self.grammar.standing().undoes(&self.parse.tokens[t].lemma);
        let below = self.parse.with(noun, &[Dep::Acl, Dep::Amod]).any(undoes);
        below || self.parse.head(noun).is_some_and(undoes)
    }

    /// "l'annonce par le maire d'un pacte avec Oslo": whose word the noun stands under.
    pub(super) fn herald(&self, noun: usize) -> Filled {
        let under = self.grammar.case_is(self.parse, noun, self.grammar.of());
        let word = self.parse.head(noun).filter(|h| under && self.parse.tokens[*h].pos == Pos::Noun);
        let Some(word) = word.filter(|w| self.grammar.standing().owns(&self.parse.tokens[*w].lemma)) else {
            return Filled::default();
        };
        self.agent(word)
    }

    /// "des destructions menées par Oslo": the agent of the participle that carries the noun.
    pub(super) fn authors_of(&self, noun: usize) -> Filled {
        let light = |p: &usize| self.grammar.light(&self.parse.tokens[*p].lemma) && !self.suffered(*p);
        // "une plainte pour vol déposée par": the tree may hang the participle on the complement.
        let complements = self.parse.with(noun, &[Dep::Nmod]).filter(|c| {
            let bare = self.parse.child(*c, &[Dep::Case]).is_some() && self.parse.child(*c, &[Dep::Det]).is_none();
            bare && self.entities.of_phrase(self.parse, *c).is_empty()
        });
        let nouns: Vec<usize> = std::iter::once(noun).chain(complements).collect();
        let participles =
            nouns.into_iter().flat_map(|n| self.parse.with(n, &[Dep::Acl, Dep::Amod]).collect::<Vec<_>>());
        let agents = participles.filter(light);
        self.named(agents.flat_map(|p| self.grammar.agents(self.parse, p)), "agent")
    }
}
