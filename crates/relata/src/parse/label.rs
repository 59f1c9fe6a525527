//! Given the labels of Universal Dependencies, yields small types for parts of speech, relations and features.

use serde::{Deserialize, Serialize};

macro_rules! labels {
    ($(#[$doc:meta])* $name:ident, $other:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(from = "String", into = "&'static str")]
        pub enum $name { $(#[doc = concat!("`", $text, "`.")] $variant),+ }

        impl $name {
            /// The label as Universal Dependencies writes it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl From<&str> for $name {
            fn from(label: &str) -> Self {
                match label { $($text => Self::$variant,)+ _ => Self::$other }
            }
        }

        impl From<String> for $name {
            fn from(label: String) -> Self {
                Self::from(label.as_str())
            }
        }

        impl From<$name> for &'static str {
            fn from(label: $name) -> Self {
                label.as_str()
            }
        }
    };
}

labels! {
    /// A universal part of speech; `SPACE` is white space kept as a token.
    Pos, X {
        Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT",
        Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X", Space = "SPACE",
    }
}

labels! {
    /// A dependency relation, with the subtypes that the packs' models give.
    Dep, Dep {
        Root = "ROOT", Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclCleft = "advcl:cleft", Advmod = "advmod",
        Amod = "amod", Appos = "appos", Aux = "aux", AuxPass = "aux:pass", AuxTense = "aux:tense", AuxCaus = "aux:caus",
        Case = "case", Cc = "cc", Ccomp = "ccomp", Compound = "compound", CompoundPrt = "compound:prt", Conj = "conj", Cop = "cop", Csubj = "csubj",
        Dep = "dep", Det = "det", Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", ExplComp = "expl:comp",
        ExplPass = "expl:pass", ExplSubj = "expl:subj", Fixed = "fixed", Flat = "flat", FlatForeign = "flat:foreign",
        FlatName = "flat:name", Goeswith = "goeswith", Iobj = "iobj", IobjAgent = "iobj:agent", List = "list", Mark = "mark",
        Nmod = "nmod", Nsubj = "nsubj", NsubjCaus = "nsubj:caus", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj",
        ObjAgent = "obj:agent", ObjLvc = "obj:lvc", Obl = "obl", OblAgent = "obl:agent", OblArg = "obl:arg", OblMod = "obl:mod",
        Orphan = "orphan", Parataxis = "parataxis", ParataxisInsert = "parataxis:insert", Punct = "punct", Vocative = "vocative",
        Xcomp = "xcomp",
    }
}

labels! {
    /// The kind of a span that the model's entity recogniser found.
    Ner, Misc { Per = "PER", Loc = "LOC", Org = "ORG", Misc = "MISC" }
}

labels! {
    /// Verb form.
    Form, None { None = "", Fin = "Fin", Inf = "Inf", Part = "Part", Ger = "Ger" }
}

labels! {
    /// Mood of a finite verb.
    Mood, None { None = "", Ind = "Ind", Cnd = "Cnd", Sub = "Sub", Imp = "Imp", Pot = "Pot" }
}

labels! {
    /// Tense.
    Tense, None { None = "", Pres = "Pres", Past = "Past", Imp = "Imp", Fut = "Fut", Pqp = "Pqp" }
}

labels! {
    /// Grammatical number.
    Number, None { None = "", Sing = "Sing", Plur = "Plur" }
}

labels! {
    /// Grammatical gender.
    Gender, None { None = "", Masc = "Masc", Fem = "Fem", Neut = "Neut" }
}

/// The morphological features that the engine uses.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Morph {
    /// Verb form.
    pub form: Form,
    /// Mood.
    pub mood: Mood,
    /// Tense.
    pub tense: Tense,
    /// Number.
    pub number: Number,
    /// Gender.
    pub gender: Gender,
    /// Grammatical person 1 to 3; 0 where there is none.
    pub person: u8,
    /// True for `Voice=Pass`.
    pub passive: bool,
    /// True for `Polarity=Neg`.
    pub negative: bool,
    /// True for `Poss=Yes`.
    pub possessive: bool,
    /// True for `Reflex=Yes`.
    pub reflexive: bool,
}

impl Gender {
    /// True for the feminine, false for the masculine.
    pub fn is_female(self) -> Option<bool> {
        match self {
            Self::Fem => Some(true),
            Self::Masc => Some(false),
            Self::None | Self::Neut => None,
        }
    }
}

impl Morph {
    /// Reads features as Universal Dependencies writes them: `Gender=Masc|Number=Sing`.
    pub fn read(features: &str) -> Self {
        let value =
            |name: &str| features.split('|').find_map(|f| f.strip_prefix(name)?.strip_prefix('=')).unwrap_or("");
        Self {
            form: value("VerbForm").into(),
            mood: value("Mood").into(),
            tense: value("Tense").into(),
            number: value("Number").into(),
            gender: value("Gender").into(),
            person: value("Person").parse().unwrap_or(0),
            passive: value("Voice") == "Pass",
            negative: value("Polarity") == "Neg",
            possessive: value("Poss") == "Yes",
            reflexive: value("Reflex") == "Yes",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_are_read_by_name() {
        let morph = Morph::read("Mood=Cnd|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin");
        assert_eq!((morph.mood, morph.person, morph.form), (Mood::Cnd, 3, Form::Fin));
    }

    #[test]
    fn unknown_relations_become_dep() {
        assert_eq!(Dep::from("obl:weather"), Dep::Dep);
        assert_eq!(Dep::from("obl:agent").as_str(), "obl:agent");
    }
}
