//! Given a chronicle, yields its events and mentions in the columns of GDELT 2.0, for programs that read those.
//!
//! Only what happened or goes on and has a day and a CAMEO code is an event there; one with several actors is a row for each
//! pair, as CAMEO has it. GDELT's FIPS codes of places are left empty: places have coordinates.

use super::Draft;
use crate::error::Error;
use crate::store::Store;
use jiff::civil::Date;
use relata::record::{Event, Party, Place, Report, Status};
use std::collections::BTreeSet;
use std::path::Path;

pub(super) fn write(store: &Store, folder: &Path) -> Result<Vec<(String, usize)>, Error> {
    let mut events = Draft::new(folder, "gdelt.export.CSV")?;
    let mut mentions = Draft::new(folder, "gdelt.mentions.CSV")?;
    let (mut rows, mut told) = (0, 0);
    for event in store.all_events()? {
        let happened = event.history.last().is_some_and(|t| matches!(t.status, Status::Happened | Status::Ongoing));
        let reports = store.told_of(&event.event)?;
        let cameo = reports.iter().find_map(|(report, _)| report.cameo.clone().map(|code| (code, report.goldstein)));
        let (Some(days), Some((cameo, goldstein)), true) = (event.when, cameo, happened) else { continue };
        for (n, (source, target)) in pairs(&event).into_iter().enumerate() {
            let id = number(&format!("{} {n}", event.event));
            let line = row(id, days.from, &event, source, target, &cameo, goldstein, &reports);
            events.text(&line)?;
            rows += 1;
            for (report, article) in &reports {
                mentions.text(&mention(id, days.from, report, article))?;
                told += 1;
            }
        }
    }
    events.end()?;
    mentions.end()?;
    Ok(vec![("gdelt.export.CSV".to_owned(), rows), ("gdelt.mentions.CSV".to_owned(), told)])
}

/// What an export says of a report's article.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    pub(super) document: String,
    pub(super) url: Option<String>,
    pub(super) publisher: Option<String>,
    pub(super) title: Option<String>,
    pub(super) language: String,
    pub(super) published: Option<Date>,
}

fn pairs(event: &Event) -> Vec<(Option<&Party>, Option<&Party>)> {
    let list = |parties: &'_ [Party]| parties.len();
    match (list(&event.sources), list(&event.targets)) {
        (0, 0) => Vec::new(),
        (_, 0) => event.sources.iter().map(|s| (Some(s), None)).collect(),
        (0, _) => event.targets.iter().map(|t| (None, Some(t))).collect(),
        _ => {
            let all = event.sources.iter().flat_map(|s| event.targets.iter().map(move |t| (s, t)));
            all.filter(|(s, t)| s.entity != t.entity).map(|(s, t)| (Some(s), Some(t))).collect()
        }
    }
}

/// A positive number made of an id.
fn number(id: &str) -> u64 {
    let hash = blake3::hash(id.as_bytes());
    let bytes: [u8; 8] = hash.as_bytes()[..8].try_into().unwrap_or_default();
    u64::from_le_bytes(bytes) >> 2
}

fn digits(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

#[expect(clippy::too_many_arguments, reason = "one row has as many sources")]
fn row(
    id: u64,
    day: Date,
    event: &Event,
    source: Option<&Party>,
    target: Option<&Party>,
    cameo: &str,
    goldstein: Option<f64>,
    reports: &[(Report, Source)],
) -> String {
    let day_text = digits(day);
    let fraction = f64::from(day.year()) + f64::from(day.day_of_year()) / 366.0;
    let mut cells = vec![id.to_string(), day_text.clone(), day_text[..6].to_owned(), day_text[..4].to_owned()];
    cells.push(format!("{fraction:.4}"));
    cells.extend(actor(source));
    cells.extend(actor(target));
    let root = cameo.get(..2).unwrap_or(cameo);
    let quad = match root {
        "01" | "02" | "03" | "04" | "05" => 1,
        "06" | "07" | "08" => 2,
        "09" | "10" | "11" | "12" | "13" => 3,
        _ => 4,
    };
    let sources: BTreeSet<_> = reports.iter().map(|(_, a)| a.publisher.as_deref().unwrap_or(&a.document)).collect();
    let articles: BTreeSet<_> = reports.iter().map(|(_, a)| a.document.as_str()).collect();
    cells.extend(["1".to_owned(), cameo.to_owned(), cameo.get(..3).unwrap_or(cameo).to_owned(), root.to_owned()]);
    cells.extend([quad.to_string(), goldstein.map(|g| format!("{g:.1}")).unwrap_or_default()]);
    cells.extend([reports.len(), sources.len(), articles.len()].map(|n| n.to_string()));
    cells.push(String::new());
    cells.extend(place(None));
    cells.extend(place(None));
    cells.extend(place(event.place.as_ref()));
    let added = reports.iter().filter_map(|(_, a)| a.published).min().unwrap_or(day);
    cells.push(format!("{}000000", digits(added)));
    cells.push(reports.iter().find_map(|(_, a)| a.url.clone()).unwrap_or_else(|| first_document(reports)));
    line(&cells)
}

fn first_document(reports: &[(Report, Source)]) -> String {
    reports.first().map(|(_, a)| a.document.clone()).unwrap_or_default()
}

/// Code, name, country, known group, ethnicity, two religions, three roles.
fn actor(party: Option<&Party>) -> Vec<String> {
    let mut cells = vec![String::new(); 10];
    if let Some(party) = party {
        let country = party.country.clone().unwrap_or_default();
        let state = country.len() == 3 && country.bytes().all(|b| b.is_ascii_uppercase());
        cells[0].clone_from(&country);
        cells[1] = party.name.to_uppercase();
        if state {
            cells[2] = country;
        } else {
            cells[3] = country;
        }
        let role = match party.kind {
            relata::record::EntityKind::Country => "GOV",
            _ => "",
        };
        role.clone_into(&mut cells[7]);
    }
    cells
}

/// Type, name, country, two provinces, latitude, longitude, feature.
fn place(place: Option<&Place>) -> Vec<String> {
    let mut cells = vec![String::new(); 8];
    match place {
        None => "0".clone_into(&mut cells[0]),
        Some(place) => {
            let kind = match place.precision.as_str() {
                "country" => "1",
                "region" => "5",
                _ => "4",
            };
            kind.clone_into(&mut cells[0]);
            cells[1].clone_from(&place.name);
            cells[5] = place.latitude.map(|l| l.to_string()).unwrap_or_default();
            cells[6] = place.longitude.map(|l| l.to_string()).unwrap_or_default();
            cells[7].clone_from(&place.entity);
        }
    }
    cells
}

fn mention(id: u64, day: Date, report: &Report, article: &Source) -> String {
    let published = article.published.unwrap_or(day);
    let start =
        |parties: &[Party]| parties.iter().find_map(|p| p.span).map_or("-1".to_owned(), |s| s.start.to_string());
    let web = article.url.is_some();
    let cells = [
        id.to_string(),
        format!("{}000000", digits(day)),
        format!("{}000000", digits(published)),
        if web { "1" } else { "2" }.to_owned(),
        article.publisher.clone().unwrap_or_default(),
        article.url.clone().unwrap_or_else(|| article.document.clone()),
        "1".to_owned(),
        start(&report.sources),
        start(&report.targets),
        report.trigger.span.start.to_string(),
        "1".to_owned(),
        format!("{:.0}", report.confidence * 100.0),
        String::new(),
        String::new(),
        if article.language == "en" { String::new() } else { format!("srclc:{}", article.language) },
        String::new(),
    ];
    line(&cells)
}

/// Cells parted by tabs.
fn line(cells: &[String]) -> String {
    let clean = |cell: &String| cell.replace(['\t', '\n', '\r'], " ");
    cells.iter().map(clean).collect::<Vec<_>>().join("\t") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_the_columns_of_gdelt() {
        let event = Event {
            event: "e".into(),
            supersedes: Vec::new(),
            kind: "CONSULT".into(),
            mode: None,
            sources: Vec::new(),
            targets: Vec::new(),
            when: None,
            place: None,
            history: Vec::new(),
            reports: Vec::new(),
            documents: 1,
        };
        let line = row(7, Date::constant(2031, 4, 2), &event, None, None, "042", Some(1.9), &[]);
        let cells: Vec<&str> = line.trim_end_matches('\n').split('\t').collect();
        assert_eq!(cells.len(), 61);
        assert_eq!(&cells[..5], ["7", "20310402", "203104", "2031", "2031.2514"]);
        assert_eq!(&cells[25..31], ["1", "042", "042", "04", "1", "1.9"]);
    }
}
