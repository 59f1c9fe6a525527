//! Given a sentence and its cues, yields what is reported without marks: "a affirmé que …", "selon X, …".

use super::attribution::{Attribution, How, Seeker};
use super::cue::Act;
use super::frame::Item;
use crate::mention::QuoteMention;
use crate::parse::{Dep, Form, Mood, Pos, Tense};
use crate::record::QuoteKind;
use crate::span::Span;

/// A mention of what is reported, of no utterance yet.
fn reported(span: Span, cue: usize, speaker: Option<usize>, addressee: Option<usize>) -> QuoteMention {
    QuoteMention { span, kind: QuoteKind::Indirect, utterance: 0, cue: Some(cue), speaker, addressee }
}

/// The shortest content, in tokens.
const SHORTEST: usize = 3;

impl Seeker<'_, '_> {
    /// The reported contents of the sentence that hold none of the quotations `quoted`.
    pub fn indirect(&self, quoted: &[usize]) -> Vec<QuoteMention> {
        let mut found: Vec<QuoteMention> = Vec::new();
        // What hearsay announces is what stands between the marks.
        let marks = self.frame.items.iter().any(|i| matches!(i, Item::Quote(q) if quoted.contains(q)));
        for place in 0..self.frame.items.len() {
            let Item::Word(token) = self.frame.items[place] else { continue };
            let told = |(span, speaker)| (span, speaker, token);
            let whole = || self.according(place, token).map(told).or_else(|| self.told_behind(place));
            let whole = || if marks { None } else { whole() };
            let Some((span, speaker, cue)) = self.content(place, token).map(told).or_else(whole) else { continue };
            let marked = quoted.iter().any(|q| self.scene.stretches[*q].outer.overlaps(span));
            if marked || found.iter().any(|f| f.span.overlaps(span)) {
                continue;
            }
            let addressee = self.addressee(cue, Some(speaker));
            found.push(reported(span, cue, Some(speaker), addressee));
        }
        if found.is_empty() && !marks {
            found.extend(self.hearsay().map(|(span, cue)| reported(span, cue, None, None)));
        }
        found
    }

    /// "X affirme que …", "X demande si …", "X dit vouloir …", "X prévient : …".
    fn content(&self, place: usize, verb: usize) -> Option<(Span, usize)> {
        self.cues.verb(self.scene, verb)?;
        let parse = self.scene.parse;
        let below = || parse.children(verb).iter().copied().filter(|c| *c > verb);
        // "écrit à la reine qu'il part": the tree may hang the clause on her.
        let told = |c: usize| {
            parse
                .with(c, &[Dep::AclRelcl, Dep::Acl])
                .find(|r| parse.child(*r, &[Dep::Mark]).is_some_and(|m| self.joins(m)))
        };
        let clause = below().find(|c| self.content_clause(verb, *c)).or_else(|| {
            below().filter(|c| matches!(parse.tokens[*c].dep, Dep::OblArg | Dep::Obl | Dep::Iobj)).find_map(told)
        });
        let span = match clause {
            Some(clause) => {
                let tokens = parse.subtree(clause);
                let mark = tokens.clone().find(|t| self.joins(*t))?;
                self.bounded(mark.max(verb) + 1, self.until_next_cue(mark, tokens.end))
            }
            None => below()
                .find_map(|c| self.infinitive(verb, c).or_else(|| self.bare_clause(verb, c)))
                .or_else(|| self.behind_colon(place)),
        }?;
        // "je me demande si", "on lui demande si": the reporter's own question, or nobody's.
        let asked = |s: &usize| {
            (self.author(*s) || self.impersonal(*s))
                && matches!(self.cues.verb(self.scene, verb).map(|c| c.act), Some(Act::Asks | Act::Doubts))
        };
        let speaker = self.speaker_of(place, verb).filter(|s| !parse.under(span).contains(s) && !asked(s))?;
        Some((span, speaker))
    }

    /// Where a reported clause ends at the latest: before ", ajoutant que …".
    fn until_next_cue(&self, start: usize, end: usize) -> usize {
        let goes_on = |t: &usize| {
            let morph = self.scene.parse.tokens[*t].morph;
            let participle = morph.form == Form::Part && morph.tense == Tense::Pres;
            participle && self.scene.word(*t - 1) == "," && self.cues.verb(self.scene, *t).is_some()
        };
        (start + 2..end).find(goes_on).unwrap_or(end)
    }

    fn joins(&self, token: usize) -> bool {
        let words = &self.scene.rules.words;
        words.content.contains(self.scene.word(token)) || words.whether.contains(self.scene.word(token))
    }

    fn content_clause(&self, verb: usize, child: usize) -> bool {
        let token = &self.scene.parse.tokens[child];
        let clause = matches!(token.dep, Dep::Ccomp | Dep::Xcomp | Dep::Advcl | Dep::Parataxis);
        let near = (verb + 1..(verb + 8).min(self.scene.words.len())).find(|t| self.joins(*t));
        // The conjunction may hang on the auxiliary.
        let opens = |m: usize| {
            self.scene.parse.tokens[m].dep == Dep::Mark && self.scene.parse.up(m).skip(1).take(2).any(|h| h == child)
        };
        let mark = near.filter(|m| opens(*m));
        // "il partira si la pluie cesse" is a condition, not a question.
        let question = near.is_some_and(|n| self.scene.rules.words.whether.contains(self.scene.word(n)));
        let asks = self.cues.verb(self.scene, verb).is_some_and(|c| matches!(c.act, Act::Asks | Act::Doubts));
        clause && child > verb && mark.is_some() && (!question || (asks && token.dep != Dep::Advcl))
    }

    /// "dit ne rien savoir", "promet de partir".
    fn infinitive(&self, verb: usize, child: usize) -> Option<Span> {
        let parse = self.scene.parse;
        let infinitive = |t: usize| parse.tokens[t].morph.form == Form::Inf;
        let form = infinitive(child) || parse.with(child, &[Dep::Aux, Dep::AuxTense, Dep::AuxPass]).any(infinitive);
        let tells = self
            .scene
            .rules
            .lemmas(&parse.tokens[verb].lemma, self.scene.word(verb))
            .any(|l| self.scene.rules.words.telling.contains(&l));
        if child < verb || !form || !tells || !matches!(parse.tokens[child].dep, Dep::Xcomp | Dep::Ccomp) {
            return None;
        }
        let led = |t: &usize| matches!(self.scene.pos(*t), Pos::Adv | Pos::Aux | Pos::Pron);
        let first = (verb + 1..child).rev().take_while(led).last().unwrap_or(child);
        self.bounded(first, parse.subtree(child).end)
    }

    /// "he said it was late", where the language leaves the conjunction out.
    fn bare_clause(&self, verb: usize, child: usize) -> Option<Span> {
        let parse = self.scene.parse;
        let token = &parse.tokens[child];
        let own = parse.child(child, &[Dep::Nsubj, Dep::NsubjPass, Dep::Expl, Dep::ExplSubj]).is_some_and(|s| s > verb);
        let fits = self.scene.rules.words.bare && child > verb && own && matches!(token.dep, Dep::Ccomp);
        let tokens = parse.subtree(child);
        // Its subject may hang elsewhere in a faulty tree.
        let nominal =
            |t: usize| matches!(self.scene.pos(t), Pos::Det | Pos::Adj | Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num);
        let led = tokens.start > verb && tokens.start < verb + 8 && (verb + 1..tokens.start).all(nominal);
        let start = if led { verb + 1 } else { tokens.start.max(verb + 1) };
        if fits { self.bounded(start, tokens.end) } else { None }
    }

    /// "Le maire prévient : les travaux dureront."
    fn behind_colon(&self, place: usize) -> Option<Span> {
        self.token(place + 1).filter(|t| self.scene.colon(*t))?;
        let behind: Option<Vec<usize>> = (place + 2..self.frame.items.len()).map(|i| self.token(i)).collect();
        let behind = behind?;
        let told = behind.iter().any(|t| self.finite_verb(*t));
        let span = self.bounded(*behind.first()?, behind.last()? + 1)?;
        told.then_some(span)
    }

    /// "Trois hommes ont fui, a annoncé la police", "three men fled, police said": what stands before the comma.
    fn told_behind(&self, comma: usize) -> Option<(Span, usize, usize)> {
        if comma == 0 || self.scene.item_word(self.frame.items.get(comma)) != "," {
            return None;
        }
        let found = self.cue_group(comma + 1).or_else(|| self.subject_then_cue(comma))?;
        let (cue, speaker) = (found.cue?, found.speaker?);
        let behind = self.scene.clitic(speaker) || speaker > cue || self.scene.rules.words.bare;
        if !behind || !(self.scene.clitic(speaker) || self.scene.speaks(speaker)) {
            return None;
        }
        let told: Option<Vec<usize>> = (0..comma).map(|i| self.token(i)).collect();
        let told = told?;
        let main = told.iter().any(|t| self.finite_verb(*t));
        let span = self.bounded(*told.first()?, told.last()? + 1)?;
        main.then_some((span, speaker, cue))
    }

    /// ", police said": a subject and a verb of speech that close the sentence.
    fn subject_then_cue(&self, comma: usize) -> Option<Attribution> {
        let words = &self.scene.rules.words;
        let place = (comma + 2..(comma + 14).min(self.frame.items.len()))
            .find(|i| self.token(*i).is_some_and(|t| self.cues.verb(self.scene, t).is_some()))?;
        let verb = self.token(place).filter(|_| words.bare)?;
        let speaker = self.scene.subject_of(self.frame, verb)?;
        let between = self.scene.place(self.frame, speaker).is_some_and(|p| comma < p && p < place);
        // "a man who, police said, was armed, …" has the speaker's words on both sides.
        let rest = (place + 1..self.frame.items.len()).filter_map(|i| self.token(i));
        let closes = !rest.into_iter().any(|t| self.finite_verb(t));
        (between && closes).then_some(Attribution {
            how: How::Later,
            cue: Some(verb),
            speaker: Some(speaker),
            end: place + 1,
        })
    }

    /// "Deux otages auraient été libérés": what is told in the conditional of hearsay, with its auxiliary; nobody is named.
    fn hearsay(&self) -> Option<(Span, usize)> {
        let words = &self.scene.rules.words;
        let tokens: Option<Vec<usize>> = (0..self.frame.items.len()).map(|i| self.token(i)).collect();
        let tokens =
            tokens.filter(|t| words.hearsay && !t.iter().any(|t| words.whether.contains(self.scene.word(*t))))?;
        let parse = self.scene.parse;
        let root = tokens.iter().copied().find(|t| parse.tokens[*t].dep == Dep::Root)?;
        let participle = parse.tokens[root].morph.form == Form::Part;
        let wished = self
            .scene
            .rules
            .lemmas(&parse.tokens[root].lemma, self.scene.word(root))
            .any(|l| words.wishes.contains(&l));
        let conditional = |t: &usize| parse.tokens[*t].morph.mood == Mood::Cnd;
        let auxiliary = parse.with(root, &[Dep::Aux, Dep::AuxTense, Dep::AuxPass]).find(conditional)?;
        let span = self.bounded(*tokens.first()?, tokens.last()? + 1)?;
        (participle && !wished && parse.child(root, &[Dep::Nsubj, Dep::NsubjPass]).is_some())
            .then_some((span, auxiliary))
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
        // Behind "de son propre aveu" the speaker comes after the comma.
        let alone = self.cues.prep(self.scene, token, place == 0).is_some_and(|(c, _)| self.cues.alone(c));
        let anchor = if alone { self.token(attribution.end.saturating_sub(1))? } else { speaker };
        let behind = items.iter().position(|t| *t > anchor && self.scene.word(*t) == ",");
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
        let own = |t: usize| self.scene.within[t].is_none();
        while end > start && own(end - 1) && matches!(self.scene.pos(end - 1), Pos::Punct | Pos::Space) {
            end -= 1;
        }
        (end >= start + SHORTEST).then(|| self.scene.parse.span(start..end))
    }
}
