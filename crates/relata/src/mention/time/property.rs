//! Given any text made of the words of times, checks what must hold of what is found in it.

use super::*;
use crate::parse::{Dep, Morph, Pos, Token};
use crate::span::Span;
use proptest::prelude::*;
use std::sync::LazyLock;

/// One pack's rules, whichever comes first.
static TIMES: LazyLock<Option<Times>> = LazyLock::new(|| {
    let data = Data::builtin();
    data.languages().iter().find_map(|language| Times::load(&data, language).ok())
});

/// Forms of the word tables and numbers that lie at the borders of what is allowed.
fn words() -> Vec<String> {
    let data = Data::builtin();
    let mut words: Vec<String> =
        ["0", "00", "1", "24", "31", "32", "98", "1er", "1999", "9999", "99999999999", "é", "«"]
            .into_iter()
            .chain([",", ".", "/", "-", "à", "depuis", "de", "XIXe", "12/13/2020", "25h99", "1,5", "1.000"])
            .map(str::to_owned)
            .collect();
    for language in data.languages() {
        let table = data.table(&format!("packs/{language}/time_words.tsv"), &word::COLUMNS);
        for row in table.iter().flat_map(|t| t.rows()) {
            words.extend(row.list("words").map(str::to_owned));
        }
    }
    words
}

fn parse_of(text: &str, heads: &[usize]) -> Parse {
    let pieces = piece::split(text, &word::Vocabulary::default());
    let count = pieces.len();
    let token = |(at, span): (usize, Span)| {
        let head = heads.get(at).map_or(at, |h| h % count);
        let (pos, morph) = ([Pos::Noun, Pos::Verb, Pos::X][at % 3], Morph::read("Tense=Fut|VerbForm=Fin"));
        Token { span, lemma: "".into(), pos, feats: "".into(), morph, head, dep: Dep::Obl, sentence: 0 }
    };
    let tokens: Vec<Token> = pieces.iter().map(|p| p.span).enumerate().map(token).collect();
    let (sentence, paragraph) = (0..count, 0..1);
    if count == 0 { Parse::default() } else { Parse::new(tokens, vec![sentence], vec![paragraph], Vec::new()) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn what_is_found_lies_in_the_text_in_order_and_apart(
        words in prop::collection::vec(prop::sample::select(words()), 0..24),
        heads in prop::collection::vec(0usize..24, 24),
        year in 1i16..9990,
        length in prop::sample::select(vec![0, 1, 6, 30, 400, 40_000]),
        anchored in any::<bool>(),
    ) {
        let text = words.join(" ");
        let parse = parse_of(&text, &heads);
        let first = jiff::civil::date(year, 2, 28);
        let anchor = anchored.then(|| Interval::between(first, crate::day::plus_days(first, length)));
        let Some(times) = &*TIMES else { return Ok(()) };
        let found = times.find(&text, &parse, anchor);
        for pair in found.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start, "{:?}", pair);
        }
        for one in &found {
            prop_assert!(!one.span.of(&text).trim().is_empty() && !one.value.is_empty());
            prop_assert!(one.days.is_none_or(|d| d.from <= d.to), "{:?}", one);
        }
    }
}
