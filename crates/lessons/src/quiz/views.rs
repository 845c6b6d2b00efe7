//! Three partial views of one counter, and what one of them becomes.

use std::collections::BTreeMap;

use replicascope_core::crdt::State;
use replicascope_core::{Micros, ReplicaId, Trace};

use super::bench::{Bench, counted, ran, three};
use super::{Dice, Fact, Made, Picture};

/// What a variant is made of.
struct Numbers {
    /// What all replicas know at first.
    known: [u32; 3],
    /// What each counts by itself then.
    counted: [u32; 3],
    /// Who then tells whom: the places of sender and receiver.
    told: [(usize, usize); 3],
    /// What is counted last, and where; and who hears of it.
    last: u32,
    teller: usize,
    hearer: usize,
}

fn numbers(dice: Option<&mut Dice>) -> Numbers {
    let Some(dice) = dice else {
        return Numbers {
            known: [8, 2, 5],
            counted: [2, 1, 2],
            told: [(0, 2), (2, 0), (1, 0)],
            last: 5,
            teller: 1,
            hearer: 0,
        };
    };
    let mut order = [0, 1, 2];
    dice.shuffle(&mut order);
    let [hearer, teller, third] = order;
    Numbers {
        known: [0; 3].map(|_| dice.within(1..=9)),
        counted: [0; 3].map(|_| dice.within(1..=4)),
        told: [
            (hearer, third),
            (third, hearer),
            *dice.pick(&[(teller, third), (teller, hearer), (hearer, teller)]),
        ],
        last: dice.within(2..=7),
        teller,
        hearer,
    }
}

pub(super) fn make(dice: Option<&mut Dice>) -> Result<Made, String> {
    let numbers = numbers(dice);
    let all = three();
    let [a, b, c] = numbers.known;
    let counter = format!(r#"{{"g_counter":{{"initial":{{"A":{a},"B":{b},"C":{c}}}}}}}"#);
    let mut bench = Bench::new("Three partial views", 3, 3)
        .key("views", &counter)
        .replication(r#"{"by_hand":{}}"#);
    for ((at, by), client) in all.into_iter().zip(numbers.counted).zip(1..) {
        bench = bench.call(10, client, at, "views", &increment(by));
    }
    for ((from, to), at) in numbers.told.into_iter().zip([20, 35, 40]) {
        bench = bench.send(at, all[from], all[to], "views");
    }
    let (teller, hearer) = (all[numbers.teller], all[numbers.hearer]);
    let client = [1, 2, 3][numbers.teller];
    let lab = bench
        .call(65, client, teller, "views", &increment(numbers.last))
        .send(80, teller, hearer, "views")
        .lab(60, 120)?;
    let trace = ran(&lab);
    known(&trace, &numbers, (teller, hearer)).map(|(words, facts)| Made {
        words,
        facts,
        picture: Picture::Lab(Box::new(lab)),
    })
}

fn increment(by: u32) -> String {
    format!(r#"{{"increment":{by}}}"#)
}

type Known = (BTreeMap<&'static str, String>, BTreeMap<&'static str, Fact>);

fn known(
    trace: &Trace,
    numbers: &Numbers,
    (teller, hearer): (ReplicaId, ReplicaId),
) -> Result<Known, String> {
    let all = three();
    let total = |at: ReplicaId, when: &str| counted(trace, &format!("value {at} views{when}"));
    let before = all.map(|at| total(at, " at 60ms"));
    let [of_a, of_b, of_c] = before;
    let mut merged = state(trace, all[0], 60);
    merged.merge(&state(trace, all[1], 60));
    merged.merge(&state(trace, all[2], 60));
    let everything = merged.read().to_string();
    let after = state(trace, hearer, 119);
    let entry = |of: &State, at: ReplicaId| match of {
        State::GCounter(counter) => {
            Fact::Number(i64::try_from(counter.entry(at)).unwrap_or(i64::MAX))
        }
        _ => Fact::Number(0),
    };
    let facts = BTreeMap::from([
        ("of_a", Fact::Number(of_a?)),
        ("of_b", Fact::Number(of_b?)),
        ("of_c", Fact::Number(of_c?)),
        (
            "true",
            Fact::Number(everything.parse().map_err(|_| "no number")?),
        ),
        ("entry_a", entry(&after, all[0])),
        ("entry_b", entry(&after, all[1])),
        ("entry_c", entry(&after, all[2])),
        ("total", Fact::Number(total(hearer, "")?)),
    ]);
    let told = |of: &State| {
        let entries = all.map(|at| match entry(of, at) {
            Fact::Number(count) => format!("{at}: {count}"),
            _ => String::new(),
        });
        format!("{{{}}}", entries.join(", "))
    };
    let words = BTreeMap::from([
        ("at_a", told(&state(trace, all[0], 60))),
        ("at_b", told(&state(trace, all[1], 60))),
        ("at_c", told(&state(trace, all[2], 60))),
        ("merged", told(&merged)),
        ("everything", everything),
        ("teller", teller.to_string()),
        ("hearer", hearer.to_string()),
        ("last", numbers.last.to_string()),
        ("sent", told(&state(trace, teller, 75))),
        ("before", told(&state(trace, hearer, 75))),
        ("after", told(&after)),
        ("total", total(hearer, "")?.to_string()),
    ]);
    Ok((words, facts))
}

fn state(trace: &Trace, at: ReplicaId, ms: u64) -> State {
    trace
        .record_at(at, 0, Micros::from_millis(ms))
        .state
        .clone()
}
