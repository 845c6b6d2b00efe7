//! Curves over time, with their sampling error as a band about each.

use replicascope_quorum::Quorum;
use replicascope_quorum::staleness::{Probability, Tally};

/// How many points a curve has.
const POINTS: u32 = 160;
/// The share of consistent reads that the time axis reaches.
const REACHED: f64 = 0.999;
/// Room for the numbers at the axes.
const LEFT: f64 = 48.0;
const BOTTOM: f64 = 34.0;
const TOP: f64 = 12.0;
const RIGHT: f64 = 16.0;

/// A run, and the choice in it that is shown.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    /// What was found.
    pub tally: &'a Tally,
    /// The choice.
    pub quorum: Quorum,
}

/// Which times a curve is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Times {
    /// Reads.
    Reads,
    /// Writes.
    Writes,
}

/// A plot.
#[derive(Clone, PartialEq, Debug)]
pub struct Plot {
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// The marks of the time axis, each with its text.
    pub times: Vec<(f64, String)>,
    /// The marks of the axis of shares.
    pub shares: Vec<(f64, String)>,
    /// The curves, in the order in which they were given.
    pub curves: Vec<Curve>,
    axis: Axis,
}

/// A curve.
#[derive(Clone, PartialEq, Debug)]
pub struct Curve {
    /// Its points, from left to right.
    pub line: Vec<(f64, f64)>,
    /// The outline of what it may be off by.
    pub band: Vec<(f64, f64)>,
    /// Its medians, 99th and 99.9th percentiles, where it is one of latencies.
    pub marks: Vec<(f64, f64)>,
}

/// How time is laid out: evenly from 0, or by factors.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Axis {
    from: f64,
    to: f64,
    by_factors: bool,
    width: f64,
}

impl Axis {
    /// Where a time is.
    fn x(&self, time: f64) -> f64 {
        let part = match self.by_factors {
            true => (time / self.from).ln() / (self.to / self.from).ln(),
            false => (time - self.from) / (self.to - self.from),
        };
        LEFT + part * (self.width - LEFT - RIGHT)
    }

    /// Which time is there.
    fn time(&self, x: f64) -> f64 {
        let part = (x - LEFT) / (self.width - LEFT - RIGHT);
        match self.by_factors {
            true => self.from * (self.to / self.from).powf(part),
            false => self.from + part * (self.to - self.from),
        }
    }
}

impl Plot {
    /// How likely a read is consistent, over the time since the write.
    pub fn of_consistency(shown: &[Shown], (width, height): (f64, f64)) -> Self {
        let reaches = |one: &Shown| {
            let (w, r) = (one.quorum.w(), one.quorum.r());
            one.tally.consistent_after(w, r, REACHED).value
        };
        let until = shown.iter().map(reaches).fold(1.0, f64::max);
        let axis = Axis {
            from: 0.0,
            to: round_up(until),
            by_factors: false,
            width,
        };
        let curves = shown.iter().map(|one| {
            let (w, r) = (one.quorum.w(), one.quorum.r());
            let share = |time| one.tally.consistent_at(w, r, time);
            curve(&axis, height, share, Vec::new())
        });
        let curves = curves.collect();
        Self::laid_out(axis, height, evenly(axis.to), curves)
    }

    /// Which share of reads or writes takes at most so long.
    pub fn of_latencies(shown: &[(Shown, Times)], (width, height): (f64, f64)) -> Self {
        let histogram = |(one, times): &(Shown<'_>, Times)| match times {
            Times::Reads => one.tally.reads(one.quorum.r()).clone(),
            Times::Writes => one.tally.writes(one.quorum.w()).clone(),
        };
        let histograms: Vec<_> = shown.iter().map(histogram).collect();
        let quantiles = |share| histograms.iter().map(move |one| one.quantile(share).value);
        let from = quantiles(0.01)
            .fold(f64::INFINITY, f64::min)
            .clamp(0.01, 1e5);
        let to = quantiles(REACHED).fold(0.0, f64::max).max(from * 4.0);
        let axis = Axis {
            from: from * 0.8,
            to: to * 1.25,
            by_factors: true,
            width,
        };
        let curves = histograms.iter().map(|histogram| {
            let total = histogram.total() as f64;
            let share = |time| Probability::of(histogram.at_most(time), total);
            let marks = [0.5, 0.99, 0.999].map(|share| (histogram.quantile(share).value, share));
            curve(&axis, height, share, marks.into())
        });
        let curves = curves.collect();
        Self::laid_out(axis, height, by_factors(axis.from, axis.to), curves)
    }

    fn laid_out(axis: Axis, height: f64, times: Vec<f64>, curves: Vec<Curve>) -> Self {
        let text = |time: f64| (axis.x(time), short(time));
        let shares = [0.0, 0.25, 0.5, 0.75, 1.0];
        let share = |share: f64| (y(height, share), format!("{:.0} %", share * 100.0));
        Self {
            width: axis.width,
            height,
            times: times.into_iter().map(text).collect(),
            shares: shares.map(share).into(),
            curves,
            axis,
        }
    }

    /// Where a time is; none: beyond what is shown.
    pub fn x(&self, time: f64) -> Option<f64> {
        (self.axis.from..=self.axis.to)
            .contains(&time)
            .then(|| self.axis.x(time))
    }

    /// Which time is there.
    pub fn time(&self, x: f64) -> f64 {
        self.axis.time(x.clamp(LEFT, self.width - RIGHT))
    }

    /// The last time that is shown.
    pub fn until(&self) -> f64 {
        self.axis.to
    }

    /// The corners of what is between the axes: left, top, right, bottom.
    pub fn frame(&self) -> (f64, f64, f64, f64) {
        (LEFT, TOP, self.width - RIGHT, self.height - BOTTOM)
    }
}

fn y(height: f64, share: f64) -> f64 {
    TOP + (1.0 - share) * (height - TOP - BOTTOM)
}

fn curve(
    axis: &Axis,
    height: f64,
    share: impl Fn(f64) -> Probability,
    marks: Vec<(f64, f64)>,
) -> Curve {
    let step = (axis.width - LEFT - RIGHT) / f64::from(POINTS);
    let points = (0..=POINTS).map(|point| {
        let x = LEFT + f64::from(point) * step;
        (x, share(axis.time(x)))
    });
    let points: Vec<(f64, Probability)> = points.collect();
    let at = |of: fn(&Probability) -> f64| {
        move |(x, found): &(f64, Probability)| (*x, y(height, of(found)))
    };
    let low = points.iter().map(at(|found| found.between.0));
    let high = points.iter().rev().map(at(|found| found.between.1));
    Curve {
        line: points.iter().map(at(|found| found.value)).collect(),
        band: low.chain(high).collect(),
        marks: marks
            .into_iter()
            .map(|(time, share)| (axis.x(time), y(height, share)))
            .collect(),
    }
}

/// The next of 1, 2, 5, 10, 20, 50, …
fn round_up(time: f64) -> f64 {
    let mut decade = 1.0;
    while decade < 1e7 {
        for step in [1.0, 2.0, 5.0] {
            if step * decade >= time {
                return step * decade;
            }
        }
        decade *= 10.0;
    }
    decade
}

fn evenly(until: f64) -> Vec<f64> {
    (0..=5)
        .map(|fifth| until * f64::from(fifth) / 5.0)
        .collect()
}

/// 1, 10, 100 and, where there is room, 2, 5, 20, 50 between them.
fn by_factors(from: f64, to: f64) -> Vec<f64> {
    let steps: &[f64] = if to / from < 300.0 {
        &[1.0, 2.0, 5.0]
    } else {
        &[1.0]
    };
    let decades = (-2..=6).map(|power| 10_f64.powi(power));
    let marks = decades.flat_map(|decade| steps.iter().map(move |step| step * decade));
    marks.filter(|mark| (from..=to).contains(mark)).collect()
}

/// A time at an axis: `0.05`, `20`.
fn short(time: f64) -> String {
    let rounded = (time * 1000.0).round() / 1000.0;
    rounded.to_string()
}

#[cfg(test)]
mod tests {
    use replicascope_quorum::Fit;
    use replicascope_quorum::staleness::Simulation;

    use super::*;

    fn tally(trials: u32) -> Tally {
        let model = Fit::named("lnkd-disk").expect("a fit").model();
        let mut simulation = Simulation::new(&model, 3, 1);
        simulation.run(trials);
        simulation.tally().clone()
    }

    #[test]
    fn curves_rise_within_their_frame_and_their_band() {
        let tally = tally(5_000);
        let shown = Shown {
            tally: &tally,
            quorum: Quorum::clamped(3, 1, 1),
        };
        let size = (400.0, 200.0);
        let plots = [
            Plot::of_consistency(&[shown], size),
            Plot::of_latencies(&[(shown, Times::Reads), (shown, Times::Writes)], size),
        ];
        for plot in &plots {
            let (left, top, right, bottom) = plot.frame();
            for curve in &plot.curves {
                assert!(
                    curve
                        .line
                        .is_sorted_by(|one, next| one.0 < next.0 && one.1 >= next.1)
                );
                let mut points = curve.line.iter().chain(&curve.band).chain(&curve.marks);
                let inside = |(x, y): &(f64, f64)| {
                    (left - 0.1..=right + 0.1).contains(x) && (top..=bottom).contains(y)
                };
                assert!(points.all(inside));
            }
            assert!(plot.times.len() > 2);
        }
        let consistency = &plots[0];
        let start = consistency.curves[0].line[0].1;
        let (_, top, _, bottom) = consistency.frame();
        assert!(((bottom - start) / (bottom - top) - 0.436).abs() < 0.03);
        let x = consistency.x(10.0).expect("shown");
        assert!((consistency.time(x) - 10.0).abs() < 1e-6);
        assert_eq!(consistency.x(1e9), None);
    }

    #[test]
    fn more_trials_make_a_narrower_band() {
        let spread = |trials| {
            let tally = tally(trials);
            let shown = Shown {
                tally: &tally,
                quorum: Quorum::clamped(3, 1, 1),
            };
            let band = Plot::of_consistency(&[shown], (400.0, 200.0)).curves[0]
                .band
                .clone();
            band[0].1 - band[band.len() - 1].1
        };
        assert!(spread(100_000) * 5.0 < spread(1_000));
    }
}
