//! Given nothing, yields a server of three invented articles on one visit, and what it answers.

use crate::serve::{App, Settings, router};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use relata::day::Interval;
use relata::record::*;
use relata::span::Points;
use relata_store::Store;
use serde_json::Value;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// A title and a name that are dangerous where they are taken for more than text.
pub const HOSTILE: &str = "<script>alert(1)</script>\"'; DROP TABLE articles; --";

/// A chronicle in a folder of its own, and its server.
pub struct Site {
    folder: TempDir,
    pub app: Arc<App>,
}

/// What was answered.
pub struct Said {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Said {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("{}: {}", self.status, self.text))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    pub fn new() -> Self {
        Self::with(|_| {})
    }

    pub fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("c.db");
        fill(&path, &["a", "b", "c"]);
        let mut settings = Settings { path, ..Settings::default() };
        settings.data.models.models = Some(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../models"));
        change(&mut settings);
        Self { folder, app: App::new(settings).unwrap() }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("c.db")
    }

    pub fn ask(&self, request: Request<Body>) -> Said {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let response = router(&self.app).oneshot(request).await.unwrap();
            let (status, headers) = (response.status(), response.headers().clone());
            let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            Said { status, headers, text: String::from_utf8_lossy(&bytes).into_owned() }
        })
    }

    pub fn get(&self, path: &str) -> Said {
        self.ask(Request::get(path).header("host", "localhost").body(Body::empty()).unwrap())
    }

    /// A good answer in JSON.
    #[track_caller]
    pub fn json(&self, path: &str) -> Value {
        let said = self.get(path);
        assert_eq!(said.status, StatusCode::OK, "{path}: {}", said.text);
        said.json()
    }

    /// A request that changes something, in JSON.
    pub fn send(&self, method: &str, path: &str, body: &Value) -> Said {
        let request = Request::builder().method(method).uri(path).header("host", "localhost").header("x-relata", "1");
        let request = request.header("content-type", "application/json");
        self.ask(request.body(Body::from(body.to_string())).unwrap())
    }
}

/// Puts articles into a chronicle, each telling the same visit, and merges them by hand.
pub fn fill(path: &std::path::Path, names: &[&str]) {
    let readings: Vec<Reading> = (0u32..).zip(names).map(|(n, name)| reading(name, n)).collect();
    let mut store = Store::open(path).unwrap();
    store.put(&readings).unwrap();
    store.save_chronicle(&readings, &chronicle(&readings)).unwrap();
}

fn chronicle(readings: &[Reading]) -> Chronicle {
    let reports: Vec<&Report> = readings.iter().flat_map(|r| &r.reports).collect();
    let visits: Vec<&&Report> = reports.iter().filter(|r| r.kind == "CONSULT").collect();
    let visit = event("visit", &visits.iter().map(|r| (**r).clone()).collect::<Vec<_>>());
    let others = reports.iter().filter(|r| r.kind != "CONSULT");
    let mut events = vec![visit];
    events.extend(others.map(|r| event(&format!("e-{}", r.report), &[(*r).clone()])));
    let event_of = events.iter().flat_map(|e| e.reports.iter().map(|r| (r.clone(), e.event.clone()))).collect();
    let side = |value: &str, document: &str| Side {
        value: value.into(),
        evidence: vec![Evidence { document: document.into(), span: points(0, 3) }],
    };
    let dispute = |about: &str, group: &str, field: &str, one: &str, other: &str| Disagreement {
        about: about.into(),
        group: group.into(),
        field: field.into(),
        values: vec![side(one, "a"), side(other, "b")],
    };
    Chronicle {
        stories: vec![Story {
            story: "s-1".into(),
            title: "Une visite à Athènes".into(),
            from: Some("2021-05-01".parse().unwrap()),
            to: Some("2021-05-04".parse().unwrap()),
            documents: readings.iter().map(|r| r.article.document.clone()).collect(),
            entities: vec!["GRC".into()],
            events: vec!["visit".into()],
        }],
        disagreements: vec![
            dispute("event", "visit", "when", "2021-05-04", "2021-05-05"),
            dispute("figure", "g-fig", "value", "3.5", "4.5"),
        ],
        group_of: readings
            .iter()
            .flat_map(|r| {
                let quotes = r.quotes.iter().map(|q| (q.quote.clone(), "g-quote".to_owned()));
                quotes.chain(r.figures.iter().map(|f| (f.figure.clone(), "g-fig".to_owned()))).collect::<Vec<_>>()
            })
            .collect(),
        events,
        event_of,
        copies: Vec::new(),
    }
}

fn event(id: &str, reports: &[Report]) -> Event {
    let first = &reports[0];
    let ids: Vec<String> = reports.iter().map(|r| r.report.clone()).collect();
    Event {
        event: id.into(),
        supersedes: vec![format!("old-{id}")],
        kind: first.kind.clone(),
        mode: first.mode.clone(),
        sources: first.sources.clone(),
        targets: first.targets.clone(),
        when: first.when.map(|w| w.days),
        place: first.place.clone(),
        history: vec![Turn { status: first.status, as_of: Some("2021-05-01".parse().unwrap()), reports: ids.clone() }],
        reports: ids,
        documents: reports.len() as u32,
    }
}

fn points(start: u32, end: u32) -> Points {
    Points { start, end }
}

fn day(n: u32) -> Interval {
    Interval::day(format!("2021-05-{:02}", 1 + n).parse().unwrap())
}

fn party(entity: &str, name: &str, kind: EntityKind, country: &str) -> Party {
    Party { entity: entity.into(), name: name.into(), also: vec![], kind, country: Some(country.into()), span: None }
}

fn ana() -> Speaker {
    Speaker {
        entity: Some("ana-brnabic".into()),
        name: "Ana Brnabić".into(),
        country: Some("SRB".into()),
        also: vec![],
    }
}

fn report(document: &str, kind: &str, status: Status) -> Report {
    let visit = kind == "CONSULT";
    Report {
        report: format!("r-{document}-{}", kind.to_lowercase()),
        document: document.into(),
        span: points(0, 39),
        trigger: Trigger { span: points(12, 21), text: "se rendra".into() },
        kind: kind.into(),
        mode: visit.then(|| "visit".into()),
        contexts: vec![],
        cameo: None,
        goldstein: Some(if visit { 2.0 } else { -3.0 }),
        quad: if visit { 1 } else { 3 },
        sources: vec![party("ana-brnabic", "Ana Brnabić", EntityKind::Person, "SRB")],
        targets: vec![party("GRC", "Grèce", EntityKind::Country, "GRC")],
        when: visit.then(|| When { days: day(3), how: WhenHow::Expression }),
        place: visit.then(|| Place {
            entity: "athens".into(),
            name: "Athènes".into(),
            latitude: Some(37.98),
            longitude: Some(23.73),
            precision: "city".into(),
        }),
        status,
        said_by: None,
        rule: "packs/fr/events.tsv:7".into(),
        confidence: 0.9,
        event: String::new(),
        evidence: vec!["trigger: se rendre".into()],
    }
}

fn entity(document: &str, slug: &str, name: &str, kind: EntityKind, country: &str, span: Points) -> Entity {
    Entity {
        entity: slug.into(),
        wikidata: None,
        kind,
        name: name.into(),
        also: vec![format!("{name} de {document}")],
        country: Some(country.into()),
        roles: vec![],
        mentions: vec![Mention { document: document.into(), span, text: name.into() }],
    }
}

fn quote(document: &str, words: &str, span: Points, said: Interval) -> Quote {
    Quote {
        quote: format!("q-{document}"),
        document: document.into(),
        span,
        text: words.into(),
        kind: QuoteKind::Direct,
        utterance: None,
        speaker: Some(ana()),
        speaker_span: None,
        addressee: None,
        cue: Some("dire".into()),
        said: Some(said),
        group: None,
    }
}

/// The reading of an invented article; the first has a title that looks like a script.
pub fn reading(document: &str, n: u32) -> Reading {
    let title = if n == 0 { HOSTILE.to_owned() } else { format!("Visite, jour {n}") };
    let words = if n == 1 { "La Grèce est notre grande amie" } else { "La Grèce est notre amie" };
    let text = format!("Ana Brnabić se rendra mardi à Athènes. « {words} », dit-elle. Elle promet 3,5 tonnes de blé.");
    let at = |needle: &str| {
        let start = text[..text.find(needle).unwrap()].chars().count() as u32;
        points(start, start + needle.chars().count() as u32)
    };
    let mut reports = vec![report(document, "CONSULT", Status::Planned)];
    if n == 2 {
        reports.push(report(document, "ACCUSE", Status::Happened));
    }
    Reading {
        entities: vec![
            entity(document, "ana-brnabic", "Ana Brnabić", EntityKind::Person, "SRB", at("Ana Brnabić")),
            entity(document, "GRC", "Grèce", EntityKind::Country, "GRC", at("Grèce")),
            entity(document, "athens", "Athènes", EntityKind::Place, "GRC", at("Athènes")),
        ],
        times: vec![Time {
            document: document.into(),
            span: at("mardi"),
            text: "mardi".into(),
            kind: TimexType::Date,
            value: "2021-05-04".into(),
            from: Some(day(3).from),
            to: Some(day(3).to),
        }],
        quotes: vec![quote(document, words, at(words), day(n))],
        figures: vec![Figure {
            figure: format!("f-{document}"),
            document: document.into(),
            span: at("3,5 tonnes"),
            text: "3,5 tonnes".into(),
            value: 3.5,
            unit: "tonne".into(),
            hedge: None,
            of: Some("blé".into()),
            when: None,
            said_by: None,
            target: false,
            group: None,
        }],
        reports,
        clues: Vec::new(),
        bearers: Vec::new(),
        article: Article {
            document: document.into(),
            text,
            title: Some(title),
            publisher: Some(if n == 0 { "Le Courrier" } else { "La Gazette" }.into()),
            url: Some("javascript:alert(1)".into()),
            authors: vec![],
            form: None,
            origin: None,
            language: "fr".into(),
            analysed: true,
            published: Some(Published { days: day(n), how: PublishedHow::Given }),
            copy_group: None,
            story: None,
        },
    }
}
