//! Given a text and its parse, yields the numbers that measure something: value, unit, hedge, what is counted, who says so.
//!
//! Numbers are read from the characters (`atom`, `number`), what they count from the words beside them (`counted`), what
//! the sentence says of it from the tree (`context`). A number that counts nothing known is no figure: so dates,
//! times, ordinals, scores, telephone and article numbers fall away without a rule each.

mod atom;
mod context;
mod counted;
mod number;
mod table;

use self::counted::{Counted, Page};
use self::number::{Number, Read};
pub(super) use self::table::UNITS;
use self::table::{Class, Tables};
use super::FigureMention;
use super::quote::Quotes;
use crate::error::Error;
use crate::pack::Data;
use crate::parse::Parse;
use crate::record::Hedge;
use crate::span::Span;

/// The greatest number that an article before it makes a taking up: "les deux hommes".
const TAKEN_UP: f64 = 10.0;
/// How far back a share without noun may look for its whole, in atoms.
const BACK: usize = 12;

/// Finds the figures of one language.
#[derive(Debug, Clone)]
pub struct Figures {
    tables: Tables,
    quotes: Quotes,
}

/// A number with what it counts, its hedge and its extent in atoms.
struct Found {
    number: Number,
    counted: Counted,
    hedge: Option<Hedge>,
    from: usize,
    to: usize,
}

impl Figures {
    /// Reads `numerals.tsv`, `units.tsv`, `hedges.tsv` and `figures.toml` of a language's pack, and its cues.
    ///
    /// # Errors
    /// A file that is missing or wrong: its path, line and cause.
    pub fn load(data: &Data, language: &str) -> Result<Self, Error> {
        Ok(Self { tables: Tables::load(data, language)?, quotes: Quotes::load(data, language)? })
    }

    /// Finds the figures of an article, in the order of the text.
    pub fn find(&self, text: &str, parse: &Parse) -> Vec<FigureMention> {
        let page = Page { text, parse, atoms: atom::atoms(text), tables: &self.tables, quotes: &self.quotes };
        let found = self.numbers(&page);
        if found.is_empty() {
            return Vec::new();
        }
        let said = self.quotes.said(text, parse);
        found.into_iter().map(|f| mention(&page, f, &said)).collect()
    }

    fn numbers(&self, page: &Page<'_>) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        let mut at = 0;
        while at < page.atoms.len() {
            match number::read(&page.atoms, at, &self.tables) {
                Read::Nothing(next) => at = next.max(at + 1),
                Read::Number(number) => {
                    let next = number.to.max(at + 1);
                    let ends = self.figure(page, number, &mut found);
                    at = ends.unwrap_or(next).max(at + 1);
                }
            }
        }
        found
    }

    /// Adds the figure or figures that begin with a number; the atom after them.
    fn figure(&self, page: &Page<'_>, number: Number, found: &mut Vec<Found>) -> Option<usize> {
        if self.named(page, &number) || self.dated(page, &number) {
            return None;
        }
        if let Some(end) = self.range(page, &number, found) {
            return Some(end);
        }
        if let Some(end) = self.one_in(page, &number, found) {
            return Some(end);
        }
        let counted = page.counted(&number).or_else(|| self.understood(page, &number, found))?;
        if let Some(end) = self.ratio(page, &number, &counted, found) {
            return Some(end);
        }
        if number.article && counted.class != Class::Casualty || self.taken_up(page, &number, &counted) {
            return None;
        }
        if counted.class == Class::Time || number.year && !self.known(page, &counted) {
            return Some(counted.to);
        }
        let end = number.to;
        found.push(hedged(page, number, counted));
        Some(end)
    }

    /// True where the number only names: "article 5", "France 2".
    fn named(&self, page: &Page<'_>, number: &Number) -> bool {
        let lists = &self.tables.lists;
        let before = number.from.checked_sub(1);
        if before.is_some_and(|b| lists.numbered.contains(page.word(b)) && !page.atoms[number.from].line) {
            return true;
        }
        let Some(token) = page.token(number.from) else { return false };
        let capital = |t: usize| page.parse.word(page.text, t).chars().next().is_some_and(char::is_uppercase);
        page.parse.names.iter().any(|name| {
            let inside = name.tokens.contains(&token);
            inside && ((name.tokens.start..token).any(capital) || (token + 1..name.tokens.end).any(capital))
        })
    }

    /// True for the day of a month.
    fn dated(&self, page: &Page<'_>, number: &Number) -> bool {
        let months = &self.tables.lists.months;
        months.contains(page.word(number.to)) && number.value <= 31.0
            || number.year && number.from > 0 && months.contains(page.word(number.from - 1))
    }

    /// "70 à 80 %": two figures with one unit.
    fn range(&self, page: &Page<'_>, first: &Number, found: &mut Vec<Found>) -> Option<usize> {
        let lists = &self.tables.lists;
        let joint = page.word(first.to);
        let between = first.from > 0 && lists.between.contains(page.word(first.from - 1));
        let link = lists.range.contains(joint) || (between && lists.and.contains(joint));
        if !link || first.share || first.to + 1 >= page.atoms.len() {
            return None;
        }
        let Read::Number(second) = number::read(&page.atoms, first.to + 1, &self.tables) else { return None };
        // "les élections de 2024 à une voix près"
        let counted = page.counted(&second).filter(|c| !second.article && (!second.year || self.known(page, c)))?;
        let end = counted.to.max(second.to);
        if counted.class == Class::Time {
            return Some(end);
        }
        let mut first = first.clone();
        if first.scale == 1.0 && second.scale > 1.0 && first.value < 1000.0 {
            first.value *= second.scale;
        }
        let low = hedged(
            page,
            Number { to: first.to, ..first },
            Counted { from: counted.from, to: first.to, ..counted.clone() },
        );
        let hedge = low.hedge;
        let low = Found { counted: counted.clone(), to: low.number.to, ..low };
        found.push(low);
        let mut high = hedged(page, second, counted);
        high.hedge = high.hedge.or(hedge);
        found.push(high);
        Some(end)
    }

    /// "quatre étudiants sur dix": a share, in per cent.
    fn ratio(&self, page: &Page<'_>, number: &Number, counted: &Counted, found: &mut Vec<Found>) -> Option<usize> {
        let out_of = (counted.to..counted.to + 2).find(|a| self.tables.lists.out_of.contains(page.word(*a)))?;
        let Read::Number(whole) = number::read(&page.atoms, out_of + 1, &self.tables) else { return None };
        let alone = page.counted(&whole).is_none_or(|c| c.from > whole.to);
        if !alone
            || whole.value < 2.0
            || whole.value > 1000.0
            || number.value >= whole.value
            || counted.class == Class::Time
        {
            return None;
        }
        let percent = self.tables.units.get("%")?;
        let share = Counted { unit: percent.unit.clone(), class: Class::Percent, factor: 1.0, ..counted.clone() };
        let value = (number.value / whole.value * 1000.0).round() / 10.0;
        let end = whole.to;
        let mut figure = hedged(page, Number { value, ..number.clone() }, share);
        figure.to = end;
        found.push(figure);
        Some(end)
    }

    /// "one in five children": a share, in per cent, of what the second number counts.
    fn one_in(&self, page: &Page<'_>, number: &Number, found: &mut Vec<Found>) -> Option<usize> {
        if !self.tables.lists.one_in.contains(page.word(number.to)) {
            return None;
        }
        let Read::Number(whole) = number::read(&page.atoms, number.to + 1, &self.tables) else { return None };
        let counted = page.counted(&whole).filter(|c| matches!(c.class, Class::Thing | Class::People))?;
        let fits = !whole.year && !number.year && number.value < whole.value && (2.0..=1000.0).contains(&whole.value);
        let percent = self.tables.units.get("%").filter(|_| fits)?;
        let share = Counted { unit: percent.unit.clone(), class: Class::Thing, factor: 1.0, ..counted };
        let value = (number.value / whole.value * 1000.0).round() / 10.0;
        let end = share.to;
        found.push(hedged(page, Number { value, article: false, to: whole.to, ..number.clone() }, share));
        Some(end)
    }

    /// What a number without noun counts: people after "ils sont", what the figure before it counts after "sur".
    fn understood(&self, page: &Page<'_>, number: &Number, found: &[Found]) -> Option<Counted> {
        let lists = &self.tables.lists;
        let before = number.from.checked_sub(1)?;
        if lists.out_of.contains(page.word(before)) {
            let last = found.last().filter(|f| {
                let thing = matches!(f.counted.class, Class::Thing | Class::People);
                thing && f.to + BACK > number.from && f.number.value <= number.value
            })?;
            return Some(Counted { from: number.from, to: number.to, ..last.counted.clone() });
        }
        if let Some(last) = found.last().filter(|f| self.set_against(page, number, f)) {
            return Some(Counted { from: number.from, to: number.to, ..last.counted.clone() });
        }
        if let Some(last) = found.last().filter(|f| self.stands_for(page, number, f)) {
            return Some(Counted { from: last.counted.from, to: number.to, ..last.counted.clone() });
        }
        let them = (before.saturating_sub(3)..=before).any(|a| lists.them.contains(page.word(a)));
        let verb = (before.saturating_sub(2)..=before).any(|a| page.pos(a) == crate::parse::Pos::Aux);
        let bare = number.value > 1.0 && !number.article && !number.year;
        // "killed three people and injured 1,800"
        let harmed = page.token(before).is_some_and(|verb| page.harms(verb));
        // "Dozens were hurt."
        let verb_behind = matches!(page.pos(number.to), crate::parse::Pos::Aux | crate::parse::Pos::Verb);
        let many = number.words && number.hedge == Some(Hedge::MoreThan) && verb_behind;
        (bare && (them && verb || harmed || many)).then(|| Counted {
            unit: lists.person.clone(),
            class: Class::People,
            factor: 1.0,
            from: number.from,
            to: number.to,
        })
    }

    /// "par 312 voix contre 188", "4 000 selon la police, 15 000 selon les organisateurs": a bare number set against the
    /// figure before it counts the same.
    fn set_against(&self, page: &Page<'_>, number: &Number, last: &Found) -> bool {
        let lists = &self.tables.lists;
        let bare = !number.year && !number.article && !number.share && number.hedge.is_none();
        let counts = matches!(last.counted.class, Class::Thing | Class::People | Class::Casualty);
        let votes = lists.against.contains(page.word(number.from - 1)) && last.to + 1 == number.from;
        let near = last.to + 3 * BACK > number.from;
        let stop = (last.to..number.from).any(|a| matches!(page.word(a), "." | "!" | "?"));
        let said = near && !stop && lists.according.contains(page.word(number.to));
        bare && counts && (votes || said)
    }

    /// "la police en a compté 4 000": a pronoun before the verb stands for what was counted last.
    fn stands_for(&self, page: &Page<'_>, number: &Number, last: &Found) -> bool {
        let start = number.from.saturating_sub(5);
        let stop = |a: &usize| matches!(page.word(*a), "." | ";" | "!" | "?");
        let from = (start..number.from).rev().find(stop).map_or(start, |s| s + 1);
        let pronoun = (from..number.from).find(|a| self.tables.lists.of_them.contains(page.word(*a)));
        let verb = |a: usize| matches!(page.pos(a), crate::parse::Pos::Verb | crate::parse::Pos::Aux);
        let counted = matches!(last.counted.class, Class::Thing | Class::People | Class::Casualty);
        let near = last.to + 3 * BACK > number.from;
        let bare = !number.year && !number.article && !number.share;
        counted && near && bare && pronoun.is_some_and(|p| verb(p + 1) && number.from > p + 1)
    }

    /// "les deux hommes": what was counted before.
    fn taken_up(&self, page: &Page<'_>, number: &Number, counted: &Counted) -> bool {
        let thing = matches!(counted.class, Class::Thing | Class::People | Class::Casualty);
        let article = number.from > 0 && self.tables.lists.definite.contains(page.word(number.from - 1));
        thing && article && number.hedge.is_none() && number.value <= TAKEN_UP
    }

    /// True where the pack knows the noun: only then four digits without separator are no year.
    fn known(&self, page: &Page<'_>, counted: &Counted) -> bool {
        counted.class != Class::Thing || self.tables.unit("", page.word(counted.from)).is_some()
    }
}

fn hedged(page: &Page<'_>, number: Number, counted: Counted) -> Found {
    let sign_before = counted.from + 1 == number.from;
    // "roughly $40": the hedge stands before the sign.
    let beyond = || if sign_before { page.hedge_ending(counted.from) } else { None };
    let before = page.hedge_before(&number).or_else(beyond);
    let after = page.hedge_after(number.to).or_else(|| page.hedge_after(counted.to));
    let own = number.hedge;
    let said = before.and_then(|(_, h)| h).or(after.and_then(|(_, h)| h));
    // "la police en a compté 4 000": what is counted stands far before.
    let noun = if counted.from + 1 < number.from { number.from } else { counted.from };
    let from = before.map_or(number.from, |(start, _)| start).min(noun);
    let to = after.map_or(counted.to, |(end, _)| end).max(number.to);
    Found { hedge: said.or(own), from, to, number, counted }
}

fn mention(page: &Page<'_>, found: Found, said: &[(Span, usize)]) -> FigureMention {
    let span = page.span(found.from, found.to);
    let inside = said.iter().filter(|(s, _)| s.overlaps(page.span(found.number.from, found.number.to)));
    FigureMention {
        span,
        tokens: page.parse.under(span),
        value: found.number.value * found.counted.factor,
        unit: page.fate(&found.counted),
        hedge: found.hedge,
        of: page.of(&found.number, &found.counted),
        said_by: page
            .counter(&found.number)
            .or_else(|| page.source_behind(&found.number))
            .or_else(|| inside.min_by_key(|(s, _)| s.len()).map(|(_, who)| *who)),
        target: page.target(&found.number, &found.counted),
    }
}

#[cfg(test)]
mod tests;
