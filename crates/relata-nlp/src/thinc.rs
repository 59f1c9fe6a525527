//! Given a component's `model` file (thinc's MessagePack); yields its nodes with their numbers.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_bytes::ByteBuf;

use crate::error::Error;

/// Is a thinc model: its nodes in the order of its own walk (breadth first).
#[derive(Deserialize)]
pub struct ThincModel {
    nodes: Vec<Node>,
    attrs: Vec<BTreeMap<String, ByteBuf>>,
    params: Vec<BTreeMap<String, Option<Array>>>,
}

#[derive(Deserialize)]
struct Node {
    name: String,
    refs: BTreeMap<String, Option<usize>>,
}

/// Is a parameter: numbers in C order.
pub struct Array {
    /// The length of each dimension, the outermost first.
    pub shape: Vec<usize>,
    /// The numbers.
    pub values: Vec<f32>,
}

/// msgpack-numpy's way to write an array.
#[derive(Deserialize)]
struct RawArray {
    #[serde(rename = "type")]
    kind: String,
    shape: Vec<usize>,
    data: ByteBuf,
}

impl<'de> Deserialize<'de> for Array {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::Error as _;
        let raw = RawArray::deserialize(from)?;
        if raw.kind != "<f4" {
            return Err(D::Error::custom(format!("array of type {}", raw.kind)));
        }
        let numbers = raw.data.as_chunks::<4>().0.iter();
        let values: Vec<f32> = numbers.map(|&b| f32::from_le_bytes(b)).collect();
        let count = raw.shape.iter().try_fold(1_usize, |count, &length| count.checked_mul(length));
        if count != Some(values.len()) {
            return Err(D::Error::custom("array shorter than its shape"));
        }
        Ok(Self { shape: raw.shape, values })
    }
}

impl ThincModel {
    /// Reads a `model` file.
    pub fn read(bytes: &[u8]) -> Result<Self, Error> {
        let model: Self =
            rmp_serde::from_slice(bytes).map_err(|e| Error::contents(format!("a component's model: {e}")))?;
        if model.nodes.len() != model.params.len() || model.nodes.len() != model.attrs.len() {
            return Err(Error::contents("a component's model: lists of different lengths"));
        }
        Ok(model)
    }

    /// Lists the nodes of a name, in order.
    pub fn named(&self, name: &str) -> Vec<usize> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter(|(_, node)| node.name == name).map(|(index, _)| index).collect()
    }

    /// Follows a reference of the outermost node.
    pub fn reference(&self, name: &str) -> Result<usize, Error> {
        let found = self.nodes.first().and_then(|node| *node.refs.get(name)?);
        found.ok_or_else(|| Error::contents(format!("a component's model: no layer `{name}`")))
    }

    /// Takes a node's parameter out of the model.
    pub fn take(&mut self, node: usize, name: &str) -> Result<Array, Error> {
        let found = self.params.get_mut(node).and_then(|params| params.remove(name)?);
        found.ok_or_else(|| Error::contents(format!("a component's model: no `{name}` in node {node}")))
    }

    /// Takes a node's parameter out of the model, which must have a certain shape.
    pub fn take_of(&mut self, node: usize, name: &str, shape: &[usize]) -> Result<Array, Error> {
        let array = self.take(node, name)?;
        match array.shape == shape {
            true => Ok(array),
            false => {
                let found = array.shape;
                Err(Error::contents(format!("a component's model: `{name}` has the shape {found:?}, not {shape:?}")))
            }
        }
    }

    /// Reads a node's attribute.
    pub fn attribute<T: serde::de::DeserializeOwned>(&self, node: usize, name: &str) -> Result<T, Error> {
        let wrong =
            |e: &dyn std::fmt::Display| Error::contents(format!("a component's model: attribute `{name}`: {e}"));
        let bytes = self.attrs.get(node).and_then(|attrs| attrs.get(name));
        let bytes = bytes.ok_or_else(|| wrong(&"missing"))?;
        rmp_serde::from_slice(bytes).map_err(|e| wrong(&e))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_model_is_an_error() {
        assert!(ThincModel::read(b"").is_err());
        assert!(ThincModel::read(b"\x93\x01\x02\x03").is_err());
    }
}
