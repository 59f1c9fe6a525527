//! Given a parse and the gazetteer, yields who the article speaks of: one actor under all its names.

mod apposition;
mod body;
mod calling;
mod compatriot;
mod counterpart;
mod description;
mod identity;
mod name;
mod office;
mod organ;
mod part;
mod piece;
mod pronoun;
mod setting;
mod speaker;
mod spelling;
mod title;

pub use calling::Callings;
pub use title::{Title, TitleKind, Titles};

use crate::day::Interval;
use crate::error::Error;
use crate::mention::QuoteMention;
use crate::mention::gazetteer::{Gazetteer, Index, Spellings, fold};
use crate::pack::Data;
use crate::parse::{Dep, Gender, Number, Parse, Pos};
use crate::record::{EntityKind, Role, Speaker};
use crate::span::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Who or what an article speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// A stable slug.
    pub entity: String,
    /// The Wikidata item, where a sourced row gives it.
    pub wikidata: Option<String>,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Its usual name.
    pub name: String,
    /// Other names and descriptions, as the article and the gazetteer have them.
    pub also: Vec<String>,
    /// Its country, where it is known.
    pub country: Option<String>,
    /// True for women, false for men, where it is known.
    pub female: Option<bool>,
    /// Its offices.
    pub roles: Vec<Role>,
    /// What the gazetteer has it as.
    pub origin: Origin,
}

/// Where an actor is known from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A land of the gazetteer.
    Land(usize),
    /// A person of the gazetteer.
    Person(usize),
    /// A body of the gazetteer.
    Body(usize),
    /// A place of the gazetteer.
    Place(usize),
    /// The article alone.
    Article,
    /// The article alone, which does not name it.
    Description,
    /// The article alone, which says that it is of many lands.
    Scattered,
}

/// How a stretch of text refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// By name.
    Name,
    /// By its capital or seat.
    Metonym,
    /// By an adjective: "russe".
    Adjective,
    /// By the name of its people: "les Russes".
    Demonym,
    /// By an office or description: "le président russe".
    Description,
    /// By a pronoun.
    Pronoun,
    /// By a possessive: "sa visite".
    Possessive,
}

/// One stretch of text and the actors that it refers to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Where.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token that heads it.
    pub head: usize,
    /// Indices of its actors; several for groups.
    pub actors: Vec<usize>,
    /// How it refers.
    pub form: Form,
    /// Grammatical gender, where the text shows it.
    pub gender: Gender,
    /// Grammatical number, where the text shows it.
    pub number: Number,
}

/// All that an article refers to.
#[derive(Debug, Clone, Default)]
pub struct Entities {
    /// The actors.
    pub actors: Vec<Actor>,
    /// The references, in the order of the text.
    pub references: Vec<Reference>,
    /// The country in which the article plays where it names none.
    pub home: Option<String>,
    /// The pieces of news of which it is made, where they are several.
    pieces: piece::Pieces,
    /// For actors who serve a body of several countries on the article's day, the body's code.
    serves: FxHashMap<usize, String>,
    /// The heads of the names that only back what the noun behind a hyphen and a participle names: "Iran-backed".
    backers: FxHashSet<usize>,
    /// Actors whose country is only the one told, and of whom none is: "les otages".
    strangers: FxHashSet<usize>,
    /// For each sentence where it plays.
    local: Vec<Local>,
    at: Vec<Option<usize>>,
}

/// Where a sentence plays.
#[derive(Debug, Clone, Default)]
struct Local {
    /// The one country of the places in which it says that it plays.
    placed: Option<String>,
    /// The country of people without a name of whom it says none.
    belonging: Option<String>,
    /// The country of those whom it names, and of whom it says none.
    native: Option<String>,
    /// The country whose people take to the streets where it names none.
    streets: Option<String>,
}

/// Finds an article's entities; one for each language.
pub struct Finder {
    pub(crate) gazetteer: Gazetteer,
    index: Index,
    pub(crate) titles: Titles,
    pub(crate) callings: Callings,
    pronouns: pronoun::Pronouns,
    suffixes: FxHashMap<String, String>,
    words: setting::Words,
    spellings: Spellings,
}

/// What the finder knows of an article beside its parse.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The article's text.
    pub text: &'a str,
    /// What of it is analysed.
    pub body: Span,
    /// Its parse.
    pub parse: &'a Parse,
    /// Its days of publication.
    pub published: Option<Interval>,
    /// Its publisher's name or address, which may tell the country.
    pub publisher: Option<&'a str>,
}

impl Finder {
    /// Reads what a language's finder needs.
    ///
    /// # Errors
    /// A table of the gazetteer or pack that is missing or wrong.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let words = setting::Words::load(data, language)?;
        let (gazetteer, index) = Gazetteer::load(data, language, &words.contractions)?;
        let titles = Titles::load(data, language, |code| gazetteer.land(code).is_some())?;
        let people = gazetteer.people.iter().zip(0..);
        let names = people.flat_map(|(p, at)| std::iter::once(&p.name).chain(&p.also).map(move |n| (fold(n), at)));
        let spellings = Spellings::new(names.filter(|(name, _)| name.contains(' ')));
        Ok(Self {
            gazetteer,
            spellings,
            index,
            titles,
            callings: Callings::load(data, language)?,
            pronouns: pronoun::Pronouns::load(data, language)?,
            suffixes: setting::suffixes(data)?,
            words,
        })
    }

    /// Finds who an article speaks of.
    pub fn find(&self, setting: Setting<'_>) -> Entities {
        let mut found = Entities { at: vec![None; setting.parse.tokens.len()], ..Entities::default() };
        name::find(self, setting, &mut found);
        let words = title::folded_words(setting.text, setting.parse);
        found.home = setting::home(self, setting, &words, &found);
        found.pieces = piece::find(self, setting, &found);
        found.backers = setting::backers(self, setting, &found);
        description::find(self, setting, &words, &mut found);
        identity::join(setting, &mut found);
        pronoun::find(self, setting, &words, &mut found);
        found.drop_within_pairs();
        found.references.retain(|r| !r.actors.is_empty());
        found.references.sort_by_key(|r| (r.span, r.head));
        found.index_tokens(setting.parse.tokens.len());
        found.local = setting::of_sentences(self, setting, &found);
        let known = office::serves(self, setting, &found);
        for (actor, body) in known {
            found.serves.entry(actor).or_insert(body);
        }
        found
    }

    /// Resolves "je" and "nous" within words between marks, once their speakers are known.
    pub fn find_speakers(&self, setting: Setting<'_>, quotes: &[QuoteMention], found: &mut Entities) {
        speaker::find(self, setting, quotes, found);
        found.references.sort_by_key(|r| (r.span, r.head));
        found.index_tokens(setting.parse.tokens.len());
    }
}

impl Actor {
    /// The actor as one who speaks.
    pub fn speaker(&self) -> Speaker {
        let (name, country, also) = (self.name.clone(), self.country.clone(), self.also.clone());
        Speaker { entity: Some(self.entity.clone()), name, country, also }
    }
}

impl Entities {
    /// The index of the actor with this slug, added where it is new.
    fn actor(&mut self, actor: Actor) -> usize {
        if let Some(at) = self.actors.iter().position(|a| a.entity == actor.entity) {
            return at;
        }
        self.actors.push(actor);
        self.actors.len() - 1
    }

    fn refer(&mut self, reference: Reference) {
        let at = self.references.len();
        for token in reference.tokens.clone() {
            self.at[token].get_or_insert(at);
        }
        if reference.form != Form::Adjective {
            self.at[reference.head] = Some(at);
        }
        self.references.push(reference);
    }

    /// Takes back the names within some tokens, where their actor is such; adjectives stay.
    fn retract(&mut self, tokens: Range<usize>, such: impl Fn(&Actor) -> bool) {
        for token in tokens.clone() {
            let Some(at) = self.at[token] else { continue };
            let reference = &mut self.references[at];
            let inside = reference.tokens.start >= tokens.start && reference.tokens.end <= tokens.end;
            if inside && reference.form != Form::Adjective && reference.actors.iter().all(|a| such(&self.actors[*a])) {
                reference.actors.clear();
                let taken = reference.tokens.clone();
                taken.for_each(|t| self.at[t] = None);
            }
        }
    }

    /// The noun of "les deux capitales" refers to nobody else.
    fn drop_within_pairs(&mut self) {
        let pairs: Vec<Range<usize>> =
            self.references.iter().filter(|r| r.form == Form::Pronoun).map(|r| r.tokens.clone()).collect();
        let within = |r: &Reference| pairs.iter().any(|p| p.contains(&r.head));
        self.references.retain(|r| r.form != Form::Description || !within(r));
    }

    fn index_tokens(&mut self, tokens: usize) {
        self.at = vec![None; tokens];
        let mut order: Vec<usize> = (0..self.references.len()).collect();
        // A name within a description keeps its own tokens; the description keeps its head.
        order.sort_by_key(|r| std::cmp::Reverse(self.references[*r].tokens.len()));
        for at in order {
            for token in self.references[at].tokens.clone() {
                self.at[token] = Some(at);
            }
        }
        for (at, reference) in self.references.iter().enumerate() {
            if reference.form == Form::Description {
                self.at[reference.head] = Some(at);
            }
        }
    }

    /// The country that somebody at a token belongs to where the text says of none: the sentence's, else the article's.
    pub fn setting(&self, parse: &Parse, token: usize) -> Option<String> {
        self.local.get(parse.tokens[token].sentence).and_then(|local| local.streets.clone())
    }

    /// True of somebody whose country is only the one told, where none is.
    pub fn is_stranger(&self, actor: usize) -> bool {
        self.strangers.contains(&actor)
    }

    /// The country in which the article plays at a token: the one of its piece of news, where it tells several.
    fn home_at(&self, parse: &Parse, token: usize) -> Option<&String> {
        if self.is_digest() { self.pieces.home(parse.tokens[token].sentence) } else { self.home.as_ref() }
    }

    /// True for an article that tells several pieces of news.
    fn is_digest(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// True of two sentences that belong to different pieces of news.
    fn is_other_news(&self, one: usize, other: usize) -> bool {
        self.pieces.parts(one, other)
    }

    /// The country of somebody at a token of whom the text says none; `None` where other countries are spoken of.
    pub fn belonging(&self, parse: &Parse, token: usize) -> Option<String> {
        self.local.get(parse.tokens[token].sentence).and_then(|local| local.belonging.clone())
    }

    /// The same of somebody whom the text names: "un Lyonnais arrêté en Syrie" is no Syrian.
    pub fn native(&self, parse: &Parse, token: usize) -> Option<String> {
        self.local.get(parse.tokens[token].sentence).and_then(|local| local.native.clone())
    }

    /// The one country of the places in which the sentence of a token says that it plays: "en Irak".
    pub fn placed(&self, parse: &Parse, token: usize) -> Option<String> {
        self.local.get(parse.tokens[token].sentence).and_then(|local| local.placed.clone())
    }

    /// The country or body that an actor acts for: of the secretary general of the UN, UN.
    pub fn acts_for(&self, actor: usize) -> Option<&String> {
        self.serves.get(&actor).or(self.actors[actor].country.as_ref())
    }

    /// The reference that a token belongs to.
    pub fn at(&self, token: usize) -> Option<&Reference> {
        self.at.get(token).copied().flatten().map(|r| &self.references[r])
    }

    /// The reference whose head is this token.
    pub fn headed(&self, token: usize) -> Option<&Reference> {
        self.at(token).filter(|r| r.tokens.contains(&token) && (r.head == token || r.form != Form::Adjective))
    }

    /// The actors that a phrase refers to, by its head: its own, those of its conjuncts, the antecedent of a relative.
    pub fn of_phrase(&self, parse: &Parse, head: usize) -> Vec<usize> {
        let mut found = Vec::new();
        self.collect(parse, head, 0, &mut found);
        found
    }

    fn collect(&self, parse: &Parse, head: usize, depth: usize, found: &mut Vec<usize>) {
        if depth > 6 {
            return;
        }
        let reference = self.headed(head);
        // "le Belge Jan Peeters": the name, before the people's.
        let named = reference
            .filter(|r| matches!(r.form, Form::Adjective | Form::Demonym))
            .and_then(|_| self.through_apposition(parse, head));
        let named = named.or_else(|| self.members(parse, head));
        let own = named.or_else(|| reference.map(|r| r.actors.clone()));
        let own = own.or_else(|| self.through_apposition(parse, head));
        for actor in own.unwrap_or_default() {
            if !found.contains(&actor) {
                found.push(actor);
            }
        }
        if found.is_empty() {
            // "plusieurs pays, dont le Chili et le Pérou": a relative clause without a verb names some of them.
            let some = |c: &usize| parse.tokens[*c].pos == Pos::Propn && parse.child(*c, &[Dep::Cop]).is_none();
            for named in parse.with(head, &[Dep::AclRelcl]).filter(some) {
                self.collect(parse, named, depth + 1, found);
            }
        }
        let further = self.joined_within(parse, head).into_iter().chain(self.enumerated(parse, head));
        for conjunct in parse.with(head, &[Dep::Conj]).chain(further) {
            if parse.child(conjunct, &[Dep::Nsubj, Dep::NsubjPass]).is_none() {
                self.collect(parse, conjunct, depth + 1, found);
            }
        }
        for fellow in parse.with(head, &[Dep::Compound]).filter(|t| self.is_fellow(parse, *t, head)) {
            self.collect(parse, fellow, depth + 1, found);
        }
    }

    /// "forces de l'ordre et manifestants": what the tree joins to the last word of somebody's title is joined to them.
    fn joined_within(&self, parse: &Parse, head: usize) -> Vec<usize> {
        let whole = self.headed(head).filter(|r| r.head == head && r.form == Form::Description);
        let inner = whole.map(|r| r.tokens.clone()).into_iter().flatten().filter(|t| *t != head);
        let named = |t: &usize| {
            let reference = self.headed(*t).filter(|r| matches!(r.form, Form::Description | Form::Name));
            reference.is_some() && parse.child(*t, &[Dep::Case]).is_none()
        };
        inner.flat_map(|t| parse.with(t, &[Dep::Conj]).collect::<Vec<_>>()).filter(named).collect()
    }

    /// "les industriels Holcim et Orllati": those whom the names behind a plural without a name tell.
    fn members(&self, parse: &Parse, head: usize) -> Option<Vec<usize>> {
        let group = self.headed(head).filter(|r| r.form == Form::Description && r.number == Number::Plur)?;
        let unnamed = group.actors.iter().all(|a| self.actors[*a].origin == Origin::Description);
        let first = parse.with(head, &[Dep::Appos, Dep::FlatName, Dep::Flat]).find(|c| *c > head)?;
        let beside = |t: usize| {
            let named = self.headed(t).filter(|r| r.form == Form::Name)?;
            let person = named.actors.iter().all(|a| self.actors[*a].kind != EntityKind::Place);
            person.then(|| named.actors.clone())
        };
        let joined: Vec<usize> = parse.with(first, &[Dep::Conj]).collect();
        let all: Option<Vec<Vec<usize>>> = std::iter::once(first).chain(joined.iter().copied()).map(beside).collect();
        all.filter(|_| unnamed && !joined.is_empty()).map(|named| named.concat())
    }

    /// "Les Verts, la gauche, le centre et la droite": of a list one whom the tree takes for another name of the first.
    fn enumerated(&self, parse: &Parse, head: usize) -> Vec<usize> {
        let own = |t: usize| parse.child(t, &[Dep::Det]).is_some();
        let Some(joined) = parse.child(head, &[Dep::Conj]) else {
            // "un CRS, un gendarme et un passant": the tree may join the last to the one before it.
            let described = |t: &usize| self.headed(*t).is_some_and(|r| r.form == Form::Description) && own(*t);
            let last = |t: &usize| parse.with(*t, &[Dep::Conj]).any(own);
            let listed = |t: &usize| own(head) && described(t) && last(t) || self.is_other_land(parse, head, *t);
            return parse.with(head, &[Dep::Appos]).filter(listed).collect();
        };
        // "le ministre, le maire du village et la préfète": between two of a list, with an article of its own.
        let titled = |t: &usize| {
            let described = self.headed(*t).is_some_and(|r| r.form == Form::Description);
            *t < joined && described && own(*t)
        };
        let own = titled(&head) && own(joined);
        let listed = |t: &usize| {
            let last = *t > joined && parse.child(*t, &[Dep::Conj]).is_some() && self.headed(*t).is_some();
            last || own && titled(t)
        };
        parse.with(head, &[Dep::Appos]).filter(listed).collect()
    }

    /// "Norway, Peru and Chad": a land in a list, which the tree takes for another name of the one before it.
    fn is_other_land(&self, parse: &Parse, head: usize, token: usize) -> bool {
        let land = |t: usize| self.headed(t).filter(|r| r.form == Form::Name).and_then(|r| r.actors.first().copied());
        let country = |t: usize| land(t).filter(|a| self.actors[*a].kind == EntityKind::Country);
        let apart = country(head).zip(country(token)).is_some_and(|(one, other)| one != other);
        // "Norway, Peru agree": nor is it another name of a subject right before it.
        let beside = head + 2 == token && matches!(parse.tokens[head].dep, Dep::Nsubj | Dep::NsubjPass);
        apart && (beside || parse.with(token, &[Dep::Conj, Dep::Appos]).any(|t| country(t).is_some()))
    }

    /// "President Trump and Vice President Vance": of two who are joined, one whom the tree takes for part of the other's
    /// name.
    fn is_fellow(&self, parse: &Parse, token: usize, head: usize) -> bool {
        let person = |t: usize| {
            let reference = self.headed(t).filter(|r| r.form == Form::Name);
            reference.is_some_and(|r| r.actors.iter().all(|a| self.actors[*a].kind == EntityKind::Person))
        };
        let joint = parse.child(token, &[Dep::Cc]).is_some_and(|c| token < c && c < head);
        joint && person(token) && person(head)
    }

    /// "l'organisation …, Hamas": the name in apposition to a noun that refers to nobody by itself.
    fn through_apposition(&self, parse: &Parse, head: usize) -> Option<Vec<usize>> {
        // "la loi Veil": the name hangs on the noun without a preposition.
        let bare = |c: &usize| parse.child(*c, &[Dep::Case]).is_none() && parse.tokens[*c].pos == Pos::Propn;
        let child = parse.child(head, &[Dep::Appos, Dep::FlatName, Dep::Flat]);
        let child = child.or_else(|| parse.with(head, &[Dep::Nmod, Dep::Amod]).find(bare))?;
        self.headed(child).filter(|r| r.form != Form::Adjective).map(|r| r.actors.clone())
    }

    /// The actors of the adjectives and possessives that hang on a noun: "l'offensive russe", "sa visite".
    pub fn of_adjectives(&self, parse: &Parse, noun: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self.of_hyphen(parse, noun);
        let below = [Dep::Amod, Dep::Nmod, Dep::Acl, Dep::Appos, Dep::FlatName, Dep::Flat, Dep::Compound];
        for child in parse.with(noun, &below) {
            // "russe et chinois"; but not the adjective of a complement: "des livraisons à l'économie chinoise".
            for token in std::iter::once(child).chain(parse.with(child, &[Dep::Conj])) {
                // "Saudi and U.S. mediators".
                let adjective = |t: usize| self.at(t).is_some_and(|r| r.form == Form::Adjective);
                let beside = token != child && adjective(child) && parse.tokens[child].dep == Dep::Amod;
                let joined = |r: &Reference| beside && r.form == Form::Name;
                let adjective =
                    self.at(token).filter(|r| r.form == Form::Adjective || self.modifies(parse, r) || joined(r));
                let adjective =
                    adjective.filter(|r| !self.is_of_other(parse, r, noun) && !self.backers.contains(&r.head));
                for actor in adjective.iter().flat_map(|r| &r.actors) {
                    if !found.contains(actor) {
                        found.push(*actor);
                    }
                }
            }
        }
        if found.is_empty() { self.of_compound(parse, noun) } else { found }
    }

    /// "police stations", "rebel attacks": the people whose description, or the land whose adjective, stands before the word
    /// that stands before a noun as an adjective would.
    fn of_compound(&self, parse: &Parse, noun: usize) -> Vec<usize> {
        let before: Vec<usize> = parse.with(noun, &[Dep::Compound]).filter(|t| *t < noun).collect();
        let described = before.iter().filter_map(|t| self.headed(*t)).find(|r| r.form == Form::Description);
        if let Some(people) = described {
            return people.actors.clone();
        }
        // "a Russian missile strike": the tree hangs the adjective on the word between.
        let adjectives = before.iter().flat_map(|t| parse.with(*t, &[Dep::Amod]).collect::<Vec<_>>());
        let land = adjectives.filter_map(|t| self.at(t)).find(|r| r.form == Form::Adjective);
        land.map(|r| r.actors.clone()).unwrap_or_default()
    }

    /// "le retrait du président russe": an adjective that the tree hangs on a noun, though a description of somebody
    /// behind it holds it.
    fn is_of_other(&self, parse: &Parse, adjective: &Reference, noun: usize) -> bool {
        let noun = parse.tokens[noun].span;
        let around = |r: &Reference| r.span.start <= adjective.span.start && adjective.span.end <= r.span.end;
        let person = |r: &Reference| r.actors.iter().all(|a| self.actors[*a].kind == EntityKind::Person);
        let described = |r: &Reference| r.form == Form::Description && person(r);
        let behind = |r: &&Reference| described(r) && r.span.start > noun.end && around(r);
        self.references.iter().any(|r| behind(&r))
    }

    /// The actors of two names that a hyphen joins behind a noun: "l'accord Oslo-Lima".
    pub fn of_hyphen(&self, parse: &Parse, noun: usize) -> Vec<usize> {
        let named =
            |t: usize| self.at(t).filter(|r| matches!(r.form, Form::Name | Form::Metonym) && r.tokens.start == t);
        let pair = named(noun + 1).and_then(|first| {
            let mark = first.tokens.end;
            let (before, dash, after) = (first.span, parse.tokens.get(mark)?, parse.tokens.get(mark + 1)?);
            let close = before.end == dash.span.start && dash.span.end == after.span.start;
            let second = named(mark + 1).filter(|_| dash.pos == Pos::Punct && close)?;
            Some(first.actors.iter().chain(&second.actors).copied().collect())
        });
        pair.unwrap_or_default()
    }

    /// The name that stands before a noun as an adjective would: "NATO troops", "the Putin visit".
    fn modifies(&self, parse: &Parse, reference: &Reference) -> bool {
        let named = matches!(reference.form, Form::Name | Form::Metonym | Form::Demonym);
        let person = |a: &usize| self.actors[*a].kind == EntityKind::Person;
        // Of people only those of whom the article tells: "the Ramadan truce" is nobody's.
        let told = |a: &usize| self.references.iter().filter(|r| r.actors.contains(a)).count() > 1;
        let known = reference.actors.iter().all(|a| !person(a) || told(a));
        named && known && matches!(parse.tokens[reference.head].dep, Dep::Compound | Dep::Amod)
    }

    /// The actors of the possessive determiner of a noun.
    pub fn of_possessive(&self, parse: &Parse, noun: usize) -> Vec<usize> {
        let children = parse.children(noun).iter();
        let possessive = children.filter_map(|c| self.at(*c)).find(|r| r.form == Form::Possessive);
        possessive.map(|r| r.actors.clone()).unwrap_or_default()
    }
}
