//! Given groups of quotations, figures and reports, yields where they contradict each other, with each side's places.

use super::quantity::Measured;
use super::rival::conflict;
use super::signature::Signature;
use crate::likeness::utterance::{Said, same_name};
use crate::record::{Disagreement, Evidence, Hedge, Party, Side, Speaker, Status};
use crate::span::Points;
use std::collections::BTreeMap;

/// Sides under construction: what is said, and where.
#[derive(Default)]
struct Sides(BTreeMap<String, Vec<Evidence>>);

impl Sides {
    fn add(&mut self, value: String, document: &str, span: Points) {
        self.0.entry(value).or_default().push(Evidence { document: document.to_owned(), span });
    }

    /// A disagreement, where there are at least two sides.
    fn finish(self, about: &str, group: &str, field: &str) -> Option<Disagreement> {
        let values: Vec<Side> =
            self.0.into_iter().map(|(value, evidence)| Side { value, evidence: sorted(evidence) }).collect();
        (values.len() > 1).then(|| Disagreement {
            about: about.into(),
            group: group.into(),
            field: field.into(),
            values,
        })
    }
}

fn sorted(mut evidence: Vec<Evidence>) -> Vec<Evidence> {
    evidence.sort();
    evidence.dedup();
    evidence
}

/// Two articles that give one utterance to different speakers.
pub fn of_utterance(group: &str, said: &[&Said]) -> Option<Disagreement> {
    let mut voices: Vec<(&Speaker, String)> = Vec::new();
    let mut sides = Sides::default();
    for one in said {
        let Some(speaker) = &one.quote.speaker else { continue };
        let known = voices.iter().find(|(s, _)| one_speaker(s, speaker)).map(|(_, name)| name.clone());
        let name = known.unwrap_or_else(|| {
            voices.push((speaker, speaker.name.clone()));
            speaker.name.clone()
        });
        sides.add(name, &one.quote.document, one.quote.span);
    }
    sides.finish("quote", group, "speaker")
}

fn one_speaker(a: &Speaker, b: &Speaker) -> bool {
    match (&a.entity, &b.entity) {
        (Some(x), Some(y)) => x == y,
        _ => same_name(&a.name, &b.name),
    }
}

/// Figures of one quantity that differ in number beyond their hedges, or that hedge one number differently.
pub fn of_quantity(group: &str, measured: &[&Measured]) -> Vec<Disagreement> {
    let (mut values, mut hedges) = (Sides::default(), Sides::default());
    for one in measured {
        let figure = one.figure;
        values.add(format!("{}", figure.value), &figure.document, figure.span);
        hedges.add(hedge(figure.hedge).to_owned(), &figure.document, figure.span);
    }
    let one_number = values.0.len() == 1;
    let differ = measured.iter().any(|a| measured.iter().any(|b| conflict(a, b)));
    let value = values.finish("figure", group, "value").filter(|_| differ);
    // Different numbers are hedged differently: only of one number is the hedge a contradiction.
    let hedge = if one_number { hedges.finish("figure", group, "hedge") } else { None };
    value.into_iter().chain(hedge).collect()
}

fn hedge(hedge: Option<Hedge>) -> &'static str {
    match hedge {
        None => "exact",
        Some(Hedge::About) => "about",
        Some(Hedge::MoreThan) => "more_than",
        Some(Hedge::LessThan) => "less_than",
        Some(Hedge::AtLeast) => "at_least",
        Some(Hedge::AtMost) => "at_most",
    }
}

/// Reports of one event that contradict each other in status or parties.
pub fn of_event(event: &str, reports: &[&Signature]) -> Vec<Disagreement> {
    let status = of_status(event, reports);
    let sources = of_parties(event, "sources", reports, |s| (&s.sources, &s.report.sources));
    let targets = of_parties(event, "targets", reports, |s| (&s.targets, &s.report.targets));
    [status, sources, targets].into_iter().flatten().collect()
}

/// One says that it happened, another that it did not, or only that somebody claims it.
fn of_status(event: &str, reports: &[&Signature]) -> Option<Disagreement> {
    let mut sides = Sides::default();
    for signature in reports {
        let value = match signature.report.status {
            Status::Happened | Status::Ongoing => "happened",
            Status::Denied => "denied",
            Status::Alleged => "alleged",
            _ => continue,
        };
        sides.add(value.to_owned(), &signature.report.document, signature.report.trigger.span);
    }
    sides.finish("event", event, "status")
}

/// Two reports name different parties on one side, neither naming all that the other does.
fn of_parties<'s>(
    event: &str,
    field: &str,
    reports: &[&'s Signature],
    side: impl Fn(&'s Signature) -> (&'s Vec<u64>, &'s Vec<Party>),
) -> Option<Disagreement> {
    // Who comes to see whom may be told from both sides, and who meets stands on both.
    let told: Vec<(&Signature, &Vec<u64>, &Vec<Party>)> = reports
        .iter()
        .filter(|s| !s.mutual())
        .map(|s| (*s, side(s).0, side(s).1))
        .filter(|(_, codes, _)| !codes.is_empty())
        .collect();
    let rival = |a: &[u64], b: &[u64]| a.iter().any(|x| !b.contains(x)) && b.iter().any(|x| !a.contains(x));
    let turned = |a: &Signature, b: &Signature| a.sources == b.targets && a.targets == b.sources;
    let mut sides = Sides::default();
    for (signature, codes, parties) in &told {
        if told.iter().any(|(other, others, _)| rival(codes, others) && !turned(signature, other)) {
            let mut names: Vec<&str> = parties.iter().map(|p| p.name.as_str()).collect();
            names.sort_unstable();
            names.dedup();
            sides.add(names.join(", "), &signature.report.document, signature.report.trigger.span);
        }
    }
    sides.finish("event", event, field)
}
