//! Given `packs/*/status.tsv`, yields its cues by their head word: what each says of which of its dependents.

use crate::error::Error;
use crate::pack::{Data, Row};
use crate::parse::Parse;
use crate::record::Status;
use crate::report::grammar::Grammar;
use crate::report::trigger::{Class, Pattern};
use rustc_hash::FxHashMap;

/// The cues of one language, from `packs/*/status.tsv`.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    pub(super) cues: Vec<Cue>,
    pub(super) by_head: FxHashMap<(String, Class), Vec<usize>>,
}

#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) pattern: Pattern,
    pub(super) status: Status,
    pub(super) scope: Vec<Scope>,
    pub(super) place: String,
}

/// Which dependent of a cue its status is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    Infinitive,
    Clause,
    Object,
    Subject,
    /// What the cue modifies: "une éventuelle visite".
    Head,
    /// A dependent under a preposition.
    Case(String),
    /// Any dependent under any preposition.
    Oblique,
    /// Of a preposition: the infinitive or clause that it opens.
    Opened,
    /// Of a preposition: the noun that it governs.
    Noun,
    /// Of a preposition: the whole clause that its phrase stands in.
    Whole,
    /// The event's own word, where nothing else is said of it.
    Itself,
}

impl Cues {
    /// Reads `packs/*/status.tsv`.
    ///
    /// # Errors
    /// A missing or wrong table; an unknown status or scope.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let columns = ["cue", "pos", "status", "scope", "example", "source", "checked"];
        let mut cues = Self::default();
        for row in data.table(&format!("packs/{language}/status.tsv"), &columns)?.rows() {
            let pattern = Pattern::read(row, row.get("cue"), row.get("pos"))?;
            let scope = row.list("scope").map(Scope::read).collect();
            let at = cues.cues.len();
            cues.by_head.entry((pattern.head.clone(), pattern.class)).or_default().push(at);
            cues.cues.push(Cue { pattern, status: status(row)?, scope, place: row.place() });
        }
        let weights: Vec<usize> = cues.cues.iter().map(|c| c.pattern.weight()).collect();
        for list in cues.by_head.values_mut() {
            list.sort_by_key(|c| std::cmp::Reverse(weights[*c]));
        }
        Ok(cues)
    }

    pub(super) fn at(
        &self,
        parse: &Parse,
        grammar: &Grammar,
        token: usize,
        class: Class,
    ) -> impl Iterator<Item = &Cue> {
        let list = self.by_head.get(&(parse.tokens[token].lemma.to_lowercase(), class));
        let fitting =
            list.into_iter().flatten().filter(move |c| self.cues[**c].pattern.matches(parse, grammar, token).is_some());
        fitting.map(|c| &self.cues[*c])
    }
}

impl Scope {
    fn read(scope: &str) -> Self {
        match scope {
            "xcomp" | "acl" => Self::Infinitive,
            "advcl" => Self::Opened,
            "noun" => Self::Noun,
            "clause" => Self::Whole,
            "itself" => Self::Itself,
            "ccomp" => Self::Clause,
            "obj" => Self::Object,
            "subj" => Self::Subject,
            "head" => Self::Head,
            "obl" => Self::Oblique,
            case => Self::Case(case.split_once(':').map_or(case, |(_, case)| case).to_owned()),
        }
    }
}

fn status(row: Row<'_>) -> Result<Status, Error> {
    Ok(match row.get("status") {
        "happened" => Status::Happened,
        "ongoing" => Status::Ongoing,
        "planned" => Status::Planned,
        "hypothetical" => Status::Hypothetical,
        "alleged" => Status::Alleged,
        "denied" => Status::Denied,
        "cancelled" => Status::Cancelled,
        other => return Err(row.error(format!("no status is named {other}"))),
    })
}
