//! The stretches of time during which something holds.

use crate::time::{Interval, Micros};

/// Collects the stretches of time during which something holds.
#[derive(Default)]
pub(super) struct Stretches {
    done: Vec<Interval>,
    since: Option<Micros>,
}

impl Stretches {
    pub(super) fn set(&mut self, at: Micros, holds: bool) {
        match (holds, self.since) {
            (true, None) => {
                // It held until this very moment: one stretch, not two.
                let resumed = self.done.pop_if(|last| last.to == at);
                self.since = Some(resumed.map_or(at, |interval| interval.from));
            }
            (false, Some(from)) => {
                self.since = None;
                if from < at {
                    self.done.push(Interval { from, to: at });
                }
            }
            _ => {}
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.since.is_some()
    }

    pub(super) fn close(mut self, end: Micros) -> Vec<Interval> {
        self.set(end, false);
        self.done
    }
}
