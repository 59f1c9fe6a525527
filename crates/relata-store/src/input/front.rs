//! Given the text of a file, yields its article: front matter read as fields, and the marks of Markdown taken out.

use super::page::day;
use super::published::{Zone, published};
use relata::article::Input;
use relata::day::Interval;
use relata::record::{Published, PublishedHow};
use std::collections::BTreeMap;

/// The article of a text: where it begins with front matter, with its fields and without the marks of Markdown.
pub(super) fn article(text: &str, zone: &Zone) -> Input {
    let Some((fields, body)) = split(text) else { return Input { text: text.to_owned(), ..Input::default() } };
    let get = |names: &[&str]| names.iter().find_map(|name| fields.get(*name)?.first().cloned());
    let heading = body.trim_start().strip_prefix("# ").and_then(|b| b.lines().next()).map(str::trim);
    let title = get(&["title", "titre", "headline"]).or_else(|| heading.map(str::to_owned));
    let body = plain(body);
    let text = title.as_ref().and_then(|t| body.strip_prefix(t.as_str())).map_or(body.as_str(), str::trim_start);
    let given = get(&["published", "date", "pubdate", "day"]);
    let days = given.as_deref().and_then(|d| {
        let one = |d| Published { days: Interval::day(d), how: PublishedHow::Given };
        published(d, zone).or_else(|| day(d, zone).map(one))
    });
    let authors = ["authors", "author", "auteur", "auteurs"].iter().find_map(|name| fields.get(*name));
    Input {
        text: text.to_owned(),
        title,
        publisher: get(&["publisher", "source", "site"]),
        url: get(&["url", "link", "canonical", "canonicalurl"]).filter(|u| u.starts_with("http")),
        language: get(&["language", "lang", "locale"])
            .map(|l| l.split(['-', '_']).next().unwrap_or_default().to_lowercase()),
        authors: authors.cloned().unwrap_or_default(),
        published: days.map(|p| Published { how: PublishedHow::Metadata, ..p }),
        ..Input::default()
    }
}

type Fields = BTreeMap<String, Vec<String>>;

/// Fields between two lines `---` (YAML) or `+++` (TOML), one a line; and what follows.
fn split(text: &str) -> Option<(Fields, &str)> {
    let text = text.trim_start_matches('\u{feff}');
    let fence = text.lines().next().map(str::trim_end).filter(|l| matches!(*l, "---" | "+++"))?;
    let mut at = text.find('\n')? + 1;
    let (mut fields, mut last) = (Fields::new(), None::<String>);
    loop {
        let line = text[at..].split('\n').next()?;
        let next = at + line.len() + 1;
        let line = line.trim_end();
        if line == fence || (fence == "---" && line == "...") {
            return Some((fields, text.get(next..).unwrap_or_default()));
        }
        if next > text.len() {
            return None;
        }
        at = next;
        if let (Some(item), Some(key)) = (line.trim_start().strip_prefix("- "), &last) {
            fields.entry(key.clone()).or_default().push(unquoted(item).to_owned());
        } else if let Some((key, value)) = line.split_once([':', '=']).filter(|(k, _)| is_key(k.trim())) {
            let key = key.trim().to_lowercase();
            fields.insert(key.clone(), values(value.trim()));
            last = Some(key);
        } else if !(line.is_empty() || line.starts_with([' ', '#', '\t', '['])) {
            return None;
        }
    }
}

fn is_key(key: &str) -> bool {
    !key.is_empty() && key.len() < 40 && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
}

fn values(text: &str) -> Vec<String> {
    let list = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    let items = list.map_or(vec![text], |list| list.split(',').collect());
    items.into_iter().map(|item| unquoted(item).to_owned()).filter(|v| !v.is_empty()).collect()
}

fn unquoted(text: &str) -> &str {
    let text = text.trim();
    let inner = |q: char| text.strip_prefix(q).and_then(|t| t.strip_suffix(q));
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

/// Markdown as a reader reads it.
fn plain(body: &str) -> String {
    let mut out = Vec::new();
    let mut fenced = false;
    for line in body.lines() {
        let bare = line.trim_start();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            fenced = !fenced;
            continue;
        }
        if fenced || (bare.len() > 2 && bare.bytes().all(|b| matches!(b, b'-' | b'=' | b'*' | b'_'))) {
            continue;
        }
        let bare = bare.trim_start_matches('#').trim_start_matches(['>', ' ']);
        let bare = ["- ", "* ", "+ "].iter().find_map(|mark| bare.strip_prefix(mark)).unwrap_or(bare);
        out.push(spans(bare.trim_end()));
    }
    out.join("\n").trim().to_owned()
}

/// A line without the marks of links, pictures and emphasis.
fn spans(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('[') {
        let inner = &rest[at + 1..];
        let parts = inner.find("](").and_then(|end| Some((end, inner[end..].find(')')? + end)));
        let Some((end, close)) = parts else { break };
        let picture = rest[..at].ends_with('!');
        out.push_str(rest[..at].strip_suffix('!').filter(|_| picture).unwrap_or(&rest[..at]));
        if !picture {
            out.push_str(&inner[..end]);
        }
        rest = &inner[close + 1..];
    }
    out.push_str(rest);
    out.replace("**", "").replace("__", "").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Input {
        article(text, &Zone::default())
    }

    #[test]
    fn fields_and_marks_are_read() {
        let input = read(
            "---\ntitle: \"Le port rouvre\"\ndate: 2031-04-02\nauthors:\n  - Ada Lune\n  - Jo Bric\nlang: fr\n---\n\n# Le port rouvre\n\nLe **port** de [Lomé](https://port.example) rouvre. ![vue](a.png)\n",
        );
        assert_eq!(input.title.as_deref(), Some("Le port rouvre"));
        assert_eq!(input.text, "Le port de Lomé rouvre.");
        assert_eq!(input.authors, ["Ada Lune", "Jo Bric"]);
        assert_eq!(input.published.unwrap().days.from.to_string(), "2031-04-02");
        assert_eq!(input.language.as_deref(), Some("fr"));
    }

    #[test]
    fn toml_is_read_too() {
        let input = read("+++\ntitle = 'Un'\nauthor = ['Ada', 'Jo']\n+++\nLe texte.");
        assert_eq!((input.title.as_deref(), input.text.as_str(), input.authors.len()), (Some("Un"), "Le texte.", 2));
    }

    #[test]
    fn other_texts_are_left_as_they_are() {
        for text in ["Le *port*.", "---\nUn tiret, puis une phrase sans fin", "--- \ntitle: x", "---\n", ""] {
            assert_eq!(read(text).text, text);
        }
    }
}
