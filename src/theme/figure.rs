//! Figures and money in words: qualifiers, thousands, millions.

use super::strings::Strings;
use crate::content::value::figure::Shape;
use crate::content::value::{Figure, Money};
use crate::site::view::FigureView;

/// Which way a shortened number may err: a lower bound must not grow, an upper one not shrink.
#[derive(Clone, Copy, PartialEq)]
enum Rounding {
    Down,
    Nearest,
    Up,
}

impl Strings {
    /// A figure ready to print: `about 800,000`, `at least 40`, `40 to 50`.
    pub fn figure(&self, figure: &Figure) -> FigureView {
        let wording = figure.wording();
        let (bound, rounding) = match wording {
            Shape::Over(_) => ("figure.over", Rounding::Down),
            Shape::AtLeast(_) => ("figure.at_least", Rounding::Down),
            Shape::Under(_) => ("figure.under", Rounding::Up),
            Shape::AtMost(_) => ("figure.at_most", Rounding::Up),
            Shape::Exact(_) | Shape::Range(..) if figure.about => ("figure.about", Rounding::Nearest),
            Shape::Exact(_) | Shape::Range(..) => ("", Rounding::Nearest),
        };
        let qualifier = if bound.is_empty() { String::new() } else { self.text(bound).to_owned() };
        let number = self.span(&wording, &|n| self.number(n));
        let short = self.span(&wording, &|n| self.shortened(n, rounding));
        FigureView {
            text: self.qualified(&qualifier, &number),
            qualifier,
            number,
            short,
            value: figure.stated(),
        }
    }

    /// A number for a big display: three figures and a word from a million on (`9.02 m`), whole below.
    pub fn short_number(&self, n: u64) -> String {
        self.shortened(n, Rounding::Nearest)
    }

    /// An amount ready to print: `about 40,000 USD`.
    pub fn money(&self, money: &Money) -> String {
        let view = self.figure(&money.amount);
        let amount = self.fill("figure.money", &[("number", &view.number), ("currency", money.code())]);
        self.qualified(&view.qualifier, &amount)
    }

    fn qualified(&self, qualifier: &str, number: &str) -> String {
        match qualifier {
            "" => number.to_owned(),
            _ => self.fill("figure.qualified", &[("qualifier", qualifier), ("number", number)]),
        }
    }

    /// One number, or the two of a range.
    fn span(&self, wording: &Shape, write: &dyn Fn(u64) -> String) -> String {
        match *wording {
            Shape::Range(low, high) => {
                self.fill("figure.range", &[("low", &write(low)), ("high", &write(high))])
            }
            Shape::Exact(n) | Shape::Over(n) | Shape::AtLeast(n) | Shape::Under(n) | Shape::AtMost(n) => {
                write(n)
            }
        }
    }

    fn shortened(&self, n: u64, rounding: Rounding) -> String {
        let (unit, pattern) = match n {
            0..1_000_000 => return self.number(n),
            1_000_000..1_000_000_000 => (1_000_000, "number.million"),
            _ => (1_000_000_000, "number.billion"),
        };
        let places = match n / unit {
            0..10 => 2,
            10..100 => 1,
            _ => 0,
        };
        let scale = 10_u128.pow(places);
        let up = match rounding {
            Rounding::Down => 0,
            Rounding::Nearest => u128::from(unit) / 2,
            Rounding::Up => u128::from(unit) - 1,
        };
        let scaled = (u128::from(n) * scale + up) / u128::from(unit);
        let whole = self.number(u64::try_from(scaled / scale).unwrap_or(u64::MAX));
        let fraction = format!("{:0width$}", scaled % scale, width = places as usize);
        let fraction = fraction.trim_end_matches('0');
        let number = match fraction {
            "" => whole,
            _ => format!("{whole}{}{fraction}", self.text("number.decimal")),
        };
        self.fill(pattern, &[("n", &number)])
    }
}

#[cfg(test)]
mod tests {
    use crate::content::value::{Figure, Money};
    use crate::theme::tests::english;

    fn figure(low: u64, high: Option<u64>) -> Figure {
        Figure { low, high, over: false, under: false, about: false }
    }

    #[test]
    fn qualifiers_stand_before_their_numbers() {
        let strings = english();
        let say = |figure| strings.figure(&figure).text;
        assert_eq!(say(Figure::exact(0)), "0");
        assert_eq!(say(Figure::exact(1_234_567)), "1,234,567");
        assert_eq!(say(Figure { about: true, ..Figure::exact(800_000) }), "about 800,000");
        assert_eq!(say(figure(40, None)), "at least 40");
        assert_eq!(say(Figure { over: true, ..figure(40, None) }), "over 40");
        assert_eq!(say(figure(0, Some(40))), "at most 40");
        assert_eq!(say(Figure { under: true, ..figure(0, Some(40)) }), "under 40");
        assert_eq!(say(figure(40, Some(50))), "40 to 50");
        assert_eq!(say(Figure { under: true, ..figure(10, Some(50)) }), "10 to 49");
        assert_eq!(say(Figure { about: true, ..figure(40, None) }), "about 40");
    }

    #[test]
    fn short_numbers_never_overstate_a_bound() {
        let strings = english();
        assert_eq!(strings.short_number(999_999), "999,999");
        assert_eq!(strings.short_number(9_020_000), "9.02\u{a0}m");
        assert_eq!(strings.short_number(9_999_999), "10\u{a0}m");
        assert_eq!(strings.short_number(123_400_000), "123\u{a0}m");
        assert_eq!(strings.short_number(u64::MAX), "18,446,744,074\u{a0}bn");
        assert_eq!(strings.figure(&figure(9_999_999, None)).short, "9.99\u{a0}m");
        assert_eq!(strings.figure(&figure(0, Some(9_001_000))).short, "9.01\u{a0}m");
    }

    #[test]
    fn money_names_its_currency() {
        let money = Money { amount: Figure { about: true, ..Figure::exact(40_000) }, currency: *b"USD" };
        assert_eq!(english().money(&money), "about 40,000 USD");
    }
}
