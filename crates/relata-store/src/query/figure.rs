//! Given what is counted, yields figures, alone or where they contradict each other.

use crate::error::Error;
use crate::fold::fold;
use crate::shape::FIGURES;
use crate::store::Store;
use relata::record::{Disagreement, Figure};
use std::collections::BTreeSet;

/// Which figures are meant; what is left empty leaves none out.
#[derive(Clone, Debug, Default)]
pub struct FigureQuery {
    /// A word of what is counted, or the unit.
    pub of: Option<String>,
    /// Only quantities on which articles disagree beyond their hedges; those of one group stand together.
    pub conflicts: bool,
}

impl Store {
    /// The figures that a question means, by document and place in it.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn figures(&self, query: &FigureQuery) -> Result<Vec<Figure>, Error> {
        let order = if query.conflicts { r#"ORDER BY "group", document, seq"# } else { "ORDER BY document, seq" };
        let mut figures: Vec<Figure> = self.said(FIGURES.get(&self.db, order, &[]))?;
        if let Some(of) = &query.of {
            let key = fold(of);
            figures.retain(|f| fold(&f.unit) == key || f.of.as_ref().is_some_and(|o| fold(o).contains(&key)));
        }
        if query.conflicts {
            let disputes = self.disagreements("figure")?;
            let disputed: BTreeSet<String> = disputes.into_iter().filter(beyond_hedges).map(|d| d.group).collect();
            figures.retain(|f| f.group.as_ref().is_some_and(|g| disputed.contains(g)));
        }
        Ok(figures)
    }

    /// The figures of one article, in the order of the text.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn figures_in(&self, document: &str) -> Result<Vec<Figure>, Error> {
        self.said(FIGURES.get(&self.db, "WHERE document = ? ORDER BY seq", &[&document]))
    }

    /// The figures of one quantity, by document and place.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn figures_of(&self, group: &str) -> Result<Vec<Figure>, Error> {
        self.said(FIGURES.get(&self.db, r#"WHERE "group" = ? ORDER BY document, seq"#, &[&group]))
    }

    /// One figure.
    ///
    /// # Errors
    /// A database that cannot be read.
    pub fn figure(&self, id: &str) -> Result<Option<Figure>, Error> {
        Ok(self.said(FIGURES.get(&self.db, "WHERE figure = ?", &[&id]))?.pop())
    }
}

/// True where the numbers differ, or where one is a floor for one article and a ceiling for another.
pub(crate) fn beyond_hedges(dispute: &Disagreement) -> bool {
    let says = |hedge: &str| dispute.values.iter().any(|v| v.value == hedge);
    let split = says("more_than") && (says("less_than") || says("at_most")) || says("at_least") && says("less_than");
    dispute.field == "value" || split
}
