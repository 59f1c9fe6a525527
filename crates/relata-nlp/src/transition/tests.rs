//! Given networks of random numbers; checks that any tree and any entities are well formed.

use proptest::prelude::*;

use super::*;
use crate::doc::SentStart;
use crate::flat::{Flat, FlatWriter};
use crate::kernel::Kernel;
use crate::mode::Mode;

const WIDTH: usize = 4;
const HIDDEN: usize = 6;

/// Yields numbers that look drawn by chance, the same for the same seed.
fn numbers(seed: u64, count: usize) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let next = |_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 40) as f32 / 8_388_608.0 - 1.0
    };
    (0..count).map(next).collect()
}

fn network(name: &str, seed: u64, features: usize, moves: usize) -> Flat {
    let sizes = [
        ("reduce/weights", WIDTH * WIDTH),
        ("reduce/bias", WIDTH),
        ("lower/weights", features * HIDDEN * 2 * WIDTH),
        ("lower/bias", HIDDEN * 2),
        ("lower/absent", features * HIDDEN * 2),
        ("upper/weights", moves * HIDDEN),
        ("upper/bias", moves),
    ];
    let mut writer = FlatWriter::default();
    for (index, (part, size)) in sizes.into_iter().enumerate() {
        writer.add_floats(&format!("{name}/{part}"), &numbers(seed + index as u64, size));
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("random.model");
    writer.write(&path).unwrap();
    Flat::open(&path).unwrap()
}

fn moves(kinds: &[(u8, &str)]) -> Vec<Move> {
    kinds.iter().map(|&(kind, label)| Move { kind, label: label.into() }).collect()
}

fn parse(seed: u64, starts: &[SentStart]) -> parser::Tree {
    let moves = moves(&[(0, ""), (1, ""), (2, "det"), (2, "dep"), (3, "obj"), (3, "dep"), (4, "ROOT")]);
    let flat = network("parser", seed, Parser::FEATURES, moves.len());
    let parser = Parser::load(&flat, &moves, Kernel::best(), Mode::Fast).unwrap();
    let spaces = vec![false; starts.len()];
    parser.run(&numbers(seed + 99, starts.len() * WIDTH), WIDTH, (starts, &spaces), &mut Work::default())
}

/// Follows heads to a root; `None` where they go round.
fn root(heads: &[u32], word: usize) -> Option<usize> {
    let mut word = word;
    for _ in 0..=heads.len() {
        match heads[word] as usize {
            head if head == word => return Some(word),
            head => word = head,
        }
    }
    None
}

/// Yields what is known of each of up to 40 tokens: of some, or of all.
fn starts() -> impl Strategy<Value = Vec<SentStart>> {
    (0..5_u32).prop_flat_map(|free| {
        let one = prop_oneof![
            free => Just(SentStart::Free),
            1 => Just(SentStart::Start),
            2 => Just(SentStart::Inside)
        ];
        proptest::collection::vec(one, 0..40)
    })
}

proptest! {
    #[test]
    fn trees_are_trees_and_keep_imposed_starts(
        seed in 0_u64..1000,
        starts in starts(),
    ) {
        let tree = parse(seed, &starts);
        prop_assert_eq!(tree.heads.len(), starts.len());
        let mut sentence = 0;
        let mut roots = Vec::new();
        for word in 0..starts.len() {
            let root = root(&tree.heads, word);
            prop_assert!(root.is_some(), "heads go round at {}", word);
            sentence += usize::from(tree.starts[word]);
            roots.push((sentence, root));
            if word > 0 && starts[word] == SentStart::Start {
                prop_assert!(tree.starts[word]);
            }
            if word > 0 && starts[word] == SentStart::Inside && !starts.contains(&SentStart::Free) {
                prop_assert!(!tree.starts[word]);
            }
        }
        prop_assert!(roots.windows(2).all(|pair| (pair[0].0 == pair[1].0) == (pair[0].1 == pair[1].1)));
    }

    #[test]
    fn entities_stay_inside_sentences_and_off_white_space(
        seed in 0_u64..1000,
        marks in proptest::collection::vec((any::<bool>(), any::<bool>()), 0..40),
    ) {
        let (starts, spaces): (Vec<bool>, Vec<bool>) = marks.into_iter().unzip();
        let labels = [(1, "LOC"), (1, "PER"), (2, "LOC"), (2, "PER"), (3, "LOC"), (3, "PER"),
            (4, "LOC"), (4, "PER"), (4, ""), (5, "")];
        let moves = moves(&labels);
        let flat = network("ner", seed, Recogniser::FEATURES, moves.len());
        let recogniser = Recogniser::load(&flat, &moves, Kernel::best(), Mode::Exact).unwrap();
        let rows = numbers(seed + 99, starts.len() * WIDTH);
        let mut end = 0;
        for span in recogniser.run(&rows, WIDTH, (&starts, &spaces), &mut Work::default()) {
            prop_assert!(span.start >= end && span.start < span.end);
            end = span.end;
            prop_assert!(end as usize <= starts.len() && !spaces[span.start as usize]);
            prop_assert!(!starts[span.start as usize + 1..end as usize].contains(&true));
        }
    }
}
