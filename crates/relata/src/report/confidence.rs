//! Given a report and its trigger, yields how sure it is: how often careful readers accept what is told in this way.

use super::Page;
use super::grammar::Grammar;
use crate::error::Error;
use crate::pack::Data;
use crate::parse::{Dep, Pos};
use crate::record::{Party, Report};
use crate::span::bytes_of;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of the table that are no traits: what every report weighs, and the confidence below which one is left out.
const BIAS: &str = "bias";
const FLOOR: &str = "floor";

/// How many tokens between a trigger and a party of its sentence are near.
const NEAR: usize = 10;

/// From how many tokens on a sentence is long.
const LONG: usize = 40;

/// How many countries, and how many fourths of the reports, are many.
const MANY: usize = 4;

/// How many other countries of a sentence are told apart.
const FEW: usize = 3;

/// The clauses that a word may stand in.
const CLAUSES: [Dep; 7] = [Dep::Acl, Dep::AclRelcl, Dep::Advcl, Dep::Ccomp, Dep::Xcomp, Dep::Parataxis, Dep::Root];

/// What the traits of reports weigh in one language, from `packs/*/confidence.tsv`: the coefficients of a logistic
/// regression over reports that readers accepted or rejected, as `benches/fit_confidence.py` fits it.
#[derive(Debug, Clone, Default)]
pub struct Confidence {
    /// The path of the pack's rows: those of a user's own table, whose type of reports nobody judged, are all kept.
    rows: String,
    bias: f64,
    floor: f64,
    weights: FxHashMap<String, f64>,
}

impl Confidence {
    /// Reads the table.
    ///
    /// # Errors
    /// A missing or wrong table; a weight that is no number.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let mut confidence = Self { rows: format!("packs/{language}/"), ..Self::default() };
        for row in data.table(&format!("packs/{language}/confidence.tsv"), &["trait", "weight", "source"])?.rows() {
            let weight = row.get("weight").parse().ok().filter(|w: &f64| w.is_finite());
            let weight =
                weight.ok_or_else(|| row.error(format!("weight is {:?}; it must be a number", row.get("weight"))))?;
            match row.get("trait") {
                BIAS => confidence.bias = weight,
                FLOOR => confidence.floor = weight,
                told => drop(confidence.weights.insert(told.to_owned(), weight)),
            }
        }
        Ok(confidence)
    }

    /// Sets the confidence of each report, 0 to 1, and leaves out those below the floor.
    pub fn weigh(&self, page: Page<'_>, grammar: &Grammar, reports: &mut Vec<Report>) {
        let all: Vec<Vec<String>> = reports.iter().map(|r| traits(page, grammar, r, reports)).collect();
        for (report, traits) in reports.iter_mut().zip(all) {
            let sum: f64 = self.bias + traits.iter().filter_map(|t| self.weights.get(t)).sum::<f64>();
            let share = 1.0 / (1.0 + (-sum).exp());
            report.confidence = (share * 100.0).round() / 100.0;
            report.evidence.push(format!("told as: {}", traits.join(", ")));
        }
        reports.retain(|r| r.confidence >= self.floor || !r.rule.starts_with(&self.rows));
    }
}

/// The ways in which a report is told.
fn traits(page: Page<'_>, grammar: &Grammar, report: &Report, all: &[Report]) -> Vec<String> {
    let parse = page.parse;
    let token = parse.under(bytes_of(page.text, report.trigger.span)).start;
    let row = &parse.tokens[token];
    let word = row.pos.as_str();
    let kind = &*report.kind;
    let (sides, status) = (sides(report), name(report.status));
    let mut traits = vec![
        format!("sides={sides}"),
        format!("word={word}"),
        format!("{word}.dep={}", row.dep.as_str()),
        format!("{word}.sides={sides}"),
        format!("{word}.status={status}"),
        format!("type={kind}"),
        format!("{kind}.sides={sides}"),
        format!("status={status}"),
        format!("{status}.sides={sides}"),
    ];
    traits.extend(report.mode.iter().map(|mode| format!("{kind}.mode={mode}")));
    traits.extend(report.when.iter().map(|when| format!("when={}", name(when.how))));
    if row.pos == Pos::Noun {
        let article = parse.child(token, &[Dep::Det]);
        traits.push(format!("NOUN.case={}", grammar.case(parse, token)));
        traits.push(format!("NOUN.det={}", article.map_or("", |a| &parse.tokens[a].lemma)));
    }
    let verb = parse.up(token).find(|t| matches!(parse.tokens[*t].pos, Pos::Verb | Pos::Aux));
    traits.push(format!("{word}.aspect={}", verb.map_or(String::new(), |v| name(grammar.aspect(parse, v)))));
    let clause = parse.up(token).map(|t| parse.tokens[t].dep).find(|d| CLAUSES.contains(d));
    traits.extend(clause.map(|dep| format!("clause={}", dep.as_str())));
    traits.push(format!("depth={}", parse.up(token).count().min(6)));
    traits.extend(of_sentence(page, token, report, all));
    let others = others(page, token, report);
    traits.extend([format!("others={others}"), format!("{sides}.others={others}")]);
    traits.extend(of_article(report, sides, all));
    let kind = |side: &[Party]| side.first().map_or(String::new(), |p| name(p.kind));
    traits.push(format!("kinds={}>{}", kind(&report.sources), kind(&report.targets)));
    traits.extend(of_party(page, token, "source", &report.sources));
    traits.extend(of_party(page, token, "target", &report.targets));
    traits
}

/// The name of a variant, in small letters.
fn name(variant: impl std::fmt::Debug) -> String {
    format!("{variant:?}").to_lowercase()
}

/// What the sentence and the article say of it.
fn of_sentence(page: Page<'_>, token: usize, report: &Report, all: &[Report]) -> Vec<String> {
    let at = page.parse.tokens[token].sentence;
    let span = page.parse.sentence_span(at);
    let quoted = page.quotes.iter().find(|q| q.span.holds(page.parse.tokens[token].span));
    let long = page.parse.sentences[at].len() >= LONG;
    let again = all.iter().any(|r| r.kind == report.kind && r.report != report.report);
    let holds = |name: &str, yes: bool| yes.then(|| name.to_owned());
    let mut traits = vec![format!("sentence={}", at.min(4))];
    traits.extend(quoted.map(|q| format!("quote={}", name(q.kind))));
    traits.extend(holds("question", span.of(page.text).trim_end().ends_with('?')));
    traits.extend(holds("long", long));
    traits.extend(holds("again", again));
    traits.extend(holds("said_by", report.said_by.is_some()));
    traits.extend(holds("place", report.place.is_some()));
    traits
}

/// How many countries the article's reports tell of, and how the report's own stand among them.
fn of_article(report: &Report, sides: &str, all: &[Report]) -> Vec<String> {
    let countries = |r: &Report| -> BTreeSet<String> {
        r.sources.iter().chain(&r.targets).filter_map(|p| p.country.clone()).collect()
    };
    let own = countries(report);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    all.iter().flat_map(countries).for_each(|c| *counts.entry(c).or_default() += 1);
    let most = counts.values().max().copied().unwrap_or(0);
    let lands = counts.len().min(MANY);
    let mut traits = vec![format!("lands={lands}"), format!("{sides}.lands={lands}")];
    traits.push(format!("reports={}", (all.len() / MANY).min(MANY)));
    traits.extend(own.iter().any(|c| counts[c] == most).then(|| "of the article".to_owned()));
    traits.extend(own.iter().any(|c| counts[c] == 1).then(|| "named once".to_owned()));
    traits
}

/// How many countries the sentence names beside those of the report's sides, of which one may be meant.
fn others(page: Page<'_>, token: usize, report: &Report) -> usize {
    let sentence = page.parse.tokens[token].sentence;
    let here = page.entities.references.iter().filter(|r| page.parse.tokens[r.head].sentence == sentence);
    let named = here.flat_map(|r| &r.actors).filter_map(|a| page.entities.actors[*a].country.as_ref());
    let own = |c: &&String| report.sources.iter().chain(&report.targets).any(|p| p.country.as_ref() == Some(*c));
    named.filter(|c| !own(c)).collect::<BTreeSet<_>>().len().min(FEW)
}

/// How the first party of a side is told.
fn of_party(page: Page<'_>, token: usize, side: &str, parties: &[Party]) -> Vec<String> {
    let Some(party) = parties.first() else { return Vec::new() };
    let mut traits = vec![format!("{side}.kind={}", name(party.kind))];
    if party.country.is_none() {
        traits.push(format!("{side}.country="));
    }
    let Some(span) = party.span else {
        traits.push(format!("{side}.told=no"));
        return traits;
    };
    let at = page.parse.under(bytes_of(page.text, span)).start;
    let same = page.parse.tokens[at].sentence == page.parse.tokens[token].sentence;
    let told = match (same, at < token, at.abs_diff(token) <= NEAR) {
        (false, ..) => "elsewhere",
        (true, true, true) => "before",
        (true, true, false) => "far before",
        (true, false, true) => "behind",
        (true, false, false) => "far behind",
    };
    traits.push(format!("{side}.told={told}"));
    traits.extend(page.entities.at(at).map(|r| format!("{side}.form={}", name(r.form))));
    traits
}

/// Which sides are filled.
fn sides(report: &Report) -> &'static str {
    match (report.sources.first(), report.targets.first()) {
        (Some(who), Some(whom)) if who.country.is_some() && who.country == whom.country => "one land",
        (Some(_), Some(_)) => "both",
        (Some(_), None) => "source",
        (None, Some(_)) => "target",
        (None, None) => "none",
    }
}
