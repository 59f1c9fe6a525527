//! Given days that one name may stand for, yields the one that is meant.

use crate::day::days_between;
use jiff::civil::Date;

/// Which day is wanted, seen from the anchor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Want {
    /// The last one before the anchor, the anchor not counted.
    Before,
    /// The first one after the anchor, the anchor not counted.
    After,
    /// Rather past than future.
    Past,
    /// Rather future than past.
    Future,
    /// The nearest.
    Near,
}

/// The day that is wanted; `against` is how many times farther a day on the unwanted side must seem.
pub fn nearest(days: impl IntoIterator<Item = Date>, anchor: Date, want: Want, against: f64) -> Option<Date> {
    let cost = |day: &Date| -> Option<f64> {
        let off = f64::from(days_between(anchor, *day));
        Some(match want {
            Want::Before if off >= 0.0 => return None,
            Want::After if off <= 0.0 => return None,
            Want::Past if off > 0.0 => off * against,
            Want::Future if off < 0.0 => -off * against,
            _ => off.abs(),
        })
    };
    let priced = days.into_iter().filter_map(|d| Some((cost(&d)?, d)));
    priced.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, d)| d)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn check(want: Want, expected: Date) {
        let days = [date(2022, 1, 18), date(2022, 1, 25), date(2022, 2, 1)];
        assert_eq!(nearest(days, date(2022, 1, 25), want, 3.0), Some(expected), "{want:?}");
    }

    #[test]
    fn the_day_wanted_is_found() {
        check(Want::Past, date(2022, 1, 25));
        check(Want::Before, date(2022, 1, 18));
        check(Want::After, date(2022, 2, 1));
    }

    #[test]
    fn a_near_day_on_the_other_side_beats_a_far_one() {
        let days = [date(2021, 2, 20), date(2022, 2, 20)];
        assert_eq!(nearest(days, date(2022, 1, 25), Want::Past, 3.0), Some(date(2022, 2, 20)));
    }
}
