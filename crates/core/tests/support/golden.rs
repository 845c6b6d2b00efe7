//! What each generated document runs into, in short: compared natively and in wasm.

use super::{lab, model};

/// One line for each document: seed, hash of the document, number of events, hash of the trace.
pub const TRACES: &str = include_str!("../golden/traces.txt");
/// So many documents.
pub const LABS: u64 = 250;

pub fn line(seed: u64) -> String {
    let lab = lab(seed);
    let document = hash(lab.to_json().as_bytes());
    let trace = model::run(lab);
    let hash = hash(trace.to_json().as_bytes());
    format!("{seed} {document:016x} {} {hash:016x}", trace.events.len())
}

/// Compares every document with its line.
pub fn check() {
    assert_eq!(TRACES.lines().count() as u64, LABS);
    for (seed, expected) in (0..).zip(TRACES.lines()) {
        assert_eq!(line(seed), expected, "seed, document, events, trace");
    }
}

/// FNV-1a with 64 bits.
fn hash(bytes: &[u8]) -> u64 {
    let mix = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix)
}
