//! Given two reports, yields how well they fit one event: a sum of named parts, or a contradiction.

use super::aside::{other_stop, same_counterpart, told_aside, two_deeds_of_one, unlike_sums};
use super::deed::differ;
use super::doer::{Doers, doers, each_other, fit_sides, other_crowds, same_sides, strangers};
use super::family::{Closeness, Families, symbol};
use super::signature::{Agent, Person, Signature};
use super::timing::{ahead, printed_apart, printed_gap, said_later, time};
use crate::likeness::align::{heaviest_run, share_phrase};
use crate::likeness::corpus::Corpus;
use crate::likeness::words::{Word, name_words, words};
use crate::record::{EntityKind, Place, Status};

/// Reports that fit at least so well are of one event.
pub const JOIN: f32 = 5.0;
/// Between groups, a pair that fits so much less than [`JOIN`] still speaks for joining.
const LENIENCE: f32 = 2.0;
/// What more is asked where a time is unknown.
const UNTIMED: f32 = 0.5;

const SAME_TYPE: f32 = 2.0;
const WORDED_TYPE: f32 = 1.5;
const NEAR_TYPE: f32 = 0.5;
const TIED_TYPE: f32 = 1.0;
const SAME_MODE: f32 = 1.0;
const OTHER_MODE: f32 = -1.0;
const SAME_CODE: f32 = 0.5;
const SAME_TRIGGER: f32 = 0.5;
const SIDE_EQUAL: f32 = 1.0;
const SIDE_SHARED: f32 = 0.6;
const SIDE_MISSING: f32 = -0.1;
/// Guests of one gathering who are told of apart.
const OTHER_GUESTS: f32 = 0.0;
/// What it takes that other agents of one country are named.
const OTHER_AGENT: f32 = 0.9;
/// What it takes that other towns are named.
const OTHER_TOWN: f32 = 5.0;
/// … where both name one human being.
const OTHER_TOWN_OF_ONE: f32 = 3.0;
const REVERSED: f32 = 0.5;
const SAME_PERSON: f32 = 1.0;
const MOST_PERSONS: f32 = 2.0;
const SAME_SPOT: f32 = 1.0;
const SAME_COUNTRY: f32 = 0.25;
const SAME_WORDS: f32 = 2.0;
const SAME_UTTERANCE: f32 = 2.5;
const SHARED_PHRASE: f32 = 2.0;
/// How much the words must say together (`Corpus::weight`) that both quote …
const QUOTED: f32 = 1.0;
/// … where somebody is told by both.
const QUOTED_BY_ONE: f32 = 0.5;
const SAME_QUANTITY: f32 = 0.75;
const SAME_ARTICLE: f32 = 0.25;
const DOUBTED: f32 = -0.75;
const UNDONE: f32 = -0.5;
/// Likeness of words from which they bear a join …
const LIKE_WORDS: f32 = 0.22;
/// … of two acts within one country, of which papers are full.
const LIKE_AT_HOME: f32 = 0.3;
/// … of two things that somebody says of nobody who is known, with other words: praise of one matter is not that of another.
const LIKE_SAID: f32 = 0.45;
/// Words that two acts must share: one may be a coincidence.
const FEW_WORDS: usize = 2;
/// Digits of a CAMEO code that ends in 0 where it says no more than its family.
const ROOT: usize = 3;
/// What a shared name of a gathering is worth …
const SAME_NAME: f32 = 2.0;
/// … and how much its words must say together (`Corpus::weight`).
const NAME_SAYS: f32 = 1.2;
/// … and likeness of what is told around them, without which such acts are two.
const LIKE_AROUND: f32 = 0.25;
/// … and without which two gatherings of other guests are two, whatever they are called.
const LIKE_GUESTS: f32 = 0.18;
/// What [`printed_apart`] takes where papers of other days tell no day …
const FAR_APART: f32 = 1.5;
/// … and how many times more must be alike around them.
const LATER: f32 = 1.6;
/// Code points between a noun and the verb that carries it, or between an act and what it was done by.
pub(super) const PHRASE: u32 = 16;
/// Two spots nearer than this are one place, in kilometres.
const ONE_PLACE_KM: f64 = 40.0;
/// What place, words and quotations add at most, and a little for rounding.
const MOST_UNSURE: f32 = SAME_SPOT + SAME_WORDS + SAME_UTTERANCE + 0.01;
/// A visit told from both sides lies within so many days.
const VISIT_DAYS: i32 = 12;

/// How well two reports fit one event; `None` where they fit less well than [`JOIN`], contradict each other, or nothing
/// but their frame agrees.
pub fn fit(corpus: &Corpus, families: &Families, a: &Signature, b: &Signature) -> Option<f32> {
    weigh(corpus, families, a, b, JOIN).filter(|(_, borne)| *borne).map(|(worth, _)| worth)
}

/// True where two reports speak for joining the groups that hold them: they fit, though less well, or, among several
/// countries, tell of acts of one type by the same people on both sides.
pub fn agree(corpus: &Corpus, families: &Families, a: &Signature, b: &Signature) -> bool {
    let framed = || a.report.kind == b.report.kind && !a.domestic() && !b.domestic() && same_sides(a, b);
    weigh(corpus, families, a, b, JOIN - LENIENCE).is_some_and(|(_, borne)| borne || framed())
}

/// How well two reports fit one event, and whether more than their frame bears it; `None` where they contradict each
/// other, or are worth less than `least`.
fn weigh(corpus: &Corpus, families: &Families, a: &Signature, b: &Signature, least: f32) -> Option<(f32, bool)> {
    // What is cheap to know comes first: most pairs fall there.
    if a.days.zip(b.days).is_some_and(|(x, y)| !x.meets(y)) {
        return None;
    }
    let kind = kind(families, a, b)?;
    let time = time(a, b)? - if kind.0 == Closeness::Worded && tie(a, b) <= 0.0 { said_later(a, b) } else { 0.0 };
    let parties = parties(a, b, kind.0)?;
    let persons = persons(a, b)?;
    let untimed = if a.days.is_none() || b.days.is_none() { UNTIMED } else { 0.0 };
    let same_code = if a.cameo.is_some() && a.cameo == b.cameo { SAME_CODE } else { 0.0 };
    let same_trigger = if a.same_word(b) { SAME_TRIGGER } else { 0.0 };
    let quantity = if a.quantities.iter().any(|q| b.quantities.contains(q)) { SAME_QUANTITY } else { 0.0 };
    let article = if a.article == b.article { SAME_ARTICLE } else { 0.0 };
    let standing = standing(a, b);
    let sure = kind.1 + parties + persons + time + quantity + same_code + same_trigger + article + standing - untimed;
    if sure + MOST_UNSURE < least {
        return None;
    }
    let parties = parties - strange(a, b, persons)?;
    let place = place(a, b)? - elsewhere(corpus, a, b, persons);
    // Two acts told in one sentence share its words, whether or not they are one.
    let words = if one_sentence(a, b) { 0.0 } else { corpus.likeness(&a.stems, &b.stems) };
    let tie = Some(tie(a, b)).filter(|t| *t > 0.0 && telling(corpus, a, b)).unwrap_or(0.0);
    let tie = tie.max(if named_alike(corpus, a, b) { SAME_NAME } else { 0.0 });
    let worth = kind.1
        + parties
        + persons
        + place
        + time
        + SAME_WORDS * words
        + tie
        + quantity
        + same_code
        + same_trigger
        + article
        + standing
        - untimed;
    if worth < least {
        return None;
    }
    Some((worth, borne(a, b, kind.0, words, tie, persons, place) && !unlike(corpus, a, b, persons, tie)))
}

/// True where two reports cannot be of one event, whatever else they share.
pub fn contradict(families: &Families, a: &Signature, b: &Signature) -> bool {
    let kind = kind(families, a, b);
    time(a, b).is_none()
        || kind.is_none_or(|k| parties(a, b, k.0).is_none())
        || persons(a, b).is_none_or(|same| strange(a, b, same).is_none())
        || place(a, b).is_none()
}

/// The closeness of types and modes and its worth; `None` where they are apart.
fn kind(families: &Families, a: &Signature, b: &Signature) -> Option<(Closeness, f32)> {
    let (x, y) = (a.report, b.report);
    let (mut act, mut other) = (a.act, b.act);
    // Who is coded as coming, without a word for it, may well be visiting: the mode is only unknown.
    if a.mode.is_none() != b.mode.is_none() && x.kind == y.kind && !a.shared() && !b.shared() {
        (act, other) = (act.plain(), other.plain());
    }
    let closeness = families.closeness(act, other);
    let modes = match (a.mode, b.mode) {
        (Some(m), Some(n)) if m == n && x.kind == y.kind => SAME_MODE,
        (m, n) if m == n || x.kind != y.kind => 0.0,
        // One word with and without a mode: where it stands alone, the mode is only not told.
        (m, n)
            if (m.is_none() || n.is_none()) && (a.same_word(b) || (closeness == Closeness::Same && carried(a, b))) =>
        {
            0.0
        }
        _ => OTHER_MODE,
    };
    if differ(a.deed, b.deed, a.told && b.told) || told_aside(a, b, closeness) {
        return None;
    }
    let worth = match closeness {
        Closeness::Apart => return None,
        Closeness::Tied => TIED_TYPE,
        // One word that is coded in two ways.
        Closeness::Near if !a.same_word(b) => NEAR_TYPE,
        Closeness::Near | Closeness::Worded => WORDED_TYPE,
        Closeness::Same | Closeness::Joint => SAME_TYPE,
    };
    Some((closeness, worth + modes))
}

/// True for two words of one clause that stand close together: "the attack carried out by".
pub(super) fn one_phrase(a: &Signature, b: &Signature) -> bool {
    let (x, y) = (a.report.trigger.span, b.report.trigger.span);
    let gap = x.start.max(y.start).saturating_sub(x.end.min(y.end));
    one_sentence(a, b) && gap <= PHRASE
}

/// How two sets of parties lie to one another.
enum Sides {
    Equal,
    Shared,
    Missing,
    Disjoint,
}

fn sides(a: &[u64], b: &[u64]) -> Sides {
    if a.is_empty() || b.is_empty() {
        Sides::Missing
    } else if a == b {
        Sides::Equal
    } else if a.iter().any(|x| b.contains(x)) {
        Sides::Shared
    } else {
        Sides::Disjoint
    }
}

fn parties(a: &Signature, b: &Signature, closeness: Closeness) -> Option<f32> {
    if other_crowds(a, b, true)
        || other_crowds(a, b, false)
        || (a.shared() && b.shared() && each_other(a) && each_other(b) && !same_company(a, b))
    {
        return None;
    }
    if a.mutual() || b.mutual() || closeness == Closeness::Joint {
        return together(a, b);
    }
    let worth = |found| match found {
        Sides::Equal => Some(SIDE_EQUAL),
        Sides::Shared => Some(SIDE_SHARED),
        Sides::Missing => Some(SIDE_MISSING),
        Sides::Disjoint => None,
    };
    let straight = worth(sides(&a.sources, &b.sources)).zip(worth(sides(&a.targets, &b.targets)));
    if let Some((source, target)) = straight {
        let bare = source + target <= SIDE_SHARED + SIDE_MISSING && a.all.len() + b.all.len() == 0;
        return if bare { None } else { Some(source + target) };
    }
    // A visit told by the host: the same two, the other way round, within a few days.
    let visit = closeness == Closeness::Same && a.journey() && b.journey();
    let near = a.width().max(b.width()) <= VISIT_DAYS && a.days.is_some() && b.days.is_some();
    let turned = a.all == b.all && a.sources == b.targets && a.targets == b.sources;
    // What a tie of quotations joins may be coded with another addressee on each side.
    let tied =
        closeness <= Closeness::Worded && matches!(sides(&a.sources, &b.sources), Sides::Equal) && tie(a, b) > 0.0;
    match (visit && near && turned, tied) {
        (true, _) => Some(REVERSED),
        (_, true) => Some(SIDE_SHARED),
        _ => None,
    }
}

/// Whether two meetings with no more than one country in common may be one: where both name two who meet, not only one of them is the same.
fn same_company(a: &Signature, b: &Signature) -> bool {
    let named = |s: &Signature| {
        let mut found: Vec<u64> = s.agents.iter().filter(|g| g.kind != EntityKind::Country).map(|g| g.entity).collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let (x, y) = (named(a), named(b));
    let shared = x.iter().filter(|e| y.contains(e)).count();
    shared > 1 || shared == x.len().min(y.len()) || x.len().min(y.len()) < 2
}

/// Parties of reports of which at least one sets all on both sides.
fn together(a: &Signature, b: &Signature) -> Option<f32> {
    let shared = a.all.iter().filter(|x| b.all.contains(x)).count();
    if shared < 2 && !same_company(a, b) {
        return None;
    }
    let fewest = a.all.len().min(b.all.len());
    if a.all.is_empty() || b.all.is_empty() {
        return Some(SIDE_MISSING);
    }
    if a.all == b.all {
        return Some(2.0 * SIDE_EQUAL);
    }
    if shared == fewest {
        return Some(if shared > 1 { SIDE_EQUAL + SIDE_SHARED } else { SIDE_EQUAL + SIDE_MISSING });
    }
    // Another counterpart is another meeting, unless many meet.
    if shared > 1 {
        return Some(2.0 * SIDE_SHARED);
    }
    (a.gathering() && b.gathering()).then_some(OTHER_GUESTS)
}

/// Where both reports name who stands for a country on one side, at least one must be the same.
fn persons(a: &Signature, b: &Signature) -> Option<f32> {
    let same = a.persons.iter().filter(|p| b.persons.iter().any(|q| q.is(p))).count() as f32 * SAME_PERSON;
    for person in &a.persons {
        let side = |p: &&Person| (p.acts && person.acts) || (p.undergoes && person.undergoes);
        let ours = || a.persons.iter().filter(side).filter(|p| p.country == person.country);
        let kept = ours().any(|p| b.persons.iter().filter(side).any(|q| q.is(p)));
        if !kept && b.persons.iter().any(|q| person.rivals(q)) {
            return None;
        }
    }
    Some(same.min(MOST_PERSONS))
}

/// What it takes from the parties' worth that two reports name different agents of a country; `None` where both name
/// bodies or human beings of one country that act at home, or travellers.
fn strange(a: &Signature, b: &Signature, persons: f32) -> Option<f32> {
    if persons > 0.0 {
        return Some(0.0);
    }
    if strangers(a, b) && !(a.gathering() && b.gathering()) {
        return None;
    }
    let mut taken = 0.0;
    for acts in [true, false] {
        for code in a.agents.iter().filter(|g| g.acts == acts).map(|g| g.code) {
            let (mine, theirs) = (agents_of(a, acts, code), agents_of(b, acts, code));
            let state = mine.iter().chain(&theirs).any(|g| g.kind == EntityKind::Country);
            let shared = mine.iter().any(|g| theirs.iter().any(|h| h.entity == g.entity));
            if theirs.is_empty() || state || shared {
                continue;
            }
            let named = |agents: &[&Agent]| agents.iter().any(|g| g.kind != EntityKind::Group);
            let at_home = a.domestic() && b.domestic();
            if at_home && acts && (one_and_many(&mine, &theirs) || one_and_many(&theirs, &mine)) {
                return None;
            }
            if named(&mine) && named(&theirs) && (at_home || (acts && a.journey() && b.journey())) {
                return None;
            }
            taken = OTHER_AGENT;
        }
    }
    Some(taken)
}

/// True where only human beings act for the one, and only groups of many for the other.
fn one_and_many(one: &[&Agent], many: &[&Agent]) -> bool {
    one.iter().all(|g| g.kind == EntityKind::Person) && many.iter().all(|g| g.many)
}

fn agents_of<'s>(signature: &'s Signature, acts: bool, code: u64) -> Vec<&'s Agent> {
    signature.agents.iter().filter(|g| g.acts == acts && g.code == code).collect()
}

/// What it takes that two acts within one country are told of other towns.
fn elsewhere(corpus: &Corpus, a: &Signature, b: &Signature, persons: f32) -> f32 {
    let named = !a.towns.is_empty() && !b.towns.is_empty();
    let shared = a.towns.iter().any(|t| b.towns.contains(t));
    let apart = named && !shared && a.domestic() && b.domestic();
    if apart && !mentions(corpus, a.article, &b.towns) && !mentions(corpus, b.article, &a.towns) {
        if persons > 0.0 { OTHER_TOWN_OF_ONE } else { OTHER_TOWN }
    } else {
        0.0
    }
}

/// True where an article names one of the places anywhere.
fn mentions(corpus: &Corpus, article: u32, places: &[u64]) -> bool {
    let entities = &corpus.texts[article as usize].reading.entities;
    entities.iter().any(|e| e.kind == EntityKind::Place && places.contains(&symbol(&e.entity)))
}

fn place(a: &Signature, b: &Signature) -> Option<f32> {
    let (Some(x), Some(y)) = (&a.report.place, &b.report.place) else { return Some(0.0) };
    if x.entity == y.entity || same_words(&x.name, &y.name) {
        return Some(if a.spot().is_some() { SAME_SPOT } else { SAME_COUNTRY });
    }
    if a.spot().is_some() && b.spot().is_some() {
        return match kilometres(x, y) {
            Some(km) if km <= ONE_PLACE_KM => Some(SAME_SPOT),
            Some(_) => None,
            None if x.precision == "city" && y.precision == "city" => None,
            None => Some(0.0),
        };
    }
    match (a.place_country, b.place_country) {
        (Some(c), Some(d)) if c == d => Some(SAME_COUNTRY),
        (Some(_), Some(_)) => None,
        _ => Some(0.0),
    }
}

fn same_words(a: &str, b: &str) -> bool {
    name_words(a) == name_words(b)
}

/// The way between two places over the globe (haversine).
fn kilometres(a: &Place, b: &Place) -> Option<f64> {
    let (lat, long) = (a.latitude?.to_radians(), a.longitude?.to_radians());
    let (other_lat, other_long) = (b.latitude?.to_radians(), b.longitude?.to_radians());
    let half = ((other_lat - lat) / 2.0).sin().powi(2)
        + lat.cos() * other_lat.cos() * ((other_long - long) / 2.0).sin().powi(2);
    Some(2.0 * 6371.0 * half.sqrt().asin())
}

pub(super) fn one_sentence(a: &Signature, b: &Signature) -> bool {
    let (x, y) = (a.report.span, b.report.span);
    a.article == b.article && x.start < y.end && y.start < x.end
}

/// A quotation of both, or a phrase of one found in the other's. Within an article, acts told beside one quotation
/// are as often two.
fn tie(a: &Signature, b: &Signature) -> f32 {
    if a.article == b.article {
        return 0.0;
    }
    if a.utterances.iter().any(|u| b.utterances.contains(u)) {
        return SAME_UTTERANCE;
    }
    if share_phrase(&a.quoted, &b.quoted) { SHARED_PHRASE } else { 0.0 }
}

/// True where the words that both quote say enough to tie two acts: "the far right" stands in quotation marks everywhere.
fn telling(corpus: &Corpus, a: &Signature, b: &Signature) -> bool {
    let mut shared: Vec<u32> = a.quoted.iter().filter(|w| w.content()).map(|w| w.stem).collect();
    let parties = [&a.report.sources, &a.report.targets, &b.report.sources, &b.report.targets].into_iter().flatten();
    let named: Vec<u32> = parties.flat_map(|p| words(&p.name)).map(|w| w.stem).collect();
    shared.retain(|stem| b.quoted.iter().any(|w| w.stem == *stem) && !named.contains(stem));
    shared.sort_unstable();
    shared.dedup();
    let says: f32 = shared.iter().map(|stem| corpus.weight(*stem)).sum();
    // Who speaks the words may be told by the quotation alone.
    let speaker = a.sources.iter().any(|s| b.sources.contains(s)) && doers(a, b, true) != Doers::Apart;
    let abroad = !a.domestic() || !b.domestic();
    says >= if fit_sides(a, b) || (speaker && abroad) { QUOTED_BY_ONE } else { QUOTED }
}

/// True for gatherings whose clauses share a run of words that tells them: "forum of the river ports". The names of
/// guests are no part of it.
fn named_alike(corpus: &Corpus, a: &Signature, b: &Signature) -> bool {
    let both = a.gathering() && b.gathering() && a.article != b.article;
    let says = |word: &Word| {
        let held = a.stems.binary_search(&word.stem).is_ok() && b.stems.binary_search(&word.stem).is_ok();
        if held { corpus.weight(word.stem) } else { 0.0 }
    };
    both && heaviest_run(a.clause, b.clause, says) >= NAME_SAYS
}

/// True for two acts within one country, by nobody whom both name, whose surroundings have little in common: papers tell
/// of many arrests, fires and marches on one day. So it is where the two name no party in common.
fn unlike(corpus: &Corpus, a: &Signature, b: &Signature, persons: f32, tie: f32) -> bool {
    let strangers = !a.all.iter().any(|c| b.all.contains(c));
    let at_home = a.domestic() && b.domestic() && persons <= 0.0;
    let least = match (tie > 0.0, strangers, at_home) {
        (true, true, _) => LIKE_GUESTS,
        (false, false, true) => LIKE_AROUND,
        (false, true, _) => LIKE_AROUND,
        _ => return false,
    };
    let later = if !strangers && printed_apart(a, b) > FAR_APART { LATER } else { 1.0 };
    a.article != b.article && corpus.likeness(&a.around, &b.around) < least * later
}

/// Something beside the frame of type, countries and days must bear a join.
fn borne(a: &Signature, b: &Signature, closeness: Closeness, words: f32, tie: f32, persons: f32, place: f32) -> bool {
    let strangers = a.gathering() && b.gathering() && !a.all.iter().any(|c| b.all.contains(c));
    if strangers && tie <= 0.0 {
        return false;
    }
    if two_deeds_of_one(a, b) || other_stop(a, b) || unlike_sums(a, b) {
        return false;
    }
    let at_home = a.domestic() && b.domestic();
    let few = a.stems.iter().filter(|s| b.stems.contains(s)).count() < FEW_WORDS;
    let said = closeness == Closeness::Worded && !a.same_word(b) && !same_counterpart(a, b);
    let like_words = !few
        && words
            >= match at_home {
                true if said => LIKE_SAID,
                true => LIKE_AT_HOME,
                false => LIKE_WORDS,
            };
    let same_act = a.same_word(b) || same_code(a, b, closeness);
    // Who is busy meets many people in two months, and somebody else the next day.
    let narrow = a.width().max(b.width()) <= VISIT_DAYS;
    // Of one country alone many things are told on one day.
    let pair = a.all.iter().filter(|c| b.all.contains(c)).count() > 1 || (narrow && same_sides(a, b));
    let retold = retold(a, b) && (narrow || a.days == b.days);
    match closeness {
        Closeness::Apart => false,
        Closeness::Tied => {
            tie > 0.0 && a.sources.iter().any(|s| b.sources.contains(s)) && doers(a, b, true) != Doers::Apart
        }
        Closeness::Near => {
            let same = pair && narrow && a.same_word(b) && same_sides(a, b);
            tie > 0.0 || same || (like_words && (persons > 0.0 || place >= SAME_SPOT))
        }
        Closeness::Worded if wished(a) != wished(b) && !a.same_word(b) => tie > 0.0,
        // A text does not tell with other words that what it fears took place.
        Closeness::Same if a.article == b.article && wished(a) != wished(b) && !a.same_word(b) => false,
        Closeness::Worded => {
            // "Le Malawi reconnaît le Kosovo": where one says no more, nothing tells them apart.
            let wordless = a.language != b.language || (a.same_word(b) && a.stems.len().min(b.stems.len()) < 2);
            let bare = wordless && narrow;
            let apart = a.article != b.article && same_act && pair;
            // Within an article the title tells what the text tells; two sentences of the text tell of two acts.
            let told_twice = retold && pair && (a.same_word(b) || (persons > 0.0 && same_code(a, b, closeness)));
            let mutual = apart && a.same_word(b) && each_other(a) && each_other(b) && printed_apart(a, b) <= 0.0;
            tie > 0.0 || like_words || told_twice || mutual || (apart && (persons > 0.0 || bare))
        }
        // Of whom it happened to nothing is told: another word of another mode names another act.
        Closeness::Same if (a.nobody() || b.nobody()) && a.mode != b.mode && !a.same_word(b) => false,
        Closeness::Same | Closeness::Joint => {
            // … and "he was interviewed" does not tell by whom.
            let one = a.article == b.article;
            let whole = closeness != Closeness::Joint || a.journey() || one || (a.company() && b.company());
            let mode = a.mode.is_some() && a.mode == b.mode;
            let whose = (persons > 0.0 && narrow && whole) || (pair && (same_act || mode));
            let one_mode = a.mode == b.mode || ((a.mode.is_none() || b.mode.is_none()) && a.same_word(b));
            // Talks of some day to come are not the meeting of a day that is told, nor talks with a land those with
            // who leads it, where another word names them.
            let dated = printed_gap(a, b).is_some() && !(a.gathering() && b.gathering());
            let other = closeness == Closeness::Joint && dated && !a.same_word(b);
            let vague =
                other && (ahead(a) != ahead(b) || (persons < MOST_PERSONS && doers(a, b, true) != Doers::Missing));
            let near = place >= SAME_SPOT || (whose && printed_apart(a, b) <= 0.0 && !vague);
            let framed = one_mode && near;
            tie > 0.0 || like_words || framed || retold || (closeness == Closeness::Same && carried(a, b))
        }
    }
}

/// True where a title and its own text tell of one act: by one word with nobody else, or by any word with the same
/// on both sides.
fn retold(a: &Signature, b: &Signature) -> bool {
    let titled = a.article == b.article && a.headline != b.headline;
    let same = a.report.status == b.report.status && same_sides(a, b);
    // What is allowed in part is refused in part.
    let denied = |s: &Signature| s.report.status == Status::Denied;
    titled && denied(a) == denied(b) && ((a.same_word(b) && fit_sides(a, b)) || same)
}

/// True for two words of one clause that tell of one act, a noun and the verb that carries it: side by side with nobody
/// else, or anywhere in it with the same people on both sides.
fn carried(a: &Signature, b: &Signature) -> bool {
    let moded = a.mode.is_some() && b.mode.is_some();
    !moded && one_sentence(a, b) && if one_phrase(a, b) { fit_sides(a, b) } else { same_sides(a, b) }
}

/// True for what is only wished, asked for or feared.
fn wished(signature: &Signature) -> bool {
    signature.report.status == Status::Hypothetical
}

/// True where both are coded alike, more closely than by their type: a war and a raid are both "force, unspecified".
/// Those who meet once a day need no such closeness, and two languages have no words that would show it.
fn same_code(a: &Signature, b: &Signature, closeness: Closeness) -> bool {
    let unspecified = a.report.cameo.as_deref().is_some_and(|c| c.len() == ROOT && c.ends_with('0'));
    let enough = closeness != Closeness::Same || !unspecified || a.language != b.language;
    a.cameo.is_some() && a.cameo == b.cameo && enough
}

/// What two statuses take from the likeness of reports: doubt and denial are weaker evidence of one event.
fn standing(a: &Signature, b: &Signature) -> f32 {
    use Status::{Alleged, Cancelled, Denied, Happened, Hypothetical, Ongoing, Planned};
    let (x, y) = (a.report.status.min(b.report.status), a.report.status.max(b.report.status));
    match (x, y) {
        (x, y) if x == y => 0.0,
        (Happened, Ongoing) | (Happened | Ongoing, Planned) | (Planned, Cancelled) => 0.0,
        (Planned, Hypothetical) => DOUBTED / 2.0,
        (_, Denied | Cancelled) => UNDONE,
        (_, Hypothetical | Alleged) => DOUBTED,
        _ => 0.0,
    }
}
