//! When replicas come to agree: anti-entropy through loss and faults, eager broadcast only
//! without them, replication by hand never of its own accord.

mod support;

use std::collections::BTreeSet;

use replicascope_core::lab::{Act, FaultKind, LinkQuality};
use replicascope_core::message::Cause;
use replicascope_core::replication::Replication;
use replicascope_core::trace::{Ending, EventKind};
use replicascope_core::{Lab, Micros, Place, ReplicaId, Trace};
use support::lab;
use support::model::{self, Dots, Replay};

const SEEDS: std::ops::Range<u64> = 0..200;
/// So many rounds of anti-entropy bring even nine replicas together that lose most messages.
const ROUNDS: u64 = 60;
const PERIOD: Micros = Micros::from_millis(10);

fn anti_entropy() -> Replication {
    let mut all = Replication::all().into_iter();
    let mut found = all
        .find(|one| matches!(one, Replication::AntiEntropy(_)))
        .expect("registered");
    if let Replication::AntiEntropy(options) = &mut found {
        options.period = PERIOD;
    }
    found
}

/// The same document with time after everything that it sets has passed.
fn with_rest(mut lab: Lab, rest: Micros) -> Lab {
    let last_fault = lab.faults.iter().map(|fault| fault.to).max();
    lab.duration = lab.duration.max(last_fault.unwrap_or_default()) + rest;
    lab
}

fn change_links(lab: &mut Lab, change: impl Fn(&mut LinkQuality)) {
    change(&mut lab.network.between_replicas);
    lab.network
        .links
        .iter_mut()
        .for_each(|rule| change(&mut rule.quality));
}

/// What is on no other disk is gone with a disk, whatever the strategy does.
fn keep_disks(lab: &mut Lab) {
    for fault in &mut lab.faults {
        if let FaultKind::Crash { loses_disk, .. } = &mut fault.kind {
            *loses_disk = false;
        }
    }
}

fn run(lab: Lab) -> Trace {
    assert_eq!(lab.validate(), Ok(()));
    let trace = model::run(lab);
    assert_eq!(trace.ending, Ending::Complete);
    trace
}

/// Every replica has seen every update that any has accepted, and shows what they make; says how
/// many updates there are.
fn all_agree(trace: &Trace) -> usize {
    let replay = Replay::whole(trace);
    let mut updates = 0;
    for (key, convergence) in trace.convergence.iter().enumerate() {
        assert!(convergence.agreed_at.is_some(), "{convergence:?}");
        let every: Dots = replay.accepted(key);
        updates += every.len();
        for replica in &trace.lab.replicas {
            assert_eq!(*replay.seen(*replica, key), every);
            let record = trace.record_at(*replica, key, trace.lab.duration);
            assert_eq!(record.state.read(), replay.value(key, &every));
        }
    }
    updates
}

#[test]
fn anti_entropy_brings_all_together_through_loss_and_faults_that_end() {
    let mut updates = 0;
    let (mut faults, mut losses) = (0, 0);
    for seed in SEEDS {
        println!("seed {seed}");
        let mut lab = with_rest(lab(seed), Micros(PERIOD.0 * ROUNDS));
        lab.replication = anti_entropy();
        keep_disks(&mut lab);
        change_links(&mut lab, |link| {
            link.loss_per_mille = link.loss_per_mille.min(600)
        });
        faults += lab.faults.len();
        losses += usize::from(lab.network.between_replicas.loss_per_mille);
        updates += all_agree(&run(lab));
    }
    assert!(updates > 500 && faults > 100 && losses > 10_000);
}

/// Once in every period each replica begins an exchange with one other, now with this one and
/// now with that one; they take turns, and those that come back from a crash wait for theirs.
#[test]
fn replicas_take_turns_and_choose_every_peer_now_and_then() {
    let mut lab = with_rest(lab(0), Micros(PERIOD.0 * ROUNDS));
    lab.replication = anti_entropy();
    lab.faults.clear();
    lab.network.links.clear();
    let trace = run(lab);
    let replicas = &trace.lab.replicas;
    assert!(replicas.len() > 2);
    let pushes = |from: ReplicaId| {
        let sent = trace
            .messages
            .iter()
            .filter(move |one| one.from == Place::Replica(from));
        sent.filter(|message| message.purpose == "push")
    };
    for (turn, replica) in (1..).zip(replicas) {
        let first = Micros(PERIOD.0 * turn / replicas.len() as u64);
        let due = (0..).map(|round| first + Micros(PERIOD.0 * round));
        let due: Vec<_> = due.take_while(|at| *at <= trace.lab.duration).collect();
        let sent: Vec<_> = pushes(*replica).map(|message| message.sent_at).collect();
        assert_eq!(sent, due, "{replica}");
        let chosen: BTreeSet<_> = pushes(*replica).map(|message| message.to).collect();
        assert_eq!(
            chosen.len(),
            replicas.len() - 1,
            "{replica} chooses {chosen:?}"
        );
    }
}

/// A push is answered with what the sender lacks, and only then.
#[test]
fn a_push_is_answered_with_what_its_sender_lacks() {
    let (mut answered, mut quiet) = (0, 0);
    for seed in SEEDS {
        let mut lab = lab(seed);
        lab.replication = anti_entropy();
        let trace = run(lab);
        let mut replay = Replay::new(&trace);
        for (id, event) in trace.events() {
            replay.take(id);
            let EventKind::Delivered { message, .. } = event.kind else {
                continue;
            };
            let push = trace.message(message);
            let (Place::Replica(at), Some(parcel)) = (push.to, model::parcel(push)) else {
                continue;
            };
            let records = &parcel.records;
            // What follows until the next arrival anywhere is its handling.
            let handling = trace.events[id.index() + 1..].iter();
            let handling = handling.take_while(|next| {
                matches!(next.kind, EventKind::Merged { .. } | EventKind::Sent { .. })
                    && next.place == event.place
            });
            let mut pull = handling.filter_map(|next| match next.kind {
                EventKind::Sent { message } => Some(trace.message(message)),
                _ => None,
            });
            let pull = pull.find(|message| message.purpose == "pull");
            let mut lacks = records.iter().map(|(key, _)| *key).filter(|key| {
                !replay
                    .seen(at, *key)
                    .is_subset(replay.carried(message, *key))
            });
            if push.purpose != "push" {
                assert!(pull.is_none());
            } else if let Some(pull) = pull {
                let sent = pull.payload.records();
                assert_eq!((pull.from, pull.to), (push.to, push.from));
                assert!(sent.iter().map(|(key, _)| *key).eq(lacks));
                answered += 1;
            } else {
                assert_eq!(lacks.next(), None, "{} is not answered", push.name());
                quiet += 1;
            }
        }
    }
    assert!(answered > 200 && quiet > 200, "{answered} {quiet}");
}

/// What is tested above can fail: a network that loses everything keeps replicas apart.
#[test]
fn nothing_brings_replicas_together_that_never_hear_of_each_other() {
    let mut apart = 0;
    for seed in SEEDS {
        let mut lab = with_rest(lab(seed), Micros(PERIOD.0 * 10));
        lab.replication = anti_entropy();
        lab.overrides.clear();
        keep_disks(&mut lab);
        change_links(&mut lab, |link| link.loss_per_mille = 1000);
        lab.network.to_clients.loss_per_mille = 0;
        let trace = run(lab);
        let replay = Replay::whole(&trace);
        for (key, convergence) in trace.convergence.iter().enumerate() {
            let untouched = replay.accepted(key).is_empty();
            assert_eq!(convergence.agreed_at.is_some(), untouched);
            apart += usize::from(!untouched);
        }
    }
    assert!(apart > 100);
}

/// Without anything to disturb it; time enough for the slowest message.
fn undisturbed(seed: u64) -> Lab {
    let mut lab = lab(seed);
    lab.replication = Replication::Eager(Default::default());
    lab.faults.clear();
    lab.overrides.clear();
    change_links(&mut lab, |link| link.loss_per_mille = 0);
    lab.network.to_clients.loss_per_mille = 0;
    with_rest(lab, Micros::from_millis(2_000))
}

#[test]
fn eager_broadcast_brings_all_together_when_nothing_is_lost() {
    let mut updates = 0;
    for seed in SEEDS {
        println!("seed {seed}");
        updates += all_agree(&run(undisturbed(seed)));
    }
    assert!(updates > 500);
}

#[test]
fn eager_broadcast_never_makes_up_for_a_message_that_is_lost() {
    let mut apart = 0;
    for seed in SEEDS {
        let mut lab = undisturbed(seed);
        change_links(&mut lab, |link| link.loss_per_mille = 500);
        let trace = run(lab);
        apart += trace
            .convergence
            .iter()
            .filter(|one| one.agreed_at.is_none())
            .count();
    }
    assert!(apart > 50, "{apart}");
}

#[test]
fn by_hand_nothing_is_sent_that_the_hand_does_not_send() {
    let mut sent = 0;
    for seed in SEEDS {
        let mut lab = lab(seed);
        lab.replication = Replication::ByHand(Default::default());
        let trace = run(lab);
        for message in &trace.messages {
            if let Some(parcel) = model::parcel(message) {
                let Cause::Step(step) = message.cause else {
                    panic!("{} is sent by a timer", message.name())
                };
                let act = &trace.lab.step(step).expect("a step").act;
                assert!(
                    matches!(act, Act::Send(_)),
                    "{} is sent by a call",
                    message.name()
                );
                assert_eq!((message.purpose, parcel.records.len()), ("hand", 1));
                sent += 1;
            }
        }
    }
    assert!(sent > 200, "{sent}");
}

#[test]
fn replicas_that_accept_nothing_agree_from_the_start() {
    for seed in SEEDS {
        let mut lab = lab(seed);
        lab.script.retain(|step| match &step.act {
            Act::Call(call) => !call.op.is_update(),
            Act::Send(_) | Act::Promote(_) => true,
        });
        for convergence in &run(lab).convergence {
            assert_eq!(convergence.agreed_at, Some(Micros::ZERO));
            assert_eq!(
                (convergence.disagreements.len(), convergence.stale_for),
                (0, Micros::ZERO)
            );
        }
    }
}
