//! Given text, records and rows, yields output: laid out for a terminal, plain in a pipe, silent when it closes.

use comfy_table::{ContentArrangement, Table, presets};
use console::Style;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, BufWriter, Stdout, Write};

/// Standard output.
pub struct Out {
    to: BufWriter<Stdout>,
    /// Columns of the terminal; `None` in a pipe, where lines are as long as they are.
    pub width: Option<usize>,
}

/// How a listing is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Format {
    /// Columns for people.
    #[default]
    Table,
    /// A JSON array, one record a line.
    Json,
    /// Comma-separated values, the fields of the record in their order; lists and objects as JSON.
    Csv,
}

impl Out {
    /// The process's standard output.
    pub fn stdout() -> Self {
        let terminal = console::Term::stdout();
        let width = terminal.is_term().then(|| usize::from(terminal.size().1).max(40));
        Self { to: BufWriter::new(io::stdout()), width }
    }

    /// True where colours are seen: on a terminal that shows them.
    pub fn colours(&self) -> bool {
        self.width.is_some() && console::colors_enabled()
    }

    /// Writes what is still held back.
    pub fn end(&mut self) -> io::Result<()> {
        self.to.flush()
    }

    /// Writes records: as they are for programs, as `rows` under `head` for people.
    pub fn listing<T: Serialize>(
        &mut self,
        format: Format,
        records: &[T],
        head: &[&str],
        row: impl Fn(&T) -> Vec<String>,
    ) -> anyhow::Result<()> {
        match format {
            Format::Table => self.table(head, records.iter().map(row))?,
            Format::Json => self.json(records)?,
            Format::Csv => self.csv(records)?,
        }
        Ok(())
    }

    fn table(&mut self, head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> io::Result<()> {
        let mut table = Table::new();
        table.load_style(presets::NOTHING).set_header(head.to_vec());
        if let Some(width) = self.width {
            table
                .set_content_arrangement(ContentArrangement::Dynamic)
                .set_width(u16::try_from(width).unwrap_or(u16::MAX));
        }
        let mut any = false;
        for row in rows {
            table.add_row(row);
            any = true;
        }
        if !any {
            return writeln!(self, "nothing found");
        }
        for (at, line) in table.lines().enumerate() {
            let line = line.trim_end();
            match at {
                0 => writeln!(self, "{}", Style::new().bold().apply_to(line))?,
                _ => writeln!(self, "{line}")?,
            }
        }
        Ok(())
    }

    fn json<T: Serialize>(&mut self, records: &[T]) -> anyhow::Result<()> {
        let mut separator = "[\n";
        for record in records {
            write!(self, "{separator}{}", serde_json::to_string(record)?)?;
            separator = ",\n";
        }
        writeln!(self, "{}", if records.is_empty() { "[]" } else { "\n]" })?;
        Ok(())
    }

    fn csv<T: Serialize>(&mut self, records: &[T]) -> anyhow::Result<()> {
        let mut file = csv::Writer::from_writer(&mut self.to);
        for (at, record) in records.iter().enumerate() {
            let Value::Object(fields) = serde_json::to_value(record)? else { continue };
            if at == 0 {
                file.write_record(fields.keys())?;
            }
            file.write_record(fields.values().map(cell))?;
        }
        file.flush()?;
        Ok(())
    }
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.to.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Says to people what went wrong, on standard error.
pub fn complain(message: &str) {
    say(&format!("{} {message}", Style::new().for_stderr().red().bold().apply_to("relata:")));
}

/// Says to people what they should know, on standard error.
pub fn note(message: &str) {
    say(&format!("{} {message}", Style::new().for_stderr().yellow().apply_to("note:")));
}

/// Writes a line to standard error; where nobody listens there, nothing is lost.
pub fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// True where an error says that the reader of our output has gone.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let kind = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let csv = cause
            .downcast_ref::<csv::Error>()
            .is_some_and(|e| matches!(e.kind(), csv::ErrorKind::Io(io) if io.kind() == io::ErrorKind::BrokenPipe));
        kind == Some(io::ErrorKind::BrokenPipe) || csv
    })
}
