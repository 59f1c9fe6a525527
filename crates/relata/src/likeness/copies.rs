//! Given the articles, yields which are copies of one text: wire copy, reprints, cut-down versions.
//!
//! Articles that share sampled runs of words are compared in full. The sample is a MinHash sketch whose size
//! follows the text (FracMinHash, Irber et al. 2022), because a cut-down copy is found by containment, which the
//! bands of a fixed-size sketch miss. An inverted index of the sampled runs stands in the place of the bands.

use super::corpus::Corpus;
use super::partition::{Partition, drop_lone, meetings};
use super::words::{Word, key};
use rustc_hash::FxHashMap;

/// Words in a run that is compared.
const RUN: usize = 4;
/// About this many runs of a short text are sampled; of long texts, one in [`RAREST`].
const SAMPLE: f32 = 64.0;
/// Of how many runs at least one is sampled.
const RAREST: f32 = 8.0;
/// Two texts are copies where they share this part of all their runs (Jaccard) …
const ALIKE: f32 = 0.5;
/// … or where the shorter has this part of its runs in the longer (containment).
const CONTAINED: f32 = 0.5;
/// A text of fewer runs is too short to be known as a cut-down copy.
const SHORTEST: usize = 12;
/// Part of the pairs between two groups that must be copies themselves: unlike texts are not chained.
const LINKED: f32 = 0.2;
/// Two texts are compared in full where they share this part of what is sampled of the shorter.
const WORTH_READING: f32 = 0.25;
/// Each text meets so many neighbours that share a run.
const REACH: usize = 24;

/// For each article of the corpus, the first article of its group of copies: itself where it has none.
pub fn copies(corpus: &Corpus) -> Vec<u32> {
    let articles = corpus.texts.len();
    let crowd = (articles / 200).max(40);
    let mut sampled = Vec::new();
    let mut own = Vec::with_capacity(articles);
    let rates: Vec<f32> = corpus.texts.iter().map(|text| part(text.body())).collect();
    for (at, text) in corpus.texts.iter().enumerate() {
        let before = sampled.len();
        sampled.extend(sample(text.body()).map(|run| (run, at as u32)));
        own.push((sampled.len() - before) as u32);
    }
    drop_lone(&mut sampled);
    sampled.sort_unstable();
    leave_boilerplate(&mut own, &sampled, crowd);
    let pairs = meetings(sampled, REACH, crowd);
    let mut runs = Runs { corpus, held: FxHashMap::default() };
    let mut edges: Vec<(u32, u32, u32)> = Vec::new();
    for (a, b, shared) in pairs {
        // Boilerplate of a publisher is in no sample that counts here: it is shared by a crowd.
        let rate = |n: u32| rates[n as usize];
        let counted = |n: u32| own[n as usize] as f32 * rate(a).min(rate(b)) / rate(n);
        if (shared as f32) < WORTH_READING * counted(a).min(counted(b)) {
            continue;
        }
        if let Some(likeness) = runs.likeness(a, b) {
            edges.push(((likeness * 1000.0) as u32, a, b));
        }
    }
    edges.sort_unstable_by_key(|(likeness, a, b)| (std::cmp::Reverse(*likeness), *a, *b));
    let partition = link(articles, &edges);
    (0..articles as u32).map(|i| partition.first(i)).collect()
}

/// Joins along edges, the strongest first, where enough of the pairs between two groups are edges.
fn link(articles: usize, edges: &[(u32, u32, u32)]) -> Partition {
    let known: rustc_hash::FxHashSet<(u32, u32)> = edges.iter().map(|(_, a, b)| (*a, *b)).collect();
    let mut partition = Partition::new(articles);
    for (_, a, b) in edges {
        let (left, right) = (partition.members(*a), partition.members(*b));
        if partition.first(*a) == partition.first(*b) {
            continue;
        }
        let linked = left.iter().flat_map(|l| right.iter().map(move |r| (*l.min(r), *l.max(r))));
        let count = linked.filter(|pair| known.contains(pair)).count();
        if count as f32 >= LINKED * (left.len() * right.len()) as f32 {
            partition.join(*a, *b);
        }
    }
    partition
}

/// Takes from the number of sampled runs of each article those that are boilerplate; `sampled` is sorted.
fn leave_boilerplate(own: &mut [u32], sampled: &[(u64, u32)], crowd: usize) {
    for holders in sampled.chunk_by(|a, b| a.0 == b.0).filter(|holders| holders.len() > crowd) {
        holders.iter().for_each(|(_, article)| own[*article as usize] -= 1);
    }
}

fn runs_of(words: &[Word]) -> impl Iterator<Item = u64> + '_ {
    words.windows(RUN).map(|w| key(&[w[0].whole.into(), w[1].whole.into(), w[2].whole.into(), w[3].whole.into()]))
}

fn sample(words: &[Word]) -> impl Iterator<Item = u64> + '_ {
    let most = (f64::from(part(words)) * u64::MAX as f64) as u64;
    runs_of(words).filter(move |run| *run <= most)
}

/// The part of a text's runs that is sampled.
fn part(words: &[Word]) -> f32 {
    let runs = words.len().saturating_sub(RUN - 1).max(1) as f32;
    (SAMPLE / runs).clamp(1.0 / RAREST, 1.0)
}

/// The runs of the articles that are compared in full, made when they are first asked for.
struct Runs<'c, 'r> {
    corpus: &'c Corpus<'r>,
    held: FxHashMap<u32, Vec<u64>>,
}

impl Runs<'_, '_> {
    fn fill(&mut self, article: u32) {
        let words = self.corpus.texts[article as usize].body();
        self.held.entry(article).or_insert_with(|| {
            let mut runs: Vec<u64> = runs_of(words).collect();
            runs.sort_unstable();
            runs.dedup();
            runs
        });
    }

    /// The greater of Jaccard and containment, where either makes two articles copies.
    fn likeness(&mut self, a: u32, b: u32) -> Option<f32> {
        self.fill(a);
        self.fill(b);
        let (a, b) = (&self.held[&a], &self.held[&b]);
        let shared = shared(a, b) as f32;
        let fewest = a.len().min(b.len());
        let jaccard = shared / (a.len() + b.len()) as f32 / (1.0 - shared / (a.len() + b.len()) as f32);
        let contained = if fewest >= SHORTEST { shared / fewest as f32 } else { 0.0 };
        (jaccard >= ALIKE || contained >= CONTAINED).then_some(jaccard.max(contained))
    }
}

/// How many numbers two sorted lists share.
pub fn shared<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut found) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                found += 1;
                i += 1;
                j += 1;
            }
        }
    }
    found
}
