//! Lengths as a drawing writes them: pixels, to the tenth.

use std::fmt;

/// A length within a text, such as a path.
#[derive(Clone, Copy)]
pub struct Px(pub f64);

/// A length as the value of an attribute.
pub fn px(pixels: f64) -> String {
    Px(pixels).to_string()
}

/// Whole tenths: many times as fast as the exact decimal of a float, and a drag writes thousands.
impl fmt::Display for Px {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "pixels are small, casts saturate"
        )]
        let tenths = (self.0 * 10.0).round() as i32;
        let sign = if tenths < 0 { "-" } else { "" };
        let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
        match tenth {
            0 => write!(f, "{sign}{whole}"),
            _ => write!(f, "{sign}{whole}.{tenth}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_rounded_to_the_tenth() {
        let cases = [
            (0.0, "0"),
            (12.0, "12"),
            (12.34, "12.3"),
            (-0.55, "-0.6"),
            (-3.0, "-3"),
        ];
        for (pixels, text) in cases {
            assert_eq!(px(pixels), text);
        }
    }
}
