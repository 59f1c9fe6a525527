//! Given the written values of the word table, yields what a word means: a number, a unit, a part of the day.

use super::cell::Grain;
use super::feast::Feast;
use crate::day::Interval;
use jiff::civil::Date;

/// What a word of the table, a number of the text or a constant of a meaning stands for.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value {
    /// A mark without a value.
    None,
    /// A number: weekday (Monday is 1), month, ordinal, day, year, hour …
    Number(f64),
    /// An unknown number, of about this size: "quelques", "plusieurs".
    Vague(f64),
    /// A unit of time.
    Unit(Unit),
    /// A season.
    Season(Season),
    /// A part of the day.
    Part(Part),
    /// One end of a stretch.
    Edge(Edge),
    /// Which of several is meant.
    Dir(Dir),
    /// A feast or term.
    Feast(Feast),
}

impl Value {
    /// Reads a value as the word table and the meanings write it.
    pub fn read(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::None);
        }
        if let Ok(number) = text.parse::<f64>() {
            return Some(Self::Number(number));
        }
        if let Some(size) = text.strip_prefix("X~") {
            return size.parse().ok().map(Self::Vague);
        }
        Dir::read(text)
            .map(Self::Dir)
            .or_else(|| Edge::read(text).map(Self::Edge))
            .or_else(|| Season::read(text).map(Self::Season))
            .or_else(|| Part::read(text).map(Self::Part))
            .or_else(|| Feast::read(text).map(Self::Feast))
            .or_else(|| Unit::read(text).map(Self::Unit))
    }
}

/// A unit: so many of a base unit, as "trimestre" is three months.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// How many of the base.
    pub count: i32,
    /// The base.
    pub base: Base,
}

/// What units are counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// `TS`
    Second,
    /// `TM`
    Minute,
    /// `TH`
    Hour,
    /// `D`
    Day,
    /// `WE`
    Weekend,
    /// `W`
    Week,
    /// `M`
    Month,
    /// `Y`
    Year,
}

impl Unit {
    fn read(text: &str) -> Option<Self> {
        let split = text.find(|c: char| !c.is_ascii_digit())?;
        let count = if split == 0 { 1 } else { text[..split].parse().ok()? };
        let base = match &text[split..] {
            "TS" => Base::Second,
            "TM" => Base::Minute,
            "TH" => Base::Hour,
            "D" => Base::Day,
            "WE" => Base::Weekend,
            "W" => Base::Week,
            "M" => Base::Month,
            "Y" => Base::Year,
            _ => return None,
        };
        Some(Self { count, base })
    }

    /// The cell of the calendar that has this size, where there is one.
    pub fn grain(self) -> Option<Grain> {
        Some(match (self.count, self.base) {
            (1, Base::Day) => Grain::Day,
            (1, Base::Weekend) => Grain::Weekend,
            (1, Base::Week) => Grain::Week,
            (1, Base::Month) => Grain::Month,
            (3, Base::Month) => Grain::Quarter,
            (6, Base::Month) => Grain::Half,
            (1, Base::Year) => Grain::Year,
            (10, Base::Year) => Grain::Decade,
            (100, Base::Year) => Grain::Century,
            _ => return None,
        })
    }

    /// About how many days `count` of it are.
    pub fn in_days(self, count: f64) -> f64 {
        let one = match self.base {
            Base::Second => 1.0 / 86_400.0,
            Base::Minute => 1.0 / 1_440.0,
            Base::Hour => 1.0 / 24.0,
            Base::Day => 1.0,
            Base::Weekend | Base::Week => 7.0,
            Base::Month => 30.44,
            Base::Year => 365.25,
        };
        count * one * f64::from(self.count)
    }

    /// The TIMEX3 value of so many of it; `None` stands for an unknown number.
    pub fn length(self, number: Option<f64>) -> String {
        let amount = number.map_or_else(|| "X".to_owned(), |n| written(n * f64::from(self.count)));
        match self.base {
            Base::Second => format!("PT{amount}S"),
            Base::Minute => format!("PT{amount}M"),
            Base::Hour => format!("PT{amount}H"),
            Base::Day => format!("P{amount}D"),
            Base::Weekend => format!("P{amount}WE"),
            Base::Week => format!("P{amount}W"),
            Base::Month => format!("P{amount}M"),
            Base::Year => format!("P{amount}Y"),
        }
    }
}

/// A number without needless decimals.
pub fn written(number: f64) -> String {
    if number.fract() == 0.0 { format!("{number:.0}") } else { format!("{}", (number * 1000.0).round() / 1000.0) }
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $name { $($(#[$each])* $variant),+ }

        impl $name {
            /// Its code in tables and values.
            #[allow(dead_code)]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Reads the code.
            pub fn read(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

pub(super) use codes;

codes! {
    /// A season, by its TIMEX3 code.
    Season {
        /// Spring.
        Spring = "SP",
        /// Summer.
        Summer = "SU",
        /// Autumn.
        Autumn = "FA",
        /// Winter; it ends in the year after the one that names it.
        Winter = "WI",
    }
}

impl Season {
    /// Its days, from the first of its first month to the day on which the sky's season ends; winter to the end
    /// of March, as the news uses the word.
    pub fn days(self, year: i16) -> Option<Interval> {
        let day = |y: i16, m, d| Date::new(y, m, d).ok();
        let (from, to) = match self {
            Self::Spring => (day(year, 3, 1)?, day(year, 6, 20)?),
            Self::Summer => (day(year, 6, 1)?, day(year, 9, 22)?),
            Self::Autumn => (day(year, 9, 1)?, day(year, 12, 20)?),
            Self::Winter => (day(year, 12, 1)?, day(year.checked_add(1)?, 3, 31)?),
        };
        Some(Interval { from, to })
    }
}

codes! {
    /// A part of the day, by its TIMEX3 code.
    Part {
        /// Morning.
        Morning = "MO",
        /// About noon.
        Noon = "MI",
        /// Afternoon.
        Afternoon = "AF",
        /// Evening.
        Evening = "EV",
        /// Night.
        Night = "NI",
        /// Working hours, daylight.
        Daytime = "DT",
    }
}

codes! {
    /// One end of a stretch, by its TIMEX3 `mod`.
    Edge {
        /// Its beginning.
        Start = "START",
        /// Its middle.
        Mid = "MID",
        /// Its end.
        End = "END",
    }
}

codes! {
    /// Which of several days, months or years of one name is meant.
    Dir {
        /// The last before the anchor.
        Last = "last",
        /// The next after the anchor.
        Next = "next",
        /// The one of the anchor's own week, month or year, or the one the verb's tense points to.
        This = "this",
        /// The one to which the governing verb's tense points.
        Tense = "tense",
        /// The nearest.
        Near = "near",
        /// The past.
        Past = "past",
        /// The present.
        Present = "present",
        /// The future.
        Future = "future",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_values_are_told_apart() {
        assert_eq!(Value::read("3M"), Some(Value::Unit(Unit { count: 3, base: Base::Month })));
        assert_eq!(Value::read("MO"), Some(Value::Part(Part::Morning)));
        assert_eq!(Value::read("X~5"), Some(Value::Vague(5.0)));
        assert_eq!(Value::read("05-01"), Some(Value::Feast(Feast::Fixed(5, 1))));
        assert_eq!(Value::read("-1"), Some(Value::Number(-1.0)));
        assert_eq!(Value::read("nonsense"), None);
    }

    #[test]
    fn lengths_are_written_as_timex() {
        assert_eq!(Unit { count: 6, base: Base::Month }.length(Some(1.0)), "P6M");
        assert_eq!(Unit { count: 1, base: Base::Second }.length(Some(30.4)), "PT30.4S");
        assert_eq!(Unit { count: 1, base: Base::Day }.length(None), "PXD");
    }
}
