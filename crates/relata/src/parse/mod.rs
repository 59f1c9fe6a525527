//! Given an article's text, yields its sentences, tokens, lemmas, features, trees and names.

mod analyse;
pub mod conllu;
mod coordination;
mod label;
mod lemma;
mod rubric;
mod scheme;
mod sentence;
mod tree;
mod verb;
mod weekday;

pub use analyse::Parser;
pub use label::{Dep, Form, Gender, Mood, Morph, Ner, Number, Pos, Tense};
pub use tree::{Name, Parse, Token};

use std::ops::Range;

/// The sentences of each paragraph: a line break in the text ends one.
fn paragraphs_of(text: &str, tokens: &[Token], sentences: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for (at, sentence) in sentences.iter().enumerate() {
        let start = tokens[sentence.start].span.start as usize;
        let broken = text.get(end..start).is_none_or(|gap| gap.contains('\n'));
        match paragraphs.last_mut() {
            Some(last) if !broken => last.end = at + 1,
            _ => paragraphs.push(at..at + 1),
        }
        end = tokens[sentence.end - 1].span.end as usize;
        // A white space token at the end of a sentence may hold the break itself.
        end = text[..end].trim_end().len().max(tokens[sentence.start].span.start as usize);
    }
    paragraphs
}
