//! Given the head of a phrase, yields whom it names: by itself, by an adjective, by what it counts, by its author.

use super::role::{Filled, Roles};
use crate::mention::entity::Form as Reference;
use crate::parse::{Dep, Number, Pos};
use crate::record::EntityKind;

impl Roles<'_> {
    /// Whom a phrase names: its own reference, or the country of its adjective: "des entreprises chinoises".
    pub fn phrase(&self, token: usize) -> Vec<usize> {
        let own = self.entities.of_phrase(self.parse, token);
        if !own.is_empty() {
            // "a Peruvian broker and two firms": the first, whom nobody knows, is told by his land.
            let joined = self.parse.child(token, &[Dep::Conj]).is_some() && self.entities.headed(token).is_none();
            let unknown = joined && self.parse.child(token, &[Dep::Det, Dep::Nummod]).is_some();
            let mut all = if unknown { self.entities.of_adjectives(self.parse, token) } else { Vec::new() };
            for actor in own {
                if !all.contains(&actor) {
                    all.push(actor);
                }
            }
            return if self.generic(token) { Vec::new() } else { all };
        }
        let row = &self.parse.tokens[token];
        if row.feats.contains("PronType=Rel") {
            let clause = self.parse.up(token).find(|t| matches!(self.parse.tokens[*t].dep, Dep::AclRelcl | Dep::Acl));
            let antecedent = clause.and_then(|c| self.parse.head(c)).filter(|a| self.parse.tokens[*a].pos == Pos::Noun);
            let known = antecedent.map(|a| self.phrase(self.struck_by(a))).unwrap_or_default();
            // "l'annonce de Jean Petit, qui souhaite": the tree may hang the clause on the noun before the name.
            return if known.is_empty() { self.named_before(token) } else { known };
        }
        if row.pos == Pos::Adv && matches!(row.dep, Dep::Nsubj | Dep::NsubjPass | Dep::Obj) {
            // "près de 10 000 personnes ont manifesté": the tree takes the adverb for the head.
            return self.counted(token, 0);
        }
        if !matches!(row.pos, Pos::Noun | Pos::Propn | Pos::Num | Pos::Adj | Pos::Sym) {
            return Vec::new();
        }
        // "le partenariat et la coopération russo-chinois".
        let nouns = std::iter::once(token).chain(self.parse.with(token, &[Dep::Conj]));
        let by_adjective = nouns.map(|n| self.entities.of_adjectives(self.parse, n)).find(|a| !a.is_empty());
        if let Some(found) = by_adjective {
            return found;
        }
        // "l'Opéra de Vienne" is none of Austria's doings.
        let first = self.parse.sentences.get(row.sentence).is_some_and(|s| s.start == token);
        let name = row.pos == Pos::Propn && row.lemma.starts_with(char::is_uppercase) && !first;
        let counted = if name { Vec::new() } else { self.counted(token, 0) };
        if counted.is_empty() { self.authors(token) } else { counted }
    }

    /// "la frappe russe contre une école de Kiev qui a fait dix morts": what does so is the deed, not the thing that it hits.
    fn struck_by(&self, antecedent: usize) -> usize {
        let case = self.grammar.case(self.parse, antecedent);
        let aimed = !case.is_empty() && case != self.grammar.of() && !self.grammar.between(&case);
        let thing = self.entities.headed(antecedent).is_none();
        let deed = self.parse.head(antecedent).filter(|h| aimed && thing && self.event(*h));
        deed.filter(|d| !self.entities.of_adjectives(self.parse, *d).is_empty()).unwrap_or(antecedent)
    }

    /// The person whose name stands right before a relative.
    fn named_before(&self, relative: usize) -> Vec<usize> {
        let before = (0..relative).rev().take(2).find(|t| self.parse.tokens[*t].pos != Pos::Punct);
        let same = |t: &usize| self.parse.tokens[*t].sentence == self.parse.tokens[relative].sentence;
        let name = before.filter(same).and_then(|t| self.entities.at(t)).filter(|r| r.form == Reference::Name);
        let person = |a: &usize| self.entities.actors[*a].kind == EntityKind::Person;
        name.map(|r| r.actors.clone()).filter(|actors| actors.iter().all(person)).unwrap_or_default()
    }

    /// "des droits de douane": a bare singular under a noun says of what kind it is.
    fn generic(&self, token: usize) -> bool {
        let row = &self.parse.tokens[token];
        let bare = self.parse.child(token, &[Dep::Det]).is_none() && !self.grammar.definite(self.parse, token);
        let described = self.entities.headed(token).is_some_and(|r| r.form == Reference::Description);
        described
            && bare
            && row.dep == Dep::Nmod
            && row.pos == Pos::Noun
            && row.morph.number == Number::Sing
            && self.grammar.case(self.parse, token) == self.grammar.of()
    }

    /// "condemned what it calls an act of aggression": the object is what the clause says that it is called.
    pub(super) fn as_called(&self, verb: usize) -> Option<usize> {
        let (parse, tokens) = (self.parse, &self.parse.tokens);
        let clause = parse.child(verb, &[Dep::Ccomp]).filter(|c| *c > verb && tokens[verb].pos == Pos::Verb)?;
        let relative = parse.child(clause, &[Dep::Obj]).filter(|o| *o < clause && tokens[*o].pos == Pos::Pron)?;
        let first = parse.subtree(clause).start == relative;
        let called = parse.child(clause, &[Dep::Xcomp]).filter(|x| *x > clause && first)?;
        matches!(tokens[called].pos, Pos::Noun | Pos::Propn).then_some(called)
    }

    /// "sent a letter to the board demanding": true for those to whom a message is sent.
    pub(super) fn is_written_to(&self, noun: usize, verb: usize) -> bool {
        let message = |o: usize| o < noun && self.grammar.is_message(&self.parse.tokens[o].lemma);
        self.parse.child(verb, &[Dep::Obj]).is_some_and(message)
            && self.parse.tokens[verb].pos == Pos::Verb
            && self.grammar.case_is(self.parse, noun, self.grammar.to())
    }

    /// Who does what a noun names, as its agent: "la visite de la prison par deux élus".
    pub fn agent(&self, noun: usize) -> Filled {
        let complements =
            self.parse.with(noun, &[Dep::Nmod]).filter(|c| self.grammar.case_is(self.parse, *c, self.grammar.of()));
        let nouns: Vec<usize> = std::iter::once(noun).chain(complements).collect();
        let agents = nouns.into_iter().flat_map(|n| self.grammar.agents(self.parse, n));
        self.named(agents, "agent")
    }

    /// True for a noun that is the agent of a verb: "menacé par l'arrivée".
    pub fn is_agent(&self, noun: usize) -> bool {
        let verb = self.parse.head(noun).filter(|v| self.grammar.passive(self.parse, *v));
        verb.is_some_and(|verb| self.grammar.agents(self.parse, verb).contains(&noun))
    }

    /// True for a noun with an agent, whoever it is.
    pub fn has_agent(&self, noun: usize) -> bool {
        !self.grammar.agents(self.parse, noun).is_empty()
    }

    /// "une résolution proposée par la Russie": whose thing it is, by the agent of its participle.
    fn authors(&self, token: usize) -> Vec<usize> {
        // "cette attaque, condamnée par Lima" is none of Lima's.
        let acts = |p: &usize| {
            let lemma = &self.parse.tokens[*p].lemma;
            !self.grammar.undergoes(lemma) && !self.grammar.presupposes(lemma)
        };
        let participles = self.parse.with(token, &[Dep::Acl, Dep::Amod]).filter(acts);
        let agents = participles.flat_map(|p| self.grammar.agents(self.parse, p));
        agents.map(|a| self.entities.of_phrase(self.parse, a)).find(|a| !a.is_empty()).unwrap_or_default()
    }

    /// "des dizaines de milliers de manifestants": those whom a noun of quantity or a part counts.
    fn counted(&self, token: usize, depth: usize) -> Vec<usize> {
        if self.grammar.relates(&self.parse.tokens[token].lemma) {
            return Vec::new();
        }
        let adverb = self.parse.tokens[token].pos == Pos::Adv;
        let complement = |c: &usize| {
            let dep = self.parse.tokens[*c].dep;
            dep == Dep::Nmod || adverb && matches!(dep, Dep::OblArg | Dep::OblMod | Dep::Obl)
        };
        let below = self.parse.children(token).iter().copied().filter(complement);
        let mut complements = below.filter(|c| self.grammar.case_is(self.parse, *c, self.grammar.of()));
        // "des dizaines de milliers de Serbes", but not "les menaces d'annexion du Groenland".
        let bare = |t: &usize| {
            depth == 0 || self.parse.child(*t, &[Dep::Det]).is_none() && !self.grammar.definite(self.parse, *t)
        };
        let Some(complement) = complements.next().filter(|_| depth < 3).filter(bare) else { return Vec::new() };
        let named = || self.entities.of_phrase(self.parse, complement);
        let own = if self.generic(complement) { Vec::new() } else { named() };
        // "le procès de l'assassinat d'un élu": an event is none of the people to whom it happens.
        let event = self.event(token);
        let acts = |a: &usize| matches!(self.entities.actors[*a].kind, EntityKind::Country | EntityKind::Organisation);
        if event && !own.iter().all(acts) {
            return Vec::new();
        }
        let own = if own.is_empty() { self.entities.of_adjectives(self.parse, complement) } else { own };
        if own.is_empty() { self.counted(complement, depth + 1) } else { own }
    }
}
