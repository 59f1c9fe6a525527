//! Given thinc's model of a tok2vec network; yields its sections in the model file and their shape.

use serde::{Deserialize, Serialize};

use super::embed::Feature;
use crate::error::Error;
use crate::flat::FlatWriter;
use crate::layer::Maxout;
use crate::thinc::{Array, ThincModel};

/// Says what the sections of a tok2vec network hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// The numbers of a row.
    pub width: usize,
    /// The embedded features, in the order in which the mixer takes them.
    pub tables: Vec<Table>,
    /// Whether a static vector follows the features.
    pub vectors: bool,
    /// The number of windows.
    pub depth: usize,
}

/// Is one feature's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The feature that is hashed.
    pub feature: Feature,
    /// The seed of the hash.
    pub seed: u32,
}

/// Writes the sections of the network inside `model` under `name`; `vector` counts the numbers of a static vector, 0
/// where there are none.
pub fn convert(model: &mut ThincModel, name: &str, vector: usize, out: &mut FlatWriter) -> Result<Shape, Error> {
    let (tables, width) = convert_tables(model, name, out)?;
    let vectors = model.named("static_vectors").first().copied();
    if let Some(node) = vectors {
        out.add_floats(&format!("{name}/vectors"), &model.take_of(node, "W", &[width, vector])?.values);
    }
    let (maxouts, norms) = (model.named("maxout"), model.named("layernorm"));
    let depth = maxouts.len().saturating_sub(1);
    let shape = Shape { width, tables, vectors: vectors.is_some(), depth };
    if maxouts.len() != norms.len() || depth == 0 {
        return Err(unknown("layers"));
    }
    check_windows(model)?;
    for (index, (maxout, norm)) in maxouts.into_iter().zip(norms).enumerate() {
        let inputs = if index == 0 { shape.mixed() } else { 3 * width };
        let weights = model.take_of(maxout, "W", &[width, Maxout::PIECES, inputs])?;
        let section = |part: &str| format!("{name}/layer{index}/{part}");
        out.add_floats(&section("weights"), &weights.values);
        out.add_floats(&section("bias"), &model.take_of(maxout, "b", &[width, Maxout::PIECES])?.values);
        out.add_floats(&section("gain"), &model.take_of(norm, "G", &[width])?.values);
        out.add_floats(&section("shift"), &model.take_of(norm, "b", &[width])?.values);
    }
    Ok(shape)
}

fn convert_tables(model: &mut ThincModel, name: &str, out: &mut FlatWriter) -> Result<(Vec<Table>, usize), Error> {
    let extract = model.named("extract_features");
    let extract = *extract.first().ok_or_else(|| unknown("features"))?;
    let columns: Vec<String> = model.attribute(extract, "columns")?;
    let (mut tables, mut width) = (Vec::new(), 0);
    for node in model.named("hashembed") {
        let column: usize = model.attribute(node, "column")?;
        let feature = columns.get(column).and_then(|name| Feature::of(name));
        let feature = feature.ok_or_else(|| unknown("features"))?;
        let seed = model.attribute(node, "seed")?;
        let Array { shape, values } = model.take(node, "E")?;
        match shape[..] {
            [rows, columns] if rows > 0 && columns > 0 && (width == 0 || width == columns) => width = columns,
            _ => return Err(unknown("tables")),
        }
        out.add_floats(&format!("{name}/table{}", tables.len()), &values);
        tables.push(Table { feature, seed });
    }
    Ok((tables, width))
}

fn check_windows(model: &ThincModel) -> Result<(), Error> {
    for node in model.named("expand_window") {
        if model.attribute::<usize>(node, "window_size")? != 1 {
            return Err(unknown("windows"));
        }
    }
    Ok(())
}

fn unknown(what: &str) -> Error {
    Error::contents(format!("a tok2vec network with unknown {what}"))
}

impl Shape {
    /// Counts the numbers that the mixer takes.
    pub fn mixed(&self) -> usize {
        self.width * (self.tables.len() + usize::from(self.vectors))
    }
}
