//! Given a text and its parse, yields somebody's words: between marks or reported, with the token that names the speaker.
//!
//! Marks are paired first, then the reporter's sentences are cut with each quotation as one item, so that stops
//! inside a quotation end nothing. A cue (`cues.tsv`) is looked for from the surest place to the least sure:
//! right after the quotation, behind "selon", before a colon, before the quotation, later in the sentence.

mod attribution;
mod cue;
mod frame;
mod indirect;
mod judge;
mod mark;
mod rules;
mod speaker;
mod split;

use self::attribution::{Attribution, How, Seeker};
use self::cue::Cues;
use self::frame::{Frame, Item, Scene};
use self::judge::Look;
use self::mark::{Link, Stretch};
use self::rules::Rules;
pub(crate) use self::rules::fold;
use super::QuoteMention;
use crate::error::Error;
use crate::pack::Data;
use crate::parse::{Dep, Ner, Parse, Pos};
use crate::record::QuoteKind;
use crate::span::Span;

/// Finds the quotations of one language.
#[derive(Debug, Clone)]
pub struct Quotes {
    rules: Rules,
    cues: Cues,
}

/// How many sentences back a pronoun may find who spoke last.
const PRONOUN_REACH: usize = 3;

/// The fewest quotations of others that make a tale of a long one.
const TOLD_IN_TALE: usize = 2;

/// A stretch that has been looked at, and where.
struct Found {
    frame: usize,
    at: usize,
    stretch: usize,
    look: Look,
    cue: Option<Attribution>,
    speech: bool,
    speaker: Option<usize>,
    /// Never said, whatever stands beside it: a thought, an entry of a diary.
    mute: bool,
}

impl Quotes {
    /// Reads `quotes.toml` and `cues.tsv` of a language's pack.
    ///
    /// # Errors
    /// A file that is missing or wrong: its path, line and cause.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        Ok(Self { rules: Rules::load(data, language)?, cues: Cues::load(data, language)? })
    }

    /// Finds the quotations of an article, in the order of the text. Those between marks are `Direct` (an utterance)
    /// or `Mixed` (a fragment in the reporter's sentence); reported speech without marks is `Indirect`.
    pub fn find(&self, text: &str, parse: &Parse) -> Vec<QuoteMention> {
        let (scene, frames) = self.see(text, parse);
        let mut found = self.look_at_all(&scene, &frames);
        join(&scene, &mut found);
        self.carry_on(&scene, &frames, &mut found);
        self.follow_pronouns(&scene, &frames, &mut found);
        echo(&scene, &frames, &mut found);
        let mut mentions = self.mentions(&scene, &frames, &found);
        let quoted: Vec<usize> = found.iter().filter(|f| f.speech).map(|f| f.stretch).collect();
        let mut next = mentions.last().map_or(0, |m| m.utterance + 1);
        for (number, frame) in frames.iter().enumerate() {
            let seeker = Seeker { scene: &scene, cues: &self.cues, frame };
            for mut reported in seeker.indirect(&quoted) {
                reported.utterance = next;
                let object = reported.speaker.is_some_and(|s| scene.rules.words.objects.contains(scene.word(s)));
                if let Some(before) = number.checked_sub(1).filter(|_| object) {
                    // "À l'en croire": whoever acted in the sentence before.
                    let said = found.iter().rev().find(|f| f.frame == before && f.speech).and_then(|f| f.speaker);
                    reported.speaker = subject_in(&scene, &frames[before]).or(said).or(reported.speaker);
                }
                next += 1;
                mentions.push(reported);
            }
        }
        // An entry of a diary is nobody's speech, and may hold somebody's.
        let holders: Vec<usize> = found.iter().filter(|f| f.speech || f.mute).map(|f| f.stretch).collect();
        let nested = self.nested(text, parse, &scene.stretches, &holders);
        let tales = tales(text, &mentions, &nested);
        mentions.retain(|m| !tales.contains(&m.utterance));
        for mut told in nested {
            told.utterance = next;
            next += 1;
            mentions.push(told);
        }
        mentions.sort_by_key(|m| (m.span.start, m.span.end));
        mentions
    }

    /// True for the lemma of a noun of who can speak.
    pub(crate) fn person(&self, lemma: &str) -> bool {
        self.rules.words.people.contains(lemma)
    }

    /// The stretches of text that somebody is named as saying, marked or reported, with the token of who says so.
    pub(crate) fn said(&self, text: &str, parse: &Parse) -> Vec<(Span, usize)> {
        let (scene, frames) = self.see(text, parse);
        let mut marked = self.look_at_all(&scene, &frames);
        join(&scene, &mut marked);
        let mut said: Vec<(Span, usize)> = marked
            .iter()
            .filter(|f| f.speech)
            .filter_map(|f| Some((scene.stretches[f.stretch].outer, f.speaker?)))
            .collect();
        for frame in &frames {
            let seeker = Seeker { scene: &scene, cues: &self.cues, frame };
            said.extend(seeker.indirect(&[]).into_iter().filter_map(|m| Some((m.span, m.speaker?))));
        }
        said
    }

    /// What a speaker gives as somebody's words, with a cue of its own: "« Il m'a crié : “Partez !” »".
    fn nested(&self, text: &str, parse: &Parse, outer: &[Stretch], quoted: &[usize]) -> Vec<QuoteMention> {
        let spoken: Vec<Stretch> = quoted.iter().map(|q| outer[*q]).collect();
        let nested = mark::nested(text, &self.rules, &spoken);
        if nested.is_empty() {
            return Vec::new();
        }
        let scene = Scene::new(text, parse, &self.rules, nested);
        // Who is named outside the outer marks says the whole, not what is quoted within.
        let whole = scene.frames();
        let mut frames: Vec<Frame> = Vec::new();
        for outer in &spoken {
            frames.extend(whole.iter().map(|f| f.under(&scene, outer.outer)).filter(|f| !f.items.is_empty()));
        }
        let mut found = self.look_at_all(&scene, &frames);
        found.retain(|f| {
            let seeker = Seeker { scene: &scene, cues: &self.cues, frame: &frames[f.frame] };
            let told = f.cue.is_some_and(|c| c.how == How::Inserted || seeker.after_colon(f.at));
            f.speech && (f.look.whole || f.look.finite && f.look.capital) && f.speaker.is_some() && told
        });
        self.mentions(&scene, &frames, &found)
    }

    fn see<'a>(&'a self, text: &'a str, parse: &'a Parse) -> (Scene<'a>, Vec<Frame>) {
        let stretches = self.with_turns(text, parse, mark::stretches(text, &self.rules));
        let scene = Scene::new(text, parse, &self.rules, stretches);
        let frames = scene.frames();
        let Some(stretches) = split::parted(&scene, &self.cues, &frames) else { return (scene, frames) };
        let scene = Scene::new(text, parse, &self.rules, stretches);
        let frames = scene.frames();
        (scene, frames)
    }

    /// The stretches between marks with the turns of a dialogue by dashes, where there is one.
    fn with_turns(&self, text: &str, parse: &Parse, mut marked: Vec<Stretch>) -> Vec<Stretch> {
        let mut turns = mark::turns(text, &self.rules);
        turns.retain(|t| marked.iter().all(|m| !m.outer.overlaps(t.outer)));
        if turns.is_empty() {
            return marked;
        }
        let bare = Scene::new(text, parse, &self.rules, Vec::new());
        if split::dialogue(&bare, &self.cues, &turns) {
            marked.extend(turns);
            marked.sort_by_key(|s| s.outer.start);
        }
        marked
    }

    fn look_at_all(&self, scene: &Scene<'_>, frames: &[Frame]) -> Vec<Found> {
        let mut found = Vec::new();
        for (number, frame) in frames.iter().enumerate() {
            let seeker = Seeker { scene, cues: &self.cues, frame };
            for (at, item) in frame.items.iter().enumerate() {
                let Item::Quote(stretch) = *item else { continue };
                let look = seeker.look(at, stretch);
                let told = |c: &Attribution| look.whole || (c.how == How::Before && seeker.after_colon(at));
                let cue = seeker.attribution(at).filter(|c| told(c) || !c.speaker.is_some_and(|s| seeker.author(s)));
                let beside = found.last().filter(|f: &&Found| {
                    f.speech && (f.speaker.is_some() || f.cue.is_some()) && !look.named && seeker.beside(f, number, at)
                });
                let turn = scene.stretches[stretch].link == Link::Turn;
                let first = cue.is_none() && at == 0 && scene.stretches[stretch].link == Link::New;
                let entry = first && seeker.entry(frames, number, look);
                // A cue beyond another quotation says nothing of this one.
                let own = cue.filter(|c| c.how == How::Inserted || seeker.words_between(*c, at));
                let mute = seeker.thought(cue) || seeker.unsaid(own) || entry;
                let speech = !mute && (turn || beside.is_some() || seeker.speech(at, look, cue));
                let speaker = cue.and_then(|c| c.speaker).or_else(|| beside.and_then(|f| f.speaker));
                found.push(Found { frame: number, at, stretch, look, cue, speech, speaker, mute });
            }
        }
        found
    }

    /// Gives a quotation without a cue the speaker who is speaking already.
    fn carry_on(&self, scene: &Scene<'_>, frames: &[Frame], found: &mut [Found]) {
        for at in 0..found.len() {
            if found[at].speaker.is_some() || found[at].mute {
                continue;
            }
            let here = &found[at];
            if scene.stretches[here.stretch].link == Link::Turn {
                found[at].speaker = turn_before(scene, &found[..at], here.stretch);
                continue;
            }
            let running = self.running(scene, frames, found, at);
            let opens = here.at == 0 && here.look.long && frames[here.frame].items.len() > 1;
            let fragment = !here.look.named && (opens || (!here.look.phrase && !here.look.capital));
            let speech = here.speech || (running.is_some() && fragment);
            if here.cue.is_none_or(|c| c.speaker.is_none()) && speech {
                found[at].speaker = running;
                found[at].speech = true;
            }
        }
    }

    /// Who is speaking already where a quotation without a cue stands: in its sentence, before it, or right after.
    fn running(&self, scene: &Scene<'_>, frames: &[Frame], found: &[Found], at: usize) -> Option<usize> {
        let here = &found[at];
        let paragraph = frames[here.frame].paragraph;
        let sentence = |f: &Found| f.frame == here.frame;
        let same = found[..at].iter().rev().take_while(|f| sentence(f)).find(|f| f.speech && f.speaker.is_some());
        let last = || {
            let near = |f: &&Found| frames[f.frame].paragraph == paragraph && f.frame + 4 >= here.frame;
            found[..at].iter().rev().find(|f| f.speech && f.speaker.is_some()).filter(near).and_then(|f| f.speaker)
        };
        let before = || here.frame.checked_sub(1).filter(|f| frames[*f].paragraph == paragraph);
        let next = || {
            let near = |f: &&Found| frames[f.frame].paragraph == paragraph && f.frame <= here.frame + 2;
            let spoken = found[at + 1..].iter().find(|f| f.speech && f.speaker.is_some()).filter(near);
            spoken.filter(|_| here.look.whole).and_then(|f| f.speaker)
        };
        // "L'éleveuse doute. « Non. »": whoever speaks in the sentence before, and has no words there yet.
        let silent = |f: usize| frames[f].items.iter().all(|i| matches!(i, Item::Word(_)));
        // "La ministre s'est exprimée hier." and, in a paragraph of its own, what she said.
        let above = || here.frame.checked_sub(1).filter(|f| here.at == 0 && here.look.whole && silent(*f));
        same.and_then(|f| f.speaker)
            .or_else(|| self.announced_in(scene, frames.get(before().filter(|f| silent(*f))?)?))
            .or_else(last)
            .or_else(|| self.speaker_in(scene, frames.get(before()?)?))
            .or_else(|| self.announced_in(scene, frames.get(above()?)?))
            .or_else(|| subject_in(scene, frames.get(before().filter(|_| here.look.whole && here.look.alone)?)?))
            .or_else(next)
    }

    /// "a-t-il ajouté", "poursuit la journaliste": a pronoun or bare description behind an inserted verb means who spoke
    /// last, unless somebody else has acted since.
    fn follow_pronouns(&self, scene: &Scene<'_>, frames: &[Frame], found: &mut [Found]) {
        for at in 0..found.len() {
            let here = &found[at];
            let inserted = here.cue.is_some_and(|c| c.how == How::Inserted);
            let points = |t: &usize| here.speech && (scene.clitic(*t) || (inserted && scene.bare_description(*t)));
            let Some(pronoun) = here.speaker.filter(points) else { continue };
            let near = |f: &&Found| here.frame <= f.frame + PRONOUN_REACH;
            let last = found[..at].iter().rev().find(|f| f.speech).filter(near).and_then(|f| f.speaker);
            let before = here.frame.checked_sub(1).filter(|f| frames[*f].paragraph == frames[here.frame].paragraph);
            let told = || self.speaker_in(scene, frames.get(before?)?);
            let who = told().filter(|t| !scene.pronoun(*t)).or(last).filter(|t| !scene.pronoun(*t));
            if let Some(who) = who.filter(|w| scene.agrees(*w, pronoun) && !scene.other_acts(*w, pronoun)) {
                found[at].speaker = Some(who);
            }
        }
    }

    /// The speaker that a sentence without quotation names by its cue.
    fn speaker_in(&self, scene: &Scene<'_>, frame: &Frame) -> Option<usize> {
        let seeker = Seeker { scene, cues: &self.cues, frame };
        seeker.attribution(frame.items.len()).filter(|a| a.how != How::Noun).and_then(|a| a.speaker)
    }

    /// Who speaks in a sentence without quotation by a verb of speech: neither the reporter nor a pronoun.
    fn announced_in(&self, scene: &Scene<'_>, frame: &Frame) -> Option<usize> {
        let seeker = Seeker { scene, cues: &self.cues, frame };
        let found = seeker.attribution(frame.items.len()).filter(|a| a.how == How::Before)?;
        found.speaker.filter(|s| !scene.pronoun(*s))
    }

    fn mentions(&self, scene: &Scene<'_>, frames: &[Frame], found: &[Found]) -> Vec<QuoteMention> {
        let mut mentions: Vec<QuoteMention> = Vec::new();
        let mut last: Option<&Found> = None;
        for here in found.iter().filter(|f| f.speech) {
            let seeker = Seeker { scene, cues: &self.cues, frame: &frames[here.frame] };
            let goes_on = last.is_some_and(|l| {
                let part = scene.stretches[here.stretch].link == Link::Rest && l.stretch + 1 == here.stretch;
                part || l.frame == here.frame && seeker.interrupted(l, here)
            });
            let utterance = mentions.last().map_or(0, |m| m.utterance + usize::from(!goes_on));
            let direct = here.look.whole || goes_on && mentions.last().is_some_and(|m| m.kind == QuoteKind::Direct);
            let cue = here.cue.and_then(|c| c.cue);
            let speaker = if goes_on { last.and_then(|l| l.speaker) } else { None };
            mentions.push(QuoteMention {
                span: scene.stretches[here.stretch].inner,
                kind: if direct { QuoteKind::Direct } else { QuoteKind::Mixed },
                utterance,
                cue,
                speaker: speaker.or(here.speaker),
                addressee: cue.and_then(|c| seeker.addressee(c, here.speaker)),
            });
            last = Some(here);
        }
        mentions
    }
}

impl Seeker<'_, '_> {
    /// True where the reporter speaks of himself: "je me demande si".
    pub(super) fn author(&self, speaker: usize) -> bool {
        self.scene.parse.tokens[speaker].morph.person == 1 && self.scene.pos(speaker) == Pos::Pron
    }

    /// True where no other quotation stands between a cue before a stretch and the stretch.
    fn words_between(&self, cue: Attribution, at: usize) -> bool {
        self.frame.items[cue.end.min(at)..at].iter().all(|i| matches!(i, Item::Word(_)))
    }

    /// True where nothing but a comma or a conjunction stands between a quotation and this stretch.
    fn beside(&self, other: &Found, frame: usize, at: usize) -> bool {
        let joins = |i: &Item| matches!(i, Item::Word(t) if matches!(self.scene.pos(*t), Pos::Punct | Pos::Cconj));
        other.frame == frame && self.frame.items[(other.at + 1).min(at)..at].iter().all(joins)
    }

    /// True where nothing but an inserted cue stands between two stretches of a sentence.
    fn interrupted(&self, first: &Found, second: &Found) -> bool {
        let between = &self.frame.items[(first.at + 1).min(second.at)..second.at];
        let only_cue = first.cue.is_some_and(|c| {
            c.how == How::Inserted
                && self.frame.items[c.end.min(second.at)..second.at].iter().all(|i| self.mere_mark(i))
        });
        let begins = first.look.whole || first.at == 0;
        begins && !second.look.whole && (only_cue || between.iter().all(|i| self.mere_mark(i)))
    }

    fn mere_mark(&self, item: &Item) -> bool {
        matches!(item, Item::Word(t) if self.scene.pos(*t) == Pos::Punct)
    }

    /// Who is spoken to: "à Y", "auprès de Y" behind the cue.
    fn addressee(&self, cue: usize, speaker: Option<usize>) -> Option<usize> {
        let words = &self.scene.rules.words;
        let place = self.scene.place(self.frame, cue)?;
        let near = (place + 1..(place + 12).min(self.frame.items.len()))
            .take_while(|i| matches!(self.frame.items[*i], Item::Word(t) if self.scene.pos(t) != Pos::Punct))
            .take_while(|i| !words.content.contains(self.scene.item_word(self.frame.items.get(*i))));
        near.filter(|i| words.addressee.contains(self.scene.item_word(self.frame.items.get(*i)))).find_map(|i| {
            let skip = self.scene.item_word(self.frame.items.get(i + 1));
            let from = if words.belonging.contains(skip) { i + 2 } else { i + 1 };
            let object = self.scene.object_after(self.frame, from)?;
            let place = self.scene.ner(object) == Some(Ner::Loc);
            (self.scene.speaks(object) && !place && Some(object) != speaker).then_some(object)
        })
    }
}

/// What runs over paragraphs with nobody's cue and holds the words of others is a tale: it is they who speak.
fn tales(text: &str, mentions: &[QuoteMention], nested: &[QuoteMention]) -> Vec<usize> {
    let parts = mentions.chunk_by(|a, b| a.utterance == b.utterance);
    let tale = |parts: &&[QuoteMention]| {
        let Some(whole) = parts.first().zip(parts.last()).map(|(a, b)| a.span.join(b.span)) else { return false };
        let cued = parts.iter().any(|p| p.cue.is_some());
        let held = || nested.iter().filter(|n| n.span.overlaps(whole)).count();
        !cued && whole.of(text).contains('\n') && held() >= TOLD_IN_TALE
    };
    parts.filter(tale).map(|parts| parts[0].utterance).collect()
}

/// Who spoke last but one, where turns follow each other: two people take turns.
fn turn_before(scene: &Scene<'_>, found: &[Found], stretch: usize) -> Option<usize> {
    let turn = |s: &usize| scene.stretches[*s].link == Link::Turn;
    let mut before = (0..stretch).rev().filter(turn);
    let (last, other) = (before.next()?, before.next()?);
    let near = |from: usize, to: usize| {
        let between = Span { start: scene.stretches[from].outer.end, end: scene.stretches[to].outer.start };
        // Behind the words of a turn its cue may stand: "– Demain, répondit Anne."
        let below = || between.of(scene.text).split_once('\n').map_or("", |(_, below)| below);
        between.start <= between.end && below().trim().trim_start_matches(mark::DASHES).trim().is_empty()
    };
    let speaker = found.iter().find(|f| f.stretch == other)?.speaker?;
    (near(last, stretch) && near(other, last)).then_some(speaker)
}

/// The somebody who acts in a sentence: "Rosa Klein, la maire, se lève. « Assez ! »"
fn subject_in(scene: &Scene<'_>, frame: &Frame) -> Option<usize> {
    let verb = frame.items.iter().find_map(|i| match i {
        Item::Word(t) if scene.parse.tokens[*t].dep == Dep::Root => Some(*t),
        _ => None,
    })?;
    let subject = scene.by_tree(frame, verb, 0).filter(|t| scene.speaks(*t) && !scene.pronoun(*t))?;
    let who = scene.upgrade(frame, subject);
    (scene.ner(who) == Some(Ner::Per) || scene.named[who].is_none()).then_some(who)
}

/// What is said of one part of an utterance holds for all of them.
fn join(scene: &Scene<'_>, found: &mut [Found]) {
    let mut start = 0;
    while start < found.len() {
        let part =
            |f: &Found, last: &Found| scene.stretches[f.stretch].link == Link::Rest && f.stretch == last.stretch + 1;
        let end = (start + 1..found.len()).find(|i| !part(&found[*i], &found[i - 1])).unwrap_or(found.len());
        let parts = &mut found[start..end];
        if parts.len() > 1 {
            let speaker = parts.iter().find_map(|f| f.speaker);
            let mute = parts.iter().any(|f| f.mute);
            let speech = !mute && parts.iter().any(|f| f.speech);
            parts.iter_mut().for_each(|f| (f.speaker, f.speech, f.mute) = (speaker, speech, mute));
        }
        start = end;
    }
}

/// A heading that repeats a quotation of the text is its quotation too.
fn echo(scene: &Scene<'_>, frames: &[Frame], found: &mut [Found]) {
    let text = |f: &Found| fold(scene.stretches[f.stretch].inner.of(scene.text).trim_end_matches(['.', '!', '?', '…']));
    let spoken: Vec<(String, Option<usize>)> =
        found.iter().filter(|f| f.speech && f.speaker.is_some()).map(|f| (text(f), f.speaker)).collect();
    for here in found.iter_mut().filter(|f| !f.look.named && f.speaker.is_none()) {
        let own = text(here);
        if !(here.speech || here.look.alone || scene.heading(&frames[here.frame])) {
            continue;
        }
        if own.split_whitespace().count() < 2 {
            continue;
        }
        if let Some((_, speaker)) = spoken.iter().find(|(other, _)| other.contains(&own)) {
            here.speech = true;
            here.speaker = *speaker;
        }
    }
}

#[cfg(test)]
mod tests;
