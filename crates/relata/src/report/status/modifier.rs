//! Given the word of an event, yields what hangs on it says: adjectives, participles, adverbs, relative clauses, "according to".

use super::table::{Cue, Scope};
use super::{Judging, class_of};
use crate::parse::{Dep, Form, Pos, Tense};
use crate::record::Status;
use crate::report::trigger::Class;

impl Judging<'_> {
    /// "sans doute": an adverb of several words.
    pub(super) fn phrasal(&mut self, token: usize) {
        for adverb in self.parse.with(token, &[Dep::Advmod]) {
            let words: Vec<&str> = std::iter::once(adverb)
                .chain(self.parse.with(adverb, &[Dep::Fixed]))
                .map(|t| &*self.parse.tokens[t].lemma)
                .collect();
            let list = self.cues.by_head.get(&(words.join(" "), Class::Adverb));
            let found = list.and_then(|l| l.first()).filter(|_| words.len() > 1).map(|c| &self.cues.cues[*c]);
            if let Some((status, place)) = found.map(|c| (c.status, c.place.clone())) {
                self.set(status, format!("{} ({place})", words.join(" ")));
            }
        }
    }

    /// Adjectives, adverbs, prepositions and conjunctions that hang on the event's own word.
    pub(super) fn modifiers(&mut self, token: usize) {
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
            // "a porté plainte et le rectorat a suspendu": another clause's verb; "une marche pour réclamer": it does, and
            // does not undergo, what its word says.
            let acts = !self.undergone(child) || self.parse.child(child, &[Dep::Nsubj, Dep::NsubjPass]).is_some();
            if class == Class::Verb && acts {
                continue;
            }
            // "la prétendue attaque": some participles are called adjectives.
            let verbs = (class == Class::Adjective).then_some(Class::Verb);
            let mut cues =
                std::iter::once(class).chain(verbs).flat_map(|c| self.cues.at(self.parse, self.grammar, child, c));
            // "explique comment aider": said of an infinitive alone.
            let bare = self.parse.tokens[token].morph.form == Form::Inf;
            let compared = class == Class::Adverb && self.grammar.compared(self.parse, child);
            let adverb = |c: &Cue| class == Class::Adverb && (bare || !c.scope.contains(&Scope::Infinitive));
            let found = cues.find(|c| !compared && (c.scope.contains(&Scope::Head) || adverb(c)));
            if let Some((status, place)) = found.map(|c| (c.status, c.place.clone())) {
                let status = self.told_by(status, child, token);
                if self.act.voiced && matches!(status, Status::Denied | Status::Cancelled) && class != Class::Adverb {
                    // "la plainte rejetée": it was made.
                    continue;
                }
                self.set(status, format!("{} ({place})", self.parse.tokens[child].lemma));
            }
        }
        self.relatives(token);
        self.phrasal(token);
        self.prepositions(token);
        self.according(token);
    }

    /// True of a past participle, which says what is done to its noun: "prévue", not "réclamant"; and of one that is an
    /// adjective: "the looming invasion".
    fn undergone(&self, verb: usize) -> bool {
        let (morph, dep) = (self.parse.tokens[verb].morph, self.parse.tokens[verb].dep);
        morph.form == Form::Part && (morph.tense != Tense::Pres || dep == Dep::Amod)
    }

    /// "la grève qui aura lieu lundi", "la marche qui doit se tenir": what a relative clause says of the event that it is about.
    fn relatives(&mut self, token: usize) {
        let about = |verb: &usize| {
            let subject = self.parse.child(*verb, &[Dep::Nsubj, Dep::NsubjPass]);
            subject.is_some_and(|s| s < *verb && self.parse.tokens[s].feats.contains("PronType=Rel"))
        };
        let noun = self.parse.tokens[token].pos == Pos::Noun;
        let Some(verb) = self.parse.with(token, &[Dep::AclRelcl]).find(|v| noun && about(v)) else { return };
        if self.grammar.light(&self.parse.tokens[verb].lemma) {
            self.tense(verb);
        }
        self.begun(verb);
    }

    /// "selon Kiev": a phrase that lays the whole clause to somebody.
    pub(super) fn according(&mut self, token: usize) {
        for phrase in self.parse.with(token, &[Dep::Obl, Dep::OblMod, Dep::OblArg]) {
            let found = self.preposition(phrase, &Scope::Whole);
            if let Some((status, place)) = found {
                if self.act.held && self.counted(token) {
                    // "Selon la police, 2 000 personnes ont défilé": it bears on how many they were.
                    continue;
                }
                self.judged.attributed = Some(phrase);
                if self.grammar.is_record(&self.parse.tokens[phrase].lemma) {
                    continue;
                }
                self.set(status, format!("according to somebody ({place})"));
            }
        }
    }

    pub(super) fn preposition(&self, token: usize, scope: &Scope) -> Option<(Status, String)> {
        let case = self.grammar.case(self.parse, token);
        let list = self.cues.by_head.get(&(case, Class::Preposition))?;
        let cue = list.iter().map(|c| &self.cues.cues[*c]).find(|c| c.scope.contains(scope))?;
        Some((cue.status, cue.place.clone()))
    }

    /// True where those who act are counted: "2 000 personnes", "des milliers de gens".
    pub(super) fn counted(&self, verb: usize) -> bool {
        self.parse.with(verb, &[Dep::Nsubj, Dep::NsubjPass]).any(|subject| {
            let row = &self.parse.tokens[subject];
            let number = self.parse.child(subject, &[Dep::Nummod]).is_some() || row.pos == Pos::Num;
            number || self.grammar.measures(&row.lemma)
        })
    }
}
