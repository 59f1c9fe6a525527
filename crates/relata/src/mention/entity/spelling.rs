//! Given a name that nobody is known by, yields the person whose name it is with a mistake in it, where the article
//! agrees.

use super::name::Naming;
use crate::mention::gazetteer::{fold, near};
use std::ops::Range;

/// How many letters a surname must have to be recognised with a mistake in it.
const LETTERS: usize = 6;

impl Naming<'_, '_> {
    /// A full name that differs by one letter from one that is known: "Vladimire Poutine", or l written for I. Where
    /// the mistake is in the surname, the article must name the person's country.
    pub(super) fn misspelt(&mut self, tokens: &Range<usize>) -> Option<usize> {
        if tokens.len() < 2 {
            return self.misspelt_surname(tokens.start);
        }
        let written = fold(self.setting.parse.span(tokens.clone()).of(self.setting.text));
        let surname = fold(self.word(tokens.end - 1));
        let same = |a: &usize| near(&written, &fold(&self.found.actors[*a].name));
        let of_article = self.full.get(&surname).and_then(|bearers| bearers.iter().copied().find(same));
        of_article.or_else(|| self.known_by(&written, &surname))
    }

    /// The only person of the gazetteer who may be meant by a misspelt full name.
    fn known_by(&mut self, written: &str, surname: &str) -> Option<usize> {
        let people = &self.finder.gazetteer.people;
        let mut found: Vec<usize> = Vec::new();
        for person in self.finder.spellings.find(written) {
            let row = &people[person as usize];
            let alike = std::iter::once(&row.name).chain(&row.also).any(|n| near(written, &fold(n)));
            let bears = row.surnames.iter().any(|s| fold(s) == surname);
            let here = row.country.as_ref().is_some_and(|c| self.countries.contains_key(c));
            if alike && (bears || (here && written.chars().count() > LETTERS)) {
                found.push(person as usize);
            }
        }
        let [one] = found.as_slice() else { return None };
        Some(self.person(*one))
    }

    /// A surname that differs by one letter from that of the only such person whom the article names in full.
    fn misspelt_surname(&self, token: usize) -> Option<usize> {
        let written = fold(self.word(token));
        if written.chars().count() < LETTERS {
            return None;
        }
        let alike = |known: &String| known.chars().count() >= LETTERS && near(&written, known);
        let mut found: Vec<usize> =
            self.full.iter().filter(|(known, _)| alike(known)).flat_map(|(_, a)| a.clone()).collect();
        found.sort_unstable();
        found.dedup();
        <[usize; 1]>::try_from(found).ok().map(|[one]| one)
    }
}
