//! Given two runs of words, yields how far one is the other: tolerant of words left out, added or changed.

use super::words::Word;

/// What a content word weighs.
const CONTENT: f32 = 1.0;
/// What a function word weighs beside it.
const FUNCTION: f32 = 0.25;
/// Longer utterances are compared by their beginnings: the work grows with the product of the lengths.
const LONGEST: usize = 240;

/// The second of two neighbouring words must have so many letters to make a phrase.
const PHRASE: u8 = 6;

/// How two utterances lie to one another.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Alignment {
    /// Weight of the aligned words, as part of the shorter utterance.
    pub coverage: f32,
    /// Weight of the shorter utterance, as part of the longer.
    pub ratio: f32,
    /// Number of aligned content words.
    pub content: usize,
    /// Words of the longer utterance from the first to the last aligned one, for each word of the shorter.
    pub stretch: f32,
}

/// The words of an utterance without their order, made ready to be compared with many others.
pub struct Bag {
    /// The hashes of the words with what each weighs, sorted.
    words: Vec<(u32, f32)>,
    weight: f32,
    /// A bit for each content word; several words may share one.
    marks: u128,
}

impl Bag {
    /// The words that [`align`] compares.
    pub fn new(words: &[Word]) -> Self {
        let compared = &words[..words.len().min(LONGEST)];
        let mut words: Vec<(u32, f32)> = compared.iter().map(|w| (w.whole, weigh(w))).collect();
        words.sort_unstable_by_key(|w| w.0);
        let content = compared.iter().filter(|w| w.content());
        let marks = content.fold(0, |marks, w| marks | 1 << (w.whole >> 25));
        Self { words, weight: weight(compared), marks }
    }

    /// True where [`Alignment::coverage`] of two utterances may be at least `least`.
    pub fn may_cover(&self, other: &Self, least: f32) -> bool {
        let (short, long) = if self.weight <= other.weight { (self, other) } else { (other, self) };
        let missing = (short.marks & !long.marks).count_ones() as f32 * CONTENT;
        short.weight - missing >= least * short.weight.max(FUNCTION) && self.most_covered(other) >= least
    }

    /// What [`Alignment::coverage`] of two utterances is at most: their words need not come in one order here.
    fn most_covered(&self, other: &Self) -> f32 {
        let (mut i, mut j, mut shared) = (0, 0, 0.0);
        while i < self.words.len() && j < other.words.len() {
            let (a, b) = (self.words[i], other.words[j]);
            if a.0 == b.0 {
                shared += a.1;
            }
            i += usize::from(a.0 <= b.0);
            j += usize::from(b.0 <= a.0);
        }
        shared / self.weight.min(other.weight).max(FUNCTION)
    }
}

/// Aligns two utterances by their longest common subsequence of words, weighted by what words say.
pub fn align(a: &[Word], b: &[Word]) -> Alignment {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    let (short, long) = if weight(a) <= weight(b) { (a, b) } else { (b, a) };
    if short.is_empty() {
        return Alignment::default();
    }
    if short.iter().map(|w| w.whole).eq(long.iter().map(|w| w.whole)) {
        let content = short.iter().filter(|w| w.content()).count();
        return Alignment { coverage: 1.0, ratio: 1.0, content, stretch: 1.0 };
    }
    let matched = common(short, long);
    let aligned: f32 = matched.iter().map(|(i, _)| weigh(&short[*i])).sum();
    let (first, last) = (matched.first().map_or(0, |m| m.1), matched.last().map_or(0, |m| m.1));
    Alignment {
        coverage: aligned / weight(short),
        ratio: weight(short) / weight(long),
        content: matched.iter().filter(|(i, _)| short[*i].content()).count(),
        stretch: (last + 1 - first) as f32 / short.len() as f32,
    }
}

/// True where half of the content words of the shorter stand in the longer, at least one beside the same neighbour:
/// a phrase of one utterance, inflected perhaps, within another.
pub fn share_phrase(a: &[Word], b: &[Word]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let content: Vec<&Word> = short.iter().filter(|w| w.content()).collect();
    let found = content.iter().filter(|w| long.iter().any(|l| l.stem == w.stem)).count();
    let pair = |p: &[Word]| long.windows(2).any(|l| l[0].whole == p[0].whole && l[1].whole == p[1].whole);
    found > 0 && found * 2 >= content.len() && short.windows(2).any(|p| p[1].letters >= PHRASE && pair(p))
}

/// The weight of the heaviest run of words that stands in both, by what each word says; 0 where fewer than two of its
/// words say anything.
pub fn heaviest_run(a: &[Word], b: &[Word], says: impl Fn(&Word) -> f32) -> f32 {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    // For each place in b, the run that ends there: its weight, and how many of its words say something.
    let mut runs = vec![(0.0f32, 0u32); b.len() + 1];
    let mut best = 0.0f32;
    for word in a {
        let own = says(word);
        for j in (0..b.len()).rev() {
            let grown = (runs[j].0 + own, runs[j].1 + u32::from(own > 0.0));
            runs[j + 1] = if b[j].whole == word.whole { grown } else { (0.0, 0) };
            if runs[j + 1].1 > 1 {
                best = best.max(runs[j + 1].0);
            }
        }
    }
    best
}

fn weigh(word: &Word) -> f32 {
    if word.content() { CONTENT } else { FUNCTION }
}

fn weight(words: &[Word]) -> f32 {
    words.iter().map(weigh).sum()
}

/// The pairs of places of the heaviest common subsequence.
pub(super) fn common(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let width = b.len() + 1;
    let mut best = vec![0.0f32; (a.len() + 1) * width];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            let skip = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let take = if a[i].whole == b[j].whole { weigh(&a[i]) + best[(i + 1) * width + j + 1] } else { 0.0 };
            best[i * width + j] = skip.max(take);
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        let here = best[i * width + j];
        if a[i].whole == b[j].whole && (here - weigh(&a[i]) - best[(i + 1) * width + j + 1]).abs() < 1e-4 {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    fn check(a: &str, b: &str) -> Alignment {
        align(&words(a), &words(b))
    }

    #[test]
    fn words_left_out_and_titles_added_do_not_part_an_utterance() {
        let whole = check("Nous signerons (…) avant la fin de l’été", "Nous signerons [...] avant la fin de l'été");
        assert_eq!(whole.coverage, 1.0);
        let titled = check("Keiko Sato nous a ouvert sa porte", "La ministre Keiko Sato nous a ouvert sa porte");
        assert!(titled.coverage == 1.0 && titled.ratio > 0.7, "{titled:?}");
    }

    #[test]
    fn a_fragment_is_a_short_stretch_of_the_whole() {
        let part = check("un port ouvert", "Nous voulons pour toute la région un port ouvert et sûr");
        assert!(part.coverage == 1.0 && part.stretch == 1.0 && part.ratio < 0.5, "{part:?}");
    }

    #[test]
    fn an_inflected_phrase_is_found_in_the_whole() {
        let check = |a: &str, b: &str| share_phrase(&words(a), &words(b));
        assert!(check("prendre en compte", "nos craintes doivent être prises en compte sans délai"));
        assert!(!check("prendre en compte", "nous comptons prendre la mer"));
        assert!(!check("", "la mer"));
    }

    #[test]
    fn the_heaviest_run_counts_what_says_something() {
        let check = |a: &str, b: &str| heaviest_run(&words(a), &words(b), |w| if w.content() { 1.0 } else { 0.0 });
        assert_eq!(check("au forum des ports de la Volta", "le forum des ports de la Volta noire"), 3.0);
        assert_eq!(check("le forum des maires", "le forum du climat"), 0.0);
        assert_eq!(check("", "le forum"), 0.0);
    }

    #[test]
    fn no_order_of_words_covers_more() {
        let check = |a: &str, b: &str, most: f32| {
            assert_eq!(Bag::new(&words(a)).most_covered(&Bag::new(&words(b))), most, "{a} / {b}");
            assert!(check(a, b).coverage <= most);
            assert!(Bag::new(&words(a)).may_cover(&Bag::new(&words(b)), check(a, b).coverage));
        };
        check("nous signerons avant la fin", "avant la fin de l’été, nous signerons", 1.0);
        check("la paix, la paix", "la paix", 1.0);
        check("une trêve", "la guerre", 0.0);
        check("", "la paix", 0.0);
    }

    #[test]
    fn nothing_aligns_with_nothing() {
        assert_eq!(check("", "la paix"), Alignment::default());
    }
}
