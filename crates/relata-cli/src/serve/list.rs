//! Given rows of the index, yields one page of a list: JSON with a cursor, or CSV.

use super::answer::{Answer, Failure};
use relata_store::query::Raw;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::IntoParams;

/// Items of a page where nothing else is asked for.
const USUAL: usize = 50;
/// The most items of a page.
const MOST: usize = 500;
/// The most rows of a table.
const ROWS: usize = 10_000;

/// Which part of a list is asked for, and how it is written.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Listing {
    /// The most items: 50 by default, 500 at most; of CSV 10,000.
    #[param(minimum = 1)]
    pub limit: Option<usize>,
    /// Where to go on: `next` of the answer before.
    pub cursor: Option<String>,
    /// `json` or `csv`.
    #[param(inline)]
    pub format: Option<Form>,
}

/// How a list is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Items with a cursor.
    #[default]
    Json,
    /// A table, one line an item.
    Csv,
}

/// One page of a list.
#[derive(Debug, Serialize)]
struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
    total: usize,
}

/// In which order rows are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Order {
    /// As they stand in the index.
    Rising,
    /// The other way round.
    Falling,
    /// As they are given.
    Given,
}

/// The last item of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Cursor {
    /// Its row and a hash of its id.
    Row(u32, u32),
    /// How many stand before.
    Count(usize),
}

impl Cursor {
    fn read(text: &str) -> Result<Self, Failure> {
        let wrong = || Failure::question("this cursor is none of this list", "begin again without a cursor");
        if let Some(count) = text.strip_prefix('o') {
            return count.parse().map(Self::Count).map_err(|_| wrong());
        }
        let (row, check) = text.split_once('.').ok_or_else(wrong)?;
        let number = |text: &str| u32::from_str_radix(text, 16).map_err(|_| wrong());
        Ok(Self::Row(number(row)?, number(check)?))
    }

    fn text(self) -> String {
        match self {
            Self::Row(row, check) => format!("{row:x}.{check:08x}"),
            Self::Count(count) => format!("o{count}"),
        }
    }
}

fn hash(id: &str) -> u32 {
    let bytes = blake3::hash(id.as_bytes());
    u32::from_be_bytes(bytes.as_bytes().first_chunk::<4>().copied().unwrap_or_default())
}

impl Listing {
    fn form(&self) -> Form {
        self.format.unwrap_or_default()
    }

    /// How many items are asked for.
    pub fn count(&self) -> usize {
        let (usual, most) = if self.form() == Form::Csv { (ROWS, ROWS) } else { (USUAL, MOST) };
        self.limit.unwrap_or(usual).clamp(1, most)
    }

    /// The page of `rows` that is asked for. Rows are ascending, save where `order` is `Given`; `id` names a row, so that
    /// a cursor outlives a change of the chronicle, and `item` shows it: nothing where it is gone meanwhile.
    pub fn page(
        &self,
        rows: &[u32],
        order: Order,
        id: impl Fn(u32) -> String,
        item: impl Fn(u32) -> Result<Option<Raw>, Failure>,
    ) -> Result<Answer, Failure> {
        let cursor = self.cursor.as_deref().map(Cursor::read).transpose()?;
        let start = match cursor {
            None => 0,
            Some(Cursor::Count(count)) => count.min(rows.len()),
            Some(Cursor::Row(row, check)) => after(rows, order, row, check, &id),
        };
        let end = (start + self.count()).min(rows.len());
        let at = |place: usize| if order == Order::Falling { rows[rows.len() - 1 - place] } else { rows[place] };
        let mut items = Vec::with_capacity(end - start);
        for place in start..end {
            items.extend(item(at(place))?);
        }
        let next = (end > start && end < rows.len()).then(|| match order {
            Order::Given => Cursor::Count(end).text(),
            _ => Cursor::Row(at(end - 1), hash(&id(at(end - 1)))).text(),
        });
        self.write(items, next, rows.len())
    }

    /// The page of a short list that is asked for.
    pub fn page_of<T: Serialize>(&self, items: &[T]) -> Result<Answer, Failure> {
        let start = match self.cursor.as_deref().map(Cursor::read).transpose()? {
            Some(Cursor::Count(count)) => count.min(items.len()),
            Some(Cursor::Row(..)) => {
                return Err(Failure::question("this cursor is none of this list", "begin again without a cursor"));
            }
            None => 0,
        };
        let end = (start + self.count()).min(items.len());
        let next = (end < items.len()).then(|| Cursor::Count(end).text());
        self.write(items.get(start..end).unwrap_or_default().iter().collect(), next, items.len())
    }

    fn write<T: Serialize>(&self, items: Vec<T>, next: Option<String>, total: usize) -> Result<Answer, Failure> {
        match self.form() {
            Form::Json => Answer::json(&Page { items, next, total }),
            Form::Csv => Ok(Answer::text("text/csv; charset=utf-8", csv(&items)?)
                .then(next.map(|cursor| format!("?format=csv&cursor={cursor}")))),
        }
    }
}

/// The place after the last item shown, also where rows have come and gone since.
fn after(rows: &[u32], order: Order, row: u32, check: u32, id: &impl Fn(u32) -> String) -> usize {
    let here = |at: &u32| hash(&id(*at)) == check;
    let found = match rows.binary_search(&row).ok().filter(|place| here(&rows[*place])) {
        Some(place) => Some(place),
        None => rows.iter().position(here),
    };
    let rising = found.map_or_else(|| rows.partition_point(|at| *at <= row), |place| place + 1);
    match (order, found) {
        (Order::Falling, Some(place)) => rows.len() - place,
        (Order::Falling, None) => rows.len() - rows.partition_point(|at| *at < row),
        _ => rising,
    }
}

/// Records as a table: the fields of the first are the columns; lists and objects are JSON in their cells.
pub fn csv<T: Serialize>(items: &[T]) -> Result<Vec<u8>, Failure> {
    let mut table = csv::Writer::from_writer(Vec::new());
    let mut columns: Vec<String> = Vec::new();
    for item in items {
        let value = serde_json::to_value(item).map_err(|error| Failure::internal(&error))?;
        let Value::Object(fields) = value else { continue };
        let wide = flat(fields);
        if columns.is_empty() {
            columns = wide.keys().cloned().collect();
            table.write_record(&columns).map_err(|error| Failure::internal(&error))?;
        }
        let cells = columns.iter().map(|column| wide.get(column).map(cell).unwrap_or_default());
        table.write_record(cells).map_err(|error| Failure::internal(&error))?;
    }
    table.into_inner().map_err(|error| Failure::internal(&error))
}

/// An article beside a record becomes columns of its own.
fn flat(fields: Map<String, Value>) -> Map<String, Value> {
    let mut wide = Map::new();
    for (name, value) in fields {
        match value {
            Value::Object(article) if name == "article" => {
                wide.extend(article.into_iter().map(|(field, value)| (format!("article_{field}"), value)));
            }
            value => drop(wide.insert(name, value)),
        }
    }
    wide
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(row: u32) -> String {
        format!("record-{row}")
    }

    #[track_caller]
    fn check(rows: &[u32], order: Order, last: u32, expected: usize) {
        assert_eq!(after(rows, order, last, hash(&id(last)), &id), expected);
    }

    #[test]
    fn a_list_goes_on_after_the_last_item_shown() {
        let rows = [2, 5, 7, 9];
        check(&rows, Order::Rising, 5, 2);
        check(&rows, Order::Falling, 5, 3);
        check(&rows, Order::Rising, 9, 4);
    }

    #[test]
    fn a_list_goes_on_where_its_last_item_was_when_that_is_gone() {
        let rows = [2, 7, 9];
        check(&rows, Order::Rising, 5, 1);
        check(&rows, Order::Falling, 5, 1 + 1);
    }

    #[test]
    fn an_item_that_has_moved_is_found_by_its_id() {
        let moved = |row: u32| format!("record-{}", row + 1);
        assert_eq!(after(&[1, 2, 3], Order::Rising, 3, hash("record-3"), &moved), 2);
    }

    #[test]
    fn cursors_that_are_none_are_refused() {
        for text in ["", "x", "1", "o-1", "zz.zz", "1.2.3", "ffffffffff.1"] {
            assert!(Cursor::read(text).is_err(), "{text}");
        }
        let cursor = Cursor::Row(17, hash("a"));
        assert_eq!(Cursor::read(&cursor.text()).unwrap(), cursor);
    }
}
