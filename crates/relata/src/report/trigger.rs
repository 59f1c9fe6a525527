//! Given the words of a lexicon row ("mener obj:exercice|manœuvre"), yields where a tree matches them.

use super::grammar::Grammar;
use crate::error::Error;
use crate::pack::Row;
use crate::parse::{Dep, Parse, Pos};

/// What a row's head word must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A verb, participles included.
    Verb,
    /// A noun.
    Noun,
    /// An adjective.
    Adjective,
    /// A preposition or conjunction.
    Preposition,
    /// An adverb.
    Adverb,
}

/// A word with conditions on what hangs on it.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The lemma of the head word.
    pub head: String,
    /// What the head word must be.
    pub class: Class,
    conditions: Vec<Condition>,
    fields: Vec<String>,
}

#[derive(Debug, Clone)]
struct Condition {
    link: Link,
    lemmas: Vec<String>,
}

/// How a dependent hangs on a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// Direct object, or subject of a passive.
    Object,
    /// Subject.
    Subject,
    /// Any prepositional dependent.
    Oblique,
    /// Adjective.
    Adjective,
    /// Infinitive complement.
    Infinitive,
    /// Clause of what is said or meant: "accepted that it was late".
    Clause,
    /// Adverb.
    Adverb,
    /// Reflexive clitic.
    Reflexive,
    /// Negation.
    Negation,
    /// A lemma anywhere in the sentence.
    Near,
    /// The word that it hangs on.
    Governor,
    /// The auxiliary of its clause or of one under it: "must".
    Modal,
    /// Its own preposition: "en riposte à un raid".
    Own,
    /// A dependent with this preposition.
    Case(String),
}

impl Pattern {
    /// Reads a pattern from the cells `words` and `pos` of a row.
    ///
    /// # Errors
    /// An unknown part of speech or an empty pattern.
    pub fn read(row: Row<'_>, words: &str, pos: &str) -> Result<Self, Error> {
        let class = match pos {
            "verb" => Class::Verb,
            "noun" => Class::Noun,
            "adj" => Class::Adjective,
            "prep" | "conj" => Class::Preposition,
            "adv" => Class::Adverb,
            other => {
                return Err(row.error(format!("no part of speech is named {other}; use verb, noun, adj, adv, prep")));
            }
        };
        // A word that opens no condition belongs to the head ("d'après") or to a preposition ("auprès de:x").
        let mut head: Vec<&str> = Vec::new();
        let (mut conditions, mut fields) = (Vec::new(), Vec::new());
        for part in words.split(' ').filter(|p| !p.is_empty()) {
            match part.split_once(':') {
                Some(("field", names)) => fields.extend(names.split('|').map(str::to_owned)),
                Some((link, lemmas)) => conditions.push(Condition {
                    link: Link::read(link),
                    lemmas: lemmas.split('|').filter(|l| !l.is_empty()).map(str::to_owned).collect(),
                }),
                None if part == "refl" => conditions.push(Condition { link: Link::Reflexive, lemmas: Vec::new() }),
                None if part == "neg" => conditions.push(Condition { link: Link::Negation, lemmas: Vec::new() }),
                None => head.push(part),
            }
        }
        if head.is_empty() {
            return Err(row.error("the trigger has no head word"));
        }
        Ok(Self { head: head.join(" "), class, conditions, fields })
    }

    /// How many conditions it has: the more, the more it says. That something is denied outweighs of what it is said.
    pub fn weight(&self) -> usize {
        let weight = |c: &Condition| match c.link {
            Link::Negation => 3,
            _ if c.lemmas.is_empty() => 1,
            _ => 2,
        };
        self.conditions.iter().map(weight).sum::<usize>() + if self.fields.is_empty() { 0 } else { 3 }
    }

    /// True on a field of life, as `ontology/domains.tsv` lists them, where the row holds: on any unless it names some.
    pub fn plays(&self, field: Option<&str>) -> bool {
        self.fields.is_empty() || field.is_some_and(|f| self.fields.iter().any(|name| name == f))
    }

    /// True where it asks for a reflexive.
    pub fn reflexive(&self) -> bool {
        self.conditions.iter().any(|c| c.link == Link::Reflexive)
    }

    /// True where it asks for a negation.
    pub fn negative(&self) -> bool {
        self.conditions.iter().any(|c| c.link == Link::Negation)
    }

    /// True where a condition asks for nothing but words that `is` holds of: "dire obj:non".
    pub fn asks_for(&self, is: impl Fn(&str) -> bool) -> bool {
        self.conditions.iter().any(|c| !c.lemmas.is_empty() && c.lemmas.iter().all(|l| is(l)))
    }

    /// The tokens that meet the conditions, the head's own first; `None` where one is not met.
    pub fn matches(&self, parse: &Parse, grammar: &Grammar, token: usize) -> Option<Vec<usize>> {
        let mut tokens = vec![token];
        for condition in &self.conditions {
            tokens.extend(condition.met(parse, grammar, token)?);
        }
        Some(tokens)
    }
}

impl Link {
    fn read(link: &str) -> Self {
        match link {
            "obj" => Self::Object,
            "subj" => Self::Subject,
            "obl" => Self::Oblique,
            "amod" | "adj" => Self::Adjective,
            "xcomp" => Self::Infinitive,
            "ccomp" => Self::Clause,
            "adv" => Self::Adverb,
            "near" => Self::Near,
            "head" => Self::Governor,
            "modal" => Self::Modal,
            "case" => Self::Own,
            case => Self::Case(case.replace('_', " ")),
        }
    }
}

impl Condition {
    /// The dependent that meets the condition; an empty list where it is met by no token of its own.
    fn met(&self, parse: &Parse, grammar: &Grammar, token: usize) -> Option<Vec<usize>> {
        // "blocked the Friendship Bridge": a word within a name is the word all the same.
        let same = |l: &str, t: usize| {
            let row = &parse.tokens[t];
            *l == *row.lemma || row.pos == Pos::Propn && l == row.lemma.to_lowercase()
        };
        let listed = |t: usize| self.lemmas.iter().any(|l| same(l, t));
        match &self.link {
            Link::Near => {
                let sentence = parse.sentences[parse.tokens[token].sentence].clone();
                sentence.into_iter().any(listed).then(Vec::new)
            }
            Link::Reflexive => grammar.reflexive(parse, token).map(|t| vec![t]),
            Link::Negation => grammar.negated(parse, token).then(Vec::new),
            Link::Own => self.lemmas.contains(&grammar.case(parse, token)).then(Vec::new),
            link => {
                let mut candidates = dependents(parse, grammar, token, link);
                if *link == Link::Subject && !self.lemmas.is_empty() {
                    candidates.extend(subject_above(parse, grammar, token, &candidates));
                }
                if *link == Link::Object && candidates.is_empty() {
                    // "livrer du gaz": a partitive is taken for an oblique.
                    candidates
                        .extend(parse.with(token, &[Dep::OblArg]).filter(|t| grammar.case_is(parse, *t, grammar.of())));
                }
                if *link == Link::Object && !self.lemmas.is_empty() {
                    candidates.extend(object_above(parse, token, &candidates));
                }
                if matches!(link, Link::Case(_)) && parse.tokens[token].pos == Pos::Verb {
                    // "menacer X de sanctions": the phrase is hung on the object.
                    let objects = dependents(parse, grammar, token, &Link::Object);
                    candidates.extend(objects.iter().flat_map(|o| dependents(parse, grammar, *o, link)));
                }
                let conjuncts = candidates.iter().flat_map(|c| parse.with(*c, &[Dep::Conj])).collect::<Vec<_>>();
                let found = candidates.into_iter().chain(conjuncts).find(|t| listed(*t) || self.lemmas.is_empty())?;
                // An infinitive that may be any is an act of its own: "promised to send medicine".
                let open = self.lemmas.is_empty() && *link == Link::Infinitive;
                let own = parse.head(found) == Some(token) && !open;
                Some(if own { vec![found] } else { Vec::new() })
            }
        }
    }
}

/// The noun that a relative clause with a subject of its own is about: "the seats that it defended", "the seats it defended".
fn object_above(parse: &Parse, token: usize, own: &[usize]) -> Option<usize> {
    let row = &parse.tokens[token];
    let subject = parse.child(token, &[Dep::Nsubj]).is_some_and(|s| !parse.tokens[s].feats.contains("PronType=Rel"));
    let free = own.iter().all(|t| parse.tokens[*t].pos == Pos::Pron);
    parse.head(token).filter(|_| row.dep == Dep::AclRelcl && subject && free)
}

/// The subject that a verb shares with the one that it is joined to, or the noun that its relative stands for: "the quake
/// that devastated", "floods swept away cars and killed".
fn subject_above(parse: &Parse, grammar: &Grammar, token: usize, own: &[usize]) -> Vec<usize> {
    let relative = own.iter().any(|t| parse.tokens[*t].pos == Pos::Pron);
    match (parse.tokens[token].dep, parse.head(token)) {
        (Dep::AclRelcl, Some(noun)) if relative => vec![noun],
        (Dep::Conj | Dep::Advcl, Some(above)) if own.is_empty() && parse.tokens[above].pos == Pos::Verb => {
            let shared = dependents(parse, grammar, above, &Link::Subject);
            if shared.is_empty() { subject_above(parse, grammar, above, &shared) } else { shared }
        }
        _ => Vec::new(),
    }
}

/// What a verb says of its object without a verb of its own: "found a spy guilty", "let the inspectors in".
fn is_small(parse: &Parse, token: usize) -> bool {
    let row = &parse.tokens[token];
    matches!(row.dep, Dep::Ccomp | Dep::Xcomp)
        && matches!(row.pos, Pos::Adj | Pos::Adp)
        && parse.head(token).is_some_and(|h| h < token && parse.tokens[h].pos == Pos::Verb)
        && parse.child(token, &[Dep::Cop, Dep::Mark]).is_none()
}

/// The preposition right behind a verb, which the tree hangs on the phrase that follows: "backed out of a deal".
fn particle(parse: &Parse, verb: usize) -> Option<usize> {
    let next = parse.tokens.get(verb + 1).filter(|t| t.pos == Pos::Adp && parse.tokens[verb].pos == Pos::Verb)?;
    (next.sentence == parse.tokens[verb].sentence && next.head != verb).then_some(verb + 1)
}

/// "Oslo accuse mardi Lima", "le maire se retire et soutient Jean Petit": a noun behind a verb that has its subject before
/// it is the verb's object, whatever the tree takes it for.
fn second_subjects(parse: &Parse, verb: usize) -> Vec<usize> {
    let tokens = &parse.tokens;
    let noun = |t: &usize| matches!(tokens[*t].pos, Pos::Noun | Pos::Propn);
    let of = |verb: usize| parse.with(verb, &[Dep::Nsubj]);
    let first = of(verb).find(|t| *t < verb && (noun(t) || tokens[*t].feats.contains("PronType=Rel")));
    // Right behind a conjunction a verb has the subject of the one before it.
    let joined = tokens[verb].dep == Dep::Conj && verb > 0 && tokens[verb - 1].pos == Pos::Cconj;
    let above = parse.head(verb).filter(|h| joined && of(*h).any(|t| t < *h && noun(&t)));
    let own = parse.child(verb, &[Dep::Obj, Dep::ObjLvc, Dep::Ccomp]).is_some();
    let known = first.or(above.filter(|_| of(verb).all(|t| t > verb)));
    // "« … », a dit le maire": behind a mark the subject may follow.
    let words = (0..verb).rev().find(|t| !matches!(tokens[*t].pos, Pos::Aux | Pos::Adv | Pos::Pron));
    let marked = words.is_some_and(|t| tokens[t].pos == Pos::Punct);
    if tokens[verb].pos != Pos::Verb || own || marked || known.is_none() {
        return Vec::new();
    }
    of(verb).filter(|t| *t > verb && noun(t)).collect()
}

/// The direct dependents of a word that hang on it by a link; the passive is turned around.
pub fn dependents(parse: &Parse, grammar: &Grammar, token: usize, link: &Link) -> Vec<usize> {
    let children = parse.children(token).iter().copied();
    let dep = |t: usize| parse.tokens[t].dep;
    let passive = grammar.passive(parse, token);
    match link {
        Link::Object if let Some(holder) = grammar.suffers(parse, token) => {
            // "s'est vu refuser son visa": beside what is refused the subject is to whom.
            let own: Vec<usize> =
                children.filter(|t| matches!(dep(*t), Dep::Obj) && !grammar.is_reflexive_word(parse, *t)).collect();
            if own.is_empty() { parse.with(holder, &[Dep::Nsubj]).collect() } else { own }
        }
        Link::Object if passive => children
            .filter(|t| matches!(dep(*t), Dep::NsubjPass | Dep::Nsubj) && !grammar.is_relative_object(parse, *t))
            .collect(),
        Link::Object => {
            let found: Vec<usize> = children
                .clone()
                .filter(|t| matches!(dep(*t), Dep::Obj | Dep::ObjLvc | Dep::ObjAgent))
                .filter(|t| !grammar.is_reflexive_word(parse, *t))
                .collect();
            // The model takes many a bare object for an oblique: "Riyad a isolé le Qatar".
            let bare = |t: &usize| {
                matches!(dep(*t), Dep::OblArg | Dep::OblMod) && *t > token && grammar.case(parse, *t).is_empty()
            };
            let verbs = |t: &usize| (token + 1..*t).any(|b| matches!(parse.tokens[b].pos, Pos::Verb | Pos::Aux));
            let late: Vec<usize> = second_subjects(parse, token).into_iter().filter(|t| !verbs(t)).collect();
            if found.is_empty() && !late.is_empty() {
                late
            } else if found.is_empty() && parse.tokens[token].pos == Pos::Verb {
                let small = children.clone().filter(|t| is_small(parse, *t));
                let named = small.flat_map(|t| parse.with(t, &[Dep::Nsubj]).collect::<Vec<_>>());
                children.filter(bare).chain(named).collect()
            } else {
                found
            }
        }
        Link::Subject if passive => grammar.agents(parse, token),
        // "est retourné": the model takes the past of such verbs for a passive.
        Link::Subject => {
            let late = second_subjects(parse, token);
            let subjects = children.filter(|t| matches!(dep(*t), Dep::Nsubj | Dep::NsubjCaus | Dep::NsubjPass));
            subjects.filter(|t| !late.contains(t)).collect()
        }
        Link::Oblique => children
            .filter(|t| matches!(dep(*t), Dep::Obl | Dep::OblArg | Dep::OblMod | Dep::OblAgent | Dep::Nmod | Dep::Iobj))
            .collect(),
        Link::Adjective => children
            .filter(|t| {
                is_small(parse, *t)
                    || matches!(dep(*t), Dep::Amod | Dep::Acl | Dep::Compound)
                    || (dep(*t) == Dep::Nmod && parse.tokens[*t].pos == Pos::Adj)
            })
            .collect(),
        Link::Infinitive => children
            .filter(|t| {
                let adjective = dep(*t) == Dep::Xcomp && matches!(parse.tokens[*t].pos, Pos::Adj | Pos::Noun);
                let clause = matches!(dep(*t), Dep::Xcomp | Dep::Ccomp | Dep::Advcl | Dep::Acl);
                // "complained that it was late".
                let copular = dep(*t) == Dep::Ccomp && parse.child(*t, &[Dep::Cop]).is_some();
                adjective || copular || clause && parse.tokens[*t].pos == Pos::Verb
            })
            .collect(),
        Link::Clause => children.filter(|t| dep(*t) == Dep::Ccomp).collect(),
        Link::Adverb => children
            .filter(|t| matches!(dep(*t), Dep::Advmod | Dep::CompoundPrt) || parse.tokens[*t].pos == Pos::Adv)
            .chain(particle(parse, token))
            .collect(),
        Link::Case(case) => children.filter(|t| grammar.case_is(parse, *t, case)).collect(),
        Link::Governor => parse.head(token).into_iter().collect(),
        Link::Modal => {
            let clauses = std::iter::once(token).chain(parse.with(token, &[Dep::Ccomp]));
            clauses.flat_map(|c| parse.with(c, &[Dep::Aux])).collect()
        }
        Link::Reflexive | Link::Negation | Link::Near | Link::Own => Vec::new(),
    }
}
