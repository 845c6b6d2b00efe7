//! Verdicts and figures over generated documents, against a look at every moment of a replay:
//! convergence, staleness, reads that miss updates, updates that are lost.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use replicascope_core::trace::{EventId, EventKind};
use replicascope_core::{Interval, Micros, ReplicaId};
use support::model::Replay;
use support::traces::{is_down, on_every_event, on_every_trace};

/// The stretches of time in which something holds, from what holds after all that happens at
/// each moment; it stays so until the next one.
fn stretches(samples: &[(Micros, bool)], end: Micros) -> Vec<Interval> {
    let mut stretches: Vec<Interval> = Vec::new();
    let ends = samples.iter().skip(1).map(|(at, _)| *at).chain([end]);
    for ((from, _), to) in samples
        .iter()
        .zip(ends)
        .filter(|((from, holds), to)| *holds && from < to)
    {
        match stretches.last_mut() {
            Some(last) if last.to == *from => last.to = to,
            _ => stretches.push(Interval { from: *from, to }),
        }
    }
    stretches
}

#[test]
fn convergence_agrees_with_a_look_at_every_moment() {
    on_every_trace(|trace| {
        let (lab, end) = (&trace.lab, trace.lab.duration);
        let mut replay = Replay::new(trace);
        let moments: BTreeSet<Micros> = trace
            .events
            .iter()
            .map(|event| event.at)
            .chain([Micros::ZERO])
            .collect();
        let keys = 0..lab.keys.len();
        let mut differ = vec![Vec::new(); keys.len()];
        let mut anywhere = vec![Vec::new(); keys.len()];
        let mut stale: BTreeMap<(usize, ReplicaId), Vec<(Micros, bool)>> = BTreeMap::new();
        let mut next = 0;
        for at in moments {
            while trace.events.get(next).is_some_and(|event| event.at <= at) {
                replay.take(EventId::new(next));
                next += 1;
            }
            for key in keys.clone() {
                // Who keeps no copy, or has none now, has nothing to agree about.
                let holders = lab.replicas.iter();
                let holders = holders.filter(|one| replay.holds_a_copy(**one, key));
                let seen: BTreeSet<_> = holders.map(|one| replay.seen(*one, key)).collect();
                differ[key].push((at, seen.len() > 1));
                // What no replica holds any more is lost, not late.
                let acknowledged = &replay.acknowledged(key) & &replay.held_anywhere(key);
                let mut any = false;
                for replica in &lab.replicas {
                    let lacks = !acknowledged.is_subset(replay.seen(*replica, key));
                    let holds = replay.holds_a_copy(*replica, key);
                    let is_stale = lacks && holds && !is_down(trace, *replica, at);
                    stale
                        .entry((key, *replica))
                        .or_default()
                        .push((at, is_stale));
                    any |= is_stale;
                }
                anywhere[key].push((at, any));
            }
        }
        for (key, convergence) in trace.convergence.iter().enumerate() {
            assert_eq!(convergence.key, lab.keys[key].name);
            let expected = stretches(&differ[key], end);
            assert_eq!(convergence.disagreements, expected);
            let agree = differ[key].last().is_some_and(|(_, differ)| !differ);
            let since = expected.last().map_or(Micros::ZERO, |last| last.to);
            assert_eq!(convergence.agreed_at, agree.then_some(since));
            for replica in &lab.replicas {
                let expected = stretches(&stale[&(key, *replica)], end);
                assert_eq!(convergence.stale[replica], expected, "{replica}");
            }
            let lengths = stretches(&anywhere[key], end);
            let total: u64 = lengths.iter().map(|one| one.length().0).sum();
            assert_eq!(convergence.stale_for, Micros(total));
        }
        assert_eq!(trace.convergence.len(), lab.keys.len());
    });
}

#[test]
fn a_read_misses_the_updates_acknowledged_before_it_that_it_does_not_include() {
    on_every_event(|replay, id| {
        if let EventKind::Returned {
            step,
            answer,
            misses,
        } = &replay.trace.event(id).kind
        {
            if answer.is_none() {
                assert!(misses.is_empty());
                return;
            }
            let listed: BTreeSet<_> = misses.iter().copied().collect();
            assert_eq!(listed.len(), misses.len());
            assert_eq!(listed, replay.missed_by(*step));
        }
    });
}

#[test]
fn lost_are_the_acknowledged_updates_that_nobody_shows_or_replaced_knowingly() {
    on_every_trace(|trace| {
        let listed: BTreeSet<_> = trace.lost.iter().copied().collect();
        assert_eq!(listed.len(), trace.lost.len());
        assert_eq!(listed, Replay::whole(trace).lost());
    });
}
