//! Given a sentence and its cues, yields what is reported without marks: "a affirmé que …", "selon X, …".

use super::attribution::Seeker;
use super::frame::Item;
use crate::mention::QuoteMention;
use crate::parse::{Dep, Form, Pos};
use crate::record::QuoteKind;
use crate::span::Span;

/// The shortest content, in tokens.
const SHORTEST: usize = 3;

impl Seeker<'_, '_> {
    /// The reported contents of the sentence that hold none of the quotations `quoted`.
    pub fn indirect(&self, quoted: &[usize]) -> Vec<QuoteMention> {
        let mut found: Vec<QuoteMention> = Vec::new();
        for place in 0..self.frame.items.len() {
            let Item::Word(token) = self.frame.items[place] else { continue };
            let reported = self.content(place, token).or_else(|| {
                // What hearsay announces is what stands between the marks.
                let marks = |i: &Item| matches!(i, Item::Quote(q) if quoted.contains(q));
                if self.frame.items.iter().any(marks) { None } else { self.according(place, token) }
            });
            let Some((span, speaker)) = reported else { continue };
            let marked = quoted.iter().any(|q| self.scene.stretches[*q].outer.overlaps(span));
            if marked || found.iter().any(|f| f.span.overlaps(span)) {
                continue;
            }
            found.push(QuoteMention {
                span,
                kind: QuoteKind::Indirect,
                utterance: 0,
                cue: Some(token),
                speaker: Some(speaker),
                addressee: self.addressee(token, Some(speaker)),
            });
        }
        found
    }

    /// "X affirme que …": the clause behind the conjunction.
    fn content(&self, place: usize, verb: usize) -> Option<(Span, usize)> {
        self.cues.verb(self.scene, verb)?;
        let parse = self.scene.parse;
        let clause = parse.children(verb).iter().copied().find(|c| self.content_clause(verb, *c))?;
        let speaker = self.speaker_of(place, verb)?;
        let tokens = parse.subtree(clause);
        let mark = tokens.clone().find(|t| self.scene.rules.words.content.contains(self.scene.word(*t)))?;
        self.bounded(mark.max(verb) + 1, tokens.end).map(|span| (span, speaker))
    }

    fn content_clause(&self, verb: usize, child: usize) -> bool {
        let token = &self.scene.parse.tokens[child];
        let clause = matches!(token.dep, Dep::Ccomp | Dep::Xcomp | Dep::Advcl | Dep::Parataxis);
        let mark = self.scene.parse.child(child, &[Dep::Mark]);
        let near = (verb + 1..(verb + 8).min(self.scene.words.len()))
            .find(|t| self.scene.rules.words.content.contains(self.scene.word(*t)));
        clause && child > verb && mark.is_some() && mark == near
    }

    /// "selon X, …": the rest of the sentence.
    fn according(&self, place: usize, token: usize) -> Option<(Span, usize)> {
        if place != 0 && self.scene.item_word(self.frame.items.get(place - 1)) != "," {
            return None;
        }
        let attribution = self.prep_at(place).filter(|a| a.cue == Some(token))?;
        let speaker = attribution.speaker?;
        if self.frame.items.windows(2).any(|w| matches!(w, [Item::Word(c), Item::Quote(_)] if self.scene.colon(*c))) {
            return None;
        }
        if !self.scene.speaks(speaker) {
            return None;
        }
        let items: Vec<usize> =
            self.frame.items.iter().filter_map(|i| if let Item::Word(t) = i { Some(*t) } else { None }).collect();
        let last = items.last()? + 1;
        let behind = items.iter().position(|t| *t > speaker && self.scene.word(*t) == ",");
        let span = match (place, behind) {
            (0, comma) => self.bounded(*items.get(self.last_comma(&items, comma?) + 1)?, last),
            // "Il est, selon lui, parti": the whole sentence is his.
            (_, Some(_)) => self.bounded(*items.first()?, last),
            (_, None) => {
                let end = items.iter().position(|t| *t == token)?.checked_sub(1)?;
                self.bounded(*items.first()?, items[end])
            }
        };
        let span = span?;
        let verb = self.scene.parse.under(span).any(|t| self.scene.parse.tokens[t].morph.form == Form::Fin);
        verb.then_some((span, speaker))
    }

    /// The last comma before the first finite verb: what stands between belongs to the name of who speaks.
    fn last_comma(&self, items: &[usize], first: usize) -> usize {
        let verb = items.iter().position(|t| *t > items[first] && self.scene.parse.tokens[*t].morph.form == Form::Fin);
        let end = verb.unwrap_or(first);
        (first..end).rev().find(|i| self.scene.word(items[*i]) == ",").unwrap_or(first)
    }

    /// The stretch from one token to another, without the last stop.
    fn bounded(&self, start: usize, end: usize) -> Option<Span> {
        let mut end = end.min(self.scene.parse.tokens.len());
        while end > start && matches!(self.scene.pos(end - 1), Pos::Punct | Pos::Space) {
            end -= 1;
        }
        (end >= start + SHORTEST).then(|| self.scene.parse.span(start..end))
    }
}
