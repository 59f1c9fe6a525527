//! Given word types; yields for each the row that does not depend on context, kept for the next time.

use std::hash::{Hash, Hasher};
use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::convert::Shape;
use super::encode::Weights;
use super::rows::Rows;
use super::vectors::Vectors;
use crate::error::Error;
use crate::flat::Flat;
use crate::kernel::Kernel;
use crate::layer::{Linear, Maxout};
use crate::murmur;
use crate::token::{RawToken, Tokens};
use crate::vocab::Lexeme;

/// Is a feature of a token that is embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Feature {
    Norm,
    Prefix,
    Suffix,
    Shape,
    /// Whether a space follows.
    Spacy,
    /// Whether the token is white space.
    #[serde(rename = "IS_SPACE")]
    IsSpace,
}

impl Feature {
    /// Finds the feature of a name in capitals.
    pub fn of(name: &str) -> Option<Self> {
        Some(match name {
            "NORM" => Self::Norm,
            "PREFIX" => Self::Prefix,
            "SUFFIX" => Self::Suffix,
            "SHAPE" => Self::Shape,
            "SPACY" => Self::Spacy,
            "IS_SPACE" => Self::IsSpace,
            _ => return None,
        })
    }

    fn key(self, kind: &Kind) -> u64 {
        match self {
            Self::Norm => kind.norm,
            Self::Prefix => kind.prefix,
            Self::Suffix => kind.suffix,
            Self::Shape => kind.shape,
            Self::Spacy => u64::from(kind.space_after),
            Self::IsSpace => u64::from(kind.is_space),
        }
    }
}

/// Is all that a row without context depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Kind {
    orth: u64,
    norm: u64,
    prefix: u64,
    suffix: u64,
    shape: u64,
    is_space: bool,
    space_after: bool,
}

/// The word tells almost all kinds apart.
impl Hash for Kind {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.orth ^ u64::from(self.space_after));
    }
}

impl Kind {
    fn new(lexeme: &Lexeme, space_after: bool) -> Self {
        Self {
            orth: lexeme.orth,
            norm: lexeme.norm,
            prefix: lexeme.prefix,
            suffix: lexeme.suffix,
            shape: lexeme.shape,
            is_space: lexeme.is_space,
            space_after,
        }
    }
}

/// Embeds word types and mixes their features.
pub(super) struct Embed {
    tables: Vec<Table>,
    /// Where the network has vectors.
    project: Option<Project>,
    mixer: Maxout,
    /// Whether the row depends on the space after the token.
    sees_space: bool,
    known: RwLock<Known>,
}

struct Table {
    feature: Feature,
    seed: u32,
    rows: Rows,
}

/// Is the way from a static vector to the width of a row.
enum Project {
    /// The vector is multiplied.
    By(Linear),
    /// The products of all vectors, a row each.
    Done(Rows),
}

/// The rows of word types seen before. A row is the same whenever it is computed, so that
/// forgetting them all when they are too many changes nothing but time.
#[derive(Default)]
struct Known {
    places: FxHashMap<Kind, u32>,
    rows: Vec<f32>,
}

/// Names the section of a packed model that holds each vector's product with the projection.
pub const PROJECTED: &str = "projected";

/// At 96 numbers a row about 15 MB, as many types as half a million words of news have.
const MOST_KNOWN: usize = 32_768;

impl Embed {
    pub fn load(flat: &Flat, name: &str, shape: &Shape, kernel: Kernel) -> Result<Self, Error> {
        let numbers = |part: &str| flat.numbers::<f32>(&format!("{name}/{part}"));
        let rows = |part: &str| Rows::load(flat, &format!("{name}/{part}"), shape.width);
        let mut tables = Vec::new();
        for (index, table) in shape.tables.iter().enumerate() {
            let (feature, seed) = (table.feature, table.seed);
            tables.push(Table { feature, seed, rows: rows(&format!("table{index}"))? });
        }
        let project = match shape.vectors {
            true if flat.has(&format!("{name}/vectors")) => {
                Some(Project::By(Linear::new(kernel, &numbers("vectors")?, &vec![0.0; shape.width])))
            }
            true => Some(Project::Done(rows(PROJECTED)?)),
            false => None,
        };
        Ok(Self {
            sees_space: tables.iter().any(|table| table.feature == Feature::Spacy),
            tables,
            project,
            mixer: Weights::load(flat, name, 0, shape.mixed(), shape.width)?.maxout(kernel),
            known: RwLock::default(),
        })
    }

    /// Fills one row a token.
    pub fn run(&self, tokens: &Tokens, vectors: Option<&Vectors>, out: &mut [f32]) {
        let width = self.mixer.width();
        let (kinds, places) = self.kinds(tokens);
        let missing = self.fill_known(&kinds, &places, out);
        if missing.is_empty() {
            return;
        }
        let fresh: Vec<Kind> = missing.iter().map(|&index| kinds[index as usize]).collect();
        let computed = self.compute(&fresh, vectors);
        let mut rows = vec![None; kinds.len()];
        for (&index, row) in missing.iter().zip(computed.chunks_exact(width)) {
            rows[index as usize] = Some(row);
        }
        for (out, &place) in out.chunks_exact_mut(width).zip(&places) {
            if let Some(row) = rows[place as usize] {
                out.copy_from_slice(row);
            }
        }
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.keep(&fresh, &computed);
    }

    /// Fills the rows of the tokens whose kinds are known; lists the kinds that are not.
    fn fill_known(&self, kinds: &[Kind], places: &[u32], out: &mut [f32]) -> Vec<u32> {
        let width = self.mixer.width();
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let found: Vec<Option<&[f32]>> = kinds.iter().map(|kind| known.find(kind, width)).collect();
        for (out, &place) in out.chunks_exact_mut(width).zip(places) {
            if let Some(row) = found[place as usize] {
                out.copy_from_slice(row);
            }
        }
        let numbers = (0..).zip(&found);
        numbers.filter(|(_, row)| row.is_none()).map(|(number, _)| number).collect()
    }

    /// Lists the document's kinds, each once, and for each token its place in the list.
    fn kinds(&self, tokens: &Tokens) -> (Vec<Kind>, Vec<u32>) {
        const NONE: u32 = u32::MAX;
        let mut kinds = Vec::new();
        let mut seen = vec![[NONE; 2]; tokens.lexemes.len()];
        let place = |token: &RawToken| {
            let space_after = token.space_after && self.sees_space;
            let place = &mut seen[token.lex as usize][usize::from(space_after)];
            if *place == NONE {
                *place = kinds.len() as u32;
                kinds.push(Kind::new(&tokens.lexemes[token.lex as usize], space_after));
            }
            *place
        };
        let places = tokens.tokens.iter().map(place).collect();
        (kinds, places)
    }

    fn compute(&self, kinds: &[Kind], vectors: Option<&Vectors>) -> Vec<f32> {
        let width = self.mixer.width();
        let mixed = width * (self.tables.len() + usize::from(self.project.is_some()));
        let mut features = vec![0.0; kinds.len() * mixed];
        for (kind, features) in kinds.iter().zip(features.chunks_exact_mut(mixed)) {
            for (table, out) in self.tables.iter().zip(features.chunks_exact_mut(width)) {
                table.add(kind, out);
            }
        }
        if let (Some(project), Some(vectors)) = (&self.project, vectors) {
            project.run(kinds, vectors, &mut features[width * self.tables.len()..], mixed, width);
        }
        let mut out = vec![0.0; kinds.len() * width];
        self.mixer.run(&features, mixed, kinds.len(), None, &mut out, &mut Vec::new());
        out
    }
}

impl Project {
    /// Puts what each kind's vector becomes, `width` numbers, into `out`, each `stride` after the last.
    fn run(&self, kinds: &[Kind], vectors: &Vectors, out: &mut [f32], stride: usize, width: usize) {
        match self {
            Self::By(matrix) => {
                let mut rows = vec![0.0; kinds.len() * vectors.width()];
                for (row, kind) in rows.chunks_exact_mut(vectors.width()).zip(kinds) {
                    if let Some(vector) = vectors.find(kind.orth) {
                        row.copy_from_slice(vector);
                    }
                }
                matrix.run(&rows, vectors.width(), kinds.len(), out, stride);
            }
            Self::Done(products) => {
                for (kind, out) in kinds.iter().zip(out.chunks_mut(stride)) {
                    if let Some(row) = vectors.row(kind.orth) {
                        products.add(row, &mut out[..width]);
                    }
                }
            }
        }
    }
}

impl Table {
    /// Adds the four rows of the kind's feature.
    fn add(&self, kind: &Kind, out: &mut [f32]) {
        for word in murmur::words(self.feature.key(kind), self.seed) {
            self.rows.add(word as usize % self.rows.count(), out);
        }
    }
}

impl Known {
    fn find(&self, kind: &Kind, width: usize) -> Option<&[f32]> {
        let place = *self.places.get(kind)? as usize;
        Some(&self.rows[place * width..][..width])
    }

    fn keep(&mut self, kinds: &[Kind], rows: &[f32]) {
        if kinds.is_empty() {
            return;
        }
        if self.places.len() + kinds.len() > MOST_KNOWN {
            self.places.clear();
            self.rows.clear();
        }
        for (kind, row) in kinds.iter().zip(rows.chunks_exact(rows.len() / kinds.len())).take(MOST_KNOWN) {
            let next = self.places.len() as u32;
            if let std::collections::hash_map::Entry::Vacant(place) = self.places.entry(*kind) {
                place.insert(next);
                self.rows.extend_from_slice(row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::flat::FlatWriter;

    fn kind(orth: u64) -> Kind {
        Kind { orth, norm: 1, prefix: 2, suffix: 3, shape: 4, is_space: false, space_after: true }
    }

    #[test]
    fn kinds_are_kept_once() {
        let mut known = Known::default();
        known.keep(&[kind(1), kind(2)], &[1.0, 2.0]);
        known.keep(&[kind(2), kind(3)], &[2.0, 3.0]);
        assert_eq!(known.rows, [1.0, 2.0, 3.0]);
        assert_eq!(known.places[&kind(3)], 2);
        known.keep(&[], &[]);
    }

    #[test]
    fn the_four_rows_are_summed() {
        let mut sections = FlatWriter::default();
        sections.add_floats("a", &[1.0, 10.0, 100.0, 1000.0]);
        let rows = Rows::load(&Flat::hold(sections, Path::new("x.model")), "a", 1).unwrap();
        let table = Table { feature: Feature::Norm, seed: 8, rows };
        let mut out = [0.0];
        table.add(&kind(0), &mut out);
        let wanted: f32 = murmur::words(1, 8).iter().map(|w| 10_f32.powi((w % 4) as i32)).sum();
        assert_eq!(out, [wanted]);
    }
}
