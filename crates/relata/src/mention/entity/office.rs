//! Given a description, yields whom it means: the holder of an office on the article's day, or somebody unnamed.

use super::counterpart;
use super::description::{Describing, Description};
use super::name::{land_actor, person_actor};
use super::setting::{belonging, local_country, mentioned_land, own};
use super::title::{Found, Needs, TitleKind};
use super::{Actor, Entities, Finder, Form, Origin, Setting};
use crate::id;
use crate::mention::gazetteer::slug;
use crate::parse::{Dep, Gender, Number, Pos};
use crate::record::{EntityKind, Role};
use rustc_hash::FxHashMap;

/// Offices that one person of a land holds at a time, besides those of ministers.
const SINGULAR: [&str; 10] = [
    "head_of_state",
    "head_of_government",
    "monarch",
    "pope",
    "supreme_leader",
    "vice_president",
    "crown_prince",
    "first_lady",
    "deputy_head_of_government",
    "high_representative",
];

/// The offices of those who lead a body, the highest first.
const LEADING: [&str; 6] =
    ["president_of_body", "party_leader", "secretary_general", "chief_executive", "director", "commander"];

/// Other offices whose holders act for a body of several countries, and not for their own.
const SERVING: [&str; 7] = [
    "high_representative",
    "commissioner",
    "deputy_secretary_general",
    "under_secretary_general",
    "spokesperson",
    "rapporteur",
    "prosecutor",
];

/// Those whom others hold.
const HELD: [&str; 2] = ["hostage", "prisoner"];

/// How many sentences back somebody of another country may be meant by an office alone.
const NEAR: usize = 3;

impl Describing<'_, '_> {
    /// Whom a description means that stands beside no name.
    pub fn resolve(&mut self, description: &Description<'_>) -> Vec<usize> {
        let (title, lands) = (description.found.title, &description.lands);
        match title.kind {
            TitleKind::Counterpart => counterpart::resolve(self, description),
            TitleKind::Kin => self.kin(description),
            TitleKind::Person if !description.definite => self.group(description),
            TitleKind::Person if description.found.plural && lands.is_empty() => self.group(description),
            TitleKind::Person => self.office(description),
            TitleKind::Land if lands.is_empty() => self.land_before(description),
            TitleKind::Government | TitleKind::Land => {
                let lands = if lands.is_empty() { self.home(description) } else { self.governed_by(lands) };
                if lands.is_empty() { self.group(description) } else { lands }
            }
            TitleKind::Institution if lands.is_empty() => {
                let land = self.home(description).first().copied();
                vec![self.unnamed(description, land)]
            }
            TitleKind::PlaceOfPower | TitleKind::Former => Vec::new(),
            _ => self.group(description),
        }
    }

    /// The lands themselves; a person stands for his country: "le gouvernement Borne".
    fn governed_by(&mut self, lands: &[usize]) -> Vec<usize> {
        let mut found = Vec::new();
        for land in lands {
            let actor = &self.found.actors[*land];
            let country =
                actor.country.clone().filter(|_| matches!(actor.kind, EntityKind::Person | EntityKind::Place));
            let own = country.and_then(|c| self.finder.gazetteer.land(&c));
            found.push(own.map_or(*land, |l| land_actor(self.finder, self.found, l)));
        }
        found
    }

    /// "le pays": the land mentioned last, else the article's own.
    fn land_before(&mut self, description: &Description<'_>) -> Vec<usize> {
        // "certains pays": the noun alone does not show its number.
        let several = self.setting.parse.tokens[description.head].morph.number == Number::Plur;
        if description.found.plural || several || !description.definite {
            return Vec::new();
        }
        match mentioned_land(self.finder, self.setting, self.found, description.head) {
            Some(land) => vec![land],
            None => self.home(description),
        }
    }

    /// Who holds the office that a title names, for each land that it names.
    fn office(&mut self, description: &Description<'_>) -> Vec<usize> {
        let Some(office) = description.found.title.office.clone() else { return self.group(description) };
        let office = office.strip_prefix("former_").map_or(office.clone(), str::to_owned);
        if description.of_other || self.is_deputy(description) {
            return vec![self.unnamed(description, description.lands.first().copied())];
        }
        if description.lands.is_empty()
            && let Some(known) = self.mentioned(&office, description)
        {
            return vec![known];
        }
        let alone = description.lands.is_empty() && !description.former;
        let lands = if alone && let Some(land) = self.land_of_sole_holder(&office, description) {
            vec![land]
        } else if description.lands.is_empty() {
            self.office_land(&office, description)
        } else {
            description.lands.clone()
        };
        let mut actors = Vec::new();
        for land in lands {
            let found = match office.strip_prefix("elected_") {
                Some(office) => self.elected(office, land),
                None => self.holder(&office, land, description.former, self.seat(description)),
            };
            let found = found.filter(|actor| !self.differs(*actor, description));
            actors.push(found.unwrap_or_else(|| self.unnamed(description, Some(land))));
        }
        if actors.is_empty() { vec![self.unnamed(description, None)] } else { actors }
    }

    /// "Blessé, le Premier ministre accuse …", where the article's own country has no such office: the land of the only
    /// one whom the article names who holds it.
    fn land_of_sole_holder(&mut self, office: &str, description: &Description<'_>) -> Option<usize> {
        let day = self.setting.published.map(|p| p.to);
        let home = self.found.home_at(self.setting.parse, description.head).cloned()?;
        let offices = offices_of_land(office, None);
        let gazetteer = &self.finder.gazetteer;
        if !is_singular(office) || offices.iter().any(|o| !gazetteer.holders(o, &home, day).is_empty()) {
            return None;
        }
        let mut holders = (0..self.found.actors.len()).filter(|a| self.holds(*a, &offices, None, false));
        let one = holders.next().filter(|_| holders.next().is_none())?;
        let land = self.finder.gazetteer.land(self.found.actors[one].country.as_ref()?)?;
        Some(land_actor(self.finder, self.found, land))
    }

    /// "the deputy head of state": who stands in for somebody is not he.
    fn is_deputy(&self, description: &Description<'_>) -> bool {
        let before = description.found.tokens.start.checked_sub(1);
        before.is_some_and(|t| self.finder.words.deputies.contains(&self.words[t]))
    }

    /// "la présidente" is no man.
    fn differs(&self, actor: usize, description: &Description<'_>) -> bool {
        self.gender(description) == Gender::Fem && self.found.actors[actor].female == Some(false)
    }

    /// "le président de la fédération espagnole de football": the complement names what is led, and it is no country.
    pub fn of_something_else(&self, title: &Found<'_>) -> bool {
        let (parse, end) = (self.setting.parse, title.tokens.end);
        let singular = title.title.office.as_deref().is_some_and(is_singular);
        let led = self.words.get(end).is_some_and(|w| self.finder.words.of.contains(w));
        let mut nouns = (end..parse.tokens.len().min(end + 4)).filter(|t| parse.tokens[*t].pos == Pos::Noun);
        let land = |t: usize| {
            let title = self.finder.titles.at(self.words, t, |_| false, |_| true);
            let named = self.found.at(t).is_some_and(|r| r.form != Form::Adjective);
            named || title.is_some_and(|f| matches!(f.title.kind, TitleKind::Land | TitleKind::Government))
        };
        // "the university's president".
        let owner = title.tokens.start.checked_sub(2).filter(|t| {
            let owned = parse.tokens[t + 1].pos == Pos::Part && self.finder.words.of.contains(&self.words[t + 1]);
            owned && parse.tokens[*t].pos == Pos::Noun
        });
        singular && (led && nouns.next().is_some_and(|t| !land(t)) || owner.is_some_and(|t| !land(t)))
    }

    /// The land of an office that stands alone: the only one that has it, else the one meant.
    fn office_land(&mut self, office: &str, description: &Description<'_>) -> Vec<usize> {
        // A press that writes from everywhere tells of ministers whom the gazetteer does not know.
        let anywhere = self.finder.words.country.is_none() && office.ends_with("minister");
        let sole = self.finder.gazetteer.sole_land(office).filter(|_| is_singular(office) && !anywhere);
        // "its director": of whom the possessive stands for.
        if self.finder.words.country.is_none() && sole.is_none() && self.is_owned(description) {
            return Vec::new();
        }
        match sole.and_then(|of| self.finder.gazetteer.land(of)) {
            Some(land) => vec![land_actor(self.finder, self.found, land)],
            None if is_singular(office) || LEADING.contains(&office) => self.home(description),
            // Of a firm's head or a doctor, as of anybody, the country is not that of the press.
            None => self.belonging(description),
        }
    }

    /// The office of the house that a title names: "le maître du Kremlin".
    fn seat(&self, description: &Description<'_>) -> Option<String> {
        let extent = description.extent.clone();
        let mut seats = (description.found.tokens.end..extent.end)
            .filter_map(|t| self.finder.titles.office_of_seat(&self.words[t..extent.end]));
        seats.next().map(str::to_owned)
    }

    /// The person of this article who holds the office and was mentioned last before this place.
    fn mentioned(&self, office: &str, description: &Description<'_>) -> Option<usize> {
        let parse = self.setting.parse;
        let mut offices = offices_of_land(office, None);
        if office == "head_of_state" && description.found.tokens.len() == 1 {
            offices.push("president_of_body".to_owned());
        } else if office == "leader" {
            offices.extend(LEADING.iter().map(|o| (*o).to_owned()));
        }
        let holds = |a: usize| {
            self.found.actors[a].kind == EntityKind::Person && self.holds(a, &offices, None, description.former)
        };
        let near = |r: &super::Reference| {
            let (here, there) = (parse.tokens[description.head].sentence, parse.tokens[r.head].sentence);
            if self.found.is_other_news(there, here) {
                return false;
            }
            let distance = here - there;
            let country = self.found.actors[r.actors[0]].country.as_ref();
            let home = self.found.home_at(parse, description.head);
            distance <= NEAR || country.is_some() && country == home
        };
        let earlier = self.found.references.iter().filter(|r| r.head < description.head && r.actors.len() == 1);
        let fits = |r: &&super::Reference| holds(r.actors[0]) && near(r) && !self.differs(r.actors[0], description);
        // Of a president of the country and one of a court the former.
        let reigns = |a: usize| self.holds(a, &offices[..1], None, description.former);
        earlier.filter(fits).max_by_key(|r| (reigns(r.actors[0]), r.head)).map(|r| r.actors[0])
    }

    /// The holder of an office of a land or body on the article's day; one whom the article names is preferred.
    pub fn holder(&mut self, office: &str, land: usize, former: bool, seat: Option<String>) -> Option<usize> {
        let actor = &self.found.actors[land];
        let (offices, of) = match actor.origin {
            Origin::Body(body) => (offices_of_body(office), self.finder.gazetteer.bodies[body].entity.clone()),
            Origin::Place(place) => (vec![office.to_owned()], self.finder.gazetteer.places[place].entity.clone()),
            Origin::Land(at) => {
                let land = &self.finder.gazetteer.lands[at];
                let led_by = seat.or_else(|| land.led_by.clone());
                let offices =
                    if land.country { offices_of_land(office, led_by.as_deref()) } else { offices_of_body(office) };
                (offices, land.code.clone())
            }
            Origin::Person(_) | Origin::Article | Origin::Description | Origin::Scattered => return None,
        };
        let land = matches!(actor.origin, Origin::Land(at) if self.finder.gazetteer.lands[at].country);
        let plural = land || matches!(actor.origin, Origin::Land(_)) && !LEADING.contains(&office);
        let singular = !plural || is_singular(office) || office == "leader";
        // Of several who held it the one whom the article names first.
        let first = |a: &usize| {
            let heads = self.found.references.iter().filter(|r| r.actors.contains(a)).map(|r| r.head);
            (heads.min().unwrap_or(usize::MAX), *a)
        };
        let holders = (0..self.found.actors.len()).filter(|a| self.holds(*a, &offices, Some(&of), former));
        let named = holders.min_by_key(first);
        if named.is_some() || former || !singular {
            return named;
        }
        let day = self.setting.published.map(|p| p.to);
        let gazetteer = &self.finder.gazetteer;
        let holder = offices.iter().find_map(|o| gazetteer.holders(o, &of, day).first().copied())?;
        Some(person_actor(self.finder, self.found, holder))
    }

    /// Who takes an office of a country next: "le président élu".
    fn elected(&mut self, office: &str, land: usize) -> Option<usize> {
        let code = self.found.actors[land].country.as_ref()?;
        let person = self.finder.gazetteer.next_holder(office, code, self.setting.published?.to)?;
        Some(person_actor(self.finder, self.found, person))
    }

    /// True where a person holds one of the offices on the article's day; where `former`, where he held it before.
    fn holds(&self, actor: usize, offices: &[String], of: Option<&str>, former: bool) -> bool {
        let row = &self.found.actors[actor];
        let day = self.setting.published.map(|p| p.to);
        let meant = |office: &str, land: Option<&str>| {
            let any_minister = is_minister(office) && offices.iter().any(|o| o == "minister");
            (any_minister || offices.iter().any(|o| o == office)) && of.is_none_or(|of| land == Some(of))
        };
        match row.origin {
            Origin::Person(person) => self.finder.gazetteer.offices_of(person).any(|o| {
                let now = day.is_none_or(|d| o.holds(d));
                let over = day.is_none_or(|d| o.to.is_some_and(|t| t < d));
                meant(&o.office, Some(&o.of)) && if former { over } else { now }
            }),
            _ => !former && row.roles.iter().any(|r| meant(&r.role, r.of.as_deref())),
        }
    }

    /// An office as the gazetteer would have it for a land or body, and what it is an office of.
    pub fn role_at(&self, office: &str, land: Option<usize>) -> (String, Option<String>) {
        let Some(actor) = land.map(|l| &self.found.actors[l]) else { return (office.to_owned(), None) };
        match actor.origin {
            Origin::Body(body) => {
                let leads = matches!(office, "head_of_state" | "leader");
                let office = if leads { "president_of_body" } else { office };
                (office.to_owned(), Some(self.finder.gazetteer.bodies[body].entity.clone()))
            }
            Origin::Place(place) => (office.to_owned(), Some(self.finder.gazetteer.places[place].entity.clone())),
            _ => (office.to_owned(), actor.country.clone()),
        }
    }

    /// A relative without a name, of the country of the one whose relative he is.
    fn kin(&mut self, description: &Description<'_>) -> Vec<usize> {
        let of = self.relative(description);
        let country = of.and_then(|p| self.found.actors[p].country.clone());
        let land = country.and_then(|c| self.finder.gazetteer.land(&c));
        let land = land.map(|l| land_actor(self.finder, self.found, l));
        vec![self.unnamed(description, land)]
    }

    /// Whose relative is meant: the complement, else the person of whom the clause speaks.
    pub fn relative(&self, description: &Description<'_>) -> Option<usize> {
        let person = |a: &usize| self.found.actors[*a].kind == EntityKind::Person;
        let of = description.lands.iter().copied().find(person);
        of.or_else(|| counterpart::principal(self, description.head, &[]))
    }

    /// Somebody described but not named.
    pub fn unnamed(&mut self, description: &Description<'_>, land: Option<usize>) -> usize {
        let (title, parse) = (description.found.title, self.setting.parse);
        let words = parse.span(description.found.tokens.clone()).of(self.setting.text).to_lowercase();
        let described = parse.span(description.extent.clone()).of(self.setting.text);
        let country = land.and_then(|l| self.found.actors[l].country.clone());
        // "les otages du groupe": who holds them does not say whence they are.
        let captive = title.office.as_deref().is_some_and(|o| HELD.contains(&o));
        let held = land.filter(|l| captive && matches!(self.found.actors[*l].origin, Origin::Body(_)));
        let country = country.filter(|_| held.is_none());
        let place = land.map(|l| &self.found.actors[l]).filter(|a| a.kind != EntityKind::Person);
        let land_name = place.map(|a| a.name.clone());
        // "l'armée russe" says its country itself; "l'armée" is given the one that it stands in.
        let name = match land_name {
            Some(land) if description.extent.len() == description.found.tokens.len() || description.lands.len() > 1 => {
                format!("{words} ({land})")
            }
            _ => described.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        let kind = match title.kind {
            TitleKind::Person | TitleKind::Counterpart | TitleKind::Kin if description.found.plural => {
                EntityKind::Group
            }
            TitleKind::Person | TitleKind::Counterpart | TitleKind::Kin => EntityKind::Person,
            TitleKind::Group => EntityKind::Group,
            _ => EntityKind::Organisation,
        };
        let role = title.office.as_deref().filter(|o| !description.former && !o.starts_with("former_"));
        let roles = role.map(|role| if description.of_other { lead() } else { self.role_at(role, land) });
        let roles = roles.map(|(role, of)| Role { role, of, from: None, to: None }).into_iter().collect();
        let entity = self.unnamed_entity(description, land, kind);
        let owned = self.finder.words.country.is_none() && self.is_owned(description);
        let stranger = country.is_none() && (matches!(title.needs, Needs::Told | Needs::Other) || owned);
        let actor = self.found.actor(Actor {
            entity,
            wikidata: None,
            kind,
            name,
            also: vec![words],
            country,
            female: self.gender(description).is_female(),
            roles,
            origin: if description.scattered { Origin::Scattered } else { Origin::Description },
        });
        if stranger {
            self.found.strangers.insert(actor);
        }
        actor
    }

    /// "rus-armee": one for all articles; but "un témoin" is another person in each of them.
    fn unnamed_entity(&self, description: &Description<'_>, land: Option<usize>, kind: EntityKind) -> String {
        let actor = land.map(|l| &self.found.actors[l]);
        let place = match actor {
            Some(a) if matches!(a.origin, Origin::Body(_) | Origin::Place(_)) => a.entity.clone(),
            Some(a) => a.country.clone().unwrap_or_else(|| "x".to_owned()).to_lowercase(),
            None => "x".to_owned(),
        };
        let words = slug(&self.kept(description));
        let office = description.found.title.office.as_deref().is_some_and(is_singular);
        if kind != EntityKind::Person || (office && !description.former && !description.of_other) {
            return format!("{place}-{words}");
        }
        let article = id::of('x', &[self.setting.body.of(self.setting.text)]);
        format!("{place}-{words}-{}", &article[1..7])
    }

    /// What tells people or a body from others of their title and land: "électeurs indécis", but "armée" of "l'armée
    /// russe".
    fn kept(&self, description: &Description<'_>) -> String {
        let (title, parse) = (&description.found, self.setting.parse);
        let lands = |t: usize| {
            let reference = self.found.at(t);
            reference.is_some_and(|r| r.actors.iter().all(|a| description.lands.contains(a)))
        };
        let joins = |t: usize| matches!(parse.tokens[t].pos, Pos::Adp | Pos::Det | Pos::Cconj | Pos::Punct);
        let outside = |t: &usize| !title.tokens.contains(t);
        let said = description.extent.clone().filter(outside).any(|t| !lands(t) && !joins(t));
        match said && title.title.office.is_none() {
            true => parse.span(description.extent.clone()).of(self.setting.text).to_owned(),
            false => title.title.words.clone(),
        }
    }

    /// People or a body without a name, with the countries that the text gives them.
    pub fn group(&mut self, description: &Description<'_>) -> Vec<usize> {
        let given = &description.lands;
        let lands: Vec<usize> = if given.is_empty() { self.belonging(description) } else { given.clone() };
        match lands.as_slice() {
            [] => vec![self.unnamed(description, None)],
            // "les candidats de l'alliance entre deux partis" are not those of the one and those of the other.
            [first, ..] if !lands.iter().all(|l| self.found.actors[*l].kind == EntityKind::Country) => {
                vec![self.unnamed(description, Some(*first))]
            }
            lands => lands.iter().map(|l| self.unnamed(description, Some(*l))).collect(),
        }
    }

    /// "La junte nigérienne a enfermé le président": the country of the clause's subject, where the sentence names no
    /// other.
    fn of_subject(&self, description: &Description<'_>) -> Option<String> {
        let parse = self.setting.parse;
        let sentence = parse.sentences.get(parse.tokens[description.head].sentence)?;
        let here = self.found.references.iter().filter(|r| sentence.contains(&r.head)).flat_map(|r| &r.actors);
        let mut countries = here.filter_map(|a| self.found.actors[*a].country.as_ref());
        let one = countries.next()?;
        let verb = parse.up(description.head).skip(1).find(|t| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux))?;
        let subject = parse
            .child(verb, &[Dep::Nsubj, Dep::NsubjPass])
            .filter(|s| !parse.up(description.head).any(|t| t == *s))?;
        let own = self.found.of_phrase(parse, subject).into_iter().chain(self.found.of_adjectives(parse, subject));
        let is_one = own.filter_map(|a| self.found.actors[a].country.as_ref()).any(|c| c == one);
        (is_one && countries.all(|c| c == one)).then(|| one.clone())
    }

    /// The country meant where none is named with a title: the one that the sentence plays in, else the article's.
    fn home(&mut self, description: &Description<'_>) -> Vec<usize> {
        if is_of_nowhere(description) {
            return Vec::new();
        }
        let local = local_country(self.finder, self.setting, self.found, description.head);
        let local = local.or_else(|| self.subject_land(description));
        self.of_country(local.or_else(|| own(self.finder, self.setting, self.found, description.head)))
    }

    /// The country of people without a name: the one meant, where their sentence speaks of no other.
    fn belonging(&mut self, description: &Description<'_>) -> Vec<usize> {
        if is_of_nowhere(description) {
            return Vec::new();
        }
        // To a press that writes from everywhere neither the possessor who is not known nor the subject tells whose people
        // are: "its fighters", "Lima denied that it had killed civilians".
        let international = self.finder.words.country.is_none();
        if international && self.is_owned(description) {
            return Vec::new();
        }
        let local = local_country(self.finder, self.setting, self.found, description.head);
        let local = local.or_else(|| self.told_before(description).filter(|_| international));
        let serves = description.found.title.office.is_some();
        let country = local.or_else(|| self.subject_land(description).filter(|_| !international || serves));
        self.of_country(country.or_else(|| belonging(self.finder, self.setting, self.found, description.head)))
    }

    /// "the rebels" behind "Peruvian rebels": the country of the people of that name of whom the text told it last.
    fn told_before(&self, description: &Description<'_>) -> Option<String> {
        let parse = self.setting.parse;
        let words = parse.span(description.found.tokens.clone()).of(self.setting.text).to_lowercase();
        let here = parse.tokens[description.head].sentence;
        let same = |r: &&super::Reference| {
            let alike = |a: &usize| {
                let actor = &self.found.actors[*a];
                actor.origin == Origin::Description && actor.also.first() == Some(&words)
            };
            r.head < description.head
                && r.actors.len() == 1
                && r.actors.iter().all(alike)
                && !self.found.is_other_news(parse.tokens[r.head].sentence, here)
        };
        let last = self.found.references.iter().filter(same).filter(|_| description.definite).max_by_key(|r| r.head)?;
        self.found.actors[last.actors[0]].country.clone()
    }

    /// True behind a possessive: "its fighters".
    fn is_owned(&self, description: &Description<'_>) -> bool {
        let parse = self.setting.parse;
        // "Quispicanchi's governor": of a name that nobody knows.
        let unknown = |n: usize| self.found.at(n).is_none() && parse.tokens[n].pos == Pos::Propn;
        let behind = |n: usize| {
            let case = parse.child(n, &[Dep::Case]);
            case.is_some_and(|c| n < c && parse.tokens[c].pos == Pos::Part) && unknown(n)
        };
        let owned = |t: usize| {
            let possessive = parse.with(t, &[Dep::Det]).any(|d| parse.tokens[d].morph.possessive);
            possessive || parse.with(t, &[Dep::Nmod]).any(|n| n < t && behind(n))
        };
        // "its farmers and miners".
        let joined = parse.head(description.head).filter(|_| parse.tokens[description.head].dep == Dep::Conj);
        owned(description.head) || joined.is_some_and(owned)
    }

    /// The subject's country, where it is one: an association that acts in many has none.
    fn subject_land(&self, description: &Description<'_>) -> Option<String> {
        self.of_subject(description).filter(|code| self.finder.gazetteer.land(code).is_some())
    }

    pub fn of_country(&mut self, country: Option<String>) -> Vec<usize> {
        let land = country.and_then(|c| self.finder.gazetteer.land(&c));
        land.map(|l| land_actor(self.finder, self.found, l)).into_iter().collect()
    }
}

/// The bodies of several countries that people of the gazetteer serve on the article's day, by actor: their codes.
pub(super) fn serves(finder: &Finder, setting: Setting<'_>, found: &Entities) -> FxHashMap<usize, String> {
    let gazetteer = &finder.gazetteer;
    let country = |code: &str| gazetteer.land(code).is_some_and(|l| gazetteer.lands[l].country);
    let day = setting.published.map(|p| p.to);
    let code = |actor: &Actor| {
        let Origin::Person(person) = actor.origin else { return None };
        let last = gazetteer.offices_of(person).filter(|o| day.is_none_or(|d| o.holds(d))).max_by_key(|o| o.from)?;
        let body = gazetteer.bodies.iter().find(|b| b.entity == last.of).and_then(|b| b.country.clone());
        let code = body.unwrap_or_else(|| last.of.clone());
        let speaks = LEADING.contains(&last.office.as_str()) || SERVING.contains(&last.office.as_str());
        let known = gazetteer.land(&code).is_some() || code.chars().all(char::is_uppercase);
        (known && speaks && !country(&code)).then_some(code)
    };
    let codes = found.actors.iter().enumerate().filter_map(|(at, actor)| Some((at, code(actor)?)));
    codes.collect()
}

/// The role of one who leads what the text does not name.
pub(super) fn lead() -> (String, Option<String>) {
    (LEADING[0].to_owned(), None)
}

/// True for an office that one person of a land holds at a time.
pub(super) fn is_singular(office: &str) -> bool {
    SINGULAR.contains(&office) || is_minister(office)
}

/// True for people of many lands, and for those of whom only what is told says whence they are.
fn is_of_nowhere(description: &Description<'_>) -> bool {
    description.scattered || matches!(description.found.title.needs, Needs::Told | Needs::Other)
}

/// True for those who have a portfolio.
fn is_minister(office: &str) -> bool {
    office.ends_with("_minister") && office != "deputy_minister"
}

/// The offices that a title's office may mean with a land; `led_by` is the office of the one who governs it.
fn offices_of_land(office: &str, led_by: Option<&str>) -> Vec<String> {
    let named: &[&str] = match office {
        "leader" => &["head_of_state", "head_of_government", "supreme_leader", "monarch"],
        // An emir, a guide: whom the tables have as a head of state.
        "monarch" => &["monarch", "head_of_state"],
        "supreme_leader" => &["supreme_leader", "head_of_state"],
        one => &[one],
    };
    let first = led_by.filter(|_| office == "leader").map(str::to_owned);
    match first {
        Some(first) => vec![first],
        None => named.iter().map(|o| (*o).to_owned()).collect(),
    }
}

/// The offices that a title's office may mean with a body: its president, leader or director.
fn offices_of_body(office: &str) -> Vec<String> {
    match office {
        "head_of_state" => vec!["president_of_body".to_owned(), "party_leader".to_owned(), "director".to_owned()],
        "leader" => LEADING.iter().map(|o| (*o).to_owned()).collect(),
        "director" => vec!["director".to_owned(), "chief_executive".to_owned(), "president_of_body".to_owned()],
        one => vec![one.to_owned()],
    }
}
