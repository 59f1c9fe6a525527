//! Given a clause, yields whether it is denied: negators, their restriction ("ne … que"), and arguments that deny.

use super::{Grammar, RESTRICTED_WITHIN};
use crate::parse::{Dep, Mood, Parse, Pos};

impl Grammar {
    /// True where a clause is negated, and not merely restricted ("ne … que").
    pub fn negated(&self, parse: &Parse, token: usize) -> bool {
        let mut negated = false;
        let expletive = self.subjunctive(parse, token);
        // "N'Djamena": the beginning of a name denies nothing, either.
        // "avant que l'armée ne tire": whatever mood the model sees there.
        let expletive = expletive || self.anterior(&self.case(parse, token));
        let idle = |t: usize| expletive || parse.tokens[t].dep == Dep::Cc;
        let auxiliaries = parse
            .with(token, &[Dep::Aux, Dep::AuxPass, Dep::AuxTense, Dep::Cop])
            .flat_map(|a| parse.children(a).to_vec());
        for child in parse.children(token).iter().copied().chain(auxiliaries) {
            let lemma = parse.tokens[child].lemma.to_lowercase();
            if self.restrictors.contains(&lemma) && parse.tokens[child].pos != Pos::Sconj {
                return false;
            }
            negated |= self.negators.contains(&lemma)
                && !self.compared(parse, child)
                && !(idle(child) && self.expletives.contains(&lemma))
                && matches!(parse.tokens[child].pos, Pos::Adv | Pos::Part | Pos::Pron | Pos::Det | Pos::Adp);
        }
        if negated && self.restricted(parse, token) {
            return false;
        }
        let denies = |t: usize| self.negators.contains(&parse.tokens[t].lemma.to_lowercase());
        let mut arguments = parse.with(token, &[Dep::Nsubj, Dep::Obj, Dep::NsubjPass]);
        // "aucun pays n'a …", "personne n'a …"; but "douze personnes ont …"
        negated || arguments.any(|a| self.denied(parse, a) || (parse.tokens[a].pos == Pos::Pron && denies(a)))
    }

    /// "n'a cédé que lorsque …", "ne frappe que par drones": a restrictor before a conjunction or preposition, and no
    /// word that denies by itself.
    fn restricted(&self, parse: &Parse, verb: usize) -> bool {
        let sentence = parse.sentences[parse.tokens[verb].sentence].clone();
        let lemma = |t: usize| parse.tokens[t].lemma.to_lowercase();
        let alone = |t: &usize| self.negators.contains(&lemma(*t)) && !self.expletives.contains(&lemma(*t));
        let mut behind = (verb + 1..sentence.end.saturating_sub(1)).take(RESTRICTED_WITHIN);
        behind.any(|t| self.restrictors.contains(&lemma(t)) && matches!(parse.tokens[t + 1].pos, Pos::Adp | Pos::Sconj))
            && !parse.children(verb).iter().any(alone)
            && !parse.with(verb, &[Dep::Aux, Dep::AuxPass, Dep::AuxTense]).any(|a| parse.children(a).iter().any(alone))
    }

    /// "menacé comme jamais", "soutenir ou non": a negator behind a comparison or a choice denies nothing; nor does one with
    /// the participle of what is the most of its kind: "la pire attaque jamais commise".
    pub fn compared(&self, parse: &Parse, negator: usize) -> bool {
        let superlative = || {
            let participle = parse.head(negator).filter(|p| parse.tokens[*p].dep == Dep::Acl);
            let noun = participle.and_then(|p| parse.head(p));
            let most = |t: usize| self.standing.tops(&parse.tokens[t].lemma);
            noun.is_some_and(|n| {
                parse.children(n).iter().any(|c| most(*c) || parse.children(*c).iter().any(|t| most(*t)))
            })
        };
        let before = negator.checked_sub(1);
        before.is_some_and(|t| self.standing.compares(&parse.tokens[t].lemma.to_lowercase())) || superlative()
    }

    fn subjunctive(&self, parse: &Parse, token: usize) -> bool {
        let auxiliaries = parse.with(token, &[Dep::Aux, Dep::AuxPass, Dep::AuxTense, Dep::Cop]);
        auxiliaries.chain([token]).any(|t| parse.tokens[t].morph.mood == Mood::Sub)
    }

    /// True of a word that denies.
    pub fn denies(&self, word: &str) -> bool {
        self.negators.contains(word)
    }

    /// True of a noun under a determiner that denies it: "aucune attaque".
    pub fn denied(&self, parse: &Parse, noun: usize) -> bool {
        parse.with(noun, &[Dep::Det]).any(|d| self.negators.contains(&parse.tokens[d].lemma.to_lowercase()))
    }
}
