//! Given the name of a people, yields whom it means: the land ("les Russes"), some of its people ("deux Belges"), one of
//! them who is not named ("un Français"), or the one who was named ("le Britannique a refusé").

use super::name::{Naming, land_actor};
use super::{Actor, Form, Origin, Reference};
use crate::id;
use crate::mention::gazetteer::{fold, slug};
use crate::parse::{Ner, Number, Pos};
use crate::record::EntityKind;
use std::ops::Range;

/// How many tokens before the name of a people may say how many of it are meant.
const BEFORE: usize = 4;

/// How many sentences back one who is named may be meant.
const REACH: usize = 3;

/// A people's name whose bearer is found once all names are known.
pub(super) struct Compatriot {
    tokens: Range<usize>,
    land: usize,
}

impl Naming<'_, '_> {
    /// Whom the name of a people means; nobody yet where it is one who may be named elsewhere.
    pub(super) fn people(&mut self, land: usize, tokens: &Range<usize>) -> Option<(Vec<usize>, Form)> {
        let tokens = &self.with_prefix(tokens.clone());
        let named = self.names.iter().any(|n| n.kind == Ner::Per && n.tokens.start == tokens.end);
        let whole = self.land(land);
        if self.modifies(tokens) {
            return Some((vec![whole], Form::Demonym));
        }
        let (indefinite, number) = self.determined(tokens.start);
        match number {
            // "le Belge Jan Peeters": the people's name is as good as an adjective.
            Number::Sing if named => Some((vec![whole], Form::Adjective)),
            Number::Sing if indefinite => {
                Some((vec![self.compatriot(land, tokens, EntityKind::Person)], Form::Description))
            }
            Number::Sing if self.opens(tokens.start) => Some((vec![whole], Form::Demonym)),
            Number::Sing => {
                self.compatriots.push(Compatriot { tokens: tokens.clone(), land });
                None
            }
            _ if indefinite => Some((vec![self.compatriot(land, tokens, EntityKind::Group)], Form::Description)),
            _ => Some((vec![whole], Form::Demonym)),
        }
    }

    /// "un Russo-Ukrainien": the name of a people with that of another before the hyphen.
    pub(super) fn with_prefix(&self, tokens: Range<usize>) -> Range<usize> {
        let parse = self.setting.parse;
        let joined = self.setting.text[..parse.tokens[tokens.start].span.start as usize].ends_with('-');
        let first = (0..tokens.start).rev().take(2).find(|t| joined && parse.tokens[*t].pos != Pos::Punct);
        let prefix = first.filter(|t| self.found.at(*t).is_some_and(|r| r.form == Form::Adjective));
        prefix.unwrap_or(tokens.start)..tokens.end
    }

    /// True where the words before say that not all of a people are meant, and the number that they show.
    fn determined(&self, start: usize) -> (bool, Number) {
        let parse = self.setting.parse;
        let near =
            (0..start).rev().take(BEFORE).take_while(|t| parse.tokens[*t].sentence == parse.tokens[start].sentence);
        for token in near {
            let row = &parse.tokens[token];
            match row.pos {
                Pos::Num => return (true, Number::Plur),
                Pos::Det => {
                    let number = if row.morph.number == Number::None { Number::Plur } else { row.morph.number };
                    let several = parse.tokens[start].morph.number == Number::Plur;
                    let number = if several { Number::Plur } else { number };
                    return (row.feats.contains("Definite=Ind") || self.counts(token, start), number);
                }
                Pos::Adj => {}
                // "une dizaine de Belges".
                Pos::Adp if token + 1 == start && !row.feats.contains("Definite=Def") && !self.is_one(start) => {
                    return (true, Number::Plur);
                }
                _ => return (false, Number::None),
            }
        }
        // "Français arrêté à Oslo": a headline leaves the article out.
        let first = parse.sentences.get(parse.tokens[start].sentence).is_some_and(|s| s.start == start);
        let participle = parse.tokens.get(start + 1).is_some_and(|t| t.morph.form == crate::parse::Form::Part);
        (first && participle, if self.is_several(start) { Number::Plur } else { Number::Sing })
    }

    /// "a Chilean town", where the tree takes the adjective for a name.
    fn modifies(&self, tokens: &Range<usize>) -> bool {
        let parse = self.setting.parse;
        let noun = |h: usize| h >= tokens.end && matches!(parse.tokens[h].pos, Pos::Noun | Pos::Propn);
        parse.head(tokens.end - 1).is_some_and(noun)
    }

    /// True for the first word of a sentence.
    fn opens(&self, token: usize) -> bool {
        let parse = self.setting.parse;
        parse.sentences.get(parse.tokens[token].sentence).is_some_and(|s| s.start == token)
    }

    fn is_one(&self, token: usize) -> bool {
        self.setting.parse.tokens[token].morph.number == Number::Sing
    }

    fn is_several(&self, token: usize) -> bool {
        self.setting.parse.tokens[token].morph.number == Number::Plur
    }

    /// "les deux Belges": the number stands behind the article.
    fn counts(&self, determiner: usize, start: usize) -> bool {
        (determiner + 1..start).any(|t| self.setting.parse.tokens[t].pos == Pos::Num)
    }

    /// Some of a people, or one of them, without a name.
    fn compatriot(&mut self, land: usize, tokens: &Range<usize>, kind: EntityKind) -> usize {
        let (parse, text) = (self.setting.parse, self.setting.text);
        let name = parse.span(tokens.clone()).of(text).to_owned();
        let whole = land_actor(self.finder, self.found, land);
        let whole = &self.found.actors[whole];
        let (place, country) =
            (whole.country.as_ref().map_or_else(|| whole.entity.clone(), |c| c.to_lowercase()), whole.country.clone());
        let words = slug(&name);
        let entity = if kind == EntityKind::Person {
            let article = id::of('x', &[self.setting.body.of(text)]);
            format!("{place}-{words}-{}", &article[1..7])
        } else {
            format!("{place}-{words}")
        };
        let female = parse.tokens[tokens.end - 1].morph.gender.is_female().filter(|_| kind == EntityKind::Person);
        let also = Vec::new();
        let (wikidata, roles, origin) = (None, Vec::new(), Origin::Description);
        self.found.actor(Actor { entity, wikidata, kind, name, also, country, female, roles, origin })
    }

    /// Resolves each "le Britannique": the person of that land who was named last, else somebody without a name.
    pub(super) fn compatriots(&mut self) {
        for Compatriot { tokens, land } in std::mem::take(&mut self.compatriots) {
            let actor = match self.countryman(&tokens, land) {
                Some(actor) => actor,
                None => self.compatriot(land, &tokens, EntityKind::Person),
            };
            self.refer(tokens.clone(), self.setting.parse.span(tokens), vec![actor], Form::Description);
        }
    }

    fn countryman(&self, tokens: &Range<usize>, land: usize) -> Option<usize> {
        let parse = self.setting.parse;
        let code = &self.finder.gazetteer.lands[land].code;
        let female = parse.tokens[tokens.end - 1].morph.gender.is_female();
        let fits = |r: &&Reference| {
            let [one] = r.actors.as_slice() else { return false };
            let row = &self.found.actors[*one];
            let near = parse.tokens[tokens.start].sentence.saturating_sub(parse.tokens[r.head].sentence) <= REACH;
            let same = row.kind == EntityKind::Person && row.country.as_ref() == Some(code);
            let apart = row.female.zip(female).is_some_and(|(a, b)| a != b);
            near && same && !apart && r.head < tokens.start
        };
        self.found.references.iter().filter(fits).max_by_key(|r| r.head).map(|r| r.actors[0])
    }

    /// The land of the people whose name stands before a person's: "le Belge Jan Peeters".
    pub(super) fn land_before(&self, start: usize) -> Option<String> {
        let before = start.checked_sub(1)?;
        let reference = self.found.at(before).filter(|r| r.form == Form::Adjective && r.head == before)?;
        let people = self.word(before).starts_with(char::is_uppercase) && fold(self.word(before)).len() > 2;
        self.found.actors[*reference.actors.first()?].country.clone().filter(|_| people)
    }
}
