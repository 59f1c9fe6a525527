//! Given a text, yields its language: only what a pack is for, or what must be told from it.

use lingua::{Language, LanguageDetector, LanguageDetectorBuilder};

/// How many code points of a text decide its language.
const ENOUGH: usize = 1200;

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
        use Language::{Arabic, Dutch, English, French, German, Italian, Portuguese, Russian, Spanish};
        let languages = [Arabic, Dutch, English, French, German, Italian, Portuguese, Russian, Spanish];
        Self { detector: LanguageDetectorBuilder::from_languages(&languages).with_low_accuracy_mode().build() }
    }

    /// The ISO 639-1 code of a text's language; `und` where it cannot be told.
    pub fn of(&self, text: &str) -> String {
        let end = text.char_indices().nth(ENOUGH).map_or(text.len(), |(at, _)| at);
        let found = self.detector.detect_language_of(&text[..end]);
        found.map_or_else(|| "und".to_owned(), |l| l.iso_code_639_1().to_string().to_lowercase())
    }
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
    fn no_letters_are_no_language() {
        check("12 34 …", "und");
    }
}
