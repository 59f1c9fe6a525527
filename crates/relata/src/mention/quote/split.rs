//! Given the stretches between marks, yields them parted where the reporter speaks within the marks:
//! "« Il faut agir, dit-elle, et vite. »" is two stretches with the cue between them.

use super::attribution::Seeker;
use super::cue::Cues;
use super::frame::{Frame, Item, Scene};
use super::mark::Stretch;
use crate::span::Span;

/// The stretches parted at the cues within them; `None` where there is none to part.
pub(super) fn parted(scene: &Scene<'_>, cues: &Cues, frames: &[Frame]) -> Option<Vec<Stretch>> {
    let mut bare: Option<Scene<'_>> = None;
    let mut parts: Vec<(usize, Vec<Stretch>)> = Vec::new();
    for frame in frames {
        let seeker = Seeker { scene, cues, frame };
        for (at, item) in frame.items.iter().enumerate() {
            let Item::Quote(stretch) = *item else { continue };
            if !seeker.look(at, stretch).whole || seeker.attribution(at).is_some() {
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

fn part(open: &Scene<'_>, cues: &Cues, scene: &Scene<'_>, stretch: usize) -> Option<Vec<Stretch>> {
    let tokens = scene.tokens_of(stretch).filter(|t| !scene.blank(*t));
    let frame = Frame { items: tokens.map(Item::Word).collect(), paragraph: 0 };
    let seeker = Seeker { scene: open, cues, frame: &frame };
    let from = (2..frame.items.len()).find(|i| seeker.inserted_within(*i))?;
    let end = seeker.cue_group(from)?.end;
    let close = (end..frame.items.len()).find(|i| seeker.punctuation(*i)).unwrap_or(frame.items.len());
    let whole = scene.stretches[stretch];
    let before = scene.parse.tokens[seeker.token(from - 1)?].span;
    // A comma before the cue is the reporter's; another sign is the speaker's.
    let cut = if open.word(seeker.token(from - 1)?) == "," { before.start } else { before.end };
    let first = Span { start: whole.inner.start, end: cut };
    let mut parts = vec![Stretch {
        outer: Span { start: whole.outer.start, end: cut },
        inner: trimmed(scene.text, first),
        ..whole
    }];
    if let Some(token) = seeker.token(close + 1) {
        let start = scene.parse.tokens[token].span.start;
        let inner = Span { start, end: whole.inner.end };
        parts.push(Stretch { outer: Span { start, end: whole.outer.end }, inner, goes_on: true });
    }
    Some(parts)
}

fn trimmed(text: &str, span: Span) -> Span {
    Span { start: span.start, end: span.start + span.of(text).trim_end().len() as u32 }
}

impl Seeker<'_, '_> {
    /// True where a verb of speech with its subject behind it stands between signs at an item.
    fn inserted_within(&self, at: usize) -> bool {
        let found = if self.punctuation(at - 1) { self.cue_group(at) } else { None };
        found.is_some_and(|f| {
            let somebody = f.speaker.is_some_and(|s| self.scene.clitic(s) || self.scene.speaks(s));
            // "Hier, ils ont dit non" is the speaker's own sentence.
            let inverted = f.speaker.is_some_and(|s| self.scene.clitic(s)) || f.speaker > f.cue;
            somebody && inverted && f.end > at && f.end - at <= 10
        })
    }
}
