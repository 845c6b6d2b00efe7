//! Forgetting tombstones that are old enough. Nobody asks whether all homes have seen the delete:
//! one that has not, and exchanges records later, brings the deleted value back.

use super::super::Context;
use super::Leaderless;
use crate::time::Micros;

impl Leaderless {
    /// Sees to it that the tombstone that is due first is looked at then. Ages are told by the wall
    /// clock, which may be wrong meanwhile: whether it is due is decided then.
    pub(super) fn watch_tombstones(&mut self, at: &mut Context) {
        let Some(after) = self.options.collect_after else {
            return;
        };
        let deleted = (0..at.keys()).filter_map(|key| at.record(key).state.deleted_at());
        let Some(first) = deleted.min() else { return };
        let wait = (first + after).since(at.wall()).max(Micros(1));
        let when = at.now() + wait;
        if self.collects_at.is_none_or(|set| when < set) {
            self.collects_at = Some(when);
            self.set_round(at, wait, "collect");
        }
    }

    pub(super) fn collect(&mut self, at: &mut Context) {
        let Some(after) = self.options.collect_after else {
            return;
        };
        for key in 0..at.keys() {
            let deleted = at.record(key).state.deleted_at();
            if deleted.is_some_and(|deleted| deleted + after <= at.wall()) {
                at.collect(key);
            }
        }
        self.collects_at = None;
        self.watch_tombstones(at);
    }
}
