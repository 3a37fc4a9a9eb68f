//! Money: a figure and an ISO 4217 currency. Never summed across currencies.

use super::{Figure, ValueError};

/// An amount in whole units of one currency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    pub amount: Figure,
    /// ISO 4217 letters, upper case: `USD`.
    pub currency: Currency,
}

/// ISO 4217 alphabetic code, upper case.
pub type Currency = [u8; 3];

impl Money {
    /// Reads `about 40000 USD`.
    ///
    /// # Errors
    /// A sentence that says what is wrong, and a hint where there is one.
    pub fn parse(text: &str) -> Result<Self, ValueError> {
        let _ = text;
        unimplemented!()
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.currency).unwrap_or_default()
    }
}
