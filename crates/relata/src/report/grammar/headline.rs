//! Given a headline, yields whether a past form in it is a participle whose auxiliary is left out.

use super::Grammar;
use crate::parse::{Dep, Form, Parse, Pos, Tense};

impl Grammar {
    /// "President ousted and arrested": headlines tell in the present what is done, so that a past form without an object
    /// is what was undergone, where a language spells both alike.
    pub(super) fn headline_participle(&self, parse: &Parse, token: usize) -> bool {
        let row = &parse.tokens[token];
        let past = row.pos == Pos::Verb && row.morph.form == Form::Fin && row.morph.tense == Tense::Past;
        let below = [Dep::Aux, Dep::AuxPass, Dep::AuxTense, Dep::Obj, Dep::Iobj, Dep::Ccomp, Dep::Xcomp];
        // "shot dead", "fined $2,000": what one became, and how much one was to pay, is nobody on whom one acts.
        let money = |t: usize| {
            std::iter::once(t).chain(parse.with(t, &[Dep::Compound])).any(|s| parse.tokens[s].pos == Pos::Sym)
        };
        let no_object = |t: usize| parse.tokens[t].pos == Pos::Adj || money(t);
        let active = parse.with(token, &below).any(|t| !no_object(t));
        self.bare_participle_acts && past && is_headline(parse, token) && !active
    }
}

/// True in the first sentence of an article where it has no full stop.
fn is_headline(parse: &Parse, token: usize) -> bool {
    let first = parse.sentences.first().filter(|s| s.contains(&token));
    let last = first.and_then(|s| s.clone().rev().find(|t| parse.tokens[*t].pos != Pos::Space));
    last.is_some_and(|t| parse.tokens[t].pos != Pos::Punct)
}
