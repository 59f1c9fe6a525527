//! Given the names of the model, yields them without what is no part of them: "Durand - Martin" is two, and of "Meurtre
//! de Rose" only "Rose" is one. And yields the whole name of one who shares the surname behind: "Anne et Paul Durand".

use super::name::Naming;
use super::{Finder, Setting};
use crate::mention::gazetteer::Sense;
use crate::parse::{Name, Ner, Pos};
use crate::record::EntityKind;
use std::ops::Range;

/// The names of an article, parted.
pub(super) fn names(finder: &Finder, setting: Setting<'_>) -> Vec<Name> {
    let parts = setting.parse.names.iter().flat_map(|name| {
        let parts = split(setting, name.tokens.clone()).into_iter();
        parts.map(|tokens| Name { tokens: proper(finder, setting, name.kind, tokens), kind: name.kind })
    });
    parts.collect()
}

/// The stretches between dashes that stand free.
fn split(setting: Setting<'_>, tokens: Range<usize>) -> Vec<Range<usize>> {
    let parse = setting.parse;
    let gap = |a: usize, b: usize| parse.tokens[a].span.end < parse.tokens[b].span.start;
    let free = |t: usize| parse.tokens[t].pos == Pos::Punct && t + 1 < tokens.end && gap(t - 1, t) && gap(t, t + 1);
    let dash = |t: &usize| *t > tokens.start && free(*t) && setting.parse.word(setting.text, *t).len() <= 3;
    let mut parts = Vec::new();
    let mut start = tokens.start;
    for at in tokens.clone().filter(dash) {
        parts.push(start..at);
        start = at + 1;
    }
    parts.push(start..tokens.end);
    parts
}

/// A person's name without the noun whose complement it is, and without what follows behind another preposition.
fn proper(finder: &Finder, setting: Setting<'_>, kind: Ner, mut tokens: Range<usize>) -> Range<usize> {
    let parse = setting.parse;
    let word = |t: usize| parse.word(setting.text, t);
    let of = |t: usize| finder.words.of.contains(&word(t).to_lowercase());
    let behind = |t: usize| parse.tokens[t].pos == Pos::Adp && word(t).chars().all(char::is_lowercase) && !of(t);
    if kind == Ner::Per && tokens.len() > 2 && parse.tokens[tokens.start].pos == Pos::Noun && of(tokens.start + 1) {
        tokens.start += 2;
    }
    // "the People's Party", cut behind the first word.
    let large = |t: usize| word(t).starts_with(char::is_uppercase);
    if parse.tokens[tokens.start].pos == Pos::Part && tokens.len() > 1 && tokens.start.checked_sub(1).is_some_and(large)
    {
        tokens.start -= 1;
    }
    let within = |t: usize| finder.words.within.contains(&word(t).to_lowercase());
    if let Some(cut) = tokens.clone().skip(1).find(|t| kind == Ner::Per && behind(*t) && !within(*t)) {
        tokens.end = cut;
    }
    tokens
}

impl Naming<'_, '_> {
    /// The person of a first name that a conjunction joins to a full name.
    pub(super) fn of_couple(&mut self, tokens: &Range<usize>) -> Option<usize> {
        let parse = self.setting.parse;
        let joint = parse.tokens.get(tokens.end).filter(|t| t.pos == Pos::Cconj)?;
        let next = self.names.iter().find(|n| n.tokens.start == tokens.end + 1 && n.tokens.len() > 1)?;
        let (given, last) = (self.word(tokens.start), self.word(next.tokens.end - 1));
        let gazetteer = &self.finder.gazetteer;
        let names = gazetteer.is_given(given) && gazetteer.is_given(self.word(next.tokens.start));
        if tokens.len() != 1 || next.kind != Ner::Per || !names || joint.sentence != parse.tokens[tokens.start].sentence
        {
            return None;
        }
        let full = format!("{given} {last}");
        let hits = self.finder.index.find(&full);
        let known = hits.iter().filter(|h| h.span.of(&full).len() == full.len()).flat_map(|h| &h.senses);
        let person = known.into_iter().find_map(|s| if let Sense::Person(p) = s { Some(*p as usize) } else { None });
        Some(match person {
            Some(person) => self.person(person),
            None => self.called(full, EntityKind::Person),
        })
    }
}
