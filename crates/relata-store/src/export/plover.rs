//! Given a chronicle, yields events as the PLOVER manual of February 2024 has them, one JSON object a line.
//!
//! The manual has no field for status: what is to come becomes AGREE or CONCEDE, a cancelled meeting REJECT; what is denied or
//! only possible is left out, as it allows; what somebody alleges stays, with a comment.

use super::gdelt::Source;
use super::{Draft, Options};
use crate::error::Error;
use crate::store::Store;
use relata::record::{EntityKind, Event, Party, Report, Status};
use serde_json::{Value, json};
use std::path::Path;

pub(super) fn write(store: &Store, folder: &Path, options: &Options<'_>) -> Result<Vec<(String, usize)>, Error> {
    let mut file = Draft::new(folder, "plover.jsonl")?;
    let mut count = 0;
    for event in store.all_events()? {
        let Some((kind, comment)) = collapsed(&event) else { continue };
        let reports = store.told_of(&event.event)?;
        if let Some(record) = record(&event, &kind, comment, &reports, options.without_text) {
            file.text(&format!("{record}\n"))?;
            count += 1;
        }
    }
    file.end()?;
    Ok(vec![("plover.jsonl".to_owned(), count)])
}

/// The type as the manual collapses it, with a remark; `None` where the manual has no such event.
fn collapsed(event: &Event) -> Option<(String, Option<&'static str>)> {
    let status = event.history.last().map(|turn| turn.status)?;
    let kind = event.kind.as_str();
    let (kind, comment) = match (status, kind) {
        (Status::Planned, "CONSULT" | "SUPPORT" | "COOPERATE" | "AID") => ("AGREE", Some("planned")),
        (Status::Planned, "RETREAT") => ("CONCEDE", Some("planned")),
        (Status::Planned, _) => (kind, Some("planned")),
        (Status::Cancelled, "CONSULT") => ("REJECT", Some("cancelled")),
        (Status::Cancelled | Status::Denied | Status::Hypothetical, _) => return None,
        (Status::Alleged, _) => (kind, Some("alleged")),
        (Status::Happened | Status::Ongoing, _) => (kind, None),
    };
    // These three need a recipient.
    let needs = matches!(kind, "COOPERATE" | "AID" | "SANCTION");
    (!needs || !event.targets.is_empty()).then(|| (kind.to_owned(), comment))
}

/// The quad class of each type.
fn quad(kind: &str) -> u8 {
    match kind {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => 1,
        "COOPERATE" | "AID" | "RETREAT" => 2,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 3,
        _ => 4,
    }
}

fn record(
    event: &Event,
    kind: &str,
    comment: Option<&str>,
    reports: &[(Report, Source)],
    wordless: bool,
) -> Option<Value> {
    let (report, article) = reports.first()?;
    let day = event.when.map(|w| w.from).or(article.published)?;
    let entities = |parties: &[Party]| parties.iter().map(entity).collect::<Vec<_>>();
    let same = kind == event.kind;
    let recipients = if is_mutual(event) { Vec::new() } else { entities(&event.targets) };
    Some(json!({
        "id": event.event,
        "date": day,
        "enddate": event.when.map(|w| w.to),
        "actor": entities(&event.sources),
        "recipient": recipients,
        "event": [kind],
        "quad_code": quad(kind),
        "event_scale": report.goldstein.filter(|_| same),
        "mode": event.mode.iter().filter(|_| same).collect::<Vec<_>>(),
        "context": report.contexts,
        "event_loc": event.place.as_ref().map(|p| json!({
            "extracted_place": p.name, "resolved_place": p.name, "lat": p.latitude, "lon": p.longitude,
        })),
        "event_text": Some(&report.trigger.text).filter(|_| !wordless),
        "text_info": {"start": report.trigger.span.start, "end": report.trigger.span.end},
        "cite_info": {
            "citation": article.document, "url": article.url, "title": article.title.as_ref().filter(|_| !wordless), "language": article.language,
            "publication": article.publisher,
        },
        "comment": comment,
    }))
}

/// In a meeting all who take part are actors.
fn is_mutual(event: &Event) -> bool {
    let ids = |parties: &[Party]| parties.iter().map(|p| p.entity.clone()).collect::<std::collections::BTreeSet<_>>();
    ids(&event.sources) == ids(&event.targets)
}

fn entity(party: &Party) -> Value {
    let (code, sector) = match party.country.as_deref() {
        Some("UN") => ("UNO", None),
        Some("EUR") => ("EUR", None),
        Some("NATO" | "AU" | "G7" | "G20" | "ICC" | "OPEC" | "OSCE") => ("IGO", None),
        Some(code) => (code, (party.kind == EntityKind::Country).then_some("GOV")),
        None => ("", None),
    };
    let code = Some(code).filter(|c| !c.is_empty());
    json!({"code": code, "sector": sector, "entity_text": party.name, "identifier_id": party.entity})
}

#[cfg(test)]
mod tests {
    use super::*;
    use relata::record::Turn;

    #[track_caller]
    fn check(kind: &str, status: Status, expected: Option<&str>) {
        let turn = Turn { status, as_of: None, reports: Vec::new() };
        let party = Party {
            entity: "a".into(),
            name: "A".into(),
            also: Vec::new(),
            kind: EntityKind::Country,
            country: Some("TGO".into()),
            span: None,
        };
        let event = Event {
            event: "e".into(),
            supersedes: Vec::new(),
            kind: kind.into(),
            mode: None,
            sources: vec![party.clone()],
            targets: vec![party],
            when: None,
            place: None,
            history: vec![turn],
            reports: Vec::new(),
            documents: 1,
        };
        assert_eq!(collapsed(&event).map(|(kind, _)| kind).as_deref(), expected, "{kind} {status:?}");
    }

    #[test]
    fn what_is_to_come_is_collapsed() {
        check("CONSULT", Status::Planned, Some("AGREE"));
        check("RETREAT", Status::Planned, Some("CONCEDE"));
        check("CONSULT", Status::Cancelled, Some("REJECT"));
        check("ASSAULT", Status::Denied, None);
        check("ASSAULT", Status::Alleged, Some("ASSAULT"));
        check("CONSULT", Status::Happened, Some("CONSULT"));
    }
}
