//! The figures that Bailis et al. 2012 print.

use replicascope_quorum::staleness::{Simulation, Tally};
use replicascope_quorum::{FITS, Fit};

const TRIALS: u32 = 400_000;

fn run(fit: &str, n: u8) -> Tally {
    let model = Fit::named(fit).expect("a fit").model();
    let mut simulation = Simulation::new(&model, n, 1);
    simulation.run(TRIALS);
    simulation.tally().clone()
}

fn consistent_at_0(fit: &str, n: u8) -> f64 {
    100.0 * run(fit, n).consistent_at(1, 1, 0.0).value
}

#[test]
fn reads_consistent_at_once_within_half_a_point() {
    for (fit, n, published) in [
        ("lnkd-ssd", 3, 97.4),
        ("lnkd-disk", 3, 43.9),
        ("ymmr-3.5", 3, 89.3),
        ("ymmr", 3, 88.7),
        ("wan", 3, 33.0),
        ("lnkd-disk", 2, 57.5),
        ("lnkd-disk", 10, 21.1),
    ] {
        let found = consistent_at_0(fit, n);
        assert!(
            (found - published).abs() < 0.5,
            "{fit}, N={n}: {found} and not {published}"
        );
    }
}

/// The 99.9th percentiles of reads and writes, in milliseconds.
#[test]
fn latencies_within_a_twentieth() {
    for (fit, quorum, published) in [
        ("lnkd-ssd", 1, (0.66, 0.66)),
        ("lnkd-disk", 1, (0.66, 10.99)),
        ("ymmr", 1, (5.58, 10.83)),
        ("lnkd-ssd", 2, (1.62, 1.64)),
        ("lnkd-disk", 2, (1.64, 20.96)),
    ] {
        let tally = run(fit, 3);
        let reads = tally.reads(quorum).quantile(0.999).value;
        let writes = tally.writes(quorum).quantile(0.999).value;
        let near = |found: f64, published: f64| (found / published - 1.0).abs() < 0.05;
        assert!(near(reads, published.0), "{fit}, R={quorum}: {reads}");
        assert!(near(writes, published.1), "{fit}, W={quorum}: {writes}");
    }
}

#[test]
fn overlapping_sets_are_always_consistent() {
    for fit in &FITS {
        let mut simulation = Simulation::new(&fit.model(), 3, 1);
        simulation.run(20_000);
        for (w, r) in [(1, 3), (2, 2), (3, 1), (3, 3)] {
            let found = simulation.tally().consistent_at(w, r, 0.0);
            assert_eq!(found.value, 1.0, "{}", fit.name);
        }
    }
}

/// A change of the generator, of a sampler or of the order of draws changes these digits, on any
/// machine and in WebAssembly: `web/e2e/quorum.test.mjs` wants the same of the page.
#[test]
fn the_same_seed_gives_the_same_digits() {
    let model = Fit::named("lnkd-disk").expect("a fit").model();
    let mut simulation = Simulation::new(&model, 3, 1);
    simulation.run(1_000_000);
    let found = simulation.tally().consistent_at(1, 1, 0.0).value;
    assert_eq!(found.to_string(), "0.436398");
}
