//! Given titles and the names around them, yields references by description: "le président russe", "les manifestants".

use super::name::land_actor;
use super::office::lead;
use super::setting::{is_country, is_within, local_country_but};
use super::title::{Found, Needs, TitleKind};
use super::{Actor, Entities, Finder, Form, Origin, Reference, Setting};
use crate::parse::{Dep, Gender, Number, Pos};
use crate::record::{EntityKind, Role};
use std::ops::Range;

/// How many tokens a description may have behind its title.
const LENGTH: usize = 9;

/// How many tokens before a title its land may stand.
const BEFORE: usize = 5;

/// Finds all descriptions and adds them to `found`.
pub(super) fn find<'a>(finder: &'a Finder, setting: Setting<'a>, words: &'a [String], found: &mut Entities) {
    let mut describing = Describing { finder, setting, found, words };
    describing.release_titles();
    let mut at = 0;
    while at < describing.words.len() {
        let (aside, free) = (|t| describing.is_aside(t), |tokens| !describing.named(tokens));
        let Some(title) = finder.titles.at(describing.words, at, aside, free) else {
            at += 1;
            continue;
        };
        at = title.tokens.end;
        if describing.is_noun(&title) && !matches!(title.title.kind, TitleKind::PlaceOfPower | TitleKind::Former) {
            describing.describe(&title);
        }
    }
    describing.place_organs();
}

pub(super) struct Describing<'a, 'f> {
    pub finder: &'a Finder,
    pub setting: Setting<'a>,
    pub found: &'f mut Entities,
    /// The article's words, folded.
    pub words: &'a [String],
}

/// A title with all that the text says beside it.
pub(super) struct Description<'t> {
    pub found: Found<'t>,
    pub head: usize,
    /// The actors of its adjectives and complements: lands, bodies, places.
    pub lands: Vec<usize>,
    /// From the title to the end of its complements.
    pub extent: Range<usize>,
    /// True where the title is no longer, or not yet, held.
    pub former: bool,
    /// False for "un ministre".
    pub definite: bool,
    /// True for "les représentants de 130 pays": no country is theirs.
    pub scattered: bool,
    /// True for "le président de la fédération": what the office is of is no land, and has no name.
    pub of_other: bool,
}

impl Describing<'_, '_> {
    /// Words that may part a title: "ministres russe et chinois des Affaires étrangères".
    fn is_aside(&self, token: usize) -> bool {
        let adjective = |t: usize| self.found.at(t).is_some_and(|r| r.form == Form::Adjective);
        let joint = matches!(self.setting.parse.tokens[token].pos, Pos::Cconj | Pos::Punct);
        adjective(token) || (joint && adjective(token - 1) && adjective(token + 1))
    }

    /// True where the title is a noun that modifies no other: not "une organisation armée".
    fn is_noun(&self, title: &Found<'_>) -> bool {
        let parse = self.setting.parse;
        // "les rebelles": an adjective under an article; "son voisin grec", whatever the tree hangs on what.
        let bare = |t: usize| {
            let noun = parse.tokens.get(t + 1).is_some_and(|n| matches!(n.pos, Pos::Noun | Pos::Propn | Pos::Adj));
            t > 0 && parse.tokens[t - 1].pos == Pos::Det && (!noun || self.is_aside(t + 1))
        };
        let stands = |t: usize| {
            parse.tokens[t].pos == Pos::Adj && (parse.child(t, &[Dep::Det]).is_some_and(|d| d < t) || bare(t))
        };
        let noun = |t: usize| matches!(parse.tokens[t].pos, Pos::Noun | Pos::Propn) || stands(t);
        let head = self.head(&title.tokens);
        let modifies = parse.tokens[head].dep == Dep::Amod && parse.head(head).is_some_and(|h| h < head && noun(h));
        title.tokens.clone().any(noun) && !modifies
    }

    /// True where the title is part of a longer name: "Gouvernement d'unité nationale".
    fn named(&self, tokens: Range<usize>) -> bool {
        let name = |t: usize| self.found.at(t).filter(|r| r.form != Form::Adjective);
        let named = |r: &Reference| r.tokens.len() >= tokens.len() && !(r.tokens == tokens && self.is_elsewhere(r));
        tokens.clone().any(|t| name(t).is_some_and(named))
    }

    /// "Le Congrès" in an article on Peru: a body of another country than the sentence's bears the name of its kind.
    fn is_elsewhere(&self, reference: &Reference) -> bool {
        let body = reference.actors.first().map(|a| &self.found.actors[*a]);
        let country =
            |c: &String| self.finder.gazetteer.land(c).is_some_and(|l| self.finder.gazetteer.lands[l].country);
        let national = |a: &&Actor| matches!(a.origin, Origin::Body(_)) && a.country.as_ref().is_some_and(country);
        let Some(actor) = body.filter(national) else { return false };
        let here = local_country_but(self.finder, self.setting, self.found, reference.head, Some(reference));
        let here = here.or_else(|| self.home_without(actor));
        here.is_some() && here != actor.country
    }

    fn describe(&mut self, title: &Found<'_>) {
        self.part_from_body(&title.tokens);
        let within = self.land_within(&title.tokens);
        self.found.retract(title.tokens.clone(), |_| true);
        let head = self.head(&title.tokens);
        let extent = self.extent(head, &title.tokens);
        if title.title.office.as_deref().is_some_and(|o| o.ends_with("minister")) {
            // "le ministre des Mines": what the model takes for a body is the portfolio.
            let named = title.tokens.end..extent.end;
            self.found.retract(named, |a| a.origin == Origin::Article && a.kind != EntityKind::Person);
        }
        let mut lands = self.lands(head, &title.tokens);
        if title.title.needs == Needs::Other && self.found.of_adjectives(self.setting.parse, head).is_empty() {
            lands.retain(|l| self.found.actors[*l].kind != EntityKind::Country);
        }
        if title.title.kind == TitleKind::Government && !title.plural && self.is_epithet(title.tokens.start) {
            return;
        }
        let told = !lands.is_empty();
        let only = title.title.land.as_ref().and_then(|code| self.finder.gazetteer.land(code));
        if let Some(land) = only.filter(|_| !told) {
            lands = vec![land_actor(self.finder, self.found, land)];
        } else if !told {
            lands = within.map_or_else(|| self.of_possessor(title, head, extent.start), |land| vec![land]);
            if lands.is_empty() {
                lands.extend(self.of_telling_army(title, head).or_else(|| self.of_same_before(title, head)));
            }
        }
        let scattered = lands.is_empty() && (self.scattered(head, &extent) || self.is_from_abroad(title));
        let (former, definite) = (self.former(title), self.definite(extent.start));
        let (found, of_other) = (title.clone(), self.of_something_else(title));
        let description = Description { found, head, lands, extent, former, definite, scattered, of_other };
        let actors = match self.linked(&description) {
            Some(actor) => {
                // "his rival, General Ana Ruiz": whose rival she is does not say whence she comes.
                let actor = self.namesake(actor, &description).filter(|_| told).unwrap_or(actor);
                self.teach(actor, &description);
                vec![actor]
            }
            None if !self.meets(&description) => self.body_before(&description).into_iter().collect(),
            None => self.resolve(&description),
        };
        if !actors.is_empty() {
            self.refer(&description, actors);
        }
    }

    /// "un dîner d'État": a bare noun behind a preposition of belonging says of what kind a thing is, not whose.
    fn is_epithet(&self, start: usize) -> bool {
        let before = start.checked_sub(1).map(|t| (t, &self.setting.parse.tokens[t]));
        before.is_some_and(|(t, row)| {
            row.pos == Pos::Adp && self.finder.words.of.contains(&self.words[t]) && !row.feats.contains("Definite=Def")
        })
    }

    /// "le chef de la diplomatie russe": what the gazetteer takes for a body is the end of the title and its land.
    fn part_from_body(&mut self, tokens: &Range<usize>) {
        let Some(last) = tokens.clone().last().filter(|_| tokens.len() > 1) else { return };
        let Some(reference) = self.found.at(last).filter(|r| r.form == Form::Name && r.tokens.end > tokens.end) else {
            return;
        };
        let (inside, rest) = (reference.tokens.start >= tokens.start, tokens.end..reference.tokens.end);
        let body = reference.actors.first().map(|a| &self.found.actors[*a]);
        let body = body.filter(|a| inside && matches!(a.origin, Origin::Body(_)));
        let Some(land) = body.and_then(|a| a.country.as_ref()).and_then(|c| self.finder.gazetteer.land(c)) else {
            return;
        };
        self.found.retract(reference.tokens.clone(), |_| true);
        let land = land_actor(self.finder, self.found, land);
        self.found.refer(Reference {
            span: self.setting.parse.span(rest.clone()),
            head: rest.end - 1,
            tokens: rest,
            actors: vec![land],
            form: Form::Adjective,
            gender: Gender::None,
            number: Number::None,
        });
    }

    /// "la cheffe de la diplomatie européenne", "le chef du Pentagone", "the UN envoy": the land that the end or the
    /// beginning of a title names.
    fn land_within(&mut self, tokens: &Range<usize>) -> Option<usize> {
        let part = |t: usize| self.found.at(t).filter(|r| r.tokens.len() < tokens.len());
        let ends = tokens.clone().last().and_then(part).filter(|r| r.tokens.end == tokens.end);
        let reference = ends.or_else(|| part(tokens.start).filter(|r| r.tokens.start == tokens.start))?;
        let inside = tokens.start <= reference.tokens.start && reference.tokens.end <= tokens.end;
        let named = reference.actors.first().map(|a| &self.found.actors[*a]).filter(|_| inside)?;
        let country = named.country.as_ref().filter(|_| matches!(named.origin, Origin::Body(_) | Origin::Land(_)))?;
        let land = self.finder.gazetteer.land(country)?;
        Some(land_actor(self.finder, self.found, land))
    }

    /// The countries of the subject whose own somebody is: "Le Pérou a rappelé son ambassadeur".
    fn of_possessor(&mut self, title: &Found<'_>, head: usize, start: usize) -> Vec<usize> {
        let parse = self.setting.parse;
        let people = matches!(
            title.title.kind,
            TitleKind::Person
                | TitleKind::Group
                | TitleKind::Government
                | TitleKind::Institution
                | TitleKind::Land
                | TitleKind::Military
                | TitleKind::Police
        );
        let possessive = |t: usize| self.finder.pronouns.is_possessive(self.words, t);
        let before = (0..start).rev().take(2).any(|t| parse.head(t) == Some(head) && possessive(t));
        // "Peru vaccinated nurses at its border posts".
        let places = parse.with(head, &[Dep::Nmod]).filter(|p| *p > head && is_within(self.finder, self.setting, *p));
        let mut owners = places.filter_map(|p| parse.child(p, &[Dep::Det]));
        let owned = before || owners.any(possessive);
        if !people || !owned {
            return Vec::new();
        }
        let verbs = parse.up(head).skip(1).filter(|t| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux));
        let subject = verbs.filter_map(|v| parse.child(v, &[Dep::Nsubj, Dep::NsubjPass])).find(|s| *s < head);
        let own = |s: usize| parse.up(head).any(|t| t == s);
        let actors = match subject {
            Some(subject) if own(subject) => self.found.headed(subject).map(|r| r.actors.clone()).unwrap_or_default(),
            Some(subject) => self.found.of_phrase(parse, subject),
            None => Vec::new(),
        };
        let countries: Vec<String> = actors.into_iter().filter_map(|a| self.found.actors[a].country.clone()).collect();
        let mut lands: Vec<usize> = Vec::new();
        for country in countries {
            if let Some(land) = self.finder.gazetteer.land(&country) {
                let land = land_actor(self.finder, self.found, land);
                lands.extend((!lands.contains(&land)).then_some(land));
            }
        }
        lands
    }

    /// True where what the title needs stands beside it.
    fn meets(&self, description: &Description<'_>) -> bool {
        let adjective = |t: usize| self.is_adjective(t);
        match description.found.title.needs {
            Needs::Nothing | Needs::Told | Needs::Other => true,
            Needs::Land => !description.lands.is_empty(),
            Needs::Adjective => description.extent.clone().any(adjective),
        }
    }

    fn refer(&mut self, description: &Description<'_>, actors: Vec<usize>) {
        let span = self.setting.parse.span(self.with_determiner(&description.extent));
        let number = if description.found.plural { Number::Plur } else { Number::Sing };
        self.found.refer(Reference {
            span,
            tokens: description.found.tokens.clone(),
            head: description.head,
            actors,
            form: Form::Description,
            gender: self.gender(description),
            number,
        });
    }

    /// The gender of a title; of one that both bear, that of its adjective or article: "la ministre islandaise". A
    /// possessive follows the sound: "son homologue".
    pub(super) fn gender(&self, description: &Description<'_>) -> Gender {
        let (title, parse) = (&description.found, self.setting.parse);
        if title.title.gender != Gender::None || title.title.kind != TitleKind::Person || title.plural {
            return title.title.gender;
        }
        let told = |dep: Dep| {
            let of = parse.children(description.head).iter().filter(|c| parse.tokens[**c].dep == dep);
            let morphs = of.map(|c| &parse.tokens[*c].morph).filter(|m| !m.possessive);
            morphs.map(|m| m.gender).find(|g| *g != Gender::None)
        };
        told(Dep::Amod).or_else(|| told(Dep::Det)).unwrap_or(Gender::None)
    }

    /// The extent with the determiner before it: "le maître du Kremlin".
    fn with_determiner(&self, extent: &Range<usize>) -> Range<usize> {
        let parse = self.setting.parse;
        let adjective = |t: &usize| parse.tokens[*t].pos == Pos::Adj || self.is_adjective(*t);
        let mut before = (0..extent.start).rev().skip_while(adjective);
        let determiner = before.next().filter(|t| parse.tokens[*t].pos == Pos::Det);
        determiner.unwrap_or(extent.start)..extent.end
    }

    fn head(&self, tokens: &Range<usize>) -> usize {
        let parse = self.setting.parse;
        let outside = |t: &usize| !tokens.contains(&parse.tokens[*t].head) || parse.tokens[*t].head == *t;
        let noun = |t: &usize| matches!(parse.tokens[*t].pos, Pos::Noun | Pos::Propn);
        tokens.clone().find(|t| outside(t) && noun(t)).or_else(|| tokens.clone().find(outside)).unwrap_or(tokens.start)
    }

    /// True where a word before the title, or the title itself, says that it is not held now: "ancien ministre".
    fn former(&self, title: &Found<'_>) -> bool {
        let parse = self.setting.parse;
        let mut before = (0..title.tokens.start).rev();
        let near =
            before.by_ref().take_while(|t| matches!(parse.tokens[*t].pos, Pos::Adj | Pos::Noun | Pos::X | Pos::Punct));
        let marked = near.take(3).any(|t| self.finder.titles.is_former(&self.words[t]));
        marked || title.title.office.as_deref().is_some_and(|o| o.starts_with("former_"))
    }

    /// False under an indefinite article and for a bare number of people.
    fn definite(&self, start: usize) -> bool {
        let parse = self.setting.parse;
        let mut before =
            (0..start).rev().take_while(|t| matches!(parse.tokens[*t].pos, Pos::Det | Pos::Adj | Pos::Num));
        !before.any(|t| parse.tokens[t].pos == Pos::Num || parse.tokens[t].feats.contains("Definite=Ind"))
    }

    /// The lands that a title names: by adjective ("russe et chinois"), complement ("du Kremlin"), possessive.
    fn lands(&self, head: usize, tokens: &Range<usize>) -> Vec<usize> {
        let parse = self.setting.parse;
        let mut lands = self.found.of_adjectives(parse, head);
        let add = |actors: &[usize], lands: &mut Vec<usize>| {
            let new: Vec<usize> = actors.iter().copied().filter(|a| !lands.contains(a)).collect();
            lands.extend(new);
        };
        for token in tokens.clone() {
            let adjective = self.found.at(token).filter(|r| r.form == Form::Adjective);
            add(adjective.map_or(&[], |r| &r.actors), &mut lands);
        }
        let mut next = tokens.end;
        while let Some(reference) = self.found.at(next).filter(|r| r.form == Form::Adjective) {
            add(&reference.actors, &mut lands);
            let joined = parse.tokens.get(next + 1).is_some_and(|t| t.pos == Pos::Cconj);
            next += if joined { 2 } else { 1 };
        }
        if lands.is_empty() {
            add(&self.lands_before(tokens.start), &mut lands);
        }
        if lands.is_empty() { self.complement(head, next.max(tokens.end)) } else { lands }
    }

    /// The lands that stand as modifiers before a title: "Russian deputy foreign minister", "Peru's former president".
    pub(super) fn lands_before(&self, start: usize) -> Vec<usize> {
        let parse = self.setting.parse;
        for token in (0..start).rev().take(BEFORE) {
            let row = &parse.tokens[token];
            let same = row.sentence == parse.tokens[start].sentence;
            if let Some(reference) = self.found.at(token) {
                // "Hamas-led militants", "Iran-backed fighters".
                let hyphened = self.words.get(token + 1).is_some_and(|w| w == "-");
                let modifies = reference.form == Form::Adjective
                    || (hyphened || matches!(row.dep, Dep::Compound | Dep::Amod)) && self.is_land_or_body(reference)
                    || self.possesses(reference);
                let backs = self.found.backers.contains(&reference.head);
                return if same && modifies && !backs && token < start { reference.actors.clone() } else { Vec::new() };
            }
            let owner = row.dep == Dep::Case && row.pos == Pos::Part;
            let hyphened =
                self.words[token] == "-" || row.dep == Dep::Amod && token > 0 && self.words[token - 1] == "-";
            if !same
                || !owner
                    && !hyphened
                    && !matches!(row.pos, Pos::Adj | Pos::Noun | Pos::Propn | Pos::Cconj)
                    && !matches!(row.dep, Dep::Amod | Dep::Advmod)
                || row.dep == Dep::Nsubj
            {
                break;
            }
        }
        Vec::new()
    }

    /// True under a word that follows the owner: "Peru's".
    fn possesses(&self, reference: &Reference) -> bool {
        let case = self.setting.parse.child(reference.head, &[Dep::Case]);
        case.is_some_and(|c| c > reference.head && self.finder.words.of.contains(&self.words[c]))
    }

    /// The lands, bodies and places of the complement: "du Kremlin", "de la diplomatie de l'UE".
    pub(super) fn complement(&self, head: usize, end: usize) -> Vec<usize> {
        let parse = self.setting.parse;
        // "firms in Peru, Chile and Chad" are theirs; those in one land may be of anywhere.
        let lands = |c: usize| self.found.of_phrase(parse, c).len() > 1 && self.is_of_countries(c);
        let belongs = |c: &usize| {
            let case = parse.child(*c, &[Dep::Case]).map(|c| &self.words[c]);
            let words = &self.finder.words;
            let of = |w: &String| words.of.contains(w) || words.origin.contains(w);
            *c >= end && case.is_some_and(|w| of(w) || words.within.contains(w) && lands(*c))
        };
        let nouns = parse.with(head, &[Dep::Nmod, Dep::OblArg, Dep::OblMod]).filter(belongs);
        let mut found = nouns.map(|c| self.of_noun(c, 0)).find(|a| !a.is_empty()).unwrap_or_default();
        if found.is_empty() && self.words.get(end).is_some_and(|w| self.finder.words.of.contains(w)) {
            let next = (end + 1..end + 4).find_map(|t| self.found.at(t));
            found = next.map(|r| self.found.of_phrase(parse, r.head)).unwrap_or_default();
        }
        found
    }

    /// True for a phrase that names nothing but countries.
    fn is_of_countries(&self, head: usize) -> bool {
        let actors = self.found.of_phrase(self.setting.parse, head);
        actors.iter().all(|a| self.found.actors[*a].kind == EntityKind::Country)
    }

    /// True where the complement names lands without saying which.
    fn scattered(&self, head: usize, extent: &Range<usize>) -> bool {
        let parse = self.setting.parse;
        let lands = |t: usize| {
            let title = self.finder.titles.at(self.words, t, |_| false, |_| true);
            let several = parse.tokens[t].morph.number == Number::Plur || parse.child(t, &[Dep::Nummod]).is_some();
            title.is_some_and(|f| f.title.kind == TitleKind::Land && several)
        };
        let below = parse.with(head, &[Dep::Nmod]).flat_map(|c| parse.subtree(c));
        below.chain(extent.clone()).any(lands)
    }

    /// "foreign partners", "other governments".
    fn is_from_abroad(&self, title: &Found<'_>) -> bool {
        let lands = title.plural && matches!(title.title.kind, TitleKind::Government | TitleKind::Land);
        let words = &self.finder.words;
        let abroad = |word: &String| words.abroad.contains(word) || lands && words.others.contains(word);
        let pos = |t: &usize| self.setting.parse.tokens[*t].pos;
        let before = (0..title.tokens.start).rev().take_while(|t| matches!(pos(t), Pos::Adj | Pos::Det));
        before.take(2).any(|t| abroad(&self.words[t]))
    }

    /// Whose a complement is: its own actors, or those of its adjectives and complements.
    fn of_noun(&self, noun: usize, depth: usize) -> Vec<usize> {
        let parse = self.setting.parse;
        let own = self.found.of_phrase(parse, noun);
        if !own.is_empty() || depth > 2 {
            return own;
        }
        let adjectives = self.found.of_adjectives(parse, noun);
        if !adjectives.is_empty() {
            return adjectives;
        }
        let below = parse.with(noun, &[Dep::Nmod]).map(|c| self.of_noun(c, depth + 1));
        below.into_iter().find(|a| !a.is_empty()).unwrap_or_default()
    }

    /// The tokens from the title to the end of its adjectives and complements, before a name in apposition.
    fn extent(&self, head: usize, tokens: &Range<usize>) -> Range<usize> {
        let parse = self.setting.parse;
        let mut end = tokens.end;
        while let Some(next) = parse.tokens.get(end) {
            if end > tokens.end + LENGTH {
                // A name is not cut within a phrase.
                while end > tokens.end && parse.tokens[end].pos != Pos::Adp {
                    end -= 1;
                }
                break;
            }
            let part = match self.found.at(end) {
                Some(r) if r.form == Form::Name => {
                    self.is_land_or_body(r) && (r.tokens.start < end || self.governed(end))
                }
                Some(_) => true,
                None => {
                    next.pos == Pos::Adj
                        || (next.pos == Pos::Det && self.governed(end))
                        || (next.pos == Pos::Adp && self.belongs(end, head))
                        || next.dep == Dep::Amod
                        || (matches!(next.pos, Pos::Noun | Pos::Propn | Pos::Num) && self.governed(end))
                        || (next.pos == Pos::Cconj && self.found.at(end + 1).is_some_and(|r| r.form == Form::Adjective))
                }
            };
            if !part || next.sentence != parse.tokens[head].sentence {
                break;
            }
            end += 1;
        }
        while end > tokens.end && matches!(parse.tokens[end - 1].pos, Pos::Adp | Pos::Det) {
            end -= 1;
        }
        tokens.start..end
    }

    /// True right behind a preposition or article, or the adjectives and numbers that follow one.
    fn governed(&self, token: usize) -> bool {
        let pos = |t: usize| self.setting.parse.tokens[t].pos;
        let opening = (0..token).rev().find(|t| !matches!(pos(*t), Pos::Adj | Pos::Num));
        opening.is_some_and(|t| matches!(pos(t), Pos::Adp | Pos::Det))
    }

    /// True for a preposition that opens what belongs to a title, or, where the tree hangs it there, that stands
    /// before somebody or says where.
    fn belongs(&self, token: usize, head: usize) -> bool {
        let (word, words, parse) = (&self.words[token], &self.finder.words, self.setting.parse);
        let behind = token + 1..(token + 4).min(self.words.len());
        let own = || parse.up(token).any(|t| t == head);
        let noun = |t: usize| {
            let row = &parse.tokens[t];
            // "une plainte d'une comédienne à son encontre".
            matches!(row.pos, Pos::Noun | Pos::Propn) || row.pos == Pos::Det && !row.morph.possessive
        };
        let place = || words.within.contains(word) && behind.clone().next().is_some_and(noun);
        let near = || place() || behind.clone().any(|t| self.found.at(t).is_some());
        // "accused the council of bullying": what the tree hangs on the verb is not the noun's.
        let noun = parse.head(token).filter(|_| parse.tokens[token].dep == Dep::Case);
        let above = noun.filter(|n| parse.tokens[*n].dep == Dep::OblArg || parse.tokens[*n].dep == Dep::OblMod);
        let of_verb = self.finder.words.country.is_none()
            && above.and_then(|n| parse.head(n)).is_some_and(|v| parse.tokens[v].pos == Pos::Verb && v < head)
            || parse.tokens[token].dep == Dep::Mark;
        words.of.contains(word) && !of_verb || own() && near()
    }

    /// True for the adjective of a land.
    pub(super) fn is_adjective(&self, token: usize) -> bool {
        self.found.at(token).is_some_and(|r| r.form == Form::Adjective)
    }

    fn is_land_or_body(&self, reference: &Reference) -> bool {
        reference.actors.iter().all(|a| self.found.actors[*a].kind != EntityKind::Person)
    }

    /// What an apposition says of somebody: an office, a country, a gender.
    fn teach(&mut self, actor: usize, description: &Description<'_>) {
        let title = &description.found;
        let kin = title.title.kind == TitleKind::Kin;
        let land = if kin { self.relative(description) } else { description.lands.first().copied() };
        let country = if kin {
            land.and_then(|p| self.found.actors[p].country.clone())
        } else {
            self.country_of(description, land)
        };
        let role = title
            .title
            .office
            .clone()
            .unwrap_or_else(|| self.setting.parse.span(title.tokens.clone()).of(self.setting.text).to_lowercase());
        let (role, of) = if description.of_other { lead() } else { self.role_at(&role, land) };
        let gender = self.gender(description);
        let country = country.or_else(|| self.told_of(&role, description));
        // "the UN envoy, Ana Ruiz": somebody known acts for the body that the text has her serve.
        let now = !description.former && !kin && title.title.office.as_deref() != Some("ambassador");
        let serves = country.as_ref().filter(|c| now && !is_country(self.finder, c));
        if let (Origin::Person(_), Some(body)) = (self.found.actors[actor].origin, serves) {
            self.found.serves.insert(actor, body.clone());
        }
        let actor = &mut self.found.actors[actor];
        if actor.origin == Origin::Article {
            actor.country = actor.country.take().or(country);
            if actor.kind == EntityKind::Person && !description.former && !kin {
                actor.roles.push(Role { role, of, from: None, to: None });
            }
        }
        actor.female = actor.female.or(gender.is_female());
    }

    /// The country that a description gives: a place gives it only to those who hold an office there.
    pub(super) fn country_of(&self, description: &Description<'_>, land: Option<usize>) -> Option<String> {
        let row = &self.found.actors[land?];
        let local = matches!(
            description.found.title.office.as_deref(),
            Some("mayor" | "governor" | "prefect" | "legislator" | "regional_leader")
        );
        row.country.clone().filter(|_| row.kind != EntityKind::Place || local)
    }
}
