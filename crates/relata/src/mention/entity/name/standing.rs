//! Given words that the gazetteer knows, yields whether they can be a name where they stand: words around them, the
//! tagger's and the model's opinion, hyphens.

use super::{LARGE, Naming};
use crate::mention::entity::setting::is_country;
use crate::mention::entity::{Form, Reference};
use crate::mention::gazetteer::{fold, near};
use crate::parse::{Dep, Name, Ner, Number, Pos};
use crate::record::EntityKind;
use crate::span::Span;
use std::ops::Range;

impl Naming<'_, '_> {
    /// A single word may be a name only where it is tagged as a noun or name; at the start of a sentence only as a name.
    pub(super) fn may_name(&self, token: usize) -> bool {
        let row = &self.setting.parse.tokens[token];
        let first = self.setting.parse.sentences[row.sentence].start == token;
        match row.pos {
            Pos::Propn | Pos::X => true,
            Pos::Noun | Pos::Adj | Pos::Intj => {
                !first
                    || self.word(token).chars().filter(|c| c.is_uppercase()).count() > 1
                    || self.in_model_name(token)
                    || row.pos == Pos::Noun && self.full.contains_key(&fold(self.word(token)))
            }
            Pos::Verb | Pos::Adv | Pos::Num | Pos::Sym => {
                self.in_model_name(token)
                    || (!first
                        && self.word(token).chars().next().is_some_and(char::is_uppercase)
                        && row.pos != Pos::Adv)
            }
            // "Lima et Quito": a name that the model knows, whatever it takes the word for.
            _ => {
                let alone = |n: &Name| n.tokens == (token..token + 1) && n.kind != Ner::Misc;
                self.names.iter().any(alone)
            }
        }
    }

    /// A single word that the model takes for a name, and for no name at the same time: "Budget : le Sénat refuse".
    pub(super) fn is_word(&self, token: usize) -> bool {
        let row = &self.setting.parse.tokens[token];
        let first = self.setting.parse.sentences[row.sentence].start == token;
        let bound = matches!(row.pos, Pos::Adp | Pos::Det | Pos::Pron | Pos::Aux | Pos::Cconj | Pos::Sconj);
        let open = matches!(row.pos, Pos::Noun | Pos::Verb | Pos::Adj | Pos::Adv | Pos::Num);
        (bound || (first && open)) && !self.full.contains_key(&fold(self.word(token)))
    }

    /// "the Bill": one word that the model takes for a person, under an article that people's names have not.
    pub(super) fn is_thing(&self, name: &Name) -> bool {
        let parse = self.setting.parse;
        let article = |d: usize| parse.tokens[d].feats.contains("PronType=Art");
        let under = || parse.child(name.tokens.start, &[Dep::Det]).is_some_and(article);
        self.finder.words.bare_names && name.kind == Ner::Per && under()
    }

    /// True for one noun in small letters right behind a preposition.
    pub(super) fn is_language(&self, tokens: &Range<usize>) -> bool {
        let pos = |t: usize| self.setting.parse.tokens[t].pos;
        let behind = tokens.start.checked_sub(1).is_some_and(|t| pos(t) == Pos::Adp);
        tokens.len() == 1 && behind && pos(tokens.start) == Pos::Noun
    }

    /// "la mort de Philippine": one who is called so, and no people, stands without a word before the name.
    pub(super) fn bare(&self, token: usize) -> bool {
        let row = &self.setting.parse.tokens[token];
        let before = token.checked_sub(1).map(|t| self.setting.parse.tokens[t].pos);
        let opened = matches!(before, Some(Pos::Det | Pos::Adj | Pos::Num | Pos::Noun));
        row.pos == Pos::Propn && row.morph.number != Number::Plur && !opened && self.is_called(token)
    }

    /// True for one word that the model takes for a person's name.
    pub(super) fn is_called(&self, token: usize) -> bool {
        self.names.iter().any(|n| n.kind == Ner::Per && n.tokens.contains(&token))
    }

    /// True for one word that the model takes for a person's name, or that acts without the article that a land would have.
    pub(super) fn is_borne(&self, token: usize) -> bool {
        let acts = self.setting.parse.tokens[token].dep == Dep::Nsubj && self.finder.words.country.is_some();
        acts || self.is_called(token)
    }

    /// True right behind an article or a preposition.
    pub(super) fn governed(&self, token: usize) -> bool {
        let before = token.checked_sub(1).map(|t| self.setting.parse.tokens[t].pos);
        matches!(before, Some(Pos::Det | Pos::Adp))
    }

    pub(super) fn in_model_name(&self, token: usize) -> bool {
        self.names.iter().any(|n| n.tokens.contains(&token))
    }

    /// True where the words are only part of a longer name of a person: "Paris" in "Paris Hilton".
    pub(super) fn within_name(&self, tokens: &Range<usize>) -> bool {
        self.names.iter().any(|n| {
            n.kind == Ner::Per
                && n.tokens.start <= tokens.start
                && tokens.end <= n.tokens.end
                && n.tokens.len() > tokens.len()
        })
    }

    /// True for one word that is the first name of somebody: "Jordan" in "Jordan Pickford".
    pub(super) fn begins_name(&self, tokens: &Range<usize>) -> bool {
        let parse = self.setting.parse;
        let behind = parse.tokens.get(tokens.end).is_some_and(|t| t.pos == Pos::Propn || t.pos == Pos::X);
        let capital = behind && self.word(tokens.end).starts_with(char::is_uppercase);
        let first = |n: &Name| n.kind == Ner::Per && n.tokens.start == tokens.start && n.tokens.end > tokens.end;
        tokens.len() == 1 && capital && self.names.iter().any(first)
    }

    /// True for one word that opens the name of a place which nothing explains: "West Yorkshire" is not the West.
    pub(super) fn begins_place(&self, tokens: &Range<usize>) -> bool {
        let parse = self.setting.parse;
        let next = parse.tokens.get(tokens.end).filter(|t| t.pos == Pos::Propn).map(|_| tokens.end);
        let longer = |n: &Name| n.kind == Ner::Loc && n.tokens.start == tokens.start && n.tokens.end > tokens.end;
        let compound = parse.tokens[tokens.start].dep == Dep::Compound;
        tokens.len() == 1 && compound && next.is_some() && self.names.iter().any(longer)
    }

    /// "the Ottawa Convention": a city after which a text is called acts for nobody.
    pub(super) fn names_text(&self, tokens: &Range<usize>) -> bool {
        let next = self.setting.parse.tokens.get(tokens.end).map(|_| self.word(tokens.end));
        next.is_some_and(|w| w.starts_with(char::is_uppercase) && self.finder.words.accords.contains(&fold(w)))
    }

    /// True where the title of a person opens what the model takes for a name, before the name itself.
    pub(super) fn follows_title(&self, name: &Name, tokens: &Range<usize>) -> bool {
        (name.tokens.start..tokens.start).any(|t| self.finder.titles.is_persons(self.word(t)))
    }

    /// True for one word that ends a longer name which nothing explains: "Derby Vale" is not Vale.
    pub(super) fn ends_name(&self, tokens: &Range<usize>) -> bool {
        let parse = self.setting.parse;
        let Some(before) = tokens.start.checked_sub(1).filter(|_| tokens.len() == 1) else { return false };
        let row = &parse.tokens[before];
        let word = self.word(before);
        row.pos == Pos::Propn
            && row.dep == Dep::Compound
            && row.head == tokens.start
            && word.starts_with(char::is_uppercase)
            && self.found.at(before).is_none_or(|r| !self.is_land(r))
            && !self.finder.titles.is_title(word)
            && !self.finder.words.honorifics.contains(&fold(word))
    }

    pub(super) fn is_land(&self, reference: &Reference) -> bool {
        reference.actors.iter().all(|a| self.found.actors[*a].kind == EntityKind::Country)
    }

    /// False right behind a first name that is not the person's: "Samia Ouattara" is not Alassane Ouattara.
    pub(super) fn agrees_before(&self, person: usize, start: usize) -> bool {
        let Some(before) = start.checked_sub(1) else { return true };
        let token = &self.setting.parse.tokens[before];
        let word = self.word(before);
        let first = self.setting.parse.sentences[token.sentence].start == before;
        let name = token.pos == Pos::Propn && word.chars().count() > 2 && word.starts_with(char::is_uppercase);
        if first || !name || self.finder.titles.is_title(word) || self.finder.words.honorifics.contains(&fold(word)) {
            return true;
        }
        let row = &self.finder.gazetteer.people[person];
        let word = fold(word);
        std::iter::once(&row.name).chain(&row.also).any(|n| fold(n).split([' ', '-']).any(|part| near(part, &word)))
    }

    /// True right behind a common noun: "l'institution Saint-Joseph" is no place.
    pub(super) fn names_object(&self, tokens: &Range<usize>) -> bool {
        let before = tokens.start.checked_sub(1).map(|t| (t, &self.setting.parse.tokens[t]));
        before.is_some_and(|(t, row)| {
            let small = self.word(t).chars().next().is_some_and(char::is_lowercase);
            row.pos == Pos::Noun && small && self.setting.parse.head(tokens.start) == Some(t)
        })
    }

    /// True for the end of a longer word: "Saint-Martin" is not Martin.
    pub(super) fn follows_hyphen(&self, span: Span) -> bool {
        self.setting.text[..span.start as usize].ends_with('-')
    }

    /// True behind a prefix that says what somebody thinks of a land: "pro-Peruvian".
    pub(super) fn is_attitude(&self, span: Span) -> bool {
        let before = self.setting.text[..span.start as usize].trim_end_matches(['-', '\u{2011}', '\u{2013}']);
        let apart = before.len() < span.start as usize;
        let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        apart && self.finder.words.attitudes.contains(&fold(word))
    }

    /// A small town abroad is meant only where the model takes the name for a place, and no person here bears it.
    pub(super) fn evident(&self, place: usize, tokens: &Range<usize>) -> bool {
        let row = &self.finder.gazetteer.places[place];
        let own = row.country == self.finder.words.country;
        let large = row.precision != "city" || own || row.population >= LARGE;
        let borne = self.full.contains_key(&fold(self.word(tokens.end - 1)));
        let place = |n: &Name| n.kind == Ner::Loc && n.tokens.start <= tokens.start && tokens.end <= n.tokens.end;
        large || (!borne && self.names.iter().any(place))
    }

    /// "the Peruvian National Guard", "Peru's Congress": behind the adjective of a land, or its own, no body of another.
    pub(super) fn is_of_other_land(&self, body: usize, tokens: &Range<usize>) -> bool {
        let at = |back: usize| tokens.start.checked_sub(back).and_then(|t| self.found.at[t]);
        let reference = |back: usize| at(back).map(|r| &self.found.references[r]);
        // "Peru's Congress".
        let owned = tokens.start > 0 && self.setting.parse.tokens[tokens.start - 1].pos == Pos::Part;
        let owner = reference(2).filter(|_| owned && self.finder.words.of.contains(&fold(self.word(tokens.start - 1))));
        let land =
            reference(1).filter(|r| r.form == Form::Adjective).or(owner).map(|r| &self.found.actors[r.actors[0]]);
        let own = self.finder.gazetteer.bodies[body].country.as_ref();
        let national = own.is_some_and(|c| is_country(self.finder, c));
        national && land.is_some_and(|l| l.country.is_some() && l.country.as_ref() != own)
    }
}
