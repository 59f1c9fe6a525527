//! Given events of the index, yields how many lie in each period of the calendar.

use super::Index;
use crate::query::Step;
use jiff::civil::Date;
use relata::day::{Interval, days_between};
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
            periods.insert(from, Volume { from, to, events: 0, reports: 0, all_reports: 0 });
        }
        for row in &self.events.rows {
            if let Some(period) = step.of(row.when).and_then(|start| periods.get_mut(&start)) {
                period.all_reports += row.reports as usize;
            }
        }
        for row in rows.iter().filter_map(|at| self.events.get(*at)) {
            match step.of(row.when).map(|start| periods.get_mut(&start)) {
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
