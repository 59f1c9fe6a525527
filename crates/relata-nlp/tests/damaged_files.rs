//! Given wheels and model files that are damaged or hold what is not supported; checks that each gives an error that
//! says what is wrong and what to do, and that nothing panics.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

mod synthetic;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use relata_nlp::{Error, Pipeline};
use tempfile::TempDir;

/// The files of two random pipelines, and a wheel of the second.
static PLACE: LazyLock<TempDir> = LazyLock::new(|| {
    let place = tempfile::tempdir().unwrap();
    synthetic::write(&place.path().join("first"));
    synthetic::write_tagged(&place.path().join("second"));
    std::fs::write(place.path().join("second.whl"), zipped(&place.path().join("second"))).unwrap();
    place
});

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn zipped(folder: &Path) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for path in files(folder) {
        let name = format!("random/random-3.8.0/{}", path.strip_prefix(folder).unwrap().display());
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(&std::fs::read(path).unwrap()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// Installs from a wheel or folder, opens and parses.
fn used(wheel: &Path) -> Result<(), Error> {
    let place = tempfile::tempdir().unwrap();
    let model = place.path().join("x.model");
    Pipeline::install(wheel, &model)?;
    let pipeline = Pipeline::open(&model)?;
    for text in ["Le maire\n de Lomé, «\u{a0}oui\u{a0}». A 3,5", "", "ae le a"] {
        let doc = pipeline.parse(text);
        assert!(doc.tokens.iter().all(|token| (token.head as usize) < doc.tokens.len()));
    }
    Ok(())
}

/// Uses one of the pipelines with one file changed.
fn used_with(pipeline: &str, file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let place = tempfile::tempdir().unwrap();
    let folder = PLACE.path().join(pipeline);
    for path in files(&folder) {
        let to = place.path().join(path.strip_prefix(&folder).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(path, to).unwrap();
    }
    std::fs::write(place.path().join(file), bytes).unwrap();
    used(place.path())
}

#[test]
fn whole_wheels_are_used() {
    for name in ["first", "second", "second.whl"] {
        used(&PLACE.path().join(name)).unwrap();
    }
}

#[test]
fn a_wheel_that_is_broken_off_names_itself() {
    let whole = std::fs::read(PLACE.path().join("second.whl")).unwrap();
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("second.whl");
    for part in 0..40 {
        std::fs::write(&path, &whole[..whole.len() * part / 40]).unwrap();
        let error = used(&path).unwrap_err();
        assert!(error.is_wheel() && error.to_string().contains("second.whl"), "{error}");
    }
    std::fs::write(&path, b"this is no zip").unwrap();
    assert!(used(&path).unwrap_err().to_string().contains("second.whl"));
    let missing = used(&place.path().join("none.whl")).unwrap_err();
    assert!(missing.is_not_found() && missing.to_string().contains("none.whl"));
    assert!(used(place.path()).unwrap_err().to_string().contains("no config.cfg inside"));
}

#[test]
fn what_is_not_supported_is_named() {
    let config = std::fs::read_to_string(PLACE.path().join("second/config.cfg")).unwrap();
    let check = |old: &str, new: &str, named: &str| {
        let changed = config.replace(old, new);
        assert_ne!(changed, config);
        let error = used_with("second", Path::new("config.cfg"), changed.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(named) && error.contains("supported are pipelines of"), "{error}");
    };
    check("\"tok2vec\",", "\"transformer\",", "`transformer`");
    check("\"lemmatizer\",", "\"trainable_lemmatizer\",", "`trainable_lemmatizer`");
    check("\"ner\"]", "\"ner\",\"spancat\"]", "`spancat`");
    check("[\"senter\"]", "[]", "`senter`");
    check("spacy.Tokenizer.v1", "spacy.zh.ChineseTokenizer", "spacy.zh.ChineseTokenizer");
    let beam = used_with("second", Path::new("ner/cfg"), br#"{"beam_width":16}"#).unwrap_err().to_string();
    assert!(beam.contains("`ner` searches with a beam"), "{beam}");
}

#[test]
fn a_damaged_model_says_how_to_rebuild_it() {
    let place = tempfile::tempdir().unwrap();
    let model = place.path().join("xy.model");
    Pipeline::install(&PLACE.path().join("second.whl"), &model).unwrap();
    let whole = std::fs::read(&model).unwrap();
    for at in (0..whole.len()).step_by(whole.len() / 97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x40;
        std::fs::write(&model, &bytes).unwrap();
        match Pipeline::open(&model) {
            Ok(_) => assert!((56..64).contains(&at), "byte {at} is unguarded"),
            Err(error) => assert!(error.is_model() && error.to_string().contains("relata model install xy"), "{error}"),
        }
        std::fs::write(&model, &whole[..at]).unwrap();
        assert!(Pipeline::open(&model).is_err());
    }
}

/// Is a change of a file: where (a share of its length), what, and which.
fn change() -> impl Strategy<Value = (usize, f64, u8, u8)> {
    (0..17_usize, 0.0..1.0, any::<u8>(), 0..4_u8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_changed_file_never_panics(
        pipeline in prop::sample::select(vec!["first", "second"]),
        changes in prop::collection::vec(change(), 1..4),
    ) {
        let folder = PLACE.path().join(pipeline);
        let files = files(&folder);
        let path = &files[changes[0].0 % files.len()];
        let mut bytes = std::fs::read(path).unwrap();
        for &(_, place, byte, how) in &changes {
            let at = (bytes.len() as f64 * place) as usize;
            match how {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                2 if at < bytes.len() => drop(bytes.remove(at)),
                _ => bytes.truncate(at),
            }
        }
        // Whether it is noticed depends on the file; that it neither panics nor hangs, does not.
        let _ = used_with(pipeline, path.strip_prefix(&folder).unwrap(), &bytes);
    }
}
