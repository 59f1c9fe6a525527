//! Given a character; yields the properties that Python's `str` methods give it.
//!
//! spaCy's attributes and patterns are computed by Python, whose classes differ from Rust's: `isalpha`
//! is the general category L, `isdigit` takes in superscripts, `isspace` four control characters.

use unicode_general_category::{GeneralCategory as Category, get_general_category};

/// Tells what `str.isspace` tells of a character.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Tells what `str.isalpha` tells of a character: a letter of any script, no mark, no number.
pub fn is_alpha(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    use Category::{LowercaseLetter, ModifierLetter, OtherLetter, TitlecaseLetter, UppercaseLetter};
    matches!(
        get_general_category(c),
        UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter
    )
}

/// Tells what `str.isupper` tells of a letter.
pub fn is_upper(c: char) -> bool {
    c.is_uppercase()
}

/// Tells what `str.isdecimal` tells of a character, and `\d` in a pattern.
pub fn is_decimal(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    get_general_category(c) == Category::DecimalNumber
}

/// Tells what `str.isdigit` tells of a character.
pub fn is_digit(c: char) -> bool {
    is_decimal(c) || (!c.is_ascii() && ONLY_DIGITS.iter().any(|&(start, end)| (start..=end).contains(&c)))
}

/// Tells whether `\w` matches a character: letters, numbers of all kinds, the low line.
pub fn is_word(c: char) -> bool {
    use Category::{DecimalNumber, LetterNumber, OtherNumber};
    c == '_' || is_alpha(c) || matches!(get_general_category(c), DecimalNumber | LetterNumber | OtherNumber)
}

/// Gives the first character of a character's lower case.
pub fn simple_lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

/// Characters with the property Numeric_Type=Digit that are no decimals (Unicode 14,
/// DerivedNumericType.txt): superscripts, subscripts, digits in circles.
const ONLY_DIGITS: [(char, char); 20] = [
    ('\u{b2}', '\u{b3}'),
    ('\u{b9}', '\u{b9}'),
    ('\u{1369}', '\u{1371}'),
    ('\u{19da}', '\u{19da}'),
    ('\u{2070}', '\u{2070}'),
    ('\u{2074}', '\u{2079}'),
    ('\u{2080}', '\u{2089}'),
    ('\u{2460}', '\u{2468}'),
    ('\u{2474}', '\u{247c}'),
    ('\u{2488}', '\u{2490}'),
    ('\u{24ea}', '\u{24ea}'),
    ('\u{24f5}', '\u{24fd}'),
    ('\u{24ff}', '\u{24ff}'),
    ('\u{2776}', '\u{277e}'),
    ('\u{2780}', '\u{2788}'),
    ('\u{278a}', '\u{2792}'),
    ('\u{10a40}', '\u{10a43}'),
    ('\u{10e60}', '\u{10e68}'),
    ('\u{11052}', '\u{1105a}'),
    ('\u{1f100}', '\u{1f10a}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces() {
        let spaces = ' '..='\u{3000}';
        let found: Vec<char> = spaces.filter(|&c| is_space(c)).collect();
        assert_eq!(found.len(), 20);
        assert!(is_space('\u{1c}') && is_space('\u{85}') && is_space('\u{202f}'));
        assert!(!is_space('\u{200b}') && !is_space('\u{feff}'));
    }

    #[test]
    fn letters_are_no_marks_and_no_numbers() {
        assert!("aÉßµªжابʰ中".chars().all(is_alpha));
        assert!(!"ⅷⓐ\u{345}5_²".chars().any(is_alpha));
        assert!("ÉΣЖ".chars().all(is_upper) && !"éǅ中".chars().any(is_upper));
    }

    #[test]
    fn digits_and_words() {
        assert!("5٣²①".chars().all(is_digit) && !"½Ⅷ十a".chars().any(is_digit));
        assert!("5٣".chars().all(is_decimal) && !"²①½".chars().any(is_decimal));
        assert!("a_5½Ⅷ²中".chars().all(is_word) && !"-' €\u{301}".chars().any(is_word));
    }

    #[test]
    fn one_character_of_lower_case() {
        assert_eq!(simple_lower('É'), 'é');
        assert_eq!(simple_lower('İ'), 'i');
        assert_eq!(simple_lower('5'), '5');
    }
}
