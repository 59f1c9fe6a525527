//! Given a corpus, yields which words of each article are of a template: sentences that a house prints day after day
//! around its news, or a title that only its date tells from yesterday's.

use crate::likeness::corpus::Corpus;
use crate::likeness::words::Word;
use rustc_hash::FxHashMap;

/// Words in a run that is compared.
const RUN: usize = 4;
/// A run that one house prints on so many days is of a template.
const DAYS: usize = 4;
/// At most so many counters stand for the runs of one house.
const MOST_COUNTERS: usize = 1 << 22;
/// Odd, with its bits well mixed (FxHash): every word of a run reaches the high bits.
const SPREAD: u64 = 0x517c_c1b7_2722_0a95;

/// For each article, for each of its words, whether it is of a template.
pub fn templates(corpus: &Corpus) -> Vec<Vec<bool>> {
    let mut houses: FxHashMap<Option<&str>, Vec<u32>> = FxHashMap::default();
    for (at, text) in corpus.texts.iter().enumerate() {
        houses.entry(text.reading.article.publisher.as_deref()).or_default().push(at as u32);
    }
    let mut marked: Vec<Vec<bool>> = corpus.texts.iter().map(|t| vec![false; t.words.len()]).collect();
    for articles in houses.values().filter(|a| a.len() >= DAYS) {
        for (at, start) in daily(corpus, articles) {
            marked[at as usize][start as usize..start as usize + RUN].fill(true);
        }
    }
    marked
}

/// Where runs stand that articles of enough days hold: the article, and the word that begins the run. Most runs stand on
/// one day: counters that several runs share, which can only count too many, leave few to be looked at one by one.
fn daily(corpus: &Corpus, articles: &[u32]) -> Vec<(u32, u32)> {
    let day = |at: u32| {
        let days = corpus.texts[at as usize].published()?;
        Some(i32::from(days.from.year()) * 366 + i32::from(days.from.day_of_year()))
    };
    let words: usize = articles.iter().map(|at| corpus.texts[*at as usize].words.len()).sum();
    let counters = words.next_power_of_two().clamp(1, MOST_COUNTERS);
    let place = |run: u64| (run >> 32) as usize & (counters - 1);
    let mut counted = vec![(i32::MIN, 0_u8); counters];
    // Articles stand in the order of their days, so that a day is counted once.
    for (at, day) in articles.iter().filter_map(|at| Some((at, day(*at)?))) {
        for run in runs(corpus, *at) {
            let (last, days) = &mut counted[place(run)];
            if *last != day {
                (*last, *days) = (day, days.saturating_add(1));
            }
        }
    }
    let mut held: Vec<(u64, Option<i32>, u32, u32)> = Vec::new();
    for at in articles {
        let often = |run: &u64| usize::from(counted[place(*run)].1) >= DAYS;
        let often = runs(corpus, *at).zip(0..).filter(|(run, _)| often(run));
        held.extend(often.map(|(run, start)| (run, day(*at), *at, start)));
    }
    held.sort_unstable();
    let days = |same: &[(u64, Option<i32>, u32, u32)]| {
        let dated = same.iter().filter_map(|one| one.1);
        dated.fold((0, None), |(days, last), day| (days + usize::from(last != Some(day)), Some(day))).0
    };
    let daily = held.chunk_by(|a, b| a.0 == b.0).filter(|same| days(same) >= DAYS);
    daily.flatten().map(|(_, _, at, start)| (*at, *start)).collect()
}

fn runs<'c>(corpus: &'c Corpus, at: u32) -> impl Iterator<Item = u64> + 'c {
    let step = |run: u64, word: &Word| (run.rotate_left(5) ^ u64::from(word.whole)).wrapping_mul(SPREAD);
    corpus.texts[at as usize].words.windows(RUN).map(move |words| words.iter().fold(0, step))
}
