//! Given a figure's noun and its place in the tree, yields what the sentence says of it: dead or injured, a goal, of what.

use super::counted::{Counted, Page};
use super::number::Number;
use super::table::Class;
use crate::mention::quote::fold;
use crate::parse::{Dep, Pos, Tense};
use crate::record::Hedge;
use crate::span::Span;
use rustc_hash::FxHashSet;

/// How far a participle or verb may stand from the noun that it kills, in tokens.
const NEAR: usize = 6;
/// How far before a number a word may announce a goal, in atoms.
const GOAL: usize = 9;

impl Page<'_> {
    /// The unit of people by what happens to them: dead, injured, or the unit itself.
    pub fn fate(&self, counted: &Counted) -> String {
        if counted.class != Class::People {
            return counted.unit.clone();
        }
        let lists = &self.tables.lists;
        let noun = self.token(counted.from);
        match noun {
            // "killed three people and injured 1,800": the verb right before a bare number.
            Some(noun) if noun > 0 && self.lemma_in(noun - 1, &lists.injures) => lists.injured.clone(),
            Some(noun) if self.dies(noun) => lists.dead.clone(),
            Some(noun) if self.costs_life(noun) => lists.dead.clone(),
            Some(noun) if self.suffers(noun, &lists.kills) => lists.dead.clone(),
            Some(noun) if self.suffers(noun, &lists.injures) => lists.injured.clone(),
            _ => counted.unit.clone(),
        }
    }

    /// True for a verb of killing or injuring.
    pub fn harms(&self, token: usize) -> bool {
        let lists = &self.tables.lists;
        let verb = self.parse.tokens[token].pos == Pos::Verb;
        verb && (self.lemma_in(token, &lists.kills) || self.lemma_in(token, &lists.injures))
    }

    fn lemma_in(&self, token: usize, lemmas: &FxHashSet<String>) -> bool {
        lemmas.contains(&*self.parse.tokens[token].lemma)
    }

    /// True where the noun is the object of such a verb, the subject of its passive, or what its participle qualifies.
    fn suffers(&self, noun: usize, verbs: &FxHashSet<String>) -> bool {
        let participle = self
            .after(noun)
            .take_while(|t| !self.breaks(*t) && !self.counts_anew(*t))
            .find(|t| self.lemma_in(*t, verbs));
        if participle.is_some_and(|p| self.passive(noun, p)) {
            return true;
        }
        let Some(head) = self.parse.up(noun).skip(1).take(2).find(|h| self.lemma_in(*h, verbs)) else {
            return self.object_before(noun, verbs);
        };
        match self.parse.tokens[noun].dep {
            Dep::Obj => true,
            Dep::Nsubj | Dep::NsubjPass | Dep::Nmod => self.passive(noun, head),
            _ => self.object_before(noun, verbs),
        }
    }

    /// "tuant au moins trois personnes": the verb right before the number, whatever the tree says.
    fn object_before(&self, noun: usize, verbs: &FxHashSet<String>) -> bool {
        let near = (noun.saturating_sub(NEAR)..noun).rev().take_while(|t| {
            matches!(
                self.parse.tokens[*t].pos,
                Pos::Num | Pos::Adv | Pos::Adp | Pos::Det | Pos::Adj | Pos::Verb | Pos::Noun
            ) && !(self.parse.tokens[*t].pos == Pos::Noun && self.parse.tokens[*t].dep == Dep::Nsubj)
        });
        let verb = near.into_iter().find(|t| self.parse.tokens[*t].pos == Pos::Verb);
        verb.is_some_and(|v| self.lemma_in(v, verbs) && !self.auxiliary_passive(v))
    }

    fn auxiliary_passive(&self, verb: usize) -> bool {
        self.parse.child(verb, &[Dep::AuxPass]).is_some()
    }

    /// "tués", "ont été tués": not "ont tué".
    fn passive(&self, noun: usize, verb: usize) -> bool {
        if self.auxiliary_passive(verb) {
            return true;
        }
        let active =
            (noun + 1..verb).any(|t| self.parse.tokens[t].pos == Pos::Aux && self.parse.tokens[t].dep == Dep::AuxTense);
        let bare = matches!(self.parse.tokens[verb].morph.tense, Tense::Past | Tense::None);
        bare && verb > noun && !active
    }

    /// True where the noun is the subject of a verb of dying, or qualified by its participle.
    fn dies(&self, noun: usize) -> bool {
        let lists = &self.tables.lists;
        let tokens: Vec<usize> = self.after(noun).take_while(|t| !self.breaks(*t)).collect();
        if tokens.iter().any(|t| self.lemma_in(*t, &lists.dies)) {
            return true;
        }
        lists.deaths.iter().any(|[verb, object]| {
            let at = tokens.iter().position(|t| *self.parse.tokens[*t].lemma == **verb);
            at.is_some_and(|p| tokens[p..].iter().take(4).any(|t| *self.parse.tokens[*t].lemma == **object))
        })
    }

    /// The tokens after a noun, up to where its clause can no longer say what happens to it.
    fn after(&self, noun: usize) -> impl Iterator<Item = usize> + '_ {
        let end = self.parse.sentences.get(self.parse.tokens[noun].sentence).map_or(noun + 1, |s| s.end);
        noun + 1..end.min(noun + 2 * NEAR)
    }

    /// "… et trois autres sont blessés": another number begins, whose fate is its own.
    fn counts_anew(&self, token: usize) -> bool {
        let number = self.parse.tokens[token].pos == Pos::Num || self.tables.numerals.contains_key(&self.folded(token));
        number && self.before_counts(token)
    }

    fn before_counts(&self, token: usize) -> bool {
        token.checked_sub(1).is_some_and(|b| self.parse.tokens[b].pos == Pos::Cconj)
    }

    fn folded(&self, token: usize) -> String {
        fold(self.parse.word(self.text, token))
    }

    /// "a coûté la vie à cinq soldats": verb and noun before the number whose indirect object dies.
    fn costs_life(&self, noun: usize) -> bool {
        let before = noun.saturating_sub(2 * NEAR)..noun;
        let sentence = self.parse.tokens[noun].sentence;
        self.tables.lists.costs.iter().any(|[verb, object]| {
            let lemma =
                |t: &usize, l: &str| *self.parse.tokens[*t].lemma == *l && self.parse.tokens[*t].sentence == sentence;
            let at = before.clone().find(|t| lemma(t, verb));
            at.is_some_and(|v| (v + 1..noun.min(v + 5)).any(|t| lemma(&t, object)))
        })
    }

    fn breaks(&self, token: usize) -> bool {
        let token = &self.parse.tokens[token];
        token.pos == Pos::Punct || token.pos == Pos::Sconj || (token.pos == Pos::Pron && token.dep == Dep::Nsubj)
    }

    /// What is counted, in the article's words: the noun and what hangs on it.
    pub fn of(&self, number: &Number, counted: &Counted) -> Option<Span> {
        if counted.from == number.from && counted.to == number.to {
            // What a bare number counts is only understood.
            return None;
        }
        let from = match counted.class {
            Class::Percent | Class::Money | Class::Measure => self.behind(counted.to.max(number.to))?,
            _ => counted.from,
        };
        let noun = self.token(from)?;
        let mut end = noun + 1;
        for at in noun + 1..(noun + 9).min(self.parse.tokens.len()) {
            let token = &self.parse.tokens[at];
            let belongs = self.parse.up(at).any(|h| h == noun);
            if !belongs || !matches!(token.pos, Pos::Adj | Pos::Adp | Pos::Det | Pos::Noun | Pos::Propn | Pos::Verb) {
                break;
            }
            if matches!(token.pos, Pos::Noun | Pos::Propn | Pos::Adj) {
                end = at + 1;
            }
        }
        Some(self.parse.span(noun..end))
    }

    /// "15 000 selon les organisateurs": who is named right behind a bare number.
    pub fn source_behind(&self, number: &Number) -> Option<usize> {
        if !self.tables.lists.according.contains(self.word(number.to)) {
            return None;
        }
        let near = (number.to + 1..number.to + 5).take_while(|a| !matches!(self.word(*a), "," | "." | ";"));
        near.filter(|a| matches!(self.pos(*a), Pos::Noun | Pos::Propn)).find_map(|a| self.token(a))
    }

    /// The noun behind "de" after a unit: "70 % des fruits".
    fn behind(&self, at: usize) -> Option<usize> {
        let mut at = if self.mark(at) { at + 1 } else { at };
        if !self.tables.lists.of.contains(self.word(at)) {
            return None;
        }
        at += 1;
        (at..at + 3).find(|a| matches!(self.pos(*a), Pos::Noun | Pos::Propn))
    }

    /// True for goals and forecasts: a word of the pack near the number, a verb of expecting over what is counted, or a verb
    /// in the future above it.
    pub fn target(&self, number: &Number, counted: &Counted) -> bool {
        let start = number.from.saturating_sub(GOAL);
        let near = |range: std::ops::Range<usize>| {
            range.filter(|a| *a < self.atoms.len()).any(|a| {
                let lists = &self.tables.lists;
                lists.goals.contains(self.word(a)) || self.token(a).is_some_and(|t| self.lemma_in(t, &lists.goals))
            })
        };
        let clause = (start..number.from).rev().take_while(|a| !matches!(self.word(*a), "." | ";" | "!" | "?")).last();
        let noun = self.token(counted.from);
        let awaited = noun.is_some_and(|noun| self.suffers(noun, &self.tables.lists.awaited));
        awaited || near(clause.unwrap_or(number.from)..number.from) || self.future(counted.from.max(number.from))
    }

    fn future(&self, atom: usize) -> bool {
        let Some(token) = self.token(atom) else { return false };
        // "on ne pourra plus circuler dans huit villes": where something will be says nothing of the number.
        let beside = |t: usize| matches!(self.parse.tokens[t].dep, Dep::OblMod | Dep::Acl | Dep::AclRelcl);
        let verb = self
            .parse
            .up(token)
            .take_while(|t| !beside(*t))
            .find(|t| matches!(self.parse.tokens[*t].pos, Pos::Verb | Pos::Aux));
        let Some(verb) = verb else { return false };
        let tense = |t: usize| self.parse.tokens[t].morph.tense == Tense::Fut;
        let leads = self.parse.head(verb).filter(|_| self.parse.tokens[verb].dep == Dep::Xcomp);
        let led = leads.is_some_and(|h| tense(h) || self.lemma_in(h, &self.tables.lists.future));
        tense(verb)
            || led
            || self.parse.children(verb).iter().any(|c| self.parse.tokens[*c].pos == Pos::Aux && tense(*c))
    }

    /// Who counts: the subject of a verb of counting above the number, or right before it.
    pub fn counter(&self, number: &Number) -> Option<usize> {
        let token = self.token(number.from)?;
        let counts = |t: &usize| self.lemma_in(*t, &self.tables.lists.counting);
        let above = self.parse.up(token).take(3).find(counts);
        let verb = above.or_else(|| (token.saturating_sub(4)..token).rev().find(counts))?;
        let subject = self.parse.child(verb, &[Dep::Nsubj])?;
        let noun = matches!(self.parse.tokens[subject].pos, Pos::Noun | Pos::Propn);
        (noun && self.quotes.person(&self.parse.tokens[subject].lemma)).then_some(subject)
    }

    /// The hedge before a number: (its first atom, what it says).
    pub fn hedge_before(&self, number: &Number) -> Option<(usize, Option<Hedge>)> {
        let mut end = number.from;
        while end > 0 && self.mark(end - 1) {
            end -= 1;
        }
        let article = number.share && end > 0 && self.tables.lists.definite.contains(self.word(end - 1));
        // "plus des deux tiers", "moins de la moitié": the article is part of the phrase, or stands behind it.
        self.hedge_ending(end).or_else(|| self.hedge_ending(end - usize::from(article)))
    }

    /// The hedge that ends right before an atom.
    pub fn hedge_ending(&self, end: usize) -> Option<(usize, Option<Hedge>)> {
        self.tables.before.iter().find_map(|(words, hedge)| {
            let start = end.checked_sub(words.len())?;
            let fits = words.iter().enumerate().all(|(i, w)| self.word(start + i) == w);
            fits.then_some((start, *hedge))
        })
    }

    /// The hedge after a number or its unit: (the atom after it, what it says).
    pub fn hedge_after(&self, at: usize) -> Option<(usize, Option<Hedge>)> {
        self.tables.after.iter().find_map(|(words, hedge)| {
            let here = self.atoms.get(at).is_some_and(|a| !a.line);
            let fits = here && words.iter().enumerate().all(|(i, w)| self.word(at + i) == w);
            fits.then_some((at + words.len(), *hedge))
        })
    }
}
