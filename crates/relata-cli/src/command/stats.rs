//! `relata stats`: given articles, yields the time that each stage takes, and words a second.

use super::Done;
use crate::engine::DataArgs;
use crate::print::{Out, complain};
use anyhow::{Result, bail};
use relata_store::input::{self, Item, Options};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Measure the time by stage, and words a second
///
/// The articles are read on one thread, and nothing is stored.
#[derive(clap::Args)]
pub struct Args {
    /// Files (.txt, .md, .jsonl) and folders; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    data: DataArgs,
}

impl Args {
    /// Reads and measures.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let start = Instant::now();
        let made = self.data.engine()?;
        let loading = start.elapsed();
        let (mut articles, mut skipped) = (Vec::new(), 0);
        input::read(&self.paths, &Options::default(), &mut std::io::stdin().lock(), &mut |item| {
            match item {
                Item::Article(article) => articles.push(*article),
                Item::Page(raw) => {
                    let (problems, article) = raw.article(&Options::default());
                    problems.iter().for_each(|problem| complain(&problem.to_string()));
                    skipped += usize::from(article.is_none());
                    articles.extend(article);
                }
                Item::Problem(problem) => {
                    complain(&problem.to_string());
                    skipped += usize::from(!problem.read);
                }
            }
            true
        });
        let count = articles.len();
        if count == 0 {
            bail!("no article could be read; there is nothing to measure");
        }
        let (mut stages, mut order, mut words) = (BTreeMap::<&str, Duration>::new(), Vec::new(), 0);
        let mut readings = Vec::new();
        for article in articles {
            let (reading, timings) = made.engine.read_timed(article, &|| start.elapsed());
            words += timings.words;
            for (stage, time) in timings.stages {
                if !order.contains(&stage) {
                    order.push(stage);
                }
                *stages.entry(stage).or_default() += time;
            }
            readings.push(reading);
        }
        let merging = Instant::now();
        made.engine.merge(&mut readings);
        stages.insert("merge", merging.elapsed());
        order.push("merge");
        write(out, &order, &stages, words, count)?;
        writeln!(out, "engine loaded in {:.2} s", loading.as_secs_f64())?;
        Ok(if skipped == 0 { Done::All } else { Done::Some })
    }
}

fn write(out: &mut Out, order: &[&str], times: &BTreeMap<&str, Duration>, words: usize, count: usize) -> Result<()> {
    let total: Duration = times.values().sum();
    let rate = |time: Duration| words as f64 / time.as_secs_f64().max(1e-9);
    writeln!(out, "{:<12} {:>10} {:>7} {:>12}", "stage", "seconds", "share", "words/s")?;
    for stage in order {
        let time = times.get(stage).copied().unwrap_or_default();
        let share = 100.0 * time.as_secs_f64() / total.as_secs_f64().max(1e-9);
        writeln!(out, "{stage:<12} {:>10.3} {share:>6.1}% {:>12.0}", time.as_secs_f64(), rate(time))?;
    }
    writeln!(out, "{:<12} {:>10.3} {:>6.1}% {:>12.0}", "all", total.as_secs_f64(), 100.0, rate(total))?;
    writeln!(out, "{count} articles, {words} words, one thread")?;
    Ok(())
}
