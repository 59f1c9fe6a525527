//! `relata articles`: given a chronicle, yields what was read into it.

use super::Done;
use crate::calendar::days;
use crate::print::{Format, Out};
use anyhow::Result;
use relata::record::{Article, Published, PublishedHow};
use relata_store::Store;
use std::path::PathBuf;

/// Show what was read
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Args {
    /// Shows the articles.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let articles = Store::open_to_read(&self.chronicle)?.articles()?;
        let head = ["document", "published", "known by", "publisher", "language", "analysed", "words"];
        out.listing(self.format, &articles, &head, row)?;
        Ok(Done::All)
    }
}

fn row(article: &Article) -> Vec<String> {
    vec![
        article.document.clone(),
        days(article.published.map(|p| p.days)),
        article.published.map_or("", how).to_owned(),
        article.publisher.clone().unwrap_or_default(),
        article.language.clone(),
        if article.analysed { "yes" } else { "no" }.to_owned(),
        article.text.split_whitespace().count().to_string(),
    ]
}

fn how(published: Published) -> &'static str {
    match published.how {
        PublishedHow::Given => "given",
        PublishedHow::Header => "header",
        PublishedHow::Metadata => "metadata",
        PublishedHow::Url => "address",
        PublishedHow::Text => "its text",
        PublishedHow::OtherArticles => "other articles",
    }
}
