//! Given articles whose day is unknown or wide, yields narrower days, from their own evidence and from other articles.

use crate::record::{Published, Reading};

/// For articles whose day is unknown or wide: what they share with others narrows it.
pub fn narrow(_readings: &[&Reading]) -> Vec<(String, Published)> {
    Vec::new()
}
