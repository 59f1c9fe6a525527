//! Given the packs' own examples, checks that each rule of each pack fires where it must and not where it must not.

use super::*;
use crate::parse::{Dep, Form, Morph, Parse, Pos, Tense, Token};
use crate::span::Span;

/// A parse without a model: words cut at blanks and marks, and, where a tense is given, one verb above all.
fn flat(text: &str, tense: &str) -> Parse {
    let pieces = piece::split(text, &word::Vocabulary::default());
    let verbal = match tense {
        "past" => Tense::Past,
        "present" => Tense::Pres,
        "future" => Tense::Fut,
        _ => Tense::None,
    };
    let mut tokens: Vec<Token> = pieces.iter().map(|p| token(p.span, Pos::X, Tense::None)).collect();
    let verb = tokens.len();
    if verbal != Tense::None {
        tokens.push(token(Span::new(text.len(), text.len()), Pos::Verb, verbal));
    }
    for (at, token) in tokens.iter_mut().enumerate() {
        token.head = if verbal == Tense::None { at } else { verb };
    }
    let (sentence, paragraph) = (0..tokens.len(), 0..1);
    Parse::new(tokens, vec![sentence], vec![paragraph], Vec::new())
}

fn token(span: Span, pos: Pos, tense: Tense) -> Token {
    let form = if tense == Tense::None { Form::None } else { Form::Fin };
    let morph = Morph { tense, form, ..Morph::read("") };
    Token { span, lemma: "".into(), pos, feats: "".into(), morph, head: 0, dep: Dep::Dep, sentence: 0 }
}

/// The words of the example, and where its brackets stand: bytes of the words.
fn unmark(example: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in example.chars() {
        match c {
            '[' => start = text.len(),
            ']' => spans.push(Span::new(start, text.len())),
            _ => text.push(c),
        }
    }
    (text, spans)
}

fn anchor(cell: &str) -> (Option<Interval>, &str) {
    let (day, tense) = cell.split_once(' ').unwrap_or((cell, ""));
    let anchor = match day.split_once("..") {
        Some((from, to)) => from.parse().ok().zip(to.parse().ok()).map(|(a, b)| Interval::between(a, b)),
        None => day.parse().ok().map(Interval::day),
    };
    (anchor, tense)
}

/// The names of the rules that match anywhere in a text, and of those whose match is kept.
fn fired(times: &Times, text: &str, parse: &Parse) -> (Vec<String>, Vec<String>) {
    let (mut pieces, mut chart, mut found) = (Vec::new(), Chart::default(), Vec::new());
    piece::of_sentence(text, parse, 0, &times.lexicon.vocabulary, &mut pieces);
    let sentence = Sentence { pieces: &pieces, lexicon: &times.lexicon, parse };
    chart.fill(&times.rules, &sentence);
    select::keep(&chart, &times.rules, &sentence, 0, &mut found);
    let name = |rule: u32| times.rules.get(rule).name.to_string();
    (chart.items.iter().map(|i| name(i.rule)).collect(), found.iter().map(|f| name(f.rule)).collect())
}

fn check_row(times: &Times, row: crate::pack::Row, wrong: &mut Vec<String>) {
    let (text, spans) = unmark(row.get("example"));
    let (day, tense) = anchor(row.get("anchor"));
    let parse = flat(&text, tense);
    let found = times.find(&text, &parse, day);
    let told: Vec<(&str, &str)> = found.iter().map(|m| (m.span.of(&text), m.value.as_str())).collect();
    let wanted: Vec<(&str, &str)> = spans.iter().map(|s| s.of(&text)).zip(row.list("value")).collect();
    let place = row.place();
    if told != wanted || spans.len() != row.list("value").count() {
        wrong.push(format!("{place}: {text:?} yields {told:?}, not {wanted:?}"));
    }
    let name = row.get("rule").to_owned();
    if !fired(times, &text, &parse).0.contains(&name) {
        wrong.push(format!("{place}: the rule does not fire in {text:?}"));
    }
    let not = row.get("not");
    let kept = fired(times, not, &flat(not, "")).1;
    if kept.contains(&name) || not.is_empty() {
        wrong.push(format!("{place}: the rule fires in {not:?}"));
    }
}

#[test]
fn every_rule_of_every_pack_fires_where_it_must_and_not_where_it_must_not() {
    let data = Data::builtin();
    let mut wrong = Vec::new();
    for language in data.languages() {
        let path = format!("packs/{language}/time.tsv");
        if data.text(&path).is_none() {
            continue;
        }
        let times = Times::load(&data, &language).expect("the pack's rules");
        let table = data.table(&path, &rule::COLUMNS).expect("the pack's table");
        table.rows().for_each(|row| check_row(&times, row, &mut wrong));
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
