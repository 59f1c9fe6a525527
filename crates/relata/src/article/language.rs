//! Given a text, yields its language: only what a pack is for, or what must be told from it.

use lingua::{Language, LanguageDetector, LanguageDetectorBuilder};

/// How many code points of a text decide its language, and of a paragraph.
const ENOUGH: usize = 1200;
const ENOUGH_OF_ONE: usize = 300;
/// A text of this many paragraphs is judged by the majority of them, weighed by their length.
const MANY: usize = 3;

/// The languages that are told apart.
const LANGUAGES: [Language; 9] = [
    Language::Arabic,
    Language::Dutch,
    Language::English,
    Language::French,
    Language::German,
    Language::Italian,
    Language::Portuguese,
    Language::Russian,
    Language::Spanish,
];

/// True for the ISO 639-1 code of a language that is told from others by the words of a text.
pub fn is_told_apart(code: &str) -> bool {
    LANGUAGES.iter().any(|language| language.iso_code_639_1().to_string().eq_ignore_ascii_case(code))
}

/// Tells languages apart.
pub struct Languages {
    detector: LanguageDetector,
}

impl Default for Languages {
    fn default() -> Self {
        Self::new()
    }
}

impl Languages {
    /// Loads the detector.
    pub fn new() -> Self {
        Self { detector: LanguageDetectorBuilder::from_languages(&LANGUAGES).with_low_accuracy_mode().build() }
    }

    /// The ISO 639-1 code of the language that most of a text's paragraphs are in; `und` where it cannot be told.
    pub fn of(&self, text: &str) -> String {
        let paragraphs: Vec<&str> = text.split('\n').map(str::trim).filter(|p| p.len() > 40).take(64).collect();
        if paragraphs.len() < MANY {
            return self.of_one(first(text, ENOUGH)).unwrap_or_else(|| "und".to_owned());
        }
        // Paragraphs are taken from all parts, so that a foreign beginning does not decide.
        let step = (paragraphs.len() * ENOUGH_OF_ONE).div_ceil(ENOUGH).max(1);
        let mut weights: Vec<(String, usize)> = Vec::new();
        for paragraph in paragraphs.iter().step_by(step) {
            let Some(language) = self.of_one(first(paragraph, ENOUGH_OF_ONE)) else { continue };
            match weights.iter_mut().find(|(l, _)| *l == language) {
                Some((_, weight)) => *weight += paragraph.len(),
                None => weights.push((language, paragraph.len())),
            }
        }
        weights.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        weights.into_iter().next().map_or_else(|| "und".to_owned(), |(language, _)| language)
    }

    fn of_one(&self, text: &str) -> Option<String> {
        let found = self.detector.detect_language_of(text);
        found.map(|l| l.iso_code_639_1().to_string().to_lowercase())
    }
}

fn first(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    fn check(text: &str, expected: &str) {
        assert_eq!(super::Languages::new().of(text), expected);
    }

    #[test]
    fn headlines_are_told_apart() {
        check("Le président brésilien est attendu mardi à Lisbonne pour un sommet.", "fr");
        check("The Brazilian president is expected in Lisbon on Tuesday for a summit.", "en");
        check("Der brasilianische Präsident wird am Dienstag in Lissabon erwartet.", "de");
    }

    #[test]
    fn most_paragraphs_decide() {
        let french = "Le ministre des Finances a présenté mardi un budget en hausse devant le Parlement.\n\n";
        let english = "The minister declined to answer questions about the new budget on Tuesday.\n\n";
        check(&format!("{english}{french}{french}{french}"), "fr");
        check(&format!("{french}{english}{english}{english}"), "en");
    }

    #[test]
    fn codes_of_the_languages_told_apart_are_known() {
        assert!(super::is_told_apart("pt") && !super::is_told_apart("ja"));
    }

    #[test]
    fn no_letters_are_no_language() {
        check("12 34 …", "und");
    }
}
