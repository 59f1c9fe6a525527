//! Given names of bodies that the gazetteer does not know, yields whose organs they are: "Peru's Education Ministry",
//! "the State Audit Bureau".

use super::description::{Describing, Description};
use super::setting::own;
use super::title::{Found, Needs, TitleKind};
use super::{Actor, Form, Origin};
use crate::mention::gazetteer::fold;
use crate::record::EntityKind;
use std::ops::Range;

impl Describing<'_, '_> {
    /// Takes back names that only the model knows where titles say more of their bearers: "the Defence Ministry".
    pub(super) fn release_titles(&mut self) {
        if self.finder.words.organs.is_empty() {
            return;
        }
        for tokens in self.unknown_bodies() {
            let before = || !self.lands_before(tokens.start).is_empty();
            let title = tokens.clone().find_map(|t| self.organ_title(t).filter(|f| f.tokens.end == tokens.end));
            let whole = |f: &Found<'_>| f.tokens.start == tokens.start && f.title.needs == Needs::Nothing;
            if title.is_some_and(|f| whole(&f) || before()) {
                self.found.retract(tokens, |_| true);
            }
        }
    }

    /// Gives the other names of public bodies a country: the one that stands beside them, else the article's own.
    pub(super) fn place_organs(&mut self) {
        for tokens in self.unknown_bodies() {
            let Some(head) = self.organ(&tokens) else { continue };
            let mut lands = self.lands_before(tokens.start);
            if lands.is_empty() {
                lands = self.complement(head, tokens.end);
            }
            let told = lands.first().and_then(|a| self.found.actors[*a].country.clone());
            let country = told.or_else(|| own(self.finder, self.setting, self.found, head));
            let bearer = self.found.at(head).and_then(|r| r.actors.first().copied());
            if let Some(actor) = bearer {
                let row = &mut self.found.actors[actor];
                row.country = row.country.take().or(country);
            }
        }
    }

    /// "a former Chilean envoy … The envoy, Ana Ruiz": the one country of those of an office of whom the article has told. A
    /// press that writes from everywhere does not mean its own.
    pub(super) fn told_of(&self, role: &str, description: &Description<'_>) -> Option<String> {
        let international = self.finder.words.country.is_none() && description.definite;
        let earlier = self.found.references.iter().filter(|r| r.form == Form::Description && r.head < description.head);
        let bearers = earlier.flat_map(|r| &r.actors).map(|a| &self.found.actors[*a]);
        let alike = bearers.filter(|a| a.roles.iter().any(|r| r.role == role));
        let mut countries = alike.filter_map(|a| a.country.as_ref());
        let first = countries.next().filter(|_| international)?;
        countries.all(|c| c == first).then(|| first.clone())
    }

    /// The article's own country, to a press that writes from everywhere, where nothing but one body is of that body's.
    pub(super) fn home_without(&self, body: &Actor) -> Option<String> {
        let international = self.finder.words.country.is_none();
        let same = |a: &Actor| a.country == body.country && a.entity != body.entity;
        let alone = !self.found.actors.iter().any(same);
        self.found.home.clone().filter(|_| international && alone)
    }

    /// The names of bodies that only the model knows.
    fn unknown_bodies(&self) -> Vec<Range<usize>> {
        let unknown = |a: &Actor| a.origin == Origin::Article && a.kind == EntityKind::Organisation;
        let all = self.found.references.iter().filter(|r| r.form == Form::Name && !r.actors.is_empty());
        all.filter(|r| r.actors.iter().all(|a| unknown(&self.found.actors[*a]))).map(|r| r.tokens.clone()).collect()
    }

    /// The title of those who govern, judge or guard that begins at a token.
    fn organ_title(&self, token: usize) -> Option<Found<'_>> {
        let found = self.finder.titles.at(self.words, token, |_| false, |_| true)?;
        let public = matches!(found.title.kind, TitleKind::Government | TitleKind::Institution | TitleKind::Police);
        public.then_some(found)
    }

    /// The word of a longer name that says that a public body bears it, of one country.
    fn organ(&self, tokens: &Range<usize>) -> Option<usize> {
        let words = &self.finder.words;
        let is = |list: &rustc_hash::FxHashSet<String>, t: usize| list.contains(&fold(&self.words[t]));
        let worldwide = tokens.clone().any(|t| is(&words.worldwide, t));
        let part = tokens.clone().find(|t| *t > tokens.start && is(&words.of, *t));
        let last = part.map_or(tokens.end, |of| of) - 1;
        (tokens.len() > 1 && !worldwide && is(&words.organs, last)).then_some(last)
    }
}
