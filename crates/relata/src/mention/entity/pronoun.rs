//! Given the references by name and description, yields those by pronoun, possessive, relative and pair.

mod weight;

use super::name::land_actor;
use super::setting::{is_within, local_country};
use super::title::split;
use super::{Entities, Finder, Form, Reference, Setting};
use crate::error::Error;
use crate::mention::gazetteer::fold;
use crate::pack::{Data, Row};
use crate::parse::{Dep, Gender, Number, Pos};
use crate::record::EntityKind;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How many sentences back a pronoun may reach.
const REACH: usize = 3;
/// What being a subject is worth against being one sentence nearer.
const SUBJECT: f64 = 4.0;
const SENTENCE: f64 = 2.5;
/// What being spoken of outside quotation marks is worth to a pronoun that stands outside them.
const OUTSIDE: f64 = 4.0;
const PERSON: f64 = 2.0;
/// How many tokens before a relative its antecedent may stand where another name stands right before it.
const FAR: usize = 6;
/// What being only where something happens costs.
const PLACE: f64 = 4.0;
/// What being several who are named is worth to a plural.
const PAIR: f64 = 3.0;

/// A language's pronouns, from `packs/*/pronouns.tsv`.
#[derive(Debug, Clone, Default)]
pub(super) struct Pronouns {
    by_first: FxHashMap<String, Vec<Pronoun>>,
    /// True where what is nobody has a pronoun of its own: "it", so that "he" is a person.
    neuter: bool,
    /// First persons, folded.
    pub first: FxHashMap<String, (Form, Number)>,
}

#[derive(Debug, Clone)]
struct Pronoun {
    words: Vec<String>,
    kind: Kind,
    gender: Gender,
    number: Number,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Personal,
    Demonstrative,
    Possessive,
    RelativePossessive,
    PairOfPersons,
    PairOfLands,
}

impl Pronouns {
    /// Reads `packs/*/pronouns.tsv`.
    ///
    /// # Errors
    /// A missing or wrong table; an unknown kind.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let columns = ["words", "kind", "gender", "number", "example", "source", "checked"];
        let table = data.table(&format!("packs/{language}/pronouns.tsv"), &columns)?;
        let mut pronouns = Self::default();
        for row in table.rows() {
            let kind = match row.get("kind") {
                "personal" => Kind::Personal,
                "demonstrative" => Kind::Demonstrative,
                "possessive" => Kind::Possessive,
                "relative_possessive" => Kind::RelativePossessive,
                "pair_of_persons" => Kind::PairOfPersons,
                "pair_of_lands" => Kind::PairOfLands,
                "speaker" | "speaker_possessive" => {
                    let owns = row.get("kind") == "speaker_possessive";
                    let form = if owns { Form::Possessive } else { Form::Pronoun };
                    pronouns.first.insert(fold(row.get("words")), (form, number(row)));
                    continue;
                }
                other => return Err(row.error(format!("no kind of pronoun is named {other}"))),
            };
            let gender = match row.get("gender") {
                "m" => Gender::Masc,
                "f" => Gender::Fem,
                "n" => Gender::Neut,
                _ => Gender::None,
            };
            pronouns.neuter |= gender == Gender::Neut;
            let number = number(row);
            let words = split(row.get("words"));
            let first = words.first().cloned().unwrap_or_default();
            pronouns.by_first.entry(first).or_default().push(Pronoun { words, kind, gender, number });
        }
        for rows in pronouns.by_first.values_mut() {
            rows.sort_by_key(|p| std::cmp::Reverse(p.words.len()));
        }
        Ok(pronouns)
    }

    /// True for "son", "leurs".
    pub fn is_possessive(&self, words: &[String], token: usize) -> bool {
        self.at(words, token).is_some_and(|p| p.kind == Kind::Possessive)
    }

    fn at(&self, words: &[String], token: usize) -> Option<&Pronoun> {
        self.by_first.get(&words[token])?.iter().find(|p| words[token..].starts_with(&p.words))
    }
}

fn number(row: Row<'_>) -> Number {
    if row.get("number") == "plural" { Number::Plur } else { Number::Sing }
}

/// Resolves what stands for somebody named before, in the order of the text.
pub(super) fn find<'a>(finder: &'a Finder, setting: Setting<'a>, words: &'a [String], found: &mut Entities) {
    let quoted = quoted_tokens(setting);
    let mut standing = Standing { finder, setting, words, found, quoted };
    let mut at = 0;
    while at < words.len() {
        let token = &setting.parse.tokens[at];
        if token.pos == Pos::Pron && token.feats.contains("PronType=Rel") {
            standing.relative(at);
        }
        let Some(pronoun) = finder.pronouns.at(words, at) else {
            at += 1;
            continue;
        };
        standing.resolve(pronoun, at..at + pronoun.words.len());
        at += pronoun.words.len();
    }
}

/// Which tokens stand between quotation marks.
fn quoted_tokens(setting: Setting<'_>) -> Vec<bool> {
    let (mut open, mut quoted) = (0_i32, Vec::with_capacity(setting.parse.tokens.len()));
    for token in &setting.parse.tokens {
        match token.span.of(setting.text) {
            "«" | "“" => open += 1,
            "»" | "”" => open = (open - 1).max(0),
            "\"" => open = i32::from(open == 0),
            word if word.contains("\n\n") => open = 0,
            _ => {}
        }
        quoted.push(open > 0);
    }
    quoted
}

struct Standing<'a, 'f> {
    finder: &'a Finder,
    setting: Setting<'a>,
    /// The article's words, folded.
    words: &'a [String],
    found: &'f mut Entities,
    quoted: Vec<bool>,
}

impl Standing<'_, '_> {
    fn resolve(&mut self, pronoun: &Pronoun, tokens: Range<usize>) {
        let parse = self.setting.parse;
        let head = tokens.clone().find(|t| !tokens.contains(&parse.tokens[*t].head)).unwrap_or(tokens.end - 1);
        let dep = parse.tokens[head].dep;
        let actors = match pronoun.kind {
            Kind::PairOfPersons => self.two(head, EntityKind::Person),
            Kind::PairOfLands => self.two(head, EntityKind::Country),
            _ if matches!(dep, Dep::Expl | Dep::ExplSubj | Dep::ExplPass | Dep::ExplComp) && !self.says(head) => return,
            Kind::Possessive if parse.tokens[head].pos != Pos::Det => return,
            Kind::Personal | Kind::Demonstrative if tokens.len() == 1 && parse.tokens[head].pos == Pos::Det => return,
            Kind::RelativePossessive => self.modified(head),
            _ => self.antecedent(pronoun, head),
        };
        if actors.is_empty() {
            return;
        }
        let form = match pronoun.kind {
            Kind::Possessive | Kind::RelativePossessive => Form::Possessive,
            _ => Form::Pronoun,
        };
        let span = parse.span(tokens.clone());
        let pair = matches!(pronoun.kind, Kind::PairOfLands | Kind::PairOfPersons);
        if pair {
            self.leaders_of(head, &actors);
        }
        self.found.refer(Reference {
            span,
            tokens,
            head,
            actors,
            form,
            gender: pronoun.gender,
            number: pronoun.number,
        });
    }

    /// True behind the verb that announces words: "« Nous partons », a-t-il dit".
    fn says(&self, pronoun: usize) -> bool {
        let parse = self.setting.parse;
        let verb = parse.head(pronoun);
        verb.is_some_and(|v| parse.tokens[v].dep == Dep::Parataxis) && self.word(pronoun).starts_with('-')
    }

    fn word(&self, token: usize) -> &str {
        self.setting.parse.word(self.setting.text, token)
    }

    /// "les dirigeants des deux pays": a plural title over a pair stands for the pair.
    fn leaders_of(&mut self, pair: usize, actors: &[usize]) {
        let Some(head) = self.setting.parse.head(pair) else { return };
        let title = self
            .found
            .references
            .iter_mut()
            .find(|r| r.head == head && r.form == Form::Description && r.number == Number::Plur);
        if let Some(reference) = title {
            reference.actors = actors.to_vec();
        }
    }

    fn relative(&mut self, token: usize) {
        let parse = self.setting.parse;
        let clause = parse.up(token).find(|t| matches!(parse.tokens[*t].dep, Dep::AclRelcl | Dep::Acl));
        let above = clause.and_then(|c| parse.head(c)).filter(|a| *a < token);
        let named = |a: &usize| !self.found.of_phrase(parse, *a).is_empty();
        let Some(antecedent) =
            above.filter(named).or_else(|| self.phrase_before(token).filter(|_| above.is_none_or(|a| a + FAR < token)))
        else {
            return;
        };
        let actors = self.found.of_phrase(parse, antecedent);
        if !actors.is_empty() && antecedent != token {
            let (span, number) = (parse.tokens[token].span, parse.tokens[antecedent].morph.number);
            self.found.refer(Reference {
                span,
                tokens: token..token + 1,
                head: token,
                actors,
                form: Form::Pronoun,
                gender: Gender::None,
                number,
            });
        }
    }

    /// "Peru, whose farmers": whom the relative clause of a word is said of.
    fn modified(&self, token: usize) -> Vec<usize> {
        let parse = self.setting.parse;
        let clause = parse.up(token).find(|t| parse.tokens[*t].dep == Dep::AclRelcl);
        let above = clause.and_then(|c| parse.head(c)).filter(|a| *a < token);
        above.map(|a| self.found.of_phrase(parse, a)).unwrap_or_default()
    }

    /// The head of the name or description that ends right before a relative whose clause the tree hangs elsewhere.
    fn phrase_before(&self, token: usize) -> Option<usize> {
        let parse = self.setting.parse;
        let end = (0..token).rev().find(|t| parse.tokens[*t].pos != Pos::Punct && parse.tokens[*t].pos != Pos::Adp)?;
        self.found.at(end).filter(|r| r.form != Form::Adjective).map(|r| r.head)
    }

    /// The subject behind a possessive at the head of its clause: "Dans son discours, le roi a promis".
    fn ahead(&self, pronoun: &Pronoun, token: usize) -> Option<Vec<usize>> {
        let parse = self.setting.parse;
        let start = parse.sentences[parse.tokens[token].sentence].start;
        let verb = parse.up(token).skip(1).find(|t| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux))?;
        let subject = parse.child(verb, &[Dep::Nsubj, Dep::NsubjPass]).filter(|s| *s > token && verb > token)?;
        let mut before = start..token;
        let other =
            |t: usize| self.found.at(t).is_some() || matches!(parse.tokens[t].pos, Pos::Propn | Pos::Verb | Pos::Pron);
        if before.any(other) {
            return None;
        }
        let reference = self.found.headed(subject).filter(|r| r.form != Form::Pronoun)?;
        self.fitting(reference, pronoun)
    }

    /// The actors of the reference that fits a pronoun best; none where nothing fits.
    fn antecedent(&self, pronoun: &Pronoun, token: usize) -> Vec<usize> {
        if let Some(subject) = (pronoun.kind == Kind::Possessive).then(|| self.ahead(pronoun, token)).flatten() {
            return subject;
        }
        if let Some(speaker) = self.speaking_body(pronoun, token) {
            return speaker;
        }
        if let Some(object) = self.same_object(pronoun, token) {
            return object;
        }
        let candidates =
            self.found.references.iter().filter(|r| r.head < token && self.eligible(r, token, pronoun.kind));
        let candidates = candidates.filter(|r| pronoun.kind != Kind::Demonstrative || !self.is_part(r));
        let candidates = candidates.filter(|r| !self.is_of_thing(r, pronoun, token));
        let scored = candidates.filter_map(|r| {
            let actors = self.fitting(r, pronoun)?;
            Some((self.score(r, &actors, pronoun, token), r.head, actors))
        });
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        best.map_or_else(|| self.told_next(pronoun, token), |(_, _, actors)| actors)
    }

    /// "Il vole un fusil. Un homme …": who stands for nobody in the first sentence is the person of whom the next one
    /// tells.
    fn told_next(&self, pronoun: &Pronoun, token: usize) -> Vec<usize> {
        let parse = self.setting.parse;
        let here = parse.tokens[token].sentence;
        let stands = pronoun.kind == Kind::Personal && pronoun.number == Number::Sing && here == 0;
        let person = |r: &&Reference| r.actors.iter().all(|a| self.found.actors[*a].kind == EntityKind::Person);
        let told = |r: &&Reference| {
            parse.tokens[r.head].sentence == 1
                && matches!(parse.tokens[r.head].dep, Dep::Nsubj | Dep::NsubjPass)
                && matches!(r.form, Form::Description | Form::Name)
                && r.number != Number::Plur
        };
        let earlier = self.found.references.iter().filter(|r| r.head < token).filter(person).count() > 0;
        let mut next = self.found.references.iter().filter(told).filter(person);
        let first = next.next().filter(|_| stands && !earlier);
        first.and_then(|r| self.fitting(r, pronoun)).unwrap_or_default()
    }

    fn eligible(&self, reference: &Reference, token: usize, kind: Kind) -> bool {
        let parse = self.setting.parse;
        let distance = parse.tokens[token].sentence.saturating_sub(parse.tokens[reference.head].sentence);
        let other = self.found.is_other_news(parse.tokens[reference.head].sentence, parse.tokens[token].sentence);
        if reference.form == Form::Adjective || reference.form == Form::Possessive || distance > REACH || other {
            return false;
        }
        // An object is not its own subject, and a phrase is not its own possessor.
        let verb = parse.head(token);
        let dep = parse.tokens[token].dep;
        let part = match kind {
            Kind::Demonstrative => matches!(dep, Dep::Obj | Dep::Iobj | Dep::OblArg | Dep::OblMod | Dep::OblAgent),
            _ => parse.tokens[token].pos == Pos::Pron,
        };
        let fellow = part && verb.is_some() && parse.head(reference.head) == verb
            || part && dep == Dep::Obj && self.controls(reference, token);
        let around = distance == 0
            && parse.subtree(reference.head).contains(&token)
            && parse.up(token).any(|t| t == reference.head);
        !fellow && !around
    }

    /// "Police came to hold them": who is to do it does not do it to himself.
    fn controls(&self, reference: &Reference, object: usize) -> bool {
        let parse = self.setting.parse;
        let purpose = |v: &usize| matches!(parse.tokens[*v].dep, Dep::Xcomp | Dep::Advcl);
        let infinitive =
            parse.head(object).filter(|v| parse.tokens[*v].morph.form == crate::parse::Form::Inf && purpose(v));
        let Some(above) = infinitive.and_then(|v| parse.head(v)) else { return false };
        let bid = parse.with(above, &[Dep::Obj, Dep::Iobj]).any(|o| self.found.headed(o).is_some());
        let subject = matches!(parse.tokens[reference.head].dep, Dep::Nsubj | Dep::NsubjPass);
        !bid && subject && parse.head(reference.head) == Some(above)
    }

    /// True for a name within a description of somebody: "Pérou" in "le ministre du Pérou".
    fn is_part(&self, reference: &Reference) -> bool {
        let person = |r: &Reference| r.actors.iter().all(|a| self.found.actors[*a].kind == EntityKind::Person);
        let around = |r: &Reference| r.span.start <= reference.span.start && reference.span.end <= r.span.end;
        let whole = self.found.references.iter().filter(|r| r.form == Form::Description && r.span != reference.span);
        whole.filter(|r| person(r)).any(around)
    }

    /// The reference's actors where gender and number allow the pronoun to stand for them.
    fn fitting(&self, reference: &Reference, pronoun: &Pronoun) -> Option<Vec<usize>> {
        let parse = self.setting.parse;
        if pronoun.number == Number::Plur {
            let first = parse.up(reference.head).find(|t| parse.tokens[*t].dep != Dep::Conj).unwrap_or(reference.head);
            let all = self.found.of_phrase(parse, first);
            let all = if all.is_empty() { reference.actors.clone() } else { all };
            // "Les Marocains ont reçu l'Espagne. Ils": they are several already.
            let one = all.len() == 1 && reference.number != Number::Plur;
            let all = if one { self.with_fellows(reference, all) } else { all };
            // "Police said they had sent": a word that is its own plural.
            let several = parse.tokens[reference.head].morph.number == Number::Plur;
            let crowd = all.len() > 1
                || reference.number == Number::Plur
                || several && (reference.form == Form::Description || self.is_body(reference))
                || all.iter().any(|a| self.found.actors[*a].kind == EntityKind::Group);
            return crowd.then_some(all);
        }
        let [actor] = reference.actors.as_slice() else { return None };
        let row = &self.found.actors[*actor];
        let mismatch =
            |female: bool| (pronoun.gender == Gender::Masc && female) || (pronoun.gender == Gender::Fem && !female);
        let wrong = match (row.kind, row.female) {
            // "it" is nobody.
            (EntityKind::Person, _) if pronoun.gender == Gender::Neut => true,
            (EntityKind::Person, Some(female)) => mismatch(female),
            (EntityKind::Person, None) => false,
            // "The union said it would strike": a crowd that is one word is one.
            (EntityKind::Group, _) if self.is_one_body(reference, pronoun) => false,
            (EntityKind::Place | EntityKind::Group, _) => true,
            _ if reference.number == Number::Plur => true,
            _ if pronoun.gender == Gender::Neut => false,
            _ if self.finder.pronouns.neuter && pronoun.gender != Gender::None => true,
            _ => {
                reference.gender != Gender::None && pronoun.gender != Gender::None && reference.gender != pronoun.gender
            }
        };
        (!wrong).then(|| reference.actors.clone())
    }

    /// "The Houthis said they": a body whose name is a plural.
    fn is_body(&self, reference: &Reference) -> bool {
        reference.actors.iter().all(|a| matches!(self.found.actors[*a].origin, super::Origin::Body(_)))
    }

    /// True for a land or place that something happens in: "en France".
    fn is_place(&self, reference: &Reference) -> bool {
        let land = |a: &usize| matches!(self.found.actors[*a].kind, EntityKind::Country | EntityKind::Place);
        reference.actors.iter().all(land) && is_within(self.finder, self.setting, reference.head)
    }

    /// A subject and the one of its kind that its verb sets beside it: "X a reçu Y".
    fn with_fellows(&self, reference: &Reference, mut all: Vec<usize>) -> Vec<usize> {
        let parse = self.setting.parse;
        let subject = matches!(parse.tokens[reference.head].dep, Dep::Nsubj | Dep::NsubjPass);
        let Some(verb) = parse.head(reference.head).filter(|_| subject) else { return all };
        let kind = self.found.actors[all[0]].kind;
        if !matches!(kind, EntityKind::Person | EntityKind::Country) {
            return all;
        }
        for fellow in parse.with(verb, &[Dep::Obj, Dep::OblArg, Dep::OblMod, Dep::OblAgent]) {
            let named = self.found.of_phrase(parse, fellow).into_iter();
            let alike: Vec<usize> = named.filter(|a| self.found.actors[*a].kind == kind && !all.contains(a)).collect();
            all.extend(alike);
        }
        all
    }

    fn score(&self, reference: &Reference, fitted: &[usize], pronoun: &Pronoun, token: usize) -> f64 {
        let parse = self.setting.parse;
        let distance = parse.tokens[token].sentence.saturating_sub(parse.tokens[reference.head].sentence) as f64;
        let mut score = -distance * SENTENCE - (token - reference.head) as f64 / 200.0;
        let subject = matches!(parse.tokens[reference.head].dep, Dep::Nsubj | Dep::NsubjPass);
        if subject && pronoun.kind != Kind::Demonstrative {
            score += SUBJECT;
        }
        score += self.standing(reference, pronoun, token);
        let person = reference.actors.first().is_some_and(|a| self.found.actors[*a].kind == EntityKind::Person);
        if person && matches!(pronoun.kind, Kind::Personal | Kind::Demonstrative) {
            score += PERSON;
        }
        if self.is_place(reference) {
            score -= PLACE;
        }
        if !self.quoted[token] && self.quoted[reference.head] {
            score -= OUTSIDE;
        }
        if pronoun.number == Number::Plur {
            let known = |a: &usize| self.found.actors[*a].kind != EntityKind::Group;
            score += if fitted.len() > 1 && fitted.iter().all(known) { PAIR } else { 0.0 };
        }
        if pronoun.kind == Kind::Possessive && self.is_given(reference, token) {
            score += SUBJECT;
        }
        // A possessive in its own clause belongs to the clause's subject.
        let own_clause = parse.head(reference.head).is_some_and(|verb| parse.up(token).any(|t| t == verb));
        if subject && own_clause && pronoun.kind == Kind::Possessive {
            score += SUBJECT;
        }
        score
    }

    /// "l'affaire a valu au maire sa condamnation": to whom something gives what is his.
    fn is_given(&self, reference: &Reference, token: usize) -> bool {
        let parse = self.setting.parse;
        let person = |r: &Reference| r.actors.iter().all(|a| self.found.actors[*a].kind == EntityKind::Person);
        let (Some(noun), Some(verb)) = (parse.head(token), parse.head(reference.head)) else { return false };
        let object = parse.tokens[noun].dep == Dep::Obj && parse.head(noun) == Some(verb);
        let to = matches!(parse.tokens[reference.head].dep, Dep::OblArg | Dep::Iobj);
        let subject = parse.child(verb, &[Dep::Nsubj]);
        let thing = subject.is_some_and(|s| self.found.headed(s).is_none_or(|r| !person(r)));
        object && to && thing && person(reference)
    }

    /// The two persons or lands mentioned last before a place, in the order in which they were named.
    fn two(&mut self, token: usize, kind: EntityKind) -> Vec<usize> {
        let parse = self.setting.parse;
        let here = parse.tokens[token].sentence;
        let (subject, phrase) = self.subject_of_clause(token);
        let news = |r: &&Reference| !self.found.is_other_news(parse.tokens[r.head].sentence, here);
        // "Lima urged both governments": the pair is not of him who speaks to it, and no union of states is one of two lands.
        let other = |r: &&Reference| r.actors.iter().all(|a| !subject.contains(a) && !self.is_union(*a));
        // Nor of those by whom he is told: "Mediators from Oslo and Lima urged both sides".
        let apart = |r: &&Reference| !phrase.contains(&r.head);
        let before = self.found.references.iter().filter(|r| r.head < token);
        let mut earlier: Vec<&Reference> = before.filter(news).filter(other).filter(apart).collect();
        earlier.sort_by_key(|r| std::cmp::Reverse(r.head));
        let near = |r: &&Reference| here.saturating_sub(parse.tokens[r.head].sentence) <= 2 * REACH;
        if let Some(pair) = self.joined(earlier.iter().copied().filter(near), kind) {
            return pair;
        }
        let mut chosen: Vec<usize> = Vec::new();
        for actor in earlier.iter().copied().filter(near).flat_map(|r| r.actors.iter().copied()) {
            if self.found.actors[actor].kind == kind && !chosen.contains(&actor) {
                chosen.push(actor);
            }
        }
        // Of several lands those of which the article has told most.
        let told = |a: &usize| earlier.iter().filter(|r| r.actors.contains(a)).count();
        if kind == EntityKind::Country && self.finder.words.country.is_none() {
            chosen.sort_by_key(|a| std::cmp::Reverse(told(a)));
        }
        chosen.truncate(2);
        if let Some(pair) = self.pair_with(&earlier, &chosen, kind) {
            return pair;
        }
        if chosen.len() < 2 && kind == EntityKind::Country {
            chosen = self.countries_of_people(token, chosen);
        }
        chosen.reverse();
        if chosen.len() == 2 { chosen } else { Vec::new() }
    }

    /// The pair named last as one of which somebody mentioned since is a member: "a truce between Israel and Hezbollah … both
    /// sides".
    fn pair_with(&self, latest_first: &[&Reference], chosen: &[usize], kind: EntityKind) -> Option<Vec<usize>> {
        let parse = self.setting.parse;
        let side = |a: &usize| {
            let actor = &self.found.actors[*a];
            let body = kind == EntityKind::Country && matches!(actor.origin, super::Origin::Body(_));
            actor.kind == kind || body && actor.kind == EntityKind::Organisation
        };
        let named = latest_first.iter().filter(|r| r.form != Form::Adjective && r.actors.iter().all(side));
        let phrases = named.map(|r| self.found.of_phrase(parse, r.head));
        let mut pairs = phrases.filter(|all| all.len() == 2 && all.iter().all(side));
        pairs.find(|all| chosen.is_empty() || all.iter().any(|a| chosen.contains(a)))
    }

    /// The actors of the subject of the clause in which a token is something else, and the tokens of its phrase.
    fn subject_of_clause(&self, token: usize) -> (Vec<usize>, Range<usize>) {
        let parse = self.setting.parse;
        let verb = parse.up(token).skip(1).find(|t| parse.tokens[*t].pos == Pos::Verb);
        let subject = verb.and_then(|v| parse.child(v, &[Dep::Nsubj, Dep::NsubjPass]));
        let other = subject.filter(|s| !parse.up(token).any(|t| t == *s));
        other.map_or((Vec::new(), 0..0), |s| (self.found.of_phrase(parse, s), parse.subtree(s)))
    }

    /// True for a land that is none but a union or a part of the world.
    fn is_union(&self, actor: usize) -> bool {
        let land = |l: usize| !self.finder.gazetteer.lands[l].country;
        matches!(self.found.actors[actor].origin, super::Origin::Land(l) if land(l))
    }

    /// "Bamako et Niamey ont rompu avec Paris. Les deux capitales": two that are joined in the last sentence that names
    /// any of their kind, or the only two of it.
    fn joined<'r>(&self, latest_first: impl Iterator<Item = &'r Reference>, kind: EntityKind) -> Option<Vec<usize>> {
        let parse = self.setting.parse;
        let fits = |a: &usize| self.found.actors[*a].kind == kind;
        let mut alike = latest_first.filter(|r| r.form != Form::Adjective && r.actors.iter().all(fits)).peekable();
        let sentence = parse.tokens[alike.peek()?.head].sentence;
        let there = alike.take_while(|r| parse.tokens[r.head].sentence == sentence);
        let there: Vec<&Reference> = there.collect();
        let phrases = there.iter().map(|r| self.found.of_phrase(parse, r.head));
        let mut pairs = phrases.filter(|all| all.len() == 2 && all.iter().all(fits));
        pairs.next().or_else(|| self.facing(&there))
    }

    /// "Jakarta pressed Manila to act. The two countries": the only two that a sentence names, where one acts on the other.
    fn facing(&self, there: &[&Reference]) -> Option<Vec<usize>> {
        let parse = self.setting.parse;
        let mut only: Vec<usize> = Vec::new();
        for actor in there.iter().rev().flat_map(|r| &r.actors) {
            only.extend((!only.contains(actor)).then_some(*actor));
        }
        let under =
            |r: &Reference, deps: &[Dep]| parse.head(r.head).filter(|_| deps.contains(&parse.tokens[r.head].dep));
        let first = |v: usize| parse.head(v).filter(|_| parse.tokens[v].dep == Dep::Conj).unwrap_or(v);
        let acts = there.iter().find_map(|r| Some((under(r, &[Dep::Nsubj])?, &r.actors)));
        let (verb, who) = acts?;
        let struck = |r: &&&Reference| {
            under(r, &[Dep::Obj, Dep::OblArg, Dep::Iobj]).is_some_and(|v| first(v) == verb)
                && r.actors != *who
                && !self.is_place(r)
        };
        (only.len() == 2 && there.iter().any(|r| struck(&r))).then_some(only)
    }

    fn countries_of_people(&mut self, token: usize, mut chosen: Vec<usize>) -> Vec<usize> {
        let mut earlier: Vec<&Reference> = self.found.references.iter().filter(|r| r.head < token).collect();
        earlier.sort_by_key(|r| std::cmp::Reverse(r.head));
        let codes: Vec<String> =
            earlier.iter().flat_map(|r| &r.actors).filter_map(|a| self.found.actors[*a].country.clone()).collect();
        let local = local_country(self.finder, self.setting, self.found, token);
        for code in codes.into_iter().chain(local) {
            let Some(land) = self.finder.gazetteer.land(&code).filter(|_| chosen.len() < 2) else { continue };
            let actor = land_actor(self.finder, self.found, land);
            if !chosen.contains(&actor) {
                chosen.push(actor);
            }
        }
        chosen
    }
}
