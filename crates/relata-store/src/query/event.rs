//! Given parties, days, types and a status, yields events, and what is disputed of them.

use crate::error::Error;
use crate::fold::fold;
use crate::shape::{DISAGREEMENTS, EVENTS, REPORTS, STORIES};
use crate::store::Store;
use jiff::civil::Date;
use relata::record::{Disagreement, Event, Place, Report, Status, Story};
use rusqlite::ToSql;

/// Which events are meant; what is left empty leaves none out.
#[derive(Clone, Debug, Default)]
pub struct EventQuery {
    /// Names, slugs or country codes that must all stand among the parties.
    pub with: Vec<String>,
    /// First day: events that end before are left out, and so are those without a day.
    pub from: Option<Date>,
    /// Last day: events that begin after are left out, and so are those without a day.
    pub to: Option<Date>,
    /// What is reported of it last.
    pub status: Vec<Status>,
    /// PLOVER types.
    pub kind: Vec<String>,
    /// A place's name or slug.
    pub place: Option<String>,
}

/// What is reported of an event last; `Happened` where its history is empty.
pub fn status_of(event: &Event) -> Status {
    event.history.last().map_or(Status::Happened, |turn| turn.status)
}

impl Store {
    /// The events that a question means, by first day and last day; those without a day come last.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn events(&self, query: &EventQuery) -> Result<Vec<Event>, Error> {
        let mut conditions = vec!["1".to_owned()];
        let mut values: Vec<Box<dyn ToSql>> = Vec::new();
        for name in &query.with {
            conditions.push("event IN (SELECT event FROM parties WHERE key = ?)".to_owned());
            values.push(Box::new(self.party_key(name)?));
        }
        for (condition, day) in [(r#""when" ->> 'to' >= ?"#, query.from), (r#""when" ->> 'from' <= ?"#, query.to)] {
            if let Some(day) = day {
                conditions.push(condition.to_owned());
                values.push(Box::new(day.to_string()));
            }
        }
        if !query.kind.is_empty() {
            conditions.push(format!("type IN ({})", vec!["?"; query.kind.len()].join(", ")));
            values.extend(query.kind.iter().map(|kind| Box::new(kind.to_uppercase()) as Box<dyn ToSql>));
        }
        let rest = format!(
            r#"WHERE {} ORDER BY "when" IS NULL, "when" ->> 'from', "when" ->> 'to', event"#,
            conditions.join(" AND ")
        );
        let values: Vec<&dyn ToSql> = values.iter().map(AsRef::as_ref).collect();
        let mut events: Vec<Event> = self.said(EVENTS.get(&self.db, &rest, &values))?;
        events.retain(|event| query.status.is_empty() || query.status.contains(&status_of(event)));
        if let Some(place) = query.place.as_deref().map(fold) {
            let lies = |at: &Place| fold(&at.name) == place || fold(&at.entity) == place;
            events.retain(|event| event.place.as_ref().is_some_and(lies));
        }
        Ok(events)
    }

    /// The reports of one event, by document and place in it.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn reports_of(&self, event: &str) -> Result<Vec<Report>, Error> {
        self.said(REPORTS.get(&self.db, "WHERE event = ? ORDER BY document, seq", &[&event]))
    }

    /// The disagreements about `event`, `quote` or `figure`, by group and field.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn disagreements(&self, about: &str) -> Result<Vec<Disagreement>, Error> {
        self.said(DISAGREEMENTS.get(&self.db, r#"WHERE about = ? ORDER BY "group", field, seq"#, &[&about]))
    }

    /// The disagreements about one event, or one group of quotations or figures, by field.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn disagreements_on(&self, group: &str) -> Result<Vec<Disagreement>, Error> {
        self.said(DISAGREEMENTS.get(&self.db, r#"WHERE "group" = ? ORDER BY field, seq"#, &[&group]))
    }

    /// One story.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn story(&self, id: &str) -> Result<Option<Story>, Error> {
        Ok(self.said(STORIES.get(&self.db, "WHERE story = ?", &[&id]))?.pop())
    }

    /// The reports of one article, in the order of the text.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn reports_in(&self, document: &str) -> Result<Vec<Report>, Error> {
        self.said(REPORTS.get(&self.db, "WHERE document = ? ORDER BY seq", &[&document]))
    }

    /// One event.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn event(&self, id: &str) -> Result<Option<Event>, Error> {
        Ok(self.said(EVENTS.get(&self.db, "WHERE event = ?", &[&id]))?.pop())
    }

    /// The stories, by first day.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn stories(&self) -> Result<Vec<Story>, Error> {
        self.said(STORIES.get(&self.db, r#"ORDER BY "from", story"#, &[]))
    }
}
