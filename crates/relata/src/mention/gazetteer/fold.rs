//! Given a text, yields it without case and accents, with the way back to the text's bytes.

use unicode_normalization::UnicodeNormalization;

/// A text folded for comparison: lower case, no accents, one kind of apostrophe, hyphen and blank.
#[derive(Debug, Clone)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of the folded text, the byte of the original that it comes from; one more for the end.
    pub origin: Vec<u32>,
}

impl Folded {
    /// Folds a text.
    pub fn new(text: &str) -> Self {
        let (mut folded, mut origin) = (String::with_capacity(text.len()), Vec::with_capacity(text.len() + 1));
        let mut before = ' ';
        for (at, letter) in text.char_indices() {
            let letter = if letter == 'l' && is_capital_i(before, &text[at + 1..]) { 'i' } else { letter };
            before = letter;
            fold_letter(letter, &mut folded);
            origin.resize(folded.len(), at as u32);
        }
        origin.push(text.len() as u32);
        Self { text: folded, origin }
    }

    /// The bytes of the original under a stretch of the folded text.
    pub fn original(&self, start: usize, end: usize) -> (usize, usize) {
        (self.origin[start] as usize, self.origin[end] as usize)
    }
}

/// True where an l begins a word that none begins with: a capital I misread, as in "lran".
fn is_capital_i(before: char, rest: &str) -> bool {
    let odd = |c: char| "bcdfgjkmnpqrstvwxz".contains(c);
    !before.is_alphanumeric() && rest.starts_with(odd) && rest[1..].starts_with(char::is_alphabetic)
}

/// True for a word that begins with a capital, or with an l that stands for one.
pub fn is_capital(word: &str) -> bool {
    let misread = word.strip_prefix('l').is_some_and(|rest| is_capital_i(' ', rest));
    misread || word.chars().next().is_some_and(|c| !c.is_lowercase())
}

/// Folds a name or a word.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    text.chars().for_each(|letter| fold_letter(letter, &mut folded));
    folded
}

fn fold_letter(letter: char, into: &mut String) {
    match letter {
        'a'..='z' | '0'..='9' | ' ' => into.push(letter),
        'A'..='Z' => into.push(letter.to_ascii_lowercase()),
        '’' | '‘' | 'ʼ' | '`' | '´' => into.push('\''),
        '‐' | '‑' | '–' | '—' | '−' => into.push('-'),
        '\u{a0}' | '\u{202f}' | '\u{2009}' | '\t' => into.push(' '),
        'œ' | 'Œ' => into.push_str("oe"),
        'æ' | 'Æ' => into.push_str("ae"),
        'ß' => into.push_str("ss"),
        'ø' | 'Ø' => into.push('o'),
        'ł' | 'Ł' => into.push('l'),
        'đ' | 'Đ' => into.push('d'),
        'ı' | 'İ' => into.push('i'),
        _ => {
            for part in letter.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)) {
                into.extend(part.to_lowercase());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_apostrophes_are_folded() {
        assert_eq!(fold("L’Élysée – Œuvre"), "l'elysee - oeuvre");
    }

    #[test]
    fn a_misread_capital_is_folded() {
        assert_eq!(Folded::new("l'lran, lstanbul, la ville, II, ll").text, "l'iran, istanbul, la ville, ii, ll");
        assert!(is_capital("lrlande") && is_capital("Irlande") && !is_capital("lune"));
    }

    #[test]
    fn the_way_back_is_exact() {
        let text = "à l’Élysée";
        let folded = Folded::new(text);
        let at = folded.text.find("elysee").unwrap();
        let (start, end) = folded.original(at, at + 6);
        assert_eq!(&text[start..end], "Élysée");
    }
}
