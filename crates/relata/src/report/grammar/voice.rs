//! Given a verb in its tree, yields whether its subject undergoes it, and who then does it.

use super::Grammar;
use crate::parse::{Dep, Form, Parse, Pos, Tense};

impl Grammar {
    /// The word whose subject undergoes an infinitive: "s'est fait arrêter", "s'est vu refuser son visa".
    pub fn suffers(&self, parse: &Parse, token: usize) -> Option<usize> {
        if self.suffering.is_empty() || parse.tokens[token].morph.form != Form::Inf {
            return None;
        }
        let makes = |t: usize| self.suffering.contains(&*parse.tokens[t].lemma);
        let above = parse.head(token).filter(|h| parse.tokens[token].dep == Dep::Xcomp && makes(*h));
        let holder = above.or_else(|| parse.with(token, &[Dep::AuxCaus]).find(|a| makes(*a)).map(|_| token))?;
        parse.children(holder).iter().find(|t| self.is_reflexive_word(parse, **t)).map(|_| holder)
    }

    /// True for a passive clause and for a past participle that modifies a noun.
    pub fn passive(&self, parse: &Parse, token: usize) -> bool {
        if self.suffers(parse, token).is_some() {
            return true;
        }
        let row = &parse.tokens[token];
        let agentless = parse.child(token, &[Dep::AuxPass, Dep::OblAgent]).is_none();
        if let Some(like) = self.shares_auxiliary(parse, token).filter(|_| agentless) {
            return self.passive(parse, like);
        }
        // "… et mis en garde Oslo": what is joined to a clause and has an object acts upon it.
        let object = || parse.child(token, &[Dep::Obj]).is_some_and(|o| o > token && parse.tokens[o].pos != Pos::Pron);
        let bare = row.dep == Dep::Conj && parse.child(token, &[Dep::Aux, Dep::AuxTense, Dep::NsubjPass]).is_none();
        if agentless && bare && !self.bare_participle_acts && row.morph.form == Form::Part && object() {
            return false;
        }
        // "a rejeté": whatever the model calls its subject.
        let having = parse.with(token, &[Dep::Aux, Dep::AuxTense]).any(|a| !self.be.contains(&*parse.tokens[a].lemma));
        if agentless && having && row.morph.form == Form::Part && !row.morph.passive {
            return false;
        }
        if agentless && self.reflexive(parse, token).is_some() {
            return false;
        }
        let mut auxiliaries = parse.with(token, &[Dep::Aux, Dep::AuxPass, Dep::AuxTense]).peekable();
        let active = auxiliaries.peek().is_some() && !auxiliaries.any(|a| self.be.contains(&*parse.tokens[a].lemma));
        if agentless && active {
            return false;
        }
        if parse.child(token, &[Dep::AuxPass, Dep::NsubjPass, Dep::OblAgent]).is_some() || row.morph.passive {
            return !self.active_auxiliary.contains(&*row.lemma) || parse.child(token, &[Dep::OblAgent]).is_some();
        }
        let participle = row.morph.form == Form::Part && row.morph.tense != Tense::Pres;
        let auxiliary = parse.child(token, &[Dep::Aux, Dep::AuxTense]);
        let be = auxiliary.is_some_and(|a| self.be.contains(&*parse.tokens[a].lemma))
            && self.reflexive(parse, token).is_none();
        let joined = || parse.head(token).filter(|_| row.dep == Dep::Conj && parse.child(token, &[Dep::Obj]).is_none());
        // "Two were killed and three injured": the auxiliary is left out.
        let gapped = || joined().is_some_and(|h| parse.child(h, &[Dep::AuxPass]).is_some());
        let acts = self.bare_participle_acts && auxiliary.is_none() && is_told(parse, token) && !gapped();
        let undergone = participle && !acts && (auxiliary.is_none() || be) || self.headline_participle(parse, token);
        undergone && !self.active_auxiliary.contains(&*row.lemma)
    }

    /// The participle whose auxiliary one coordinated with it shares: "a reçu l'envoyé et accusé son pays".
    pub(super) fn shares_auxiliary(&self, parse: &Parse, token: usize) -> Option<usize> {
        const AUXILIARIES: [Dep; 3] = [Dep::Aux, Dep::AuxPass, Dep::AuxTense];
        let participle = |t: usize| parse.tokens[t].morph.form == Form::Part && parse.tokens[t].pos == Pos::Verb;
        let own = [&AUXILIARIES[..], &[Dep::Nsubj, Dep::NsubjPass]].concat();
        let shares = parse.tokens[token].dep == Dep::Conj && participle(token) && parse.child(token, &own).is_none();
        let like = parse.head(token).filter(|_| shares)?;
        (participle(like) && parse.child(like, &AUXILIARIES).is_some()).then_some(like)
    }

    /// "des étrangers à expulser": an infinitive that is to be done to the noun that it stands behind.
    pub fn gerundive(&self, parse: &Parse, token: usize) -> bool {
        let row = &parse.tokens[token];
        let noun = parse.head(token).is_some_and(|h| matches!(parse.tokens[h].pos, Pos::Noun | Pos::Propn));
        let behind = matches!(row.dep, Dep::Acl | Dep::Amod) && row.morph.form == Form::Inf && noun;
        let own = parse.child(token, &[Dep::Obj, Dep::Xcomp, Dep::Ccomp, Dep::OblArg]).is_some();
        behind && !own && self.gerundive.contains(&self.case(parse, token))
    }

    /// The agents of a passive: "par les Occidentaux".
    pub fn agents(&self, parse: &Parse, token: usize) -> Vec<usize> {
        let agent = |t: &usize| {
            let case = self.case(parse, *t);
            self.agents.contains(&case) || parse.tokens[*t].dep == Dep::OblAgent && self.rarer_agents.contains(&case)
        };
        let nominal = |t: &usize| {
            matches!(parse.tokens[*t].dep, Dep::OblAgent | Dep::OblArg | Dep::OblMod | Dep::Obl | Dep::Nmod)
        };
        let mut agents: Vec<usize> = parse.children(token).iter().copied().filter(|t| nominal(t) && agent(t)).collect();
        agents.extend(hyphened(parse, token));
        agents
    }
}

/// "a UN-backed monitor": the name that a hyphen joins to a participle, both of which the tree hangs on the noun.
fn hyphened(parse: &Parse, participle: usize) -> Option<usize> {
    let row = &parse.tokens[participle];
    let before = participle.checked_sub(2).filter(|_| row.dep == Dep::Amod && row.morph.form == Form::Part)?;
    let joined = &*parse.tokens[participle - 1].lemma == "-" && parse.head(before) == parse.head(participle);
    (joined && parse.tokens[before].pos == Pos::Propn).then_some(before)
}

/// True for a word with a subject of its own in a sentence with a full stop: headlines leave out auxiliaries.
fn is_told(parse: &Parse, token: usize) -> bool {
    let sentence = parse.sentences.get(parse.tokens[token].sentence);
    let last = sentence.and_then(|s| s.clone().rev().find(|t| parse.tokens[*t].pos != Pos::Space));
    let stopped = last.is_some_and(|t| parse.tokens[t].pos == Pos::Punct);
    stopped && parse.child(token, &[Dep::Nsubj]).is_some_and(|subject| subject < token)
}
