//! Given a pronoun and who was named before it, yields what speaks for and against his being meant, beside how near he stands.

use super::{Kind, Pronoun, REACH, SUBJECT, Standing};
use crate::mention::entity::{Form, Origin, Reference};
use crate::parse::{Dep, Gender, Number, Pos};
use crate::record::EntityKind;

/// What acting only in a clause within another's costs: less than a sentence.
const EMBEDDED: f64 = 1.5;

impl Standing<'_, '_> {
    /// What who undergoes, who possesses and who is possessed is worth beside what stands in the subject.
    pub(super) fn standing(&self, reference: &Reference, pronoun: &Pronoun, token: usize) -> f64 {
        let parse = self.setting.parse;
        let dep = parse.tokens[reference.head].dep;
        if pronoun.kind != Kind::Personal {
            return 0.0;
        }
        // "Officers held two drivers. They were freed": who undergoes underwent before.
        let undergoes = parse.tokens[token].dep == Dep::NsubjPass;
        let underwent = undergoes && dep == Dep::Obj;
        // "his lawyer said he would appeal": not the lawyer.
        let verb = parse.head(reference.head).filter(|_| dep == Dep::Nsubj);
        let said = verb.is_some_and(|v| v < token && parse.up(token).skip(1).any(|t| t == v));
        let possessors = self.found.of_possessive(parse, reference.head);
        let owned = said && possessors.iter().any(|a| self.may_be(*a, pronoun));
        // "the king's party opposes it, but its leader asked him": whose the subject is.
        let owner = parse.head(reference.head).filter(|_| dep == Dep::Nmod && reference.form == Form::Name);
        let of_subject = owner.is_some_and(|o| o > reference.head && parse.tokens[o].dep == Dep::Nsubj);
        let guessed = self.is_guess(reference, pronoun, token);
        // "told the judge that he had been beaten": not who is told.
        let told = matches!(dep, Dep::Obj | Dep::Iobj)
            && parse.head(reference.head).is_some_and(|v| {
                let clause = parse.child(v, &[Dep::Ccomp]);
                v < token && clause.is_some_and(|c| parse.up(token).any(|t| t == c))
            });
        let worth = [
            (told, -2.0 * SUBJECT),
            (underwent, SUBJECT + 1.0),
            (owned, -2.0 * SUBJECT),
            (of_subject, SUBJECT / 2.0),
            (guessed && !underwent, -SUBJECT),
            (self.is_embedded(reference, pronoun, token), -EMBEDDED),
        ];
        worth.iter().filter(|(holds, _)| *holds).map(|(_, w)| w).sum()
    }

    /// "The judge wrote that the mayor had fled. He …": in a later sentence who acts in a clause within another's, where
    /// that one may be meant.
    fn is_embedded(&self, reference: &Reference, pronoun: &Pronoun, token: usize) -> bool {
        let parse = self.setting.parse;
        let subject = |t: usize| matches!(parse.tokens[t].dep, Dep::Nsubj | Dep::NsubjPass);
        let later = parse.tokens[token].sentence > parse.tokens[reference.head].sentence;
        let Some(verb) = parse.head(reference.head).filter(|_| later && subject(reference.head)) else { return false };
        let subjects = parse.up(verb).skip(1).filter_map(|v| parse.child(v, &[Dep::Nsubj, Dep::NsubjPass]));
        let mut mains = subjects.filter_map(|s| self.found.headed(s)).filter(|r| r.head < reference.head);
        mains.any(|r| r.actors != reference.actors && r.actors.iter().all(|a| self.may_be(*a, pronoun)))
    }

    /// "An official summoned her. She refused": somebody whose gender nobody knows, beside one who was spoken of by a pronoun
    /// of that gender.
    fn is_guess(&self, reference: &Reference, pronoun: &Pronoun, token: usize) -> bool {
        let parse = self.setting.parse;
        let Some(row) = reference.actors.first().map(|a| &self.found.actors[*a]) else { return false };
        let unknown = row.female.is_none() && row.origin == Origin::Description;
        let told = |r: &Reference| {
            let near = parse.tokens[token].sentence.saturating_sub(parse.tokens[r.head].sentence) <= REACH;
            let stands = matches!(r.form, Form::Pronoun | Form::Possessive) && r.gender == pronoun.gender;
            near && stands && r.head < token && r.actors != reference.actors
        };
        let gendered = matches!(pronoun.gender, Gender::Masc | Gender::Fem) && self.finder.pronouns.neuter;
        gendered && unknown && self.found.references.iter().any(told)
    }

    /// "The motion failed. Peru supported it": a thing that was the subject since, for which "it" stands rather.
    pub(super) fn is_of_thing(&self, reference: &Reference, pronoun: &Pronoun, token: usize) -> bool {
        let parse = self.setting.parse;
        if pronoun.gender != Gender::Neut || pronoun.kind != Kind::Personal {
            return false;
        }
        let (from, here) = (parse.tokens[reference.head].sentence, parse.tokens[token].sentence);
        let thing = |t: &usize| {
            let row = &parse.tokens[*t];
            let subject = matches!(row.dep, Dep::Nsubj | Dep::NsubjPass);
            let main = parse.head(*t).is_some_and(|v| parse.tokens[v].dep == Dep::Root);
            subject
                && main
                && row.pos == Pos::Noun
                && row.morph.number == Number::Sing
                && self.found.headed(*t).is_none()
        };
        // "The motion was tabled by Lima": nor for one who is no subject beside it.
        let own = matches!(parse.tokens[reference.head].dep, Dep::Nsubj | Dep::NsubjPass);
        let first = if own { from + 1 } else { from };
        let sentences = (first..here).filter_map(|s| parse.sentences.get(s));
        sentences.flat_map(Clone::clone).any(|t| thing(&t))
    }

    /// "Guards fired to disperse them when they blocked a road": whom the clause above acts on, known or not.
    pub(super) fn same_object(&self, pronoun: &Pronoun, token: usize) -> Option<Vec<usize>> {
        let parse = self.setting.parse;
        let subject = matches!(parse.tokens[token].dep, Dep::Nsubj | Dep::NsubjPass);
        let clause = parse.head(token).filter(|v| subject && parse.tokens[*v].dep == Dep::Advcl)?;
        let start = parse.sentences[parse.tokens[token].sentence].start;
        let pronoun_object = |t: &usize| parse.tokens[*t].dep == Dep::Obj && parse.tokens[*t].pos == Pos::Pron;
        let last = (start..token).rev().find(pronoun_object);
        let object = last.filter(|o| parse.up(*o).all(|t| t != clause))?;
        let like = |p: &Pronoun| {
            p.kind == Kind::Personal && p.words.len() == 1 && p.number == pronoun.number && p.gender == pronoun.gender
        };
        let same = self.finder.pronouns.at(self.words, object).is_some_and(like);
        let actors = self.found.headed(object).map(|r| r.actors.clone()).unwrap_or_default();
        (same && pronoun.kind == Kind::Personal).then_some(actors)
    }

    /// True of a crowd told in the singular, for which "it" may stand.
    pub(super) fn is_one_body(&self, reference: &Reference, pronoun: &Pronoun) -> bool {
        let morph = self.setting.parse.tokens[reference.head].morph;
        let one = reference.number != Number::Plur && morph.number == Number::Sing;
        pronoun.gender == Gender::Neut && self.finder.pronouns.neuter && one
    }

    /// "The king's office said it had not agreed": whose the body is that speaks and refers to itself, though it is nobody by
    /// itself; nobody where it is nobody's.
    pub(super) fn speaking_body(&self, pronoun: &Pronoun, token: usize) -> Option<Vec<usize>> {
        let parse = self.setting.parse;
        let subject = parse.tokens[token].dep == Dep::Nsubj && pronoun.gender == Gender::Neut;
        let clause = parse.head(token).filter(|_| subject && pronoun.kind == Kind::Personal)?;
        let joined = parse.up(clause).find(|t| parse.tokens[*t].dep != Dep::Conj)?;
        let verb = parse.head(joined).filter(|v| parse.tokens[joined].dep == Dep::Ccomp && *v < token)?;
        let speaker = parse.child(verb, &[Dep::Nsubj]).filter(|s| *s < token)?;
        let row = &parse.tokens[speaker];
        let thing = matches!(row.pos, Pos::Noun | Pos::Propn | Pos::Num) && row.morph.number != Number::Plur;
        let unknown = self.found.of_phrase(parse, speaker).is_empty();
        let owners = parse.with(speaker, &[Dep::Nmod]).filter(|o| *o < speaker);
        let owners = owners.flat_map(|o| self.found.of_phrase(parse, o)).collect();
        (thing && unknown).then_some(owners)
    }

    /// True where a pronoun's gender allows it to stand for an actor who is a person.
    fn may_be(&self, actor: usize, pronoun: &Pronoun) -> bool {
        let row = &self.found.actors[actor];
        row.kind == EntityKind::Person
            && match pronoun.gender {
                Gender::Neut => false,
                Gender::Masc => row.female != Some(true),
                Gender::Fem => row.female != Some(false),
                Gender::None => true,
            }
    }
}
