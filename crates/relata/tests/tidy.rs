//! Given the repository's files, fails where one breaks a rule of CONTRIBUTING.md that no other tool checks.

use std::path::{Path, PathBuf};

/// Files longer than this want splitting.
const LINES: usize = 600;

/// The stages in the order of the path; a stage imports only the foundation and the stages before it.
const STAGES: [&str; 7] = ["article", "parse", "mention", "report", "date", "event", "pipeline"];

/// Names that say nothing.
const EMPTY_NAMES: [&str; 7] = ["util", "utils", "common", "helper", "manager", "handler", "misc"];

/// What the engine must not know: terminal, environment, clock, network, disk.
const OUTSIDE: [&str; 9] = [
    "std::env",
    "std::net",
    "std::fs",
    "std::io::std",
    "SystemTime",
    "Instant::now",
    "Zoned::now",
    "println!",
    "eprintln!",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        if path.is_dir() && name != "target" && name != "node_modules" && !name.to_string_lossy().starts_with('.') {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn check(what: &str, broken: &[String]) {
    assert!(broken.is_empty(), "{what}:\n{}", broken.join("\n"));
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// The part of a file before its tests.
fn code(path: &Path) -> String {
    // `scene.rs` builds readings for the tests of several stages, and is compiled for tests alone.
    let test = path.iter().any(|p| p == "tests" || p == "tests.rs" || p == "scene.rs");
    if test {
        return String::new();
    }
    text(path).split("#[cfg(test)]").next().unwrap_or_default().to_owned()
}

#[test]
fn files_are_short_and_say_what_they_are_given() {
    let mut broken = Vec::new();
    for path in files(&root().join("crates"), "rs") {
        let text = text(&path);
        if text.lines().count() > LINES {
            broken.push(format!("{}: {} lines, {LINES} at most", path.display(), text.lines().count()));
        }
        if !text.starts_with("//!") {
            broken.push(format!("{}: the first line does not begin with //!", path.display()));
        }
    }
    check("files to split or to explain", &broken);
}

#[test]
fn no_file_has_an_empty_name() {
    let empty = |p: &PathBuf| p.file_stem().is_some_and(|s| EMPTY_NAMES.contains(&&*s.to_string_lossy()));
    let broken: Vec<String> =
        files(&root().join("crates"), "rs").iter().filter(|p| empty(p)).map(|p| p.display().to_string()).collect();
    check("names that say nothing", &broken);
}

#[test]
fn stages_import_only_what_stands_before_them() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for (number, stage) in STAGES.iter().enumerate() {
        let mut paths = files(&source.join(stage), "rs");
        paths.push(source.join(format!("{stage}.rs")));
        for path in paths {
            let code = code(&path);
            for later in &STAGES[number + 1..] {
                if code.contains(&format!("crate::{later}::")) {
                    broken.push(format!("{} imports {later}, which stands after {stage}", path.display()));
                }
            }
        }
    }
    check("imports against the order of the path", &broken);
}

#[test]
fn the_engine_knows_no_terminal_environment_clock_network_or_disk() {
    let mut broken = Vec::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "rs") {
        let code = code(&path);
        broken.extend(OUTSIDE.iter().filter(|o| code.contains(*o)).map(|o| format!("{}: {o}", path.display())));
    }
    check("the engine reaches outside", &broken);
}

#[test]
fn the_engine_names_no_language() {
    let mut broken = Vec::new();
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "rs") {
        let named = ["\"fr\"", "\"en\"", "packs/fr", "packs/en"];
        let code = code(&path);
        for line in code.lines().filter(|l| !l.trim_start().starts_with("//")) {
            broken.extend(named.iter().filter(|n| line.contains(*n)).map(|n| format!("{}: {n}", path.display())));
        }
    }
    check("a language is data, not code", &broken);
}

#[test]
fn what_is_no_event_could_be_one() {
    // Without a row of events.tsv on the same word, a row of not_events.tsv does nothing, and its test cannot fail.
    let mut broken = Vec::new();
    for pack in std::fs::read_dir(root().join("packs")).expect("packs/ is there").flatten() {
        let rows = |name: &str| -> Vec<(String, String)> {
            let text = std::fs::read_to_string(pack.path().join(name)).unwrap_or_default();
            let word = |part: &&str| !part.contains(':') && !["refl", "neg"].contains(part);
            let row = |line: &str| {
                let mut cells = line.split('\t');
                let head: Vec<&str> = cells.next()?.split(' ').filter(word).collect();
                Some((head.join(" "), cells.next()?.to_owned()))
            };
            text.lines().skip(1).filter_map(row).collect()
        };
        let events = rows("events.tsv");
        let dead = rows("not_events.tsv").into_iter().filter(|row| !events.contains(row));
        broken.extend(dead.map(|(word, pos)| format!("{}: {word} {pos}", pack.path().display())));
    }
    check("rows of not_events.tsv on words that no row of events.tsv has", &broken);
}

#[test]
fn every_pack_has_the_same_files() {
    let names = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(root().join("packs").join(folder)).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    };
    let first = names("fr");
    let packs = std::fs::read_dir(root().join("packs")).expect("packs/ is there").flatten();
    let packs = packs.filter(|p| p.path().join("pack.toml").exists());
    let broken: Vec<String> =
        packs.map(|p| p.file_name().to_string_lossy().into_owned()).filter(|p| names(p) != first).collect();
    check("packs whose file names differ from the others'", &broken);
}
