//! Given a description, yields who beside it is described: "le ministre Paul Martin", "Paul Martin, éleveur suisse".

use super::description::{Describing, Description};
use super::setting::is_firm;
use super::title::{Found, TitleKind};
use super::{Actor, Form, Origin};
use crate::parse::{Dep, Pos};
use crate::record::EntityKind;

/// How many tokens before a title the land may stand that it is of.
const BEFORE: usize = 4;

impl Describing<'_, '_> {
    /// Who stands in apposition to the title, after it, with or without a comma, or before it: for an office a
    /// person, for a group a body.
    pub(super) fn linked(&self, description: &Description<'_>) -> Option<usize> {
        let (parse, extent) = (self.setting.parse, &description.extent);
        let name = |t: usize| {
            let reference = self.found.at(t).filter(|r| r.form == Form::Name && r.tokens.start == t)?;
            let actor = *reference.actors.first()?;
            self.may_be(description, &self.found.actors[actor]).then_some((actor, reference.tokens.clone()))
        };
        let comma =
            |t: usize| parse.tokens.get(t).is_some_and(|x| x.pos == Pos::Punct && x.span.of(self.setting.text) == ",");
        // "an envoy of President Ana Ruiz": she is the president.
        let other = |t: usize| {
            let title = self.finder.titles.at(self.words, t, |_| false, |_| true);
            let office = |f: &Found<'_>| f.title.kind == TitleKind::Person && f.title.office.is_some() && !f.plural;
            title.is_some_and(|f| office(&f) && f.tokens.end == extent.end)
        };
        if let Some((actor, _)) = name(extent.end) {
            return (!(description.found.tokens.end + 1..extent.end).any(other)).then_some(actor);
        }
        // "his rival, General Ana Ruiz": titles before a name in apposition.
        let title =
            |t: &usize| parse.tokens[*t].dep == Dep::Compound && self.found.at(*t).is_none_or(|r| r.tokens.start < *t);
        let untitled = (extent.end + 1..parse.tokens.len()).take(2).find(|t| name(*t).is_some() || !title(t));
        if comma(extent.end)
            && let Some((actor, tokens)) = untitled.and_then(name)
        {
            let closes = parse.tokens.get(tokens.end).is_none_or(|t| {
                let verb = matches!(t.pos, Pos::Verb | Pos::Aux);
                let same = parse.head(tokens.start) == parse.head(description.head);
                t.pos == Pos::Punct || (verb && same) || parse.head(tokens.start) == Some(description.head)
            });
            return closes.then_some(actor);
        }
        // "La tête de liste du parti à Lima, Paula Mendes": whom the tree sets beside the title.
        let beside = parse.with(description.head, &[Dep::Appos]).find_map(|t| name(t).filter(|_| t > extent.end));
        if let Some((actor, _)) = beside {
            return Some(actor);
        }
        let before = self.opening(description);
        let earlier = (before > 1 && comma(before - 1)).then(|| self.found.at(before - 2)).flatten()?;
        let actor =
            *earlier.actors.first().filter(|_| earlier.form == Form::Name && earlier.tokens.end == before - 1)?;
        let row = &self.found.actors[actor];
        (self.may_be(description, row) && !self.governs_elsewhere(description, row)).then_some(actor)
    }

    /// Where a description begins with its article, its adjectives and its lands before the title: "Peru's former envoy".
    fn opening(&self, description: &Description<'_>) -> usize {
        let parse = self.setting.parse;
        let of_land = |t: usize| {
            let reference = self.found.at(t).filter(|r| r.actors.iter().all(|a| description.lands.contains(a)));
            reference.map(|r| r.tokens.start)
        };
        let mut start = description.extent.start;
        while let Some(before) = start.checked_sub(1) {
            let free = matches!(parse.tokens[before].pos, Pos::Det | Pos::Adj) && self.found.at(before).is_none();
            let owner = parse.tokens[before].pos == Pos::Part && self.finder.words.of.contains(&self.words[before]);
            start = match of_land(before) {
                Some(land) => land,
                None if owner => before.checked_sub(1).and_then(of_land).unwrap_or(start),
                None if free || self.is_adjective(before) => before,
                None => start,
            };
            if start > before {
                break;
            }
        }
        start
    }

    /// "… de Donald Trump, la première ministre du Danemark": the name before is of another land than the office behind.
    fn governs_elsewhere(&self, description: &Description<'_>, actor: &Actor) -> bool {
        let office = description.found.title.office.as_deref().is_some_and(super::office::is_singular);
        let land = description.lands.first().and_then(|l| self.found.actors[*l].country.as_ref());
        let known = matches!(actor.origin, Origin::Person(_));
        office
            && !description.of_other
            && known
            && land.is_some()
            && actor.country.is_some()
            && land != actor.country.as_ref()
    }

    /// True where a title of this kind may describe an actor of that kind.
    fn may_be(&self, description: &Description<'_>, actor: &Actor) -> bool {
        match description.found.title.kind {
            TitleKind::Person | TitleKind::Counterpart | TitleKind::Kin => {
                let firm = actor.kind == EntityKind::Organisation && is_firm(self.finder, actor);
                let made = description.found.title.office.is_none() && firm;
                (actor.kind == EntityKind::Person || made) && !description.found.plural
            }
            TitleKind::Group | TitleKind::Media | TitleKind::Military | TitleKind::Police => {
                matches!(actor.kind, EntityKind::Organisation | EntityKind::Group) && !description.found.plural
            }
            _ => false,
        }
    }

    /// "Paul Martin, éleveur suisse": somebody else than the person of this name of another country, who holds no
    /// such office; all that the article said of the one is said of the other.
    pub(super) fn namesake(&mut self, actor: usize, description: &Description<'_>) -> Option<usize> {
        let row = &self.found.actors[actor];
        let land = *description.lands.first()?;
        let code = self.country_of(description, Some(land)).filter(|c| row.country.as_ref().is_some_and(|r| r != c))?;
        let person = row.kind == EntityKind::Person && matches!(row.origin, Origin::Person(_));
        let serves = row.roles.iter().any(|r| r.of.as_ref() == Some(&code));
        let national = description.found.title.kind == TitleKind::Person
            && matches!(self.found.actors[land].origin, Origin::Land(_))
            && self.finder.gazetteer.land(&code).is_some_and(|l| self.finder.gazetteer.lands[l].country)
            && !matches!(description.found.title.office.as_deref(), Some("ambassador" | "envoy"));
        // "the junta's leader": of which country the junta is may only be guessed.
        let words = description.extent.start.saturating_sub(BEFORE)..description.extent.end;
        let named = |r: &super::Reference| {
            words.contains(&r.head) && r.actors.contains(&land) && !matches!(r.form, Form::Description | Form::Pronoun)
        };
        if !person || serves || !national || description.former || !self.found.references.iter().any(named) {
            return None;
        }
        let entity = format!("{}-{}", row.entity, code.to_lowercase());
        let (name, female) = (row.name.clone(), row.female);
        let also = Vec::new();
        let (kind, origin) = (EntityKind::Person, Origin::Article);
        let other =
            Actor { entity, wikidata: None, kind, name, also, country: Some(code), female, roles: Vec::new(), origin };
        let other = self.found.actor(other);
        let references = self.found.references.iter_mut().flat_map(|r| r.actors.iter_mut());
        references.filter(|a| **a == actor).for_each(|a| *a = other);
        Some(other)
    }
}
