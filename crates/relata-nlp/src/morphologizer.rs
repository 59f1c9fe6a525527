//! Given one row a token; yields its part of speech and its features.

use std::sync::Arc;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::flat::{Flat, FlatWriter};
use crate::kernel::Kernel;
use crate::layer::Linear;
use crate::pos::Pos;
use crate::thinc::ThincModel;

/// Is what one score of the morphologizer stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The part of speech's tag.
    pub pos: String,
    /// The features, "Gender=Fem|Number=Sing".
    pub morph: String,
}

/// Names a part of speech and features, in the order of the scores.
pub struct Morphologizer {
    layer: Linear,
    labels: Vec<(Pos, Arc<str>)>,
}

impl Morphologizer {
    /// Writes the component's sections; `cfg` and `model` are its files.
    pub fn convert(cfg: &[u8], model: &[u8], out: &mut FlatWriter) -> Result<Vec<Label>, Error> {
        let labels = read_labels(cfg)?;
        let mut model = ThincModel::read(model)?;
        let node = model.reference("softmax")?;
        let weights = model.take(node, "W")?;
        if weights.shape.first() != Some(&labels.len()) {
            return Err(Error::contents("morphologizer: labels and scores differ in number"));
        }
        out.add_floats("morphologizer/weights", &weights.values);
        out.add_floats("morphologizer/bias", &model.take(node, "b")?.values);
        Ok(labels)
    }

    /// Reads what [`Morphologizer::convert`] wrote.
    pub fn load(flat: &Flat, labels: &[Label], kernel: Kernel) -> Result<Self, Error> {
        let numbers = |part: &str| flat.numbers::<f32>(&format!("morphologizer/{part}"));
        let layer = Linear::new(kernel, &numbers("weights")?, &numbers("bias")?);
        let known = |label: &Label| Some((Pos::of(&label.pos)?, Arc::from(label.morph.as_str())));
        let labels: Option<Vec<_>> = labels.iter().map(known).collect();
        let labels = labels.filter(|labels| labels.len() == layer.width());
        let wrong = || Error::model(flat.path(), "morphologizer: unknown labels");
        Ok(Self { layer, labels: labels.ok_or_else(wrong)? })
    }

    /// Gives the number of each token's label, given rows of `width` numbers.
    pub fn run(&self, rows: &[f32], width: usize) -> Vec<u16> {
        self.layer.best(rows, width, rows.len() / width)
    }

    /// Gives the part of speech and the features of a label.
    pub fn label(&self, number: u16) -> (Pos, &Arc<str>) {
        let (pos, morph) = &self.labels[usize::from(number)];
        (*pos, morph)
    }
}

fn read_labels(cfg: &[u8]) -> Result<Vec<Label>, Error> {
    #[derive(Deserialize)]
    struct Cfg {
        labels_morph: Ordered,
        #[serde(default)]
        extend: bool,
    }
    let wrong = |what: &dyn std::fmt::Display| Error::contents(format!("morphologizer: {what}"));
    let cfg: Cfg = serde_json::from_slice(cfg).map_err(|e| wrong(&e))?;
    if cfg.extend || cfg.labels_morph.0.is_empty() {
        return Err(wrong(&"unknown configuration"));
    }
    let label = |(name, morph): (String, String)| {
        let pos = name.split('|').find_map(|part| part.strip_prefix("POS="));
        let pos = pos.filter(|pos| Pos::of(pos).is_some());
        let pos = pos.ok_or_else(|| wrong(&format!("label {name} has no known POS")))?;
        Ok(Label { pos: pos.to_owned(), morph })
    };
    cfg.labels_morph.0.into_iter().map(label).collect()
}

/// Keeps a JSON object's pairs in the order of the file, which is that of the scores.
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
        let labels = read_labels(cfg.as_bytes()).unwrap();
        let found: Vec<_> = labels.iter().map(|l| (l.pos.as_str(), l.morph.as_str())).collect();
        assert_eq!(found, [("NOUN", "Number=Sing"), ("ADP", "")]);
        assert!(read_labels(br#"{"labels_morph":{"POS=ODD":""}}"#).is_err());
        assert!(read_labels(br#"{"labels_morph":{}}"#).is_err());
    }
}
