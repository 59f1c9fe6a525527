//! Given an article's names and publisher, yields the country in which it plays where it names none.

use super::{Actor, Entities, Finder, Form, Local, Origin, Reference, Setting};
use crate::error::Error;
use crate::mention::gazetteer::{Sense, fold};
use crate::pack::Data;
use crate::parse::Dep;
use crate::record::EntityKind;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::ops::Range;

/// How much more often than the publisher's country another must be named to be the article's own.
const FOREIGN: usize = 3;

/// How many times as often as any other the article's own country must be named where the language's press writes from no
/// one country.
const AHEAD: usize = 2;

/// In which of its first sentences an article may say where it was written, and in how many tokens.
const DATELINE: usize = 3;
const LONGEST: usize = 12;

/// How many sentences a note has at most.
const BRIEF: usize = 3;

/// How many sentences back "le pays" may reach.
const REACH: usize = 3;

/// What `packs/*/pack.toml` says of names.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct Words {
    /// The country that the language's press writes from.
    pub country: Option<String>,
    /// Prepositions that say whose something is, folded.
    #[serde(default)]
    pub of: FxHashSet<String>,
    /// Prepositions that say whence somebody is, folded: "from".
    #[serde(default)]
    pub origin: FxHashSet<String>,
    /// Prepositions that say where something is, folded.
    #[serde(default)]
    pub within: FxHashSet<String>,
    /// Prefixes that say what somebody thinks of a land: "pro".
    #[serde(default)]
    pub attitudes: FxHashSet<String>,
    /// Participles that say, behind a hyphen, what somebody does for others, and not whence they are, folded: "Iran-backed".
    #[serde(default)]
    pub backing: FxHashSet<String>,
    /// Words before an office of those who do not hold it, folded: "deputy".
    #[serde(default)]
    pub deputies: FxHashSet<String>,
    /// Nouns that, with an article and without more, stand for the body named last, folded: "group".
    #[serde(default)]
    pub bodies: FxHashSet<String>,
    /// Adjectives of people who are not of the country that is spoken of, folded: "foreign".
    #[serde(default)]
    pub abroad: FxHashSet<String>,
    /// Words before lands and governments that say that they are none of those just named, folded: "other".
    #[serde(default)]
    pub others: FxHashSet<String>,
    /// Participles that say, behind a hyphen, whose a place is, folded: "Peruvian-held".
    #[serde(default)]
    pub holding: FxHashSet<String>,
    /// What the title of an article says that tells several pieces of news, folded: "in brief".
    #[serde(default)]
    pub digests: Vec<String>,
    /// Articles at the start of names, each with what a preposition makes of it.
    #[serde(default)]
    pub contractions: Vec<[String; 2]>,
    /// Words that end the names of public bodies of one country, folded: "ministry"; and words of names that many share.
    #[serde(default)]
    pub organs: FxHashSet<String>,
    #[serde(default)]
    pub worldwide: FxHashSet<String>,
    /// Words that, written large behind a city, make the name of a text, folded: "convention".
    #[serde(default)]
    pub accords: FxHashSet<String>,
    /// True where the names of people stand without an article.
    #[serde(default)]
    pub bare_names: bool,
    /// Words before a name that are no part of it.
    #[serde(default)]
    pub honorifics: Honorifics,
}

/// Words before a name, folded, by who bears it: "Mme", "M.", "Dr".
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Honorifics {
    female: FxHashSet<String>,
    male: FxHashSet<String>,
    any: FxHashSet<String>,
}

impl Honorifics {
    /// True for a folded word that stands before a name.
    pub fn contains(&self, word: &str) -> bool {
        self.any.contains(word) || self.gender(word).is_some()
    }

    /// True for a folded word that says that a woman bears the name, false for one that says a man.
    pub fn gender(&self, word: &str) -> Option<bool> {
        let female = self.female.contains(word);
        (female || self.male.contains(word)).then_some(female)
    }
}

impl Words {
    /// Reads `packs/*/pack.toml`.
    ///
    /// # Errors
    /// A missing or wrong file.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let path = format!("packs/{language}/pack.toml");
        let text = data.text(&path).ok_or_else(|| Error::pack(&path, 0, "the file is missing"))?;
        let mut words: Self = toml::from_str(&text).map_err(|e| Error::pack(&path, 0, e))?;
        let honorifics = &mut words.honorifics;
        let lists = [&mut honorifics.female, &mut honorifics.male, &mut honorifics.any];
        for list in lists.into_iter().chain([&mut words.of, &mut words.within]) {
            *list = list.iter().map(|w| fold(w)).collect();
        }
        words.digests = words.digests.iter().map(|w| fold(w)).collect();
        Ok(words)
    }
}

/// The countries of internet suffixes, from `packs/shared/suffixes.tsv`.
pub(super) fn suffixes(data: &Data) -> Result<FxHashMap<String, String>, Error> {
    let table = data.table("packs/shared/suffixes.tsv", &["suffix", "country", "source", "checked"])?;
    Ok(table.rows().map(|r| (r.get("suffix").to_owned(), r.get("country").to_owned())).collect())
}

/// The article's home, by its words, folded, and the names in it: the country named most where it outweighs the publisher's
/// by far, else the publisher's.
pub(super) fn home(finder: &Finder, setting: Setting<'_>, words: &[String], found: &Entities) -> Option<String> {
    let publisher =
        setting.publisher.and_then(|p| country_of_publisher(finder, p)).or_else(|| finder.words.country.clone());
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for reference in &found.references {
        for actor in reference.actors.iter().map(|a| &found.actors[*a]) {
            let known = publisher.is_none() || actor.kind != EntityKind::Place || reference.form == Form::Metonym;
            if let (Some(country), true) = (&actor.country, known) {
                *counts.entry(country).or_default() += 1;
            }
        }
    }
    finder.titles.lands(words).for_each(|code| *counts.entry(code).or_default() += 1);
    let own = publisher.as_deref().and_then(|p| counts.get(p)).copied().unwrap_or(0);
    let rivals = counts.iter().filter(|(code, _)| publisher.is_some() || is_country(finder, code));
    let most = rivals.max_by_key(|(code, count)| (**count, std::cmp::Reverse(**code)));
    let other = |code: &str| most.is_some_and(|m| *m.0 != code) && is_country(finder, code);
    let second = counts.iter().filter(|(code, _)| other(code)).map(|(_, count)| *count).max();
    let leads = |count: usize| count >= second.unwrap_or(0) * AHEAD;
    let from = dateline(finder, found, setting).filter(|_| publisher.is_none());
    if publisher.is_none()
        && let Some(lead) = lead(finder, setting, found)
        && (from == Some(&lead)
            || from.is_none()
                && counts.iter().all(|(code, count)| *count <= counts[lead.as_str()] || !is_country(finder, code)))
    {
        return Some(lead);
    }
    // A dateline confirms, or refutes, what the counts say of an article by a press that writes from everywhere.
    let told = |code: &str, count: usize| publisher.is_some() || from.map_or_else(|| leads(count), |d| d == code);
    match most {
        Some((code, count)) if *count >= own + FOREIGN && told(code, *count) && is_country(finder, code) => {
            Some((*code).to_owned())
        }
        _ => publisher.or_else(|| paper(finder, setting).filter(|code| counts.contains_key(code.as_str()))),
    }
}

/// The country that the name of the publisher holds: "The Irish Times".
fn paper(finder: &Finder, setting: Setting<'_>) -> Option<String> {
    let land = |sense: &Sense| match sense {
        Sense::Land(land) | Sense::Adjective(land) | Sense::Capital(land) => finder.gazetteer.lands.get(*land as usize),
        _ => None,
    };
    let hits = finder.index.find(setting.publisher?);
    let mut lands = hits.iter().flat_map(|hit| &hit.senses).filter_map(land).filter(|l| l.country);
    lands.next().map(|l| l.code.clone())
}

/// The one country that the names of the title and of the first sentence below it are of.
fn lead(finder: &Finder, setting: Setting<'_>, found: &Entities) -> Option<String> {
    let dateline = datelines(finder, found, setting).first().map(|(at, _)| *at);
    // Behind a colon the news begins in the same sentence.
    let whole = |s: &usize| setting.parse.sentences.get(*s).is_some_and(|s| s.len() > LONGEST);
    let first = setting.parse.paragraphs.get(1)?.clone().find(|s| Some(*s) != dateline || whole(s))?;
    let told = |r: &&Reference| {
        let sentence = setting.parse.tokens[r.head].sentence;
        sentence < setting.parse.paragraphs[1].start || sentence == first
    };
    sole(finder, found, found.references.iter().filter(told))
}

/// The country of the place before the dash that opens an article: "LIMA (AP) —"; none of several pieces of news, each of
/// which has its own.
fn dateline<'e>(finder: &Finder, found: &'e Entities, setting: Setting<'_>) -> Option<&'e String> {
    let openings = datelines(finder, found, setting);
    let (_, first) = openings.first().filter(|(at, _)| *at < DATELINE)?;
    openings.iter().all(|(_, other)| other == first).then_some(*first)
}

/// The sentences that are datelines, with the countries of their places.
pub(super) fn datelines<'e>(finder: &Finder, found: &'e Entities, setting: Setting<'_>) -> Vec<(usize, &'e String)> {
    let dash = |t: usize| matches!(setting.parse.word(setting.text, t), "—" | "–" | "-" | "--");
    // "— Ana Ruiz, May 6": what a dash opens is a signature.
    let place = |a: &usize| matches!(found.actors[*a].kind, EntityKind::Country | EntityKind::Place);
    let country = |opening: &Range<usize>| {
        let before = opening.clone().find(|t| dash(*t)).unwrap_or(opening.end);
        let mut named = found.references.iter().filter(|r| opening.contains(&r.head) && r.head < before);
        let place = named.find(|r| r.actors.iter().all(place))?;
        found.actors[*place.actors.first()?].country.as_ref()
    };
    // "QUITO: The minister": to a press that writes from everywhere, capitals and a colon.
    let large = |t: usize| !setting.parse.word(setting.text, t).chars().any(char::is_lowercase);
    let capitals = |s: &Range<usize>| {
        let named = found.references.iter().find(|r| r.tokens.start == s.start);
        named.is_some_and(|r| {
            r.tokens.clone().all(large)
                && s.len() > r.tokens.len()
                && setting.parse.word(setting.text, r.tokens.end) == ":"
        })
    };
    let colon = |s: &Range<usize>| finder.words.country.is_none() && capitals(s);
    let opens = |s: &Range<usize>| s.len() <= LONGEST && s.clone().any(dash) || colon(s);
    let all = setting.parse.sentences.iter().enumerate();
    all.filter_map(|(at, s)| Some((at, country(s).filter(|_| opens(s))?))).collect()
}

pub(super) fn is_country(finder: &Finder, code: &str) -> bool {
    finder.gazetteer.land(code).is_some_and(|l| finder.gazetteer.lands[l].country)
}

/// The country of an address's last part: "journal.ca" is Canadian.
fn country_of_publisher(finder: &Finder, publisher: &str) -> Option<String> {
    let host = publisher.split("//").last()?.split('/').next()?;
    let suffix = host.rsplit('.').next().filter(|s| s.len() == 2 && host.contains('.'))?;
    finder.suffixes.get(suffix).cloned()
}

/// The one country in which a sentence plays: where it names places that it plays in, theirs; else that of the nearest
/// sentence, back from there, that names any.
pub(super) fn local_country(finder: &Finder, setting: Setting<'_>, found: &Entities, token: usize) -> Option<String> {
    local_country_but(finder, setting, found, token, None)
}

/// The same as if a reference were not there.
pub(super) fn local_country_but(
    finder: &Finder,
    setting: Setting<'_>,
    found: &Entities,
    token: usize,
    but: Option<&Reference>,
) -> Option<String> {
    // A piece of news under its own dateline plays there.
    let piece = found.is_digest().then(|| found.home_at(setting.parse, token).cloned()).flatten();
    piece.or_else(|| placed(finder, setting, found, token)).or_else(|| {
        // An article that never names its publisher's country plays where its sentences say.
        let at_home = is_home(finder, found, but);
        let here = setting.parse.tokens[token].sentence;
        let lands = |s: usize| lands_in(finder, setting, found, s, but);
        let earlier = (here.saturating_sub(REACH)..=here).rev().filter(|s| !found.is_other_news(*s, here));
        let nearest = earlier.map(lands).find(|l| !l.is_empty());
        let [one] = <[&String; 1]>::try_from(nearest.filter(|_| !at_home)?).ok()?;
        // A note of a few sentences tells nowhere else where it plays.
        let brief = setting.parse.sentences.len() <= BRIEF && lands(here).first() == Some(&one);
        let told = finder.words.country.is_some() || brief || is_sole(finder, found, one, but);
        told.then(|| one.clone())
    })
}

/// True where an article names no other country: of the press that writes from everywhere, only such a one plays where an
/// earlier sentence does.
fn is_sole(finder: &Finder, found: &Entities, country: &str, but: Option<&Reference>) -> bool {
    let other = |a: &usize| but.is_none_or(|b| !b.actors.contains(a));
    let mut countries = (0..found.actors.len()).filter(other).filter_map(|a| found.actors[a].country.as_deref());
    countries.all(|c| c == country || !is_country(finder, c))
}

/// True where an article names somebody or something of its own country, save by one reference.
fn is_home(finder: &Finder, found: &Entities, but: Option<&Reference>) -> bool {
    let other = |a: usize| but.is_none_or(|b| !b.actors.contains(&a));
    // Whose country is only guessed says nothing of where the article plays.
    let own = |a: &Actor| a.country == found.home && !is_reporter(finder, a) && a.origin != Origin::Description;
    found.home.is_some() && found.actors.iter().enumerate().any(|(at, a)| other(at) && own(a))
}

/// True for those of whom articles of any country speak: the press, firms, associations.
fn is_reporter(finder: &Finder, actor: &Actor) -> bool {
    matches!(actor.origin, Origin::Body(b) if matches!(finder.gazetteer.bodies[b].sector.as_str(), "jrn" | "bus" | "ngo"))
}

/// True for a body that makes or sells, and for one that only the article knows.
pub(super) fn is_firm(finder: &Finder, actor: &Actor) -> bool {
    match actor.origin {
        Origin::Body(body) => finder.gazetteer.bodies[body].sector == "bus",
        _ => actor.origin == Origin::Article,
    }
}

/// The countries that a sentence names; where it names none, those of whom it names.
fn lands_in<'e>(
    finder: &Finder,
    setting: Setting<'_>,
    found: &'e Entities,
    sentence: usize,
    but: Option<&Reference>,
) -> Vec<&'e String> {
    let Some(sentence) = setting.parse.sentences.get(sentence) else { return Vec::new() };
    let tells = |r: &Reference| r.actors.iter().all(|a| !is_reporter(finder, &found.actors[*a]));
    // "Lima denied that it had killed civilians": to a press that writes from everywhere, who acts, or whose something is by
    // an adjective, does not tell where the others are.
    let dep = |r: &Reference| setting.parse.tokens[r.head].dep;
    let acts = |r: &Reference| matches!(dep(r), Dep::Nsubj | Dep::NsubjPass);
    let tells_where = |r: &Reference| r.form != Form::Adjective && !acts(r);
    let fits = |r: &Reference| finder.words.country.is_some() || tells_where(r);
    let backs = |r: &Reference| found.backers.contains(&r.head);
    let inside = |r: &&Reference| sentence.contains(&r.head) && but != Some(*r) && tells(r) && fits(r) && !backs(r);
    let land = |a: &usize| matches!(found.actors[*a].kind, EntityKind::Country | EntityKind::Place);
    let lands = found.references.iter().filter(inside).filter(|r| r.actors.iter().all(land));
    let lands = countries(finder, found, lands);
    if lands.is_empty() { countries(finder, found, found.references.iter().filter(inside)) } else { lands }
}

/// True of a noun behind a preposition that says where something is.
pub(super) fn is_within(finder: &Finder, setting: Setting<'_>, noun: usize) -> bool {
    let case = setting.parse.child(noun, &[Dep::Case]).filter(|c| *c < noun);
    case.is_some_and(|c| finder.words.within.contains(&fold(setting.parse.word(setting.text, c))))
}

/// The one country of the places that a sentence says it plays in: "A Londres, …", "dans le nord du Mali".
fn placed(finder: &Finder, setting: Setting<'_>, found: &Entities, token: usize) -> Option<String> {
    let sentence = setting.parse.sentences.get(setting.parse.tokens[token].sentence)?;
    // "a trader, who is believed to be in Lima": where a relative clause plays, the sentence need not; nor where another
    // clause does: "attacked the port while the minister was in Lima".
    let international = finder.words.country.is_none();
    let side = |t: usize| match setting.parse.tokens[t].dep {
        Dep::AclRelcl => true,
        Dep::Advcl => international,
        _ => false,
    };
    let relative =
        |r: &Reference| setting.parse.up(r.head).any(|t| side(t) && !setting.parse.up(token).any(|u| u == t));
    let named = found.references.iter().filter(|r| sentence.contains(&r.head) && !relative(r));
    let there: Vec<&Reference> = named.filter(|r| is_within(finder, setting, r.head)).collect();
    // "a parlé de la guerre en Ukraine": what a noun is about is not where the clause plays.
    let noun = |r: &Reference| setting.parse.tokens[r.head].dep == Dep::Nmod;
    // "police in Lima said": but where those are who act, it plays.
    let acts = |r: &Reference| {
        let head = setting.parse.head(r.head).map(|h| setting.parse.tokens[h].dep);
        international && matches!(head, Some(Dep::Nsubj | Dep::NsubjPass))
    };
    let own = |r: &&Reference| !noun(r) || acts(r);
    // "rockets aimed at posts in northern Peru", "an accord reached in Lima": nor is what is done to a thing of that place.
    let aimed = |r: &Reference| {
        let mut up = setting.parse.up(r.head).skip(1);
        international && up.any(|t| setting.parse.tokens[t].dep == Dep::Acl)
    };
    let there: Vec<&Reference> = there.into_iter().filter(|r| !aimed(r)).collect();
    let clause: Vec<&Reference> = there.iter().copied().filter(own).collect();
    let about = clause.is_empty() && is_home(finder, found, None);
    let there = if clause.is_empty() { there } else { clause };
    // "in Peruvian-held Puno".
    let held = there.iter().find_map(|r| holder(finder, setting, found, r));
    held.or_else(|| sole(finder, found, there.into_iter()).filter(|_| !about))
}

/// The heads of the names behind which a hyphen and a participle say that they back somebody: "Iran-backed fighters".
pub(super) fn backers(finder: &Finder, setting: Setting<'_>, found: &Entities) -> FxHashSet<usize> {
    let word = |t: usize| (t < setting.parse.tokens.len()).then(|| fold(setting.parse.word(setting.text, t)));
    let hyphen = |t: usize| word(t).is_some_and(|w| w == "-");
    // A prefix holds its hyphen: "Iran-".
    let behind = |r: &Reference| if hyphen(r.tokens.end - 1) { r.tokens.end - 1 } else { r.tokens.end };
    let backs =
        |r: &&Reference| hyphen(behind(r)) && word(behind(r) + 1).is_some_and(|w| finder.words.backing.contains(&w));
    found.references.iter().filter(backs).map(|r| r.head).collect()
}

/// The country that holds a place: "Peruvian-held Puno".
fn holder(finder: &Finder, setting: Setting<'_>, found: &Entities, place: &Reference) -> Option<String> {
    let word = |t: usize| fold(setting.parse.word(setting.text, t));
    let holding = place
        .tokens
        .start
        .checked_sub(3)
        .filter(|t| word(t + 1) == "-" && finder.words.holding.contains(&word(t + 2)))?;
    sole(finder, found, found.at(holding).into_iter())
}

/// The country of some references, where it is one.
fn sole<'e>(finder: &Finder, found: &'e Entities, references: impl Iterator<Item = &'e Reference>) -> Option<String> {
    match countries(finder, found, references).as_slice() {
        [one] => Some((*one).clone()),
        _ => None,
    }
}

/// The countries of some references.
fn countries<'e>(
    finder: &Finder,
    found: &'e Entities,
    references: impl Iterator<Item = &'e Reference>,
) -> Vec<&'e String> {
    let mut countries: Vec<&String> = Vec::new();
    for country in references.flat_map(|r| &r.actors).filter_map(|a| found.actors[*a].country.as_ref()) {
        if !countries.contains(&country) && is_country(finder, country) {
            countries.push(country);
        }
    }
    countries
}

/// The country mentioned last before a token, at most a few sentences back.
pub(super) fn mentioned_land(finder: &Finder, setting: Setting<'_>, found: &Entities, token: usize) -> Option<usize> {
    let parse = setting.parse;
    let here = parse.tokens[token].sentence;
    let near = |head: usize| {
        let there = parse.tokens[head].sentence;
        here - there <= REACH && !found.is_other_news(there, here)
    };
    let country = |a: &usize| found.actors[*a].kind == EntityKind::Country;
    // To a press that writes from everywhere the city of a foreign government is not the country meant.
    let bare = |r: &Reference| {
        finder.words.country.is_some() || r.form != Form::Metonym || parse.child(r.head, &[Dep::Case]).is_none()
    };
    let earlier = found.references.iter().filter(|r| r.head < token && near(r.head) && r.form != Form::Adjective);
    let earlier = earlier.filter(|r| bare(r));
    let lands =
        earlier.filter_map(|r| Some((r.head, *r.actors.first().filter(|a| r.actors.len() == 1 && country(a))?)));
    lands.max_by_key(|(head, _)| *head).map(|(_, actor)| actor)
}

/// The country to which somebody belongs of whom the text says none: the one that his sentence plays in; else the
/// article's, where neither the sentence nor an article without a word of home names another.
pub(super) fn belonging(finder: &Finder, setting: Setting<'_>, found: &Entities, token: usize) -> Option<String> {
    let home = || found.home_at(setting.parse, token).cloned();
    let told = |home: &String| found.is_digest() || !is_abroad(finder, setting, found, token, home);
    local_country(finder, setting, found, token).or_else(|| home().filter(told))
}

/// The article's own country; where that is only its press's, and not the usual one, not in an article on others.
pub(super) fn own(finder: &Finder, setting: Setting<'_>, found: &Entities, token: usize) -> Option<String> {
    let home = found.home_at(setting.parse, token)?.as_str();
    let foreign = |s: usize| lands_in(finder, setting, found, s, None).into_iter().any(|c| c != home);
    let abroad = || foreign(setting.parse.tokens[token].sentence) || !is_home(finder, found, None);
    let others = || (0..setting.parse.sentences.len()).any(foreign);
    (!is_guessed(finder, setting, home) || !abroad() || !others()).then(|| home.to_owned())
}

/// True for a country that only the publisher's address tells, and that the language's press does not usually mean.
fn is_guessed(finder: &Finder, setting: Setting<'_>, home: &str) -> bool {
    let press = setting.publisher.and_then(|p| country_of_publisher(finder, p));
    finder.words.country.as_deref().is_some_and(|usual| usual != home) && press.as_deref() == Some(home)
}

/// The country whose people take to the streets where a sentence names none.
fn streets(finder: &Finder, setting: Setting<'_>, found: &Entities, token: usize) -> Option<String> {
    let own = |home: &String| !is_guessed(finder, setting, home) || !is_abroad(finder, setting, found, token, home);
    local_country(finder, setting, found, token).or_else(|| found.home_at(setting.parse, token).cloned().filter(own))
}

/// The country of somebody who is named, and of whom the text says no more: one who is somewhere abroad is not of there.
fn native(finder: &Finder, setting: Setting<'_>, found: &Entities, token: usize) -> Option<String> {
    let home = found.home_at(setting.parse, token);
    let own = |a: &Actor| a.country.as_ref() == home && !is_reporter(finder, a);
    let at_home = home.is_some() && found.actors.iter().any(own);
    // To a press that writes from everywhere where somebody is does not say whence he is.
    let international = finder.words.country.is_none() && setting.parse.sentences.len() > BRIEF;
    if at_home || international { home.cloned() } else { belonging(finder, setting, found, token) }
}

/// True in a sentence that names another country than the article's own, and in an article that names only others.
fn is_abroad(finder: &Finder, setting: Setting<'_>, found: &Entities, token: usize, home: &str) -> bool {
    let foreign = |s: usize| lands_in(finder, setting, found, s, None).into_iter().any(|c| c != home);
    // Whose country is only guessed says nothing of where the article plays.
    let own =
        |a: &Actor| a.country.as_deref() == Some(home) && !is_reporter(finder, a) && a.origin != Origin::Description;
    // The press of a small land writes much of others without naming its own.
    let usual = finder.words.country.as_deref() == Some(home);
    let named = found.actors.iter().any(own);
    foreign(setting.parse.tokens[token].sentence)
        || !named && (!usual || (0..setting.parse.sentences.len()).any(foreign))
}

/// For each sentence where it plays, and whose are those of whom it does not say it.
pub(super) fn of_sentences(finder: &Finder, setting: Setting<'_>, found: &Entities) -> Vec<Local> {
    let first = setting.parse.sentences.iter().map(|s| s.start);
    let local = |t: usize| Local {
        placed: placed(finder, setting, found, t),
        belonging: belonging(finder, setting, found, t),
        native: native(finder, setting, found, t),
        streets: streets(finder, setting, found, t),
    };
    first.map(local).collect()
}
