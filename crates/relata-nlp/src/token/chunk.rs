//! Given a stretch of text between white space; yields its parts, from memory where it was cut before.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use super::rules::Rules;
use super::split::{self, Piece, Work};
use crate::vocab::Lexeme;

/// Is a stretch of text, cut.
#[derive(Debug)]
pub struct Chunk {
    pub parts: Box<[Part]>,
}

/// Is a token inside a stretch; the parts of a stretch touch and make it up.
#[derive(Debug, Clone)]
pub struct Part {
    /// In bytes.
    pub length: u32,
    /// Whether a special case over several tokens may begin here.
    pub opens: bool,
    pub lexeme: Arc<Lexeme>,
}

/// Remembers the stretches cut last: at least `CAPACITY` of them, at most twice as many.
#[derive(Debug, Default)]
pub struct ChunkStore {
    kept: RwLock<Generations>,
}

/// Two generations: when the young one is full, the old one is forgotten and the young one grows old.
#[derive(Debug, Default)]
struct Generations {
    young: FxHashMap<Box<str>, Arc<Chunk>>,
    old: FxHashMap<Box<str>, Arc<Chunk>>,
}

const CAPACITY: usize = 1 << 16;
/// Stretches longer than this, in bytes, are not remembered: they hardly recur.
const LONGEST: usize = 64;

impl ChunkStore {
    /// Lets `work` read from the store, and keeps what was cut anew.
    pub fn read(&self, rules: &Rules, work: impl FnOnce(&mut Reader<'_>)) {
        let new = {
            let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
            let mut reader = Reader { rules, kept: &kept, new: FxHashMap::default(), work: Work::default() };
            work(&mut reader);
            reader.new
        };
        if !new.is_empty() {
            self.kept.write().unwrap_or_else(PoisonError::into_inner).add(new);
        }
    }
}

impl Generations {
    fn add(&mut self, new: FxHashMap<Box<str>, Arc<Chunk>>) {
        if self.young.len() >= CAPACITY {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.extend(new.into_iter().filter(|(text, _)| text.len() <= LONGEST));
    }
}

/// Cuts stretches for one text.
pub struct Reader<'a> {
    rules: &'a Rules,
    kept: &'a Generations,
    new: FxHashMap<Box<str>, Arc<Chunk>>,
    work: Work,
}

impl Reader<'_> {
    /// Cuts a stretch that is all white space or without any.
    pub fn cut(&mut self, text: &str) -> &Chunk {
        let kept = self.kept;
        if let Some(chunk) = kept.young.get(text) {
            return chunk;
        }
        let (rules, work) = (self.rules, &mut self.work);
        self.new.entry(text.into()).or_insert_with(|| match kept.old.get(text) {
            Some(chunk) => Arc::clone(chunk),
            None => Arc::new(cut(rules, text, work)),
        })
    }
}

fn cut(rules: &Rules, text: &str, work: &mut Work) -> Chunk {
    let mut parts = Vec::new();
    for piece in split::pieces(rules, text, work) {
        match piece {
            Piece::Word { start, end } => parts.push(rules.part(rules.vocab.lexeme(&text[start..end]))),
            Piece::Special { start, end } => {
                parts.extend(rules.specials.get(&text[start..end]).into_iter().flatten().cloned());
            }
        }
    }
    Chunk { parts: parts.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generation(from: usize, to: usize) -> FxHashMap<Box<str>, Arc<Chunk>> {
        (from..to).map(|n| (n.to_string().into(), Arc::new(Chunk { parts: Box::default() }))).collect()
    }

    #[test]
    fn memory_is_bounded() {
        let mut kept = Generations::default();
        kept.add(generation(0, CAPACITY));
        kept.add(generation(CAPACITY, CAPACITY + 1));
        assert_eq!((kept.young.len(), kept.old.len()), (1, CAPACITY));
        kept.add(generation(0, CAPACITY));
        kept.add(generation(7, 8));
        assert_eq!((kept.young.len(), kept.old.len()), (1, CAPACITY + 1));
    }

    #[test]
    fn long_stretches_are_not_kept() {
        let mut kept = Generations::default();
        let chunk = Arc::new(Chunk { parts: Box::default() });
        let texts = ["a".repeat(LONGEST), "a".repeat(LONGEST + 1)];
        kept.add(texts.map(|text| (text.into(), Arc::clone(&chunk))).into_iter().collect());
        assert_eq!(kept.young.len(), 1);
    }
}
