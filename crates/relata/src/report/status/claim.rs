//! Given a cue of saying or of hindering, yields what it comes to: one's own plan or deed, a denial that is only meant.

use super::table::Cue;
use super::{Judging, class_of};
use crate::parse::{Dep, Form, Pos};
use crate::record::Status;

impl Judging<'_> {
    /// "reported detaining three": who tells of what he does by its gerund did it, unless it is a feat of arms.
    pub(super) fn own_deed(&self, cue: usize, gerund: usize) -> bool {
        let progressive = self.parse.tokens[gerund].feats.contains("Aspect=Prog");
        progressive && !self.act.fought && self.own_words(cue, gerund)
    }

    /// "a dit vouloir négocier": who says an infinitive of himself tells what he is going to do.
    pub(super) fn own_plan(&self, cue: usize, infinitive: usize) -> bool {
        // "dit bombarder le port": a deed of war is claimed.
        let row = &self.parse.tokens[infinitive];
        let deed = self.act.fought && infinitive == self.trigger;
        let open = row.morph.form == Form::Inf && !self.perfect_infinitive(infinitive) && !deed;
        open && self.own_words(cue, infinitive)
    }

    /// "dit avoir demandé une trêve": who says of himself that he spoke, did.
    pub(super) fn own_speech(&self, cue: usize, infinitive: usize) -> bool {
        let said = infinitive == self.trigger && (self.act.spoken || self.act.declared) && !self.act.fought;
        // Not "semble avoir cédé", nor "prétend avoir cédé".
        let plain = self.grammar.subject_controls(&self.parse.tokens[cue].lemma);
        said && plain && self.own_words(cue, infinitive) && self.perfect_infinitive(infinitive)
    }

    /// True of an infinitive that the subject of a verb says of himself.
    fn own_words(&self, cue: usize, infinitive: usize) -> bool {
        self.parse.tokens[infinitive].dep == Dep::Xcomp
            && self.parse.tokens[cue].pos == Pos::Verb
            && self.parse.child(cue, &[Dep::Obj, Dep::Iobj]).is_none()
            && !self.grammar.passive(self.parse, cue)
            && self.grammar.case(self.parse, infinitive).is_empty()
    }

    /// "dit soutenir le plan": what is done by saying so is done, another deed is to come.
    pub(super) fn owned(&self) -> Status {
        match self.judged.status {
            Status::Happened if self.act.spoken || self.act.declared => Status::Happened,
            Status::Happened => Status::Planned,
            other => other,
        }
    }

    /// "pour éviter une grève", "veut annuler la visite", "demande l'annulation de la visite": a denial that is itself only
    /// meant, feared or asked for has not been made.
    pub(super) fn only_meant(&self, cue: usize) -> bool {
        let row = &self.parse.tokens[cue];
        let noun = row.pos == Pos::Noun;
        let bare = row.morph.form == Form::Inf && !self.perfect_infinitive(cue);
        if !noun && !bare {
            return false;
        }
        if bare && self.grammar.purposes(&self.grammar.case(self.parse, cue)) {
            return true;
        }
        // "va annuler la visite", "a décidé de l'annuler": that is made known.
        let made = |h: &usize| {
            let lemma = &*self.parse.tokens[*h].lemma;
            self.grammar.going(lemma) || self.grammar.standing().declares(lemma)
        };
        let Some(head) = self.parse.head(cue).filter(|h| !made(h)) else { return false };
        let Some(class) = class_of(self.parse, head) else { return false };
        let open = |s: Status| matches!(self.told_by(s, head, cue), Status::Planned | Status::Hypothetical);
        let mut cues = self.cues.at(self.parse, self.grammar, head, class);
        cues.any(|c| open(c.status) && c.scope.iter().any(|s| self.bears(s, cue, head, row.dep)))
    }

    /// What a denial that is only meant leaves of the event: what is to be prevented may be, what is to be called off is
    /// still to come, and what is to be undone was done. False where nothing above bears on it any more.
    pub(super) fn spared(&mut self, cue: &Cue, head: usize, child: usize) -> bool {
        let noun = self.parse.tokens[head].pos == Pos::Noun;
        let existing = matches!(self.parse.tokens[child].dep, Dep::Obj | Dep::Nmod | Dep::NsubjPass);
        let status = match cue.status {
            Status::Cancelled if existing && noun && self.act.held => Status::Planned,
            Status::Cancelled if existing && !self.act.held => return false,
            _ => Status::Hypothetical,
        };
        self.set(status, format!("{} is only meant ({})", self.parse.tokens[head].lemma, cue.place));
        true
    }
}
