//! Given a number among the atoms, yields what it counts: the sign, noun or phrase beside it, as the pack's unit.

use super::atom::{Atom, Kind};
use super::number::{self, Number};
use super::table::{Class, Tables};
use crate::mention::quote::Quotes;
use crate::parse::{Form, Parse, Pos, Tense};
use crate::span::Span;

/// How many words may stand between a number and its noun.
const REACH: usize = 4;

/// One article as the search for figures sees it.
pub(super) struct Page<'a> {
    /// The text.
    pub text: &'a str,
    /// Its analysis.
    pub parse: &'a Parse,
    /// Its smallest pieces.
    pub atoms: Vec<Atom>,
    /// The pack.
    pub tables: &'a Tables,
    /// Who can speak.
    pub quotes: &'a Quotes,
}

/// What a number counts.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Counted {
    /// As records say it.
    pub unit: String,
    /// What kind of thing.
    pub class: Class,
    /// What the number is multiplied by.
    pub factor: f64,
    /// The first atom of the noun or sign.
    pub from: usize,
    /// The atom after its last.
    pub to: usize,
}

impl Page<'_> {
    /// The token that an atom lies in.
    pub fn token(&self, atom: usize) -> Option<usize> {
        let tokens = self.parse.under(self.atoms.get(atom)?.span);
        (!tokens.is_empty()).then_some(tokens.start)
    }

    /// The part of speech of an atom's token.
    pub fn pos(&self, atom: usize) -> Pos {
        self.token(atom).map_or(Pos::X, |t| self.parse.tokens[t].pos)
    }

    /// The folded word of an atom.
    pub fn word(&self, atom: usize) -> &str {
        self.atoms.get(atom).map_or("", |a| a.word.as_str())
    }

    /// True for quotation marks.
    pub fn mark(&self, atom: usize) -> bool {
        matches!(self.word(atom), "«" | "»" | "\"" | "“" | "”" | "„" | "'")
    }

    /// The words from one atom to another.
    pub fn span(&self, from: usize, to: usize) -> Span {
        match (self.atoms.get(from), to.checked_sub(1).and_then(|l| self.atoms.get(l))) {
            (Some(first), Some(last)) => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// What a number counts, by what stands beside it.
    pub fn counted(&self, number: &Number) -> Option<Counted> {
        if number.share {
            let percent = self.tables.units.get("%")?;
            // "un quart d'heure" is no share.
            let time = self.known(number.to + 1).is_some_and(|c| c.class == Class::Time);
            let class = if time { Class::Time } else { Class::Percent };
            return Some(self.as_counted(percent.unit.clone(), class, 1.0, number.to, number.to));
        }
        let mut at = number.to;
        while self.mark(at) {
            at += 1;
        }
        self.sign(at).or_else(|| self.currency_before(number)).or_else(|| self.noun(number, at))
    }

    fn as_counted(&self, unit: String, class: Class, factor: f64, from: usize, to: usize) -> Counted {
        Counted { unit, class, factor, from, to }
    }

    fn sign(&self, at: usize) -> Option<Counted> {
        let atom = self.atoms.get(at).filter(|a| !a.line)?;
        if let Some(unit) = number::joined(&self.atoms, at, self.tables) {
            return Some(self.as_counted(unit.unit.clone(), unit.class, unit.factor, at, at + 2));
        }
        let unit = self.tables.units.get(&atom.word).filter(|_| atom.kind == Kind::Sign)?;
        Some(self.as_counted(unit.unit.clone(), unit.class, unit.factor, at, at + 1))
    }

    /// "$100".
    fn currency_before(&self, number: &Number) -> Option<Counted> {
        let at =
            number.from.checked_sub(1).filter(|b| self.atoms[*b].kind == Kind::Sign && !self.atoms[number.from].gap)?;
        let unit = self.tables.units.get(self.word(at)).filter(|u| u.class == Class::Money)?;
        Some(self.as_counted(unit.unit.clone(), Class::Money, unit.factor, at, number.to))
    }

    fn noun(&self, number: &Number, from: usize) -> Option<Counted> {
        let lists = &self.tables.lists;
        let mut at = from;
        if self.atoms.get(at).is_some_and(|a| a.line) {
            return None;
        }
        if lists.of.contains(self.word(at)) {
            // "trois des cinq otages"
            let part = lists.definite.contains(self.word(at)) && self.tables.numerals.contains_key(self.word(at + 1));
            let whole = lists.definite.contains(self.word(at + 1)) || part;
            let taken = number.scale > 1.0 || number.hedge.is_some() || whole;
            if !taken || number.year {
                return None;
            }
            at += 1;
        }
        for _ in 0..REACH {
            let atom = self.atoms.get(at).filter(|a| !a.line)?;
            if self.mark(at) {
                at += 1;
                continue;
            }
            if atom.kind != Kind::Word {
                return None;
            }
            if let Some(found) = self.known(at) {
                return Some(found);
            }
            let passes = lists.skip.contains(&atom.word) || lists.definite.contains(&atom.word);
            match self.pos(at) {
                _ if passes => {}
                Pos::Noun | Pos::Propn | Pos::Adj if self.demonym(at) => {
                    return Some(self.as_counted(lists.person.clone(), Class::People, 1.0, at, at + 1));
                }
                Pos::Noun if !atom.capital => return self.unknown(at),
                Pos::Adj | Pos::Adv | Pos::Num if !atom.capital => {}
                // "a million displaced people"
                Pos::Verb if !atom.capital && self.participle(at) => {}
                _ => return None,
            }
            at += 1;
        }
        None
    }

    /// True for a participle of the past that stands before a noun.
    fn participle(&self, at: usize) -> bool {
        let past = |t: usize| {
            let morph = self.parse.tokens[t].morph;
            morph.form == Form::Part && morph.tense == Tense::Past
        };
        self.token(at).is_some_and(past) && matches!(self.pos(at + 1), Pos::Noun | Pos::Adj)
    }

    /// A noun of the pack, of one word or several.
    fn known(&self, at: usize) -> Option<Counted> {
        if let Some(found) = self.phrase(at) {
            return Some(found);
        }
        let (form, lemma) = (self.word(at), self.lemma(at));
        let unit = self.tables.unit(lemma, form)?;
        let singular = self.tables.units.contains_key(form);
        let verb = singular && matches!(self.pos(at), Pos::Verb | Pos::Aux | Pos::Adv) && unit.class != Class::Casualty;
        let symbol = form.chars().count() <= 2 && !form.ends_with('\'');
        (!verb || symbol).then(|| self.as_counted(unit.unit.clone(), unit.class, unit.factor, at, at + 1))
    }

    /// "armes à feu", "francs CFA": each word in the singular or as it stands.
    fn phrase(&self, at: usize) -> Option<Counted> {
        let is = |atom: usize, word: &str| {
            let near = self.atoms.get(atom).is_some_and(|a| !a.line);
            near && self.singulars(self.word(atom), self.lemma(atom)).iter().any(|s| s == word)
        };
        self.singulars(self.word(at), self.lemma(at))
            .iter()
            .filter_map(|first| self.tables.phrases.get(first))
            .find_map(|rows| {
                let (rest, unit) =
                    rows.iter().find(|(rest, _)| rest.iter().enumerate().all(|(i, w)| is(at + 1 + i, w)))?;
                Some(self.as_counted(unit.unit.clone(), unit.class, unit.factor, at, at + 1 + rest.len()))
            })
    }

    fn singulars(&self, form: &str, lemma: &str) -> Vec<String> {
        let ends = self.tables.lists.plurals.iter();
        let mut all: Vec<String> =
            ends.filter_map(|[end, base]| Some(format!("{}{base}", form.strip_suffix(end.as_str())?))).collect();
        all.extend([form.to_owned(), lemma.to_owned()]);
        all
    }

    fn lemma(&self, atom: usize) -> &str {
        self.token(atom).map_or("", |t| &*self.parse.tokens[t].lemma)
    }

    fn demonym(&self, at: usize) -> bool {
        self.atoms[at].capital && self.tables.lists.demonyms.iter().any(|e| self.word(at).ends_with(e.as_str()))
    }

    /// A noun that the table does not know is its own unit; who can speak is a person.
    fn unknown(&self, at: usize) -> Option<Counted> {
        let lemma = self.lemma(at);
        let (unit, class) = match self.quotes.person(lemma) {
            true => (&*self.tables.lists.person, Class::People),
            false => (lemma, Class::Thing),
        };
        (lemma.chars().count() > 2).then(|| self.as_counted(unit.to_owned(), class, 1.0, at, at + 1))
    }
}
