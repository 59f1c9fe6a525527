//! Given signatures, yields the pairs of reports that are worth comparing: weak keys, near linear cost.

use super::family::Families;
use super::signature::Signature;
use crate::day::{Interval, days_between};
use crate::likeness::corpus::Corpus;
use crate::likeness::partition::meetings;
use crate::likeness::words::key;
use jiff::civil::{Date, date};

/// An interval of at most so many days is looked up by its weeks.
const WEEKLY: i32 = 12;
/// … by its months.
const MONTHLY: i32 = 400;
/// At most so many keys of one kind for a report.
const MOST_BUCKETS: i32 = 40;
/// In a crowd, a report meets so many that follow it.
const REACH: usize = 20;
/// Keys shared by more reports than this say nothing.
const CROWD: usize = 20_000;
/// So many of its rarest words each report is looked up by …
const RAREST: usize = 3;
/// … a gathering by so many, in so many months …
const OF_NAME: usize = 6;
const MOST_MONTHS: usize = 4;
/// … of those that at most one article in so many holds.
const RARE: usize = 40;

/// Pairs of places in `signatures`, the first before the second, each once, sorted.
pub fn candidates(corpus: &Corpus, families: &Families, signatures: &[Signature]) -> Vec<(u32, u32)> {
    let mut keyed = Vec::new();
    let mut hosts = Vec::new();
    for (at, signature) in signatures.iter().enumerate() {
        let bonds = families.bonds(&signature.report.kind);
        let frames = frames(signature);
        let times = buckets(signature.days);
        for bond in &bonds {
            for frame in &frames {
                for (level, bucket) in &times.own {
                    keyed.push((key(&[*bond, *frame, *level, *bucket]), at as u32));
                }
                for (level, bucket) in &times.wider {
                    hosts.push((key(&[*bond, *frame, *level, *bucket]), at as u32, times.own_level < *level));
                }
            }
            keyed.push((key(&[*bond, 9, signature.article.into()]), at as u32));
            keyed.extend(signature.utterances.iter().map(|u| (key(&[*bond, 8, (*u).into()]), at as u32)));
            if signature.gathering() {
                keyed.extend(names(corpus, signature, *bond).map(|k| (k, at as u32)));
            }
            for stem in rarest(corpus, signature, RAREST) {
                keyed.extend(times.own.iter().take(2).map(|(_, t)| (key(&[*bond, 7, stem.into(), *t]), at as u32)));
            }
        }
    }
    let mut pairs: Vec<(u32, u32)> = meetings(keyed, REACH, CROWD).into_iter().map(|(a, b, _)| (a, b)).collect();
    pairs.extend(guests(hosts));
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Pairs of those that are looked up by a wide bucket with those that only pass through it.
fn guests(mut hosts: Vec<(u64, u32, bool)>) -> Vec<(u32, u32)> {
    hosts.sort_unstable();
    hosts.dedup();
    let mut pairs = Vec::new();
    for run in hosts.chunk_by(|a, b| a.0 == b.0).filter(|r| r.len() > 1 && r.len() <= CROWD) {
        for (i, (_, host, _)) in run.iter().enumerate().filter(|(_, h)| !h.2) {
            // Neighbours in the order of the corpus: those printed next before and next after.
            let near = run[i.saturating_sub(REACH)..(i + REACH).min(run.len())].iter();
            pairs.extend(near.filter(|g| g.2).map(|g| (*host.min(&g.1), *host.max(&g.1))));
        }
    }
    pairs
}

/// Each pair of countries that take part; for a report of one country, that country. A report that leaves one side
/// open stands under every country alone, and so do all others, since it may be of their event.
fn frames(signature: &Signature) -> Vec<u64> {
    let all = &signature.all[..signature.all.len().min(8)];
    let mut frames: Vec<u64> = all.iter().map(|c| key(&[*c])).collect();
    for (i, a) in all.iter().enumerate() {
        frames.extend(all[i + 1..].iter().map(|b| key(&[*a, *b])));
    }
    frames
}

struct Buckets {
    own_level: u64,
    own: Vec<(u64, u64)>,
    wider: Vec<(u64, u64)>,
}

/// Weeks, months or years that an interval touches, and the wider ones that it passes through.
fn buckets(days: Option<Interval>) -> Buckets {
    let Some(days) = days else { return Buckets { own_level: 3, own: vec![(3, 0)], wider: Vec::new() } };
    let weeks = || spread_over(1, week(days.from), week(days.to));
    let months = || spread_over(2, month(days.from), month(days.to));
    let years = || spread_over(4, i32::from(days.from.year()), i32::from(days.to.year()));
    let length = days.days();
    if length <= WEEKLY {
        Buckets { own_level: 1, own: weeks(), wider: [months(), years()].concat() }
    } else if length <= MONTHLY {
        Buckets { own_level: 2, own: months(), wider: [months(), years()].concat() }
    } else {
        Buckets { own_level: 4, own: years(), wider: years() }
    }
}

fn spread_over(level: u64, from: i32, to: i32) -> Vec<(u64, u64)> {
    (from..=to.min(from + MOST_BUCKETS)).map(|n| (level, n as u64)).collect()
}

fn week(day: Date) -> i32 {
    days_between(date(1899, 12, 31), day).div_euclid(7)
}

fn month(day: Date) -> i32 {
    i32::from(day.year()) * 12 + i32::from(day.month())
}

/// A gathering is looked up by words of its name, in the months that it may lie in: its guests differ.
fn names(corpus: &Corpus, signature: &Signature, bond: u64) -> impl Iterator<Item = u64> {
    let months = signature.days.map_or(Vec::new(), |d| spread_over(2, month(d.from), month(d.to)));
    let stems = rarest(corpus, signature, OF_NAME);
    stems.into_iter().flat_map(move |stem| {
        let months: Vec<u64> = months.iter().take(MOST_MONTHS).map(|(_, m)| key(&[bond, 6, stem.into(), *m])).collect();
        months
    })
}

fn rarest(corpus: &Corpus, signature: &Signature, most_stems: usize) -> Vec<u32> {
    let most = (corpus.texts.len() / RARE).max(4) as u32;
    let mut rare: Vec<(u32, u32)> = signature.stems.iter().map(|s| (corpus.holding(*s), *s)).collect();
    rare.retain(|(holding, _)| *holding > 1 && *holding <= most);
    rare.sort_unstable();
    rare.into_iter().take(most_stems).map(|(_, stem)| stem).collect()
}
