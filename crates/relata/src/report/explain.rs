//! Given what decided, yields the lines by which a report explains itself.

use super::Page;
use super::role::Filled;
use super::status::Judged;
use crate::mention::when::Timed;

/// One line a decision: path in the tree, roles, status, time.
pub(super) fn lines(page: Page<'_>, trigger: usize, filled: &[Filled], judged: &Judged, timed: &Timed) -> Vec<String> {
    let parse = page.parse;
    let path: Vec<String> =
        parse.up(trigger).map(|t| format!("{} ({})", parse.word(page.text, t), parse.tokens[t].dep.as_str())).collect();
    let mut lines = vec![format!("tree: {}", path.join(" ← "))];
    for role in filled.iter().filter(|f| !f.actors.is_empty()) {
        let names: Vec<&str> = role.actors.iter().map(|a| page.entities.actors[*a].name.as_str()).collect();
        let word = role.token.map_or("", |t| parse.word(page.text, t));
        lines.push(format!("role {}: {word} = {}", role.path, names.join(", ")));
    }
    lines.extend(judged.evidence.iter().cloned());
    match (timed.expression, timed.when) {
        (Some(at), _) => lines.push(format!("time: {} = {}", page.times[at].span.of(page.text), page.times[at].value)),
        (None, Some(_)) => lines.push("time: no expression near; the article's day".to_owned()),
        (None, None) => lines.push("time: not told".to_owned()),
    }
    lines
}
