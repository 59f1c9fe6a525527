//! Given a chronicle, yields linked data: articles and events in schema.org's words, evidence as Web Annotations, provenance
//! in PROV's.

use super::{Draft, Options};
use crate::error::Error;
use crate::shape::ARTICLES;
use crate::store::Store;
use relata::record::{Article, Party, Quote};
use serde_json::{Value, json};
use std::path::Path;

/// The words used, and where they are explained.
fn context() -> Value {
    json!([
        "http://www.w3.org/ns/anno.jsonld",
        {
            "schema": "https://schema.org/", "prov": "http://www.w3.org/ns/prov#", "relata": "urn:relata:terms:",
            "wd": "http://www.wikidata.org/entity/",
        }
    ])
}

pub(super) fn write(store: &Store, folder: &Path, options: &Options<'_>) -> Result<Vec<(String, usize)>, Error> {
    let mut graph = Graph { file: Draft::new(folder, "chronicle.jsonld")?, count: 0 };
    graph.file.text(&format!("{{\"@context\": {},\n\"@graph\": [", context()))?;
    graph.node(&json!({
        "@id": "urn:relata:run", "@type": "prov:Activity",
        "prov:wasAssociatedWith": {"@type": "prov:SoftwareAgent", "schema:name": format!("relata {}", options.program)},
    }))?;
    let articles: Vec<Article> = store.said(ARTICLES.get(&store.db, "ORDER BY document", &[]))?;
    for article in &articles {
        graph.node(&of_article(article, options.without_text))?;
    }
    for quote in store.all_quotes()? {
        graph.node(&of_quote(&quote, options.without_text))?;
    }
    for event in store.all_events()? {
        let when = event.when.map(|w| (w.from.to_string(), w.to.to_string()));
        graph.node(&json!({
            "@id": format!("urn:relata:event:{}", event.event), "@type": "schema:Event",
            "relata:type": event.kind, "relata:mode": event.mode,
            "relata:status": event.history.last().map(|t| t.status),
            "schema:startDate": when.as_ref().map(|w| &w.0), "schema:endDate": when.as_ref().map(|w| &w.1),
            "schema:actor": parties(&event.sources), "relata:target": parties(&event.targets),
            "schema:location": event.place.as_ref().map(|p| json!({
                "@type": "schema:Place", "schema:name": p.name, "schema:latitude": p.latitude, "schema:longitude": p.longitude,
            })),
            "prov:wasGeneratedBy": {"@id": "urn:relata:run"},
        }))?;
        for (report, _) in store.told_of(&event.event)? {
            let target = target(
                &report.document,
                (report.trigger.span.start, report.trigger.span.end),
                Some(&report.trigger.text).filter(|_| !options.without_text),
            );
            graph.node(&json!({
                "id": format!("urn:relata:report:{}", report.report), "type": "Annotation", "motivation": "identifying",
                "body": {"id": format!("urn:relata:event:{}", event.event), "relata:status": report.status},
                "target": target,
                "prov:wasDerivedFrom": {"@id": id(&report.document)}, "prov:wasGeneratedBy": {"@id": "urn:relata:run"},
            }))?;
        }
    }
    graph.file.text("\n]}\n")?;
    let count = graph.count;
    graph.file.end()?;
    Ok(vec![("chronicle.jsonld".to_owned(), count)])
}

struct Graph {
    file: Draft,
    count: usize,
}

impl Graph {
    /// Writes a node without the fields that are null.
    fn node(&mut self, value: &Value) -> Result<(), Error> {
        let before = if self.count == 0 { "\n" } else { ",\n" };
        self.count += 1;
        self.file.text(&format!("{before}{}", without_nulls(value)))
    }
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let there = fields.iter().filter(|(_, v)| !v.is_null());
            Value::Object(there.map(|(k, v)| (k.clone(), without_nulls(v))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(without_nulls).collect()),
        other => other.clone(),
    }
}

fn id(document: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~/".contains(&b);
    let coded: String =
        document.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    format!("urn:relata:article:{coded}")
}

fn of_article(article: &Article, wordless: bool) -> Value {
    json!({
        "@id": id(&article.document), "@type": ["schema:NewsArticle", "prov:Entity"],
        "schema:headline": article.title.as_ref().filter(|_| !wordless), "schema:url": article.url, "schema:inLanguage": article.language,
        "schema:datePublished": article.published.map(|p| p.days.from.to_string()),
        "schema:publisher": article.publisher.as_ref().map(|n| json!({"@type": "schema:Organization", "schema:name": n})),
        "schema:author": article.authors.iter().map(|n| json!({"@type": "schema:Person", "schema:name": n})).collect::<Vec<_>>(),
        "schema:articleBody": Some(&article.text).filter(|_| !wordless),
    })
}

fn of_quote(quote: &Quote, wordless: bool) -> Value {
    let speaker = quote.speaker.as_ref();
    json!({
        "id": format!("urn:relata:quote:{}", quote.quote), "type": "Annotation", "motivation": "describing",
        "body": {
            "@type": "schema:Quotation",
            "schema:spokenByCharacter": speaker.map(|s| json!({"schema:name": s.name, "relata:entity": s.entity})),
            "schema:text": Some(&quote.text).filter(|_| !wordless),
        },
        "target": target(&quote.document, (quote.span.start, quote.span.end), Some(&quote.text).filter(|_| !wordless)),
        "prov:wasDerivedFrom": {"@id": id(&quote.document)}, "prov:wasGeneratedBy": {"@id": "urn:relata:run"},
    })
}

/// A stretch of an article, by its place and, where words may be given, by its words.
fn target(document: &str, (start, end): (u32, u32), words: Option<&String>) -> Value {
    let mut selectors = vec![json!({"type": "TextPositionSelector", "start": start, "end": end})];
    selectors.extend(words.map(|words| json!({"type": "TextQuoteSelector", "exact": words})));
    json!({"source": id(document), "selector": selectors})
}

fn parties(parties: &[Party]) -> Vec<Value> {
    let party = |p: &Party| json!({"@id": format!("urn:relata:entity:{}", p.entity), "schema:name": p.name, "relata:country": p.country});
    parties.iter().map(party).collect()
}
