//! When something breaks, and when that is over.

use replicascope_core::lab::FaultKind;
use replicascope_core::{FaultId, Place, Trace};
use replicascope_words::say;

use crate::words::{self, capital, place};

pub(super) fn begins(trace: &Trace, id: FaultId) -> String {
    let kind = trace.lab.fault(id).map(|fault| &fault.kind);
    match kind {
        Some(FaultKind::Offline { client }) => {
            say::faults::goes_offline(&capital(&place(Place::Client(*client))))
        }
        Some(FaultKind::SlowReplica { replica, by }) => {
            say::faults::becomes_slow(replica, &words::time(*by))
        }
        Some(FaultKind::Clock { replica, .. }) => {
            say::faults::clock_goes_wrong(replica, &words::fault_in_short(trace, id))
        }
        _ => say::faults::begins(&words::fault(trace, id)),
    }
}

pub(super) fn is_over(trace: &Trace, id: FaultId) -> String {
    let kind = trace.lab.fault(id).map(|fault| &fault.kind);
    match kind {
        Some(FaultKind::Offline { client }) => {
            say::faults::is_online(&capital(&place(Place::Client(*client))))
        }
        Some(FaultKind::SlowReplica { replica, .. }) => say::faults::slow_no_longer(replica),
        Some(FaultKind::Clock { replica, .. }) => say::faults::clock_is_right(replica),
        _ => say::faults::is_over(&words::fault(trace, id)),
    }
}
