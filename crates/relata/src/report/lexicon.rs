//! Given the event rows of a pack, yields the rules that a word may fire, the most specific first.

use super::grammar::Grammar;
use super::role::RolePath;
use super::trigger::{Class, Pattern};
use crate::error::Error;
use crate::pack::{Data, Row};
use crate::parse::{Form, Parse, Pos};
use rustc_hash::FxHashMap;

/// The path of a possessive.
pub(super) const POSSESSIVE: &str = "poss";

/// One row of `packs/*/events.tsv`.
#[derive(Debug, Clone)]
pub struct Rule {
    /// `file:line`.
    pub place: String,
    /// What must stand in the tree.
    pub pattern: Pattern,
    /// The PLOVER type.
    pub kind: String,
    /// The PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// The CAMEO code.
    pub cameo: Option<String>,
    /// Where the source stands, in order of trial.
    pub who: Vec<RolePath>,
    /// Where the target stands, in order of trial.
    pub whom: Vec<RolePath>,
    /// Whether all who take part are sources and targets alike.
    pub mutual: Mutual,
    /// What the parties must be.
    pub needs: Vec<Need>,
    /// The row's own sentence.
    pub example: String,
    /// What must come out of it: `RUS>UKR planned`.
    pub reads: String,
}

impl Rule {
    /// True for a noun whose bare complement, under the preposition given, undergoes it, and which is never its doer's
    /// own.
    pub fn undergone(&self, of: &str) -> bool {
        let acts = |path: &RolePath| path.written() == POSSESSIVE;
        self.whom.iter().any(|p| p.written() == of) && !self.who.iter().any(acts)
    }

    /// True where its target may stand by a path too.
    pub fn receives(&self, path: &str) -> bool {
        self.kind == ASSAULT && self.whom.contains(&RolePath::read(path))
    }
}

/// Whether all who take part in an event are sources and targets alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutual {
    /// Never: one acts on the other.
    No,
    /// Always: "X rencontre Y".
    Yes,
    /// Where they act as one: "X et Y renforcent leurs liens"; but "X veut renforcer ses liens avec Y" is X's doing.
    Joint,
}

/// A condition on the parties of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// At least one side is somebody.
    AnyActor,
    /// At least two take part.
    Two,
    /// The source is somebody.
    WhoActor,
    /// The target is somebody.
    WhomActor,
    /// The source is a person.
    WhoPerson,
    /// The target is a person.
    WhomPerson,
    /// The target is a place or a land.
    WhomPlace,
    /// Somebody on either side is known by more than being a person: by name, office or country.
    AnyPublic,
    /// Somebody on either side, known or guessed, or a place.
    AnyTold,
    /// The source is known so.
    WhoPublic,
    /// The target is known so.
    WhomPublic,
    /// The source governs, serves a state or a body that acts as one, or fights it.
    WhoState,
    /// The source is people, and no land or body.
    WhoHuman,
    /// The target is people, and no land or body.
    WhomHuman,
    /// The word of the target names it itself: "attaquer Minsk", not "attaquer le bilan de Minsk".
    WhomItself,
}

/// All event rules of a language.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    rules: Vec<Rule>,
    guards: Vec<Pattern>,
    by_head: FxHashMap<(String, Class), Vec<usize>>,
    guards_by_head: FxHashMap<(String, Class), Vec<usize>>,
}

/// The PLOVER type of deeds of war.
const ASSAULT: &str = "ASSAULT";

const EVENTS: [&str; 14] = [
    "trigger", "pos", "type", "mode", "contexts", "cameo", "who", "whom", "mutual", "needs", "example", "reads",
    "source", "checked",
];

impl Lexicon {
    /// Reads `packs/*/events.tsv` and `packs/*/not_events.tsv`.
    ///
    /// # Errors
    /// A missing or wrong table, with path and line.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let mut lexicon = Self::default();
        for row in data.table(&format!("packs/{language}/events.tsv"), &EVENTS)?.rows() {
            lexicon.add(rule(row)?);
        }
        let columns = ["trigger", "pos", "because", "example", "source", "checked"];
        for row in data.table(&format!("packs/{language}/not_events.tsv"), &columns)?.rows() {
            let guard = Pattern::read(row, row.get("trigger"), row.get("pos"))?;
            let at = lexicon.guards.len();
            lexicon.guards_by_head.entry((guard.head.clone(), guard.class)).or_default().push(at);
            lexicon.guards.push(guard);
        }
        let rules = &lexicon.rules;
        for list in lexicon.by_head.values_mut() {
            list.sort_by_key(|r| std::cmp::Reverse(rules[*r].pattern.weight()));
        }
        Ok(lexicon)
    }

    fn add(&mut self, rule: Rule) {
        let key = (rule.pattern.head.clone(), rule.pattern.class);
        self.by_head.entry(key).or_default().push(self.rules.len());
        self.rules.push(rule);
    }

    /// Its rows.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// True for a noun that names an event by itself.
    pub fn names_event(&self, lemma: &str) -> bool {
        self.by_head.contains_key(&(lemma.to_owned(), Class::Noun))
    }

    /// True for a noun that a row without conditions has for an event of a type, whatever keeps it from being reported.
    pub fn tells(&self, parse: &Parse, token: usize, kind: &str) -> bool {
        let rows = self.by_head.get(&(head_word(parse, token), Class::Noun));
        rows.into_iter().flatten().map(|r| &self.rules[*r]).any(|r| r.kind == kind && r.pattern.weight() == 0)
    }

    /// The rows that a token fires on a field of life, the most specific first, each with the tokens that it matched.
    pub fn at<'l>(
        &'l self,
        parse: &'l Parse,
        grammar: &'l Grammar,
        token: usize,
        field: Option<&'l str>,
    ) -> impl Iterator<Item = (&'l Rule, Vec<usize>)> + 'l {
        let class = class_of(parse, token);
        let list = class.and_then(|c| self.by_head.get(&(head_word(parse, token), c)));
        let guarded = class.is_some_and(|c| self.guarded(parse, grammar, (token, c), field));
        let reflexive = grammar.reflexive(parse, token).is_some();
        list.into_iter().flatten().filter(move |_| !guarded).filter_map(move |r| {
            let rule = &self.rules[*r];
            // "se rapprocher" is another verb than "rapprocher".
            let same_voice = rule.pattern.reflexive() || !reflexive || rule.pattern.class != Class::Verb;
            let holds = same_voice && rule.pattern.plays(field);
            holds.then(|| rule.pattern.matches(parse, grammar, token)).flatten().map(|tokens| (rule, tokens))
        })
    }

    fn guarded(&self, parse: &Parse, grammar: &Grammar, (token, class): (usize, Class), field: Option<&str>) -> bool {
        let list = self.guards_by_head.get(&(head_word(parse, token), class));
        let mut guards = list.into_iter().flatten().map(|g| &self.guards[*g]);
        guards.any(|g| g.plays(field) && g.matches(parse, grammar, token).is_some())
    }
}

/// The lemma of a token; a capital at the head of a sentence makes no name: "Truce between Oman and Yemen holds".
fn head_word(parse: &Parse, token: usize) -> String {
    let row = &parse.tokens[token];
    let first = parse.sentences.get(row.sentence).is_some_and(|s| s.start == token);
    if first && row.pos == Pos::Propn { row.lemma.to_lowercase() } else { row.lemma.to_string() }
}

/// What a token may be the head word of.
pub(super) fn class_of(parse: &Parse, token: usize) -> Option<Class> {
    let row = &parse.tokens[token];
    match row.pos {
        Pos::Verb => Some(Class::Verb),
        Pos::Aux if row.dep != crate::parse::Dep::Aux && !row.dep.as_str().starts_with("aux") => Some(Class::Verb),
        Pos::Noun | Pos::Propn => Some(Class::Noun),
        Pos::Adj if row.morph.form == Form::Part => Some(Class::Verb),
        Pos::Adj => Some(Class::Adjective),
        Pos::Adv => Some(Class::Adverb),
        Pos::Adp | Pos::Sconj => Some(Class::Preposition),
        _ => None,
    }
}

fn rule(row: Row<'_>) -> Result<Rule, Error> {
    let needs: Result<Vec<Need>, Error> = row.list("needs").map(|n| need(row, n)).collect();
    let needs = match row.get("needs") {
        "" => vec![Need::AnyActor],
        "none" => Vec::new(),
        _ => needs?,
    };
    Ok(Rule {
        place: row.place(),
        pattern: Pattern::read(row, row.get("trigger"), row.get("pos"))?,
        kind: row.get("type").to_owned(),
        mode: row.some("mode").map(str::to_owned),
        contexts: row.list("contexts").map(str::to_owned).collect(),
        cameo: row.some("cameo").map(str::to_owned),
        who: row.list("who").map(RolePath::read).collect(),
        whom: row.list("whom").map(RolePath::read).collect(),
        mutual: mutual(row)?,
        needs,
        example: row.get("example").to_owned(),
        reads: row.get("reads").to_owned(),
    })
}

fn mutual(row: Row<'_>) -> Result<Mutual, Error> {
    Ok(match row.get("mutual") {
        "" => Mutual::No,
        "yes" => Mutual::Yes,
        "joint" => Mutual::Joint,
        other => return Err(row.error(format!("mutual is {other}; it must be yes, joint or empty"))),
    })
}

/// A need as the pack writes it: `side:kind`. What an object must be is said by the trigger's own conditions, so that
/// of an object only that somebody takes part is asked.
fn need(row: Row<'_>, need: &str) -> Result<Need, Error> {
    let known = ["actor", "told", "two", "person", "place", "military", "weapon", "public", "state", "human", "itself"];
    let (side, kind) = need.split_once(':').unwrap_or((need, ""));
    if !known.contains(&kind) {
        return Err(
            row.error(format!("no need is named {need}; write who, whom, obj or any, and one of {}", known.join(", ")))
        );
    }
    Ok(match (side, kind) {
        (_, "two") => Need::Two,
        ("who", "actor" | "military") => Need::WhoActor,
        ("who", "person") => Need::WhoPerson,
        ("whom", "actor") => Need::WhomActor,
        ("whom", "person") => Need::WhomPerson,
        ("whom", "place") => Need::WhomPlace,
        ("who", "public") => Need::WhoPublic,
        ("whom", "public") => Need::WhomPublic,
        ("any", "told") => Need::AnyTold,
        (_, "public") => Need::AnyPublic,
        ("who", "state") => Need::WhoState,
        ("who", "human") => Need::WhoHuman,
        ("whom", "human") => Need::WhomHuman,
        ("whom", "itself") => Need::WhomItself,
        _ => Need::AnyActor,
    })
}
