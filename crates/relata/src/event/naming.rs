//! Given articles in several languages and their events, yields events whose parties and places bear the names of one
//! language: that of most articles.

use crate::likeness::corpus::Corpus;
use crate::record::Event;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Names in the language of most articles what was first told of in another. What only other languages name keeps its
/// name.
pub fn name_alike(corpus: &Corpus, events: &mut [Event]) {
    let mut articles: BTreeMap<&str, usize> = BTreeMap::new();
    for text in corpus.texts.iter().filter(|t| t.reading.article.analysed) {
        *articles.entry(&text.reading.article.language).or_default() += 1;
    }
    // Of equals, the first of the alphabet.
    let most = articles.iter().rev().max_by_key(|(_, n)| **n);
    let Some((language, _)) = most.filter(|_| articles.len() > 1) else { return };
    let of_language = corpus.texts.iter().map(|t| t.reading).filter(|r| r.article.language == *language);
    let mut names: FxHashMap<&str, &str> = FxHashMap::default();
    for entity in of_language.flat_map(|r| &r.entities) {
        let held = names.entry(&entity.entity).or_insert(&entity.name);
        if (entity.name.len(), *held) > (held.len(), &entity.name) {
            *held = &entity.name;
        }
    }
    for event in events {
        for party in event.sources.iter_mut().chain(&mut event.targets) {
            let Some(name) = names.get(party.entity.as_str()).filter(|name| **name != party.name) else { continue };
            party.also.push(std::mem::replace(&mut party.name, (*name).to_owned()));
            party.also.retain(|also| also != name);
            party.also.sort();
            party.also.dedup();
        }
        if let Some(place) = &mut event.place
            && let Some(name) = names.get(place.entity.as_str())
        {
            (*name).clone_into(&mut place.name);
        }
    }
}
