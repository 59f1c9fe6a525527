//! Given a few words, yields readings for tests: what the stages above would have made of an article.

use crate::day::Interval;
use crate::record::{
    Article, Bearing, Clue, Entity, EntityKind, Figure, Hedge, Mention, Party, Place, Published, PublishedHow, Quote,
    QuoteKind, Reading, Report, Speaker, Status, Time, TimexType, Trigger, When, WhenHow,
};
use crate::span::Points;

/// An article under construction.
pub struct Scene(Reading);

/// A report under construction; it becomes part of a scene by [`Scene::tells`].
#[derive(Clone)]
pub struct Act(Report);

fn days(text: &str) -> Interval {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    Interval { from: from.parse().unwrap(), to: to.parse().unwrap() }
}

/// A country is written `NOR`, a person `NOR:Jonas Berg`.
fn party(text: &str) -> Party {
    let (country, name) = text.split_once(':').unwrap_or((text, text));
    let kind = if country == name { EntityKind::Country } else { EntityKind::Person };
    let entity = name.to_lowercase().replace(' ', "-");
    Party { entity, name: name.into(), also: Vec::new(), kind, country: Some(country.into()), span: None }
}

fn parties(text: &str) -> Vec<Party> {
    text.split(',').map(str::trim).filter(|t| !t.is_empty()).map(party).collect()
}

impl Scene {
    /// An article of a day, or of `from..to`; of no known day where `day` is empty.
    pub fn new(document: &str, day: &str, text: &str) -> Self {
        let published = (!day.is_empty()).then(|| Published { days: days(day), how: PublishedHow::Given });
        let article = Article {
            document: document.into(),
            text: text.into(),
            title: None,
            publisher: None,
            url: None,
            authors: Vec::new(),
            form: None,
            origin: None,
            language: "fr".into(),
            analysed: true,
            published,
            copy_group: None,
            story: None,
        };
        let (entities, times, quotes, figures, reports, clues) = Default::default();
        Self(Reading { article, entities, times, quotes, figures, reports, clues, bearers: Vec::new() })
    }

    /// The title, with which the text begins.
    pub fn titled(mut self, title: &str) -> Self {
        assert!(self.0.article.text.starts_with(title));
        self.0.article.title = Some(title.into());
        self
    }

    /// The house that printed it.
    pub fn by(mut self, publisher: &str) -> Self {
        self.0.article.publisher = Some(publisher.into());
        self
    }

    /// The language it is written in, French else.
    pub fn in_language(mut self, code: &str) -> Self {
        self.0.article.language = code.into();
        self
    }

    /// Makes it know an entity by a name of its language.
    pub fn calls(mut self, entity: &str, name: &str) -> Self {
        self.0.entities.push(self::entity(entity, name, ""));
        self
    }

    fn span(&self, words: &str) -> Points {
        let text = &self.0.article.text;
        let at = text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {text:?}"));
        let start = text[..at].chars().count() as u32;
        Points { start, end: start + words.chars().count() as u32 }
    }

    /// The sentence that holds a stretch.
    fn sentence(&self, span: Points) -> Points {
        let text: Vec<char> = self.0.article.text.chars().collect();
        let start = text[..span.start as usize].iter().rposition(|c| *c == '.').map_or(0, |p| p as u32 + 1);
        let end =
            text[span.end as usize..].iter().position(|c| *c == '.').map_or(text.len() as u32, |p| span.end + p as u32);
        Points { start, end }
    }

    fn id(&self, kind: &str, span: Points) -> String {
        format!("{kind}-{}-{}", self.0.article.document, span.start)
    }

    /// Adds a report whose trigger is `words`.
    pub fn tells(mut self, words: &str, act: Act) -> Self {
        let trigger = self.span(words);
        let Act(mut report) = act;
        report.report = self.id(&report.kind.to_lowercase(), trigger);
        report.document = self.0.article.document.clone();
        report.span = self.sentence(trigger);
        report.trigger = Trigger { span: trigger, text: words.into() };
        if report.when.is_none() && self.0.article.published.is_some() {
            report.when = self.0.article.published.map(|p| When { days: p.days, how: WhenHow::Publication });
        }
        if let Some(place) = &report.place {
            let country = report.rule.clone();
            self.0.entities.push(entity(&place.entity, &place.name, &country));
        }
        self.0.reports.push(report);
        self
    }

    /// Adds a quotation of `words` by a speaker (`NOR:Jonas Berg`; nobody where empty).
    pub fn quotes(mut self, words: &str, speaker: &str) -> Self {
        let span = self.span(words);
        let speaker = parties(speaker).pop().map(|p| Speaker {
            entity: Some(p.entity),
            name: p.name,
            country: p.country,
            also: Vec::new(),
        });
        self.0.quotes.push(Quote {
            quote: self.id("q", span),
            document: self.0.article.document.clone(),
            span,
            text: words.into(),
            kind: QuoteKind::Direct,
            utterance: None,
            speaker,
            speaker_span: None,
            addressee: None,
            cue: None,
            said: None,
            group: None,
        });
        self
    }

    /// Adds a figure that stands at `words`.
    pub fn counts(mut self, words: &str, value: f64, unit: &str, hedge: Option<Hedge>) -> Self {
        let span = self.span(words);
        self.0.figures.push(Figure {
            figure: self.id("f", span),
            document: self.0.article.document.clone(),
            span,
            text: words.into(),
            value,
            unit: unit.into(),
            hedge,
            of: None,
            when: None,
            said_by: None,
            target: false,
            group: None,
        });
        self
    }

    /// Adds a time expression with its TIMEX3 value.
    pub fn times(mut self, words: &str, value: &str) -> Self {
        let span = self.span(words);
        let day = value.parse().ok();
        self.0.clues.push(Clue { span, text: words.into(), value: value.into(), bearing: Bearing::Open });
        self.0.times.push(Time {
            document: self.0.article.document.clone(),
            span,
            text: words.into(),
            kind: TimexType::Date,
            value: value.into(),
            from: day,
            to: day,
        });
        self
    }

    /// Adds an entity that the article names.
    pub fn names(mut self, name: &str, country: &str) -> Self {
        let mut named = entity(&name.to_lowercase(), name, country);
        if self.0.article.text.contains(name) {
            let (document, span) = (self.0.article.document.clone(), self.span(name));
            named.mentions.push(Mention { document, span, text: name.into() });
        }
        self.0.entities.push(named);
        self
    }

    /// The reading.
    pub fn read(self) -> Reading {
        self.0
    }
}

fn entity(slug: &str, name: &str, country: &str) -> Entity {
    Entity {
        entity: slug.into(),
        wikidata: None,
        kind: EntityKind::Place,
        name: name.into(),
        also: Vec::new(),
        country: Some(country.into()).filter(|c: &String| !c.is_empty()),
        roles: Vec::new(),
        mentions: Vec::new(),
    }
}

impl Act {
    /// What happened between `sources` and `targets`: `Act::new("AID", "NOR", "MLI")`.
    pub fn new(kind: &str, sources: &str, targets: &str) -> Self {
        Self(Report {
            report: String::new(),
            document: String::new(),
            span: Points::default(),
            trigger: Trigger { span: Points::default(), text: String::new() },
            kind: kind.into(),
            mode: None,
            contexts: Vec::new(),
            cameo: None,
            goldstein: None,
            quad: 1,
            sources: parties(sources),
            targets: parties(targets),
            when: None,
            place: None,
            status: Status::Happened,
            said_by: None,
            rule: String::new(),
            confidence: 0.8,
            event: String::new(),
            evidence: Vec::new(),
        })
    }

    /// A meeting of all named.
    pub fn meeting(parties: &str) -> Self {
        Self::new("CONSULT", parties, parties)
    }

    /// A journey of a guest to a host.
    pub fn visit(guest: &str, host: &str) -> Self {
        Self::new("CONSULT", guest, host).mode("visit")
    }

    /// Makes people without a country the only ones acted on.
    pub fn on_crowd(mut self, name: &str) -> Self {
        let crowd = Party { kind: EntityKind::Group, country: None, ..party(&format!("-:{name}")) };
        self.0.targets = vec![crowd];
        self
    }

    /// Makes a group of people of a country, written `NOR:dockers`, the only one who acts.
    pub fn from_many(mut self, people: &str) -> Self {
        self.0.sources = vec![Party { kind: EntityKind::Group, ..party(people) }];
        self
    }

    /// Makes a group of people of a country the only ones acted on.
    pub fn on_many(mut self, people: &str) -> Self {
        self.0.targets = vec![Party { kind: EntityKind::Group, ..party(people) }];
        self
    }

    /// A PLOVER context.
    pub fn context(mut self, context: &str) -> Self {
        self.0.contexts.push(context.into());
        self
    }

    /// Its mode.
    pub fn mode(mut self, mode: &str) -> Self {
        self.0.mode = Some(mode.into());
        self
    }

    /// Sets the CAMEO code.
    pub fn coded(mut self, code: &str) -> Self {
        self.0.cameo = Some(code.into());
        self
    }

    /// Sets the days, as a time expression tells them.
    pub fn on(mut self, text: &str) -> Self {
        self.0.when = Some(When { days: days(text), how: WhenHow::Expression });
        self
    }

    /// Sets the status.
    pub fn is(mut self, status: Status) -> Self {
        self.0.status = status;
        self
    }

    /// Sets the town and its country.
    pub fn at(mut self, town: &str, country: &str) -> Self {
        self.0.place = Some(Place {
            entity: town.to_lowercase(),
            name: town.into(),
            latitude: None,
            longitude: None,
            precision: "city".into(),
        });
        self.0.rule = country.into();
        self
    }
}
