//! Given a stretch between marks and what announces it, yields whether it is speech, or a name or a word held at a distance.

use super::attribution::{Attribution, How, Seeker};
use super::frame::{Frame, Item};
use crate::parse::{Dep, Form, Pos};

/// How many words make an utterance of a stretch without a verb.
const WHOLE: usize = 6;

/// How many words a clause in small letters must have that nobody is named with: a few are held at a distance.
const CLAUSE: usize = 8;

/// What a stretch is, as far as its words and its neighbours tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Look {
    /// Begins with a capital and says something by itself.
    pub whole: bool,
    /// Holds a finite verb.
    pub finite: bool,
    /// Begins with a capital.
    pub capital: bool,
    /// Is all that its sentence holds.
    pub alone: bool,
    /// Is a noun phrase, by its first word.
    pub phrase: bool,
    /// Has so many words that few names have as many.
    pub long: bool,
    /// How many words it has.
    pub words: usize,
    /// Ends as a sentence does.
    pub ends: bool,
    /// Marks hold a name here: "intitulé « … »".
    pub named: bool,
}

impl Seeker<'_, '_> {
    /// Looks at the stretch at an item.
    pub fn look(&self, at: usize, stretch: usize) -> Look {
        let scene = self.scene;
        let tokens = scene.tokens_of(stretch);
        let inner = scene.stretches[stretch].inner.of(scene.text);
        let capital = inner.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
        let finite = tokens.clone().any(|t| self.finite_verb(t));
        let words = tokens.clone().filter(|t| !matches!(scene.pos(*t), Pos::Punct | Pos::Space)).count();
        let item = |i: &Item| matches!(i, Item::Quote(_)) || matches!(i, Item::Word(t) if scene.pos(*t) != Pos::Punct);
        let phrase = tokens.clone().find(|t| scene.pos(*t) != Pos::Punct).is_some_and(|t| {
            matches!(scene.pos(t), Pos::Noun | Pos::Propn | Pos::Det | Pos::X) || (scene.pos(t) == Pos::Adj && !finite)
        });
        let ends = inner.ends_with(|c| scene.rules.stops.contains(&c));
        Look {
            whole: capital && (words >= WHOLE || (finite && words > 1) || (ends && words > 2)),
            finite,
            capital,
            alone: self.frame.items.iter().filter(|i| item(i)).count() == 1,
            phrase,
            long: words > 3,
            words,
            ends,
            named: self.named(at, stretch, capital)
                || (capital && !finite && self.named_after(at))
                || self.titled(at, stretch),
        }
    }

    /// True for a finite verb.
    pub(super) fn finite_verb(&self, token: usize) -> bool {
        let morph = self.scene.parse.tokens[token].morph;
        matches!(self.scene.pos(token), Pos::Verb | Pos::Aux) && morph.form == Form::Fin
    }

    /// True where the stretch is a name by what stands before it, or by the pack's list.
    fn named(&self, at: usize, stretch: usize, capital: bool) -> bool {
        let scene = self.scene;
        let text = super::rules::fold(scene.stretches[stretch].inner.of(scene.text));
        if scene.rules.words.labels.contains(&text) {
            return true;
        }
        let before = self.frame.items[..at].iter().rev().take(4);
        for (distance, item) in before.enumerate() {
            let Item::Word(token) = *item else { return false };
            let word = scene.word(token);
            if scene.rules.words.naming.contains(word) && distance == 0 {
                return self.names_by_participle(token);
            }
            let lemma = &*scene.parse.tokens[token].lemma;
            // "sous le nom de « … »": whatever stands there.
            if distance == 1 && scene.rules.words.called.contains(lemma) {
                return true;
            }
            if scene.rules.words.named.contains(lemma) && scene.pos(token) != Pos::Verb {
                return capital || distance == 0;
            }
            let passes = scene.rules.words.belonging.contains(word)
                || matches!(scene.pos(token), Pos::Det | Pos::Adj)
                || word == ":" && capital
                || (scene.named[token].is_some() && capital);
            if !passes {
                return false;
            }
        }
        false
    }

    /// "le « Voices of the North »", "le « Nautilus »": an article, and capitals on every longer word.
    fn titled(&self, at: usize, stretch: usize) -> bool {
        let scene = self.scene;
        let definite = |t: usize| scene.parse.tokens[t].feats.contains("Definite=Def");
        let article = at.checked_sub(1).and_then(|before| self.token(before)).is_some_and(definite);
        let words: Vec<&str> = scene.tokens_of(stretch).map(|t| scene.parse.word(scene.text, t)).collect();
        let ends = words.last().is_some_and(|w| w.ends_with(|c| scene.rules.stops.contains(&c)));
        let capital = |w: &&&str| w.starts_with(char::is_uppercase) && !w.ends_with(char::is_uppercase);
        let long = |w: &&&str| w.chars().filter(|c| c.is_alphabetic()).count() > 3;
        let capitals = words.iter().filter(capital).count();
        let name = words.len() == 1 && words.iter().all(|w| w.chars().count() > 3) && capitals == 1;
        article && !ends && (capitals > 1 || name) && words.iter().filter(long).all(|w| capital(&w))
    }

    /// True for what the reporter thought: "« … », pensai-je".
    pub fn thought(&self, cue: Option<Attribution>) -> bool {
        let words = &self.scene.rules.words;
        let Some((verb, speaker)) = cue.and_then(|c| Some((c.cue?, c.speaker?))) else { return false };
        let author = words.author.contains(self.scene.word(speaker).trim_start_matches('-'));
        let lemma = &self.scene.parse.tokens[verb].lemma;
        author && self.scene.rules.lemmas(lemma, self.scene.word(verb)).any(|l| words.thoughts.contains(&l))
    }

    /// True for the entry of a diary: all that its paragraph holds, below a line with nothing but a date.
    pub fn entry(&self, frames: &[Frame], number: usize, look: Look) -> bool {
        let line = |n: usize| frames.get(n).filter(|f| f.paragraph + 1 == self.frame.paragraph);
        let Some(above) = number.checked_sub(1).and_then(line) else { return false };
        let only = number < 2 || frames[number - 2].paragraph != above.paragraph;
        let words = &self.scene.rules.words;
        let dated = |i: &Item| {
            let Item::Word(t) = *i else { return false };
            let word = self.scene.word(t);
            let time = words.times.contains(word) || word.starts_with(|c: char| c.is_ascii_digit());
            time || words.belonging.contains(word) || self.scene.pos(t) == Pos::Punct
        };
        let date = above.items.iter().any(|i| self.scene.item_word(Some(i)).starts_with(|c: char| c.is_ascii_digit()));
        look.whole && only && date && above.items.iter().all(dated)
    }

    /// Words that nobody has said: "comme pour dire : « … »", "il semble dire : « … »", "personne n'a dit : « … »".
    pub fn unsaid(&self, cue: Option<Attribution>) -> bool {
        let words = &self.scene.rules.words;
        let Some(verb) = cue.and_then(|c| c.cue) else { return false };
        let parse = self.scene.parse;
        let nobody = |t: usize| words.nobody.contains(self.scene.word(t));
        if parse.with(verb, &[Dep::Nsubj]).any(nobody) || cue.and_then(|c| c.speaker).is_some_and(nobody) {
            return true;
        }
        if parse.tokens[verb].morph.form != Form::Inf {
            return false;
        }
        let seems = |t: usize| {
            let mut lemmas = self.scene.rules.lemmas(&parse.tokens[t].lemma, self.scene.word(t));
            lemmas.any(|l| words.seeming.contains(&l))
        };
        let word = |back: usize| verb.checked_sub(back).map_or("", |t| self.scene.word(t));
        let led = |t: &usize| self.scene.pos(*t) == Pos::Adv || self.scene.clitic(*t);
        let before = (0..verb).rev().find(|t| !led(t));
        let as_if = words.as_if.contains(&format!("{} {}", word(2), word(1)));
        as_if || parse.head(verb).is_some_and(seems) || before.is_some_and(seems)
    }

    /// "« … », un documentaire de …": the apposition says that the marks hold a name.
    fn named_after(&self, at: usize) -> bool {
        let comma = self.scene.item_word(self.frame.items.get(at + 1)) == ",";
        let article = self.token(at + 2).is_some_and(|t| self.scene.pos(t) == Pos::Det);
        let noun = self.token(at + 3);
        let thing = |t: usize| self.scene.rules.words.named.contains(&*self.scene.parse.tokens[t].lemma);
        comma && article && noun.is_some_and(|t| thing(t) && self.cues.noun(self.scene, t).is_none())
    }

    /// "baptisé « … »", not "a dit « … »".
    fn names_by_participle(&self, token: usize) -> bool {
        let subject = self.scene.parse.child(token, &[Dep::Nsubj]).is_some();
        let tense = self.scene.parse.child(token, &[Dep::AuxTense]).is_some();
        let passive = self.scene.parse.child(token, &[Dep::AuxPass, Dep::Cop]).is_some();
        let reflexive = token > 0 && self.scene.rules.words.reflexives.contains(self.scene.word(token - 1));
        passive || (!subject && !tense && !reflexive && self.scene.pos(token) != Pos::Aux)
    }

    /// True where the stretch is somebody's words.
    pub fn speech(&self, at: usize, look: Look, cue: Option<Attribution>) -> bool {
        let inserted = cue.is_some_and(|c| c.how == How::Inserted);
        if look.named {
            return inserted && look.whole;
        }
        let heads = !look.whole && !look.finite && self.token(at + 1).is_some_and(|t| self.scene.colon(t));
        let opens = (self.leads_sentence(at) && !heads) || self.after_colon(at);
        // "« Une honte » : la gauche accable …", "la foule scande « À bas l'impôt ! »"
        let told = cue.is_some_and(|c| {
            c.cue.is_some() && (heads && c.how == How::Later || look.ends && c.how == How::Before && c.end == at)
        });
        if look.capital && !look.finite && !look.whole && !inserted && !opens && !look.alone && !told {
            return false;
        }
        if cue.is_some_and(|c| c.how != How::Noun || !look.phrase || look.finite || opens) {
            return !(look.capital && !look.whole && !inserted && opens && self.acts(at));
        }
        let clause = look.finite && !look.capital && look.words >= CLAUSE;
        // "« Un été sans eau dans les Andes »" alone is a title.
        let title = look.phrase && !look.finite && !look.ends;
        (look.whole && !title && !self.acts(at)) || clause || (look.alone && !look.phrase)
    }

    /// True where nothing but signs stands before the stretch: "— « Oui. »"
    fn leads_sentence(&self, at: usize) -> bool {
        (0..at).all(|i| self.punctuation(i))
    }

    /// True right after a colon.
    pub fn after_colon(&self, at: usize) -> bool {
        at > 0 && self.scene.item_word(self.frame.items.get(at - 1)).ends_with(':')
    }

    /// True where the stretch is the subject of the verb that follows it: "« … » est-elle une guerre ?"
    fn acts(&self, at: usize) -> bool {
        let Some(Item::Word(next)) = self.frame.items.get(at + 1) else { return false };
        let inverted = self
            .scene
            .word(*next)
            .rsplit_once('-')
            .is_some_and(|(verb, pronoun)| !verb.is_empty() && self.scene.rules.words.clitics.contains(pronoun));
        if inverted && self.cues.verb(self.scene, *next).is_none() {
            return true;
        }
        matches!(self.scene.pos(*next), Pos::Verb | Pos::Aux)
            && self.cues.verb(self.scene, *next).is_none()
            && !self.scene.has_auxiliary(*next)
            && self
                .frame
                .items
                .get(at + 2)
                .is_none_or(|i| !matches!(i, Item::Word(t) if self.cues.verb(self.scene, *t).is_some()))
    }
}
