//! Given sentences of reports, yields the few that tell most: an extract, in the order of time.
//!
//! Sentences are taken one by one, each for what it adds: words that many sentences share and no chosen one holds,
//! an event that many independent sources tell, a day of its own.

use crate::day::Interval;
use crate::likeness::words::words;
use rustc_hash::{FxHashMap, FxHashSet};

/// A sentence that may stand in an extract.
#[derive(Clone, PartialEq, Debug)]
pub struct Telling {
    /// The event that it tells; none for an article's first words.
    pub event: Option<String>,
    /// When what it tells happened, or else when it was printed.
    pub days: Option<Interval>,
    /// True where the text itself tells those days.
    pub told: bool,
    /// Independent sources of what it tells.
    pub sources: u32,
    /// The sentence.
    pub sentence: String,
    /// The article.
    pub document: String,
}

/// What a sentence is worth whose words are all new.
const COVERAGE: f32 = 3.0;
/// What each doubling of its sources is worth.
const SOURCES: f32 = 0.5;
/// What a day is worth that no chosen sentence has …
const NEW_DAY: f32 = 1.0;
/// … and one that the text itself tells.
const TOLD: f32 = 0.5;
/// What a sentence loses that tells no event.
const NO_EVENT: f32 = 1.0;
/// Sentences with fewer words say too little, those with more are no line of an extract.
const WORDS: std::ops::RangeInclusive<usize> = 5..=60;
/// What a sentence outside these bounds loses.
const ILL_SIZED: f32 = 2.0;
/// A sentence that holds so little that is new repeats the others.
const REPEATS: f32 = 0.34;

/// What is known of one sentence.
struct Weighed {
    stems: Vec<u32>,
    base: f32,
}

/// The places in `tellings` of at most `lines` sentences, in the order of time, those without a day last.
///
/// ```
/// assert!(relata::event::summary::extract(&[], 5).is_empty());
/// ```
pub fn extract(tellings: &[Telling], lines: usize) -> Vec<usize> {
    let weighed: Vec<Weighed> = tellings.iter().map(weigh).collect();
    let mut shared: FxHashMap<u32, f32> = FxHashMap::default();
    for stem in weighed.iter().flat_map(|w| &w.stems) {
        *shared.entry(*stem).or_insert(0.0) += 1.0;
    }
    shared.values_mut().for_each(|count| *count = count.ln_1p());
    let mut chosen: Vec<usize> = Vec::new();
    let mut covered: FxHashSet<u32> = FxHashSet::default();
    while chosen.len() < lines {
        let open = (0..tellings.len()).filter(|at| !repeats(tellings, &chosen, *at));
        let gains = open.filter_map(|at| Some((gain(tellings, &weighed, &shared, &covered, &chosen, at)?, at)));
        let Some((_, best)) = gains.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))) else { break };
        covered.extend(weighed[best].stems.iter().copied());
        chosen.push(best);
    }
    chosen.sort_by_key(|at| (tellings[*at].days.is_none(), tellings[*at].days, *at));
    chosen
}

fn weigh(telling: &Telling) -> Weighed {
    let found = words(&telling.sentence);
    let mut stems: Vec<u32> = found.iter().filter(|w| w.content()).map(|w| w.stem).collect();
    stems.sort_unstable();
    stems.dedup();
    let mut base = SOURCES * (telling.sources.max(1) as f32).log2();
    base += if telling.told { TOLD } else { 0.0 };
    base -= if telling.event.is_none() { NO_EVENT } else { 0.0 };
    base -= if WORDS.contains(&found.len()) { 0.0 } else { ILL_SIZED };
    Weighed { stems, base }
}

/// True for what is chosen already, and for another sentence of a chosen event or the same sentence elsewhere.
fn repeats(tellings: &[Telling], chosen: &[usize], at: usize) -> bool {
    let one = &tellings[at];
    chosen
        .iter()
        .map(|c| &tellings[*c])
        .any(|c| (one.event.is_some() && one.event == c.event) || one.sentence == c.sentence)
        || chosen.contains(&at)
}

/// What a sentence adds; `None` where it repeats what is chosen.
fn gain(
    tellings: &[Telling],
    weighed: &[Weighed],
    shared: &FxHashMap<u32, f32>,
    covered: &FxHashSet<u32>,
    chosen: &[usize],
    at: usize,
) -> Option<f32> {
    let weight = |stem: &u32| shared.get(stem).copied().unwrap_or(0.0);
    let own = &weighed[at];
    let all: f32 = own.stems.iter().map(weight).sum();
    let new: f32 = own.stems.iter().filter(|s| !covered.contains(s)).map(weight).sum();
    if all <= 0.0 || new < REPEATS * all {
        return None;
    }
    let day = tellings[at].days;
    let new_day = day.is_some() && !chosen.iter().any(|c| tellings[*c].days == day);
    // What many sentences share is what the affair is about: the mean weight of the words, not only their novelty.
    let about = new / own.stems.len() as f32;
    Some(own.base + COVERAGE * (new / all) * about.min(2.0) + if new_day { NEW_DAY } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telling(event: &str, day: &str, sources: u32, sentence: &str) -> Telling {
        Telling {
            event: Some(event.to_owned()).filter(|e| !e.is_empty()),
            days: day.parse().ok().map(Interval::day),
            told: true,
            sources,
            sentence: sentence.into(),
            document: format!("d-{event}"),
        }
    }

    #[track_caller]
    fn check(tellings: &[Telling], lines: usize, expected: &[usize]) {
        assert_eq!(extract(tellings, lines), expected);
    }

    #[test]
    fn each_event_is_told_once_in_the_order_of_time() {
        let tellings = [
            telling("b", "2031-05-02", 3, "Les deux ministres ont signé un accord sur le port de Bergen."),
            telling("a", "2031-05-01", 1, "Une grève a bloqué toutes les gares du pays pendant la nuit."),
            telling("b", "2031-05-02", 3, "L’accord sur le port a été signé par les deux ministres hier."),
        ];
        check(&tellings, 5, &[1, 0]);
    }

    #[test]
    fn what_many_sources_tell_comes_first() {
        let tellings = [
            telling("a", "2031-05-01", 1, "La commune a inauguré une fontaine devant la mairie annexe."),
            telling("b", "2031-05-01", 16, "Le gouvernement a démissionné après le vote de défiance."),
        ];
        check(&tellings, 1, &[1]);
        check(&tellings, 0, &[]);
    }

    #[test]
    fn a_repeated_sentence_adds_nothing() {
        let same = "Le gouvernement a démissionné après le vote de défiance.";
        check(&[telling("", "2031-05-01", 1, same), telling("", "2031-05-02", 1, same)], 2, &[0]);
    }
}
