//! Given a match of a rule, yields what it means with its arguments in place, free of the text.

use super::chart::{Bound, Chart, Item};
use super::feast::Feast;
use super::meaning::{Key, Meaning, Op, Source};
use super::rule::Rules;
use super::value::{Dir, Edge, Part, Season, Unit, Value};

/// An operation and its arguments.
#[derive(Clone, PartialEq, Debug)]
pub struct Call {
    /// The operation.
    pub op: Op,
    values: Vec<(Key, Value)>,
    inner: Vec<(Key, Call)>,
}

/// What each expression of a match means, and whether they are the two ends of one stretch.
pub fn of_item(item: &Item, chart: &Chart, rules: &Rules) -> (Vec<Call>, bool) {
    let meanings = &rules.get(item.rule).meanings;
    let calls = meanings.iter().filter(|m| m.op != Op::Range).map(|m| bind(m, item, chart, rules)).collect();
    (calls, meanings.iter().any(|m| m.op == Op::Range))
}

fn bind(meaning: &Meaning, item: &Item, chart: &Chart, rules: &Rules) -> Call {
    let mut call = Call { op: meaning.op, values: Vec::new(), inner: Vec::new() };
    for (key, source) in &meaning.args {
        match source {
            Source::Constant(value) => call.values.push((*key, *value)),
            Source::Slot(slot) => match item.bound.iter().find(|(s, _)| s == slot).map(|(_, b)| b) {
                Some(Bound::Value(value)) => call.values.push((*key, *value)),
                Some(Bound::Item(number)) => {
                    let part = &chart.items[*number as usize];
                    if let Some(first) = rules.get(part.rule).meanings.first() {
                        call.inner.push((*key, bind(first, part, chart, rules)));
                    }
                }
                None => {}
            },
        }
    }
    call
}

impl Call {
    fn value(&self, key: Key) -> Option<Value> {
        self.values.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }

    /// A number among the arguments.
    pub fn number(&self, key: Key) -> Option<f64> {
        match self.value(key)? {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A small whole number among the arguments.
    pub fn small<T: TryFrom<i64>>(&self, key: Key) -> Option<T> {
        T::try_from(self.number(key)? as i64).ok()
    }

    /// Month, day and year of a date that has all three.
    pub fn full_date(&self) -> Option<(i8, i8, i16)> {
        let whole = self.op == Op::Date || self.op == Op::Issue;
        let date = if self.op == Op::Issue { self.of()? } else { self };
        let year = date.small(Key::Year).filter(|y| *y >= 100)?;
        whole.then_some((date.small(Key::Month)?, date.small(Key::Day)?, year))
    }

    /// Month and day of a date that has neither year nor weekday nor a word that says which one is meant.
    pub fn yearless_date(&self) -> Option<(i8, i8)> {
        let open = [Key::Year, Key::Weekday, Key::Dir].iter().all(|key| self.value(*key).is_none());
        open.then_some((self.small(Key::Month)?, self.small(Key::Day)?))
    }

    /// Gives a date its year.
    pub fn put_year(&mut self, year: i16) {
        self.values.push((Key::Year, Value::Number(f64::from(year))));
    }

    /// How many units are meant: the number as far as it is known, and about how many.
    pub fn count(&self) -> (Option<f64>, f64) {
        let plus = self.number(Key::Plus).unwrap_or(0.0);
        match self.value(Key::Number) {
            Some(Value::Number(number)) => (Some(number + plus), number + plus),
            Some(Value::Vague(size)) => (None, size),
            _ => (Some(1.0 + plus), 1.0 + plus),
        }
    }

    /// True where how many units are meant is said, if only vaguely.
    pub fn is_counted(&self) -> bool {
        self.value(Key::Number).is_some()
    }

    /// The unit.
    pub fn unit(&self) -> Option<Unit> {
        match self.value(Key::Unit)? {
            Value::Unit(unit) => Some(unit),
            _ => None,
        }
    }

    /// Which of several is meant.
    pub fn dir(&self) -> Option<Dir> {
        match self.value(Key::Dir)? {
            Value::Dir(dir) => Some(dir),
            _ => None,
        }
    }

    /// The part of the day.
    pub fn part(&self) -> Option<Part> {
        match self.value(Key::Part)? {
            Value::Part(part) => Some(part),
            _ => None,
        }
    }

    /// The season.
    pub fn season(&self) -> Option<Season> {
        match self.value(Key::Season)? {
            Value::Season(season) => Some(season),
            _ => None,
        }
    }

    /// The feast.
    pub fn feast(&self) -> Option<Feast> {
        match self.value(Key::Feast)? {
            Value::Feast(feast) => Some(feast),
            _ => None,
        }
    }

    /// The end of a stretch.
    pub fn edge(&self) -> Option<Edge> {
        match self.value(Key::Edge)? {
            Value::Edge(edge) => Some(edge),
            _ => None,
        }
    }

    /// The meaning that it is about.
    pub fn of(&self) -> Option<&Call> {
        self.inner(Key::Of)
    }

    /// The length that the meaning it is about is moved by.
    pub fn by(&self) -> Option<&Call> {
        self.inner(Key::By)
    }

    fn inner(&self, key: Key) -> Option<&Call> {
        self.inner.iter().find(|(k, _)| *k == key).map(|(_, call)| call)
    }
}
