//! Given a record, yields its row; given a row, the record: fields are columns, lists and objects JSON text.

use rusqlite::types::{Null, ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, Row, ToSql};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// How a field stands in its column.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell {
    /// As it is: text or number.
    Plain,
    /// A truth value, as 0 or 1.
    Flag,
    /// A list or object, as JSON text.
    Json,
}

/// The columns of one table.
pub(crate) struct Shape {
    pub(crate) table: &'static str,
    pub(crate) columns: &'static [(&'static str, Cell)],
}

use Cell::{Flag, Json, Plain};

pub(crate) const ARTICLES: Shape = Shape {
    table: "articles",
    columns: &[
        ("document", Plain),
        ("text", Plain),
        ("title", Plain),
        ("publisher", Plain),
        ("url", Plain),
        ("authors", Json),
        ("form", Plain),
        ("origin", Json),
        ("language", Plain),
        ("analysed", Flag),
        ("published", Json),
        ("copy_group", Plain),
        ("story", Plain),
    ],
};

/// An entity's row has one column more than its record: the document whose mentions it holds.
pub(crate) const ENTITIES: Shape = Shape {
    table: "entities",
    columns: &[
        ("document", Plain),
        ("entity", Plain),
        ("wikidata", Plain),
        ("kind", Plain),
        ("name", Plain),
        ("also", Json),
        ("country", Plain),
        ("roles", Json),
        ("mentions", Json),
    ],
};

pub(crate) const TIMES: Shape = Shape {
    table: "times",
    columns: &[
        ("document", Plain),
        ("span", Json),
        ("text", Plain),
        ("type", Plain),
        ("value", Plain),
        ("from", Plain),
        ("to", Plain),
    ],
};

pub(crate) const QUOTES: Shape = Shape {
    table: "quotes",
    columns: &[
        ("quote", Plain),
        ("document", Plain),
        ("span", Json),
        ("text", Plain),
        ("kind", Plain),
        ("utterance", Plain),
        ("speaker", Json),
        ("speaker_span", Json),
        ("addressee", Json),
        ("cue", Plain),
        ("said", Json),
        ("group", Plain),
    ],
};

pub(crate) const FIGURES: Shape = Shape {
    table: "figures",
    columns: &[
        ("figure", Plain),
        ("document", Plain),
        ("span", Json),
        ("text", Plain),
        ("value", Plain),
        ("unit", Plain),
        ("hedge", Plain),
        ("of", Plain),
        ("when", Json),
        ("said_by", Json),
        ("target", Flag),
        ("group", Plain),
    ],
};

pub(crate) const REPORTS: Shape = Shape {
    table: "reports",
    columns: &[
        ("report", Plain),
        ("document", Plain),
        ("span", Json),
        ("trigger", Json),
        ("type", Plain),
        ("mode", Plain),
        ("contexts", Json),
        ("cameo", Plain),
        ("goldstein", Plain),
        ("quad", Plain),
        ("sources", Json),
        ("targets", Json),
        ("when", Json),
        ("place", Json),
        ("status", Plain),
        ("said_by", Json),
        ("rule", Plain),
        ("confidence", Plain),
        ("event", Plain),
        ("evidence", Json),
    ],
};

pub(crate) const EVENTS: Shape = Shape {
    table: "events",
    columns: &[
        ("event", Plain),
        ("supersedes", Json),
        ("type", Plain),
        ("mode", Plain),
        ("sources", Json),
        ("targets", Json),
        ("when", Json),
        ("place", Json),
        ("history", Json),
        ("reports", Json),
        ("documents", Plain),
    ],
};

pub(crate) const DISAGREEMENTS: Shape = Shape {
    table: "disagreements",
    columns: &[("about", Plain), ("group", Plain), ("field", Plain), ("values", Json)],
};

pub(crate) const STORIES: Shape = Shape {
    table: "stories",
    columns: &[
        ("story", Plain),
        ("title", Plain),
        ("from", Plain),
        ("to", Plain),
        ("documents", Json),
        ("entities", Json),
        ("events", Json),
    ],
};

impl Shape {
    /// Writes one record; `also` gives columns that are no field of it.
    pub(crate) fn put(&self, db: &Connection, record: &impl Serialize, also: &[(&str, &str)]) -> rusqlite::Result<()> {
        let cells = self.cells(record, also)?;
        let holes = vec!["?"; cells.len()].join(", ");
        let text = format!("INSERT INTO {} ({}) VALUES ({holes})", self.table, self.names());
        db.prepare_cached(&text)?.execute(rusqlite::params_from_iter(cells))?;
        Ok(())
    }

    /// Writes one record over the row that has the same value in the column `key`.
    pub(crate) fn change(&self, db: &Connection, record: &impl Serialize, key: &str) -> rusqlite::Result<()> {
        let columns = self.columns.iter().enumerate();
        let set: Vec<String> = columns.map(|(at, (name, _))| format!("\"{name}\" = ?{}", at + 1)).collect();
        let at = self.columns.iter().position(|(name, _)| *name == key).map_or(0, |at| at + 1);
        let text = format!("UPDATE {} SET {} WHERE \"{key}\" = ?{at}", self.table, set.join(", "));
        db.prepare_cached(&text)?.execute(rusqlite::params_from_iter(self.cells(record, &[])?))?;
        Ok(())
    }

    /// What stands in each column.
    fn cells(&self, record: &impl Serialize, also: &[(&str, &str)]) -> rusqlite::Result<Vec<Field>> {
        let Value::Object(mut fields) = json(serde_json::to_value(record))? else {
            return Err(wrong("a record is an object"));
        };
        fields.extend(also.iter().map(|(name, value)| ((*name).to_owned(), Value::from(*value))));
        Ok(self.columns.iter().map(|(name, cell)| Field(*cell, fields.remove(*name))).collect())
    }

    /// Reads the records that `rest` (`WHERE … ORDER BY …`) selects.
    pub(crate) fn get<T: DeserializeOwned>(
        &self,
        db: &Connection,
        rest: &str,
        values: &[&dyn ToSql],
    ) -> rusqlite::Result<Vec<T>> {
        let text = format!("SELECT {} FROM {} {rest}", self.names(), self.table);
        db.prepare_cached(&text)?.query_map(values, |row| self.record(row))?.collect()
    }

    /// Reads the records that `rest` selects, one at a time.
    pub(crate) fn each<T: DeserializeOwned>(
        &self,
        db: &Connection,
        rest: &str,
        mut take: impl FnMut(T),
    ) -> rusqlite::Result<()> {
        let text = format!("SELECT {} FROM {} {rest}", self.names(), self.table);
        let mut query = db.prepare(&text)?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            take(self.record(row)?);
        }
        Ok(())
    }

    /// The columns as SQL names them, every one in quotation marks because some are words of SQL.
    fn names(&self) -> String {
        let names: Vec<String> = self.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect();
        names.join(", ")
    }

    fn record<T: DeserializeOwned>(&self, row: &Row<'_>) -> rusqlite::Result<T> {
        let mut fields = Map::new();
        for (at, (name, cell)) in self.columns.iter().enumerate() {
            let value = read(row.get_ref(at)?, *cell)?;
            if !(value.is_null() && *name == "evidence") {
                fields.insert((*name).to_owned(), value);
            }
        }
        json(serde_json::from_value(Value::Object(fields)))
    }
}

fn read(value: ValueRef<'_>, cell: Cell) -> rusqlite::Result<Value> {
    Ok(match (value, cell) {
        (ValueRef::Null, _) => Value::Null,
        (ValueRef::Integer(number), Cell::Flag) => Value::from(number != 0),
        (ValueRef::Integer(number), _) => Value::from(number),
        (ValueRef::Real(number), _) => Value::from(number),
        (ValueRef::Text(text), Cell::Json) => json(serde_json::from_slice(text))?,
        (ValueRef::Text(text), _) => Value::from(String::from_utf8_lossy(text)),
        (ValueRef::Blob(_), _) => return Err(wrong("no column holds bytes")),
    })
}

/// A field on its way into its column.
struct Field(Cell, Option<Value>);

impl ToSql for Field {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match &self.1 {
            None | Some(Value::Null) => ToSqlOutput::from(Null),
            Some(Value::String(text)) if self.0 != Cell::Json => ToSqlOutput::from(text.as_str()),
            Some(Value::Bool(flag)) => ToSqlOutput::from(*flag),
            Some(Value::Number(number)) => match number.as_i64() {
                Some(whole) => ToSqlOutput::from(whole),
                None => ToSqlOutput::Owned(Sql::Real(number.as_f64().unwrap_or_default())),
            },
            Some(other) => ToSqlOutput::from(other.to_string()),
        })
    }
}

pub(crate) fn json<T>(result: serde_json::Result<T>) -> rusqlite::Result<T> {
    result.map_err(|error| rusqlite::Error::ToSqlConversionFailure(Box::new(error)))
}

fn wrong(what: &str) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(what.into())
}
