//! Given a web page as it was found, yields its article; this is slow, so that it is done where articles are analysed.

use super::charset::Text;
use super::page::{self, Shape};
use super::{LONGEST, Options, Problem};
use relata::article::{Input, is_told_apart};
use relata::record::Origin;

/// A web page that is not taken apart yet.
#[derive(Clone, PartialEq, Debug)]
pub struct Raw {
    /// The name that its article is read under.
    pub document: String,
    /// What a message calls it.
    pub place: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The charset that its server named.
    pub charset: Option<String>,
    /// Where it was fetched.
    pub url: Option<String>,
    /// Where it stands in an archive.
    pub origin: Option<Origin>,
}

impl Raw {
    /// A hash of all that its article comes from.
    pub fn hash(&self) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new();
        hasher.update(format!("{:?} {:?} {:?}\n", self.document, self.charset, self.url).as_bytes());
        hasher.update(&self.bytes);
        hasher.finalize()
    }

    /// Takes the page apart. What is found out on the way is told beside the article, or in its place.
    pub fn article(self, options: &Options) -> (Vec<Problem>, Option<Input>) {
        let mut problems = Vec::new();
        let text = match page::decode(&self.bytes, self.charset.as_deref()) {
            Ok(Text { text, assumed }) => {
                problems.extend(assumed.map(|charset| super::assumed_charset(&self.place, charset)));
                text
            }
            Err(refusal) => {
                problems.push(Problem::skipped(&self.place, refusal.cause, refusal.remedy));
                return (problems, None);
            }
        };
        let page = page::read(&text, self.url.as_deref(), &options.zone);
        if !is_written(&page.text) || page.text.len() > LONGEST {
            problems.push(Problem::skipped(&self.place, "there is no article on the page", "leave it out"));
            return (problems, None);
        }
        let form = match page.shape {
            Shape::Report => None,
            Shape::Live => Some("live".to_owned()),
            Shape::Gallery => Some("gallery".to_owned()),
        };
        let mut input = Input {
            document: self.document,
            text: page.text,
            title: page.title,
            publisher: page.publisher,
            url: page.url.or(self.url),
            authors: page.authors,
            form,
            origin: self.origin,
            // Pages often declare their template's language: where the words can tell, they do.
            language: page.language.filter(|l| !is_told_apart(l)),
            published: page.published,
        };
        options.fill(&mut input);
        (problems, Some(input))
    }
}

/// True for text that is made of words rather than of signs.
fn is_written(text: &str) -> bool {
    let (mut signs, mut letters) = (0, 0);
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        signs += 1;
        letters += usize::from(c.is_alphanumeric());
    }
    letters * 5 > signs * 3
}
