//! Given `packs/LANGUAGE/cues.tsv`, yields the words that announce somebody's words, and finds them in a sentence.

use super::frame::Scene;
use crate::error::Error;
use crate::pack::{Data, Row};
use crate::parse::{Dep, Pos};
use rustc_hash::FxHashMap;

/// The columns of `cues.tsv`.
pub(super) const COLUMNS: [&str; 6] = ["cue", "pos", "act", "example", "source", "checked"];

/// What a cue says of the words that it announces.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub(super) enum Act {
    /// Held to be true.
    Asserts,
    /// Held not to be true, or refused.
    Denies,
    /// Wanted to know or to have.
    Asks,
    /// Pledged.
    Promises,
    /// Held out as harm.
    Threatens,
    /// Found good.
    Praises,
    /// Found bad.
    Blames,
    /// Demanded as due.
    Orders,
    /// Held to be uncertain.
    Doubts,
    /// Made clear.
    Explains,
}

impl Act {
    fn read(row: Row<'_>) -> Result<Self, Error> {
        Ok(match row.get("act") {
            "asserts" => Self::Asserts,
            "denies" => Self::Denies,
            "asks" => Self::Asks,
            "promises" => Self::Promises,
            "threatens" => Self::Threatens,
            "praises" => Self::Praises,
            "blames" => Self::Blames,
            "orders" => Self::Orders,
            "doubts" => Self::Doubts,
            "explains" => Self::Explains,
            other => return Err(row.error(format!("{other} is no act of speech"))),
        })
    }
}

/// A condition that a cue sets on its surroundings.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Need {
    /// A reflexive pronoun before the verb.
    Reflexive,
    /// A word with this lemma among the four that follow.
    Word(String),
    /// The first word of its sentence.
    Start,
    /// Behind or within a quotation, its subject after it.
    Inserted,
    /// Needs no noun behind it: a pronoun among its words says whose words they are.
    Alone,
}

/// One row of the table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Cue {
    /// What it says of the words.
    pub act: Act,
    /// Its words after the first; prepositions only.
    rest: Vec<String>,
    needs: Vec<Need>,
}

/// The cues of a language, by first word and part of speech.
#[derive(Clone, Debug, Default)]
pub(super) struct Cues {
    verbs: FxHashMap<String, Vec<Cue>>,
    nouns: FxHashMap<String, Vec<Cue>>,
    preps: FxHashMap<String, Vec<Cue>>,
}

impl Cues {
    /// Reads the table of a language.
    ///
    /// # Errors
    /// A missing file, an unknown column, part of speech, act or condition.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let table = data.table(&format!("packs/{language}/cues.tsv"), &COLUMNS)?;
        let mut cues = Self::default();
        for row in table.rows() {
            cues.add(row)?;
        }
        Ok(cues)
    }

    fn add(&mut self, row: Row<'_>) -> Result<(), Error> {
        let act = Act::read(row)?;
        let spaced = row.get("cue").replace('\'', "' ");
        let mut parts = spaced.split_whitespace();
        let first = parts.next().ok_or_else(|| row.error("the cue is empty"))?.to_owned();
        let (group, rest, needs) = match row.get("pos") {
            "prep" => {
                let (needs, rest): (Vec<_>, Vec<_>) =
                    parts.map(str::to_owned).partition(|p| p == "start" || p == "alone");
                let needs = needs.iter().map(|n| if n == "start" { Need::Start } else { Need::Alone });
                (&mut self.preps, rest, needs.collect())
            }
            pos @ ("verb" | "noun") => {
                let needs = parts.map(|p| need(row, p)).collect::<Result<_, _>>()?;
                (if pos == "verb" { &mut self.verbs } else { &mut self.nouns }, Vec::new(), needs)
            }
            other => return Err(row.error(format!("{other} is no part of speech of a cue: verb, noun, prep"))),
        };
        group.entry(first).or_default().push(Cue { act, rest, needs });
        Ok(())
    }

    /// The cue that a token is as a verb, wherever it stands.
    pub fn verb(&self, scene: &Scene<'_>, token: usize) -> Option<&Cue> {
        self.inserted(scene, token).filter(|c| !c.needs.contains(&Need::Inserted))
    }

    /// The cue that a token is as a verb with its subject after it, behind or within a quotation: "« … », fait-il".
    pub fn inserted(&self, scene: &Scene<'_>, token: usize) -> Option<&Cue> {
        if !verbal(scene, token) {
            return None;
        }
        let lemma = &scene.parse.tokens[token].lemma;
        let fits = |c: &&Cue| c.needs.iter().all(|n| met(n, scene, token));
        scene.rules.lemmas(lemma, scene.word(token)).find_map(|l| self.verbs.get(&l)?.iter().find(fits))
    }

    /// The cue that a token is as a noun.
    pub fn noun(&self, scene: &Scene<'_>, token: usize) -> Option<&Cue> {
        let lemma = &scene.parse.tokens[token].lemma;
        let found = [lemma.as_ref(), scene.word(token)].into_iter().find_map(|l| self.nouns.get(l));
        let noun = matches!(scene.pos(token), Pos::Noun | Pos::Propn | Pos::X);
        found?.iter().find(|c| noun && c.needs.iter().all(|n| met(n, scene, token)))
    }

    /// True where a cue needs no noun behind it: "de son propre aveu".
    pub fn alone(&self, cue: &Cue) -> bool {
        cue.needs.contains(&Need::Alone)
    }

    /// The cue that begins at a token as a preposition, with the token after it.
    pub fn prep(&self, scene: &Scene<'_>, token: usize, first: bool) -> Option<(&Cue, usize)> {
        let rows = self.preps.get(scene.word(token))?;
        rows.iter().filter(|c| first || !c.needs.contains(&Need::Start)).find_map(|cue| {
            // "aux yeux du", "aux yeux de": one word in all its forms.
            let of = |w: &str| scene.rules.words.belonging.contains(w);
            let same = |word: &str, w: &str| word == w || (of(word) && of(w));
            let fits = cue.rest.iter().enumerate().all(|(i, w)| same(scene.word(token + 1 + i), w));
            fits.then_some((cue, token + 1 + cue.rest.len()))
        })
    }
}

fn need(row: Row<'_>, part: &str) -> Result<Need, Error> {
    match part.split_once(':') {
        None if part == "refl" => Ok(Need::Reflexive),
        None if part == "start" => Ok(Need::Start),
        None if part == "inserted" => Ok(Need::Inserted),
        Some((_, word)) if !word.is_empty() => Ok(Need::Word(word.to_owned())),
        _ => Err(row.error(format!("{part} is no condition: refl, start, inserted, or KIND:LEMMA"))),
    }
}

fn met(need: &Need, scene: &Scene<'_>, token: usize) -> bool {
    match need {
        Need::Reflexive => {
            let near = token.saturating_sub(5)..token;
            near.rev().any(|t| scene.rules.words.reflexives.contains(scene.word(t)))
        }
        Need::Word(lemma) => (token + 1..(token + 5).min(scene.words.len()))
            .any(|t| *scene.parse.tokens[t].lemma == **lemma || scene.word(t) == lemma),
        Need::Start | Need::Inserted | Need::Alone => true,
    }
}

/// A verb, or a word that the model takes for something else although no article or preposition stands before it.
fn verbal(scene: &Scene<'_>, token: usize) -> bool {
    match scene.pos(token) {
        Pos::Verb | Pos::Aux => true,
        Pos::Punct | Pos::Det | Pos::Adp | Pos::Pron | Pos::Cconj | Pos::Sconj | Pos::Space | Pos::Sym => false,
        Pos::Adj => {
            // "les élèves interrogés" qualifies; "a-t-elle précisé" does not.
            let auxiliary = [Dep::Aux, Dep::AuxTense, Dep::AuxPass, Dep::Cop];
            scene.parse.child(token, &auxiliary).is_some() || bare(scene, token)
        }
        _ => bare(scene, token),
    }
}

fn bare(scene: &Scene<'_>, token: usize) -> bool {
    let before = token.checked_sub(1).map(|t| scene.pos(t));
    !before.is_some_and(|p| matches!(p, Pos::Det | Pos::Adp | Pos::Adj | Pos::Num | Pos::Noun | Pos::Propn))
        && !scene.capital(token)
}

#[cfg(test)]
mod tests {
    use super::super::rules::Rules;
    use super::*;
    use crate::mention::sample;

    #[test]
    fn the_table_loads_and_each_example_holds_its_cue() {
        let data = Data::builtin();
        let cues = Cues::load(&data, "fr").unwrap();
        assert!(cues.verbs.len() > 200 && cues.preps.contains_key("selon"));
        let rules = Rules::load(&data, "fr").unwrap();
        for row in data.table("packs/fr/cues.tsv", &COLUMNS).unwrap().rows() {
            let text = row.get("example");
            let parse = sample::plain(text);
            let scene = Scene::new(text, &parse, &rules, Vec::new());
            let held = (0..scene.words.len()).any(|t| match row.get("pos") {
                "prep" => cues.prep(&scene, t, true).is_some(),
                // Plurals and irregular forms are known by the model's lemma alone.
                "noun" => scene.words[t].starts_with(row.get("cue")),
                _ => !scene.words[t].is_empty(),
            });
            assert!(held, "{}: {text}", row.place());
        }
    }

    #[test]
    fn an_unknown_act_is_named_with_its_line() {
        let mut data = Data::builtin();
        data.put("packs/fr/cues.tsv", format!("{}\ndire\tverb\tsings\t\town\t\n", COLUMNS.join("\t")));
        let error = Cues::load(&data, "fr").unwrap_err().to_string();
        assert_eq!(error, "packs/fr/cues.tsv:2: sings is no act of speech");
    }
}
