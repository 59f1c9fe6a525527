//! Given the length of a work, yields a bar on standard error where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};

/// A count of articles whose end is not known; hidden in a pipe.
pub fn articles() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} articles, {per_sec}, {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar
}
