//! Given a chronicle of a few invented articles, checks what the server answers.

mod guarded;
mod hostile;
mod lists;
mod pages;
mod records;
mod sample;
mod written;
