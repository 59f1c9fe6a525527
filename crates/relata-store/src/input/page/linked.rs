//! Given the JSON-LD scripts of a page, yields what they say of its article: schema.org's words, wherever they stand.

use super::tree::squeeze;
use serde_json::Value;

/// How deep objects within objects are followed.
const DEEPEST: usize = 12;

/// What schema.org calls a piece of news.
const ARTICLES: [&str; 16] = [
    "NewsArticle",
    "ReportageNewsArticle",
    "Article",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "BlogPosting",
    "LiveBlogPosting",
    "Report",
    "AskPublicNewsArticle",
    "SatiricalArticle",
    "AdvertiserContentArticle",
    "SocialMediaPosting",
    "TechArticle",
    "ScholarlyArticle",
];

/// What a page says of its article.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) kind: Option<String>,
    pub(super) headline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) language: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) body: Option<String>,
    pub(super) url: Option<String>,
}

/// Reads the scripts; of several articles, the first that has a headline is the page's own. Broken scripts are passed over.
pub(super) fn read(scripts: &[String]) -> Linked {
    let values: Vec<Value> = scripts.iter().filter_map(|text| parsed(text)).collect();
    let mut objects = Vec::new();
    values.iter().for_each(|value| collect(value, DEEPEST, &mut objects));
    let rank = |object: &&Value| (!is_article(object), text(object, "headline").is_none());
    let article = objects.iter().copied().filter(|o| is_article(o)).min_by_key(rank);
    let mut linked = article.map(of_article).unwrap_or_default();
    let page = objects.iter().copied().find(|o| kind(o).is_some_and(|k| k.ends_with("WebPage")));
    if let Some(page) = page {
        linked.published = linked.published.or_else(|| text(page, "datePublished"));
        linked.language = linked.language.or_else(|| text(page, "inLanguage"));
    }
    // A publisher given by reference stands beside the article.
    if linked.publisher.is_none() {
        let named =
            |o: &&Value| kind(o).is_some_and(|k| matches!(k, "NewsMediaOrganization" | "WebSite" | "Organization"));
        linked.publisher = objects.iter().copied().find(named).and_then(|o| text(o, "name"));
    }
    linked
}

/// JSON as pages write it: sometimes with raw line breaks in strings, sometimes within a comment.
fn parsed(text: &str) -> Option<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
    let text = text.trim_end_matches("-->").trim_end_matches("//]]>").trim().trim_end_matches(';');
    let clean = || text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    serde_json::from_str(text).or_else(|_| serde_json::from_str(&clean())).ok()
}

fn collect<'v>(value: &'v Value, deepest: usize, into: &mut Vec<&'v Value>) {
    match value {
        Value::Array(items) if deepest > 0 => items.iter().for_each(|v| collect(v, deepest - 1, into)),
        Value::Object(fields) if deepest > 0 => {
            into.push(value);
            fields.values().filter(|v| !v.is_string()).for_each(|v| collect(v, deepest - 1, into));
        }
        _ => {}
    }
}

fn of_article(object: &Value) -> Linked {
    Linked {
        kind: kind(object).map(str::to_owned),
        headline: text(object, "headline").or_else(|| text(object, "name")),
        published: text(object, "datePublished").or_else(|| text(object, "dateCreated")),
        publisher: names(&object["publisher"]).into_iter().next(),
        authors: names(&object["author"]),
        language: text(object, "inLanguage"),
        summary: text(object, "description"),
        body: text(object, "articleBody"),
        url: text(object, "url").or_else(|| text(&object["mainEntityOfPage"], "@id")),
    }
}

fn is_article(object: &Value) -> bool {
    kinds(object).into_iter().any(|kind| ARTICLES.contains(&kind))
}

fn kind(object: &Value) -> Option<&str> {
    let kinds = kinds(object);
    kinds.iter().copied().find(|k| ARTICLES.contains(k)).or_else(|| kinds.first().copied())
}

fn kinds(object: &Value) -> Vec<&str> {
    let plain = |text: &'_ str| text.rsplit(['/', '#', ':']).next().map(str::len).unwrap_or_default();
    let kinds: Vec<&str> = match &object["@type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    kinds.into_iter().map(|k| &k[k.len() - plain(k)..]).collect()
}

/// The name of a person or body, of several, or a name by itself.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) if !name.starts_with("http") => vec![super::plain(name)],
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(_) => match &value["name"] {
            Value::Array(_) => names(&value["name"]),
            _ => text(value, "name").into_iter().collect(),
        },
        _ => Vec::new(),
    }
}

fn text(object: &Value, field: &str) -> Option<String> {
    let value = match object.get(field)? {
        Value::Array(items) => items.first()?,
        value => value,
    };
    value.as_str().map(|text| squeeze(&super::plain(text))).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(script: &str) -> Linked {
        read(&[script.to_owned()])
    }

    #[test]
    fn an_article_in_a_graph_is_found() {
        let linked = one(r#"{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "La Gazette"},
              {"@type": ["NewsArticle"], "headline": "Le port d&#39;Agadir rouvre", "author": [{"name": "Ada Lune"}],
               "datePublished": "2031-04-02T07:00:00+01:00"}]}"#);
        assert_eq!(linked.headline.as_deref(), Some("Le port d'Agadir rouvre"));
        assert_eq!(linked.publisher.as_deref(), Some("La Gazette"));
        assert_eq!(linked.authors, ["Ada Lune"]);
        assert_eq!(linked.published.as_deref(), Some("2031-04-02T07:00:00+01:00"));
    }

    #[test]
    fn raw_line_breaks_are_borne_and_nonsense_is_passed_over() {
        assert_eq!(one("{\"@type\": \"Article\", \"headline\": \"Un\ndeux\"}").headline.as_deref(), Some("Un deux"));
        assert_eq!(one("{\"@type\": \"Article\", "), Linked::default());
        assert_eq!(one("[[[[[[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]]]]]]"), Linked::default());
    }
}
