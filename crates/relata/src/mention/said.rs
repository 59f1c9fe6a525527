//! Given an article's quotations and times, yields the days on which the words of each were said.

use super::{QuoteMention, TimeMention, when};
use crate::day::Interval;
use crate::parse::{Dep, Form, Parse, Pos, Tense};

/// When a quotation was said: at the time that is told with its cue, never at one that its own words name; else on the
/// article's day. Words without a cue are of the time of the rest of their utterance, or of what their speaker said
/// before. What was said before what the passage tells has no day but one that is named.
pub fn of_quote(
    parse: &Parse,
    times: &[TimeMention],
    mentions: &[QuoteMention],
    quote: &QuoteMention,
    published: Option<Interval>,
) -> Option<Interval> {
    let Some(cue) = quote.cue.or_else(|| running_cue(mentions, quote)) else {
        return quote.speaker.and(published);
    };
    let verbal = matches!(parse.tokens[cue].pos, Pos::Verb | Pos::Aux);
    if parse.tokens[cue].pos == Pos::Adp {
        // "Selon lui, l'accord date de mars" tells the day of the accord.
        return published;
    }
    let quoted = |t: &TimeMention| mentions.iter().any(|m| m.span.overlaps(t.span));
    let to_come = |t: &TimeMention| t.days.zip(published).is_some_and(|(d, p)| d.from > p.to);
    let told: Vec<TimeMention> = times.iter().filter(|t| !quoted(t) && !to_come(t)).cloned().collect();
    let timed = when::of_event(parse, &told, cue, published);
    let asked = if verbal && timed.expression.is_none() { opening(parse, cue) } else { None };
    let timed =
        asked.map(|a| when::of_event(parse, &told, a, published)).filter(|t| t.expression.is_some()).unwrap_or(timed);
    let before = verbal && timed.expression.is_none() && is_pluperfect(parse, cue);
    let timed = if before { when::before_passage(parse, &told, cue, published) } else { timed };
    timed.when.map(|w| w.days)
}

/// The participle that opens the sentence before a cue: "Interrogée jeudi, la ministre explique que …".
fn opening(parse: &Parse, cue: usize) -> Option<usize> {
    let sentence = parse.tokens[cue].sentence;
    let first = (0..cue).rev().take_while(|t| parse.tokens[*t].sentence == sentence).last()?;
    let adverbs = (first..cue).take_while(|t| matches!(parse.tokens[*t].pos, Pos::Adv | Pos::Punct)).count();
    let opens = first + adverbs;
    let morph = parse.tokens[opens].morph;
    (opens < cue && morph.form == Form::Part && morph.tense == Tense::Past).then_some(opens)
}

/// The cue of another part of the utterance, else the last one of the same speaker.
fn running_cue(mentions: &[QuoteMention], quote: &QuoteMention) -> Option<usize> {
    let part = mentions.iter().filter(|m| m.utterance == quote.utterance).find_map(|m| m.cue);
    let before = || {
        let earlier = mentions.iter().rev().filter(|m| m.span.start < quote.span.start);
        earlier.filter(|m| m.speaker == quote.speaker).find_map(|m| m.cue)
    };
    part.or_else(|| quote.speaker.and_then(|_| before()))
}

/// "avait déclaré", told in a passage that goes on in another tense.
fn is_pluperfect(parse: &Parse, verb: usize) -> bool {
    let past = parse.with(verb, &[Dep::Aux, Dep::AuxTense]).any(|aux| {
        let morph = parse.tokens[aux].morph;
        morph.form == Form::Fin && matches!(morph.tense, Tense::Imp | Tense::Pqp)
    });
    past && parse.tokens[verb].morph.form == Form::Part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::Relation;
    use crate::parse::conllu;
    use crate::record::{Bearing, QuoteKind, TimexType};
    use crate::span::Span;
    use jiff::civil::date;

    const TEXT: &str = "Le roi a promis lundi de partir mardi .";

    fn time(word: &str, token: usize, day: i8) -> TimeMention {
        let start = TEXT.find(word).unwrap_or_default();
        TimeMention {
            span: Span::new(start, start + word.len()),
            tokens: token..token + 1,
            kind: TimexType::Date,
            value: String::new(),
            days: Some(Interval::day(date(2023, 10, day))),
            relation: Relation::At,
            alone: String::new(),
            bearing: Bearing::Open,
            behind: None,
        }
    }

    fn check(auxiliary: &str, quoted: &str, cue: Option<usize>, expected: Option<i8>) {
        let row = |n: usize, word: &str, pos: &str, feats: &str, head: usize, dep: &str| {
            format!("{n}\t{word}\t_\t{pos}\t_\t{feats}\t{head}\t{dep}\t_\t_\n")
        };
        let rows = row(1, "Le", "DET", "_", 2, "det")
            + &row(2, "roi", "NOUN", "_", 4, "nsubj")
            + &row(3, "a", "AUX", auxiliary, 4, "aux:tense")
            + &row(4, "promis", "VERB", "Tense=Past|VerbForm=Part", 0, "root")
            + &row(5, "lundi", "NOUN", "_", 4, "obl")
            + &row(6, "de", "ADP", "_", 7, "mark")
            + &row(7, "partir", "VERB", "VerbForm=Inf", 4, "xcomp")
            + &row(8, "mardi", "NOUN", "_", 7, "obl")
            + &row(9, ".", "PUNCT", "_", 4, "punct");
        let parse = conllu::read(TEXT, &rows);
        let start = TEXT.find(quoted).unwrap_or_default();
        let quote = |cue| QuoteMention {
            span: Span::new(start, start + quoted.len()),
            kind: QuoteKind::Indirect,
            utterance: 0,
            cue,
            speaker: Some(1),
            addressee: None,
        };
        let times = [time("lundi", 4, 9), time("mardi", 7, 10)];
        let published = Some(Interval::day(date(2023, 10, 12)));
        let found = of_quote(&parse, &times, &[quote(cue)], &quote(cue), published);
        assert_eq!(found, expected.map(|day| Interval::day(date(2023, 10, day))), "{auxiliary} {quoted}");
    }

    #[test]
    fn the_day_told_with_the_cue_is_the_day_of_the_words() {
        check("Mood=Ind|Tense=Pres|VerbForm=Fin", "partir mardi", Some(3), Some(9));
    }

    #[test]
    fn a_day_within_the_words_is_not() {
        check("Mood=Ind|Tense=Pres|VerbForm=Fin", "lundi de partir mardi", Some(3), Some(12));
    }

    #[test]
    fn words_said_before_the_passage_have_no_day_of_their_own() {
        check("Mood=Ind|Tense=Imp|VerbForm=Fin", "lundi de partir mardi", Some(3), None);
    }

    #[test]
    fn words_of_somebody_without_a_cue_are_of_the_articles_day() {
        check("Mood=Ind|Tense=Pres|VerbForm=Fin", "partir mardi", None, Some(12));
    }
}
