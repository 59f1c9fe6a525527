//! `relata relation`: given a chronicle and two parties, yields how their relationship moves; given none, the pairs of
//! which most is told.

use super::Done;
use super::story::write_lines;
use crate::chart::{bars, svg};
use crate::extract::lines_of_events;
use crate::print::{Format, Out};
use anyhow::{Context, Result, bail};
use jiff::civil::Date;
use relata_store::Store;
use relata_store::query::{Pair, Period, RelationQuery, Step};
use std::io::Write;
use std::path::PathBuf;

/// Show how the relationship of two parties moves, or which pairs are told of most
///
/// A country stands for all who act for it. Each event counts once, however many papers tell it; the share is that of
/// all reports of the period, so that more papers do not look like more events. Cooperation, conflict and the mean
/// Goldstein value count what is held; what is planned stands beside it.
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// The two parties: names, entities or country codes
    #[arg(value_name = "WHO", num_args = 2, required_unless_present = "top")]
    pair: Vec<String>,
    /// Length of a period
    #[arg(long, value_enum, default_value = "month")]
    by: By,
    /// First day [default: that of the first article]
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Last day [default: that of the last article]
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// Rank all pairs of countries
    #[arg(long, conflicts_with_all = ["pair", "svg", "lines"])]
    top: bool,
    /// With --top: rank by how much the share of all reports changed from the first half of the days to the second
    #[arg(long, requires = "top")]
    change: bool,
    /// With --top: the most pairs to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Draw it into an SVG file as well
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Tell it in at most so many lines instead, each a sentence with its source
    #[arg(long, value_name = "N")]
    lines: Option<usize>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// The length of a period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
enum By {
    Day,
    Week,
    Month,
    Year,
}

impl Args {
    /// Shows the relationship or the ranking.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let store = Store::open_to_read(&self.chronicle)?;
        if self.top {
            self.ranking(out, &store)?
        } else {
            self.relation(out, &store)?
        }
        Ok(Done::All)
    }

    fn relation(&self, out: &mut Out, store: &Store) -> Result<()> {
        let [one, other] = self.pair.as_slice() else { bail!("give two parties, or --top") };
        let by = match self.by {
            By::Day => Step::Day,
            By::Week => Step::Week,
            By::Month => Step::Month,
            By::Year => Step::Year,
        };
        let pair = [one.clone(), other.clone()];
        let relation = store.relation(&RelationQuery { pair, by, from: self.from, to: self.to })?;
        if let Some(path) = &self.svg {
            let picture = svg(&format!("{one} – {other}"), &relation.periods);
            std::fs::write(path, picture).with_context(|| format!("{}: it cannot be written", path.display()))?;
        }
        if let Some(lines) = self.lines {
            return write_lines(out, self.format, &lines_of_events(store, &relation.events, lines)?);
        }
        if self.format != Format::Table {
            return out.listing(self.format, &relation.periods, &[], |_: &Period| Vec::new());
        }
        for line in bars(&relation.periods) {
            writeln!(out, "{}", line.trim_end())?;
        }
        if relation.unplaced > 0 {
            writeln!(out, "not drawn: {} events whose days are unknown or wider than a period", relation.unplaced)?;
        }
        Ok(())
    }

    fn ranking(&self, out: &mut Out, store: &Store) -> Result<()> {
        let mut pairs = store.pairs(self.from, self.to)?;
        if self.change {
            pairs.sort_by(|a, b| b.change.abs().total_cmp(&a.change.abs()));
        }
        pairs.truncate(self.limit);
        let head =
            ["pair", "events", "reports", "cooperation", "conflict", "goldstein", "share before", "after", "change"];
        out.listing(self.format, &pairs, &head, row)
    }
}

fn row(pair: &Pair) -> Vec<String> {
    vec![
        format!("{} – {}", pair.one, pair.other),
        pair.events.to_string(),
        pair.reports.to_string(),
        pair.cooperation.to_string(),
        pair.conflict.to_string(),
        pair.goldstein.map(|g| format!("{g:+.1}")).unwrap_or_default(),
        format!("{:.1} %", pair.before * 100.0),
        format!("{:.1} %", pair.after * 100.0),
        format!("{:+.1}", pair.change * 100.0),
    ]
}
