//! Given hand-made readings, checks the days that they leave.
