//! Given a noun, yields who is said to have done what it names, and who only tells it.

use super::role::{Filled, Roles};
use crate::parse::Dep;

impl Roles<'_> {
    /// "accused Peru of bombing": whom a verb says to have done what the clause under it tells, or keeps from it.
    pub(super) fn charged_clause(&self, clause: usize, verb: usize) -> Vec<usize> {
        let charges = self.grammar.charges(&self.parse.tokens[verb].lemma);
        let charged = charges && self.grammar.charged(&self.grammar.case(self.parse, clause));
        if charged { self.objects(verb) } else { Vec::new() }
    }

    /// "An Israeli drone strike killed a commander": whom a deed of war harms, by the verb that says so.
    pub fn harmed(&self, noun: usize) -> Filled {
        let row = &self.parse.tokens[noun];
        let verb = self.parse.head(noun).filter(|v| self.grammar.harms(&self.parse.tokens[*v].lemma));
        let passive = verb.is_some_and(|v| self.grammar.passive(self.parse, v));
        let acts = match row.dep {
            Dep::Nsubj => !passive,
            Dep::OblAgent | Dep::OblMod | Dep::OblArg | Dep::Obl => passive,
            _ => false,
        };
        let victims = verb.filter(|_| acts).map(|v| self.objects(v)).unwrap_or_default();
        let found = victims.into_iter().map(|t| (t, self.phrase(t))).find(|(_, actors)| !actors.is_empty());
        found.map_or_else(Filled::default, |(t, actors)| Filled { actors, token: Some(t), path: "harmed".to_owned() })
    }

    /// Who is said to have done what a noun names: "accusé de massacres", "condamné pour meurtre".
    pub fn charged(&self, noun: usize) -> Filled {
        let phrase = matches!(self.parse.tokens[noun].dep, Dep::OblArg | Dep::OblMod | Dep::Obl);
        let verb = self.parse.head(noun).filter(|v| phrase && self.grammar.charges(&self.parse.tokens[*v].lemma));
        let verb = verb.filter(|_| self.grammar.charged(&self.grammar.case(self.parse, noun)));
        let charged = verb.map(|v| self.objects(v)).unwrap_or_default().into_iter().map(|t| (t, self.phrase(t)));
        let below = self.grammar.charging(self.parse, noun).and_then(|_| self.parse.head(noun));
        let below = below.map(|t| (t, self.phrase(t)));
        let found = charged.into_iter().chain(below).find(|(_, actors)| !actors.is_empty());
        found.map_or_else(Filled::default, |(t, actors)| Filled { actors, token: Some(t), path: "charged".to_owned() })
    }

    /// Who announces what a noun names: "a annoncé sa libération".
    pub fn teller(&self, noun: usize) -> Vec<usize> {
        let verb = self.carrier(noun).filter(|v| self.grammar.tells(&self.parse.tokens[*v].lemma));
        let subjects = verb.map(|v| self.subjects(v, 0)).unwrap_or_default();
        subjects.into_iter().map(|s| self.phrase(s)).find(|a| !a.is_empty()).unwrap_or_default()
    }
}
