//! Given nothing, yields the public contract: the records that a chronicle is made of, as they are exported.
//!
//! Each struct is one JSON Lines file of `relata export`, one table of the store and one resource of
//! the HTTP API. Spans count Unicode code points of the exported text; days are ISO 8601 and intervals
//! inclusive; what is unknown is `null`.

mod flat;

use crate::day::Interval;
use crate::span::Points;
use serde::{Deserialize, Serialize};

/// The version of this contract. Within a major version fields are only added.
pub const SCHEMA: &str = "1.0";

/// When an article was published, and how that is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(from = "flat::FlatPublished")]
pub struct Published {
    /// The days between which it was published.
    pub days: Interval,
    /// How that is known.
    pub how: PublishedHow,
}

/// How an article's day is known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedHow {
    /// Given beside the text, by who supplied it.
    Given,
    /// A header line of the file.
    Header,
    /// Metadata of the page or feed.
    Metadata,
    /// The article's address.
    Url,
    /// The article's own words.
    Text,
    /// Other articles that tell the same events or quotations.
    OtherArticles,
}

/// Where a record stands in an archive of many.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Origin {
    /// The archive.
    pub file: String,
    /// The byte of the archive at which the record begins: of its compressed member, where it is one.
    pub offset: u64,
    /// Its length in the archive, in bytes.
    pub length: u64,
}

/// One article as it was read.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Article {
    /// The name it was read under; unique.
    pub document: String,
    /// All that is kept of its words; what spans count in.
    pub text: String,
    /// Its title, where it came apart from the text.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who wrote it, as its page or feed names them.
    #[serde(default)]
    pub authors: Vec<String>,
    /// `live` for posts on a running event, `gallery` for pictures with captions; nothing for a report.
    #[serde(default)]
    pub form: Option<String>,
    /// Where it stands in an archive.
    #[serde(default)]
    pub origin: Option<Origin>,
    /// ISO 639-1 code of its language; "und" where it could not be told.
    pub language: String,
    /// False where there is no pack for its language.
    pub analysed: bool,
    /// When it was published.
    pub published: Option<Published>,
    /// The group of copies of one text that it belongs to.
    pub copy_group: Option<String>,
    /// The story that it belongs to.
    pub story: Option<String>,
}

/// What kind of thing an entity is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A state, or a bloc of states.
    Country,
    /// A body with members: ministry, agency, company, party, army.
    Organisation,
    /// A place on the map.
    Place,
    /// People without a body: protesters, soldiers, experts.
    Group,
}

/// An office or function that an entity holds or held.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Role {
    /// The office, as the gazetteer or the article names it.
    pub role: String,
    /// Of which country or body: a code or an entity.
    pub of: Option<String>,
    /// First day, month or year of the term.
    pub from: Option<String>,
    /// Last day, month or year of the term.
    pub to: Option<String>,
}

/// One place of a text where an entity is spoken of.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Deserialize)]
#[serde(from = "flat::FlatMention")]
pub struct Mention {
    /// The article.
    pub document: String,
    /// Where it stands.
    pub span: Points,
    /// The words.
    pub text: String,
}

/// One person, country, body, place or group, under all its names.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entity {
    /// A stable slug.
    pub entity: String,
    /// The Wikidata item, where a sourced row gives it.
    pub wikidata: Option<String>,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Its usual name.
    pub name: String,
    /// Its other names and descriptions.
    pub also: Vec<String>,
    /// ISO 3166 alpha-3 code, or the acronym of a body that is no country.
    pub country: Option<String>,
    /// Its offices.
    pub roles: Vec<Role>,
    /// Where it is mentioned.
    pub mentions: Vec<Mention>,
}

/// The TIMEX3 type of a time expression.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A calendar time of a day or more.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A repeated time.
    Set,
}

/// One time expression.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Time {
    /// The article.
    pub document: String,
    /// Where it stands.
    pub span: Points,
    /// Its words.
    pub text: String,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimexType,
    /// TIMEX3 value.
    pub value: String,
    /// First day meant.
    pub from: Option<jiff::civil::Date>,
    /// Last day meant.
    pub to: Option<jiff::civil::Date>,
}

/// On which side of the day of writing something lies.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bearing {
    /// It is told as past.
    Before,
    /// It is the day of the article's own issue: "le journal du 3 mai 2021".
    Issue,
    /// It is told as to come.
    After,
    /// Nothing says.
    Open,
}

/// What an expression says of the day on which its article was written, whatever that day is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Clue {
    /// Where it stands.
    pub span: Points,
    /// Its words.
    pub text: String,
    /// Its TIMEX3 value, `X` for what only the day of writing settles.
    pub value: String,
    /// On which side of the day of writing it lies.
    pub bearing: Bearing,
}

/// How somebody's words are given.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteKind {
    /// A whole utterance between marks.
    Direct,
    /// A fragment between marks within the reporter's sentence.
    Mixed,
    /// Reported without marks.
    Indirect,
}

/// Somebody who speaks, as a quotation names them.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Speaker {
    /// The entity, where it is resolved.
    pub entity: Option<String>,
    /// The fullest name by which the article knows the speaker.
    pub name: String,
    /// The speaker's country.
    pub country: Option<String>,
    /// Other names.
    pub also: Vec<String>,
}

/// One quotation.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Quote {
    /// Its id.
    pub quote: String,
    /// The article.
    pub document: String,
    /// The words without the marks.
    pub span: Points,
    /// The words.
    pub text: String,
    /// How they are given.
    pub kind: QuoteKind,
    /// Joins the parts of an interrupted quotation.
    pub utterance: Option<String>,
    /// Who speaks.
    pub speaker: Option<Speaker>,
    /// Where the speaker is named.
    pub speaker_span: Option<Points>,
    /// Who is spoken to.
    pub addressee: Option<Speaker>,
    /// The word that introduces the speech.
    pub cue: Option<String>,
    /// When it was said.
    pub said: Option<Interval>,
    /// The same utterance, here or elsewhere.
    pub group: Option<String>,
}

/// How a number is hedged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hedge {
    /// "about 100".
    About,
    /// "more than 100".
    MoreThan,
    /// "less than 100".
    LessThan,
    /// "at least 100".
    AtLeast,
    /// "at most 100".
    AtMost,
}

/// One number that measures something in the world.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// Its id.
    pub figure: String,
    /// The article.
    pub document: String,
    /// The number with its unit.
    pub span: Points,
    /// Its words.
    pub text: String,
    /// The full number.
    pub value: f64,
    /// ISO 4217 code, `percent`, `person`, `dead` …, or the English noun for the thing counted.
    pub unit: String,
    /// How it is hedged.
    pub hedge: Option<Hedge>,
    /// What is counted, in the article's words.
    pub of: Option<String>,
    /// When it held.
    pub when: Option<Interval>,
    /// Who says so.
    pub said_by: Option<Speaker>,
    /// True for goals and forecasts.
    pub target: bool,
    /// The same quantity elsewhere.
    pub group: Option<String>,
}

/// Somebody who takes part in an event.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Party {
    /// The entity.
    pub entity: String,
    /// Its usual name.
    pub name: String,
    /// Its other names.
    pub also: Vec<String>,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// Its country.
    pub country: Option<String>,
    /// Where it is named.
    pub span: Option<Points>,
}

/// What the text says of an event's reality.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It took place.
    Happened,
    /// It goes on.
    Ongoing,
    /// It is announced, expected, intended.
    Planned,
    /// It could or would be; it is feared.
    Hypothetical,
    /// Somebody claims it; the text does not vouch for it.
    Alleged,
    /// It is said not to have happened; refused.
    Denied,
    /// It was planned and called off.
    Cancelled,
}

/// How the days of a report are known.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhenHow {
    /// A time expression of its clause or sentence.
    Expression,
    /// The article's day.
    Publication,
    /// The time of the passage, or of the event just told.
    Context,
}

/// The days between which the text lets an event lie.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(from = "flat::FlatWhen")]
pub struct When {
    /// The days.
    pub days: Interval,
    /// How they are known.
    pub how: WhenHow,
}

/// Where an event lies.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Place {
    /// The entity.
    pub entity: String,
    /// Its name.
    pub name: String,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// `city`, `region`, `country`, `sea` or `site`.
    pub precision: String,
}

/// The one to three words that name an event.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Deserialize)]
#[serde(from = "flat::FlatTrigger")]
pub struct Trigger {
    /// Where they stand.
    pub span: Points,
    /// The words.
    pub text: String,
}

/// What one article says happened, is planned, is denied.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Report {
    /// Its id.
    pub report: String,
    /// The article.
    pub document: String,
    /// The clause.
    pub span: Points,
    /// The words that name the event.
    pub trigger: Trigger,
    /// One of the 16 PLOVER types.
    #[serde(rename = "type")]
    pub kind: String,
    /// The PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// The CAMEO code.
    pub cameo: Option<String>,
    /// The Goldstein value, −10 to 10.
    pub goldstein: Option<f64>,
    /// The quad class, 1 to 4.
    pub quad: u8,
    /// Who acts.
    pub sources: Vec<Party>,
    /// On or towards whom.
    pub targets: Vec<Party>,
    /// When.
    pub when: Option<When>,
    /// Where.
    pub place: Option<Place>,
    /// Whether it is so.
    pub status: Status,
    /// Who is named as the source of the report.
    pub said_by: Option<Speaker>,
    /// The pack row that fired: `file:line`.
    pub rule: String,
    /// 0 to 1: how often careful readers accept what is told in this way.
    pub confidence: f64,
    /// The event that it is a report of; empty until merged.
    pub event: String,
    /// What decided: the path in the tree, each role's path, each cue, one line a decision. Not exported.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
}

/// One change of an event's status, as of a day.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Turn {
    /// The status reported.
    pub status: Status,
    /// The first day on which it was reported.
    pub as_of: Option<jiff::civil::Date>,
    /// The reports that say so.
    pub reports: Vec<String>,
}

/// What many reports tell of one event.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Event {
    /// Its id.
    pub event: String,
    /// Ids that it had before a merge changed them.
    pub supersedes: Vec<String>,
    /// One of the 16 PLOVER types.
    #[serde(rename = "type")]
    pub kind: String,
    /// The PLOVER mode.
    pub mode: Option<String>,
    /// Who acts.
    pub sources: Vec<Party>,
    /// On or towards whom.
    pub targets: Vec<Party>,
    /// The intersection of what compatible reports say.
    pub when: Option<Interval>,
    /// Where.
    pub place: Option<Place>,
    /// One entry a change of status, in time.
    pub history: Vec<Turn>,
    /// Its reports.
    pub reports: Vec<String>,
    /// Independent documents: copies count once.
    pub documents: u32,
}

/// One side of a disagreement.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Side {
    /// What this side says.
    pub value: String,
    /// Where it says so.
    pub evidence: Vec<Evidence>,
}

/// A place in an article that supports a statement.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Deserialize)]
#[serde(from = "flat::FlatEvidence")]
pub struct Evidence {
    /// The article.
    pub document: String,
    /// Where.
    pub span: Points,
}

/// Where reports of one thing contradict each other.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Disagreement {
    /// `event`, `quote` or `figure`.
    pub about: String,
    /// The event's id, or the quotations' or figures' group.
    pub group: String,
    /// `when`, `place`, `sources`, `targets`, `status`, `speaker`, `value`, `hedge`.
    pub field: String,
    /// The sides.
    pub values: Vec<Side>,
}

/// Articles on one running affair.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Story {
    /// Its id.
    pub story: String,
    /// Its title.
    pub title: String,
    /// First day.
    pub from: Option<jiff::civil::Date>,
    /// Last day.
    pub to: Option<jiff::civil::Date>,
    /// Its articles.
    pub documents: Vec<String>,
    /// Its main entities.
    pub entities: Vec<String>,
    /// Its events.
    pub events: Vec<String>,
}

/// A person whom one article names, with all in it that tells them from others of their name.
#[derive(Clone, PartialEq, Eq, Debug, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bearer {
    /// The slug of the name as this article has it.
    pub slug: String,
    /// The entity that the article's records bear now: another than `slug` where articles were compared.
    pub entity: String,
    /// The fullest name in this article.
    pub name: String,
    /// True for people of the gazetteer, who are told apart by their rows.
    pub known: bool,
    /// The country.
    pub country: Option<String>,
    /// True for women, false for men, where the text shows it.
    pub female: Option<bool>,
    /// The walks of life that the roles belong to, sorted.
    pub callings: Vec<String>,
    /// The roles and of what they are.
    pub roles: Vec<(String, Option<String>)>,
}

/// Everything that one article says, before it is compared with others.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// The entities that it mentions; `mentions` of this article only.
    pub entities: Vec<Entity>,
    /// Its time expressions, in the order of the text.
    pub times: Vec<Time>,
    /// Its quotations, in the order of the text.
    pub quotes: Vec<Quote>,
    /// Its figures, in the order of the text.
    pub figures: Vec<Figure>,
    /// Its reports, in the order of the text.
    pub reports: Vec<Report>,
    /// What it says of its own day, in the order of the text.
    #[serde(default)]
    pub clues: Vec<Clue>,
    /// The people whom it names, with what tells them from others of their name, by slug.
    #[serde(default)]
    pub bearers: Vec<Bearer>,
}

/// What many articles say together.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Chronicle {
    /// The events, by id.
    pub events: Vec<Event>,
    /// The disagreements.
    pub disagreements: Vec<Disagreement>,
    /// The stories.
    pub stories: Vec<Story>,
    /// The event of each report: (report, event), by report.
    pub event_of: Vec<(String, String)>,
    /// The group of each quotation and figure: (quote or figure, group), by the first.
    pub group_of: Vec<(String, String)>,
    /// The group of copies of each article that has one: (document, group).
    pub copies: Vec<(String, String)>,
}
