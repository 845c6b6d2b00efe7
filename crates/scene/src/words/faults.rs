//! What breaks.

use replicascope_core::lab::{FaultKind, Links};
use replicascope_core::{FaultId, Micros, Place, Trace};
use replicascope_words::{number, say};

use super::{place, replicas, time};

/// Thousandths as percent: `2.5 %`.
pub fn percent(per_mille: u16) -> String {
    number::per_mille(per_mille)
}

fn links(links: &Links) -> String {
    let (one, other) = (replicas(&links.between), replicas(&links.and));
    match links.one_way {
        true => say::faults::from_one_to(&one, &other),
        false => say::faults::between(&one, &other),
    }
}

fn everywhere_or(on: Option<&Links>) -> String {
    on.map_or_else(|| say::faults::everywhere().to_owned(), links)
}

/// How far a clock is off: `50 ms ahead and gaining 1 ms in a second`.
fn clock(ahead: i64, drift_ppm: i32) -> String {
    let off = time(Micros(ahead.unsigned_abs()));
    let off = match ahead < 0 {
        true => say::faults::clock_behind(&off),
        false => say::faults::clock_ahead(&off),
    };
    let rate = time(Micros(drift_ppm.unsigned_abs().into()));
    let rate = match drift_ppm < 0 {
        true => say::faults::clock_losing(&rate),
        false => say::faults::clock_gaining(&rate),
    };
    match (ahead, drift_ppm) {
        (0, 0) => say::faults::clock_right().to_owned(),
        (_, 0) => off,
        (0, _) => rate,
        _ => say::faults::clock_both(&off, &rate),
    }
}

/// A fault, without an article: `partition between A and B, C`.
pub fn fault(trace: &Trace, id: FaultId) -> String {
    let Some(fault) = trace.lab.fault(id) else {
        return id.to_string();
    };
    match &fault.kind {
        FaultKind::Partition(on) if on.one_way => say::faults::partition_one_way(&links(on)),
        FaultKind::Partition(on) => say::faults::partition_of(&links(on)),
        FaultKind::Crash {
            replica,
            loses_disk: false,
        } => say::faults::crash_of(replica),
        FaultKind::Crash { replica, .. } => say::faults::crash_with_disk(replica),
        FaultKind::SlowReplica { replica, by } => say::faults::slowness(replica, &time(*by)),
        FaultKind::SlowLink { on, by } => {
            say::faults::delay(&everywhere_or(on.as_ref()), &time(*by))
        }
        FaultKind::Loss { on, per_mille } => {
            say::faults::loss_of(&percent(*per_mille), &everywhere_or(on.as_ref()))
        }
        FaultKind::Duplication { on, per_mille } => {
            say::faults::duplication_of(&percent(*per_mille), &everywhere_or(on.as_ref()))
        }
        FaultKind::Reordering { on, up_to } => {
            say::faults::reordering_of(&everywhere_or(on.as_ref()), &time(*up_to))
        }
        FaultKind::Clock {
            replica,
            ahead,
            drift_ppm,
        } => say::faults::clock_error(replica, &clock(*ahead, *drift_ppm)),
        FaultKind::Offline { client } => say::faults::absence(&place(Place::Client(*client))),
    }
}

/// A fault in a few characters, for where it is drawn: `A | B, C`, `+20 ms`.
pub fn fault_in_short(trace: &Trace, id: FaultId) -> String {
    let Some(fault) = trace.lab.fault(id) else {
        return id.to_string();
    };
    match &fault.kind {
        FaultKind::Partition(on) => {
            let sign = if on.one_way { "↛" } else { "|" };
            format!("{} {sign} {}", replicas(&on.between), replicas(&on.and))
        }
        FaultKind::Crash {
            loses_disk: false, ..
        } => say::cluster::down().to_owned(),
        FaultKind::Crash { .. } => say::faults::down_disk_lost().to_owned(),
        FaultKind::SlowReplica { by, .. } => say::faults::slow(&time(*by)),
        FaultKind::SlowLink { by, .. } => say::faults::delayed(&time(*by)),
        FaultKind::Loss { per_mille, .. } => say::faults::share_lost(&percent(*per_mille)),
        FaultKind::Duplication { per_mille, .. } => say::faults::share_twice(&percent(*per_mille)),
        FaultKind::Reordering { up_to, .. } => say::faults::reordered(&time(*up_to)),
        FaultKind::Clock {
            ahead, drift_ppm, ..
        } => say::faults::clock_is(&clock(*ahead, *drift_ppm)),
        FaultKind::Offline { .. } => say::faults::is_offline().to_owned(),
    }
}
