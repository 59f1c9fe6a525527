//! Given a trigger and a path such as `obj>de`, yields who stands there in the tree.

use super::grammar::Grammar;
use super::lexicon::Lexicon;
use super::trigger::{Link, dependents};
use crate::mention::entity::{Entities, Form as Reference, Origin};
use crate::parse::{Dep, Form, Parse, Pos, Tense};

/// How far control and coordination are followed upwards.
const DEPTH: usize = 4;

/// How many tokens a phrase may stand behind the noun that it belongs to.
const WINDOW: usize = 10;

/// The way from a trigger to one of its parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolePath {
    steps: Vec<Step>,
    written: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Subject,
    Object,
    Indirect,
    Adjective,
    Possessive,
    Infinitive,
    Case(String),
    None,
}

/// Actors found by a path, and the token that names them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// Indices of actors.
    pub actors: Vec<usize>,
    /// The head token of the phrase.
    pub token: Option<usize>,
    /// The path, as the pack writes it.
    pub path: String,
}

impl RolePath {
    /// Reads a path of `who` or `whom`.
    pub fn read(path: &str) -> Self {
        let steps = path.split('>').map(|step| match step.trim() {
            "subj" | "who" => Step::Subject,
            "obj" => Step::Object,
            "iobj" => Step::Indirect,
            "adj" => Step::Adjective,
            "poss" => Step::Possessive,
            "xcomp" => Step::Infinitive,
            "none" | "setting" | "together" | "" => Step::None,
            case => Step::Case(case.to_owned()),
        });
        Self { steps: steps.collect(), written: path.to_owned() }
    }
}

impl RolePath {
    /// The path, as the pack writes it.
    pub fn written(&self) -> &str {
        &self.written
    }
}

/// Follows paths through one article.
#[derive(Clone, Copy)]
pub struct Roles<'a> {
    /// The parse.
    pub parse: &'a Parse,
    /// The language's function words.
    pub grammar: &'a Grammar,
    /// Who is spoken of.
    pub entities: &'a Entities,
    /// The words that name events.
    pub lexicon: &'a Lexicon,
    /// True for events that one may ask for oneself: help, talks.
    pub welcome: bool,
    /// The paths to the target.
    pub whom: &'a [RolePath],
}

impl Roles<'_> {
    /// The first path that leads to somebody.
    pub fn first(&self, token: usize, paths: &[RolePath]) -> Filled {
        paths.iter().map(|p| self.follow(token, p)).find(|f| !f.actors.is_empty()).unwrap_or_default()
    }

    /// Everybody to whom one of the paths leads.
    pub fn all(&self, token: usize, paths: &[RolePath]) -> Vec<Filled> {
        paths.iter().map(|p| self.follow(token, p)).filter(|f| !f.actors.is_empty()).collect()
    }

    fn follow(&self, token: usize, path: &RolePath) -> Filled {
        let mut at = vec![token];
        let last = path.steps.len().saturating_sub(1);
        for (number, step) in path.steps.iter().enumerate() {
            let ends = number == last;
            match step {
                Step::Adjective if ends => {
                    return self.filled(
                        at.first().copied(),
                        at.iter().flat_map(|t| self.entities.of_adjectives(self.parse, *t)).collect(),
                        path,
                    );
                }
                Step::Possessive if ends => {
                    return self.filled(
                        at.first().copied(),
                        at.iter().flat_map(|t| self.entities.of_possessive(self.parse, *t)).collect(),
                        path,
                    );
                }
                _ => at = at.into_iter().flat_map(|t| self.step(t, step)).collect(),
            }
        }
        let subject = path.steps.last() == Some(&Step::Subject);
        let between = matches!(path.steps.last(), Some(Step::Case(case)) if self.grammar.between(case));
        let mut filled = Filled::default();
        for token in at {
            let actors = self.phrase(token);
            if !actors.is_empty() && filled.actors.is_empty() {
                filled = Filled { actors, token: Some(token), path: path.written.clone() };
            } else if subject {
                let further: Vec<usize> = actors.into_iter().filter(|a| !filled.actors.contains(a)).collect();
                filled.actors.extend(further);
            }
        }
        if let ([Step::Case(case)], true) = (path.steps.as_slice(), filled.actors.is_empty()) {
            filled = self.possessed(token, case);
        }
        if let (true, [_], Some(token)) = (between, filled.actors.as_slice(), filled.token) {
            filled
                .actors
                .extend(self.second(token).into_iter().filter(|a| !filled.actors.contains(a)).collect::<Vec<_>>());
        }
        filled
    }

    /// "entre l'Iran, qui …, et l'Arabie": the second of two, where the tree has lost it.
    fn second(&self, first: usize) -> Vec<usize> {
        let Some(sentence) = self.parse.sentences.get(self.parse.tokens[first].sentence) else { return Vec::new() };
        let joints = (first + 1..sentence.end).filter(|t| self.parse.tokens[*t].pos == Pos::Cconj);
        let next = |joint: usize| {
            let mut behind = joint + 1..sentence.end.min(joint + 3);
            let reference = behind.find_map(|t| self.entities.at(t))?;
            let near = (first..joint).all(|t| self.parse.tokens[t].morph.form != Form::Fin);
            let named = matches!(reference.form, Reference::Name | Reference::Metonym)
                || near && matches!(reference.form, Reference::Description | Reference::Demonym);
            Some(reference.actors.clone()).filter(|_| named)
        };
        joints.into_iter().find_map(next).unwrap_or_default()
    }

    fn filled(&self, token: Option<usize>, actors: Vec<usize>, path: &RolePath) -> Filled {
        Filled { actors, token, path: path.written.clone() }
    }

    fn step(&self, token: usize, step: &Step) -> Vec<usize> {
        match step {
            Step::Subject => self.subjects(token, 0),
            Step::Object => self.objects(token),
            Step::Indirect => self
                .parse
                .with(token, &[Dep::Iobj])
                .filter(|t| !self.grammar.is_reflexive_word(self.parse, *t))
                .collect(),
            Step::Infinitive => {
                // "called for calm, while Chile said …": a clause beside the verb is not what it asks for.
                let beside = |t: &usize| {
                    self.parse.tokens[*t].dep == Dep::Advcl && self.parse.child(*t, &[Dep::Nsubj]).is_some()
                };
                let mut clauses = dependents(self.parse, self.grammar, token, &Link::Infinitive);
                clauses.retain(|t| !beside(t));
                clauses
            }
            Step::Case(case) => self.under(token, case, 2),
            Step::Adjective | Step::Possessive | Step::None => Vec::new(),
        }
    }

    /// Phrases under a preposition that hang on a word, on the verb that carries it, or, where the tree has them too
    /// high, that follow it before the next verb.
    fn under(&self, token: usize, case: &str, depth: usize) -> Vec<usize> {
        let clause = |t: &usize| {
            matches!(self.parse.tokens[*t].dep, Dep::Advcl | Dep::AclRelcl | Dep::Xcomp | Dep::Ccomp | Dep::Acl)
        };
        let fits = |t: &usize| !clause(t) && self.grammar.case_is(self.parse, *t, case);
        let mut found: Vec<usize> = self.parse.children(token).iter().copied().filter(fits).collect();
        // "apporte son soutien au plan de trêve à Gaza": beside a phrase of the object the verb's own is where.
        let objects = self.parse.with(token, &[Dep::Obj]).flat_map(|o| self.parse.children(o).to_vec());
        if let Some(of_object) = objects.filter(fits).min().filter(|_| self.grammar.places(case)) {
            found.retain(|t| *t < of_object || self.parse.tokens[*t].dep == Dep::OblArg);
        }
        let nominal = matches!(self.parse.tokens[token].pos, Pos::Noun | Pos::Propn);
        // "la frappe israélienne contre une école de l'ONU": whose it is, the adjective tells.
        let told = || !self.entities.of_adjectives(self.parse, token).is_empty();
        if found.is_empty() && nominal && case == self.grammar.of() && !told() {
            // "une attaque sans précédent d'Israël": the tree hangs the complement on the nearest noun.
            // Nor is it whose the target is: "une frappe contre une école de l'ONU".
            let target = |t: &usize| {
                let case = self.grammar.case(self.parse, *t);
                !self.grammar.asks(&case) && self.whom.iter().any(|p| p.written == case)
            };
            // Nor whose the next noun is: "une enquête sur la mort de X".
            // Nor whose the place is: "une marche dans les rues de Lima".
            let there = |t: &usize| self.grammar.places(&self.grammar.case(self.parse, *t));
            let to = |t: &usize| self.grammar.case_is(self.parse, *t, self.grammar.to());
            let bare = |t: &usize| to(t) || self.parse.child(*t, &[Dep::Det]).is_none() || !self.event(*t) && !there(t);
            let alone = |t: &usize| self.phrase_alone(*t) && !target(t) && bare(t);
            let between = self.parse.with(token, &[Dep::Nmod]).filter(alone);
            found.extend(between.flat_map(|t| self.parse.children(t).to_vec()).filter(fits));
        }
        if found.is_empty() && nominal && case != self.grammar.of() && depth > 0 {
            // "le rétablissement des relations entre X et Y": the complement's complement is the noun's.
            let below: Vec<usize> = self
                .parse
                .with(token, &[Dep::Nmod])
                .filter(|c| self.grammar.case_is(self.parse, *c, self.grammar.of()))
                .collect();
            found.extend(below.into_iter().flat_map(|c| self.under(c, case, depth - 1)));
        }
        if found.is_empty() && nominal && case != self.grammar.of() && depth == 2 {
            let siblings = self.carrier(token).map(|verb| self.parse.children(verb).to_vec()).unwrap_or_default();
            found.extend(siblings.into_iter().filter(|t| *t != token).filter(fits));
            if found.is_empty() {
                found.extend(self.within(token, case).or_else(|| self.following(token, case)));
            }
            if found.is_empty() && (!self.grammar.places(case) || case == self.grammar.to()) {
                // "l'attaque lancée par Oslo contre Lima": what the participle that carries the noun has.
                let below = self.participles(token).into_iter().flat_map(|p| self.parse.children(p).to_vec());
                let addressed = |t: &usize| case != self.grammar.to() || !self.is_place(*t);
                found.extend(below.filter(fits).filter(addressed));
            }
        }
        found
    }

    /// "les livraisons d'armes à la Moldavie": a phrase that the tree hangs on a complement of the noun.
    fn within(&self, noun: usize, case: &str) -> Option<usize> {
        // "attacks by guerrillas in Peru": where who acts is, is not what is hit.
        let acts = |c: &usize| self.grammar.case_is(self.parse, *c, self.grammar.by()) && self.grammar.places(case);
        let below = self.parse.with(noun, &[Dep::Nmod]).filter(|c| !acts(c));
        // "a deal worth two million with Peru".
        let below = below.chain(self.parse.with(noun, &[Dep::Amod]).filter(|c| *c > noun));
        let complements = below.flat_map(|c| self.parse.children(c).to_vec());
        let nominal = |t: &usize| matches!(self.parse.tokens[*t].dep, Dep::Nmod | Dep::OblArg | Dep::OblMod | Dep::Obl);
        complements.filter(nominal).find(|t| self.grammar.case_is(self.parse, *t, case) && !self.phrase(*t).is_empty())
    }

    /// The participles that carry what a noun names; the tree may hang them on its complement: "l'attaque de drones lancés
    /// par Oslo".
    fn participles(&self, noun: usize) -> Vec<usize> {
        let carries = |p: &usize| self.grammar.light(&self.parse.tokens[*p].lemma) && !self.suffered(*p);
        let thing = |c: &usize| {
            self.grammar.case_is(self.parse, *c, self.grammar.of())
                && self.entities.of_phrase(self.parse, *c).is_empty()
        };
        let complements = self.parse.with(noun, &[Dep::Nmod]).filter(thing);
        let nouns: Vec<usize> = std::iter::once(noun).chain(complements).collect();
        let below = nouns.into_iter().flat_map(|n| self.parse.with(n, &[Dep::Acl, Dep::Amod]).collect::<Vec<_>>());
        below.filter(carries).collect()
    }

    /// True for a noun without article or preposition.
    fn is_bare(&self, noun: usize) -> bool {
        let row = &self.parse.tokens[noun];
        row.pos == Pos::Noun && self.parse.child(noun, &[Dep::Det, Dep::Case, Dep::Nummod]).is_none()
    }

    /// True for a phrase that names a place, and nobody else.
    fn is_place(&self, token: usize) -> bool {
        let place = |a: &usize| matches!(self.entities.actors[*a].origin, Origin::Land(_) | Origin::Place(_));
        self.phrase(token).iter().all(place)
    }

    /// True for a noun that names nobody.
    fn phrase_alone(&self, token: usize) -> bool {
        self.entities.of_phrase(self.parse, token).is_empty()
            && !self.grammar.case_is(self.parse, token, self.grammar.of())
    }

    /// "ses pourparlers de sécurité avec l'Otan": a phrase that the tree hangs on a word above the noun.
    fn following(&self, noun: usize, case: &str) -> Option<usize> {
        let sentence = self.parse.sentences.get(self.parse.tokens[noun].sentence)?;
        let above: Vec<usize> = self.parse.up(noun).skip(1).collect();
        let ahead = noun + 1..sentence.end.min(noun + WINDOW);
        let open = ahead.take_while(|t| !matches!(self.parse.tokens[*t].pos, Pos::Verb | Pos::Aux | Pos::Space));
        let higher = |t: &usize| self.parse.head(*t).is_some_and(|h| above.contains(&h));
        open.filter(higher).find(|t| self.grammar.case_is(self.parse, *t, case) && !self.phrase(*t).is_empty())
    }

    /// The light verb whose object or passive subject a noun is.
    pub(super) fn carrier(&self, noun: usize) -> Option<usize> {
        let verb = self.parse.head(noun)?;
        let row = &self.parse.tokens[verb];
        // "a mené une série de frappes", "près d'un millier de frappes".
        // "agreed a sanctions package".
        let before = self.parse.tokens[noun].dep == Dep::Compound;
        if matches!(row.dep, Dep::Obj | Dep::OblArg | Dep::Nmod | Dep::NsubjPass | Dep::Nsubj)
            && (row.pos == Pos::Adv || row.pos == Pos::Noun && self.grammar.measures(&row.lemma))
            && (before || self.grammar.case_is(self.parse, noun, self.grammar.of()))
        {
            return self.carrier(verb);
        }
        let light = self.grammar.light(&self.parse.tokens[verb].lemma);
        let carried = match self.parse.tokens[noun].dep {
            Dep::Obj | Dep::ObjLvc | Dep::NsubjPass | Dep::Nsubj => true,
            // "a procédé à des tirs", but not "n'a rien à voir avec l'attentat".
            Dep::OblArg | Dep::OblMod => {
                let case = self.grammar.case(self.parse, noun);
                // Nor "a fait part de l'arrestation".
                let own = self.parse.child(verb, &[Dep::Obj, Dep::ObjLvc]).is_some();
                case.is_empty() || self.grammar.carries(&case) && !own
            }
            _ => false,
        };
        (light && carried).then_some(verb)
    }

    /// The first of several phrases that names somebody.
    pub(super) fn named(&self, phrases: impl IntoIterator<Item = usize>, path: &str) -> Filled {
        let found = phrases.into_iter().map(|t| (t, self.phrase(t))).find(|(_, actors)| !actors.is_empty());
        found.map_or_else(Filled::default, |(t, actors)| Filled { actors, token: Some(t), path: path.to_owned() })
    }

    /// True for a noun whose event a light verb carries, or which is somebody's own: "sa guerre contre".
    pub fn carries(&self, noun: usize) -> bool {
        self.carrier(noun).is_some() || !self.entities.of_possessive(self.parse, noun).is_empty()
    }

    pub(super) fn objects(&self, token: usize) -> Vec<usize> {
        let inverted = self.inverted(token);
        let mut found = dependents(self.parse, self.grammar, token, &Link::Object);
        found.retain(|t| Some(*t) != inverted);
        if let Some(called) = self.as_called(token) {
            return vec![called];
        }
        if !found.is_empty() {
            return found;
        }
        let row = &self.parse.tokens[token];
        // "les militaires déployés": the noun is what the participle was done to.
        let past = row.morph.form == Form::Part && row.morph.tense != Tense::Pres;
        let modifies = matches!(row.dep, Dep::Acl | Dep::Amod | Dep::Advcl | Dep::Xcomp);
        if past && modifies && self.grammar.passive(self.parse, token) {
            // "Élu maire, Jean Petit a remercié …": what the participle before it makes of the subject.
            let predicate = self.parse.head(token).filter(|h| *h > token && row.dep == Dep::Amod && self.is_bare(*h));
            let above = predicate.filter(|h| matches!(self.parse.tokens[*h].dep, Dep::Advcl | Dep::OblMod));
            if let Some(verb) = above.and_then(|h| self.parse.head(h)) {
                let passive = self.grammar.passive(self.parse, verb);
                return if passive { self.objects(verb) } else { self.subjects(verb, 1) };
            }
            return self.governor_noun(token).map(|noun| self.agreeing(token, noun)).into_iter().collect();
        }
        if row.pos == Pos::Noun {
            return self.undergoer(token);
        }
        if self.grammar.gerundive(self.parse, token) {
            return self.parse.head(token).into_iter().collect();
        }
        if self.grammar.passive(self.parse, token) && row.dep == Dep::Conj {
            return self.parse.head(token).map(|h| self.objects(h)).unwrap_or_default();
        }
        self.joint_object(token)
    }

    /// "beat and detained protesters": the object of the verb right behind the one that it is joined to.
    fn joint_object(&self, verb: usize) -> Vec<usize> {
        let tokens = &self.parse.tokens;
        let joins = |t: usize| matches!(tokens[t].pos, Pos::Cconj | Pos::Adv);
        let next = |c: &usize| *c > verb + 1 && tokens[*c].pos == Pos::Verb && (verb + 1..*c).all(joins);
        let fellow = self.parse.with(verb, &[Dep::Conj]).find(next).filter(|_| tokens[verb].pos == Pos::Verb);
        let active = fellow.filter(|c| !self.grammar.passive(self.parse, *c));
        active.map(|c| dependents(self.parse, self.grammar, c, &Link::Object)).unwrap_or_default()
    }

    /// The subject of the clause that a noun stands in: "lors d'un entretien avec X, Y a dit".
    pub fn clause_subject(&self, noun: usize) -> Filled {
        let verbs = self.parse.up(noun).skip(1).filter(|t| matches!(self.parse.tokens[*t].pos, Pos::Verb | Pos::Aux));
        for verb in verbs.take(2) {
            let subjects =
                if self.grammar.passive(self.parse, verb) { self.objects(verb) } else { self.subjects(verb, 0) };
            for subject in subjects {
                // "le chef de l'État au cours d'un entretien": the tree hangs much on the nearest noun.
                let own = self.parse.up(noun).take(2).any(|t| self.grammar.case(self.parse, t).contains(' '));
                let inside = !own && self.parse.up(noun).any(|t| t == subject);
                let actors = self.phrase(subject);
                if !inside && !actors.is_empty() {
                    return Filled { actors, token: Some(subject), path: "subject of the clause".to_owned() };
                }
            }
        }
        Filled::default()
    }

    fn governor_noun(&self, token: usize) -> Option<usize> {
        let head = self.parse.head(token)?;
        match self.parse.tokens[head].pos {
            Pos::Noun | Pos::Propn | Pos::Pron | Pos::Num => Some(head),
            // A participle beside its clause: its subject is the clause's.
            Pos::Verb | Pos::Aux if self.grammar.passive(self.parse, head) => self.objects(head).first().copied(),
            Pos::Verb | Pos::Aux | Pos::Adj => self.subjects(head, 1).first().copied(),
            _ => None,
        }
    }

    /// Who does what a verb says: its subject, agent, or the subject that it borrows.
    pub fn subjects(&self, token: usize, depth: usize) -> Vec<usize> {
        let mut own = dependents(self.parse, self.grammar, token, &Link::Subject);
        let row = &self.parse.tokens[token];
        if let Some(inverted) = self.inverted(token) {
            own = vec![inverted];
        }
        self.keep_nearest(token, &mut own);
        if !own.is_empty() || depth > DEPTH {
            own.extend(self.joined_above(token, &own));
            return own;
        }
        if self.grammar.passive(self.parse, token) {
            return Vec::new();
        }
        if row.pos == Pos::Noun {
            let carriers = self.carrier(token).map(|verb| self.subjects(verb, depth + 1)).unwrap_or_default();
            return carriers.into_iter().filter(|t| *t != token).collect();
        }
        let Some(head) = self.parse.head(token) else { return Vec::new() };
        if self.grammar.gerundive(self.parse, token) {
            return Vec::new();
        }
        match row.dep {
            Dep::Conj => self.subjects(self.level(token, head), depth + 1),
            Dep::Acl if row.morph.form == Form::Part || row.morph.form == Form::Ger => self.bearer(head, depth),
            Dep::Acl if self.grammar.charging(self.parse, token).is_some() => vec![head],
            Dep::Acl | Dep::Amod if row.morph.form == Form::Inf => self.owner(head, depth),
            // "des pays susceptibles de frapper": who is so is the noun.
            Dep::Amod if row.pos == Pos::Adj && depth > 0 => vec![head],
            Dep::Acl | Dep::Amod => self.subjects(head, depth + 1),
            // "ont bravé le froid, afin de protester": the tree may hang the infinitive on the adverb of purpose.
            Dep::Xcomp | Dep::Ccomp if row.morph.form == Form::Inf && self.parse.tokens[head].pos == Pos::Adv => {
                self.parse.head(head).map(|verb| self.shared(token, verb, depth)).unwrap_or_default()
            }
            Dep::Xcomp | Dep::Ccomp if row.morph.form == Form::Inf => self.controller(head, depth),
            Dep::Advcl | Dep::Xcomp | Dep::OblMod | Dep::OblArg | Dep::Parataxis => self.shared(token, head, depth),
            _ => Vec::new(),
        }
    }

    /// "asked them to leave and promised to help": a finite verb is joined to no infinitive, but to the verb above it.
    fn level(&self, token: usize, head: usize) -> usize {
        let form = |t: usize| self.parse.tokens[t].morph.form;
        let past = |t: usize| form(t) == Form::Fin && self.parse.child(t, &[Dep::Aux, Dep::AuxTense]).is_none();
        let bare = form(head) == Form::Inf && self.grammar.has_bare_past() && past(token);
        let above =
            self.parse.up(head).skip(1).find(|t| form(*t) == Form::Fin && self.parse.tokens[*t].pos == Pos::Verb);
        above.filter(|_| bare).unwrap_or(head)
    }

    /// Who does what a participle beside a noun says: the noun, or, where it is nobody, who acts upon it: "issued a
    /// statement demanding".
    fn bearer(&self, noun: usize, depth: usize) -> Vec<usize> {
        let object = matches!(self.parse.tokens[noun].dep, Dep::Obj) && self.phrase(noun).is_empty();
        match self.parse.head(noun) {
            Some(verb) if object || self.is_written_to(noun, verb) => self.subjects(verb, depth + 1),
            _ => vec![noun],
        }
    }

    /// "X et Y ont parlé", where the tree takes X for the root and the verb for its conjunct.
    fn joined_above(&self, verb: usize, own: &[usize]) -> Option<usize> {
        let head = self.parse.head(verb).filter(|_| self.parse.tokens[verb].dep == Dep::Conj)?;
        let nominal =
            matches!(self.parse.tokens[head].pos, Pos::Noun | Pos::Propn) && self.entities.headed(head).is_some();
        let joint = self.parse.child(verb, &[Dep::Cc])?;
        (nominal && head < joint && own.iter().all(|o| joint < *o && *o - joint <= 3)).then_some(head)
    }

    /// "la décision de X de partir": whose the noun is, by its complement or by the verb that carries it.
    fn owner(&self, noun: usize, depth: usize) -> Vec<usize> {
        let complements =
            self.parse.with(noun, &[Dep::Nmod]).filter(|c| self.grammar.case_is(self.parse, *c, self.grammar.of()));
        let named: Vec<usize> = complements.filter(|c| !self.phrase(*c).is_empty()).collect();
        if let Some(doer) = self.granted(noun) {
            return vec![doer];
        }
        let possessive = self.parse.with(noun, &[Dep::Det]).find(|d| {
            !self.entities.of_possessive(self.parse, noun).is_empty() && self.parse.tokens[*d].morph.possessive
        });
        match possessive {
            Some(possessive) if named.is_empty() => vec![possessive],
            // "l'opération serbe pour libérer": whose the noun is by its adjective.
            _ if named.is_empty() && !self.entities.of_adjectives(self.parse, noun).is_empty() => vec![noun],
            _ if named.is_empty() => {
                // "la décision de partir, prise par le maire".
                let by = self.authors_of(noun).token;
                let subjects = by.map_or_else(|| self.subjects(noun, depth + 1), |author| vec![author]);
                // "Des infirmières en grève pour protester": a heading without a verb, whose noun is who does it.
                let heading = subjects.is_empty() && self.parse.tokens[noun].dep == Dep::Root;
                if heading && !self.phrase(noun).is_empty() { vec![noun] } else { subjects }
            }
            _ => named,
        }
    }

    /// Who does what a noun names, by the light verb that carries it: "a annoncé la suspension".
    ///
    /// Who announces somebody's release (`undergone`) does not release him, and who announces the fight or the return
    /// (`fight`), which is known already, does not fight or return; who announces a fight does.
    pub fn carried(&self, noun: usize, undergone: bool, fight: bool) -> Filled {
        let determiners = || self.parse.with(noun, &[Dep::Det]).map(|d| &self.parse.tokens[d]);
        let known = fight && determiners().any(|d| d.feats.contains("Definite=Def"));
        let theirs = undergone && determiners().any(|d| d.morph.possessive);
        let tells = |verb: &usize| (known || theirs) && self.grammar.tells(&self.parse.tokens[*verb].lemma);
        let subjects = self
            .carrier(noun)
            .filter(|v| !self.grammar.passive(self.parse, *v) && !tells(v))
            .map(|v| self.subjects(v, 0))
            .unwrap_or_default();
        let agents = self.authors_of(noun);
        if !agents.actors.is_empty() {
            return agents;
        }
        // "L'enlèvement d'un prêtre fait du bruit": nobody does what they stand in the name of.
        let others = subjects.into_iter().filter(|t| self.parse.up(noun).all(|u| u != *t));
        self.named(others, "subject of the verb that carries it")
    }

    /// Who an infinitive's doer is: the object of the verb above ("appelle X à partir"), else its subject.
    fn controller(&self, verb: usize, depth: usize) -> Vec<usize> {
        let lemma = &self.parse.tokens[verb].lemma;
        if !self.grammar.subject_controls(lemma) {
            let objects = dependents(self.parse, self.grammar, verb, &Link::Object);
            let indirect =
                self.parse.with(verb, &[Dep::Iobj]).filter(|t| !self.grammar.is_reflexive_word(self.parse, *t));
            let asked =
                self.parse.with(verb, &[Dep::OblArg]).filter(|t| self.grammar.asks(&self.grammar.case(self.parse, *t)));
            let asked: Vec<usize> = asked.collect();
            let strangers: Vec<usize> = asked.iter().copied().filter(|t| self.grammar.plural(self.parse, *t)).collect();
            // "urged the board to reverse it": who is told to is nobody known, and not who tells him.
            let stranger = objects.iter().copied().find(|t| *t > verb && self.phrase(*t).is_empty());
            if let Some(stranger) = stranger.filter(|_| self.grammar.object_controls(lemma)) {
                return vec![stranger];
            }
            let known = objects.into_iter().chain(indirect).chain(asked).filter(|t| !self.phrase(*t).is_empty());
            let mut found: Vec<usize> = known.collect();
            if found.is_empty() {
                found = strangers;
            }
            if !found.is_empty() {
                return found;
            }
        }
        if self.grammar.passive(self.parse, verb) {
            return self.objects(verb);
        }
        self.subjects(verb, depth + 1)
    }

    /// A clause without a subject shares that of the clause above, unless it has a finite verb of its own.
    fn shared(&self, token: usize, head: usize, depth: usize) -> Vec<usize> {
        let charged = self.charged_clause(token, head);
        if !charged.is_empty() {
            return charged;
        }
        let finite = self.parse.tokens[token].morph.form == Form::Fin
            || self.parse.with(token, &[Dep::Aux, Dep::AuxTense]).any(|a| self.parse.tokens[a].morph.form == Form::Fin);
        if finite {
            return Vec::new();
        }
        // "A bomb hit a convoy, killing two, the mayor said": a participle between what is said and who says it.
        if let Some(said) = self.parse.child(head, &[Dep::Ccomp]).filter(|c| *c < token && token < head) {
            return self.subjects(said, depth + 1);
        }
        if self.grammar.passive(self.parse, head) {
            let subject = self.objects(head);
            if let Some(doer) = subject.iter().find_map(|noun| self.granted(*noun)) {
                return vec![doer];
            }
            let thing = |t: &usize| {
                self.entities.of_phrase(self.parse, *t).is_empty()
                    && !self.entities.of_adjectives(self.parse, *t).is_empty()
            };
            if self.grammar.purposes(&self.grammar.case(self.parse, token)) && subject.iter().any(thing) {
                // "des armes russes ont été livrées pour frapper": what is used does not act.
                return self.grammar.agents(self.parse, head);
            }
            if !subject.is_empty() {
                return subject;
            }
        }
        self.subjects(head, depth + 1)
    }
}
