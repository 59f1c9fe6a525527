//! Given a noun under a cue, yields whether it is taken as given: wars that all know, what is spoken of with its article.

use super::Judging;
use crate::parse::{Dep, Pos};
use crate::record::Status;
use crate::report::grammar::Aspect;

impl Judging<'_> {
    pub(super) fn taken_as_given(&self, noun: usize, verb: usize) -> bool {
        let mut articles = self.parse.with(noun, &[Dep::Det]);
        self.grammar.presupposes(&self.parse.tokens[verb].lemma)
            && articles.any(|d| self.parse.tokens[d].feats.contains("Definite=Def"))
    }

    /// "s'inquiète de la frappe", but not "d'une frappe": what is spoken of with its article is taken as given.
    pub(super) fn discussed(&self, noun: usize, head: usize) -> bool {
        let nominal = matches!(self.parse.tokens[noun].pos, Pos::Noun | Pos::Propn);
        let article = self.grammar.definite(self.parse, noun)
            || self.parse.with(noun, &[Dep::Det]).any(|d| self.parse.tokens[d].feats.contains("Definite=Def"));
        let charged = self.grammar.charges(&self.parse.tokens[head].lemma);
        nominal && article && !charged && self.grammar.presupposes(&self.parse.tokens[head].lemma)
    }

    /// "craint d'être la victime de la guerre": a war that all know goes on, whatever the clause tells, unless the clause is
    /// of the war itself: "si la guerre éclatait".
    pub(super) fn known(&self, noun: usize, head: usize) -> bool {
        let lemma = &*self.parse.tokens[noun].lemma;
        let own = self.parse.tokens[head].pos == Pos::Verb && self.grammar.light(&self.parse.tokens[head].lemma);
        let called = self.parse.child(noun, &[Dep::Nmod, Dep::Amod]).is_some();
        noun == self.trigger
            && self.act.fought
            && called
            && self.grammar.standing().knows(lemma)
            && self.defined(noun)
            && !own
    }

    /// "la demande sera examinée": what is taken as given, or what a clause that somebody says is about.
    pub(super) fn put_aside(&self, noun: usize, verb: usize) -> bool {
        let undergone = self.grammar.passive(self.parse, verb);
        let given = undergone && self.taken_as_given(noun, verb);
        given || self.spoken_about(noun, verb)
    }

    /// "la démission serait une erreur": what is said of it in the conditional makes it a mere thought, unless it is a deed
    /// that all know of or a demand that was made.
    pub(super) fn presumed(&mut self, predicate: usize) {
        let only = self.grammar.aspect(self.parse, predicate) == Aspect::Conditional;
        let copula = self.parse.child(predicate, &[Dep::Cop]).is_some();
        if only && copula && !self.act.fought && !self.act.voiced {
            self.set(Status::Hypothetical, "what is said of it is only thought".to_owned());
        }
    }

    /// "estime que leur éviction était illégale": what a clause is about is taken as given, unless its verb only carries it.
    pub(super) fn spoken_about(&self, noun: usize, verb: usize) -> bool {
        let row = &self.parse.tokens[verb];
        // "croit que l'annexion va finir par venir"
        let ahead = self.grammar.going(&row.lemma) || self.grammar.aspect(self.parse, verb) == Aspect::Future;
        noun == self.trigger
            && self.defined(noun)
            && !ahead
            && (row.dep == Dep::Ccomp || self.act.fought)
            && !self.carries(verb)
            && !self.grammar.denied(self.parse, noun)
    }

    /// True of a verb that only carries its noun's event, and of one whose infinitive does.
    fn carries(&self, verb: usize) -> bool {
        let light = |t: usize| self.grammar.light(&self.parse.tokens[t].lemma);
        light(verb) || self.parse.with(verb, &[Dep::Xcomp]).any(light)
    }

    /// True under a definite article, a possessive or a demonstrative.
    pub(super) fn defined(&self, noun: usize) -> bool {
        let known = |d: usize| {
            let row = &self.parse.tokens[d];
            row.feats.contains("Definite=Def") || row.feats.contains("PronType=Dem") || row.morph.possessive
        };
        self.grammar.definite(self.parse, noun) || self.parse.with(noun, &[Dep::Det]).any(known)
    }
}
