//! How many trials of the WARS model a core does in a second, beside the draws alone.
//!
//! `cargo bench -p replicascope-quorum`

use divan::Bencher;
use divan::counter::ItemsCount;
use replicascope_quorum::Fit;
use replicascope_quorum::staleness::Simulation;

const TRIALS: u32 = 100_000;

fn main() {
    divan::main();
}

#[divan::bench(args = [1, 3, 5, 9])]
fn lnkd_disk(bencher: Bencher, n: u8) {
    let model = Fit::named("lnkd-disk").expect("a fit").model();
    let mut simulation = Simulation::new(&model, n, 1);
    bencher
        .counter(ItemsCount::new(TRIALS))
        .bench_local(|| simulation.run(TRIALS));
}
