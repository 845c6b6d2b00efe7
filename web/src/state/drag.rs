//! Dragging is editing: what was grabbed and where it is now make one edit.

use replicascope_core::crdt::Op;
use replicascope_core::lab::{Act, Call, Fault, Send};
use replicascope_core::{
    ClientId, Edit, FaultId, Key, Lab, Micros, Place, ReplicaId, StepId, Value,
};

/// A place in a picture, in the terms of the document.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Spot {
    /// The moment under the pointer; in the cluster, the playhead.
    pub time: Micros,
    /// The lane or the replica under the pointer.
    pub place: Option<Place>,
    /// Whether it is off the picture.
    pub off: bool,
}

/// What can be grabbed.
#[derive(Clone, PartialEq, Debug)]
pub enum Grab {
    /// A client's operation, on the client's lane.
    Call(StepId),
    /// An update, on the lane of the replica that carried it out.
    Update {
        /// Its step.
        step: StepId,
        /// The replica.
        replica: ReplicaId,
        /// When it was carried out.
        applied: Micros,
    },
    /// The head of an arrow.
    Head {
        /// The name of the message.
        message: String,
        /// Which copy.
        copy: usize,
        /// When it left.
        sent: Micros,
        /// How long each copy is under way.
        after: Vec<Micros>,
    },
    /// What a replica of the cluster holds.
    Record {
        /// The replica.
        replica: ReplicaId,
        /// The place of the key.
        key: usize,
    },
    /// A stroke across links of the cluster; which ones it crosses, the picture knows.
    Stroke,
    /// A new operation, on its way to a lane.
    New {
        /// What it will be.
        tool: Tool,
        /// The place of the key.
        key: usize,
    },
    /// A fault, or one end of it.
    Fault(FaultId, FaultPart),
}

/// What the palette offers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tool {
    /// A write, or an increment.
    Update,
    /// A read.
    Read,
}

/// Which part of a fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultPart {
    /// Its beginning.
    Start,
    /// Its end.
    End,
    /// All of it.
    Whole,
}

/// A drag in progress.
#[derive(Clone, PartialEq, Debug)]
pub struct Drag {
    pub grab: Grab,
    pub start: Spot,
    pub now: Spot,
}

impl Drag {
    /// Something was grabbed.
    pub fn new(grab: Grab, start: Spot) -> Self {
        Self {
            grab,
            start,
            now: start,
        }
    }

    /// What dropping here does to the document; none: nothing.
    pub fn edit(&self, lab: &Lab, playhead: Micros) -> Option<Edit> {
        match &self.grab {
            Grab::Call(step) => self.moved(lab, *step),
            Grab::Update {
                step,
                replica,
                applied,
            } => match self.now.place {
                _ if self.now.off => None,
                Some(Place::Replica(to)) if to != *replica => {
                    let key = &lab.call(*step)?.key;
                    let leaves = playhead.max(*applied);
                    Some(self.sent(lab, *replica, to, key, leaves))
                }
                _ => self.moved(lab, *step),
            },
            Grab::Head {
                message,
                copy,
                sent,
                after,
            } => {
                let mut after_us = after.clone();
                if self.now.off {
                    after_us.remove(*copy);
                } else {
                    let flight = after_us.get_mut(*copy)?;
                    *flight = flight.shifted(self.by()).max(Micros(1));
                    // It arrives within the run, where it can be grabbed again.
                    *flight = (*flight).min(lab.duration.since(*sent).max(Micros(1)));
                }
                Some(Edit::Deliver {
                    message: message.clone(),
                    after_us,
                })
            }
            Grab::Record { replica, key } => match self.now.place {
                Some(Place::Replica(to)) if to != *replica => {
                    let send = Send {
                        from: *replica,
                        to,
                        key: lab.keys.get(*key)?.name.clone(),
                    };
                    Some(Edit::Add {
                        at: playhead,
                        act: Act::Send(send),
                    })
                }
                _ => None,
            },
            Grab::Stroke => None,
            Grab::New { tool, key } => self.added(lab, *tool, *key),
            Grab::Fault(id, part) => self.resized(lab, *id, *part),
        }
    }

    /// The name of the event that shows what dropping here has done, for a document before it.
    pub fn outcome(&self, lab: &Lab) -> Option<String> {
        let sent_by_hand = |from: &ReplicaId| {
            let to = self.now.place?.replica().filter(|to| to != from)?;
            Some(format!("{}:{from}>{to}/hand/delivered.0", lab.next_step()))
        };
        match &self.grab {
            Grab::Call(step) => Some(format!("{step}/returned")),
            Grab::Update { step, replica, .. } => {
                let moved = format!("{step}/applied@{replica}");
                Some(sent_by_hand(replica).unwrap_or(moved))
            }
            Grab::Head { message, copy, .. } => Some(format!("{message}/delivered.{copy}")),
            Grab::Record { replica, .. } => sent_by_hand(replica),
            Grab::New { .. } => Some(format!("{}/returned", lab.next_step())),
            Grab::Fault(id, _) => Some(format!("{id}/begins")),
            Grab::Stroke => None,
        }
    }

    /// How far it was dragged in time, in microseconds.
    fn by(&self) -> i64 {
        let micros = |at: Micros| i64::try_from(at.0).unwrap_or(i64::MAX);
        micros(self.now.time) - micros(self.start.time)
    }

    fn moved(&self, lab: &Lab, step: StepId) -> Option<Edit> {
        let at = lab.step(step)?.at.shifted(self.by()).min(lab.duration);
        (!self.now.off).then_some(Edit::Move { step, at })
    }

    /// Sent by hand: it arrives where it is dropped, if that is later than it leaves; otherwise
    /// the network decides.
    fn sent(&self, lab: &Lab, from: ReplicaId, to: ReplicaId, key: &Key, leaves: Micros) -> Edit {
        let send = Send {
            from,
            to,
            key: key.clone(),
        };
        let add = Edit::Add {
            at: leaves,
            act: Act::Send(send),
        };
        if self.now.time <= leaves {
            return add;
        }
        let message = format!("{}:{from}>{to}/hand", lab.next_step());
        let after_us = vec![self.now.time.since(leaves)];
        Edit::All(vec![add, Edit::Deliver { message, after_us }])
    }

    fn added(&self, lab: &Lab, tool: Tool, key: usize) -> Option<Edit> {
        let place = self.now.place.filter(|_| !self.now.off)?;
        let call = new_call(lab, tool, key, Some(place))?;
        // Dropped on a replica's lane, it reaches the replica there.
        let quality = lab
            .network
            .quality(Place::Client(call.client), Place::Replica(call.replica));
        let ahead = if place.replica().is_some() {
            quality.latency.least()
        } else {
            Micros::ZERO
        };
        let at = self.now.time.since(ahead).min(lab.duration);
        Some(Edit::Add {
            at,
            act: Act::Call(call),
        })
    }

    fn resized(&self, lab: &Lab, id: FaultId, part: FaultPart) -> Option<Edit> {
        let Fault { from, to, .. } = lab.fault(id)?;
        let by = self.by();
        let last = lab.duration.since(Micros(1));
        let (from, to) = match part {
            FaultPart::Start => (from.shifted(by).min(to.since(Micros(1))).min(last), *to),
            FaultPart::End => (*from, to.shifted(by).max(*from + Micros(1))),
            FaultPart::Whole => {
                let moved = from.shifted(by).min(last);
                (moved, moved + to.since(*from))
            }
        };
        Some(Edit::MoveFault {
            fault: id,
            from,
            to,
        })
    }
}

/// A new operation on a key, with what is missing chosen as a learner would expect: the client
/// and the replica that were last used together, and the next value.
pub fn new_call(lab: &Lab, tool: Tool, key: usize, place: Option<Place>) -> Option<Call> {
    let key = lab.keys.get(key)?;
    let calls = || {
        lab.script.iter().rev().filter_map(|step| match &step.act {
            Act::Call(call) => Some(call),
            Act::Send(_) | Act::Promote(_) => None,
        })
    };
    let first = || Some((*lab.clients.first()?, *lab.replicas.first()?));
    let pair = |call: &Call| (call.client, call.replica);
    let (client, replica): (ClientId, ReplicaId) = match place {
        None => calls().next().map(pair).or_else(first)?,
        Some(Place::Client(client)) => {
            let last = calls().find(|call| call.client == client);
            (
                client,
                last.map(|call| call.replica)
                    .or(lab.replicas.first().copied())?,
            )
        }
        Some(Place::Replica(replica)) => {
            let last = calls().find(|call| call.replica == replica);
            (
                last.map(|call| call.client)
                    .or(lab.clients.first().copied())?,
                replica,
            )
        }
    };
    let op = match tool {
        Tool::Read => Op::Read,
        Tool::Update if key.data_type.accepts(&Op::Increment(1)) => Op::Increment(1),
        Tool::Update => Op::Write(next_value(lab, &key.name)),
    };
    Some(Call {
        client,
        replica,
        key: key.name.clone(),
        op,
    })
}

/// One more than the largest number written so far; where texts are written, a new text.
fn next_value(lab: &Lab, key: &Key) -> Value {
    let written = lab.script.iter().filter_map(|step| match &step.act {
        Act::Call(Call {
            key: of,
            op: Op::Write(value),
            ..
        }) if of == key => Some(value),
        _ => None,
    });
    let written: Vec<&Value> = written.collect();
    let largest = written.iter().filter_map(|value| match value {
        Value::Integer(number) => Some(*number),
        Value::Text(_) => None,
    });
    match largest.max() {
        Some(number) if number < 1_000_000 => Value::Integer(number + 1),
        _ if written.is_empty() => Value::Integer(2),
        _ => Value::Text(format!("new {}", lab.next_step().0).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lab() -> Lab {
        replicascope_lessons::SCENARIOS[0]
            .lab()
            .expect("a valid document")
    }

    fn replica(letter: &str) -> ReplicaId {
        letter.parse().expect("a replica")
    }

    fn spot(millis: u64, place: Option<Place>) -> Spot {
        let time = Micros::from_millis(millis);
        Spot {
            time,
            place,
            off: false,
        }
    }

    /// The edit of a drag from 20 ms on lane A to another spot, with the playhead at 33 ms.
    fn check(grab: Grab, now: Spot, expected: Option<&str>) {
        let mut drag = Drag::new(grab, spot(20, Some(Place::Replica(replica("A")))));
        drag.now = now;
        let edit = drag.edit(&lab(), Micros::from_millis(33));
        let expected = expected.map(|json| Edit::from_json(json).expect("an edit"));
        assert_eq!(edit, expected);
    }

    fn update() -> Grab {
        let applied = Micros::from_millis(18);
        Grab::Update {
            step: StepId(1),
            replica: replica("A"),
            applied,
        }
    }

    fn head(after_us: &[u64]) -> Grab {
        Grab::Head {
            message: "op1:A>C/update".into(),
            copy: 0,
            sent: Micros::from_millis(18),
            after: after_us.iter().copied().map(Micros).collect(),
        }
    }

    fn lane(letter: &str) -> Option<Place> {
        Some(Place::Replica(replica(letter)))
    }

    #[test]
    fn an_update_along_its_lane_moves_in_time() {
        let moved = r#"{"move": {"step": 1, "at_us": 25000}}"#;
        check(update(), spot(30, lane("A")), Some(moved));
        check(
            update(),
            spot(0, lane("A")),
            Some(r#"{"move": {"step": 1, "at_us": 0}}"#),
        );
    }

    #[test]
    fn an_update_to_another_lane_is_sent_from_the_playhead() {
        let send =
            r#"{"add": {"at_us": 33000, "act": {"send": {"from": "A", "to": "B", "key": "X"}}}}"#;
        // Dropped before it leaves: the network decides when it arrives.
        check(update(), spot(30, lane("B")), Some(send));
        let deliver = r#"{"deliver": {"message": "op4:A>B/hand", "after_us": [17000]}}"#;
        let both = format!(r#"{{"all": [{send}, {deliver}]}}"#);
        check(update(), spot(50, lane("B")), Some(&both));
    }

    #[test]
    fn an_arrowhead_arrives_where_it_is_dropped_and_is_lost_off_the_diagram() {
        let later = r#"{"deliver": {"message": "op1:A>C/update", "after_us": [42000]}}"#;
        check(head(&[32_000]), spot(30, lane("C")), Some(later));
        let least = r#"{"deliver": {"message": "op1:A>C/update", "after_us": [1]}}"#;
        check(head(&[5_000]), spot(2, lane("C")), Some(least));
        let mut off = spot(30, None);
        off.off = true;
        let lost = r#"{"deliver": {"message": "op1:A>C/update", "after_us": []}}"#;
        check(head(&[32_000]), off, Some(lost));
        let one_left = r#"{"deliver": {"message": "op1:A>C/update", "after_us": [9000]}}"#;
        check(head(&[32_000, 9_000]), off, Some(one_left));
    }

    #[test]
    fn a_new_write_reaches_the_replica_where_it_is_dropped() {
        let grab = Grab::New {
            tool: Tool::Update,
            key: 0,
        };
        let call = r#"{"call": {"client": "c1", "replica": "A", "key": "X", "op": {"write": 3}}}"#;
        let add = format!(r#"{{"add": {{"at_us": 47000, "act": {call}}}}}"#);
        check(grab.clone(), spot(50, lane("A")), Some(&add));
        check(grab, spot(50, None), None);
    }

    #[test]
    fn a_value_dropped_where_it_was_does_nothing() {
        let grab = Grab::Record {
            replica: replica("A"),
            key: 0,
        };
        check(grab.clone(), spot(33, lane("A")), None);
        check(grab.clone(), spot(33, None), None);
        let send =
            r#"{"add": {"at_us": 33000, "act": {"send": {"from": "A", "to": "C", "key": "X"}}}}"#;
        check(grab, spot(33, lane("C")), Some(send));
    }
}
