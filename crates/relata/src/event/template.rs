//! Given a corpus, yields which words of each article are of a template: sentences that a house prints day after day
//! around its news, or a title that only its date tells from yesterday's.

use crate::likeness::corpus::Corpus;
use crate::likeness::words::key;
use rustc_hash::{FxHashMap, FxHashSet};

/// Words in a run that is compared.
const RUN: usize = 4;
/// A run that one house prints on so many days is of a template.
const DAYS: usize = 4;

/// For each article, for each of its words, whether it is of a template.
pub fn templates(corpus: &Corpus) -> Vec<Vec<bool>> {
    let mut houses: FxHashMap<Option<&str>, Vec<u32>> = FxHashMap::default();
    for (at, text) in corpus.texts.iter().enumerate() {
        houses.entry(text.reading.article.publisher.as_deref()).or_default().push(at as u32);
    }
    let mut marked: Vec<Vec<bool>> = corpus.texts.iter().map(|t| vec![false; t.words.len()]).collect();
    for articles in houses.values().filter(|a| a.len() >= DAYS) {
        let daily = daily(corpus, articles);
        for at in articles {
            for (start, _) in runs(corpus, *at).enumerate().filter(|(_, run)| daily.contains(run)) {
                marked[*at as usize][start..start + RUN].fill(true);
            }
        }
    }
    marked
}

/// The runs that stand in articles of enough days.
fn daily(corpus: &Corpus, articles: &[u32]) -> FxHashSet<u64> {
    let mut held: Vec<(u64, i32)> = Vec::new();
    for at in articles {
        let Some(days) = corpus.texts[*at as usize].published() else { continue };
        let day = i32::from(days.from.year()) * 366 + i32::from(days.from.day_of_year());
        held.extend(runs(corpus, *at).map(|run| (run, day)));
    }
    held.sort_unstable();
    held.dedup();
    held.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() >= DAYS).map(|same| same[0].0).collect()
}

fn runs<'c>(corpus: &'c Corpus, at: u32) -> impl Iterator<Item = u64> + 'c {
    let words = &corpus.texts[at as usize].words;
    words.windows(RUN).map(|w| key(&[w[0].whole.into(), w[1].whole.into(), w[2].whole.into(), w[3].whole.into()]))
}
