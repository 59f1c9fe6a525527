//! Given a time expression and the parse, yields where the governing verb's tense and mood point.

use super::word::{Lexicon, class};
use crate::parse::{Dep, Form, Mood, Morph, Parse, Pos, Tense};
use std::ops::Range;

/// Where a verb points from the anchor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lean {
    /// Before the anchor.
    Past,
    /// About the anchor.
    Present,
    /// After the anchor.
    Future,
    /// There is no verb that says.
    Unknown,
}

/// Where the clause around some tokens points: the nearest verb above them that has a tense, a participle or a cue.
pub fn of(parse: &Parse, tokens: Range<usize>, lexicon: &Lexicon) -> Lean {
    let Some(head) = tokens.clone().find(|t| parse.head(*t).is_none_or(|h| !tokens.contains(&h))) else {
        return Lean::Unknown;
    };
    for at in parse.up(head) {
        if tokens.contains(&at) {
            continue;
        }
        if let Some(lean) = of_word(parse, at, lexicon) {
            return lean;
        }
    }
    Lean::Unknown
}

fn of_word(parse: &Parse, at: usize, lexicon: &Lexicon) -> Option<Lean> {
    let token = &parse.tokens[at];
    let auxiliaries = || parse.with(at, &[Dep::Aux, Dep::AuxTense, Dep::AuxPass, Dep::AuxCaus, Dep::Cop]);
    let finite = auxiliaries().find(|a| parse.tokens[*a].morph.form == Form::Fin);
    let verbal = matches!(token.pos, Pos::Verb | Pos::Aux) || finite.is_some();
    if !verbal {
        return lexicon.has(class::NOUN_TO_COME, &token.lemma).then_some(Lean::Future);
    }
    let to_come = lexicon.has(class::TO_COME, &token.lemma);
    if let Some(finite) = finite {
        return Some(of_group(parse, at, finite, to_come, lexicon));
    }
    match token.morph.form {
        Form::Fin => Some(of_finite(parse, at, lexicon)),
        Form::Part if token.morph.tense != Tense::Pres => Some(if to_come { Lean::Future } else { Lean::Past }),
        Form::Inf => governed(parse, at, lexicon),
        _ => None,
    }
}

/// A verb with an auxiliary: "a reçu", "sera reçu", "est attendu", "est arrivé".
fn of_group(parse: &Parse, at: usize, finite: usize, to_come: bool, lexicon: &Lexicon) -> Lean {
    let token = &parse.tokens[at];
    let auxiliary = &parse.tokens[finite];
    if lexicon.has(class::TO_COME, &auxiliary.lemma) {
        return Lean::Future;
    }
    let participle = token.morph.form == Form::Part;
    match tense(auxiliary.morph) {
        Lean::Present if participle && to_come => Lean::Future,
        Lean::Present if participle && auxiliary.dep == Dep::AuxTense => Lean::Past,
        Lean::Past if participle && to_come && auxiliary.morph.tense == Tense::Imp => Lean::Future,
        lean => lean,
    }
}

fn of_finite(parse: &Parse, at: usize, lexicon: &Lexicon) -> Lean {
    let token = &parse.tokens[at];
    let lean = tense(token.morph);
    let opens = parse.child(at, &[Dep::Xcomp]).is_some_and(|c| parse.tokens[c].morph.form == Form::Inf);
    if opens && lexicon.has(class::TO_COME, &token.lemma) && lean == Lean::Present { Lean::Future } else { lean }
}

/// An infinitive points where the verb above it makes it point: "doit se rendre mardi".
fn governed(parse: &Parse, at: usize, lexicon: &Lexicon) -> Option<Lean> {
    let head = parse.head(at)?;
    let above = &parse.tokens[head];
    let cue = matches!(above.pos, Pos::Verb | Pos::Aux) && lexicon.has(class::TO_COME, &above.lemma);
    let finite_past = above.morph.tense == Tense::Past && above.morph.form == Form::Fin;
    (cue && !finite_past).then_some(Lean::Future)
}

fn tense(morph: Morph) -> Lean {
    match (morph.mood, morph.tense) {
        (Mood::Cnd, _) | (_, Tense::Fut) => Lean::Future,
        (_, Tense::Past | Tense::Imp | Tense::Pqp) => Lean::Past,
        (_, Tense::Pres) => Lean::Present,
        _ => Lean::Unknown,
    }
}
