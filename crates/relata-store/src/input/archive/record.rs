//! Given a stream of WARC records, yields them one at a time, none longer than a limit kept in memory.

use std::io::{BufRead, Error, ErrorKind, Read};

/// A record longer than this is passed over, in bytes.
const LONGEST_BLOCK: u64 = 64_000_000;
/// The lines before a block are no longer than this together.
const LONGEST_HEAD: usize = 65_536;

/// One record.
#[derive(Debug, Default)]
pub struct Record {
    /// `response`, `resource`, `conversion` …
    pub kind: String,
    /// The address that it was fetched from.
    pub url: Option<String>,
    /// When it was fetched.
    pub day: Option<String>,
    /// The media type of its block.
    pub media: String,
    /// The block: for a response, with the server's own lines before the body.
    pub block: Vec<u8>,
    /// The byte of the stream at which it begins.
    pub offset: u64,
    /// Its length with its head, in bytes.
    pub length: u64,
    /// The length of its block as it stands in the archive, unpacked.
    pub raw: u64,
}

/// What stands next in a stream.
pub(super) enum Next {
    Record(Box<Record>),
    /// A record too long to be kept.
    TooLong,
    End,
    Broken(Fault),
}

/// Why a record cannot be read.
pub(super) enum Fault {
    /// The bytes end, or cannot be unpacked.
    Stream(Error),
    /// What stands there is no record.
    Head,
}

/// Reads records.
pub(super) struct Reader<S> {
    stream: S,
    at: u64,
}

impl<S: BufRead> Reader<S> {
    /// A reader of what begins at byte `at` of a file.
    pub(super) fn new(stream: S, at: u64) -> Self {
        Self { stream, at }
    }

    /// The next record.
    pub(super) fn next(&mut self) -> Next {
        self.read().unwrap_or_else(|error| Next::Broken(Fault::Stream(error)))
    }

    fn read(&mut self) -> Result<Next, Error> {
        let mut line = Vec::new();
        let offset = loop {
            line.clear();
            let offset = self.at;
            if self.line(&mut line)? == 0 {
                return Ok(Next::End);
            }
            if !line.trim_ascii().is_empty() {
                break offset;
            }
        };
        if !line.starts_with(b"WARC/") {
            return Ok(Next::Broken(Fault::Head));
        }
        let mut record = Record { offset, ..Record::default() };
        let Some(length) = self.head(&mut record)? else { return Ok(Next::Broken(Fault::Head)) };
        if length > LONGEST_BLOCK {
            let passed = std::io::copy(&mut (&mut self.stream).take(length), &mut std::io::sink())?;
            self.at += passed;
            return if passed == length { Ok(Next::TooLong) } else { Err(ErrorKind::UnexpectedEof.into()) };
        }
        record.block.reserve_exact(usize::try_from(length.min(1 << 20)).unwrap_or_default());
        let read = (&mut self.stream).take(length).read_to_end(&mut record.block)?;
        self.at += read as u64;
        if (read as u64) < length {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        record.raw = length;
        record.length = self.at - offset;
        Ok(Next::Record(Box::new(record)))
    }

    /// Reads the lines before the block; the block's length, where they give it.
    fn head(&mut self, record: &mut Record) -> Result<Option<u64>, Error> {
        let (mut length, mut line, mut all) = (None, Vec::new(), 0);
        loop {
            line.clear();
            let read = self.line(&mut line)?;
            all += read;
            if read == 0 || all > LONGEST_HEAD {
                return if read == 0 { Err(ErrorKind::UnexpectedEof.into()) } else { Ok(None) };
            }
            let text = String::from_utf8_lossy(line.trim_ascii());
            if text.is_empty() {
                return Ok(length);
            }
            let Some((name, value)) = text.split_once(':') else { continue };
            let value = value.trim();
            match name.to_ascii_lowercase().as_str() {
                "warc-type" => record.kind = value.to_ascii_lowercase(),
                "warc-target-uri" => record.url = Some(value.trim_matches(['<', '>']).to_owned()),
                "warc-date" => record.day = Some(value.to_owned()),
                "content-type" => record.media = value.to_ascii_lowercase(),
                "content-length" => length = value.parse().ok(),
                _ => {}
            }
        }
    }

    fn line(&mut self, into: &mut Vec<u8>) -> Result<usize, Error> {
        let read = (&mut self.stream).take(LONGEST_HEAD as u64).read_until(b'\n', into)?;
        self.at += read as u64;
        Ok(read)
    }

    /// Goes on to the next line that begins a record; false where there is none.
    pub(super) fn resume(&mut self) -> bool {
        loop {
            match self.stream.fill_buf() {
                Ok([]) | Err(_) => return false,
                Ok(held) => {
                    let found = held.windows(7).position(|w| w == b"WARC/1.");
                    let used = found.unwrap_or_else(|| held.len().saturating_sub(6).max(1));
                    self.stream.consume(used);
                    self.at += used as u64;
                    if found.is_some() {
                        return true;
                    }
                }
            }
        }
    }
}
