//! Given a chronicle and a day, yields what was announced for a day now past and is not reported since.

use super::EventQuery;
use crate::error::Error;
use crate::store::Store;
use jiff::civil::Date;
use relata::day::{Interval, days_between};
use relata::record::{Event, Status, WhenHow};
use serde::Serialize;

/// An announced event whose day is past, and whose outcome no article tells.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Open {
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// When it was first announced.
    pub announced: Option<Date>,
    /// The last day for which it was announced.
    pub due: Date,
    /// Days since then.
    pub overdue: i32,
}

impl Store {
    /// What was announced for days before `today` (the last day of any article where empty) and is not reported
    /// since, longest overdue last. Announcements without a day of their own are never overdue.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn open_events(&self, query: &EventQuery, today: Option<Date>) -> Result<Vec<Open>, Error> {
        let Some(today) = today.or(self.published_span()?.map(|span| span.to)) else { return Ok(Vec::new()) };
        let planned = EventQuery { status: vec![Status::Planned], ..query.clone() };
        let mut open = Vec::new();
        for event in self.events(&planned)? {
            let reports = self.reports_of(&event.event)?;
            let told = reports.iter().filter_map(|r| r.when).any(|when| when.how != WhenHow::Publication);
            let Some(due) = event.when.map(|when| when.to).filter(|due| told && *due < today) else { continue };
            let announced =
                event.history.iter().find(|turn| turn.status == Status::Planned).and_then(|turn| turn.as_of);
            // What was over when it was printed announces nothing.
            if announced.is_none_or(|day| day <= due) {
                open.push(Open { announced, due, overdue: days_between(due, today), event });
            }
        }
        open.sort_by(|a, b| (b.due, &a.event.event).cmp(&(a.due, &b.event.event)));
        Ok(open)
    }

    /// The days from the first article's to the last one's.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn published_span(&self) -> Result<Option<Interval>, Error> {
        let sql = "SELECT min(published ->> 'from'), max(published ->> 'to') FROM articles";
        let row =
            self.db.query_row(sql, [], |row| Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?)));
        let (from, to) = self.said(row)?;
        let day = |text: Option<String>| text.and_then(|t| t.parse::<Date>().ok());
        Ok(day(from).zip(day(to)).map(|(from, to)| Interval { from, to }))
    }
}
