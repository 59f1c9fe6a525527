//! Given paths, yields the files to be read, in a fixed order, each with the name of its article.

use super::format::{self, Format};
use super::{Problem, shown};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Where bytes come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A file.
    File,
    /// Standard input.
    Stdin,
}

/// One file to be read.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    /// What its article is called, and the articles of its records begin with.
    pub(crate) name: String,
    pub(crate) kind: Kind,
}

impl Place {
    /// What a message calls it.
    pub(crate) fn shown(&self) -> String {
        if self.kind == Kind::Stdin { "standard input".to_owned() } else { shown(&self.path) }
    }
}

/// All files under `paths`, and what cannot be read of them. A file that is given twice is read once.
pub(crate) fn places(paths: &[PathBuf]) -> (Vec<Place>, Vec<Problem>) {
    let (mut found, mut problems) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Named {
                root: PathBuf::new(),
                within: "stdin".to_owned(),
                path: path.clone(),
                kind: Kind::Stdin,
            });
        } else if path.is_dir() {
            walk(path, &mut found, &mut problems);
        } else if path.exists() {
            given_file(path, &mut found);
        } else if let Some(files) = globbed(path).filter(|files| !files.is_empty()) {
            for file in files {
                if file.is_dir() { walk(&file, &mut found, &mut problems) } else { given_file(&file, &mut found) }
            }
        } else {
            problems.push(Problem::skipped(shown(path), "there is no such file or folder", "check the path"));
        }
    }
    let mut seen = BTreeSet::new();
    found.retain(|file| seen.insert(file.path.canonicalize().unwrap_or_else(|_| file.path.clone())));
    (name(found), problems)
}

/// A file with the folder that its name starts from.
struct Named {
    root: PathBuf,
    within: String,
    path: PathBuf,
    kind: Kind,
}

fn given_file(path: &Path, found: &mut Vec<Named>) {
    let within = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let root = path.parent().map(Path::to_owned).unwrap_or_default();
    found.push(Named { root, within, path: path.to_owned(), kind: Kind::File });
}

/// The files that a pattern such as `2031-*/*.html` fits, in the order of their names; `None` where it is no pattern.
fn globbed(path: &Path) -> Option<Vec<PathBuf>> {
    let pattern = path.to_str().filter(|p| p.contains(['*', '?', '[']))?;
    let mut found: Vec<PathBuf> = glob::glob(pattern).ok()?.flatten().collect();
    found.sort();
    Some(found)
}

/// True for files that are read where they are met in a folder: by their ending, else by how they begin.
fn is_read(path: &Path) -> bool {
    let ending = format::ending(path);
    if ending.as_deref().is_some_and(|e| format::ENDINGS.contains(&e)) {
        return true;
    }
    // Saved pages often have no ending, or that of the program that made them.
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(4096).read_to_end(&mut head));
    read.is_ok() && matches!(format::of(&head, None), Format::Html | Format::Feed | Format::Warc | Format::Parquet)
}

/// Walks a folder; files of other formats are counted in one note. Links to folders are not followed, so
/// that a circle of links ends.
fn walk(root: &Path, found: &mut Vec<Named>, problems: &mut Vec<Problem>) {
    let (mut files, mut others) = (Vec::new(), BTreeMap::new());
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = match std::fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                problems.push(super::unreadable(&shown(&folder), &error));
                continue;
            }
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type().is_ok_and(|t| t.is_dir()) {
                open.push(path);
            } else if path.is_file() {
                sort_out(root, path, &mut files, &mut others);
            }
        }
    }
    files.sort_by(|a: &Named, b: &Named| a.within.cmp(&b.within));
    if files.is_empty() {
        problems.push(Problem::skipped(
            shown(root),
            "no file in it can be read",
            "give a folder of articles: text, pages, feeds, archives, tables",
        ));
    }
    if !others.is_empty() {
        let counts: Vec<String> = others.iter().map(|(ending, count)| format!("{count} {ending}")).collect();
        let cause = format!("passed over files of other formats: {}", counts.join(", "));
        problems.push(Problem::noted(shown(root), cause, "name such a file by itself, and it is read by its content"));
    }
    found.append(&mut files);
}

fn sort_out(root: &Path, path: PathBuf, files: &mut Vec<Named>, others: &mut BTreeMap<String, usize>) {
    // What explains a folder is none of its articles.
    if path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme")) {
        return;
    }
    match is_read(&path) {
        true => {
            let inner = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<_> = inner.iter().map(|part| part.to_string_lossy()).collect();
            files.push(Named { root: root.to_owned(), within: parts.join("/"), path, kind: Kind::File });
        }
        false => {
            let ending =
                path.extension().map_or("without an ending".to_owned(), |e| format!(".{}", e.to_string_lossy()));
            *others.entry(ending).or_default() += 1;
        }
    }
}

/// Names each file: within its folder; with the folder's name before it where two would be called the same;
/// by its whole path where that is not enough.
fn name(found: Vec<Named>) -> Vec<Place> {
    let plain: Vec<String> = found.iter().map(|f| f.within.clone()).collect();
    let longer: Vec<String> = found.iter().map(with_folder).collect();
    let (plain_counts, longer_counts) = (counts(&plain), counts(&longer));
    let places = found.into_iter().zip(plain.into_iter().zip(longer));
    places
        .map(|(file, (plain, longer))| {
            let name = match (plain_counts.get(&plain), longer_counts.get(&longer)) {
                (Some(1), _) => plain,
                (_, Some(1)) => longer,
                _ => shown(&file.path),
            };
            Place { path: file.path, name, kind: file.kind }
        })
        .collect()
}

fn with_folder(file: &Named) -> String {
    let folder = file.root.canonicalize().ok();
    let folder = folder.as_deref().and_then(Path::file_name).map(|n| n.to_string_lossy().into_owned());
    folder.map_or(file.within.clone(), |folder| format!("{folder}/{}", file.within))
}

fn counts(names: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for name in names {
        *counts.entry(name.clone()).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "Texte.").unwrap();
        }
        folder
    }

    fn names(paths: &[PathBuf]) -> Vec<String> {
        places(paths).0.into_iter().map(|p| p.name).collect()
    }

    #[test]
    fn files_of_a_folder_are_named_from_it_and_sorted() {
        let folder = folder(&["b.txt", "a/z.md", ".hidden.txt", "c.pdf", "README.md"]);
        let paths = [folder.path().to_owned()];
        assert_eq!(names(&paths), ["a/z.md", "b.txt"]);
        assert!(places(&paths).1[0].cause.contains("1 .pdf"));
    }

    #[test]
    fn names_that_two_folders_share_take_the_folder_before_them() {
        let folder = folder(&["x/1.txt", "y/1.txt", "y/2.txt"]);
        assert_eq!(names(&[folder.path().join("x"), folder.path().join("y")]), ["x/1.txt", "y/1.txt", "2.txt"]);
    }

    #[test]
    fn a_file_that_is_given_twice_is_read_once() {
        let folder = folder(&["x/1.txt"]);
        assert_eq!(names(&[folder.path().join("x"), folder.path().join("x/1.txt")]), ["1.txt"]);
    }

    #[test]
    fn what_is_not_there_is_named() {
        assert_eq!(places(&["nowhere.txt".into()]).1[0].cause, "there is no such file or folder");
    }
}
