//! Given the fields of one record, yields its article, or says what is wrong with it.

use super::{LONGEST, Problem, Sink, published, too_long};
use relata::article::Input;
use serde::Deserialize;

/// A record as DESIGN.md section 6 gives it; other fields are passed over.
#[derive(Deserialize, Default)]
pub(super) struct Fields {
    pub(super) text: Option<String>,
    pub(super) document: Option<String>,
    pub(super) title: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) published: Option<String>,
    #[serde(default)]
    pub(super) authors: Names,
}

/// One name, or several.
#[derive(Deserialize, Default)]
#[serde(untagged)]
pub(super) enum Names {
    /// Nobody is named.
    #[default]
    None,
    /// One name.
    One(String),
    /// Several.
    Many(Vec<String>),
}

impl Fields {
    /// Hands on the article of a record that stands at `place`; it is called `name` where it does not say itself.
    pub(super) fn give(self, place: &str, name: String, sink: &mut Sink<'_>) {
        let body = self.text.unwrap_or_default();
        if body.len() > LONGEST {
            return sink.problem(too_long(place));
        }
        if body.trim().is_empty() {
            return sink.problem(Problem::skipped(
                place,
                "it has no text",
                "give a field `text`, or name it with --map",
            ));
        }
        let days = self.published.as_deref().filter(|p| !p.trim().is_empty());
        let published = days.and_then(|p| published(p, &sink.options.zone));
        if let (Some(days), None) = (days, published) {
            let cause = format!("`published` is no day: {days:?}; the article is read without it");
            sink.problem(Problem::noted(place, cause, "give a day such as 2023-10-17, or an RFC 3339 time"));
        }
        let authors = match self.authors {
            Names::None => Vec::new(),
            Names::One(name) => some(Some(name)).into_iter().collect(),
            Names::Many(names) => names.into_iter().filter(|n| !n.trim().is_empty()).collect(),
        };
        let input = Input {
            document: some(self.document).unwrap_or(name),
            text: body,
            title: some(self.title),
            publisher: some(self.publisher),
            url: some(self.url),
            language: some(self.language).map(|l| l.split(['-', '_']).next().unwrap_or_default().to_lowercase()),
            published,
            authors,
            ..Input::default()
        };
        sink.article(place, input);
    }
}

/// What is empty is not given.
pub(super) fn some(field: Option<String>) -> Option<String> {
    field.filter(|text| !text.trim().is_empty())
}
