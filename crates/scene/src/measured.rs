//! What was measured, in figures to set side by side.

use replicascope_core::replication::{Replication, rounds_expected};
use replicascope_core::trace::{Measures, Sample};
use replicascope_core::{Lab, Micros};

use crate::words::plural;

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
        latency("Update latency, p50 · p99", &measures.updates),
        latency("Read latency, p50 · p99", &measures.reads),
        share("Failed or never answered", silent, measures.operations),
        share("Stale reads", measures.stale_reads, reads),
        share("Acknowledged updates lost", measures.lost_updates, updates),
        convergence(lab, measures),
        each_run("Messages between replicas", measures.messages, measures, ""),
        each_run("Bytes between replicas", measures.bytes, measures, " B"),
    ]
}

fn latency(name: &'static str, sample: &Sample) -> Figure {
    let at = |percent| sample.percentile(percent);
    let (text, extent) = match (at(50), at(99)) {
        (Some(median), Some(high)) => (
            format!("{} · {}", rounded(median), rounded(high)),
            (median.0 as f64, high.0 as f64),
        ),
        _ => ("none".to_owned(), (0.0, 0.0)),
    };
    Figure { name, text, extent }
}

fn share(name: &'static str, part: usize, of: usize) -> Figure {
    let share = part as f64 / of.max(1) as f64;
    let percent = match (part, of) {
        (_, 0) => String::new(),
        _ => format!(" ({} %)", percent(share)),
    };
    Figure {
        name,
        text: format!("{part} of {of}{percent}"),
        extent: (share, share),
    }
}

/// A share in percent: never 0 or 100 unless it is exactly that.
fn percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    match text.as_str() {
        "0.0" if share > 0.0 => "< 0.1".to_owned(),
        "100.0" if share < 1.0 => "> 99.9".to_owned(),
        text => text.trim_end_matches(".0").to_owned(),
    }
}

fn convergence(lab: &Lab, measures: &Measures) -> Figure {
    let sample = &measures.convergence;
    let mut figure = latency("Time to convergence, p50 · p99", sample);
    if measures.disagreeing > 0 {
        let never = format!("not in {} of {} runs", measures.disagreeing, measures.runs);
        figure.text = match (measures.runs, sample.count()) {
            (1, _) => "not in this run".to_owned(),
            (_, 0) => never,
            _ => format!("{}, {never}", figure.text),
        };
    } else if sample.count() == 0 {
        figure.text = "nothing to agree on".to_owned();
    }
    if let (Replication::Gossip(_), Some(rounds)) = (&lab.replication, median(&measures.rounds)) {
        let expected = rounds_expected(lab.replicas.len());
        figure.text = format!(
            "{}: {rounds} {} in the median, log₂ n + ln n = {expected:.1}",
            figure.text,
            plural(
                usize::try_from(rounds).unwrap_or(usize::MAX),
                "round",
                "rounds"
            )
        );
    }
    figure
}

fn each_run(name: &'static str, total: usize, measures: &Measures, unit: &str) -> Figure {
    let mean = total as f64 / measures.runs.max(1) as f64;
    let text = match measures.runs {
        1 => format!("{total}{unit}"),
        _ => format!("{mean:.1}{unit} a run"),
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
    Micros((time.0 + 50) / 100 * 100).to_string()
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
