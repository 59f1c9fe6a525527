//! Given a language's titles, yields where a text describes somebody by office, rank or group.

use crate::error::Error;
use crate::mention::gazetteer::fold;
use crate::pack::{Data, Row};
use crate::parse::{Gender, Parse};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What a title describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TitleKind {
    /// One who holds an office: "président", "ministre".
    Person,
    /// People: "manifestants", "experts".
    Group,
    /// Those who govern: "gouvernement", "pouvoir".
    Government,
    /// Armed forces.
    Military,
    /// Police and justice.
    Police,
    /// Press and broadcasters.
    Media,
    /// A seat of power.
    PlaceOfPower,
    /// The same office elsewhere: "homologue".
    Counterpart,
}

/// One title of `packs/*/titles.tsv`.
#[derive(Debug, Clone)]
pub struct Title {
    /// The words.
    pub words: String,
    /// What it describes.
    pub kind: TitleKind,
    /// The office's slug, as the gazetteer has it.
    pub office: Option<String>,
    /// Its grammatical gender.
    pub gender: Gender,
}

/// A language's titles.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    titles: Vec<Title>,
    by_first: FxHashMap<String, Vec<Pattern>>,
}

#[derive(Debug, Clone)]
struct Pattern {
    words: Vec<String>,
    title: usize,
    plural: bool,
}

/// A title as it stands in a text.
#[derive(Debug, Clone)]
pub struct Found<'t> {
    /// The row.
    pub title: &'t Title,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// True for the plural form.
    pub plural: bool,
}

impl Titles {
    /// Reads `packs/*/titles.tsv`.
    ///
    /// # Errors
    /// A missing or wrong table; an unknown kind or gender.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let columns = ["title", "kind", "office", "gender", "plural", "example", "source", "checked"];
        let table = data.table(&format!("packs/{language}/titles.tsv"), &columns)?;
        let mut titles = Self::default();
        for row in table.rows() {
            let at = titles.titles.len();
            titles.titles.push(Title {
                words: row.get("title").to_owned(),
                kind: kind(row)?,
                office: row.some("office").map(str::to_owned),
                gender: gender(row)?,
            });
            titles.pattern(row.get("title"), at, false);
            for plural in row.list("plural") {
                titles.pattern(plural, at, true);
            }
        }
        for patterns in titles.by_first.values_mut() {
            patterns.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
        }
        Ok(titles)
    }

    fn pattern(&mut self, words: &str, title: usize, plural: bool) {
        let words: Vec<String> = split(words);
        if let Some(first) = words.first().cloned() {
            self.by_first.entry(first).or_default().push(Pattern { words, title, plural });
        }
    }

    /// True where a single word is a title: it is no part of a name.
    pub fn is_title(&self, word: &str) -> bool {
        self.by_first.get(&fold(word)).is_some_and(|p| p.iter().any(|p| p.words.len() == 1))
    }

    /// The longest title that begins at a token; `words` are the article's tokens, folded.
    pub fn at(&self, words: &[String], token: usize) -> Option<Found<'_>> {
        let patterns = self.by_first.get(words.get(token)?)?;
        let pattern = patterns.iter().find(|p| words[token..].starts_with(&p.words))?;
        let tokens = token..token + pattern.words.len();
        Some(Found { title: &self.titles[pattern.title], tokens, plural: pattern.plural })
    }
}

/// The article's tokens, folded for comparison with titles and pronouns.
pub(super) fn folded_words(text: &str, parse: &Parse) -> Vec<String> {
    parse.tokens.iter().map(|t| fold(t.span.of(text))).collect()
}

/// The tokens of a phrase as the tokenizer would cut it: an elided word keeps its apostrophe.
pub(super) fn split(phrase: &str) -> Vec<String> {
    fold(phrase).replace('\'', "' ").split_whitespace().map(str::to_owned).collect()
}

fn kind(row: Row<'_>) -> Result<TitleKind, Error> {
    Ok(match row.get("kind") {
        "person" => TitleKind::Person,
        "group" => TitleKind::Group,
        "government" => TitleKind::Government,
        "military" => TitleKind::Military,
        "police" => TitleKind::Police,
        "media" => TitleKind::Media,
        "place_of_power" | "place of power" => TitleKind::PlaceOfPower,
        "counterpart" => TitleKind::Counterpart,
        other => return Err(row.error(format!("no kind of title is named {other}"))),
    })
}

fn gender(row: Row<'_>) -> Result<Gender, Error> {
    Ok(match row.get("gender") {
        "m" => Gender::Masc,
        "f" => Gender::Fem,
        "" | "e" | "mf" => Gender::None,
        other => return Err(row.error(format!("gender is {other}; it must be m, f or empty"))),
    })
}
