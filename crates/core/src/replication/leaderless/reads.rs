//! Reads that a replica coordinates: it asks the key's homes what they hold and merges what the
//! first R answer; a session that insists on more waits for further ones.
//!
//! Read repair: DeCandia et al. 2007, section 5. Blocking read repair: Attiya, Bar-Noy and Dolev,
//! *Sharing Memory Robustly in Message-Passing Systems*, Journal of the ACM 42(1), 1995, section 4.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::{Alarm, Context};
use super::{Leaderless, ReadRepair, joined, too_few};
use crate::ids::{ReplicaId, StepId};
use crate::message::{Parcel, Request};
use crate::record::Record;

/// A read in progress.
#[derive(Clone)]
pub(super) struct Read {
    request: Request,
    /// What each home is known to hold.
    found: BTreeMap<ReplicaId, Rc<Record>>,
    /// What it will be answered with, once enough have answered.
    answer: Option<Rc<Record>>,
    /// Whether it is answered.
    done: bool,
}

impl Read {
    /// Answers may overtake each other, and none takes back what an earlier one said.
    fn note(&mut self, home: ReplicaId, record: &Rc<Record>) {
        let found = self.found.entry(home);
        let found = found.and_modify(|found| *found = joined(found, record));
        found.or_insert_with(|| Rc::clone(record));
    }

    /// All that was found, merged; none while nobody has answered.
    fn newest(&self) -> Option<Rc<Record>> {
        let mut found = self.found.values();
        let first = Rc::clone(found.next()?);
        Some(found.fold(first, |newest, record| joined(&newest, record)))
    }

    fn holds(&self, home: ReplicaId, record: &Record) -> bool {
        let found = self.found.get(&home);
        found.is_some_and(|found| found.version.covers_all(&record.version))
    }

    /// How many homes are known to hold at least this.
    fn holders(&self, record: &Record) -> usize {
        let homes = self.found.keys();
        homes.filter(|home| self.holds(**home, record)).count()
    }
}

impl Leaderless {
    pub(super) fn begin_read(&mut self, at: &mut Context, request: &Request) {
        if self.reads.contains_key(&request.step) {
            return;
        }
        let mut found = BTreeMap::new();
        for home in self.homes(at, request.key) {
            if home == at.id() {
                found.insert(home, Rc::clone(at.record(request.key)));
                continue;
            }
            let parcel = Parcel {
                about: Some(request.step),
                versions: at.versions([request.key]),
                ..Parcel::default()
            };
            at.send(home, "get", parcel);
        }
        at.set_alarm(self.options.timeout, Alarm::Deadline(request.step));
        let mut read = Read {
            request: request.clone(),
            found,
            answer: None,
            done: false,
        };
        self.go_on(at, &mut read);
        self.reads.insert(request.step, read);
    }

    /// A home says what it holds.
    pub(super) fn note_found(
        &mut self,
        at: &mut Context,
        step: StepId,
        home: ReplicaId,
        parcel: &Parcel,
    ) {
        let Some(mut read) = self.reads.remove(&step) else {
            return;
        };
        for (_, record) in &parcel.records {
            read.note(home, record);
        }
        self.go_on(at, &mut read);
        self.reads.insert(step, read);
    }

    /// Does what can be done with the answers that there are.
    fn go_on(&self, at: &mut Context, read: &mut Read) {
        let key = read.request.key;
        if read.answer.is_none() {
            let enough = read.found.len() >= self.needed(at, key, self.options.r);
            let newest = read.newest().filter(|_| enough);
            read.answer = newest.filter(|newest| read.request.is_satisfied_by(newest));
            if self.options.read_repair == ReadRepair::BeforeAnswer {
                self.write_back(at, read);
            }
        }
        let Some(answer) = &read.answer else { return };
        let held_by_enough = self.options.read_repair != ReadRepair::BeforeAnswer
            || read.holders(answer) >= self.needed(at, key, self.options.w);
        if held_by_enough && !read.done {
            read.done = true;
            at.answer_with(&read.request, Rc::clone(answer));
        }
        // Late answers are repaired, too.
        if self.options.read_repair == ReadRepair::AfterAnswer {
            Self::repair(at, read);
        }
    }

    /// Stores what a read will return at every home that is not known to hold it.
    fn write_back(&self, at: &mut Context, read: &mut Read) {
        let Some(answer) = read.answer.clone() else {
            return;
        };
        let key = read.request.key;
        let mut homes = self.homes(at, key);
        homes.retain(|home| !read.holds(*home, &answer));
        for home in homes {
            if home == at.id() {
                at.merge(key, &answer);
                read.note(home, at.record(key));
                continue;
            }
            let parcel = Parcel {
                about: Some(read.request.step),
                ..Parcel::of([(key, Rc::clone(&answer))])
            };
            at.send(home, "write back", parcel);
        }
    }

    /// Sends homes that are behind what the others hold.
    fn repair(at: &mut Context, read: &mut Read) {
        let Some(newest) = read.newest() else { return };
        let key = read.request.key;
        let homes: Vec<ReplicaId> = read.found.keys().copied().collect();
        for home in homes {
            if read.holds(home, &newest) {
                continue;
            }
            read.note(home, &newest);
            if home == at.id() {
                at.merge(key, &newest);
            } else {
                at.send(home, "repair", Parcel::of([(key, Rc::clone(&newest))]));
            }
        }
    }

    /// The time for a read is over: it fails unless it was answered.
    pub(super) fn read_is_late(&mut self, at: &mut Context, step: StepId) {
        let Some(read) = self.reads.remove(&step).filter(|read| !read.done) else {
            return;
        };
        let key = read.request.key;
        let (answered, needed) = match &read.answer {
            Some(answer) => (read.holders(answer), self.options.w),
            None => (read.found.len(), self.options.r),
        };
        let needed = self.needed(at, key, needed);
        at.fail(&read.request, too_few(answered, needed));
    }
}
