//! Given a noun or an infinitive under a verb, yields who does it and who undergoes it as that verb says.

use super::role::{Filled, Roles};
use super::trigger::{Link, dependents};
use crate::mention::entity::Reference;
use crate::parse::{Dep, Form, Pos, Tense};

/// How many words above a noun may stand who faces what it names.
const ABOVE: usize = 3;

impl Roles<'_> {
    /// Who undergoes what a noun names: "visé par des sanctions", "la ville a subi un bombardement".
    pub(super) fn undergoer(&self, noun: usize) -> Vec<usize> {
        let suffered = self.parse.with(noun, &[Dep::Acl, Dep::Amod]).filter(|p| self.suffered(*p));
        let victims: Vec<usize> = suffered.flat_map(|p| self.grammar.agents(self.parse, p)).collect();
        if !victims.is_empty() {
            return victims;
        }
        // "un mandat d'arrêt visant le président", but not "une plainte pour vol visant le maire".
        let hits = |p: &usize| {
            let row = &self.parse.tokens[*p];
            self.grammar.strikes(&row.lemma) && row.morph.form == Form::Part && row.morph.tense == Tense::Pres
        };
        let case = self.grammar.case(self.parse, noun);
        let charge = case != self.grammar.of() && self.grammar.charged(&case);
        let struck = self.parse.with(noun, &[Dep::Acl]).filter(|p| !charge && hits(p));
        let struck: Vec<usize> = struck.flat_map(|p| dependents(self.parse, self.grammar, p, &Link::Object)).collect();
        if !struck.is_empty() {
            return struck;
        }
        let Some(verb) = self.parse.head(noun) else { return Vec::new() };
        let row = &self.parse.tokens[noun];
        let sufferers = if row.dep == Dep::Obj { self.sufferers(verb) } else { Vec::new() };
        if !sufferers.is_empty() {
            // "s'est vu refuser une aide".
            return sufferers;
        }
        let lemma = &self.parse.tokens[verb].lemma;
        // "réclame une aide" for himself, "réclame des sanctions" for others.
        let undergoes = self.grammar.undergoes(lemma) && (self.welcome || !self.grammar.seeks(lemma));
        if undergoes && matches!(row.dep, Dep::Obj | Dep::ObjLvc | Dep::OblArg | Dep::OblMod | Dep::Nmod) {
            let passive = self.grammar.passive(self.parse, verb);
            return if passive { self.objects(verb) } else { self.subjects(verb, 1) };
        }
        if row.dep == Dep::Nsubj && self.grammar.strikes(lemma) && !self.grammar.passive(self.parse, verb) {
            return self.objects(verb);
        }
        let agent = !self.grammar.moves(lemma)
            && self.grammar.passive(self.parse, verb)
            && self.grammar.agents(self.parse, verb).contains(&noun);
        if agent { self.objects(verb) } else { Vec::new() }
    }

    /// Who faces what a noun names, as a filled role.
    pub(super) fn faced(&self, noun: usize) -> Filled {
        self.named(self.facing(noun), "faces it")
    }

    /// "Lima, sous les bombes de Riga", "Oslo riposte aux tirs", "aide Lima face à la menace de Riga": who acts or stands
    /// under or against what a noun names undergoes it.
    fn facing(&self, noun: usize) -> Vec<usize> {
        let case = self.grammar.case(self.parse, noun);
        let Some(head) = self.parse.head(noun) else { return Vec::new() };
        // "en riposte à un tir": the tree takes the middle of such a preposition for a noun.
        let whole = format!("{} {} {case}", self.grammar.case(self.parse, head), self.parse.tokens[head].lemma);
        let parted = self.parse.tokens[noun].dep == Dep::Nmod;
        let parted = parted && (self.grammar.faces(whole.trim()) || self.grammar.reacts(whole.trim()));
        let case = if parted { whole.trim() } else { &case };
        let withstands = case == self.grammar.to() && self.grammar.withstands(&self.parse.tokens[head].lemma);
        let reacts = withstands || self.grammar.reacts(case);
        if !reacts && !self.grammar.faces(case) {
            return Vec::new();
        }
        let start = self.parse.child(noun, &[Dep::Case]);
        let above = self.parse.up(if parted { head } else { noun }).skip(1).take(ABOVE);
        for word in above {
            if matches!(self.parse.tokens[word].pos, Pos::Verb | Pos::Aux) {
                let passive = self.grammar.passive(self.parse, word);
                // "affiche son unité face à la menace": what is his own faces nothing.
                let other = |o: &usize| self.entities.of_possessive(self.parse, *o).is_empty();
                let object = self.named(self.objects(word), "").token.filter(|o| !reacts && other(o));
                return match object {
                    _ if passive => Vec::new(),
                    Some(object) => vec![object],
                    None => self.subjects(word, 0),
                };
            }
            // "la remise des îles à Riga, sous la pression": only whom the preposition follows stands so.
            let before = |r: &Reference| start.is_some_and(|s| r.tokens.end == s);
            if !reacts && self.entities.headed(word).is_some_and(before) {
                return vec![word];
            }
        }
        Vec::new()
    }

    /// True for a participle whose agent undergoes: "les violences subies par la lycéenne".
    pub(super) fn suffered(&self, participle: usize) -> bool {
        let lemma = &self.parse.tokens[participle].lemma;
        self.grammar.undergoes(lemma) && !self.grammar.seeks(lemma)
    }

    /// Who undergoes what a noun names, as a filled role.
    pub fn undergone(&self, noun: usize) -> Filled {
        self.named(self.undergoer(noun), "undergoes")
    }

    /// Who does what a noun names by a verb that says so: "a revendiqué l'attaque d'un convoi".
    ///
    /// `None` where no verb does; empty where it is nobody known.
    pub fn performer(&self, noun: usize) -> Option<Filled> {
        let holder = |n: usize| self.parse.head(n).filter(|h| self.grammar.bears_event(&self.parse.tokens[*h].lemma));
        // "la responsabilité de l'attaque".
        let noun = holder(noun).unwrap_or(noun);
        let object = matches!(self.parse.tokens[noun].dep, Dep::Obj | Dep::ObjLvc);
        let verb = self.parse.head(noun).filter(|v| object && self.grammar.performs(&self.parse.tokens[*v].lemma))?;
        let subjects = self.subjects(verb, 0);
        (!subjects.is_empty()).then(|| self.named(subjects, "performer"))
    }

    /// Who undergoes an infinitive above which a reflexive verb stands: "s'est fait arrêter", "s'est vu refuser un visa".
    pub fn sufferer(&self, verb: usize) -> Option<Filled> {
        let subjects = self.sufferers(verb);
        (!subjects.is_empty()).then(|| self.named(subjects, "sufferer"))
    }

    fn sufferers(&self, verb: usize) -> Vec<usize> {
        let Some(holder) = self.grammar.suffers(self.parse, verb) else { return Vec::new() };
        let subjects: Vec<usize> = self.parse.with(holder, &[Dep::Nsubj, Dep::NsubjCaus]).collect();
        if subjects.is_empty() && holder != verb { self.subjects(holder, 1) } else { subjects }
    }

    /// "le feu vert donné par Oslo à Lima pour frapper": who is to do it is to whom it is given.
    pub(super) fn granted(&self, noun: usize) -> Option<usize> {
        if !self.grammar.grants(&self.parse.tokens[noun].lemma) {
            return None;
        }
        let given = self.parse.with(noun, &[Dep::Acl, Dep::Amod]).filter(|p| self.parse.tokens[*p].pos == Pos::Verb);
        let holders = std::iter::once(noun).chain(given).chain(self.parse.head(noun));
        let mut asked = holders.flat_map(|h| self.parse.children(h).to_vec());
        asked.find(|t| self.grammar.asks(&self.grammar.case(self.parse, *t)) && !self.phrase(*t).is_empty())
    }
}
