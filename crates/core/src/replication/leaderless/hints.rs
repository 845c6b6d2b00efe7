//! Hinted handoff: a record kept for a home that could not be reached is sent to it again and
//! again until it has taken it over.
//!
//! DeCandia et al. 2007, section 4.6.

use std::rc::Rc;

use super::super::Context;
use super::{Leaderless, joined};
use crate::ids::ReplicaId;
use crate::message::Parcel;
use crate::record::Record;

impl Leaderless {
    /// Keeps a record for another replica and tries to hand it over from time to time.
    pub(super) fn keep(
        &mut self,
        at: &mut Context,
        key: usize,
        record: Rc<Record>,
        keep_for: ReplicaId,
    ) {
        let kept = self.hints.entry((keep_for, key));
        let kept = kept
            .and_modify(|kept| *kept = joined(kept, &record))
            .or_insert(record);
        at.keeps(key, Rc::clone(kept), keep_for);
        self.hand_over_later(at);
    }

    pub(super) fn hand_over_later(&mut self, at: &mut Context) {
        if !self.handing_over && !self.hints.is_empty() {
            self.handing_over = true;
            self.set_round(at, self.options.timeout, "hand over");
        }
    }

    pub(super) fn hand_over(&mut self, at: &mut Context) {
        self.handing_over = false;
        for ((home, key), record) in &self.hints {
            let parcel = Parcel {
                keep_for: Some(*home),
                ..Parcel::of([(*key, Rc::clone(record))])
            };
            at.send(*home, "hand over", parcel);
        }
        self.hand_over_later(at);
    }

    /// A home returns what it was sent; what was added meanwhile is still to be handed over.
    pub(super) fn note_taken_over(&mut self, at: &mut Context, home: ReplicaId, parcel: &Parcel) {
        for (key, record) in &parcel.records {
            let kept = self.hints.get(&(home, *key));
            if kept.is_some_and(|kept| record.version.covers_all(&kept.version)) {
                self.hints.remove(&(home, *key));
                at.handed_over(*key, home);
            }
        }
    }
}
