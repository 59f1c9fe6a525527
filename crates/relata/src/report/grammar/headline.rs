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
        self.bare_participle_acts && past && is_headline(parse, token) && parse.child(token, &below).is_none()
    }
}

/// True in the first sentence of an article where it has no full stop.
fn is_headline(parse: &Parse, token: usize) -> bool {
    let first = parse.sentences.first().filter(|s| s.contains(&token));
    let last = first.and_then(|s| s.clone().rev().find(|t| parse.tokens[*t].pos != Pos::Space));
    last.is_some_and(|t| parse.tokens[t].pos != Pos::Punct)
}
