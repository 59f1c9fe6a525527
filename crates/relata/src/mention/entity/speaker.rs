//! Given words between marks and their speakers, yields references by the first person: "je", "notre pays".

use super::title::folded_words;
use super::{Entities, Finder, Form, Reference, Setting};
use crate::mention::QuoteMention;
use crate::parse::Gender;
use crate::record::QuoteKind;

/// Refers the first persons within each quotation to its speaker.
pub(super) fn find(finder: &Finder, setting: Setting<'_>, quotes: &[QuoteMention], found: &mut Entities) {
    if quotes.is_empty() {
        return;
    }
    let words = folded_words(setting.text, setting.parse);
    let mut new = Vec::new();
    for quote in quotes.iter().filter(|q| q.kind != QuoteKind::Indirect) {
        let actors = quote.speaker.map(|s| found.of_phrase(setting.parse, s)).unwrap_or_default();
        for token in setting.parse.under(quote.span) {
            let Some((form, number)) = finder.pronouns.first_person(&words[token]) else { continue };
            if actors.is_empty() || found.at(token).is_some() {
                continue;
            }
            let (span, tokens) = (setting.parse.tokens[token].span, token..token + 1);
            new.push(Reference {
                span,
                tokens,
                head: token,
                actors: actors.clone(),
                form,
                gender: Gender::None,
                number,
            });
        }
    }
    found.references.extend(new);
}

impl super::pronoun::Pronouns {
    /// The form and number of a first person; nothing for other words.
    fn first_person(&self, word: &str) -> Option<(Form, crate::parse::Number)> {
        self.first.get(word).copied()
    }
}
