//! Dragging is editing: what was grabbed and where it is now make one edit.

use replicascope_core::lab::{Act, Fault, Send};
use replicascope_core::{Edit, FaultId, Key, Lab, Micros, Place, ReplicaId, StepId};

use super::faults::{beginning, next_fault};
use super::{Breaking, new_call};

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
    /// The order to a replica to lead.
    Promote {
        /// Its step.
        step: StepId,
        /// The name of the event that shows it.
        event: String,
    },
    /// A fault, or one end of it.
    Fault(FaultId, FaultPart),
    /// A new fault: from the palette it begins where it is dropped; in the picture it is drawn from
    /// where the pointer went down.
    Break(Breaking),
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
            Grab::Call(step) | Grab::Promote { step, .. } => self.moved(lab, *step),
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
            Grab::Fault(id, part) => resized(lab, *id, *part, self.by()),
            Grab::Break(breaking) => self.broken(lab, *breaking),
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
            Grab::Promote { event, .. } => Some(event.clone()),
            Grab::Fault(id, _) => Some(beginning(*id)),
            Grab::Break(_) => Some(beginning(next_fault(lab))),
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

    fn broken(&self, lab: &Lab, breaking: Breaking) -> Option<Edit> {
        if !self.start.off {
            let lane = Some(self.start.place?);
            return breaking.added(lab, lane, self.start.time, self.now.time);
        }
        let lane = self.now.place.filter(|_| !self.now.off)?;
        breaking.added_at(lab, Some(lane), self.now.time)
    }
}

/// Moves a fault, or one end of it, by so many microseconds. It begins within the run, and its end
/// stays behind its beginning.
pub fn resized(lab: &Lab, id: FaultId, part: FaultPart, by: i64) -> Option<Edit> {
    let Fault { from, to, .. } = lab.fault(id)?;
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

#[cfg(test)]
mod tests;
