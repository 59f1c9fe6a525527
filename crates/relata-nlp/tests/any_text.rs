//! Given any text; checks that a pipeline's annotation is well formed, and the same each time.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod synthetic;

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use relata_nlp::doc::{Doc, SentStart};
use relata_nlp::{Mode, Pipeline};

/// Two random pipelines in the exact and then in the fast mode, the one that is shipped, and the English one where it is installed.
static PIPELINES: LazyLock<Vec<Pipeline>> = LazyLock::new(|| {
    let both = |model: &Path| [Mode::Exact, Mode::Fast].map(|mode| Pipeline::open_in(model, mode));
    let random = [synthetic::write, synthetic::write_tagged].map(|write| {
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("random-3.8.0"));
        let model = folder.path().join("random.model");
        Pipeline::install(folder.path(), &model).unwrap();
        both(&model).map(Result::unwrap)
    });
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    // An installed model may be older than the program: then it is another test's affair.
    let installed = ["fr-news-1.0.zip", "en.model"].map(|name| both(&models.join(name)));
    random.into_iter().flatten().chain(installed.into_iter().flatten().flatten()).collect()
});

fn check(text: &str) {
    for pipeline in PIPELINES.iter() {
        let doc = pipeline.parse(text);
        well_formed(text, &doc);
        assert_eq!(pipeline.parse(text), doc, "{text:?}: another time, another annotation");
    }
}

fn well_formed(text: &str, doc: &Doc) {
    for sentence in doc.sentences() {
        let roots = sentence.clone().filter(|&place| doc.tokens[place].head as usize == place).count();
        assert_eq!(roots, 1, "{text:?}: the sentence {sentence:?} has {roots} roots");
        assert!(sentence.clone().all(|place| sentence.contains(&(doc.tokens[place].head as usize))), "{text:?}");
    }
    let mut end = 0;
    for (place, token) in doc.tokens.iter().enumerate() {
        let (start, stop) = (token.start as usize, token.end as usize);
        assert!(start == end && start < stop, "{text:?}: token {place}");
        assert!(text.is_char_boundary(start) && text.is_char_boundary(stop));
        end = stop + usize::from(token.space_after);
        assert!(!token.space_after || text[stop..].starts_with(' '));
        assert!((token.head as usize) < doc.tokens.len());
        assert_eq!(sentence(doc, place), sentence(doc, token.head as usize), "{text:?}: token {place}");
        assert!(reaches_root(doc, place), "{text:?}: token {place}");
    }
    assert_eq!(end, text.len(), "{text:?}: text left over");
    let mut end = 0;
    for entity in &doc.entities {
        assert!(entity.start >= end && entity.start < entity.end);
        assert!(entity.end as usize <= doc.tokens.len());
        end = entity.end;
    }
}

fn sentence(doc: &Doc, place: usize) -> usize {
    doc.tokens[..=place].iter().filter(|token| token.sent_start).count()
}

fn reaches_root(doc: &Doc, place: usize) -> bool {
    let mut place = place;
    (0..doc.tokens.len()).any(|_| {
        let head = doc.tokens[place].head as usize;
        std::mem::replace(&mut place, head) == head
    })
}

#[test]
fn odd_texts() {
    let long = "mot ".repeat(3000);
    for text in [
        "",
        " ",
        "   ",
        "\n\n",
        "\0",
        "a\0b \0",
        "😀",
        "👩‍👩‍👧 famille",
        "مرحبا بالعالم",
        "العربية، والفرنسية.",
        "\u{feff}Bonjour",
        "a\u{301}\u{301}\u{301}",
        "\r\n \t x",
        "« » — … ’",
        "\u{a0}\u{202f}12\u{202f}%",
        long.as_str(),
    ] {
        check(text);
    }
}

#[test]
fn imposed_starts_are_kept() {
    let text = "Le ministre a parlé Le président se tait";
    for pipeline in PIPELINES.iter() {
        let tokens = pipeline.tokenize(text);
        let place = |token: &relata_nlp::token::RawToken| match token.start as usize {
            0 => SentStart::Start,
            start if text[start..].starts_with("Le ") => SentStart::Start,
            _ => SentStart::Inside,
        };
        let starts: Vec<_> = tokens.tokens.iter().map(place).collect();
        let doc = pipeline.annotate(text, tokens, Some(&starts));
        let found: Vec<_> = doc.tokens.iter().map(|token| token.sent_start).collect();
        assert_eq!(found, starts.iter().map(|&start| start == SentStart::Start).collect::<Vec<_>>());
    }
}

#[test]
fn words_cut_elsewhere_are_annotated() {
    let words = [("Aujourd'hui", false), (",", true), ("", false), ("il pleut", true), ("\n", false)];
    let words = words.map(|(word, space)| (word.to_owned(), space));
    for pipeline in PIPELINES.iter() {
        let (text, tokens) = pipeline.tokens_of(&words);
        assert_eq!(text, "Aujourd'hui, il pleut \n");
        let doc = pipeline.annotate(&text, tokens, None);
        assert_eq!(doc.tokens.len(), words.len());
        assert_eq!((doc.tokens[3].start, doc.tokens[3].end), (13, 21));
    }
}

#[test]
fn a_pipeline_is_shared_between_threads() {
    let texts = ["Le ministre parle.", "Il se tait", "«\u{a0}Oui\u{a0}», dit-elle."];
    for pipeline in PIPELINES.iter() {
        let alone: Vec<Doc> = texts.iter().map(|text| pipeline.parse(text)).collect();
        let together: Vec<Doc> = std::thread::scope(|scope| {
            let threads: Vec<_> = texts.iter().map(|text| scope.spawn(|| pipeline.parse(text))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(alone, together);
    }
}

#[test]
fn what_was_annotated_before_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    synthetic::write(&folder.path().join("random-3.8.0"));
    let model = folder.path().join("random.model");
    Pipeline::install(folder.path(), &model).unwrap();
    let text = "Le ministre a parlé. Elle se tait, dit-on.";
    for mode in [Mode::Exact, Mode::Fast] {
        let fresh = Pipeline::open_in(&model, mode).unwrap().parse(text);
        let used = Pipeline::open_in(&model, mode).unwrap();
        used.parse(&"Elle parle, dit-on, et le ministre se tait. ".repeat(700));
        assert_eq!(used.parse(text), fresh, "{mode}");
    }
}

/// Annotates a text in which no sentence ends; memory and time must stay in bounds.
fn check_endless(unit: &str, bytes: usize) {
    let text = unit.repeat(bytes / unit.len());
    let pipeline = &PIPELINES[0];
    let doc = pipeline.parse(&text);
    let mut end = 0;
    for token in &doc.tokens {
        assert_eq!(token.start, end, "{unit:?}");
        end = token.end + u32::from(token.space_after);
    }
    assert_eq!(end as usize, text.len());
    assert!(doc.sentences().count() > 0);
}

#[test]
fn ten_megabytes_without_an_end() {
    for unit in ["mot ", "motdit"] {
        check_endless(unit, 10_000_000);
    }
}

#[test]
fn a_megabyte_of_what_may_be_cut_anywhere() {
    for unit in ["«", ".)", "1,", "l'", "a-", "😀", "e\u{301}", "مع", "\0", "\n", "\u{a0}", "http://a.b/"] {
        check_endless(unit, 1_000_000);
    }
}

/// Annotates on several threads at once, in another order, in company; all must be as it is alone.
fn check_company(texts: &[String]) {
    for pipeline in PIPELINES.iter().take(4) {
        let alone: Vec<Doc> = texts.iter().map(|text| pipeline.parse(text)).collect();
        let together: Vec<Doc> = std::thread::scope(|scope| {
            let threads: Vec<_> = texts.iter().rev().map(|text| scope.spawn(|| pipeline.parse(text))).collect();
            threads.into_iter().rev().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(alone, together);
    }
}

proptest! {
    #[test]
    fn any_company(texts in prop::collection::vec("[ aàeéLM0-9.,'’«»()\n-]{0,40}", 0..6)) {
        check_company(&texts);
    }

    #[test]
    fn any_text(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_text_of_common_characters(text in "[ aàeéLM0-9.,'’«»()\n-]{0,80}") {
        check(&text);
    }
}
