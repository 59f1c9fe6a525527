//! Given mentions, packs and ontology, yields reports: what the article says happened, is planned, is denied.

mod act;
mod awaited;
mod charge;
mod confidence;
mod domain;
mod explain;
mod fold;
mod grammar;
mod inversion;
mod joint;
mod lexicon;
mod losses;
mod mutual;
mod occasion;
mod ontology;
mod opponent;
mod own_words;
mod party;
mod phrase;
mod place;
mod possessed;
mod retold;
mod retort;
mod role;
mod speech;
mod status;
mod timing;
mod trigger;
mod undergone;

use confidence::Confidence;
pub use domain::Domains;
pub use grammar::{Aspect, Grammar};
use lexicon::POSSESSIVE;
pub use lexicon::{Lexicon, Mutual, Need, Rule};
pub use ontology::Ontology;
pub use status::{Cues, Judged};
pub use trigger::{Class, Pattern};

use crate::day::Interval;
use crate::error::Error;
use crate::id;
use crate::mention::entity::{Actor, Entities, Form, Origin};
use crate::mention::gazetteer::Gazetteer;
use crate::mention::{QuoteMention, Relation, TimeMention, when};
use crate::pack::Data;
use crate::parse::{Dep, Parse, Pos};
use crate::record::{EntityKind, QuoteKind, Report, Status, Trigger};
use crate::span::{Ruler, Span, bytes_of};
use party::Parties;
use role::{Filled, RolePath, Roles};

/// What the stage is given of an article.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// The article's name.
    pub document: &'a str,
    /// Its text.
    pub text: &'a str,
    /// Translates bytes into code points.
    pub ruler: &'a Ruler,
    /// Its parse.
    pub parse: &'a Parse,
    /// Who it speaks of.
    pub entities: &'a Entities,
    /// Its time expressions.
    pub times: &'a [TimeMention],
    /// Its quotations.
    pub quotes: &'a [QuoteMention],
    /// Its days of publication.
    pub published: Option<Interval>,
}

impl Page<'_> {
    /// The token of a report's trigger.
    fn trigger(&self, report: &Report) -> usize {
        self.parse.under(bytes_of(self.text, report.trigger.span)).start
    }
}

/// Codes an article's events; one for each language.
pub struct Reporter {
    lexicon: Lexicon,
    cues: Cues,
    domains: Domains,
    grammar: Grammar,
    ontology: Ontology,
    speech: speech::Speech,
    confidence: Confidence,
}

impl Reporter {
    /// Reads what a language's coder needs.
    ///
    /// # Errors
    /// A table of the pack or ontology that is missing or wrong; a row that names an unknown type or mode.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let reporter = Self {
            lexicon: Lexicon::load(data, language)?,
            cues: Cues::load(data, language)?,
            domains: Domains::load(data, language)?,
            grammar: Grammar::load(data, language)?,
            ontology: Ontology::load(data)?,
            speech: speech::Speech::load(data, language)?,
            confidence: Confidence::load(data, language)?,
        };
        for rule in reporter.lexicon.rules() {
            reporter.check(rule)?;
        }
        Ok(reporter)
    }

    fn check(&self, rule: &Rule) -> Result<(), Error> {
        if self.ontology.quad(&rule.kind).is_none() {
            return Err(Error::pack(&rule.place, 0, format!("the ontology has no type {}", rule.kind)));
        }
        if let Some(mode) = rule.mode.as_deref().filter(|m| !self.ontology.has_mode(&rule.kind, m)) {
            return Err(Error::pack(&rule.place, 0, format!("{} has no mode {mode}", rule.kind)));
        }
        match rule.contexts.iter().find(|c| !self.ontology.has_context(c)) {
            Some(context) => Err(Error::pack(&rule.place, 0, format!("the ontology has no context {context}"))),
            None => Ok(()),
        }
    }

    /// The rows of the lexicon.
    pub fn rules(&self) -> &[Rule] {
        self.lexicon.rules()
    }

    /// Codes the events of an article, in the order of their triggers.
    pub fn find(&self, page: Page<'_>, gazetteer: &Gazetteer) -> Vec<Report> {
        let domains = self.domains.of_sentences(page.text, page.parse);
        let taken = vec![false; page.parse.tokens.len()];
        let mut coding = Coding { reporter: self, page, gazetteer, domains, taken, found: Vec::new() };
        let verbs = |p: Pos| matches!(p, Pos::Verb | Pos::Aux);
        for wanted in [true, false] {
            for token in 0..page.parse.tokens.len() {
                if verbs(page.parse.tokens[token].pos) == wanted {
                    coding.code(token);
                }
            }
        }
        awaited::share(page.parse, &self.grammar, &mut coding.found);
        let mut reports = fold::fold(page.parse, &self.grammar, coding.found);
        reports.sort_by(|a, b| (a.trigger.span, &a.kind).cmp(&(b.trigger.span, &b.kind)));
        timing::share_with_title(page, &mut reports);
        timing::share_with_journey(&mut reports);
        losses::complete(page, gazetteer, &mut reports);
        retold::complete(&mut reports);
        joint::complete(page, &mut reports);
        opponent::complete(page, gazetteer, &self.lexicon, &self.grammar, &mut reports);
        opponent::answer(gazetteer, &mut reports);
        retort::complete(page, &mut reports);
        self.confidence.weigh(page, &self.grammar, &mut reports);
        reports
    }
}

/// The PLOVER types of what is done by saying it, or by showing it.
const SPOKEN: [&str; 6] = ["ACCUSE", "PROTEST", "REJECT", "REQUEST", "SUPPORT", "THREATEN"];

/// The last of the quad classes of what is done with or for others.
const COOPERATIVE: u8 = 2;

/// The path of a subject.
const SUBJECT: &str = "subj";

/// The PLOVER type of refusals and denials.
const REJECT: &str = "REJECT";

/// The path of the country where an event takes place, which undergoes it where nobody else does.
const SETTING: &str = "setting";
const TOGETHER: &str = "together";

/// The path of an adjective.
const ADJECTIVE: &str = "adj";

/// The PLOVER type of punishments.
const SANCTION: &str = "SANCTION";

/// The PLOVER types of charges and of threats.
const ACCUSE: &str = "ACCUSE";
const THREATEN: &str = "THREATEN";

/// The PLOVER type of deeds of war and violence.
const ASSAULT: &str = "ASSAULT";

/// The PLOVER type of protests, which turn to those who govern where nobody else is named.
const PROTEST: &str = "PROTEST";

/// The PLOVER types of promises and of giving way.
const GRANTED: [&str; 2] = ["AGREE", "CONCEDE"];

/// The PLOVER type of praise and backing.
const SUPPORT: &str = "SUPPORT";

/// The PLOVER types of acts that may go on for long.
const LASTING: [&str; 4] = ["AID", "CONSULT", "COOPERATE", "SUPPORT"];

/// The PLOVER type of meetings, calls and visits.
const CONSULT: &str = "CONSULT";

/// The PLOVER mode of visits, which are directed from the visitor to the host.
const VISIT: &str = "visit";

struct Coding<'a> {
    reporter: &'a Reporter,
    page: Page<'a>,
    gazetteer: &'a Gazetteer,
    domains: Vec<Option<usize>>,
    taken: Vec<bool>,
    found: Vec<(usize, Report)>,
}

impl<'a> Coding<'a> {
    fn roles(&self) -> Roles<'a> {
        let Reporter { grammar, lexicon, .. } = self.reporter;
        Roles { parse: self.page.parse, grammar, entities: self.page.entities, lexicon, welcome: true, whom: &[] }
    }

    /// Codes the event that a token names, if it names one.
    fn code(&mut self, token: usize) {
        if self.taken[token] || self.named(token) {
            return;
        }
        let reporter = self.reporter;
        let matches: Vec<(&Rule, Vec<usize>)> =
            reporter.lexicon.at(self.page.parse, &reporter.grammar, token, self.field(token)).collect();
        for (rule, tokens) in matches {
            if !self.fits(token, rule) {
                continue;
            }
            let (mut who, mut whom) = self.fill(token, rule);
            if rule.mode.as_deref() == Some(VISIT) && self.of_many_lands(&who) && !whom.is_empty() {
                std::mem::swap(&mut who, &mut whom);
            }
            if rule.mutual == Mutual::No {
                self.drop_who_underwent(rule, &who, &mut whom);
                self.drop_own_land(rule, &who, &mut whom);
                self.earned(token, &mut who, &mut whom);
                self.aimed_at(token, rule, &mut who, &mut whom);
                self.by_occasion(token, rule, &mut who, &mut whom);
                self.drop_mere_places(token, rule, &mut who, &mut whom);
                self.past_label(token, rule, &mut whom);
                self.speaker_acts(token, &mut who, &mut whom);
                occasion::drop_who_stands_on_both(&mut who, &whom);
                self.drop_own_side(&who, &mut whom);
            }
            self.drop_meeting_place(rule, &who, &mut whom);
            let each_other = rule.mutual == Mutual::No && self.is_reciprocal(token, &who);
            if each_other {
                whom.clear();
            }
            let mutual = if each_other || self.between(token, &who, &whom) { Mutual::Yes } else { rule.mutual };
            let mut parties = Parties::new(self.page, self.gazetteer, token, &who, &whom, mutual);
            if !parties.meet(&rule.needs)
                || self.merely_quoted(token, &parties)
                || self.alone(token, rule, &who, &whom)
                || self.own_praise(token, rule, &who, &whom)
                || self.is_purpose(token, rule)
                || self.merely_said(token, rule)
                || self.covered(rule, &who)
                || self.by_accident(token, rule)
                || self.addressed(token)
            {
                continue;
            }
            // "Gunmen attacked a station": who fights without a state does so where he is.
            let raid = rule.kind == ASSAULT && mutual == Mutual::No && parties.are_crowd();
            if rule.kind == PROTEST || raid || rule.whom.iter().any(|p| p.written() == SETTING) {
                parties.face_setting(self.page, self.gazetteer, token, raid);
            }
            if rule.whom.iter().any(|p| p.written() == TOGETHER) {
                parties.face_each_other();
            }
            let report = self.report(token, rule, &parties, &[who, whom].concat());
            // "après un coup d'État": neither who nor whom nor where.
            let nobody = report.sources.is_empty() && report.targets.is_empty();
            if nobody && report.place.is_none() && rule.needs.contains(&Need::AnyTold) {
                continue;
            }
            self.found.push((token, report));
            tokens.iter().for_each(|t| self.taken[*t] = true);
            return;
        }
    }

    /// The field of life that a token's sentence plays on.
    fn field(&self, token: usize) -> Option<&'a str> {
        let domain = self.domains[self.page.parse.tokens[token].sentence]?;
        Some(self.reporter.domains.name(domain))
    }

    /// False on a field, such as sport, where the words of a row report no event.
    fn fits(&self, token: usize, rule: &Rule) -> bool {
        self.domains[self.page.parse.tokens[token].sentence].is_none_or(|d| self.reporter.domains.lets(d, rule))
    }

    /// True within a name: "Conseil de sécurité" reports no security.
    fn named(&self, token: usize) -> bool {
        self.page.entities.at(token).is_some_and(|r| matches!(r.form, Form::Name | Form::Metonym | Form::Description))
    }

    fn fill(&self, token: usize, rule: &'a Rule) -> (Vec<Filled>, Vec<Filled>) {
        let welcome = self.reporter.ontology.quad(&rule.kind).is_some_and(|quad| quad <= COOPERATIVE);
        let roles = Roles { welcome, whom: &rule.whom, ..self.roles() };
        let noun = self.page.parse.tokens[token].pos == Pos::Noun;
        let mut who = roles.first(token, &rule.who);
        if noun && rule.kind == ASSAULT && who.path == self.reporter.grammar.by() {
            // "accusé d'agression par son voisin": who is charged did it, and the agent is the verb's.
            let charged = roles.charged(token);
            who = if charged.actors.is_empty() { who } else { charged };
        }
        if noun && who.path == self.reporter.grammar.of() {
            // "la visite de la prison par deux élus": beside an agent the complement is who undergoes.
            let agent = Some(roles.agent(token)).filter(|a| !a.actors.is_empty());
            // "les critiques du pacte émises par le candidat".
            let agent = agent.unwrap_or_else(|| roles.authors_of(token));
            if agent.actors.is_empty() && rule.mutual == Mutual::No && roles.has_agent(token) {
                // "le massacre par des inconnus de cent personnes": who did it is told, though nobody is known by it.
                return (Vec::new(), vec![who]);
            }
            // "l'accueil du roi par le maire": a row may have its target for the agent.
            let told = rule.whom.iter().any(|p| p.written() == self.reporter.grammar.by());
            if !agent.actors.is_empty() && agent.actors != who.actors && rule.mutual == Mutual::No && !told {
                return (vec![agent], vec![who]);
            }
        }
        let untold = who.actors.is_empty() || who.path == self.reporter.grammar.of();
        if noun && !welcome && rule.mutual == Mutual::No && untold {
            // "a revendiqué l'attaque d'un convoi": beside who did it the complement is who undergoes.
            who = roles.performer(token).unwrap_or(who);
        }
        if who.actors.is_empty() && noun && !rule.who.is_empty() {
            who = self.doer_around(roles, token, rule);
        }
        let others = rule.whom.iter().map(|p| roles.first(token, std::slice::from_ref(p)));
        let mut whom: Vec<Filled> = others.filter(|f| !f.actors.is_empty() && f.actors != who.actors).take(1).collect();
        if rule.mutual == Mutual::Yes {
            return self.fill_mutual(token, rule);
        }
        whom = roles.sufferer(token).map_or(whom, |sufferer| vec![sufferer]);
        let belongs = noun && who.path == self.reporter.grammar.of();
        if belongs && (rule.receives(&who.path) && self.are_people(&who.actors) || self.is_dismissed(rule, &who)) {
            // "le bombardement d'une école de filles": beside a deed of war people without a name are its victims.
            let victims = std::mem::take(&mut who);
            whom = vec![victims];
        }
        if belongs && self.is_of_deed(rule, &who) {
            let complement = std::mem::take(&mut who);
            whom = if whom.is_empty() { vec![complement] } else { whom };
        }
        let theirs = self.of_somebody(token);
        if who.actors.is_empty() && noun && rule.mode.as_deref() == Some(VISIT) && !roles.is_agent(token) && !theirs {
            // "en marge d'une visite en France, le roi verra …": who visits is who the clause tells of.
            who = roles.clause_subject(token);
        }
        if who.actors.is_empty() && noun && whom.first().is_some_and(|f| f.path == self.reporter.grammar.of()) {
            // "l'attaque d'Israël en Iran": beside another target, the complement is who acts.
            let others = rule.whom.iter().map(|p| roles.first(token, std::slice::from_ref(p)));
            let people = self.are_people(&whom[0].actors);
            let other = others
                .into_iter()
                .filter(|f| !people || !self.reporter.grammar.places(&f.path))
                .find(|f| !f.actors.is_empty() && f.path != self.reporter.grammar.of() && f.actors != whom[0].actors);
            if let Some(other) = other {
                who = std::mem::replace(&mut whom[0], other);
            }
        }
        if noun {
            self.complete(roles, token, rule, &mut who, &mut whom);
        }
        if whom.is_empty() && rule.mode.as_deref() == Some(VISIT) {
            whom.extend(self.visited(token).filter(|f| f.actors != who.actors));
        }
        if whom.is_empty() && rule.kind == ASSAULT && rule.mutual == Mutual::No {
            whom.extend(self.land_struck(token, &who));
        }
        if whom.is_empty() && SPOKEN.contains(&&*rule.kind) {
            whom.extend(self.addressee(token).filter(|f| f.actors != who.actors));
        }
        (vec![who], whom)
    }

    /// Who does what a noun names by the words around it: those that carry it, announce it, or lay it to somebody.
    fn doer_around(&self, roles: Roles<'_>, token: usize, rule: &Rule) -> Filled {
        let visit = rule.mode.as_deref() == Some(VISIT) && !self.of_somebody(token);
        let undergone = rule.mutual == Mutual::No && rule.undergone(self.reporter.grammar.of());
        let mut who = roles.carried(token, undergone, rule.kind == ASSAULT || visit);
        // "le tribunal a suspendu la sanction": who lifts it did not impose it.
        who.actors.retain(|_| rule.kind != SANCTION || !roles.is_lifted(token));
        // "l'annonce par le maire d'une hausse".
        who = if who.actors.is_empty() && rule.kind != ASSAULT { roles.herald(token) } else { who };
        if who.actors.is_empty() { roles.blamed(token) } else { who }
    }

    /// Adds who is said to have done what a noun names, and who undergoes it.
    fn complete(&self, roles: Roles<'_>, token: usize, rule: &Rule, who: &mut Filled, whom: &mut Vec<Filled>) {
        let directed = rule.mutual == Mutual::No;
        let undergone = directed && rule.undergone(self.reporter.grammar.of());
        if undergone && (whom.is_empty() || rule.kind == SANCTION) {
            // "son éviction du groupe": whose the deed is undergoes it.
            let own = roles.first(token, &[RolePath::read(POSSESSIVE)]);
            if !own.actors.is_empty() && own.actors != who.actors && own.actors != roles.teller(token) {
                // "conteste son exclusion du parti": beside the possessive the complement is who expels.
                let body = |f: &&Filled| f.path == self.reporter.grammar.of() && self.are_bodies(&f.actors);
                if let Some(body) = whom.first().filter(body).filter(|_| who.actors.is_empty()) {
                    *who = body.clone();
                }
                *whom = vec![own];
            }
        }
        // "écope d'une amende": who is said to have done a deed does not punish himself.
        if who.actors.is_empty() && directed && rule.kind != SANCTION {
            *who = roles.charged(token);
            whom.retain(|f| f.actors != who.actors);
        }
        let undergone = roles.undergone(token);
        let faced = undergone.actors.is_empty() && !who.actors.is_empty() && rule.kind != PROTEST;
        let undergone = if faced { roles.faced(token) } else { undergone };
        whom.extend(Some(undergone).filter(|f| !f.actors.is_empty() && f.actors != who.actors));
        whom.truncate(1);
    }

    /// "le licenciement de Jean Petit": a person is who is punished by the deed of another.
    fn is_dismissed(&self, rule: &Rule, who: &Filled) -> bool {
        let person = |a: &usize| self.page.entities.actors[*a].kind == EntityKind::Person;
        rule.kind == SANCTION && rule.whom.iter().any(|p| p.written() == who.path) && who.actors.iter().all(person)
    }

    /// True for people without a name: "le massacre de touristes au Cachemire" is none of theirs.
    fn are_people(&self, actors: &[usize]) -> bool {
        let actors = actors.iter().map(|a| &self.page.entities.actors[*a]);
        let people = |a: &Actor| a.kind != EntityKind::Organisation && a.roles.is_empty();
        actors.into_iter().all(|a| a.origin == Origin::Description && people(a))
    }

    /// "a demandé un délai pour présenter son plan": what a promise is to serve is none.
    fn is_purpose(&self, token: usize, rule: &Rule) -> bool {
        let grammar = &self.reporter.grammar;
        let granted = GRANTED.contains(&&*rule.kind) && rule.mutual == Mutual::No;
        granted && grammar.purposes(&grammar.case(self.page.parse, token))
    }

    /// True where one alone would meet: "la rencontre a marqué le musicien".
    fn alone(&self, token: usize, rule: &Rule, who: &[Filled], whom: &[Filled]) -> bool {
        let parse = self.page.parse;
        let filled: Vec<&Filled> = who.iter().filter(|f| !f.actors.is_empty()).collect();
        let grammar = &self.reporter.grammar;
        let plural = |f: &&Filled| f.token.is_some_and(|t| grammar.plural(parse, t));
        let several = |f: &&Filled| f.actors.len() > 1 || grammar.between(&f.path) || plural(f);
        let one = filled.windows(2).all(|pair| pair[0].actors == pair[1].actors);
        let unmet = whom.iter().all(|f| f.actors.is_empty());
        let named = parse.tokens[token].pos == Pos::Noun || rule.pattern.reflexive();
        rule.kind == CONSULT && rule.mutual == Mutual::Yes && named && unmet && one && !filled.iter().any(several)
    }

    /// "la guerre entre Oslo et Lima", "la guerre Oslo-Lima": each acts on the other.
    fn between(&self, token: usize, who: &[Filled], whom: &[Filled]) -> bool {
        let pair = |f: &Filled| {
            let two = self.reporter.grammar.between(&f.path);
            f.actors.len() > 1 && (two || self.page.entities.of_hyphen(self.page.parse, token) == f.actors)
        };
        whom.iter().all(|f| f.actors.is_empty()) && who.iter().any(pair)
    }

    /// "La Chine accueille les représentants de 130 pays": guests of no one land, whose host is who acts.
    fn of_many_lands(&self, guests: &[Filled]) -> bool {
        let mut actors = guests.iter().flat_map(|f| &f.actors).peekable();
        actors.peek().is_some() && actors.all(|a| self.page.entities.actors[*a].origin == Origin::Scattered)
    }

    /// "« … », a menacé le président": the verb that announces a quotation has its speaker for its actor, whatever the
    /// tree takes him for.
    fn speaker_acts(&self, token: usize, who: &mut Vec<Filled>, whom: &mut Vec<Filled>) {
        let marked = self.page.quotes.iter().find(|q| q.cue == Some(token) && q.kind != QuoteKind::Indirect);
        // "Accusé de « mensonge », le maire …": who says the words is told by what was done to him only as its agent.
        let (parse, grammar) = (self.page.parse, &self.reporter.grammar);
        let undergone = parse.tokens[token].dep != Dep::Parataxis && grammar.passive(parse, token);
        let speaker = marked.and_then(|q| q.speaker).filter(|_| who.iter().all(|f| f.actors.is_empty()));
        let acts = |s: &usize| !undergone || grammar.case_is(parse, *s, grammar.by());
        let Some(speaker) = speaker.filter(acts) else { return };
        let actors = self.roles().phrase(speaker);
        if !actors.is_empty() {
            whom.retain(|f| f.actors != actors);
            *who = vec![Filled { actors, token: Some(speaker), path: "speaker".to_owned() }];
        }
    }

    /// Facts merely told within somebody's words are left to the quotation, unless both sides are named.
    fn merely_quoted(&self, token: usize, parties: &Parties) -> bool {
        let quote = self.quote_over(token);
        quote.is_some_and(|q| q.kind == QuoteKind::Direct) && !parties.both()
    }

    fn quote_over(&self, token: usize) -> Option<&'a QuoteMention> {
        let span = self.page.parse.tokens[token].span;
        self.page.quotes.iter().find(|q| q.kind != QuoteKind::Indirect && q.span.holds(span))
    }

    fn report(&self, token: usize, rule: &Rule, parties: &Parties, filled: &[Filled]) -> Report {
        let page = self.page;
        let spoken = SPOKEN.contains(&&*rule.kind);
        let finite = self.reporter.grammar.aspect(page.parse, token) != Aspect::None;
        let announcing = finite && page.quotes.iter().any(|q| q.cue == Some(token));
        let act = act::Act { announcing, ..act::Act::of(&rule.kind, rule.mode.as_deref()) };
        let mut judged = self.reporter.cues.judge(page.parse, &self.reporter.grammar, token, act);
        let refusal = rule.pattern.negative() || rule.pattern.asks_for(|word| self.reporter.grammar.denies(word));
        if refusal && judged.status == Status::Denied {
            // "did not agree", "disent non": the row names the refusal, and that took place.
            judged.status = Status::Happened;
            judged.evidence.push("status Happened: the refusal itself".to_owned());
        }
        let promise = GRANTED.contains(&&*rule.kind) && rule.mutual == Mutual::No;
        let speech = spoken && rule.kind != PROTEST || promise;
        let mut timed = timing::of_event(page, &self.reporter.grammar, token, act, speech);
        let said = self.quote_over(token).and_then(|q| q.cue).filter(|_| spoken && timed.expression.is_none());
        if let Some(cue) = said {
            // What is done by saying it is done when it is said.
            timed = timing::of_event(page, &self.reporter.grammar, cue, act::Act::default(), false);
        }
        let ahead = timed.when.zip(page.published).is_some_and(|(w, p)| w.days.from > p.to);
        if speech && judged.marked && judged.status == Status::Happened && ahead {
            // "appelle à voter pour elle le 3 mai": the side is taken when it is said.
            timed = when::without_expression(page.published);
        }
        if judged.status == Status::Planned {
            timed = timing::of_plan(page, &self.reporter.grammar, token, timed);
        }
        self.settle(token, rule, &timed, &mut judged);
        let span = page.parse.tokens[token].span;
        let clause = self.clause(token);
        let trigger = Trigger { span: page.ruler.points(page.text, span), text: span.of(page.text).to_owned() };
        let start = trigger.span.start.to_string();
        let said_by = self.reporter.speech.said_by(page, &self.roles(), token, self.quote_over(token));
        Report {
            report: id::of('r', &[page.document, &start, &rule.kind]),
            document: page.document.to_owned(),
            span: page.ruler.points(page.text, clause),
            trigger,
            kind: rule.kind.clone(),
            mode: rule.mode.clone(),
            contexts: rule.contexts.clone(),
            cameo: rule.cameo.clone(),
            goldstein: rule.cameo.as_deref().and_then(|c| self.reporter.ontology.goldstein(c)),
            quad: self.reporter.ontology.quad(&rule.kind).unwrap_or(0),
            sources: parties.sources(),
            targets: parties.targets(),
            when: timed.when,
            place: place::of_event(page, self.gazetteer, &self.reporter.grammar, token),
            status: judged.status,
            said_by,
            rule: rule.place.clone(),
            confidence: 0.0,
            event: String::new(),
            evidence: explain::lines(page, token, filled, &judged, &timed),
        }
    }

    /// The clause of an event: what hangs on its word, within the sentence.
    fn clause(&self, token: usize) -> Span {
        let parse = self.page.parse;
        let verb = parse.up(token).find(|t| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux)).unwrap_or(token);
        parse.span(parse.subtree(verb))
    }

    /// What time and quotation add to the forms: what is told for a day to come is planned, what lasts goes on.
    fn settle(&self, token: usize, rule: &Rule, timed: &when::Timed, judged: &mut Judged) {
        let expression = timed.expression.map(|e| &self.page.times[e]);
        let future = timed.when.zip(self.page.published).is_some_and(|(w, p)| w.days.from > p.to);
        if future && judged.status == Status::Happened {
            judged.status = Status::Planned;
            judged.evidence.push("status Planned: its time is to come".to_owned());
        }
        if judged.marked || judged.status != Status::Happened {
            return;
        }
        let lasting = expression.is_some_and(|t| t.relation == Relation::Since);
        let verb = self.page.parse.up(token).find(|t| self.page.parse.tokens[*t].pos == Pos::Verb);
        let aspect = verb.map(|v| self.reporter.grammar.aspect(self.page.parse, v));
        let continuing = LASTING.contains(&&*rule.kind)
            && verb == Some(token)
            && self.reporter.grammar.goes_on(&self.page.parse.tokens[token].lemma)
            && aspect == Some(Aspect::Present)
            && expression.is_none();
        if (lasting && aspect != Some(Aspect::Past)) || continuing {
            judged.status = Status::Ongoing;
            judged.evidence.push("status Ongoing: it is told as lasting".to_owned());
        }
        let quoted = self.quote_over(token).is_some_and(|q| q.kind == QuoteKind::Direct);
        let claimed = !self.done_in_own_words(token, rule) && !self.taken_as_given(token, rule);
        if quoted && judged.status == Status::Happened && claimed {
            judged.status = Status::Alleged;
            judged.evidence.push("status Alleged: told within somebody's words".to_owned());
        }
    }
}
