//! Who takes itself for a leader, and when.

use replicascope_core::{Micros, Place, ReplicaId, Trace};
use replicascope_words::say;

use crate::words;

use super::{BAND_HALF, View, Written};

/// A stretch of a lane during which its replica leads, by what it knows.
#[derive(Clone, PartialEq, Debug)]
pub struct Reign {
    /// Whose lane.
    pub replica: ReplicaId,
    /// Its left end.
    pub from: f64,
    /// Its right end.
    pub to: f64,
    /// The height of its line: just above the band.
    pub y: f64,
    /// What it is, in a sentence.
    pub sentence: String,
}

impl Reign {
    /// Where it is said that the replica leads, if there is room for that.
    pub(super) fn written(&self) -> Option<Written> {
        const WORD: f64 = 48.0;
        let fits = self.to - self.from > 60.0;
        fits.then(|| (self.from, self.from + WORD, self.y - 4.0))
    }
}

/// Whether a replica leads at a moment, by what it knows.
pub fn leads_at(trace: &Trace, replica: ReplicaId, at: Micros) -> bool {
    let mut reigns = trace.reigns_of(replica).iter();
    reigns.any(|reign| reign.contains(at))
}

pub(super) fn reigns(view: &View) -> Vec<Reign> {
    let replicas = view.trace.lab.replicas.iter();
    let all = replicas.flat_map(|replica| {
        let reigns = view.trace.reigns_of(*replica).iter();
        reigns.map(move |reign| (*replica, *reign))
    });
    all.filter(|(_, reign)| view.overlaps(reign.from, reign.to))
        .filter_map(|(replica, reign)| {
            let lane = view.lanes.of_place(Place::Replica(replica))?;
            let (from, to) = view.ends(reign);
            Some(Reign {
                replica,
                from,
                to,
                y: lane.y - BAND_HALF - 2.0,
                sentence: say::timeline::reign(
                    &replica,
                    &words::time(reign.from),
                    &words::time(reign.to),
                ),
            })
        })
        .collect()
}
