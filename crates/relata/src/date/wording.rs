//! Given the time words of the packs, yields how an expression points at the day on which it is written.

use crate::likeness::words::words;
use crate::pack::Data;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const COLUMNS: [&str; 5] = ["class", "words", "value", "pos", "source"];

/// How a time expression points at the day of writing.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pointing {
    /// It says "this": what it names is at hand.
    pub this: bool,
    /// The day of the week that it names, Monday 1.
    pub weekday: Option<i8>,
    /// So many weeks on from the week of writing.
    pub weeks: Option<i32>,
}

impl Pointing {
    /// True where a day has the weekday that is named, if one is.
    pub fn fits(&self, day: Date) -> bool {
        self.weekday.is_none_or(|w| w == day.weekday().to_monday_one_offset())
    }
}

/// What a word of one language tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sense {
    This,
    Weekday(i8),
    Week,
    Step(i32),
}

/// The time words of all languages, by code.
pub struct Wordings(FxHashMap<String, FxHashMap<u32, Sense>>);

static BUILTIN: LazyLock<Wordings> = LazyLock::new(|| Wordings::read(&Data::builtin()));

impl Wordings {
    /// Those that the program carries.
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads `time_words.tsv` of each pack. The time stage reports what is wrong with a table; here a language
    /// whose table does not read only points at nothing.
    pub fn read(data: &Data) -> Self {
        let mut languages = FxHashMap::default();
        for language in data.languages() {
            let Ok(table) = data.table(&format!("packs/{language}/time_words.tsv"), &COLUMNS) else { continue };
            let mut senses = FxHashMap::default();
            for row in table.rows() {
                let Some(sense) = sense(row.get("class"), row.get("value")) else { continue };
                for word in row.list("words").map(words).filter(|w| w.len() == 1) {
                    senses.entry(word[0].whole).or_insert(sense);
                }
            }
            languages.insert(language, senses);
        }
        Self(languages)
    }

    /// How an expression of a language points at the day of writing.
    pub fn pointing(&self, language: &str, text: &str) -> Pointing {
        let Some(senses) = self.0.get(language) else { return Pointing::default() };
        let mut found = Pointing::default();
        let (mut week, mut step) = (false, None);
        for sense in words(text).iter().filter_map(|w| senses.get(&w.whole)) {
            match sense {
                Sense::This => found.this = true,
                Sense::Weekday(day) => found.weekday = Some(*day),
                Sense::Week => week = true,
                Sense::Step(by) => step = Some(*by),
            }
        }
        found.weeks = week.then(|| step.or(found.this.then_some(0))).flatten();
        found
    }
}

fn sense(class: &str, value: &str) -> Option<Sense> {
    match (class, value) {
        ("this", _) => Some(Sense::This),
        ("weekday", day) => day.parse().ok().map(Sense::Weekday),
        ("cell_unit", "W") => Some(Sense::Week),
        ("dir", "next") => Some(Sense::Step(1)),
        ("dir", "last") => Some(Sense::Step(-1)),
        _ => None,
    }
}
