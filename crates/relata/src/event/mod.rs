//! Given what many articles say, yields what they say together: events, groups of quotations and figures, copies,
//! stories, and where the articles contradict each other.
//!
//! Nothing here depends on the order in which articles were read, nor on how often: the corpus is put into one
//! order first, and every choice between equals follows that order.

mod account;
mod aside;
mod candidates;
mod company;
mod compare;
mod deed;
mod dispute;
mod doer;
mod family;
mod history;
mod join;
mod namesake;
mod naming;
mod quantity;
mod rival;
mod signature;
mod story;
pub mod summary;
mod template;
mod timing;

#[cfg(test)]
mod tests;

pub use deed::Deeds;
pub use family::Families;
pub use namesake::tell_apart;

use crate::id;
use crate::likeness::copies::copies;
use crate::likeness::corpus::Corpus;
use crate::likeness::partition::Partition;
use crate::likeness::utterance::{Said, all_said, utterances};
use crate::record::{Chronicle, Disagreement, Event, Reading};
use quantity::{Measured, all_measured, quantities};
use signature::{Beside, Ground, Signature, signatures};

/// Merges what many articles say. Order-free and idempotent: depends only on the set of readings.
///
/// ```
/// let chronicle = relata::event::merge(&[]);
/// assert!(chronicle.events.is_empty());
/// ```
pub fn merge(readings: &[&Reading]) -> Chronicle {
    merge_with(Families::builtin(), readings)
}

/// Merges with another table of close types than the program's own.
pub fn merge_with(families: &Families, readings: &[&Reading]) -> Chronicle {
    let corpus = Corpus::new(readings);
    let copies = copies(&corpus);
    let said = all_said(&corpus);
    let measured = all_measured(&corpus);
    let by_utterance = utterances(&said);
    let mut by_quantity = quantities(&corpus, &measured);
    let articles = corpus.texts.len();
    let ground = Ground {
        families,
        quotes: Beside::new(articles, said.iter().map(|s| (s.article, s.quote.span))),
        figures: Beside::new(articles, measured.iter().map(|m| (m.article, m.figure.span))),
        utterance_of: firsts(&by_utterance, said.len()),
        quantity_of: firsts(&by_quantity, measured.len()),
        said: &said,
    };
    let signatures = signatures(&corpus, &ground);
    let pairs = candidates::candidates(&corpus, families, &signatures);
    let by_event = join::events(&corpus, families, &signatures, &pairs);
    rival::rivals(&corpus, &measured, &mut by_quantity, &signatures, &by_event, &ground);
    let (mut events, mut disagreements) = accounts(&signatures, &by_event, &copies);
    naming::name_alike(&corpus, &mut events);
    let (mut group_of, more) = quote_groups(&said, &by_utterance);
    disagreements.extend(more);
    let (figures, more) = figure_groups(&measured, &by_quantity);
    group_of.extend(figures);
    disagreements.extend(more);
    group_of.sort();
    disagreements.sort_by(|a, b| (&a.about, &a.group, &a.field).cmp(&(&b.about, &b.group, &b.field)));
    let ids: Vec<String> = events.iter().map(|e| e.event.clone()).collect();
    let ties = ties(&corpus, &signatures, &by_event, &said, &ground.utterance_of);
    let stories = story::stories(&corpus, &ties, &ids, &copies).into_iter().map(|(story, _)| story).collect();
    let mut event_of: Vec<(String, String)> =
        events.iter().flat_map(|e| e.reports.iter().map(|r| (r.clone(), e.event.clone()))).collect();
    event_of.sort();
    events.sort_by(|a, b| a.event.cmp(&b.event));
    Chronicle { events, disagreements, stories, event_of, group_of, copies: copy_groups(&corpus, &copies) }
}

fn firsts(partition: &Partition, things: usize) -> Vec<u32> {
    (0..things as u32).map(|i| partition.first(i)).collect()
}

/// The events in the order of their earliest reports, and their disagreements.
fn accounts(signatures: &[Signature], by_event: &Partition, copies: &[u32]) -> (Vec<Event>, Vec<Disagreement>) {
    let mut disagreements = Vec::new();
    let mut events = Vec::new();
    for group in by_event.groups() {
        let reports: Vec<&Signature> = group.iter().map(|n| &signatures[*n as usize]).collect();
        let event = account::account(&reports, copies);
        if reports.len() > 1 {
            disagreements.extend(dispute::of_event(&event.event, &reports));
        }
        events.push(event);
    }
    (events, disagreements)
}

/// The group of each quotation, and the utterances whose speaker is disputed.
fn quote_groups(said: &[Said], partition: &Partition) -> (Vec<(String, String)>, Vec<Disagreement>) {
    let (mut group_of, mut disagreements) = (Vec::new(), Vec::new());
    for members in partition.groups() {
        let members: Vec<&Said> = members.iter().map(|n| &said[*n as usize]).collect();
        let group = id::of('g', &[members.first().map_or("", |m| m.quote.quote.as_str())]);
        disagreements.extend(dispute::of_utterance(&group, &members));
        group_of.extend(members.iter().map(|m| (m.quote.quote.clone(), group.clone())));
    }
    (group_of, disagreements)
}

/// The group of each figure, and the quantities that are disputed.
fn figure_groups(measured: &[Measured], partition: &Partition) -> (Vec<(String, String)>, Vec<Disagreement>) {
    let (mut group_of, mut disagreements) = (Vec::new(), Vec::new());
    for members in partition.groups() {
        let members: Vec<&Measured> = members.iter().map(|n| &measured[*n as usize]).collect();
        let group = id::of('g', &[members.first().map_or("", |m| m.figure.figure.as_str())]);
        disagreements.extend(dispute::of_quantity(&group, &members));
        group_of.extend(members.iter().map(|m| (m.figure.figure.clone(), group.clone())));
    }
    (group_of, disagreements)
}

/// What ties articles to each other: for each, the events and utterances in it that another holds too.
fn ties(
    corpus: &Corpus,
    signatures: &[Signature],
    by_event: &Partition,
    said: &[Said],
    utterance_of: &[u32],
) -> story::Ties {
    let mut ties =
        story::Ties { events: vec![Vec::new(); corpus.texts.len()], utterances: vec![Vec::new(); corpus.texts.len()] };
    for (number, group) in by_event.groups().enumerate() {
        for member in group {
            ties.events[signatures[*member as usize].article as usize].push(number as u32);
        }
    }
    for (at, one) in said.iter().enumerate() {
        ties.utterances[one.article as usize].push(utterance_of[at]);
    }
    for list in ties.events.iter_mut().chain(&mut ties.utterances) {
        list.sort_unstable();
        list.dedup();
    }
    ties
}

/// The group of each article that has copies, by document.
fn copy_groups(corpus: &Corpus, copies: &[u32]) -> Vec<(String, String)> {
    let document = |n: usize| corpus.texts[n].reading.article.document.clone();
    let mut size = vec![0; copies.len()];
    for first in copies {
        size[*first as usize] += 1;
    }
    let mut groups: Vec<(String, String)> = copies
        .iter()
        .enumerate()
        .filter(|(_, first)| size[**first as usize] > 1)
        .map(|(at, first)| (document(at), id::of('c', &[&document(*first as usize)])))
        .collect();
    groups.sort();
    groups
}
