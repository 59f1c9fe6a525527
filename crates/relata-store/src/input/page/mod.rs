//! Given the bytes of a web page, yields its article: words, title, day, publisher, authors, address, language.

mod day;
mod linked;
mod markup;
mod text;
mod title;
mod tree;

pub(in crate::input) use day::day;
pub(super) use markup::decode;

use super::published::Zone;
use linked::Linked;
use relata::record::Published;
use tree::{Tree, squeeze};

/// What a page is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Shape {
    /// One report.
    #[default]
    Report,
    /// Posts on one running event, the newest first.
    Live,
    /// Pictures with their captions.
    Gallery,
}

/// What a page holds.
#[derive(Debug, Default)]
pub(crate) struct Page {
    /// The paragraphs, a blank line between two; empty where it has no article.
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) published: Option<Published>,
    pub(crate) publisher: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
    pub(crate) shape: Shape,
}

/// Reads a page; `url` is where it was fetched, where that is known.
pub(crate) fn read(html: &str, url: Option<&str>, zone: &Zone) -> Page {
    let tree = Tree::new(html);
    let linked = linked::read(&tree.scripts);
    let meta =
        |names: &[&str]| names.iter().find_map(|name| tree.metas.iter().find(|(n, _)| n == name).map(|(_, c)| c));
    let summary = meta(&["og:description", "description", "twitter:description"]).map(|s| plain(s));
    let summary = linked.summary.clone().or(summary);
    let publisher = publisher(&tree, &linked);
    let title = title::of(&tree, &linked, publisher.as_deref());
    let address = address(&tree, &linked, url);
    let mut paragraphs = text::paragraphs(&tree, title.as_deref(), summary.as_deref());
    let told: usize = paragraphs.iter().map(String::len).sum();
    // Some pages bring their words only as data.
    if let Some(body) = linked.body.as_deref().filter(|body| body.len() > 300 && told * 4 < body.len()) {
        paragraphs = vec![body.to_owned()];
    }
    Page {
        text: paragraphs.join("\n\n"),
        published: day::of(&tree, &linked, address.as_deref(), zone),
        shape: shape(&tree, &linked, address.as_deref()),
        authors: authors(&tree, &linked),
        language: language(&tree, &linked),
        title,
        publisher,
        url: address,
    }
}

fn publisher(tree: &Tree, linked: &Linked) -> Option<String> {
    let names = ["og:site_name", "application-name", "dc.publisher", "publisher", "twitter:app:name:iphone"];
    let meta = || names.iter().find_map(|name| tree.metas.iter().find(|(n, _)| n == name));
    let found = linked.publisher.clone().or_else(|| meta().map(|(_, content)| squeeze(&plain(content))));
    found.filter(|name| !name.is_empty() && !name.starts_with("http"))
}

fn authors(tree: &Tree, linked: &Linked) -> Vec<String> {
    let mut authors = linked.authors.clone();
    if authors.is_empty() {
        let metas = tree.metas.iter().filter(|(n, _)| matches!(n.as_str(), "author" | "article:author" | "dc.creator"));
        authors = metas.map(|(_, c)| squeeze(&plain(c))).filter(|a| !a.starts_with("http")).collect();
    }
    let mut seen = std::collections::BTreeSet::new();
    authors.retain(|author| !author.is_empty() && seen.insert(author.clone()));
    authors
}

/// Where the page says it lies; addresses without a host say nothing.
fn address(tree: &Tree, linked: &Linked, url: Option<&str>) -> Option<String> {
    let og = tree.metas.iter().find(|(n, _)| n == "og:url").map(|(_, c)| c.as_str());
    let said = [tree.canonical.as_deref(), og, linked.url.as_deref(), url];
    said.into_iter().flatten().map(str::trim).find(|a| a.starts_with("http") && a.len() < 2000).map(str::to_owned)
}

/// The ISO 639-1 code that the page declares.
fn language(tree: &Tree, linked: &Linked) -> Option<String> {
    let locale = tree.metas.iter().find(|(n, _)| n == "og:locale").map(|(_, c)| c.as_str());
    let said = [tree.language.as_deref(), linked.language.as_deref(), locale];
    let code = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().trim().to_lowercase();
    said.into_iter().flatten().map(code).find(|c| c.len() == 2 && c.bytes().all(|b| b.is_ascii_lowercase()))
}

fn shape(tree: &Tree, linked: &Linked, url: Option<&str>) -> Shape {
    let kind = linked.kind.as_deref().unwrap_or_default();
    let path =
        url.map(|u| u.split(['/', '-', '_', '.']).map(str::to_lowercase).collect::<Vec<_>>()).unwrap_or_default();
    let named = |words: &[&str]| path.iter().any(|part| words.contains(&part.as_str()));
    let posts = tree.elements.iter().filter(|e| e.names.contains("live-post") || e.names.contains("liveblog")).count();
    if kind == "LiveBlogPosting" || named(&["live", "direct", "liveblog"]) || posts > 5 {
        Shape::Live
    } else if kind == "ImageGallery" || named(&["gallery", "galerie", "diaporama", "photos", "portfolio", "slideshow"])
    {
        Shape::Gallery
    } else {
        Shape::Report
    }
}

/// Text in which markup is written as text: entities are read, tags left out.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    let spaced = text.replace("</p>", "</p> ").replace("<br", " <br");
    dom_query::Document::fragment(spaced).text().to_string()
}

/// The paragraphs of a piece of markup that is an article by itself, as feeds give it.
pub(super) fn fragment(markup: &str) -> String {
    if !markup.contains('<') {
        return squeeze(&plain(markup));
    }
    let tree = Tree::new(markup);
    let blocks = tree.blocks.into_iter().map(|b| b.text);
    blocks.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests;
