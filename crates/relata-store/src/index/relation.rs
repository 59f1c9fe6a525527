//! Given two parties, yields how their relationship moves, and in which direction; given none, the pairs of countries.

use super::Index;
use super::event::EventRow;
use super::names::shared;
use crate::query::{Pair, Period, Step, Tally};
use jiff::civil::Date;
use relata::day::{Interval, days_between, plus_days};
use relata::record::Status;
use serde::Serialize;
use std::collections::BTreeMap;

/// Events of one direction in one period.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Course {
    /// Events of every status.
    pub events: usize,
    /// Events that happened or go on.
    pub held: usize,
    /// Events that are announced or thought possible.
    pub planned: usize,
    /// Events held that are cooperation.
    pub cooperation: usize,
    /// Events held that are conflict.
    pub conflict: usize,
    /// Mean Goldstein value of the events held.
    pub goldstein: Option<f64>,
}

/// The directions of one period; no event stands in two.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize)]
pub struct Directions {
    /// The first acts on the second.
    pub ab: Course,
    /// The second acts on the first.
    pub ba: Course,
    /// Each acts on the other, or both on a third.
    pub both: Course,
}

/// One period with its directions.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Phase {
    /// What is told of the pair.
    #[serde(flatten)]
    pub period: Period,
    /// Who acts on whom.
    pub directions: Directions,
}

/// A relationship over time.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Courses {
    /// Events of the pair whose days are unknown or wider than a period.
    pub unplaced: usize,
    /// The periods from the first day to the last, those without events among them.
    pub periods: Vec<Phase>,
}

impl Index {
    /// How the relationship of two parties moves from period to period of a span.
    pub fn relation(&self, pair: &[String; 2], step: Step, span: Interval) -> Courses {
        let [a, b] = [0, 1].map(|at| self.entities.who(&pair[at]));
        let mut phases: BTreeMap<Date, Phase> = BTreeMap::new();
        for days in step.over(span) {
            phases.insert(days.from, Phase { period: Period::empty(step, days), directions: Directions::default() });
        }
        let mut relation = Courses::default();
        for row in shared(&self.events_of(&a), &self.events_of(&b)).iter().filter_map(|at| self.events.get(*at)) {
            match step.of(row.when).map(|start| phases.get_mut(&start)) {
                Some(Some(phase)) => {
                    let kind = self.events.kinds.name(row.kind);
                    phase.period.count(kind, row.status, row.quad, row.goldstein, row.reports as usize);
                    let stands = |side: usize| [&a, &b].map(|who| who.stands_in(&row.parties[side], &row.codes[side]));
                    phase.directions.of(stands(0), stands(1)).count(row);
                }
                Some(None) => {}
                None => relation.unplaced += 1,
            }
        }
        for (start, mut phase) in phases {
            phase.period.close(self.totals.of(step, start));
            for course in phase.directions.all() {
                course.goldstein = course.goldstein.map(|sum| sum / course.held as f64);
            }
            relation.periods.push(phase);
        }
        relation
    }

    /// The pairs of countries of which events are told in a span, those with most events first.
    pub fn pairs(&self, span: Interval) -> Vec<Pair> {
        let middle = plus_days(span.from, days_between(span.from, span.to) / 2);
        let mut found: BTreeMap<(u32, u32), Tally> = BTreeMap::new();
        let mut all = [0usize; 2];
        let meets = |row: &&EventRow| row.when.is_some_and(|days| days.meets(span));
        for row in self.events.rows.iter().filter(meets) {
            let half = usize::from(row.when.is_some_and(|w| w.from > middle));
            all[half] += row.reports as usize;
            let mut pairs: Vec<(u32, u32)> = Vec::new();
            for (one, other) in row.codes[0].iter().flat_map(|s| row.codes[1].iter().map(move |t| (*s, *t))) {
                let pair = (one.min(other), one.max(other));
                if one != other && !pairs.contains(&pair) {
                    pairs.push(pair);
                    found.entry(pair).or_default().note(
                        row.status,
                        row.quad,
                        row.goldstein,
                        row.reports as usize,
                        half,
                    );
                }
            }
        }
        let name = |code: u32| self.entities.codes.name(code).to_owned();
        let sorted = |(a, b): (u32, u32)| if name(a) <= name(b) { (name(a), name(b)) } else { (name(b), name(a)) };
        let mut pairs: Vec<Pair> = found.into_iter().map(|(pair, tally)| tally.pair(sorted(pair), all)).collect();
        pairs.sort_by(|a, b| b.events.cmp(&a.events).then((&a.one, &a.other).cmp(&(&b.one, &b.other))));
        pairs
    }
}

impl Directions {
    /// The direction of an event, by whether each of the two stands on its first and on its second side.
    fn of(&mut self, sources: [bool; 2], targets: [bool; 2]) -> &mut Course {
        match (sources[0] && targets[1], sources[1] && targets[0]) {
            (true, false) => &mut self.ab,
            (false, true) => &mut self.ba,
            _ => &mut self.both,
        }
    }

    fn all(&mut self) -> [&mut Course; 3] {
        [&mut self.ab, &mut self.ba, &mut self.both]
    }
}

impl Course {
    /// Adds an event; `goldstein` holds the sum until all are counted.
    fn count(&mut self, row: &EventRow) {
        self.events += 1;
        match row.status {
            Status::Happened | Status::Ongoing => {
                self.held += 1;
                *if row.quad <= 2 { &mut self.cooperation } else { &mut self.conflict } += 1;
                self.goldstein = Some(self.goldstein.unwrap_or(0.0) + row.goldstein.unwrap_or(0.0));
            }
            Status::Planned | Status::Hypothetical => self.planned += 1,
            Status::Alleged | Status::Denied | Status::Cancelled => {}
        }
    }
}
