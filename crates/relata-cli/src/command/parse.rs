//! `relata parse`: given a text, or tokens, yields the analysis.

use super::Done;
use crate::engine::DataArgs;
use crate::model;
use crate::print::{Out, complain};
use crate::release;
use anyhow::{Context, Result, bail};
use relata::article::{Input, Languages};
use relata::parse::{Parse, Parser, conllu};
use relata::span::Span;
use relata_nlp::{Doc, Pipeline, SentStart};
use relata_store::input::{self, Item, Options};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Show the analysis of a text: tokens, lemmas, parts of speech, trees, names
#[derive(clap::Args)]
pub struct Args {
    /// A text; - is standard input
    #[arg(value_name = "FILE", required_unless_present = "gold_tokens")]
    file: Option<PathBuf>,
    /// How to write it
    #[arg(long, value_enum, default_value_t)]
    format: Analysis,
    /// Analyse the sentences and tokens of this CoNLL-U file in place of a text
    #[arg(long, value_name = "FILE", conflicts_with = "file")]
    gold_tokens: Option<PathBuf>,
    /// Language of the text (ISO 639-1); found out where it is not given
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// The model to analyse with, such as fr-md, where it is not the language's own
    #[arg(long, value_name = "NAME")]
    pipeline: Option<String>,
    /// Show what the model says by itself, without our sentence boundaries and verb table; so it is for all languages
    /// without a pack
    #[arg(long)]
    stock: bool,
    #[command(flatten)]
    data: DataArgs,
}

/// The formats of an analysis.
#[derive(Clone, Copy, Default, clap::ValueEnum)]
enum Analysis {
    /// CoNLL-U, ten columns
    #[default]
    Conllu,
    /// One JSON object a text
    Json,
}

/// The words of a sentence, each with whether a blank follows.
type Sentence = Vec<(String, bool)>;

/// What analyses a text.
enum Analyst {
    /// A model with the tables of its language.
    Pack(Box<Parser>),
    /// A model by itself.
    Stock(Box<Pipeline>),
}

impl Args {
    /// Analyses and writes.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        if let Some(path) = &self.gold_tokens {
            let sentences = tokens(path)?;
            let words: Vec<&str> = sentences.iter().flatten().take(500).map(|(word, _)| word.as_str()).collect();
            let analysis = self.analyst(&words.join(" "))?.of_tokens(&sentences, self.format);
            write!(out, "{analysis}")?;
            return Ok(Done::All);
        }
        let (mut articles, mut done) = (Vec::new(), Done::All);
        let paths: Vec<PathBuf> = self.file.iter().cloned().collect();
        input::read(&paths, &Options::default(), &mut std::io::stdin().lock(), &mut |item| {
            match item {
                Item::Article(article) => articles.push(*article),
                Item::Problem(problem) => {
                    complain(&problem.to_string());
                    done = if problem.read { done } else { Done::Some };
                }
            }
            true
        });
        for Input { text, .. } in &articles {
            write!(out, "{}", self.analyst(text)?.of_text(text, self.format))?;
        }
        Ok(done)
    }

    fn analyst(&self, text: &str) -> Result<Analyst> {
        let language = || self.language.clone().unwrap_or_else(|| Languages::new().of(text));
        let name = self.pipeline.clone().unwrap_or_else(language);
        let Some(found) = self.data.models.find(&name) else {
            if release::of(&name).is_some() {
                bail!("{}", model::missing(&self.data.models, &name));
            }
            bail!("{name}: there is no model for this language; name the text's language with --language");
        };
        let pipeline = found.open(&name, self.data.mode())?;
        let (data, language) = (self.data.data()?, pipeline.meta().lang.clone());
        if self.stock || !data.languages().contains(&language) {
            return Ok(Analyst::Stock(Box::new(pipeline)));
        }
        let parser = Parser::new(pipeline, &data, &language).map_err(|e| anyhow::anyhow!("{e}"))?;
        Ok(Analyst::Pack(Box::new(parser)))
    }
}

impl Analyst {
    fn of_text(&self, text: &str, format: Analysis) -> String {
        match self {
            Self::Pack(parser) => by_pack(text, &parser.parse(text, Span::new(0, text.len())), format),
            Self::Stock(pipeline) => by_stock(text, &pipeline.parse(text), format),
        }
    }

    fn of_tokens(&self, sentences: &[Sentence], format: Analysis) -> String {
        match self {
            Self::Pack(parser) => {
                let (text, parse) = parser.parse_tokens(sentences);
                by_pack(&text, &parse, format)
            }
            Self::Stock(pipeline) => {
                let (text, tokens) = pipeline.tokens_of(&sentences.concat());
                let place = |at: usize| if at == 0 { SentStart::Start } else { SentStart::Inside };
                let starts: Vec<SentStart> = sentences.iter().flat_map(|s| (0..s.len()).map(place)).collect();
                by_stock(&text, &pipeline.annotate(&text, tokens, Some(&starts)), format)
            }
        }
    }
}

fn by_pack(text: &str, parse: &Parse, format: Analysis) -> String {
    match format {
        Analysis::Conllu => conllu::write(text, parse),
        Analysis::Json => format!("{}\n", serde_json::json!({ "text": text, "parse": parse })),
    }
}

fn by_stock(text: &str, doc: &Doc, format: Analysis) -> String {
    match format {
        Analysis::Conllu => relata_nlp::conllu::write(text, doc),
        Analysis::Json => format!("{}\n", serde_json::json!({ "text": text, "parse": doc })),
    }
}

/// The tokens of a CoNLL-U file; ranges of words and empty nodes are passed over.
fn tokens(path: &Path) -> Result<Vec<Sentence>> {
    let file = std::fs::read_to_string(path).with_context(|| format!("{}: it cannot be read", path.display()))?;
    let mut sentences: Vec<Sentence> = vec![Vec::new()];
    for line in file.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells[..] {
            [id, word, .., misc] if cells.len() == 10 && id.parse::<usize>().is_ok() => {
                let blank = !misc.split('|').any(|m| m == "SpaceAfter=No");
                if let Some(last) = sentences.last_mut() {
                    last.push((word.to_owned(), blank));
                }
            }
            _ if line.trim().is_empty() => sentences.push(Vec::new()),
            _ => {}
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    if sentences.is_empty() {
        bail!("{}: it holds no tokens; give CoNLL-U with ten columns", path.display());
    }
    Ok(sentences)
}
