//! Given a verb and what it hangs on, yields whether it is only thought of, stands for itself, or befell before.

use super::Judging;
use super::table::{Cue, Scope};
use crate::parse::{Dep, Form, Parse, Pos};
use crate::record::Status;
use crate::report::grammar::Aspect;
use crate::report::trigger::Class;

/// How far up the tree a condition may hang.
const CONDITION: usize = 3;

impl Judging<'_> {
    /// "It would be wrong to attack", "ce serait une erreur d'attaquer": an infinitive under what is not yet so.
    pub(super) fn mere_idea(&self, infinitive: usize, predicate: usize) -> bool {
        let named = matches!(self.parse.tokens[predicate].pos, Pos::Adj | Pos::Noun);
        let said = named && self.parse.child(predicate, &[Dep::Cop]).is_some();
        let only = matches!(self.grammar.aspect(self.parse, predicate), Aspect::Conditional | Aspect::Potential);
        self.parse.tokens[infinitive].morph.form == Form::Inf && said && only
    }

    /// "agreed to train soldiers and were discussing sanctions": a finite verb is joined to a finite one, not to an infinitive.
    pub(super) fn stands_alone(&self, child: usize, head: usize) -> bool {
        let finite = |t: usize| self.parse.tokens[t].morph.form == Form::Fin;
        let own = self.parse.with(child, &[Dep::Aux, Dep::AuxPass, Dep::AuxTense]).any(finite) || finite(child);
        own && self.parse.tokens[head].morph.form == Form::Inf && self.parse.tokens[child].pos == Pos::Verb
    }

    /// "doit parler à la presse lors d'une visite": a meeting or march beside what is planned is planned, too.
    pub(super) fn accompanies(&mut self, noun: usize, infinitive: usize) {
        let tokens = &self.parse.tokens;
        let beside = matches!(tokens[noun].dep, Dep::OblMod | Dep::Obl) && tokens[infinitive].morph.form == Form::Inf;
        let held = self.act.held && noun == self.trigger && !self.grammar.apart(&self.grammar.case(self.parse, noun));
        let Some(verb) = self.parse.head(infinitive).filter(|_| beside && held) else { return };
        let dep = tokens[infinitive].dep;
        let planned = |c: &&Cue| {
            let bears = c.scope.contains(&Scope::Infinitive) && self.bears(&Scope::Infinitive, infinitive, verb, dep);
            bears && self.told_by(c.status, verb, infinitive) == Status::Planned
        };
        let found = self.cues.at(self.parse, self.grammar, verb, Class::Verb).find(planned).map(|c| c.place.clone());
        if let Some(place) = found.filter(|_| !self.grammar.negated(self.parse, verb)) {
            self.set(Status::Planned, format!("what it accompanies is to come ({place})"));
        }
    }

    /// "Le maire a-t-il été condamné ?": a question that yes or no answers, of the verb that the sentence hangs on or of its
    /// infinitive.
    pub(super) fn asked(&self, trigger: usize) -> bool {
        let tokens = &self.parse.tokens;
        let infinitive = |t: &usize| matches!(tokens[*t].dep, Dep::Xcomp);
        let Some(main) = self.parse.up(trigger).find(|t| !infinitive(t)) else { return false };
        // "raised questions about whether it was paid".
        let doubted = |t: usize| self.parse.with(t, &[Dep::Mark]).any(|m| self.grammar.doubts(&tokens[m].lemma));
        let doubt = doubted(trigger) || doubted(main);
        (doubt || main_is_asked(self.parse, main)) && tokens[trigger].pos == Pos::Verb
    }

    /// "se dit prêt à négocier si Kiev cède": a plan that hangs on a condition is none yet.
    pub(super) fn conditioned(&mut self) {
        let opens = |clause: usize| {
            let mark = self.parse.child(clause, &[Dep::Mark])?;
            let list = self.cues.by_head.get(&(self.parse.tokens[mark].lemma.to_lowercase(), Class::Preposition))?;
            let whole = |c: &&Cue| c.scope.contains(&Scope::Whole) && c.scope.contains(&Scope::Opened);
            list.iter().map(|c| &self.cues.cues[*c]).find(whole).map(|c| c.place.clone())
        };
        let mut above = self.parse.up(self.trigger).take(CONDITION);
        let place = above.find_map(|t| self.parse.with(t, &[Dep::Advcl]).find_map(opens));
        if let Some(place) = place.filter(|_| self.judged.status == Status::Planned) {
            self.set(Status::Hypothetical, format!("it hangs on a condition ({place})"));
        }
    }

    /// "governed until his arrest": what is somebody's own under such a word, beside what is told as done, took place.
    pub(super) fn befell(&self, noun: usize) -> bool {
        let owned = self.parse.with(noun, &[Dep::Det]).any(|d| self.parse.tokens[d].morph.possessive);
        let done = self.parse.head(noun).is_some_and(|h| self.grammar.aspect(self.parse, h) == Aspect::Past);
        owned && done && self.grammar.anterior(&self.grammar.case(self.parse, noun))
    }

    /// "Lima expels an envoy; Quito vows a reply": a semicolon parts sentences.
    pub(super) fn parted(&self, child: usize, head: usize) -> bool {
        (child.min(head)..child.max(head)).any(|t| &*self.parse.tokens[t].lemma == ";")
    }

    /// What bears on an event, and how: "accused the army of killing", what is said of the object hangs on the verb.
    pub(super) fn borne(&self, child: usize, head: usize) -> (usize, Dep) {
        let dep = self.parse.tokens[child].dep;
        self.grammar.charging(self.parse, child).map_or((head, dep), |verb| (verb, Dep::Advcl))
    }

    /// "L'attaque n'a pas fait de victimes", but not "n'a pas eu lieu": an object with a determiner, or what the verb
    /// asks for under a preposition, is what is said of the subject.
    pub(super) fn tells_more(&self, verb: usize) -> bool {
        let own = |t: usize| self.parse.child(t, &[Dep::Det]).is_some() || !self.grammar.case(self.parse, t).is_empty();
        !self.grammar.passive(self.parse, verb)
            && (self.parse.with(verb, &[Dep::Obj, Dep::ObjLvc]).any(own)
                || self.parse.child(verb, &[Dep::OblArg]).is_some())
    }
}

/// True of the main verb of a question whose subject stands behind its finite form, and that asks for nobody and nothing.
fn main_is_asked(parse: &Parse, main: usize) -> bool {
    let row = &parse.tokens[main];
    let sentence = parse.sentences[row.sentence].clone();
    let asks = |t: usize| parse.tokens[t].feats.contains("PronType=Int");
    let finite = parse.with(main, &[Dep::Aux, Dep::AuxTense, Dep::AuxPass]).chain([main]);
    let finite = finite.filter(|t| parse.tokens[*t].morph.form == Form::Fin).min();
    let behind =
        |f: usize| parse.with(main, &[Dep::ExplSubj, Dep::Nsubj]).any(|s| s > f && parse.tokens[s].pos == Pos::Pron);
    let marked = sentence.clone().rev().find(|t| parse.tokens[*t].pos != Pos::Space);
    matches!(row.dep, Dep::Root | Dep::Parataxis)
        && marked.is_some_and(|t| &*parse.tokens[t].lemma == "?")
        && finite.is_some_and(behind)
        && !sentence.into_iter().any(asks)
}
