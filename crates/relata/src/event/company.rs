//! Given a figure in its article, yields what its sentence names beside it: places, other proper names, who holds it.
//!
//! Two counts of one thing share some of that; "40 sièges" of one party and "60 sièges" of another, or the marchers of
//! two towns, do not.

use crate::likeness::corpus::Told;
use crate::likeness::words::{Word, words};
use crate::record::{EntityKind, Figure};
use crate::span::Points;

/// Code points around a sentence in which names are looked for where it has none.
const NEAR: u32 = 160;

/// Code points behind a figure in which a place is its own.
const BEHIND: u32 = 48;

/// What stands beside a figure.
#[derive(Debug, Default)]
pub struct Company {
    /// The words for places and countries in its sentence, sorted: a capital may be resolved to its country.
    places: Vec<u64>,
    /// Those of the place named right behind it.
    spot: Vec<u64>,
    /// Other words of its sentence that begin with a capital, as hashes, sorted.
    names: Vec<u64>,
    /// The words for who is named last before it, sorted: whom one article describes has an id of its own there.
    holder: Vec<u64>,
}

impl Company {
    /// True where two figures are told of different places or names.
    pub fn differs(&self, other: &Self) -> bool {
        apart(&self.places, &other.places) || apart(&self.names, &other.names)
    }

    /// True where different places are named right behind two figures.
    pub fn elsewhere(&self, other: &Self) -> bool {
        apart(&self.spot, &other.spot)
    }

    /// True where each has a holder, and not the same.
    pub fn rival_holder(&self, other: &Self) -> bool {
        apart(&self.holder, &other.holder)
    }
}

/// True where both name something and nothing is named by both.
fn apart(a: &[u64], b: &[u64]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|one| b.binary_search(one).is_ok())
}

/// The company of each figure of an article, in their order.
pub fn of_figures(told: &Told) -> Vec<Company> {
    if told.reading.figures.is_empty() {
        return Vec::new();
    }
    let text: Vec<char> = told.reading.article.text.chars().collect();
    told.reading.figures.iter().map(|figure| company(told, &text, figure)).collect()
}

fn company(told: &Told, text: &[char], figure: &Figure) -> Company {
    let (reading, (from, to)) = (told.reading, sentence(text, figure));
    let teller = figure.said_by.as_ref().and_then(|s| s.entity.as_deref());
    let mut company = Company::default();
    let (mut nearest, mut behind) = (0, figure.span.end + BEHIND);
    for entity in &reading.entities {
        for mention in entity.mentions.iter().filter(|m| m.span.start >= from && m.span.end <= to) {
            match entity.kind {
                EntityKind::Place | EntityKind::Country => {
                    let named = told.within(mention.span).iter().filter(|w| w.content()).map(|w| w.stem.into());
                    if mention.span.start >= figure.span.end && mention.span.start < behind {
                        (behind, company.spot) = (mention.span.start, named.clone().collect());
                    }
                    company.places.extend(named);
                }
                _ if Some(entity.entity.as_str()) == teller => {}
                _ if mention.span.end <= figure.span.start && mention.span.end > nearest => {
                    let named = words(&entity.name).into_iter().filter(Word::content).map(|w| w.stem.into());
                    (nearest, company.holder) = (mention.span.end, named.collect());
                }
                _ => {}
            }
        }
    }
    company.names = names(told, text, Points { start: from, end: to }, figure);
    if company.names.is_empty() {
        let (start, end) = (from.saturating_sub(NEAR), to.saturating_add(NEAR));
        company.names = names(told, text, Points { start, end }, figure);
    }
    [&mut company.places, &mut company.spot, &mut company.names, &mut company.holder].into_iter().for_each(|list| {
        list.sort_unstable();
        list.dedup();
    });
    company
}

/// The words with a capital in a stretch, without its first one, the figure's own, and the name of who tells it.
fn names(told: &Told, text: &[char], span: Points, figure: &Figure) -> Vec<u64> {
    let capital = |word: &Word| text.get(word.start as usize).is_some_and(|c| c.is_uppercase());
    let inside = |word: &Word| (figure.span.start..figure.span.end).contains(&word.start);
    let stretch = told.within(span).iter().skip(1);
    let named: Vec<&Word> = stretch.filter(|w| w.content() && capital(w) && !inside(w)).collect();
    if named.is_empty() {
        return Vec::new();
    }
    let tellers = figure.said_by.iter().flat_map(|s| s.also.iter().chain([&s.name]));
    let teller: Vec<u32> = tellers.flat_map(|n| words(n)).map(|w| w.whole).collect();
    named.iter().filter(|w| !teller.contains(&w.whole)).map(|w| w.whole.into()).collect()
}

/// Where the sentence of a figure begins and ends: at marks of an end that are not within a number, and at new lines.
fn sentence(text: &[char], figure: &Figure) -> (u32, u32) {
    let ends = |at: usize| match text[at] {
        '\n' => true,
        '.' | '!' | '?' | '…' => text.get(at + 1).is_none_or(|c| c.is_whitespace()),
        _ => false,
    };
    let (start, end) = ((figure.span.start as usize).min(text.len()), (figure.span.end as usize).min(text.len()));
    let from = (0..start).rev().find(|at| ends(*at)).map_or(0, |at| at + 1);
    let to = (end..text.len()).find(|at| ends(*at)).unwrap_or(text.len());
    (from as u32, to.max(from) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likeness::corpus::Corpus;
    use crate::likeness::scene::Scene;

    fn of(text: &str, words: &str, place: &str) -> Company {
        let reading = Scene::new("a", "2031-03-10", text).counts(words, 40.0, "seat", None).names(place, "").read();
        of_figures(&Corpus::new(&[&reading]).texts[0]).pop().unwrap_or_default()
    }

    #[test]
    fn other_places_and_other_names_differ() {
        let oslo = of("Un vote a eu lieu. À Oslo, les Verts ont 40 sièges.", "40 sièges", "Oslo");
        let lima = of("À Lima, les Verts ont 40 sièges.", "40 sièges", "Lima");
        assert!(oslo.differs(&lima) && !oslo.elsewhere(&lima) && !oslo.differs(&oslo));
        let bergen = of("Les Bleus de Bergen ont 40 sièges.", "40 sièges", "Oslo");
        assert!(bergen.differs(&oslo) && !bergen.elsewhere(&oslo));
        let there = |place: &str| of(&format!("Les Verts ont 40 sièges à {place}."), "40 sièges", place);
        assert!(there("Oslo").elsewhere(&there("Lima")) && !there("Oslo").elsewhere(&there("Oslo")));
    }

    #[test]
    fn where_one_names_nothing_nothing_differs() {
        let bare = of("Un parti a 40 sièges.", "40 sièges", "Lima");
        assert!(!bare.differs(&of("À Oslo, les Verts ont 40 sièges.", "40 sièges", "Oslo")));
    }
}
