//! Given mentions and who their tokens refer to, yields the records of entities, times, quotations and figures.

use super::entity::{Actor, Callings, Entities, Form, Origin, Reference};
use super::{FigureMention, QuoteMention, TimeMention, said, when};
use crate::day::Interval;
use crate::id;
use crate::parse::{Dep, Parse, Pos};
use crate::record::{Bearer, Clue, Entity, EntityKind, Figure, Mention, Quote, Speaker, Time, TimexType};
use crate::span::{Ruler, Span};

/// What the records of one article are made from.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// The article's name.
    pub document: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Translates bytes into code points.
    pub ruler: &'a Ruler,
    /// Its parse.
    pub parse: &'a Parse,
    /// Who it speaks of.
    pub entities: &'a Entities,
    /// Its time expressions.
    pub times: &'a [TimeMention],
    /// Its days of publication.
    pub published: Option<Interval>,
}

impl Sheet<'_> {
    /// The entities with their mentions in this article, by slug.
    pub fn entities(&self) -> Vec<Entity> {
        let mut records: Vec<Entity> = self.entities.actors.iter().map(record).collect();
        for reference in self.entities.references.iter().filter(|r| r.form != Form::Possessive) {
            let span = self.ruler.points(self.text, reference.span);
            for actor in &reference.actors {
                let text = reference.span.of(self.text).to_owned();
                records[*actor].mentions.push(Mention { document: self.document.to_owned(), span, text });
            }
        }
        for record in &mut records {
            record.mentions.sort();
            record.mentions.dedup();
            let described: Vec<String> = record.mentions.iter().map(|m| m.text.clone()).collect();
            for name in described {
                let proper = name.chars().next().is_some_and(char::is_uppercase) && name != record.name;
                if proper && !record.also.contains(&name) {
                    record.also.push(name);
                }
            }
        }
        records.retain(|r| !r.mentions.is_empty());
        records.sort_by(|a, b| a.entity.cmp(&b.entity));
        records
    }

    /// The people whom the article names, by slug.
    pub fn bearers(&self, callings: &Callings) -> Vec<Bearer> {
        let named =
            |a: &&Actor| a.kind == EntityKind::Person && matches!(a.origin, Origin::Article | Origin::Person(_));
        let bearer = |a: &Actor| Bearer {
            slug: a.entity.clone(),
            entity: a.entity.clone(),
            name: a.name.clone(),
            known: a.origin != Origin::Article,
            country: a.country.clone(),
            female: a.female,
            callings: callings.of(&a.roles),
            roles: a.roles.iter().map(|r| (r.role.clone(), r.of.clone())).collect(),
        };
        let mut bearers: Vec<Bearer> = self.entities.actors.iter().filter(named).map(bearer).collect();
        bearers.sort();
        bearers
    }

    /// The time expressions.
    pub fn times(&self) -> Vec<Time> {
        let time = |t: &TimeMention| Time {
            document: self.document.to_owned(),
            span: self.ruler.points(self.text, t.span),
            text: t.span.of(self.text).to_owned(),
            kind: t.kind,
            value: t.value.clone(),
            from: t.days.map(|d| d.from),
            to: t.days.map(|d| d.to),
        };
        self.times.iter().map(time).collect()
    }

    /// What the expressions say of the article's own day.
    pub fn clues(&self) -> Vec<Clue> {
        let clue = |t: &TimeMention| Clue {
            span: self.ruler.points(self.text, t.span),
            text: t.span.of(self.text).to_owned(),
            value: t.alone.clone(),
            bearing: t.bearing,
        };
        let dates = self.times.iter().filter(|t| matches!(t.kind, TimexType::Date | TimexType::Time));
        dates.filter(|t| !t.alone.ends_with("_REF")).map(clue).collect()
    }

    /// The quotations.
    pub fn quotes(&self, mentions: &[QuoteMention]) -> Vec<Quote> {
        let utterances = |n: usize| mentions.iter().filter(|m| m.utterance == n).count() > 1;
        let quote = |q: &QuoteMention| {
            let span = self.ruler.points(self.text, q.span);
            let start = span.start.to_string();
            let utterance = utterances(q.utterance).then(|| id::of('u', &[self.document, &q.utterance.to_string()]));
            let said = said::of_quote(self.parse, self.times, mentions, q, self.published);
            Quote {
                quote: id::of('q', &[self.document, &start]),
                document: self.document.to_owned(),
                span,
                text: q.span.of(self.text).to_owned(),
                kind: q.kind,
                utterance,
                speaker: q.speaker.and_then(|t| self.speaker(t)),
                speaker_span: q.speaker.map(|t| self.ruler.points(self.text, self.phrase(t))),
                addressee: q.addressee.and_then(|t| self.speaker(t)),
                cue: q.cue.map(|t| self.parse.word(self.text, t).to_owned()),
                said,
                group: None,
            }
        };
        mentions.iter().map(quote).collect()
    }

    /// The figures.
    pub fn figures(&self, mentions: &[FigureMention]) -> Vec<Figure> {
        let figure = |f: &FigureMention| {
            let span = self.ruler.points(self.text, f.span);
            let start = span.start.to_string();
            let when = when::of_event(self.parse, self.times, f.tokens.start, None).when;
            Figure {
                figure: id::of('f', &[self.document, &start]),
                document: self.document.to_owned(),
                span,
                text: f.span.of(self.text).to_owned(),
                value: f.value,
                unit: f.unit.clone(),
                hedge: f.hedge,
                of: f.of.map(|s| s.of(self.text).to_owned()),
                when: when.map(|w| w.days),
                said_by: f.said_by.and_then(|t| self.speaker(t)),
                target: f.target,
                group: None,
            }
        };
        mentions.iter().map(figure).collect()
    }

    /// Who a phrase names as a speaker: an actor under its fullest name, else the phrase's own words.
    pub fn speaker(&self, token: usize) -> Option<Speaker> {
        let actors = self.entities.of_phrase(self.parse, token);
        let reference = self.entities.headed(token);
        if let Some(actor) = actors.first().map(|a| &self.entities.actors[*a]) {
            let mut speaker = actor.speaker();
            self.name_as_written(&mut speaker, reference);
            for other in actors.iter().skip(1) {
                speaker.also.push(self.entities.actors[*other].name.clone());
            }
            return Some(speaker);
        }
        let pronoun = self.parse.tokens[token].pos == Pos::Pron;
        let name = self.phrase(token).of(self.text).to_owned();
        (!pronoun && !name.is_empty()).then(|| Speaker { entity: None, name, country: None, also: Vec::new() })
    }

    /// A seat or capital that speaks is named as it is written: "le Kremlin"; the country stands beside.
    fn name_as_written(&self, speaker: &mut Speaker, reference: Option<&Reference>) {
        let Some(reference) = reference else { return };
        let words = reference.span.of(self.text).to_owned();
        match reference.form {
            Form::Metonym => speaker.also.insert(0, std::mem::replace(&mut speaker.name, words)),
            Form::Description if !speaker.also.contains(&words) => speaker.also.push(words),
            _ => {}
        }
    }

    /// The words of a noun phrase without what follows its complements.
    fn phrase(&self, token: usize) -> Span {
        if let Some(reference) = self.entities.headed(token) {
            return reference.span;
        }
        let mut tokens = token..token + 1;
        for child in
            self.parse.with(token, &[Dep::Amod, Dep::Nmod, Dep::FlatName, Dep::Flat, Dep::Nummod, Dep::Compound])
        {
            let below = self.parse.subtree(child);
            if below.len() <= 8 {
                tokens.start = tokens.start.min(below.start);
                tokens.end = tokens.end.max(below.end);
            }
        }
        self.parse.span(tokens)
    }
}

fn record(actor: &Actor) -> Entity {
    Entity {
        entity: actor.entity.clone(),
        wikidata: actor.wikidata.clone(),
        kind: actor.kind,
        name: actor.name.clone(),
        also: actor.also.clone(),
        country: actor.country.clone(),
        roles: actor.roles.clone(),
        mentions: Vec::new(),
    }
}
