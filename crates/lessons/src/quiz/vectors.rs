//! Version vectors: compared, joined, and advanced by the write that resolves a conflict.

use std::collections::BTreeMap;

use replicascope_core::clock::{Relation, VersionVector};
use replicascope_core::{ReplicaId, Trace};

use super::bench::{Bench, asked, held, ran, replica, version};
use super::{Dice, Fact, Made, Picture};

/// How many writes there are of each kind.
struct Numbers {
    /// At A and at B, one after the other, known to both.
    known: [u32; 2],
    /// At A and at B at once, known to neither other.
    concurrent: [u32; 2],
    /// Who resolves the conflict: A is 0.
    resolver: usize,
    /// Which pairs are compared: of A's and B's versions of the conflict and the one before it.
    pairs: [(usize, usize); 2],
}

fn numbers(dice: Option<&mut Dice>) -> Numbers {
    let Some(dice) = dice else {
        return Numbers {
            known: [1, 1],
            concurrent: [1, 1],
            resolver: 0,
            pairs: [(0, 1), (0, 2)],
        };
    };
    let known = [dice.within(1..=3), dice.within(1..=3)];
    let concurrent = [dice.within(1..=2), dice.within(1..=2)];
    let mut pairs = [
        *dice.pick(&[(0, 1), (1, 0)]),
        *dice.pick(&[(0, 2), (2, 0), (1, 2), (2, 1)]),
    ];
    dice.shuffle(&mut pairs);
    Numbers {
        known,
        concurrent,
        resolver: usize::from(*dice.pick(&[false, true])),
        pairs,
    }
}

pub(super) fn make(dice: Option<&mut Dice>) -> Result<Made, String> {
    let numbers = numbers(dice);
    let (a, b) = (replica(0), replica(1));
    let mut bench = Bench::new("Two versions, compared", 2, 2)
        .key("note", r#"{"mv_register":{}}"#)
        .latency(6);
    let (mut at, mut steps) = (0, 0);
    let mut last = [0, 0];
    let value = |ends: &mut u32| {
        *ends += 1;
        format!(r#"{{"write":"v{ends}"}}"#)
    };
    for (side, count) in [(0, numbers.known[0]), (1, numbers.known[1])] {
        for _ in 0..count {
            at += 10;
            bench = bench.call(at, client(side), replica(side), "note", &value(&mut steps));
        }
    }
    let before = steps;
    let together = at + 14;
    for side in [0, 1] {
        for nth in 0..numbers.concurrent[side] {
            let op = value(&mut steps);
            bench = bench.call(together + 2 * nth, client(side), replica(side), "note", &op);
            last[side] = steps;
        }
    }
    let merged = together + 14;
    let resolves = merged + 6;
    let resolver = numbers.resolver;
    let op = value(&mut steps);
    let lab = bench
        .call(resolves, client(resolver), replica(resolver), "note", &op)
        .lab(merged, resolves + 30)?;
    let trace = ran(&lab);
    let versions = [
        version(&trace, last[0])?,
        version(&trace, last[1])?,
        version(&trace, before)?,
    ];
    let joined = held(&trace, a, merged);
    let resolved = version(&trace, steps)?;
    made(&trace, &numbers, &versions, (&joined, &resolved), (a, b)).map(|(words, facts)| Made {
        words,
        facts,
        picture: Picture::Lab(Box::new(lab)),
    })
}

fn client(side: usize) -> u32 {
    if side == 0 { 1 } else { 2 }
}

type Known = (BTreeMap<&'static str, String>, BTreeMap<&'static str, Fact>);

fn made(
    trace: &Trace,
    numbers: &Numbers,
    versions: &[VersionVector; 3],
    (joined, resolved): (&VersionVector, &VersionVector),
    (a, b): (ReplicaId, ReplicaId),
) -> Result<Known, String> {
    let mut words = BTreeMap::from([
        ("joined", joined.to_string()),
        ("resolved", resolved.to_string()),
        ("mine", versions[0].to_string()),
        ("yours", versions[1].to_string()),
        ("common", versions[2].to_string()),
        ("resolver", replica(numbers.resolver).to_string()),
        ("siblings", asked(trace, "first conflict")?),
    ]);
    let entry = |of: &VersionVector, replica| Fact::Number(of.get(replica).into());
    let mut facts = BTreeMap::from([
        ("joined_a", entry(joined, a)),
        ("joined_b", entry(joined, b)),
        ("resolved_a", entry(resolved, a)),
        ("resolved_b", entry(resolved, b)),
    ]);
    let names = [
        [
            ("p1", "q1"),
            ("newer1", "older1"),
            ("equal1", "concurrent1"),
        ],
        [
            ("p2", "q2"),
            ("newer2", "older2"),
            ("equal2", "concurrent2"),
        ],
    ];
    for ([(p, q), (newer, older), (equal, concurrent)], (one, other)) in
        names.into_iter().zip(numbers.pairs)
    {
        let (one, other) = (&versions[one], &versions[other]);
        words.insert(p, one.to_string());
        words.insert(q, other.to_string());
        let relation = one.relation_to(other);
        for (name, of) in [
            (newer, Relation::Newer),
            (older, Relation::Older),
            (equal, Relation::Equal),
            (concurrent, Relation::Concurrent),
        ] {
            facts.insert(name, Fact::True(relation == of));
        }
    }
    Ok((words, facts))
}
