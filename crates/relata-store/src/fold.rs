//! Given a name, yields the key under which it is found: small letters, no diacritics, single blanks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a name: case, diacritics, apostrophes and runs of white space make no difference.
///
/// ```
/// assert_eq!(relata_store::fold(" Côte  d’Ivoire"), "cote d'ivoire");
/// ```
pub fn fold(name: &str) -> String {
    let plain: String = name
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if matches!(c, '’' | '‘' | 'ʼ') { '\'' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
