//! Given one row a token; yields its label: a tag, or a part of speech with features.

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::flat::{Flat, FlatWriter};
use crate::kernel::Kernel;
use crate::layer::Linear;
use crate::pos::Pos;
use crate::thinc::ThincModel;

/// Is what one score stands for. A tagger's label has a tag only, a morphologizer's has the others.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Label {
    /// The fine-grained tag, "VBD"; empty for a morphologizer.
    pub tag: String,
    /// The part of speech's tag, "VERB"; empty for a tagger.
    pub pos: String,
    /// The features, "Gender=Fem|Number=Sing".
    pub morph: String,
}

/// Chooses labels: spaCy's `tagger` or `morphologizer`.
pub struct Tagger {
    layer: Linear,
}

impl Tagger {
    /// Writes the sections of the component `name`; `cfg` and `model` are its files, `width` counts the numbers of a
    /// row. Yields its labels in the order of the scores.
    pub fn convert(
        name: &str,
        (cfg, model): (&[u8], &[u8]),
        width: usize,
        out: &mut FlatWriter,
    ) -> Result<Vec<Label>, Error> {
        let labels = read_labels(name, cfg)?;
        let mut model = ThincModel::read(model)?;
        let node = model.reference("softmax")?;
        out.add_floats("tagger/weights", &model.take_of(node, "W", &[labels.len(), width])?.values);
        out.add_floats("tagger/bias", &model.take_of(node, "b", &[labels.len()])?.values);
        Ok(labels)
    }

    /// Reads what [`Tagger::convert`] wrote.
    pub fn load(flat: &Flat, labels: &[Label], kernel: Kernel) -> Result<Self, Error> {
        let numbers = |part: &str| flat.numbers::<f32>(&format!("tagger/{part}"));
        let layer = Linear::new(kernel, &numbers("weights")?, &numbers("bias")?);
        match layer.width() == labels.len() {
            true => Ok(Self { layer }),
            false => Err(Error::model(flat.path(), "tagger: unknown labels")),
        }
    }

    /// Gives the number of each token's label, given rows of `width` numbers.
    pub fn run(&self, rows: &[f32], width: usize) -> Vec<u16> {
        self.layer.best(rows, width, rows.len() / width)
    }
}

fn read_labels(name: &str, cfg: &[u8]) -> Result<Vec<Label>, Error> {
    #[derive(Deserialize)]
    struct Cfg {
        /// A tagger's.
        #[serde(default)]
        labels: Vec<String>,
        /// A morphologizer's.
        #[serde(default)]
        labels_morph: Ordered,
        #[serde(default)]
        extend: bool,
    }
    let wrong = |what: &dyn std::fmt::Display| Error::contents(format!("{name}: {what}"));
    let cfg: Cfg = serde_json::from_slice(cfg).map_err(|e| wrong(&e))?;
    if cfg.extend || cfg.labels.is_empty() == cfg.labels_morph.0.is_empty() {
        return Err(wrong(&"unknown configuration"));
    }
    let tags = cfg.labels.into_iter().map(|tag| Ok(Label { tag, ..Label::default() }));
    let label = |(name, morph): (String, String)| {
        let pos = name.split('|').find_map(|part| part.strip_prefix("POS="));
        let pos = pos.filter(|pos| Pos::of(pos).is_some());
        let pos = pos.ok_or_else(|| wrong(&format!("label {name} has no known POS")))?;
        Ok(Label { pos: pos.to_owned(), morph, ..Label::default() })
    };
    let labels: Vec<Label> = tags.chain(cfg.labels_morph.0.into_iter().map(label)).collect::<Result<_, _>>()?;
    if labels.len() > usize::from(u16::MAX) {
        return Err(wrong(&"too many labels"));
    }
    Ok(labels)
}

/// Keeps a JSON object's pairs in the order of the file, which is that of the scores.
#[derive(Default)]
struct Ordered(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Ordered {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Ordered;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object of strings")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ordered, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Ordered(pairs))
            }
        }
        from.deserialize_map(Pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_order() {
        let cfg = r#"{"extend":false,"labels_morph":{"Number=Sing|POS=NOUN":"Number=Sing","POS=ADP":""}}"#;
        let labels = read_labels("x", cfg.as_bytes()).unwrap();
        let found: Vec<_> = labels.iter().map(|l| (l.pos.as_str(), l.morph.as_str())).collect();
        assert_eq!(found, [("NOUN", "Number=Sing"), ("ADP", "")]);
        let labels = read_labels("x", br#"{"labels":["NN","VB"],"overwrite":false}"#).unwrap();
        assert_eq!(labels.iter().map(|l| l.tag.as_str()).collect::<Vec<_>>(), ["NN", "VB"]);
    }

    #[test]
    fn unknown_labels_are_errors() {
        for cfg in [r#"{"labels_morph":{"POS=ODD":""}}"#, r#"{"labels_morph":{}}"#, "{}", "[]", ""] {
            assert!(read_labels("x", cfg.as_bytes()).is_err(), "{cfg}");
        }
    }
}
