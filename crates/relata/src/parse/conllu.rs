//! Given a parse, yields CoNLL-U; given CoNLL-U and the text it was made from, yields the parse.

use super::{Dep, Morph, Name, Ner, Parse, Pos, Token};
use crate::span::Span;
use std::fmt::Write;

/// Writes one block a sentence: `# text`, ten columns, `SpaceAfter=No` and `NER=` (BIO) in MISC. White space
/// tokens are left out; heads count the remaining tokens of the sentence from 1.
pub fn write(text: &str, parse: &Parse) -> String {
    let mut out = String::new();
    let mut ner = vec![String::new(); parse.tokens.len()];
    for name in &parse.names {
        for at in name.tokens.clone() {
            let mark = if at == name.tokens.start { 'B' } else { 'I' };
            ner[at] = format!("NER={mark}-{}", name.kind.as_str());
        }
    }
    for (number, sentence) in parse.sentences.iter().enumerate() {
        let words: Vec<usize> = sentence.clone().filter(|t| parse.tokens[*t].pos != Pos::Space).collect();
        let id = |token: usize| words.iter().position(|w| *w == token).map_or(0, |p| p + 1);
        let line = parse.sentence_span(number).of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "# sent_id = {}\n# text = {line}", number + 1);
        for &at in &words {
            let token = &parse.tokens[at];
            let head = parse.head(at).map_or(0, id);
            let dep = if head == 0 { "root" } else { token.dep.as_str() };
            let feats = if token.feats.is_empty() { "_" } else { &*token.feats };
            let glued = parse.tokens.get(at + 1).is_some_and(|n| n.span.start == token.span.end);
            let misc: Vec<&str> =
                [if glued { "SpaceAfter=No" } else { "" }, &ner[at]].into_iter().filter(|m| !m.is_empty()).collect();
            let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
            let _ = writeln!(
                out,
                "{}\t{}\t{}\t{}\t_\t{feats}\t{head}\t{dep}\t_\t{misc}",
                id(at),
                token.span.of(text),
                token.lemma,
                token.pos.as_str()
            );
        }
        out.push('\n');
    }
    out
}

/// Reads CoNLL-U over the text it was made from: each form is looked for after the one before it. A form that the
/// text does not hold, multi-word lines and empty nodes are passed over.
pub fn read(text: &str, conllu: &str) -> Parse {
    let (mut tokens, mut sentences, mut names) = (Vec::<Token>::new(), Vec::new(), Vec::<Name>::new());
    let (mut at, mut first) = (0, 0);
    for line in conllu.lines().chain(std::iter::once("")) {
        let cells: Vec<&str> = line.split('\t').collect();
        if line.trim().is_empty() && tokens.len() > first {
            sentences.push(first..tokens.len());
            first = tokens.len();
        }
        if cells.len() < 10 || cells[0].parse::<usize>().is_err() {
            continue;
        }
        let Some(found) = text[at..].find(cells[1]) else {
            continue;
        };
        let span = Span::new(at + found, at + found + cells[1].len());
        at = span.end as usize;
        let head = cells[6].parse::<usize>().unwrap_or(0);
        let own = tokens.len();
        let feats = if cells[5] == "_" { "" } else { cells[5] };
        let dep = if head == 0 { Dep::Root } else { Dep::from(cells[7]) };
        let head = if head == 0 { own } else { first + head - 1 };
        note_name(&mut names, own, cells[9]);
        tokens.push(Token {
            span,
            lemma: cells[2].into(),
            pos: Pos::from(cells[3]),
            feats: feats.into(),
            morph: Morph::read(feats),
            head,
            dep,
            sentence: sentences.len(),
        });
    }
    let paragraphs = super::paragraphs_of(text, &tokens, &sentences);
    Parse::new(tokens, sentences, paragraphs, names)
}

fn note_name(names: &mut Vec<Name>, token: usize, misc: &str) {
    let Some(mark) = misc.split('|').find_map(|m| m.strip_prefix("NER=")) else {
        return;
    };
    match mark.split_once('-') {
        Some(("I", _)) if names.last().is_some_and(|n| n.tokens.end == token) => {
            if let Some(last) = names.last_mut() {
                last.tokens.end = token + 1;
            }
        }
        Some((_, kind)) => names.push(Name { tokens: token..token + 1, kind: Ner::from(kind) }),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_written_is_read_again() {
        let conllu = "# sent_id = 1\n# text = Rome proteste.\n1\tRome\tRome\tPROPN\t_\t_\t2\tnsubj\t_\tNER=B-LOC\n2\tproteste\tprotester\tVERB\t_\tMood=Ind|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No\n3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";
        let parse = super::read("Rome proteste.", conllu);
        assert_eq!(parse.names.len(), 1);
        assert_eq!(super::write("Rome proteste.", &parse), conllu);
    }
}
