//! Given tokens as the model hangs them, yields them with a rubric cut off: "Législatives : Paris et Berlin discutent".

use super::{Form, Name, Ner, Pos, Token};
use crate::span::Span;
use std::ops::Range;

/// How many tokens a rubric has at most.
const LONGEST: usize = 12;

/// Cuts the arcs between a rubric and the clause behind its colon, so that neither takes part in the other.
///
/// A rubric is a beginning without a finite verb. A lone person is none: there the colon opens what he or she says.
pub fn cut(text: &str, tokens: &mut [Token], sentences: &[Range<usize>], names: &[Name]) {
    for sentence in sentences {
        let Some(colon) = colon(text, &tokens[sentence.clone()]).map(|at| sentence.start + at) else { continue };
        let spoken = names.iter().any(|n| n.kind == Ner::Per && n.tokens.contains(&sentence.start));
        if spoken {
            continue;
        }
        for at in sentence.clone() {
            let head = tokens[at].head;
            if (at < colon) != (head < colon) {
                tokens[at].head = at;
            }
        }
    }
}

/// The colon that ends a sentence's rubric.
fn colon(text: &str, tokens: &[Token]) -> Option<usize> {
    let finite = |t: &Token| matches!(t.pos, Pos::Verb | Pos::Aux) && t.morph.form == Form::Fin;
    let word = |t: &Token| Span::of(&t.span, text);
    let colon = tokens.iter().take(LONGEST + 1).position(|t| word(t) == ":")?;
    let (rubric, clause) = (&tokens[..colon], &tokens[colon + 1..]);
    let first = clause.iter().find(|t| t.pos != Pos::Space)?;
    let named = rubric.iter().any(|t| matches!(t.pos, Pos::Noun | Pos::Propn));
    (named && !rubric.iter().any(finite) && clause.iter().any(finite) && first.pos != Pos::Punct).then_some(colon)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{Dep, Morph};

    /// The words with their parts of speech, heads and whether they are finite; yields the heads after the cut.
    fn heads(rows: &[(&str, Pos, usize)], person: bool) -> Vec<usize> {
        let (mut text, mut tokens) = (String::new(), Vec::new());
        for (word, pos, head) in rows {
            let start = u32::try_from(text.len()).unwrap();
            text += word;
            let span = Span { start, end: u32::try_from(text.len()).unwrap() };
            text.push(' ');
            let morph = Morph::read(if *pos == Pos::Verb { "VerbForm=Fin" } else { "" });
            let (lemma, feats) = ((*word).into(), "".into());
            tokens.push(Token { span, lemma, pos: *pos, feats, morph, head: *head, dep: Dep::Nsubj, sentence: 0 });
        }
        let names = [Name { tokens: 0..1, kind: if person { Ner::Per } else { Ner::Loc } }];
        cut(&text, &mut tokens, std::slice::from_ref(&(0..rows.len())), &names);
        tokens.iter().map(|t| t.head).collect()
    }

    #[test]
    fn the_clause_behind_a_rubric_stands_alone() {
        let rows = [
            ("Législatives", Pos::Noun, 3),
            (":", Pos::Punct, 0),
            ("Paris", Pos::Propn, 0),
            ("proteste", Pos::Verb, 3),
        ];
        assert_eq!(heads(&rows, false), [0, 1, 2, 3]);
        assert_eq!(heads(&rows, true), [3, 0, 0, 3]);
    }

    #[test]
    fn a_clause_before_the_colon_is_no_rubric() {
        let rows =
            [("Paris", Pos::Propn, 1), ("avertit", Pos::Verb, 1), (":", Pos::Punct, 1), ("frappera", Pos::Verb, 1)];
        assert_eq!(heads(&rows, false), [1, 1, 1, 1]);
    }

    #[test]
    fn words_quoted_behind_the_colon_stay() {
        let rows = [("Paris", Pos::Propn, 3), (":", Pos::Punct, 3), ("«", Pos::Punct, 3), ("partez", Pos::Verb, 3)];
        assert_eq!(heads(&rows, false), [3, 3, 3, 3]);
    }
}
