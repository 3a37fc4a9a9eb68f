//! What stands behind a diagnostic's code: a title and an explanation in plain words.

/// One code of a room's table; `corkboard explain E012` prints it.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    pub code: &'static str,
    pub title: &'static str,
    pub explanation: &'static str,
}
