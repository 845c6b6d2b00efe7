//! But is it linearizable? Runs that show that it is not, found by running the simulator.
//!
//! A small family of schedules is run for the three numbers: a write that reaches so many
//! replicas soon and the others late, and one or two reads whose first answers come from replicas
//! that have it or from replicas that do not; see [`schedule`]. What each run shows is read from
//! its trace; see [`witness`]. Of those that show most the shortest is kept. Replicas are alike, so
//! only how many have the write matters, not which.
//!
//! Where nothing is found there is a reason, and it is given: Attiya, Bar-Noy and Dolev, *Sharing
//! Memory Robustly in Message-Passing Systems*, Journal of the ACM 42(1), 1995.

mod schedule;
mod telling;
mod witness;

use std::rc::Rc;

use replicascope_core::{Lab, run};

use crate::Quorum;
use crate::overlap::Sizes;
use schedule::Schedule;

/// What a run shows; what comes first tells more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shows {
    /// A read that began after a write was acknowledged does not return it.
    StaleRead,
    /// While a write is under way one read returns it, and a later one the value before.
    NewThenOld,
    /// A write failed, and a read that began after that returns it. Linearizability allows it: a
    /// failed write counts as one that is still under way. Clients seldom expect it.
    FailedWriteReturned,
}

/// A document whose run shows it.
#[derive(Clone, Debug)]
pub struct Counterexample {
    /// What its run shows.
    pub shows: Shows,
    /// The document.
    pub lab: Lab,
}

/// Why there is nothing to show.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// A read returns a value only when W replicas hold it, and every later read meets them.
    StoredBeforeReturned,
    /// Every read asks all replicas, so a later one misses nothing that an earlier one returned;
    /// and with W = 1 a write that was begun cannot fail.
    EveryReadAsksAll,
}

/// What the search found.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What shows it, or why nothing does.
    pub result: Result<Counterexample, Why>,
    /// How many schedules were run.
    pub runs: usize,
}

/// Runs the family of schedules for these numbers; `blocking`: a read stores what it is going to
/// return at W replicas first.
pub fn search(quorum: Quorum, blocking: bool) -> Finding {
    let family = Schedule::family(quorum, blocking);
    let runs = family.len();
    let mut best: Option<((Shows, usize, usize, usize), Schedule)> = None;
    for schedule in family {
        let trace = run(&Rc::new(schedule.lab()));
        let Some(shows) = witness::shown(&trace) else {
            continue;
        };
        // With blocking read repair the question is whether it is linearizable, and this is.
        if blocking && shows == Shows::FailedWriteReturned {
            continue;
        }
        // The fewest operations, then the fewest things that break, then the fewest messages.
        let key = (
            shows,
            trace.operations.len(),
            trace.lab.faults.len(),
            trace.messages.len(),
        );
        if best.as_ref().is_none_or(|(least, _)| key < *least) {
            best = Some((key, schedule));
        }
    }
    let result = match best {
        Some(((shows, ..), schedule)) => Ok(Counterexample {
            shows,
            lab: telling::told(schedule.lab(), shows, quorum),
        }),
        None => Err(why(quorum)),
    };
    Finding { result, runs }
}

/// Why nothing is found: only where sets meet, and blocking read repair or R = N closes the gap.
fn why(quorum: Quorum) -> Why {
    debug_assert!(Sizes::write_and_read(quorum).smallest() > 0);
    match quorum.r() == quorum.n() && quorum.w() == 1 {
        true => Why::EveryReadAsksAll,
        false => Why::StoredBeforeReturned,
    }
}
