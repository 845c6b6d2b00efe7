//! Time to pixels and back.

use replicascope_core::Micros;

use crate::words;

/// How time is laid along the horizontal axis.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Scale {
    /// The moment at the left edge of the plot, in microseconds; negative when panned beyond 0.
    pub start: f64,
    /// How many microseconds one pixel spans.
    pub per_pixel: f64,
    /// Where the left edge of the plot is, in pixels.
    pub left: f64,
    /// Where the right edge of the plot is, in pixels.
    pub right: f64,
}

/// A mark on the axis.
#[derive(Clone, PartialEq, Debug)]
pub struct Tick {
    /// Where.
    pub x: f64,
    /// The time there, in milliseconds.
    pub label: String,
}

/// The closest that one can look: a hundredth of a millisecond for each pixel.
pub const CLOSEST: f64 = 10.0;
/// The least room between two labels of the axis.
const TICK_ROOM: f64 = 72.0;

impl Scale {
    /// Shows the whole of a run, and a little beyond its end.
    pub fn fitting(duration: Micros, left: f64, right: f64) -> Self {
        let width = (right - left).max(1.0);
        Self {
            start: 0.0,
            per_pixel: duration.0 as f64 * 1.02 / width,
            left,
            right,
        }
    }

    /// Where a moment is drawn.
    pub fn x(&self, at: Micros) -> f64 {
        self.left + (at.0 as f64 - self.start) / self.per_pixel
    }

    /// The moment that is drawn there; before the start of the run, the start.
    pub fn time(&self, x: f64) -> Micros {
        let micros = self.start + (x - self.left) * self.per_pixel;
        Micros(whole(micros))
    }

    /// The stretch of time that is in view.
    pub fn visible(&self) -> (Micros, Micros) {
        (self.time(self.left), self.time(self.right))
    }

    /// Looks closer (above 1) or from further away, keeping the moment under `x` where it is.
    #[must_use]
    pub fn zoomed(self, factor: f64, x: f64, duration: Micros) -> Self {
        let furthest = Self::fitting(duration, self.left, self.right).per_pixel;
        let per_pixel = (self.per_pixel / factor).clamp(CLOSEST.min(furthest), furthest);
        let held = self.start + (x - self.left) * self.per_pixel;
        Self {
            start: held - (x - self.left) * per_pixel,
            per_pixel,
            ..self
        }
        .bounded(duration)
    }

    /// Moves the view by pixels; positive shows what is later.
    #[must_use]
    pub fn panned(self, pixels: f64, duration: Micros) -> Self {
        Self {
            start: self.start + pixels * self.per_pixel,
            ..self
        }
        .bounded(duration)
    }

    /// Keeps some of the run in view.
    fn bounded(self, duration: Micros) -> Self {
        let span = (self.right - self.left) * self.per_pixel;
        let last = (duration.0 as f64 * 1.02 - span).max(0.0);
        Self {
            start: self.start.clamp(0.0, last),
            ..self
        }
    }

    /// Round times for the axis.
    pub fn ticks(&self, duration: Micros) -> Vec<Tick> {
        let step = round_step(self.per_pixel * TICK_ROOM);
        let (from, to) = self.visible();
        let first = from.0.div_ceil(step);
        let last = to.min(duration).0 / step;
        (first..=last)
            .map(|number| {
                let at = Micros(number * step);
                Tick {
                    x: self.x(at),
                    label: words::time(at),
                }
            })
            .collect()
    }
}

/// The smallest of 1, 2, 5, 10, 20, 50, … microseconds that is not below `least`.
fn round_step(least: f64) -> u64 {
    let mut power = 1;
    loop {
        for digit in [1, 2, 5] {
            if (digit * power) as f64 >= least {
                return digit * power;
            }
        }
        power *= 10;
    }
}

/// The whole part of a number of microseconds; 0 below 0.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "float casts saturate"
)]
pub(crate) fn whole(micros: f64) -> u64 {
    micros.round().max(0.0) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    const DURATION: Micros = Micros::from_millis(100);

    fn scale() -> Scale {
        Scale::fitting(DURATION, 100.0, 1100.0)
    }

    #[test]
    fn pixels_and_times_are_inverse() {
        let scale = scale().zoomed(3.0, 500.0, DURATION);
        for x in [100.0, 317.0, 1100.0] {
            assert!((scale.x(scale.time(x)) - x).abs() < 0.1);
        }
    }

    #[test]
    fn zooming_holds_the_moment_under_the_pointer() {
        let before = scale();
        let after = before.zoomed(4.0, 600.0, DURATION);
        assert_eq!(before.time(600.0), after.time(600.0));
        assert_eq!(after.zoomed(0.01, 600.0, DURATION), before);
    }

    #[test]
    fn panning_stays_within_the_run() {
        assert_eq!(scale().panned(5000.0, DURATION), scale());
        let near = scale().zoomed(10.0, 100.0, DURATION);
        assert_eq!(near.panned(-10.0, DURATION).start, 0.0);
        assert!(near.panned(1e9, DURATION).visible().1 >= DURATION);
    }

    #[test]
    fn ticks_are_round_and_have_room() {
        let ticks = scale().ticks(DURATION);
        assert_eq!(ticks[1].label, "10 ms");
        assert!(
            ticks
                .windows(2)
                .all(|pair| pair[1].x - pair[0].x >= TICK_ROOM)
        );
    }
}
