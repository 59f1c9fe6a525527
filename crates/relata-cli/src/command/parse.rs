//! `relata parse`: given a text, or tokens, yields the analysis.

use super::Done;
use crate::engine::DataArgs;
use crate::model;
use crate::print::{Out, complain};
use anyhow::{Context, Result, bail};
use relata::article::{Input, Languages};
use relata::parse::{Parse, Parser, conllu};
use relata::span::Span;
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

impl Args {
    /// Analyses and writes.
    pub fn run(&self, out: &mut Out) -> Result<Done> {
        if let Some(path) = &self.gold_tokens {
            let sentences = tokens(path)?;
            let words: Vec<&str> = sentences.iter().flatten().take(500).map(|(word, _)| word.as_str()).collect();
            let (text, parse) = self.parser(&words.join(" "))?.parse_tokens(&sentences);
            self.write(out, &text, &parse)?;
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
            let parse = self.parser(text)?.parse(text, Span::new(0, text.len()));
            self.write(out, text, &parse)?;
        }
        Ok(done)
    }

    fn parser(&self, text: &str) -> Result<Parser> {
        let language = self.language.clone().unwrap_or_else(|| Languages::new().of(text));
        let Some(path) = self.data.models.find(&language) else {
            if model::RELEASES.iter().any(|r| r.language == language) {
                bail!("{}", model::missing(&self.data.models, &language));
            }
            bail!("{language}: there is no model for this language; name the text's language with --language");
        };
        let model = model::open_in(&path, &language, self.data.mode())?;
        Parser::new(model, &self.data.data()?, &language).map_err(|e| anyhow::anyhow!("{e}"))
    }

    fn write(&self, out: &mut Out, text: &str, parse: &Parse) -> Result<()> {
        match self.format {
            Analysis::Conllu => write!(out, "{}", conllu::write(text, parse))?,
            Analysis::Json => {
                let record = serde_json::json!({ "text": text, "parse": parse });
                writeln!(out, "{record}")?;
            }
        }
        Ok(())
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
