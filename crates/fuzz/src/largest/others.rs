//! Latencies and quorums, and lessons.

use replicascope_lessons::authoring;
use replicascope_quorum::latency::{self, Distribution, MAX_BYTES, MAX_VALUES};
use replicascope_quorum::overlap::Sizes;
use replicascope_quorum::{MAX_N, Quorum, counterexample};

use super::Table;
use crate::samples;

pub(super) fn measure(table: &mut Table) {
    let half = MAX_N.div_ceil(2);
    let quorum = Quorum::new(MAX_N, half, half).expect("within the bounds");
    let _ = table.at_once("quorum: all pairs", || {
        Sizes::write_and_read(quorum).in_order()
    });
    let _ = table.in_parts("quorum: counterexample", || {
        counterexample::search(quorum, true)
    });
    let row = "1.5,2,3,4,5,6,7,8,9,1,2,3,4,5,6,7\n";
    let rows = row.repeat(MAX_BYTES / row.len());
    let _ = table.at_once("table of latencies", || latency::columns(&rows));
    let values = vec!["1.5"; MAX_VALUES].join(", ");
    let measured = format!("measured({values})");
    let _ = table.at_once("measured latencies", || measured.parse::<Distribution>());

    // Nobody writes lessons in the page: they are read when it is built.
    let mut lesson = samples::files("lessons/lessons", "acknowledge.md").remove(0);
    let asks = "It begins at {{begins 3}}.\n\n";
    lesson += &asks.repeat((LESSON - lesson.len()) / asks.len());
    let _ = table.in_parts("lesson", || authoring::read("lesson", &lesson));
}

/// The longest lesson, in bytes.
const LESSON: usize = 64 << 10;
