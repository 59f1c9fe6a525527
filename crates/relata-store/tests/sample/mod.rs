//! Given a name, yields the reading of an invented article.

#![allow(dead_code, reason = "each file of tests uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test that fails may panic in its own functions too")]

use relata::day::Interval;
use relata::record::*;
use relata::span::Points;

pub fn day(text: &str) -> Interval {
    Interval::day(text.parse().unwrap())
}

fn points(start: u32, end: u32) -> Points {
    Points { start, end }
}

pub fn party(entity: &str, name: &str, country: &str) -> Party {
    Party {
        entity: entity.into(),
        name: name.into(),
        also: vec!["le ministre".into()],
        kind: EntityKind::Person,
        country: Some(country.into()),
        span: Some(points(0, 12)),
    }
}

fn speaker(name: &str) -> Speaker {
    Speaker { entity: Some("ana-brnabic".into()), name: name.into(), country: Some("SRB".into()), also: vec![] }
}

fn report(document: &str) -> Report {
    Report {
        report: format!("r-{document}"),
        document: document.into(),
        span: points(0, 40),
        trigger: Trigger { span: points(13, 22), text: "se rendra".into() },
        kind: "CONSULT".into(),
        mode: Some("visit".into()),
        contexts: vec!["diplomatic".into()],
        cameo: Some("042".into()),
        goldstein: Some(1.9),
        quad: 1,
        sources: vec![party("ana-brnabic", "Ana Brnabić", "SRB")],
        targets: vec![party("GRC", "Grèce", "GRC")],
        when: Some(When { days: day("2021-05-04"), how: WhenHow::Expression }),
        place: Some(Place {
            entity: "athens".into(),
            name: "Athènes".into(),
            latitude: Some(37.983_81),
            longitude: Some(23.727_539),
            precision: "city".into(),
        }),
        status: Status::Planned,
        said_by: None,
        rule: "packs/fr/events.tsv:7".into(),
        confidence: 0.1 + 0.2,
        event: String::new(),
        evidence: vec!["trigger: se rendre".into()],
    }
}

fn figure(document: &str) -> Figure {
    Figure {
        figure: format!("f-{document}"),
        document: document.into(),
        span: points(90, 99),
        text: "3,5 tonnes".into(),
        value: 3.5,
        unit: "tonne".into(),
        hedge: Some(Hedge::About),
        of: Some("blé".into()),
        when: None,
        said_by: Some(speaker("Ana Brnabić")),
        target: false,
        group: None,
    }
}

pub fn reading(document: &str) -> Reading {
    let entity = Entity {
        entity: "GRC".into(),
        wikidata: Some("Q41".into()),
        kind: EntityKind::Country,
        name: "Grèce".into(),
        also: vec![format!("nom de {document}")],
        country: Some("GRC".into()),
        roles: vec![],
        mentions: vec![Mention { document: document.into(), span: points(60, 65), text: "Grèce".into() }],
    };
    let time = Time {
        document: document.into(),
        span: points(30, 35),
        text: "mardi".into(),
        kind: TimexType::Date,
        value: "2021-05-04".into(),
        from: Some("2021-05-04".parse().unwrap()),
        to: Some("2021-05-04".parse().unwrap()),
    };
    let quote = Quote {
        quote: format!("q-{document}"),
        document: document.into(),
        span: points(50, 80),
        text: format!("La Grèce est notre amie, dit {document}"),
        kind: QuoteKind::Direct,
        utterance: None,
        speaker: Some(speaker("Ana Brnabić")),
        speaker_span: Some(points(0, 12)),
        addressee: None,
        cue: Some("dire".into()),
        said: Some(day("2021-05-02")),
        group: None,
    };
    Reading {
        article: Article {
            document: document.into(),
            text: format!("Ana Brnabić se rendra mardi à Athènes. L’été à {document}."),
            title: None,
            publisher: Some("Le Courrier".into()),
            url: None,
            authors: Vec::new(),
            form: None,
            origin: None,
            language: "fr".into(),
            analysed: true,
            published: Some(Published { days: day("2021-05-03"), how: PublishedHow::Given }),
            copy_group: None,
            story: None,
        },
        entities: vec![entity],
        times: vec![time],
        quotes: vec![quote],
        figures: vec![figure(document)],
        reports: vec![report(document)],
        clues: Vec::new(),
        bearers: Vec::new(),
    }
}
