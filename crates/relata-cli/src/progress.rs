//! Given a work under way, yields a bar on standard error where that is a terminal: count, rate, time left.

use indicatif::{ProgressBar, ProgressStyle};
use std::time::Duration;

/// Before this share of the input is read, nobody can say how long the rest takes.
const TELLING: f64 = 0.01;

/// A count of articles; hidden in a pipe.
pub fn articles() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}, {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar
}

/// Says how much of the input is read, and how long the rest takes at this rate.
pub fn show_share(bar: &ProgressBar, share: Option<f64>) {
    if bar.is_hidden() {
        return;
    }
    if let Some(message) = share.and_then(|share| left(bar.elapsed(), share)) {
        bar.set_message(message);
    }
}

fn left(elapsed: Duration, share: f64) -> Option<String> {
    let rest = (share >= TELLING).then(|| elapsed.mul_f64((1.0 - share) / share).as_secs())?;
    let (hours, minutes, seconds) = (rest / 3600, rest / 60 % 60, rest % 60);
    let time = if hours > 0 { format!("{hours} h {minutes:02} min") } else { format!("{minutes} min {seconds:02} s") };
    Some(format!("({:.0} %, {time} left)", 100.0 * share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(seconds: u64, share: f64, expected: &str) {
        assert_eq!(left(Duration::from_secs(seconds), share).unwrap_or_default(), expected);
    }

    #[test]
    fn the_time_left_follows_from_the_share() {
        check(30, 0.25, "(25 %, 1 min 30 s left)");
        check(3600, 0.2, "(20 %, 4 h 00 min left)");
        check(30, 1.0, "(100 %, 0 min 00 s left)");
        check(30, 0.001, "");
    }
}
