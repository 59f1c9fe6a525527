//! Given a sentence and a quotation in it, yields the cue that announces the quotation and who is named as its speaker.

use super::cue::Cues;
use super::frame::{Frame, Item, Scene};
use crate::parse::{Dep, Form, Gender, Ner, Pos, Tense};

/// The longest verb group of an inserted cue: "ne s'en est toutefois pas moins ému".
const GROUP: usize = 8;

/// How far behind a quotation a verb with its own subject before it may announce it, in items.
const FOLLOWED: usize = 16;

/// How far before a colon a noun may say that what follows is a name, in items.
const NAMING_REACH: usize = 6;

/// Where a cue stands to its quotation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum How {
    /// "« … », dit-elle": right after it.
    Inserted,
    /// "X affirme que … « … »": before it.
    Before,
    /// "« … », en particulier ici, estime X": later in the sentence.
    Later,
    /// "selon X".
    Prep,
    /// "X : « … »" without a verb of speech.
    Colon,
    /// "la réponse de X".
    Noun,
}

/// A cue with the speaker that it gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Attribution {
    /// Where the cue stands.
    pub how: How,
    /// The cue's token.
    pub cue: Option<usize>,
    /// The token that names the speaker.
    pub speaker: Option<usize>,
    /// Where the cue's phrase ends, as an item of the sentence.
    pub end: usize,
}

/// Looks for what announces the stretches of one sentence.
pub(super) struct Seeker<'s, 'a> {
    /// The article.
    pub scene: &'s Scene<'a>,
    /// The pack's cues.
    pub cues: &'s Cues,
    /// The sentence.
    pub frame: &'s Frame,
}

impl Seeker<'_, '_> {
    /// What announces the stretch at an item: the nearest and surest first.
    pub fn attribution(&self, at: usize) -> Option<Attribution> {
        self.inserted(at, true)
            .map(|found| self.by_name(at, found))
            .or_else(|| self.prep_after(at))
            .or_else(|| self.signed(at))
            .or_else(|| self.followed(at))
            .or_else(|| self.unlisted(at))
            .or_else(|| self.colon(at))
            .or_else(|| self.before(at))
            .or_else(|| self.inserted(at, false))
            .or_else(|| self.itself(at))
            .or_else(|| self.prep_anywhere(at))
            .or_else(|| self.before_colon(at))
            .or_else(|| self.noun(at))
    }

    /// "Selon X : « … », note l'économiste": the name that hearsay gives before is better than a description.
    fn by_name(&self, at: usize, found: Attribution) -> Attribution {
        let described = found.speaker.is_some_and(|s| self.scene.named[s].is_none() && self.scene.pos(s) == Pos::Noun);
        let person = |a: &Attribution| a.speaker.is_some_and(|s| self.scene.ner(s) == Some(Ner::Per));
        let hearsay = if described { (0..at).rev().find_map(|i| self.prep_at(i)).filter(person) } else { None };
        Attribution { speaker: hearsay.and_then(|a| a.speaker).or(found.speaker), ..found }
    }

    /// "“…,” Mary Smith, the mayor, said": behind the stretch, a verb of speech with its subject between the two.
    fn followed(&self, at: usize) -> Option<Attribution> {
        let behind = at + 1..(at + 1 + FOLLOWED).min(self.frame.items.len());
        for place in behind {
            let token = self.token(place)?;
            if self.cues.verb(self.scene, token).is_none() || !self.finite(token, self.scene.has_auxiliary(token)) {
                continue;
            }
            let speaker = self.scene.subject_of(self.frame, token)?;
            let between = self.scene.place(self.frame, speaker).is_some_and(|p| at < p && p < place);
            let found = Attribution { how: How::Inserted, cue: Some(token), speaker: Some(speaker), end: place + 1 };
            return (between && self.scene.speaks(speaker)).then_some(found);
        }
        None
    }

    pub(super) fn token(&self, at: usize) -> Option<usize> {
        match self.frame.items.get(at) {
            Some(Item::Word(token)) => Some(*token),
            _ => None,
        }
    }

    pub(super) fn punctuation(&self, at: usize) -> bool {
        let sign = |t: usize| self.scene.pos(t) == Pos::Punct || matches!(self.scene.word(t), "," | "-" | "–" | "—");
        self.token(at).is_some_and(|t| sign(t) && !self.scene.hyphen(t))
    }

    /// "« … », s'énerve un voisin": any verb right after the stretch and a comma, with somebody behind it.
    fn unlisted(&self, at: usize) -> Option<Attribution> {
        let from = at + 2;
        if self.scene.item_word(self.frame.items.get(at + 1)) != "," {
            return None;
        }
        if let Some(found) = self.inverted_pronoun(from) {
            return Some(found);
        }
        let reflexive =
            self.token(from).is_some_and(|t| self.scene.rules.words.reflexives.contains(self.scene.word(t)));
        let place = from + usize::from(reflexive);
        let verb = self.token(place).filter(|t| self.scene.pos(*t) == Pos::Verb)?;
        let plain = self.finite(verb, false) && self.scene.parse.tokens[verb].morph.form != Form::Part;
        let next = self.token(place + 1).filter(|_| plain)?;
        let begins = self.scene.clitic(next) || matches!(self.scene.pos(next), Pos::Det | Pos::Propn | Pos::Noun);
        let found = self.with_subject_after(place, verb, None, from).filter(|_| begins)?;
        // The noun behind the verb could be its object, were it not somebody.
        let somebody = found.speaker.is_some_and(|s| self.scene.speaks(s) || self.scene.clitic(s));
        somebody.then_some(found)
    }

    /// "« … », s'amuse-t-elle": no verb but one of speech has its pronoun behind it there.
    fn inverted_pronoun(&self, from: usize) -> Option<Attribution> {
        let verb = (from..from + 3).find(|i| self.token(*i).is_some_and(|t| self.scene.pos(t) != Pos::Pron))?;
        let group = verb + 1..(verb + 3).min(self.frame.items.len());
        let clitic = group.clone().find(|i| self.token(*i).is_some_and(|t| self.scene.clitic(t)))?;
        let speaker = self.token(clitic)?;
        let only = (verb + 1..clitic).all(|i| self.token(i).is_some_and(|t| self.scene.word(t).starts_with('-')));
        only.then_some(Attribution {
            how: How::Inserted,
            cue: self.token(verb),
            speaker: Some(speaker),
            end: clitic + 1,
        })
    }

    /// A cue after the stretch whose subject follows it: right after (`near`), or anywhere later.
    fn inserted(&self, at: usize, near: bool) -> Option<Attribution> {
        let mut start = at + 1;
        while start < self.frame.items.len() {
            let boundary =
                start == at + 1 || matches!(self.frame.items[start - 1], Item::Quote(_)) || self.punctuation(start - 1);
            if boundary && !self.punctuation(start) {
                let found = self.cue_group(start);
                if found.is_some() || (near && !self.leads(start)) {
                    let how = if near { How::Inserted } else { How::Later };
                    return found.map(|f| Attribution { how, ..f });
                }
            } else if near && !self.punctuation(start) {
                return None;
            }
            start += 1;
        }
        None
    }

    /// Words that may stand between the quotation and its cue: adverbs.
    fn leads(&self, at: usize) -> bool {
        self.token(at).is_some_and(|t| self.scene.pos(t) == Pos::Adv)
    }

    /// A verb of speech with its subject behind it, from an item on: "a ainsi affirmé avant la visite X".
    pub(super) fn cue_group(&self, from: usize) -> Option<Attribution> {
        let (mut clitic, mut auxiliary) = (None, false);
        for at in from..(from + GROUP).min(self.frame.items.len()) {
            let token = self.token(at)?;
            if self.cues.inserted(self.scene, token).is_some() && self.finite(token, auxiliary) {
                return self.with_subject_after(at, token, clitic, from);
            }
            match self.scene.pos(token) {
                Pos::Aux => auxiliary = true,
                _ if self.scene.clitic(token) => clitic = Some(token),
                Pos::Adv | Pos::Part | Pos::Sconj => {}
                _ if self.scene.word(token).starts_with('-') => {}
                Pos::Pron if self.scene.subject_pronoun(token) && from + 1 >= at => clitic = Some(token),
                Pos::Pron => {}
                Pos::Verb if self.scene.has_auxiliary(token) || at == from => auxiliary = true,
                _ => return None,
            }
        }
        None
    }

    fn finite(&self, token: usize, auxiliary: bool) -> bool {
        let morph = self.scene.parse.tokens[token].morph;
        let participle = morph.form == Form::Part && (morph.tense == Tense::Pres || morph.gender == Gender::Fem);
        // An infinitive is its own lemma; the model takes rare past forms for one.
        let infinitive = morph.form == Form::Inf && *self.scene.parse.tokens[token].lemma == *self.scene.word(token);
        auxiliary || !(infinitive || participle)
    }

    fn with_subject_after(&self, at: usize, verb: usize, clitic: Option<usize>, from: usize) -> Option<Attribution> {
        let mut next = at + 1;
        let mut clitic = clitic;
        while let Some(token) = self.token(next).filter(|t| self.scene.word(*t).starts_with('-')) {
            clitic = clitic.or(Some(token).filter(|t| self.scene.clitic(*t)));
            next += 1;
        }
        // "fait savoir le club", "laisse entendre le ministre": the infinitive is of the cue.
        next += usize::from(self.token(next).is_some_and(|t| self.scene.parse.tokens[t].morph.form == Form::Inf));
        // A preposition in front of the group: "avant d'ajouter".
        let leading = self.token(from).is_some_and(|t| self.scene.pos(t) == Pos::Adp);
        let speaker = clitic.or_else(|| self.scene.subject_after(self.frame, next)).filter(|_| !leading)?;
        let speaker = self.somewhere(speaker, at.max(next)).unwrap_or(speaker);
        let end = self
            .scene
            .place(self.frame, speaker)
            .map_or(next, |p| self.scene.past(self.frame, p, self.scene.name_end(speaker)));
        Some(Attribution { how: How::Inserted, cue: Some(verb), speaker: Some(speaker), end: end.max(next) })
    }

    /// "peut-on lire dans le rapport", "dit-on à l'Élysée": where an impersonal pronoun speaks, the place that can.
    fn somewhere(&self, speaker: usize, from: usize) -> Option<usize> {
        let words = &self.scene.rules.words;
        let at = (from..from + 2).find(|i| words.somewhere.contains(self.scene.item_word(self.frame.items.get(*i))))?;
        let place = self.scene.object_after(self.frame, at + 1).filter(|p| self.scene.speaks(*p))?;
        self.impersonal(speaker).then_some(place)
    }

    /// True for a pronoun that means no one in particular: "on".
    pub(super) fn impersonal(&self, speaker: usize) -> bool {
        let bare = self.scene.word(speaker).trim_start_matches('-').trim_start_matches("t-");
        self.scene.rules.words.impersonal.contains(bare)
    }

    /// "« … » (Ana Ruiz, médecin)", "« … » — Ana Ruiz".
    fn signed(&self, at: usize) -> Option<Attribution> {
        let sign = self.token(at + 1).filter(|t| matches!(self.scene.word(*t), "(" | "–" | "—" | "―" | "-" | "--"))?;
        let name = self.token(at + 2).filter(|t| self.scene.ner(*t) == Some(Ner::Per) && !self.scene.hyphen(sign))?;
        let speaker = self.scene.upgrade(self.frame, name);
        Some(Attribution { how: How::Later, cue: None, speaker: Some(speaker), end: at + 3 })
    }

    /// "selon X" right after the stretch.
    fn prep_after(&self, at: usize) -> Option<Attribution> {
        let comma = self.token(at + 1).is_some_and(|t| self.scene.word(t) == ",");
        let start = if comma { at + 2 } else { at + 1 };
        let first = comma && matches!(self.frame.items.get(at), Some(Item::Quote(_)));
        self.prep_from(start, first)
    }

    fn prep_anywhere(&self, at: usize) -> Option<Attribution> {
        let after = (at + 1..self.frame.items.len()).find_map(|i| self.prep_at(i));
        after.or_else(|| (0..at).rev().find_map(|i| self.prep_at(i)))
    }

    pub(super) fn prep_at(&self, at: usize) -> Option<Attribution> {
        self.prep_from(at, at == 0)
    }

    /// A preposition of hearsay at an item; `first` where one that holds only at the head of a sentence may stand.
    fn prep_from(&self, at: usize, first: bool) -> Option<Attribution> {
        let token = self.token(at)?;
        let (cue, next) = self.cues.prep(self.scene, token, first)?;
        let from = self.scene.past(self.frame, at, next);
        if self.cues.alone(cue) {
            return self.own_words(at, from);
        }
        let speaker = self.scene.object_after(self.frame, from)?;
        let known = self.scene.speaks(speaker);
        let noun = self.cues.noun(self.scene, speaker);
        let speaker = if noun.is_some() { self.owner(speaker)? } else { speaker };
        let weak = self.cues.prep(self.scene, token, false).is_none();
        if weak && self.scene.pos(speaker) == Pos::Pron && !self.stressed(speaker) {
            return None;
        }
        if !known && noun.is_none() && weak {
            return None;
        }
        (known || noun.is_some() || !self.named_thing(speaker)).then_some(Attribution {
            how: How::Prep,
            cue: Some(token),
            speaker: Some(speaker),
            end: from + 1,
        })
    }

    /// "de son propre aveu", "à l'en croire": the sentence's subject where it owns the words, else whom the pronoun means.
    fn own_words(&self, at: usize, end: usize) -> Option<Attribution> {
        let inside: Vec<usize> = (at..end).filter_map(|i| self.token(i)).collect();
        let owner = inside.iter().copied().find(|t| self.scene.parse.tokens[*t].morph.possessive);
        let subjects = self.frame.items.iter().filter_map(|i| if let Item::Word(t) = i { Some(*t) } else { None });
        let subject =
            |t: &usize| matches!(self.scene.parse.tokens[*t].dep, Dep::Nsubj | Dep::NsubjPass) && self.scene.speaks(*t);
        let own = owner.and_then(|_| subjects.into_iter().find(subject)).map(|t| self.scene.upgrade(self.frame, t));
        let pronoun = || inside.iter().copied().find(|t| self.scene.pos(*t) == Pos::Pron);
        let speaker = own.or(owner).or_else(pronoun)?;
        Some(Attribution { how: How::Prep, cue: inside.first().copied(), speaker: Some(speaker), end })
    }

    /// "pour lui, …": not "pour cela, …" nor "pour lui plaire".
    fn stressed(&self, pronoun: usize) -> bool {
        let closed = self.scene.place(self.frame, pronoun).is_some_and(|p| self.punctuation(p + 1));
        closed && self.scene.rules.words.stressed.contains(self.scene.word(pronoun))
    }

    fn named_thing(&self, token: usize) -> bool {
        self.scene.rules.words.named.contains(&*self.scene.parse.tokens[token].lemma)
    }

    /// "« … » : le maire dénonce …": in a heading, the first verb of speech behind the colon has the speaker for its subject.
    fn before_colon(&self, at: usize) -> Option<Attribution> {
        let colon = self.token(at + 1).filter(|t| self.scene.colon(*t))?;
        self.verb_behind(at, colon).or_else(|| self.person_behind(at))
    }

    /// "« … » : Ana Ruiz sur le podium": in a heading that has no verb of speech, the person right behind the colon.
    fn person_behind(&self, at: usize) -> Option<Attribution> {
        let name = self.token(at + 2).filter(|t| self.scene.ner(*t) == Some(Ner::Per))?;
        let speaker = self.scene.upgrade(self.frame, name);
        let heading = at == 0 && self.scene.heading(self.frame);
        heading.then_some(Attribution { how: How::Later, cue: None, speaker: Some(speaker), end: at + 3 })
    }

    fn verb_behind(&self, at: usize, colon: usize) -> Option<Attribution> {
        let place = (at + 2..self.frame.items.len()).find(|i| {
            let verb =
                |t: usize| self.cues.verb(self.scene, t).is_some() && self.finite(t, self.scene.has_auxiliary(t));
            self.token(*i).is_some_and(verb)
        })?;
        let verb = self.token(place)?;
        let speaker = self.scene.subject_of(self.frame, verb).filter(|s| *s > colon && self.scene.speaks(*s))?;
        Some(Attribution { how: How::Later, cue: Some(verb), speaker: Some(speaker), end: place + 1 })
    }

    /// The clause before a colon that stands right before the stretch.
    fn colon(&self, at: usize) -> Option<Attribution> {
        let colon = at.checked_sub(1).filter(|c| self.token(*c).is_some_and(|t| self.scene.colon(t)))?;
        let cue = self.before(at);
        if cue.is_some_and(|c| c.speaker.is_some()) {
            return cue.map(|c| Attribution { how: How::Before, ..c });
        }
        if self.names_something(colon.saturating_sub(NAMING_REACH), colon) {
            return None;
        }
        let prep = (0..colon).rev().find_map(|i| self.prep_at(i));
        let noun = || (0..colon).rev().find_map(|i| self.noun_at(i));
        prep.or_else(noun).or_else(|| self.lead(colon)).or(cue)
    }

    /// "X (parti) : « … »": the sentence's first name.
    fn lead(&self, colon: usize) -> Option<Attribution> {
        let first = (0..colon).filter_map(|i| self.token(i)).find(|t| self.scene.nominal(*t))?;
        let subject = self.token(colon).and_then(|c| self.scene.main_subject(self.frame, c));
        let speaker = self.scene.upgrade(self.frame, subject.unwrap_or(first));
        // "À Lima, dans les rues : « … »" names a place.
        let led = (0..colon).any(|i| {
            self.token(i) == Some(first) && i > 0 && self.token(i - 1).is_some_and(|t| self.scene.pos(t) == Pos::Adp)
        });
        let known = self.scene.speaks(speaker)
            && (subject.is_some() || !led)
            && self.scene.ner(speaker) != Some(Ner::Misc)
            && (subject.is_some() || self.scene.named[speaker].is_some() || self.scene.pos(speaker) != Pos::Propn);
        known.then_some(Attribution { how: How::Colon, cue: None, speaker: Some(speaker), end: colon })
    }

    fn names_something(&self, from: usize, to: usize) -> bool {
        (from..to).filter_map(|i| self.token(i)).any(|t| self.named_thing(t) && self.cues.noun(self.scene, t).is_none())
    }

    /// The nearest verb of speech before the stretch that has a subject.
    fn before(&self, at: usize) -> Option<Attribution> {
        let mut without = None;
        let announced = at > 0 && self.token(at - 1).is_some_and(|t| self.scene.colon(t));
        for place in (0..at).rev() {
            let Some(token) = self.token(place) else { continue };
            if self.cues.verb(self.scene, token).is_none() {
                continue;
            }
            let found = |speaker| Attribution { how: How::Before, cue: Some(token), speaker, end: place + 1 };
            match self.speaker_of(place, token) {
                // "on parle de « … »": nobody's words.
                Some(speaker) if !announced && self.impersonal(speaker) => {}
                Some(speaker) if announced || self.scene.speaks(speaker) => return Some(found(Some(speaker))),
                // "une évidence s'impose": no cue, where what acts cannot speak.
                Some(_) => {}
                None => without = without.or(Some(found(None))),
            }
        }
        without
    }

    /// The speaker of a verb of speech that stands before its quotation.
    pub fn speaker_of(&self, place: usize, verb: usize) -> Option<usize> {
        if self.scene.passive(verb) {
            return self.scene.agent(self.frame, verb);
        }
        let clitic = (place + 1..place + 3).filter_map(|i| self.token(i)).find(|t| self.scene.clitic(*t));
        let bare = self.scene.by_tree(self.frame, verb, 0).is_none();
        let group = || self.group_before(place, bare).and_then(|from| self.cue_group(from));
        let inverted = || group().filter(|a| a.cue == Some(verb));
        clitic.or_else(|| inverted().and_then(|a| a.speaker)).or_else(|| self.scene.subject_of(self.frame, verb))
    }

    /// Where the verb group begins that ends at an item and follows a quotation, or a comma where the verb is `bare` of a
    /// subject: its subject comes after it.
    fn group_before(&self, place: usize, bare: bool) -> Option<usize> {
        for at in (place.saturating_sub(GROUP)..=place).rev() {
            let quotation = |i: usize| matches!(self.frame.items.get(i), Some(Item::Quote(_)));
            if at > 0 && (quotation(at - 1) || (self.punctuation(at - 1) && at > 1 && (bare || quotation(at - 2)))) {
                return Some(at);
            }
            let token = self.token(at)?;
            if !matches!(self.scene.pos(token), Pos::Aux | Pos::Adv | Pos::Pron | Pos::Verb) {
                return None;
            }
        }
        None
    }

    /// A stretch of one or two words that are the cue themselves: "X a « déploré » …".
    fn itself(&self, at: usize) -> Option<Attribution> {
        let Some(Item::Quote(stretch)) = self.frame.items.get(at) else { return None };
        let tokens = self.scene.tokens_of(*stretch);
        if tokens.len() > 2 {
            return None;
        }
        let verb = tokens.clone().find(|t| self.cues.verb(self.scene, *t).is_some())?;
        let subject =
            self.scene.parse.child(verb, &[crate::parse::Dep::Nsubj]).filter(|s| self.scene.within[*s].is_none());
        let before = || (0..at).rev().find_map(|i| self.token(i).filter(|t| self.scene.nominal(*t)));
        let speaker = subject.or_else(before).map(|t| self.scene.upgrade(self.frame, t));
        Some(Attribution { how: How::Before, cue: Some(verb), speaker, end: at })
    }

    /// A noun of speech: the nearest before the stretch, else the first after it.
    fn noun(&self, at: usize) -> Option<Attribution> {
        let owned = |a: &Attribution| a.speaker.is_some();
        let before = (0..at).rev().find_map(|i| self.noun_at(i).filter(|a| owned(a) || at - i <= 4));
        before.or_else(|| {
            (at + 1..self.frame.items.len())
                .find_map(|i| self.noun_at(i).filter(|a| owned(a) || self.scene.heading(self.frame)))
        })
    }

    fn noun_at(&self, at: usize) -> Option<Attribution> {
        let token = self.token(at)?;
        self.cues.noun(self.scene, token)?;
        Some(Attribution { how: How::Noun, cue: Some(token), speaker: self.owner(token), end: at + 1 })
    }

    /// Whose words a noun of speech means: "la réponse de X", "l'annonce par X", "ses propos".
    fn owner(&self, noun: usize) -> Option<usize> {
        let words = &self.scene.rules.words;
        let place = self.scene.place(self.frame, noun)?;
        let after = (place + 1..(place + 6).min(self.frame.items.len())).take_while(|i| !self.punctuation(*i));
        let link = after.clone().find(|i| self.token(*i).is_some_and(|t| words.agent.contains(self.scene.word(t))));
        let link = link.or_else(|| {
            after.clone().find(|i| self.token(*i).is_some_and(|t| words.belonging.contains(self.scene.word(t))))
        });
        let named = link.and_then(|i| self.scene.object_after(self.frame, i + 1)).filter(|t| self.scene.speaks(*t));
        let possessive =
            place.checked_sub(1).and_then(|p| self.token(p)).filter(|t| self.scene.parse.tokens[*t].morph.possessive);
        named.or_else(|| {
            let possessive = possessive?;
            self.first_subject(noun).or(Some(possessive))
        })
    }

    /// The first subject of the sentence that can speak.
    fn first_subject(&self, before: usize) -> Option<usize> {
        let found = self.frame.items.iter().filter_map(|i| if let Item::Word(t) = i { Some(*t) } else { None });
        let mut subjects =
            found.take_while(|t| *t < before).filter(|t| self.scene.parse.tokens[*t].dep == crate::parse::Dep::Nsubj);
        subjects.find(|t| self.scene.speaks(*t)).map(|t| self.scene.upgrade(self.frame, t))
    }
}
