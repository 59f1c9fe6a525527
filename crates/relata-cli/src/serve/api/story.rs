//! `/stories`: the running affairs, each told in a few sentences.

use super::Shared;
use crate::extract::lines_of_articles;
use crate::serve::answer::{Answer, Asked, Failure, answer};
use crate::serve::list::{Listing, Order};
use crate::serve::record;
use axum::extract::{Path, State};
use relata::span::{Ruler, Span};
use relata_store::query::Raw;
use serde_json::{Value, json};

/// Sentences of a summary.
const LINES: usize = 10;
/// The most articles that a summary is drawn from: those of a story are seldom more.
const ARTICLES: usize = 60;

/// The stories, newest first.
#[utoipa::path(get, path = "/stories", tag = "stories", params(Listing),
    responses((status = 200, description = "A page of stories", body = super::schema::StoryPage), super::schema::Failures))]
pub async fn stories(State(app): Shared, Asked(listing): Asked<Listing>) -> Result<Answer, Failure> {
    answer(app, move |desk| {
        let stories = &desk.index.events.stories;
        let rows: Vec<u32> = (0..stories.len() as u32).collect();
        let item = |at: u32| -> Result<Option<Raw>, Failure> {
            let Some(row) = stories.get(at as usize) else { return Ok(None) };
            let Some(story) = desk.store.raw_story(&row.story, false)? else { return Ok(None) };
            let counts = json!({ "counts": { "articles": row.articles, "events": row.events.len() } });
            record::joined(&story, &counts).map(Some)
        };
        listing.page(&rows, Order::Rising, |at| stories[at as usize].story.to_string(), item)
    })
    .await
}

/// One story: its events, its articles, and a summary of sentences from them.
#[utoipa::path(get, path = "/stories/{id}", tag = "stories", params(("id" = String, Path, description = "The story's id")),
    responses((status = 200, description = "The story", body = super::schema::Record), super::schema::Failures))]
pub async fn story(State(app): Shared, Path(id): Path<String>) -> Result<Answer, Failure> {
    answer(app, move |desk| {
        let story = desk.store.story(&id)?.ok_or_else(|| Failure::missing("story", &id))?;
        let events = story.events.iter().filter_map(|event| desk.index.events.find(event));
        let mut events: Vec<u32> = events.collect();
        events.sort_unstable();
        let events = events.into_iter().map(|at| record::event(desk, at)).collect::<Result<Vec<_>, _>>()?;
        let documents = story.documents.get(..ARTICLES.min(story.documents.len())).unwrap_or_default();
        let mut summary: Vec<Value> = Vec::new();
        for line in lines_of_articles(desk.store, documents, LINES)? {
            let text = desk.store.text_of(&line.document)?.unwrap_or_default();
            let at = place(&text, &line.sentence);
            summary.push(json!({
                "sentence": line.sentence, "days": line.days, "event": line.event,
                "article": record::reference(desk, &line.document),
                "start": at.map(|at| at.start), "end": at.map(|at| at.end),
            }));
        }
        let articles = record::references(desk, story.documents.iter().map(String::as_str));
        let events: Vec<Raw> = events.into_iter().flatten().collect();
        let whole = Page { story: &story, events, summary, articles };
        Answer::json(&whole)
    })
    .await
}

#[derive(serde::Serialize)]
struct Page<'s> {
    story: &'s relata::record::Story,
    events: Vec<Raw>,
    summary: Vec<Value>,
    articles: Vec<Value>,
}

/// Where a sentence stands in a text, whatever white space parts its words there.
fn place(text: &str, sentence: &str) -> Option<relata::span::Points> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    let first = words.first()?;
    let end = |start: usize| {
        let mut at = start;
        for word in &words {
            let rest = text.get(at..)?;
            let skipped = rest.len() - rest.trim_start().len();
            at += skipped + rest.trim_start().starts_with(word).then_some(word.len())?;
        }
        Some(at)
    };
    let found = text.match_indices(first).find_map(|(start, _)| Some((start, end(start)?)));
    found.map(|(start, end)| Ruler::new(text).points(text, Span::new(start, end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_found_over_line_breaks() {
        let text = "Été. Le port\n rouvre. Le port ferme.";
        let at = place(text, "Le port rouvre.").unwrap();
        assert_eq!((at.start, at.end), (5, 21));
        assert_eq!(place(text, "Le port dort."), None);
        assert_eq!(place(text, ""), None);
    }
}
