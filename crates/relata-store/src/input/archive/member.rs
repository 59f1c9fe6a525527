//! Given a file of packed members, yields each unpacked by itself, and goes on behind one that is broken.

use crate::input::format::Format;
use std::io::{BufRead, BufReader, Read, Result};

/// How many packed bytes are kept to go back to.
const KEPT: usize = 64 << 20;
const PIECE: usize = 1 << 16;

/// A stream that one can go back in, as far as its last member.
pub(super) struct Rewind<'s> {
    stream: Box<dyn BufRead + 's>,
    held: Vec<u8>,
    /// Where the next byte stands in `held`.
    at: usize,
    /// Where `held` begins in the file.
    start: u64,
    dictionary: Option<Vec<u8>>,
}

impl<'s> Rewind<'s> {
    pub(super) fn new(stream: Box<dyn BufRead + 's>) -> Self {
        Self { stream, held: Vec::new(), at: 0, start: 0, dictionary: None }
    }

    /// The byte of the file that is next.
    pub(super) fn offset(&self) -> u64 {
        self.start + self.at as u64
    }

    /// Goes on to the next member; false at the end of the file.
    pub(super) fn next(&mut self, format: Format) -> Result<bool> {
        loop {
            let held = self.ahead(8)?;
            if held.is_empty() {
                return Ok(false);
            }
            if format == Format::Zstd
                && held.len() == 8
                && (0x50..=0x5f).contains(&held[0])
                && held[1..4] == [0x2a, 0x4d, 0x18]
            {
                self.skippable()?;
                continue;
            }
            let begins = match format {
                Format::Zstd => held.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]),
                _ => held.starts_with(&[0x1f, 0x8b, 0x08]) && held.get(3).is_none_or(|flags| *flags < 0x20),
            };
            if begins {
                return Ok(true);
            }
            let step = held.iter().skip(1).position(|b| matches!(b, 0x1f | 0x28)).map_or(held.len(), |at| at + 1);
            self.at += step;
        }
    }

    /// A frame that holds no data: where it stands first, it may hold the dictionary of the others.
    fn skippable(&mut self) -> Result<()> {
        let head = self.ahead(8)?.to_vec();
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        self.at += 8;
        let mut content = Vec::new();
        (&mut *self).take(length as u64).read_to_end(&mut content)?;
        if head[0] == 0x5d && length < KEPT {
            let packed = content.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]);
            let unpacked = packed.then(|| zstd::stream::decode_all(&content[..]).ok()).flatten();
            self.dictionary = Some(unpacked.unwrap_or(content));
        }
        Ok(())
    }

    /// The member that begins here, unpacked as it is read.
    pub(super) fn open(&mut self, format: Format) -> Result<Box<dyn BufRead + '_>> {
        Ok(match format {
            Format::Zstd => {
                let dictionary = self.dictionary.clone();
                let decoder = match dictionary {
                    Some(words) => zstd::stream::read::Decoder::with_dictionary(self, &words)?,
                    None => zstd::stream::read::Decoder::with_buffer(self)?,
                };
                Box::new(BufReader::with_capacity(PIECE, decoder.single_frame()))
            }
            _ => Box::new(BufReader::with_capacity(PIECE, flate2::bufread::GzDecoder::new(self))),
        })
    }

    /// Forgets what was read.
    pub(super) fn settle(&mut self) {
        if self.at > KEPT / 16 {
            self.held.drain(..self.at);
            self.start += self.at as u64;
            self.at = 0;
        }
    }

    /// Goes back to the byte after a broken member's first, or, where that is gone, stays.
    pub(super) fn skip_broken(&mut self, member: u64) {
        if let Some(at) = (member + 1).checked_sub(self.start).and_then(|at| usize::try_from(at).ok()) {
            self.at = at.min(self.held.len());
        }
        self.settle();
    }

    /// The next bytes, as many as there are.
    fn ahead(&mut self, count: usize) -> Result<&[u8]> {
        while self.held.len() - self.at < count {
            if !self.more()? {
                break;
            }
        }
        let end = self.held.len().min(self.at + count.max(PIECE));
        let end = if end - self.at > count { self.at + count } else { end };
        Ok(&self.held[self.at..end])
    }

    fn more(&mut self) -> Result<bool> {
        // What lies far behind is given up: one member of such a size is the whole file.
        if self.at > KEPT {
            self.held.drain(..self.at);
            self.start += self.at as u64;
            self.at = 0;
        }
        let piece = self.stream.fill_buf()?;
        let length = piece.len();
        self.held.extend_from_slice(piece);
        self.stream.consume(length);
        Ok(length > 0)
    }
}

impl Read for Rewind<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let held = self.fill_buf()?;
        let length = held.len().min(into.len());
        into[..length].copy_from_slice(&held[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Rewind<'_> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        if self.at == self.held.len() {
            self.more()?;
        }
        Ok(&self.held[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}
