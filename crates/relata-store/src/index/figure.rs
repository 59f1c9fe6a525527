//! Given a chronicle, yields its figures in memory, those of the newest articles first.

use super::Index;
use super::article::{Articles, within};
use super::haystack::{Haystack, wanted};
use super::names::Names;
use crate::fold::fold;
use crate::query::beyond_hedges;
use crate::shape;
use crate::store::Store;
use jiff::civil::Date;
use relata::day::Interval;
use relata::record::Disagreement;
use rustc_hash::{FxHashMap, FxHashSet};

/// One figure.
#[derive(Debug)]
pub struct FigureRow {
    /// Its id.
    pub figure: Box<str>,
    /// Its article.
    pub article: u32,
    /// The quantity that it measures, of [`Figures::groups`].
    pub group: Option<u32>,
    unit: u32,
    when: Option<Interval>,
    start: i64,
}

/// All figures, those of the newest articles first.
#[derive(Debug, Default)]
pub struct Figures {
    /// The figures.
    pub rows: Vec<FigureRow>,
    /// The quantities.
    pub groups: Names,
    /// The units.
    pub units: Names,
    /// The quantities on which articles disagree beyond their hedges.
    disputed: FxHashSet<u32>,
    of: Vec<Box<str>>,
    words: Haystack,
}

/// Which figures are meant; what is left empty leaves none out.
#[derive(Clone, Debug, Default)]
pub struct FigureFilter {
    /// A word of what is counted, or the unit.
    pub of: Option<String>,
    /// The unit.
    pub unit: Option<String>,
    /// Words that must all begin a word of the figure or of what is counted.
    pub words: Option<String>,
    /// First day on which it held, or else was printed.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Only quantities on which articles disagree beyond their hedges.
    pub conflicts: bool,
}

impl Figures {
    pub(super) fn load(store: &Store, articles: &mut Articles) -> rusqlite::Result<Self> {
        let mut figures = Self::default();
        let mut loose = figures.read(store, articles)?;
        loose.sort_by_key(|(row, _, _)| (row.article, row.start));
        for (row, of, text) in loose {
            if let Some(article) = articles.rows.get_mut(row.article as usize) {
                article.figures += 1;
            }
            let of = fold(&of);
            figures.words.add_folded(&format!("{of} | {} | {}", fold(&text), fold(figures.units.name(row.unit))));
            figures.of.push(of.into());
            figures.rows.push(row);
        }
        figures.mark_disputes(store)?;
        Ok(figures)
    }

    fn read(&mut self, store: &Store, articles: &Articles) -> rusqlite::Result<Vec<(FigureRow, String, String)>> {
        let sql = r#"SELECT figure, document, unit, "of", text, "when", "group", span ->> 'start' FROM figures"#;
        let mut query = store.db.prepare(sql)?;
        let (mut rows, mut loose) = (query.query([])?, Vec::new());
        while let Some(row) = rows.next()? {
            let Some(article) = articles.find(row.get_ref(1)?.as_str()?) else { continue };
            let when = row.get_ref(5)?.as_str_or_null()?.map(serde_json::from_str).transpose();
            let record = FigureRow {
                figure: row.get_ref(0)?.as_str()?.into(),
                article,
                group: row.get_ref(6)?.as_str_or_null()?.map(|group| self.groups.note(group)),
                unit: self.units.note(row.get_ref(2)?.as_str()?),
                when: shape::json(when)?,
                start: row.get(7)?,
            };
            loose.push((record, row.get::<_, Option<String>>(3)?.unwrap_or_default(), row.get(4)?));
        }
        Ok(loose)
    }

    fn mark_disputes(&mut self, store: &Store) -> rusqlite::Result<()> {
        let disputes: Vec<Disagreement> = shape::DISAGREEMENTS.get(&store.db, "WHERE about = 'figure'", &[])?;
        let beyond = disputes.iter().filter(|d| beyond_hedges(d));
        self.disputed = beyond.filter_map(|d| self.groups.find(&d.group)).collect();
        Ok(())
    }
}

impl Index {
    /// The figures that a filter leaves, those of the newest articles first.
    pub fn select_figures(&self, filter: &FigureFilter) -> Vec<u32> {
        let figures = &self.figures;
        let mut rows: Vec<u32> = match &filter.words {
            Some(words) => figures.words.rows_with(&wanted(words)),
            None => (0..figures.rows.len() as u32).collect(),
        };
        let numbers = |name: &String| {
            let key = fold(name);
            let units = (0u32..).zip(figures.units.all()).filter(|(_, unit)| fold(unit) == key);
            (units.map(|(at, _)| at).collect::<Vec<u32>>(), key)
        };
        if let Some((units, _)) = filter.unit.as_ref().map(numbers) {
            rows.retain(|at| units.contains(&figures.rows[*at as usize].unit));
        }
        if let Some((units, key)) = filter.of.as_ref().map(numbers) {
            let counted = |at: u32| figures.of[at as usize].contains(&key);
            rows.retain(|at| counted(*at) || units.contains(&figures.rows[*at as usize].unit));
        }
        rows.retain(|at| {
            let row = &figures.rows[*at as usize];
            let printed = || self.articles.rows.get(row.article as usize)?.published.map(|p| p.days);
            let disputed = || row.group.is_some_and(|group| figures.disputed.contains(&group));
            within(row.when.or_else(printed), filter.from, filter.to) && (!filter.conflicts || disputed())
        });
        rows
    }

    /// Figures by the quantity that they measure, in the order in which the quantities come: (quantity, figures).
    pub fn figures_by_group(&self, rows: &[u32]) -> Vec<(u32, Vec<u32>)> {
        let mut groups: Vec<(u32, Vec<u32>)> = Vec::new();
        let mut at: FxHashMap<u32, usize> = FxHashMap::default();
        for row in rows {
            let Some(group) = self.figures.rows.get(*row as usize).and_then(|figure| figure.group) else { continue };
            let place = *at.entry(group).or_insert_with(|| {
                groups.push((group, Vec::new()));
                groups.len() - 1
            });
            groups[place].1.push(*row);
        }
        groups
    }
}
