//! Given a parse, packs and gazetteer, yields what the article speaks of: entities, times, quotations, figures.
//!
//! Each submodule finds its own kind of mention in the text alone; spans are bytes, tokens are indices into the
//! parse. Who a token refers to is settled by the entities; quotations and figures name only the token.

pub mod assemble;
pub mod entity;
pub mod figure;
pub mod gazetteer;
pub mod quote;
mod said;
#[cfg(test)]
pub(crate) mod sample;
pub mod time;
pub(crate) mod when;

use crate::day::Interval;
use crate::record::{Bearing, Hedge, QuoteKind, TimexType};
use crate::span::Span;
use std::ops::Range;

/// A time expression, resolved as far as the article's day allows.
#[derive(Clone, PartialEq, Debug)]
pub struct TimeMention {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// TIMEX3 type.
    pub kind: TimexType,
    /// TIMEX3 value; `XXXX` where the year is unknown.
    pub value: String,
    /// The days meant; `None` for pure lengths and sets, and where the anchor is unknown.
    pub days: Option<Interval>,
    /// How what it modifies lies to it.
    pub relation: Relation,
    /// The TIMEX3 value that it has whatever the article's day; `X` stands for what that day settles.
    pub alone: String,
    /// On which side of the article's day it lies, by the tense of the verb above it.
    pub bearing: Bearing,
    /// The token of a noun above it that only dates something else: "depuis la visite de mars".
    pub behind: Option<usize>,
}

/// How an event lies to the time that is named beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Relation {
    /// Within it: "mardi", "en mars".
    At,
    /// From it until the article's day: "depuis mars"; `days` reaches to the article's day.
    Since,
    /// Until it: "jusqu'à mercredi".
    Until,
    /// Before it: "avant 2030", "d'ici".
    Before,
    /// After it: "après mardi".
    After,
    /// From it on: "à partir de mardi", "dès lundi".
    From,
}

/// Words between marks, or reported without.
#[derive(Clone, PartialEq, Debug)]
pub struct QuoteMention {
    /// The words without the marks.
    pub span: Span,
    /// How they are given.
    pub kind: QuoteKind,
    /// Parts of one interrupted utterance carry the same number within the article.
    pub utterance: usize,
    /// The token of the cue: "affirmé", "selon".
    pub cue: Option<usize>,
    /// The head token of the phrase that names the speaker; a pronoun where the text has one.
    pub speaker: Option<usize>,
    /// The head token of the phrase that names who is spoken to.
    pub addressee: Option<usize>,
}

/// A number that measures something.
#[derive(Clone, PartialEq, Debug)]
pub struct FigureMention {
    /// The number, its hedge and its unit.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The full number.
    pub value: f64,
    /// ISO 4217 code, `percent`, `person` …, or the English noun for the thing counted.
    pub unit: String,
    /// How it is hedged.
    pub hedge: Option<Hedge>,
    /// What is counted, in the article's words.
    pub of: Option<Span>,
    /// The head token of the phrase that names who says so.
    pub said_by: Option<usize>,
    /// True for goals and forecasts.
    pub target: bool,
}
