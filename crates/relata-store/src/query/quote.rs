//! Given a speaker or a subject, yields quotations, alone or by the groups of one utterance.

use super::is_called;
use crate::error::Error;
use crate::fold::fold;
use crate::shape::QUOTES;
use crate::store::Store;
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
    /// The quotations that a question means, by document and place; with `variants`, those of one group
    /// stand together.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn quotes(&self, query: &QuoteQuery) -> Result<Vec<Quote>, Error> {
        let mut quotes: Vec<Quote> = self.said(QUOTES.get(&self.db, "ORDER BY document, seq", &[]))?;
        if let Some(by) = &query.by {
            let (name, country) = (fold(by), self.party_key(by)?);
            quotes.retain(|q| q.speaker.as_ref().is_some_and(|s| is_called(s, &name) || is_called(s, &country)));
        }
        if let Some(about) = &query.about {
            let (key, places) = (fold(about), self.places_of(about)?);
            quotes.retain(|q| {
                let within = |at: &u32| q.span.start <= *at && *at < q.span.end;
                fold(&q.text).contains(&key) || places.get(&q.document).is_some_and(|starts| starts.iter().any(within))
            });
        }
        if query.variants {
            quotes = variants(quotes);
        }
        Ok(quotes)
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

/// The quotations whose group has more than one wording, group by group.
fn variants(quotes: Vec<Quote>) -> Vec<Quote> {
    let mut groups: BTreeMap<String, Vec<Quote>> = BTreeMap::new();
    for quote in quotes {
        if let Some(group) = quote.group.clone() {
            groups.entry(group).or_default().push(quote);
        }
    }
    groups
        .into_values()
        .filter(|g| g.iter().map(|q| fold(&q.text)).collect::<BTreeSet<_>>().len() > 1)
        .flatten()
        .collect()
}
