//! Given signatures and the pairs worth comparing, yields the events: groups of reports that agree.
//!
//! The best-fitting pairs join first; two groups join only where no report of one contradicts a report of the
//! other, their days share a day, and most of their reports fit. The order of pairs follows from what is in the
//! corpus alone.

use super::compare::{self, contradict, fit};
use super::doer::lopsided;
use super::family::Families;
use super::signature::Signature;
use super::timing::{WIDE_DAYS, shared_days};
use crate::day::Interval;
use crate::likeness::corpus::Corpus;
use crate::likeness::partition::Partition;
use rustc_hash::FxHashMap;

/// Where a report of a wide time fits several events on different days, the best must lead by this.
const LEAD: f32 = 0.75;
/// Reports of a group that speak for it when groups are compared.
const SPEAKERS: usize = 6;
/// Part of the pairs between two groups that must speak for joining.
const AGREED: f32 = 0.5;

/// How well a pair of reports fits, in thousandths, and the pair.
type Edge = (i32, u32, u32);

/// Groups reports of one event; numbers are places in `signatures`.
pub fn events(corpus: &Corpus, families: &Families, signatures: &[Signature], pairs: &[(u32, u32)]) -> Partition {
    let mut edges: Vec<Edge> = Vec::new();
    for (a, b) in pairs {
        if let Some(worth) = fit(corpus, families, &signatures[*a as usize], &signatures[*b as usize]) {
            edges.push(((worth * 1000.0) as i32, *a, *b));
        }
    }
    drop_ambiguous(signatures, &mut edges);
    edges.sort_unstable_by_key(|(worth, a, b)| (std::cmp::Reverse(*worth), *a, *b));
    let mut partition = Partition::new(signatures.len());
    let mut days: Vec<Option<Interval>> = signatures.iter().map(|s| s.days).collect();
    for (_, a, b) in edges {
        let (head, tail) = (partition.first(a), partition.first(b));
        if head == tail {
            continue;
        }
        let Some(shared) = shared_days(days[head as usize], days[tail as usize]) else { continue };
        if agree(corpus, families, signatures, partition.members(a), partition.members(b)) {
            partition.join(a, b);
            days[head.min(tail) as usize] = shared;
        }
    }
    partition
}

/// True where no pair of speakers of two groups contradicts, and enough of them fit.
fn agree(corpus: &Corpus, families: &Families, signatures: &[Signature], a: &[u32], b: &[u32]) -> bool {
    let (mut pairs, mut fitting) = (0, 0);
    for x in a.iter().take(SPEAKERS) {
        for y in b.iter().take(SPEAKERS) {
            let (x, y) = (&signatures[*x as usize], &signatures[*y as usize]);
            if contradict(families, x, y) {
                return false;
            }
            let fits = compare::agree(corpus, families, x, y);
            fitting += u32::from(fits);
            // A report that leaves a side open seldom fits by itself: it speaks neither for joining nor against it.
            pairs += u32::from(fits || x.report.kind != y.report.kind || !lopsided(x, y));
        }
    }
    fitting as f32 >= AGREED * pairs as f32
}

/// A wide time ("last year they met") that fits several events on different days equally well joins none of them.
fn drop_ambiguous(signatures: &[Signature], edges: &mut Vec<Edge>) {
    let wide = |n: u32| signatures[n as usize].width() > WIDE_DAYS;
    let mut narrow_of: FxHashMap<u32, Vec<(i32, u32)>> = FxHashMap::default();
    for (worth, a, b) in edges.iter() {
        for (one, other) in [(*a, *b), (*b, *a)] {
            if wide(one) && !wide(other) {
                narrow_of.entry(one).or_default().push((*worth, other));
            }
        }
    }
    narrow_of.retain(|_, partners| ambiguous(signatures, partners));
    edges.retain(|(_, a, b)| {
        let drops = |one: u32, other: u32| narrow_of.contains_key(&one) && !wide(other);
        !drops(*a, *b) && !drops(*b, *a)
    });
}

fn ambiguous(signatures: &[Signature], partners: &mut [(i32, u32)]) -> bool {
    partners.sort_unstable_by_key(|(worth, n)| (std::cmp::Reverse(*worth), *n));
    let days = |n: u32| signatures[n as usize].days;
    let Some((best, first)) = partners.first().copied() else { return false };
    partners
        .iter()
        .any(|(worth, n)| (best - worth) as f32 <= LEAD * 1000.0 && shared_days(days(first), days(*n)).is_none())
}
