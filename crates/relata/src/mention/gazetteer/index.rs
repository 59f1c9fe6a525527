//! Given names and what they mean, yields every place of a text where one stands, the longest first.

use super::{Folded, Sense, fold, is_capital};
use crate::span::Span;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;

/// All names of the gazetteer, folded, in one automaton.
#[derive(Debug, Clone)]
pub struct Index {
    automaton: AhoCorasick,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone)]
struct Entry {
    /// Senses, each with whether its name is written with a capital or digit at the start.
    senses: Vec<(Sense, bool)>,
    /// A short name in capitals ("UE", "OMS") is a name only where the text writes capitals.
    acronym: bool,
    /// How many folded bytes at its start are no part of the name: "au Caire".
    before: usize,
}

/// One place of a text where a name stands.
#[derive(Debug, Clone)]
pub struct Hit {
    /// Where.
    pub span: Span,
    /// What it may mean.
    pub senses: Vec<Sense>,
}

impl Index {
    /// Builds the index of (name, sense), and of names whose first word is none of theirs: (au Caire, sense).
    pub fn new(names: &[(String, Sense)], contracted: &[(String, Sense)]) -> Self {
        let mut at: FxHashMap<String, usize> = FxHashMap::default();
        let mut patterns: Vec<String> = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        let before = |name: &str| name.find(' ').map_or(0, |b| b + 1);
        let contracted = contracted.iter().map(|(name, sense)| (name, sense, before(name)));
        for (name, sense, before) in names.iter().map(|(name, sense)| (name, sense, 0)).chain(contracted) {
            let folded = fold(name);
            if folded.trim().is_empty() {
                continue;
            }
            let entry = *at.entry(folded.clone()).or_insert_with(|| {
                patterns.push(folded);
                entries.push(Entry { senses: Vec::new(), acronym: true, before });
                entries.len() - 1
            });
            let name = name.get(before..).unwrap_or(name);
            let proper = name.chars().next().is_some_and(|c| !c.is_lowercase());
            entries[entry].acronym &= name.chars().count() <= 5 && name.chars().all(|c| !c.is_lowercase());
            if !entries[entry].senses.contains(&(*sense, proper)) {
                entries[entry].senses.push((*sense, proper));
            }
        }
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&patterns)
            .or_else(|_| AhoCorasick::new::<_, String>([]))
            .unwrap_or_else(|_| unreachable!("an automaton over no pattern can always be built"));
        Self { automaton, entries }
    }

    /// The names in a text, in order, none within another; the longest of those that begin together.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let folded = Folded::new(text);
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        for hit in self.automaton.find_overlapping_iter(&folded.text) {
            if bounded(&folded.text, hit.start(), hit.end()) {
                found.push((hit.start(), hit.end(), hit.pattern().as_usize()));
            }
        }
        found.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        let (mut hits, mut free): (Vec<Hit>, usize) = (Vec::new(), 0);
        for (start, end, entry) in found {
            if start < free {
                continue;
            }
            let (a, b) = folded.original(start + self.entries[entry].before, end);
            let senses = self.senses(entry, &text[a..b]);
            if !senses.is_empty() {
                hits.push(Hit { span: Span::new(a, b), senses });
                free = end;
            }
        }
        hits
    }

    /// The senses that the writing allows: proper names begin with a capital, acronyms are capitals throughout.
    fn senses(&self, entry: usize, written: &str) -> Vec<Sense> {
        let entry = &self.entries[entry];
        let capital = is_capital(written);
        let capitals = written.chars().filter(|c| c.is_lowercase()).count() == 0;
        // "la Havane": an article within the name of a place.
        let second = written.split_once(' ').is_some_and(|(_, rest)| rest.starts_with(char::is_uppercase));
        let place = |sense: &Sense| matches!(sense, Sense::Capital(_) | Sense::Land(_) | Sense::Place(_));
        let fits = |(sense, proper): &&(Sense, bool)| match entry.acronym {
            true => capitals,
            false => capital || !proper || (second && place(sense)),
        };
        entry.senses.iter().filter(fits).map(|(sense, _)| *sense).collect()
    }
}

/// A name begins and ends with a word: no letter or digit on either side.
fn bounded(text: &str, start: usize, end: usize) -> bool {
    let inside = |c: char| c.is_alphanumeric();
    let last_inside = text[..end].chars().next_back().is_some_and(inside);
    let after = last_inside && text[end..].chars().next().is_some_and(inside);
    let before = text[..start].chars().next_back().is_some_and(inside);
    !before && !after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], text: &str, expected: &[&str]) {
        let names: Vec<(String, Sense)> =
            names.iter().enumerate().map(|(i, n)| ((*n).to_owned(), Sense::Land(i as u32))).collect();
        let contracted = [("au Caire".to_owned(), Sense::Capital(9))];
        let hits = Index::new(&names, &contracted).find(text);
        assert_eq!(hits.iter().map(|h| h.span.of(text)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_longest_name_wins() {
        check(
            &["Guinée", "Guinée équatoriale"],
            "la Guinée équatoriale et la Guinée",
            &["Guinée équatoriale", "Guinée"],
        );
    }

    #[test]
    fn proper_names_need_a_capital_and_acronyms_capitals() {
        check(&["Nice", "OMS"], "nice, oms, Nice, l’OMS", &["Nice", "OMS"]);
    }

    #[test]
    fn a_name_is_no_part_of_a_word() {
        check(&["Oman"], "Omanais, roman, Oman.", &["Oman"]);
    }

    #[test]
    fn an_article_may_be_part_of_a_name() {
        check(
            &["Le Caire", "La Havane"],
            "Le Caire, au Caire, la Havane, au caire",
            &["Le Caire", "Caire", "la Havane"],
        );
    }

    #[test]
    fn accents_do_not_matter() {
        check(&["États-Unis"], "les Etats-Unis", &["Etats-Unis"]);
    }
}
