//! Given a verb behind which its subject stands, or before which two stand, or a participle beside the wrong noun, yields
//! its subject.

use super::role::Roles;
use crate::parse::{Dep, Form, Gender, Pos};

impl Roles<'_> {
    /// "« … », dénonce le maire", "le ministre, avertit l'économiste, devra partir": the subject behind a verb.
    pub(super) fn inverted(&self, verb: usize) -> Option<usize> {
        let tokens = &self.parse.tokens;
        let object = self.parse.child(verb, &[Dep::Obj]).filter(|o| *o > verb)?;
        let near = (verb + 1..object).all(|t| matches!(tokens[t].pos, Pos::Det | Pos::Adj));
        if tokens[verb].morph.form != Form::Fin || !near || self.phrase(object).is_empty() {
            return None;
        }
        let own = self.parse.child(verb, &[Dep::Nsubj, Dep::NsubjPass]).is_some();
        let behind = (0..verb).rev().take_while(|t| tokens[*t].pos == Pos::Punct).count();
        (behind >= 2 && !own || self.inserted(verb, object)).then_some(object)
    }

    /// A verb between commas, with nothing but its subject behind it, before the verb of the clause that it interrupts.
    pub(super) fn inserted(&self, verb: usize, object: usize) -> bool {
        let tokens = &self.parse.tokens;
        let mark = |t: usize| tokens.get(t).is_some_and(|t| t.pos == Pos::Punct);
        let finite = |t: usize| tokens.get(t).is_some_and(|t| t.morph.form == Form::Fin);
        let end = self.parse.subtree(object).end;
        let ahead = self.parse.child(verb, &[Dep::Nsubj]).is_none_or(|s| s < verb);
        let joined = tokens[verb].dep == Dep::Conj || tokens.get(end + 1).is_some_and(|t| t.pos == Pos::Cconj);
        !joined && ahead && verb > 0 && mark(verb - 1) && mark(end) && (finite(end + 1) || finite(end + 2))
    }

    /// "Un homme écroué, le parquet ouvre une enquête": of nouns before a verb that are not joined the nearest is its
    /// subject.
    pub(super) fn keep_nearest(&self, verb: usize, own: &mut Vec<usize>) {
        let noun = |t: &usize| *t < verb && matches!(self.parse.tokens[*t].pos, Pos::Noun | Pos::Propn);
        let nearest = own.iter().copied().max().filter(|_| own.len() > 1 && own.iter().all(noun));
        if let Some(nearest) = nearest.filter(|n| !self.phrase(*n).is_empty()) {
            *own = vec![nearest];
        }
    }

    /// "Un homme soupçonné d'avoir tué une femme écroué": a participle that the tree hangs on a noun of the other gender is
    /// of the nearest noun above that it agrees with.
    pub(super) fn agreeing(&self, participle: usize, noun: usize) -> usize {
        let gender = |t: usize| self.parse.tokens[t].morph.gender;
        let differs = |t: usize| {
            gender(t) != Gender::None && gender(participle) != Gender::None && gender(t) != gender(participle)
        };
        let same = |t: &usize| {
            let nominal = self.parse.tokens[*t].pos == Pos::Noun;
            nominal && gender(*t) == gender(participle) && !self.phrase(*t).is_empty()
        };
        let other = self.parse.up(noun).skip(1).find(same).filter(|_| differs(noun));
        other.unwrap_or(noun)
    }
}
