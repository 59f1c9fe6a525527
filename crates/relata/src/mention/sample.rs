//! Given a text, yields a parse without an analysis; given words with their analysis, the text and its parse. For tests.

use crate::parse::{Parse, conllu};

/// Cuts a text into words and marks, all of part of speech X.
pub fn plain(text: &str) -> Parse {
    let mut lines = String::new();
    let mut number = 0;
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| !c.is_whitespace()) {
        rest = &rest[at..];
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let length = if rest.starts_with(inside) { rest.find(|c| !inside(c)).unwrap_or(rest.len()) } else { first };
        let length =
            length + rest[length..].chars().next().filter(|c| matches!(c, '\'' | '’')).map_or(0, char::len_utf8);
        number += 1;
        let word = &rest[..length];
        let pos = if word.chars().any(char::is_alphanumeric) { "X" } else { "PUNCT" };
        lines.push_str(&format!("{number}\t{word}\t{word}\t{pos}\t_\t_\t0\troot\t_\t_\n"));
        rest = &rest[length..];
    }
    conllu::read(text, &lines)
}

/// Reads `word/lemma/POS/head/relation[/NER]` for each word; `_` as lemma is the word itself. VERB is a finite verb,
/// PART a past and GER a present participle, INF an infinitive.
pub fn tree(words: &str) -> (String, Parse) {
    let (mut text, mut lines) = (String::new(), String::new());
    for (at, word) in words.split_whitespace().enumerate() {
        let cells: Vec<&str> = word.split('/').collect();
        let lemma = if cells[1] == "_" { cells[0] } else { cells[1] };
        let (pos, feats) = match cells[2] {
            "VERB" => ("VERB", "Mood=Ind|VerbForm=Fin"),
            "PART" => ("VERB", "Tense=Past|VerbForm=Part"),
            "GER" => ("VERB", "Tense=Pres|VerbForm=Part"),
            "INF" => ("VERB", "VerbForm=Inf"),
            "AUX" => ("AUX", "Mood=Ind|VerbForm=Fin"),
            other => (other, "_"),
        };
        let ner = cells.get(5).map_or("_".to_owned(), |n| format!("NER={n}"));
        lines.push_str(&format!(
            "{}\t{}\t{lemma}\t{}\t_\t{feats}\t{}\t{}\t_\t{ner}\n",
            at + 1,
            cells[0],
            pos,
            cells[3],
            cells[4]
        ));
        text.push_str(cells[0]);
        text.push(' ');
    }
    let parse = conllu::read(&text, &lines);
    (text, parse)
}
