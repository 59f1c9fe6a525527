//! Given the keys of types, modes, statuses and fields, yields plain words in the reader's language.

use relata::record::{Event, Party, Status};
use std::collections::HashMap;

const TABLE: &str = include_str!("words.tsv");

/// The words of one language.
pub struct Words(HashMap<&'static str, &'static str>);

impl Words {
    /// The words of a language (ISO 639-1), English where there are none of it.
    pub fn of(language: &str) -> Self {
        let mut lines = TABLE.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let column = lines.next().and_then(|head| head.iter().position(|c| *c == language)).unwrap_or(1);
        Self(lines.filter_map(|cells| Some((*cells.first()?, *cells.get(column)?))).collect())
    }

    /// The word for a key, or the last part of the key itself.
    pub fn word<'k>(&self, key: &'k str) -> &'k str
    where
        'static: 'k,
    {
        self.0.get(key).copied().unwrap_or_else(|| key.rsplit('.').next().unwrap_or(key))
    }

    /// What an event is, by its mode or else its type.
    pub fn what(&self, event: &Event) -> String {
        let mode = event.mode.as_ref().map(|mode| format!("mode.{}.{mode}", event.kind));
        match mode.and_then(|key| self.0.get(key.as_str()).copied()) {
            Some(word) => word.to_owned(),
            None => self.word(&format!("type.{}", event.kind)).to_owned(),
        }
    }

    /// A status.
    pub fn status(&self, status: Status) -> String {
        self.word(&format!("status.{}", name(status))).to_owned()
    }

    /// A field of a record on which reports disagree.
    pub fn field(&self, field: &str) -> String {
        self.word(&format!("field.{field}")).to_owned()
    }
}

/// A status as records write it.
pub fn name(status: Status) -> &'static str {
    match status {
        Status::Happened => "happened",
        Status::Ongoing => "ongoing",
        Status::Planned => "planned",
        Status::Hypothetical => "hypothetical",
        Status::Alleged => "alleged",
        Status::Denied => "denied",
        Status::Cancelled => "cancelled",
    }
}

/// The most parties that one side of an event is shown with.
const SHOWN: usize = 3;

/// Who does something to whom: `A → B`, `A ↔ B` where it is mutual, `A` alone.
pub fn who(event: &Event) -> String {
    let mut sources: Vec<&str> = event.sources.iter().map(|p| p.name.as_str()).collect();
    let mut targets: Vec<&str> = event.targets.iter().map(|p| p.name.as_str()).collect();
    sources.sort_unstable();
    targets.sort_unstable();
    if sources == targets && !sources.is_empty() {
        return names(&event.sources, " ↔ ");
    }
    match (names(&event.sources, ", "), names(&event.targets, ", ")) {
        (who, whom) if who.is_empty() && whom.is_empty() => "?".to_owned(),
        (who, whom) if whom.is_empty() => who,
        (who, whom) if who.is_empty() => format!("? → {whom}"),
        (who, whom) => format!("{who} → {whom}"),
    }
}

fn names(parties: &[Party], between: &str) -> String {
    let mut names: Vec<&str> = parties.iter().take(SHOWN).map(|p| p.name.as_str()).collect();
    if parties.len() > SHOWN {
        names.push("…");
    }
    names.join(between)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_word_in_each_language() {
        let rows: Vec<Vec<&str>> = TABLE.lines().map(|l| l.split('\t').collect()).collect();
        assert!(rows.iter().all(|row| row.len() == 3 && row.iter().all(|cell| !cell.is_empty())));
    }

    #[test]
    fn a_key_without_a_word_is_shown_as_it_is() {
        assert_eq!(Words::of("fr").word("type.CONSULT"), "rencontre");
        assert_eq!(Words::of("xx").word("type.CONSULT"), "meets");
        assert_eq!(Words::of("fr").word("mode.CONSULT.carrier-pigeon"), "carrier-pigeon");
    }
}
