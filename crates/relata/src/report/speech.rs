//! Given a trigger within what somebody says, yields who the text names as the source of the report.

use super::Page;
use super::role::{Filled, Roles};
use crate::error::Error;
use crate::mention::QuoteMention;
use crate::pack::Data;
use crate::parse::Dep;
use crate::record::Speaker;
use rustc_hash::FxHashSet;

/// The words of saying of one language, from `packs/*/cues.tsv`.
#[derive(Debug, Clone, Default)]
pub(super) struct Speech {
    verbs: FxHashSet<String>,
    prepositions: FxHashSet<String>,
}

impl Speech {
    /// Reads `packs/*/cues.tsv`.
    ///
    /// # Errors
    /// A missing or wrong table.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let table =
            data.table(&format!("packs/{language}/cues.tsv"), &["cue", "pos", "act", "example", "source", "checked"])?;
        let mut speech = Self::default();
        for row in table.rows() {
            let head = row.get("cue").split(' ').next().unwrap_or("").to_owned();
            match row.get("pos") {
                "verb" => speech.verbs.insert(head),
                "prep" => speech.prepositions.insert(row.get("cue").to_owned()),
                _ => false,
            };
        }
        Ok(speech)
    }

    /// Who says that the event is so: the speaker of the words that it stands in, the subject of the verb of saying
    /// above it, or whoever stands under "selon".
    pub fn said_by(
        &self,
        page: Page<'_>,
        roles: &Roles<'_>,
        trigger: usize,
        quote: Option<&QuoteMention>,
    ) -> Option<Speaker> {
        let parse = page.parse;
        if let Some(speaker) = quote.and_then(|q| q.speaker) {
            return self.speaker(page, Filled { actors: roles.phrase(speaker), ..Filled::default() });
        }
        let mut child = trigger;
        for head in parse.up(trigger).skip(1) {
            let according = parse
                .with(head, &[Dep::Obl, Dep::OblMod, Dep::OblArg, Dep::Advmod])
                .find(|t| self.prepositions.contains(&roles.grammar.case(parse, *t)) && *t != child);
            if let Some(source) = according {
                return self.speaker(page, Filled { actors: roles.phrase(source), ..Filled::default() });
            }
            if parse.tokens[child].dep == Dep::Ccomp && self.verbs.contains(&*parse.tokens[head].lemma) {
                let actors = roles.subjects(head, 0).into_iter().flat_map(|s| roles.phrase(s)).collect();
                return self.speaker(page, Filled { actors, ..Filled::default() });
            }
            child = head;
        }
        None
    }

    fn speaker(&self, page: Page<'_>, filled: Filled) -> Option<Speaker> {
        filled.actors.first().map(|a| page.entities.actors[*a].speaker())
    }
}
