//! Given the bytes of a file, yields them unpacked, as far as they are sound; what expands without measure is cut off.

use super::format::{Format, HEAD};
use flate2::bufread::MultiGzDecoder;
use std::io::{BufRead, BufReader, Cursor, Error, ErrorKind, Read, Result};

/// What expands to more than this many bytes, and by more than [`MOST_FOLD`], is no text.
const FREE: u64 = 256_000_000;
const MOST_FOLD: u64 = 400;

/// The first bytes of a stream, and a reader that still yields them.
pub(crate) fn head(stream: &mut dyn Read) -> Result<Vec<u8>> {
    let mut head = Vec::new();
    stream.take(HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// A stream that begins with bytes read before.
pub(crate) fn with_head<'s>(head: Vec<u8>, rest: impl Read + 's) -> Box<dyn BufRead + 's> {
    Box::new(BufReader::with_capacity(1 << 16, Cursor::new(head).chain(rest)))
}

/// The unpacked bytes of a packed stream.
pub(crate) fn unpacked<'s>(format: Format, packed: Box<dyn BufRead + 's>) -> Result<Box<dyn BufRead + 's>> {
    let counted = Counted { stream: packed, count: std::rc::Rc::default() };
    let count = counted.count.clone();
    let stream: Box<dyn Read + 's> = match format {
        Format::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(BufReader::new(counted))?),
        _ => Box::new(MultiGzDecoder::new(BufReader::new(counted))),
    };
    Ok(Box::new(BufReader::with_capacity(1 << 16, Bounded { stream, read: count, given: 0 })))
}

/// Counts what is read.
struct Counted<'s> {
    stream: Box<dyn BufRead + 's>,
    count: std::rc::Rc<std::cell::Cell<u64>>,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        let length = self.stream.read(into)?;
        self.count.set(self.count.get() + length as u64);
        Ok(length)
    }
}

/// Ends a stream that expands without measure.
struct Bounded<'s> {
    stream: Box<dyn Read + 's>,
    read: std::rc::Rc<std::cell::Cell<u64>>,
    given: u64,
}

impl Read for Bounded<'_> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        if self.given > FREE && self.given / self.read.get().max(1) > MOST_FOLD {
            return Err(Error::new(ErrorKind::InvalidData, format!("it expands more than {MOST_FOLD} times")));
        }
        let length = self.stream.read(into)?;
        self.given += length as u64;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(text).unwrap();
        packer.finish().unwrap()
    }

    fn read(format: Format, packed: &[u8]) -> Result<String> {
        let mut text = String::new();
        unpacked(format, Box::new(packed))?.read_to_string(&mut text).map(|_| text)
    }

    #[test]
    fn members_follow_each_other() {
        let both = [gzip(b"Un. "), gzip(b"Deux.")].concat();
        assert_eq!(read(Format::Gzip, &both).unwrap(), "Un. Deux.");
        let both = [zstd::encode_all(&b"Un. "[..], 1).unwrap(), zstd::encode_all(&b"Deux."[..], 1).unwrap()].concat();
        assert_eq!(read(Format::Zstd, &both).unwrap(), "Un. Deux.");
    }

    #[test]
    fn a_broken_stream_says_so() {
        let whole = gzip(&[b'a'; 10_000]);
        assert!(read(Format::Gzip, &whole[..whole.len() - 6]).is_err());
    }

    #[test]
    fn what_expands_without_measure_is_cut_off() {
        let packed = zstd::encode_all(std::io::repeat(b'a').take(FREE + (1 << 22)), 1).unwrap();
        let mut stream = unpacked(Format::Zstd, Box::new(&packed[..])).unwrap();
        let error = std::io::copy(&mut stream, &mut std::io::sink()).unwrap_err();
        assert!(error.to_string().contains("expands more than"), "{error}");
    }
}
