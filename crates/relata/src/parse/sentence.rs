//! Given the tokens of a text, yields where sentences begin: paragraphs, punctuation, abbreviations, quotation marks.

use crate::error::Error;
use crate::pack::Data;
use crate::span::Span;
use rustc_hash::FxHashSet;
use serde::Deserialize;

/// How many tokens a dateline has at most.
const DATELINE: usize = 16;

/// How many tokens it has where only the agency between brackets gives it away.
const AGENCY: usize = 8;

/// The rules of one language, from `packs/*/sentence.toml`.
#[derive(Debug, Clone)]
pub struct Boundaries {
    abbreviations: FxHashSet<String>,
    terminators: FxHashSet<String>,
    closers: FxHashSet<String>,
    openers: FxHashSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    abbreviations: Vec<String>,
    terminators: Vec<String>,
    closers: Vec<String>,
    openers: Vec<String>,
}

impl Boundaries {
    /// Reads the rules of a language.
    ///
    /// # Errors
    /// A missing file, or one that is not as documented in `packs/README.md`.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        let path = format!("packs/{language}/sentence.toml");
        let text = data.text(&path).ok_or_else(|| Error::pack(&path, 0, "the file is missing"))?;
        let file: File = toml::from_str(&text).map_err(|e| Error::pack(&path, 0, e))?;
        let set = |list: Vec<String>| list.into_iter().collect();
        Ok(Self {
            abbreviations: file.abbreviations.iter().map(|a| a.to_lowercase()).collect(),
            terminators: set(file.terminators),
            closers: set(file.closers),
            openers: set(file.openers),
        })
    }

    /// For each token, whether a sentence begins with it. The first does; white space stays with what is before it.
    pub fn starts(&self, text: &str, tokens: &[Span]) -> Vec<bool> {
        let mut starts = vec![false; tokens.len()];
        // What stands since the last word: a terminator, a line break.
        let (mut ended, mut broken, mut begun) = (false, true, false);
        let (mut end, mut dated) = (0, None);
        for (at, span) in tokens.iter().enumerate() {
            let word = span.of(text);
            broken |= text.get(end..span.start as usize).is_some_and(|gap| gap.contains('\n'));
            if broken && !word.trim().is_empty() {
                dated = dateline(text, &tokens[at..]).map(|length| at + length);
            }
            broken |= dated == Some(at);
            end = span.end as usize;
            if word.trim().is_empty() {
                broken |= word.contains('\n');
                continue;
            }
            starts[at] = !begun || broken || (ended && self.may_begin(word));
            begun = true;
            broken = false;
            ended = if self.terminators.contains(word) {
                !self.abbreviates(text, tokens, at)
            } else {
                let dotted = word.ends_with('.') && word.len() > 1;
                (ended && self.closers.contains(word))
                    || (dotted
                        && !self.abbreviations.contains(&word.to_lowercase())
                        && !is_initial(word)
                        && word.matches('.').count() == 1)
            };
        }
        starts
    }

    fn may_begin(&self, word: &str) -> bool {
        self.openers.contains(word) || word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
    }

    /// True where the full stop at `at` belongs to the word before it: "M", "J", "p".
    fn abbreviates(&self, text: &str, tokens: &[Span], at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|b| tokens[b]) else { return false };
        let word = before.of(text);
        before.end == tokens[at].start
            && tokens[at].of(text) == "."
            && (self.abbreviations.contains(&format!("{}.", word.to_lowercase())) || is_initial(word))
    }
}

/// How many tokens the dateline at the head of a paragraph takes: "LIMA, Peru (AP) —", "PARIS, 12 mars (AFP) -".
fn dateline(text: &str, tokens: &[Span]) -> Option<usize> {
    let word = |t: &Span| t.of(text);
    let dash = tokens.iter().take(DATELINE).position(|t| matches!(word(t), "—" | "–" | "-" | "--"))?;
    let (before, behind) = (dash.checked_sub(1).map(|b| tokens[b])?, tokens.get(dash + 1)?);
    let begins = !word(behind).chars().next().is_some_and(char::is_lowercase);
    let apart = before.end < tokens[dash].start && tokens[dash].end < behind.start && begins;
    let broken =
        |pair: &[Span]| text.get(pair[0].end as usize..pair[1].start as usize).is_none_or(|g| g.contains('\n'));
    let city = word(&tokens[0]);
    let capitals = city.chars().filter(|c| c.is_uppercase()).count() > 2 && !city.chars().any(char::is_lowercase);
    let agency = word(&before) == ")" && city.chars().next().is_some_and(char::is_uppercase);
    // Small letters stand only in the name of a month, before an agency.
    let small = |t: &Span| word(t).chars().next().is_some_and(char::is_lowercase);
    let named = agency || !tokens[..dash].iter().any(small);
    let short = agency && !capitals && dash > AGENCY;
    (apart && (capitals || agency) && named && !short && !tokens[..=dash].windows(2).any(broken)).then_some(dash + 1)
}

/// "J." or "J": one capital letter.
fn is_initial(word: &str) -> bool {
    let mut letters = word.trim_end_matches('.').chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let rules = Boundaries::load(&Data::builtin(), "fr").unwrap();
        let mut tokens = Vec::new();
        for word in regex::Regex::new(r"\w+['’]|[\w-]+|\.\.\.|\n+|[^\w\s]").unwrap().find_iter(text) {
            tokens.push(Span::new(word.start(), word.end()));
        }
        let starts = rules.starts(text, &tokens);
        let begins: Vec<usize> = (0..tokens.len()).filter(|t| starts[*t]).map(|t| tokens[t].start as usize).collect();
        let found: Vec<&str> =
            begins.iter().zip(begins[1..].iter().chain([&text.len()])).map(|(a, b)| text[*a..*b].trim()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_break_ends_a_sentence() {
        check("Rome proteste\n\nParis se tait", &["Rome proteste", "Paris se tait"]);
    }

    #[test]
    fn a_dateline_stands_alone() {
        check("LIMA, Pérou (AP) — Quito proteste.", &["LIMA, Pérou (AP) —", "Quito proteste."]);
        check("Lima (AFP) - Quito proteste.", &["Lima (AFP) -", "Quito proteste."]);
        check("LIMA, 12 mars (Xinhua) -- Quito proteste.", &["LIMA, 12 mars (Xinhua) --", "Quito proteste."]);
    }

    #[test]
    fn other_dashes_do_not_end_a_sentence() {
        check("L'ONU – comme Quito – proteste.", &["L'ONU – comme Quito – proteste."]);
        check("Quito (Pérou) a perdu - de peu.", &["Quito (Pérou) a perdu - de peu."]);
    }

    #[test]
    fn abbreviations_and_initials_do_not() {
        check("M. Silva et J. Ortiz partent. Ils reviendront.", &["M. Silva et J. Ortiz partent.", "Ils reviendront."]);
    }

    #[test]
    fn a_closing_mark_stays_with_its_sentence() {
        check("«Nous partons.» Il sort.", &["«Nous partons.»", "Il sort."]);
    }

    #[test]
    fn a_quotation_goes_on_into_its_cue() {
        check("«Nous partons !», a dit Lima.", &["«Nous partons !», a dit Lima."]);
    }
}
