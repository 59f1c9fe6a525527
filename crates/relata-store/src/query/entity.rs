//! Given the entities of single articles, yields each once, with all its names and mentions.

use crate::error::Error;
use crate::shape::ENTITIES;
use crate::store::Store;
use relata::record::{Entity, Mention};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

impl Store {
    /// The entities, by slug; mentions by document and place.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn entities(&self) -> Result<Vec<Entity>, Error> {
        let rows: Vec<Entity> = self.said(ENTITIES.get(&self.db, "ORDER BY entity, document, seq", &[]))?;
        let mut groups: BTreeMap<String, Vec<Entity>> = BTreeMap::new();
        for row in rows {
            groups.entry(row.entity.clone()).or_default().push(row);
        }
        Ok(groups.into_iter().map(|(slug, group)| joined(slug, group)).collect())
    }

    /// One entity, of what at most `articles` of those that mention it say.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn entity(&self, slug: &str, articles: usize) -> Result<Option<Entity>, Error> {
        let rest = format!("WHERE entity = ? LIMIT {articles}");
        let rows: Vec<Entity> = self.said(ENTITIES.get(&self.db, &rest, &[&slug]))?;
        Ok((!rows.is_empty()).then(|| joined(slug.to_owned(), rows)))
    }

    /// The entities that an article mentions, with their mentions there.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn entities_in(&self, document: &str) -> Result<Vec<Entity>, Error> {
        self.said(ENTITIES.get(&self.db, "WHERE document = ? ORDER BY seq", &[&document]))
    }
}

/// One entity of what articles say of it: the name, kind and country that most of them give.
fn joined(entity: String, group: Vec<Entity>) -> Entity {
    let name = most(group.iter().map(|e| e.name.as_str())).unwrap_or_default().to_owned();
    let also: BTreeSet<&String> =
        group.iter().flat_map(|e| e.also.iter().chain([&e.name])).filter(|n| **n != name).collect();
    let roles: BTreeSet<_> = group.iter().flat_map(|e| &e.roles).collect();
    let mut mentions: Vec<Mention> = group.iter().flat_map(|e| e.mentions.clone()).collect();
    mentions.sort();
    mentions.dedup();
    Entity {
        wikidata: most(group.iter().filter_map(|e| e.wikidata.as_deref())).map(str::to_owned),
        kind: most(group.iter().map(|e| e.kind)).unwrap_or(relata::record::EntityKind::Group),
        country: most(group.iter().filter_map(|e| e.country.as_deref())).map(str::to_owned),
        also: also.into_iter().cloned().collect(),
        roles: roles.into_iter().cloned().collect(),
        entity,
        name,
        mentions,
    }
}

/// The value that occurs most often; of equals the first in order.
fn most<T: Ord + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts.into_iter().min_by_key(|(value, count)| (Reverse(*count), *value)).map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::most;

    #[test]
    fn the_most_frequent_value_wins_and_the_first_of_equals() {
        assert_eq!(most(["b", "a", "b"].into_iter()), Some("b"));
        assert_eq!(most(["b", "a"].into_iter()), Some("a"));
        assert_eq!(most(std::iter::empty::<&str>()), None);
    }
}
