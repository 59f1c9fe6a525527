//! Given words, yields the articles that hold them, best first, with the passage.

use crate::error::Error;
use crate::store::Store;
use rusqlite::OptionalExtension;
use serde::Serialize;

/// An article that holds the words looked for.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Hit {
    /// The article.
    pub document: String,
    /// Its title.
    pub title: Option<String>,
    /// First day on which it may have been published.
    pub published: Option<String>,
    /// The passage; what was found stands between `[` and `]`.
    pub passage: String,
}

const SEARCH: &str = "SELECT a.document, a.title, a.published ->> 'from', snippet(words, 0, '[', ']', ' … ', 24)
    FROM words JOIN articles a ON a.seq = words.rowid WHERE words MATCH ? ORDER BY rank, a.document LIMIT ?";

impl Store {
    /// The articles that hold all words of a question, best first. Words between quotation marks stand
    /// together, `word*` is the beginning of a word, `OR` and `NOT` join and leave out; case and diacritics
    /// make no difference.
    ///
    /// # Errors
    /// A question without words, a database that cannot be read.
    pub fn search(&self, question: &str, limit: usize) -> Result<Vec<Hit>, Error> {
        let Some(expression) = expression(question) else {
            return Err(Error::query(question, "there is no word to look for", "give at least one word"));
        };
        let read = || -> rusqlite::Result<Vec<Hit>> {
            let mut query = self.db.prepare_cached(SEARCH)?;
            let limit = i64::try_from(limit).unwrap_or(i64::MAX);
            let rows = query.query_map((&expression, limit), |row| {
                Ok(Hit {
                    document: row.get(0)?,
                    title: row.get(1)?,
                    published: row.get(2)?,
                    passage: row.get::<_, String>(3)?.split_whitespace().collect::<Vec<_>>().join(" "),
                })
            })?;
            rows.collect()
        };
        self.said(read())
    }
}

/// More articles than this are not put in order by how well they fit: a word that so many hold tells nothing.
const RANKED: usize = 5000;

/// The articles that hold the words of a question, as rows of the store.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Holding {
    /// The rows.
    pub seqs: Vec<i64>,
    /// True where they come best first, false where in no order.
    pub ranked: bool,
}

impl Store {
    /// The rows of the articles that hold all words of a question; none for a question without words.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn holding(&self, question: &str) -> Result<Holding, Error> {
        let Some(expression) = expression(question) else { return Ok(Holding::default()) };
        let read = |order: &str| -> rusqlite::Result<Vec<i64>> {
            let sql = format!("SELECT rowid FROM words WHERE words MATCH ? {order}");
            self.db.prepare_cached(&sql)?.query_map([&expression], |row| row.get(0))?.collect()
        };
        let seqs = self.said(read(""))?;
        if seqs.len() > RANKED {
            return Ok(Holding { seqs, ranked: false });
        }
        Ok(Holding { seqs: self.said(read("ORDER BY rank, rowid"))?, ranked: true })
    }

    /// The passage of an article in which the words of a question stand, between `[` and `]`.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn passage(&self, question: &str, document: &str) -> Result<Option<String>, Error> {
        let Some(expression) = expression(question) else { return Ok(None) };
        let sql = "SELECT snippet(words, 0, '[', ']', ' … ', 24) FROM words
            WHERE words MATCH ? AND rowid = (SELECT seq FROM articles WHERE document = ?)";
        let read = || {
            self.db.prepare_cached(sql)?.query_row([&expression, document], |row| row.get::<_, String>(0)).optional()
        };
        let passage = self.said(read())?;
        Ok(passage.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")))
    }
}

/// The question in FTS5's language, every word quoted so that no sign in it has a meaning there.
fn expression(question: &str) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for (at, piece) in question.split('"').enumerate() {
        if at % 2 == 1 {
            parts.extend(quoted(piece));
            continue;
        }
        for word in piece.split_whitespace() {
            match word {
                "OR" | "NOT" => {
                    let joins = parts.last().is_some_and(|last| last != "OR" && last != "NOT");
                    parts.extend(joins.then(|| word.to_owned()));
                }
                _ => parts.extend(match word.strip_suffix('*') {
                    Some(start) => quoted(start).map(|w| format!("{w}*")),
                    None => quoted(word),
                }),
            }
        }
    }
    if parts.last().is_some_and(|last| last == "OR" || last == "NOT") {
        parts.pop();
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn quoted(words: &str) -> Option<String> {
    words.chars().any(char::is_alphanumeric).then(|| format!("\"{}\"", words.replace('"', " ")))
}

#[cfg(test)]
mod tests {
    use super::expression;

    fn check(question: &str, expected: &str) {
        assert_eq!(expression(question).as_deref().unwrap_or(""), expected);
    }

    #[test]
    fn signs_have_no_meaning_and_marks_join() {
        check("l'Ukraine (AND", r#""l'Ukraine" "(AND""#);
        check(r#""cessez le feu" trêve"#, r#""cessez le feu" "trêve""#);
        check("négoc* OR trêve NOT", r#""négoc"* OR "trêve""#);
        check("OR - «", "");
    }
}
