//! Given an article's names, yields the pieces of news of which it is made, where they are several, with their countries.

use super::setting::{datelines, is_country};
use super::{Entities, Finder, Setting};
use crate::mention::gazetteer::fold;
use std::ops::Range;

/// The pieces of news of one article; none where it tells only one.
#[derive(Debug, Clone, Default)]
pub(super) struct Pieces {
    /// For each sentence its piece.
    of: Vec<usize>,
    /// For each piece the country that it plays in.
    homes: Vec<Option<String>>,
}

impl Pieces {
    /// True where the article tells one piece of news.
    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }

    /// The country that the piece of a sentence plays in.
    pub fn home(&self, sentence: usize) -> Option<&String> {
        self.homes.get(*self.of.get(sentence)?)?.as_ref()
    }

    /// True of two sentences that belong to different pieces.
    pub fn parts(&self, one: usize, other: usize) -> bool {
        self.of.get(one) != self.of.get(other)
    }
}

/// The pieces of an article: those that open with datelines of several countries; else the paragraphs of one whose title
/// says that it is a digest.
pub(super) fn find(finder: &Finder, setting: Setting<'_>, found: &Entities) -> Pieces {
    let opening: Vec<(usize, &String)> =
        datelines(finder, found, setting).into_iter().filter(|(at, _)| opens_paragraph(setting, *at)).collect();
    let several = opening.iter().any(|(_, country)| *country != opening[0].1);
    let otherwise = || found.home.clone().filter(|_| finder.words.country.is_some());
    if several {
        let starts: Vec<usize> = opening.iter().map(|(at, _)| *at).collect();
        let told = opening.iter().map(|(_, country)| Some((*country).clone()));
        return Pieces { of: numbered(setting, &starts), homes: std::iter::once(otherwise()).chain(told).collect() };
    }
    if !is_titled(finder, setting) {
        return Pieces::default();
    }
    let all = 0..setting.parse.sentences.len();
    let starts: Vec<usize> = all.filter(|s| opens_paragraph(setting, *s)).collect();
    let of = numbered(setting, &starts);
    let sole = |piece: usize| sole_country(finder, setting, found, &of, piece).or_else(otherwise);
    let homes = (0..=starts.len()).map(sole).collect();
    Pieces { of, homes }
}

/// For each sentence how many of the pieces have begun.
fn numbered(setting: Setting<'_>, starts: &[usize]) -> Vec<usize> {
    (0..setting.parse.sentences.len()).map(|s| starts.iter().filter(|start| **start <= s).count()).collect()
}

/// True for a sentence that a line break parts from the one before it.
fn opens_paragraph(setting: Setting<'_>, sentence: usize) -> bool {
    let (all, tokens) = (&setting.parse.sentences, &setting.parse.tokens);
    let span = |s: &Range<usize>, last: bool| tokens.get(if last { s.end.saturating_sub(1) } else { s.start });
    let before = sentence.checked_sub(1).and_then(|s| span(all.get(s)?, true));
    let first = all.get(sentence).and_then(|s| span(s, false));
    let (Some(before), Some(first)) = (before, first) else { return false };
    let between = setting.text.get(before.span.start as usize..first.span.end as usize);
    between.is_some_and(|text| text.contains('\n'))
}

/// True where the first line says that what follows are several pieces of news: "World in brief".
fn is_titled(finder: &Finder, setting: Setting<'_>) -> bool {
    let title = fold(setting.text.lines().next().unwrap_or_default());
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let says = |phrase: &String| {
        let phrase: Vec<&str> = phrase.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        !phrase.is_empty() && words.windows(phrase.len()).any(|w| w == phrase.as_slice())
    };
    finder.words.digests.iter().any(says)
}

/// The country that the names of a piece are of, where it is one.
fn sole_country(finder: &Finder, setting: Setting<'_>, found: &Entities, of: &[usize], piece: usize) -> Option<String> {
    let within = |head: usize| of.get(setting.parse.tokens[head].sentence) == Some(&piece);
    let named = found.references.iter().filter(|r| within(r.head)).flat_map(|r| &r.actors);
    let mut countries = named.filter_map(|a| found.actors[*a].country.as_ref()).filter(|c| is_country(finder, c));
    let first = countries.next()?;
    countries.all(|c| c == first).then(|| first.clone())
}
