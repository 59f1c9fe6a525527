//! Given two parties, yields how their relationship moves: events by period, cooperation and conflict, planned beside
//! held; given none, yields the pairs of countries of which most is told.

use super::EventQuery;
use super::event::status_of;
use super::period::Step;
use crate::error::Error;
use crate::store::Store;
use jiff::civil::Date;
use relata::day::{Interval, days_between, plus_days};
use relata::record::{Event, Party, Status};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which relationship is meant, and how it is cut.
#[derive(Clone, Debug)]
pub struct RelationQuery {
    /// The two parties: names, slugs or country codes. A country stands for all who act for it.
    pub pair: [String; 2],
    /// The length of a period.
    pub by: Step,
    /// First day; that of the earliest article where empty.
    pub from: Option<Date>,
    /// Last day; that of the latest article where empty.
    pub to: Option<Date>,
}

/// What is told of a pair in one period. Events are counted once, however many papers tell them.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Period {
    /// Its name: a day, an ISO week, a month or a year.
    pub period: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Events of every status.
    pub events: usize,
    /// Events that happened or go on.
    pub held: usize,
    /// Events that are announced or thought possible.
    pub planned: usize,
    /// Events that are only alleged, denied or called off.
    pub doubted: usize,
    /// Events held that are cooperation, in words or deeds (quad classes 1 and 2).
    pub cooperation: usize,
    /// Events held that are conflict, in words or deeds (quad classes 3 and 4).
    pub conflict: usize,
    /// Events held by quad class, 1 to 4.
    pub quads: [usize; 4],
    /// Mean Goldstein value of the events held, −10 to 10.
    pub goldstein: Option<f64>,
    /// Events of every status by type.
    pub types: BTreeMap<String, usize>,
    /// Reports of the pair's events.
    pub reports: usize,
    /// Reports of the pair's events as a share of all reports of the period's events, 0 to 1.
    pub share: f64,
}

/// A relationship over time.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Relation {
    /// The periods from the first day to the last, those without events among them.
    pub periods: Vec<Period>,
    /// Events of the pair whose days are unknown or wider than a period: they stand in none.
    pub unplaced: usize,
    /// The events of the pair that stand in a period, by day.
    #[serde(skip)]
    pub events: Vec<Event>,
}

/// Two countries and what is told of them.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Pair {
    /// The one, first in the alphabet.
    pub one: String,
    /// The other.
    pub other: String,
    /// Events of every status.
    pub events: usize,
    /// Reports of these events.
    pub reports: usize,
    /// Events held that are cooperation.
    pub cooperation: usize,
    /// Events held that are conflict.
    pub conflict: usize,
    /// Mean Goldstein value of the events held.
    pub goldstein: Option<f64>,
    /// Share of all reports in the first half of the days asked for, 0 to 1.
    pub before: f64,
    /// Share of all reports in the second half.
    pub after: f64,
    /// How much the share grew, in shares of all reports; negative where it shrank.
    pub change: f64,
}

/// What the reports of one event are scored as.
#[derive(Clone, Copy, Default)]
struct Scored {
    goldstein: Option<f64>,
    quad: usize,
    reports: usize,
}

impl Store {
    /// How the relationship of two parties moves from period to period.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn relation(&self, query: &RelationQuery) -> Result<Relation, Error> {
        let Some(span) = self.span(query.from, query.to)? else {
            return Ok(Relation { periods: Vec::new(), unplaced: 0, events: Vec::new() });
        };
        let scores = self.scores()?;
        let mut periods: BTreeMap<Date, Period> =
            query.by.over(span).into_iter().map(|days| (days.from, Period::empty(query.by, days))).collect();
        let mut all: HashMap<Date, usize> = HashMap::new();
        for event in self.events(&EventQuery { from: Some(span.from), to: Some(span.to), ..EventQuery::default() })? {
            if let Some(start) = query.by.of(event.when) {
                *all.entry(start).or_default() += event.reports.len();
            }
        }
        let mut relation = Relation { periods: Vec::new(), unplaced: 0, events: Vec::new() };
        for event in self.events(&EventQuery { with: query.pair.to_vec(), ..EventQuery::default() })? {
            match query.by.of(event.when).map(|start| periods.get_mut(&start)) {
                Some(Some(period)) => {
                    let scored = scores.get(&event.event).copied().unwrap_or_default();
                    let (status, reports) = (status_of(&event), event.reports.len());
                    period.count(&event.kind, status, scored.quad as u8, scored.goldstein, reports);
                    relation.events.push(event);
                }
                Some(None) => {}
                None => relation.unplaced += 1,
            }
        }
        for (start, mut period) in periods {
            period.close(all.get(&start).copied().unwrap_or(0));
            relation.periods.push(period);
        }
        Ok(relation)
    }

    /// The pairs of countries of which events are told between two days, those with most events first.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn pairs(&self, from: Option<Date>, to: Option<Date>) -> Result<Vec<Pair>, Error> {
        let Some(span) = self.span(from, to)? else { return Ok(Vec::new()) };
        let scores = self.scores()?;
        let middle = plus_days(span.from, days_between(span.from, span.to) / 2);
        let mut found: BTreeMap<(String, String), Tally> = BTreeMap::new();
        let mut all = [0usize; 2];
        for event in self.events(&EventQuery { from: Some(span.from), to: Some(span.to), ..EventQuery::default() })? {
            let half = usize::from(event.when.is_some_and(|w| w.from > middle));
            let scored = scores.get(&event.event).copied().unwrap_or_default();
            all[half] += scored.reports;
            for pair in countries(&event) {
                let tally = found.entry(pair).or_default();
                tally.note(status_of(&event), scored.quad as u8, scored.goldstein, scored.reports, half);
            }
        }
        let mut pairs: Vec<Pair> = found.into_iter().map(|(pair, tally)| tally.pair(pair, all)).collect();
        pairs.sort_by(|a, b| b.events.cmp(&a.events).then((&a.one, &a.other).cmp(&(&b.one, &b.other))));
        Ok(pairs)
    }

    /// The days asked for; where an end is left open, that of the articles.
    fn span(&self, from: Option<Date>, to: Option<Date>) -> Result<Option<Interval>, Error> {
        let published = self.published_span()?;
        let from = from.or(published.map(|p| p.from));
        let to = to.or(published.map(|p| p.to));
        Ok(from.zip(to).map(|(from, to)| Interval { from, to }).filter(|span| span.from <= span.to))
    }

    /// For each event, the mean Goldstein value of its reports, their most frequent quad class, and their number.
    fn scores(&self) -> Result<HashMap<String, Scored>, Error> {
        let read = || -> rusqlite::Result<HashMap<String, Sum>> {
            let mut sums: HashMap<String, Sum> = HashMap::new();
            let mut query = self.db.prepare("SELECT event, goldstein, quad FROM reports")?;
            let mut rows = query.query([])?;
            while let Some(row) = rows.next()? {
                let sum = sums.entry(row.get(0)?).or_default();
                if let Some(value) = row.get::<_, Option<f64>>(1)? {
                    sum.0 += value;
                    sum.1 += 1;
                }
                sum.2[usize::from(row.get::<_, u8>(2)?).min(4)] += 1;
                sum.3 += 1;
            }
            Ok(sums)
        };
        let scored = |(sum, valued, quads, reports): Sum| Scored {
            goldstein: (valued > 0).then(|| sum / valued as f64),
            quad: (1..5).max_by_key(|quad| (quads[*quad], std::cmp::Reverse(*quad))).unwrap_or(1),
            reports,
        };
        Ok(self.said(read())?.into_iter().map(|(event, sums)| (event, scored(sums))).collect())
    }
}

/// Of an event's reports: the sum of their Goldstein values, how many have one, how many are of each quad class, all.
type Sum = (f64, usize, [usize; 5], usize);

impl Period {
    /// A period of which nothing is told yet.
    pub(crate) fn empty(by: Step, days: Interval) -> Self {
        Self {
            period: by.name(days.from),
            from: days.from,
            to: days.to,
            events: 0,
            held: 0,
            planned: 0,
            doubted: 0,
            cooperation: 0,
            conflict: 0,
            quads: [0; 4],
            goldstein: None,
            types: BTreeMap::new(),
            reports: 0,
            share: 0.0,
        }
    }

    /// Adds an event; `goldstein` holds the sum until [`Period::close`].
    pub(crate) fn count(&mut self, kind: &str, status: Status, quad: u8, goldstein: Option<f64>, reports: usize) {
        self.events += 1;
        self.reports += reports;
        match self.types.get_mut(kind) {
            Some(count) => *count += 1,
            None => drop(self.types.insert(kind.to_owned(), 1)),
        }
        match status {
            Status::Happened | Status::Ongoing => {
                self.held += 1;
                self.quads[usize::from(quad.clamp(1, 4)) - 1] += 1;
                *if quad <= 2 { &mut self.cooperation } else { &mut self.conflict } += 1;
                self.goldstein = Some(self.goldstein.unwrap_or(0.0) + goldstein.unwrap_or(0.0));
            }
            Status::Planned | Status::Hypothetical => self.planned += 1,
            Status::Alleged | Status::Denied | Status::Cancelled => self.doubted += 1,
        }
    }

    /// Turns sums into means; `all` counts the reports of all events of the period.
    pub(crate) fn close(&mut self, all: usize) {
        let held = self.held as f64;
        self.goldstein = self.goldstein.map(|sum| sum / held);
        self.share = self.reports as f64 / all.max(1) as f64;
    }
}

/// A pair of countries under count.
#[derive(Default)]
pub(crate) struct Tally {
    events: usize,
    reports: [usize; 2],
    held: [usize; 2],
    goldstein: f64,
}

impl Tally {
    /// Adds an event of one half of the days.
    pub(crate) fn note(&mut self, status: Status, quad: u8, goldstein: Option<f64>, reports: usize, half: usize) {
        self.events += 1;
        self.reports[half] += reports;
        if matches!(status, Status::Happened | Status::Ongoing) {
            self.held[usize::from(quad > 2)] += 1;
            self.goldstein += goldstein.unwrap_or(0.0);
        }
    }

    /// What is told of the pair; `all` counts the reports of all events of each half.
    pub(crate) fn pair(self, (one, other): (String, String), all: [usize; 2]) -> Pair {
        let share = |half: usize| self.reports[half] as f64 / all[half].max(1) as f64;
        let held = self.held[0] + self.held[1];
        Pair {
            one,
            other,
            events: self.events,
            reports: self.reports[0] + self.reports[1],
            cooperation: self.held[0],
            conflict: self.held[1],
            goldstein: (held > 0).then(|| self.goldstein / held as f64),
            before: share(0),
            after: share(1),
            change: share(1) - share(0),
        }
    }
}

/// The pairs of countries that stand on the two sides of an event, each once, in the order of the alphabet.
fn countries(event: &Event) -> BTreeSet<(String, String)> {
    let codes = |parties: &[Party]| parties.iter().filter_map(|p| p.country.clone()).collect::<BTreeSet<_>>();
    let (sources, targets) = (codes(&event.sources), codes(&event.targets));
    let mut pairs = BTreeSet::new();
    for one in &sources {
        for other in targets.iter().filter(|t| *t != one) {
            pairs.insert((one.min(other).clone(), one.max(other).clone()));
        }
    }
    pairs
}
