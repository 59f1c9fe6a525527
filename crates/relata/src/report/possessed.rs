//! Given a word and a preposition, yields whom a possessive between a preposition and its noun names: "à son encontre".

use super::role::{Filled, Roles};
use crate::parse::Pos;

/// How many tokens behind a word such a phrase may stand.
const WITHIN: usize = 14;

impl Roles<'_> {
    /// "une plainte à son encontre" says whom a plaint is against, where the preposition asked for is "contre".
    pub(super) fn possessed(&self, token: usize, case: &str) -> Filled {
        let Some(sentence) = self.parse.sentences.get(self.parse.tokens[token].sentence) else {
            return Filled::default();
        };
        let clause = |t: &usize| !matches!(self.parse.tokens[*t].pos, Pos::Verb | Pos::Aux | Pos::Space);
        let mut ahead = (token + 1..sentence.end.min(token + WITHIN)).take_while(clause);
        let noun = ahead.find(|t| self.grammar.stands_for(&self.parse.tokens[*t].lemma, case));
        let actors = noun.map(|n| self.entities.of_possessive(self.parse, n)).unwrap_or_default();
        Filled { actors, token: noun, path: case.to_owned() }
    }

    /// True for a noun that names an event by itself.
    pub(super) fn event(&self, token: usize) -> bool {
        let row = &self.parse.tokens[token];
        row.pos == Pos::Noun && self.lexicon.names_event(&row.lemma)
    }
}
