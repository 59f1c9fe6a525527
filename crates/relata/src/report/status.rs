//! Given a trigger in its tree, yields whether the text says that the event took place: tense, mood, negation, cues.

use super::grammar::{Aspect, Grammar};
use super::lexicon::class_of;
use super::trigger::{Class, Pattern};
use crate::error::Error;
use crate::pack::{Data, Row};
use crate::parse::{Dep, Form, Parse, Pos};
use crate::record::Status;
use rustc_hash::FxHashMap;

/// How far up the tree a cue may stand.
const REACH: usize = 6;

/// The cues of one language, from `packs/*/status.tsv`.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    cues: Vec<Cue>,
    by_head: FxHashMap<(String, Class), Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Cue {
    pattern: Pattern,
    status: Status,
    scope: Vec<Scope>,
    place: String,
}

/// Which dependent of a cue its status is said of.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Scope {
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
}

/// A status with the reasons for it, one line a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The status.
    pub status: Status,
    /// True where a cue or form says so, and not the mere absence of any.
    pub marked: bool,
    /// The token of a cue that attributes the event to somebody.
    pub attributed: Option<usize>,
    /// Why.
    pub evidence: Vec<String>,
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

    fn at(&self, parse: &Parse, grammar: &Grammar, token: usize, class: Class) -> impl Iterator<Item = &Cue> {
        let list = self.by_head.get(&(parse.tokens[token].lemma.to_lowercase(), class));
        let fitting =
            list.into_iter().flatten().filter(move |c| self.cues[**c].pattern.matches(parse, grammar, token).is_some());
        fitting.map(|c| &self.cues[*c])
    }

    /// Judges the event that a token names; `spoken` says that it is done by saying so: a demand, a reproach, a praise.
    pub fn judge(&self, parse: &Parse, grammar: &Grammar, trigger: usize, spoken: bool) -> Judged {
        let mut judging = Judging {
            cues: self,
            parse,
            grammar,
            spoken,
            judged: Judged { status: Status::Happened, marked: false, attributed: None, evidence: Vec::new() },
        };
        judging.run(trigger);
        judging.judged
    }
}

struct Judging<'a> {
    cues: &'a Cues,
    parse: &'a Parse,
    grammar: &'a Grammar,
    spoken: bool,
    judged: Judged,
}

impl Judging<'_> {
    fn run(&mut self, trigger: usize) {
        let verbal = matches!(class_of(self.parse, trigger), Some(Class::Verb));
        if verbal {
            self.form(trigger);
        }
        self.modifiers(trigger);
        let mut child = trigger;
        for head in self.parse.up(trigger).skip(1).take(REACH) {
            if self.parse.tokens[head].sentence != self.parse.tokens[trigger].sentence {
                break;
            }
            // "Lima expels an envoy; Quito vows a reply": a semicolon parts sentences.
            let (first, last) = (child.min(head), child.max(head));
            if (first..last).any(|t| &*self.parse.tokens[t].lemma == ";") {
                break;
            }
            if !self.governed(child, head) {
                break;
            }
            child = head;
        }
        if !verbal && self.judged.status != Status::Denied && self.grammar.denied(self.parse, trigger) {
            self.deny("none of it");
        }
    }

    /// What the verb's own form says.
    fn form(&mut self, verb: usize) {
        let aspect = self.grammar.aspect(self.parse, verb);
        let passive = self.grammar.passive(self.parse, verb) && aspect != Aspect::Past
            || self.grammar.reflexive(self.parse, verb).is_some();
        let participle = self.participle(verb) && self.grammar.passive(self.parse, verb);
        if self.grammar.awaits(&self.parse.tokens[verb].lemma) && (passive || participle) {
            self.set(Status::Planned, "it is awaited".to_owned());
        }
        let status = match aspect {
            Aspect::Future => Some(Status::Planned),
            Aspect::Conditional => Some(self.conditional(verb)),
            Aspect::Hearsay => Some(Status::Alleged),
            Aspect::Imperative | Aspect::Potential => Some(Status::Hypothetical),
            _ => None,
        };
        if let Some(status) = status {
            self.set(status, format!("form of the verb: {aspect:?}"));
        }
        if self.pondered(verb) {
            self.set(Status::Hypothetical, "an infinitive of which something is said".to_owned());
        }
        if self.grammar.negated(self.parse, verb) {
            self.deny("negated");
        }
    }

    /// A conditional under a verb of saying is a future seen from the past: "a annoncé qu'il viendrait".
    fn conditional(&self, verb: usize) -> Status {
        let reported = self.parse.tokens[verb].dep == Dep::Ccomp
            && self
                .parse
                .head(verb)
                .is_some_and(|h| matches!(self.grammar.aspect(self.parse, h), Aspect::Past | Aspect::Imperfect));
        let modal = self.grammar.modal(&self.parse.tokens[verb].lemma);
        if reported || modal { Status::Planned } else { Status::Hypothetical }
    }

    /// Adjectives, adverbs, prepositions and conjunctions that hang on the event's own word.
    fn modifiers(&mut self, token: usize) {
        let mut children: Vec<usize> = self.parse.children(token).to_vec();
        let deeper: Vec<usize> = children.iter().flat_map(|c| self.parse.with(*c, &[Dep::Conj])).collect();
        children.extend(deeper);
        for child in children {
            let Some(class) = class_of(self.parse, child).filter(|c| *c != Class::Preposition) else { continue };
            // "annoncent les autorités" beside a clause is no participle of it.
            if class == Class::Verb && !matches!(self.parse.tokens[child].dep, Dep::Acl | Dep::Amod | Dep::Conj) {
                continue;
            }
            // "accused the rebels and promised talks": what is joined to a verb modifies nothing.
            let joined = self.parse.tokens[child].dep == Dep::Conj;
            let modifier = |t: usize| matches!(self.parse.tokens[t].dep, Dep::Acl | Dep::Amod);
            if class == Class::Verb && joined && !self.parse.head(child).is_some_and(modifier) {
                continue;
            }
            // "a porté plainte et le rectorat a suspendu": another clause's verb.
            if class == Class::Verb && self.parse.child(child, &[Dep::Nsubj, Dep::NsubjPass]).is_some() {
                continue;
            }
            let mut cues = self.cues.at(self.parse, self.grammar, child, class);
            let found = cues.find(|c| c.scope.contains(&Scope::Head) || class == Class::Adverb);
            if let Some((status, place)) = found.map(|c| (c.status, c.place.clone())) {
                self.set(status, format!("{} ({place})", self.parse.tokens[child].lemma));
            }
        }
        self.prepositions(token);
        self.according(token);
    }

    /// "selon Kiev": a phrase that lays the whole clause to somebody.
    fn according(&mut self, token: usize) {
        for phrase in self.parse.with(token, &[Dep::Obl, Dep::OblMod, Dep::OblArg]) {
            let found = self.preposition(phrase, &Scope::Whole);
            if let Some((status, place)) = found {
                self.judged.attributed = Some(phrase);
                self.set(status, format!("according to somebody ({place})"));
            }
        }
    }

    fn preposition(&self, token: usize, scope: &Scope) -> Option<(Status, String)> {
        let case = self.grammar.case(self.parse, token);
        let list = self.cues.by_head.get(&(case, Class::Preposition))?;
        let cue = list.iter().map(|c| &self.cues.cues[*c]).find(|c| c.scope.contains(scope))?;
        Some((cue.status, cue.place.clone()))
    }

    /// What the word above says; false where nothing above it bears on the event any more.
    fn governed(&mut self, child: usize, head: usize) -> bool {
        let mut dep = self.parse.tokens[child].dep;
        let mut head = head;
        if let Some(verb) = self.grammar.charging(self.parse, child) {
            // "accused the army of killing": what is said of the object hangs on the verb.
            (head, dep) = (verb, if dep == Dep::Acl { Dep::Advcl } else { Dep::OblArg });
        }
        let class = class_of(self.parse, head);
        if let Some(class) = class {
            let found = self
                .cues
                .at(self.parse, self.grammar, head, class)
                .find(|c| c.scope.iter().any(|s| self.bears(s, child, head, dep)));
            if let Some(found) = found.cloned() {
                let status = found.status;
                let told = status == Status::Planned
                    && self.grammar.aspect(self.parse, child) == Aspect::Past
                    && class_of(self.parse, child) == Some(Class::Verb);
                // "annonce avoir progressé": what is announced as done is claimed.
                let claimed = self.parse.tokens[child].morph.form != Form::Fin && dep == Dep::Xcomp;
                match told {
                    false => self.apply(&found, status, head, child),
                    true if claimed && self.perfect_infinitive(child) => {
                        self.apply(&found, Status::Alleged, head, child)
                    }
                    true => {}
                }
                return true;
            }
        }
        if self.mere_idea(child, head) {
            self.set(Status::Hypothetical, "what is said of an infinitive is only thought".to_owned());
        }
        match dep {
            // "agreed to train soldiers and were discussing sanctions": a finite verb is joined to a finite one.
            Dep::Conj => !self.stands_alone(child, head),
            // The object or subject of a verb shares its time: "l'accord sera signé".
            Dep::Obj if self.grammar.presupposes(&self.parse.tokens[head].lemma) => false,
            Dep::Obj | Dep::ObjLvc | Dep::NsubjPass | Dep::Nsubj if class == Some(Class::Verb) => {
                self.carried(head, dep);
                if dep == Dep::Nsubj {
                    self.begun(head);
                }
                dep != Dep::Nsubj
            }
            Dep::Xcomp => {
                self.carried(head, dep);
                true
            }
            Dep::Ccomp => self.parse.tokens[child].morph.form == Form::Inf,
            Dep::OblArg | Dep::Nmod | Dep::OblMod | Dep::Obl | Dep::Advcl | Dep::Acl => {
                if self.grammar.lasts(&self.grammar.case(self.parse, child)) {
                    return false;
                }
                if class == Some(Class::Verb)
                    && self.parse.tokens[child].pos != Pos::Verb
                    && matches!(
                        self.grammar.aspect(self.parse, head),
                        Aspect::Future | Aspect::Conditional | Aspect::Hearsay
                    )
                {
                    self.carried(head, dep);
                }
                self.prepositions(child);
                let undergone = dep == Dep::Nmod && self.grammar.undergoes(&self.parse.tokens[head].lemma);
                let borne = dep == Dep::Nmod && self.grammar.bears_event(&self.parse.tokens[head].lemma);
                // "refuse de participer à la réunion", but not "de témoigner sur l'assaut".
                let argued = dep == Dep::OblArg && self.grammar.carries(&self.grammar.case(self.parse, child));
                argued || undergone || borne
            }
            _ => false,
        }
    }

    /// "a dit vouloir négocier": who says an infinitive of himself tells what he is going to do.
    fn own_plan(&self, cue: usize, infinitive: usize) -> bool {
        let row = &self.parse.tokens[infinitive];
        row.morph.form == Form::Inf
            && row.dep == Dep::Xcomp
            && !self.perfect_infinitive(infinitive)
            && self.parse.tokens[cue].pos == Pos::Verb
            && self.parse.child(cue, &[Dep::Obj, Dep::Iobj]).is_none()
            && !self.grammar.passive(self.parse, cue)
            && self.grammar.case(self.parse, infinitive).is_empty()
    }

    fn taken_as_given(&self, noun: usize, verb: usize) -> bool {
        let mut articles = self.parse.with(noun, &[Dep::Det]);
        self.grammar.presupposes(&self.parse.tokens[verb].lemma)
            && articles.any(|d| self.parse.tokens[d].feats.contains("Definite=Def"))
    }

    /// "Accusée d'avoir menti, elle clame …": a participle without an auxiliary is no clause that somebody says.
    fn participle(&self, verb: usize) -> bool {
        let bare = self.parse.child(verb, &[Dep::Aux, Dep::AuxPass, Dep::AuxTense]).is_none();
        bare && self.parse.tokens[verb].morph.form == Form::Part
    }

    /// True for a verb with a finite form of its own beside an infinitive.
    fn stands_alone(&self, child: usize, head: usize) -> bool {
        let finite = |t: usize| self.parse.tokens[t].morph.form == Form::Fin;
        let own = self.parse.with(child, &[Dep::Aux, Dep::AuxPass, Dep::AuxTense]).any(finite) || finite(child);
        own && self.parse.tokens[head].morph.form == Form::Inf && self.parse.tokens[child].pos == Pos::Verb
    }

    /// "It would be wrong to attack", "ce serait une erreur d'attaquer": an infinitive under what is not yet so.
    fn mere_idea(&self, infinitive: usize, predicate: usize) -> bool {
        let named = matches!(self.parse.tokens[predicate].pos, Pos::Adj | Pos::Noun);
        let said = named && self.parse.child(predicate, &[Dep::Cop]).is_some();
        let only = matches!(self.grammar.aspect(self.parse, predicate), Aspect::Conditional | Aspect::Potential);
        self.parse.tokens[infinitive].morph.form == Form::Inf && said && only
    }

    /// "Taxer ces voitures serait nuisible": an infinitive before what is said of it is only an idea.
    fn pondered(&self, verb: usize) -> bool {
        let row = &self.parse.tokens[verb];
        let before = self.parse.head(verb).is_some_and(|h| h > verb && self.parse.tokens[h].pos != Pos::Noun);
        row.morph.form == Form::Inf
            && matches!(row.dep, Dep::Advcl | Dep::Csubj)
            && before
            && self.grammar.case(self.parse, verb).is_empty()
    }

    fn perfect_infinitive(&self, verb: usize) -> bool {
        let infinitive = |t: usize| self.parse.tokens[t].morph.form == Form::Inf;
        self.parse.with(verb, &[Dep::Aux, Dep::AuxTense]).any(infinitive)
    }

    /// "le cortège s'apprête à partir": what is said of the infinitive of a carrying verb is said of its subject.
    fn begun(&mut self, head: usize) {
        let infinitive = self.parse.with(head, &[Dep::Xcomp]).find(|t| {
            self.grammar.light(&self.parse.tokens[*t].lemma) && self.parse.tokens[*t].morph.form == Form::Inf
        });
        let Some(infinitive) = infinitive else { return };
        if self.grammar.going(&self.parse.tokens[head].lemma) {
            return self.set(Status::Planned, "what it begins with is to come".to_owned());
        }
        let mut cues = self.cues.at(self.parse, self.grammar, head, Class::Verb);
        let found = cues.find(|c| c.scope.iter().any(|s| self.bears(s, infinitive, head, Dep::Xcomp)));
        if let Some(found) = found.cloned() {
            self.apply(&found, found.status, head, infinitive);
        }
    }

    /// The status of a verb that carries the event as its argument or infinitive.
    fn carried(&mut self, verb: usize, dep: Dep) {
        let aspect = self.grammar.aspect(self.parse, verb);
        match aspect {
            Aspect::Future => self.set(Status::Planned, "the verb above stands in the future".to_owned()),
            Aspect::Conditional => {
                let status = self.conditional(verb);
                self.set(status, "the verb above stands in the conditional".to_owned());
            }
            Aspect::Hearsay => self.set(Status::Alleged, "the verb above tells hearsay".to_owned()),
            Aspect::Potential => self.set(Status::Hypothetical, "the verb above tells what may be".to_owned()),
            _ => {}
        }
        // "Aucun accord n'a été conclu": what a light verb carries is denied with it.
        let carries =
            self.grammar.light(&self.parse.tokens[verb].lemma) && !(dep == Dep::Nsubj && self.tells_more(verb));
        if carries && self.grammar.negated(self.parse, verb) {
            self.deny("the verb above is negated");
        }
    }

    /// "L'attaque n'a pas fait de victimes", but not "n'a pas eu lieu": an object with a determiner, or what the verb
    /// asks for under a preposition, is what is said of the subject.
    fn tells_more(&self, verb: usize) -> bool {
        let own = |t: usize| self.parse.child(t, &[Dep::Det]).is_some() || !self.grammar.case(self.parse, t).is_empty();
        !self.grammar.passive(self.parse, verb)
            && (self.parse.with(verb, &[Dep::Obj, Dep::ObjLvc]).any(own)
                || self.parse.child(verb, &[Dep::OblArg]).is_some())
    }

    /// "avant une rencontre", "en vue d'une visite", "pour livrer", "sans attaquer", "si Rome attaque".
    fn prepositions(&mut self, token: usize) {
        let verbal = matches!(class_of(self.parse, token), Some(Class::Verb));
        let scope = if verbal { Scope::Opened } else { Scope::Noun };
        if !verbal && self.grammar.heralded(self.parse, token) {
            self.set(Status::Planned, "what is new and stands before it is to come".to_owned());
        }
        if verbal && self.complements_cue(token) {
            return;
        }
        if let Some((status, place)) = self.preposition(token, &scope) {
            if status == Status::Hypothetical && verbal && self.grammar.perfect(self.parse, token) {
                // "si les deux camps ont négocié, …" concedes what is done.
                return;
            }
            if status == Status::Planned && verbal && self.perfect_infinitive(token) {
                // "condamné pour avoir frappé un policier": the reason, not the purpose.
                return;
            }
            let case = self.grammar.case(self.parse, token);
            let done = self.parse.head(token).is_some_and(|h| self.grammar.aspect(self.parse, h) == Aspect::Past);
            let purpose = verbal && self.spoken && !self.grammar.anterior(&case);
            let owned = self.parse.with(token, &[Dep::Det]).any(|d| self.parse.tokens[d].morph.possessive);
            if status == Status::Planned && done && !verbal && owned && self.grammar.anterior(&case) {
                // "governed until his arrest", "a gouverné jusqu'à son arrestation".
                return;
            }
            if status == Status::Planned && done && (verbal && self.grammar.anterior(&case) || purpose) {
                return;
            }
            let why = format!("{} ({place})", self.grammar.case(self.parse, token));
            if status == Status::Hypothetical && self.judged.status == Status::Denied {
                // "si les otages n'étaient pas libérés": neither is said.
                self.judged.status = status;
                self.judged.evidence.push(format!("status {status:?}: {why}"));
            }
            self.set(status, why);
        }
    }

    /// "managed to attack": what such a verb says of its infinitive goes before the word that marks it as one.
    fn complements_cue(&self, infinitive: usize) -> bool {
        let dep = self.parse.tokens[infinitive].dep;
        let head = self.parse.head(infinitive).filter(|_| dep == Dep::Xcomp);
        head.zip(head.and_then(|h| class_of(self.parse, h))).is_some_and(|(head, class)| {
            let mut cues = self.cues.at(self.parse, self.grammar, head, class);
            cues.any(|c| c.scope.iter().any(|s| self.bears(s, infinitive, head, dep)))
        })
    }

    fn bears(&self, scope: &Scope, child: usize, head: usize, dep: Dep) -> bool {
        let row = &self.parse.tokens[child];
        let passive = self.grammar.passive(self.parse, head);
        let infinitive = row.pos == Pos::Verb && (row.morph.form == Form::Inf || self.perfect_infinitive(child));
        match scope {
            Scope::Infinitive => {
                infinitive
                    && self.grammar.complement(self.parse, child)
                    && matches!(
                        dep,
                        Dep::Xcomp | Dep::Ccomp | Dep::Advcl | Dep::Acl | Dep::OblArg | Dep::OblMod | Dep::Conj
                    )
            }
            // "a été annoncée alors que la foule appelle à marcher": a clause beside the cue is not what it says.
            Scope::Clause if dep == Dep::Advcl => {
                !infinitive && !self.participle(child) && self.grammar.complement(self.parse, child)
            }
            Scope::Clause => !infinitive && dep == Dep::Ccomp,
            // "en évoquant cette rencontre": what is pointed at is taken as given.
            Scope::Object if self.grammar.pointed_at(self.parse, child) => false,
            // "évoquera la guerre", but not "évoque une guerre": so is what is spoken of with its article.
            Scope::Object if self.taken_as_given(child, head) => false,
            Scope::Object if passive => matches!(dep, Dep::NsubjPass | Dep::Nsubj),
            Scope::Object => {
                matches!(dep, Dep::Obj | Dep::ObjLvc) || (dep == Dep::AclRelcl && self.parse.head(head) == Some(child))
            }
            Scope::Subject => matches!(dep, Dep::Nsubj | Dep::NsubjPass),
            Scope::Head => matches!(dep, Dep::Nmod | Dep::Acl),
            Scope::Opened | Scope::Noun | Scope::Whole => false,
            Scope::Oblique => matches!(dep, Dep::OblArg | Dep::OblMod | Dep::Obl | Dep::Nmod),
            Scope::Case(case) => self.grammar.case_is(self.parse, child, case),
        }
    }

    /// Applies a status that a cue above gives; a negated cue says the contrary, unless its row asks for the negation.
    fn apply(&mut self, row: &Cue, status: Status, cue: usize, child: usize) {
        let place = &row.place;
        let negated = !row.pattern.negative() && self.grammar.negated(self.parse, cue);
        let status = if status == Status::Alleged && self.own_plan(cue, child) { Status::Planned } else { status };
        let enabled = status == Status::Hypothetical
            && self.grammar.enables(&self.parse.tokens[cue].lemma)
            && self.grammar.aspect(self.parse, cue) == Aspect::Past;
        let status = match (if enabled { Status::Happened } else { status }, negated) {
            (Status::Denied | Status::Cancelled, true) => Status::Planned,
            (Status::Alleged | Status::Hypothetical, true) => status,
            (_, true) => Status::Denied,
            (status, false) => status,
        };
        if status == Status::Alleged {
            self.judged.attributed = Some(cue);
        }
        self.set(status, format!("{}{} ({place})", if negated { "not " } else { "" }, self.parse.tokens[cue].lemma));
        if self.parse.tokens[cue].pos == Pos::Verb && !matches!(status, Status::Denied | Status::Cancelled) {
            match self.grammar.aspect(self.parse, cue) {
                Aspect::Future if status == Status::Happened => {
                    self.set(Status::Planned, "the cue stands in the future".to_owned())
                }
                Aspect::Conditional if status == Status::Happened => {
                    self.set(Status::Hypothetical, "the cue stands in the conditional".to_owned())
                }
                _ => {}
            }
        }
    }

    fn deny(&mut self, why: &str) {
        let status = if self.judged.status == Status::Denied { Status::Happened } else { Status::Denied };
        self.judged.status = status;
        self.judged.marked = true;
        self.judged.evidence.push(format!("status {status:?}: {why}"));
    }

    /// A later word outweighs an earlier one unless it says less.
    fn set(&mut self, status: Status, why: String) {
        if self.judged.marked && weight(status) < weight(self.judged.status) {
            return;
        }
        self.judged.status = status;
        self.judged.marked = true;
        self.judged.evidence.push(format!("status {status:?}: {why}"));
    }
}

/// How far a status is from "it took place": a denial is not undone by a plan.
fn weight(status: Status) -> u8 {
    match status {
        Status::Happened => 0,
        Status::Ongoing => 1,
        Status::Planned => 2,
        Status::Hypothetical | Status::Alleged => 3,
        Status::Denied | Status::Cancelled => 4,
    }
}

impl Scope {
    fn read(scope: &str) -> Self {
        match scope {
            "xcomp" | "acl" => Self::Infinitive,
            "advcl" => Self::Opened,
            "noun" => Self::Noun,
            "clause" => Self::Whole,
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
