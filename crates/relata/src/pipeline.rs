//! Given articles, yields readings and their chronicle: the only file that knows the order of the stages.

use crate::article::{Input, Languages};
use crate::day::Interval;
use crate::error::Error;
use crate::mention::assemble::Sheet;
use crate::mention::entity::{Finder, Setting};
use crate::mention::figure::Figures;
use crate::mention::quote::Quotes;
use crate::mention::time::Times;
use crate::pack::Data;
use crate::parse::{Parse, Parser};
use crate::record::{Article, Chronicle, Published, Reading};
use crate::report::{Page, Reporter};
use crate::span::{Ruler, Span};
use crate::{article, date, event};
use std::collections::BTreeMap;
use std::time::Duration;

/// How often the dates of articles and the chronicle may narrow each other.
const ROUNDS: usize = 3;

/// The whole path, with its data and models: `Send` and `Sync`, shared by all threads.
pub struct Engine {
    languages: Languages,
    packs: BTreeMap<String, Pack>,
}

/// What one language needs.
struct Pack {
    parser: Parser,
    finder: Finder,
    times: Times,
    quotes: Quotes,
    figures: Figures,
    reporter: Reporter,
}

/// A clock that the caller lends: the library has none of its own. Yields the time since any fixed moment.
pub type Clock<'a> = &'a dyn Fn() -> Duration;

/// The time that each stage took, in the order of the path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timings {
    /// Stage and time.
    pub stages: Vec<(&'static str, Duration)>,
    /// Tokens parsed.
    pub words: usize,
}

impl Engine {
    /// Builds the engine from its data and the models of the languages to be analysed: (ISO 639-1 code, model).
    ///
    /// # Errors
    /// A pack, gazetteer or ontology file that is missing or wrong: its path, line and cause.
    pub fn new(data: &Data, models: Vec<(String, relata_nlp::Pipeline)>) -> Result<Self, Error> {
        let mut packs = BTreeMap::new();
        for (language, model) in models {
            let pack = Pack {
                parser: Parser::new(model, data, &language)?,
                finder: Finder::load(data, &language)?,
                times: Times::load(data, &language)?,
                quotes: Quotes::load(data, &language)?,
                figures: Figures::load(data, &language)?,
                reporter: Reporter::load(data, &language)?,
            };
            packs.insert(language, pack);
        }
        Ok(Self { languages: Languages::new(), packs })
    }

    /// The languages that are analysed, sorted.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.packs.keys().map(String::as_str)
    }

    /// The parser of a language.
    pub fn parser(&self, language: &str) -> Option<&Parser> {
        self.packs.get(language).map(|p| &p.parser)
    }

    /// The event rules of a language, with the examples that they must fire on.
    pub fn rules(&self, language: &str) -> &[crate::report::Rule] {
        self.packs.get(language).map_or(&[], |p| p.reporter.rules())
    }

    /// Reads one article. Text never causes an error.
    pub fn read(&self, input: Input) -> Reading {
        self.read_timed(input, &|| Duration::ZERO).0
    }

    /// Reads one article and tells what each stage took by the caller's clock.
    pub fn read_timed(&self, input: Input, clock: Clock<'_>) -> (Reading, Timings) {
        let mut watch = Watch { clock, last: clock(), timings: Timings::default() };
        let (article, body) = self.article(input);
        watch.mark("read");
        let reading = match self.packs.get(&article.language) {
            Some(pack) => pack.read(article, body, &mut watch),
            None => unread(article),
        };
        (reading, watch.timings)
    }

    /// An article's words, language and day, and what of it is analysed.
    fn article(&self, input: Input) -> (Article, Span) {
        let (header, start) = if input.title.is_none() { article::header::split(&input.text) } else { (None, 0) };
        let found = input.published.or(header).or_else(|| date::of_article(&input));
        let text = match &input.title {
            Some(title) if !input.text.starts_with(title.as_str()) => format!("{title}\n\n{}", input.text),
            _ => input.text,
        };
        let body = Span::new(start, text.len());
        let language = input.language.unwrap_or_else(|| self.languages.of(body.of(&text)));
        let analysed = self.packs.contains_key(&language);
        let article = Article {
            document: input.document,
            text,
            title: input.title,
            publisher: input.publisher,
            url: input.url,
            authors: input.authors,
            form: input.form,
            origin: input.origin,
            language,
            analysed,
            published: found,
            copy_group: None,
            story: None,
        };
        (article, body)
    }

    /// Merges readings into a chronicle. Articles whose day other articles narrow are read anew, in place; so are
    /// those whose day an earlier merge had narrowed; people of one name are told apart, or joined, in place. The
    /// order of `readings` does not matter.
    pub fn merge(&self, readings: &mut [Reading]) -> Chronicle {
        for round in 0..ROUNDS {
            let borrowed: Vec<&Reading> = readings.iter().collect();
            let narrowed: BTreeMap<String, Published> = date::narrow(&borrowed).into_iter().collect();
            let anew = readings
                .iter_mut()
                .filter(|r| narrowed.get(&r.article.document).is_some_and(|p| r.article.published != Some(*p)));
            let mut changed = false;
            for reading in anew {
                let day = narrowed[&reading.article.document];
                *reading = self.read_on(reading.article.clone(), day);
                changed = true;
            }
            if !changed || round + 1 == ROUNDS {
                break;
            }
        }
        event::tell_apart(readings);
        let borrowed: Vec<&Reading> = readings.iter().collect();
        event::merge(&borrowed)
    }

    /// Reads a stored article again under another day.
    fn read_on(&self, mut article: Article, day: Published) -> Reading {
        let start = if article.title.is_none() { article::header::split(&article.text).1 } else { 0 };
        let body = Span::new(start, article.text.len());
        article.published = Some(day);
        let clock = || Duration::ZERO;
        let mut watch = Watch { clock: &clock, last: Duration::ZERO, timings: Timings::default() };
        match self.packs.get(&article.language) {
            Some(pack) => pack.read(article, body, &mut watch),
            None => unread(article),
        }
    }
}

impl Pack {
    fn read(&self, article: Article, body: Span, watch: &mut Watch<'_>) -> Reading {
        let parse = self.parser.parse(&article.text, body);
        watch.timings.words = parse.tokens.len();
        watch.mark("parse");
        self.read_parsed(article, body, &parse, watch)
    }

    fn read_parsed(&self, article: Article, body: Span, parse: &Parse, watch: &mut Watch<'_>) -> Reading {
        let (text, document) = (article.text.as_str(), article.document.as_str());
        let published: Option<Interval> = article.published.map(|p| p.days);
        let publisher = article.url.as_deref().or(article.publisher.as_deref());
        let setting = Setting { text, body, parse, published, publisher };
        let mut entities = self.finder.find(setting);
        watch.mark("entities");
        let times = self.times.find(text, parse, published);
        watch.mark("times");
        let quotes = self.quotes.find(text, parse);
        self.finder.find_speakers(setting, &quotes, &mut entities);
        watch.mark("quotes");
        let figures = self.figures.find(text, parse);
        watch.mark("figures");
        let ruler = &Ruler::new(text);
        let page =
            Page { document, text, ruler, parse, entities: &entities, times: &times, quotes: &quotes, published };
        let reports = self.reporter.find(page, &self.finder.gazetteer);
        watch.mark("reports");
        let sheet = Sheet { document, text, ruler, parse, entities: &entities, times: &times, published };
        let (entities, times, clues) = (sheet.entities(), sheet.times(), sheet.clues());
        let bearers = sheet.bearers(&self.finder.callings);
        let (quotes, figures) = (sheet.quotes(&quotes), sheet.figures(&figures));
        watch.mark("records");
        Reading { article, entities, times, quotes, figures, reports, clues, bearers }
    }
}

/// An article that no pack can analyse: kept and searchable.
fn unread(article: Article) -> Reading {
    Reading {
        article,
        entities: Vec::new(),
        times: Vec::new(),
        quotes: Vec::new(),
        figures: Vec::new(),
        reports: Vec::new(),
        clues: Vec::new(),
        bearers: Vec::new(),
    }
}

struct Watch<'a> {
    clock: Clock<'a>,
    last: Duration,
    timings: Timings,
}

impl Watch<'_> {
    fn mark(&mut self, stage: &'static str) {
        let now = (self.clock)();
        self.timings.stages.push((stage, now.saturating_sub(self.last)));
        self.last = now;
    }
}
