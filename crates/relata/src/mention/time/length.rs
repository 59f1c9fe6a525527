//! Given a length of time and where it is counted from, yields its TIMEX3 value and the days it reaches.

use super::call::Call;
use super::cell::{Cell, Grain};
use super::lean::Lean;
use super::meaning::{Key, Op};
use super::tell::{Told, World};
use super::value::{Base, Dir, Unit};
use crate::day::{Interval, plus_days, plus_months};
use crate::mention::Relation;
use crate::record::TimexType;
use jiff::civil::Date;

/// What a meaning about a length tells.
pub fn tell(call: &Call, world: &World) -> Option<Told> {
    let measure = call.of().unwrap_or(call);
    let unit = measure.unit()?;
    let (known, about) = measure.count();
    let known = if matches!(call.op, Op::Recent | Op::Coming) && !measure.is_counted() { None } else { known };
    let value = unit.length(known);
    let anchor = world.anchor;
    if let (Some(number), Some(grain)) = (known, unit.grain().filter(|g| told_as_cell(call, *g))) {
        let back = matches!(call.op, Op::Ago | Op::Earlier);
        let from = if matches!(call.op, Op::Ago | Op::Ahead) { anchor } else { world.told_for(unit.base) };
        return Told::cell(Cell::of(grain, moved(from, unit, if back { -number } else { number })));
    }
    let (days, relation) = match call.op {
        Op::Ago => (away(anchor, unit, known, -about), Some(Relation::At)),
        Op::Ahead => (away(anchor, unit, known, about), Some(Relation::At)),
        Op::Earlier => (from_told(world, unit, known, -about), Some(Relation::At)),
        // "Cinq ans plus tard" with nothing told before is told of the present.
        Op::Later if world.stretch.is_none() && world.lean != Lean::Future => {
            return Some(Told::open(TimexType::Duration, value, None));
        }
        Op::Later => (from_told(world, unit, known, about), Some(Relation::At)),
        Op::Lasting => (Interval::between(moved(anchor, unit, -about), anchor), Some(Relation::Since)),
        Op::Recent => (Interval::between(moved(anchor, unit, -reach(call, unit, about)), anchor), Some(Relation::At)),
        Op::Coming => (Interval::between(anchor, moved(anchor, unit, reach(call, unit, about))), Some(Relation::At)),
        _ => return Some(Told::open(TimexType::Duration, value, None)),
    };
    let mut told = Told::open(TimexType::Duration, value, Some(days));
    told.relation = relation;
    Some(told)
}

/// "Il y a deux jours" is a day; longer units are not said to the day and keep their length, unless the pack asks for
/// the month or year: "three years ago".
fn told_as_cell(call: &Call, grain: Grain) -> bool {
    let counted = matches!(call.op, Op::Ago | Op::Ahead | Op::Earlier | Op::Later);
    let asked = call.number(Key::Cell).is_some_and(|n| n > 0.0);
    counted && asked || grain == Grain::Day && matches!(call.op, Op::Ago | Op::Ahead)
}

/// A length before or after a day: "deux jours avant Noël".
pub fn shifted(call: &Call, days: Interval) -> Option<Cell> {
    let by = call.by()?;
    let (known, about) = by.count();
    let count = if call.dir() == Some(Dir::Last) { -known? } else { known.map(|_| about)? };
    Some(Cell::Day(moved(days.from, by.unit()?, count)))
}

/// How many units "ces dernières semaines" and the like reach, where no number is given.
fn reach(call: &Call, unit: Unit, about: f64) -> f64 {
    if call.of().unwrap_or(call).is_counted() {
        return about;
    }
    match unit.base {
        Base::Second | Base::Minute | Base::Hour => 24.0,
        Base::Day => 7.0,
        Base::Weekend | Base::Week => 6.0,
        Base::Month | Base::Year => 4.0,
    }
}

/// The day that lies so many units off; months and years are counted in the calendar.
pub fn moved(day: Date, unit: Unit, count: f64) -> Date {
    let months = match unit.base {
        Base::Month => count * f64::from(unit.count),
        Base::Year => count * f64::from(unit.count) * 12.0,
        _ => return plus_days(day, days_of(unit, count)),
    };
    plus_months(day, months.round() as i32)
}

fn days_of(unit: Unit, count: f64) -> i32 {
    let days = unit.in_days(count);
    (if days < 0.0 { days.floor() } else { days.ceil() }) as i32
}

/// Counted from what was told last; from both its ends where that was no more than a month.
fn from_told(world: &World, unit: Unit, known: Option<f64>, count: f64) -> Interval {
    let told = world.stretch.filter(|s| s.days() <= 31).unwrap_or(Interval::day(world.told_for(unit.base)));
    away(told.from, unit, known, count).join(away(told.to, unit, known, count))
}

/// The cell of the unit's size that lies so many units off; where the number is vague, half of it to twice it.
fn away(from: Date, unit: Unit, known: Option<f64>, count: f64) -> Interval {
    if known.is_none() {
        return Interval::between(moved(from, unit, count / 2.0), moved(from, unit, count * 2.0));
    }
    let there = moved(from, unit, count);
    match unit.base {
        Base::Second | Base::Minute | Base::Hour => Interval::between(there, from),
        // "Il y a deux mois" is not said to the day, "il y a trois ans" not to the month.
        _ => unit.grain().and_then(|g| Cell::of(g, there).days()).unwrap_or(Interval::day(there)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn months_are_counted_in_the_calendar() {
        let month = Unit { count: 1, base: Base::Month };
        assert_eq!(moved(date(2022, 3, 31), month, -1.0), date(2022, 2, 28));
        assert_eq!(away(date(2022, 3, 31), month, Some(2.0), -2.0), Interval::month(2022, 1).expect("a month"));
    }

    #[test]
    fn hours_reach_back_to_the_day_before() {
        let hour = Unit { count: 1, base: Base::Hour };
        assert_eq!(moved(date(2022, 3, 31), hour, -24.0), date(2022, 3, 30));
    }
}
