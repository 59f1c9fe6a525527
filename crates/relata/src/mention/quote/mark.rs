//! Given a text and the marks of its language, yields the stretches between quotation marks, the outermost only.

use super::rules::Rules;
use crate::span::Span;

/// The longest stretch, in bytes, that may lack its closing mark.
const LONGEST_OPEN: usize = 600;
/// How many paragraphs a mark may stay open over that begin with no mark of their own.
const PARAGRAPHS: usize = 6;
/// The fewest words of two paragraphs, each a quotation from mark to mark, that make them one utterance: shorter ones
/// may answer one another.
const LONG: usize = 25;
/// How many turns of a dialogue one pair of marks may hold.
const TURNS: usize = 60;
/// Signs that begin a turn of a dialogue.
pub(super) const DASHES: [char; 4] = ['-', '–', '—', '―'];

/// Words between marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    /// With the marks.
    pub outer: Span,
    /// Without marks, surrounding white space and a trailing comma.
    pub inner: Span,
    /// How it stands to the stretch before it.
    pub link: Link,
}

/// How a stretch stands to the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Link {
    /// An utterance of its own.
    New,
    /// One utterance with it: a later paragraph, or what follows an inserted cue.
    Rest,
    /// The next turn of a dialogue, behind a dash: certainly speech.
    Turn,
}

/// Finds the outermost stretches of every paragraph, in the order of the text. A mark that its paragraph does not
/// close stays open where the next one begins with such a mark again, or where one soon after closes it.
pub(super) fn stretches(text: &str, rules: &Rules) -> Vec<Stretch> {
    let paragraphs = paragraphs(text, rules);
    let mut found: Vec<Stretch> = Vec::new();
    let (mut at, mut goes_on) = (0, false);
    while at < paragraphs.len() {
        let here = &paragraphs[at];
        let mut own = here.stretches.clone();
        let lost =
            |s: usize| here.end - s > LONGEST_OPEN && here.stretches.iter().all(|q| (q.outer.start as usize) < s);
        let opens = here.stray.filter(|s| goes_on && *s == here.start || here.announces(text, *s) || lost(*s));
        let reach = opens.and_then(|stray| reach(text, rules, &paragraphs, at, stray));
        if let (Some(stray), Some(last)) = (opens, reach) {
            own.retain(|s| (s.outer.start as usize) < stray);
            own.extend(cut(text, stray, here.end, 0, rules));
            mark_first(&mut own, goes_on && stray == here.start);
            found.extend(own);
            found.extend(paragraphs[at + 1..last].iter().filter_map(|p| p.between(text, rules, p.end)));
            // The paragraph that only closes, or the next that opens anew.
            let closing = paragraphs[last].dangling.filter(|_| !paragraphs[last].opens(text, rules));
            found.extend(closing.and_then(|close| paragraphs[last].between(text, rules, close)));
            found.extend(closing.map(|_| paragraphs[last].stretches.clone()).unwrap_or_default());
            at = if closing.is_some() { last + 1 } else { last };
            goes_on = closing.is_none();
            continue;
        }
        if let Some(stray) = here.stray {
            own = here.with_stray(text, rules, stray);
        }
        let after =
            at.checked_sub(1).is_some_and(|b| paragraphs[b].is_long_quotation(text) && here.is_long_quotation(text));
        mark_first(&mut own, goes_on && here.opens(text, rules) || after);
        found.extend(own);
        (at, goes_on) = (at + 1, false);
    }
    found.into_iter().flat_map(|s| answers(text, s, rules)).collect()
}

/// The stretch cut where, between one pair of marks, another answers: "« Vous partez ? — Demain. »"
fn answers(text: &str, whole: Stretch, rules: &Rules) -> Vec<Stretch> {
    let words = whole.inner.of(text);
    let answer = |(at, sign): &(usize, char)| {
        let behind = words[*at..].trim_start_matches(DASHES);
        let asked = words[..*at].trim_end().ends_with('?');
        DASHES.contains(sign) && asked && behind.trim_start().starts_with(char::is_uppercase)
    };
    let cuts: Vec<usize> = words.char_indices().filter(answer).map(|(at, _)| at).collect();
    let base = whole.inner.start as usize;
    let (mut parts, mut start, mut inner, mut link) = (Vec::new(), whole.outer.start as usize, base, whole.link);
    for cut in cuts.into_iter().map(|at| base + at) {
        let behind = text.len() - text[cut..].trim_start_matches(DASHES).len();
        let Some(span) = trimmed(text, inner, cut, rules) else { return vec![whole] };
        parts.push(Stretch { outer: Span::new(start, cut), inner: span, link });
        (start, inner, link) = (cut, behind, Link::Turn);
    }
    let Some(span) = trimmed(text, inner, whole.inner.end as usize, rules) else { return vec![whole] };
    parts.push(Stretch { outer: Span::new(start, whole.outer.end as usize), inner: span, link });
    parts
}

fn mark_first(own: &mut [Stretch], goes_on: bool) {
    if let Some(first) = own.first_mut() {
        first.link = if goes_on { Link::Rest } else { first.link };
    }
}

/// The paragraph up to which a mark that opened at `stray` stays open: the next, where it begins with a mark again,
/// else the one that closes it.
fn reach(text: &str, rules: &Rules, paragraphs: &[Paragraph], at: usize, stray: usize) -> Option<usize> {
    let mark = text[stray..].chars().next()?;
    let next = paragraphs.get(at + 1)?;
    if text[next.start..].starts_with(mark) {
        return Some(at + 1);
    }
    let turn = text[next.start..].starts_with(DASHES);
    let ahead = paragraphs.iter().enumerate().skip(at + 1).take(if turn { TURNS } else { PARAGRAPHS });
    let first = ahead.into_iter().find(|(_, p)| p.dangling.is_some() || p.stray.is_some() || !p.stretches.is_empty());
    let (last, closing) = first?;
    let close = closing.dangling.filter(|d| closing.stretches.iter().all(|s| s.outer.start as usize > *d))?;
    closes(mark, text[close..].chars().next()?, rules).then_some(last)
}

/// A line of the text with what is marked in it.
struct Paragraph {
    start: usize,
    end: usize,
    /// The outermost closed stretches.
    stretches: Vec<Stretch>,
    /// All closed stretches.
    closed: Vec<Stretch>,
    /// The first mark that is not closed.
    stray: Option<usize>,
    /// The first mark that closes nothing.
    dangling: Option<usize>,
}

impl Paragraph {
    /// True where it begins with an opening mark.
    fn opens(&self, text: &str, rules: &Rules) -> bool {
        let first = text[self.start..self.end].chars().next();
        first.is_some_and(|c| rules.pairs.iter().any(|(open, _)| *open == c))
    }

    /// True where it is one quotation from mark to mark, and a long one.
    fn is_long_quotation(&self, text: &str) -> bool {
        let [whole] = self.stretches.as_slice() else { return false };
        let words = whole.inner.of(text).split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count();
        whole.outer.start as usize == self.start && whole.outer.end as usize == self.end && words >= LONG
    }

    /// Where its words begin behind the dash of a turn.
    fn behind_dash(&self, text: &str) -> usize {
        self.end - text[self.start..self.end].trim_start_matches(DASHES).trim_start().len()
    }

    /// True where a mark begins the paragraph, a dash before it or not, or stands behind a colon.
    fn announces(&self, text: &str, mark: usize) -> bool {
        let before = text[self.start..mark].trim_end();
        before.ends_with(':') || before.chars().all(|c| DASHES.contains(&c))
    }

    /// Its words up to a mark, as the rest of an utterance.
    fn between(&self, text: &str, rules: &Rules, close: usize) -> Option<Stretch> {
        let words = self.behind_dash(text);
        let link = if words > self.start { Link::Turn } else { Link::Rest };
        let inner = trimmed(text, words, close, rules)?;
        let outer =
            Span::new(self.start, close + if close < self.end { text[close..].chars().next()?.len_utf8() } else { 0 });
        Some(Stretch { outer, inner, link })
    }

    /// Its stretches where its first open mark is not taken up by a later paragraph.
    fn with_stray(&self, text: &str, rules: &Rules, stray: usize) -> Vec<Stretch> {
        let mut own = self.stretches.clone();
        let nested = own.iter().rev().find(|s| s.outer.start as usize > stray);
        // "« Il a crié : « Partez ! »": one mark closes both.
        let both = nested.is_some_and(|s| s.outer.end as usize == self.end && self.announces(text, stray));
        if both {
            own.retain(|s| (s.outer.start as usize) < stray);
            own.extend(cut(text, stray, self.end, 0, rules));
        } else if nested.is_none() && self.end - stray <= LONGEST_OPEN {
            own.extend(cut(text, stray, self.end, 0, rules));
        }
        own
    }
}

/// The marks that close nothing, each with the end of the closed words before it in its paragraph: in "« Oui », dit-il, et
/// demain. »" the second one.
pub(super) fn reclosed(text: &str, rules: &Rules) -> Vec<(u32, usize)> {
    let again = |p: Paragraph| {
        let close = p.dangling?;
        let last = p.stretches.iter().rev().find(|s| s.outer.end as usize <= close)?;
        Some((last.outer.end, close))
    };
    paragraphs(text, rules).into_iter().filter_map(again).collect()
}

/// The outermost stretches within those of an article: words that a speaker gives as somebody's.
pub(super) fn nested(text: &str, rules: &Rules, outer: &[Stretch]) -> Vec<Stretch> {
    let within = |s: &Stretch| {
        let at = outer.partition_point(|o| o.outer.end <= s.outer.start);
        outer.get(at).is_some_and(|o| o.outer.start < s.outer.start && s.outer.end <= o.outer.end)
    };
    paragraphs(text, rules).into_iter().flat_map(|p| outermost(p.closed.into_iter().filter(within).collect())).collect()
}

/// The paragraphs that begin with a dash and hold no mark at their beginning, as turns of a dialogue.
pub(super) fn turns(text: &str, rules: &Rules) -> Vec<Stretch> {
    let own = |p: &Paragraph| {
        let words = p.behind_dash(text);
        let free = words > p.start && !text[words..].starts_with(|c| rules.pairs.iter().any(|(open, _)| *open == c));
        let gap = text[p.start..words].ends_with(char::is_whitespace);
        let inner = if free && gap { trimmed(text, words, p.end, rules) } else { None };
        inner.map(|inner| Stretch { outer: Span::new(p.start, p.end), inner, link: Link::Turn })
    };
    paragraphs(text, rules).iter().filter_map(own).collect()
}

fn paragraphs(text: &str, rules: &Rules) -> Vec<Paragraph> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let (from, end) = (start + line.len() - line.trim_start().len(), start + line.trim_end().len());
        if from < end {
            found.push(paragraph(text, from, end, rules));
        }
        start += line.len();
    }
    found
}

struct Open {
    at: usize,
    mark: char,
}

fn paragraph(text: &str, start: usize, end: usize, rules: &Rules) -> Paragraph {
    let mut open: Vec<Open> = Vec::new();
    let mut inner: Vec<Stretch> = Vec::new();
    let mut dangling = None;
    for (offset, mark) in text[start..end].char_indices() {
        let at = start + offset;
        let (before, after) = (text[..at].chars().next_back(), text[at + mark.len_utf8()..].chars().next());
        // "the workers' pay", "don’t": an apostrophe is no mark.
        let lettered = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if matches!(mark, '\'' | '’') && lettered(after) && !is_gap(before) {
            continue;
        }
        // "in the '90s": a year cut short.
        if matches!(mark, '\'' | '’') && is_gap(before) && after.is_some_and(|c| c.is_ascii_digit()) {
            continue;
        }
        let closes = open.iter().rposition(|o| closes(o.mark, mark, rules));
        let opening = opens(mark, before, after, closes.is_some(), rules);
        if opening && (closes.is_none() || is_gap(before)) {
            open.push(Open { at, mark });
        } else if let Some(level) = closes {
            let stretch = cut(text, open[level].at, at, mark.len_utf8(), rules);
            open.truncate(level);
            // A nested one is kept only should the outer mark prove to be a stray one.
            inner.extend(stretch);
        } else if rules.pairs.iter().any(|(_, close)| *close == mark) {
            dangling = dangling.or(Some(at));
        }
    }
    Paragraph {
        start,
        end,
        stretches: outermost(inner.clone()),
        closed: inner,
        // "in the '90s": what opens nothing was an apostrophe.
        stray: open.iter().find(|o| o.mark != '\'').map(|o| o.at),
        dangling,
    }
}

fn outermost(mut all: Vec<Stretch>) -> Vec<Stretch> {
    all.sort_by_key(|s| (s.outer.start, std::cmp::Reverse(s.outer.end)));
    let mut kept: Vec<Stretch> = Vec::new();
    for stretch in all {
        if kept.last().is_none_or(|last| last.outer.end <= stretch.outer.start) {
            kept.push(stretch);
        }
    }
    kept
}

fn opens(mark: char, before: Option<char>, after: Option<char>, closable: bool, rules: &Rules) -> bool {
    let loose = rules.loose.contains(&mark);
    let paired = rules.pairs.iter().any(|(o, c)| *o == mark && o != c);
    if !loose {
        return paired;
    }
    let begins = is_gap(before) || before.is_some_and(|c| matches!(c, '(' | '[' | '\'' | '’' | '«' | '—' | '–' | '-'));
    let holds =
        after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '(' | '[' | '«' | '“' | '…' | '\'' | '’' | '-'));
    match (begins, holds) {
        (true, true) => true,
        (true, false) => !closable && after.is_some(),
        (false, true) => !closable && after.is_some_and(char::is_alphanumeric),
        (false, false) => false,
    }
}

fn is_gap(before: Option<char>) -> bool {
    before.is_none_or(char::is_whitespace)
}

fn closes(open: char, mark: char, rules: &Rules) -> bool {
    let single = |c: char| matches!(c, '\'' | '‘' | '’');
    let loose = |c: char| rules.loose.contains(&c);
    rules.pairs.contains(&(open, mark)) || (loose(open) && loose(mark) && single(open) == single(mark))
}

fn cut(text: &str, open: usize, close: usize, mark: usize, rules: &Rules) -> Option<Stretch> {
    let from = open + text[open..].chars().next().map_or(0, char::len_utf8);
    let inner = trimmed(text, from, close, rules)?;
    Some(Stretch { outer: Span::new(open, close + mark), inner, link: Link::New })
}

/// The words between two bytes without surrounding white space and a trailing comma; `None` for an elision.
fn trimmed(text: &str, from: usize, close: usize, rules: &Rules) -> Option<Span> {
    let words = text.get(from..close)?;
    let kept = words.trim_start();
    let start = close - kept.len();
    let kept = kept.trim_end().trim_end_matches(',').trim_end();
    let bare = kept.chars().any(char::is_alphanumeric) && !rules.elisions.iter().any(|e| e == kept);
    bare.then(|| Span::new(start, start + kept.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Data;

    fn check(text: &str, expected: &[&str]) {
        let rules = Rules::load(&Data::builtin(), "fr").unwrap();
        let found: Vec<&str> = stretches(text, &rules).iter().map(|s| s.inner.of(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn spaces_of_all_widths_are_left_out() {
        check("Il parle d’« un\u{a0}choix\u{202f}» et de «\u{a0}raison\u{a0}».", &["un\u{a0}choix", "raison"]);
    }

    #[test]
    fn the_outer_marks_make_the_quotation() {
        check("« Le mot “guerre” fait peur », dit-elle.", &["Le mot “guerre” fait peur"]);
        check("« Ils disent « jamais » et partent. »", &["Ils disent « jamais » et partent."]);
    }

    #[test]
    fn mixed_marks_close_each_other() {
        check("“Tout est prêt\", dit-il, et \"rien ne presse”.", &["Tout est prêt", "rien ne presse"]);
    }

    #[test]
    fn a_mark_that_is_not_closed_ends_with_the_paragraph() {
        check("Elle veut un texte \"qui soit voté.\n\nLa suite", &["qui soit voté."]);
    }

    #[test]
    fn each_paragraph_of_an_utterance_opens_anew() {
        check(
            "Il dit : « Un.\n« Deux « et demi » ici.\n« Trois. »\n« Autre. »",
            &["Un.", "Deux « et demi » ici.", "Trois.", "Autre."],
        );
        let rules = Rules::load(&Data::builtin(), "fr").unwrap();
        let links: Vec<Link> =
            stretches("« Un.\n\n« Deux.\n« Trois. »\n« Autre. »", &rules).iter().map(|s| s.link).collect();
        assert_eq!(links, [Link::New, Link::Rest, Link::Rest, Link::New]);
    }

    #[test]
    fn a_later_paragraph_may_close_the_mark() {
        check("« Un début.\n\nUn milieu.\n\nLa fin », dit-elle.", &["Un début.", "Un milieu.", "La fin"]);
    }

    #[test]
    fn an_answer_between_the_same_marks_is_a_turn_of_its_own() {
        check("« Vous partez ? — Demain, à l'aube. »", &["Vous partez ?", "Demain, à l'aube."]);
        check("« Vous partez ? --Oui, et toi ? -- Non. »", &["Vous partez ?", "Oui, et toi ?", "Non."]);
        check("« Un accord – s'il vient – suffira. »", &["Un accord – s'il vient – suffira."]);
        check("« Il part. – et vite »", &["Il part. – et vite"]);
    }

    #[test]
    fn one_mark_may_close_two() {
        check("« Il a crié : « Partez ! »\nPuis rien.", &["Il a crié : « Partez ! »"]);
    }

    #[test]
    fn single_marks_are_told_from_apostrophes() {
        let mut rules = Rules::load(&Data::builtin(), "fr").unwrap();
        rules.pairs.extend([('‘', '’'), ('\'', '\'')]);
        rules.loose.push('\'');
        let found = |text: &str| -> Vec<String> {
            stretches(text, &rules).iter().map(|s| s.inner.of(text).to_owned()).collect()
        };
        assert_eq!(found("He said: ‘We don’t know.’ Then ‘no’."), ["We don’t know.", "no"]);
        assert_eq!(found("She said 'it isn't over' and left."), ["it isn't over"]);
        assert_eq!(found("He sang in the '90s. \"The workers' pay is low,\" she said."), ["The workers' pay is low"]);
        assert_eq!(found("\"He told me: 'We shall see,'\" she said."), ["He told me: 'We shall see,'"]);
    }

    #[test]
    fn a_stray_mark_does_not_swallow_later_quotations() {
        check("Un « début sans fin. Puis « rien », puis « tout ».", &["rien", "tout"]);
    }

    #[test]
    fn straight_marks_pair_by_what_stands_beside_them() {
        check("Une \"trêve\", puis l'\"accord\" : \"On signe.\"", &["trêve", "accord", "On signe."]);
    }

    #[test]
    fn empty_marks_hold_nothing() {
        check("Rien entre «  » ni « (…) ».", &[]);
    }
}
