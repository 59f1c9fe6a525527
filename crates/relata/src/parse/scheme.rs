//! Given a language's `labels.tsv` and tokens as its model labels them, yields them as Universal Dependencies would.

use super::{Form, Morph, Pos};
use crate::error::Error;
use crate::pack::{Data, Row};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A token while its labels are translated.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    /// The word, in small letters.
    pub word: String,
    /// The model's fine tag.
    pub tag: Arc<str>,
    /// Its part of speech.
    pub pos: Pos,
    /// Its features.
    pub feats: Arc<str>,
    /// The relation to its head.
    pub dep: Arc<str>,
    /// Its head; its own number at a root.
    pub head: usize,
}

/// The labels of one model, from `packs/*/labels.tsv`; empty where the model's are those of Universal Dependencies.
#[derive(Debug, Clone, Default)]
pub(super) struct Scheme {
    relations: FxHashMap<String, Vec<Rule>>,
    tags: Vec<Rule>,
    names: FxHashMap<String, String>,
}

#[derive(Debug, Clone)]
struct Rule {
    tag: String,
    words: Vec<String>,
    pos: Vec<Pos>,
    above: Vec<Pos>,
    becomes: String,
    features: String,
    change: Change,
}

/// How a tree is rebuilt around a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    None,
    /// A preposition under which its phrase hangs: the phrase takes its place.
    Lift,
    /// The phrase under a preposition.
    Lifted,
    /// The predicate under a copula: it takes the copula's place.
    Predicate,
    /// The subject of an infinitive under another verb: that verb's object.
    Raise,
    /// The verb under the noun of a sentence that has no other: that noun is its subject.
    Clause,
    /// The verb of a clause that stands for the subject of another: a participle of its own subject.
    Participle,
}

impl Scheme {
    /// Reads the labels of a language's model.
    ///
    /// # Errors
    /// A missing or wrong table.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let columns = ["layer", "label", "words", "pos", "above", "becomes", "features", "change", "source"];
        let mut scheme = Self::default();
        for row in data.table(&format!("packs/{language}/labels.tsv"), &columns)?.rows() {
            // A relation may be of words of one tag alone: "xcomp VBG".
            let label = row.get("label").split(' ').next().unwrap_or("").to_owned();
            match row.get("layer") {
                "relation" => scheme.relations.entry(label).or_default().push(rule(row)?),
                "tag" => scheme.tags.push(rule(row)?),
                "name" => {
                    scheme.names.insert(label, row.get("becomes").to_owned());
                }
                other => return Err(row.error(format!("layer is {other}; it must be relation, tag or name"))),
            }
        }
        Ok(scheme)
    }

    /// The kind of a name, or `None` where it is no name.
    pub fn name<'a>(&'a self, label: &'a str) -> Option<&'a str> {
        if self.names.is_empty() {
            return Some(label);
        }
        self.names.get(label).map(String::as_str)
    }

    /// Translates the labels of one text.
    pub fn translate(&self, tokens: &mut [Raw]) {
        if self.relations.is_empty() && self.tags.is_empty() {
            return;
        }
        let mut changes = vec![Change::None; tokens.len()];
        for at in 0..tokens.len() {
            if let Some(rule) = self.tags.iter().find(|r| r.fits(tokens, at)) {
                if !rule.becomes.is_empty() {
                    tokens[at].pos = Pos::from(rule.becomes.as_str());
                }
                add_features(&mut tokens[at], &rule.features);
            }
        }
        let labelled: Vec<Option<&Rule>> = (0..tokens.len()).map(|at| self.relation(tokens, at)).collect();
        for (at, rule) in labelled.into_iter().enumerate() {
            let Some(rule) = rule else { continue };
            tokens[at].dep = rule.becomes.as_str().into();
            add_features(&mut tokens[at], &rule.features);
            changes[at] = rule.change;
        }
        let mut tree = Tree { children: children(tokens), tokens, changes };
        tree.lift_all();
        tree.promote_predicates();
        tree.raise_subjects();
        tree.promote_clauses();
        tree.reduce_clauses();
        tree.join_subjects();
    }

    fn relation(&self, tokens: &[Raw], at: usize) -> Option<&Rule> {
        self.relations.get(&*tokens[at].dep)?.iter().find(|r| r.fits(tokens, at))
    }
}

impl Rule {
    fn fits(&self, tokens: &[Raw], at: usize) -> bool {
        let token = &tokens[at];
        (self.tag.is_empty() || *self.tag == *token.tag)
            && (self.words.is_empty() || self.words.contains(&token.word))
            && (self.pos.is_empty() || self.pos.contains(&token.pos))
            && (self.above.is_empty() || self.above.contains(&tokens[token.head].pos))
    }
}

/// Joins features to those of a token; of one name the added one holds.
fn add_features(token: &mut Raw, features: &str) {
    if features.is_empty() {
        return;
    }
    let name = |f: &str| f.split('=').next().unwrap_or("").to_owned();
    let added: Vec<String> = features.split(',').map(str::to_owned).collect();
    let mut all: Vec<String> = token
        .feats
        .split('|')
        .filter(|f| !f.is_empty() && !added.iter().any(|a| name(a) == name(f)))
        .map(str::to_owned)
        .collect();
    all.extend(added);
    all.sort();
    token.feats = all.join("|").into();
}

fn children(tokens: &[Raw]) -> Vec<Vec<usize>> {
    let mut children = vec![Vec::new(); tokens.len()];
    for (at, token) in tokens.iter().enumerate() {
        if token.head != at {
            children[token.head].push(at);
        }
    }
    children
}

struct Tree<'t> {
    tokens: &'t mut [Raw],
    changes: Vec<Change>,
    children: Vec<Vec<usize>>,
}

impl Tree<'_> {
    fn rehang(&mut self, token: usize, head: usize) {
        let old = self.tokens[token].head;
        self.children[old].retain(|c| *c != token);
        self.tokens[token].head = head;
        if token != head {
            self.children[head].push(token);
        }
    }

    fn form(&self, token: usize) -> Form {
        Morph::read(&self.tokens[token].feats).form
    }

    fn depth(&self, token: usize) -> usize {
        let up = std::iter::successors(Some(token), |t| Some(self.tokens[*t].head).filter(|h| h != t));
        up.take(self.tokens.len()).count()
    }

    /// Puts the phrase of each preposition in its place, the innermost first.
    fn lift_all(&mut self) {
        let mut prepositions: Vec<(usize, usize)> =
            (0..self.tokens.len()).filter(|t| self.changes[*t] == Change::Lift).map(|t| (self.depth(t), t)).collect();
        prepositions.sort_unstable_by_key(|(depth, t)| (std::cmp::Reverse(*depth), *t));
        for (_, preposition) in prepositions {
            self.lift(preposition);
        }
    }

    fn lift(&mut self, preposition: usize) {
        let lifted = self.children[preposition].iter().copied().find(|c| self.changes[*c] == Change::Lifted);
        let head = self.tokens[preposition].head;
        let Some(phrase) = lifted else {
            if head != preposition {
                self.tokens[preposition].dep = "advmod".into();
            }
            return;
        };
        let clause = matches!(&*self.tokens[phrase].dep, "advcl" | "acl");
        let relation = self.tokens[preposition].dep.clone();
        for child in self.children[preposition].clone() {
            self.rehang(child, phrase);
        }
        if head == preposition {
            self.rehang(phrase, phrase);
            self.tokens[phrase].dep = "ROOT".into();
        } else {
            self.rehang(phrase, head);
            let nominal = matches!(self.tokens[head].pos, Pos::Noun | Pos::Propn | Pos::Pron);
            let clausal = if nominal { "acl" } else { "advcl" };
            self.tokens[phrase].dep = if clause { clausal.into() } else { relation };
        }
        self.rehang(preposition, phrase);
        self.tokens[preposition].dep = if clause { "mark".into() } else { "case".into() };
        // A phrase may itself stand under a further preposition: "out of the city".
        self.changes[phrase] = Change::Lifted;
    }

    /// Puts the predicate of each copula in its place; what only exists ("there is a ban") becomes its subject.
    fn promote_predicates(&mut self) {
        for predicate in 0..self.tokens.len() {
            let copula = self.tokens[predicate].head;
            if self.changes[predicate] != Change::Predicate || copula == predicate {
                continue;
            }
            let there = self.children[copula].iter().any(|c| &*self.tokens[*c].dep == "expl");
            if there {
                self.tokens[predicate].dep = "nsubj".into();
                continue;
            }
            let (head, dep) = (self.tokens[copula].head, self.tokens[copula].dep.clone());
            for child in self.children[copula].clone() {
                if child != predicate {
                    self.rehang(child, predicate);
                }
            }
            let head = if head == copula { predicate } else { head };
            self.rehang(predicate, head);
            self.tokens[predicate].dep = dep;
            self.rehang(copula, predicate);
            self.tokens[copula].dep = "cop".into();
        }
    }

    /// "The minister, Ana Ruiz, offered to resign": the verb behind what is inserted is the sentence's.
    fn promote_clauses(&mut self) {
        for verb in 0..self.tokens.len() {
            let noun = self.tokens[verb].head;
            let alone = self.tokens[noun].head == noun && noun < verb;
            if self.changes[verb] != Change::Clause || !alone || !self.is_clause(noun, verb) {
                continue;
            }
            let later: Vec<usize> = self.children[noun].iter().copied().filter(|c| *c > verb).collect();
            self.rehang(verb, verb);
            self.tokens[verb].dep = "ROOT".into();
            for child in later {
                self.rehang(child, verb);
            }
            self.rehang(noun, verb);
            self.tokens[noun].dep = "nsubj".into();
            add_features(&mut self.tokens[verb], "Aspect=,Tense=Past,VerbForm=Fin");
        }
    }

    /// "A guard held on the roof was freed": what the model takes for a clause of its own, or for the sentence's, is a
    /// participle of the subject.
    fn reduce_clauses(&mut self) {
        for clause in 0..self.tokens.len() {
            let above = self.tokens[clause].head;
            let (verb, main) = if clause < above { (clause, above) } else { (above, clause) };
            let dep = |c: &usize| &*self.tokens[*c].dep;
            let noun = |c: &usize| matches!(self.tokens[*c].pos, Pos::Noun | Pos::Propn | Pos::Num);
            let is_subject = |c: &usize| matches!(dep(c), "nsubj" | "nsubj:pass");
            let subject = self.children[verb].iter().copied().find(|c| dep(c) == "nsubj" && *c < verb && noun(c));
            let opened = self.children[verb].iter().any(|c| matches!(dep(c), "mark" | "aux" | "aux:pass"));
            // A clause of the verb's own has a subject or no auxiliary.
            let finite = |c: &usize| dep(c).starts_with("aux") && self.form(*c) == Form::Fin;
            let bare = !self.children[main].iter().any(|c| is_subject(c) || dep(c) == "mark");
            let said = clause == main && !(bare && self.children[main].iter().any(finite));
            // What stands before "he said" is said.
            let told = dep(&clause) == "ccomp" && clause < above;
            // "He resigned and was replaced": what a conjunction or a comma parts are two clauses.
            let parts = |t: usize| self.tokens[t].word == "," || &*self.tokens[t].dep == "cc";
            let adverbial = dep(&clause) == "advcl";
            let joined = (adverbial || dep(&clause) == "conj") && (verb..main).any(parts);
            // "when two men kidnapped in Lima were killed": what has a subject of its own is no such clause.
            let apart = adverbial && !(clause < above && bare && self.children[main].iter().any(finite));
            let fits = self.changes[clause] == Change::Participle && !opened && !said && !told && !joined && !apart;
            let Some(subject) = subject.filter(|_| fits) else { continue };
            let passive = self.children[main].iter().any(|c| dep(c) == "aux:pass");
            if clause == main {
                let (head, dep) = (self.tokens[verb].head, self.tokens[verb].dep.clone());
                self.rehang(main, if head == verb { main } else { head });
                self.tokens[main].dep = dep;
            }
            let openings = self.children[verb].iter().copied().filter(|c| *c < subject);
            for opening in openings.collect::<Vec<_>>() {
                self.rehang(opening, main);
            }
            self.rehang(subject, main);
            self.tokens[subject].dep = if passive { "nsubj:pass".into() } else { "nsubj".into() };
            self.rehang(verb, subject);
            self.tokens[verb].dep = "acl".into();
            add_features(&mut self.tokens[verb], "Aspect=Perf,Tense=Past,VerbForm=Part");
        }
    }

    /// True of a verb behind the comma that closes what is inserted behind a noun which has no other verb, and of one that has
    /// an object; one that is no participle needs no such sign.
    fn is_clause(&self, noun: usize, verb: usize) -> bool {
        let dep = |c: &usize| &*self.tokens[*c].dep;
        let nominal = matches!(self.tokens[noun].pos, Pos::Noun | Pos::Propn);
        let told = self.children[noun].iter().any(|c| matches!(dep(c), "nsubj" | "nsubj:pass" | "cop" | "expl"));
        let inserted =
            self.children[noun].iter().any(|c| (noun..verb).contains(c) && matches!(dep(c), "appos" | "acl:relcl"));
        let comma = verb.checked_sub(1).is_some_and(|before| self.tokens[before].word == ",");
        let passive = |c: &usize| matches!(dep(c), "obl:agent" | "aux" | "aux:pass" | "mark");
        let free = !self.children[verb].iter().any(passive);
        let object = self.children[verb].iter().any(|c| dep(c) == "obj" && *c > verb);
        nominal && !told && free && (self.form(verb) == Form::Fin || inserted && comma || object)
    }

    /// "Peru, Chile agree": in a heading the name before the comma is the first of two subjects.
    fn join_subjects(&mut self) {
        for second in 2..self.tokens.len() {
            let (first, verb) = (second - 2, self.tokens[second].head);
            let name = |t: usize| self.tokens[t].pos == Pos::Propn;
            let listed = &*self.tokens[second].dep == "nsubj" && self.tokens[second - 1].word == ",";
            let beside = self.tokens[first].head == verb && verb > second;
            // "Monday, Chile agreed", "Lima, Peru says".
            let other = matches!(&*self.tokens[first].dep, "nsubj" | "obl:mod");
            let beside = beside && !other && !self.tokens[verb].feats.contains("Number=Sing");
            let opens = !self.children[verb].iter().any(|c| *c < first);
            let free = !self.children[first].iter().any(|c| &*self.tokens[*c].dep == "case");
            if !(listed && beside && opens && free && name(first) && name(second)) {
                continue;
            }
            self.tokens[first].dep = "nsubj".into();
            self.rehang(second, first);
            self.tokens[second].dep = "conj".into();
        }
    }

    /// "urged Iran to stop": the subject of the infinitive is the object of the verb above.
    fn raise_subjects(&mut self) {
        for subject in 0..self.tokens.len() {
            let verb = self.tokens[subject].head;
            let above = self.tokens[verb].head;
            let dep = &*self.tokens[verb].dep;
            let between = above < subject && subject < verb;
            if self.changes[subject] != Change::Raise || !between || !matches!(dep, "ccomp" | "xcomp") {
                continue;
            }
            let finite = |t: &usize| self.form(*t) == Form::Fin || &*self.tokens[*t].dep == "mark";
            let opened = self.children[verb].iter().any(|c| finite(c) && self.tokens[*c].word != "to");
            let taken = self.children[above].iter().any(|c| matches!(&*self.tokens[*c].dep, "obj" | "iobj"));
            if self.form(verb) != Form::Inf || opened || taken || self.tokens[above].pos != Pos::Verb {
                continue;
            }
            self.rehang(subject, above);
            self.tokens[subject].dep = "obj".into();
            self.tokens[verb].dep = "xcomp".into();
        }
    }
}

fn rule(row: Row<'_>) -> Result<Rule, Error> {
    let pos = |column: &str| -> Result<Vec<Pos>, Error> {
        let known = |p: &str| Some(Pos::from(p)).filter(|found| found.as_str() == p);
        row.list(column)
            .map(|p| known(p).ok_or_else(|| row.error(format!("{p} is no universal part of speech"))))
            .collect()
    };
    Ok(Rule {
        tag: match row.get("layer") {
            "tag" => row.get("label").to_owned(),
            _ => row.get("label").split_once(' ').map(|(_, tag)| tag.to_owned()).unwrap_or_default(),
        },
        words: row.list("words").map(str::to_owned).collect(),
        pos: pos("pos")?,
        above: pos("above")?,
        becomes: row.get("becomes").to_owned(),
        features: row.get("features").to_owned(),
        change: match row.get("change") {
            "" => Change::None,
            "lift" => Change::Lift,
            "lifted" => Change::Lifted,
            "predicate" => Change::Predicate,
            "raise" => Change::Raise,
            "clause" => Change::Clause,
            "participle" => Change::Participle,
            other => return Err(row.error(format!("no change is named {other}"))),
        },
    })
}
