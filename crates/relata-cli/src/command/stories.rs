//! `relata stories`: given a chronicle, yields the running affairs that its articles tell.

use super::Done;
use crate::print::{Format, Out};
use anyhow::Result;
use jiff::civil::Date;
use relata::record::Story;
use relata_store::{Store, fold};
use std::cmp::Reverse;
use std::path::PathBuf;

/// Show the running affairs that articles tell, the largest first
///
/// `relata story DB ID` tells one of them in a few lines.
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// An entity that stands among the main ones, or a word of the title
    #[arg(long, value_name = "WHAT")]
    about: Option<String>,
    /// First day: stories that end before are left out
    #[arg(long, value_name = "DAY")]
    from: Option<Date>,
    /// Last day: stories that begin after are left out
    #[arg(long, value_name = "DAY")]
    to: Option<Date>,
    /// The most stories to show
    #[arg(long, value_name = "N", default_value_t = 30)]
    limit: usize,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Args {
    /// Shows the stories.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let mut stories = Store::open_to_read(&self.chronicle)?.stories()?;
        stories.retain(|story| self.means(story));
        stories.sort_by_key(|story| (Reverse(story.documents.len()), story.from, story.story.clone()));
        stories.truncate(self.limit);
        let head = ["from", "to", "articles", "events", "title", "who", "id"];
        out.listing(self.format, &stories, &head, row)?;
        Ok(Done::All)
    }

    fn means(&self, story: &Story) -> bool {
        let about = self.about.as_deref().map(fold).is_none_or(|about| {
            let slug = about.replace(' ', "-");
            fold(&story.title).contains(&about) || story.entities.iter().any(|e| e.contains(&slug))
        });
        about
            && self.from.is_none_or(|from| story.to.is_some_and(|to| to >= from))
            && self.to.is_none_or(|to| story.from.is_some_and(|from| from <= to))
    }
}

fn row(story: &Story) -> Vec<String> {
    let day = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
    vec![
        day(story.from),
        day(story.to),
        story.documents.len().to_string(),
        story.events.len().to_string(),
        story.title.clone(),
        story.entities.iter().take(4).cloned().collect::<Vec<_>>().join(", "),
        story.story.clone(),
    ]
}
