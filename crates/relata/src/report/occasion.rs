//! Given the parties that the words of an event name, yields them as another deed beside it tells them: who strikes where
//! people died, who comes in support, whom a deed is blamed on, and who is none of the targets.

use super::lexicon::{Mutual, POSSESSIVE, Rule};
use super::role::Filled;
use super::{ASSAULT, Coding, REJECT, SANCTION, SUPPORT};
use crate::mention::entity::{Form, Origin, Reference};
use crate::parse::{Dep, Pos};
use crate::record::{EntityKind, Report};

/// Types of verbal acts that blame somebody for a deed.
const BLAMING: [&str; 3] = ["ACCUSE", "COERCE", REJECT];

/// The mode of inquiries and searches.
const INVESTIGATE: &str = "investigate";

/// The mode of bombings.
const EXPLOSIVES: &str = "explosives";

/// Types of acts in which somebody may come or act: "en soutien", "en signe de protestation".
const ATTENDED: [&str; 3] = ["AID", "PROTEST", "SUPPORT"];

/// Types and modes of what a state does to those whom it holds.
const HELD: [(&str, &str); 3] = [("COERCE", "arrest"), ("RETREAT", "release"), ("SANCTION", "convict")];

/// Types of acts of words, whose speaker a headline may set before them.
const HEADED: [&str; 4] = ["ACCUSE", "REQUEST", "SUPPORT", "THREATEN"];

/// Types of acts that somebody brings upon himself.
const EARNED: [&str; 3] = ["ACCUSE", "COERCE", "SANCTION"];

impl Coding<'_> {
    /// "the Libya sanctions": the land whose name stands before a punishment undergoes it; "US sanctions" are its own.
    pub(super) fn aimed_at(&self, noun: usize, rule: &Rule, who: &mut Vec<Filled>, whom: &mut Vec<Filled>) {
        let (parse, entities) = (self.page.parse, self.page.entities);
        if rule.kind != SANCTION || parse.tokens[noun].pos != Pos::Noun || whom.iter().any(|f| !f.actors.is_empty()) {
            return;
        }
        let initials = |t: usize| !parse.word(self.page.text, t).contains(char::is_lowercase);
        let land = |a: &usize| entities.actors[*a].kind == EntityKind::Country;
        let named = |t: &usize| entities.headed(*t).filter(|r| r.form == Form::Name && !initials(*t));
        let named = parse.with(noun, &[Dep::Compound]).find(|t| named(t).is_some_and(|r| r.actors.iter().all(land)));
        let Some((token, reference)) = named.and_then(|t| Some((t, entities.headed(t)?))) else { return };
        let actors = reference.actors.clone();
        who.retain(|f| f.actors != actors);
        *whom = vec![Filled { actors, token: Some(token), path: "land before it".to_owned() }];
    }

    /// Who does a deed that its own words do not say: "tués dans une frappe suisse", "venu en soutien à la candidate".
    pub(super) fn by_occasion(&self, token: usize, rule: &Rule, who: &mut Vec<Filled>, whom: &mut Vec<Filled>) {
        if rule.kind == ASSAULT {
            self.struck(token, who, whom);
        }
        if who.iter().any(|f| !f.actors.is_empty()) || rule.who.iter().all(|p| p.written() == "none") {
            return;
        }
        let found = if rule.kind == ASSAULT { self.striker(token) } else { Filled::default() };
        let attends = found.actors.is_empty() && ATTENDED.contains(&&*rule.kind);
        let found = if attends { self.attending(token) } else { found };
        let holds =
            found.actors.is_empty() && HELD.iter().any(|(k, m)| rule.kind == *k && rule.mode.as_deref() == Some(m));
        let found = if holds { self.jailer(token) } else { found };
        let spoken = found.actors.is_empty() && HEADED.contains(&&*rule.kind);
        let found = if spoken { self.heading(token) } else { found };
        if !found.actors.is_empty() && whom.iter().all(|f| f.actors != found.actors) {
            *who = vec![found];
        }
    }

    /// Who does the deed in which somebody dies or is hurt: "tués dans une frappe suisse", "la mort d'un homme lors d'un
    /// raid de l'armée".
    fn striker(&self, token: usize) -> Filled {
        let (parse, grammar) = (self.page.parse, &self.reporter.grammar);
        // "tués et blessés lors d'une frappe".
        let fellow = parse.head(token).filter(|_| parse.tokens[token].dep == Dep::Conj);
        let above = fellow.unwrap_or(token);
        let fellows: Vec<usize> = [token, above].into_iter().chain(parse.with(above, &[Dep::Conj])).collect();
        let of_these = |deed: Option<usize>| deed.is_some_and(|d| fellows.contains(&d));
        let within = |n: &usize| *n > above && of_these(grammar.occasion(parse, *n));
        // "killed when a Peruvian drone struck a hospital".
        let then = |n: &usize| *n > above && of_these(parse.head(*n)) && grammar.is_moment(parse, *n);
        // "an attack in which four people were killed".
        let clause = parse.up(above).find(|t| parse.tokens[*t].dep == Dep::AclRelcl);
        let during = clause.filter(|c| fellows.contains(c)).and_then(|c| parse.head(c));
        let mut deeds = parse.subtree(above).filter(|n| within(n) || then(n)).chain(during);
        deeds.find_map(|n| self.doer(n)).unwrap_or_default()
    }

    /// "un policier blessé lors d'une attaque à Lima": whom an attack hits is who is hurt in it, not where it happens.
    fn struck(&self, noun: usize, who: &[Filled], whom: &mut Vec<Filled>) {
        let (parse, grammar) = (self.page.parse, &self.reporter.grammar);
        let place = |a: &usize| self.page.entities.actors[*a].kind == EntityKind::Place;
        let merely_there = whom.iter().flat_map(|f| &f.actors).all(place);
        let Some(verb) = grammar.occasion(parse, noun).filter(|_| merely_there) else { return };
        let hurts = self.found.iter().any(|(t, r)| *t == verb && r.kind == ASSAULT);
        let roles = self.roles();
        let hurt = if hurts { roles.objects(verb) } else { Vec::new() };
        let victims = roles.named(hurt, "who is hurt in it");
        if !victims.actors.is_empty() && who.iter().all(|f| f.actors != victims.actors) {
            *whom = vec![victims];
        }
    }

    /// "Lava destroyed the pipe", "the vessel hit a wharf, injuring ten": what a thing does that is neither somebody's nor a
    /// weapon or an attack is no deed. Only where the pack has its words of weapons.
    pub(super) fn by_accident(&self, token: usize, rule: &Rule) -> bool {
        let (parse, reporter, roles) = (self.page.parse, self.reporter, self.roles());
        let row = &parse.tokens[token];
        let harms = rule.kind == ASSAULT && row.pos == Pos::Verb && reporter.grammar.strikes(&row.lemma);
        if !harms || !reporter.grammar.knows_weapons() {
            return false;
        }
        let passive = reporter.grammar.passive(parse, token);
        let doers = if passive { reporter.grammar.agents(parse, token) } else { roles.subjects(token, 0) };
        let thing = |t: &usize| {
            let noun = parse.tokens[*t].pos == Pos::Noun && *t != token;
            let armed = reporter.grammar.is_weapon(&parse.tokens[*t].lemma);
            noun && !armed && roles.phrase(*t).is_empty() && !reporter.lexicon.tells(parse, *t, ASSAULT)
        };
        !doers.is_empty() && doers.iter().all(thing)
    }

    /// "Peru and Chile accused each other": what several do, each undergoes.
    pub(super) fn is_reciprocal(&self, token: usize, who: &[Filled]) -> bool {
        let (parse, grammar) = (self.page.parse, &self.reporter.grammar);
        let several = who.iter().map(|f| f.actors.len()).sum::<usize>() > 1;
        several && parse.with(token, &[Dep::Obj, Dep::OblArg, Dep::OblMod]).any(|o| grammar.is_reciprocal(parse, o))
    }

    /// Who does what the word of an attack names; no place where it happens.
    fn doer(&self, noun: usize) -> Option<Filled> {
        if !matches!(self.page.parse.tokens[noun].pos, Pos::Noun | Pos::Verb) {
            return None;
        }
        let reporter = self.reporter;
        let rules = reporter.lexicon.at(self.page.parse, &reporter.grammar, noun, self.field(noun));
        // "killed as crowds clashed with the police": who did it is not told.
        let verb = self.page.parse.tokens[noun].pos == Pos::Verb;
        let told = |r: &&Rule| r.kind == ASSAULT && (!verb || r.mutual == Mutual::No);
        let mut attacks = rules.map(|(rule, _)| rule).filter(told);
        let (who, _) = self.fill(noun, attacks.next()?);
        let place = |a: &usize| self.page.entities.actors[*a].kind == EntityKind::Place;
        let seat = |f: &Filled| {
            let reference = f.token.and_then(|t| self.page.entities.headed(t));
            reference.is_some_and(|r| r.form == Form::Metonym) && f.path == reporter.grammar.of()
        };
        who.into_iter().find(|f| !f.actors.is_empty() && !f.actors.iter().any(place) && !seat(f))
    }

    /// "Danemark : la ministre frappée": before a colon a land is where it happens, and the person behind it is hit.
    pub(super) fn past_label(&self, token: usize, rule: &Rule, whom: &mut [Filled]) {
        let (parse, entities) = (self.page.parse, self.page.entities);
        let colon = |t: usize| parse.tokens.get(t).is_some_and(|row| row.span.of(self.page.text) == ":");
        let land = |a: &usize| entities.actors[*a].kind == EntityKind::Country;
        let label = |f: &&mut Filled| {
            let opens = f.token.filter(|t| parse.sentences[parse.tokens[*t].sentence].start == *t);
            opens.is_some_and(|t| colon(t + 1)) && f.actors.iter().all(land)
        };
        let Some(filled) = whom.first_mut().filter(|f| rule.kind == ASSAULT && label(f)) else { return };
        let Some(start) = filled.token else { return };
        let person = |r: &&Reference| r.actors.iter().all(|a| entities.actors[*a].kind == EntityKind::Person);
        let between = entities.references.iter().filter(|r| start < r.head && r.head < token).filter(person);
        if let Some(hit) = between.max_by_key(|r| r.head) {
            *filled = Filled { actors: hit.actors.clone(), token: Some(hit.head), path: "behind the label".to_owned() };
        }
    }

    pub(super) fn are_bodies(&self, actors: &[usize]) -> bool {
        actors.iter().all(|a| self.page.entities.actors[*a].kind == EntityKind::Organisation)
    }

    /// "le retour de dix civils": whose it is, is told, though nobody is known by it.
    pub(super) fn of_somebody(&self, noun: usize) -> bool {
        let (parse, grammar) = (self.page.parse, &self.reporter.grammar);
        let counted = |c: usize| parse.child(c, &[Dep::Nummod]).is_some();
        parse.with(noun, &[Dep::Nmod]).any(|c| grammar.case_is(parse, c, grammar.of()) && counted(c))
    }

    /// "la venue du ministre en soutien à la candidate": who comes so supports.
    fn attending(&self, noun: usize) -> Filled {
        let (parse, roles, grammar) = (self.page.parse, self.roles(), &self.reporter.grammar);
        let bare = parse.tokens[noun].pos == Pos::Noun && parse.child(noun, &[Dep::Det]).is_none();
        let Some(head) = parse.head(noun).filter(|_| bare && grammar.attends(&grammar.case(parse, noun))) else {
            return Filled::default();
        };
        let nominal = matches!(parse.tokens[head].pos, Pos::Noun | Pos::Propn);
        let phrases = match nominal {
            true if !roles.phrase(head).is_empty() => vec![head],
            true => parse.with(head, &[Dep::Nmod]).filter(|c| grammar.case_is(parse, *c, grammar.of())).collect(),
            false if grammar.passive(parse, head) => roles.objects(head),
            false => roles.subjects(head, 0),
        };
        roles.named(phrases, "who comes so")
    }

    /// "Macron : « plein soutien à Kiev »": whom a headline names before a colon says what follows.
    fn heading(&self, noun: usize) -> Filled {
        let (parse, entities) = (self.page.parse, self.page.entities);
        let sentence = &parse.sentences[parse.tokens[noun].sentence];
        let first = entities.at(sentence.start).filter(|r| r.form == Form::Name && r.tokens.end < noun);
        let colon = |t: usize| parse.tokens[t].span.of(self.page.text) == ":";
        let quoted = |t: usize| parse.tokens[t + 1].pos == Pos::Punct;
        let person = |r: &Reference| r.actors.iter().all(|a| entities.actors[*a].kind == EntityKind::Person);
        let label = first.filter(|r| parse.tokens[noun].pos == Pos::Noun && person(r) && colon(r.tokens.end));
        let label = label.filter(|r| quoted(r.tokens.end));
        let verb = |t: usize| matches!(parse.tokens[t].pos, Pos::Verb | Pos::Aux);
        match label {
            Some(r) if !(r.tokens.end..noun).any(verb) => {
                Filled { actors: r.actors.clone(), token: Some(r.head), path: "headline".to_owned() }
            }
            _ => Filled::default(),
        }
    }

    /// "l'attentat de Lima", "les accusations d'ingérence russe": a noun's complement is where it happens, or of what
    /// somebody is accused.
    pub(super) fn is_of_deed(&self, rule: &Rule, who: &Filled) -> bool {
        let place = |a: &usize| {
            let actor = &self.page.entities.actors[*a];
            matches!(actor.origin, Origin::Place(_)) || actor.kind == EntityKind::Place
        };
        let charge = rule.kind == "ACCUSE" && who.token.is_some_and(|t| self.roles().event(t));
        // "l'attentat de Lima": a government strikes otherwise.
        let seat = rule.mode.as_deref() == Some(EXPLOSIVES)
            && who.token.and_then(|t| self.page.entities.headed(t)).is_some_and(|r| r.form == Form::Metonym);
        !who.actors.is_empty() && (rule.kind == ASSAULT && (seat || who.actors.iter().all(place)) || charge)
    }

    /// "a refusé de chiffrer les pertes russes": who refuses what is his own country's refuses it nothing.
    pub(super) fn drop_own_land(&self, rule: &Rule, who: &[Filled], whom: &mut Vec<Filled>) {
        let country = |a: &usize| self.page.entities.actors[*a].country.as_ref();
        let own: Vec<&String> = who.iter().flat_map(|f| &f.actors).filter_map(country).collect();
        let land = |a: &usize| self.page.entities.actors[*a].kind == EntityKind::Country;
        let theirs = |f: &Filled| f.actors.iter().all(|a| land(a) && country(a).is_some_and(|c| own.contains(&c)));
        whom.retain(|f| !(rule.kind == REJECT && f.path.starts_with("xcomp") && theirs(f)));
    }

    /// "Rabat salue le partenariat hispano-marocain": of several targets the source's own country is none.
    pub(super) fn drop_own_side(&self, who: &[Filled], whom: &mut [Filled]) {
        let country = |a: &usize| self.page.entities.actors[*a].country.clone();
        let own: Vec<String> = who.iter().flat_map(|f| &f.actors).filter_map(country).collect();
        let foreign = |a: &usize| country(a).is_none_or(|c| !own.contains(&c));
        for filled in whom.iter_mut().filter(|f| f.actors.len() > 1 && f.actors.iter().any(foreign)) {
            filled.actors.retain(foreign);
        }
    }

    /// "dénonce l'arrestation de Jean par Oslo": a deed is blamed on who does it, not on who undergoes it.
    pub(super) fn drop_who_underwent(&self, rule: &Rule, who: &[Filled], whom: &mut Vec<Filled>) {
        let (parse, reporter) = (self.page.parse, self.reporter);
        let of = reporter.grammar.of();
        let behind = |f: &Filled| f.path.ends_with(of) && f.path != of || f.path.ends_with("adj");
        // "a fouillé le siège du parti": who is searched is blamed for no siege.
        let blames = BLAMING.contains(&&*rule.kind) && rule.mode.as_deref() != Some(INVESTIGATE);
        let Some(first) = whom.first().filter(|f| blames && behind(f)) else { return };
        let Some(noun) = first.token.and_then(|t| if first.path.ends_with("adj") { Some(t) } else { parse.head(t) })
        else {
            return;
        };
        if parse.tokens[noun].pos != Pos::Noun {
            return;
        }
        let deed = reporter.lexicon.at(parse, &reporter.grammar, noun, self.field(noun)).map(|(rule, _)| rule).next();
        let people = |a: &usize| matches!(self.page.entities.actors[*a].kind, EntityKind::Person | EntityKind::Group);
        let undergone =
            |d: &&Rule| d.whom.iter().any(|p| p.written().ends_with(of)) && d.who.iter().all(|p| p.written() != of);
        let Some(deed) = deed.filter(|d| undergone(d) && first.actors.iter().all(people)) else { return };
        let (doers, _) = self.fill(noun, deed);
        let own = |f: &Filled| f.actors == first.actors || who.iter().any(|w| w.actors == f.actors);
        *whom = doers.into_iter().filter(|f| !f.actors.is_empty() && !own(f)).collect();
    }

    /// "a exclu Jean après son soutien au maire", "remercie le Chili de son aide": who is punished or thanked did it.
    pub(super) fn earned(&self, token: usize, who: &mut Vec<Filled>, whom: &mut Vec<Filled>) {
        let (parse, grammar) = (self.page.parse, &self.reporter.grammar);
        let own = who.iter().any(|f| f.path == POSSESSIVE);
        let case = grammar.case(parse, token);
        let Some(head) = parse.head(token).filter(|_| own) else { return };
        // The tree may hang what somebody is thanked for on his name.
        let thanked = |t: usize| {
            let above = t == head || parse.tokens[head].dep == Dep::Obj && parse.head(head) == Some(t);
            above && grammar.charged(&case) && parse.tokens[t].pos == Pos::Verb
        };
        let near = |t: usize| {
            let beside = parse.up(token).skip(1).any(|u| u == t) || parse.head(t) == Some(head);
            t < token && (beside && grammar.is_reason(&case) || thanked(t))
        };
        let earned = |t: usize, r: &Report| EARNED.contains(&&*r.kind) || r.kind == SUPPORT && thanked(t);
        let one = self.found.iter().find(|(t, r)| near(*t) && earned(*t, r) && r.targets.len() == 1);
        let target = one.map(|(_, r)| &r.targets[0]).filter(|p| p.kind != EntityKind::Place);
        let actor = target.and_then(|p| self.page.entities.actors.iter().position(|a| a.entity == p.entity));
        if let Some(actor) = actor {
            *who =
                vec![Filled { actors: vec![actor], token: None, path: "who is punished or thanked for it".to_owned() }];
            // Who thanks for it received it.
            let thanks = parse.up(token).skip(1).take(2).find(|t| thanked(*t)).filter(|_| whom.is_empty());
            let thanks = thanks.map(|t| self.roles().subjects(t, 0)).unwrap_or_default();
            let receiver = self.roles().named(thanks, "who thanks for it");
            whom.extend(Some(receiver).filter(|f| !f.actors.is_empty() && f.actors != who[0].actors));
        }
    }
}

/// "Le roi a reçu l'émir et ceux-ci ont signé": of several who act, one who is acted on is none.
pub(super) fn drop_who_stands_on_both(who: &mut [Filled], whom: &[Filled]) {
    let acted_on = |a: &usize| whom.iter().any(|f| f.actors.contains(a));
    for filled in who.iter_mut().filter(|f| !f.actors.iter().all(acted_on)) {
        filled.actors.retain(|a| !acted_on(a));
    }
}
