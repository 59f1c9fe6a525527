//! Given a speaker or a subject, yields quotations, alone or by the groups of one utterance.

use super::is_called;
use crate::error::Error;
use crate::fold::fold;
use crate::shape::QUOTES;
use crate::store::Store;
use relata::likeness::words::words;
use relata::record::Quote;
use std::collections::{BTreeMap, BTreeSet};

/// Which quotations are meant; what is left empty leaves none out.
#[derive(Clone, Debug, Default)]
pub struct QuoteQuery {
    /// The speaker's name, surname, slug or country.
    pub by: Option<String>,
    /// A word of the quotation, or an entity that is mentioned in it.
    pub about: Option<String>,
    /// Only utterances that are given in more than one wording.
    pub variants: bool,
}

impl Store {
    /// The quotations that a question means, by document and place. With `variants`, those of one group stand together,
    /// by day: all of them where the question means one of them, for papers may differ in who they say has spoken.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn quotes(&self, query: &QuoteQuery) -> Result<Vec<Quote>, Error> {
        let mut quotes: Vec<Quote> = self.said(QUOTES.get(&self.db, "ORDER BY document, seq", &[]))?;
        let meant = self.meant(query, &quotes)?;
        if query.variants {
            let groups: BTreeSet<String> =
                quotes.iter().zip(&meant).filter(|(_, m)| **m).filter_map(|(q, _)| q.group.clone()).collect();
            quotes.retain(|q| q.group.as_ref().is_some_and(|g| groups.contains(g)));
            return Ok(variants(quotes));
        }
        let mut meant = meant.into_iter();
        quotes.retain(|_| meant.next().unwrap_or(false));
        Ok(quotes)
    }

    /// Which of the quotations a question means.
    fn meant(&self, query: &QuoteQuery, quotes: &[Quote]) -> Result<Vec<bool>, Error> {
        let mut meant = vec![true; quotes.len()];
        if let Some(by) = &query.by {
            let (name, country) = (fold(by), self.party_key(by)?);
            let speaks = |q: &Quote| q.speaker.as_ref().is_some_and(|s| is_called(s, &name) || is_called(s, &country));
            meant.iter_mut().zip(quotes).for_each(|(m, q)| *m &= speaks(q));
        }
        if let Some(about) = &query.about {
            let (key, places) = (fold(about), self.places_of(about)?);
            let is_about = |q: &Quote| {
                let within = |at: &u32| q.span.start <= *at && *at < q.span.end;
                fold(&q.text).contains(&key) || places.get(&q.document).is_some_and(|starts| starts.iter().any(within))
            };
            meant.iter_mut().zip(quotes).for_each(|(m, q)| *m &= is_about(q));
        }
        Ok(meant)
    }

    /// The quotations of one article, in the order of the text.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn quotes_in(&self, document: &str) -> Result<Vec<Quote>, Error> {
        self.said(QUOTES.get(&self.db, "WHERE document = ? ORDER BY seq", &[&document]))
    }

    /// The quotations that give one utterance, by document and place.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn quotes_of(&self, group: &str) -> Result<Vec<Quote>, Error> {
        self.said(QUOTES.get(&self.db, r#"WHERE "group" = ? ORDER BY document, seq"#, &[&group]))
    }

    /// One quotation.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn quote(&self, id: &str) -> Result<Option<Quote>, Error> {
        Ok(self.said(QUOTES.get(&self.db, "WHERE quote = ?", &[&id]))?.pop())
    }

    /// Where an entity is mentioned: the starts, by document.
    fn places_of(&self, name: &str) -> Result<BTreeMap<String, Vec<u32>>, Error> {
        let key = fold(name);
        let mut places: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for entity in self.entities()? {
            let names = [Some(&entity.name), Some(&entity.entity), entity.country.as_ref()];
            if names.into_iter().flatten().chain(&entity.also).any(|n| fold(n) == key) {
                for mention in entity.mentions {
                    places.entry(mention.document).or_default().push(mention.span.start);
                }
            }
        }
        Ok(places)
    }
}

/// The quotations whose group has more than one wording, group by group in the order of their first days.
fn variants(quotes: Vec<Quote>) -> Vec<Quote> {
    let mut groups: BTreeMap<String, Vec<Quote>> = BTreeMap::new();
    for quote in quotes {
        if let Some(group) = quote.group.clone() {
            groups.entry(group).or_default().push(quote);
        }
    }
    let wording = |q: &Quote| words(&q.text).iter().map(|w| w.whole).collect::<Vec<_>>();
    let mut groups: Vec<Vec<Quote>> =
        groups.into_values().filter(|g| g.iter().map(wording).collect::<BTreeSet<_>>().len() > 1).collect();
    // What has no day stands last.
    let day = |q: &Quote| (q.said.is_none(), q.said.map(|s| (s.from, s.to)));
    groups.iter_mut().for_each(|g| g.sort_by_key(day));
    groups.sort_by_key(|g| g.first().map(day));
    groups.into_iter().flatten().collect()
}
