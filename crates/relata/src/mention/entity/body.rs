//! Given a noun for some body of which nothing more is said, yields the body named last ("the group", "le mouvement"); given
//! soldiers, the country of the army that tells of them.

use super::description::{Describing, Description};
use super::title::{Found, Needs, TitleKind};
use super::{Form, Origin, Reference};
use crate::parse::{Dep, Number};
use crate::record::EntityKind;

/// How many sentences back the name may stand.
const REACH: usize = 2;

/// Sectors of the gazetteer's bodies that are no organs of a state, nor of several.
const PRIVATE: [&str; 7] = ["bus", "lab", "ngo", "oth", "pty", "reb", "rel"];

impl Describing<'_, '_> {
    /// The body named last before a definite noun in the singular that may stand for any.
    pub(super) fn body_before(&self, description: &Description<'_>) -> Option<usize> {
        let parse = self.setting.parse;
        let title = &description.found;
        let alone = title.tokens.len() == 1 && description.extent == title.tokens && description.definite;
        let known = self.is_known(description.head);
        let one = !title.plural && parse.tokens[description.head].morph.number != Number::Plur;
        if !alone || !known || !one || !self.finder.words.bodies.contains(&self.words[title.tokens.start]) {
            return None;
        }
        let here = parse.tokens[description.head].sentence;
        let near = |r: &&Reference| {
            let there = parse.tokens[r.head].sentence;
            r.head < description.head && here - there <= REACH && !self.found.is_other_news(there, here)
        };
        let named = |r: &&Reference| r.form == Form::Name && r.actors.len() == 1;
        // "The party left the group": who acts on it is another.
        let verb = parse.head(description.head);
        let other = |r: &&Reference| verb.is_none() || parse.head(r.head) != verb;
        let earlier = self.found.references.iter().filter(near).filter(named).filter(other);
        let bodies = earlier.filter(|r| self.is_private(r.actors[0]));
        bodies.max_by_key(|r| r.head).map(|r| r.actors[0])
    }

    /// "The Peruvian army said troops had fired": the country of the army that tells of soldiers of whom it does not say whose
    /// they are.
    pub(super) fn of_telling_army(&mut self, title: &Found<'_>, head: usize) -> Option<usize> {
        let parse = self.setting.parse;
        let soldiers = title.title.kind == TitleKind::Military || title.title.office.as_deref() == Some("soldier");
        let acts = parse.tokens[head].dep == Dep::Nsubj && title.title.needs == Needs::Nothing;
        let clause = parse.up(head).find(|t| parse.tokens[*t].dep == Dep::Ccomp).filter(|_| soldiers && acts)?;
        let speaker = parse.head(clause).and_then(|v| parse.child(v, &[Dep::Nsubj])).filter(|s| *s < head)?;
        let army = self.finder.titles.at(self.words, speaker, |_| false, |_| true)?;
        let told = self.found.headed(speaker).filter(|_| army.title.kind == TitleKind::Military)?;
        let country = self.found.actors[*told.actors.first()?].country.clone()?;
        self.of_country(Some(country)).first().copied()
    }

    /// "the Chilean-led coalition … a coalition spokesman": the land of the body that the article told of by the same words.
    pub(super) fn of_same_before(&mut self, title: &Found<'_>, head: usize) -> Option<usize> {
        let parse = self.setting.parse;
        let words = &self.words[title.tokens.clone()];
        let any = words.last().is_some_and(|w| self.finder.words.bodies.contains(w));
        let known = parse.tokens[head].dep == Dep::Compound || self.is_known(head);
        // "the government" may be any; "the transitional government" is the one told of.
        let only = any || words.len() > 1 && self.found.home_at(parse, head).is_none();
        if !only || !known || title.plural || title.title.kind == TitleKind::Person {
            return None;
        }
        let here = parse.tokens[head].sentence;
        let news = |r: &&Reference| r.head < head && !self.found.is_other_news(parse.tokens[r.head].sentence, here);
        let same = |r: &&Reference| match r.form {
            Form::Description => self.words[r.tokens.clone()] == *words,
            // "the Chilean-led coalition" may be a name.
            Form::Name => any && r.tokens.len() > words.len() && self.words[r.tokens.clone()].ends_with(words),
            _ => false,
        };
        let earlier = self.found.references.iter().filter(news).filter(same).filter(|r| r.actors.len() == 1);
        let told = earlier.filter(|r| self.found.actors[r.actors[0]].country.is_some());
        let last = told.max_by_key(|r| r.head)?;
        if last.form == Form::Name {
            return Some(last.actors[0]);
        }
        let country = self.found.actors[last.actors[0]].country.clone();
        self.of_country(country).first().copied()
    }

    /// True under a definite article.
    fn is_known(&self, head: usize) -> bool {
        let parse = self.setting.parse;
        parse.with(head, &[Dep::Det]).any(|d| parse.tokens[d].feats.contains("Definite=Def"))
    }

    /// True for parties, rebels, firms, unions, churches and the like.
    fn is_private(&self, actor: usize) -> bool {
        let row = &self.found.actors[actor];
        match row.origin {
            Origin::Body(body) => PRIVATE.contains(&self.finder.gazetteer.bodies[body].sector.as_str()),
            _ => row.origin == Origin::Article && row.kind == EntityKind::Organisation,
        }
    }
}
