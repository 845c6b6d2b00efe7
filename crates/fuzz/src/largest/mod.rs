//! The largest that is taken of each kind: how long it takes, and how much memory.

mod documents;
mod histories;
mod logs;
mod others;

use std::fs;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use replicascope_check::import;

use crate::MEMORY;

/// The longest history or log that is read.
const BYTES: usize = import::limits::BYTES;

/// So much anything may take.
struct Bound {
    millis: f64,
    mebibytes: f64,
}

/// What the page does between two frames: it stands still for so long.
const AT_ONCE: Bound = Bound {
    millis: 1_000.0,
    mebibytes: 64.0,
};
/// What is done a little at a time, or has a budget of steps.
const IN_PARTS: Bound = Bound {
    millis: 20_000.0,
    mebibytes: 512.0,
};

/// Measures everything and prints a table; whether all is within its bounds.
pub(crate) fn table() -> bool {
    println!("largest                                    ms      MiB");
    let mut table = Table { all_well: true };
    documents::measure(&mut table);
    histories::measure(&mut table);
    logs::measure(&mut table);
    others::measure(&mut table);
    table.all_well
}

/// What is printed, line by line.
struct Table {
    all_well: bool,
}

impl Table {
    fn at_once<T>(&mut self, name: &str, what: impl FnOnce() -> T) -> T {
        self.line(name, &AT_ONCE, what)
    }

    fn in_parts<T>(&mut self, name: &str, what: impl FnOnce() -> T) -> T {
        self.line(name, &IN_PARTS, what)
    }

    fn line<T>(&mut self, name: &str, bound: &Bound, what: impl FnOnce() -> T) -> T {
        let before = MEMORY.current_usage();
        MEMORY.reset_peak_usage();
        let start = busy();
        let result = what();
        let millis = busy().saturating_sub(start).as_secs_f64() * 1000.0;
        let bytes = MEMORY.peak_usage().saturating_sub(before);
        let mebibytes = bytes as f64 / f64::from(1 << 20);
        let is_well = millis <= bound.millis && mebibytes <= bound.mebibytes;
        let mark = if is_well { "" } else { "  BEYOND ITS BOUND" };
        println!("{name:36} {millis:9.1} {mebibytes:8.1}{mark}");
        self.all_well &= is_well;
        result
    }
}

/// How long this thread has had a processor, which does not depend on what else the machine does;
/// where the system does not say that, how long it has been here.
fn busy() -> Duration {
    static SINCE: LazyLock<Instant> = LazyLock::new(Instant::now);
    let since = *SINCE;
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| since.elapsed(), Duration::from_nanos)
}
