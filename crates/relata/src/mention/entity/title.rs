//! Given a language's titles, yields where a text describes somebody by office, rank or group.

use crate::error::Error;
use crate::mention::gazetteer::fold;
use crate::pack::{Data, Row};
use crate::parse::{Gender, Parse};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many words may stand between the first word of a title and the others.
const ASIDE: usize = 5;

/// What a title describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TitleKind {
    /// One who holds an office: "président", "ministre".
    Person,
    /// People: "manifestants", "experts".
    Group,
    /// Those who govern: "gouvernement", "pouvoir".
    Government,
    /// An organ that acts in its own name: a court, a parliament, a town hall.
    Institution,
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
    /// A relative of somebody: "épouse".
    Kin,
    /// A word for a country: "pays".
    Land,
    /// No title, but a word before one that says that it is not held now: "ancien".
    Former,
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
    /// What must stand beside it: "la partie chinoise".
    pub needs: Needs,
    /// The code of the one country that has it: "taoiseach".
    pub land: Option<String>,
}

/// What must stand beside a title that has other meanings too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// The name or adjective of a land, body or place.
    Land,
    /// The adjective of a land: "la rue algérienne".
    Adjective,
    /// Nothing; but people of elsewhere than where they are, whose country is only the one told: "les otages".
    Told,
    /// The same; and whose they are said to be is another country than theirs: "Peru's creditors".
    Other,
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
    /// Reads `packs/*/titles.tsv`; `known` holds for the codes of countries.
    ///
    /// # Errors
    /// A missing or wrong table; an unknown kind, gender or country.
    pub fn load(data: &Data, language: &str, known: impl Fn(&str) -> bool) -> Result<Self, Error> {
        let columns = ["title", "kind", "office", "gender", "plural", "needs", "land", "example", "source", "checked"];
        let table = data.table(&format!("packs/{language}/titles.tsv"), &columns)?;
        let mut titles = Self::default();
        for row in table.rows() {
            let at = titles.titles.len();
            if let Some(code) = row.some("land").filter(|code| !known(code)) {
                return Err(row.error(format!("land is {code}; no country of the gazetteer has this code")));
            }
            titles.titles.push(Title {
                words: row.get("title").to_owned(),
                kind: kind(row)?,
                office: row.some("office").map(str::to_owned),
                gender: gender(row)?,
                needs: needs(row)?,
                land: row.some("land").map(str::to_owned),
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
        // The tokenizer parts some words at the hyphen: "état-major".
        let parted = words.contains('-').then(|| words.replace('-', " - "));
        for words in std::iter::once(words).chain(parted.as_deref()) {
            let words: Vec<String> = split(words);
            if let Some(first) = words.first().cloned() {
                self.by_first.entry(first).or_default().push(Pattern { words, title, plural });
            }
        }
    }

    /// True where a single word is a title: it is no part of a name.
    pub fn is_title(&self, word: &str) -> bool {
        self.by_first.get(&fold(word)).is_some_and(|p| p.iter().any(|p| p.words.len() == 1))
    }

    /// True where a single word is the title of one person: "mayor".
    pub fn is_persons(&self, word: &str) -> bool {
        let rows = self.by_first.get(&fold(word)).into_iter().flatten();
        rows.filter(|p| p.words.len() == 1 && !p.plural).any(|p| self.titles[p.title].kind == TitleKind::Person)
    }

    /// The countries of the titles in a text that only one country has; `words` are its tokens, folded.
    pub fn lands<'t>(&'t self, words: &'t [String]) -> impl Iterator<Item = &'t str> {
        let titles = (0..words.len()).filter_map(|t| self.at(words, t, |_| false, |_| true));
        titles.filter_map(|found| found.title.land.as_deref())
    }

    /// The longest title that begins at a token; `words` are the article's tokens, folded. After its first word
    /// may stand words for which `aside` holds: "ministre chinois des Affaires étrangères". `free` says whether a
    /// stretch of tokens is no part of a longer name.
    pub fn at(
        &self,
        words: &[String],
        token: usize,
        aside: impl Fn(usize) -> bool,
        free: impl Fn(Range<usize>) -> bool,
    ) -> Option<Found<'_>> {
        let patterns = self.by_first.get(words.get(token)?)?;
        let rest = (token + 1..words.len().min(token + 1 + ASIDE)).find(|t| !aside(*t)).unwrap_or(token + 1);
        let end = |p: &Pattern| {
            let within = p.words.len() > 1 && rest > token + 1 && words[rest..].starts_with(&p.words[1..]);
            let whole = words[token..].starts_with(&p.words).then(|| token + p.words.len());
            whole.or_else(|| within.then(|| rest + p.words.len() - 1))
        };
        let found = patterns.iter().find_map(|p| Some((p, token..end(p)?)).filter(|(_, tokens)| free(tokens.clone())));
        found.map(|(p, tokens)| Found { title: &self.titles[p.title], tokens, plural: p.plural })
    }

    /// What stands for a seat of power: the office of "Downing Street"; `words` are a name, folded.
    pub fn office_of_seat(&self, words: &[String]) -> Option<&str> {
        let patterns = self.by_first.get(words.first()?)?;
        let title = patterns.iter().find(|p| p.words == words).map(|p| &self.titles[p.title])?;
        title.office.as_deref().filter(|_| title.kind == TitleKind::PlaceOfPower)
    }

    /// True for a folded word that says of the title behind it that it is not held now.
    pub fn is_former(&self, word: &str) -> bool {
        let rows = self.by_first.get(word).into_iter().flatten();
        rows.filter(|p| p.words.len() == 1).any(|p| self.titles[p.title].kind == TitleKind::Former)
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
        "institution" => TitleKind::Institution,
        "military" => TitleKind::Military,
        "police" => TitleKind::Police,
        "media" => TitleKind::Media,
        "place_of_power" | "place of power" => TitleKind::PlaceOfPower,
        "counterpart" => TitleKind::Counterpart,
        "land" => TitleKind::Land,
        "kin" => TitleKind::Kin,
        "former" => TitleKind::Former,
        other => return Err(row.error(format!("no kind of title is named {other}"))),
    })
}

fn needs(row: Row<'_>) -> Result<Needs, Error> {
    match row.get("needs") {
        "" => Ok(Needs::Nothing),
        "land" => Ok(Needs::Land),
        "adjective" => Ok(Needs::Adjective),
        "told" => Ok(Needs::Told),
        "other" => Ok(Needs::Other),
        other => Err(row.error(format!("needs is {other}; it must be land, adjective, told, other or empty"))),
    }
}

fn gender(row: Row<'_>) -> Result<Gender, Error> {
    Ok(match row.get("gender") {
        "m" => Gender::Masc,
        "f" => Gender::Fem,
        "" | "e" | "mf" => Gender::None,
        other => return Err(row.error(format!("gender is {other}; it must be m, f or empty"))),
    })
}
