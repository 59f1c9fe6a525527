//! Given an item of ninjs 1.x or 2.x, the IPTC's news in JSON, yields its article.

use super::page::{self, day};
use super::published::Zone;
use relata::article::Input;
use relata::day::Interval;
use relata::record::{Published, PublishedHow};
use serde_json::Value;

/// True for an item of ninjs: `uri` with fields that only ninjs names so.
pub(super) fn is_item(value: &Value) -> bool {
    const MARKS: [&str; 10] = [
        "body_text",
        "body_html",
        "body_xhtml",
        "bodies",
        "headlines",
        "versioncreated",
        "versionCreated",
        "pubstatus",
        "pubStatus",
        "firstcreated",
    ];
    value.is_object() && MARKS.iter().any(|mark| value.get(mark).is_some())
}

/// The article of an item; what it is not, and what to do, where it is none.
pub(super) fn article(item: &Value, zone: &Zone) -> Result<Input, (String, &'static str)> {
    let status = text(item, &["pubstatus", "pubStatus"]).unwrap_or_default();
    if matches!(status.as_str(), "canceled" | "withheld") {
        return Err((format!("its publisher marked it as {status}"), "leave it out"));
    }
    let words = body(item).filter(|w| !w.trim().is_empty());
    let Some(words) = words else {
        return Err(("the item has no body".to_owned(), "leave out pictures and planning items"));
    };
    let days = ["firstcreated", "firstCreated", "contentCreated", "contentcreated", "versioncreated", "versionCreated"];
    let published = days.iter().filter_map(|name| day(item.get(*name)?.as_str()?, zone)).next();
    let publisher = text(item, &["source", "copyrightholder", "copyrightHolder"])
        .or_else(|| text(&item["infoSources"][0], &["name"]))
        .or_else(|| text(&item["infosource"][0], &["name"]));
    Ok(Input {
        text: words,
        title: title(item),
        publisher,
        url: text(item, &["canonicalurl", "canonicalUrl", "href"])
            .or_else(|| text(item, &["uri"]))
            .filter(|u| u.starts_with("http")),
        language: text(item, &["language"]).map(|l| l.split('-').next().unwrap_or_default().to_lowercase()),
        authors: text(item, &["byline", "by"]).into_iter().collect(),
        published: published.map(|d| Published { days: Interval::day(d), how: PublishedHow::Metadata }),
        ..Input::default()
    })
}

fn title(item: &Value) -> Option<String> {
    let of_two = || {
        let headlines = item["headlines"].as_array()?;
        let main = headlines.iter().find(|h| h["role"].as_str().is_none_or(|r| r.ends_with("main")));
        text(main.or(headlines.first())?, &["value"])
    };
    text(item, &["headline"]).or_else(of_two).or_else(|| text(item, &["title", "name"])).map(|t| page::fragment(&t))
}

/// The words: as text where they come so, else of the markup.
fn body(item: &Value) -> Option<String> {
    let plain = |words: String| if looks_marked(&words) { page::fragment(&words) } else { words };
    let of_one =
        || text(item, &["body_text"]).or_else(|| text(item, &["body_html", "body_xhtml"]).map(|w| page::fragment(&w)));
    let of_two = || {
        let bodies = item["bodies"].as_array()?;
        let kind = |b: &Value| text(b, &["contentType", "contenttype"]).unwrap_or_default();
        let best = bodies.iter().find(|b| kind(b) == "text/plain").or(bodies.first())?;
        text(best, &["value"]).map(plain)
    };
    of_one().or_else(of_two).or_else(|| text(item, &["description_text"]))
}

fn looks_marked(text: &str) -> bool {
    text.contains("</") || text.contains("/>")
}

fn text(value: &Value, names: &[&str]) -> Option<String> {
    let found = names.iter().find_map(|name| value.get(*name)?.as_str());
    found.map(str::to_owned).filter(|t| !t.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_version_is_read() {
        let item = json!({"uri": "urn:x:1", "headline": "Le port rouvre", "body_html": "<p>Un.</p><p>Deux.</p>",
            "versioncreated": "2031-04-02T07:00:00+01:00", "language": "fr-FR", "byline": "Ada Lune"});
        let input = article(&item, &Zone::default()).unwrap();
        assert_eq!((input.text.as_str(), input.title.as_deref()), ("Un.\n\nDeux.", Some("Le port rouvre")));
        assert_eq!(input.published.unwrap().days.from.to_string(), "2031-04-02");
        assert_eq!((input.language.as_deref(), input.authors), (Some("fr"), vec!["Ada Lune".to_owned()]));
    }

    #[test]
    fn the_second_version_is_read() {
        let item = json!({"uri": "https://gazette.example/1", "headlines": [{"role": "short", "value": "Port"},
            {"role": "main", "value": "Le port rouvre"}], "bodies": [{"contentType": "text/html", "value": "<p>Un.</p>"},
            {"contentType": "text/plain", "value": "Un."}], "infoSources": [{"name": "La Gazette"}]});
        let input = article(&item, &Zone::default()).unwrap();
        assert_eq!((input.text.as_str(), input.title.as_deref()), ("Un.", Some("Le port rouvre")));
        assert_eq!(input.publisher.as_deref(), Some("La Gazette"));
    }

    #[test]
    fn what_is_withdrawn_or_empty_is_no_article() {
        assert!(article(&json!({"pubstatus": "canceled", "body_text": "Un."}), &Zone::default()).is_err());
        assert!(article(&json!({"versioncreated": "2031-04-02"}), &Zone::default()).is_err());
    }
}
