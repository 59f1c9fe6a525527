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
    /// After the anchor, by a verb that the expression reaches only through a noun.
    Beside,
    /// There is no verb that says.
    Unknown,
}

/// Where the clause around some tokens points: the nearest verb above them that has a tense, a participle or a cue.
pub fn of(parse: &Parse, tokens: Range<usize>, lexicon: &Lexicon) -> Lean {
    let Some(head) = tokens.clone().find(|t| parse.head(*t).is_none_or(|h| !tokens.contains(&h))) else {
        return Lean::Unknown;
    };
    let of_noun = parse.tokens[head].dep == Dep::Nmod;
    let mut beside_noun = false;
    for at in parse.up(head).filter(|at| !tokens.contains(at)) {
        if let Some(lean) = of_word(parse, at, lexicon) {
            // "Les violences de samedi seront jugées": the noun's own time is not the verb's.
            return match lean {
                Lean::Future if beside_noun && of_noun && !is_to_come(parse, at, lexicon) => Lean::Beside,
                // "Ils appellent à une grève mardi": the verb itself looks ahead.
                Lean::Present if beside_noun && is_to_come(parse, at, lexicon) => Lean::Future,
                Lean::Present if beside_noun => Lean::Unknown,
                lean => lean,
            };
        }
        beside_noun |= matches!(parse.tokens[at].pos, Pos::Noun | Pos::Propn);
    }
    Lean::Unknown
}

fn is_to_come(parse: &Parse, at: usize, lexicon: &Lexicon) -> bool {
    lexicon.has(class::TO_COME, &parse.tokens[at].lemma)
}

fn of_word(parse: &Parse, at: usize, lexicon: &Lexicon) -> Option<Lean> {
    let token = &parse.tokens[at];
    let auxiliaries = || parse.with(at, &[Dep::Aux, Dep::AuxTense, Dep::AuxPass, Dep::AuxCaus, Dep::Cop]);
    let finite = auxiliaries().find(|a| parse.tokens[*a].morph.form == Form::Fin);
    if !matches!(token.pos, Pos::Verb | Pos::Aux) && finite.is_none() {
        return lexicon.has(class::NOUN_TO_COME, &token.lemma).then_some(Lean::Future);
    }
    if let Some(finite) = finite {
        return Some(of_group(parse, at, finite, lexicon));
    }
    let infinitive = auxiliaries().any(|a| parse.tokens[a].morph.form == Form::Inf);
    match token.morph.form {
        Form::Fin => Some(of_finite(parse, at, lexicon)),
        Form::Part if token.morph.tense != Tense::Pres && !infinitive => {
            Some(if is_to_come(parse, at, lexicon) { Lean::Future } else { Lean::Past })
        }
        Form::Part if !infinitive => None,
        Form::Inf | Form::Part => governed(parse, at, lexicon),
        _ => None,
    }
}

/// A verb with an auxiliary: "a reçu", "sera reçu", "est attendu", "est arrivé".
fn of_group(parse: &Parse, at: usize, finite: usize, lexicon: &Lexicon) -> Lean {
    let token = &parse.tokens[at];
    let auxiliary = &parse.tokens[finite];
    if lexicon.has(class::TO_COME, &auxiliary.lemma) {
        return Lean::Future;
    }
    let lean = tense(auxiliary.morph);
    if token.pos == Pos::Adj && is_to_come(parse, at, lexicon) {
        return Lean::Future;
    }
    if token.morph.form != Form::Part {
        // "Le but est d'éviter des heurts samedi", "la course est samedi".
        return if lean == Lean::Present { Lean::Unknown } else { lean };
    }
    let awaited = is_to_come(parse, at, lexicon) && lexicon.has(class::BE, &auxiliary.lemma);
    match lean {
        Lean::Present if awaited => Lean::Future,
        Lean::Past if awaited && auxiliary.morph.tense == Tense::Imp => Lean::Future,
        // "Est décédé" is past, whatever the parser calls the auxiliary.
        Lean::Present if lexicon.has(class::PERFECT, &auxiliary.lemma) => Lean::Past,
        lean => lean,
    }
}

fn of_finite(parse: &Parse, at: usize, lexicon: &Lexicon) -> Lean {
    let lean = tense(parse.tokens[at].morph);
    let opens = parse.child(at, &[Dep::Xcomp]).is_some_and(|c| parse.tokens[c].morph.form == Form::Inf);
    if opens && lean == Lean::Present && is_to_come(parse, at, lexicon) { Lean::Future } else { lean }
}

/// An infinitive points where the verb above it makes it point: "doit se rendre mardi".
fn governed(parse: &Parse, at: usize, lexicon: &Lexicon) -> Option<Lean> {
    let head = parse.head(at)?;
    let above = &parse.tokens[head];
    let cue = matches!(above.pos, Pos::Verb | Pos::Aux | Pos::Adj) && is_to_come(parse, head, lexicon);
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
