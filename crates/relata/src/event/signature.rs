//! Given a report, yields what of it is compared with other reports: parties, persons, time, place, words.

use super::aside::{Other, Sum, others, sums, trigger};
use super::deed::{Deed, Deeds};
use super::family::{Act, Closeness, Families, symbol};
use super::quantity::stems;
use crate::day::{Interval, plus_days};
use crate::likeness::corpus::{Corpus, Told};
use crate::likeness::utterance::Said;
use crate::likeness::words::{Word, add_words, name_words, words};
use crate::mention::gazetteer::slug;
use crate::record::{EntityKind, Party, Place, Quote, Report, Status, WhenHow};
use crate::span::Points;
use rustc_hash::FxHashMap;

/// What is news in a paper happened at most so many days before it was printed.
const NEWS_DAYS: i32 = 2;
/// What is announced without a day is looked for within so many days.
const AHEAD_DAYS: i32 = 60;
/// Code points on both sides of a clause that say what it is about.
const AROUND: u32 = 200;
/// Characters of the mark that an article leaves in the ids of those who have no name.
const MARK: usize = 6;
/// Letters of a word that tells one crowd from another; an acronym may be shorter.
const LONG: usize = 4;
/// The mode of a journey to a host …
const JOURNEY: &str = "visit";
/// … and of what many come to.
const GATHERING: &str = "multilateral";
/// A quotation belongs to a report within so many code points of its clause.
const BESIDE: u32 = 20;

/// A report of the corpus, made ready to be compared.
pub struct Signature<'c> {
    /// The article's number in the corpus.
    pub article: u32,
    /// The article's language.
    pub language: &'c str,
    /// The report.
    pub report: &'c Report,
    /// True where it stands in the article's title.
    pub headline: bool,
    /// Countries, or entities without one, that act.
    pub sources: Vec<u64>,
    /// … that are acted upon.
    pub targets: Vec<u64>,
    /// Both, each once.
    pub all: Vec<u64>,
    /// The mode. Who receives guests that stand for nobody in particular holds a gathering.
    pub mode: Option<&'c str>,
    /// Its type with that mode.
    pub act: Act,
    /// The deed that its words name, where a pack tells it from others of the type.
    pub deed: Option<Deed>,
    /// The other acts that are told in its clause.
    pub others: Vec<Other>,
    /// The sums of money that are told with it.
    pub sums: Vec<Sum>,
    /// Who acts for those codes, on either side.
    pub agents: Vec<Agent>,
    /// The towns and other places that its clause names; those of the title where it stands there.
    pub towns: Vec<u64>,
    /// People without a name who take part, with or without a country.
    pub crowds: Vec<Crowd>,
    /// The human beings among them.
    pub persons: Vec<Person>,
    /// The days between which it may lie.
    pub days: Option<Interval>,
    /// True where the text tells those days; false where they follow from the day of publication.
    pub told: bool,
    /// The article's days.
    pub published: Option<Interval>,
    /// The country of its place.
    pub place_country: Option<u64>,
    /// What it is coded as.
    pub cameo: Option<u64>,
    /// The stem of its first trigger word.
    pub trigger: Option<u32>,
    /// The stems of its clause, without the names of its parties and the words that name the act.
    pub stems: Vec<u32>,
    /// The stems of its clause and what stands around it, names and all.
    pub around: Vec<u32>,
    /// The words of its clause.
    pub clause: &'c [Word],
    /// Groups of the quotations beside it: the first member of each.
    pub utterances: Vec<u32>,
    /// The words of those quotations.
    pub quoted: Vec<Word>,
    /// Groups of the figures in it.
    pub quantities: Vec<u32>,
}

/// A party as it is named, with the code that it is rolled up to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agent {
    /// Its country, or the party itself.
    pub code: u64,
    /// The entity.
    pub entity: u64,
    /// True where it stands among the sources.
    pub acts: bool,
    /// What it is.
    pub kind: EntityKind,
    /// True for several, not for one who is only described.
    pub many: bool,
}

/// People who are only described: "dockers", "candidates of the party".
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crowd {
    /// The country.
    pub code: Option<u64>,
    /// True where they stand among the sources.
    pub acts: bool,
    /// What they are called.
    pub head: u32,
    /// The stems of what tells them from others of the name.
    pub traits: Box<[u32]>,
}

/// A human being, with the country that they stand for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The country's code, or the person's own where none is known.
    pub country: u64,
    /// The entity.
    pub entity: u64,
    /// The last word of the name; none where the person is only described ("a driver").
    pub surname: Option<u32>,
    /// False where it is no name: "a Briton".
    pub named: bool,
    /// Stands among the sources.
    pub acts: bool,
    /// Stands among the targets.
    pub undergoes: bool,
}

impl Person {
    /// True where both are one: by identity, or by the last word of the name where one was not resolved.
    pub fn is(&self, other: &Person) -> bool {
        self.entity == other.entity || (self.surname.is_some() && self.surname == other.surname)
    }

    /// True where both are named, stand for one country on one side, and are not one.
    pub fn rivals(&self, other: &Person) -> bool {
        let side = (self.acts && other.acts) || (self.undergoes && other.undergoes);
        side && self.country == other.country && self.named && other.named && !self.is(other)
    }
}

impl Signature<'_> {
    /// True where all who take part stand on both sides.
    pub fn mutual(&self) -> bool {
        self.sources.len() > 1 && self.sources == self.targets
    }

    /// True where both sides are the same: an act without a direction.
    pub fn shared(&self) -> bool {
        !self.sources.is_empty() && self.sources == self.targets
    }

    /// True for what many come to: other guests do not make it another event.
    pub fn gathering(&self) -> bool {
        self.mode == Some(GATHERING)
    }

    /// True for a journey to a host.
    pub fn journey(&self) -> bool {
        self.mode == Some(JOURNEY)
    }

    /// True where nobody is told to take part.
    pub fn nobody(&self) -> bool {
        self.all.is_empty() && self.crowds.is_empty()
    }

    /// True where no more than one country takes part.
    pub fn domestic(&self) -> bool {
        self.all.len() < 2
    }

    /// True where at least two who take part are told.
    pub fn company(&self) -> bool {
        self.all.len() > 1 || self.agents.iter().any(|g| g.entity != self.agents[0].entity)
    }

    /// True where one word names both acts, whatever its ending.
    pub fn same_word(&self, other: &Self) -> bool {
        self.trigger.is_some() && self.trigger == other.trigger
    }

    /// Days between which it may lie; 0 where unknown.
    pub fn width(&self) -> i32 {
        self.days.map_or(0, |d| d.days())
    }

    /// The place, where it is more than a country.
    pub fn spot(&self) -> Option<&Place> {
        self.report.place.as_ref().filter(|p| p.precision != "country")
    }
}

/// What quotations and figures of one article lie where, and in which group.
pub struct Beside {
    /// For each article: spans of its quotations or figures, their number among all.
    by_article: Vec<Vec<(Points, u32)>>,
}

impl Beside {
    /// Sorts mentions by article; the numbers are places in the list given.
    pub fn new(articles: usize, mentions: impl Iterator<Item = (u32, Points)>) -> Self {
        let mut by_article = vec![Vec::new(); articles];
        for (at, (article, span)) in mentions.enumerate() {
            by_article[article as usize].push((span, at as u32));
        }
        Self { by_article }
    }

    /// The numbers of those that touch a stretch of an article.
    pub fn at(&self, article: u32, span: Points) -> impl Iterator<Item = u32> + '_ {
        let (start, end) = (span.start.saturating_sub(BESIDE), span.end.saturating_add(BESIDE));
        self.by_article[article as usize].iter().filter(move |(p, _)| p.start < end && start < p.end).map(|(_, n)| *n)
    }
}

/// What signatures are made from besides the corpus.
pub struct Ground<'g> {
    /// Which types are acts of speech.
    pub families: &'g Families,
    /// All quotations.
    pub said: &'g [Said<'g>],
    /// Where they lie.
    pub quotes: Beside,
    /// The first member of the group of each quotation.
    pub utterance_of: Vec<u32>,
    /// Where the figures lie.
    pub figures: Beside,
    /// The first member of the group of each figure.
    pub quantity_of: Vec<u32>,
}

/// The signatures of all reports in the order of the corpus.
pub fn signatures<'c>(corpus: &'c Corpus, ground: &Ground) -> Vec<Signature<'c>> {
    let countries = countries(corpus);
    let mut found = Vec::new();
    for (at, text) in corpus.texts.iter().enumerate() {
        let towns = towns(text);
        for report in &text.reading.reports {
            found.push(signature(corpus, at as u32, report, (&countries, &towns), ground));
        }
    }
    found
}

/// The country of each entity that has one, by its slug.
fn countries(corpus: &Corpus) -> FxHashMap<u64, u64> {
    let mut countries = FxHashMap::default();
    for entity in corpus.texts.iter().flat_map(|t| &t.reading.entities) {
        if let Some(country) = &entity.country {
            countries.entry(symbol(&entity.entity)).or_insert_with(|| symbol(country));
        }
    }
    countries
}

fn signature<'c>(
    corpus: &'c Corpus,
    article: u32,
    report: &'c Report,
    (countries, towns): (&FxHashMap<u64, u64>, &[(Points, u64)]),
    ground: &Ground,
) -> Signature<'c> {
    let text = &corpus.texts[article as usize];
    let (mut sources, targets) = (codes(&report.sources), codes(&report.targets));
    let quotes: Vec<u32> = ground.quotes.at(article, report.span).collect();
    let title = text.reading.article.title.as_deref().map_or(0, |t| t.chars().count() as u32);
    if sources.is_empty() && spoken(ground.families, report) {
        sources.extend(quotes.iter().find_map(|q| speaker(ground.said[*q as usize].quote, report)));
    }
    let mut all = [sources.clone(), targets.clone()].concat();
    all.sort_unstable();
    all.dedup();
    let published = text.published();
    Signature {
        language: &text.reading.article.language,
        article,
        report,
        headline: report.span.start < title,
        mode: mode(report),
        act: Act::new(&report.kind, mode(report)),
        deed: Deeds::builtin().of(text, report),
        others: others(text.reading, report),
        sums: sums(text.reading, report.span),
        agents: agents(report),
        towns: named_towns(towns, report.span, title),
        crowds: crowds(report),
        persons: persons(report),
        sources,
        targets,
        all,
        days: days(report, published),
        told: report.when.is_some_and(|w| w.how != WhenHow::Publication),
        published,
        place_country: report.place.as_ref().and_then(|p| countries.get(&symbol(&p.entity)).copied()),
        cameo: report.cameo.as_deref().map(symbol),
        trigger: trigger(report),
        stems: clause(text, report),
        around: stems(text.around(report.span, AROUND)),
        clause: text.within(report.span),
        utterances: distinct(quotes.iter().map(|q| ground.utterance_of[*q as usize])),
        quoted: quotes.iter().flat_map(|q| ground.said[*q as usize].words.iter().copied()).collect(),
        quantities: distinct(ground.figures.at(article, report.span).map(|f| ground.quantity_of[f as usize])),
    }
}

/// The towns that a clause names; where it names none and stands in the title, those of the title ("Lyon: …").
fn named_towns(towns: &[(Points, u64)], span: Points, title: u32) -> Vec<u64> {
    let within =
        |from: u32, to: u32| distinct(towns.iter().filter(|(at, _)| at.start < to && from < at.end).map(|t| t.1));
    let own = within(span.start, span.end);
    if own.is_empty() && span.start < title { within(0, title) } else { own }
}

/// The mode that a report is compared by.
fn mode(report: &Report) -> Option<&str> {
    let crowd = |parties: &[Party]| !parties.is_empty() && parties.iter().all(|p| code(p).is_none());
    let hosted = report.mode.as_deref() == Some(JOURNEY) && crowd(&report.targets) && !report.sources.is_empty();
    if hosted { Some(GATHERING) } else { report.mode.as_deref() }
}

/// True for acts that are done by speaking: wording tells them apart.
fn spoken(families: &Families, report: &Report) -> bool {
    let act = Act::new(&report.kind, None);
    families.closeness(act, act) == Closeness::Worded
}

/// Who speaks the words that a report stands in: for an act of speech without an actor, its actor.
fn speaker(quote: &Quote, report: &Report) -> Option<u64> {
    let inside = quote.span.start <= report.trigger.span.start && report.trigger.span.end <= quote.span.end;
    let speaker = quote.speaker.as_ref().filter(|_| inside)?;
    speaker.country.as_deref().or(speaker.entity.as_deref()).map(symbol)
}

/// Where an article names places that are no countries.
fn towns(text: &Told) -> Vec<(Points, u64)> {
    let places = text.reading.entities.iter().filter(|e| e.kind == EntityKind::Place);
    places.flat_map(|e| e.mentions.iter().map(|m| (m.span, symbol(&e.entity)))).collect()
}

/// What a party is: somebody who is only described is one of a group.
fn kind(party: &Party) -> EntityKind {
    let described = party.kind == EntityKind::Person && !named(party);
    if described { EntityKind::Group } else { party.kind }
}

fn agents(report: &Report) -> Vec<Agent> {
    let side = |parties: &[Party], acts: bool| {
        let agent = |p: &Party| {
            let many = p.kind == EntityKind::Group;
            Some(Agent { code: code(p)?, entity: symbol(&p.entity), acts, kind: kind(p), many })
        };
        parties.iter().filter_map(agent).collect::<Vec<_>>()
    };
    [side(&report.sources, true), side(&report.targets, false)].concat()
}

/// Those who are only described, by the first word of what they are called.
fn crowds(report: &Report) -> Vec<Crowd> {
    let side = |parties: &[Party], acts: bool| {
        let crowd = |p: &Party| {
            let name = p.name.split('(').next().unwrap_or(&p.name);
            let telling = |w: &&str| {
                let letters = w.chars().count();
                letters >= LONG || (letters > 1 && !w.chars().any(char::is_lowercase))
            };
            let parts = name.split(|c: char| !c.is_alphanumeric()).filter(telling);
            let mut stems = parts.flat_map(words).map(|w| w.stem);
            Some(Crowd { code: code(p), acts, head: stems.next()?, traits: stems.collect() })
        };
        parties.iter().filter(|p| kind(p) == EntityKind::Group).filter_map(crowd).collect::<Vec<_>>()
    };
    [side(&report.sources, true), side(&report.targets, false)].concat()
}

fn distinct<T: Ord>(numbers: impl Iterator<Item = T>) -> Vec<T> {
    let mut numbers: Vec<T> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// The country of a party, or the party itself; people without a body or country stand for nobody.
pub fn code(party: &Party) -> Option<u64> {
    match &party.country {
        Some(country) => Some(symbol(country)),
        None if party.kind == EntityKind::Group => None,
        None => Some(symbol(&party.entity)),
    }
}

fn codes(parties: &[Party]) -> Vec<u64> {
    distinct(parties.iter().filter_map(code))
}

fn persons(report: &Report) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    let sides = [(&report.sources, true), (&report.targets, false)];
    for (party, acts) in sides.iter().flat_map(|(side, acts)| side.iter().map(|p| (p, *acts))) {
        if party.kind != EntityKind::Person {
            continue;
        }
        let entity = symbol(&party.entity);
        if let Some(known) = found.iter_mut().find(|p| p.entity == entity) {
            known.undergoes |= !acts;
            continue;
        }
        let country = party.country.as_deref().map_or(entity, symbol);
        let (surname, named) = (surname(&party.name), named(party));
        found.push(Person { country, entity, surname, named, acts, undergoes: !acts });
    }
    found
}

/// The last word of a name, without what tells namesakes apart ("(Chile)"); none of a description.
fn surname(name: &str) -> Option<u32> {
    let name = name.split('(').next().unwrap_or(name);
    name.chars().next().filter(|c| !c.is_lowercase()).and_then(|_| name_words(name).last().copied())
}

/// True for a human being who is told by name.
fn named(party: &Party) -> bool {
    let name = party.name.split('(').next().unwrap_or(&party.name);
    surname(name).is_some() && !nameless(&party.entity, name)
}

/// True for the id of somebody in one article alone, land, description and the article's mark: "a Briton".
fn nameless(entity: &str, name: &str) -> bool {
    let described = entity.rsplit_once('-').filter(|(_, mark)| mark.len() == MARK).map(|(rest, _)| rest);
    described.and_then(|d| d.strip_suffix(&slug(name))).is_some_and(|land| land.len() > 1 && land.ends_with('-'))
}

/// The days between which a report may lie: what is only known from the day of publication is loosened.
fn days(report: &Report, published: Option<Interval>) -> Option<Interval> {
    let when = report.when?;
    if when.how != WhenHow::Publication {
        return Some(when.days);
    }
    let base = published.map_or(when.days, |p| p.join(when.days));
    Some(match report.status {
        Status::Planned | Status::Hypothetical => Interval { from: base.from, to: plus_days(base.to, AHEAD_DAYS) },
        _ => Interval { from: plus_days(base.from, -NEWS_DAYS), to: base.to },
    })
}

/// The words that tell what an act is about: without who takes part, and without the words that name the act, which are
/// compared apart.
fn clause(text: &Told, report: &Report) -> Vec<u32> {
    let mut found = stems(text.within(report.span));
    let mut named = Vec::new();
    let parties = report.sources.iter().chain(&report.targets);
    let names = parties.flat_map(|p| std::iter::once(&p.name).chain(&p.also)).chain([&report.trigger.text]);
    names.for_each(|name| add_words(name, &mut named));
    for word in named {
        if let Ok(at) = found.binary_search(&word.stem) {
            found.remove(at);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(entity: &str, name: &str, expected: bool) {
        assert_eq!(nameless(entity, name), expected, "{entity}");
    }

    #[test]
    fn who_stands_in_one_article_alone_has_no_name() {
        check("gbr-briton-x7ab2c", "Briton", true);
        check("x-docker-tqb6ep", "docker", true);
        check("liv-dahl", "Liv Dahl", false);
        check("liv-dahl-norway", "Liv Dahl", false);
        check("anna-martin", "Anna", false);
    }
}
