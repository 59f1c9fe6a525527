//! Given events of the index, yields how many lie in each period of the calendar.

use super::Index;
use super::event::EventRow;
use crate::query::Step;
use jiff::civil::Date;
use relata::day::{Interval, days_between};
use rustc_hash::FxHashMap;
use serde::Serialize;
use std::collections::BTreeMap;

/// The most periods that are drawn.
pub const PERIODS: i32 = 20_000;

/// What lies in one period.
#[derive(Clone, Copy, PartialEq, Debug, Serialize)]
pub struct Volume {
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Events that the filter leaves.
    pub events: usize,
    /// Reports of these.
    pub reports: usize,
    /// Reports of all events of the period.
    pub all_reports: usize,
}

/// Events by period.
#[derive(Clone, PartialEq, Debug, Default, Serialize)]
pub struct Histogram {
    /// The periods from the first day to the last, those without events among them.
    pub rows: Vec<Volume>,
    /// Events whose days are unknown or wider than a period.
    pub unplaced: usize,
    /// Events before the first period or after the last.
    pub outside: usize,
}

/// The reports of all events of each period, for each length of a period.
#[derive(Debug, Default)]
pub(super) struct Totals([FxHashMap<Date, usize>; 4]);

/// The period of one event after the other: many that follow each other have the same days.
struct Placed {
    step: Step,
    last: (Option<Interval>, Option<Date>),
}

impl Placed {
    fn new(step: Step) -> Self {
        Self { step, last: (None, None) }
    }

    fn of(&mut self, days: Option<Interval>) -> Option<Date> {
        if self.last.0 != days {
            self.last = (days, self.step.of(days));
        }
        self.last.1
    }
}

impl Totals {
    pub(super) fn count(rows: &[EventRow]) -> Self {
        let steps = [Step::Day, Step::Week, Step::Month, Step::Year];
        Self(steps.map(|step| {
            let (mut placed, mut totals) = (Placed::new(step), FxHashMap::default());
            for row in rows {
                if let Some(start) = placed.of(row.when) {
                    *totals.entry(start).or_default() += row.reports as usize;
                }
            }
            totals
        }))
    }

    /// The reports of all events of the period that begins on a day.
    pub(super) fn of(&self, step: Step, start: Date) -> usize {
        let [days, weeks, months, years] = &self.0;
        let totals = match step {
            Step::Day => days,
            Step::Week => weeks,
            Step::Month => months,
            Step::Year => years,
        };
        totals.get(&start).copied().unwrap_or(0)
    }
}

impl Index {
    /// The days asked for; where an end is left open, that of the articles. Nothing where they are in the wrong order.
    pub fn span(&self, from: Option<Date>, to: Option<Date>) -> Option<Interval> {
        let published = self.articles.span();
        let (from, to) = (from.or(published.map(|p| p.from)), to.or(published.map(|p| p.to)));
        from.zip(to).map(|(from, to)| Interval { from, to }).filter(|span| span.from <= span.to)
    }

    /// How many periods of a length lie in a span, no fewer.
    pub fn periods(span: Interval, step: Step) -> i32 {
        let days = days_between(span.from, span.to) + 1;
        let shortest = match step {
            Step::Day => 1,
            Step::Week => 7,
            Step::Month => 28,
            Step::Year => 365,
        };
        days / shortest + 2
    }

    /// How many of `rows` lie in each period of a span of at most [`PERIODS`] periods.
    pub fn histogram(&self, rows: &[u32], step: Step, span: Interval) -> Histogram {
        let mut histogram = Histogram::default();
        let mut periods: BTreeMap<Date, Volume> = BTreeMap::new();
        if Self::periods(span, step) > PERIODS {
            return histogram;
        }
        for Interval { from, to } in step.over(span) {
            let all_reports = self.totals.of(step, from);
            periods.insert(from, Volume { from, to, events: 0, reports: 0, all_reports });
        }
        let mut placed = Placed::new(step);
        for row in rows.iter().filter_map(|at| self.events.get(*at)) {
            match placed.of(row.when).map(|start| periods.get_mut(&start)) {
                Some(Some(period)) => {
                    period.events += 1;
                    period.reports += row.reports as usize;
                }
                Some(None) => histogram.outside += 1,
                None => histogram.unplaced += 1,
            }
        }
        histogram.rows = periods.into_values().collect();
        histogram
    }
}
