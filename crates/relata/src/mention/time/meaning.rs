//! Given a meaning as a pack writes it, yields the operation and its arguments.
//!
//! A meaning is an operation and its arguments: `date(day, month, year)`. An argument is a slot of the pattern under
//! its own name (`month`), a slot under another (`day=a`), or a constant (`steps=1`, `unit=W`, `dir=last`). Slots that
//! the text left unbound are passed over. Several meanings, parted by `;`, go with as many expressions.

use super::value::{Value, codes};

codes! {
    /// What a meaning does.
    Op {
        /// Nothing is meant; the words belong to no time expression.
        None = "none",
        /// What the item means.
        Same = "same",
        /// What the item means, which is the day of the article's own issue.
        Issue = "issue",
        /// A day of a month, with or without its year or weekday.
        Date = "date",
        /// A month.
        Month = "month",
        /// A year.
        Year = "year",
        /// Ten years.
        Decade = "decade",
        /// A hundred years, by their ordinal.
        Century = "century",
        /// A quarter of a year, by its ordinal.
        Quarter = "quarter",
        /// A half of a year, by its ordinal.
        Half = "half",
        /// A season.
        Season = "season",
        /// A feast or a term.
        Feast = "feast",
        /// A cell of the calendar so many steps from the anchor's.
        Unit = "unit",
        /// A cell of the calendar so many steps from that of the day told last.
        Told = "told",
        /// A weekday.
        Weekday = "weekday",
        /// A weekday seen from the day told last.
        WeekdayTold = "weekday_told",
        /// A part of a day: of the day given, or of the anchor's.
        Part = "part",
        /// A part of the day told last.
        PartTold = "part_told",
        /// A time of day.
        Clock = "clock",
        /// A length of time.
        Length = "length",
        /// A length of time back from the anchor.
        Ago = "ago",
        /// A length of time on from the anchor.
        Ahead = "ahead",
        /// A length of time back from the day told last.
        Earlier = "earlier",
        /// A length of time on from the day told last.
        Later = "later",
        /// A length of time until the anchor.
        Lasting = "lasting",
        /// The last few units until the anchor.
        Recent = "recent",
        /// The next few units from the anchor.
        Coming = "coming",
        /// So long before or after what the item means.
        Shift = "shift",
        /// A repeated time.
        Every = "every",
        /// One end of what the item means.
        Edge = "edge",
        /// The n-th weekday or unit of what the item means.
        Nth = "nth",
        /// The past, the present or the future.
        Ref = "ref",
        /// No meaning of an expression: the two expressions are the ends of one stretch.
        Range = "range",
    }
}

codes! {
    /// What an argument is for.
    Key {
        /// A day of the month.
        Day = "day",
        /// A month.
        Month = "month",
        /// A year, of four digits or two.
        Year = "year",
        /// A weekday.
        Weekday = "weekday",
        /// An ordinal.
        Ordinal = "ordinal",
        /// A season.
        Season = "season",
        /// A feast.
        Feast = "feast",
        /// A unit.
        Unit = "unit",
        /// How many cells on.
        Steps = "steps",
        /// Which of several.
        Dir = "dir",
        /// A part of the day.
        Part = "part",
        /// An hour.
        Hour = "hour",
        /// A minute.
        Minute = "minute",
        /// How many.
        Number = "number",
        /// How many more: "et demi".
        Plus = "plus",
        /// One end.
        Edge = "edge",
        /// An item that another meaning is about.
        Of = "of",
        /// A length that another meaning is moved by.
        By = "by",
        /// How many weeks on.
        Weeks = "weeks",
        /// Not zero where a length counted from a day has that day, month or year for its value.
        Cell = "cell",
    }
}

/// Where an argument comes from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Source {
    /// A slot of the pattern.
    Slot(u8),
    /// The meaning itself.
    Constant(Value),
}

/// An operation with its arguments.
#[derive(Clone, PartialEq, Debug)]
pub struct Meaning {
    /// The operation.
    pub op: Op,
    /// The arguments.
    pub args: Vec<(Key, Source)>,
}

impl Meaning {
    /// Reads all meanings of a rule, for a pattern with these slots.
    ///
    /// # Errors
    /// A sentence that says what is wrong in the meaning.
    pub fn read_all(text: &str, slots: &[Box<str>]) -> Result<Vec<Self>, String> {
        text.split(';').map(|one| Self::read(one.trim(), slots)).collect()
    }

    fn read(text: &str, slots: &[Box<str>]) -> Result<Self, String> {
        let (name, args) = match text.split_once('(') {
            Some((name, rest)) => (name, rest.strip_suffix(')').ok_or_else(|| format!("{text:?} lacks its )"))?),
            None => (text, ""),
        };
        let op = Op::read(name).ok_or_else(|| format!("there is no operation {name:?}"))?;
        let args = args.split(',').map(str::trim).filter(|a| !a.is_empty());
        Ok(Self { op, args: args.map(|a| argument(a, slots)).collect::<Result<_, _>>()? })
    }
}

fn argument(text: &str, slots: &[Box<str>]) -> Result<(Key, Source), String> {
    let (key, from) = text.split_once('=').unwrap_or((text, text));
    let known = Key::read(key).ok_or_else(|| format!("there is no argument {key:?}"))?;
    if let Some(at) = slots.iter().position(|s| &**s == from) {
        return Ok((known, Source::Slot(at as u8)));
    }
    let value = Value::read(from).filter(|v| *v != Value::None);
    value.map(|v| (known, Source::Constant(v))).ok_or_else(|| format!("{from:?} is neither a slot nor a constant"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_slots_or_constants() {
        let meanings = Meaning::read_all("unit(unit=W, steps=1) ; month(month=a)", &["a".into()]).expect("meanings");
        assert_eq!(meanings[0].op, Op::Unit);
        assert_eq!(meanings[0].args[1], (Key::Steps, Source::Constant(Value::Number(1.0))));
        assert_eq!(meanings[1].args[0], (Key::Month, Source::Slot(0)));
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(Meaning::read_all("fly(day)", &[]).expect_err("no such").contains("fly"));
        assert!(Meaning::read_all("date(day=x)", &[]).expect_err("no such").contains("neither"));
    }
}
