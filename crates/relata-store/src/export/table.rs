//! Given records, yields tables: CSV, and Parquet with zstd; lists and objects are JSON text.

use super::{Draft, Sheet, unwritable};
use crate::dictionary::Column;
use crate::error::Error;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};
use serde_json::Value;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many rows are written at once.
const ROWS: usize = 5000;

/// A table as text, with one line of names.
pub(super) struct Csv {
    file: csv::Writer<Vec<u8>>,
    draft: Draft,
    columns: Vec<Column>,
}

impl Csv {
    pub(super) fn new(folder: &Path, name: &str, columns: Vec<Column>) -> Result<Self, Error> {
        let mut new = Self {
            file: csv::Writer::from_writer(Vec::new()),
            draft: Draft::new(folder, &format!("{name}.csv"))?,
            columns,
        };
        let names: Vec<&str> = new.columns.iter().map(|c| c.column).collect();
        new.write(&names)?;
        Ok(new)
    }

    fn write(&mut self, cells: &[impl AsRef<[u8]>]) -> Result<(), Error> {
        let done = self.file.write_record(cells).map_err(std::io::Error::from).and_then(|()| self.file.flush());
        done.map_err(|e| unwritable(&self.draft.path, &e))?;
        let text = String::from_utf8_lossy(self.file.get_ref()).into_owned();
        self.file = csv::Writer::from_writer(Vec::new());
        self.draft.text(&text)
    }
}

impl Sheet for Csv {
    fn row(&mut self, record: &Value) -> Result<(), Error> {
        let cells: Vec<String> = self.columns.iter().map(|c| text(&record[c.column]).unwrap_or_default()).collect();
        self.write(&cells)
    }

    fn end(self: Box<Self>) -> Result<(), Error> {
        self.draft.end()
    }
}

/// A value as text: lists and objects as JSON.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// A table in Parquet.
pub(super) struct Parquet {
    writer: SerializedFileWriter<File>,
    columns: Vec<Column>,
    rows: Vec<Value>,
    path: PathBuf,
    draft: PathBuf,
}

impl Parquet {
    pub(super) fn new(folder: &Path, name: &str, columns: Vec<Column>) -> Result<Self, Error> {
        let (path, draft) = (folder.join(format!("{name}.parquet")), folder.join(format!("{name}.parquet.part")));
        let file = File::create(&draft).map_err(|e| unwritable(&draft, &e))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_created_by("relata".to_owned())
            .build();
        let writer = schema(name, &columns).and_then(|s| SerializedFileWriter::new(file, s, Arc::new(properties)));
        let writer = writer.map_err(|e| broken(&path, &e))?;
        Ok(Self { writer, columns, rows: Vec::new(), path, draft })
    }

    fn write_rows(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for column in &self.columns {
            let cells: Vec<&Value> = self.rows.iter().map(|row| &row[column.column]).collect();
            let levels: Vec<i16> = cells.iter().map(|cell| i16::from(!cell.is_null())).collect();
            let there = cells.iter().filter(|cell| !cell.is_null());
            let Some(mut writer) = group.next_column()? else { break };
            match column.kind {
                "truth" => {
                    let values: Vec<bool> = there.map(|c| c.as_bool().unwrap_or_default()).collect();
                    writer.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
                }
                "integer" => {
                    let values: Vec<i64> = there.map(|c| c.as_i64().unwrap_or_default()).collect();
                    writer.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
                }
                "number" => {
                    let values: Vec<f64> = there.map(|c| c.as_f64().unwrap_or_default()).collect();
                    writer.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
                }
                _ => {
                    let values: Vec<ByteArray> =
                        there.map(|c| ByteArray::from(text(c).unwrap_or_default().into_bytes())).collect();
                    writer.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
                }
            }
            writer.close()?;
        }
        group.close()?;
        self.rows.clear();
        Ok(())
    }
}

impl Sheet for Parquet {
    fn row(&mut self, record: &Value) -> Result<(), Error> {
        self.rows.push(record.clone());
        if self.rows.len() == ROWS {
            self.write_rows().map_err(|e| broken(&self.path, &e))?;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> Result<(), Error> {
        if !self.rows.is_empty() {
            self.write_rows().map_err(|e| broken(&self.path, &e))?;
        }
        let (path, draft) = (self.path.clone(), self.draft.clone());
        self.writer.close().map_err(|e| broken(&path, &e))?;
        std::fs::rename(&draft, &path).map_err(|e| unwritable(&path, &e))
    }
}

fn schema(name: &str, columns: &[Column]) -> Result<TypePtr, ParquetError> {
    let field = |column: &Column| {
        let (physical, logical) = match column.kind {
            "truth" => (Physical::BOOLEAN, None),
            "integer" => (Physical::INT64, None),
            "number" => (Physical::DOUBLE, None),
            "json" => (Physical::BYTE_ARRAY, Some(LogicalType::Json)),
            _ => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let builder = Type::primitive_type_builder(column.column, physical);
        builder.with_repetition(Repetition::OPTIONAL).with_logical_type(logical).build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    Type::group_type_builder(name).with_fields(fields).build().map(Arc::new)
}

fn broken(path: &Path, error: &ParquetError) -> Error {
    Error::file(path, format!("it cannot be written ({error})"), "give a folder where you may write")
}
