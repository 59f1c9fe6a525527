//! Given tokens with heads, yields the tree: children, subtrees, paths.

use super::{Dep, Morph, Ner, Pos};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// One token of an article.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Token {
    /// Where it stands in the article's text.
    pub span: Span,
    /// The base form.
    pub lemma: Arc<str>,
    /// Part of speech.
    pub pos: Pos,
    /// All features, as the model gives them.
    pub feats: Arc<str>,
    /// The features that the engine uses.
    pub morph: Morph,
    /// The head's index in the article; the token's own at the root of a sentence.
    pub head: usize,
    /// The relation to the head.
    pub dep: Dep,
    /// The sentence's index.
    pub sentence: usize,
}

/// A name found by the model: tokens, half open, and their kind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Name {
    /// The tokens.
    pub tokens: Range<usize>,
    /// The kind that the model gives.
    pub kind: Ner,
}

/// The analysis of one article: sentences, tokens, trees, names.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Parse {
    /// The tokens, in the order of the text; white space that is more than a blank is a token too.
    pub tokens: Vec<Token>,
    /// The tokens of each sentence.
    pub sentences: Vec<Range<usize>>,
    /// The sentences of each paragraph.
    pub paragraphs: Vec<Range<usize>>,
    /// Names found by the model, in the order of the text.
    pub names: Vec<Name>,
    children: Vec<Vec<usize>>,
}

impl Parse {
    /// Builds the tree over tokens whose heads are set. A head outside the article or its sentence makes the token a root.
    pub fn new(
        mut tokens: Vec<Token>,
        sentences: Vec<Range<usize>>,
        paragraphs: Vec<Range<usize>>,
        names: Vec<Name>,
    ) -> Self {
        let mut children = vec![Vec::new(); tokens.len()];
        for at in 0..tokens.len() {
            let head = tokens[at].head;
            if head >= tokens.len() || tokens[head].sentence != tokens[at].sentence {
                tokens[at].head = at;
            } else if head != at {
                children[head].push(at);
            }
        }
        Self { tokens, sentences, paragraphs, names, children }
    }

    /// The direct dependents of a token, in the order of the text.
    pub fn children(&self, token: usize) -> &[usize] {
        &self.children[token]
    }

    /// The direct dependents with one of these relations.
    pub fn with<'p>(&'p self, token: usize, deps: &'p [Dep]) -> impl Iterator<Item = usize> + 'p {
        self.children[token].iter().copied().filter(move |c| deps.contains(&self.tokens[*c].dep))
    }

    /// The first direct dependent with one of these relations.
    pub fn child(&self, token: usize, deps: &[Dep]) -> Option<usize> {
        self.children[token].iter().copied().find(|c| deps.contains(&self.tokens[*c].dep))
    }

    /// The head, or `None` at the root.
    pub fn head(&self, token: usize) -> Option<usize> {
        Some(self.tokens[token].head).filter(|h| *h != token)
    }

    /// The token and its heads up to the root, at most as many as the sentence has tokens.
    pub fn up(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        let limit = self.sentences.get(self.tokens[token].sentence).map_or(1, |s| s.len());
        std::iter::successors(Some(token), |t| self.head(*t)).take(limit)
    }

    /// The first and one past the last token of everything that hangs on a token, itself included.
    pub fn subtree(&self, token: usize) -> Range<usize> {
        let (mut first, mut last, mut open) = (token, token, vec![token]);
        let mut left = self.tokens.len() + 1;
        while let Some(at) = open.pop() {
            first = first.min(at);
            last = last.max(at);
            left -= 1;
            if left == 0 {
                break;
            }
            open.extend_from_slice(&self.children[at]);
        }
        first..last + 1
    }

    /// The stretch of text from the first to the last of these tokens; empty for none.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        match (self.tokens.get(tokens.start), tokens.end.checked_sub(1).and_then(|l| self.tokens.get(l))) {
            (Some(first), Some(last)) if !tokens.is_empty() => first.span.join(last.span),
            _ => Span::default(),
        }
    }

    /// The tokens that share a byte with `span`, as a range.
    pub fn under(&self, span: Span) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= span.start);
        let end = self.tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// The words of a token.
    pub fn word<'t>(&self, text: &'t str, token: usize) -> &'t str {
        self.tokens[token].span.of(text)
    }

    /// The stretch of a sentence.
    pub fn sentence_span(&self, sentence: usize) -> Span {
        self.sentences.get(sentence).map_or(Span::default(), |s| self.span(s.clone()))
    }
}
