//! Given the names of the gazetteer and of the model, yields references by name: lands, people, bodies, places.

mod standing;

use super::compatriot::Compatriot;
use super::{Actor, Entities, Finder, Form, Origin, Reference, Setting, part};
use crate::mention::gazetteer::{Hit, Sense, fold, is_capital, near, slug};
use crate::parse::{Dep, Gender, Name, Ner, Number, Pos};
use crate::record::{EntityKind, Role};
use crate::span::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many sentences back a full name may be of which a surname alone is.
const RECENT: usize = 4;

/// A country is one of those of which an article tells where it is named at least once for so many times of the one named most.
const FEW: usize = 2;

/// Inhabitants of a city that is known wherever it is named.
const LARGE: u64 = 100_000;

/// Finds all references by name and adds them to `found`, in the order of the text.
pub(super) fn find(finder: &Finder, setting: Setting<'_>, found: &mut Entities) {
    let hits = finder.index.find(setting.body.of(setting.text));
    let (countries, evidence) = (countries(finder, &hits), evidence(finder, &hits));
    let (full, named_at) = (FxHashMap::default(), Vec::new());
    let (names, compatriots) = (part::names(finder, setting), Vec::new());
    let mut naming = Naming { finder, setting, found, full, named_at, countries, evidence, names, compatriots };
    let hits: Vec<(Hit, Range<usize>)> = hits.into_iter().filter_map(|h| naming.place(h)).collect();
    naming.full_names(&hits);
    for (hit, tokens) in &hits {
        naming.known(hit, tokens.clone());
    }
    for name in naming.names.clone() {
        naming.unknown(&name);
    }
    naming.compatriots();
}

/// The countries that the names of a text may mean, with how many of its names may.
fn countries(finder: &Finder, hits: &[Hit]) -> FxHashMap<String, usize> {
    let land = |s: &Sense| match s {
        Sense::Land(l) | Sense::Seat(l) | Sense::Capital(l) | Sense::Adjective(l) | Sense::Demonym(l) => Some(*l),
        _ => None,
    };
    let lands = hits.iter().flat_map(|h| h.senses.iter().filter_map(land));
    let mut counts: FxHashMap<String, usize> = FxHashMap::default();
    for land in lands {
        *counts.entry(finder.gazetteer.lands[land as usize].code.clone()).or_default() += 1;
    }
    counts
}

/// The countries of which the names of a text are, with how many are: those of its lands, people and places.
fn evidence(finder: &Finder, hits: &[Hit]) -> FxHashMap<String, usize> {
    let mut counts = countries(finder, hits);
    let other = |s: &Sense| match s {
        Sense::Person(p) | Sense::Surname(p) => finder.gazetteer.people[*p as usize].country.clone(),
        Sense::Place(p) => finder.gazetteer.places[*p as usize].country.clone(),
        _ => None,
    };
    for hit in hits {
        let mut found: Vec<String> = hit.senses.iter().filter_map(other).collect();
        found.dedup();
        if let [one] = found.as_slice() {
            *counts.entry(one.clone()).or_default() += 1;
        }
    }
    counts
}

pub(super) struct Naming<'a, 'f> {
    pub finder: &'a Finder,
    pub setting: Setting<'a>,
    pub found: &'f mut Entities,
    /// The people to whom each surname of the article belongs, folded: actors' indices.
    pub full: FxHashMap<String, Vec<usize>>,
    /// Where it names people in full, and whom.
    pub named_at: Vec<(usize, usize)>,
    /// The countries that the article's names may mean, with how many of them may.
    pub countries: FxHashMap<String, usize>,
    /// The countries of its lands, people and places, with how many are of each.
    pub evidence: FxHashMap<String, usize>,
    /// The names of the model, parted.
    pub names: Vec<Name>,
    /// Names of peoples that may mean one who is named elsewhere.
    pub compatriots: Vec<Compatriot>,
}

impl Naming<'_, '_> {
    pub fn word(&self, token: usize) -> &str {
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
        for (hit, tokens) in hits {
            if let Some(person) = hit.senses.iter().find_map(|s| if let Sense::Person(p) = s { Some(*p) } else { None })
            {
                let actor = self.person(person as usize);
                self.named_at.push((tokens.start, actor));
                for surname in self.finder.gazetteer.people[person as usize].surnames.clone() {
                    self.learn(fold(&surname), actor);
                }
                if let Some(last) = hit.span.of(self.setting.text).rsplit(' ').next() {
                    self.learn(fold(last), actor);
                }
            }
        }
        for name in self.names.clone() {
            let tokens = self.trim(name.tokens.clone());
            if name.kind != Ner::Per
                || tokens.len() < 2
                || hits.iter().any(|(_, t)| t.start < tokens.end && tokens.start < t.end && t.len() >= tokens.len())
            {
                continue;
            }
            let surname = fold(self.word(tokens.end - 1));
            // "Ahmed Sharif" beside "Shehbaz Sharif" is another.
            let borne = self.full.get(&surname).is_some_and(|all| all.iter().any(|a| self.may_be_called(*a, &tokens)));
            if !borne && self.plausible(&tokens) {
                let known = self.misspelt(&tokens);
                let start = tokens.start;
                let actor = known.unwrap_or_else(|| self.stranger(tokens, EntityKind::Person));
                self.named_at.push((start, actor));
                self.learn(surname, actor);
            }
        }
    }

    fn learn(&mut self, surname: String, actor: usize) {
        let bearers = self.full.entry(surname).or_default();
        if !bearers.contains(&actor) {
            bearers.push(actor);
        }
    }

    /// Whom the article names in full by a folded surname: of several the one named last before a token in the sentences just
    /// before, else the one in office on its day, else the first.
    fn bearer(&self, surname: &str, female: Option<bool>, token: usize) -> Option<usize> {
        let day = self.setting.published.map(|p| p.to);
        let fits = |a: &usize| !differ(self.found.actors[*a].female, female);
        let serves = |a: &usize| match self.found.actors[*a].origin {
            Origin::Person(p) => self.finder.gazetteer.offices_of(p).any(|o| day.is_none_or(|d| o.holds(d))),
            _ => false,
        };
        let bearers: Vec<usize> = self.full.get(surname)?.iter().copied().filter(fits).collect();
        let sentence = |t: usize| self.setting.parse.tokens[t].sentence;
        let near = |t: usize| t < token && sentence(token) - sentence(t) <= RECENT;
        let named = self.named_at.iter().filter(|(t, a)| near(*t) && bearers.contains(a));
        let last = named.max_by_key(|(t, _)| *t).map(|(_, a)| *a);
        last.or_else(|| bearers.iter().copied().find(serves)).or(bearers.first().copied())
    }

    /// A full name of the model is one only where its words are written as names.
    fn plausible(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().all(|t| {
            let word = self.word(t);
            // "Dong-hoon".
            let joined = t.checked_sub(1).is_some_and(|before| self.word(before) == "-");
            let small = joined || word.chars().count() <= 3;
            small || word.chars().next().is_some_and(char::is_uppercase)
        }) && self.is_capitalised(tokens)
    }

    /// True where the last word of a name, or what stands before its hyphen, is written large.
    fn is_capitalised(&self, tokens: &Range<usize>) -> bool {
        let last = tokens.end - 1;
        let large = |t: usize| self.word(t).chars().next().is_some_and(char::is_uppercase);
        large(last) || last >= tokens.start + 2 && self.word(last - 1) == "-" && large(last - 2)
    }

    /// A name without the titles and marks at its ends.
    fn trim(&self, mut tokens: Range<usize>) -> Range<usize> {
        let odd = |t: usize| {
            let token = &self.setting.parse.tokens[t];
            let written = self.word(t);
            matches!(token.pos, Pos::Punct | Pos::Det | Pos::Adp | Pos::Space | Pos::Pron)
                || written.ends_with('.')
                || self.finder.words.honorifics.contains(&fold(written))
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
        let prefixed = if form == Form::Description { self.with_prefix(tokens.clone()) } else { tokens.clone() };
        let span = if prefixed == tokens { hit.span } else { self.setting.parse.span(prefixed.clone()) };
        self.refer(prefixed, span, actors, form);
    }

    /// What a hit means here: the first sense that the words around allow.
    fn sense(&mut self, hit: &Hit, tokens: &Range<usize>) -> Option<(Vec<usize>, Form)> {
        let mut senses = hit.senses.clone();
        // Where adjectives are written as names are, an adjective is one before it is a firm: "Swiss doctors".
        let adjective = self.setting.parse.tokens[tokens.start].pos == Pos::Adj && tokens.len() == 1;
        senses.sort_by_key(|s| if adjective && matches!(s, Sense::Adjective(_)) { 0 } else { rank(*s) });
        let upper = self.word(tokens.start).starts_with(char::is_alphabetic) && is_capital(self.word(tokens.start));
        let common = tokens.len() == 1 && !self.may_name(tokens.start);
        let common_surname = senses.iter().any(|s| matches!(s, Sense::Surname(_)));
        for sense in senses {
            let named = match sense {
                // "pro-Peruvian demonstrators" are of no land that is said.
                Sense::Adjective(_) | Sense::Demonym(_) if self.is_attitude(hit.span) => None,
                Sense::Land(_) | Sense::Body(_) if self.begins_name(tokens) => None,
                Sense::Land(land)
                    if !self.finder.gazetteer.lands[land as usize].country && self.begins_place(tokens) =>
                {
                    None
                }
                // "Hollande salue": a surname that is a land's too, without the article that the land would have.
                Sense::Land(_) if common_surname && !self.governed(tokens.start) && self.is_borne(tokens.start) => None,
                Sense::Body(_) if self.ends_name(tokens) => None,
                // "une professeure d'espagnol": a language.
                Sense::Adjective(_) if !upper && self.is_language(tokens) => None,
                Sense::Adjective(land)
                    if !upper
                        || self.setting.parse.tokens[tokens.start].pos == Pos::Adj
                            && !self.follows_hyphen(hit.span) =>
                {
                    Some((vec![self.land(land as usize)], Form::Adjective))
                }
                Sense::Prefix(land) => Some((vec![self.land(land as usize)], Form::Adjective)),
                Sense::Demonym(land) if upper && !self.bare(tokens.start) => {
                    return self.people(land as usize, tokens);
                }
                _ if common => None,
                Sense::Person(person) => Some((vec![self.person(person as usize)], Form::Name)),
                // "une ministre écossaise": a people without a state has adjectives too.
                Sense::Body(body) if !upper && self.setting.parse.tokens[tokens.start].pos == Pos::Adj => {
                    Some((vec![self.body(body as usize)], Form::Adjective))
                }
                Sense::Body(body) if self.is_other_party(hit, body as usize) => None,
                Sense::Body(body) if self.is_of_other_land(body as usize, tokens) => None,
                Sense::Body(body) => Some((vec![self.body(body as usize)], Form::Name)),
                Sense::Land(land) => Some((vec![self.land(land as usize)], Form::Name)),
                Sense::Seat(_) | Sense::Capital(_) if self.names_text(tokens) => None,
                Sense::Seat(land) | Sense::Capital(land) if !self.within_name(tokens) => {
                    Some((vec![self.land(land as usize)], Form::Metonym))
                }
                Sense::Surname(person) => self.surname(person as usize, hit, tokens),
                // "la tour Eiffel", "l'océan Indien".
                Sense::Place(_)
                    if (upper || self.word(tokens.end - 1).starts_with(char::is_uppercase))
                        && !self.within_name(tokens)
                        && !self.follows_hyphen(hit.span)
                        && !self.names_text(tokens)
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

    /// Of the places of one name that of a country which the article names or is published in, else the most populous.
    fn likely_place(&self, hit: &Hit) -> Option<usize> {
        let rows = &self.finder.gazetteer.places;
        let places = hit.senses.iter().filter_map(|s| if let Sense::Place(p) = s { Some(*p as usize) } else { None });
        let weight = |p: usize| {
            let country = rows[p].country.as_ref();
            let named = country.is_some_and(|c| {
                self.countries.contains_key(c) || self.found.actors.iter().any(|a| a.country.as_ref() == Some(c))
            });
            let own = country.is_some() && country == self.finder.words.country.as_ref();
            let town = rows[p].precision == "city" && rows[p].population < LARGE;
            (named, own, !town, rows[p].population)
        };
        places.max_by_key(|p| (weight(*p), std::cmp::Reverse(*p)))
    }

    /// "Labour" in an article on New Zealand: of bodies of several countries that share a name the one is meant whose country
    /// the article names most; none of them where it names only other countries.
    fn is_other_party(&self, hit: &Hit, body: usize) -> bool {
        let bodies = hit.senses.iter().filter_map(|s| if let Sense::Body(b) = s { Some(*b as usize) } else { None });
        let country = |b: usize| self.finder.gazetteer.bodies[b].country.as_ref();
        let named = |b: usize| country(b).and_then(|c| self.evidence.get(c)).copied().unwrap_or(0);
        let others: Vec<usize> = bodies.filter(|b| country(*b) != country(body)).collect();
        let (own, most) = (named(body), others.iter().map(|b| named(*b)).max());
        let international = self.finder.words.country.is_none();
        // A party of a country that is only one of many is none of the article's.
        let any = self.evidence.values().max().copied().unwrap_or(0);
        most.is_some_and(|most| most > own || own * FEW < any || international && own * 3 < any * FEW)
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
        let female = self.addressed(tokens.start);
        let surname = fold(hit.span.of(self.setting.text));
        if self.full.contains_key(&surname) {
            let bearer = self.bearer(&surname, female, tokens.start)?;
            self.named_at.push((tokens.start, bearer));
            return Some((vec![bearer], Form::Name));
        }
        let row = &self.setting.parse.tokens[tokens.start];
        if !self.in_model_name(tokens.start) && (row.pos != Pos::Propn || self.is_dated(tokens)) {
            return None;
        }
        let bearers: Vec<usize> = hit
            .senses
            .iter()
            .filter_map(|s| if let Sense::Surname(p) = s { Some(*p as usize) } else { None })
            .filter(|p| !differ(self.finder.gazetteer.people[*p].female, female))
            .filter(|p| self.agrees_before(*p, tokens.start))
            .collect();
        let chosen = match bearers.as_slice() {
            [] => return None,
            [_] if bearers.contains(&person) => person,
            _ => self.in_office(&bearers)?,
        };
        // "Ali (30 ans)": a first name alone is nobody who serves no office.
        let day = self.setting.published.map(|p| p.to);
        let serves = self.finder.gazetteer.offices_of(chosen).any(|o| day.is_none_or(|d| o.holds(d)));
        if self.finder.gazetteer.is_given(hit.span.of(self.setting.text)) && !serves {
            return None;
        }
        Some((vec![self.person(chosen)], Form::Name))
    }

    /// "in May", "May 9": what stands where a place or a day would.
    fn is_dated(&self, tokens: &Range<usize>) -> bool {
        let number = |t: usize| self.setting.parse.tokens.get(t).is_some_and(|row| row.pos == Pos::Num);
        let before = tokens.start.checked_sub(1);
        // "last May", "in early May".
        let adjective = |t: usize| self.setting.parse.tokens[t].pos == Pos::Adj && !is_capital(self.word(t));
        let place = before.is_some_and(|t| self.finder.words.within.contains(&fold(self.word(t))) || adjective(t));
        place || number(tokens.end) || before.is_some_and(number)
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
        let alone = tokens.len() == 1;
        let title = alone && self.finder.titles.is_title(self.word(tokens.start));
        if title
            || (alone && (self.is_word(tokens.start) || self.is_thing(name)))
            || tokens.clone().any(|t| self.found.at[t].is_some())
            || !self.plausible(&tokens)
        {
            return;
        }
        let words = self.setting.parse.span(tokens.clone()).of(self.setting.text);
        let actor = match name.kind {
            Ner::Per => self.person_called(tokens.clone(), words),
            // "Activist Ana Ruiz": one who bears a person's title is no body.
            Ner::Org if tokens.len() > 1 && self.follows_title(name, &tokens) => {
                self.person_called(tokens.clone(), words)
            }
            // A surname alone that the model takes for a place or a firm.
            _ if tokens.len() == 1 && self.full.contains_key(&fold(words)) => self.person_called(tokens.clone(), words),
            Ner::Org => self.stranger(tokens.clone(), EntityKind::Organisation),
            Ner::Loc => self.stranger(tokens.clone(), EntityKind::Place),
            Ner::Misc => return,
        };
        let span = self.setting.parse.span(tokens.clone());
        self.refer(tokens, span, vec![actor], Form::Name);
    }

    /// The person of a name that only the model knows.
    fn person_called(&mut self, tokens: Range<usize>, words: &str) -> usize {
        if let Some(partner) = self.of_couple(&tokens) {
            return partner;
        }
        let female = self.addressed(tokens.start);
        let land = self.land_before(tokens.start);
        let fits = |naming: &Self, actor: &usize| !differ(naming.found.actors[*actor].female, female);
        let surname = self.bearer(&fold(self.word(tokens.end - 1)), female, tokens.start);
        let known = self.bearer(&fold(words), female, tokens.start);
        let known = known.or(surname.filter(|a| self.may_be_called(*a, &tokens)));
        let known = known.or_else(|| self.misspelt(&tokens)).or_else(|| self.called_by_first(&tokens));
        let known = known.filter(|a| fits(self, a));
        let actor = known.unwrap_or_else(|| self.stranger(tokens, EntityKind::Person));
        let row = &mut self.found.actors[actor];
        if row.origin == Origin::Article {
            row.female = female.or(row.female);
            row.country = row.country.take().or(land);
        }
        actor
    }

    /// "Lin" behind "Lin Jian": the only person of the article whose name a word begins, where no surname is meant.
    fn called_by_first(&self, tokens: &Range<usize>) -> Option<usize> {
        let word = fold(self.word(tokens.start));
        let person = |a: &usize| self.found.actors[*a].kind == EntityKind::Person;
        let begins =
            |a: &usize| fold(&self.found.actors[*a].name).split_once(' ').is_some_and(|(first, _)| first == word);
        let mut alike = (0..self.found.actors.len()).filter(person).filter(begins);
        // A given name may be anybody's.
        let given = self.finder.gazetteer.is_given(self.word(tokens.start));
        let one = alike.next().filter(|_| tokens.len() == 1 && !given)?;
        alike.next().is_none().then_some(one)
    }

    /// What the word before a name says of its bearer: true for a woman, false for a man.
    fn addressed(&self, start: usize) -> Option<bool> {
        let before = start.checked_sub(1).map(|t| fold(self.word(t)))?;
        self.finder.words.honorifics.gender(&before)
    }

    /// True where the first of several words is a first name or initial of the person: "Grace Meng" is not Meng Hongwei.
    fn may_be_called(&self, actor: usize, tokens: &Range<usize>) -> bool {
        let first = fold(self.word(tokens.start));
        let name = fold(&self.found.actors[actor].name);
        let initial = first.trim_end_matches('.');
        let fits = |w: &str| near(w, &first) || (initial.len() <= 2 && w.starts_with(initial));
        tokens.len() < 2 || name.split([' ', '-']).any(fits)
    }

    pub fn refer(&mut self, tokens: Range<usize>, span: Span, actors: Vec<usize>, form: Form) {
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

    pub fn land(&mut self, land: usize) -> usize {
        land_actor(self.finder, self.found, land)
    }

    pub fn person(&mut self, person: usize) -> usize {
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
        self.called(name, kind)
    }

    /// Somebody of a name whom the gazetteer does not know.
    pub fn called(&mut self, name: String, kind: EntityKind) -> usize {
        let entity = slug(&name);
        let female = self.finder.gazetteer.is_female(&name).filter(|_| kind == EntityKind::Person);
        let actor = Actor {
            entity,
            wikidata: None,
            kind,
            name,
            also: Vec::new(),
            country: None,
            female,
            roles: Vec::new(),
            origin: Origin::Article,
        };
        self.found.actor(actor)
    }
}

/// True where both genders are known and not the same.
fn differ(a: Option<bool>, b: Option<bool>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a != b)
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
