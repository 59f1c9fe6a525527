//! Given an annotated text; yields it as CoNLL-U.

use std::fmt::Write;

use crate::doc::Doc;
use crate::pos::Pos;

/// Writes one block a sentence: `# text`, then ten columns a token, with `SpaceAfter=No` and `NER=` (BIO) in the last.
///
/// Tokens of white space are left out; heads count the remaining tokens of the sentence from 1. Roots bear the
/// relation "root", as the format wants it; all other labels are the pipeline's own.
/// Source: <https://universaldependencies.org/format.html>.
pub fn write(text: &str, doc: &Doc) -> String {
    let mut names = vec![String::new(); doc.tokens.len()];
    for entity in &doc.entities {
        for token in entity.start..entity.end {
            let mark = if token == entity.start { 'B' } else { 'I' };
            names[token as usize] = format!("NER={mark}-{}", entity.label);
        }
    }
    let mut out = String::new();
    for (number, sentence) in doc.sentences().enumerate() {
        let words: Vec<usize> = sentence.filter(|&token| doc.tokens[token].pos != Pos::Space).collect();
        let (Some(&first), Some(&last)) = (words.first(), words.last()) else { continue };
        let span = doc.tokens[first].start as usize..doc.tokens[last].end as usize;
        let line = text.get(span).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        // To write into a string cannot fail.
        let _ = writeln!(out, "# sent_id = {}\n# text = {line}", number + 1);
        for &token in &words {
            row(&mut out, text, doc, &words, token, &names[token]);
        }
        out.push('\n');
    }
    out
}

fn row(out: &mut String, text: &str, doc: &Doc, words: &[usize], number: usize, name: &str) {
    let token = &doc.tokens[number];
    let id = |token: usize| words.binary_search(&token).map_or(0, |place| place + 1);
    let head = if token.head as usize == number { 0 } else { id(token.head as usize) };
    let dep = if head == 0 { "root" } else { &*token.dep };
    let or_none = |part: &str| if part.is_empty() { "_".to_owned() } else { part.to_owned() };
    let glued = doc.tokens.get(number + 1).is_some_and(|next| next.start == token.end);
    let misc: Vec<&str> =
        [if glued { "SpaceAfter=No" } else { "" }, name].into_iter().filter(|m| !m.is_empty()).collect();
    let (form, lemma) = (or_none(token.text(text)), or_none(&token.lemma));
    let (tag, morph, misc) = (or_none(&token.tag), or_none(&token.morph), or_none(&misc.join("|")));
    let _ = writeln!(out, "{}\t{form}\t{lemma}\t{}\t{tag}\t{morph}\t{head}\t{dep}\t_\t{misc}", id(number), token.pos);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Entity, Token};

    #[test]
    fn sentences_are_blocks_of_ten_columns() {
        let text = "Ana dort.\nOui";
        let token = |start: u32, end: u32, pos: Pos, head: u32, sent_start: bool| Token {
            start,
            end,
            space_after: text.as_bytes().get(end as usize) == Some(&b' '),
            tag: "".into(),
            pos,
            morph: if pos == Pos::Verb { "Mood=Ind".into() } else { "".into() },
            lemma: "x".into(),
            head,
            dep: "dep".into(),
            sent_start,
        };
        let tokens = vec![
            token(0, 3, Pos::Propn, 1, true),
            token(4, 8, Pos::Verb, 1, false),
            token(8, 9, Pos::Punct, 1, false),
            token(9, 10, Pos::Space, 2, false),
            token(10, 13, Pos::Intj, 4, true),
        ];
        let doc = Doc { tokens, entities: vec![Entity { start: 0, end: 1, label: "PER".into() }] };
        let expected = "# sent_id = 1\n# text = Ana dort.\n\
            1\tAna\tx\tPROPN\t_\t_\t2\tdep\t_\tNER=B-PER\n\
            2\tdort\tx\tVERB\t_\tMood=Ind\t0\troot\t_\tSpaceAfter=No\n\
            3\t.\tx\tPUNCT\t_\t_\t2\tdep\t_\tSpaceAfter=No\n\n\
            # sent_id = 2\n# text = Oui\n\
            1\tOui\tx\tINTJ\t_\t_\t0\troot\t_\t_\n\n";
        assert_eq!(write(text, &doc), expected);
        assert_eq!(write("", &Doc::default()), "");
    }
}
