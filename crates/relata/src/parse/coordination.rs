//! Given tokens as the model hangs them, yields them with participles coordinated with their like: "a dit craindre un
//! complot et accusé la police".

use super::{Dep, Form, Pos, Tense, Token};

/// How far up the like of a participle may stand.
const REACH: usize = 4;

/// Hangs a bare past participle that the model coordinates with an infinitive on the compound verb above that.
pub fn mend(tokens: &mut [Token]) {
    let mut compound = vec![false; tokens.len()];
    for token in tokens.iter().filter(|t| matches!(t.dep, Dep::Aux | Dep::AuxTense | Dep::AuxPass)) {
        compound[token.head] = true;
    }
    let participle = |t: &Token| t.pos == Pos::Verb && t.morph.form == Form::Part && t.morph.tense == Tense::Past;
    for at in 0..tokens.len() {
        let unlike = tokens[tokens[at].head].morph.form == Form::Inf;
        if tokens[at].dep != Dep::Conj || compound[at] || !participle(&tokens[at]) || !unlike {
            continue;
        }
        let mut above = tokens[at].head;
        for _ in 0..REACH {
            above = tokens[above].head;
            if compound[above] && participle(&tokens[above]) && above < at {
                tokens[at].head = above;
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Morph;
    use crate::span::Span;

    /// Words with their features, heads and relations; yields the heads.
    fn check(rows: &[(&str, usize, Dep)], wanted: &[usize]) {
        let token = |&(feats, head, dep): &(&str, usize, Dep)| Token {
            span: Span { start: 0, end: 0 },
            lemma: "".into(),
            pos: if dep == Dep::AuxTense { Pos::Aux } else { Pos::Verb },
            feats: "".into(),
            morph: Morph::read(feats),
            head,
            dep,
            sentence: 0,
        };
        let mut tokens: Vec<Token> = rows.iter().map(token).collect();
        mend(&mut tokens);
        assert_eq!(tokens.iter().map(|t| t.head).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn a_participle_joins_the_participle_above() {
        let (part, inf) = ("VerbForm=Part|Tense=Past", "VerbForm=Inf");
        let said =
            |dep| [("VerbForm=Fin", 1, Dep::AuxTense), (part, 1, Dep::Root), (inf, 1, Dep::Xcomp), (part, 2, dep)];
        check(&said(Dep::Conj), &[1, 1, 1, 1]);
        check(&said(Dep::Obj), &[1, 1, 1, 2]);
    }

    #[test]
    fn like_stays_with_like() {
        let (part, inf) = ("VerbForm=Part|Tense=Past", "VerbForm=Inf");
        check(&[("VerbForm=Fin", 0, Dep::Root), (inf, 0, Dep::Xcomp), (part, 1, Dep::Conj)], &[0, 0, 1]);
        check(&[(inf, 0, Dep::Root), (inf, 0, Dep::Conj)], &[0, 0]);
    }
}
