//! Given nothing; names the ways in which the networks are computed.

/// Is the way in which the networks are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Mode {
    /// In float32, as spaCy does: the same annotation but for rare ties.
    Exact,
    /// The windows of the networks in bytes (int8), the rest in float32: faster by half, as near to
    /// what people annotate, and in three tokens of a thousand not what `Exact` says
    /// (`make accuracy`).
    #[default]
    Fast,
}

impl std::fmt::Display for Mode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.pad(match self {
            Self::Exact => "exact",
            Self::Fast => "fast",
        })
    }
}
