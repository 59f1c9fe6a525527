//! Given the bytes of a reading, yields what merging compares of it: without its time expressions, without the evidence
//! and the rule of its reports, without the name of its article in each mention. They are put back where it is stored.

use super::packed::{is_json, unread};
use relata::record::{
    Article, Bearer, Clue, Entity, EntityKind, Figure, Mention, Party, Place, PublishedHow, Quote, Reading, Report, Role,
    Speaker, Status, Trigger, When,
};
use relata::span::Points;
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
    #[serde(default)]
    clues: Vec<Clue>,
    #[serde(default)]
    bearers: Vec<Bearer>,
}

#[derive(Deserialize)]
struct LightEntity(
    String,
    Option<String>,
    EntityKind,
    String,
    Vec<String>,
    Option<String>,
    Vec<Role>,
    Vec<(IgnoredAny, u32, u32, String)>,
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
    fn from(LightEntity(entity, wikidata, kind, name, also, country, roles, mentions): LightEntity) -> Self {
        let mention = |(_, start, end, text)| Mention { document: String::new(), span: Points { start, end }, text };
        let mentions = mentions.into_iter().map(mention).collect();
        Self { entity, wikidata, kind, name, also, country, roles, mentions }
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
    let Light { article, entities, quotes, figures, reports, clues, bearers, .. } =
        rmp_serde::from_slice(bytes).map_err(|error| unread(Box::new(error)))?;
    let given = |how| !matches!(how, PublishedHow::Text | PublishedHow::OtherArticles);
    if !article.published.is_some_and(|p| p.days.days() == 1 && given(p.how)) {
        return Ok(None);
    }
    let entities = entities.into_iter().map(Entity::from).collect();
    let reports = reports.into_iter().map(Report::from).collect();
    Ok(Some(Reading { article, entities, times: Vec::new(), quotes, figures, reports, clues, bearers }))
}

/// True where no reading has what [`unpack_light`] passes over.
pub(super) fn are_light(readings: &[Reading]) -> bool {
    readings.iter().all(|r| r.times.is_empty() && r.reports.iter().all(|r| r.rule.is_empty() && r.evidence.is_empty()))
}

/// Puts back what [`unpack_light`] passed over, from the whole reading.
pub(super) fn complete(light: &mut Reading, whole: Reading) {
    light.times = whole.times;
    for (light, whole) in light.reports.iter_mut().zip(whole.reports) {
        (light.rule, light.evidence) = (whole.rule, whole.evidence);
    }
    for mention in light.entities.iter_mut().flat_map(|e| &mut e.mentions) {
        mention.document.clone_from(&light.article.document);
    }
}
