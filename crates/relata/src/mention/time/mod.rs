//! Given a text, its parse and the article's day, yields its time expressions with TIMEX3 values and days.
//!
//! The rules stand in a pack: `time_words.tsv` says which words stand for which values, `time.tsv` which rows of
//! words are an expression and what it means. A sentence is cut into pieces, the rules are matched over them bottom
//! up, the longest matches are kept, and each is told in the world of the article's day: the day of publication, the
//! day told last, the tense of the governing verb.

mod bits;
mod call;
mod cell;
mod chart;
mod feast;
mod index;
mod lean;
mod length;
mod meaning;
mod nearest;
mod number;
mod pattern;
mod piece;
mod resolve;
mod rule;
mod select;
mod tell;
mod value;
mod word;

#[cfg(test)]
mod examples;
#[cfg(test)]
mod property;

use crate::day::Interval;
use crate::error::Error;
use crate::mention::TimeMention;
use crate::pack::Data;
use crate::parse::Parse;
use chart::{Chart, Sentence};
use rule::Rules;
use word::Lexicon;

/// The time rules of one language.
#[derive(Debug)]
pub struct Times {
    lexicon: Lexicon,
    rules: Rules,
}

impl Times {
    /// Compiles the rules of a pack: `packs/LANGUAGE/time_words.tsv` and `packs/LANGUAGE/time.tsv`.
    ///
    /// # Errors
    /// A missing file, or a row that cannot be read, with path and line.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let words = data.table(&format!("packs/{language}/time_words.tsv"), &word::COLUMNS)?;
        let rules = data.table(&format!("packs/{language}/time.tsv"), &rule::COLUMNS)?;
        let mut lexicon = Lexicon::read(&words)?;
        let rules = Rules::read(&rules, &mut lexicon)?;
        Ok(Self { lexicon, rules })
    }

    /// The time expressions of an article, in the order of the text, none within another.
    ///
    /// `anchor` holds the days on which it may have been published; where that is more than one day, `days` is what
    /// the expression may mean from any of them and what differs in the value is `X`. Without it only absolute
    /// dates have `days`.
    pub fn find(&self, text: &str, parse: &Parse, anchor: Option<Interval>) -> Vec<TimeMention> {
        let (mut pieces, mut chart, mut found) = (Vec::new(), Chart::default(), Vec::new());
        for sentence in 0..parse.sentences.len() {
            piece::of_sentence(text, parse, sentence, &self.lexicon.vocabulary, &mut pieces);
            let sentence_view = Sentence { pieces: &pieces, lexicon: &self.lexicon, parse };
            chart.fill(&self.rules, &sentence_view);
            select::keep(&chart, &self.rules, &sentence_view, sentence, &mut found);
        }
        resolve::all(found, anchor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::conllu;
    use jiff::civil::date;

    /// Finds the only expression of a text of one sentence, on any of these days.
    fn check(text: &str, anchor: Option<Interval>, value: &str, days: Option<Interval>) {
        let times = Times::load(&Data::builtin(), "fr").expect("the pack");
        let mut rows = String::new();
        for (at, piece) in piece::split(text, &times.lexicon.vocabulary).iter().enumerate() {
            rows += &format!("{}\t{}\t_\tX\t_\t_\t0\troot\t_\t_\n", at + 1, piece.span.of(text));
        }
        let found = times.find(text, &conllu::read(text, &rows), anchor);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        assert_eq!((found[0].value.as_str(), found[0].days), (value, days), "{text}");
    }

    #[test]
    fn a_month_of_publication_leaves_what_it_does_not_settle_open() {
        let october = Interval::month(2023, 10);
        let fridays = Interval { from: date(2023, 9, 29), to: date(2023, 11, 3) };
        check("Un vote aura lieu ce vendredi.", october, "XXXX-WXX-5", Some(fridays));
        check("Le roi fut reçu en mars dernier.", october, "2023-03", Interval::month(2023, 3));
        check("Il attend depuis 2014.", october, "2014", Some(Interval::between(date(2014, 1, 1), date(2023, 10, 31))));
        check("Il arriva le 2 juin.", october, "2023-06-02", Some(Interval::day(date(2023, 6, 2))));
    }

    #[test]
    fn without_a_day_of_publication_only_absolute_dates_have_days() {
        check("Il arriva mardi.", None, "XXXX-WXX-2", None);
        check("Il arriva le 2 mars.", None, "XXXX-03-02", None);
        check("Il arriva hier.", None, "XXXX-XX-XX", None);
        check("Il arriva le 2 mars 2019.", None, "2019-03-02", Some(Interval::day(date(2019, 3, 2))));
    }
}
