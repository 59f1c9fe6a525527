//! `relata extract`: given files of any format, yields the articles in them as JSON Lines, not analysed.

use super::Done;
use super::read::InputArgs;
use crate::print::{Out, complain, note};
use anyhow::{Context, Result};
use relata::article::Input;
use relata_store::input::{self, Item, Problem, Record};
use serde_json::json;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::time::Instant;

/// Show the articles in files of any format as JSON Lines, not analysed
///
/// What is shown can be read again with `relata read`.
#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Only split archives into records and decode them: count records and bytes a second
    #[arg(long)]
    measure_records: bool,
}

impl Args {
    /// Writes the articles.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        if self.measure_records {
            return self.measure(out);
        }
        let options = self.input.options()?;
        let (mut skipped, mut failed) = (0, None);
        let mut say = |problem: &Problem| {
            skipped += usize::from(!problem.read);
            if problem.read { note(&problem.to_string()) } else { complain(&problem.to_string()) }
        };
        input::read(&self.input.paths, &options, &mut std::io::stdin().lock(), &mut |item| {
            let article = match item {
                Item::Problem(problem) => {
                    say(&problem);
                    None
                }
                Item::Article(article) => Some(*article),
                Item::Page(raw) => {
                    let (problems, article) = raw.article(&options);
                    problems.iter().for_each(&mut say);
                    article
                }
            };
            failed = article.and_then(|article| writeln!(out, "{}", record(&article)).err());
            failed.is_none()
        });
        failed.map_or(Ok(()), Err)?;
        Ok(if skipped == 0 { Done::All } else { Done::Some })
    }

    fn measure(&self, out: &mut Out) -> Result<Done> {
        for path in &self.input.paths {
            let start = Instant::now();
            let mut file = File::open(path).with_context(|| format!("{}: it cannot be read", path.display()))?;
            let mut head = Vec::new();
            (&mut file).take(65_536).read_to_end(&mut head)?;
            let stream = BufReader::with_capacity(1 << 17, std::io::Cursor::new(head.clone()).chain(file));
            let (mut records, mut bytes) = (0_u64, 0_u64);
            input::records(Box::new(stream), &head, &mut |record: &Record| {
                records += 1;
                bytes += record.raw;
            });
            let seconds = start.elapsed().as_secs_f64().max(1e-9);
            let megabytes = bytes as f64 / 1e6;
            writeln!(
                out,
                "{}: {records} records, {megabytes:.1} MB unpacked, {seconds:.2} s, {:.0} MB/s",
                path.display(),
                megabytes / seconds
            )?;
        }
        Ok(Done::All)
    }
}

/// An article as `relata read` takes it, with what else its source says.
fn record(article: &Input) -> serde_json::Value {
    let days = article.published.map(|p| p.days);
    let day = days.map(|d| if d.from == d.to { d.from.to_string() } else { format!("{}/{}", d.from, d.to) });
    json!({
        "document": article.document,
        "published": day,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "language": article.language,
        "authors": article.authors,
        "form": article.form,
        "origin": article.origin,
        "text": article.text,
    })
}
