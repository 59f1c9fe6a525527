//! Given a phrase or clause under a preposition or conjunction, yields what that says of it: purpose, condition, what comes first.

use super::table::Scope;
use super::{Judging, class_of};
use crate::parse::{Dep, Form, Parse, Pos};
use crate::record::Status;
use crate::report::grammar::Aspect;
use crate::report::trigger::Class;

impl Judging<'_> {
    /// "avant une rencontre", "en vue d'une visite", "pour livrer", "sans attaquer", "si Rome attaque".
    pub(super) fn prepositions(&mut self, token: usize) {
        let verbal = matches!(class_of(self.parse, token), Some(Class::Verb));
        let scope = if verbal { Scope::Opened } else { Scope::Noun };
        if !verbal && self.ahead(token) {
            self.set(Status::Planned, "what is new and stands before it is to come".to_owned());
        }
        if verbal && self.complements_cue(token) {
            return;
        }
        let Some((status, place)) = self.preposition(token, &scope) else { return };
        if status == Status::Planned && !verbal && self.befell(token) {
            return;
        }
        if verbal && self.is_done(token, status) {
            if self.own(token) && self.grammar.purposes(&self.grammar.case(self.parse, token)) {
                self.set(Status::Happened, format!("what was done for it ({place})"));
            }
            return;
        }
        // "ne tiendra pas sans un accord": what another thing needs may come to be.
        let needed = status == Status::Denied && !verbal && self.needed(token);
        let status = if needed { Status::Hypothetical } else { status };
        let why = format!("{} ({place})", self.grammar.case(self.parse, token));
        if matches!(status, Status::Hypothetical | Status::Planned)
            && self.judged.status == Status::Denied
            && verbal
            && token == self.trigger
        {
            // "si les otages n'étaient pas libérés": neither is said; "avant qu'il n'attaque": it denies nothing.
            self.judged.status = status;
            self.judged.evidence.push(format!("status {status:?}: {why}"));
        }
        self.set(status, why);
    }

    /// True under a verb that tells of what may be, will be or is not.
    fn needed(&self, noun: usize) -> bool {
        let Some(verb) = self.parse.up(noun).skip(1).find(|t| self.verbal(*t)) else { return false };
        match self.grammar.aspect(self.parse, verb) {
            Aspect::Future | Aspect::Conditional | Aspect::Potential | Aspect::None => true,
            Aspect::Present => self.grammar.negated(self.parse, verb),
            _ => false,
        }
    }

    /// True where what a preposition says of a clause does not hold of it.
    fn is_done(&self, token: usize, status: Status) -> bool {
        match status {
            // "si les deux camps ont négocié, …" concedes what is done.
            Status::Hypothetical => self.grammar.perfect(self.parse, token) || self.concedes(token),
            // "condamné pour avoir frappé un policier": the reason, not the purpose.
            Status::Planned => self.perfect_infinitive(token) || self.is_served(token),
            _ => false,
        }
    }

    /// "si les élus saluent l'accord, la rue le rejette": two presents side by side concede.
    fn concedes(&self, token: usize) -> bool {
        let aspect = |t: usize| self.grammar.aspect(self.parse, t);
        let above = self.parse.head(token).filter(|h| *h > token && self.parse.tokens[token].dep == Dep::Advcl);
        let told = above.is_some_and(|h| matches!(aspect(h), Aspect::Present | Aspect::Past) && self.verbal(h));
        token == self.trigger && self.act.spoken && told && aspect(token) == Aspect::Present
    }

    fn verbal(&self, token: usize) -> bool {
        class_of(self.parse, token) == Some(Class::Verb)
    }

    /// "avant de" and "pour" beside what is told as done: that comes later is done, that is said so is said.
    fn is_served(&self, token: usize) -> bool {
        let case = self.grammar.case(self.parse, token);
        // "pour protester et pour réclamer": the second serves what the first does.
        let joined = |t: &usize| self.parse.tokens[*t].dep == Dep::Conj;
        let Some(head) = self.parse.up(token).find(|t| !joined(t)).and_then(|t| self.parse.head(t)) else {
            return false;
        };
        let aspect = self.grammar.aspect(self.parse, head);
        // "a tenté d'attaquer un passant, avant d'être arrêté": an infinitive has the time of the verb that it hangs on.
        let anchor = self.parse.up(head).find(|t| self.parse.tokens[*t].morph.form != Form::Inf);
        let done = anchor.is_some_and(|t| self.grammar.aspect(self.parse, t) == Aspect::Past) && self.verbal(head);
        let done = done || aspect == Aspect::Past || self.perfect_infinitive(head);
        if self.grammar.anterior(&case) || !self.grammar.purposes(&case) || !self.own(token) {
            return done && (self.grammar.anterior(&case) || self.act.spoken);
        }
        let verb = class_of(self.parse, head) == Some(Class::Verb);
        let calls = self.grammar.standing().calls(&self.parse.tokens[head].lemma) && self.calls_nobody(head);
        let sided = self.act.sided && calls;
        if self.awaited(head) || !sided && self.opens(head) {
            return false;
        }
        // "sont réunis pour protester", "en grève pour protester": it is said by what is done for it.
        let told = done
            || matches!(aspect, Aspect::Present | Aspect::Imperfect | Aspect::None)
                && (!verb || aspect != Aspect::None);
        // "sont intervenus pour aider": so is help, and so are talks.
        let helped = verb && (done || aspect == Aspect::Imperfect);
        self.act.spoken && told || self.act.served && helped
    }

    /// True of the trigger, of a verb that it is joined to, and of one that calls for it: "pour appeler à voter".
    fn own(&self, token: usize) -> bool {
        let tokens = &self.parse.tokens;
        let calls = |t: usize| self.parse.head(t).is_some_and(|h| self.grammar.standing().calls(&tokens[h].lemma));
        let joined = |t: usize| tokens[t].dep == Dep::Conj || tokens[t].dep == Dep::Xcomp && calls(t);
        self.parse.up(self.trigger).take_while(|t| *t != token).all(joined)
    }

    fn awaited(&self, head: usize) -> bool {
        self.grammar.awaits(&self.parse.tokens[head].lemma)
    }

    /// True of a word that says of what hangs on it that it is to come or is wished for: "demander", "menacer"; who gives
    /// something up to protest protests.
    fn opens(&self, head: usize) -> bool {
        let Some(class) = class_of(self.parse, head) else { return false };
        let mut cues = self.cues.at(self.parse, self.grammar, head, class);
        let bears = |s: &Scope| matches!(s, Scope::Infinitive | Scope::Object | Scope::Clause);
        cues.any(|c| {
            matches!(c.status, Status::Planned | Status::Hypothetical | Status::Alleged) && c.scope.iter().any(bears)
        })
    }

    /// What a clause of purpose serves says what it is itself: "menace de livrer des armes pour frapper".
    pub(super) fn serves(&mut self, child: usize, head: usize) -> bool {
        let verbal = class_of(self.parse, child) == Some(Class::Verb);
        let case = self.grammar.case(self.parse, child);
        let later = self.grammar.anterior(&case) && self.perfect_infinitive(head);
        if !verbal || !(self.grammar.purposes(&case) || later) {
            return false;
        }
        if class_of(self.parse, head) == Some(Class::Verb) {
            self.carried(head, child, self.parse.tokens[child].dep);
        }
        self.aimed |= !later;
        true
    }

    /// True for a noun before which something is told: "avant une rencontre", and "avant la marche" where none is past.
    fn ahead(&self, noun: usize) -> bool {
        let grammar = self.grammar;
        let verb = self.parse.up(noun).find(|t| matches!(self.parse.tokens[*t].pos, Pos::Verb | Pos::Aux));
        // "objets saisis avant la marche": a bare participle tells no time.
        let past = |v: usize| {
            !matches!(grammar.aspect(self.parse, v), Aspect::Present | Aspect::Future) && !self.participle(v)
        };
        let past = verb.is_some_and(past);
        let held = self.act.held && noun == self.trigger && !past;
        // "à la veille d'un week-end de marches": what holds it stands before it, too.
        let belongs = grammar.case(self.parse, noun) == grammar.of();
        let holder = self.parse.head(noun).filter(|h| belongs && self.parse.tokens[*h].pos == Pos::Noun);
        let before = |t: usize| grammar.heralds(&grammar.case(self.parse, t));
        grammar.heralded(self.parse, noun) || held && (before(noun) || holder.is_some_and(before))
    }

    /// "managed to attack": what such a verb says of its infinitive goes before the word that marks it as one.
    fn complements_cue(&self, infinitive: usize) -> bool {
        let dep = self.parse.tokens[infinitive].dep;
        let Some(head) = self.parse.head(infinitive) else { return false };
        let own = |s: &Scope| dep == Dep::Xcomp || matches!(s, Scope::Case(_));
        class_of(self.parse, head).is_some_and(|class| {
            let mut cues = self.cues.at(self.parse, self.grammar, head, class);
            cues.any(|c| c.scope.iter().any(|s| own(s) && self.bears(s, infinitive, head, dep)))
        })
    }

    /// "refuserait de signer": a conditional of the press, on which no condition bears, tells what is said.
    pub(super) fn rumoured(&self, verb: usize) -> bool {
        let parse = self.parse;
        let subject = parse.child(verb, &[Dep::Nsubj]).filter(|s| *s < verb);
        let named = |s: usize| match parse.tokens[s].pos {
            Pos::Propn => true,
            Pos::Noun => self.act.spoken,
            _ => false,
        };
        let clauses = [Dep::Advcl, Dep::Ccomp];
        verb == self.trigger
            && self.grammar.tells_hearsay()
            && parse.tokens[verb].dep == Dep::Root
            && subject.is_some_and(named)
            && parse.child(verb, &clauses).is_none()
            && !conditions(parse, verb)
    }
}

/// True where another clause of the sentence opens under a conjunction: "si …".
fn conditions(parse: &Parse, verb: usize) -> bool {
    let sentence = parse.sentences[parse.tokens[verb].sentence].clone();
    sentence.into_iter().any(|t| parse.tokens[t].pos == Pos::Sconj && parse.tokens[t].dep == Dep::Mark)
}
