//! Given tokens as the model hangs them, yields them with what it hung on a bare weekday given back to the verb.

use super::{Dep, Pos, Token};
use crate::error::Error;
use crate::pack::Data;
use rustc_hash::FxHashSet;

/// The weekdays of a language, from `packs/*/time_words.tsv`.
#[derive(Debug, Clone, Default)]
pub struct Weekdays {
    words: FxHashSet<String>,
}

impl Weekdays {
    /// Reads the words of class `weekday`.
    ///
    /// # Errors
    /// A missing or wrong table.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let columns = ["class", "words", "value", "pos", "source"];
        let table = data.table(&format!("packs/{language}/time_words.tsv"), &columns)?;
        let mut words = FxHashSet::default();
        for row in table.rows().filter(|r| r.get("class") == "weekday") {
            words.extend(row.list("words").map(str::to_owned));
        }
        Ok(Self { words })
    }

    /// "a signé jeudi un accord à Lima": the model often takes the day for the object, and hangs on it what follows.
    pub fn mend(&self, text: &str, tokens: &mut [Token]) {
        for day in 0..tokens.len() {
            let verb = tokens[day].head;
            if verb >= day
                || tokens[verb].pos != Pos::Verb
                || !self.words.contains(&tokens[day].span.of(text).to_lowercase())
                || (verb..day).any(|t| tokens[t].head == day && matches!(tokens[t].dep, Dep::Det | Dep::Case))
            {
                continue;
            }
            let object = tokens[day].dep == Dep::Obj;
            tokens[day].dep = Dep::OblMod;
            let sentence = tokens[day].sentence;
            for child in day + 1..tokens.len() {
                if tokens[child].sentence != sentence {
                    break;
                }
                if tokens[child].head != day {
                    continue;
                }
                if let Some(dep) = given_back(text, tokens, child, object) {
                    (tokens[child].head, tokens[child].dep) = (verb, dep);
                }
            }
        }
    }
}

/// What a phrase behind a weekday is to the verb; `None` where it belongs to the day ("lundi soir", "lundi 3 mai").
fn given_back(text: &str, tokens: &[Token], child: usize, object: bool) -> Option<Dep> {
    let opener = |dep: Dep| (0..child).rev().take(6).find(|t| tokens[*t].head == child && tokens[*t].dep == dep);
    match tokens[child].dep {
        Dep::Obj | Dep::Iobj | Dep::Xcomp | Dep::Ccomp | Dep::Advcl => Some(tokens[child].dep),
        Dep::Nmod | Dep::Appos if opener(Dep::Case).is_none() => opener(Dep::Det).map(|_| Dep::Obj),
        Dep::Nmod => {
            let case = opener(Dep::Case)?;
            // An article that the model takes for a preposition: "a imposé jeudi des sanctions".
            let partitive = tokens[case].feats.contains("Definite") && tokens[case].span.of(text).ends_with('s');
            Some(if object && partitive { Dep::Obj } else { Dep::OblMod })
        }
        Dep::OblArg | Dep::OblMod | Dep::Obl | Dep::OblAgent => Some(tokens[child].dep),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::Morph;
    use crate::span::Span;

    /// The words with their parts of speech, heads and relations; yields the tokens after mending.
    fn mended(rows: &[(&str, Pos, usize, Dep)]) -> Vec<(usize, Dep)> {
        let (mut text, mut tokens) = (String::new(), Vec::new());
        for (word, pos, head, dep) in rows {
            let start = u32::try_from(text.len()).unwrap();
            text += word;
            let span = Span { start, end: u32::try_from(text.len()).unwrap() };
            text.push(' ');
            let (lemma, feats) = ((*word).into(), "Definite=Def".into());
            let morph = Morph::read("");
            tokens.push(Token { span, lemma, pos: *pos, feats, morph, head: *head, dep: *dep, sentence: 0 });
        }
        Weekdays { words: std::iter::once("jeudi".to_owned()).collect() }.mend(&text, &mut tokens);
        tokens.iter().map(|t| (t.head, t.dep)).collect()
    }

    #[test]
    fn the_object_behind_a_weekday_is_the_verbs() {
        let found = mended(&[
            ("signe", Pos::Verb, 0, Dep::Root),
            ("jeudi", Pos::Noun, 0, Dep::OblMod),
            ("un", Pos::Det, 3, Dep::Det),
            ("accord", Pos::Noun, 1, Dep::Obj),
        ]);
        assert_eq!(found[3], (0, Dep::Obj));
    }

    #[test]
    fn a_partitive_behind_a_weekday_is_an_object_and_a_place_is_none() {
        let rows = |case| {
            [
                ("impose", Pos::Verb, 0, Dep::Root),
                ("jeudi", Pos::Noun, 0, Dep::Obj),
                (case, Pos::Adp, 3, Dep::Case),
                ("sanctions", Pos::Noun, 1, Dep::Nmod),
            ]
        };
        assert_eq!(mended(&rows("des"))[1], (0, Dep::OblMod));
        assert_eq!(mended(&rows("des"))[3], (0, Dep::Obj));
        assert_eq!(mended(&rows("à"))[3], (0, Dep::OblMod));
    }

    #[test]
    fn a_part_of_the_day_stays_with_it() {
        let found = mended(&[
            ("parle", Pos::Verb, 0, Dep::Root),
            ("jeudi", Pos::Noun, 0, Dep::OblMod),
            ("soir", Pos::Noun, 1, Dep::Nmod),
        ]);
        assert_eq!(found[2], (1, Dep::Nmod));
    }
}
