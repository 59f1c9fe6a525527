//! Given a table in Parquet, yields an article a row.

use super::Columns;
use crate::input::walk::{Kind, Place};
use crate::input::{Problem, Sink, whole};
use jiff::Timestamp;
use jiff::civil::Date;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, Row};
use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A table that comes packed or by standard input is kept in memory, up to this many bytes.
const LONGEST_TABLE: usize = 400_000_000;

/// Reads a table.
pub(in crate::input) fn read(place: &Place, mut stream: impl Read, sink: &mut Sink<'_>) {
    let packed = place.path.extension().is_some_and(|e| e.eq_ignore_ascii_case("gz") || e.eq_ignore_ascii_case("zst"));
    let opened: Result<Box<dyn FileReader>, String> = if place.kind == Kind::File && !packed {
        let file = File::open(&place.path).map_err(|e| e.to_string());
        file.and_then(|file| SerializedFileReader::new(file).map(|r| Box::new(r) as _).map_err(|e| e.to_string()))
    } else {
        let Some(bytes) = whole(place, &mut stream, LONGEST_TABLE, sink) else { return };
        SerializedFileReader::new(bytes::Bytes::from(bytes)).map(|r| Box::new(r) as _).map_err(|e| e.to_string())
    };
    // Damaged tables make the library panic in places; that must not cost the files after it.
    let result = opened.and_then(|reader| {
        catch_unwind(AssertUnwindSafe(|| rows(place, &*reader, sink)))
            .unwrap_or(Err("its pages are damaged".to_owned()))
    });
    if let Err(error) = result {
        let cause = format!("it is no sound Parquet table ({error})");
        sink.problem(Problem::skipped(place.shown(), cause, "write it anew: what stands before was read"));
    }
}

fn rows(place: &Place, reader: &dyn FileReader, sink: &mut Sink<'_>) -> Result<(), String> {
    let name = place.shown();
    let schema = reader.metadata().file_metadata().schema();
    let names: Vec<String> = schema.get_fields().iter().map(|f| f.name().to_owned()).collect();
    let columns = match Columns::find(&names, &sink.options.map, &name) {
        Ok(columns) => columns,
        Err(problem) => {
            sink.problem(problem);
            return Ok(());
        }
    };
    let mut number = 0;
    for row in reader.get_row_iter(None).map_err(|e| e.to_string())? {
        let row = row.map_err(|e| format!("{e}, after row {number}"))?;
        if !sink.on {
            return Ok(());
        }
        number += 1;
        let fields = columns.fields(|at| cell(&row, at));
        fields.give(&format!("{name}, row {number}"), format!("{}#{number}", place.name), sink);
    }
    if number == 0 {
        sink.problem(Problem::noted(name, "the table has no rows", "nothing need be done"));
    }
    Ok(())
}

fn cell(row: &Row, at: usize) -> Option<String> {
    let (_, field) = row.get_column_iter().nth(at)?;
    text(field)
}

fn text(field: &Field) -> Option<String> {
    let time = |t: Result<Timestamp, jiff::Error>| t.ok().map(|t| t.to_string());
    match field {
        Field::Null => None,
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.data()).into_owned()),
        Field::Date(days) => {
            Date::constant(1970, 1, 1).checked_add(jiff::Span::new().try_days(*days).ok()?).ok().map(|d| d.to_string())
        }
        Field::TimestampMillis(t) => time(Timestamp::from_millisecond(*t)),
        Field::TimestampMicros(t) => time(Timestamp::from_microsecond(*t)),
        Field::ListInternal(list) => Some(list.elements().iter().filter_map(text).collect::<Vec<_>>().join("; ")),
        other => Some(other.to_string()),
    }
}
