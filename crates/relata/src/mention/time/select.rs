//! Given all matches of a sentence, yields the expressions that are kept: the longest, none within another.

use super::call::{self, Call};
use super::chart::{Chart, Item, Sentence};
use super::lean::{self, Lean};
use super::meaning::Op;
use super::piece::Shape;
use super::rule::Rules;
use super::word::{Lexicon, class};
use crate::mention::Relation;
use crate::parse::{Dep, Name, Ner, Parse, Pos};
use crate::record::Bearing;
use crate::span::Span;
use std::cmp::Reverse;
use std::ops::Range;

/// A phrase has at most so many words before the expression in it.
const PHRASE: usize = 12;

/// An expression that was found and is still to be told.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where it stands.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its sentence.
    pub sentence: usize,
    /// The rule that found it.
    #[cfg_attr(not(test), allow(dead_code))]
    pub rule: u32,
    /// What it means.
    pub call: Call,
    /// Where the governing verb points.
    pub lean: Lean,
    /// What the words before it say.
    pub relation: Option<Relation>,
    /// On which side of the article's day it lies.
    pub bearing: Bearing,
    /// A noun above it that only dates something else.
    pub behind: Option<usize>,
    /// True where this one and the next are the ends of one stretch.
    pub opens_range: bool,
}

/// Keeps the best matches of a sentence. A longer expression stands before a shorter one, more context before less,
/// an earlier row of the table before a later one.
pub fn keep(chart: &Chart, rules: &Rules, sentence: &Sentence, number: usize, found: &mut Vec<Found>) {
    let mut order: Vec<&Item> = chart.items.iter().filter(|i| rules.get(i.rule).shown).collect();
    order.sort_by_key(|i| (Reverse(reach(i)), Reverse(i.pieces.len()), i.rule, i.pieces.start));
    let mut taken: Vec<Range<usize>> = Vec::new();
    let first = found.len();
    for item in order {
        let free = |e: &Range<usize>| taken.iter().all(|t| e.end <= t.start || t.end <= e.start);
        if !item.extents.iter().all(free) {
            continue;
        }
        taken.extend(item.extents.iter().cloned());
        let (calls, range) = call::of_item(item, chart, rules);
        for (at, (extent, call)) in item.extents.iter().zip(calls).enumerate() {
            if call.op != Op::None && !is_part_of_name(extent, sentence) {
                let opens_range = range && at + 1 < item.extents.len();
                found.push(Found {
                    opens_range,
                    rule: item.rule,
                    ..expression(extent.clone(), call, sentence, number)
                });
            }
        }
    }
    found[first..].sort_by_key(|f| f.span.start);
}

/// True for a single word within the name of a person: "Jean-Noël", "Avril Martin".
fn is_part_of_name(extent: &Range<usize>, sentence: &Sentence) -> bool {
    let token = sentence.pieces[extent.start].token as usize;
    let person = |n: &&Name| n.kind == Ner::Per && n.tokens.contains(&token);
    let named = sentence.parse.names.iter().find(person).is_some_and(|n| n.tokens.len() > 1);
    let hyphens =
        |at: usize| sentence.pieces.get(at).is_some_and(|p| p.shape == Shape::Mark && p.glued && p.span.len() == 1);
    let joined = extent.start > 1 && sentence.pieces[extent.start].glued && hyphens(extent.start - 1);
    let capital = sentence.pieces[extent.start].capital;
    extent.len() == 1 && capital && (named || joined)
}

/// How many pieces lie between the first expression of a match and its last one, both included.
fn reach(item: &Item) -> usize {
    match (item.extents.first(), item.extents.last()) {
        (Some(first), Some(last)) => last.end.saturating_sub(first.start),
        _ => 0,
    }
}

fn expression(mut extent: Range<usize>, call: Call, sentence: &Sentence, number: usize) -> Found {
    let (pieces, lexicon) = (sentence.pieces, sentence.lexicon);
    let bare = matches!(call.op, Op::Ref | Op::Every | Op::Clock);
    if !bare && extent.start > 0 && lexicon.ends_before(class::ARTICLE, pieces, extent.start) {
        extent.start -= 1;
    }
    let before = |class| lexicon.ends_before(class, pieces, extent.start);
    let relation = [
        (class::SINCE, Relation::Since),
        (class::UNTIL, Relation::Until),
        (class::BEFORE, Relation::Before),
        (class::AFTER, Relation::After),
        (class::FROM, Relation::From),
    ];
    let relation = relation.into_iter().find(|(class, _)| before(*class)).map(|(_, relation)| relation);
    let (first, last) = (&pieces[extent.start], &pieces[extent.end - 1]);
    let tokens = first.token as usize..last.token as usize + 1;
    let own_lean = lean::of(sentence.parse, tokens.clone(), lexicon);
    let bearing = bearing(&call, relation, own_lean);
    let behind = behind(sentence.parse, &tokens, lexicon);
    let lean = match (relation, own_lean) {
        (Some(Relation::Since), _) => Lean::Past,
        (
            Some(Relation::Until | Relation::Before | Relation::After | Relation::From),
            Lean::Present | Lean::Unknown,
        ) => Lean::Future,
        (_, lean) => lean,
    };
    Found {
        span: first.span.join(last.span),
        tokens,
        sentence: number,
        rule: 0,
        call,
        lean,
        relation,
        bearing,
        behind,
        opens_range: false,
    }
}

fn bearing(call: &Call, relation: Option<Relation>, lean: Lean) -> Bearing {
    match (relation, lean) {
        _ if call.op == Op::Issue => Bearing::Issue,
        (Some(Relation::Since), _) => Bearing::Before,
        (Some(Relation::Until | Relation::Before), _) => Bearing::Open,
        (_, Lean::Past) => Bearing::Before,
        (_, Lean::Future) => Bearing::After,
        _ => Bearing::Open,
    }
}

/// The nearest noun above an expression that stands under a word such as "depuis": its time is not the verb's.
fn behind(parse: &Parse, tokens: &Range<usize>, lexicon: &Lexicon) -> Option<usize> {
    let head = tokens.clone().find(|t| parse.head(*t).is_none_or(|h| !tokens.contains(&h)))?;
    let verb = |t: &usize| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux);
    let nouns = parse.up(head).filter(|t| !tokens.contains(t)).take_while(|t| !verb(t));
    let dates_only = |t: &usize| {
        let says = |lemma: &str| [class::SINCE, class::BEFORE, class::AFTER].iter().any(|of| lexicon.has(*of, lemma));
        parse.with(*t, &[Dep::Case]).any(|c| says(&parse.tokens[c].lemma))
    };
    nouns.into_iter().find(dates_only).or_else(|| opened_by_since(parse, tokens.start, lexicon))
}

/// The same by the order of the words, where the tree goes astray: "depuis la visite du roi à Paris en mars".
fn opened_by_since(parse: &Parse, start: usize, lexicon: &Lexicon) -> Option<usize> {
    let sentence = parse.tokens.get(start)?.sentence;
    let ends = |at: &usize| {
        let token = &parse.tokens[*at];
        token.sentence != sentence || matches!(token.pos, Pos::Verb | Pos::Aux | Pos::Punct)
    };
    let since = (start.saturating_sub(PHRASE)..start).rev().take_while(|at| !ends(at));
    let since = since.into_iter().find(|at| lexicon.has(class::SINCE, &parse.tokens[*at].lemma))?;
    parse.head(since).filter(|noun| (since + 1..start).contains(noun) && parse.tokens[*noun].pos != Pos::Verb)
}
