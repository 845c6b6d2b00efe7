//! Updates that a replica coordinates: it carries out the update itself, sends what it then holds
//! to the key's homes and counts who has stored it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::{Alarm, Context};
use super::{Leaderless, too_few};
use crate::ids::{ReplicaId, StepId};
use crate::message::{Parcel, Request};
use crate::record::Record;

/// An update in progress.
#[derive(Clone)]
pub(super) struct Write {
    request: Request,
    record: Rc<Record>,
    /// Who has stored it and counts towards W.
    stored: BTreeSet<ReplicaId>,
    /// Whether it is acknowledged.
    done: bool,
    /// Who was asked to stand in, and for which home; none: nobody was asked yet.
    stand_ins: Option<BTreeMap<ReplicaId, ReplicaId>>,
}

impl Leaderless {
    pub(super) fn begin_write(&mut self, at: &mut Context, request: &Request) {
        if at.apply(request).is_none() {
            return;
        }
        let homes = self.homes(at, request.key);
        let (me, record) = (at.id(), Rc::clone(at.record(request.key)));
        for home in homes.iter().filter(|home| **home != me) {
            let parcel = Parcel {
                about: Some(request.step),
                ..Parcel::of([(request.key, Rc::clone(&record))])
            };
            at.send(*home, "store", parcel);
        }
        let write = Write {
            request: request.clone(),
            record,
            stored: homes.into_iter().filter(|home| *home == me).collect(),
            done: false,
            stand_ins: None,
        };
        self.writes.insert(request.step, write);
        at.set_alarm(self.options.timeout, Alarm::Deadline(request.step));
        self.check_write(at, request.step);
    }

    pub(super) fn note_stored(&mut self, at: &mut Context, step: StepId, by: ReplicaId) {
        if let Some(write) = self.writes.get_mut(&step) {
            write.stored.insert(by);
        }
        self.check_write(at, step);
    }

    fn check_write(&mut self, at: &mut Context, step: StepId) {
        let Some(key) = self.writes.get(&step).map(|write| write.request.key) else {
            return;
        };
        let needed = self.needed(at, key, self.options.w);
        if let Some(write) = self.writes.get_mut(&step)
            && !write.done
            && write.stored.len() >= needed
        {
            write.done = true;
            at.acknowledge_with(&write.request, Rc::clone(&write.record));
        }
    }

    /// The time for an update is over: stand-ins are asked and get as much time again; then homes
    /// that nobody keeps it for get hints, and it fails if too few have stored it.
    pub(super) fn write_is_late(&mut self, at: &mut Context, step: StepId) {
        let Some(mut write) = self.writes.remove(&step) else {
            return;
        };
        let key = write.request.key;
        let mut missing = self.homes(at, key);
        missing.retain(|home| !write.stored.contains(home));
        if self.options.sloppy && write.stand_ins.is_none() {
            write.stand_ins = Some(self.ask_stand_ins(at, &mut write, missing));
            self.writes.insert(step, write);
            at.set_alarm(self.options.timeout, Alarm::Deadline(step));
            self.check_write(at, step);
            return;
        }
        if self.options.hinted_handoff {
            let stand_ins = write.stand_ins.iter().flatten();
            let keeping = stand_ins.filter(|(stand_in, _)| write.stored.contains(stand_in));
            let kept_for: BTreeSet<ReplicaId> = keeping.map(|(_, home)| *home).collect();
            for home in missing.iter().filter(|home| !kept_for.contains(home)) {
                self.keep(at, key, Rc::clone(&write.record), *home);
            }
        }
        if !write.done {
            let needed = self.needed(at, key, self.options.w);
            at.fail(&write.request, too_few(write.stored.len(), needed));
        }
    }

    /// Asks the next replicas after the homes, one for each home that is missing.
    fn ask_stand_ins(
        &mut self,
        at: &mut Context,
        write: &mut Write,
        missing: Vec<ReplicaId>,
    ) -> BTreeMap<ReplicaId, ReplicaId> {
        let key = write.request.key;
        let homes = self.homes(at, key).len();
        let others = self.options.ring(at.replicas(), key).skip(homes);
        let stand_ins: BTreeMap<ReplicaId, ReplicaId> = others.zip(missing).collect();
        for (stand_in, home) in &stand_ins {
            if *stand_in == at.id() {
                self.keep(at, key, Rc::clone(&write.record), *home);
                write.stored.insert(*stand_in);
                continue;
            }
            let parcel = Parcel {
                about: Some(write.request.step),
                keep_for: Some(*home),
                ..Parcel::of([(key, Rc::clone(&write.record))])
            };
            at.send(*stand_in, "store for", parcel);
        }
        stand_ins
    }
}
