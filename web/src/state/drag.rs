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
            Grab::New { tool, key } => self.added(lab, *tool, *key),
            Grab::Fault(id, part) => self.resized(lab, *id, *part),
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
        let Fault { from, to, .. } = lab.faults.iter().find(|fault| fault.id == id)?;
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
            Act::Send(_) => None,
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
