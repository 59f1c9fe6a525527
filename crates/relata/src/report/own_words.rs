//! Given the word of an event in or beside somebody's words, yields what those words do: what is done by saying it, what is
//! taken as given, what only announces or praises his own.

use super::lexicon::Rule;
use super::role::{Filled, RolePath};
use super::trigger::{Link, dependents};
use super::{ASSAULT, Aspect, COOPERATIVE, Coding, GRANTED, SPOKEN, SUPPORT, VISIT};
use crate::mention::entity::Origin;
use crate::parse::{Dep, Form, Mood, Pos};
use crate::record::QuoteKind;

/// The sector of the press, as the gazetteer has it.
const PRESS: &str = "jrn";

impl Coding<'_> {
    /// "La chaîne s'est rendue au village": where the press goes, it reports.
    pub(super) fn covered(&self, rule: &Rule, who: &[Filled]) -> bool {
        let mut actors = who.iter().flat_map(|f| &f.actors).peekable();
        let press = |a: &usize| match self.page.entities.actors[*a].origin {
            Origin::Body(body) => self.gazetteer.bodies[body].sector == PRESS,
            _ => false,
        };
        rule.mode.as_deref() == Some(VISIT) && actors.peek().is_some() && actors.all(press)
    }

    /// "« … », attaque le ministre": a verb that announces a quotation strikes with words.
    pub(super) fn merely_said(&self, token: usize, rule: &Rule) -> bool {
        rule.kind == ASSAULT && self.page.quotes.iter().any(|q| q.cue == Some(token) && q.kind != QuoteKind::Indirect)
    }

    /// "Vous souhaitez lui rendre hommage", "nous vous invitons à rencontrer": what a paper tells its readers to do.
    pub(super) fn addressed(&self, token: usize) -> bool {
        let parse = self.page.parse;
        if parse.tokens[token].pos != Pos::Verb || self.quote_over(token).is_some() {
            return false;
        }
        let second = |t: usize| {
            let morph = parse.tokens[t].morph;
            morph.person == 2 && (morph.form == Form::Fin || morph.mood == Mood::Imp)
        };
        let verb = |t: usize| parse.with(t, &[Dep::Aux, Dep::AuxTense, Dep::Cop]).chain([t]).any(second);
        let reader = |t: usize| parse.with(t, &[Dep::Obj, Dep::Iobj]).any(|o| parse.tokens[o].morph.person == 2);
        let above = parse.head(token).filter(|_| parse.tokens[token].dep == Dep::Xcomp);
        verb(token) || above.is_some_and(|h| verb(h) || reader(h))
    }

    /// "« Je vous appelle à voter »": what the speaker does by saying so is done.
    pub(super) fn done_in_own_words(&self, token: usize, rule: &Rule) -> bool {
        let parse = self.page.parse;
        let own = |t: usize| parse.tokens[t].morph.person == 1;
        let said = SPOKEN.contains(&&*rule.kind) || GRANTED.contains(&&*rule.kind);
        let subject = parse.with(token, &[Dep::Nsubj]).any(own);
        let first = own(token) || subject || parse.with(token, &[Dep::Aux, Dep::AuxTense, Dep::Cop]).any(own);
        said && (first || self.said_for_own_land(token))
    }

    /// "« Le Pérou appelle le Chili à négocier », a dit son ministre": who says now what his country asks, asks it.
    fn said_for_own_land(&self, token: usize) -> bool {
        let actors = &self.page.entities.actors;
        let now = self.reporter.grammar.aspect(self.page.parse, token) == Aspect::Present;
        let Some(speaker) = self.quote_over(token).and_then(|q| q.speaker).filter(|_| now) else { return false };
        let country = |a: usize| actors[a].country.as_ref();
        let of: Vec<&String> = self.roles().phrase(speaker).into_iter().filter_map(country).collect();
        let who = self.roles().subjects(token, 0).into_iter().flat_map(|s| self.roles().phrase(s));
        let mut who = who.peekable();
        let land =
            |a: usize| matches!(actors[a].origin, Origin::Land(_)) && country(a).is_some_and(|c| of.contains(&c));
        who.peek().is_some() && who.all(land)
    }

    /// "« Cette alliance est une faute »": who speaks of a pact as known does not claim that there is one.
    pub(super) fn taken_as_given(&self, token: usize, rule: &Rule) -> bool {
        let parse = self.page.parse;
        let known = |d: usize| {
            let feats = &parse.tokens[d].feats;
            feats.contains("Definite=Def") || feats.contains("PronType=Dem")
        };
        let friendly = self.reporter.ontology.quad(&rule.kind).is_some_and(|quad| quad <= COOPERATIVE);
        friendly && parse.tokens[token].pos == Pos::Noun && parse.with(token, &[Dep::Det]).any(known)
    }

    /// "sent a letter to the board demanding answers": whom the letter that says so is written to, whether the tree hangs what
    /// it says on the letter or on him.
    pub(super) fn addressee(&self, token: usize) -> Option<Filled> {
        let (parse, roles) = (self.page.parse, self.roles());
        let participle = parse.tokens[token].morph.form == Form::Part && parse.tokens[token].dep == Dep::Acl;
        let noun = parse.head(token).filter(|n| participle && *n < token)?;
        let written = parse.head(noun).is_some_and(|verb| roles.is_written_to(noun, verb));
        let to = RolePath::read(self.reporter.grammar.to());
        let found = match written {
            true => roles.named([noun], "who is written to"),
            false if roles.phrase(noun).is_empty() => roles.first(noun, std::slice::from_ref(&to)),
            false => return None,
        };
        (!found.actors.is_empty()).then_some(found)
    }

    /// "défend son bilan": who stands by what is his own supports nobody.
    pub(super) fn own_praise(&self, token: usize, rule: &Rule, who: &[Filled], whom: &[Filled]) -> bool {
        let parse = self.page.parse;
        let own = |object: usize| {
            let possessors = self.page.entities.of_possessive(parse, object);
            let thing = self.page.entities.of_phrase(parse, object).is_empty();
            thing && !possessors.is_empty() && who.iter().any(|f| f.actors == possessors)
        };
        rule.kind == SUPPORT
            && whom.iter().all(|f| f.actors.is_empty())
            && dependents(parse, &self.reporter.grammar, token, &Link::Object).into_iter().any(own)
    }
}
