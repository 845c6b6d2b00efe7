//! What becomes of updates in the end. These look at the replicas of a run, not at what clients
//! saw.

use replicascope_core::trace::Ending;
use replicascope_core::{Key, Micros, StepId, Trace};

/// Whether all replicas come to agree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Convergence {
    /// They agree at the end, for all keys, from this moment on.
    Agreed(Micros),
    /// They do not, and nothing is under way any more that could change it.
    Never(Vec<Key>),
    /// They do not yet. A promise that something happens at some time is not broken by a run that
    /// ends before it has.
    NotYet(Vec<Key>),
}

/// Whether the replicas come to agree about every key.
///
/// Vogels, *Eventually Consistent*, Communications of the ACM 52(1), 2009: if no new updates are
/// made, eventually all accesses return the last updated value.
pub fn convergence(trace: &Trace) -> Convergence {
    let apart = trace
        .convergence
        .iter()
        .filter(|key| key.agreed_at.is_none());
    let apart: Vec<Key> = apart.map(|key| key.key.clone()).collect();
    if apart.is_empty() {
        let agreed = trace.convergence.iter().filter_map(|key| key.agreed_at);
        return Convergence::Agreed(agreed.max().unwrap_or(Micros::ZERO));
    }
    let mut flights = trace.messages.iter().flat_map(|message| &message.flights);
    let under_way = flights.any(|flight| flight.end.is_none());
    let goes_on = trace.lab.replication.repairs() || trace.ending != Ending::Complete;
    if under_way || goes_on {
        Convergence::NotYet(apart)
    } else {
        Convergence::Never(apart)
    }
}

/// The acknowledged updates whose effect has been discarded: nobody shows them at the end, and
/// nobody replaced them knowingly. Converging does not prevent it.
pub fn lost_updates(trace: &Trace) -> &[StepId] {
    &trace.lost
}
