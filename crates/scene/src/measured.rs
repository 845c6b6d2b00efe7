//! What was measured, in figures to set side by side.

use replicascope_core::replication::{Replication, rounds_expected};
use replicascope_core::trace::{Measures, Sample};
use replicascope_core::{Lab, Micros};
use replicascope_words::{number, say};

use crate::words;

/// One figure of a strategy.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// What it measures.
    pub name: &'static str,
    /// What was measured.
    pub text: String,
    /// How much that is: for times, the median and the 99th percentile; elsewhere both are the same.
    /// Only figures of one name compare.
    pub extent: (f64, f64),
}

/// The figures of what was measured under the strategy of this document, always the same ones in
/// the same order.
pub fn figures(lab: &Lab, measures: &Measures) -> Vec<Figure> {
    let (updates, reads) = (measures.updates.count(), measures.reads.count());
    let silent = measures.failed + measures.unanswered;
    vec![
        latency(say::measured::update_latency(), &measures.updates),
        latency(say::measured::read_latency(), &measures.reads),
        share(say::measured::failed(), silent, measures.operations),
        share(say::measured::stale_reads(), measures.stale_reads, reads),
        share(
            say::measured::lost_updates(),
            measures.lost_updates,
            updates,
        ),
        convergence(lab, measures),
        each_run(say::measured::messages(), measures.messages, measures, ""),
        each_run(say::measured::bytes(), measures.bytes, measures, " B"),
    ]
}

fn latency(name: &'static str, sample: &Sample) -> Figure {
    let at = |percent| sample.percentile(percent);
    let (text, extent) = match (at(50), at(99)) {
        (Some(median), Some(high)) => (
            format!("{} · {}", rounded(median), rounded(high)),
            (median.0 as f64, high.0 as f64),
        ),
        _ => (say::measured::none().to_owned(), (0.0, 0.0)),
    };
    Figure { name, text, extent }
}

fn share(name: &'static str, part: usize, of: usize) -> Figure {
    let share = part as f64 / of.max(1) as f64;
    Figure {
        name,
        text: match of {
            0 => say::measured::part(&part, &of),
            _ => say::measured::share(&part, &of, &percent(share)),
        },
        extent: (share, share),
    }
}

/// A share in percent: never 0 or 100 unless it is exactly that.
fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    number::decimal(match text.as_str() {
        "0.0" if share > 0.0 => "< 0.1",
        "100.0" if share < 1.0 => "> 99.9",
        text => text.trim_end_matches(".0"),
    })
}

fn convergence(lab: &Lab, measures: &Measures) -> Figure {
    let sample = &measures.convergence;
    let mut figure = latency(say::measured::convergence(), sample);
    if measures.disagreeing > 0 {
        let never = say::measured::never(&measures.disagreeing, &measures.runs);
        figure.text = match (measures.runs, sample.count()) {
            (1, _) => say::measured::not_in_this_run().to_owned(),
            (_, 0) => never,
            _ => format!("{}, {never}", figure.text),
        };
    } else if sample.count() == 0 {
        figure.text = say::measured::nothing().to_owned();
    }
    if let (Replication::Gossip(_), Some(rounds)) = (&lab.replication, median(&measures.rounds)) {
        let expected = rounds_expected(lab.replicas.len());
        let expected = number::decimal(&format!("{expected:.1}"));
        let rounds = usize::try_from(rounds).unwrap_or(usize::MAX);
        figure.text = say::measured::rounds(rounds, &figure.text, &expected);
    }
    figure
}

fn each_run(name: &'static str, total: usize, measures: &Measures, unit: &str) -> Figure {
    let mean = total as f64 / measures.runs.max(1) as f64;
    let text = match measures.runs {
        1 => format!("{total}{unit}"),
        _ => say::measured::a_run(&number::decimal(&format!("{mean:.1}")), &unit),
    };
    Figure {
        name,
        text,
        extent: (mean, mean),
    }
}

fn median(rounds: &[u64]) -> Option<u64> {
    let mut sorted = rounds.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len().saturating_sub(1) / 2).copied()
}

/// To the tenth of a millisecond.
fn rounded(time: Micros) -> String {
    words::time(Micros((time.0 + 50) / 100 * 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_never_rounded_to_none_or_all() {
        let check = |part, of, expected: &str| assert_eq!(share("", part, of).text, expected);
        check(0, 0, "0 of 0");
        check(0, 9, "0 of 9 (0 %)");
        check(1, 3, "1 of 3 (33.3 %)");
        check(1, 5_000, "1 of 5000 (< 0.1 %)");
        check(4_999, 5_000, "4999 of 5000 (> 99.9 %)");
        check(5, 5, "5 of 5 (100 %)");
    }

    #[test]
    fn the_median_is_the_lower_of_two() {
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[9, 3, 4, 5]), Some(4));
    }
}
