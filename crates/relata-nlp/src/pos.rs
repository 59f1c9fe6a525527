//! Given a tag of Universal Dependencies; yields the part of speech, and back.

/// Is a part of speech of Universal Dependencies 2, or white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[expect(missing_docs, reason = "the variants are the tags of UD")]
pub enum Pos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
    Space,
}

impl Pos {
    /// Lists all, in the order of their numbers.
    pub const ALL: [Self; 18] = [
        Self::Adj,
        Self::Adp,
        Self::Adv,
        Self::Aux,
        Self::Cconj,
        Self::Det,
        Self::Intj,
        Self::Noun,
        Self::Num,
        Self::Part,
        Self::Pron,
        Self::Propn,
        Self::Punct,
        Self::Sconj,
        Self::Sym,
        Self::Verb,
        Self::X,
        Self::Space,
    ];

    /// Gives the tag, "NOUN".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Adj => "ADJ",
            Self::Adp => "ADP",
            Self::Adv => "ADV",
            Self::Aux => "AUX",
            Self::Cconj => "CCONJ",
            Self::Det => "DET",
            Self::Intj => "INTJ",
            Self::Noun => "NOUN",
            Self::Num => "NUM",
            Self::Part => "PART",
            Self::Pron => "PRON",
            Self::Propn => "PROPN",
            Self::Punct => "PUNCT",
            Self::Sconj => "SCONJ",
            Self::Sym => "SYM",
            Self::Verb => "VERB",
            Self::X => "X",
            Self::Space => "SPACE",
        }
    }

    /// Finds the part of speech of a tag in capitals; `None` for any other string.
    pub fn of(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pos| pos.as_str() == tag)
    }

    /// Finds the part of speech by its number (`pos as u8`).
    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}

impl std::fmt::Display for Pos {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.pad(self.as_str())
    }
}

impl serde::Serialize for Pos {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_numbers_lead_back() {
        for (index, pos) in Pos::ALL.into_iter().enumerate() {
            assert_eq!(Pos::of(pos.as_str()), Some(pos));
            assert_eq!(pos as usize, index);
            assert_eq!(Pos::of_number(pos as u8), Some(pos));
        }
        assert_eq!(Pos::of("noun"), None);
        assert_eq!(Pos::of_number(18), None);
    }
}
