//! Given paths and what stands on standard input, yields the articles and problems that reading them finds.

use relata::article::Input;
use relata_store::input::{Item, Options, Problem, Zone, read};
use std::path::PathBuf;

/// Reads as a run of the program does, pages at once.
pub fn run(paths: &[PathBuf], stdin: &str) -> (Vec<Input>, Vec<Problem>) {
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    let options = Options { zone: Zone::named("Europe/Paris").unwrap(), ..Options::default() };
    read(paths, &options, &mut stdin.as_bytes(), &mut |item| {
        match item {
            Item::Article(article) => articles.push(*article),
            Item::Problem(problem) => problems.push(problem),
            Item::Page(raw) => {
                let (told, article) = raw.article(&options);
                problems.extend(told);
                articles.extend(article);
            }
        }
        true
    });
    (articles, problems)
}
