//! Given a text and the marks of its language, yields the stretches between quotation marks, the outermost only.

use super::rules::Rules;
use crate::span::Span;

/// The longest stretch, in bytes, that may lack its closing mark.
const LONGEST_OPEN: usize = 600;

/// Words between marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Stretch {
    /// With the marks.
    pub outer: Span,
    /// Without marks, surrounding white space and a trailing comma.
    pub inner: Span,
}

/// Finds the outermost stretches of every paragraph, in the order of the text.
pub(super) fn stretches(text: &str, rules: &Rules) -> Vec<Stretch> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        paragraph(text, start, start + line.trim_end().len(), rules, &mut found);
        start += line.len();
    }
    found
}

struct Open {
    at: usize,
    mark: char,
}

fn paragraph(text: &str, start: usize, end: usize, rules: &Rules, found: &mut Vec<Stretch>) {
    let mut open: Vec<Open> = Vec::new();
    let mut inner: Vec<Stretch> = Vec::new();
    for (offset, mark) in text[start..end].char_indices() {
        let at = start + offset;
        let (before, after) = (text[..at].chars().next_back(), text[at + mark.len_utf8()..].chars().next());
        let closes = open.iter().rposition(|o| closes(o.mark, mark, rules));
        let opening = opens(mark, before, after, closes.is_some(), rules);
        if opening && (closes.is_none() || is_gap(before)) {
            open.push(Open { at, mark });
        } else if let Some(level) = closes {
            let stretch = cut(text, open[level].at, at, mark.len_utf8(), rules);
            open.truncate(level);
            // A nested one is kept only should the outer mark prove to be a stray one.
            inner.extend(stretch);
        }
    }
    if let Some(stray) = open.first() {
        let nested = inner.iter().any(|s| s.outer.start as usize > stray.at);
        if !nested && end - stray.at <= LONGEST_OPEN {
            inner.extend(cut(text, stray.at, end, 0, rules));
        }
    }
    found.extend(outermost(inner));
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
    rules.pairs.contains(&(open, mark)) || (rules.loose.contains(&open) && rules.loose.contains(&mark))
}

fn cut(text: &str, open: usize, close: usize, mark: usize, rules: &Rules) -> Option<Stretch> {
    let from = open + text[open..].chars().next().map_or(0, char::len_utf8);
    let words = text.get(from..close)?;
    let kept = words.trim_start();
    let start = close - kept.len();
    let kept = kept.trim_end().trim_end_matches(',').trim_end();
    let bare = kept.chars().any(char::is_alphanumeric) && !rules.elisions.iter().any(|e| e == kept);
    bare.then(|| Stretch { outer: Span::new(open, close + mark), inner: Span::new(start, start + kept.len()) })
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
