//! Given events of the index, yields the graph of those who act in them, and its GEXF.

use super::Index;
use super::event::EventRow;
use crate::export::escaped;
use relata::record::{EntityKind, Status};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::cmp::Reverse;
use std::fmt::Write;

/// Of parties beyond this number on one side of an event no pairs are made: a summit of forty would draw 780 edges.
const SIDE: usize = 12;

/// Somebody who takes part.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Node {
    /// The entity.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Its country.
    pub country: Option<String>,
    /// In how many of the events it takes part.
    pub events: usize,
}

/// What one does to another.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Edge {
    /// Who acts.
    pub source: String,
    /// On whom.
    pub target: String,
    /// Events held that are cooperation.
    pub cooperation: usize,
    /// Events held that are conflict.
    pub conflict: usize,
    /// Events of every status.
    pub events: usize,
    /// Mean Goldstein value of the events held.
    pub goldstein: Option<f64>,
}

/// Who acts on whom.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Network {
    /// Those who take part in most events first.
    pub nodes: Vec<Node>,
    /// Those of most events first.
    pub edges: Vec<Edge>,
    /// How many more take part than there are nodes.
    pub left_out: usize,
}

#[derive(Default)]
struct Sum {
    cooperation: usize,
    conflict: usize,
    events: usize,
    goldstein: f64,
}

impl Index {
    /// The graph of the `limit` entities that take part in most of `rows`; `about` stays in it.
    pub fn network(&self, rows: &[u32], about: &[u32], limit: usize) -> Network {
        let (mut counts, mut sums) = (FxHashMap::<u32, usize>::default(), FxHashMap::<(u32, u32), Sum>::default());
        for row in rows.iter().filter_map(|at| self.events.get(*at)) {
            let mut seen: Vec<u32> = row.parties.iter().flatten().copied().collect();
            seen.sort_unstable();
            seen.dedup();
            seen.iter().for_each(|party| *counts.entry(*party).or_default() += 1);
            for (source, target) in pairs(row) {
                sums.entry((source, target)).or_default().count(row);
            }
        }
        let mut most: Vec<(u32, usize)> = counts.into_iter().collect();
        most.sort_by_key(|(party, count)| (!about.contains(party), Reverse(*count), *party));
        let left_out = most.len().saturating_sub(limit);
        most.truncate(limit);
        let kept: FxHashMap<u32, ()> = most.iter().map(|(party, _)| (*party, ())).collect();
        let mut edges: Vec<((u32, u32), Sum)> = sums.into_iter().collect();
        edges.retain(|((s, t), _)| kept.contains_key(s) && kept.contains_key(t));
        edges.sort_by_key(|(pair, sum)| (Reverse(sum.events), *pair));
        let nodes = most.into_iter().filter_map(|(party, events)| self.node(party, events)).collect();
        Network { nodes, edges: edges.into_iter().map(|(pair, sum)| self.edge(pair, &sum)).collect(), left_out }
    }

    fn node(&self, party: u32, events: usize) -> Option<Node> {
        let row = self.entities.get(party)?;
        let country = row.country.as_deref().map(str::to_owned);
        Some(Node { id: row.entity.to_string(), name: row.name.to_string(), kind: row.kind, country, events })
    }

    fn edge(&self, (source, target): (u32, u32), sum: &Sum) -> Edge {
        let id = |party: u32| self.entities.get(party).map(|row| row.entity.to_string()).unwrap_or_default();
        let held = sum.cooperation + sum.conflict;
        Edge {
            source: id(source),
            target: id(target),
            cooperation: sum.cooperation,
            conflict: sum.conflict,
            events: sum.events,
            goldstein: (held > 0).then(|| sum.goldstein / held as f64),
        }
    }
}

impl Sum {
    fn count(&mut self, row: &EventRow) {
        self.events += 1;
        if matches!(row.status, Status::Happened | Status::Ongoing) {
            *if row.quad <= 2 { &mut self.cooperation } else { &mut self.conflict } += 1;
            self.goldstein += row.goldstein.unwrap_or(0.0);
        }
    }
}

/// Who acts on whom in one event; what is mutual stands once, in the order of the entities.
fn pairs(row: &EventRow) -> Vec<(u32, u32)> {
    let [sources, targets] = &row.parties;
    let mut pairs = Vec::new();
    for (s, t) in sources.iter().take(SIDE).flat_map(|s| targets.iter().take(SIDE).map(move |t| (*s, *t))) {
        let mutual = sources.contains(&t) && targets.contains(&s);
        if s != t && !(mutual && s > t) {
            pairs.push((s, t));
        }
    }
    pairs
}

impl Network {
    /// The graph in GEXF 1.3, edges weighed by events.
    pub fn gexf(&self) -> String {
        let mut text = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
             <graph defaultedgetype=\"directed\">\n\
             <attributes class=\"node\"><attribute id=\"country\" title=\"country\" type=\"string\"/>\
             <attribute id=\"kind\" title=\"kind\" type=\"string\"/></attributes>\n\
             <attributes class=\"edge\"><attribute id=\"cooperation\" title=\"cooperation\" type=\"integer\"/>\
             <attribute id=\"conflict\" title=\"conflict\" type=\"integer\"/></attributes>\n<nodes>\n",
        );
        for node in &self.nodes {
            let kind = format!("{:?}", node.kind).to_lowercase();
            let (id, name) = (escaped(&node.id), escaped(&node.name));
            let country = escaped(node.country.as_deref().unwrap_or_default());
            let _ = writeln!(
                text,
                "<node id=\"{id}\" label=\"{name}\"><attvalues><attvalue for=\"country\" value=\"{country}\"/>\
                 <attvalue for=\"kind\" value=\"{kind}\"/></attvalues></node>"
            );
        }
        text.push_str("</nodes>\n<edges>\n");
        for (number, edge) in self.edges.iter().enumerate() {
            let (source, target) = (escaped(&edge.source), escaped(&edge.target));
            let _ = writeln!(
                text,
                "<edge id=\"{number}\" source=\"{source}\" target=\"{target}\" weight=\"{}\"><attvalues>\
                 <attvalue for=\"cooperation\" value=\"{}\"/><attvalue for=\"conflict\" value=\"{}\"/></attvalues></edge>",
                edge.events, edge.cooperation, edge.conflict
            );
        }
        text.push_str("</edges>\n</graph>\n</gexf>\n");
        text
    }
}
