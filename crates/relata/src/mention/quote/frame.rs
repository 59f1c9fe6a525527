//! Given a parse and the stretches between marks, yields the reporter's own sentences, in which a quotation is one item.

use super::mark::Stretch;
use super::rules::{Rules, fold};
use crate::parse::{Ner, Parse, Pos};
use crate::span::Span;

/// One article as the search for speakers sees it.
pub(super) struct Scene<'a> {
    /// The article's text.
    pub text: &'a str,
    /// Its analysis.
    pub parse: &'a Parse,
    /// The pack.
    pub rules: &'a Rules,
    /// The stretches between marks.
    pub stretches: Vec<Stretch>,
    /// Each token in lower case with straight apostrophes.
    pub words: Vec<String>,
    /// The stretch that each token lies in, its marks included.
    pub within: Vec<Option<usize>>,
    /// The name, as an index into `parse.names`, that each token belongs to.
    pub named: Vec<Option<usize>>,
}

/// A token of the reporter, or a stretch between marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Item {
    /// A token, as an index into the parse.
    Word(usize),
    /// A stretch, as an index into [`Scene::stretches`].
    Quote(usize),
}

/// A sentence of the reporter, quotations and all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Frame {
    /// Its tokens and stretches, in the order of the text.
    pub items: Vec<Item>,
    /// The paragraph, counted from 0.
    pub paragraph: usize,
}

impl Frame {
    /// What of it stands within a stretch of the text.
    pub fn under(&self, scene: &Scene<'_>, span: Span) -> Self {
        let place = |i: &&Item| match **i {
            Item::Word(token) => scene.parse.tokens[token].span,
            Item::Quote(stretch) => scene.stretches[stretch].outer,
        };
        let inside = |i: &&Item| span.start <= place(i).start && place(i).end <= span.end;
        Self { items: self.items.iter().filter(inside).copied().collect(), paragraph: self.paragraph }
    }
}

impl<'a> Scene<'a> {
    /// Sees an article.
    pub fn new(text: &'a str, parse: &'a Parse, rules: &'a Rules, stretches: Vec<Stretch>) -> Self {
        let words = parse.tokens.iter().map(|t| fold(t.span.of(text))).collect();
        let mut named = vec![None; parse.tokens.len()];
        for (at, name) in parse.names.iter().enumerate() {
            for token in name.tokens.clone() {
                if let Some(slot) = named.get_mut(token) {
                    *slot = Some(at);
                }
            }
        }
        let within = parse.tokens.iter().map(|t| holder(&stretches, t.span)).collect();
        Self { text, parse, rules, stretches, words, within, named }
    }

    /// The folded word of a token.
    pub fn word(&self, token: usize) -> &str {
        self.words.get(token).map_or("", String::as_str)
    }

    /// The part of speech of a token.
    pub fn pos(&self, token: usize) -> Pos {
        self.parse.tokens[token].pos
    }

    /// The kind of the name that a token belongs to.
    pub fn ner(&self, token: usize) -> Option<Ner> {
        self.named[token].map(|n| self.parse.names[n].kind)
    }

    /// True where the token is white space.
    pub fn blank(&self, token: usize) -> bool {
        self.pos(token) == Pos::Space || self.word(token).trim().is_empty()
    }

    /// True where the token ends a sentence.
    pub fn stop(&self, token: usize) -> bool {
        let word = self.word(token);
        !word.is_empty() && word.chars().all(|c| self.rules.stops.contains(&c))
    }

    /// True where a sentence has no stop at its end.
    pub fn heading(&self, frame: &Frame) -> bool {
        frame.items.last().is_some_and(|i| !matches!(i, Item::Word(t) if self.stop(*t)))
    }

    /// True where the word begins with a capital.
    pub fn capital(&self, token: usize) -> bool {
        self.parse.word(self.text, token).chars().next().is_some_and(char::is_uppercase)
    }

    /// The tokens of the words of a stretch.
    pub fn tokens_of(&self, stretch: usize) -> std::ops::Range<usize> {
        self.parse.under(self.stretches[stretch].inner)
    }

    /// Cuts the article into the reporter's sentences.
    pub fn frames(&self) -> Vec<Frame> {
        let mut frames = Vec::new();
        let (mut items, mut paragraph, mut end) = (Vec::new(), 0, 0u32);
        let mut token = 0;
        while token < self.parse.tokens.len() {
            let start = self.parse.tokens[token].span.start;
            if self.parted(end, start) && !self.announces(&items, token) {
                flush(&mut frames, &mut items, paragraph);
                paragraph += 1;
            }
            if self.blank(token) {
                token += 1;
                continue;
            }
            let item = self.within[token].map_or(Item::Word(token), Item::Quote);
            if self.breaks(&items, item) {
                flush(&mut frames, &mut items, paragraph);
            }
            items.push(item);
            end = self.parse.tokens[token].span.end;
            token += 1;
            if let Item::Quote(stretch) = item {
                while self.within.get(token) == Some(&Some(stretch)) {
                    token += 1;
                }
                end = self.stretches[stretch].outer.end;
            }
        }
        flush(&mut frames, &mut items, paragraph);
        frames
    }

    /// True where a line break stands between two bytes.
    fn parted(&self, end: u32, start: u32) -> bool {
        Span::new(end as usize, start as usize).of(self.text).contains('\n')
    }

    /// True where a quotation on a line of its own follows a colon.
    fn announces(&self, items: &[Item], token: usize) -> bool {
        let quotation = self.within[token].is_some() || self.blank(token);
        quotation && matches!(items.last(), Some(Item::Word(last)) if self.colon(*last))
    }

    /// True where a new sentence begins with `next`.
    fn breaks(&self, items: &[Item], next: Item) -> bool {
        let upper = match next {
            Item::Word(token) => self.capital(token),
            Item::Quote(_) => true,
        };
        match items.last() {
            Some(Item::Word(last)) => self.stop(*last) && upper && !self.closes_bracket(items),
            Some(Item::Quote(last)) => self.after_quotation(items, *last, next),
            None => false,
        }
    }

    /// A stop before the closing bracket ends no sentence.
    fn closes_bracket(&self, items: &[Item]) -> bool {
        let word = |i: &Item| if let Item::Word(t) = i { self.word(*t) } else { "" };
        let open = items.iter().filter(|i| word(i) == "(").count();
        open > items.iter().filter(|i| word(i) == ")").count()
    }

    fn after_quotation(&self, items: &[Item], last: usize, next: Item) -> bool {
        let complete = self.stretches[last].inner.of(self.text).ends_with(|c| self.rules.stops.contains(&c));
        match next {
            Item::Quote(_) => complete,
            Item::Word(token) => {
                let name = self.named[token].is_some() || self.pos(token) == Pos::Propn;
                self.capital(token) && (complete || (items.len() == 1 && !name))
            }
        }
    }
}

fn holder(stretches: &[Stretch], span: Span) -> Option<usize> {
    let at = stretches.partition_point(|s| s.outer.end <= span.start);
    stretches.get(at).filter(|s| s.outer.overlaps(span)).map(|_| at)
}

fn flush(frames: &mut Vec<Frame>, items: &mut Vec<Item>, paragraph: usize) {
    if !items.is_empty() {
        frames.push(Frame { items: std::mem::take(items), paragraph });
    }
}

#[cfg(test)]
mod tests {
    use super::super::mark;
    use super::*;
    use crate::mention::sample;
    use crate::pack::Data;

    fn check(text: &str, expected: &[&str]) {
        let rules = Rules::load(&Data::builtin(), "fr").unwrap();
        let parse = sample::plain(text);
        let scene = Scene::new(text, &parse, &rules, mark::stretches(text, &rules));
        let shown: Vec<String> = scene.frames().iter().map(|f| show(&scene, f)).collect();
        assert_eq!(shown, expected);
    }

    fn show(scene: &Scene<'_>, frame: &Frame) -> String {
        let item = |i: &Item| match i {
            Item::Word(t) => scene.parse.word(scene.text, *t).to_owned(),
            Item::Quote(_) => "Q".to_owned(),
        };
        frame.items.iter().map(item).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn stops_between_marks_do_not_end_the_sentence() {
        check("« Non. Jamais. », dit Anna. Elle part.", &["Q , dit Anna .", "Elle part ."]);
    }

    #[test]
    fn a_complete_quotation_ends_its_sentence() {
        check("Elle a dit : « C'est fini. » Puis elle part.", &["Elle a dit : Q", "Puis elle part ."]);
    }

    #[test]
    fn a_line_break_ends_a_sentence() {
        check("Un titre\nUn texte", &["Un titre", "Un texte"]);
    }
}
