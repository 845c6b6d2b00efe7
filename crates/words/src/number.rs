//! Numbers and times as the language that is spoken writes them.

use crate::language::{Language, speaking};

/// A number that was written with a decimal point, `20.5`: `20,5` in German.
pub fn decimal(written: &str) -> String {
    match speaking() {
        Language::German => written.replace('.', ","),
        Language::English | Language::Mirrored => written.to_owned(),
    }
}

/// Microseconds in milliseconds: `20 ms`, `20.5 ms`, `0.001 ms`.
pub fn ms(micros: u64) -> String {
    let (whole, rest) = (micros / 1000, micros % 1000);
    if rest == 0 {
        return format!("{whole} ms");
    }
    let digits = format!("{rest:03}");
    decimal(&format!("{whole}.{} ms", digits.trim_end_matches('0')))
}

/// Thousandths in percent: `2.5 %`.
pub fn per_mille(rate: u16) -> String {
    match (rate / 10, rate % 10) {
        (whole, 0) => format!("{whole} %"),
        (whole, tenths) => decimal(&format!("{whole}.{tenths} %")),
    }
}
