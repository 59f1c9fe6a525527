//! Given the names of the gazetteer and of the model, yields references by name: lands, people, bodies, places.

use super::{Actor, Entities, Finder, Form, Origin, Reference, Setting};
use crate::mention::gazetteer::{Hit, Sense, fold, slug};
use crate::parse::{Dep, Gender, Name, Ner, Number, Pos};
use crate::record::{EntityKind, Role};
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Inhabitants of a city that is known wherever it is named.
const LARGE: u64 = 100_000;

/// Finds all references by name and adds them to `found`, in the order of the text.
pub(super) fn find(finder: &Finder, setting: Setting<'_>, found: &mut Entities) {
    let hits = finder.index.find(setting.body.of(setting.text));
    let mut naming = Naming { finder, setting, found, full: FxHashMap::default() };
    let hits: Vec<(Hit, Range<usize>)> = hits.into_iter().filter_map(|h| naming.place(h)).collect();
    naming.full_names(&hits);
    for (hit, tokens) in &hits {
        naming.known(hit, tokens.clone());
    }
    for name in &setting.parse.names {
        naming.unknown(name);
    }
}

struct Naming<'a, 'f> {
    finder: &'a Finder,
    setting: Setting<'a>,
    found: &'f mut Entities,
    /// The person that each surname of the article belongs to, folded: an actor's index.
    full: FxHashMap<String, usize>,
}

impl Naming<'_, '_> {
    fn word(&self, token: usize) -> &str {
        self.setting.parse.word(self.setting.text, token)
    }

    /// The tokens of a hit, which must cover them; spans of the body become spans of the text.
    fn place(&self, mut hit: Hit) -> Option<(Hit, Range<usize>)> {
        hit.span.start += self.setting.body.start;
        hit.span.end += self.setting.body.start;
        let tokens = self.setting.parse.under(hit.span);
        (!tokens.is_empty()).then_some((hit, tokens))
    }

    /// Learns which surnames the article's full names explain, before surnames alone are read.
    fn full_names(&mut self, hits: &[(Hit, Range<usize>)]) {
        for (hit, _) in hits {
            if let Some(person) = hit.senses.iter().find_map(|s| if let Sense::Person(p) = s { Some(*p) } else { None })
            {
                let actor = self.person(person as usize);
                for surname in self.finder.gazetteer.people[person as usize].surnames.clone() {
                    self.full.insert(fold(&surname), actor);
                }
                if let Some(last) = hit.span.of(self.setting.text).rsplit(' ').next() {
                    self.full.insert(fold(last), actor);
                }
            }
        }
        for name in &self.setting.parse.names {
            let tokens = self.trim(name.tokens.clone());
            if name.kind != Ner::Per
                || tokens.len() < 2
                || hits.iter().any(|(_, t)| t.start < tokens.end && tokens.start < t.end && t.len() >= tokens.len())
            {
                continue;
            }
            let surname = fold(self.word(tokens.end - 1));
            if !self.full.contains_key(&surname) && self.plausible(&tokens) {
                let known = self.misspelt(&tokens);
                let actor = known.unwrap_or_else(|| self.stranger(tokens, EntityKind::Person));
                self.full.insert(surname, actor);
            }
        }
    }

    /// A full name of the model is one only where its words are written as names.
    fn plausible(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().all(|t| {
            let word = self.word(t);
            let small = word.chars().count() <= 3;
            small || word.chars().next().is_some_and(char::is_uppercase)
        }) && self.word(tokens.end - 1).chars().next().is_some_and(char::is_uppercase)
    }

    /// A name without the titles and marks at its ends.
    fn trim(&self, mut tokens: Range<usize>) -> Range<usize> {
        let odd = |t: usize| {
            let token = &self.setting.parse.tokens[t];
            let written = self.word(t);
            matches!(token.pos, Pos::Punct | Pos::Det | Pos::Adp | Pos::Space | Pos::Pron)
                || written.ends_with('.')
                || !written.chars().any(char::is_alphabetic)
                || written.ends_with('\'')
                || written.ends_with('’')
        };
        while tokens.len() > 1 && (odd(tokens.start) || self.finder.titles.is_title(self.word(tokens.start))) {
            tokens.start += 1;
        }
        while tokens.len() > 1 && odd(tokens.end - 1) {
            tokens.end -= 1;
        }
        tokens
    }

    fn known(&mut self, hit: &Hit, tokens: Range<usize>) {
        let Some((actors, form)) = self.sense(hit, &tokens) else { return };
        self.refer(tokens, hit.span, actors, form);
    }

    /// What a hit means here: the first sense that the words around allow.
    fn sense(&mut self, hit: &Hit, tokens: &Range<usize>) -> Option<(Vec<usize>, Form)> {
        let mut senses = hit.senses.clone();
        // Where adjectives are written as names are, an adjective is one before it is a firm: "Swiss doctors".
        let adjective = self.setting.parse.tokens[tokens.start].pos == Pos::Adj && tokens.len() == 1;
        senses.sort_by_key(|s| if adjective && matches!(s, Sense::Adjective(_)) { 0 } else { rank(*s) });
        let upper = self.word(tokens.start).chars().next().is_some_and(char::is_uppercase);
        let common = tokens.len() == 1 && !self.may_name(tokens.start);
        for sense in senses {
            let named = match sense {
                Sense::Adjective(land) if !upper || self.setting.parse.tokens[tokens.start].pos == Pos::Adj => {
                    Some((vec![self.land(land as usize)], Form::Adjective))
                }
                Sense::Prefix(land) => Some((vec![self.land(land as usize)], Form::Adjective)),
                Sense::Demonym(land) if upper => Some((vec![self.land(land as usize)], Form::Demonym)),
                _ if common => None,
                Sense::Person(person) => Some((vec![self.person(person as usize)], Form::Name)),
                // "une ministre écossaise": a people without a state has adjectives too.
                Sense::Body(body) if !upper && self.setting.parse.tokens[tokens.start].pos == Pos::Adj => {
                    Some((vec![self.body(body as usize)], Form::Adjective))
                }
                Sense::Body(body) => Some((vec![self.body(body as usize)], Form::Name)),
                Sense::Land(land) => Some((vec![self.land(land as usize)], Form::Name)),
                Sense::Seat(land) | Sense::Capital(land) if !self.within_name(tokens) => {
                    Some((vec![self.land(land as usize)], Form::Metonym))
                }
                Sense::Surname(person) => self.surname(person as usize, hit, tokens),
                // "la tour Eiffel", "l'océan Indien".
                Sense::Place(_)
                    if (upper || self.word(tokens.end - 1).starts_with(char::is_uppercase))
                        && !self.within_name(tokens)
                        && !self.names_object(tokens) =>
                {
                    let place = self.likely_place(hit).filter(|p| self.evident(*p, tokens))?;
                    Some((vec![self.place_actor(place)], Form::Name))
                }
                _ => None,
            };
            if named.is_some() {
                return named;
            }
        }
        None
    }

    /// A single word may be a name only where it is tagged as a noun or name; at the start of a sentence only as a name.
    fn may_name(&self, token: usize) -> bool {
        let row = &self.setting.parse.tokens[token];
        let first = self.setting.parse.sentences[row.sentence].start == token;
        match row.pos {
            Pos::Propn | Pos::X => true,
            Pos::Noun | Pos::Adj | Pos::Intj => {
                !first || self.word(token).chars().filter(|c| c.is_uppercase()).count() > 1 || self.in_model_name(token)
            }
            Pos::Verb | Pos::Adv | Pos::Num | Pos::Sym => {
                self.in_model_name(token)
                    || (!first
                        && self.word(token).chars().next().is_some_and(char::is_uppercase)
                        && row.pos != Pos::Adv)
            }
            // "Lima et Quito": a name that the model knows, whatever it takes the word for.
            _ => {
                let alone = |n: &Name| n.tokens == (token..token + 1) && matches!(n.kind, Ner::Loc | Ner::Org);
                self.setting.parse.names.iter().any(alone)
            }
        }
    }

    fn in_model_name(&self, token: usize) -> bool {
        self.setting.parse.names.iter().any(|n| n.tokens.contains(&token))
    }

    /// True where the words are only part of a longer name of a person: "Paris" in "Paris Hilton".
    fn within_name(&self, tokens: &Range<usize>) -> bool {
        self.setting.parse.names.iter().any(|n| {
            n.kind == Ner::Per
                && n.tokens.start <= tokens.start
                && tokens.end <= n.tokens.end
                && n.tokens.len() > tokens.len()
        })
    }

    /// True right behind a common noun: "l'institution Saint-Joseph" is no place.
    fn names_object(&self, tokens: &Range<usize>) -> bool {
        let before = tokens.start.checked_sub(1).map(|t| (t, &self.setting.parse.tokens[t]));
        before.is_some_and(|(t, row)| {
            let small = self.word(t).chars().next().is_some_and(char::is_lowercase);
            row.pos == Pos::Noun && small && self.setting.parse.head(tokens.start) == Some(t)
        })
    }

    /// A small town abroad is meant only where the model takes the name for a place, and no person here bears it.
    fn evident(&self, place: usize, tokens: &Range<usize>) -> bool {
        let row = &self.finder.gazetteer.places[place];
        let own = row.country == self.finder.words.country;
        let large = row.precision != "city" || own || row.population >= LARGE;
        let borne = self.full.contains_key(&fold(self.word(tokens.end - 1)));
        let place = |n: &Name| n.kind == Ner::Loc && n.tokens.start <= tokens.start && tokens.end <= n.tokens.end;
        large || (!borne && self.setting.parse.names.iter().any(place))
    }

    /// Of the places of one name that of a country which the article names or is published in, else the most populous.
    fn likely_place(&self, hit: &Hit) -> Option<usize> {
        let rows = &self.finder.gazetteer.places;
        let places = hit.senses.iter().filter_map(|s| if let Sense::Place(p) = s { Some(*p as usize) } else { None });
        let weight = |p: usize| {
            let country = rows[p].country.as_ref();
            let named = country.is_some_and(|c| self.found.actors.iter().any(|a| a.country.as_ref() == Some(c)));
            let own = country.is_some() && country == self.finder.words.country.as_ref();
            let town = rows[p].precision == "city" && rows[p].population < LARGE;
            (named, own, !town, rows[p].population)
        };
        places.max_by_key(|p| (weight(*p), std::cmp::Reverse(*p)))
    }

    /// A surname alone: of a person named in full in this article, or of the one who held office, or of a stranger.
    fn surname(&mut self, person: usize, hit: &Hit, tokens: &Range<usize>) -> Option<(Vec<usize>, Form)> {
        let mut whole = self
            .setting
            .parse
            .names
            .iter()
            .filter(|n| n.kind == Ner::Per && n.tokens.start <= tokens.start && tokens.end <= n.tokens.end)
            .map(|n| self.trim(n.tokens.clone()));
        if whole.any(|t| t.len() > tokens.len() && t.end >= tokens.end) {
            return None;
        }
        if let Some(actor) = self.full.get(&fold(hit.span.of(self.setting.text))) {
            return Some((vec![*actor], Form::Name));
        }
        let row = &self.setting.parse.tokens[tokens.start];
        if row.pos != Pos::Propn && !self.in_model_name(tokens.start) {
            return None;
        }
        let bearers: Vec<usize> = hit
            .senses
            .iter()
            .filter_map(|s| if let Sense::Surname(p) = s { Some(*p as usize) } else { None })
            .collect();
        let chosen = if bearers.len() > 1 { self.in_office(&bearers)? } else { person };
        Some((vec![self.person(chosen)], Form::Name))
    }

    /// Of several people of one surname the one who was in office on the article's day, or who was so last.
    fn in_office(&self, bearers: &[usize]) -> Option<usize> {
        let gazetteer = &self.finder.gazetteer;
        let day = self.setting.published.map(|p| p.to);
        let now = |p: usize| day.is_some_and(|d| gazetteer.offices_of(p).any(|o| o.holds(d)));
        let current: Vec<usize> = bearers.iter().copied().filter(|p| now(*p)).collect();
        match current.as_slice() {
            [one] => Some(*one),
            _ => bearers.iter().copied().max_by_key(|p| {
                gazetteer.offices_of(*p).filter_map(|o| o.from).filter(|f| day.is_none_or(|d| *f <= d)).max()
            }),
        }
    }

    /// A name that only the model knows.
    fn unknown(&mut self, name: &Name) {
        let tokens = self.trim(name.tokens.clone());
        let title = tokens.len() == 1 && self.finder.titles.is_title(self.word(tokens.start));
        if title || tokens.clone().any(|t| self.found.at[t].is_some()) || !self.plausible(&tokens) {
            return;
        }
        let words = self.setting.parse.span(tokens.clone()).of(self.setting.text);
        let actor = match name.kind {
            Ner::Per => {
                let surname = self.full.get(&fold(self.word(tokens.end - 1))).copied();
                let known =
                    self.full.get(&fold(words)).copied().or(surname.filter(|a| self.may_be_called(*a, &tokens)));
                known
                    .or_else(|| self.misspelt(&tokens))
                    .unwrap_or_else(|| self.stranger(tokens.clone(), EntityKind::Person))
            }
            // A surname alone that the model takes for a place or a firm.
            _ if tokens.len() == 1 && self.full.contains_key(&fold(words)) => self.full[&fold(words)],
            Ner::Org => self.stranger(tokens.clone(), EntityKind::Organisation),
            Ner::Loc => self.stranger(tokens.clone(), EntityKind::Place),
            Ner::Misc => return,
        };
        let span = self.setting.parse.span(tokens.clone());
        self.refer(tokens, span, vec![actor], Form::Name);
    }

    /// True where the first of several words is a first name or initial of the person: "Grace Meng" is not Meng Hongwei.
    fn may_be_called(&self, actor: usize, tokens: &Range<usize>) -> bool {
        let first = fold(self.word(tokens.start));
        let name = fold(&self.found.actors[actor].name);
        let initial = first.trim_end_matches('.');
        let fits = |w: &str| near(w, &first) || (initial.len() <= 2 && w.starts_with(initial));
        tokens.len() < 2 || name.split([' ', '-']).any(fits)
    }

    /// A full name that differs by one letter from one that is known: "Vladimire Poutine", or l written for I.
    fn misspelt(&mut self, tokens: &Range<usize>) -> Option<usize> {
        if tokens.len() < 2 {
            return None;
        }
        let written = fold(self.setting.parse.span(tokens.clone()).of(self.setting.text));
        let surname = fold(self.word(tokens.end - 1));
        let of_article =
            self.full.get(&surname).copied().filter(|a| near(&written, &fold(&self.found.actors[*a].name)));
        of_article.or_else(|| {
            let same_surname =
                |p: &&(usize, &crate::mention::gazetteer::Person)| p.1.surnames.iter().any(|s| fold(s) == surname);
            let people: Vec<(usize, &crate::mention::gazetteer::Person)> =
                self.finder.gazetteer.people.iter().enumerate().collect();
            let found =
                people.iter().filter(same_surname).find(|(_, p)| near(&written, &fold(&p.name))).map(|(i, _)| *i)?;
            Some(self.person(found))
        })
    }

    fn refer(&mut self, tokens: Range<usize>, span: Span, actors: Vec<usize>, form: Form) {
        let parse = self.setting.parse;
        let head = tokens
            .clone()
            .find(|t| !tokens.contains(&parse.tokens[*t].head) || parse.tokens[*t].head == *t)
            .unwrap_or(tokens.start);
        let det = parse.child(head, &[Dep::Det]).map(|d| parse.tokens[d].morph);
        let own = parse.tokens[head].morph;
        let gender = det.map(|d| d.gender).filter(|g| *g != Gender::None).unwrap_or(own.gender);
        let number = det.map(|d| d.number).filter(|n| *n != Number::None).unwrap_or(own.number);
        self.found.refer(Reference { span, tokens, head, actors, form, gender, number });
    }

    fn land(&mut self, land: usize) -> usize {
        land_actor(self.finder, self.found, land)
    }

    fn person(&mut self, person: usize) -> usize {
        person_actor(self.finder, self.found, person)
    }

    fn body(&mut self, body: usize) -> usize {
        let row = &self.finder.gazetteer.bodies[body];
        let actor = Actor {
            entity: row.entity.clone(),
            wikidata: row.wikidata.clone(),
            kind: row.kind,
            name: row.name.clone(),
            also: row.also.clone(),
            country: row.country.clone(),
            female: None,
            roles: Vec::new(),
            origin: Origin::Body(body),
        };
        self.found.actor(actor)
    }

    fn place_actor(&mut self, place: usize) -> usize {
        let row = &self.finder.gazetteer.places[place];
        let actor = Actor {
            entity: format!("place-{}", row.entity),
            wikidata: None,
            kind: EntityKind::Place,
            name: row.name.clone(),
            also: Vec::new(),
            country: row.country.clone(),
            female: None,
            roles: Vec::new(),
            origin: Origin::Place(place),
        };
        self.found.actor(actor)
    }

    /// Somebody whom the gazetteer does not know.
    fn stranger(&mut self, tokens: Range<usize>, kind: EntityKind) -> usize {
        let name =
            self.setting.parse.span(tokens).of(self.setting.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let entity = slug(&name);
        let actor = Actor {
            entity,
            wikidata: None,
            kind,
            name,
            also: Vec::new(),
            country: None,
            female: None,
            roles: Vec::new(),
            origin: Origin::Article,
        };
        self.found.actor(actor)
    }
}

/// The actor of a person of the gazetteer, added to `found` where it is new.
pub(super) fn person_actor(finder: &Finder, found: &mut Entities, person: usize) -> usize {
    let row = &finder.gazetteer.people[person];
    let role = |o: &crate::mention::gazetteer::Office| Role {
        role: o.office.clone(),
        of: Some(o.of.clone()),
        from: Some(o.written.0.clone()).filter(|w| !w.is_empty()),
        to: Some(o.written.1.clone()).filter(|w| !w.is_empty()),
    };
    found.actor(Actor {
        entity: row.entity.clone(),
        wikidata: row.wikidata.clone(),
        kind: EntityKind::Person,
        name: row.name.clone(),
        also: row.also.iter().chain(&row.surnames).filter(|n| **n != row.name).cloned().collect(),
        country: row.country.clone(),
        female: row.female,
        roles: finder.gazetteer.offices_of(person).map(role).collect(),
        origin: Origin::Person(person),
    })
}

/// The actor of a land, added to `found` where it is new.
pub(super) fn land_actor(finder: &Finder, found: &mut Entities, land: usize) -> usize {
    let row = &finder.gazetteer.lands[land];
    found.actor(Actor {
        entity: row.entity.clone(),
        wikidata: None,
        kind: if row.region { EntityKind::Place } else { EntityKind::Country },
        name: row.name.clone(),
        also: row.also.iter().chain(&row.capital).cloned().collect(),
        country: (!row.region).then(|| row.code.clone()),
        female: None,
        roles: Vec::new(),
        origin: Origin::Land(land),
    })
}

fn rank(sense: Sense) -> u8 {
    match sense {
        Sense::Person(_) => 0,
        Sense::Land(_) => 1,
        Sense::Body(_) => 2,
        Sense::Seat(_) => 3,
        Sense::Capital(_) => 4,
        Sense::Prefix(_) => 5,
        Sense::Adjective(_) => 6,
        Sense::Demonym(_) => 7,
        Sense::Surname(_) => 8,
        Sense::Place(_) => 9,
    }
}

/// True where two folded names differ by at most one letter added, dropped or replaced.
fn near(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let same = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let rest = usize::from(short.len() == long.len());
    short.get(same + rest..).unwrap_or(&[]) == long.get(same + 1..).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn one_letter_may_differ() {
        assert!(near("iouri ouchakov", "louri ouchakov"));
        assert!(near("vladimire poutine", "vladimir poutine"));
        assert!(near("poutine", "poutine"));
        assert!(!near("marine le pen", "marion le pen"));
    }
}
