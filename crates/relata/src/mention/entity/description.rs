//! Given titles and the names around them, yields references by description: "le président russe", "les manifestants".

use super::counterpart;
use super::name::{land_actor, person_actor};
use super::title::{Found, TitleKind, folded_words};
use super::{Actor, Entities, Finder, Form, Origin, Reference, Setting};
use crate::mention::gazetteer::slug;
use crate::parse::{Dep, Gender, Number, Pos};
use crate::record::{EntityKind, Role};
use std::ops::Range;

/// Finds all descriptions and adds them to `found`.
pub(super) fn find(finder: &Finder, setting: Setting<'_>, found: &mut Entities) {
    let words = folded_words(setting.text, setting.parse);
    let mut at = 0;
    while at < words.len() {
        let Some(title) = finder.titles.at(&words, at) else {
            at += 1;
            continue;
        };
        at = title.tokens.end;
        let named = title.tokens.clone().any(|t| found.at(t).is_some_and(|r| r.tokens.len() >= title.tokens.len()));
        let noun = title.tokens.clone().any(|t| matches!(setting.parse.tokens[t].pos, Pos::Noun | Pos::Propn));
        if noun && !named {
            Describing { finder, setting, found }.describe(&title);
        }
    }
}

pub(super) struct Describing<'a, 'f> {
    pub finder: &'a Finder,
    pub setting: Setting<'a>,
    pub found: &'f mut Entities,
}

impl Describing<'_, '_> {
    fn describe(&mut self, title: &Found<'_>) {
        let head = self.head(&title.tokens);
        let lands = self.lands(head, &title.tokens);
        let extent = self.extent(head, &title.tokens);
        let actors = match self.linked(head, &extent) {
            Some(person) if title.title.kind == TitleKind::Person || title.title.kind == TitleKind::Counterpart => {
                self.teach(person, title, &lands);
                vec![person]
            }
            _ => self.resolve(title, head, &lands, &extent),
        };
        if actors.is_empty() {
            return;
        }
        let span = self.setting.parse.span(self.with_determiner(&extent));
        let number = if title.plural { Number::Plur } else { Number::Sing };
        let gender = title.title.gender;
        self.found.refer(Reference {
            span,
            tokens: title.tokens.clone(),
            head,
            actors,
            form: Form::Description,
            gender,
            number,
        });
    }

    /// The extent with the determiner before it: "le maître du Kremlin".
    fn with_determiner(&self, extent: &Range<usize>) -> Range<usize> {
        let parse = self.setting.parse;
        let before = extent.start.checked_sub(1).filter(|t| parse.tokens[*t].pos == Pos::Det);
        before.unwrap_or(extent.start)..extent.end
    }

    fn head(&self, tokens: &Range<usize>) -> usize {
        let parse = self.setting.parse;
        let outside = |t: &usize| !tokens.contains(&parse.tokens[*t].head) || parse.tokens[*t].head == *t;
        let noun = |t: &usize| matches!(parse.tokens[*t].pos, Pos::Noun | Pos::Propn);
        tokens.clone().find(|t| outside(t) && noun(t)).or_else(|| tokens.clone().find(outside)).unwrap_or(tokens.start)
    }

    /// The lands that a title names: by adjective ("russe et chinois"), complement ("du Kremlin"), possessive.
    fn lands(&self, head: usize, tokens: &Range<usize>) -> Vec<usize> {
        let parse = self.setting.parse;
        let mut lands = self.found.of_adjectives(parse, head);
        let mut next = tokens.end;
        while let Some(reference) = self.found.at(next).filter(|r| r.form == Form::Adjective) {
            lands.extend(reference.actors.iter().filter(|a| !lands.contains(*a)).copied().collect::<Vec<_>>());
            let joined = parse.tokens.get(next + 1).is_some_and(|t| t.pos == Pos::Cconj);
            next += if joined { 2 } else { 1 };
        }
        if lands.is_empty() {
            let complement = parse
                .with(head, &[Dep::Nmod, Dep::OblArg, Dep::OblMod])
                .find(|c| *c > head && self.found.headed(*c).is_some());
            let complement = complement.or_else(|| {
                self.found.at(tokens.end + 1).map(|r| r.head).filter(|_| parse.tokens[tokens.end].pos == Pos::Adp)
            });
            let conjuncts = complement.map(|c| self.found.of_phrase(parse, c)).unwrap_or_default();
            lands.extend(conjuncts.into_iter().filter(|a| self.found.actors[*a].kind != EntityKind::Person));
        }
        lands
    }

    /// The tokens from the title to the end of its adjectives and complements, before a name in apposition.
    fn extent(&self, head: usize, tokens: &Range<usize>) -> Range<usize> {
        let parse = self.setting.parse;
        let mut end = tokens.end;
        while let Some(next) = parse.tokens.get(end) {
            let part = match self.found.at(end) {
                Some(r) if r.form == Form::Name => {
                    self.is_land_or_body(r) && matches!(parse.tokens[end - 1].pos, Pos::Adp | Pos::Det)
                }
                Some(_) => true,
                None => {
                    matches!(next.pos, Pos::Adj | Pos::Adp | Pos::Det)
                        || (next.pos == Pos::Noun && matches!(parse.tokens[end - 1].pos, Pos::Adp | Pos::Det))
                        || (next.pos == Pos::Cconj && self.found.at(end + 1).is_some_and(|r| r.form == Form::Adjective))
                }
            };
            if !part || next.sentence != parse.tokens[head].sentence || end > tokens.end + 9 {
                break;
            }
            end += 1;
        }
        tokens.start..end
    }

    fn is_land_or_body(&self, reference: &Reference) -> bool {
        reference.actors.iter().all(|a| self.found.actors[*a].kind != EntityKind::Person)
    }

    /// The person whose name stands in apposition to the title: after it, with or without a comma, or before it.
    fn linked(&self, head: usize, extent: &Range<usize>) -> Option<usize> {
        let parse = self.setting.parse;
        let person = |t: usize| {
            let reference = self.found.at(t).filter(|r| r.form == Form::Name && r.tokens.start == t)?;
            let actor = *reference.actors.first()?;
            (self.found.actors[actor].kind == EntityKind::Person).then_some((actor, reference.tokens.clone()))
        };
        let comma =
            |t: usize| parse.tokens.get(t).is_some_and(|x| x.pos == Pos::Punct && x.span.of(self.setting.text) == ",");
        if let Some((actor, _)) = person(extent.end) {
            return Some(actor);
        }
        if comma(extent.end)
            && let Some((actor, tokens)) = person(extent.end + 1)
        {
            let closes = parse.tokens.get(tokens.end).is_none_or(|t| {
                t.pos == Pos::Punct || t.pos == Pos::Verb || t.pos == Pos::Aux || parse.head(tokens.start) == Some(head)
            });
            return closes.then_some(actor);
        }
        let mut before = extent.start;
        while before > 0
            && matches!(parse.tokens[before - 1].pos, Pos::Det | Pos::Adj)
            && self.found.at(before - 1).is_none()
        {
            before -= 1;
        }
        (before > 1 && comma(before - 1))
            .then(|| self.found.at(before - 2))
            .flatten()
            .filter(|r| r.form == Form::Name && r.tokens.end == before - 1)
            .and_then(|r| r.actors.first().copied())
            .filter(|a| self.found.actors[*a].kind == EntityKind::Person)
    }

    /// What an apposition says of a person: an office, a country, a gender.
    fn teach(&mut self, person: usize, title: &Found<'_>, lands: &[usize]) {
        let of = lands.first().and_then(|l| self.found.actors[*l].country.clone());
        let words = self.setting.parse.span(title.tokens.clone()).of(self.setting.text).to_lowercase();
        let actor = &mut self.found.actors[person];
        if actor.origin == Origin::Article {
            actor.country = actor.country.take().or_else(|| of.clone());
            let role = title.title.office.clone().unwrap_or(words);
            actor.roles.push(Role { role, of, from: None, to: None });
        }
        actor.female = actor.female.or(match title.title.gender {
            Gender::Fem => Some(true),
            Gender::Masc => Some(false),
            _ => None,
        });
    }

    fn resolve(&mut self, title: &Found<'_>, head: usize, lands: &[usize], extent: &Range<usize>) -> Vec<usize> {
        match title.title.kind {
            TitleKind::Counterpart => counterpart::resolve(self, head, lands),
            TitleKind::Person if title.plural && lands.is_empty() => self.group(title, head, lands, extent),
            TitleKind::Person => self.office(title, head, lands, extent),
            TitleKind::Government => {
                let lands = if lands.is_empty() { self.home(head) } else { lands.to_vec() };
                if lands.is_empty() { self.group(title, head, &lands, extent) } else { lands }
            }
            TitleKind::PlaceOfPower => Vec::new(),
            _ => self.group(title, head, lands, extent),
        }
    }

    /// Who holds the office that a title names, for each land that it names.
    fn office(&mut self, title: &Found<'_>, head: usize, lands: &[usize], extent: &Range<usize>) -> Vec<usize> {
        let Some(office) = title.title.office.clone() else { return self.group(title, head, lands, extent) };
        if lands.is_empty()
            && let Some(known) = self.mentioned(&office, head)
        {
            return vec![known];
        }
        let lands = if lands.is_empty() { self.home(head) } else { lands.to_vec() };
        let mut actors = Vec::new();
        for land in lands {
            let found = self.holder(&office, land);
            actors.push(found.unwrap_or_else(|| self.unnamed(title, Some(land), extent)));
        }
        if actors.is_empty() { vec![self.unnamed(title, None, extent)] } else { actors }
    }

    /// The person of this article who holds the office and was mentioned last before this place.
    fn mentioned(&self, office: &str, before: usize) -> Option<usize> {
        let holds = |a: usize| self.found.actors[a].roles.iter().any(|r| r.role == office);
        let earlier =
            self.found.references.iter().filter(|r| r.head < before && r.actors.len() == 1 && holds(r.actors[0]));
        earlier.max_by_key(|r| r.head).map(|r| r.actors[0])
    }

    /// The holder of an office of a land on the article's day; one whom the article names is preferred.
    pub fn holder(&mut self, office: &str, land: usize) -> Option<usize> {
        let code = self.found.actors[land].country.clone()?;
        let day = self.setting.published.map(|p| p.to);
        let named = self.found.actors.iter().position(|a| {
            a.kind == EntityKind::Person
                && a.roles.iter().any(|r| r.role == office && r.of.as_deref() == Some(&code))
                && self.in_term(a, office, &code)
        });
        named.or_else(|| {
            let holders = self.finder.gazetteer.holders(office, &code, day);
            holders.first().map(|p| person_actor(self.finder, self.found, *p))
        })
    }

    fn in_term(&self, actor: &Actor, office: &str, code: &str) -> bool {
        let (Origin::Person(person), Some(day)) = (actor.origin, self.setting.published.map(|p| p.to)) else {
            return true;
        };
        self.finder.gazetteer.offices_of(person).any(|o| o.office == office && o.of == code && o.holds(day))
    }

    /// Somebody described but not named.
    fn unnamed(&mut self, title: &Found<'_>, land: Option<usize>, extent: &Range<usize>) -> usize {
        let words = self.setting.parse.span(title.tokens.clone()).of(self.setting.text).to_lowercase();
        let described = self.setting.parse.span(extent.clone()).of(self.setting.text);
        let country = land.and_then(|l| self.found.actors[l].country.clone());
        let place = country.as_deref().unwrap_or("x").to_lowercase();
        let entity = format!("{place}-{}", slug(&title.title.words));
        let land_name = land.map(|l| self.found.actors[l].name.clone());
        // "l'armée russe" says its country itself; "l'armée" is given the one that it stands in.
        let name = match land_name {
            Some(land) if extent.len() == title.tokens.len() => format!("{words} ({land})"),
            _ => described.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let role = title.title.office.clone().map(|role| Role { role, of: country.clone(), from: None, to: None });
        let female = match title.title.gender {
            Gender::Fem => Some(true),
            Gender::Masc => Some(false),
            _ => None,
        };
        let kind = match title.title.kind {
            TitleKind::Person | TitleKind::Counterpart => EntityKind::Person,
            TitleKind::Group => EntityKind::Group,
            _ => EntityKind::Organisation,
        };
        let kind = if title.plural && kind == EntityKind::Person { EntityKind::Group } else { kind };
        self.found.actor(Actor {
            entity,
            wikidata: None,
            kind,
            name,
            also: vec![words],
            country,
            female,
            roles: role.into_iter().collect(),
            origin: Origin::Article,
        })
    }

    /// People or a body without a name, with the countries that the text gives them.
    fn group(&mut self, title: &Found<'_>, head: usize, lands: &[usize], extent: &Range<usize>) -> Vec<usize> {
        let lands: Vec<usize> = if lands.is_empty() { self.home(head) } else { lands.to_vec() };
        match lands.as_slice() {
            [] => vec![self.unnamed(title, None, extent)],
            lands => lands.iter().map(|l| self.unnamed(title, Some(*l), extent)).collect(),
        }
    }

    /// The country meant where none is named with a title: the one that the sentence plays in, else the article's.
    fn home(&mut self, head: usize) -> Vec<usize> {
        let country = local_country(self.setting, self.found, head).or_else(|| self.found.home.clone());
        let land = country.and_then(|c| self.finder.gazetteer.land(&c));
        land.map(|l| land_actor(self.finder, self.found, l)).into_iter().collect()
    }
}

/// The one country whose places, bodies or people a sentence names, where there is exactly one.
pub(super) fn local_country(setting: Setting<'_>, found: &Entities, token: usize) -> Option<String> {
    let sentence = setting.parse.sentences.get(setting.parse.tokens[token].sentence)?;
    let mut countries: Vec<&String> = Vec::new();
    for reference in found.references.iter().filter(|r| sentence.contains(&r.head)) {
        for country in reference.actors.iter().filter_map(|a| found.actors[*a].country.as_ref()) {
            if !countries.contains(&country) {
                countries.push(country);
            }
        }
    }
    match countries.as_slice() {
        [one] => Some((*one).clone()),
        _ => None,
    }
}
