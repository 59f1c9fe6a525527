//! Given the bytes of a reading, yields what merging compares of it: without its time expressions, without the evidence
//! and the rule of its reports, without the words of mentions and the other names of entities. They are put back where it
//! is stored.

use super::packed::{is_json, unread};
use relata::record::{
    Article, Bearer, Entity, EntityKind, Figure, Mention, Party, Place, PublishedHow, Quote, Reading, Report, Speaker,
    Status, Trigger, When,
};
use relata::span::Points;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::IgnoredAny;

/// The fields of a reading in their order; see `Reading`.
#[derive(Deserialize)]
struct Light {
    article: Article,
    entities: Vec<LightEntity>,
    #[serde(rename = "times")]
    _times: Vec<IgnoredAny>,
    quotes: Vec<Quote>,
    figures: Vec<Figure>,
    reports: Vec<LightReport>,
    #[serde(default, rename = "clues")]
    _clues: IgnoredAny,
    #[serde(default)]
    bearers: Vec<Bearer>,
}

/// Entity, Wikidata item, kind, name, other names, country, roles, mentions.
#[derive(Deserialize)]
struct LightEntity(
    String,
    IgnoredAny,
    EntityKind,
    String,
    IgnoredAny,
    Option<String>,
    IgnoredAny,
    Vec<(IgnoredAny, u32, u32, IgnoredAny)>,
);

#[derive(Deserialize)]
struct LightReport {
    report: String,
    document: String,
    span: Points,
    trigger: Trigger,
    kind: String,
    mode: Option<String>,
    contexts: Vec<String>,
    cameo: Option<String>,
    goldstein: Option<f64>,
    quad: u8,
    sources: Vec<Party>,
    targets: Vec<Party>,
    when: Option<When>,
    place: Option<Place>,
    status: Status,
    said_by: Option<Speaker>,
    #[serde(rename = "rule")]
    _rule: IgnoredAny,
    confidence: f64,
    event: String,
    #[serde(default, rename = "evidence")]
    _evidence: IgnoredAny,
}

impl From<LightEntity> for Entity {
    fn from(LightEntity(entity, _, kind, name, _, country, _, mentions): LightEntity) -> Self {
        let (document, text) = (String::new(), String::new());
        let mention = |(_, start, end, _)| Mention {
            document: document.clone(),
            span: Points { start, end },
            text: text.clone(),
        };
        let mentions = mentions.into_iter().map(mention).collect();
        Self { entity, wikidata: None, kind, name, also: Vec::new(), country, roles: Vec::new(), mentions }
    }
}

impl From<LightReport> for Report {
    fn from(light: LightReport) -> Self {
        let LightReport { report, document, span, trigger, kind, mode, contexts, cameo, goldstein, quad, .. } = light;
        let LightReport { sources, targets, when, place, status, said_by, confidence, event, .. } = light;
        let (rule, evidence) = (String::new(), Vec::new());
        Self {
            report,
            document,
            span,
            trigger,
            kind,
            mode,
            contexts,
            cameo,
            goldstein,
            quad,
            sources,
            targets,
            when,
            place,
            status,
            said_by,
            rule,
            confidence,
            event,
            evidence,
        }
    }
}

/// The reading that bytes hold, without its text and what merging passes over; nothing where a merge may need all of
/// it: where its day is unknown, wide or found out, or where an earlier version wrote it.
pub(super) fn unpack_light(bytes: &[u8]) -> rusqlite::Result<Option<Reading>> {
    if is_json(bytes) {
        return Ok(None);
    }
    let Light { article, entities, quotes, figures, reports, bearers, .. } =
        rmp_serde::from_slice(bytes).map_err(|error| unread(Box::new(error)))?;
    let given = |how| !matches!(how, PublishedHow::Text | PublishedHow::OtherArticles);
    if !article.published.is_some_and(|p| p.days.days() == 1 && given(p.how)) {
        return Ok(None);
    }
    let entities = entities.into_iter().map(Entity::from).collect();
    let reports = reports.into_iter().map(Report::from).collect();
    let (times, clues) = (Vec::new(), Vec::new());
    Ok(Some(Reading { article, entities, times, quotes, figures, reports, clues, bearers }))
}

/// True where no reading has what [`unpack_light`] passes over.
pub(super) fn are_light(readings: &[Reading]) -> bool {
    readings.iter().all(|r| r.times.is_empty() && r.reports.iter().all(|r| r.rule.is_empty() && r.evidence.is_empty()))
}

/// Puts back what [`unpack_light`] passed over, from the whole reading. Entities may have been given other names since:
/// they are told by what mentions them, and the name that one had is among its other names already.
pub(super) fn complete(light: &mut Reading, whole: Reading) {
    (light.times, light.clues) = (whole.times, whole.clues);
    for (light, whole) in light.reports.iter_mut().zip(whole.reports) {
        (light.rule, light.evidence) = (whole.rule, whole.evidence);
    }
    let places = |entity: &Entity| entity.mentions.iter().map(|m| m.span).collect::<Vec<_>>();
    let mut known: FxHashMap<_, Vec<Entity>> = FxHashMap::default();
    for entity in whole.entities.into_iter().rev() {
        known.entry((entity.kind, places(&entity))).or_default().push(entity);
    }
    for light in &mut light.entities {
        let Some(found) = known.get_mut(&(light.kind, places(light))) else { continue };
        let at = found.iter().position(|e| e.entity == light.entity).unwrap_or(found.len().saturating_sub(1));
        if at >= found.len() {
            continue;
        }
        let mut whole = found.remove(at);
        whole.also.retain(|also| *also != light.name);
        whole.also.append(&mut light.also);
        (light.wikidata, light.also, light.roles, light.mentions) =
            (whole.wikidata, whole.also, whole.roles, whole.mentions);
    }
}
