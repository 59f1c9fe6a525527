//! Given the stretches between marks, yields them parted where the reporter speaks within the marks:
//! "« Il faut agir, dit-elle, et vite. »" is two stretches with the cue between them. The turns of a dialogue by
//! dashes are parted likewise, and taken for speech at all only where some of them hold such a cue.

use super::attribution::{Attribution, How, Seeker};
use super::cue::Cues;
use super::frame::{Frame, Item, Scene};
use super::mark::{self, DASHES, Link, Stretch};
use crate::parse::{Form, Pos, Tense};
use crate::span::Span;

/// The fewest turns with a cue within that make a dialogue of an article's paragraphs with dashes.
const TOLD_TURNS: usize = 2;
/// … and at least one turn in so many.
const TOLD_OF: usize = 12;
/// The longest phrase, in items, by which a cue within the marks names who speaks.
const FARTHEST: usize = 16;

/// The stretches parted at the cues within them; `None` where there is none to part.
pub(super) fn parted(scene: &Scene<'_>, cues: &Cues, frames: &[Frame]) -> Option<Vec<Stretch>> {
    let mut bare: Option<Scene<'_>> = None;
    let mut parts: Vec<(usize, Vec<Stretch>)> = Vec::new();
    let reclosed = mark::reclosed(scene.text, scene.rules);
    for frame in frames {
        let seeker = Seeker { scene, cues, frame };
        for (at, item) in frame.items.iter().enumerate() {
            let Item::Quote(stretch) = *item else { continue };
            let own = scene.stretches[stretch].outer.end;
            if let Some((_, close)) = reclosed.iter().find(|(end, _)| *end == own) {
                let open = bare.get_or_insert_with(|| Scene::new(scene.text, scene.parse, scene.rules, Vec::new()));
                parts.extend(closed_again(open, cues, scene, stretch, *close).map(|p| (stretch, p)));
                continue;
            }
            let beside = |how: How| matches!(how, How::Inserted | How::Prep);
            let turn = scene.stretches[stretch].link == Link::Turn;
            let told = || seeker.attribution(at).is_some_and(|a| beside(a.how));
            if !turn && (!seeker.look(at, stretch).whole || told()) {
                continue;
            }
            let open = bare.get_or_insert_with(|| Scene::new(scene.text, scene.parse, scene.rules, Vec::new()));
            parts.extend(part(open, cues, scene, stretch).map(|p| (stretch, p)));
        }
    }
    if parts.is_empty() {
        return None;
    }
    let mut stretches = scene.stretches.clone();
    for (stretch, new) in parts.into_iter().rev() {
        stretches.splice(stretch..stretch + 1, new);
    }
    Some(stretches)
}

/// True where paragraphs with dashes are a dialogue: some hold the reporter's cue.
pub(super) fn dialogue(scene: &Scene<'_>, cues: &Cues, turns: &[Stretch]) -> bool {
    let told = turns.iter().filter(|t| {
        let frame = words_of(scene, t.inner);
        let seeker = Seeker { scene, cues, frame: &frame };
        (2..frame.items.len()).any(|i| seeker.inserted_within(i))
    });
    let told = told.count();
    told >= TOLD_TURNS && told * TOLD_OF >= turns.len()
}

/// The words of a stretch as a sentence of their own.
fn words_of(scene: &Scene<'_>, span: Span) -> Frame {
    let tokens = scene.parse.under(span).filter(|t| !scene.blank(*t));
    Frame { items: tokens.map(Item::Word).collect(), paragraph: 0 }
}

fn part(open: &Scene<'_>, cues: &Cues, scene: &Scene<'_>, stretch: usize) -> Option<Vec<Stretch>> {
    let whole = scene.stretches[stretch];
    let frame = words_of(open, whole.inner);
    let seeker = Seeker { scene: open, cues, frame: &frame };
    let mut parts: Vec<Stretch> = Vec::new();
    let mut resume = Some(0);
    while let Some(start) = resume {
        let first = parts.is_empty();
        let link = if first { whole.link } else { Link::Rest };
        let span = scene.parse.tokens[seeker.token(start)?].span;
        let (from, inner_from) = if first { (whole.outer.start, whole.inner.start) } else { (span.start, span.start) };
        let Some(cue) = (start + 2..frame.items.len()).find(|i| seeker.inserted_within(*i)) else {
            let inner = Span { start: inner_from, end: whole.inner.end };
            parts.push(Stretch { outer: Span { start: from, end: whole.outer.end }, inner, link });
            break;
        };
        let before = scene.parse.tokens[seeker.token(cue - 1)?].span;
        // A comma before the cue is the reporter's; another sign is the speaker's.
        let own = open.word(seeker.token(cue - 1)?) != ",";
        let cut = if own { before.end } else { before.start };
        let inner = trimmed(scene.text, Span { start: inner_from, end: cut });
        parts.push(Stretch { outer: Span { start: from, end: cut }, inner, link });
        resume = seeker.resumes(seeker.cue_group(cue)?.end, whole.link == Link::Turn);
    }
    let kept = parts.len() > 1 || parts.first().is_some_and(|p| p.outer != whole.outer);
    kept.then_some(parts)
}

/// A stretch and the rest of its utterance, which begins behind its cue without a mark and ends with one:
/// "« Oui », dit-elle, et demain. »"
fn closed_again(
    open: &Scene<'_>,
    cues: &Cues,
    scene: &Scene<'_>,
    stretch: usize,
    close: usize,
) -> Option<Vec<Stretch>> {
    let whole = scene.stretches[stretch];
    let mark = open.text.get(close..)?.chars().next()?;
    let frame = words_of(open, Span { start: whole.inner.end, end: close as u32 });
    let seeker = Seeker { scene: open, cues, frame: &frame };
    let cue = (1..frame.items.len()).find(|i| !seeker.punctuation(*i)).filter(|i| seeker.inserted_within(*i))?;
    let rest = seeker.resumes(seeker.cue_group(cue)?.end, false)?;
    if (cue..rest).any(|i| seeker.token(i).is_some_and(|t| open.stop(t))) {
        return None;
    }
    let start = seeker.token(rest)?;
    let start = scene.parse.tokens[start].span.start;
    let free = scene.stretches.get(stretch + 1).is_none_or(|s| s.outer.start as usize >= close);
    let inner = trimmed(scene.text, Span { start, end: close as u32 });
    let outer = Span { start, end: (close + mark.len_utf8()) as u32 };
    (free && start >= whole.outer.end && inner.start < inner.end)
        .then(|| vec![whole, Stretch { outer, inner, link: Link::Rest }])
}

fn trimmed(text: &str, span: Span) -> Span {
    let left = |c: char| c.is_whitespace() || matches!(c, '"' | '»' | '”' | '›');
    Span { start: span.start, end: span.start + span.of(text).trim_end_matches(left).len() as u32 }
}

impl Seeker<'_, '_> {
    /// True where a verb of speech with its subject behind it stands between signs at an item.
    fn inserted_within(&self, at: usize) -> bool {
        let words = &self.scene.rules.words;
        let found = if self.punctuation(at - 1) { self.cue_group(at) } else { None };
        found.is_some_and(|f| {
            let Some(speaker) = f.speaker else { return false };
            let clitic = self.scene.clitic(speaker);
            // "Hier, ils ont dit non" is the speaker's own sentence, and "qu'en dites-vous" his own question.
            let inverted = clitic || Some(speaker) > f.cue;
            let asks = clitic && words.addressed.contains(self.scene.word(speaker).trim_start_matches('-'));
            let listed = f.cue.is_some_and(|c| self.cues.inserted(self.scene, c).is_some() && speaker <= c + 3);
            let closed = listed && self.punctuation(f.end) && self.scene.nominal(speaker) && self.led(at, &f);
            // "comme disait un membre de sa famille" is the speaker's own clause.
            let own = self.token(at).is_some_and(|t| self.scene.pos(t) == Pos::Sconj && !self.scene.clitic(t));
            let somebody = clitic || self.scene.speaks(speaker) || closed;
            somebody && inverted && !asks && !own && f.end > at && f.end - at <= FARTHEST
        })
    }

    /// True where nothing but auxiliaries, adverbs and objects stands before the verb of a cue: "cela leur fera plaisir" has
    /// a subject there.
    fn led(&self, at: usize, cue: &Attribution) -> bool {
        let words = &self.scene.rules.words;
        let before = (at..cue.end).filter_map(|i| self.token(i)).take_while(|t| Some(*t) != cue.cue);
        before.into_iter().all(|t| {
            let object = words.objects.contains(self.scene.word(t)) || words.reflexives.contains(self.scene.word(t));
            object || matches!(self.scene.pos(t), Pos::Aux | Pos::Adv | Pos::Verb)
        })
    }

    /// The item at which the speaker goes on after a cue that ends at an item; `None` where the rest is the reporter's.
    fn resumes(&self, end: usize, turn: bool) -> Option<usize> {
        let mut at = (end..self.frame.items.len()).find(|i| self.punctuation(*i))?;
        loop {
            let next = self.token(at + 1)?;
            let stop = self.scene.stop(self.token(at)?);
            if turn && stop {
                let dash = (at + 1..self.frame.items.len()).find(|i| self.dash(*i))?;
                return self.token(dash + 1).map(|_| dash + 1);
            }
            let comma = self.scene.item_word(self.frame.items.get(at)) == ",";
            if !comma || !self.goes_with_cue(at + 1, turn) {
                return Some(if self.punctuation(at + 1) && self.dash(at + 1) { at + 2 } else { at + 1 });
            }
            at = (self.scene.place(self.frame, next)?..self.frame.items.len()).find(|i| self.punctuation(*i))?;
        }
    }

    fn dash(&self, at: usize) -> bool {
        let word = self.scene.item_word(self.frame.items.get(at));
        !word.is_empty() && word.chars().all(|c| DASHES.contains(&c))
    }

    /// "en souriant", "qui n'en croit rien", "d'une voix faible": what follows a cue and its comma is the reporter's.
    fn goes_with_cue(&self, at: usize, turn: bool) -> bool {
        let Some(first) = self.token(at) else { return false };
        let words = &self.scene.rules.words;
        let phrase: Vec<usize> =
            (at..self.frame.items.len()).take_while(|i| !self.punctuation(*i)).filter_map(|i| self.token(i)).collect();
        let verb = phrase.iter().take(4).find(|t| matches!(self.scene.pos(**t), Pos::Verb | Pos::Aux));
        let participle = verb.is_some_and(|v| {
            let token = &self.scene.parse.tokens[*v];
            let inflected = *token.lemma != *self.scene.word(*v);
            token.morph.form == Form::Part && token.morph.tense == Tense::Pres && inflected
        });
        let introduced = self.scene.pos(first) == Pos::Adp;
        let manner = introduced && phrase.iter().take(6).any(|t| words.manner.contains(self.scene.word(*t)));
        // "…, dit-elle, pour le calmer ; je reviens": only what stands behind the semicolon is said.
        let apart = self.next_strong(at) == Some(";") && (introduced || !self.tells(at));
        let narrates = turn && self.scene.pos(first) == Pos::Cconj;
        participle || words.relatives.contains(self.scene.word(first)) || manner || apart || narrates
    }

    /// True where a finite verb stands between an item and the next semicolon.
    fn tells(&self, at: usize) -> bool {
        let until = (at..self.frame.items.len()).take_while(|i| self.scene.item_word(self.frame.items.get(*i)) != ";");
        until.filter_map(|i| self.token(i)).any(|t| self.finite_verb(t))
    }

    /// The first sign from an item on that parts clauses or sentences.
    fn next_strong(&self, at: usize) -> Option<&str> {
        let mut words = (at..self.frame.items.len()).map(|i| self.scene.item_word(self.frame.items.get(i)));
        words.find(|w| matches!(*w, ";" | ":" | "." | "!" | "?" | "…"))
    }
}
