//! What breaks, and what comes back.

use super::World;
use crate::ids::{FaultId, Place, ReplicaId};
use crate::lab::FaultKind;
use crate::replication::Start;
use crate::trace::EventKind;

impl World {
    pub(super) fn begin_fault(&mut self, index: usize) {
        let fault = &self.lab.faults[index];
        let (id, place) = (fault.id, fault.kind.place());
        match fault.kind {
            FaultKind::Crash { replica, .. } => self.crash(id, replica),
            FaultKind::Offline { client } => {
                self.client(client).offline += 1;
                self.fault_event(place, EventKind::FaultBegins { fault: id });
            }
            _ => self.fault_event(place, EventKind::FaultBegins { fault: id }),
        }
    }

    pub(super) fn end_fault(&mut self, index: usize) {
        let fault = &self.lab.faults[index];
        let (id, place) = (fault.id, fault.kind.place());
        match fault.kind {
            FaultKind::Crash {
                replica,
                loses_disk,
            } => self.recover(id, replica, loses_disk),
            FaultKind::Offline { client } => {
                self.fault_event(place, EventKind::FaultEnds { fault: id });
                self.come_back(client);
            }
            _ => self.fault_event(place, EventKind::FaultEnds { fault: id }),
        }
    }

    pub(super) fn fault_event(&mut self, place: Option<Place>, kind: EventKind) {
        self.recorder.push(self.now, place, kind, None);
    }

    pub(super) fn crash(&mut self, fault: FaultId, replica: ReplicaId) {
        let Some(node) = self.nodes.get_mut(&replica) else {
            return;
        };
        node.down += 1;
        node.crashes += 1;
        node.held.clear();
        let place = Some(Place::Replica(replica));
        self.fault_event(place, EventKind::Crashed { fault });
    }

    /// The replica starts again, unless another crash still holds it down.
    pub(super) fn recover(&mut self, fault: FaultId, replica: ReplicaId, loses_disk: bool) {
        let Some(node) = self.nodes.get_mut(&replica) else {
            return;
        };
        node.down -= 1;
        node.lost_disk |= loses_disk;
        if node.down > 0 {
            return;
        }
        let lost_disk = std::mem::take(&mut node.lost_disk);
        if lost_disk {
            node.replica.records.clone_from(&node.replica.initial);
            node.replica.life += 1;
            node.protocol = (self.protocol)();
        }
        let place = Some(Place::Replica(replica));
        let kind = EventKind::Recovered { fault, lost_disk };
        let event = self.recorder.push(self.now, place, kind, None);
        if lost_disk {
            self.recorder.blank(replica, event);
        }
        let start = if lost_disk {
            Start::Blank
        } else {
            Start::Again
        };
        self.start(replica, start, Some(event));
    }
}
