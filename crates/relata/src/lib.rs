//! Relata reads news reports and rebuilds the system that they describe.
//!
//! The modules stand in the order of the path: bytes → article → parse → mention → report → date → event.

pub mod day;
pub mod error;
pub mod id;
pub mod pack;
pub mod record;
pub mod span;

pub mod article;
pub mod parse;

pub mod mention;

pub mod report;

pub mod likeness;

pub mod date;

pub mod event;

pub mod pipeline;
