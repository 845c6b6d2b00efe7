//! Replicated types beside those of the `crdts` crate, in one run on one machine: counters, and
//! observed-remove sets of 100, 1,000 and 10,000 elements. The figures are in `README.md` here.
//!
//! `cargo bench -p replicascope-core --bench types`

use crdts::{CmRDT, CvRDT};
use divan::{Bencher, black_box};
use replicascope_core::clock::Actor;
use replicascope_core::crdt::{DataType, Op, State};
use replicascope_core::{Micros, Record, ReplicaId, Value};

const ELEMENTS: [i64; 3] = [100, 1_000, 10_000];

fn main() {
    divan::main();
}

fn actor(place: usize) -> Actor {
    ReplicaId::new(place).expect("a replica").into()
}

fn update(record: &mut Record, at: usize, op: &Op) {
    record.update(op, actor(at), Micros(1), false);
}

/// A set of the catalogue with so many elements, by one replica.
fn ours(elements: i64) -> Record {
    let sets = DataType::all();
    let set = sets.iter().find(|one| one.name() == "orswot");
    let mut record = Record::initial(set.expect("a set").initial());
    for element in 0..elements {
        update(&mut record, 0, &Op::Add(Value::Integer(element)));
    }
    record
}

type Theirs = crdts::Orswot<i64, u8>;

fn add(set: &mut Theirs, at: u8, element: i64) {
    let context = set.read_ctx().derive_add_ctx(at);
    let op = set.add(element, context);
    set.apply(op);
}

fn remove(set: &mut Theirs, element: i64) {
    let context = set.contains(&element).derive_rm_ctx();
    let op = set.rm(element, context);
    set.apply(op);
}

fn theirs(elements: i64) -> Theirs {
    let mut set = Theirs::new();
    for element in 0..elements {
        add(&mut set, 0, element);
    }
    set
}

#[divan::bench_group]
mod set_add {
    use super::*;

    #[divan::bench(args = ELEMENTS)]
    fn replicascope(bencher: Bencher, elements: i64) {
        let set = ours(elements);
        let op = Op::Add(Value::Integer(elements));
        bencher
            .with_inputs(|| set.clone())
            .bench_local_refs(|set| update(set, 1, black_box(&op)));
    }

    #[divan::bench(args = ELEMENTS)]
    fn crdts(bencher: Bencher, elements: i64) {
        let set = theirs(elements);
        bencher
            .with_inputs(|| set.clone())
            .bench_local_refs(|set| add(set, 1, black_box(elements)));
    }
}

#[divan::bench_group]
mod set_remove {
    use super::*;

    #[divan::bench(args = ELEMENTS)]
    fn replicascope(bencher: Bencher, elements: i64) {
        let set = ours(elements);
        let op = Op::Remove(Value::Integer(elements / 2));
        bencher
            .with_inputs(|| set.clone())
            .bench_local_refs(|set| update(set, 1, black_box(&op)));
    }

    #[divan::bench(args = ELEMENTS)]
    fn crdts(bencher: Bencher, elements: i64) {
        let set = theirs(elements);
        bencher
            .with_inputs(|| set.clone())
            .bench_local_refs(|set| remove(set, black_box(elements / 2)));
    }
}

/// Two replicas with the same elements; each has then added a tenth and removed a tenth.
#[divan::bench_group]
mod set_merge {
    use super::*;

    #[divan::bench(args = ELEMENTS)]
    fn replicascope(bencher: Bencher, elements: i64) {
        let start = ours(elements);
        let changed = |at: usize, first: i64| {
            let mut set = start.clone();
            for element in 0..elements / 10 {
                update(&mut set, at, &Op::Add(Value::Integer(first + element)));
                update(
                    &mut set,
                    at,
                    &Op::Remove(Value::Integer(element * 10 + at as i64)),
                );
            }
            set
        };
        let (a, b) = (changed(1, elements), changed(2, 2 * elements));
        bencher
            .with_inputs(|| a.clone())
            .bench_local_refs(|a| a.merge(black_box(&b)));
    }

    #[divan::bench(args = ELEMENTS)]
    fn crdts(bencher: Bencher, elements: i64) {
        let start = theirs(elements);
        let changed = |at: u8, first: i64| {
            let mut set = start.clone();
            for element in 0..elements / 10 {
                add(&mut set, at, first + element);
                remove(&mut set, element * 10 + i64::from(at));
            }
            set
        };
        let (a, b) = (changed(1, elements), changed(2, 2 * elements));
        bencher
            .with_inputs(|| (a.clone(), b.clone()))
            .bench_local_values(|(mut a, b)| {
                a.merge(black_box(b));
                a
            });
    }
}

fn counter(name: &str) -> State {
    let types = DataType::all();
    let counter = types.iter().find(|one| one.name() == name);
    counter.expect("a counter").initial()
}

/// Nine replicas.
#[divan::bench_group]
mod counter_merge {
    use super::*;

    #[divan::bench]
    fn replicascope(bencher: Bencher) {
        let mut a = Record::initial(counter("pn_counter"));
        let mut b = a.clone();
        for at in 0..9 {
            update(&mut a, at, &Op::Increment(3));
            update(&mut b, at, &Op::Decrement(2));
        }
        bencher
            .with_inputs(|| a.clone())
            .bench_local_refs(|a| a.merge(black_box(&b)));
    }

    #[divan::bench]
    fn crdts(bencher: Bencher) {
        let (mut a, mut b) = (crdts::PNCounter::new(), crdts::PNCounter::new());
        for at in 0_u8..9 {
            a.apply(a.inc_many(at, 3_u64));
            b.apply(b.dec_many(at, 2_u64));
        }
        bencher
            .with_inputs(|| (a.clone(), b.clone()))
            .bench_local_values(|(mut a, b)| {
                a.merge(black_box(b));
                a
            });
    }
}

/// Alone, and as an operation that can be shipped in causal order: with a version vector beside the
/// type, of which the operation takes what its author had seen.
#[divan::bench_group]
mod counter_increment {
    use super::*;

    #[divan::bench]
    fn replicascope(bencher: Bencher) {
        let mut a = Record::initial(counter("pn_counter"));
        for at in 0..9 {
            update(&mut a, at, &Op::Increment(3));
        }
        let op = Op::Increment(1);
        bencher
            .with_inputs(|| a.clone())
            .bench_local_refs(|a| update(a, 4, black_box(&op)));
    }

    #[divan::bench]
    fn crdts(bencher: Bencher) {
        let (mut a, mut vector) = (crdts::PNCounter::new(), crdts::VClock::new());
        for at in 0_u8..9 {
            a.apply(a.inc_many(at, 3_u64));
            vector.apply(vector.inc(at));
        }
        bencher
            .with_inputs(|| (a.clone(), vector.clone()))
            .bench_local_refs(|(a, vector)| {
                let (op, seen) = (a.inc(black_box(4)), vector.clone());
                vector.apply(vector.inc(4));
                a.apply(op.clone());
                (op, seen)
            });
    }

    #[divan::bench]
    fn replicascope_alone(bencher: Bencher) {
        let mut a = Record::initial(counter("pn_counter"));
        for at in 0..9 {
            update(&mut a, at, &Op::Increment(3));
        }
        let op = Op::Increment(1);
        let (_, author) = a.update(&op, actor(4), Micros(1), false);
        bencher
            .with_inputs(|| a.state.clone())
            .bench_local_refs(|state| state.update(black_box(&op), black_box(&author)));
    }

    #[divan::bench]
    fn crdts_alone(bencher: Bencher) {
        let mut a = crdts::PNCounter::new();
        for at in 0_u8..9 {
            a.apply(a.inc_many(at, 3_u64));
        }
        bencher
            .with_inputs(|| a.clone())
            .bench_local_refs(|a| a.apply(a.inc(black_box(4))));
    }
}
