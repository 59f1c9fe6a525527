//! Given a trigger in its tree, yields whether the text says that the event took place: tense, mood, negation, cues.

mod claim;
mod given;
mod idea;
mod modifier;
mod purpose;
mod table;

pub use table::Cues;

use super::act::Act;
use super::grammar::{Aspect, Grammar};
use super::lexicon::class_of;
use super::trigger::Class;
use crate::parse::{Dep, Form, Parse, Pos, Tense};
use crate::record::Status;
use table::{Cue, Scope};

/// How far up the tree a cue may stand.
const REACH: usize = 6;

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
    /// Judges the event that a token names, by how such an act comes about.
    pub fn judge(&self, parse: &Parse, grammar: &Grammar, trigger: usize, act: Act) -> Judged {
        let mut judging = Judging {
            cues: self,
            parse,
            grammar,
            act,
            trigger,
            aimed: false,
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
    act: Act,
    trigger: usize,
    /// True above a clause of purpose: what is said of the means bears not on the end.
    aimed: bool,
    judged: Judged,
}

impl Judging<'_> {
    fn run(&mut self, trigger: usize) {
        let verbal = matches!(class_of(self.parse, trigger), Some(Class::Verb));
        if verbal {
            self.form(trigger);
        } else if self.parse.child(trigger, &[Dep::Cop]).is_some() {
            // "serait en visite"
            self.tense(trigger);
        }
        self.modifiers(trigger);
        let mut child = trigger;
        // "il est impossible d'en obtenir, s'indigne le maire": what is said bears not on who says it.
        let announcing = self.act.announcing && !self.perfect_infinitive(trigger);
        let reach = if announcing { 0 } else { REACH };
        for head in self.parse.up(trigger).skip(1).take(reach) {
            if self.parse.tokens[head].sentence != self.parse.tokens[trigger].sentence {
                break;
            }
            if self.parted(child, head) || !self.governed(child, head) {
                break;
            }
            child = head;
        }
        // "ce n'est pas une reddition"
        let predicate = self.parse.child(trigger, &[Dep::Cop]).is_some() && self.grammar.negated(self.parse, trigger);
        if !verbal && self.judged.status != Status::Denied && (predicate || self.grammar.denied(self.parse, trigger)) {
            self.deny("none of it");
        }
        self.conditioned();
        if self.asked(trigger) {
            self.set(Status::Hypothetical, "it is asked whether it is so".to_owned());
        }
        self.alone(trigger);
    }

    /// "l'adhésion de Kiev": what a noun says of itself where nothing else is said of it.
    fn alone(&mut self, trigger: usize) {
        let Some(class) = class_of(self.parse, trigger).filter(|_| !self.judged.marked) else { return };
        let mut cues = self.cues.at(self.parse, self.grammar, trigger, class);
        if let Some((status, place)) =
            cues.find(|c| c.scope.contains(&Scope::Itself)).map(|c| (c.status, c.place.clone()))
        {
            self.set(status, format!("by itself ({place})"));
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
        self.tense(verb);
        if matches!(aspect, Aspect::Present | Aspect::Imperfect) && self.goes_on(verb) {
            self.set(Status::Ongoing, "the verb itself says that it goes on".to_owned());
        }
        if self.pondered(verb) {
            self.set(Status::Hypothetical, "an infinitive of which something is said".to_owned());
        }
        if self.grammar.negated(self.parse, verb) {
            self.deny("negated");
        }
    }

    /// What tense and mood of a verb or predicate say.
    fn tense(&mut self, token: usize) {
        let aspect = self.grammar.aspect(self.parse, token);
        let status = match aspect {
            Aspect::Future => Status::Planned,
            Aspect::Conditional => self.conditional(token),
            Aspect::Hearsay => Status::Alleged,
            Aspect::Imperative | Aspect::Potential => Status::Hypothetical,
            _ => return,
        };
        self.set(status, format!("form of the verb: {aspect:?}"));
    }

    /// "poursuivent leur grève": the trigger is itself a cue of what goes on.
    fn goes_on(&self, verb: usize) -> bool {
        let mut cues = self.cues.at(self.parse, self.grammar, verb, Class::Verb);
        !self.act.voiced && cues.any(|c| c.status == Status::Ongoing && c.scope.contains(&Scope::Object))
    }

    /// A conditional under a verb of saying is a future seen from the past: "a annoncé qu'il viendrait".
    fn conditional(&self, verb: usize) -> Status {
        // "said that it would expel him and cut aid".
        let clause = self.parse.up(verb).find(|t| self.parse.tokens[*t].dep != Dep::Conj).unwrap_or(verb);
        let reported = self.parse.tokens[clause].dep == Dep::Ccomp
            && self
                .parse
                .head(clause)
                .is_some_and(|h| matches!(self.grammar.aspect(self.parse, h), Aspect::Past | Aspect::Imperfect));
        let modal = self.grammar.modal(&self.parse.tokens[verb].lemma);
        match reported || modal {
            true => Status::Planned,
            false if self.rumoured(verb) => Status::Alleged,
            false => Status::Hypothetical,
        }
    }

    /// What the word above says; false where nothing above it bears on the event any more.
    fn governed(&mut self, child: usize, head: usize) -> bool {
        let (head, dep) = self.borne(child, head);
        let class = class_of(self.parse, head);
        if let Some(class) = class {
            let found = self
                .cues
                .at(self.parse, self.grammar, head, class)
                .find(|c| c.scope.iter().any(|s| self.bears(s, child, head, dep)))
                .cloned();
            let told = found.as_ref().is_some_and(|c| matches!(c.status, Status::Happened | Status::Ongoing));
            if !told && self.known(child, head) {
                return false;
            }
            if let Some(found) = found {
                if !self.heed(&found, head, child) {
                    return false;
                }
                if class == Class::Noun && dep == Dep::Nmod {
                    // "un projet d'attentat déjoué par la police".
                    self.modifiers(head);
                }
                // "exige la fin de la guerre": what is to end goes on, whatever is said of its end.
                return !(found.status == Status::Cancelled && self.act.fought && class == Class::Noun);
            }
        }
        if let Some((found, verb)) = self.cue_beyond(child, head) {
            return self.heed(&found, verb, child);
        }
        if self.mere_idea(child, head) {
            self.set(Status::Hypothetical, "what is said of an infinitive is only thought".to_owned());
        }
        match dep {
            Dep::Conj => !self.stands_alone(child, head),
            // The object or subject of a verb shares its time: "l'accord sera signé".
            // "Meurtre à Lima : le suspect ne fait plus appel": a subject before another is none.
            Dep::Nsubj if self.parse.with(head, &[Dep::Nsubj]).any(|t| t > child && t < head) => false,
            // "mettre fin à cette bagarre": what is pointed at is taken as given.
            Dep::Obj | Dep::OblArg if child == self.trigger && self.grammar.pointed_at(self.parse, child) => false,
            Dep::Obj if self.grammar.presupposes(&self.parse.tokens[head].lemma) => false,
            // "la demande sera examinée", "estime que leur renvoi était illégal".
            Dep::NsubjPass | Dep::Nsubj if self.put_aside(child, head) => false,
            Dep::Nsubj if class != Some(Class::Verb) => {
                self.presumed(head);
                false
            }
            Dep::Obj | Dep::ObjLvc | Dep::NsubjPass | Dep::Nsubj if class == Some(Class::Verb) => {
                self.carried(head, child, dep);
                if dep == Dep::Nsubj {
                    self.begun(head);
                    self.denied_with(head);
                }
                dep != Dep::Nsubj
            }
            Dep::Xcomp => {
                self.carried(head, child, dep);
                true
            }
            Dep::Ccomp => {
                self.prepositions(child);
                let wished = self.grammar.aspect(self.parse, child) == Aspect::Subjunctive;
                if wished {
                    self.carried(head, child, dep);
                }
                self.parse.tokens[child].morph.form == Form::Inf || wished
            }
            Dep::OblArg if self.grammar.presupposes(&self.parse.tokens[head].lemma) => false,
            Dep::OblArg | Dep::Nmod | Dep::OblMod | Dep::Obl | Dep::Advcl | Dep::Acl => self.under(child, head, dep),
            _ => false,
        }
    }

    /// What a phrase or clause under a preposition shares with the word above it; false where that bears on it no more.
    fn under(&mut self, child: usize, head: usize, dep: Dep) -> bool {
        let class = class_of(self.parse, head);
        if self.grammar.lasts(&self.grammar.case(self.parse, child)) {
            return false;
        }
        if class == Some(Class::Verb)
            && self.parse.tokens[child].pos != Pos::Verb
            && matches!(self.grammar.aspect(self.parse, head), Aspect::Future | Aspect::Conditional | Aspect::Hearsay)
        {
            self.carried(head, child, dep);
        }
        self.prepositions(child);
        let undergone = dep == Dep::Nmod && self.grammar.undergoes(&self.parse.tokens[head].lemma);
        let lemma = &self.parse.tokens[head].lemma;
        let counted = self.grammar.measures(lemma) && !self.act.fought;
        let borne = dep == Dep::Nmod && (self.grammar.bears_event(lemma) || counted);
        // "refuse de participer à la réunion", but not "de témoigner sur l'assaut".
        let argued = dep == Dep::OblArg && self.grammar.carries(&self.grammar.case(self.parse, child));
        self.accompanies(child, head);
        argued || undergone || borne || self.serves(child, head)
    }

    /// "a sommé la junte de libérer", "a rejeté la tentative d'exclure": an infinitive that the tree hangs on the object of
    /// the verb that asks for it, or on the verb whose object asks for it.
    fn cue_beyond(&self, child: usize, head: usize) -> Option<(Cue, usize)> {
        const OBJECTS: [Dep; 4] = [Dep::Obj, Dep::Iobj, Dep::OblArg, Dep::NsubjPass];
        let (row, above) = (&self.parse.tokens[child], &self.parse.tokens[head]);
        let infinitive = row.morph.form == Form::Inf;
        let asks = |asker: usize| {
            let class = class_of(self.parse, asker)?;
            let mut cues = self.cues.at(self.parse, self.grammar, asker, class);
            let bears = |c: &&Cue| {
                c.scope.contains(&Scope::Infinitive) && self.bears(&Scope::Infinitive, child, asker, row.dep)
            };
            cues.find(bears).cloned().map(|c| (c, asker))
        };
        match (row.dep, above.pos == Pos::Verb) {
            (Dep::Acl, false) if infinitive && OBJECTS.contains(&above.dep) => asks(self.parse.head(head)?),
            (Dep::Xcomp, true) if infinitive => {
                let objects: Vec<usize> = self.parse.with(head, &OBJECTS).filter(|o| *o < child).collect();
                objects.into_iter().filter(|o| self.parse.tokens[*o].pos == Pos::Noun).find_map(asks)
            }
            _ => None,
        }
    }

    /// What a cue above says: "annonce avoir progressé" tells what is done.
    /// False where nothing above it bears on the event any more.
    fn heed(&mut self, cue: &Cue, head: usize, child: usize) -> bool {
        let (status, row) = (cue.status, &self.parse.tokens[child]);
        let declares = self.grammar.standing().declares(&self.parse.tokens[head].lemma);
        let open = matches!(status, Status::Planned | Status::Hypothetical);
        if open && row.morph.form != Form::Fin && row.dep == Dep::Xcomp && self.perfect_infinitive(child) {
            // Who announces his own deed did it, unless it is a feat of arms; who thinks it done says so.
            let done = declares && !self.act.fought;
            self.apply(cue, if done { Status::Happened } else { Status::Alleged }, head, child);
            return true;
        }
        let aspect = self.grammar.aspect(self.parse, child);
        let told = aspect == Aspect::Past && !self.passive_infinitive(child) || aspect == Aspect::Imperfect && declares;
        if status == Status::Planned && told && class_of(self.parse, child) == Some(Class::Verb) {
            return true;
        }
        let undone = matches!(status, Status::Denied | Status::Cancelled);
        if undone && self.only_meant(head) {
            return self.spared(cue, head, child);
        }
        self.apply(cue, status, head, child);
        true
    }

    /// What a status of a row comes to for this act beside the cue's own form: "a dû partir", "annonce la dissolution".
    fn told_by(&self, status: Status, cue: usize, child: usize) -> Status {
        let lemma = &*self.parse.tokens[cue].lemma;
        let standing = self.grammar.standing();
        let verb = self.parse.tokens[cue].pos == Pos::Verb;
        let open = matches!(status, Status::Planned | Status::Hypothetical);
        let aspect = self.grammar.aspect(self.parse, cue);
        // "est décidé à partir": who is resolved has not yet done it.
        let resolved = verb && aspect == Aspect::Present && self.grammar.passive(self.parse, cue);
        let resolved = resolved && self.parse.tokens[child].morph.form == Form::Inf;
        let told = matches!(aspect, Aspect::Past | Aspect::Present | Aspect::Imperfect | Aspect::None);
        let made = !resolved && (!verb || told);
        let achieved =
            standing.achieves(lemma) && (self.grammar.compound(self.parse, cue) || self.perfect_infinitive(cue));
        // "la fin de la guerre": it was fought.
        let over = status == Status::Cancelled && self.act.fought && !verb;
        let called = self.act.sided && standing.calls(lemma) && self.calls_nobody(cue);
        // "leurs demandes doivent être prises au sérieux": who says so takes that side.
        let duty = self.grammar.modal(lemma) && aspect == Aspect::Present;
        let owed = self.act.sided && duty && self.passive_infinitive(child);
        let owed = owed && self.grammar.agents(self.parse, child).is_empty();
        // "voted to censure": so is what is done by saying it.
        let by_word = self.act.declared || self.act.spoken && !self.act.held;
        let declared = by_word && standing.declares(lemma) && made;
        let done = aspect == Aspect::Past || self.grammar.follows_deed(self.parse, cue);
        let enabled = status == Status::Hypothetical && self.grammar.enables(lemma) && done;
        if open && (declared || achieved || owed) || enabled || over || called && status == Status::Hypothetical {
            return Status::Happened;
        }
        status
    }

    /// "appelle à voter pour lui": nobody is named who is called.
    fn calls_nobody(&self, cue: usize) -> bool {
        self.parse.child(cue, &[Dep::Obj, Dep::Iobj]).is_none() && !self.grammar.passive(self.parse, cue)
    }

    /// "Accusée d'avoir menti, elle clame …": a participle without an auxiliary is no clause that somebody says.
    fn participle(&self, verb: usize) -> bool {
        let bare = self.parse.child(verb, &[Dep::Aux, Dep::AuxPass, Dep::AuxTense]).is_none();
        bare && self.parse.tokens[verb].morph.form == Form::Part
    }

    /// "Taxer ces voitures serait nuisible": an infinitive before what is said of it is only an idea.
    fn pondered(&self, verb: usize) -> bool {
        let row = &self.parse.tokens[verb];
        let before = self.parse.head(verb).is_some_and(|h| h > verb && self.parse.tokens[h].pos != Pos::Noun);
        row.morph.form == Form::Inf
            && matches!(row.dep, Dep::Advcl | Dep::Csubj | Dep::Nsubj)
            && before
            && self.grammar.case(self.parse, verb).is_empty()
    }

    fn passive_infinitive(&self, verb: usize) -> bool {
        self.parse.with(verb, &[Dep::AuxPass]).any(|t| self.parse.tokens[t].morph.form == Form::Inf)
    }

    fn perfect_infinitive(&self, verb: usize) -> bool {
        // "denied having laid mines".
        let open = |t: usize| {
            let morph = self.parse.tokens[t].morph;
            morph.form == Form::Inf || morph.form == Form::Part && morph.tense == Tense::Pres
        };
        self.parse.with(verb, &[Dep::Aux, Dep::AuxTense]).any(open)
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

    /// "denied that talks were under way": where the clause of a carrying verb is denied, so is its subject.
    fn denied_with(&mut self, verb: usize) {
        let clause = self.grammar.light(&self.parse.tokens[verb].lemma) && self.parse.tokens[verb].dep == Dep::Ccomp;
        let Some(above) = self.parse.head(verb).filter(|_| clause) else { return };
        let mut cues = self.cues.at(self.parse, self.grammar, above, Class::Verb);
        let found = cues.find(|c| c.status == Status::Denied && c.scope.contains(&Scope::Clause));
        if let Some(found) = found.cloned() {
            self.apply(&found, found.status, above, verb);
        }
    }

    /// The status of a verb that carries the event as its argument or infinitive.
    fn carried(&mut self, verb: usize, child: usize, dep: Dep) {
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
        // "had no plans to attack": denied with its noun already.
        let counted = self.judged.status == Status::Denied && self.grammar.denied(self.parse, child);
        if carries && !counted && self.grammar.negated(self.parse, verb) {
            self.deny("the verb above is negated");
        }
    }

    fn bears(&self, scope: &Scope, child: usize, head: usize, dep: Dep) -> bool {
        let row = &self.parse.tokens[child];
        let passive = self.grammar.passive(self.parse, head);
        // "risque d'être expulsé", "reste détenu": a passive infinitive, a participle that the cue asks for.
        let asked = dep == Dep::Xcomp && self.participle(child);
        let open =
            row.morph.form == Form::Inf || self.passive_infinitive(child) || asked || self.perfect_infinitive(child);
        // "ne peut être une reddition"
        let copular = self.parse.with(child, &[Dep::Cop]).any(|t| self.parse.tokens[t].morph.form == Form::Inf);
        let infinitive = copular || matches!(row.pos, Pos::Verb | Pos::Adj) && open && (row.pos == Pos::Verb || asked);
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
            // "la possibilité qu'il parte"
            Scope::Clause if dep == Dep::Acl => !infinitive && row.morph.form == Form::Fin,
            Scope::Clause => !infinitive && dep == Dep::Ccomp,
            // "en évoquant cette rencontre": what is pointed at is taken as given.
            Scope::Object if self.grammar.pointed_at(self.parse, child) => false,
            // "évoquera la guerre", but not "évoque une guerre": so is what is spoken of with its article.
            Scope::Object if self.taken_as_given(child, head) || self.taken_as_given(self.trigger, head) => false,
            Scope::Case(_) | Scope::Oblique if self.discussed(child, head) => false,
            Scope::Object if passive => matches!(dep, Dep::NsubjPass | Dep::Nsubj),
            Scope::Object => {
                matches!(dep, Dep::Obj | Dep::ObjLvc) || (dep == Dep::AclRelcl && self.parse.head(head) == Some(child))
            }
            Scope::Subject => matches!(dep, Dep::Nsubj | Dep::NsubjPass),
            Scope::Head => matches!(dep, Dep::Nmod | Dep::Acl),
            Scope::Opened | Scope::Noun | Scope::Whole | Scope::Itself => false,
            Scope::Oblique => matches!(dep, Dep::OblArg | Dep::OblMod | Dep::Obl | Dep::Nmod),
            Scope::Case(case) => self.grammar.case_is(self.parse, child, case),
        }
    }

    /// Applies a status that a cue above gives; a negated cue says the contrary, unless its row asks for the negation.
    fn apply(&mut self, row: &Cue, status: Status, cue: usize, child: usize) {
        let place = &row.place;
        let negated = !row.pattern.negative() && self.grammar.negated(self.parse, cue);
        let dep = self.parse.tokens[child].dep;
        let status = match status {
            Status::Alleged if self.own_deed(cue, child) => Status::Happened,
            Status::Alleged if self.own_plan(cue, child) => self.owned(),
            Status::Alleged if self.own_speech(cue, child) => Status::Happened,
            _ => self.told_by(status, cue, child),
        };
        let unsure = matches!(self.judged.status, Status::Planned | Status::Hypothetical) && self.judged.marked;
        if status == Status::Alleged && unsure && dep == Dep::Ccomp {
            // "a dit qu'il viendrait": what is to come is not claimed.
            self.judged.attributed = Some(cue);
            return;
        }
        if status == Status::Alleged && dep == Dep::Ccomp && self.act.held && self.counted(child) {
            return;
        }
        let refused = matches!(status, Status::Denied | Status::Cancelled) && !negated;
        if status == Status::Cancelled && !negated && self.aimed {
            // "cesse de travailler pour manifester": the end is not given up.
            return;
        }
        if refused && self.act.voiced && child == self.trigger && matches!(dep, Dep::Obj | Dep::NsubjPass) {
            // "a rejeté les accusations": they were made.
            return;
        }
        let status = match (status, negated) {
            // "la condamnation n'a pas été annulée": it stands.
            (Status::Cancelled, true) if self.act.declared => Status::Happened,
            (Status::Denied | Status::Cancelled, true) => Status::Planned,
            (Status::Alleged | Status::Hypothetical, true) => status,
            // "ne sait pas s'ils ont été expulsés"
            (Status::Happened, true) if dep == Dep::Ccomp => Status::Hypothetical,
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
                Aspect::Hearsay if status == Status::Happened => {
                    self.set(Status::Alleged, "the cue tells hearsay".to_owned())
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
