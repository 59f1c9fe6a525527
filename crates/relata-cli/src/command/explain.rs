//! `relata explain`: given an id, yields what the statement rests on: the sentence, the spans, the rule, the evidence.

use super::Done;
use crate::calendar::days;
use crate::engine::DataArgs;
use crate::passage::around;
use crate::print::Out;
use crate::words::{self, name};
use anyhow::Result;
use console::Style;
use relata::pack::Data;
use relata::record::{Article, Entity, Event, Figure, Party, Quote, Report, Speaker};
use relata::span::{Points, bytes_of};
use relata_store::Store;
use relata_store::query::Found;
use std::io::{self, Write};
use std::path::PathBuf;

/// Show what a statement rests on
#[derive(clap::Args)]
pub struct Args {
    /// The chronicle
    #[arg(value_name = "DB")]
    chronicle: PathBuf,
    /// Id of an event, report, quotation or figure; an entity; a document
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Two lines for each report: the sentence, and what was made of it
    #[arg(long)]
    brief: bool,
    #[command(flatten)]
    data: DataArgs,
}

impl Args {
    /// Explains each id.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        let store = Store::open_to_read(&self.chronicle)?;
        let mut sheet = Sheet { store: &store, data: self.data.data()?, brief: self.brief, out };
        for (at, id) in self.ids.iter().enumerate() {
            if at > 0 && !self.brief {
                writeln!(sheet.out)?;
            }
            match store.find(id)? {
                Found::Report(report) => sheet.report(&report)?,
                Found::Event(event) => sheet.event(&event)?,
                Found::Quote(quote) => sheet.quote(&quote)?,
                Found::Figure(figure) => sheet.figure(&figure)?,
                Found::Entity(entity) => sheet.entity(&entity)?,
                Found::Article(article) => sheet.article(&article)?,
            }
        }
        Ok(Done::All)
    }
}

/// What an explanation is written with.
struct Sheet<'a> {
    store: &'a Store,
    data: Data,
    brief: bool,
    out: &'a mut Out,
}

impl Sheet<'_> {
    fn head(&mut self, kind: &str, id: &str, what: &str) -> io::Result<()> {
        writeln!(self.out, "{} {id}  {what}", Style::new().bold().apply_to(kind))
    }

    /// A line `name  value`, left out where the value is empty.
    fn line(&mut self, name: &str, value: &str) -> io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        writeln!(self.out, "  {}  {value}", Style::new().dim().apply_to(format!("{name:<10}")))
    }

    fn sentence(&mut self, document: &str, span: Points, mark: Points) -> Result<()> {
        if let Some(article) = self.store.article(document)? {
            self.line("sentence", &around(&article.text, span, mark))?;
        }
        Ok(self.line("document", &format!("{document} {}", place(mark)))?)
    }

    fn report(&mut self, report: &Report) -> Result<()> {
        if self.brief {
            return self.brief_report(report);
        }
        let what = [Some(report.kind.as_str()), report.mode.as_deref(), Some(name(report.status))];
        self.head("report", &report.report, &what.into_iter().flatten().collect::<Vec<_>>().join(" "))?;
        self.sentence(&report.document, report.span, report.trigger.span)?;
        let text = self.store.article(&report.document)?.map(|a| a.text).unwrap_or_default();
        for (side, parties) in [("who", &report.sources), ("whom", &report.targets)] {
            for each in parties {
                self.line(side, &party(each, &text))?;
            }
        }
        let when =
            report.when.map(|w| format!("{} (by {})", days(Some(w.days)), format!("{:?}", w.how).to_lowercase()));
        self.line("when", &when.unwrap_or_default())?;
        let place = report.place.as_ref().map(|p| format!("{} ({}, {})", p.name, p.entity, p.precision));
        self.line("where", &place.unwrap_or_default())?;
        self.line("said by", &report.said_by.as_ref().map(speaker).unwrap_or_default())?;
        self.line("scores", &scores(report))?;
        self.line("rule", &self.rule(&report.rule))?;
        for evidence in &report.evidence {
            self.line("because", evidence)?;
        }
        Ok(self.line("event", &report.event)?)
    }

    fn brief_report(&mut self, report: &Report) -> Result<()> {
        let text = self.store.article(&report.document)?.map(|a| a.text).unwrap_or_default();
        writeln!(
            self.out,
            "{} {}: {}",
            report.report,
            report.document,
            around(&text, report.span, report.trigger.span)
        )?;
        let names = |parties: &[Party]| match parties {
            [] => "?".to_owned(),
            parties => parties.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", "),
        };
        let kind = [Some(report.kind.as_str()), report.mode.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        writeln!(
            self.out,
            "  {} → {}: {}, {}, {}; {}",
            names(&report.sources),
            names(&report.targets),
            kind.join(" "),
            name(report.status),
            report.when.map_or("without a day".to_owned(), |when| days(Some(when.days))),
            report.rule,
        )?;
        Ok(())
    }

    /// A rule with the row of the pack that it names.
    fn rule(&self, rule: &str) -> String {
        let row = self.data.row(rule).map(|row| row.replace('\t', " | "));
        row.map_or(rule.to_owned(), |row| format!("{rule}  {row}"))
    }

    fn event(&mut self, event: &Event) -> Result<()> {
        let mode = event.mode.as_ref().map(|mode| format!(" {mode}")).unwrap_or_default();
        self.head("event", &event.event, &format!("{}{mode}: {}", event.kind, words::who(event)))?;
        self.line("when", &days(event.when))?;
        self.line("where", &event.place.as_ref().map(|p| p.name.clone()).unwrap_or_default())?;
        self.line("sources", &format!("{} independent", event.documents))?;
        for turn in &event.history {
            let since = turn.as_of.map_or(String::new(), |day| format!("{day} "));
            self.line("history", &format!("{since}{} ({} reports)", name(turn.status), turn.reports.len()))?;
        }
        for about in self.store.disagreements("event")?.into_iter().filter(|d| d.group == event.event) {
            let sides: Vec<String> = about.values.iter().map(side).collect();
            self.line("disputed", &format!("{}: {}", about.field, sides.join(" / ")))?;
        }
        for report in self.store.reports_of(&event.event)? {
            if !self.brief {
                writeln!(self.out)?;
            }
            self.report(&report)?;
        }
        Ok(())
    }

    fn quote(&mut self, quote: &Quote) -> Result<()> {
        self.head("quotation", &quote.quote, &format!("{:?}", quote.kind).to_lowercase())?;
        self.sentence(&quote.document, quote.span, quote.span)?;
        self.line("speaker", &quote.speaker.as_ref().map(speaker).unwrap_or_default())?;
        self.line("named", &quote.speaker_span.map(place).unwrap_or_default())?;
        self.line("cue", quote.cue.as_deref().unwrap_or_default())?;
        self.line("said", &days(quote.said))?;
        self.line("utterance", quote.utterance.as_deref().unwrap_or_default())?;
        let group = quote.group.clone().unwrap_or_default();
        self.line("group", &group)?;
        let others = self.store.quotes(&relata_store::query::QuoteQuery::default())?;
        for other in others.iter().filter(|o| !group.is_empty() && o.group == quote.group && o.quote != quote.quote) {
            self.line("also", &format!("{} « {} »", other.document, other.text))?;
        }
        Ok(())
    }

    fn figure(&mut self, figure: &Figure) -> Result<()> {
        self.head("figure", &figure.figure, &format!("{} {}", figure.value, figure.unit))?;
        self.sentence(&figure.document, figure.span, figure.span)?;
        self.line("hedge", &figure.hedge.map(|h| format!("{h:?}").to_lowercase()).unwrap_or_default())?;
        self.line("of", figure.of.as_deref().unwrap_or_default())?;
        self.line("when", &days(figure.when))?;
        self.line("said by", &figure.said_by.as_ref().map(speaker).unwrap_or_default())?;
        let group = figure.group.clone().unwrap_or_default();
        for about in self.store.disagreements("figure")?.into_iter().filter(|d| d.group == group) {
            let sides: Vec<String> = about.values.iter().map(side).collect();
            self.line("disputed", &format!("{}: {}", about.field, sides.join(" / ")))?;
        }
        Ok(self.line("group", &group)?)
    }

    fn entity(&mut self, entity: &Entity) -> Result<()> {
        self.head("entity", &entity.entity, &entity.name)?;
        self.line("kind", &format!("{:?}", entity.kind).to_lowercase())?;
        self.line("country", entity.country.as_deref().unwrap_or_default())?;
        self.line("wikidata", entity.wikidata.as_deref().unwrap_or_default())?;
        self.line("also", &entity.also.join(", "))?;
        for role in &entity.roles {
            let term = [role.from.as_deref().unwrap_or(""), role.to.as_deref().unwrap_or("")].join(" – ");
            self.line("role", &format!("{} {} {term}", role.role, role.of.as_deref().unwrap_or_default()))?;
        }
        for mention in &entity.mentions {
            self.line("mention", &format!("{} {} {}", mention.document, place(mention.span), mention.text))?;
        }
        Ok(())
    }

    fn article(&mut self, article: &Article) -> Result<()> {
        self.head("article", &article.document, article.title.as_deref().unwrap_or_default())?;
        let published = article.published.map(|p| format!("{} (by {:?})", days(Some(p.days)), p.how).to_lowercase());
        self.line("published", &published.unwrap_or_default())?;
        self.line("publisher", article.publisher.as_deref().unwrap_or_default())?;
        self.line("address", article.url.as_deref().unwrap_or_default())?;
        self.line("language", &article.language)?;
        self.line("analysed", if article.analysed { "yes" } else { "no: there is no pack for its language" })?;
        self.line("copies", article.copy_group.as_deref().unwrap_or_default())?;
        Ok(self.line("story", article.story.as_deref().unwrap_or_default())?)
    }
}

fn scores(report: &Report) -> String {
    let cameo = report.cameo.as_ref().map(|code| format!("CAMEO {code}, "));
    let goldstein = report.goldstein.map(|value| format!("Goldstein {value}, "));
    let (cameo, goldstein) = (cameo.unwrap_or_default(), goldstein.unwrap_or_default());
    format!("{cameo}{goldstein}quad {}, confidence {:.2}", report.quad, report.confidence)
}

fn place(span: Points) -> String {
    format!("{}–{}", span.start, span.end)
}

fn party(party: &Party, text: &str) -> String {
    let country = party.country.as_ref().map(|code| format!(", {code}")).unwrap_or_default();
    let words = party.span.map(|span| format!("  « {} » {}", bytes_of(text, span).of(text), place(span)));
    format!("{} ({}{country}){}", party.name, party.entity, words.unwrap_or_default())
}

fn speaker(speaker: &Speaker) -> String {
    let known = [speaker.entity.as_deref(), speaker.country.as_deref()];
    let known: Vec<&str> = known.into_iter().flatten().collect();
    if known.is_empty() { speaker.name.clone() } else { format!("{} ({})", speaker.name, known.join(", ")) }
}

fn side(side: &relata::record::Side) -> String {
    let documents: std::collections::BTreeSet<&str> = side.evidence.iter().map(|e| e.document.as_str()).collect();
    let documents: Vec<&str> = documents.into_iter().collect();
    format!("{} ({})", side.value, documents.join(", "))
}
