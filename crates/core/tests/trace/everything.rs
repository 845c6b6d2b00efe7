//! What the generated documents and their traces contain.

use std::collections::BTreeMap;

use replicascope_core::crdt::DataType;
use replicascope_core::lab::{Act, FaultKind};
use replicascope_core::replication::Replication;
use replicascope_core::trace::{EventKind, Refusal};
use replicascope_core::{Lab, Trace};

use super::support::lab;
use super::support::model::run;
use super::support::traces::SEEDS;
use super::variant;

/// What a document contains, in words.
fn contents(lab: &Lab) -> Vec<String> {
    let mut found = vec![
        format!("{} replicas", lab.replicas.len()),
        lab.replication.title().into(),
        format!("compared with {}", lab.compare.len()),
        variant(&lab.network.between_replicas.latency),
        variant(&lab.network.to_clients.latency),
    ];
    let lab_has = [
        ("no link rules", lab.network.links.is_empty()),
        ("link rules", !lab.network.links.is_empty()),
        ("overrides", !lab.overrides.is_empty()),
        ("an empty script", lab.script.is_empty()),
    ];
    let has = lab_has.iter().filter(|(_, has)| *has);
    found.extend(has.map(|(what, _)| String::from(*what)));
    for key in &lab.keys {
        found.push(key.data_type.title().into());
        match &key.data_type {
            DataType::LwwRegister(options) => {
                found.push(format!("clock {}", variant(&options.clock)));
            }
            DataType::MvRegister(options) => {
                found.push(format!("reads {}", variant(&options.resolve)));
            }
            _ => {}
        }
    }
    for session in lab.sessions.values() {
        found.push(format!("route {}", variant(&session.route)));
        found.push(format!("token {}", variant(&session.token)));
        found.push(format!("patience {}", session.patience.is_some()));
    }
    for fault in &lab.faults {
        found.push(format!("fault {}", variant(&fault.kind)));
        if let FaultKind::Crash { loses_disk, .. } = fault.kind {
            found.push(format!("loses disk {loses_disk}"));
        }
        let one_way = fault.kind.links().map(|links| links.one_way);
        found.extend(one_way.map(|one_way| format!("one way {one_way}")));
        if one_way.is_none() && fault.kind.place().is_none() {
            found.push("everywhere".into());
        }
    }
    for step in &lab.script {
        found.push(format!("act {}", variant(&step.act)));
        if let Act::Call(call) = &step.act {
            found.push(format!("op {}", variant(&call.op)));
        }
    }
    found.extend(settings(&lab.replication));
    found
}

/// The choices that a strategy leaves, in words.
fn settings(replication: &Replication) -> Vec<String> {
    match replication {
        Replication::SingleLeader(options) => vec![
            format!("acknowledge {}", variant(&options.acknowledge)),
            format!("read from {}", variant(&options.read_from)),
            format!("failover {}", options.failover_after.is_some()),
        ],
        Replication::MultiLeader(options) => vec![
            variant(&options.topology),
            format!("{} regions", options.regions),
        ],
        Replication::Leaderless(options) => vec![
            format!("repair {}", variant(&options.read_repair)),
            format!("hints {}", options.hinted_handoff),
            format!("sloppy {}", options.sloppy),
            format!("exchange {}", variant(&options.anti_entropy)),
            format!("collect {}", options.collect_after.is_some()),
        ],
        Replication::Broadcast(options) => vec![format!("order {}", variant(&options.order))],
        Replication::Gossip(options) => vec![
            format!("ship {}", variant(&options.ship)),
            format!("fan-out {}", options.fan_out),
        ],
        Replication::Eager(_)
        | Replication::AntiEntropy(_)
        | Replication::TtlCache(_)
        | Replication::ByHand(_) => Vec::new(),
    }
}

/// What happens in a trace, in words.
fn happenings(trace: &Trace) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |what: String| found.push(what);
    for (id, event) in trace.events() {
        note(variant(&event.kind));
        match &event.kind {
            EventKind::Dropped { why, .. } => note(variant(why)),
            EventKind::Delivered { repeat: true, .. } => note("repeat".into()),
            EventKind::Merged {
                relation,
                before,
                incoming,
                ..
            } => {
                note(variant(relation));
                for decision in before.state.explain(&incoming.state) {
                    note(variant(&decision.rule));
                }
            }
            EventKind::Returned { misses, .. } if !misses.is_empty() => note("stale".into()),
            EventKind::Noted { note: one, .. } => note(variant(one)),
            EventKind::Failed { why, .. } => note(variant(why)),
            EventKind::Refused {
                why: Refusal::Update(why),
                ..
            } => note(variant(why)),
            EventKind::Refused { why, .. } => note(variant(why)),
            EventKind::Recovered { lost_disk, .. } => note(format!("lost disk {lost_disk}")),
            EventKind::Applied { dot, .. } if dot.actor.life > 0 => note("a later life".into()),
            EventKind::Answered { step, .. } => {
                let held = format!("{step}/held@");
                let names = trace.events().map(|(id, _)| trace.event_name(id));
                if names.into_iter().any(|name| name.starts_with(&held)) {
                    note("held and answered".into());
                }
            }
            _ => {}
        }
        let name = trace.event_name(id);
        if name.contains("/hand/") {
            note("by hand".into());
        }
        if name.contains("/pull.1/") {
            note("two messages of one cause".into());
        }
    }
    let purposes = trace.messages.iter().map(|message| message.purpose);
    found.extend(purposes.map(|purpose| format!("sends {purpose}")));
    for convergence in &trace.convergence {
        found.push(format!("agrees: {}", convergence.agreed_at.is_some()));
    }
    if !trace.lost.is_empty() {
        found.push("lost updates".into());
    }
    found
}

/// Without this, a test over generated documents could hold because nothing happens in them.
#[test]
fn the_generated_documents_contain_everything() {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    for seed in SEEDS {
        let lab = lab(seed);
        let trace = run(lab.clone());
        for what in contents(&lab).into_iter().chain(happenings(&trace)) {
            *found.entry(what).or_default() += 1;
        }
    }
    let expected = "
        2 replicas, 3 replicas, 4 replicas, 5 replicas, 6 replicas, 7 replicas, 8 replicas,
        9 replicas, Single leader, Multi-leader, Leaderless quorums, Eager broadcast, Broadcast of operations, order Causal, order Sender,
        HeldBack, sends operation,
        Periodic anti-entropy, Gossip, Time-to-live cache, By hand, compared with 0,
        compared with 1, compared with 2, compared with 3, ConstantUs, UniformUs, ExponentialUs,
        no link rules, link rules, overrides, an empty script,
        route AsWritten, route Fixed, route Nearest, route Random, route Sticky, token None,
        token Writes, token Reads, token Both, patience true, patience false,
        fault Crash, loses disk true, loses disk false, fault Partition, fault SlowReplica,
        fault SlowLink, fault Loss, fault Duplication, fault Reordering, fault Clock,
        fault Offline, one way true, one way false, everywhere,
        act Call, act Send, act Promote, op Read, op Write, op Delete, op Increment,
        op Decrement, op Transfer, op Add, op Remove, op Enable, op Disable, op Within,
        LWW-Register, G-Counter, PN-Counter, Bounded counter, First-write-wins register,
        MV-Register, G-Set, 2P-Set, LWW-Element-Set, OR-Set with tombstones,
        OR-Set without tombstones, OR-Map, Enable-wins flag, Disable-wins flag,
        clock Wall, clock Lamport, clock Hybrid, reads Siblings, reads Union, reads Max,
        reads Table,
        acknowledge AtOnce, acknowledge Followers, acknowledge All, read from Any,
        read from Leader, failover true, failover false, AllToAll, Ring, Star, 1 regions,
        2 regions, 3 regions, 4 regions, 5 regions, repair Off, repair AfterAnswer, repair BeforeAnswer, hints true,
        hints false, sloppy true, sloppy false, exchange Off, exchange Full, exchange Merkle,
        collect true, collect false, ship States, ship Operations, ship Deltas, fan-out 1,
        fan-out 2, fan-out 3,
        Invoked, Sent, Delivered, Dropped, Applied, Merged, Answered, Held, Replaced, Followed,
        Noted, Returned, Failed, Promoted, Refused, Crashed, Recovered, FaultBegins, FaultEnds,
        Chance, ByHand, Partition, ReceiverDown, Offline, repeat, Equal, Newer, Older,
        Concurrent, stale, Same, OnlyOneWritten, HigherTimestamp, HigherReplica,
        LaterAtSameReplica, LowerTimestamp, LowerReplica, Maximum, Union, Tombstone, NewHere,
        NewThere, RemovedHere, RemovedThere, NoRights, NotThere, Written, Leads, Follows, Keeps, HandedOver, Expired, Collected,
        GaveUp, TooFew, NotTheLeader, Refused, Down, NoLeaders, lost disk true, lost disk false,
        a later life, held and answered, by hand, two messages of one cause,
        sends request, sends reply, sends forward, sends hand, sends update, sends push,
        sends pull, sends replicate, sends heartbeat, sends lead, sends newer term,
        sends confirm, sends sync, sends blank, sends noted, sends state, sends delta,
        sends operations, sends store, sends stored, sends store for, sends get, sends got,
        sends write back, sends repair, sends hand over, sends taken over, sends hashes,
        sends fetch, sends entry, agrees: true, agrees: false, lost updates";
    let times = |what: &str| found.get(what).copied().unwrap_or(0);
    let expected: Vec<&str> = expected.split(',').map(str::trim).collect();
    let rare: Vec<_> = expected.iter().filter(|what| times(what) < 3).collect();
    assert!(rare.is_empty(), "{rare:?} in {found:#?}");
    let new: Vec<_> = found
        .keys()
        .filter(|what| !expected.contains(&&***what))
        .collect();
    assert!(new.is_empty(), "to be listed above: {new:?}");
}
