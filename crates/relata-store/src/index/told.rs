//! Given the reports of a chronicle, yields what they tell of each event: scores, publishers, clauses.

use super::article::Articles;
use crate::query::short;
use crate::shape;
use crate::store::Store;
use relata::span::{Points, bytes_of};
use rustc_hash::{FxHashMap, FxHashSet};

/// The most characters of a title.
const TITLE: usize = 160;
/// Of each event so many bytes of clauses can be searched: an event that all papers tell is found by the first of them.
const CLAUSES: usize = 4000;

/// What the reports of one event tell together.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) goldstein: f64,
    pub(super) valued: u32,
    pub(super) quads: [u32; 5],
    pub(super) reports: u32,
    pub(super) publishers: Vec<u32>,
    pub(super) told: bool,
    pub(super) clauses: String,
    pub(super) title: Box<str>,
    first: Option<(Option<jiff::civil::Date>, u32)>,
}

/// What reports tell of each event, in the order of `events`; counts in `articles` the events that each tells.
pub(super) fn load(
    store: &Store,
    events: &FxHashMap<Box<str>, u32>,
    articles: &mut Articles,
) -> rusqlite::Result<Vec<Told>> {
    let mut all = vec![Told::default(); events.len()];
    let sql = r#"SELECT r.event, r.document, r.goldstein, r.quad, r."when" ->> 'how', r.span, a.text
        FROM reports r JOIN articles a ON a.document = r.document ORDER BY r.document, r.seq"#;
    let mut query = store.db.prepare(sql)?;
    let (mut rows, mut counted) = (query.query([])?, FxHashSet::default());
    while let Some(row) = rows.next()? {
        let Some(at) = events.get(row.get_ref(0)?.as_str()?).copied() else { continue };
        let Some(article) = articles.find(row.get_ref(1)?.as_str()?) else { continue };
        let Some(told) = all.get_mut(at as usize) else { continue };
        if let Some(row) = articles.rows.get_mut(article as usize).filter(|_| counted.insert((article, at))) {
            row.events += 1;
        }
        if let Some(value) = row.get::<_, Option<f64>>(2)? {
            told.goldstein += value;
            told.valued += 1;
        }
        told.quads[usize::from(row.get::<_, u8>(3)?).min(4)] += 1;
        told.reports += 1;
        told.told |= row.get_ref(4)?.as_str_or_null()?.is_some_and(|how| how != "publication");
        let span: Points = shape::json(serde_json::from_str(row.get_ref(5)?.as_str()?))?;
        let text = row.get_ref(6)?.as_str()?;
        told.clause(bytes_of(text, span).of(text), article, articles);
    }
    Ok(all)
}

impl Told {
    fn clause(&mut self, clause: &str, article: u32, articles: &Articles) {
        if self.clauses.len() < CLAUSES {
            self.clauses.push_str(clause);
            self.clauses.push_str(" | ");
        }
        let Some(row) = articles.rows.get(article as usize) else { return };
        let publisher = row.publisher;
        if let Some(publisher) = publisher.filter(|p| !self.publishers.contains(p)) {
            self.publishers.push(publisher);
        }
        let day = row.published.map(|p| p.days.from);
        let key = (day, article);
        // An article without a day is no earlier than one with a day.
        let earlier = |known: (Option<_>, u32)| (day.is_none(), day) < (known.0.is_none(), known.0);
        if self.first.is_none_or(earlier) {
            self.first = Some(key);
            self.title = short(clause, TITLE).into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{TITLE, short};

    #[test]
    fn a_long_clause_is_cut_at_a_word() {
        let long = "Les ministres  se sont\nréunis à Lomé ".repeat(8);
        let cut = short(&long, TITLE);
        assert!(cut.ends_with('…') && cut.chars().count() <= 161 && !cut.contains("  "), "{cut}");
        assert_eq!(short(" Ils ont signé. ", TITLE), "Ils ont signé.");
    }
}
