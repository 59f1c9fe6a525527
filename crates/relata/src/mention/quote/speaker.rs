//! Given a cue in a sentence, yields the token that names who speaks: before the verb, after it, or behind "par".
//!
//! The parse is believed where it gives a subject of its own sentence outside all marks; subjects that follow
//! their verb are found from the surface, for the parser is weak on them.

use super::frame::{Frame, Item, Scene};
use crate::parse::{Dep, Form, Gender, Mood, Ner, Number, Pos, Tense};

/// The farthest that an apposition may stand from its noun, in items.
const REACH: usize = 16;
/// The most words between two commas that part a verb from its subject.
const ASIDE: usize = 8;
/// The deepest chain of verbs that share a subject.
const DEPTH: usize = 6;

impl Scene<'_> {
    /// The word of an item, empty for a stretch.
    pub fn item_word(&self, item: Option<&Item>) -> &str {
        match item {
            Some(Item::Word(token)) => self.word(*token),
            _ => "",
        }
    }

    /// True for a hyphenated subject pronoun: "-il", "-t-elle".
    pub fn clitic(&self, token: usize) -> bool {
        let word = self.word(token);
        let bare = word.trim_start_matches('-').trim_start_matches("t-");
        word.starts_with('-') && self.rules.words.clitics.contains(bare)
    }

    /// True for a colon, a bracket before it or not.
    pub fn colon(&self, token: usize) -> bool {
        self.word(token).ends_with(':')
    }

    /// True for a dash that parts nothing, as in "eux-mêmes".
    pub fn hyphen(&self, token: usize) -> bool {
        let span = self.parse.tokens[token].span;
        let (before, after) = (&self.text[..span.start as usize], &self.text[span.end as usize..]);
        let dash = matches!(self.word(token), "-" | "–" | "—");
        dash && before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
    }

    /// True for a personal pronoun that can be a subject.
    pub fn subject_pronoun(&self, token: usize) -> bool {
        self.rules.words.clitics.contains(self.word(token)) && self.pos(token) == Pos::Pron
    }

    /// True for any pronoun, behind a verb or before it.
    pub fn pronoun(&self, token: usize) -> bool {
        self.pos(token) == Pos::Pron || self.clitic(token)
    }

    /// "la journaliste": a definite noun alone that the article has nowhere before beside somebody's name.
    pub fn bare_description(&self, token: usize) -> bool {
        let lemma = &self.parse.tokens[token].lemma;
        let definite = |c: &usize| self.pos(*c) == Pos::Det && self.parse.tokens[*c].feats.contains("Definite=Def");
        let bare = self.pos(token) == Pos::Noun
            && self.named[token].is_none()
            && self.parse.children(token).iter().any(definite)
            && self.parse.child(token, &[Dep::Nmod, Dep::Amod, Dep::Appos]).is_none();
        let beside_name = |t: usize| (t + 1..(t + 8).min(self.words.len())).any(|n| self.person(n));
        bare && !(0..token).any(|t| self.parse.tokens[t].lemma == *lemma && beside_name(t))
    }

    /// False where a noun and a pronoun are known to differ in gender or number.
    pub fn agrees(&self, noun: usize, pronoun: usize) -> bool {
        let (noun, pronoun) = (self.parse.tokens[noun].morph, self.parse.tokens[pronoun].morph);
        let gender = noun.gender == pronoun.gender || noun.gender == Gender::None || pronoun.gender == Gender::None;
        let number = noun.number == pronoun.number || noun.number == Number::None || pronoun.number == Number::None;
        gender && number
    }

    /// True where a person other than the speaker is the subject of a verb between two tokens, outside all marks.
    pub fn other_acts(&self, speaker: usize, until: usize) -> bool {
        let own = self.named[speaker];
        (speaker + 1..until).any(|t| {
            let subject = matches!(self.parse.tokens[t].dep, Dep::Nsubj | Dep::NsubjPass);
            subject && self.within[t].is_none() && self.person(t) && self.named[t] != own
        })
    }

    /// True where a token names somebody or something: a noun or a name.
    pub fn nominal(&self, token: usize) -> bool {
        match self.pos(token) {
            Pos::Noun | Pos::Propn => true,
            Pos::X | Pos::Adj | Pos::Adv | Pos::Verb => self.named[token].is_some() && self.capital(token),
            _ => false,
        }
    }

    /// The token by which a name is known: its first proper noun.
    fn name_head(&self, token: usize) -> usize {
        let Some(name) = self.named[token] else { return token };
        let tokens = self.parse.names[name].tokens.clone();
        tokens
            .clone()
            .find(|t| self.pos(*t) == Pos::Propn)
            .or_else(|| tokens.clone().find(|t| self.nominal(*t)))
            .unwrap_or(token)
    }

    /// Where the name that a token belongs to ends; the token after it where it belongs to none.
    pub fn name_end(&self, token: usize) -> usize {
        self.named[token].map_or(token + 1, |n| self.parse.names[n].tokens.end.max(token + 1))
    }

    fn person(&self, token: usize) -> bool {
        self.ner(token) == Some(Ner::Per)
    }

    /// The item at which a token stands in its sentence.
    pub fn place(&self, frame: &Frame, token: usize) -> Option<usize> {
        frame.items.iter().position(|i| *i == Item::Word(token))
    }

    /// Goes from a noun to the personal name that stands beside it: "le directeur du centre, Ivan Petrov".
    pub fn upgrade(&self, frame: &Frame, token: usize) -> usize {
        if self.named[token].is_some() && (self.pos(token) == Pos::Propn || self.person(token)) {
            return self.name_head(token);
        }
        let Some(from) = self.place(frame, token) else { return token };
        let (mut at, mut after_adposition, mut near, mut brackets) = (from + 1, false, true, 0);
        while let Some(Item::Word(next)) = frame.items.get(at).copied().filter(|_| at - from < REACH) {
            match (self.pos(next), self.word(next)) {
                (_, "(") => brackets += 1,
                (_, ")") => brackets -= 1,
                _ if brackets > 0 => {}
                _ if self.person(next) && self.nominal(next) => {
                    if !after_adposition && near {
                        return self.name_head(next);
                    }
                    at = self.past(frame, at, self.name_end(next));
                    after_adposition = false;
                    continue;
                }
                (_, ",") => return self.after_comma(frame, at).unwrap_or(token),
                (Pos::Adp, word) => {
                    after_adposition = true;
                    near &= self.rules.words.belonging.contains(word);
                }
                (Pos::Noun | Pos::Propn, _) => after_adposition = false,
                (Pos::Adj | Pos::Det | Pos::Num | Pos::X, _) => {}
                (Pos::Cconj, _) if !self.rules.words.content.contains(self.word(next)) => {}
                _ => return token,
            }
            at += 1;
        }
        token
    }

    /// The personal name that begins right after a comma, where it is an apposition.
    fn after_comma(&self, frame: &Frame, comma: usize) -> Option<usize> {
        let Some(Item::Word(next)) = frame.items.get(comma + 1).copied() else { return None };
        if !self.person(next) {
            return None;
        }
        let past = self.past(frame, comma + 1, self.name_end(next));
        let closed = match frame.items.get(past) {
            Some(Item::Word(t)) => !matches!(self.pos(*t), Pos::Cconj | Pos::Adj),
            _ => true,
        };
        closed.then(|| self.name_head(next))
    }

    /// The first item from `at` on whose token is not before `token`.
    pub(super) fn past(&self, frame: &Frame, at: usize, token: usize) -> usize {
        let rest = frame.items[at..]
            .iter()
            .position(|i| matches!(i, Item::Quote(_)) || matches!(i, Item::Word(t) if *t >= token));
        rest.map_or(frame.items.len(), |p| at + p)
    }

    /// The first noun or name from an item on that no preposition introduces: the subject after its verb.
    pub fn subject_after(&self, frame: &Frame, from: usize) -> Option<usize> {
        let (mut at, mut phrases) = (from, 0);
        while let Some(Item::Word(token)) = frame.items.get(at).copied() {
            let word = self.word(token);
            phrases += usize::from(self.pos(token) == Pos::Adp);
            at = match self.pos(token) {
                // "explique au micro de la radio, une voisine": the comma closes what stood between.
                _ if word == "," && phrases > 0 && self.begins_phrase(frame, at + 1) => {
                    phrases = 0;
                    at + 1
                }
                _ if word == "," => self.past_aside(frame, at)?,
                _ if self.nominal(token) && !self.rules.words.times.contains(word) => {
                    return Some(self.upgrade(frame, token));
                }
                _ if self.clitic(token) => return Some(token),
                // "reprend en souriant le maire".
                Pos::Adp if self.gerund(frame, at + 1) => at + 2,
                Pos::Adp => self.past_phrase(frame, at + 1),
                Pos::Pron if self.rules.words.content.contains(word) => return None,
                Pos::Pron if self.rules.words.reflexives.contains(word) || self.object(token) => at + 1,
                Pos::Pron => return Some(token),
                Pos::Det => match self.bare_adjective(frame, at) {
                    Some(adjective) => return Some(adjective),
                    None => at + 1,
                },
                Pos::Adv | Pos::Adj | Pos::Num | Pos::Noun | Pos::Part | Pos::Cconj => at + 1,
                _ => return None,
            };
        }
        None
    }

    /// "répond, la voix basse, un voisin", "a dit à la presse, après le vote, la maire": the item behind what stands between
    /// two commas and is nobody, where a noun phrase follows.
    fn past_aside(&self, frame: &Frame, comma: usize) -> Option<usize> {
        let behind = &frame.items[comma + 1..(comma + 2 + ASIDE).min(frame.items.len())];
        let length = behind.iter().position(|i| self.item_word(Some(i)) == ",")?;
        let word = |i: &Item| if let Item::Word(t) = i { Some(*t) } else { None };
        let inside: Option<Vec<usize>> = behind[..length].iter().map(word).collect();
        let inside = inside.filter(|i| !i.is_empty())?;
        let manner = inside.iter().any(|t| self.rules.words.manner.contains(self.word(*t)));
        let nobody = manner || matches!(self.pos(inside[0]), Pos::Adp | Pos::Adj | Pos::Adv | Pos::Verb);
        let next = comma + length + 2;
        (nobody && self.begins_phrase(frame, next)).then_some(next)
    }

    fn gerund(&self, frame: &Frame, at: usize) -> bool {
        matches!(frame.items.get(at), Some(Item::Word(t)) if matches!(self.pos(*t), Pos::Verb | Pos::Aux) && self.participle(*t))
    }

    /// True where an article or a personal name stands at an item.
    fn begins_phrase(&self, frame: &Frame, at: usize) -> bool {
        matches!(frame.items.get(at), Some(Item::Word(t)) if self.pos(*t) == Pos::Det || self.person(*t))
    }

    /// The noun, name or pronoun that a preposition before an item introduces.
    pub fn object_after(&self, frame: &Frame, from: usize) -> Option<usize> {
        let mut at = from;
        while let Some(Item::Word(token)) = frame.items.get(at).copied() {
            match self.pos(token) {
                _ if self.nominal(token) => return Some(self.upgrade(frame, self.modified(token))),
                Pos::Pron => return Some(token),
                Pos::Det | Pos::Adj | Pos::Num | Pos::Adv => at += 1,
                _ => return None,
            }
        }
        None
    }

    /// The name behind the nouns that modify it: "Danish Defence Minister Troels Lund Poulsen".
    fn modified(&self, token: usize) -> usize {
        let row = &self.parse.tokens[token];
        if row.dep == Dep::Compound && row.head > token { row.head } else { token }
    }

    /// "un autre": an article and an adjective that stand for a noun.
    fn bare_adjective(&self, frame: &Frame, at: usize) -> Option<usize> {
        let Some(Item::Word(next)) = frame.items.get(at + 1).copied() else { return None };
        let ends = match frame.items.get(at + 2) {
            Some(Item::Word(t)) => self.pos(*t) == Pos::Punct,
            _ => true,
        };
        (matches!(self.pos(next), Pos::Adj | Pos::Pron) && ends).then_some(next)
    }

    /// The item after the noun phrase that follows a preposition.
    fn past_phrase(&self, frame: &Frame, from: usize) -> usize {
        let mut at = from;
        while let Some(Item::Word(token)) = frame.items.get(at).copied() {
            match self.pos(token) {
                // "estime sur franceinfo Omar Haddad": small letters begin no name of a person.
                _ if self.person(token) && !self.capital(token) => return at + 1,
                _ if self.nominal(token) => return self.past(frame, at, self.name_end(token)),
                Pos::Pron => return at + 1,
                Pos::Punct | Pos::Verb | Pos::Aux => return at,
                _ => at += 1,
            }
        }
        at
    }

    /// The speaker of a verb whose subject does not follow it.
    pub fn subject_of(&self, frame: &Frame, verb: usize) -> Option<usize> {
        if self.participle(verb) {
            let speaker = || self.first_speaker(frame, verb);
            let main = || self.main_subject(frame, verb);
            return self
                .agent(frame, verb)
                .or_else(|| main().filter(|s| self.speaks(*s)))
                .or_else(speaker)
                .or_else(main);
        }
        let tree = self.by_tree(frame, verb, 0);
        let found = match tree.filter(|t| !self.speaks(*t)) {
            Some(mute) => self.speaker_before(frame, verb, mute).or(tree),
            None => tree.or_else(|| self.subject_before(frame, verb)),
        };
        found.map(|t| self.upgrade(frame, t))
    }

    /// The first subject before a token that can speak.
    fn first_speaker(&self, frame: &Frame, before: usize) -> Option<usize> {
        let tokens = frame.items.iter().filter_map(|i| if let Item::Word(t) = i { Some(*t) } else { None });
        let subject = |t: &usize| self.parse.tokens[*t].dep == Dep::Nsubj && self.speaks(*t);
        tokens.take_while(|t| *t < before).find(subject).map(|t| self.upgrade(frame, t))
    }

    /// "ce dernier": an adjective that a demonstrative makes a subject.
    fn latter(&self, token: usize) -> bool {
        let subject = matches!(self.parse.tokens[token].dep, Dep::Nsubj | Dep::NsubjPass);
        let demonstrative = |c: usize| self.parse.tokens[c].feats.contains("PronType=Dem");
        self.pos(token) == Pos::Adj && subject && self.parse.with(token, &[Dep::Det]).any(demonstrative)
    }

    /// True for names, pronouns and nouns of who can speak.
    pub fn speaks(&self, token: usize) -> bool {
        let people = &self.rules.words.people;
        self.named[token].is_some()
            || self.latter(token)
            || matches!(self.pos(token), Pos::Propn | Pos::Pron)
            || people.contains(&*self.parse.tokens[token].lemma)
            || people.contains(self.word(token))
    }

    /// The person's name that stands alone between commas nearer to the verb than a subject that cannot speak.
    fn speaker_before(&self, frame: &Frame, verb: usize, mute: usize) -> Option<usize> {
        let (from, to) = (self.place(frame, mute)?, self.place(frame, verb)?);
        (from + 1..to).rev().find_map(|at| {
            let Item::Word(token) = frame.items[at] else { return None };
            let starts = matches!(frame.items[at - 1], Item::Word(t) if self.word(t) == "," || self.word(t) == ":");
            (starts && self.person(token)).then_some(token)
        })
    }

    /// "en déclarant", "ajoutant": its subject is that of the verb it goes with.
    fn participle(&self, verb: usize) -> bool {
        let morph = self.parse.tokens[verb].morph;
        morph.form == Form::Part && morph.tense == Tense::Pres
    }

    /// True where the verb is passive: its subject is no speaker.
    pub fn passive(&self, verb: usize) -> bool {
        let token = &self.parse.tokens[verb];
        let reflexive = (verb.saturating_sub(4)..verb).any(|t| self.rules.words.reflexives.contains(self.word(t)));
        let auxiliary = self.parse.child(verb, &[Dep::AuxPass]).is_some();
        let bare = token.morph.form == Form::Part && token.morph.tense == Tense::Past && !self.has_auxiliary(verb);
        !reflexive && (auxiliary || (bare && matches!(token.dep, Dep::Acl | Dep::Amod | Dep::Advcl)))
    }

    /// True where an auxiliary hangs on the verb or stands before it.
    pub fn has_auxiliary(&self, verb: usize) -> bool {
        let near = (verb.saturating_sub(4)..verb).rev().take_while(|t| !matches!(self.pos(*t), Pos::Noun | Pos::Propn));
        let mut near = near;
        near.any(|t| self.pos(t) == Pos::Aux)
            || self.parse.child(verb, &[Dep::Aux, Dep::AuxTense, Dep::AuxPass]).is_some()
    }

    /// "accusé par les voisins": who stands behind the preposition of the agent.
    pub fn agent(&self, frame: &Frame, verb: usize) -> Option<usize> {
        let at = self.place(frame, verb)?;
        let near = frame.items[at + 1..]
            .iter()
            .take(4)
            .position(|i| self.rules.words.agent.contains(self.item_word(Some(i))))?;
        self.subject_after(frame, at + near + 2)
    }

    /// "lui dit", "m'a dit": a pronoun right before its verb that can only be an object.
    fn object(&self, token: usize) -> bool {
        let next = self.parse.tokens.get(token + 1).is_some_and(|t| matches!(t.pos, Pos::Verb | Pos::Aux));
        next && self.rules.words.objects.contains(self.word(token))
    }

    /// The subject that the tree gives a verb, of its own or shared with the verb that it hangs on.
    pub fn by_tree(&self, frame: &Frame, verb: usize, depth: usize) -> Option<usize> {
        if depth > DEPTH || self.within[verb].is_some() {
            return None;
        }
        let subjects = self.parse.with(verb, &[Dep::Nsubj, Dep::NsubjPass, Dep::NsubjCaus, Dep::ExplSubj]);
        let subject = subjects
            .filter(|s| *s < verb && !self.object(*s) && self.within[*s].is_none() && self.place(frame, *s).is_some())
            .last();
        if let Some(subject) = subject {
            if self.rules.words.relatives.contains(self.word(subject)) {
                return self.antecedent(frame, subject, verb);
            }
            return Some(subject);
        }
        let token = &self.parse.tokens[verb];
        let shares = match token.dep {
            Dep::Conj | Dep::Xcomp => true,
            Dep::Advcl | Dep::OblMod | Dep::OblArg | Dep::Ccomp => {
                token.morph.form != Form::Fin && !self.has_auxiliary(verb)
            }
            _ => false,
        };
        let mood = self.mood(verb);
        let head = self.parse.up(verb).skip(1).take_while(|h| shares && *h < verb).find(|h| {
            // "qu'il vienne et raconte": verbs of one subject share their mood.
            let own = self.mood(*h);
            own == mood || own == Mood::None || mood == Mood::None
        });
        head.and_then(|h| self.by_tree(frame, h, depth + 1))
    }

    /// What a relative pronoun stands for: the nearest noun or name before it that its verb agrees with.
    fn antecedent(&self, frame: &Frame, pronoun: usize, verb: usize) -> Option<usize> {
        let plural = self.number(verb) == Number::Plur;
        let place = self.place(frame, pronoun)?;
        let mut people = Vec::new();
        let owned = |at: usize| at > 0 && self.rules.words.belonging.contains(self.item_word(frame.items.get(at - 1)));
        let mut owner = None;
        for (at, item) in frame.items[..place].iter().enumerate().rev() {
            let Item::Word(token) = *item else { continue };
            if matches!(self.pos(token), Pos::Verb | Pos::Aux) && self.parse.tokens[token].morph.form == Form::Fin {
                break;
            }
            if self.nominal(token) {
                let speaks =
                    self.named[token].is_some() || self.rules.words.people.contains(&*self.parse.tokens[token].lemma);
                if speaks && (plural || self.parse.tokens[token].morph.number != Number::Plur) {
                    // "le directeur de la banque, qui dit": the banque is nearer, the directeur speaks.
                    if owned(at) && self.ner(token) != Some(Ner::Per) {
                        owner = owner.or(Some(token))
                    } else {
                        people.push(token)
                    }
                }
            }
        }
        let first =
            if plural { people.iter().rev().find(|t| self.person(**t)).or(people.first()) } else { people.first() };
        let head = self.parse.head(verb).filter(|h| *h < pronoun && self.place(frame, *h).is_some());
        first.copied().or(owner).or(head).map(|t| self.upgrade(frame, t))
    }

    fn mood(&self, verb: usize) -> Mood {
        let auxiliary = self.parse.child(verb, &[Dep::AuxTense, Dep::AuxPass, Dep::Aux, Dep::Cop]);
        self.parse.tokens[auxiliary.unwrap_or(verb)].morph.mood
    }

    fn number(&self, verb: usize) -> Number {
        let auxiliary = self.parse.child(verb, &[Dep::AuxTense, Dep::AuxPass, Dep::Aux, Dep::Cop]);
        self.parse.tokens[auxiliary.unwrap_or(verb)].morph.number
    }

    /// The first noun, name or pronoun of the clause before a verb that no preposition introduces.
    fn subject_before(&self, frame: &Frame, verb: usize) -> Option<usize> {
        let place = self.place(frame, verb)?;
        let mut found = None;
        for (at, item) in frame.items[..place].iter().enumerate().rev() {
            let Item::Word(token) = *item else { continue };
            if self.subject_pronoun(token) {
                return Some(token);
            }
            if self.rules.words.relatives.contains(self.word(token)) {
                return self.antecedent(frame, token, verb);
            }
            let finite = self.parse.tokens[token].morph.form == Form::Fin && self.pos(token) == Pos::Verb;
            if ((finite || self.colon(token)) && found.is_some()) || self.rules.words.content.contains(self.word(token))
            {
                break;
            }
            if self.nominal(token) && !self.introduced(frame, at) && !self.rules.words.times.contains(self.word(token))
            {
                found = Some(token);
            }
        }
        found
    }

    /// True where a preposition stands before the noun phrase that ends at an item.
    fn introduced(&self, frame: &Frame, at: usize) -> bool {
        for item in frame.items[..at].iter().rev().take(5) {
            let Item::Word(token) = *item else { return false };
            match self.pos(token) {
                Pos::Adp => return true,
                Pos::Det | Pos::Adj | Pos::Num => {}
                Pos::Noun | Pos::Propn if self.named[token].is_some() => {}
                _ => return false,
            }
        }
        false
    }

    /// The subject of the nearest finite verb before a token; the sentence's first where there is none nearer.
    pub fn main_subject(&self, frame: &Frame, before: usize) -> Option<usize> {
        let place = self.place(frame, before).unwrap_or(frame.items.len());
        frame.items[..place].iter().rev().find_map(|item| {
            let Item::Word(token) = *item else { return None };
            let verbal = matches!(self.pos(token), Pos::Verb | Pos::Aux) && !self.participle(token);
            let subject = if verbal { self.by_tree(frame, token, 0) } else { None };
            subject.map(|t| self.upgrade(frame, t))
        })
    }
}
