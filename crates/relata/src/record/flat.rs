//! Given records whose days or span are a part of their own, yields how they are written and read: flat.
//!
//! What serde derives for a flattened part holds all fields back before it reads one, which costs more than the rest of
//! a reading, and works in no format without names of fields.

use super::{Evidence, Mention, Published, PublishedHow, Trigger, When, WhenHow};
use crate::day::Interval;
use crate::span::Points;
use jiff::civil::Date;
use serde::ser::SerializeStruct;
use serde::{Deserialize, Serialize, Serializer};

/// Writes a record flat, and names the flat record that it is read from.
macro_rules! flat {
    ($record:ident, $flat:ident { $($field:ident: $kind:ty = $($part:ident).+),+ }, $made:expr) => {
        #[derive(Deserialize)]
        pub(super) struct $flat {
            $($field: $kind),+
        }

        impl From<$flat> for $record {
            fn from(flat: $flat) -> Self {
                $made(flat)
            }
        }

        impl Serialize for $record {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                let mut record = out.serialize_struct(stringify!($record), [$(stringify!($field)),+].len())?;
                $(record.serialize_field(stringify!($field), &self.$($part).+)?;)+
                record.end()
            }
        }
    };
}

flat!(
    Published,
    FlatPublished { from: Date = days.from, to: Date = days.to, how: PublishedHow = how },
    |flat: FlatPublished| { Published { days: Interval { from: flat.from, to: flat.to }, how: flat.how } }
);
flat!(When, FlatWhen { from: Date = days.from, to: Date = days.to, how: WhenHow = how }, |flat: FlatWhen| {
    When { days: Interval { from: flat.from, to: flat.to }, how: flat.how }
});
flat!(
    Mention,
    FlatMention { document: String = document, start: u32 = span.start, end: u32 = span.end, text: String = text },
    |flat: FlatMention| {
        Mention { document: flat.document, span: Points { start: flat.start, end: flat.end }, text: flat.text }
    }
);
flat!(
    Trigger,
    FlatTrigger { start: u32 = span.start, end: u32 = span.end, text: String = text },
    |flat: FlatTrigger| { Trigger { span: Points { start: flat.start, end: flat.end }, text: flat.text } }
);
flat!(
    Evidence,
    FlatEvidence { document: String = document, start: u32 = span.start, end: u32 = span.end },
    |flat: FlatEvidence| { Evidence { document: flat.document, span: Points { start: flat.start, end: flat.end } } }
);
