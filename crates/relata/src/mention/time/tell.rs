//! Given what an expression means and the day on which it is said, yields its TIMEX3 value and its days.

use super::call::Call;
use super::cell::{Cell, Grain, monday, nth_weekday, weekday_in_week, weekday_number};
use super::lean::Lean;
use super::length;
use super::meaning::{Key, Op};
use super::nearest::{Want, nearest};
use super::value::{Base, Dir, Part};
use crate::day::{Interval, days_between, plus_days};
use crate::mention::Relation;
use crate::record::TimexType;
use jiff::civil::Date;

/// What an expression tells.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// TIMEX3 type.
    pub kind: TimexType,
    /// TIMEX3 value.
    pub value: String,
    /// The cell of the calendar, where it is one.
    pub cell: Option<Cell>,
    /// The days meant.
    pub days: Option<Interval>,
    /// How what it modifies lies to it, where the expression itself says so.
    pub relation: Option<Relation>,
}

/// Where an expression stands in time.
#[derive(Clone, Copy, Debug)]
pub struct World {
    /// The day of publication.
    pub anchor: Date,
    /// The day told last.
    pub day: Option<Date>,
    /// What was told last, be it a day, a month or a year.
    pub stretch: Option<Interval>,
    /// The day that a time of day belongs to.
    pub clock_day: Option<Date>,
    /// Where the governing verb points.
    pub lean: Lean,
}

impl World {
    /// The world of a day before anything is told.
    pub fn new(anchor: Date) -> Self {
        Self { anchor, day: None, stretch: None, clock_day: None, lean: Lean::Unknown }
    }

    /// The day told last, else the anchor.
    pub fn day_told(&self) -> Date {
        self.day.unwrap_or(self.anchor)
    }

    /// What "suivant", "plus tôt" are counted from: the day told last, or for longer units what was told last.
    pub fn told_for(&self, base: Base) -> Date {
        let stretch = self.stretch.map_or(self.anchor, |s| s.from);
        if matches!(base, Base::Month | Base::Year) { stretch } else { self.day_told() }
    }
}

impl Told {
    /// A cell of the calendar.
    pub fn cell(cell: Cell) -> Option<Self> {
        let kind = if matches!(cell, Cell::Part(..) | Cell::Clock(..)) { TimexType::Time } else { TimexType::Date };
        Some(Self { kind, value: cell.value(), days: Some(cell.days()?), cell: Some(cell), relation: None })
    }

    /// A value without a cell.
    pub fn open(kind: TimexType, value: String, days: Option<Interval>) -> Self {
        Self { kind, value, cell: None, days, relation: None }
    }
}

/// What a meaning tells in a world; `None` where it is no day of the calendar.
pub fn tell(call: &Call, world: &World) -> Option<Told> {
    match call.op {
        Op::None | Op::Range => None,
        Op::Same | Op::Issue => tell(call.of()?, world),
        Op::Date => date(call, world).and_then(|d| Told::cell(Cell::Day(d))),
        Op::Weekday => weekday(call, world).and_then(|d| Told::cell(Cell::Day(d))),
        Op::WeekdayTold => weekday_told(call, world).and_then(|d| Told::cell(Cell::Day(d))),
        Op::Month => month(call, world).and_then(Told::cell),
        Op::Year => Told::cell(Cell::Year(year(call, world)?)),
        Op::Decade => Told::cell(Cell::Decade(decade(call)?)),
        Op::Century => Told::cell(Cell::Century(call.small::<i16>(Key::Ordinal)?.checked_sub(1)?)),
        Op::Quarter => sub_year(call, world, Cell::Quarter, 4),
        Op::Half => sub_year(call, world, Cell::Half, 2),
        Op::Season => season(call, world),
        Op::Feast => feast(call, world),
        Op::Unit => unit(call, world, world.anchor),
        Op::Told => unit(call, world, world.told_for(call.unit()?.base)),
        Op::Part => part(call, world),
        Op::PartTold => Told::cell(Cell::Part(world.day_told(), call.part()?)),
        Op::Clock => clock(call, world),
        Op::Edge => edge(call, world),
        Op::Nth => nth(call, world),
        Op::Shift => Told::cell(length::shifted(call, tell(call.of()?, world)?.days?)?),
        // "Ils sont arrivés le mardi" tells of one Tuesday, "on ouvre le mardi" of all.
        Op::Every if call.dir() == Some(Dir::Tense) && world.lean == Lean::Past => {
            weekday(call, world).and_then(|d| Told::cell(Cell::Day(d)))
        }
        Op::Every => every(call),
        Op::Ref => reference(call, world),
        Op::Length | Op::Ago | Op::Ahead | Op::Earlier | Op::Later | Op::Lasting | Op::Recent | Op::Coming => {
            length::tell(call, world)
        }
    }
}

fn want(call: &Call, world: &World) -> Want {
    match (call.dir(), world.lean) {
        (Some(Dir::Last), _) => Want::Before,
        (Some(Dir::Next), _) => Want::After,
        (Some(Dir::Near), _) => Want::Near,
        (Some(Dir::Past), _) => Want::Past,
        (Some(Dir::Future), _) => Want::Future,
        (_, Lean::Past) => Want::Past,
        (_, Lean::Future) => Want::Future,
        _ => Want::Near,
    }
}

/// How many times farther a day must seem that lies where the verb does not point. A past tense may tell what was
/// then to come; a future does not tell the past.
fn unwanted(call: &Call, world: &World) -> f64 {
    if want(call, world) == Want::Future { 8.0 } else { 4.0 }
}

fn year(call: &Call, world: &World) -> Option<i16> {
    let year: i16 = call.small(Key::Year)?;
    if year >= 100 {
        return Some(year);
    }
    let later = 2000 + year;
    Some(if later <= world.anchor.year() + 5 { later } else { 1900 + year })
}

fn date(call: &Call, world: &World) -> Option<Date> {
    let day: i8 = call.small(Key::Day)?;
    let month: Option<i8> = call.small(Key::Month);
    if let (Some(month), Some(year)) = (month, year(call, world)) {
        return Date::new(year, month, day).ok();
    }
    if let Some(of) = call.of() {
        let within = tell(of, world)?.days?.from;
        return Date::new(within.year(), within.month(), day).ok();
    }
    let fits = |d: &Date| call.small::<i8>(Key::Weekday).is_none_or(|w| weekday_number(*d) == w);
    let anchor = world.anchor;
    let candidates: Vec<Date> = match month {
        Some(month) => (-7..=7).filter_map(|y| Date::new(anchor.year() + y, month, day).ok()).collect(),
        None => (-6..=6).filter_map(|m| in_month_of(anchor, m, day)).collect(),
    };
    let fitting: Vec<Date> = candidates.iter().copied().filter(fits).collect();
    // A weekday that fits no day within half a year is a slip of the pen; the day and month count.
    let near = |d: &Date| days_between(anchor, *d).abs() < 200;
    let of = if month.is_some() && !fitting.iter().any(near) { candidates } else { fitting };
    // A day without its month is rather a month off than on the side that the verb denies.
    nearest(of, anchor, want(call, world), if month.is_some() { unwanted(call, world) } else { 30.0 })
}

fn in_month_of(anchor: Date, steps: i32, day: i8) -> Option<Date> {
    let Cell::Month(year, month) = Cell::beside(Grain::Month, anchor, steps) else { return None };
    Date::new(year, month, day).ok()
}

fn weekday(call: &Call, world: &World) -> Option<Date> {
    let weekday: i8 = call.small(Key::Weekday)?;
    // "Jeudi en 8" counts days, both ends included.
    let counted = call.small::<i32>(Key::Number).map(|days| (days - 1) / 7);
    if let Some(weeks) = call.small::<i32>(Key::Weeks).or(counted).filter(|weeks| (0..=9).contains(weeks)) {
        // "Lundi en huit" is a week after the Monday to come.
        let here = weekday_in_week(world.anchor, weekday);
        let coming = if here < world.anchor { 7 } else { 0 };
        return Some(plus_days(here, coming + 7 * weeks));
    }
    if let Some(of) = call.of() {
        let days = tell(of, world)?.days?;
        return nth_weekday(days, weekday, 1);
    }
    let candidates = (-2..=2).map(|w| plus_days(weekday_in_week(world.anchor, weekday), 7 * w));
    let want = match (call.dir(), world.lean) {
        (Some(Dir::This), Lean::Present | Lean::Unknown) => Want::Near,
        // "Le film sort mercredi" is to come, "la panne de mercredi" is past.
        (None | Some(Dir::Tense), Lean::Present) => Want::Future,
        (None | Some(Dir::Tense), Lean::Unknown) => Want::Past,
        _ => want(call, world),
    };
    nearest(candidates, world.anchor, want, 100.0)
}

fn weekday_told(call: &Call, world: &World) -> Option<Date> {
    let (weekday, from): (i8, Date) = (call.small(Key::Weekday)?, world.day_told());
    let candidates = (-1..=1).map(|w| plus_days(weekday_in_week(from, weekday), 7 * w));
    nearest(candidates, from, want(call, world), 100.0)
}

fn month(call: &Call, world: &World) -> Option<Cell> {
    let month: i8 = call.small(Key::Month)?;
    if let Some(year) = year(call, world) {
        return Some(Cell::Month(year, month));
    }
    let anchor = world.anchor.first_of_month();
    let candidates = (-2..=2).filter_map(|y| Date::new(anchor.year() + y, month, 1).ok());
    let found = nearest(candidates, anchor, want(call, world), 6.0)?;
    Some(Cell::Month(found.year(), month))
}

fn decade(call: &Call) -> Option<i16> {
    let year: i16 = call.small(Key::Year).or_else(|| call.small(Key::Number))?;
    Some(match year {
        100.. => year / 10,
        30..=99 => 190 + year / 10,
        _ => 200 + year / 10,
    })
}

fn sub_year(call: &Call, world: &World, cell: fn(i16, i8) -> Cell, count: i8) -> Option<Told> {
    let number: i8 = call.small(Key::Ordinal)?;
    if !(1..=count).contains(&number) {
        return None;
    }
    let of = |year: i16| cell(year, number);
    let found = match year(call, world) {
        Some(year) => of(year),
        None => nearest_cell((-2..=2).map(|y| of(world.anchor.year() + y)), want(call, world), world.anchor)?,
    };
    Told::cell(found)
}

/// The cell that is wanted; cells are compared by their middle day.
fn nearest_cell(cells: impl Iterator<Item = Cell>, want: Want, anchor: Date) -> Option<Cell> {
    let middles: Vec<(Date, Cell)> = cells.filter_map(|c| Some((middle(c.days()?), c))).collect();
    let found = nearest(middles.iter().map(|(d, _)| *d), anchor, want, 6.0)?;
    middles.into_iter().find(|(d, _)| *d == found).map(|(_, c)| c)
}

fn middle(days: Interval) -> Date {
    plus_days(days.from, days.days() / 2)
}

fn season(call: &Call, world: &World) -> Option<Told> {
    let season = call.season()?;
    if let Some(year) = year(call, world) {
        return Told::cell(Cell::Season(year, season));
    }
    let cells = || (-2..=2).map(|y| Cell::Season(world.anchor.year() + y, season));
    if call.dir() == Some(Dir::This) {
        let holding = cells().find(|c| c.days().is_some_and(|d| d.from <= world.anchor && world.anchor <= d.to));
        return Told::cell(holding.or_else(|| nearest_cell(cells(), want(call, world), world.anchor))?);
    }
    let told = Told::cell(nearest_cell(cells(), want(call, world), world.anchor)?)?;
    if call.dir().is_none() && matches!(world.lean, Lean::Present | Lean::Unknown) {
        // "On vient ici en été": any summer.
        return Some(Told { value: format!("XXXX-{}", season.code()), ..told });
    }
    Some(told)
}

fn feast(call: &Call, world: &World) -> Option<Told> {
    let feast = call.feast()?;
    let days = match year(call, world) {
        Some(year) => feast.days(year)?,
        None => {
            let all: Vec<Interval> = (-2..=2).filter_map(|y| feast.days(world.anchor.year() + y)).collect();
            let found = nearest(all.iter().map(|d| d.from), world.anchor, want(call, world), unwanted(call, world))?;
            all.into_iter().find(|d| d.from == found)?
        }
    };
    Told::cell(if days.days() == 1 { Cell::Day(days.from) } else { Cell::Term(days.from, days.to) })
}

fn unit(call: &Call, world: &World, from: Date) -> Option<Told> {
    let Some(grain) = call.unit()?.grain() else { return length::tell(call, world) };
    let steps = match (call.small::<i32>(Key::Steps), call.dir()) {
        (Some(steps), _) => steps,
        (None, Some(Dir::Last | Dir::Past)) => -1,
        (None, Some(Dir::Next | Dir::Future)) => 1,
        _ => 0,
    };
    if grain == Grain::Weekend {
        return Told::cell(weekend(call, world, from, steps));
    }
    Told::cell(Cell::beside(grain, from, steps))
}

/// "ce week-end" is the last one beside a past tense; "le week-end prochain" is the next to come.
fn weekend(call: &Call, world: &World, from: Date, steps: i32) -> Cell {
    let off = weekday_number(from) >= 6;
    let weeks = match (call.dir(), world.lean) {
        (Some(Dir::This), Lean::Past) if !off => -1,
        (Some(Dir::Next), _) if !off => 0,
        (Some(Dir::Past), _) if off => 0,
        _ => steps,
    };
    Cell::Weekend(plus_days(monday(from), 7 * weeks))
}

fn part(call: &Call, world: &World) -> Option<Told> {
    let part = call.part()?;
    if let Some(of) = call.of() {
        let told = tell(of, world)?;
        return match told.cell.and_then(|c| c.day()) {
            Some(day) => Some(part_of(plus_days(day, call.small(Key::Steps).unwrap_or(0)), part)),
            None => Some(Told { value: format!("{}T{}", told.value, part.code()), kind: TimexType::Time, ..told }),
        };
    }
    let mut day = plus_days(world.anchor, call.small(Key::Steps).unwrap_or(0));
    if part == Part::Night && world.lean == Lean::Past && call.dir() == Some(Dir::This) {
        day = plus_days(day, -1);
    }
    Some(part_of(day, part))
}

/// A part of a day; a night reaches into the next one.
fn part_of(day: Date, part: Part) -> Told {
    let cell = Cell::Part(day, part);
    let last = if part == Part::Night { plus_days(day, 1) } else { day };
    let days = Some(Interval { from: day, to: last });
    Told { kind: TimexType::Time, value: cell.value(), cell: Some(cell), days, relation: None }
}

fn clock(call: &Call, world: &World) -> Option<Told> {
    let (hour, minute): (i8, i8) = (call.small(Key::Hour)?, call.small(Key::Minute).unwrap_or(0));
    // "Midi moins le quart".
    let (hour, minute) = if minute < 0 { (hour.checked_sub(1)?, 60 + minute) } else { (hour, minute) };
    let late = matches!(call.part(), Some(Part::Afternoon | Part::Evening)) && hour < 12;
    let hour = if late { hour + 12 } else { hour };
    if !(0..=24).contains(&hour) || !(0..60).contains(&minute) {
        return None;
    }
    let of = call.of().and_then(|of| tell(of, world)?.cell?.day());
    let day = of.or(world.clock_day).unwrap_or(world.anchor);
    Told::cell(Cell::Clock(day, if hour == 24 { 0 } else { hour }, minute))
}

fn edge(call: &Call, world: &World) -> Option<Told> {
    let told = tell(call.of()?, world)?;
    let days = told.cell.and_then(|c| c.edge(call.edge()?)).or(told.days);
    Some(Told { days, ..told })
}

fn nth(call: &Call, world: &World) -> Option<Told> {
    let told = tell(call.of()?, world)?;
    let (days, number) = (told.days?, call.small::<i32>(Key::Ordinal)?);
    if let Some(weekday) = call.small(Key::Weekday) {
        return Told::cell(Cell::Day(nth_weekday(days, weekday, number)?));
    }
    let grain = call.unit()?.grain()?;
    let cell = match number {
        // The first week of a year is the one that ISO 8601 numbers 1: it holds the fourth of January.
        1.. if grain == Grain::Week && matches!(told.cell, Some(Cell::Year(_))) => {
            Cell::beside(grain, plus_days(days.from, 3), number - 1)
        }
        1.. => Cell::beside(grain, days.from, number - 1 + i32::from(begins_before(grain, days))),
        _ => Cell::beside(grain, days.to, number + 1 - i32::from(begins_after(grain, days))),
    };
    days.meets(cell.days()?).then(|| Told::cell(cell)).flatten()
}

/// True where a stretch begins within a weekend, which is then none of its own.
fn begins_before(grain: Grain, days: Interval) -> bool {
    grain == Grain::Weekend && Cell::of(grain, days.from).days().is_some_and(|d| d.from < days.from)
}

/// True where the weekend of a stretch's last week lies beyond it.
fn begins_after(grain: Grain, days: Interval) -> bool {
    grain == Grain::Weekend && Cell::of(grain, days.to).days().is_some_and(|d| d.from > days.to)
}

fn every(call: &Call) -> Option<Told> {
    let value = match (call.small::<i8>(Key::Weekday), call.part(), call.unit()) {
        (Some(weekday), Some(part), _) => format!("XXXX-WXX-{weekday}T{}", part.code()),
        (Some(weekday), ..) => format!("XXXX-WXX-{weekday}"),
        (_, Some(part), _) => format!("XXXX-XX-XXT{}", part.code()),
        (_, _, Some(unit)) => unit.length(call.count().0),
        _ => call.season().map(|s| format!("XXXX-{}", s.code()))?,
    };
    Some(Told::open(TimexType::Set, value, None))
}

fn reference(call: &Call, world: &World) -> Option<Told> {
    let (value, days) = match call.dir()? {
        Dir::Past => ("PAST_REF", None),
        Dir::Future => ("FUTURE_REF", None),
        // The last months, the coming months.
        Dir::Last => ("PAST_REF", Some(Interval::between(plus_days(world.anchor, -60), world.anchor))),
        Dir::Next => ("FUTURE_REF", Some(Interval::between(world.anchor, plus_days(world.anchor, 60)))),
        _ => ("PRESENT_REF", Some(Interval::day(world.anchor))),
    };
    Some(Told::open(TimexType::Date, value.to_owned(), days))
}
