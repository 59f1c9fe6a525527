//! Placeholder until the crate's first module.

/// Placeholder.
pub struct Pipeline;
