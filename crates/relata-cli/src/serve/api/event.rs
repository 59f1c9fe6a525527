//! `/events`, `/histogram`, `/places`, `/open`: what happened.

use super::{Shared, day, list};
use crate::passage::sentence;
use crate::serve::answer::{Answer, Asked, Desk, Failure, answer};
use crate::serve::list::{Listing, Order};
use crate::serve::record;
use axum::extract::{Path, State};
use jiff::civil::Date;
use relata::day::days_between;
use relata::record::{Event, Report, Status};
use relata_store::index::{EventFilter, Family, Index, PERIODS};
use relata_store::query::{Mark, Step, status_of};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

/// Which events are meant; several values of one parameter are parted by commas.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Events {
    /// Who takes part: slug, name or country code. A country stands for all who act for it.
    pub actor: Option<String>,
    /// Who takes part as well.
    pub with: Option<String>,
    /// PLOVER types.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Cooperation or conflict.
    #[param(inline)]
    pub family: Option<FamilyName>,
    /// What is reported last: happened, ongoing, planned, hypothetical, alleged, denied, cancelled.
    pub status: Option<String>,
    /// Where: a place's name or slug.
    pub place: Option<String>,
    /// In which country: code or name.
    pub country: Option<String>,
    /// First day.
    #[param(value_type = Option<String>, format = Date)]
    pub from: Option<String>,
    /// Last day.
    #[param(value_type = Option<String>, format = Date)]
    pub to: Option<String>,
    /// Parts of publishers' names.
    pub publisher: Option<String>,
    /// A story's id.
    pub story: Option<String>,
    /// Words that must all begin a word of a party's name or of a clause that tells the event.
    pub q: Option<String>,
}

/// Cooperation or conflict.
#[derive(Clone, Copy, Debug, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum FamilyName {
    /// Quad classes 1 and 2.
    Cooperation,
    /// Quad classes 3 and 4.
    Conflict,
}

impl Events {
    /// The question that the index answers.
    pub fn filter(&self) -> Result<EventFilter, Failure> {
        let status = |name: String| -> Result<Status, Failure> {
            crate::command::status(&name)
                .map_err(|remedy| Failure::question(format!("{name}: this is no status"), remedy))
        };
        Ok(EventFilter {
            with: self.actor.iter().chain(&self.with).filter(|name| !name.is_empty()).cloned().collect(),
            kinds: list(self.kind.as_deref()),
            family: self.family.map(|family| match family {
                FamilyName::Cooperation => Family::Cooperation,
                FamilyName::Conflict => Family::Conflict,
            }),
            status: list(self.status.as_deref()).into_iter().map(status).collect::<Result<_, _>>()?,
            place: self.place.clone().filter(|p| !p.is_empty()),
            country: self.country.clone().filter(|p| !p.is_empty()),
            from: day("from", self.from.as_deref())?,
            to: day("to", self.to.as_deref())?,
            publisher: list(self.publisher.as_deref()),
            story: self.story.clone().filter(|s| !s.is_empty()),
            words: self.q.clone().filter(|q| !q.trim().is_empty()),
        })
    }
}

/// In which order events are listed.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::ToSchema)]
pub enum DayOrder {
    /// The first day first, those without a day last.
    #[default]
    #[serde(rename = "day")]
    Rising,
    /// The last day first, those without a day last.
    #[serde(rename = "-day")]
    Falling,
}

/// The order of a list of events.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Ordered {
    /// `day` or `-day`.
    #[param(inline)]
    pub order: Option<DayOrder>,
}

/// The events that a filter leaves, by day.
#[utoipa::path(get, path = "/events", tag = "events", params(Events, Ordered, Listing),
    responses((status = 200, description = "A page of events", body = super::schema::EventPage), super::schema::Failures))]
pub async fn events(
    State(app): Shared,
    Asked(asked): Asked<Events>,
    Asked(ordered): Asked<Ordered>,
    Asked(listing): Asked<Listing>,
) -> Result<Answer, Failure> {
    let filter = asked.filter()?;
    answer(app, move |desk| {
        let rows = desk.index.select_events(&filter);
        let id = |at: u32| desk.index.events.get(at).map(|row| row.event.to_string()).unwrap_or_default();
        let item = |at: u32| record::event(desk, at);
        match ordered.order.unwrap_or_default() {
            DayOrder::Rising => listing.page(&rows, Order::Rising, id, item),
            // Those without a day stand last in either order.
            DayOrder::Falling => listing.page(&newest_first(desk.index, rows), Order::Given, id, item),
        }
    })
    .await
}

/// Events with the latest day first, those without a day last.
pub fn newest_first(index: &Index, mut rows: Vec<u32>) -> Vec<u32> {
    let dated = rows.partition_point(|at| index.events.get(*at).is_some_and(|row| row.when.is_some()));
    if let Some(dated) = rows.get_mut(..dated) {
        dated.reverse();
    }
    rows
}

/// One event: its history, its reports with their sentences, what is disputed, quotations and figures beside it.
#[utoipa::path(get, path = "/events/{id}", tag = "events", params(("id" = String, Path, description = "The event's id")),
    responses((status = 200, description = "The event", body = super::schema::Record), super::schema::Failures))]
pub async fn event(State(app): Shared, Path(id): Path<String>) -> Result<Answer, Failure> {
    answer(app, move |desk| Answer::json(&told(desk, &id)?)).await
}

/// An event with all that is told of it.
pub fn told(desk: &Desk<'_>, id: &str) -> Result<Value, Failure> {
    let event = desk.store.event(id)?.ok_or_else(|| Failure::missing("event", id))?;
    let reports = desk.store.reports_of(id)?;
    let lines = reports.iter().map(|report| line(desk, report)).collect::<Result<Vec<_>, _>>()?;
    let mut documents: Vec<&str> = reports.iter().map(|r| r.document.as_str()).collect();
    documents.dedup();
    let (quotes, figures) = beside(desk, &reports)?;
    let at = desk.index.events.find(id);
    let stories = desk.index.events.stories.iter().filter(|s| at.is_some_and(|at| s.events.binary_search(&at).is_ok()));
    let stories = stories.map(|s| Ok(desk.store.story(&s.story)?)).collect::<Result<Vec<_>, Failure>>()?;
    let stories: Vec<Value> =
        stories.into_iter().flatten().map(|s| json!({ "id": s.story, "title": s.title })).collect();
    let row = at.and_then(|at| desk.index.events.get(at));
    Ok(json!({
        "status_now": crate::words::name(status_of(&event)),
        "title": row.map(|row| &row.title),
        "disputed": row.is_some_and(|row| row.disputed),
        "goldstein": row.and_then(|row| row.goldstein),
        "quad": row.map(|row| row.quad),
        "reports": lines,
        "disagreements": desk.store.disagreements_on(id)?,
        "quotes": quotes,
        "figures": figures,
        "stories": stories,
        "articles": record::references(desk, documents.into_iter()),
        "marks": marks(desk, &event, &reports)?,
        "event": event,
    }))
}

/// A report with its article and its sentence.
fn line(desk: &Desk<'_>, report: &Report) -> Result<Value, Failure> {
    let text = desk.store.text_of(&report.document)?.unwrap_or_default();
    let around = sentence(&text, report.span, report.trigger.span);
    Ok(json!({
        "report": report,
        "article": record::reference(desk, &report.document),
        "sentence": around.map(|at| relata::span::bytes_of(&text, at).of(&text)),
        "sentence_at": around,
    }))
}

/// The quotations and figures within the sentences that tell an event.
fn beside(desk: &Desk<'_>, reports: &[Report]) -> Result<(Vec<Value>, Vec<Value>), Failure> {
    let (mut quotes, mut figures) = (Vec::new(), Vec::new());
    let mut documents: Vec<&str> = reports.iter().map(|r| r.document.as_str()).collect();
    documents.dedup();
    for document in documents {
        let text = desk.store.text_of(document)?.unwrap_or_default();
        let of = |r: &&Report| r.document == document;
        let spans: Vec<_> = reports.iter().filter(of).filter_map(|r| sentence(&text, r.span, r.trigger.span)).collect();
        let within = |start: u32, end: u32| spans.iter().any(|s| start < s.end && s.start < end);
        let article = record::reference(desk, document);
        for quote in desk.store.quotes_in(document)?.into_iter().filter(|q| within(q.span.start, q.span.end)) {
            quotes.push(with_article(json!(quote), &article));
        }
        for figure in desk.store.figures_in(document)?.into_iter().filter(|f| within(f.span.start, f.span.end)) {
            figures.push(with_article(json!(figure), &article));
        }
    }
    Ok((quotes, figures))
}

fn with_article(mut record: Value, article: &Value) -> Value {
    if let Some(fields) = record.as_object_mut() {
        fields.insert("article".to_owned(), article.clone());
    }
    record
}

/// The marks on an event under its present and former ids, and on its reports.
fn marks(desk: &Desk<'_>, event: &Event, reports: &[Report]) -> Result<Vec<Mark>, Failure> {
    let mut marks = Vec::new();
    for id in [&event.event].into_iter().chain(&event.supersedes) {
        marks.extend(desk.store.marks_on("event", id)?);
    }
    for report in reports {
        marks.extend(desk.store.marks_on("report", &report.report)?);
    }
    Ok(marks)
}

/// The length of a period.
#[derive(Clone, Copy, Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum StepName {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    #[default]
    Month,
    /// A calendar year.
    Year,
}

impl StepName {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The step of queries.
    pub fn step(self) -> Step {
        match self {
            Self::Day => Step::Day,
            Self::Week => Step::Week,
            Self::Month => Step::Month,
            Self::Year => Step::Year,
        }
    }
}

/// How time is cut.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Cut {
    /// `day`, `week`, `month` (by default) or `year`.
    #[param(inline)]
    pub step: Option<StepName>,
}

/// The days asked for or else those of the articles; refused where they hold too many periods.
pub fn span(
    index: &Index,
    from: Option<Date>,
    to: Option<Date>,
    step: Step,
) -> Result<Option<relata::day::Interval>, Failure> {
    let span = index.span(from, to);
    match span {
        Some(span) if Index::periods(span, step) > PERIODS => {
            Err(Failure::question(format!("more than {PERIODS} periods lie between these days"), "take a longer step"))
        }
        span => Ok(span),
    }
}

/// How many of the events that a filter leaves lie in each period.
#[utoipa::path(get, path = "/histogram", tag = "events", params(Events, Cut, FormatOnly),
    responses((status = 200, description = "Events by period", body = super::schema::Record), super::schema::Failures))]
pub async fn histogram(
    State(app): Shared,
    Asked(asked): Asked<Events>,
    Asked(cut): Asked<Cut>,
    Asked(form): Asked<FormatOnly>,
) -> Result<Answer, Failure> {
    let filter = asked.filter()?;
    answer(app, move |desk| {
        let name = cut.step.unwrap_or_default();
        let span = span(desk.index, filter.from, filter.to, name.step())?;
        let rows = desk.index.select_events(&filter);
        let histogram = span.map(|span| desk.index.histogram(&rows, name.step(), span)).unwrap_or_default();
        if form.is_csv() {
            return Ok(Answer::text("text/csv; charset=utf-8", crate::serve::list::csv(&histogram.rows)?));
        }
        Answer::json(&json!({
            "step": name.name(), "rows": histogram.rows, "unplaced": histogram.unplaced, "outside": histogram.outside,
        }))
    })
    .await
}

/// How an answer is written that comes whole.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormatOnly {
    /// `json` or `csv`.
    #[param(inline)]
    pub format: Option<crate::serve::list::Form>,
}

impl FormatOnly {
    /// True where a table is asked for.
    pub fn is_csv(&self) -> bool {
        self.format == Some(crate::serve::list::Form::Csv)
    }
}

/// Where the events that a filter leaves lie, as GeoJSON (RFC 7946).
#[utoipa::path(get, path = "/places", tag = "events", params(Events, FormatOnly),
    responses((status = 200, description = "A FeatureCollection", body = super::schema::Record), super::schema::Failures))]
pub async fn places(
    State(app): Shared,
    Asked(asked): Asked<Events>,
    Asked(form): Asked<FormatOnly>,
) -> Result<Answer, Failure> {
    let filter = asked.filter()?;
    answer(app, move |desk| {
        let rows = desk.index.select_events(&filter);
        let spots = desk.index.spots(&rows);
        let placed: usize = spots.iter().map(|spot| spot.events).sum();
        let properties = |spot: &relata_store::index::Spot<'_>| {
            let place = &spot.place.place;
            json!({
                "place": place.entity, "name": place.name, "country": spot.place.country,
                "precision": place.precision, "events": spot.events, "ids": spot.ids,
            })
        };
        if form.is_csv() {
            let wide = |spot: &relata_store::index::Spot<'_>| {
                let (mut row, place) = (properties(spot), &spot.place.place);
                row["latitude"] = json!(place.latitude);
                row["longitude"] = json!(place.longitude);
                row
            };
            let table = crate::serve::list::csv(&spots.iter().map(wide).collect::<Vec<_>>())?;
            return Ok(Answer::text("text/csv; charset=utf-8", table));
        }
        let features: Vec<Value> = spots
            .iter()
            .map(|spot| {
                let place = &spot.place.place;
                json!({
                    "type": "Feature", "id": place.entity,
                    "geometry": { "type": "Point", "coordinates": [place.longitude, place.latitude] },
                    "properties": properties(spot),
                })
            })
            .collect();
        let collection = json!({
            "type": "FeatureCollection", "features": features, "placed": placed, "total": rows.len(),
        });
        Answer::json(&collection)
    })
    .await
}

/// The day that counts as today.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Today {
    /// The day that counts as today; that of the last article where it is not given.
    #[param(value_type = Option<String>, format = Date)]
    pub today: Option<String>,
}

/// What was announced for a day now past and is not reported since, longest overdue last.
#[utoipa::path(get, path = "/open", tag = "events", params(Today, Events, Listing),
    responses((status = 200, description = "A page of events", body = super::schema::EventPage), super::schema::Failures))]
pub async fn open(
    State(app): Shared,
    Asked(today): Asked<Today>,
    Asked(asked): Asked<Events>,
    Asked(listing): Asked<Listing>,
) -> Result<Answer, Failure> {
    let (filter, today) = (asked.filter()?, day("today", today.today.as_deref())?);
    answer(app, move |desk| {
        let today = today.or(desk.index.articles.span().map(|span| span.to)).unwrap_or(Date::MAX);
        let open = desk.index.overdue(&desk.index.select_events(&filter), today);
        let rows: Vec<u32> = open.iter().map(|(at, _)| *at).collect();
        let due: std::collections::HashMap<u32, Date> = open.into_iter().collect();
        let item = |at: u32| {
            let Some(record) = record::event(desk, at)? else { return Ok(None) };
            let announced = desk.index.events.get(at).and_then(|row| row.announced);
            let day = due.get(&at).copied();
            let overdue = day.map(|day| days_between(day, today));
            record::joined(&record, &json!({ "announced": announced, "due": day, "overdue": overdue })).map(Some)
        };
        listing.page(&rows, Order::Given, |_| String::new(), item)
    })
    .await
}
